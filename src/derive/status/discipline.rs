//! Reporting discipline: who handed in on time, who late, who not, for one period.

use super::days::days_between;
use crate::model::{Date, Id, Owed, Snapshot};

/// One agency's report for one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discipline {
    /// The agency.
    pub agency: Id,
    /// The period's snapshot.
    pub snapshot: Id,
    /// The last day in time for this agency; nothing when no day is named or nothing was asked for.
    pub due_on: Option<Date>,
    /// When the report came in.
    pub received_on: Option<Date>,
    /// Whether that was after the last day in time, or after the period was published.
    pub is_late: bool,
    /// How it handed in.
    pub state: DisciplineState,
}

/// How an agency handed in, by what it owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DisciplineState {
    /// On or before the last day in time.
    OnTime,
    /// So many days after it.
    Late(i32),
    /// The last day in time has passed.
    NotHandedIn,
    /// Not handed in, not due yet.
    NotDue,
    /// Handed in, without a day to compare with: none is named, or nothing was asked for.
    HandedIn,
    /// Not handed in; a report is asked for, but no day is named.
    Undated,
    /// Not handed in; it is not known when reports are due.
    Unknown,
    /// Nothing was asked for.
    NotOwed,
}

impl DisciplineState {
    /// Every state, its word in open data and the label people read, in the order of lists; of lateness of one day.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::OnTime, "on_time", "Đúng hạn"),
        (Self::Late(1), "late", "Gửi chậm"),
        (Self::NotHandedIn, "not_handed_in", "Chưa gửi"),
        (Self::NotDue, "not_due", "Chưa đến hạn"),
        (Self::HandedIn, "handed_in", "Đã gửi, không có hạn để so"),
        (Self::Undated, "undated", "Chưa gửi, văn bản không nêu ngày"),
        (Self::Unknown, "unknown", "Chưa rõ phải báo cáo khi nào"),
        (Self::NotOwed, "not_owed", "Không phải gửi kỳ này"),
    ];

    /// Its place in [`Self::ALL`]; all lateness is alike.
    fn entry(self) -> Option<&'static (Self, &'static str, &'static str)> {
        let alike = if let Self::Late(_) = self { Self::Late(1) } else { self };
        Self::ALL.iter().find(|entry| entry.0 == alike)
    }

    /// The word used in open data.
    pub fn as_str(self) -> &'static str {
        self.entry().map_or("", |entry| entry.1)
    }

    /// The words people read.
    pub fn label(self) -> String {
        match self {
            Self::Late(days) => format!("Chậm {days} ngày"),
            _ => self.entry().map_or("", |entry| entry.2).to_owned(),
        }
    }

    /// The words for all that are alike.
    pub fn group(self) -> &'static str {
        self.entry().map_or("", |entry| entry.2)
    }

    /// Whether a report was owed by a day that is named and has passed, or came in: what discipline is counted from.
    pub fn is_counted(self) -> bool {
        matches!(self, Self::OnTime | Self::Late(_) | Self::NotHandedIn)
    }
}

/// The discipline of each agency for one period by what it owed, in the order given.
///
/// Of several files of one agency the first counts. A receipt of a later day is known too: it was added with the report,
/// which came late and did come.
pub fn reporting_discipline<'a>(
    snapshot: &Snapshot,
    agencies: impl IntoIterator<Item = (&'a Id, Owed)>,
    as_of: Date,
) -> Vec<Discipline> {
    let judge = |(agency, owed): (&Id, Owed)| {
        let received_on = snapshot
            .submissions
            .iter()
            .filter(|submission| submission.agency == *agency)
            .map(|submission| submission.received_on)
            .min();
        let state = match (owed, received_on) {
            (Owed::By(due), Some(on)) if on <= due => DisciplineState::OnTime,
            (Owed::By(due), Some(on)) => DisciplineState::Late(days_between(due, on)),
            (Owed::By(due), None) if due < as_of => DisciplineState::NotHandedIn,
            (Owed::By(_), None) => DisciplineState::NotDue,
            (_, Some(_)) => DisciplineState::HandedIn,
            (Owed::Undated, None) => DisciplineState::Undated,
            (Owed::Unknown, None) => DisciplineState::Unknown,
            (Owed::Nothing, None) => DisciplineState::NotOwed,
        };
        let is_after = |on: Date| snapshot.published_on.is_some_and(|published| published < on);
        let is_late =
            matches!(state, DisciplineState::Late(_)) || received_on.is_some_and(is_after);
        let due_on = if let Owed::By(due) = owed { Some(due) } else { None };
        let (agency, snapshot) = (agency.clone(), snapshot.id.clone());
        Discipline { agency, snapshot, due_on, received_on, is_late, state }
    };
    agencies.into_iter().map(judge).collect()
}
