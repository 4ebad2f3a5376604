//! Reports that disagree with the rules, or with themselves: listed, never corrected silently.

use crate::model::{Id, Provenance};

/// A report that disagrees with what follows from the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What disagrees.
    pub kind: FindingKind,
    /// The task concerned.
    pub item: Id,
    /// The agency that reported it, if known.
    pub reported_by: Option<Id>,
    /// The report.
    pub provenance: Provenance,
    /// What disagrees, as a sentence.
    pub sentence: String,
}

/// What disagrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// The agency says it is on track, the deadline has passed.
    OnTrackButOverdue,
    /// The agency says it was completed in time, the date says late.
    OnTimeButLate,
    /// Completed without a date: the as-of date of the first report that says so is taken.
    CompletedUndated,
    /// Completed on a day after the as-of date: not yet completed.
    CompletedInFuture,
    /// All of it done, but not called completed.
    FullButOpen,
    /// Withdrawn without a decision: counted as paused.
    WithdrawnUndecided,
    /// Extended without a decision: the deadline stays.
    ExtensionUndecided,
    /// "Extended" to an earlier day: the deadline stays.
    ExtensionBackwards,
    /// Several leads say different things for the same period: the one that is least far counts.
    LeadsDisagree,
    /// Reported on after it was withdrawn, without a new decision: it stays withdrawn.
    ReportAfterWithdrawal,
}

impl FindingKind {
    /// Every kind, its word in open data and the label people read.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::OnTrackButOverdue, "on_track_but_overdue", "Báo cáo đúng tiến độ nhưng đã quá hạn"),
        (Self::OnTimeButLate, "on_time_but_late", "Báo cáo đúng hạn nhưng hoàn thành sau hạn"),
        (Self::CompletedUndated, "completed_undated", "Hoàn thành mà không ghi ngày"),
        (Self::CompletedInFuture, "completed_in_future", "Ngày hoàn thành sau ngày chốt số liệu"),
        (Self::FullButOpen, "full_but_open", "Đạt 100% nhưng chưa báo hoàn thành"),
        (Self::WithdrawnUndecided, "withdrawn_undecided", "Bãi bỏ mà không nêu văn bản quyết định"),
        (
            Self::ExtensionUndecided,
            "extension_undecided",
            "Gia hạn mà không nêu văn bản quyết định",
        ),
        (Self::ExtensionBackwards, "extension_backwards", "Gia hạn đến ngày sớm hơn hạn đang có"),
        (Self::LeadsDisagree, "leads_disagree", "Các cơ quan chủ trì báo cáo khác nhau"),
        (Self::ReportAfterWithdrawal, "report_after_withdrawal", "Báo cáo sau khi đã bãi bỏ"),
    ];

    /// The word used in open data.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|kind| kind.0 == self).map_or("", |kind| kind.1)
    }

    /// The label people read.
    pub fn label(self) -> &'static str {
        Self::ALL.iter().find(|kind| kind.0 == self).map_or("", |kind| kind.2)
    }
}
