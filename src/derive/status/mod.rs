//! Computed status of tasks and indicators, as of a day and never by the reader's clock.
//!
//! Three answers stay apart: is it reached, at which pace, and how fresh and how well proved is the report.

mod clarity;
mod days;
mod discipline;
mod examples;
mod findings;
mod indicators;
mod measure;
mod moved;
mod pace;
mod part;
pub mod rules;
mod stories;
mod tasks;
mod totals;

use std::collections::BTreeMap;

use crate::model::{Amendment, Date, Id, Indicator, Period, ReportingCalendar, Site, Snapshot};

pub use clarity::{Aspect, Clarity, ClarityPoint, clarity, score_clarity};
pub use discipline::{Discipline, DisciplineState, reporting_discipline};
pub use examples::EXAMPLES;
pub use findings::{Finding, FindingKind};
pub use indicators::{
    BaselineKind, IndicatorJudgement, Knowledge, ObservationEntry, judge_changed, judge_indicator,
};
pub use stories::{INDICATOR_STORIES, IndicatorStory, Said, TASK_STORIES, TaskStory};
pub use tasks::{Case, MilestoneJudgement, TaskEntry, TaskJudgement, judge_task};
pub use totals::{IndicatorTotals, Rate, TaskTotals};

/// What the rules are applied with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The day everything is judged as of.
    pub as_of: Date,
    /// Days before a deadline from which a task is due soon.
    pub due_soon_days: i32,
    /// When reports are due.
    pub calendar: ReportingCalendar,
}

impl Setting {
    /// The rules as published, as of `as_of`.
    pub fn new(as_of: Date) -> Self {
        let calendar = ReportingCalendar::default();
        Self { as_of, due_soon_days: rules::DUE_SOON_DAYS, calendar }
    }
}

/// Everything judged as of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The day.
    pub as_of: Date,
    /// Every task of the site.
    pub tasks: BTreeMap<Id, TaskJudgement>,
    /// Every indicator of the site.
    pub indicators: BTreeMap<Id, IndicatorJudgement>,
}

impl Progress {
    /// Reports that disagree with the rules, by task.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.tasks.values().flat_map(|judged| &judged.findings)
    }
}

/// Judges every task and indicator of `site` by `snapshots`; those closed after the as-of date are left out.
///
/// Targets, deadlines and leads are those in force on the as-of date: as printed, then as amended.
pub fn judge(site: &Site, snapshots: &[Snapshot], setting: &Setting) -> Progress {
    let known: Vec<&Snapshot> =
        snapshots.iter().filter(|snapshot| snapshot.as_of <= setting.as_of).collect();
    let closed = known.iter().copied().max_by_key(|snapshot| (snapshot.as_of, snapshot.period));
    let mut reports: BTreeMap<&Id, Vec<TaskEntry<'_>>> = BTreeMap::new();
    let mut values: BTreeMap<&Id, Vec<ObservationEntry<'_>>> = BTreeMap::new();
    for snapshot in known {
        for report in &snapshot.reports {
            reports.entry(&report.task).or_default().push(TaskEntry { snapshot, report });
        }
        for observation in &snapshot.observations {
            let entry = ObservationEntry { snapshot, observation };
            values.entry(&observation.indicator).or_default().push(entry);
        }
    }
    let mut progress =
        Progress { as_of: setting.as_of, tasks: BTreeMap::new(), indicators: BTreeMap::new() };
    let mut amendments: BTreeMap<&Id, Vec<&Amendment>> = BTreeMap::new();
    for amendment in site.amendments.iter().filter(|one| one.date <= setting.as_of) {
        amendments.entry(&amendment.item).or_default().push(amendment);
    }
    let changed = |id: &Id| amendments.get(id).map_or(&[][..], Vec::as_slice);
    for issued in site.tasks() {
        let task = &*site.task_on(issued, setting.as_of);
        let entries = reports.get(&task.id).map_or(&[][..], Vec::as_slice);
        let case = Case { task, issued: &issued.deadline, amendments: changed(&task.id) };
        progress.tasks.insert(task.id.clone(), judge_task(case, entries, closed, setting));
    }
    for issued in site.indicators() {
        let indicator = &*site.indicator_on(issued, setting.as_of);
        let entries = values.get(&indicator.id).map_or(&[][..], Vec::as_slice);
        let start = site.plan(&indicator.plan).and_then(|plan| plan.period_start.or(plan.date));
        let knowledge =
            Knowledge { baseline: None, expected_on: expected_on(indicator, start, setting) };
        let amendments = changed(&indicator.id);
        let judged = judge_changed(indicator, issued, amendments, entries, knowledge, setting);
        progress.indicators.insert(indicator.id.clone(), judged);
    }
    progress
}

/// The day by which the first value of the year was to be reported: the first quarterly report after
/// `start`; for ranks, which are published once a year, the yearly one.
pub fn expected_on(indicator: &Indicator, start: Option<Date>, setting: &Setting) -> Option<Date> {
    let year = setting.as_of.year();
    let periods: &[&str] = match indicator.kind {
        crate::model::IndicatorKind::Rank => &[""],
        _ => &["-q1", "-q2", "-q3", "-q4"],
    };
    periods
        .iter()
        .filter_map(|part| Period::parse(&format!("{year:04}{part}")))
        .filter(|period| start.is_none_or(|start| period.last_day() >= start))
        .map(|period| setting.calendar.due_on(period))
        .find(|due| start.is_none_or(|start| *due >= start))
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
