//! What was reported for one period.

use super::{Date, Decimal, Id, Period, Provenance};

/// Everything reported for one period, with an as-of date; once published it never changes.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The period's name, also the name of the folder.
    pub id: Id,
    /// The period reported on.
    pub period: Period,
    /// The day the figures were closed; everything is judged as of this day.
    pub as_of: Date,
    /// Last day on which a report was on time; of several plans the earliest, nothing where none names a day.
    pub due_on: Option<Date>,
    /// When it was published; nothing while it is a draft.
    pub published_on: Option<Date>,
    /// Why it is sealed after a period that was closed later; nothing unless declared.
    pub sealed_late: Option<String>,
    /// Whether its figures are made up to show how the site works.
    pub is_illustrative: bool,
    /// Values of indicators, in the order of files and rows.
    pub observations: Vec<Observation>,
    /// Reports on tasks, in the order of files and rows.
    pub reports: Vec<TaskReport>,
    /// Which agency handed in when.
    pub submissions: Vec<Submission>,
    /// Its `snapshot.toml`.
    pub provenance: Provenance,
}

impl Snapshot {
    /// The day whose leads were to report: the last day in time, or of the period where no plan names one.
    pub fn leads_day(&self) -> Date {
        self.due_on.unwrap_or(self.period.last_day())
    }
}

/// The value of one indicator in one snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The indicator.
    pub indicator: Id,
    /// The value, in the indicator's unit, with the digits reported.
    pub value: Decimal,
    /// The day the value is of; the last day of the period, or the as-of date if earlier, unless said.
    pub value_date: Date,
    /// Whether it counts from the beginning or within the period only.
    pub nature: Nature,
    /// Whether it follows another definition than the values before it.
    pub breaks_series: bool,
    /// Where the agency has it from; empty if not said.
    pub source: String,
    /// A remark; empty if none.
    pub note: String,
    /// Address or document that proves it; empty if none.
    pub evidence: String,
    /// The agency that reported it, if known.
    pub reported_by: Option<Id>,
    /// Where it was read.
    pub provenance: Provenance,
}

/// What a value counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nature {
    /// Lũy kế: the level reached, or everything counted so far.
    #[default]
    Cumulative,
    /// Trong kỳ: what the period itself brought; the count begins anew.
    WithinPeriod,
}

impl Nature {
    /// Every nature, its word in open data and the label people read.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Cumulative, "cumulative", "Lũy kế"),
        (Self::WithinPeriod, "within_period", "Trong kỳ"),
    ];

    /// The word used in open data.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|nature| nature.0 == self).map_or("", |nature| nature.1)
    }

    /// The label people read.
    pub fn label(self) -> &'static str {
        Self::ALL.iter().find(|nature| nature.0 == self).map_or("", |nature| nature.2)
    }
}

/// One task's reported state in one snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskReport {
    /// The task.
    pub task: Id,
    /// The part of the task it is about, counted from 1, for tasks with several dated parts.
    pub milestone: Option<u32>,
    /// What the agency says.
    pub reported_status: ReportedStatus,
    /// The words it said it with.
    pub status_text: String,
    /// When it was completed.
    pub completed_on: Option<Date>,
    /// How much is done, 0–100.
    pub percent: Option<Decimal>,
    /// What was achieved; empty if not said.
    pub result: String,
    /// What came out of it, with number and date of the document; empty if not said.
    pub product: String,
    /// Difficulties; empty if none.
    pub difficulties: String,
    /// Proposals; empty if none.
    pub proposals: String,
    /// Address of a proof; empty if none.
    pub evidence: String,
    /// Number and date of the decision that extended, paused or withdrew the task; empty if none.
    pub decision: String,
    /// A formally moved deadline.
    pub extension: Option<Extension>,
    /// The agency that reported it, if known.
    pub reported_by: Option<Id>,
    /// Where it was read.
    pub provenance: Provenance,
}

/// A formally moved deadline (gia hạn).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// The new last day.
    pub new_end: Date,
    /// Number and date of the decision that moved it.
    pub decision: String,
}

/// What an agency says of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReportedStatus {
    /// Chưa thực hiện.
    NotStarted,
    /// Đang thực hiện.
    InProgress,
    /// Hoàn thành.
    Completed,
    /// Tạm dừng.
    Paused,
    /// Bãi bỏ, thay thế.
    Withdrawn,
}

impl ReportedStatus {
    /// Every state, its word in open data and the words of the report form.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::NotStarted, "not_started", "Chưa thực hiện"),
        (Self::InProgress, "in_progress", "Đang thực hiện"),
        (Self::Completed, "completed", "Hoàn thành"),
        (Self::Paused, "paused", "Tạm dừng"),
        (Self::Withdrawn, "withdrawn", "Bãi bỏ"),
    ];

    /// The word used in open data.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|status| status.0 == self).map_or("", |status| status.1)
    }

    /// The words of the report form.
    pub fn label(self) -> &'static str {
        Self::ALL.iter().find(|status| status.0 == self).map_or("", |status| status.2)
    }
}

/// An agency's report as it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The agency.
    pub agency: Id,
    /// The day it came in.
    pub received_on: Date,
    /// Name of its file in the snapshot's folder, if it is one agency's own.
    pub file: Option<String>,
    /// Where that is written.
    pub provenance: Provenance,
}
