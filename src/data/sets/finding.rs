//! `chat-luong`: what was noticed about the sources.

use crate::data::schema::{About, Basis, Column, Dataset, Entry, Type, cells, columns, entry};
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
    columns: &columns::<_, { ENTRIES.len() }>(ENTRIES),
};

/// One finding.
struct Subject<'a> {
    finding: &'a Diagnostic,
    place: Option<&'a Place>,
}

impl About for Subject<'static> {
    type Of<'a> = Subject<'a>;
}

/// Every column with its cell.
const ENTRIES: &[Entry<Subject<'static>>] = &[
    entry(
        Column::new("code", Type::Text, "Loại", "Code", "Tên ổn định của loại nhận xét").required(),
        |one| Value::text(one.finding.code.as_str()),
    ),
    entry(
        Column::new(
            "severity",
            Type::Enum(severities),
            "Mức",
            "Severity",
            "Lỗi, cảnh báo hay ghi chú",
        )
        .required(),
        |one| Value::text(one.finding.severity.as_str()),
    ),
    entry(
        Column::new(
            "item_id",
            Type::Text,
            "Nơi liên quan",
            "Item",
            "Mã nhiệm vụ, chỉ tiêu hoặc văn bản",
        ),
        |one| Value::text(one.finding.item.as_ref().map_or("", |id| id.as_str())),
    ),
    entry(
        Column::new("file", Type::Text, "Tệp", "File", "Đường dẫn của tệp trong kho nguồn"),
        |one| Value::text(one.place.map_or("", |place| &place.file)),
    ),
    entry(
        Column::new("line", Type::Integer, "Dòng", "Line", "Dòng hoặc hàng, đếm từ 1"),
        |one| {
            one.place
                .and_then(Place::line_number)
                .map_or(Value::Null, |line| Value::Integer(line.into()))
        },
    ),
    entry(
        Column::new("message", Type::Text, "Nội dung", "Message", "Nhận xét").required(),
        |one| Value::text(&one.finding.message),
    ),
];

fn severities() -> Vec<(&'static str, &'static str)> {
    [Severity::Error, Severity::Warning, Severity::Note].map(|s| (s.as_str(), s.label())).to_vec()
}

pub(super) fn rows(source: Source<'_>) -> Vec<Row> {
    let row = |finding: &Diagnostic| {
        let place = finding.place.as_ref();
        Row::new(finding.place.clone(), cells(ENTRIES, &Subject { finding, place }))
    };
    let findings = source.quality.iter().filter(|finding| source.wants(&finding.item));
    findings.map(row).collect()
}
