//! `ky-bao-cao`: the snapshots.

use crate::data::schema::{About, Basis, Column, Dataset, Entry, Type, cells, columns, entry};
use crate::data::table::{Row, Source, place};
use crate::data::value::Value;
use crate::model::{LedgerEntry, PeriodKind, Snapshot};

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
    columns: &columns::<_, { ENTRIES.len() }>(ENTRIES),
};

/// One reporting period with its seal.
struct Subject<'a> {
    snapshot: &'a Snapshot,
    sealed: Option<&'a LedgerEntry>,
}

impl About for Subject<'static> {
    type Of<'a> = Subject<'a>;
}

/// Every column with its cell.
const ENTRIES: &[Entry<Subject<'static>>] = &[
    entry(Column::new(
            "id",
            Type::Text,
            "Mã",
            "Identifier",
            "Tên kỳ (2026-03, 2026-q1, 2026-h1, 2026-9m, 2026), cũng là phần cuối của địa chỉ trang",
        )
        .required()
        .unique(), |one| Value::text(one.snapshot.id.as_str())),
    entry(Column::new("kind", Type::Enum(kinds), "Loại kỳ", "Kind", "Độ dài của kỳ").required(), |one| Value::text(one.snapshot.period.kind().as_str())),
    entry(Column::new(
            "as_of",
            Type::Date,
            "Ngày chốt số liệu",
            "As of",
            "Mọi tình trạng của kỳ được tính đến ngày này",
        )
        .required(), |one| Value::date(Some(one.snapshot.as_of))),
    entry(Column::new(
            "due_on",
            Type::Date,
            "Hạn nộp",
            "Due on",
            "Ngày cuối còn nộp đúng hạn, sớm nhất trong các văn bản; trống khi không văn bản nào nêu ngày cho kỳ này",
        ), |one| Value::date(one.snapshot.due_on)),
    entry(Column::new(
            "published_on",
            Type::Date,
            "Ngày công bố",
            "Published on",
            "Trống khi còn là bản nháp",
        ), |one| Value::date(one.snapshot.published_on)),
    entry(Column::new(
            "illustrative",
            Type::Boolean,
            "Minh họa",
            "Illustrative",
            "true khi số liệu của kỳ được đặt ra để giới thiệu cách dùng, không phải số liệu thật",
        )
        .required(), |one| Value::Boolean(one.snapshot.is_illustrative)),
    entry(Column::new(
            "sha256",
            Type::Text,
            "SHA-256",
            "SHA-256",
            "Mã băm của kỳ trong sổ cái; trống khi kỳ chưa vào sổ cái",
        ), |one| Value::text(one.sealed.map_or("", |entry| &entry.sha256))),
    entry(Column::new(
            "previous_sha256",
            Type::Text,
            "SHA-256 của kỳ trước",
            "SHA-256 of the previous snapshot",
            "Mã băm của kỳ liền trước trong sổ cái; trống khi kỳ chưa vào sổ cái",
        ), |one| Value::text(one.sealed.map_or("", |entry| &entry.previous_sha256))),
];

fn kinds() -> Vec<(&'static str, &'static str)> {
    PeriodKind::ALL.iter().map(|(_, word, label)| (*word, *label)).collect()
}

pub(super) fn rows(source: Source<'_>) -> Vec<Row> {
    let row = |snapshot: &Snapshot| {
        let sealed = source.site.ledger.entry(snapshot.period);
        let values = cells(ENTRIES, &Subject { snapshot, sealed });
        Row::of(&snapshot.id, Some(place(&snapshot.provenance)), values)
    };
    source.snapshots().filter(|snapshot| source.wants([&snapshot.id])).map(row).collect()
}
