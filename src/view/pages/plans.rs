//! The list of plans.

use serde::Serialize;

use crate::vietnamese;
use crate::view::ground::{Portal, address};
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;
use crate::view::parts::plan_row::PlanRow;

/// The list of all plans.
pub struct Route;

impl<'a> Page<'a> for Route {
    const TEMPLATE: &'static str = "plans";
    type View = PlanList<'a>;

    fn every(_: &Context<'_, 'a>) -> Vec<Self> {
        vec![Self]
    }

    fn address(&self) -> String {
        address::PLANS.to_owned()
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        PlanList::new(context.portal)
    }
}

/// The list of plans.
#[derive(Clone, Debug, Serialize)]
pub struct PlanList<'a> {
    /// One sentence made from the data.
    pub summary: String,
    /// Plans.
    pub rows: Vec<PlanRow<'a>>,
}

impl<'a> PlanList<'a> {
    /// The list with its frame.
    pub fn new(portal: &Portal<'a>) -> (Frame<'a>, Self) {
        let rows = PlanRow::list(portal);
        let summary = format!(
            "{} văn bản được đăng toàn văn, mỗi nhiệm vụ và chỉ tiêu có liên kết tới trang riêng.",
            vietnamese::count(rows.len()),
        );
        let frame = Frame::new(portal, address::PLANS, address::PLANS, "Văn bản", &summary);
        (frame.described(portal, None), Self { summary, rows })
    }
}
