//! Status as pages show it: one vocabulary of words, shapes and colours, and bars of totals.

use std::borrow::Cow;

use serde::Serialize;

use crate::derive::status::{
    DisciplineState, IndicatorJudgement, IndicatorTotals, Rate, TaskJudgement, TaskTotals,
};
use crate::model::{Id, IndicatorStatus, TaskStatus};
use crate::vietnamese;
use crate::view::ground::Portal;

/// The state of an item: a word, a shape and a colour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Status {
    /// Name for style sheets and programs; it gives the shape and the colour.
    pub key: &'static str,
    /// The word people read.
    pub label: Cow<'static, str>,
}

impl Status {
    /// Nothing has been reported. This says nothing about whether work was done.
    pub const NO_REPORT: Self =
        Self { key: "no_report", label: Cow::Borrowed("Chưa từng có báo cáo") };

    /// Its place in lists of statuses; those of other vocabularies come last.
    pub fn rank(&self) -> i32 {
        let tasks = TaskStatus::ALL.iter().map(|status| status.1);
        let indicators = IndicatorStatus::ALL.iter().map(|status| status.1);
        let mut places = (0..).zip(tasks.chain(indicators));
        places.find(|(_, key)| *key == self.key).map_or(i32::MAX, |(place, _)| place)
    }

    /// The state of the task or indicator of that id; without snapshots nothing is known of any.
    pub fn of(portal: &Portal<'_>, id: &Id) -> Self {
        if let Some(judged) = portal.task_judgement(id) {
            return Self::of_task(judged, portal.has_reports());
        }
        let judged = portal.indicator_judgement(id);
        judged.map_or(Self::NO_REPORT, |judged| Self::of_indicator(judged, portal.has_reports()))
    }

    /// The state of a judged task, never kinder than the truth: a deadline moved after it had passed or with a
    /// condition is named. Where nobody was ever asked to report, a passed deadline is not called overdue.
    pub fn of_task(judged: &TaskJudgement, has_reports: bool) -> Self {
        let plain = Self::from(judged.status);
        let label = match judged.status {
            TaskStatus::Overdue if !has_reports => PASSED.to_owned(),
            TaskStatus::Overdue if judged.is_conditional => "Quá hạn (hạn có điều kiện)".to_owned(),
            TaskStatus::Withdrawn if judged.caveat.is_some() => "Bãi bỏ khi đã quá hạn".to_owned(),
            TaskStatus::CompletedMoved => return plain,
            _ if judged.caveat.is_some() => format!("{}, hạn đã dời", plain.label),
            _ => return plain,
        };
        Self { label: label.into(), ..plain }
    }

    /// The state of a judged indicator; that its target was lowered is named. Where nobody was ever asked to report,
    /// no report is called missing.
    pub fn of_indicator(judged: &IndicatorJudgement, has_reports: bool) -> Self {
        let plain = Self::from(judged.status);
        let plain = match judged.status {
            IndicatorStatus::ReportOverdue if !has_reports => {
                Self { label: PASSED.into(), ..plain }
            }
            _ => plain,
        };
        if judged.caveat.is_none() || judged.status == IndicatorStatus::MetLowered {
            return plain;
        }
        let label = format!("{}, mục tiêu đã hạ", plain.label);
        Self { label: label.into(), ..plain }
    }

    /// The word of a key without what is said of one item only.
    pub fn plain_label(&self) -> Cow<'static, str> {
        let tasks = TaskStatus::ALL.iter().map(|status| (status.1, status.2));
        let indicators = IndicatorStatus::ALL.iter().map(|status| (status.1, status.2));
        let found = tasks.chain(indicators).find(|one| one.0 == self.key && self.label != PASSED);
        found.map_or_else(|| self.label.clone(), |one| one.1.into())
    }
}

/// The label of a passed deadline where no period was ever reported.
pub const PASSED: &str = "Hạn đã qua, chưa có báo cáo";

impl From<TaskStatus> for Status {
    fn from(status: TaskStatus) -> Self {
        Self { key: status.as_str(), label: status.label().into() }
    }
}

impl From<IndicatorStatus> for Status {
    fn from(status: IndicatorStatus) -> Self {
        Self { key: status.as_str(), label: status.label().into() }
    }
}

impl From<DisciplineState> for Status {
    fn from(state: DisciplineState) -> Self {
        let key = match state {
            DisciplineState::OnTime | DisciplineState::HandedIn => "handed_in",
            DisciplineState::Late(_) => "handed_in_late",
            DisciplineState::NotHandedIn => "not_handed_in",
            DisciplineState::NotDue
            | DisciplineState::Undated
            | DisciplineState::Unknown
            | DisciplineState::NotOwed => "not_due",
        };
        Self { key, label: state.label().into() }
    }
}

/// Counts by status: a bar and the same numbers as a table.
#[derive(Clone, Debug, Serialize)]
pub struct TotalsView {
    /// What is counted: "Nhiệm vụ theo trạng thái".
    pub caption: String,
    /// What one of them is called in a sentence: "nhiệm vụ".
    pub word: &'static str,
    /// The counts as one sentence.
    pub sentence: String,
    /// How many in all.
    pub total: String,
    /// Statuses that occur, in the order of lists.
    pub parts: Vec<TotalsPart>,
}

/// One status of a bar.
#[derive(Clone, Debug, Serialize)]
pub struct TotalsPart {
    /// The status.
    pub status: Status,
    /// How many have it.
    pub count: String,
    /// Per cent, rounded plainly: all parts of a bar need not add to 100.
    pub percent: String,
    /// Where its part of the bar begins, in thousandths.
    pub start: u64,
    /// How long it is, in thousandths.
    pub length: u64,
}

impl TotalsView {
    /// Tasks by status; nothing when there are none.
    pub fn tasks<'j>(
        portal: &Portal<'_>,
        caption: impl Into<String>,
        judged: impl IntoIterator<Item = &'j TaskJudgement>,
    ) -> Option<Self> {
        let totals = TaskTotals::count(judged, portal.as_of()?);
        Self::of_tasks(caption, &totals)
    }

    /// Tasks by status, counted before; nothing when there are none.
    pub fn of_tasks(caption: impl Into<String>, totals: &TaskTotals) -> Option<Self> {
        // Where nobody ever reported, a passed deadline is not called overdue.
        let is_silent = totals.never_reported == totals.total;
        let named = |status: TaskStatus| match status {
            TaskStatus::Overdue if is_silent => {
                Status { label: PASSED.into(), ..Status::from(status) }
            }
            _ => status.into(),
        };
        let bar = totals.bar().into_iter().map(|(status, count)| (named(status), count));
        Self::new(caption.into(), "nhiệm vụ", totals.total, bar.collect())
    }

    /// Indicators by status; nothing when there are none.
    pub fn indicators<'j>(
        portal: &Portal<'_>,
        caption: impl Into<String>,
        judged: impl IntoIterator<Item = &'j IndicatorJudgement>,
    ) -> Option<Self> {
        let totals = IndicatorTotals::count(judged);
        let named = |status: IndicatorStatus| match status {
            IndicatorStatus::ReportOverdue if !portal.has_reports() => {
                Status { label: PASSED.into(), ..Status::from(status) }
            }
            _ => status.into(),
        };
        let bar = totals.bar().into_iter().map(|(status, count)| (named(status), count));
        Self::new(caption.into(), "chỉ tiêu", totals.total, bar.collect())
    }

    fn new(
        caption: String,
        word: &'static str,
        total: u64,
        bar: Vec<(Status, u64)>,
    ) -> Option<Self> {
        if total == 0 {
            return None;
        }
        let mut before = 0;
        let mut parts = Vec::new();
        let mut words = Vec::new();
        for (status, count) in bar.into_iter().filter(|(_, count)| *count > 0) {
            let start = before * 1000 / total;
            before += count;
            words.push(format!(
                "{} {}",
                number(count),
                crate::vietnamese::in_sentence(&status.label)
            ));
            let length = before * 1000 / total - start;
            let percent = vietnamese::percent(count, total);
            parts.push(TotalsPart { status, count: number(count), percent, start, length });
        }
        let sentence = format!("Trong {} {word}: {}.", number(total), words.join("; "));
        Some(Self { caption, word, sentence, total: number(total), parts })
    }
}

/// A count for people.
pub fn number(count: u64) -> String {
    vietnamese::count(usize::try_from(count).unwrap_or(usize::MAX))
}

/// "7/9 (78%)"; without the percentage where too few are counted, "chưa có" where none is.
pub fn rate(rate: Rate) -> String {
    let counted = format!("{}/{}", number(rate.part), number(rate.whole));
    match rate.whole {
        0 => "chưa có".to_owned(),
        _ if rate.is_telling() => {
            format!("{counted} ({})", vietnamese::percent(rate.part, rate.whole))
        }
        _ => counted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_keep_their_denominator() {
        assert_eq!(rate(Rate { part: 7, whole: 9 }), "7/9 (78%)");
        assert_eq!(rate(Rate { part: 1, whole: 4 }), "1/4");
        assert_eq!(rate(Rate { part: 0, whole: 0 }), "chưa có");
    }

    #[test]
    fn the_parts_of_a_bar_fill_it() {
        let totals = TaskTotals {
            total: 7,
            by_status: [(TaskStatus::Overdue, 3), (TaskStatus::NoReport, 4)].into(),
            never_reported: 4,
            on_time: Rate::default(),
        };
        let bar = TotalsView::of_tasks("Nhiệm vụ", &totals).unwrap();
        let lengths: u64 = bar.parts.iter().map(|part| part.length).sum();
        assert_eq!((bar.parts.len(), lengths), (2, 1000));
        assert_eq!(bar.sentence, "Trong 7 nhiệm vụ: 3 quá hạn; 4 chưa từng có báo cáo, còn hạn.");
    }
}
