//! `can-cu`: the legal documents items come from.

use crate::data::schema::{About, Basis, Column, Dataset, Entry, Type, cells, columns, entry};
use crate::data::table::{Row, Source};
use crate::data::value::Value;
use crate::model::Reference;

pub(in crate::data) const DATASET: Dataset = Dataset {
    stem: "can-cu",
    title: "Căn cứ",
    title_en: "Legal references",
    description: "Các nghị quyết, quyết định, kế hoạch và luật mà chỉ tiêu, nhiệm vụ dẫn tới.",
    row: "một văn bản được dẫn",
    primary_key: &["id"],
    folder: None,
    basis: Basis::Plans,
    rows,
    columns: &columns::<_, { ENTRIES.len() }>(ENTRIES),
};

/// One legal document.
struct Subject<'a> {
    reference: &'a Reference,
}

impl About for Subject<'static> {
    type Of<'a> = Subject<'a>;
}

/// Every column with its cell.
const ENTRIES: &[Entry<Subject<'static>>] = &[
    entry(super::ID, |one| Value::text(one.reference.id.as_str())),
    entry(
        Column::new(
            "kind",
            Type::Text,
            "Loại văn bản",
            "Kind",
            "Nghị quyết, Kế hoạch, Quyết định …",
        ),
        |one| Value::text(&one.reference.kind),
    ),
    entry(
        Column::new("number", Type::Text, "Số, ký hiệu", "Number", "Trống với luật gọi bằng tên"),
        |one| Value::text(&one.reference.number),
    ),
    entry(
        Column::new("date", Type::Date, "Ngày ban hành", "Date of issue", "Trống khi chưa biết"),
        |one| Value::date(one.reference.date),
    ),
    entry(
        Column::new("issuer", Type::Text, "Cơ quan ban hành", "Issuer", "Trống khi chưa biết"),
        |one| Value::text(&one.reference.issuer),
    ),
    entry(
        Column::new("title", Type::Text, "Trích yếu", "Title", "Trống khi chưa biết"),
        |one| Value::text(&one.reference.title),
    ),
];

pub(super) fn rows(source: Source<'_>) -> Vec<Row> {
    let row = |reference: &Reference| {
        Row::of(&reference.id, None, cells(ENTRIES, &Subject { reference }))
    };
    source.site.references.iter().map(row).collect()
}
