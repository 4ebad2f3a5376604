//! The list of everything in one state.

use serde::Serialize;

use crate::view::ground::address;
use crate::view::ground::link::Link;
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;
use crate::view::parts::list::row::{Row, Rows};
use crate::view::parts::states::{listed_states, states, summary};

/// Everything in one state, given by its label.
pub struct Route(&'static str);

impl<'a> Page<'a> for Route {
    const TEMPLATE: &'static str = "status";
    type View = StatusPage<'a>;

    fn every(context: &Context<'_, 'a>) -> Vec<Self> {
        let is_judged = context.portal.as_of().is_some();
        let labels = is_judged.then(|| listed_states(context.portal)).into_iter().flatten();
        labels.map(Self).collect()
    }

    fn address(&self) -> String {
        address::status(self.0)
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        StatusPage::new(context.rows, self.0)
    }
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
    pub fn new(rows: &Rows<'_, 'a>, label: &'static str) -> (Frame<'a>, Self) {
        let portal = rows.portal;
        let items = states(portal).into_iter().find(|state| state.0 == label);
        let items = items.map(|state| state.1).unwrap_or_default();
        let summary = summary(portal, label, &items);
        let rows = items.into_iter().filter_map(|item| rows.item(item)).collect();
        let path = address::status(label);
        let frame = Frame::new(portal, &path, "", label, &summary)
            .below(Link::new(address::SEARCH, "Tìm kiếm"));
        (frame.described(portal, None), Self { heading: label, summary, rows })
    }
}
