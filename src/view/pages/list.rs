//! Lists of tasks and indicators: light rows, grouped by plan and section.

use serde::Serialize;

use crate::vietnamese;
use crate::model::{Plan, Section, SectionKind};
use crate::view::ground::{Item, Portal, address, sentence};
use crate::view::ground::link::Link;
use crate::view::ground::name::section_title;
use crate::view::ground::pager::{self, MOST_ROWS, Pager};
use crate::view::ground::status::TotalsView;
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;
use crate::view::parts::list::facets::Facets;
use crate::view::parts::list::filter::Filter;
use crate::view::parts::list::row::{Row, Rows};

/// A page of the list of all tasks or of all indicators, counted from 0.
pub struct Route(SectionKind, usize);

impl<'a> Page<'a> for Route {
    const TEMPLATE: &'static str = "list";
    type View = ListPage<'a>;

    fn every(context: &Context<'_, 'a>) -> Vec<Self> {
        let kinds = [SectionKind::Indicators, SectionKind::Tasks].into_iter();
        let count = |kind| pages(context.portal, kind).len();
        kinds.flat_map(|kind| (0..count(kind)).map(move |number| Self(kind, number))).collect()
    }

    fn address(&self) -> String {
        let list = match self.0 {
            SectionKind::Indicators => address::INDICATORS,
            SectionKind::Tasks => address::TASKS,
        };
        pager::address(list, self.1)
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        match self.0 {
            SectionKind::Indicators => ListPage::indicators(context.rows, self.1),
            SectionKind::Tasks => ListPage::tasks(context.rows, self.1),
        }
    }
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
    pub fn tasks(rows: &Rows<'_, 'a>, number: usize) -> (Frame<'a>, Self) {
        let portal = rows.portal;
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
        page.filled(rows, SectionKind::Tasks, list, number)
    }

    /// Page `number` (from 0) of the list of indicators, with its frame.
    pub fn indicators(rows: &Rows<'_, 'a>, number: usize) -> (Frame<'a>, Self) {
        let portal = rows.portal;
        let judged =
            portal.derived.progress.iter().flat_map(|progress| progress.indicators.values());
        let page = Self {
            heading: "Chỉ tiêu được đặt ra",
            summary: sentence::list_of_indicators(portal),
            progress: sentence::progress(portal),
            totals: TotalsView::indicators(portal, "Chỉ tiêu theo trạng thái", judged),
            nothing: "Chưa có văn bản nào đặt chỉ tiêu.",
            filter: None,
            plans: Vec::new(),
            pager: Pager::default(),
        };
        let list = (address::INDICATORS, "Chỉ tiêu", "chỉ tiêu", address::INDICATOR_TABLE);
        page.filled(rows, SectionKind::Indicators, list, number)
    }

    /// The page with its rows; `list` is its address, name, noun and table.
    fn filled(
        mut self,
        rows: &Rows<'_, 'a>,
        kind: SectionKind,
        list: (&'static str, &'static str, &'static str, &'static str),
        number: usize,
    ) -> (Frame<'a>, Self) {
        let portal = rows.portal;
        let (start, name, noun, table) = list;
        let pages = pages(portal, kind);
        self.pager = Pager::new(start, pages.len(), number);
        self.plans = by_plan(rows, kind, pages.get(number).map_or(&[], Vec::as_slice));
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
    rows: &Rows<'_, 'a>,
    kind: SectionKind,
    sections: &[(&'a Plan, &'a Section)],
) -> Vec<PlanGroups<'a>> {
    let plans = sections.chunk_by(|one, next| one.0.id == next.0.id).map(|sections| {
        let plan = sections[0].0;
        let groups: Vec<Group<'a>> = sections
            .iter()
            .map(|(_, section)| group(rows, section, kind))
            .filter(|group| !group.rows.is_empty())
            .collect();
        let count = groups.iter().map(|group| group.rows.len()).sum();
        PlanGroups {
            id: plan.id.as_str(),
            plan: Link::plan(plan),
            count: counted(count, kind),
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

fn group<'a>(rows: &Rows<'_, 'a>, section: &'a Section, kind: SectionKind) -> Group<'a> {
    let items = items(rows.portal, section, kind);
    Group {
        id: section.id.as_str(),
        path: address::section(&section.id),
        title: section_title(section),
        rows: items.filter_map(|item| rows.item(item)).collect(),
    }
}

fn counted(rows: usize, kind: SectionKind) -> String {
    match kind {
        SectionKind::Indicators => format!("{} chỉ tiêu", vietnamese::count(rows)),
        SectionKind::Tasks => format!("{} nhiệm vụ", vietnamese::count(rows)),
    }
}
