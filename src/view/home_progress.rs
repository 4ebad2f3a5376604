//! What the start page shows once there are snapshots: totals, what changed, what is due.

use serde::Serialize;

use super::part::Link;
use super::portal::Portal;
use super::report::{ChangeView, period_link};
use super::status::{TotalsView, number, rate};
use super::warning::{self, WarningRow};
use super::{address, sentence};
use crate::derive::status::{IndicatorTotals, TaskTotals};
use crate::model::{IndicatorStatus, TaskStatus};
use crate::vietnamese::{count, date};

/// How many changes the start page tells.
const CHANGES: usize = 10;
/// How many tasks due soon it names.
const DUE: usize = 10;

/// The state of everything on the day it is judged as of.
#[derive(Clone, Debug, Serialize)]
pub struct HomeProgress<'a> {
    /// "Số liệu tính đến ngày 30/06/2026."
    pub as_of: String,
    /// The totals as sentences.
    pub summary: String,
    /// Tasks by status.
    pub tasks: Option<TotalsView>,
    /// Indicators by status.
    pub indicators: Option<TotalsView>,
    /// The newest period.
    pub period: Option<Link<'a>>,
    /// Whether there is a period before it to compare with.
    pub has_before: bool,
    /// What it changed, as one sentence.
    pub changed: String,
    /// The first changes.
    pub changes: Vec<ChangeView<'a>>,
    /// How many more there are.
    pub more_changes: usize,
    /// Overdue tasks, as one sentence.
    pub overdue: String,
    /// Tasks due within 30 days, as one sentence.
    pub due: String,
    /// The first of them.
    pub due_rows: Vec<WarningRow<'a>>,
    /// Their list.
    pub due_path: String,
    /// The list of overdue tasks.
    pub overdue_path: String,
}

impl<'a> HomeProgress<'a> {
    /// The state of everything; nothing without snapshots.
    pub fn new(portal: &Portal<'a>) -> Option<Self> {
        let progress = portal.derived.progress.as_ref()?;
        let tasks = TaskTotals::count(progress.tasks.values(), progress.as_of);
        let indicators = IndicatorTotals::count(progress.indicators.values());
        let newest = portal.stages().next_back();
        let told: Vec<ChangeView<'a>> = newest.map_or_else(Vec::new, |(snapshot, stage)| {
            let views = stage.changes.iter();
            views.filter_map(|change| ChangeView::new(portal, snapshot, change)).collect()
        });
        let total = told.len();
        let overdue = tasks.of(TaskStatus::Overdue);
        let due = warning::due_soon(portal);
        let has_before = portal.stages().count() > 1;
        Some(Self {
            as_of: sentence::progress(portal),
            summary: summary(&tasks, &indicators),
            tasks: TotalsView::of_tasks("Nhiệm vụ theo trạng thái", &tasks),
            indicators: TotalsView::indicators(
                "Chỉ tiêu theo trạng thái",
                progress.indicators.values(),
            ),
            period: newest.map(|(snapshot, _)| period_link(snapshot)),
            has_before,
            changed: match newest {
                Some((snapshot, _)) if has_before && total > 0 => format!(
                    "{} có {} thay đổi so với kỳ trước.",
                    snapshot.period.label(),
                    count(total)
                ),
                Some((snapshot, _)) if has_before => {
                    format!("{} không có gì thay đổi so với kỳ trước.", snapshot.period.label())
                }
                Some((snapshot, _)) => {
                    format!("{} là kỳ đầu tiên, không có kỳ trước để so.", snapshot.period.label())
                }
                None => "Đến ngày này chưa có kỳ báo cáo nào.".to_owned(),
            },
            changes: told.into_iter().take(CHANGES).collect(),
            more_changes: total.saturating_sub(CHANGES),
            overdue: match overdue {
                0 => "Không có nhiệm vụ nào quá hạn.".to_owned(),
                some => format!("{} nhiệm vụ quá hạn.", number(some)),
            },
            due: match due.len() {
                0 => "Không có nhiệm vụ nào đến hạn trong 30 ngày tới.".to_owned(),
                some => format!(
                    "{} nhiệm vụ chưa xong đến hạn trong 30 ngày kể từ {}.",
                    count(some),
                    date(progress.as_of)
                ),
            },
            due_rows: due.into_iter().take(DUE).collect(),
            due_path: format!("{}#sap-den-han", address::WARNINGS),
            overdue_path: format!("{}#qua-han", address::WARNINGS),
        })
    }
}

/// "12 nhiệm vụ đã hoàn thành, …": the totals a reader asks for first.
fn summary(tasks: &TaskTotals, indicators: &IndicatorTotals) -> String {
    let done = tasks.of(TaskStatus::CompletedOnTime) + tasks.of(TaskStatus::CompletedLate);
    let behind = indicators.of(IndicatorStatus::SlightlyBehind)
        + indicators.of(IndicatorStatus::Behind)
        + indicators.of(IndicatorStatus::MovingAway);
    let on_time = match tasks.on_time.whole {
        0 => "chưa có nhiệm vụ nào đến hạn".to_owned(),
        _ => format!("hoàn thành đúng hạn {} nhiệm vụ đã đến hạn", rate(tasks.on_time)),
    };
    format!(
        "{} trong {} nhiệm vụ đã hoàn thành; {on_time}; {} chưa có báo cáo. {} trong {} chỉ tiêu đã đạt, {} đúng \
         tiến độ, {} chậm hoặc đi lùi.",
        number(done),
        number(tasks.total),
        number(tasks.of(TaskStatus::NoReport)),
        number(indicators.of(IndicatorStatus::Met)),
        number(indicators.total),
        number(indicators.of(IndicatorStatus::OnPace)),
        number(behind),
    )
}
