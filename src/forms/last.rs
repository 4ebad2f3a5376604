//! What was last reported on each item, shown in grey beside the cell to fill in.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::model::{Id, Nature, Observation, Period, Snapshot, TaskReport};
use crate::vietnamese::{date, decimal};

/// The last report on each task and the last value of each indicator, up to a period.
#[derive(Debug, Default)]
pub(super) struct Last<'a> {
    tasks: BTreeMap<(&'a Id, Option<u32>), (&'a Snapshot, &'a TaskReport)>,
    indicators: BTreeMap<&'a Id, (&'a Snapshot, &'a Observation)>,
}

impl<'a> Last<'a> {
    /// Looks through the snapshots of `period` and before it.
    pub(super) fn new(snapshots: &'a [Snapshot], period: Period) -> Self {
        let mut order: Vec<&Snapshot> =
            snapshots.iter().filter(|snapshot| snapshot.period <= period).collect();
        order.sort_by_key(|snapshot| snapshot.period);
        let mut last = Self::default();
        for snapshot in order {
            for report in &snapshot.reports {
                last.tasks.insert((&report.task, report.milestone), (snapshot, report));
            }
            for value in &snapshot.observations {
                let known = last.indicators.get(&value.indicator);
                if known.is_none_or(|(_, known)| known.value_date <= value.value_date) {
                    last.indicators.insert(&value.indicator, (snapshot, value));
                }
            }
        }
        last
    }

    /// What was last said of a task, or of one part of it; empty when nothing was.
    pub(super) fn task(&self, task: &Id, part: Option<u32>) -> String {
        let Some((snapshot, report)) = self.tasks.get(&(task, part)) else { return String::new() };
        let mut words = report.status_text.clone();
        if let Some(percent) = &report.percent {
            let _ = write!(words, ", {}%", decimal(percent));
        }
        if let Some(day) = report.completed_on {
            let _ = write!(words, ", ngày {}", date(day));
        }
        words + &origin(snapshot)
    }

    /// The last value of an indicator; empty when there is none.
    pub(super) fn indicator(&self, indicator: &Id) -> String {
        let Some((snapshot, value)) = self.indicators.get(indicator) else { return String::new() };
        format!("{} ngày {}{}", decimal(&value.value), date(value.value_date), origin(snapshot))
    }

    /// What the last value counted and where it came from; a made-up one came from nowhere.
    pub(super) fn habits(&self, indicator: &Id) -> (Nature, &'a str) {
        let Some((snapshot, value)) = self.indicators.get(indicator) else {
            return (Nature::default(), "");
        };
        (value.nature, if snapshot.is_illustrative { "" } else { &value.source })
    }
}

/// Which period it was reported for; made-up figures say so.
fn origin(snapshot: &Snapshot) -> String {
    let made_up = if snapshot.is_illustrative { ", số minh họa" } else { "" };
    format!(" ({}{made_up})", snapshot.period.label())
}
