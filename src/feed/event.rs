//! Dates of calendars: deadlines of tasks and of their parts, and the days reports are expected.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{host, line};
use crate::derive::status::TaskJudgement;
use crate::model::{
    AmendedValue, Date, Deadline, Id, Indicator, Owed, Period, PeriodKind, Plan, Task, TaskStatus,
};
use crate::vietnamese;
use crate::view::ground::{Portal, address, form, words};

/// One day in a calendar.
pub(super) struct Event {
    /// Stable name, with the site's host.
    pub(super) uid: String,
    /// The day.
    pub(super) day: Date,
    /// When this was last changed, by the data.
    pub(super) changed: Date,
    /// How often it was changed.
    pub(super) sequence: usize,
    /// Whether it no longer holds.
    pub(super) is_cancelled: bool,
    /// One line.
    pub(super) summary: String,
    /// More.
    pub(super) description: String,
    /// Full address of the page.
    pub(super) url: String,
    /// What sort of day, for people.
    pub(super) kind: &'static str,
    /// Who must have it done.
    pub(super) agencies: Vec<Id>,
}

/// All days, in order of time; `date` is the day the whole site is as of.
pub(super) fn all(portal: &Portal<'_>, date: Date) -> Vec<Event> {
    let plans = portal.site.plans.par_iter();
    let tasks = plans.flat_map(|plan| plan.tasks.par_iter().map(move |task| (plan, task)));
    let mut events: Vec<Event> =
        tasks.flat_map_iter(|(plan, task)| of_task(portal, plan, task, date)).collect();
    for plan in portal.site.plans.iter() {
        let targets = plan.indicators.iter().flat_map(|one| of_indicator(portal, plan, one, date));
        events.extend(targets);
    }
    events.extend(reports(portal, date));
    events.par_sort_by(|a, b| (a.day, &a.uid).cmp(&(b.day, &b.uid)));
    events
}

/// What holds of a dated part at some time.
#[derive(Clone, Copy, PartialEq, Eq)]
struct State {
    day: Date,
    is_withdrawn: bool,
}

/// How a dated part came to its present state.
struct Course {
    state: State,
    sequence: usize,
    changed: Date,
}

impl Course {
    fn follow(&mut self, state: State, on: Date) {
        if state != self.state {
            self.state = state;
            self.sequence += 1;
            self.changed = on;
        }
    }
}

fn of_task<'a>(portal: &Portal<'a>, plan: &Plan, task: &'a Task, date: Date) -> Vec<Event> {
    let mut courses: BTreeMap<u32, Course> = BTreeMap::new();
    let issued = plan.date_from.unwrap_or(date);
    let mut follow = |number: u32, state: State, on: Date| match courses.get_mut(&number) {
        Some(course) => course.follow(state, on),
        None => drop(courses.insert(number, Course { state, sequence: 0, changed: on })),
    };
    let printed = |deadline: &Deadline| -> Vec<(u32, Date)> {
        if deadline.is_standing() {
            Vec::new()
        } else if deadline.milestones.is_empty() {
            deadline.end.map(|end| (0, end)).into_iter().collect()
        } else {
            (1..).zip(&deadline.milestones).map(|(number, part)| (number, part.date)).collect()
        }
    };
    for (number, day) in printed(&task.deadline) {
        follow(number, State { day, is_withdrawn: false }, issued);
    }
    for (snapshot, stage) in portal.stages() {
        let Some(judged) = stage.progress.tasks.get(&task.id) else { continue };
        for (number, state) in judged_parts(judged) {
            follow(number, state, snapshot.as_of);
        }
    }
    // Without snapshots decisions alone move deadlines.
    if !portal.has_reports() {
        for amendment in portal.amendments().filter(|one| one.item == task.id) {
            if let AmendedValue::Deadline(deadline) = &amendment.new {
                for (number, day) in printed(deadline) {
                    follow(number, State { day, is_withdrawn: false }, amendment.date);
                }
            }
        }
    }
    let in_force = portal.task_in_force(task);
    let milestones = &portal.deadline_in_force(task).milestones;
    let lead: Vec<Id> = in_force.lead.members.iter().map(|one| one.agency.clone()).collect();
    let names: Vec<&str> =
        lead.iter().filter_map(|id| portal.agency(id)).map(|agency| agency.name.as_str()).collect();
    let by = match &*names {
        [] => String::new(),
        names => format!(" Chủ trì: {}.", names.join(", ")),
    };
    let event = |(number, course): (u32, Course)| {
        let Course { state, sequence, changed } = course;
        let at = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        let part = at.and_then(|at| milestones.get(at)).map_or("", |part| &part.text);
        let words = if part.is_empty() { &in_force.display_name } else { part };
        let is_made_up = sequence > 0 && portal.is_illustrative();
        let mark = if is_made_up { "[Minh họa] " } else { "" };
        let moved = match (sequence, is_made_up) {
            (0, _) => String::new(),
            (times, false) => format!(" Đã thay đổi {times} lần."),
            (times, true) => format!(" Đã thay đổi {times} lần (dữ liệu minh họa)."),
        };
        let suffix = if number == 0 { String::new() } else { format!("-moc-{number}") };
        Event {
            uid: format!("{}{suffix}@{}", task.id, host(portal)),
            day: state.day,
            changed,
            sequence,
            is_cancelled: state.is_withdrawn,
            summary: line(&format!("{mark}Hạn: {}", form::clip(words, 120))),
            description: line(&format!(
                "{} Thời hạn như in: {}.{by}{moved} {}.",
                form::clip(&in_force.display_name, 500),
                task.deadline.text,
                plan.short_title
            )),
            url: format!("{}{}", portal.config.base_url, address::task(&task.id)),
            kind: "Thời hạn nhiệm vụ",
            agencies: lead.clone(),
        }
    };
    courses.into_iter().map(event).collect()
}

/// The days the targets of an indicator are due.
fn of_indicator<'a>(
    portal: &Portal<'a>,
    plan: &Plan,
    indicator: &'a Indicator,
    date: Date,
) -> Vec<Event> {
    let now = portal.indicator_in_force(indicator);
    let steps = portal.target_steps(indicator);
    let lead = now.lead.members.iter().map(|one| one.agency.clone());
    let lead: Vec<Id> = lead.collect();
    let mut events: Vec<Event> = Vec::new();
    for target in &now.targets {
        let Some(day) = target.due_date else { continue };
        let changes: Vec<Date> = steps
            .iter()
            .filter(|(since, step)| *since > Date::MIN && step.due == target.due)
            .map(|(since, _)| *since)
            .collect();
        let is_made_up = !changes.is_empty() && portal.is_illustrative();
        let mark = if is_made_up { "[Minh họa] " } else { "" };
        let goal = words::target_with_unit(&now, target);
        let uid = format!("{}-{day}@{}", indicator.id, host(portal));
        if events.iter().any(|event| event.uid == uid) {
            continue;
        }
        events.push(Event {
            uid,
            day,
            changed: changes.last().copied().or(plan.date_from).unwrap_or(date),
            sequence: changes.len(),
            is_cancelled: false,
            summary: line(&format!("{mark}Mục tiêu: {}", form::clip(&now.display_name, 120))),
            description: line(&format!("Mục tiêu {}: {goal}. {}.", target.due, plan.short_title)),
            url: format!("{}{}", portal.config.base_url, address::indicator(&indicator.id)),
            kind: "Hạn của mục tiêu",
            agencies: lead.clone(),
        });
    }
    events
}

/// The dated parts of a judged task: numbered from 1, or the whole as 0.
fn judged_parts(judged: &TaskJudgement) -> Vec<(u32, State)> {
    let is_withdrawn = judged.status == TaskStatus::Withdrawn;
    let state = |day| State { day, is_withdrawn };
    if judged.milestones.is_empty() {
        judged.deadline.map(|day| (0, state(day))).into_iter().collect()
    } else {
        let parts = judged.milestones.iter();
        parts.filter_map(|part| Some((part.number, state(part.deadline?)))).collect()
    }
}

/// The days reports of the year are expected on, as the regimes of the plans name them.
fn reports(portal: &Portal<'_>, date: Date) -> Vec<Event> {
    let site = portal.site;
    let first = site.plans.iter().filter_map(|plan| plan.date_from).min();
    let kinds = PeriodKind::ALL.iter().map(|kind| kind.0);
    let periods = kinds.flat_map(|kind| Period::of_year(kind, date.year()));
    // Nobody could report before there was a plan.
    let periods = periods.filter(|period| first.is_none_or(|first| period.last_day() >= first));
    let event = |period: Period| {
        let (id, day) = (period.id(), site.due_on(period)?);
        let is_known = portal.stages().any(|(snapshot, _)| snapshot.id == id);
        let page = if is_known { address::period(&id) } else { address::REPORTING.to_owned() };
        let label = period.in_sentence();
        Some(Event {
            uid: format!("ky-bao-cao-{id}@{}", host(portal)),
            day,
            changed: first.unwrap_or(date),
            sequence: 0,
            is_cancelled: false,
            summary: format!("Hạn gửi báo cáo: {label}"),
            description: format!("Ngày cuối còn gửi đúng hạn: {}.", vietnamese::date(day)),
            url: format!("{}{page}", portal.config.base_url),
            kind: "Hạn gửi báo cáo",
            agencies: owing(portal, period, day),
        })
    };
    periods.filter_map(event).collect()
}

/// The agencies that owe a report on `period` by a named day, in the order of the site.
fn owing(portal: &Portal<'_>, period: Period, day: Date) -> Vec<Id> {
    let site = portal.site;
    let mut owing: BTreeSet<&Id> = BTreeSet::new();
    for plan in site.plans.iter() {
        let is_owed = |item: &Id| matches!(plan.regime.owed(item, period), Owed::By(_));
        for task in plan.tasks.iter().filter(|task| is_owed(&task.id)) {
            let lead = &site.task_on(task, day).lead;
            owing.extend(site.answering(plan, lead).into_iter().map(|agency| &agency.id));
        }
        for indicator in plan.indicators.iter().filter(|one| is_owed(&one.id)) {
            let lead = &site.indicator_on(indicator, day).lead;
            owing.extend(site.answering(plan, lead).into_iter().map(|agency| &agency.id));
        }
    }
    let agencies = site.agencies.iter().map(|agency| &agency.id);
    agencies.filter(|id| owing.contains(id)).cloned().collect()
}
