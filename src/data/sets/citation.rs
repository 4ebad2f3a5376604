//! `trich-dan`: which item cites which legal document.

use crate::data::schema::{Basis, Column, Dataset, Type};
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
    columns: &[
        Column::new("item_id", Type::Text, "Nơi dẫn", "Item", "Mã nhiệm vụ, chỉ tiêu hoặc văn bản")
            .required(),
        Column::new(
            "reference_id",
            Type::Text,
            "Văn bản được dẫn",
            "Reference",
            "Mã văn bản được dẫn",
        )
        .required()
        .of("can-cu", "id"),
        Column::new(
            "text",
            Type::Text,
            "Chữ như in",
            "Text as printed",
            "Cách văn bản viết khi dẫn",
        )
        .required(),
        Column::new(
            "place",
            Type::Enum(places),
            "Chỗ dẫn",
            "Place",
            "Dẫn ở cột căn cứ, trong nội dung, hay ở phần khác của văn bản",
        )
        .required(),
    ],
};

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
    part: &str,
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
        let values = vec![
            Value::text(item.as_str()),
            Value::text(citation.reference.as_str()),
            Value::text(&citation.text),
            Value::text(part),
        ];
        rows.push(Row::new(Some(at.clone()), values));
    }
}
