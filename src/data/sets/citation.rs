//! `trich-dan`: which item cites which legal document.

use crate::data::schema::{About, Basis, Column, Dataset, Entry, Type, cells, columns, entry};
use crate::data::table::{Row, Source, place};
use crate::data::value::Value;
use crate::diagnostic::Place;
use crate::model::{Citation, Id};

pub(in crate::data) const DATASET: Dataset = Dataset {
    stem: "trich-dan",
    title: "Trích dẫn",
    title_en: "Citations",
    description: "Chỉ tiêu, nhiệm vụ và văn bản nào dẫn tới văn bản nào, với chữ như in.",
    row: "một lần dẫn; nhiều lần cùng chữ trong một chỗ tính là một",
    primary_key: &["item_id", "reference_id", "place", "text"],
    folder: None,
    basis: Basis::Plans,
    rows,
    columns: &columns::<_, { ENTRIES.len() }>(ENTRIES),
};

/// One citation, where it stands.
struct Subject<'a> {
    item: &'a Id,
    part: &'static str,
    citation: &'a Citation,
}

impl About for Subject<'static> {
    type Of<'a> = Subject<'a>;
}

/// Every column with its cell.
const ENTRIES: &[Entry<Subject<'static>>] = &[
    entry(
        Column::new("item_id", Type::Text, "Nơi dẫn", "Item", "Mã nhiệm vụ, chỉ tiêu hoặc văn bản")
            .required(),
        |one| Value::text(one.item.as_str()),
    ),
    entry(
        Column::new(
            "reference_id",
            Type::Text,
            "Văn bản được dẫn",
            "Reference",
            "Mã văn bản được dẫn",
        )
        .required()
        .of("can-cu", "id"),
        |one| Value::text(one.citation.reference.as_str()),
    ),
    entry(
        Column::new(
            "text",
            Type::Text,
            "Chữ như in",
            "Text as printed",
            "Cách văn bản viết khi dẫn",
        )
        .required(),
        |one| Value::text(&one.citation.text),
    ),
    entry(
        Column::new(
            "place",
            Type::Enum(places),
            "Chỗ dẫn",
            "Place",
            "Dẫn ở cột căn cứ, trong nội dung, hay ở phần khác của văn bản",
        )
        .required(),
        |one| Value::text(one.part),
    ),
];

fn places() -> Vec<(&'static str, &'static str)> {
    vec![
        ("reference", "Cột căn cứ, ghi chú"),
        ("name", "Trong nội dung nhiệm vụ"),
        ("document", "Phần khác của văn bản"),
    ]
}

pub(super) fn rows(source: Source<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for plan in source.site.plans.iter() {
        let document = Place::file(plan.source_file.as_str());
        push(source, &mut rows, &plan.id, "document", &plan.citations, &document);
        for indicator in &plan.indicators {
            let at = place(&indicator.provenance);
            push(source, &mut rows, &indicator.id, "reference", &indicator.references, &at);
        }
        for task in &plan.tasks {
            let at = place(&task.provenance);
            push(source, &mut rows, &task.id, "reference", &task.references, &at);
            push(source, &mut rows, &task.id, "name", &task.mentions, &at);
        }
    }
    rows
}

fn push(
    source: Source<'_>,
    rows: &mut Vec<Row>,
    item: &Id,
    part: &'static str,
    citations: &[Citation],
    at: &Place,
) {
    if !source.wants([item]) {
        return;
    }
    for (count, citation) in citations.iter().enumerate() {
        if citations[..count].contains(citation) {
            continue;
        }
        let values = cells(ENTRIES, &Subject { item, part, citation });
        rows.push(Row::new(Some(at.clone()), values));
    }
}
