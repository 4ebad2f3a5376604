//! Lists of tasks and indicators: light rows, grouped by plan and section.

use std::borrow::Cow;

use serde::Serialize;

use crate::model::{Id, Indicator, Plan, Section, SectionKind, Target, Task};
use crate::vietnamese;
use crate::view::ground::pager::{MOST_ROWS, Pager};
use crate::view::ground::status::{Status, TotalsView};
use crate::view::ground::{Item, Portal};
use crate::view::ground::{address, form, sentence};
use crate::view::parts::Frame;
use crate::view::parts::chart::spark::Spark;
use crate::view::parts::fact;
use crate::view::parts::fact::Link;
use crate::view::parts::list::facets::{Facets, Filter};

/// Longest name of a task or an indicator in a list, in characters; its page has it in full.
const LONGEST: usize = 130;
/// Longest text of a shortened row.
const SHORT: usize = 90;

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
    pub text: Cow<'a, str>,
    /// Who leads, deadline or target: the second line.
    pub detail: String,
    /// The deadline or target as issued, where a decision changed it: shown struck through.
    pub struck: Option<String>,
    /// State.
    pub status: Status,
    /// The course of its values, where there are at least two.
    pub spark: Option<Spark>,
    /// What it may be found by in a filtered list.
    pub facets: Facets<'a>,
    /// The last day on which it is still on time, for sorting.
    pub due: Option<String>,
}

impl<'a> Row<'a> {
    /// A task in a list.
    pub fn task(portal: &Portal<'a>, task: &'a Task) -> Self {
        portal.row_of_task(&task.id, || Self::of_task(portal, task))
    }

    fn of_task(portal: &Portal<'a>, task: &'a Task) -> Self {
        let now = portal.task_in_force(task);
        let deadline = portal.deadline_in_force(task);
        let lead = fact::lead_names(portal, &now.lead);
        let lead = if lead.is_empty() { sentence::NO_LEAD.to_owned() } else { lead };
        Self {
            id: task.id.as_str(),
            path: address::task(&task.id),
            number: &task.number,
            text: form::clip(&task.display_name, LONGEST),
            detail: format!("{lead} · {}", fact::deadline_in_short(deadline)),
            struck: (deadline.end != task.deadline.end || deadline.kind != task.deadline.kind)
                .then(|| fact::deadline_in_short(&task.deadline)),
            status: Status::of(portal, &task.id),
            spark: None,
            facets: Facets::task(portal, task, &now.lead, deadline),
            due: deadline.end.map(|day| day.to_string()),
        }
    }

    /// The row with fewer words: for lists of what concerns a reader less, and is long.
    #[must_use]
    pub fn shortened(mut self) -> Self {
        self.text = form::clip(&self.text, SHORT).into_owned().into();
        self
    }

    /// The row without the name of whose list it is: it stands at the head of the page.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        let (before, after) = (format!("{name} · "), format!(" · {name}"));
        let rest = self.detail.strip_prefix(&before).or_else(|| self.detail.strip_suffix(&after));
        if let Some(rest) = rest.map(str::to_owned) {
            self.detail = rest;
        }
        self
    }

    /// An indicator in a list.
    pub fn indicator(portal: &Portal<'a>, indicator: &'a Indicator) -> Self {
        let now = portal.indicator_in_force(indicator);
        let targets: Vec<String> =
            now.targets.iter().map(|target| target_in_short(&now, target)).collect();
        let lead = fact::lead_names(portal, &now.lead);
        let detail = [targets.join("; "), lead];
        let detail: Vec<&str> =
            detail.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        Self {
            id: indicator.id.as_str(),
            path: address::indicator(&indicator.id),
            number: &indicator.number,
            text: form::clip(&indicator.display_name, LONGEST),
            detail: detail.join(" · "),
            struck: replaced_targets(indicator, &now),
            status: Status::of(portal, &indicator.id),
            facets: Facets::indicator(portal, indicator, &now),
            spark: Spark::new(portal, indicator),
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

/// The targets as issued that are others now; nothing where all are as issued.
fn replaced_targets(issued: &Indicator, now: &Indicator) -> Option<String> {
    let is_kept = |target: &&Target| now.targets.iter().any(|other| other == *target);
    let replaced = issued.targets.iter().filter(|target| !is_kept(target));
    let texts: Vec<String> = replaced.map(|target| target_in_short(issued, target)).collect();
    (!texts.is_empty()).then(|| texts.join("; "))
}

/// "2026: ≥ 95%": a target for lists.
pub(in crate::view) fn target_in_short(indicator: &Indicator, target: &Target) -> String {
    format!("{}: {}", target.due, fact::target_with_unit(indicator, target))
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
    /// Number of rows in all groups here, with its word ("162 nhiệm vụ").
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
    /// The pages of the list.
    pub pager: Pager,
}

impl<'a> ListPage<'a> {
    /// Page `number` (from 0) of the list of tasks, with its frame.
    pub fn tasks(portal: &Portal<'a>, number: usize) -> (Frame<'a>, Self) {
        let judged = portal.derived.progress.iter().flat_map(|progress| progress.tasks.values());
        let page = Self {
            heading: "Nhiệm vụ được giao",
            summary: sentence::list_of_tasks(portal),
            progress: sentence::progress(portal),
            totals: TotalsView::tasks(portal, "Nhiệm vụ theo trạng thái", judged),
            nothing: "Chưa có văn bản nào giao nhiệm vụ.",
            filter: None,
            plans: Vec::new(),
            pager: Pager::default(),
        };
        let list = (address::TASKS, "Nhiệm vụ", "nhiệm vụ", address::TASK_TABLE);
        page.filled(portal, SectionKind::Tasks, list, number)
    }

    /// Page `number` (from 0) of the list of indicators, with its frame.
    pub fn indicators(portal: &Portal<'a>, number: usize) -> (Frame<'a>, Self) {
        let judged =
            portal.derived.progress.iter().flat_map(|progress| progress.indicators.values());
        let page = Self {
            heading: "Chỉ tiêu được đặt ra",
            summary: sentence::list_of_indicators(portal),
            progress: sentence::progress(portal),
            totals: TotalsView::indicators("Chỉ tiêu theo trạng thái", judged),
            nothing: "Chưa có văn bản nào đặt chỉ tiêu.",
            filter: None,
            plans: Vec::new(),
            pager: Pager::default(),
        };
        let list = (address::INDICATORS, "Chỉ tiêu", "chỉ tiêu", address::INDICATOR_TABLE);
        page.filled(portal, SectionKind::Indicators, list, number)
    }

    /// The page with its rows; `list` is its address, name, noun and table.
    fn filled(
        mut self,
        portal: &Portal<'a>,
        kind: SectionKind,
        list: (&'static str, &'static str, &'static str, &'static str),
        number: usize,
    ) -> (Frame<'a>, Self) {
        let (start, name, noun, table) = list;
        let pages = pages(portal, kind);
        self.pager = Pager::new(start, pages.len(), number);
        self.plans = by_plan(portal, kind, pages.get(number).map_or(&[], Vec::as_slice));
        if !self.pager.is_long() {
            self.filter = Filter::new(portal, noun, Some(table), facets(&mut self.plans));
        }
        let (path, title) =
            (crate::view::ground::pager::address(start, number), self.pager.title(name));
        let frame = Frame::new(portal, &path, start, title, &self.summary);
        (frame.with_table(portal, table).described(portal, None), self)
    }
}

/// The sections that stand on each page of the list of all items of `kind`; at least one page.
pub fn pages<'a>(portal: &Portal<'a>, kind: SectionKind) -> Vec<Vec<(&'a Plan, &'a Section)>> {
    let mut pages = vec![Vec::new()];
    let mut rows = 0;
    for plan in portal.site.plans.iter() {
        for section in &plan.sections {
            let count = items(portal, section, kind).count();
            if rows > 0 && rows + count > MOST_ROWS {
                pages.push(Vec::new());
                rows = 0;
            }
            rows += count;
            pages.last_mut().into_iter().for_each(|page| page.push((plan, section)));
        }
    }
    pages
}

/// The facets of every row.
fn facets<'r, 'a: 'r>(plans: &'r mut [PlanGroups<'a>]) -> impl Iterator<Item = &'r mut Facets<'a>> {
    let groups = plans.iter_mut().flat_map(|plan| &mut plan.groups);
    groups.flat_map(|group| &mut group.rows).map(|row| &mut row.facets)
}

fn by_plan<'a>(
    portal: &Portal<'a>,
    kind: SectionKind,
    sections: &[(&'a Plan, &'a Section)],
) -> Vec<PlanGroups<'a>> {
    let plans = sections.chunk_by(|one, next| one.0.id == next.0.id).map(|sections| {
        let plan = sections[0].0;
        let groups: Vec<Group<'a>> = sections
            .iter()
            .map(|(_, section)| group(portal, section, kind))
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

/// The items of `kind` in a section.
fn items<'p, 'a>(
    portal: &'p Portal<'a>,
    section: &'a Section,
    kind: SectionKind,
) -> impl Iterator<Item = Item<'a>> + 'p {
    portal.items_of_section(&section.id).filter(move |item| match kind {
        SectionKind::Indicators => matches!(item, Item::Indicator(..)),
        SectionKind::Tasks => matches!(item, Item::Task(..)),
    })
}

fn group<'a>(portal: &Portal<'a>, section: &'a Section, kind: SectionKind) -> Group<'a> {
    let rows = items(portal, section, kind);
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
    Some(Link::new(
        address::section(&section.id),
        form::clip(&section_title(section), 80).into_owned(),
    ))
}
