//! Computed status of tasks and indicators, as of a day and never by the reader's clock.
//!
//! Three answers stay apart: is it reached, at which pace, and how fresh and how well proved is the report.

mod action;
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
pub mod verbs;

use std::collections::BTreeMap;

use crate::model::{
    Amendment, Date, Id, Indicator, IndicatorKind, Owed, Period, PeriodKind, Plan, ReportingRegime,
    Site, Snapshot, Task,
};

pub use clarity::{Aspect, Clarity, ClarityPoint, clarity, score_clarity};
pub use discipline::{Discipline, DisciplineState, reporting_discipline};
pub use examples::EXAMPLES;
pub use findings::{Finding, FindingKind};
pub use indicators::{
    BaselineKind, Expected, IndicatorJudgement, Knowledge, ObservationEntry, is_easier,
    judge_changed, judge_indicator,
};
pub use stories::{INDICATOR_STORIES, IndicatorStory, Said, TASK_STORIES, TaskStory};
pub use tasks::{
    Asked, Case, LeadReport, MilestoneJudgement, PeriodReport, TaskEntry, TaskJudgement, judge_task,
};
pub use totals::{IndicatorTotals, Rate, TaskTotals};

/// What the rules are applied with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The day everything is judged as of.
    pub as_of: Date,
    /// Days before a deadline from which a task is due soon.
    pub due_soon_days: i32,
}

impl Setting {
    /// The rules as published, as of `as_of`.
    pub fn new(as_of: Date) -> Self {
        Self { as_of, due_soon_days: rules::DUE_SOON_DAYS }
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
    let mut reports: BTreeMap<&Id, Vec<TaskEntry<'_>>> = BTreeMap::new();
    let mut values: BTreeMap<&Id, Vec<ObservationEntry<'_>>> = BTreeMap::new();
    for snapshot in known.iter().copied() {
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
    for plan in site.plans.iter() {
        for issued in &plan.tasks {
            let task = &*site.task_on(issued, setting.as_of);
            let entries = reports.get(&task.id).map_or(&[][..], Vec::as_slice);
            let asked = asked(&plan.regime, &task.id, &known, setting.as_of);
            let case = Case { task, issued: &issued.deadline, amendments: changed(&task.id) };
            let mut judged = judge_task(case, entries, asked, setting);
            judged.leads = lead_reports(site, plan, task, entries);
            progress.tasks.insert(task.id.clone(), judged);
        }
        for issued in &plan.indicators {
            let indicator = &*site.indicator_on(issued, setting.as_of);
            let entries = values.get(&indicator.id).map_or(&[][..], Vec::as_slice);
            let start = plan.period_start.or(plan.date);
            let knowledge = Knowledge {
                baseline: None,
                expected: if known.is_empty() {
                    Expected::Unpublished
                } else {
                    expected(&plan.regime, indicator, start, setting)
                },
            };
            let amendments = changed(&indicator.id);
            let judged = judge_changed(indicator, issued, amendments, entries, knowledge, setting);
            progress.indicators.insert(indicator.id.clone(), judged);
        }
    }
    progress
}

/// The period an item was to be reported for last, as of `as_of`.
fn asked<'a>(
    regime: &ReportingRegime,
    item: &Id,
    known: &[&'a Snapshot],
    as_of: Date,
) -> Asked<'a> {
    let newest = known.iter().copied().max_by_key(|one| (one.as_of, one.period));
    if !regime.is_known() {
        return Asked { closed: newest, owed: Owed::Unknown };
    }
    // A period that was never opened on this site was not asked for here.
    let is_due = |one: &&&Snapshot| match regime.owed(item, one.period) {
        Owed::By(due) => due <= as_of,
        _ => false,
    };
    let due = known.iter().filter(is_due).max_by_key(|one| (one.as_of, one.period)).copied();
    match due {
        Some(one) => Asked { closed: Some(one), owed: regime.owed(item, one.period) },
        None if is_undated(regime, item) => Asked { closed: newest, owed: Owed::Undated },
        None => Asked { closed: newest, owed: Owed::Nothing },
    }
}

/// Whether reports on an item are asked for again and again and no day is ever named.
fn is_undated(regime: &ReportingRegime, item: &Id) -> bool {
    let mut periodic = regime.duties_of(item).filter(|duty| duty.every.is_some()).peekable();
    periodic.peek().is_some() && periodic.all(|duty| duty.before.is_none())
}

/// What each agency that answers for a task reported on it itself; reports that do not say whose they are may
/// be anybody's and accuse nobody.
fn lead_reports(
    site: &Site,
    plan: &Plan,
    task: &Task,
    entries: &[TaskEntry<'_>],
) -> Vec<LeadReport> {
    let leads = site.answering(plan, &task.lead);
    let of = |agency: &Id| {
        let own = entries.iter().filter(|entry| match &entry.report.reported_by {
            Some(by) => by == agency || site.reporter(by).is_some_and(|one| one.id == *agency),
            None => true,
        });
        own.map(|entry| entry.snapshot.as_of).max()
    };
    leads
        .into_iter()
        .map(|agency| LeadReport { agency: agency.id.clone(), last_report_on: of(&agency.id) })
        .collect()
}

/// By when the first value of the year was to be reported after `start`: with a quarterly report, else with the
/// shortest that is asked for; ranks, which are published once a year, with the yearly one.
pub fn expected(
    regime: &ReportingRegime,
    indicator: &Indicator,
    start: Option<Date>,
    setting: &Setting,
) -> Expected {
    const ORDER: [PeriodKind; 5] = [
        PeriodKind::Quarter,
        PeriodKind::Half,
        PeriodKind::NineMonths,
        PeriodKind::Month,
        PeriodKind::Year,
    ];
    if !regime.is_known() {
        return Expected::Unknown;
    }
    let mut order = ORDER;
    if indicator.kind == IndicatorKind::Rank {
        order.reverse();
    }
    let duty = |kind| regime.duties_of(&indicator.id).find(|duty| duty.every == Some(kind));
    let Some((kind, duty)) = order.into_iter().find_map(|kind| Some((kind, duty(kind)?))) else {
        return Expected::OnRequest;
    };
    if duty.before.is_none() {
        return Expected::Undated;
    }
    Period::of_year(kind, setting.as_of.year())
        .into_iter()
        .filter(|period| start.is_none_or(|start| period.last_day() >= start))
        .filter_map(|period| duty.due_on(period))
        .find(|due| start.is_none_or(|start| *due >= start))
        .map_or(Expected::Later, Expected::By)
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
