//! Sites made of a few words, for the tests of status and history.

use super::status::Asked;
use crate::diagnostic::{Diagnostics, Place};
use crate::model::{
    Date, DayLimit, Decimal, Extension, Id, Indicator, Nature, Observation, Owed, Period,
    PeriodKind, Provenance, ReportedStatus, ReportingDuty, ReportingRegime, Responsibility,
    Snapshot, Target, Task, TaskReport,
};
use crate::read::value::{indicator_direction, indicator_kind, read_deadline, read_target};

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn place() -> Place {
    Place::line("test.txt", 1)
}

pub(super) fn provenance(line: u32) -> Provenance {
    Provenance { file: "test.csv".into(), line_first: line, line_last: line, sheet: None }
}

pub(super) fn task(id: &str, deadline: &str) -> Task {
    let mut diagnostics = Diagnostics::default();
    Task {
        id: Id::slug(id),
        plan: Id::slug("kh"),
        section: Id::slug("kh-i"),
        number: "1".to_owned(),
        ordinal: 1,
        name: id.to_owned(),
        display_name: id.to_owned(),
        lead: Responsibility::default(),
        coordinating: Responsibility::default(),
        deadline: read_deadline(deadline, &place(), &mut diagnostics),
        product: String::new(),
        reference_text: String::new(),
        references: Vec::new(),
        mentions: Vec::new(),
        extra: Vec::new(),
        footnotes: Vec::new(),
        provenance: provenance(1),
    }
}

pub(super) fn indicator(id: &str, unit: &str, targets: &[(&str, &str)]) -> Indicator {
    let mut diagnostics = Diagnostics::default();
    let targets: Vec<Target> = targets
        .iter()
        .filter(|target| !target.1.is_empty())
        .map(|(due, text)| read_target(text, due, unit, &place(), &mut diagnostics))
        .collect();
    let kind = indicator_kind(id, unit, &targets);
    Indicator {
        id: Id::slug(id),
        plan: Id::slug("kh"),
        section: Id::slug("kh-a"),
        number: "1".to_owned(),
        name: id.to_owned(),
        display_name: id.to_owned(),
        unit: unit.to_owned(),
        lead: Responsibility::default(),
        direction: indicator_direction(id, kind, &targets),
        kind,
        targets,
        reference_text: String::new(),
        references: Vec::new(),
        extra: Vec::new(),
        footnotes: Vec::new(),
        quote: String::new(),
        provenance: provenance(1),
    }
}

/// Reports before the 20th of the month, the 15th of the last month of a quarter, 20 November.
pub(super) fn regime() -> ReportingRegime {
    let duty = |every, before| ReportingDuty {
        every,
        before: Some(before),
        items: Vec::new(),
        reporters: String::new(),
        receiver: String::new(),
        onward: String::new(),
        quote: String::new(),
        provenance: provenance(1),
    };
    let duties = vec![
        duty(Some(PeriodKind::Month), DayLimit::OfLastMonth(20)),
        duty(Some(PeriodKind::Quarter), DayLimit::OfLastMonth(15)),
        duty(Some(PeriodKind::Year), DayLimit::OfYear(11, 20)),
    ];
    ReportingRegime { duties, ..ReportingRegime::default() }
}

/// The last of `snapshots`, for which a report was due when it was closed.
pub(super) fn asked(snapshots: &[Snapshot]) -> Asked<'_> {
    let closed = snapshots.last();
    Asked { closed, owed: closed.map_or(Owed::Nothing, |closed| Owed::By(closed.as_of)) }
}

pub(super) fn snapshot(period: &str, as_of: &str) -> Snapshot {
    let period = Period::parse(period).unwrap();
    Snapshot {
        id: period.id(),
        period,
        as_of: day(as_of),
        due_on: Some(period.last_day()),
        published_on: None,
        sealed_late: None,
        is_illustrative: true,
        observations: Vec::new(),
        reports: Vec::new(),
        submissions: Vec::new(),
        provenance: provenance(1),
    }
}

/// A report in the words of the form; `completed_on` and `extended_to` may be empty.
pub(super) fn report(task: &Id, words: &str, completed_on: &str, extended_to: &str) -> TaskReport {
    let folded = crate::vietnamese::fold(words);
    let status = ReportedStatus::ALL
        .iter()
        .find(|status| folded.starts_with(&crate::vietnamese::fold(status.2)))
        .map_or(ReportedStatus::InProgress, |status| status.0);
    TaskReport {
        task: task.clone(),
        milestone: None,
        reported_status: status,
        status_text: words.to_owned(),
        completed_on: completed_on.parse().ok(),
        percent: None,
        result: String::new(),
        product: String::new(),
        difficulties: String::new(),
        proposals: String::new(),
        evidence: String::new(),
        decision: "12/QĐ-UBND".to_owned(),
        extension: extended_to
            .parse()
            .ok()
            .map(|new_end| Extension { new_end, decision: "12/QĐ-UBND".to_owned() }),
        reported_by: None,
        provenance: provenance(2),
    }
}

pub(super) fn observation(
    indicator: &Id,
    value: Decimal,
    value_date: &str,
    is_within_period: bool,
) -> Observation {
    Observation {
        indicator: indicator.clone(),
        value,
        value_date: day(value_date),
        nature: if is_within_period { Nature::WithinPeriod } else { Nature::Cumulative },
        breaks_series: false,
        source: String::new(),
        note: String::new(),
        evidence: String::new(),
        reported_by: None,
        provenance: provenance(3),
    }
}
