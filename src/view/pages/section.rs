//! The list of sections and the page of one section.

use serde::Serialize;

use crate::model::{Plan, Section};
use crate::view::ground::{address, form, sentence};
use crate::view::ground::link::Link;
use crate::view::ground::name::section_title;
use crate::view::ground::words::lines_of;
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;
use crate::view::parts::list::filter::Filter;
use crate::view::parts::list::row::{Row, Rows};
use crate::view::parts::totals::{self, SetProgress, counts};

/// A section of a plan.
pub struct Route<'a>(&'a Plan, &'a Section);

impl<'a> Page<'a> for Route<'a> {
    const TEMPLATE: &'static str = "section";
    type View = SectionPage<'a>;

    fn every(context: &Context<'_, 'a>) -> Vec<Self> {
        let plans = context.portal.site.plans.iter();
        plans.flat_map(|plan| plan.sections.iter().map(move |one| Route(plan, one))).collect()
    }

    fn address(&self) -> String {
        address::section(&self.1.id)
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        SectionPage::new(context.rows, self.0, self.1)
    }
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
    pub fn new(rows: &Rows<'_, 'a>, plan: &'a Plan, section: &'a Section) -> (Frame<'a>, Self) {
        let portal = rows.portal;
        let path = address::section(&section.id);
        let (indicators, tasks) = counts(portal, section);
        let items = portal.items_of_section(&section.id);
        let mut rows: Vec<Row<'a>> = items.filter_map(|item| rows.item(item)).collect();
        let page = Self {
            filter: Filter::new(portal, "mục", None, rows.iter_mut().map(|row| &mut row.facets)),
            rows,
            id: section.id.as_str(),
            heading: section_title(section),
            summary: sentence::section(plan, section, indicators, tasks),
            plan: Link::plan(plan),
            progress: totals::of_section(portal, section),
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
