//! Totals over the tasks and indicators of an agency, a section or a plan.

use serde::Serialize;

use crate::derive::status::{
    Discipline, DisciplineState, IndicatorJudgement, IndicatorTotals, TaskJudgement, TaskTotals,
};
use crate::model::{Agency, AgencyKind, Id, IndicatorStatus, Plan, Section, Snapshot, TaskStatus};
use crate::vietnamese;
use crate::view::ground::link::{Link, period_link};
use crate::view::ground::status::{Status, TotalsView, number, rate};
use crate::view::ground::{Item, Portal};

/// What is known of a set of tasks and indicators.
#[derive(Clone, Debug, Serialize)]
pub struct SetProgress {
    /// "Số liệu tính đến ngày 30/06/2026."
    pub as_of: String,
    /// On-time rate with its denominator, as a sentence; nothing when no task is due.
    pub on_time: Option<String>,
    /// How many tasks nobody ever reported on, as a sentence; nothing without tasks.
    pub silence: Option<String>,
    /// Tasks by status.
    pub tasks: Option<TotalsView>,
    /// Indicators by status.
    pub indicators: Option<TotalsView>,
}

impl SetProgress {
    /// What is known of the items with these ids; nothing without snapshots.
    pub fn new<'i>(portal: &Portal<'_>, ids: impl IntoIterator<Item = &'i Id>) -> Option<Self> {
        let as_of = portal.as_of()?;
        let (tasks, indicators) = judged(portal, ids);
        let totals = TaskTotals::count(tasks.iter().copied(), as_of);
        let on_time = (totals.on_time.whole > 0 && portal.has_reports())
            .then(|| format!("{} nhiệm vụ đã đến hạn xong kịp hạn.", rate(totals.on_time)));
        Some(Self {
            as_of: crate::view::ground::sentence::progress(portal),
            on_time,
            silence: silence(&totals),
            tasks: TotalsView::tasks(portal, "Nhiệm vụ theo trạng thái", tasks),
            indicators: TotalsView::indicators(portal, "Chỉ tiêu theo trạng thái", indicators),
        })
    }
}

/// "5/12 nhiệm vụ chưa từng có báo cáo."
pub fn silence(totals: &TaskTotals) -> Option<String> {
    (totals.total > 0).then(|| {
        let (never, all) = (number(totals.never_reported), number(totals.total));
        format!("{never}/{all} nhiệm vụ chưa từng có báo cáo.")
    })
}

/// The judgements of the tasks and of the indicators among these ids.
fn judged<'a, 'i>(
    portal: &Portal<'a>,
    ids: impl IntoIterator<Item = &'i Id>,
) -> (Vec<&'a TaskJudgement>, Vec<&'a IndicatorJudgement>) {
    let (mut tasks, mut indicators) = (Vec::new(), Vec::new());
    for id in ids {
        tasks.extend(portal.task_judgement(id));
        indicators.extend(portal.indicator_judgement(id));
    }
    (tasks, indicators)
}

/// The ids of a section's or plan's items that have a page.
pub fn ids_of<'a>(items: impl IntoIterator<Item = Item<'a>>) -> Vec<&'a Id> {
    items.into_iter().map(|item| item.id()).collect()
}

/// "3/12 hoàn thành · 2 quá hạn · 1 sắp đến hạn · 4 chưa từng có báo cáo": totals for one line of a list.
pub fn in_short<'i>(portal: &Portal<'_>, ids: impl IntoIterator<Item = &'i Id>) -> Option<String> {
    let as_of = portal.as_of()?;
    let (tasks, indicators) = judged(portal, ids);
    let tasks = TaskTotals::count(tasks, as_of);
    let indicators = IndicatorTotals::count(indicators);
    let mut words = Vec::new();
    if tasks.total > 0 {
        let done = tasks.completed();
        words.push(format!("{}/{} nhiệm vụ hoàn thành", number(done), number(tasks.total)));
        for (many, word) in [
            (tasks.of(TaskStatus::Overdue), "quá hạn"),
            (tasks.of(TaskStatus::DueSoon), "sắp đến hạn"),
            (tasks.never_reported, "chưa từng có báo cáo"),
        ] {
            if many > 0 {
                words.push(format!("{} {word}", number(many)));
            }
        }
    }
    if indicators.total > 0 {
        let met = indicators.of(IndicatorStatus::Met);
        words.push(format!("{}/{} chỉ tiêu đạt", number(met), number(indicators.total)));
        let lowered = indicators.of(IndicatorStatus::MetLowered);
        if lowered > 0 {
            words.push(format!("{} đạt mức đã hạ", number(lowered)));
        }
    }
    (!words.is_empty()).then(|| words.join(" · "))
}

/// How an agency compares with the others: counts with denominators, never a score.
#[derive(Clone, Debug, Serialize)]
pub struct AgencyProgress {
    /// Completed on time of due, "7/9 (78%)".
    pub on_time: String,
    /// Overdue tasks it leads.
    pub overdue: String,
    /// Tasks it leads on which it never reported itself.
    pub silent: String,
    /// Reports in time of expected, "2/3"; nothing when none is expected of it.
    pub discipline: Option<String>,
    /// The same by tasks: how many of those still to be done its reports spoke of, over all periods.
    pub covered: Option<String>,
    /// What calls for attention, in words to find the agency by.
    #[serde(skip)]
    pub notes: Vec<&'static str>,
}

impl AgencyProgress {
    /// What is known of the agency that leads `tasks`; nothing without snapshots.
    pub fn new(portal: &Portal<'_>, agency: &Id, tasks: &[Id]) -> Option<Self> {
        let as_of = portal.as_of()?;
        let (tasks, _) = judged(portal, tasks);
        let totals = TaskTotals::count(tasks.iter().copied(), as_of);
        let silent = tasks.iter().filter(|judged| judged.is_silent(agency)).count();
        let states: Vec<DisciplineState> = portal
            .stages()
            .flat_map(|(_, stage)| &stage.discipline)
            .filter(|one| one.agency == *agency && one.state.is_counted())
            .map(|one| one.state)
            .collect();
        let on_time = states.iter().filter(|state| **state == DisciplineState::OnTime).count();
        let expected = states.len();
        let notes = [
            ("Có nhiệm vụ quá hạn", totals.of(TaskStatus::Overdue) > 0),
            ("Có nhiệm vụ chưa từng báo cáo", silent > 0),
            ("Gửi báo cáo chưa đủ, chưa đúng hạn", on_time < expected),
        ];
        let own = portal.stages().enumerate().filter(|(_, (_, stage))| {
            let is_own = |one: &&Discipline| one.agency == *agency;
            let own = stage.discipline.iter().find(is_own);
            own.is_some_and(|one| one.state != DisciplineState::NotDue)
        });
        let covered = own
            .map(|(place, (snapshot, _))| covered(portal, agency, place, snapshot))
            .fold(Coverage::default(), Coverage::and);
        let notes = notes.into_iter().filter(|(_, holds)| *holds).map(|(note, _)| note).collect();
        // Of no task at all there is nothing to count, not even zero.
        let of_tasks = |text: String| if totals.total == 0 { "–".to_owned() } else { text };
        Some(Self {
            notes,
            on_time: of_tasks(rate(totals.on_time)),
            overdue: of_tasks(number(totals.of(TaskStatus::Overdue))),
            silent: of_tasks(vietnamese::count(silent)),
            covered: covered.in_words(),
            discipline: (expected > 0)
                .then(|| format!("{}/{}", vietnamese::count(on_time), vietnamese::count(expected))),
        })
    }
}

/// Of how many tasks reports speak: a file that came in time and leaves most of them out is no full report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Coverage {
    reported: usize,
    open: usize,
}

impl Coverage {
    fn and(self, other: Self) -> Self {
        Self { reported: self.reported + other.reported, open: self.open + other.open }
    }

    /// "3/7"; nothing when there was nothing to report on.
    fn in_words(self) -> Option<String> {
        let words =
            format!("{}/{}", vietnamese::count(self.reported), vietnamese::count(self.open));
        (self.open > 0).then_some(words)
    }
}

/// The tasks an agency leads that were still to be done before the stage at `place` and are asked for in the period of
/// `snapshot` by their plan, and those its report there speaks of.
fn covered(portal: &Portal<'_>, agency: &Id, place: usize, snapshot: &Snapshot) -> Coverage {
    let before = place.checked_sub(1).and_then(|place| portal.stages().nth(place));
    let is_open = |task: &&Id| {
        let judged = before.and_then(|(_, stage)| stage.progress.tasks.get(*task));
        judged.is_none_or(|judged| {
            !judged.status.is_completed() && judged.status != TaskStatus::Withdrawn
        })
    };
    let leads = portal.derived.index.agencies.get(agency).map_or(&[][..], |work| &work.leads);
    let mut coverage = Coverage::default();
    let is_asked = |task: &&Id| portal.is_asked(task, snapshot.period);
    for task in leads.iter().filter(is_open).filter(is_asked) {
        coverage.open += 1;
        coverage.reported += usize::from(portal.reports_of(task).iter().any(|(other, report)| {
            let is_own = report.reported_by.as_ref().is_none_or(|by| by == agency);
            other.id == snapshot.id && is_own
        }));
    }
    coverage
}

/// How an agency handed in for one period.
#[derive(Clone, Debug, Serialize)]
pub struct HandedIn<'a> {
    /// The period.
    pub period: Link<'a>,
    /// Last day in time; nothing where no day is named.
    pub due_on: Option<String>,
    /// The day it handed in.
    pub received_on: Option<String>,
    /// Whether that was after the last day in time, or after the period was published.
    pub is_late: bool,
    /// On time, late, or not.
    pub status: Status,
    /// Tasks still to be done that its report speaks of, of all it leads: "3/7"; nothing when there is none.
    pub items: Option<String>,
}

impl<'a> HandedIn<'a> {
    /// Every period the agency was to report for, newest first.
    pub fn list(portal: &Portal<'a>, agency: &Id) -> Vec<Self> {
        let stages: Vec<_> = portal.stages().collect();
        let rows = stages.into_iter().enumerate().rev().filter_map(|(place, (snapshot, stage))| {
            let own = stage.discipline.iter().find(|one| one.agency == *agency)?;
            Some(Self {
                period: period_link(snapshot),
                due_on: own.due_on.map(vietnamese::date),
                received_on: own.received_on.map(vietnamese::date),
                is_late: own.is_late,
                status: own.state.into(),
                items: covered(portal, agency, place, snapshot).in_words(),
            })
        });
        rows.collect()
    }
}

/// How far the work an agency leads is, if it leads any.
pub fn of_agency(portal: &Portal<'_>, agency: &Agency) -> Option<SetProgress> {
    let work = portal.derived.index.agencies.get(&agency.id)?;
    let is_leading = !work.leads.is_empty() || !work.indicators.is_empty();
    let mut set = SetProgress::new(portal, work.leads.iter().chain(&work.indicators))
        .filter(|_| is_leading)?;
    // Of an agency its own silence counts: another lead's report does not speak for it.
    let judged: Vec<_> = work.leads.iter().filter_map(|id| portal.task_judgement(id)).collect();
    let silent = judged.iter().filter(|judged| judged.is_silent(&agency.id)).count();
    set.silence = (!judged.is_empty() && portal.has_reports()).then(|| {
        let own =
            if agency.kind == AgencyKind::Collective { "nhóm này" } else { "cơ quan này" };
        let (silent, all) = (vietnamese::count(silent), vietnamese::count(judged.len()));
        format!("{silent}/{all} nhiệm vụ chủ trì {own} chưa từng báo cáo.")
    });
    Some(set)
}

/// How far the work of a section is, if it has any.
pub fn of_section(portal: &Portal<'_>, section: &Section) -> Option<SetProgress> {
    let has_items = portal.items_of_section(&section.id).next().is_some();
    let items = ids_of(portal.items_of_section(&section.id));
    SetProgress::new(portal, items).filter(|_| has_items)
}

/// How many indicators and how many tasks stand in a section.
pub fn counts(portal: &Portal<'_>, section: &Section) -> (usize, usize) {
    let items: Vec<Item<'_>> = portal.items_of_section(&section.id).collect();
    let indicators = items.iter().filter(|item| matches!(item, Item::Indicator(..))).count();
    (indicators, items.len() - indicators)
}

/// How far the tasks and indicators of a plan are.
pub fn of_plan(portal: &Portal<'_>, plan: &Plan) -> Option<SetProgress> {
    SetProgress::new(portal, ids(plan))
}

/// The indicators and tasks of a plan.
pub fn ids(plan: &Plan) -> impl Iterator<Item = &Id> {
    let indicators = plan.indicators.iter().map(|indicator| &indicator.id);
    indicators.chain(plan.tasks.iter().map(|task| &task.id))
}

/// The plans that carry out an agreement with an agency: one that has any is a party of it and no body of the province.
pub fn agreements<'a>(portal: &Portal<'a>, id: &Id) -> impl Iterator<Item = &'a Plan> {
    portal.site.plans.iter().filter(move |plan| plan.partners.contains(id))
}
