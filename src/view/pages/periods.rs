//! The list of reporting periods.

use serde::Serialize;

use crate::vietnamese;
use crate::view::ground::{Portal, address, sentence};
use crate::view::ground::link::{Link, period_link};
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;
use crate::view::parts::amendment::AmendmentView;
use crate::view::parts::discipline::handed_in;

/// The list of reporting periods.
pub struct Route;

impl<'a> Page<'a> for Route {
    const TEMPLATE: &'static str = "periods";
    type View = PeriodList<'a>;

    fn every(context: &Context<'_, 'a>) -> Vec<Self> {
        context.portal.as_of().is_some().then_some(Self).into_iter().collect()
    }

    fn address(&self) -> String {
        address::PERIODS.to_owned()
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        PeriodList::new(context.portal)
    }
}

/// The list of reporting periods.
#[derive(Clone, Debug, Serialize)]
pub struct PeriodList<'a> {
    /// One sentence made from the data.
    pub summary: String,
    /// Periods, newest first.
    pub rows: Vec<PeriodRow<'a>>,
    /// Targets and deadlines changed, newest first.
    pub moved: Vec<AmendmentView<'a>>,
}

impl<'a> PeriodList<'a> {
    /// The list with its frame.
    pub fn new(portal: &Portal<'a>) -> (Frame<'a>, Self) {
        let rows: Vec<PeriodRow<'a>> = portal
            .stages()
            .rev()
            .map(|(snapshot, stage)| PeriodRow {
                link: period_link(snapshot),
                as_of: vietnamese::date(snapshot.as_of),
                on_time: handed_in(stage),
                changes: stage.changes.len(),
                is_illustrative: snapshot.is_illustrative,
            })
            .collect();
        let moved = AmendmentView::goal_posts(portal);
        let summary = format!(
            "{} kỳ báo cáo, {} lần đổi mục tiêu hoặc thời hạn. {}",
            vietnamese::count(rows.len()),
            vietnamese::count(moved.len()),
            sentence::progress(portal),
        );
        let frame = Frame::new(portal, address::PERIODS, address::PERIODS, "Kỳ báo cáo", &summary);
        (frame.described(portal, None), Self { summary, rows, moved })
    }
}

/// One period of the list.
#[derive(Clone, Debug, Serialize)]
pub struct PeriodRow<'a> {
    /// The period.
    pub link: Link<'a>,
    /// The day its figures were closed.
    pub as_of: String,
    /// Reports in time, of how many expected.
    pub on_time: String,
    /// Changes since the period before.
    pub changes: usize,
    /// Whether its figures are made up.
    pub is_illustrative: bool,
}
