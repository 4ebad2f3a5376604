//! When work is due.

use super::Date;

/// A deadline: the printed words and what they mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deadline {
    /// As printed, pieces rejoined, markup off; empty when nothing is printed.
    pub text: String,
    /// What sort of deadline.
    pub kind: DeadlineKind,
    /// First day, for periods.
    pub start: Option<Date>,
    /// Last day on which the work is still on time.
    pub end: Option<Date>,
    /// How exactly `end` is known.
    pub precision: Option<Precision>,
    /// Dated parts of the work, when the text names several.
    pub milestones: Vec<Milestone>,
    /// What the deadline depends on ("theo lộ trình của Trung ương").
    pub condition: Option<String>,
}

impl Deadline {
    /// Whether the work goes on without an end that could be missed: standing, yearly, or by another plan.
    pub fn is_standing(&self) -> bool {
        matches!(
            self.kind,
            DeadlineKind::Ongoing | DeadlineKind::Annual | DeadlineKind::ByReference
        )
    }

    /// The dated part of that number, counted from 1 in printed order.
    pub fn milestone(&self, number: u32) -> Option<&Milestone> {
        self.milestones.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// The same with the part of that number due on another day; the end of the work moves with its last part.
    #[must_use]
    pub fn with_milestone(mut self, number: u32, date: Date, precision: Precision) -> Self {
        let last = |deadline: &Self| {
            let parts = deadline.milestones.iter().max_by_key(|part| part.date);
            parts.map(|part| (part.date, part.precision))
        };
        let ends_with_part = self.end == last(&self).map(|last| last.0);
        let at = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        if let Some(part) = at.and_then(|at| self.milestones.get_mut(at)) {
            (part.date, part.precision) = (date, precision);
        }
        if let Some((date, precision)) = last(&self).filter(|_| ends_with_part) {
            (self.end, self.precision) = (Some(date), Some(precision));
        }
        self
    }
}

/// What sort of deadline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeadlineKind {
    /// One day.
    Date,
    /// A month; due on its last day.
    Month,
    /// A quarter; due on its last day.
    Quarter,
    /// A year; due on 31 December.
    Year,
    /// From a year to a year.
    Range,
    /// "Thường xuyên".
    Ongoing,
    /// "Hằng năm".
    Annual,
    /// Set by another document.
    ByReference,
    /// Counted from an event ("100 ngày kể từ ngày ban hành").
    Relative,
    /// Several dated parts.
    Multi,
    /// Nothing printed, or not understood.
    #[default]
    None,
}

impl DeadlineKind {
    /// Every kind, its word in open data and the label people read.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Date, "date", "Ngày cụ thể"),
        (Self::Month, "month", "Tháng"),
        (Self::Quarter, "quarter", "Quý"),
        (Self::Year, "year", "Năm"),
        (Self::Range, "range", "Giai đoạn"),
        (Self::Ongoing, "ongoing", "Thường xuyên"),
        (Self::Annual, "annual", "Hằng năm"),
        (Self::ByReference, "by_reference", "Theo văn bản khác"),
        (Self::Relative, "relative", "Tính từ một sự kiện"),
        (Self::Multi, "multi", "Nhiều mốc"),
        (Self::None, "none", "Không có thời hạn"),
    ];

    /// The word used in open data.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|kind| kind.0 == self).map_or("none", |kind| kind.1)
    }

    /// The label people read.
    pub fn label(self) -> &'static str {
        Self::ALL.iter().find(|kind| kind.0 == self).map_or("", |kind| kind.2)
    }
}

/// How exactly a date is known; the date itself is always the last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// To the day.
    Day,
    /// To the month.
    Month,
    /// To the quarter.
    Quarter,
    /// To the year.
    Year,
}

impl Precision {
    /// A last day as people write it: "15/12/2026", "Tháng 9/2026", "Quý I/2026", "Năm 2026".
    pub fn words(self, date: Date) -> String {
        const QUARTERS: [&str; 4] = ["I", "II", "III", "IV"];
        match self {
            Self::Day => crate::vietnamese::date(date),
            Self::Month => format!("Tháng {}/{}", date.month(), date.year()),
            Self::Quarter => {
                let quarter = usize::try_from((date.month() - 1) / 3).unwrap_or(0);
                format!("Quý {}/{}", QUARTERS[quarter.min(3)], date.year())
            }
            Self::Year => format!("Năm {}", date.year()),
        }
    }
}

/// One dated part of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// Last day on which the part is on time.
    pub date: Date,
    /// How exactly that is known.
    pub precision: Precision,
    /// What is due, as printed; may be empty.
    pub text: String,
}
