//! One plan in a list of plans.

use serde::Serialize;

use crate::view::ground::link::Link;
use crate::view::ground::{Portal, sentence};
use crate::view::parts::totals::{self, ids};

/// One plan of a list.
#[derive(Clone, Debug, Serialize)]
pub struct PlanRow<'a> {
    /// The plan.
    pub link: Link<'a>,
    /// Title as printed.
    pub title: &'a str,
    /// One sentence made from the data.
    pub summary: String,
    /// Totals in short; nothing without snapshots.
    pub progress: Option<String>,
    /// Indicators in it.
    pub indicators: usize,
    /// Tasks in it.
    pub tasks: usize,
}

impl<'a> PlanRow<'a> {
    /// All plans.
    pub fn list(portal: &Portal<'a>) -> Vec<Self> {
        let rows = portal.site.plans.iter().map(|plan| Self {
            link: Link::plan(plan),
            title: &plan.title,
            summary: sentence::plan(portal, plan),
            progress: totals::in_short(portal, ids(plan)),
            indicators: plan.indicators.len(),
            tasks: plan.tasks.len(),
        });
        rows.collect()
    }
}
