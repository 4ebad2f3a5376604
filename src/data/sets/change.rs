//! `thay-doi`: what changed from one snapshot to the next.

use crate::data::schema::{Basis, Column, Dataset, Type};
use crate::data::table::{Row, Source, place};
use crate::data::value::Value;
use crate::derive::history::ChangeKind;

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
    columns: &[
        Column::new("snapshot_id", Type::Text, "Kỳ báo cáo", "Snapshot", "Mã kỳ có thay đổi")
            .required()
            .of("ky-bao-cao", "id"),
        super::ITEM_ID,
        Column::new("kind", Type::Enum(kinds), "Loại thay đổi", "Kind", "Điều gì thay đổi")
            .required(),
        Column::new(
            "before",
            Type::Text,
            "Trước",
            "Before",
            "Tình trạng, ngày hoặc số trước đó; trống khi trước đó chưa có",
        ),
        Column::new("after", Type::Text, "Sau", "After", "Tình trạng, ngày hoặc số ở kỳ này"),
        Column::new("sentence", Type::Text, "Diễn giải", "Sentence", "Thay đổi viết thành câu")
            .required(),
        super::ILLUSTRATIVE,
    ],
};

fn kinds() -> Vec<(&'static str, &'static str)> {
    ChangeKind::ALL.iter().map(|(_, word, label)| (*word, *label)).collect()
}

pub(super) fn rows(source: Source<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for stage in &source.derived.stages {
        let is_illustrative = source.is_illustrative_until(&stage.snapshot);
        let snapshot = source.snapshots().find(|snapshot| snapshot.id == stage.snapshot);
        for change in stage.changes.iter().filter(|change| source.wants([&change.item])) {
            let values = vec![
                Value::text(stage.snapshot.as_str()),
                Value::text(change.item.as_str()),
                Value::text(change.kind.as_str()),
                Value::text(&change.before),
                Value::text(&change.after),
                Value::text(&change.sentence),
                Value::Boolean(is_illustrative),
            ];
            rows.push(Row::new(snapshot.map(|snapshot| place(&snapshot.provenance)), values));
        }
    }
    rows
}
