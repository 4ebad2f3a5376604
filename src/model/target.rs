//! What an indicator is to reach.

use super::{Date, Decimal};

/// A target of an indicator: the printed words and what they mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Year or period it is due ("2026", "2023-2025").
    pub due: String,
    /// Last day of that.
    pub due_date: Option<Date>,
    /// As printed, markup off.
    pub text: String,
    /// How a value is compared with it.
    pub comparator: Comparator,
    /// The number to compare with; the lower bound of a range.
    pub value: Option<Decimal>,
    /// Upper bound of a range.
    pub value_max: Option<Decimal>,
    /// A further condition in words ("không thấp hơn chỉ tiêu Trung ương giao").
    pub qualifier: Option<String>,
    /// Whether it is an aim ("phấn đấu") or firm.
    pub firmness: Firmness,
}

/// How a value is compared with a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Comparator {
    /// At least. A bare number or percentage is a level to reach and reads so too.
    AtLeast,
    /// More than.
    MoreThan,
    /// At most.
    AtMost,
    /// Less than.
    LessThan,
    /// Exactly.
    Equal,
    /// From the value to the upper value.
    Range,
    /// Among the first so many; lower is better.
    Top,
    /// No number: words only.
    None,
}

impl Comparator {
    /// Every comparator, its word in open data and the sign people read.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::AtLeast, ">=", "≥"),
        (Self::MoreThan, ">", ">"),
        (Self::AtMost, "<=", "≤"),
        (Self::LessThan, "<", "<"),
        (Self::Equal, "=", "="),
        (Self::Range, "range", "–"),
        (Self::Top, "top", "Top"),
        (Self::None, "none", ""),
    ];

    /// The word used in open data.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|entry| entry.0 == self).map_or("none", |entry| entry.1)
    }
}

/// Whether a target is firm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Firmness {
    /// To be reached.
    #[default]
    Firm,
    /// An aim: "phấn đấu", "khoảng".
    Aim,
}

impl Firmness {
    /// The word used in open data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Firm => "firm",
            Self::Aim => "aim",
        }
    }
}

/// Which way is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// Higher is better.
    #[default]
    Up,
    /// Lower is better.
    Down,
    /// Neither.
    None,
}

impl Direction {
    /// The word used in files and open data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::None => "none",
        }
    }
}

/// What sort of quantity an indicator measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndicatorKind {
    /// A share in per cent.
    Percent,
    /// A number of things.
    Count,
    /// A place in a ranking.
    Rank,
    /// An index or score.
    Index,
    /// A ratio such as times or per ten thousand.
    Ratio,
    /// Words only.
    Text,
}

impl IndicatorKind {
    /// The word used in files and open data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Percent => "percent",
            Self::Count => "count",
            Self::Rank => "rank",
            Self::Index => "index",
            Self::Ratio => "ratio",
            Self::Text => "text",
        }
    }
}
