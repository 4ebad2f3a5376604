//! The list of sections and the page of one section.

use serde::Serialize;

use crate::model::{Plan, Section};
use crate::vietnamese;
use crate::view::ground::{Item, Portal};
use crate::view::ground::{address, form, sentence};
use crate::view::pages::list::{Row, section_title};
use crate::view::parts::Frame;
use crate::view::parts::fact::{Link, lines_of};
use crate::view::parts::list::facets::Filter;
use crate::view::parts::totals;
use crate::view::parts::totals::SetProgress;

/// The list of sections, by plan.
#[derive(Clone, Debug, Serialize)]
pub struct SectionList<'a> {
    /// One sentence made from the data.
    pub summary: String,
    /// Sections by plan.
    pub plans: Vec<SectionGroup<'a>>,
}

/// The sections of one plan.
#[derive(Clone, Debug, Serialize)]
pub struct SectionGroup<'a> {
    /// Identifier of the plan: the anchor.
    pub id: &'a str,
    /// The plan.
    pub plan: Link<'a>,
    /// Its sections.
    pub sections: Vec<SectionRow<'a>>,
}

/// One section of the list.
#[derive(Clone, Debug, Serialize)]
pub struct SectionRow<'a> {
    /// The section.
    pub link: Link<'a>,
    /// Indicators in it.
    pub indicators: usize,
    /// Tasks in it.
    pub tasks: usize,
    /// Totals in short; nothing without snapshots.
    pub progress: Option<String>,
}

impl<'a> SectionList<'a> {
    /// The list with its frame.
    pub fn new(portal: &Portal<'a>) -> (Frame<'a>, Self) {
        let groups = portal.site.plans.iter().map(|plan| SectionGroup {
            id: plan.id.as_str(),
            plan: Link::plan(plan),
            sections: plan.sections.iter().map(|section| row(portal, section)).collect(),
        });
        let plans: Vec<SectionGroup<'a>> =
            groups.filter(|group| !group.sections.is_empty()).collect();
        let sections: usize = plans.iter().map(|plan| plan.sections.len()).sum();
        let summary = format!(
            "{} mục của {} văn bản, mỗi mục kèm số chỉ tiêu và số nhiệm vụ.",
            vietnamese::count(sections),
            vietnamese::count(plans.len()),
        );
        let frame = Frame::new(portal, address::SECTIONS, address::SECTIONS, "Lĩnh vực", &summary);
        (frame.described(portal, None), Self { summary, plans })
    }
}

fn row<'a>(portal: &Portal<'a>, section: &'a Section) -> SectionRow<'a> {
    let (indicators, tasks) = counts(portal, section);
    SectionRow {
        link: Link::new(address::section(&section.id), section_title(section)),
        indicators,
        tasks,
        progress: totals::in_short(portal, totals::ids_of(portal.items_of_section(&section.id))),
    }
}

fn counts(portal: &Portal<'_>, section: &Section) -> (usize, usize) {
    let items: Vec<Item<'_>> = portal.items_of_section(&section.id).collect();
    let indicators = items.iter().filter(|item| matches!(item, Item::Indicator(..))).count();
    (indicators, items.len() - indicators)
}

/// How far the work of a section is, if it has any.
pub fn progress(portal: &Portal<'_>, section: &Section) -> Option<SetProgress> {
    let has_items = portal.items_of_section(&section.id).next().is_some();
    let items = totals::ids_of(portal.items_of_section(&section.id));
    SetProgress::new(portal, items).filter(|_| has_items)
}

/// Everything the page of a section shows.
#[derive(Clone, Debug, Serialize)]
pub struct SectionPage<'a> {
    /// Identifier.
    pub id: &'a str,
    /// Mark and title.
    pub heading: String,
    /// One sentence made from the data.
    pub summary: String,
    /// The plan.
    pub plan: Link<'a>,
    /// Totals; nothing without snapshots.
    pub progress: Option<SetProgress>,
    /// What its rows may be narrowed by.
    pub filter: Option<Filter<'a>>,
    /// Indicators and tasks.
    pub rows: Vec<Row<'a>>,
    /// The heading's place in the plan's text.
    pub source_path: String,
    /// The document as it was handed in.
    pub source_file: Option<String>,
    /// Lines it was read from.
    pub source_lines: String,
}

impl<'a> SectionPage<'a> {
    /// The page of `section` with its frame.
    pub fn new(portal: &Portal<'a>, plan: &'a Plan, section: &'a Section) -> (Frame<'a>, Self) {
        let path = address::section(&section.id);
        let (indicators, tasks) = counts(portal, section);
        let items = portal.items_of_section(&section.id);
        let mut rows: Vec<Row<'a>> = items.filter_map(|item| Row::item(portal, item)).collect();
        let page = Self {
            filter: Filter::new(portal, "mục", None, rows.iter_mut().map(|row| &mut row.facets)),
            rows,
            id: section.id.as_str(),
            heading: section_title(section),
            summary: sentence::section(plan, section, indicators, tasks),
            plan: Link::plan(plan),
            progress: progress(portal, section),
            source_path: portal.place(plan, &section.id),
            source_file: address::source(plan),
            source_lines: lines_of(&section.provenance),
        };
        let here = form::clip(&page.heading, 80);
        let description = format!("{here}. {}", page.summary);
        let frame = Frame::new(portal, &path, address::SECTIONS, here.as_ref(), description)
            .titled(portal.title(&section.id))
            .below(Link::new(address::SECTIONS, "Lĩnh vực"))
            .below(Link::new(
                format!("{}#{}", address::SECTIONS, plan.id),
                plan.short_title.as_str(),
            ))
            .described(portal, None);
        (frame, page)
    }
}
