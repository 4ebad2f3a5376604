//! `thay-doi`: what changed from one snapshot to the next.

use crate::data::schema::{About, Basis, Column, Dataset, Entry, Type, cells, columns, entry};
use crate::data::table::{Row, Source, place};
use crate::data::value::Value;
use crate::derive::Stage;
use crate::derive::history::{Change, ChangeKind};

pub(in crate::data) const DATASET: Dataset = Dataset {
    stem: "thay-doi",
    title: "Thay đổi",
    title_en: "Changes",
    description: "Những gì đổi khác ở từng kỳ báo cáo so với kỳ trước: mới hoàn thành, mới quá hạn, dời thời hạn, có số liệu mới.",
    row: "một thay đổi của một nhiệm vụ hoặc chỉ tiêu",
    primary_key: &["snapshot_id", "item_id", "kind", "sentence"],
    folder: None,
    basis: Basis::Reports,
    rows,
    columns: &columns::<_, { ENTRIES.len() }>(ENTRIES),
};

/// One change, in the stage it belongs to.
struct Subject<'a> {
    stage: &'a Stage,
    change: &'a Change,
    is_illustrative: bool,
}

impl About for Subject<'static> {
    type Of<'a> = Subject<'a>;
}

/// Every column with its cell.
const ENTRIES: &[Entry<Subject<'static>>] = &[
    entry(
        Column::new("snapshot_id", Type::Text, "Kỳ báo cáo", "Snapshot", "Mã kỳ có thay đổi")
            .required()
            .of("ky-bao-cao", "id"),
        |one| Value::text(one.stage.snapshot.as_str()),
    ),
    entry(super::ITEM_ID, |one| Value::text(one.change.item.as_str())),
    entry(
        Column::new("kind", Type::Enum(kinds), "Loại thay đổi", "Kind", "Điều gì thay đổi")
            .required(),
        |one| Value::text(one.change.kind.as_str()),
    ),
    entry(
        Column::new(
            "before",
            Type::Text,
            "Trước",
            "Before",
            "Tình trạng, ngày hoặc số trước đó; trống khi trước đó chưa có",
        ),
        |one| Value::text(&one.change.before),
    ),
    entry(
        Column::new("after", Type::Text, "Sau", "After", "Tình trạng, ngày hoặc số ở kỳ này"),
        |one| Value::text(&one.change.after),
    ),
    entry(
        Column::new("sentence", Type::Text, "Diễn giải", "Sentence", "Thay đổi viết thành câu")
            .required(),
        |one| Value::text(&one.change.sentence),
    ),
    entry(super::ILLUSTRATIVE, |one| Value::Boolean(one.is_illustrative)),
];

fn kinds() -> Vec<(&'static str, &'static str)> {
    ChangeKind::ALL.iter().map(|(_, word, label)| (*word, *label)).collect()
}

pub(super) fn rows(source: Source<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for stage in &source.derived.stages {
        let is_illustrative = source.is_illustrative_until(&stage.snapshot);
        let snapshot = source.snapshots().find(|snapshot| snapshot.id == stage.snapshot);
        for change in stage.changes.iter().filter(|change| source.wants([&change.item])) {
            let values = cells(ENTRIES, &Subject { stage, change, is_illustrative });
            rows.push(Row::new(snapshot.map(|snapshot| place(&snapshot.provenance)), values));
        }
    }
    rows
}
