//! Counts with their denominators, for agencies, sections and the whole; never averages of scores.

use std::collections::BTreeMap;

use super::rules::MIN_DUE_FOR_RATE;
use super::{IndicatorJudgement, TaskJudgement};
use crate::model::{Date, IndicatorStatus, TaskStatus};

/// How many of how many, and the percentage where it says something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rate {
    /// How many.
    pub part: u64,
    /// Of how many.
    pub whole: u64,
}

impl Rate {
    /// Whole per cent, rounded half up; nothing when fewer than five are counted.
    pub fn percent(self) -> Option<u64> {
        let doubled = self.part.checked_mul(200)?.checked_add(self.whole)?;
        (self.whole >= MIN_DUE_FOR_RATE).then(|| doubled / (self.whole * 2))
    }
}

/// Counts over a set of tasks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskTotals {
    /// All tasks.
    pub total: u64,
    /// Tasks by status; statuses without a task are left out.
    pub by_status: BTreeMap<TaskStatus, u64>,
    /// Completed on time ÷ due by the as-of date; standing and withdrawn tasks and tasks without a deadline are out.
    pub on_time: Rate,
}

impl TaskTotals {
    /// Counts `judgements` as of `as_of`; give it the tasks an agency leads, or those it coordinates.
    ///
    /// A task is due when its deadline has passed, or is today and it is completed.
    pub fn count<'a>(judgements: impl IntoIterator<Item = &'a TaskJudgement>, as_of: Date) -> Self {
        let mut totals = Self::default();
        for judged in judgements {
            totals.total += 1;
            *totals.by_status.entry(judged.status).or_default() += 1;
            let can_be_late =
                !judged.status.is_standing() && judged.status != TaskStatus::Withdrawn;
            let is_due = judged.deadline.is_some_and(|deadline| {
                deadline < as_of || (deadline == as_of && judged.status.is_completed())
            });
            if can_be_late && is_due {
                totals.on_time.whole += 1;
                totals.on_time.part += u64::from(judged.status == TaskStatus::CompletedOnTime);
            }
        }
        totals
    }

    /// Tasks of one status.
    pub fn of(&self, status: TaskStatus) -> u64 {
        self.by_status.get(&status).copied().unwrap_or_default()
    }

    /// Count and whole per cent of every status in the order of lists; the percentages add to 100.
    pub fn bar(&self) -> Vec<(TaskStatus, u64, u64)> {
        let counts: Vec<u64> = TaskStatus::ALL.iter().map(|status| self.of(status.0)).collect();
        let shares = percentages(&counts);
        let rows = TaskStatus::ALL.iter().zip(counts).zip(shares);
        rows.map(|((status, count), share)| (status.0, count, share)).collect()
    }
}

/// Counts over a set of indicators.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndicatorTotals {
    /// All indicators.
    pub total: u64,
    /// Indicators by status; statuses without an indicator are left out.
    pub by_status: BTreeMap<IndicatorStatus, u64>,
}

impl IndicatorTotals {
    /// Counts `judgements`.
    pub fn count<'a>(judgements: impl IntoIterator<Item = &'a IndicatorJudgement>) -> Self {
        let mut totals = Self::default();
        for judged in judgements {
            totals.total += 1;
            *totals.by_status.entry(judged.status).or_default() += 1;
        }
        totals
    }

    /// Indicators of one status.
    pub fn of(&self, status: IndicatorStatus) -> u64 {
        self.by_status.get(&status).copied().unwrap_or_default()
    }

    /// Count and whole per cent of every status in the order of lists; the percentages add to 100.
    pub fn bar(&self) -> Vec<(IndicatorStatus, u64, u64)> {
        let counts: Vec<u64> =
            IndicatorStatus::ALL.iter().map(|status| self.of(status.0)).collect();
        let shares = percentages(&counts);
        let rows = IndicatorStatus::ALL.iter().zip(counts).zip(shares);
        rows.map(|((status, count), share)| (status.0, count, share)).collect()
    }
}

/// Whole per cent of each count by largest remainder: they add to 100, or all are 0 when nothing is counted.
///
/// Of equal remainders the first gets the point.
///
/// ```
/// # use congkhai::derive::status::percentages;
/// assert_eq!(percentages(&[1, 1, 1]), [34, 33, 33]);
/// assert_eq!(percentages(&[0, 0]), [0, 0]);
/// ```
pub fn percentages(counts: &[u64]) -> Vec<u64> {
    let whole: u128 = counts.iter().copied().map(u128::from).sum();
    if whole == 0 {
        return vec![0; counts.len()];
    }
    let scaled = counts.iter().map(|count| u128::from(*count) * 100);
    let mut shares: Vec<(u128, u128)> =
        scaled.map(|hundredfold| (hundredfold / whole, hundredfold % whole)).collect();
    let given: u128 = shares.iter().map(|share| share.0).sum();
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(shares[*at].1));
    let missing = usize::try_from(100 - given).unwrap_or_default();
    for at in order.into_iter().take(missing) {
        shares[at].0 += 1;
    }
    shares.into_iter().map(|share| u64::try_from(share.0).unwrap_or(100)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn no_percentage_below_five() {
        assert_eq!(Rate { part: 3, whole: 4 }.percent(), None);
        assert_eq!(Rate { part: 3, whole: 5 }.percent(), Some(60));
        assert_eq!(Rate { part: 1, whole: 8 }.percent(), Some(13));
    }

    proptest! {
        #[test]
        fn percentages_add_to_100(counts in proptest::collection::vec(any::<u64>(), 1..12)) {
            let shares = percentages(&counts);
            let sum: u64 = shares.iter().sum();
            prop_assert_eq!(sum, if counts.iter().all(|count| *count == 0) { 0 } else { 100 });
            for (count, share) in counts.iter().zip(shares) {
                prop_assert!(*count > 0 || share == 0, "nothing never becomes something");
            }
        }
    }
}
