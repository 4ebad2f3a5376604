//! The list of sections of all plans.

use serde::Serialize;

use crate::vietnamese;
use crate::model::Section;
use crate::view::ground::{Portal, address};
use crate::view::ground::link::Link;
use crate::view::ground::name::section_title;
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;
use crate::view::parts::totals::{self, counts};

/// The list of the sections of all plans.
pub struct Route;

impl<'a> Page<'a> for Route {
    const TEMPLATE: &'static str = "sections";
    type View = SectionList<'a>;

    fn every(_: &Context<'_, 'a>) -> Vec<Self> {
        vec![Self]
    }

    fn address(&self) -> String {
        address::SECTIONS.to_owned()
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        SectionList::new(context.portal)
    }
}

/// The list of sections, by plan.
#[derive(Clone, Debug, Serialize)]
pub struct SectionList<'a> {
    /// One sentence made from the data.
    pub summary: String,
    /// Sections by plan.
    pub plans: Vec<SectionGroup<'a>>,
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

fn row<'a>(portal: &Portal<'a>, section: &'a Section) -> SectionRow<'a> {
    let (indicators, tasks) = counts(portal, section);
    SectionRow {
        link: Link::new(address::section(&section.id), section_title(section)),
        indicators,
        tasks,
        progress: totals::in_short(portal, totals::ids_of(portal.items_of_section(&section.id))),
    }
}
