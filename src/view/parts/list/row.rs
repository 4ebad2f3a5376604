//! One line of a list: a task or an indicator with its lead, deadline or targets and state.

use std::borrow::Cow;
use std::sync::OnceLock;

use serde::Serialize;

use crate::lookup::Lookup;
use crate::model::{Id, Indicator, Target, Task};
use crate::view::ground::status::Status;
use crate::view::ground::words::{self, target_in_short};
use crate::view::ground::{Item, Portal, address, form, sentence};
use crate::view::parts::chart::spark::Spark;
use crate::view::parts::list::facets::Facets;

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
    fn task(portal: &Portal<'a>, task: &'a Task) -> Self {
        let now = portal.task_in_force(task);
        let deadline = portal.deadline_in_force(task);
        let lead = words::lead_names(portal, &now.lead);
        let lead = if lead.is_empty() { sentence::NO_LEAD.to_owned() } else { lead };
        Self {
            id: task.id.as_str(),
            path: address::task(&task.id),
            number: &task.number,
            text: form::clip(&task.display_name, LONGEST),
            detail: format!("{lead} · {}", words::deadline_in_short(deadline)),
            struck: (deadline.end != task.deadline.end || deadline.kind != task.deadline.kind)
                .then(|| words::deadline_in_short(&task.deadline)),
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

    fn indicator(portal: &Portal<'a>, indicator: &'a Indicator) -> Self {
        let now = portal.indicator_in_force(indicator);
        let targets: Vec<String> =
            now.targets.iter().map(|target| target_in_short(&now, target)).collect();
        let lead = words::lead_names(portal, &now.lead);
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
}

/// The targets as issued that are others now; nothing where all are as issued.
fn replaced_targets(issued: &Indicator, now: &Indicator) -> Option<String> {
    let is_kept = |target: &&Target| now.targets.iter().any(|other| other == *target);
    let replaced = issued.targets.iter().filter(|target| !is_kept(target));
    let texts: Vec<String> = replaced.map(|target| target_in_short(issued, target)).collect();
    (!texts.is_empty()).then(|| texts.join("; "))
}

/// The rows of a site. An item stands in a dozen lists, and its row is made once: when the first of them is.
pub struct Rows<'p, 'a> {
    /// What they are looked up in.
    pub portal: &'p Portal<'a>,
    made: Lookup<&'a Id, OnceLock<Row<'a>>>,
}

impl<'p, 'a> Rows<'p, 'a> {
    /// No row is made yet.
    pub fn new(portal: &'p Portal<'a>) -> Self {
        let tasks = portal.site.tasks().map(|task| &task.id);
        let ids = tasks.chain(portal.site.indicators().map(|indicator| &indicator.id));
        Self { portal, made: ids.map(|id| (id, OnceLock::new())).collect() }
    }

    /// A task in a list.
    pub fn task(&self, task: &'a Task) -> Row<'a> {
        self.once(&task.id, || Row::task(self.portal, task))
    }

    /// A task or an indicator in a list; a clause is none of both and has no row.
    pub fn item(&self, item: Item<'a>) -> Option<Row<'a>> {
        match item {
            Item::Task(_, task) => Some(self.task(task)),
            Item::Indicator(_, indicator) => {
                let make = || Row::indicator(self.portal, indicator);
                Some(self.once(&indicator.id, make))
            }
            Item::Clause(..) => None,
        }
    }

    /// Rows of the tasks and indicators with these ids; ids of anything else are left out.
    pub fn list(&self, ids: &[Id]) -> Vec<Row<'a>> {
        ids.iter().filter_map(|id| self.item(self.portal.item(id)?)).collect()
    }

    fn once(&self, id: &Id, make: impl FnOnce() -> Row<'a>) -> Row<'a> {
        match self.made.get(id) {
            Some(row) => row.get_or_init(make).clone(),
            None => make(),
        }
    }
}
