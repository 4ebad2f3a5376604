//! `chat-luong`: what was noticed about the sources.

use crate::data::schema::{Basis, Column, Dataset, Type};
use crate::data::table::{Row, Source};
use crate::data::value::Value;
use crate::diagnostic::{Diagnostic, Place, Severity};

pub(in crate::data) const DATASET: Dataset = Dataset {
    stem: "chat-luong",
    title: "Chất lượng dữ liệu",
    title_en: "Data quality",
    description: "Những chỗ lạ trong văn bản nguồn: số bị nhảy hoặc lặp, ô bị ngắt trang, thời hạn chưa hiểu, cơ quan chưa có trong danh bạ.",
    row: "một nhận xét về dữ liệu",
    primary_key: &[],
    folder: None,
    basis: Basis::Plans,
    rows,
    columns: &[
        Column::new("code", Type::Text, "Loại", "Code", "Tên ổn định của loại nhận xét").required(),
        Column::new(
            "severity",
            Type::Enum(severities),
            "Mức",
            "Severity",
            "Lỗi, cảnh báo hay ghi chú",
        )
        .required(),
        Column::new(
            "item_id",
            Type::Text,
            "Nơi liên quan",
            "Item",
            "Mã nhiệm vụ, chỉ tiêu hoặc văn bản",
        ),
        Column::new("file", Type::Text, "Tệp", "File", "Đường dẫn của tệp trong kho nguồn"),
        Column::new("line", Type::Integer, "Dòng", "Line", "Dòng hoặc hàng, đếm từ 1"),
        Column::new("message", Type::Text, "Nội dung", "Message", "Nhận xét").required(),
    ],
};

fn severities() -> Vec<(&'static str, &'static str)> {
    [Severity::Error, Severity::Warning, Severity::Note].map(|s| (s.as_str(), s.label())).to_vec()
}

pub(super) fn rows(source: Source<'_>) -> Vec<Row> {
    let row = |finding: &Diagnostic| {
        let place = finding.place.as_ref();
        let values = vec![
            Value::text(finding.code.as_str()),
            Value::text(finding.severity.as_str()),
            Value::text(finding.item.as_ref().map_or("", |id| id.as_str())),
            Value::text(place.map_or("", |place| &place.file)),
            place
                .and_then(Place::line_number)
                .map_or(Value::Null, |line| Value::Integer(line.into())),
            Value::text(&finding.message),
        ];
        Row::new(finding.place.clone(), values)
    };
    let findings = source.quality.iter().filter(|finding| source.wants(&finding.item));
    findings.map(row).collect()
}
