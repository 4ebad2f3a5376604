//! Lists of tasks and indicators: light rows, grouped by plan and section.

use serde::Serialize;

use super::facet::{Facets, Filter};
use super::part::{self, Link};
use super::portal::{Item, Portal};
use super::status::{Status, TotalsView};
use super::{Frame, address, form, sentence};
use crate::model::{Id, Indicator, Plan, Section, SectionKind, Target, Task};
use crate::vietnamese;

/// Longest name of a task or an indicator in a list, in characters; its page has it in full.
const LONGEST: usize = 130;

/// One line of a list.
#[derive(Clone, Debug, Serialize)]
pub struct Row<'a> {
    /// Identifier: the anchor on list pages.
    pub id: &'a str,
    /// Page of the item.
    pub path: String,
    /// Number as printed.
    pub number: &'a str,
    /// First words.
    pub text: String,
    /// Who leads, deadline or target: the second line.
    pub detail: String,
    /// State.
    pub status: Status,
    /// What it may be found by in a filtered list.
    pub facets: Facets<'a>,
    /// The last day on which it is still on time, for sorting.
    pub due: Option<String>,
}

impl<'a> Row<'a> {
    /// A task in a list.
    pub fn task(portal: &Portal<'a>, task: &'a Task) -> Self {
        let now = portal.task_in_force(task);
        let deadline = portal.deadline_in_force(task);
        let lead = part::lead_names(portal, &now.lead);
        let lead = if lead.is_empty() { sentence::NO_LEAD.to_owned() } else { lead };
        Self {
            id: task.id.as_str(),
            path: address::task(&task.id),
            number: &task.number,
            text: form::clip(&task.display_name, LONGEST),
            detail: format!("{lead} · {}", part::deadline_in_short(deadline)),
            status: Status::of(portal, &task.id),
            facets: Facets::task(portal, task, &now.lead, deadline),
            due: deadline.end.map(|day| day.to_string()),
        }
    }

    /// An indicator in a list.
    pub fn indicator(portal: &Portal<'a>, indicator: &'a Indicator) -> Self {
        let now = portal.indicator_in_force(indicator);
        let targets: Vec<String> =
            now.targets.iter().map(|target| target_in_short(&now, target)).collect();
        let lead = part::lead_names(portal, &now.lead);
        let detail = [targets.join("; "), lead];
        let detail: Vec<&str> =
            detail.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        Self {
            id: indicator.id.as_str(),
            path: address::indicator(&indicator.id),
            number: &indicator.number,
            text: form::clip(&indicator.display_name, LONGEST),
            detail: detail.join(" · "),
            status: Status::of(portal, &indicator.id),
            facets: Facets::indicator(portal, indicator, &now),
            due: now.targets.iter().find_map(|target| target.due_date).map(|day| day.to_string()),
        }
    }

    /// A task or an indicator in a list; a clause is none of both and has no row.
    pub fn item(portal: &Portal<'a>, item: Item<'a>) -> Option<Self> {
        match item {
            Item::Task(_, task) => Some(Self::task(portal, task)),
            Item::Indicator(_, indicator) => Some(Self::indicator(portal, indicator)),
            Item::Clause(..) => None,
        }
    }

    /// Rows of items given by id.
    pub fn list(portal: &Portal<'a>, ids: &[Id]) -> Vec<Self> {
        ids.iter().filter_map(|id| Self::item(portal, portal.item(id)?)).collect()
    }
}

/// "2026: ≥ 95%": a target for lists.
pub(super) fn target_in_short(indicator: &Indicator, target: &Target) -> String {
    format!("{}: {}", target.due, part::target_with_unit(indicator, target))
}

/// Rows under one heading of a plan.
#[derive(Clone, Debug, Serialize)]
pub struct Group<'a> {
    /// Identifier: the anchor.
    pub id: &'a str,
    /// Page of the section.
    pub path: String,
    /// Mark and title.
    pub title: String,
    /// Rows.
    pub rows: Vec<Row<'a>>,
}

/// The groups of one plan.
#[derive(Clone, Debug, Serialize)]
pub struct PlanGroups<'a> {
    /// Identifier of the plan: the anchor.
    pub id: &'a str,
    /// The plan.
    pub plan: Link<'a>,
    /// Number of rows in all groups, with its word ("162 nhiệm vụ").
    pub count: String,
    /// Groups.
    pub groups: Vec<Group<'a>>,
}

/// The list of all tasks or of all indicators.
#[derive(Clone, Debug, Serialize)]
pub struct ListPage<'a> {
    /// Heading.
    pub heading: &'static str,
    /// One sentence made from the data.
    pub summary: String,
    /// As of when statuses hold, or that nothing is known.
    pub progress: String,
    /// Totals of everything listed; nothing without snapshots.
    pub totals: Option<TotalsView>,
    /// What is shown when there is nothing to list.
    pub nothing: &'static str,
    /// What the list may be narrowed by.
    pub filter: Option<Filter<'a>>,
    /// Rows by plan and section.
    pub plans: Vec<PlanGroups<'a>>,
}

impl<'a> ListPage<'a> {
    /// The list of tasks with its frame.
    pub fn tasks(portal: &Portal<'a>) -> (Frame<'a>, Self) {
        let mut plans = by_plan(portal, SectionKind::Tasks);
        let filter = Filter::new(portal, "nhiệm vụ", Some(address::TASK_TABLE), facets(&mut plans));
        let summary = sentence::list_of_tasks(portal);
        let frame = Frame::new(portal, address::TASKS, address::TASKS, "Nhiệm vụ", &summary);
        let nothing = "Chưa có văn bản nào giao nhiệm vụ.";
        let progress = sentence::progress(portal);
        let judged = portal.derived.progress.iter().flat_map(|progress| progress.tasks.values());
        let totals = TotalsView::tasks(portal, "Nhiệm vụ theo trạng thái", judged);
        (
            frame.with_table(portal, address::TASK_TABLE).described(portal, None),
            Self {
                heading: "Nhiệm vụ được giao",
                summary,
                progress,
                totals,
                nothing,
                filter,
                plans,
            },
        )
    }

    /// The list of indicators with its frame.
    pub fn indicators(portal: &Portal<'a>) -> (Frame<'a>, Self) {
        let mut plans = by_plan(portal, SectionKind::Indicators);
        let filter =
            Filter::new(portal, "chỉ tiêu", Some(address::INDICATOR_TABLE), facets(&mut plans));
        let summary = sentence::list_of_indicators(portal);
        let frame =
            Frame::new(portal, address::INDICATORS, address::INDICATORS, "Chỉ tiêu", &summary);
        let nothing = "Chưa có văn bản nào đặt chỉ tiêu.";
        let progress = sentence::progress(portal);
        let judged =
            portal.derived.progress.iter().flat_map(|progress| progress.indicators.values());
        let totals = TotalsView::indicators("Chỉ tiêu theo trạng thái", judged);
        (
            frame.with_table(portal, address::INDICATOR_TABLE).described(portal, None),
            Self {
                heading: "Chỉ tiêu được đặt ra",
                summary,
                progress,
                totals,
                nothing,
                filter,
                plans,
            },
        )
    }
}

/// The facets of every row.
fn facets<'r, 'a: 'r>(plans: &'r mut [PlanGroups<'a>]) -> impl Iterator<Item = &'r mut Facets<'a>> {
    let groups = plans.iter_mut().flat_map(|plan| &mut plan.groups);
    groups.flat_map(|group| &mut group.rows).map(|row| &mut row.facets)
}

fn by_plan<'a>(portal: &Portal<'a>, kind: SectionKind) -> Vec<PlanGroups<'a>> {
    let plans = portal.site.plans.iter().map(|plan| {
        let groups: Vec<Group<'a>> = plan
            .sections
            .iter()
            .map(|section| group(portal, section, kind))
            .filter(|group| !group.rows.is_empty())
            .collect();
        let rows = groups.iter().map(|group| group.rows.len()).sum();
        PlanGroups {
            id: plan.id.as_str(),
            plan: Link::plan(plan),
            count: counted(rows, kind),
            groups,
        }
    });
    plans.filter(|plan| !plan.groups.is_empty()).collect()
}

fn group<'a>(portal: &Portal<'a>, section: &'a Section, kind: SectionKind) -> Group<'a> {
    let rows = portal.items_of_section(&section.id).filter(|item| match kind {
        SectionKind::Indicators => matches!(item, Item::Indicator(..)),
        SectionKind::Tasks => matches!(item, Item::Task(..)),
    });
    Group {
        id: section.id.as_str(),
        path: address::section(&section.id),
        title: section_title(section),
        rows: rows.filter_map(|item| Row::item(portal, item)).collect(),
    }
}

fn counted(rows: usize, kind: SectionKind) -> String {
    match kind {
        SectionKind::Indicators => format!("{} chỉ tiêu", vietnamese::count(rows)),
        SectionKind::Tasks => format!("{} nhiệm vụ", vietnamese::count(rows)),
    }
}

/// Mark and title of a section: "VII. Chuyển đổi số".
pub fn section_title(section: &Section) -> String {
    let title = section.title.trim();
    let mark = section.mark.trim();
    if title.is_empty() {
        return format!("Mục {mark}");
    }
    if mark.is_empty() || mark == "PL" || title.starts_with(mark) {
        return title.to_owned();
    }
    format!("{mark}. {title}")
}

/// Where an item stands: "VII. Chuyển đổi số" as a link, if its section is known.
pub fn section_link<'a>(plan: &'a Plan, id: &Id) -> Option<Link<'a>> {
    let section = plan.section(id)?;
    Some(Link::new(address::section(&section.id), form::clip(&section_title(section), 80)))
}
