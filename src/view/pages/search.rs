//! The search page, and the complete lists that serve readers without JavaScript.

use serde::Serialize;

use crate::vietnamese;
use crate::view::ground::{Item, Portal, address};
use crate::view::ground::link::Link;
use crate::view::ground::name::section_title;
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;
use crate::view::parts::states::states;

/// The search page.
pub struct Route;

impl<'a> Page<'a> for Route {
    const TEMPLATE: &'static str = "search";
    type View = SearchPage<'a>;

    fn every(_: &Context<'_, 'a>) -> Vec<Self> {
        vec![Self]
    }

    fn address(&self) -> String {
        address::SEARCH.to_owned()
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        SearchPage::new(context.portal)
    }
}

/// The search page: without a query it offers complete lists.
#[derive(Clone, Debug, Serialize)]
pub struct SearchPage<'a> {
    /// The lists.
    pub lists: Vec<CompleteList<'a>>,
}

/// Complete lists of one sort.
#[derive(Clone, Debug, Serialize)]
pub struct CompleteList<'a> {
    /// What they are told apart by.
    pub heading: &'static str,
    /// The lists.
    pub entries: Vec<Entry<'a>>,
}

/// One complete list.
#[derive(Clone, Debug, Serialize)]
pub struct Entry<'a> {
    /// The list.
    pub link: Link<'a>,
    /// How much is in it, where that is known.
    pub detail: Option<String>,
}

impl<'a> SearchPage<'a> {
    /// The page with its frame.
    pub fn new(portal: &Portal<'a>) -> (Frame<'a>, Self) {
        let description =
            "Tìm nhiệm vụ, chỉ tiêu, cơ quan, văn bản; gõ có dấu hay không dấu đều được.";
        let frame = Frame::new(portal, address::SEARCH, address::SEARCH, "Tìm kiếm", description);
        let lists = [
            CompleteList { heading: "Danh sách theo trạng thái", entries: by_status(portal) },
            CompleteList { heading: "Danh sách theo cơ quan", entries: by_agency(portal) },
            CompleteList { heading: "Danh sách theo mục", entries: by_section(portal) },
        ];
        let lists = lists.into_iter().filter(|list| !list.entries.is_empty()).collect();
        (frame.described(portal, None), Self { lists })
    }
}

fn by_status<'a>(portal: &Portal<'a>) -> Vec<Entry<'a>> {
    let entry = |(label, items): (&'static str, Vec<Item<'_>>)| Entry {
        link: Link::new(address::status(label), label),
        detail: Some(vietnamese::count(items.len())),
    };
    states(portal).into_iter().map(entry).collect()
}

fn by_agency<'a>(portal: &Portal<'a>) -> Vec<Entry<'a>> {
    let mut agencies: Vec<_> = portal.site.agencies.iter().collect();
    vietnamese::sort_by_text(&mut agencies, |agency| &agency.name, |agency| agency.id.as_str());
    let link = |agency: &&'a crate::model::Agency| {
        Link::new(address::agency(&agency.id), agency.name.as_str())
    };
    agencies.iter().map(|agency| Entry { link: link(agency), detail: None }).collect()
}

fn by_section<'a>(portal: &Portal<'a>) -> Vec<Entry<'a>> {
    let sections = portal.site.plans.iter().flat_map(|plan| {
        plan.sections.iter().map(move |section| Entry {
            link: Link::new(address::section(&section.id), section_title(section)),
            detail: Some(plan.short_title.clone()),
        })
    });
    sections.collect()
}
