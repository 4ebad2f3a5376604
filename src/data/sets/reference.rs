//! `can-cu`: the legal documents items come from.

use crate::data::schema::{Basis, Column, Dataset, Type};
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
    columns: &[
        super::ID,
        Column::new(
            "kind",
            Type::Text,
            "Loại văn bản",
            "Kind",
            "Nghị quyết, Kế hoạch, Quyết định …",
        ),
        Column::new("number", Type::Text, "Số, ký hiệu", "Number", "Trống với luật gọi bằng tên"),
        Column::new("date", Type::Date, "Ngày ban hành", "Date of issue", "Trống khi chưa biết"),
        Column::new("issuer", Type::Text, "Cơ quan ban hành", "Issuer", "Trống khi chưa biết"),
        Column::new("title", Type::Text, "Trích yếu", "Title", "Trống khi chưa biết"),
    ],
};

pub(super) fn rows(source: Source<'_>) -> Vec<Row> {
    let row = |reference: &Reference| {
        let values = vec![
            Value::text(reference.id.as_str()),
            Value::text(&reference.kind),
            Value::text(&reference.number),
            Value::date(reference.date),
            Value::text(&reference.issuer),
            Value::text(&reference.title),
        ];
        Row::of(&reference.id, None, values)
    };
    source.site.references.iter().map(row).collect()
}
