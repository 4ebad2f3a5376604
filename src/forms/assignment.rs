//! Which agency reports on what: it leads it itself, or took over from the agency that did.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::model::{
    Agency, Amendment, Date, Id, Indicator, Period, ReportedStatus, Responsibility, Site, Task,
    TaskReport,
};
use crate::vietnamese::sort_by_text;

/// How many times a task may have been handed on: the registry allows no circles, this bounds them.
const MAX_STEPS: usize = 16;

/// What one agency reports on.
#[derive(Clone, Debug)]
pub struct Assignment<'a> {
    /// The agency.
    pub agency: &'a Agency,
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

/// What each agency reports on, by who leads it on `day`, in the order of their names; agencies that lead nothing are
/// left out.
///
/// Collectives name nobody who could fill in a form, and neither do leads given by reference to another document.
pub fn assignments(site: &Site, day: Date) -> Vec<Assignment<'_>> {
    let mut found: BTreeMap<&Id, Assignment<'_>> = BTreeMap::new();
    for task in site.tasks().map(|task| site.task_on(task, day)) {
        for agency in reporters(site, &task.lead) {
            of(&mut found, agency).tasks.push(task.clone());
        }
    }
    for indicator in site.indicators().map(|indicator| site.indicator_on(indicator, day)) {
        for agency in reporters(site, &indicator.lead) {
            of(&mut found, agency).indicators.push(indicator.clone());
        }
    }
    let mut list: Vec<Assignment<'_>> = found.into_values().collect();
    sort_by_text(&mut list, |one| &one.agency.name, |one| one.agency.id.clone());
    list
}

/// What each agency is asked about in a form of `period`: what it reports on, without what is withdrawn by decision and
/// without what belongs to a plan that is over and has no later date of its own.
pub fn asked(site: &Site, period: Period, day: Date) -> Vec<Assignment<'_>> {
    let mut list = assignments(site, day);
    for one in &mut list {
        one.tasks.retain(|task| {
            let last = [task.deadline.end, extended_to(site, &task.id, period)];
            !is_withdrawn(site, &task.id, period)
                && !is_over(site, &task.plan, period, last.into_iter().flatten().max())
        });
        one.indicators.retain(|indicator| {
            let last = indicator.targets.iter().filter_map(|target| target.due_date).max();
            !is_over(site, &indicator.plan, period, last)
        });
    }
    list.retain(|one| !(one.tasks.is_empty() && one.indicators.is_empty()));
    list
}

/// Whether a plan ended before `period`, and so did the item whose last date is `last`.
fn is_over(site: &Site, plan: &Id, period: Period, last: Option<Date>) -> bool {
    let plan = site.plans.iter().find(|one| one.id == *plan);
    let end = plan.and_then(|plan| plan.period_end);
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
) -> &'m mut Assignment<'a> {
    let empty = || Assignment { agency, tasks: Vec::new(), indicators: Vec::new() };
    found.entry(&agency.id).or_insert_with(empty)
}

/// The agencies that report on what `lead` leads, each once.
fn reporters<'a>(site: &'a Site, lead: &Responsibility) -> Vec<&'a Agency> {
    let mut list: Vec<&Agency> = Vec::new();
    if lead.is_by_reference {
        return list;
    }
    for member in &lead.members {
        let agency = reporter(site, &member.agency).filter(|agency| !agency.is_collective);
        if let Some(agency) = agency.filter(|agency| list.iter().all(|one| one.id != agency.id)) {
            list.push(agency);
        }
    }
    list
}

/// The agency that answers today for what `id` was to do.
pub(super) fn reporter<'a>(site: &'a Site, id: &Id) -> Option<&'a Agency> {
    let mut agency = site.agency(id)?;
    for _ in 0..MAX_STEPS {
        let Some(next) = agency.successor.as_ref().and_then(|next| site.agency(&next.to)) else {
            break;
        };
        agency = next;
    }
    Some(agency)
}
