//! `dien-bien`: the computed status of every item in every snapshot.

use crate::data::schema::{About, Basis, Column, Dataset, Entry, Type, cells, columns, entry};
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
    columns: &columns::<_, { ENTRIES.len() }>(ENTRIES),
};

/// One item in one stage.
struct Subject<'a> {
    item: &'a Id,
    stage: &'a Stage,
    status: &'static str,
    reason: &'a str,
    is_illustrative: bool,
}

impl About for Subject<'static> {
    type Of<'a> = Subject<'a>;
}

/// Every column with its cell.
const ENTRIES: &[Entry<Subject<'static>>] = &[
    entry(super::ITEM_ID, |one| Value::text(one.item.as_str())),
    entry(super::SNAPSHOT_ID, |one| Value::text(one.stage.snapshot.as_str())),
    entry(
        Column::new(
            "status",
            Type::Enum(statuses),
            "Tình trạng",
            "Status",
            "Tình trạng của nhiệm vụ hoặc của chỉ tiêu theo quy tắc công bố ở trang phương pháp",
        )
        .required(),
        |one| Value::text(one.status),
    ),
    entry(
        Column::new("reason", Type::Text, "Vì sao", "Reason", "Quy tắc cho ra tình trạng")
            .required(),
        |one| Value::text(one.reason),
    ),
    entry(super::ILLUSTRATIVE, |one| Value::Boolean(one.is_illustrative)),
];

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
    let row = |item: &Id, provenance: &Provenance, status: &'static str, reason: &str| {
        let subject = Subject { item, stage, status, reason, is_illustrative };
        Row::new(Some(place(provenance)), cells(ENTRIES, &subject))
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
