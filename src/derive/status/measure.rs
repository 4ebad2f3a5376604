//! The values of an indicator in order: which one counts, and what may be compared with it.

use super::indicators::ObservationEntry;
use crate::model::{Date, Decimal, Indicator, IndicatorKind, Nature, Period};
use crate::vietnamese::decimal;

/// The values of one indicator up to a day, oldest first.
pub(super) struct Measure<'a> {
    entries: Vec<ObservationEntry<'a>>,
    is_count: bool,
}

/// The value that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    pub number: Decimal,
    pub date: Date,
    /// Whether the count begins at 0 each year.
    pub is_restarting: bool,
    /// The values it is the sum of, when it is one.
    pub parts: Vec<(Period, Decimal)>,
}

impl Value {
    /// "5 + 7 của 2 kỳ trong năm".
    pub(super) fn sum(&self) -> Option<String> {
        let numbers: Vec<String> = self.parts.iter().map(|part| decimal(&part.1)).collect();
        (numbers.len() > 1)
            .then(|| format!("{} của {} kỳ trong năm", numbers.join(" + "), numbers.len()))
    }
}

impl<'a> Measure<'a> {
    pub(super) fn new(indicator: &Indicator, list: &[ObservationEntry<'a>], as_of: Date) -> Self {
        let is_known = |entry: &&ObservationEntry<'_>| {
            entry.snapshot.as_of <= as_of && entry.observation.value_date <= as_of
        };
        let mut entries: Vec<ObservationEntry<'a>> =
            list.iter().filter(is_known).copied().collect();
        // Of two values of one day the one reported later counts.
        entries.sort_by(|a, b| order(a).cmp(&order(b)));
        Self { entries, is_count: indicator.kind == IndicatorKind::Count }
    }

    pub(super) fn last_report_on(&self) -> Option<Date> {
        self.entries.iter().map(|entry| entry.snapshot.as_of).max()
    }

    /// The latest value, dated at most `until`; for counts within periods, their sum in `year`.
    pub(super) fn latest(&self, year: i16, until: Option<Date>) -> Option<Value> {
        let in_time = |entry: &&ObservationEntry<'_>| {
            until.is_none_or(|until| entry.observation.value_date <= until)
        };
        let latest = self.entries.iter().rev().find(in_time)?;
        let date = latest.observation.value_date;
        if !self.is_count || latest.observation.nature == Nature::Cumulative {
            let number = latest.observation.value;
            return Some(Value { number, date, is_restarting: false, parts: Vec::new() });
        }
        if date.year() != year {
            return None;
        }
        let parts = self.parts(year, date);
        let number = parts
            .iter()
            .try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.1))
            .unwrap_or(latest.observation.value);
        Some(Value { number, date, is_restarting: true, parts })
    }

    /// What the periods of a year brought, each day counted once: longer periods first.
    fn parts(&self, year: i16, until: Date) -> Vec<(Period, Decimal)> {
        let mut candidates: Vec<&ObservationEntry<'_>> = self
            .entries
            .iter()
            .filter(|entry| entry.observation.nature == Nature::WithinPeriod)
            .filter(|entry| entry.observation.value_date.year() == year)
            .filter(|entry| entry.observation.value_date <= until)
            .collect();
        candidates.reverse();
        candidates.sort_by_key(|entry| {
            let period = entry.snapshot.period;
            (std::cmp::Reverse(period.kind()), period.first_day())
        });
        let mut parts: Vec<(Period, Decimal)> = Vec::new();
        for entry in candidates {
            let period = entry.snapshot.period;
            if parts.iter().all(|part| !part.0.overlaps(period)) {
                parts.push((period, entry.observation.value));
            }
        }
        parts.sort_by_key(|part| part.0);
        parts
    }

    /// The last value of `year` that follows the definition in force now.
    pub(super) fn last_of(&self, year: i16) -> Option<Decimal> {
        let from = self.entries.iter().rposition(|entry| entry.observation.breaks_series);
        self.entries
            .iter()
            .skip(from.unwrap_or(0))
            .rev()
            .find(|entry| entry.observation.value_date.year() == year)
            .map(|entry| entry.observation.value)
    }

    /// Whether the definition changed in `year`.
    pub(super) fn breaks_in(&self, year: i16) -> bool {
        self.entries.iter().any(|entry| {
            entry.observation.breaks_series && entry.observation.value_date.year() == year
        })
    }
}

fn order<'a>(entry: &ObservationEntry<'a>) -> impl Ord + use<'a> {
    let (snapshot, observation) = (entry.snapshot, entry.observation);
    let provenance = &observation.provenance;
    (
        observation.value_date,
        snapshot.as_of,
        snapshot.period,
        &*provenance.file,
        &provenance.sheet,
        provenance.line_first,
    )
}
