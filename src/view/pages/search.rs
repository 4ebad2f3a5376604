//! The search page, and the complete lists that serve readers without JavaScript.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{IndicatorStatus, TaskStatus};
use crate::vietnamese;
use crate::view::ground::address;
use crate::view::ground::status::Status;
use crate::view::ground::{Item, Portal};
use crate::view::pages::list::{Row, section_title};
use crate::view::parts::Frame;
use crate::view::parts::fact::Link;

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

/// The states that occur, in the order of lists, each with its label and its items; none without snapshots.
fn states<'a>(portal: &Portal<'a>) -> Vec<(&'static str, Vec<Item<'a>>)> {
    if portal.as_of().is_none() {
        return Vec::new();
    }
    let mut of: BTreeMap<&str, Vec<Item<'a>>> = BTreeMap::new();
    for plan in portal.site.plans.iter() {
        let tasks = plan.tasks.iter().map(|task| Item::Task(plan, task));
        let indicators = plan.indicators.iter().map(|indicator| Item::Indicator(plan, indicator));
        for item in tasks.chain(indicators) {
            of.entry(Status::of(portal, item.id()).key).or_default().push(item);
        }
    }
    let tasks = TaskStatus::ALL.iter().map(|&(_, key, label)| (key, label));
    let all = tasks.chain(IndicatorStatus::ALL.iter().map(|&(_, key, label)| (key, label)));
    all.filter_map(|(key, label)| Some((label, of.remove(key)?))).collect()
}

/// How many items of each state there are.
pub(in crate::view) fn summaries(portal: &Portal<'_>) -> Vec<(&'static str, String)> {
    let states = states(portal).into_iter();
    states.map(|(label, items)| (label, summary(portal, label, &items))).collect()
}

fn summary(portal: &Portal<'_>, label: &str, items: &[Item<'_>]) -> String {
    let tasks = items.iter().filter(|item| matches!(item, Item::Task(..))).count();
    let parts = [(tasks, "nhiệm vụ"), (items.len() - tasks, "chỉ tiêu")];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{} {word}", vietnamese::count(*count)))
        .collect();
    format!(
        "{} ở trạng thái “{label}”, tính đến {}.",
        parts.join(" và "),
        portal.as_of().map(vietnamese::date).unwrap_or_default(),
    )
}

/// The labels of the states that have a list.
pub fn listed_states(portal: &Portal<'_>) -> Vec<&'static str> {
    states(portal).into_iter().map(|(label, _)| label).collect()
}

/// Everything in one state.
#[derive(Clone, Debug, Serialize)]
pub struct StatusPage<'a> {
    /// The state's label.
    pub heading: &'static str,
    /// How much there is.
    pub summary: String,
    /// Tasks and indicators, by plan.
    pub rows: Vec<Row<'a>>,
}

impl<'a> StatusPage<'a> {
    /// The list of the state with that label, with its frame.
    pub fn new(portal: &Portal<'a>, label: &'static str) -> (Frame<'a>, Self) {
        let items = states(portal).into_iter().find(|state| state.0 == label);
        let items = items.map(|state| state.1).unwrap_or_default();
        let summary = summary(portal, label, &items);
        let rows = items.into_iter().filter_map(|item| Row::item(portal, item)).collect();
        let path = address::status(label);
        let frame = Frame::new(portal, &path, "", label, &summary)
            .below(Link::new(address::SEARCH, "Tìm kiếm"));
        (frame.described(portal, None), Self { heading: label, summary, rows })
    }
}
