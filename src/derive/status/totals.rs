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
    /// Whether enough is counted to give a percentage.
    pub fn is_telling(self) -> bool {
        self.whole >= MIN_DUE_FOR_RATE
    }
}

/// Counts over a set of tasks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskTotals {
    /// All tasks.
    pub total: u64,
    /// Tasks by status; statuses without a task are left out.
    pub by_status: BTreeMap<TaskStatus, u64>,
    /// Tasks nobody ever reported on ("chưa từng có báo cáo"), whatever their status.
    pub never_reported: u64,
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
            totals.never_reported += u64::from(judged.last_report_on.is_none());
            let can_be_late =
                !judged.status.is_standing() && judged.status != TaskStatus::Withdrawn;
            // A deadline moved after it had passed was due.
            let is_due = judged.caveat.is_some()
                || judged.deadline.is_some_and(|deadline| {
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

    /// Tasks completed, late or by a moved deadline or not.
    pub fn completed(&self) -> u64 {
        self.by_status.iter().filter(|(status, _)| status.is_completed()).map(|one| one.1).sum()
    }

    /// How many tasks have each status, in the order of lists.
    pub fn bar(&self) -> Vec<(TaskStatus, u64)> {
        TaskStatus::ALL.iter().map(|status| (status.0, self.of(status.0))).collect()
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

    /// How many indicators have each status, in the order of lists.
    pub fn bar(&self) -> Vec<(IndicatorStatus, u64)> {
        IndicatorStatus::ALL.iter().map(|status| (status.0, self.of(status.0))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_given_in_per_cent_from_five() {
        assert!(!Rate { part: 3, whole: 4 }.is_telling());
        assert!(Rate { part: 3, whole: 5 }.is_telling());
    }
}
