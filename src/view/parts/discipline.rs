//! Who reported in time, late or not at all.

use serde::Serialize;

use crate::derive::Stage;
use crate::derive::status::{Discipline, DisciplineState};
use crate::vietnamese;
use crate::view::ground::Portal;
use crate::view::ground::link::{Link, agency_link};
use crate::view::ground::status::Status;

/// How one agency handed in.
#[derive(Clone, Debug, Serialize)]
pub struct DisciplineView<'a> {
    /// The agency.
    pub agency: Link<'a>,
    /// On time, late, or not.
    pub status: Status,
    /// The day it handed in.
    pub received_on: Option<String>,
    /// Whether that was after the last day in time, or after the period was published.
    pub is_late: bool,
}

impl<'a> DisciplineView<'a> {
    /// An agency with how it reported in a period.
    pub fn new(portal: &Portal<'a>, one: &Discipline) -> Option<Self> {
        Some(Self {
            agency: agency_link(portal, &one.agency)?,
            status: one.state.into(),
            received_on: one.received_on.map(vietnamese::date),
            is_late: one.is_late,
        })
    }
}

/// The agencies that have not handed in, whether due or not.
pub(in crate::view) fn unreported<'a>(
    portal: &Portal<'a>,
    stage: &Stage,
) -> Vec<DisciplineView<'a>> {
    let absent = stage
        .discipline
        .iter()
        .filter(|one| matches!(one.state, DisciplineState::NotHandedIn | DisciplineState::NotDue));
    absent.filter_map(|one| DisciplineView::new(portal, one)).collect()
}

/// "25/31": how many of the agencies that owe a report for a period handed it in on time.
pub fn handed_in(stage: &Stage) -> String {
    let on_time =
        stage.discipline.iter().filter(|one| one.state == DisciplineState::OnTime).count();
    let expected = stage.discipline.iter().filter(|one| one.state.is_counted()).count();
    format!("{}/{}", vietnamese::count(on_time), vietnamese::count(expected))
}
