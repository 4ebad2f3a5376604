//! What the start page shows once there are snapshots: totals, what changed, what is due.

use serde::Serialize;

use crate::derive::status::{IndicatorTotals, TaskTotals};
use crate::model::{IndicatorStatus, TaskStatus};
use crate::vietnamese::{count, date};
use crate::view::ground::link::{Link, period_link};
use crate::view::ground::status::{TotalsView, number, rate};
use crate::view::ground::{address, sentence};
use crate::view::parts::list::row::Rows;
use crate::view::parts::report::ChangeView;
use crate::view::parts::warning::{self, WarningRow};

/// How many changes the start page tells.
const CHANGES: usize = 10;

/// How many tasks due soon it names.
const DUE: usize = 10;

/// The state of everything on the day it is judged as of.
#[derive(Clone, Debug, Serialize)]
pub struct HomeProgress<'a> {
    /// "Số liệu tính đến ngày 30/06/2026."
    pub as_of: String,
    /// What a reader asks for first, as numbers.
    pub figures: Vec<KeyFigure>,
    /// The rest of the totals as a sentence.
    pub summary: String,
    /// Tasks by status.
    pub tasks: Option<TotalsView>,
    /// Indicators by status.
    pub indicators: Option<TotalsView>,
    /// The newest period.
    pub period: Option<Link<'a>>,
    /// Its name within a sentence: "tháng 9/2026".
    pub period_in_sentence: String,
    /// Whether there is a period before it to compare with.
    pub has_before: bool,
    /// What it changed, as one sentence.
    pub changed: String,
    /// The first changes.
    pub changes: Vec<ChangeView<'a>>,
    /// How many more there are.
    pub more_changes: usize,
    /// Tasks due within 30 days, as one sentence.
    pub due: String,
    /// The first of them.
    pub due_rows: Vec<WarningRow<'a>>,
    /// Their list.
    pub due_path: String,
}

/// A number of the state of everything.
#[derive(Clone, Debug, Serialize)]
pub struct KeyFigure {
    /// The number, for people.
    pub number: String,
    /// What is counted, and out of how many.
    pub label: String,
    /// The status that gives its colour.
    pub key: &'static str,
    /// Its list.
    pub path: String,
}

impl<'a> HomeProgress<'a> {
    /// The state of everything; nothing without snapshots.
    pub fn new(rows: &Rows<'_, 'a>) -> Option<Self> {
        let portal = rows.portal;
        let progress = portal.derived.progress.as_ref()?;
        let tasks = TaskTotals::count(progress.tasks.values(), progress.as_of);
        let indicators = IndicatorTotals::count(progress.indicators.values());
        let newest = portal.stages().next_back();
        let told: Vec<ChangeView<'a>> = newest.map_or_else(Vec::new, |(snapshot, stage)| {
            let views = stage.changes.iter();
            views.filter_map(|change| ChangeView::new(portal, snapshot, change)).collect()
        });
        let total = told.len();
        let due = warning::due_soon(rows);
        let has_before = portal.stages().count() > 1;
        Some(Self {
            as_of: sentence::progress(portal),
            figures: if portal.has_reports() {
                figures(&tasks, &indicators)
            } else {
                watched(&tasks, &indicators)
            },
            summary: if portal.has_reports() {
                summary(&tasks, &indicators)
            } else {
                sentence::NO_PROGRESS_MEANING.to_owned()
            },
            tasks: TotalsView::of_tasks("Nhiệm vụ theo trạng thái", &tasks),
            indicators: TotalsView::indicators(
                portal,
                "Chỉ tiêu theo trạng thái",
                progress.indicators.values(),
            ),
            period: newest.map(|(snapshot, _)| period_link(snapshot)),
            period_in_sentence: newest
                .map_or_else(String::new, |(snapshot, _)| snapshot.period.in_sentence()),
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
        })
    }
}

/// What the days alone say where no report was ever published.
fn watched(tasks: &TaskTotals, indicators: &IndicatorTotals) -> Vec<KeyFigure> {
    let figure = |count, label: &str, key, anchor: &str| KeyFigure {
        number: number(count),
        label: label.to_owned(),
        key,
        path: format!("{}#{anchor}", address::WARNINGS),
    };
    vec![
        figure(
            tasks.of(TaskStatus::Overdue),
            "nhiệm vụ có hạn đã qua, chưa có báo cáo",
            "overdue",
            "qua-han",
        ),
        figure(
            indicators.of(IndicatorStatus::ReportOverdue),
            "chỉ tiêu có hạn đã qua, chưa có báo cáo",
            "report_overdue",
            "chi-tieu-can-chu-y",
        ),
        figure(
            tasks.of(TaskStatus::DueSoon),
            "nhiệm vụ đến hạn trong 30 ngày tới",
            "due_soon",
            "sap-den-han",
        ),
    ]
}

/// The numbers a reader asks for first.
fn figures(tasks: &TaskTotals, indicators: &IndicatorTotals) -> Vec<KeyFigure> {
    let done = tasks.completed();
    let figure = |count, label, key, path: &str| KeyFigure {
        number: number(count),
        label,
        key,
        path: path.to_owned(),
    };
    let warnings = |anchor: &str| format!("{}#{anchor}", address::WARNINGS);
    let mut figures = Vec::new();
    if tasks.total > 0 {
        let label = format!("trong {} nhiệm vụ đã hoàn thành", number(tasks.total));
        figures.push(figure(done, label, "completed_on_time", address::TASKS));
        let overdue = tasks.of(TaskStatus::Overdue);
        let label = "nhiệm vụ quá hạn".to_owned();
        figures.push(figure(overdue, label, "overdue", &warnings("qua-han")));
        let label = format!("trong {} nhiệm vụ chưa từng có báo cáo", number(tasks.total));
        figures.push(figure(tasks.never_reported, label, "no_report", address::TASKS));
    }
    if indicators.total > 0 {
        let label = format!("trong {} chỉ tiêu đã đạt", number(indicators.total));
        let met = indicators.of(IndicatorStatus::Met);
        let label = match indicators.of(IndicatorStatus::MetLowered) {
            0 => label,
            some => format!("{label}; không kể {} chỉ đạt mức đã hạ", number(some)),
        };
        figures.push(figure(met, label, "met", address::INDICATORS));
        let behind = [
            IndicatorStatus::SlightlyBehind,
            IndicatorStatus::Behind,
            IndicatorStatus::MovingAway,
            IndicatorStatus::Missed,
        ];
        let behind = behind.into_iter().map(|status| indicators.of(status)).sum();
        let label = "chỉ tiêu chậm, xa mục tiêu hơn đầu năm hoặc hết hạn mà không đạt".to_owned();
        figures.push(figure(behind, label, "behind", &warnings("chi-tieu-can-chu-y")));
    }
    figures
}

/// "Đến nay 6/11 (55%) nhiệm vụ đã đến hạn xong kịp hạn; …": what the numbers leave out.
fn summary(tasks: &TaskTotals, indicators: &IndicatorTotals) -> String {
    let on_time = match tasks.on_time.whole {
        0 => "Chưa có nhiệm vụ nào đến hạn".to_owned(),
        _ => format!("Đến nay {} nhiệm vụ đã đến hạn xong kịp hạn", rate(tasks.on_time)),
    };
    format!("{on_time}; {} chỉ tiêu đúng tiến độ.", number(indicators.of(IndicatorStatus::OnPace)))
}
