//! Which agency reports on what: it leads it itself, took over from the agency that did, or answers for the plan.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::model::{
    Agency, Amendment, Date, Id, Indicator, Owed, Period, ReportedStatus, Site, Task, TaskReport,
};
use crate::vietnamese::sort_by_text;

/// What one agency reports on.
#[derive(Clone, Debug)]
pub struct Assignment<'a> {
    /// The agency.
    pub agency: &'a Agency,
    /// Last day on which its report is on time; nothing where no plan names a day.
    pub due_on: Option<Date>,
    /// Tasks it leads as they hold on that day, by plan and place in the document.
    pub tasks: Vec<Cow<'a, Task>>,
    /// Indicators it leads as they hold on that day, by plan and place in the document.
    pub indicators: Vec<Cow<'a, Indicator>>,
}

impl Assignment<'_> {
    /// Whether the agency reports on the item of that id.
    pub fn has(&self, id: &Id) -> bool {
        self.tasks.iter().any(|task| task.id == *id)
            || self.indicators.iter().any(|indicator| indicator.id == *id)
    }

    /// Ids of everything it reports on.
    pub fn ids(&self) -> impl Iterator<Item = &Id> {
        let indicators = self.indicators.iter().map(|indicator| &indicator.id);
        self.tasks.iter().map(|task| &task.id).chain(indicators)
    }
}

/// What each agency reports on for `period`, by who leads it when reports are due, in the order of their names; agencies
/// that answer for nothing are left out.
///
/// What groups lead, or a reference to another document, or nobody, goes to the standing body of the plan.
pub fn assignments(site: &Site, period: Period) -> Vec<Assignment<'_>> {
    let day = site.due_on(period).unwrap_or(period.last_day());
    let mut found: BTreeMap<&Id, Assignment<'_>> = BTreeMap::new();
    for plan in site.plans.iter() {
        for task in plan.tasks.iter().map(|task| site.task_on(task, day)) {
            let owed = plan.regime.owed(&task.id, period);
            for agency in site.answering(plan, &task.lead) {
                of(&mut found, agency, owed).tasks.push(task.clone());
            }
        }
        for indicator in plan.indicators.iter().map(|one| site.indicator_on(one, day)) {
            let owed = plan.regime.owed(&indicator.id, period);
            for agency in site.answering(plan, &indicator.lead) {
                of(&mut found, agency, owed).indicators.push(indicator.clone());
            }
        }
    }
    let mut list: Vec<Assignment<'_>> = found.into_values().collect();
    sort_by_text(&mut list, |one| &one.agency.name, |one| one.agency.id.clone());
    list
}

/// What each agency is asked about in a form of `period`: what it reports on, without what its plan asks no report on for this
/// kind of period, what is withdrawn by decision and what belongs to a plan that is over and has no later date of its own.
pub fn asked(site: &Site, period: Period) -> Vec<Assignment<'_>> {
    let mut list = assignments(site, period);
    for one in &mut list {
        one.tasks.retain(|task| {
            let ends = [task.deadline.end, extended_to(site, &task.id, period)];
            is_owed(site, &task.plan, &task.id, period)
                && !is_withdrawn(site, &task.id, period)
                && !is_over(site, &task.plan, period, ends.into_iter().flatten().max())
        });
        one.indicators.retain(|indicator| {
            let end = indicator.targets.iter().filter_map(|target| target.due_date).max();
            is_owed(site, &indicator.plan, &indicator.id, period)
                && !is_over(site, &indicator.plan, period, end)
        });
    }
    list.retain(|one| !(one.tasks.is_empty() && one.indicators.is_empty()));
    list
}

/// Whether a plan asks for a report on an item for this kind of period, or it is not known.
fn is_owed(site: &Site, plan: &Id, item: &Id, period: Period) -> bool {
    site.plan(plan).is_none_or(|plan| plan.regime.owed(item, period) != Owed::Nothing)
}

/// Whether a plan ended before `period`, and so did the item whose last date is `last`.
fn is_over(site: &Site, plan: &Id, period: Period, last: Option<Date>) -> bool {
    let plan = site.plans.iter().find(|one| one.id == *plan);
    let end = plan.and_then(|plan| {
        plan.period_end.map(|end| plan.regime.until.map_or(end, |until| until.max(end)))
    });
    end.is_some_and(|end| last.unwrap_or(end).max(end) < period.first_day())
}

/// The last report on a task before `period` that `says` something of use.
fn last_before<T>(
    site: &Site,
    task: &Id,
    period: Period,
    says: impl Fn(&TaskReport) -> Option<T>,
) -> Option<T> {
    let earlier = site.snapshots.iter().filter(|one| one.period.last_day() < period.last_day());
    let reports = earlier.flat_map(|one| one.reports.iter().map(move |report| (one.as_of, report)));
    let own = reports.filter(|(_, report)| report.task == *task);
    let said = own.filter_map(|(as_of, report)| Some((as_of, says(report)?)));
    said.max_by_key(|(as_of, _)| *as_of).map(|(_, said)| said)
}

/// Whether the last report before `period` says that a decision withdrew the task.
fn is_withdrawn(site: &Site, task: &Id, period: Period) -> bool {
    let says = |report: &TaskReport| {
        let is_decided = !report.decision.is_empty();
        Some(report.reported_status == ReportedStatus::Withdrawn && is_decided)
    };
    last_before(site, task, period, says) == Some(true)
}

/// The day to which reports before `period`, or amendments, moved a task.
fn extended_to(site: &Site, task: &Id, period: Period) -> Option<Date> {
    let says = |report: &TaskReport| Some(report.extension.as_ref()?.new_end);
    let amended = site.amendments.iter().filter(|one| one.item == *task);
    let amended = amended.filter_map(Amendment::new_deadline).filter_map(|deadline| deadline.end);
    amended.chain(last_before(site, task, period, says)).max()
}

fn of<'m, 'a>(
    found: &'m mut BTreeMap<&'a Id, Assignment<'a>>,
    agency: &'a Agency,
    owed: Owed,
) -> &'m mut Assignment<'a> {
    let empty = || Assignment { agency, due_on: None, tasks: Vec::new(), indicators: Vec::new() };
    let assignment = found.entry(&agency.id).or_insert_with(empty);
    if let Owed::By(day) = owed {
        assignment.due_on = Some(assignment.due_on.map_or(day, |known| known.min(day)));
    }
    assignment
}
