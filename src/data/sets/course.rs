//! `dien-bien`: the computed status of every item in every snapshot.

use crate::data::schema::{Basis, Column, Dataset, Type};
use crate::data::table::{Row, Source, place};
use crate::data::value::Value;
use crate::derive::Stage;
use crate::model::{Id, IndicatorStatus, Provenance, TaskStatus};

pub(in crate::data) const DATASET: Dataset = Dataset {
    stem: "dien-bien",
    title: "Diễn biến",
    title_en: "Status over time",
    description: "Tình trạng của từng nhiệm vụ và chỉ tiêu ở từng kỳ báo cáo, tính theo quy tắc công bố và theo những gì đã biết ở ngày chốt của kỳ.",
    row: "tình trạng của một nhiệm vụ hoặc chỉ tiêu ở một kỳ báo cáo",
    primary_key: &["item_id", "snapshot_id"],
    folder: None,
    basis: Basis::Reports,
    rows,
    columns: &[
        super::ITEM_ID,
        super::SNAPSHOT_ID,
        Column::new(
            "status",
            Type::Enum(statuses),
            "Tình trạng",
            "Status",
            "Tình trạng của nhiệm vụ hoặc của chỉ tiêu theo quy tắc công bố ở trang phương pháp",
        )
        .required(),
        Column::new("reason", Type::Text, "Vì sao", "Reason", "Quy tắc cho ra tình trạng")
            .required(),
        super::ILLUSTRATIVE,
    ],
};

fn statuses() -> Vec<(&'static str, &'static str)> {
    let tasks = TaskStatus::ALL.iter().map(|(_, word, label)| (*word, *label));
    let indicators = IndicatorStatus::ALL.iter().map(|(_, word, label)| (*word, *label));
    tasks.chain(indicators).collect()
}

pub(super) fn rows(source: Source<'_>) -> Vec<Row> {
    source.derived.stages.iter().flat_map(|stage| stage_rows(source, stage)).collect()
}

/// Plan by plan, indicators first, as in `phan-cong`.
fn stage_rows(source: Source<'_>, stage: &Stage) -> Vec<Row> {
    let is_illustrative = source.is_illustrative_until(&stage.snapshot);
    let row = |item: &Id, provenance: &Provenance, status: &str, reason: &str| {
        let values = vec![
            Value::text(item.as_str()),
            Value::text(stage.snapshot.as_str()),
            Value::text(status),
            Value::text(reason),
            Value::Boolean(is_illustrative),
        ];
        Row::new(Some(place(provenance)), values)
    };
    let mut rows = Vec::new();
    for plan in source.site.plans.iter() {
        for indicator in &plan.indicators {
            if source.wants([&indicator.id])
                && let Some(judged) = stage.progress.indicators.get(&indicator.id)
            {
                let status = judged.status.as_str();
                rows.push(row(&indicator.id, &indicator.provenance, status, &judged.reason));
            }
        }
        for task in &plan.tasks {
            if source.wants([&task.id])
                && let Some(judged) = stage.progress.tasks.get(&task.id)
            {
                let status = judged.status.as_str();
                rows.push(row(&task.id, &task.provenance, status, &judged.reason));
            }
        }
    }
    rows
}
