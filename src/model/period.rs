//! Reporting periods.

use std::cmp::Ordering;
use std::fmt;

use super::{Date, Id};

/// What sort of reporting period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeriodKind {
    /// A calendar month.
    Month,
    /// Three months.
    Quarter,
    /// The first or second six months.
    Half,
    /// The first nine months.
    NineMonths,
    /// A calendar year.
    Year,
}

impl PeriodKind {
    /// Every kind, its word in open data and the label people read.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Month, "month", "Tháng"),
        (Self::Quarter, "quarter", "Quý"),
        (Self::Half, "half", "6 tháng"),
        (Self::NineMonths, "nine_months", "9 tháng"),
        (Self::Year, "year", "Năm"),
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

/// A reporting period (kỳ báo cáo): `2026-03`, `2026-q1`, `2026-h1`, `2026-9m` or `2026`.
///
/// Periods are ordered by their last day; of those that end together the shorter comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    kind: PeriodKind,
    first: Date,
    last: Date,
}

impl Period {
    /// The period that `kind` and the months `first..=last` of `year` make, if they exist.
    fn new(kind: PeriodKind, year: i16, first: i8, last: i8) -> Option<Self> {
        let is_plausible = (1900..2200).contains(&year);
        let first = Date::new(year, first, 1).ok().filter(|_| is_plausible)?;
        let last = Date::new(year, last, 1).ok()?.last_of_month();
        Some(Self { kind, first, last })
    }

    /// Reads the name of a period, as folders of snapshots have it.
    ///
    /// ```
    /// # use congkhai::model::Period;
    /// assert_eq!(Period::parse("2026-03").unwrap().label(), "Tháng 3 năm 2026");
    /// assert_eq!(Period::parse("2026-q1").unwrap().label(), "Quý I năm 2026");
    /// assert_eq!(Period::parse("2026-9m").unwrap().label(), "9 tháng đầu năm 2026");
    /// assert_eq!(Period::parse("2026-13"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (year, part) = match text.split_once('-') {
            Some((year, part)) => (year, Some(part)),
            None => (text, None),
        };
        let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        let year: i16 = year.parse().ok().filter(|_| is_year)?;
        match part {
            None => Self::new(PeriodKind::Year, year, 1, 12),
            Some("q1") => Self::new(PeriodKind::Quarter, year, 1, 3),
            Some("q2") => Self::new(PeriodKind::Quarter, year, 4, 6),
            Some("q3") => Self::new(PeriodKind::Quarter, year, 7, 9),
            Some("q4") => Self::new(PeriodKind::Quarter, year, 10, 12),
            Some("h1") => Self::new(PeriodKind::Half, year, 1, 6),
            Some("h2") => Self::new(PeriodKind::Half, year, 7, 12),
            Some("9m") => Self::new(PeriodKind::NineMonths, year, 1, 9),
            Some(month) => {
                let is_month = month.len() == 2 && month.bytes().all(|byte| byte.is_ascii_digit());
                let month: i8 = month.parse().ok().filter(|_| is_month)?;
                Self::new(PeriodKind::Month, year, month, month)
            }
        }
    }

    /// All periods of that kind in a year, in order.
    pub fn of_year(kind: PeriodKind, year: i16) -> Vec<Self> {
        let months: &[(i8, i8)] = match kind {
            PeriodKind::Month => {
                return (1..=12).filter_map(|month| Self::new(kind, year, month, month)).collect();
            }
            PeriodKind::Quarter => &[(1, 3), (4, 6), (7, 9), (10, 12)],
            PeriodKind::Half => &[(1, 6), (7, 12)],
            PeriodKind::NineMonths => &[(1, 9)],
            PeriodKind::Year => &[(1, 12)],
        };
        months.iter().filter_map(|(first, last)| Self::new(kind, year, *first, *last)).collect()
    }

    /// What sort of period.
    pub fn kind(self) -> PeriodKind {
        self.kind
    }

    /// The year it lies in.
    pub fn year(self) -> i16 {
        self.first.year()
    }

    /// First day.
    pub fn first_day(self) -> Date {
        self.first
    }

    /// Last day.
    pub fn last_day(self) -> Date {
        self.last
    }

    /// Whether both periods have a day in common.
    pub fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// The identifier, also the name of the snapshot's folder.
    pub fn id(self) -> Id {
        Id::slug(&self.to_string())
    }

    /// The name people read: "Tháng 3 năm 2026".
    pub fn label(self) -> String {
        let year = self.year();
        match self.kind {
            PeriodKind::Month => format!("Tháng {} năm {year}", self.first.month()),
            PeriodKind::Quarter => {
                let number = ["I", "II", "III", "IV"];
                let at = usize::try_from(self.first.month() / 3).unwrap_or(0);
                format!("Quý {} năm {year}", number.get(at).unwrap_or(&""))
            }
            PeriodKind::Half if self.first.month() == 1 => format!("6 tháng đầu năm {year}"),
            PeriodKind::Half => format!("6 tháng cuối năm {year}"),
            PeriodKind::NineMonths => format!("9 tháng đầu năm {year}"),
            PeriodKind::Year => format!("Năm {year}"),
        }
    }

    /// The name within a sentence, as people write it: "tháng 3/2026", "quý I/2026", "năm 2026".
    ///
    /// ```
    /// # use congkhai::model::Period;
    /// assert_eq!(Period::parse("2026-03").unwrap().in_sentence(), "tháng 3/2026");
    /// assert_eq!(Period::parse("2026-h1").unwrap().in_sentence(), "6 tháng đầu năm 2026");
    /// ```
    pub fn in_sentence(self) -> String {
        let label = crate::vietnamese::in_sentence(&self.label());
        match self.kind {
            PeriodKind::Month | PeriodKind::Quarter => label.replace(" năm ", "/"),
            PeriodKind::Half | PeriodKind::NineMonths | PeriodKind::Year => label,
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.year();
        let month = self.first.month();
        match self.kind {
            PeriodKind::Month => write!(f, "{year:04}-{month:02}"),
            PeriodKind::Quarter => write!(f, "{year:04}-q{}", month / 3 + 1),
            PeriodKind::Half => write!(f, "{year:04}-h{}", month / 6 + 1),
            PeriodKind::NineMonths => write!(f, "{year:04}-9m"),
            PeriodKind::Year => write!(f, "{year:04}"),
        }
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.last, std::cmp::Reverse(self.first))
            .cmp(&(other.last, std::cmp::Reverse(other.first)))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn period(id: &str) -> Period {
        Period::parse(id).unwrap()
    }

    #[test]
    fn periods_are_named_dated_and_ordered() {
        let ids = [
            "2025", "2026-01", "2026-03", "2026-q1", "2026-06", "2026-q2", "2026-h1", "2026-09",
            "2026-q3", "2026-9m", "2026-12", "2026-q4", "2026-h2", "2026",
        ];
        let periods: Vec<_> = ids.iter().map(|id| period(id)).collect();
        assert!(periods.is_sorted());
        for (id, period) in ids.iter().zip(&periods) {
            assert_eq!(period.to_string(), *id);
            assert_eq!(period.id().as_str(), *id);
        }
        assert_eq!(period("2026-q2").first_day(), Date::constant(2026, 4, 1));
        assert_eq!(period("2026-02").last_day(), Date::constant(2026, 2, 28));
        assert_eq!(period("2026-q4").label(), "Quý IV năm 2026");
        assert_eq!(period("2026-h2").label(), "6 tháng cuối năm 2026");
        assert_eq!(period("2026").label(), "Năm 2026");
    }

    #[test]
    fn other_names_are_no_periods() {
        for text in ["", "26", "2026-", "2026-0", "2026-00", "2026-q5", "2026-Q1", "0001", "2026-1"]
        {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_period_or_none(text in "[0-9a-z-]{0,9}") {
            if let Some(period) = Period::parse(&text) {
                prop_assert_eq!(period.to_string(), text);
                prop_assert!(period.first_day() < period.last_day());
            }
        }
    }
}
