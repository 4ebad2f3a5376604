//! Status as pages show it: one vocabulary of words, shapes and colours, and bars of totals.

use std::borrow::Cow;

use serde::Serialize;

use super::portal::Portal;
use crate::derive::status::{
    DisciplineState, IndicatorJudgement, IndicatorTotals, Rate, TaskJudgement, TaskTotals,
};
use crate::model::{Id, IndicatorStatus, TaskStatus};
use crate::vietnamese;

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
        Self { key: "no_report", label: Cow::Borrowed("Chưa có báo cáo") };

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
            return judged.status.into();
        }
        portal.indicator_judgement(id).map_or(Self::NO_REPORT, |judged| judged.status.into())
    }
}

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
            DisciplineState::OnTime => "handed_in",
            DisciplineState::Late(_) => "handed_in_late",
            DisciplineState::NotHandedIn => "not_handed_in",
            DisciplineState::NotDue => "not_due",
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
    /// Whole per cent; all parts of a bar add to 100. Something is never "0%".
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
        let bar =
            totals.bar().into_iter().map(|(status, count, share)| (status.into(), count, share));
        Self::new(caption.into(), "nhiệm vụ", totals.total, bar.collect())
    }

    /// Indicators by status; nothing when there are none.
    pub fn indicators<'j>(
        caption: impl Into<String>,
        judged: impl IntoIterator<Item = &'j IndicatorJudgement>,
    ) -> Option<Self> {
        let totals = IndicatorTotals::count(judged);
        let bar =
            totals.bar().into_iter().map(|(status, count, share)| (status.into(), count, share));
        Self::new(caption.into(), "chỉ tiêu", totals.total, bar.collect())
    }

    fn new(
        caption: String,
        word: &'static str,
        total: u64,
        bar: Vec<(Status, u64, u64)>,
    ) -> Option<Self> {
        if total == 0 {
            return None;
        }
        let mut before = 0;
        let mut parts = Vec::new();
        let mut words = Vec::new();
        for (status, count, percent) in bar.into_iter().filter(|(_, count, _)| *count > 0) {
            let start = before * 1000 / total;
            before += count;
            words.push(format!(
                "{} {}",
                number(count),
                crate::vietnamese::in_sentence(&status.label)
            ));
            let length = before * 1000 / total - start;
            let percent =
                if percent == 0 { "dưới 1%".to_owned() } else { format!("{percent}%") };
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
    match rate.percent() {
        _ if rate.whole == 0 => "chưa có".to_owned(),
        Some(percent) => format!("{}/{} ({percent}%)", number(rate.part), number(rate.whole)),
        None => format!("{}/{}", number(rate.part), number(rate.whole)),
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
            on_time: Rate::default(),
        };
        let bar = TotalsView::of_tasks("Nhiệm vụ", &totals).unwrap();
        let lengths: u64 = bar.parts.iter().map(|part| part.length).sum();
        assert_eq!((bar.parts.len(), lengths), (2, 1000));
        assert_eq!(bar.sentence, "Trong 7 nhiệm vụ: 3 quá hạn; 4 chưa có báo cáo.");
    }
}
