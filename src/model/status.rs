//! The one vocabulary of computed status: words for programs, labels for people, order for lists.

/// A task's computed status. The variants stand in the order lists and bars show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaskStatus {
    /// Completed on or before the deadline, or there was none to miss.
    CompletedOnTime,
    /// Completed after the deadline.
    CompletedLate,
    /// Completed by a deadline that was moved after it had passed.
    CompletedMoved,
    /// The deadline has passed and it is not completed, whatever the agency calls it.
    Overdue,
    /// The deadline is near and it is not completed.
    DueSoon,
    /// Being worked on, in time.
    InProgress,
    /// Not begun, in time.
    NotStarted,
    /// Nobody reported on it yet.
    NoReport,
    /// Suspended.
    Paused,
    /// Withdrawn or replaced by a decision.
    Withdrawn,
    /// Standing work, reported for the period just closed.
    StandingReported,
    /// Standing work, not reported for the period it was to be reported for.
    StandingSilent,
    /// Standing work, no report owed yet, or not known when.
    StandingNotOwed,
}

impl TaskStatus {
    /// Every status, its word in open data and the label people read, in the order of lists.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::CompletedOnTime, "completed_on_time", "Hoàn thành đúng hạn"),
        (Self::CompletedLate, "completed_late", "Hoàn thành quá hạn"),
        (Self::CompletedMoved, "completed_moved", "Hoàn thành theo hạn đã dời"),
        (Self::Overdue, "overdue", "Quá hạn"),
        (Self::DueSoon, "due_soon", "Sắp đến hạn"),
        (Self::InProgress, "in_progress", "Đang thực hiện trong hạn"),
        (Self::NotStarted, "not_started", "Chưa thực hiện, còn hạn"),
        (Self::NoReport, "no_report", "Chưa từng có báo cáo, còn hạn"),
        (Self::Paused, "paused", "Tạm dừng"),
        (Self::Withdrawn, "withdrawn", "Đã bãi bỏ hoặc thay thế"),
        (Self::StandingReported, "standing_reported", "Thường xuyên, có báo cáo kỳ này"),
        (Self::StandingSilent, "standing_silent", "Thường xuyên, chưa có báo cáo kỳ này"),
        (Self::StandingNotOwed, "standing_not_owed", "Thường xuyên, chưa phải báo cáo"),
    ];

    /// The word used in open data.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|status| status.0 == self).map_or("", |status| status.1)
    }

    /// The label people read.
    pub fn label(self) -> &'static str {
        Self::ALL.iter().find(|status| status.0 == self).map_or("", |status| status.2)
    }

    /// Whether the work is done, late or not.
    pub fn is_completed(self) -> bool {
        matches!(self, Self::CompletedOnTime | Self::CompletedLate | Self::CompletedMoved)
    }

    /// Whether it is a status of standing work.
    pub fn is_standing(self) -> bool {
        matches!(self, Self::StandingReported | Self::StandingSilent | Self::StandingNotOwed)
    }
}

/// What is known of a task that is not completed, beside its status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SubState {
    /// Reported as being worked on.
    InProgress,
    /// Reported as not begun.
    NotStarted,
    /// Reported as suspended.
    Paused,
    /// Not reported on.
    NoReport,
}

impl SubState {
    /// Every state, its word in open data and the label people read.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::InProgress, "in_progress", "đang thực hiện"),
        (Self::NotStarted, "not_started", "chưa thực hiện"),
        (Self::Paused, "paused", "tạm dừng"),
        (Self::NoReport, "no_report", "chưa từng có báo cáo"),
    ];

    /// The word used in open data.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|state| state.0 == self).map_or("", |state| state.1)
    }

    /// The label people read.
    pub fn label(self) -> &'static str {
        Self::ALL.iter().find(|state| state.0 == self).map_or("", |state| state.2)
    }
}

/// How well a completion is proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// The agency's word only.
    Reported,
    /// The number of a document or the address of a proof is given.
    WithProduct,
}

impl Grade {
    /// The word used in open data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::WithProduct => "with_product",
        }
    }

    /// The label people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Reported => "theo báo cáo của cơ quan",
            Self::WithProduct => "có sản phẩm hoặc minh chứng",
        }
    }
}

/// An indicator's computed status. The variants stand in the order lists and bars show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IndicatorStatus {
    /// The latest value satisfies the target.
    Met,
    /// The latest value satisfies a target lowered after it was issued, and not the one issued.
    MetLowered,
    /// As far as could be expected by now.
    OnPace,
    /// A little less far.
    SlightlyBehind,
    /// Much less far.
    Behind,
    /// Further from the target than at the beginning.
    MovingAway,
    /// The due date has passed and the last value fails.
    Missed,
    /// Not reached, and there is no fair measure of pace.
    NotMetYet,
    /// No value, and none is due yet.
    Awaiting,
    /// No value, though its report was due.
    ReportOverdue,
    /// The target has no number.
    Unquantified,
}

impl IndicatorStatus {
    /// Every status, its word in open data and the label people read, in the order of lists.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Met, "met", "Đạt"),
        (Self::MetLowered, "met_lowered", "Đạt mức đã hạ"),
        (Self::OnPace, "on_pace", "Đúng tiến độ"),
        (Self::SlightlyBehind, "slightly_behind", "Chậm nhẹ"),
        (Self::Behind, "behind", "Chậm"),
        (Self::MovingAway, "moving_away", "Xa mục tiêu hơn đầu năm"),
        (Self::Missed, "missed", "Hết hạn mà không đạt"),
        (Self::NotMetYet, "not_met_yet", "Chưa đạt (chưa tính được tiến độ)"),
        (Self::Awaiting, "awaiting", "Chưa đến kỳ báo cáo"),
        (Self::ReportOverdue, "report_overdue", "Quá hạn báo cáo"),
        (Self::Unquantified, "unquantified", "Không định lượng"),
    ];

    /// The word used in open data.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|status| status.0 == self).map_or("", |status| status.1)
    }

    /// The label people read.
    pub fn label(self) -> &'static str {
        Self::ALL.iter().find(|status| status.0 == self).map_or("", |status| status.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_follow_the_order_of_the_enums() {
        assert!(TaskStatus::ALL.is_sorted_by_key(|status| status.0));
        assert!(IndicatorStatus::ALL.is_sorted_by_key(|status| status.0));
        assert!(SubState::ALL.is_sorted_by_key(|state| state.0));
    }
}
