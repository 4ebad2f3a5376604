//! `ky-bao-cao`: the snapshots.

use crate::data::schema::{Basis, Column, Dataset, Type};
use crate::data::table::{Row, Source, place};
use crate::data::value::Value;
use crate::model::{PeriodKind, Snapshot};

pub(in crate::data) const DATASET: Dataset = Dataset {
    stem: "ky-bao-cao",
    title: "Kỳ báo cáo",
    title_en: "Reporting periods",
    description: "Các kỳ báo cáo có số liệu đến ngày chốt đang xem: ngày chốt, hạn nộp, ngày công bố, có chính thức hay không.",
    row: "một kỳ báo cáo",
    primary_key: &["id"],
    folder: Some("ky-bao-cao"),
    basis: Basis::Reports,
    rows,
    columns: &[
        Column::new(
            "id",
            Type::Text,
            "Mã",
            "Identifier",
            "Tên kỳ (2026-03, 2026-q1, 2026-h1, 2026-9m, 2026), cũng là phần cuối của địa chỉ trang",
        )
        .required()
        .unique(),
        Column::new("kind", Type::Enum(kinds), "Loại kỳ", "Kind", "Độ dài của kỳ").required(),
        Column::new(
            "as_of",
            Type::Date,
            "Ngày chốt số liệu",
            "As of",
            "Mọi tình trạng của kỳ được tính đến ngày này",
        )
        .required(),
        Column::new(
            "due_on",
            Type::Date,
            "Hạn nộp",
            "Due on",
            "Ngày cuối còn nộp đúng hạn, sớm nhất trong các văn bản; trống khi không văn bản nào nêu ngày cho kỳ này",
        ),
        Column::new(
            "published_on",
            Type::Date,
            "Ngày công bố",
            "Published on",
            "Trống khi còn là bản nháp",
        ),
        Column::new(
            "illustrative",
            Type::Boolean,
            "Minh họa",
            "Illustrative",
            "true khi số liệu của kỳ được đặt ra để giới thiệu cách dùng, không phải số liệu thật",
        )
        .required(),
        Column::new(
            "sha256",
            Type::Text,
            "SHA-256",
            "SHA-256",
            "Mã băm của kỳ trong sổ cái; trống khi kỳ chưa vào sổ cái",
        ),
        Column::new(
            "previous_sha256",
            Type::Text,
            "SHA-256 của kỳ trước",
            "SHA-256 of the previous snapshot",
            "Mã băm của kỳ liền trước trong sổ cái; trống khi kỳ chưa vào sổ cái",
        ),
    ],
};

fn kinds() -> Vec<(&'static str, &'static str)> {
    PeriodKind::ALL.iter().map(|(_, word, label)| (*word, *label)).collect()
}

pub(super) fn rows(source: Source<'_>) -> Vec<Row> {
    let row = |snapshot: &Snapshot| {
        let sealed = source.site.ledger.entry(snapshot.period);
        let values = vec![
            Value::text(snapshot.id.as_str()),
            Value::text(snapshot.period.kind().as_str()),
            Value::date(Some(snapshot.as_of)),
            Value::date(snapshot.due_on),
            Value::date(snapshot.published_on),
            Value::Boolean(snapshot.is_illustrative),
            Value::text(sealed.map_or("", |entry| &entry.sha256)),
            Value::text(sealed.map_or("", |entry| &entry.previous_sha256)),
        ];
        Row::of(&snapshot.id, Some(place(&snapshot.provenance)), values)
    };
    source.snapshots().filter(|snapshot| source.wants([&snapshot.id])).map(row).collect()
}
