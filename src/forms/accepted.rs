//! A row that was understood, as the cells it is kept in.

use std::collections::BTreeMap;

use crate::diagnostic::Place;
use crate::model::{Date, Decimal, Id, Observation, Period, Provenance, TaskReport};
use crate::read::snapshot::Field;

/// What tells rows of one agency apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// The task or indicator.
    pub(super) id: String,
    /// The dated part of the task.
    pub(super) part: Option<u32>,
    /// Whether it is the value at the end of the year before, which stands beside the period's own.
    pub(super) is_start: bool,
}

/// One row: what it is about and its cells by meaning.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) item: Id,
    pub(super) key: Key,
    pub(super) cells: BTreeMap<Field, String>,
    /// Where the agency wrote it.
    pub(super) place: Place,
}

impl Row {
    /// The row of a report on a task.
    pub(super) fn of_report(report: &TaskReport) -> Self {
        let date = |date: Option<Date>| date.map_or_else(String::new, |date| date.to_string());
        let extension = report.extension.as_ref().map(|extension| extension.new_end);
        let part = report.milestone.map_or_else(String::new, |part| part.to_string());
        let cells = [
            (Field::Id, report.task.to_string()),
            (Field::Milestone, part),
            (Field::Status, report.status_text.clone()),
            (Field::CompletedOn, date(report.completed_on)),
            (Field::Percent, report.percent.as_ref().map_or_else(String::new, number)),
            (Field::Result, report.result.clone()),
            (Field::Product, report.product.clone()),
            (Field::Evidence, report.evidence.clone()),
            (Field::Difficulties, report.difficulties.clone()),
            (Field::Proposals, report.proposals.clone()),
            (Field::ExtendedTo, date(extension)),
            (Field::Decision, report.decision.clone()),
        ];
        let key = Key { id: report.task.to_string(), part: report.milestone, is_start: false };
        Self::new(&report.task, key, cells, &report.provenance)
    }

    /// The row of an indicator's value.
    pub(super) fn of_observation(value: &Observation, period: Period) -> Self {
        let breaks = if value.breaks_series { "Có" } else { "" };
        let cells = [
            (Field::Id, value.indicator.to_string()),
            (Field::Value, number(&value.value)),
            (Field::ValueDate, value.value_date.to_string()),
            (Field::Nature, value.nature.label().to_owned()),
            (Field::Break, breaks.to_owned()),
            (Field::Source, value.source.clone()),
            (Field::Note, value.note.clone()),
            (Field::Evidence, value.evidence.clone()),
        ];
        let is_start = value.value_date < period.first_day();
        let key = Key { id: value.indicator.to_string(), part: None, is_start };
        Self::new(&value.indicator, key, cells, &value.provenance)
    }

    fn new(
        item: &Id,
        key: Key,
        cells: impl IntoIterator<Item = (Field, String)>,
        provenance: &Provenance,
    ) -> Self {
        let cells = cells.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        let place = match &provenance.sheet {
            Some(sheet) => Place::cell(provenance.file.clone(), sheet, provenance.line_first, 1),
            None => Place::line(provenance.file.clone(), provenance.line_first),
        };
        Self { item: item.clone(), key, cells, place }
    }
}

/// A number as the reader of CSV takes it without a doubt.
///
/// `1,234` may be two numbers, so a fraction of three digits gets a zero behind it.
fn number(number: &Decimal) -> String {
    let text = number.to_string().replace('.', ",");
    match text.split_once(',') {
        Some((_, fraction)) if fraction.len() == 3 => text + "0",
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_kept_without_a_doubt() {
        let kept = |text: &str| number(&text.parse().unwrap());
        assert_eq!(kept("82.5"), "82,5");
        assert_eq!(kept("1.234"), "1,2340");
        assert_eq!(kept("1234567"), "1234567");
        assert_eq!(kept("-0.10"), "-0,10");
    }
}
