//! Reporting discipline: who handed in on time, who late, who not, for one period.

use super::days::days_between;
use crate::model::{Date, Id, Snapshot};

/// One agency's report for one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discipline {
    /// The agency.
    pub agency: Id,
    /// The period's snapshot.
    pub snapshot: Id,
    /// When the report came in.
    pub received_on: Option<Date>,
    /// On time, late, or not at all.
    pub state: DisciplineState,
}

/// On time, late, or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DisciplineState {
    /// On or before the due date of the reporting calendar.
    OnTime,
    /// So many days after it.
    Late(i32),
    /// The due date has passed.
    NotHandedIn,
    /// Not handed in, not due yet.
    NotDue,
}

impl DisciplineState {
    /// The word used in open data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OnTime => "on_time",
            Self::Late(_) => "late",
            Self::NotHandedIn => "not_handed_in",
            Self::NotDue => "not_due",
        }
    }

    /// The words people read.
    pub fn label(self) -> String {
        match self {
            Self::OnTime => "Đúng hạn".to_owned(),
            Self::Late(days) => format!("Chậm {days} ngày"),
            Self::NotHandedIn => "Chưa gửi".to_owned(),
            Self::NotDue => "Chưa đến hạn".to_owned(),
        }
    }
}

/// The discipline of each agency that has something to report, in the order given.
///
/// Of several files of one agency the first counts. A receipt of a later day is known too: it was added with the report,
/// which came late and did come.
pub fn reporting_discipline<'a>(
    snapshot: &Snapshot,
    agencies: impl IntoIterator<Item = &'a Id>,
    as_of: Date,
) -> Vec<Discipline> {
    let judge = |agency: &Id| {
        let received_on = snapshot
            .submissions
            .iter()
            .filter(|submission| submission.agency == *agency)
            .map(|submission| submission.received_on)
            .min();
        let state = match received_on {
            Some(on) if on <= snapshot.due_on => DisciplineState::OnTime,
            Some(on) => DisciplineState::Late(days_between(snapshot.due_on, on)),
            None if snapshot.due_on < as_of => DisciplineState::NotHandedIn,
            None => DisciplineState::NotDue,
        };
        Discipline { agency: agency.clone(), snapshot: snapshot.id.clone(), received_on, state }
    };
    agencies.into_iter().map(judge).collect()
}
