//! A made-up site of any size for benchmarks. Nothing in it is true.

use std::sync::Arc;

use congkhai::diagnostic::{Diagnostics, Place};
use congkhai::model::{
    Date, Document, Id, Period, Plan, Provenance, ReportedStatus, Responsibility, Site, Snapshot,
    Task, TaskReport,
};
use congkhai::read::value::read_deadline;

/// A line of the made-up plan.
pub(crate) fn at(line: u32) -> Provenance {
    let file: Arc<str> = "seeds/plans/thu/document.md".into();
    Provenance { file, line_first: line, line_last: line, sheet: None }
}

fn task(plan: &Id, number: u32) -> Task {
    let deadlines = ["15/12/2026", "30/6/2026", "Thường xuyên", "Quý I/2026", "Năm 2026"];
    let text = deadlines[number as usize % deadlines.len()];
    let place = Place::line("seeds/plans/thu/document.md", number);
    let name = format!("Xây dựng đề án số {number}");
    Task {
        id: plan.join(&format!("nv-{number}")),
        plan: plan.clone(),
        section: plan.join("i"),
        number: number.to_string(),
        ordinal: number,
        display_name: name.clone(),
        name,
        lead: Responsibility::default(),
        coordinating: Responsibility::default(),
        deadline: read_deadline(text, &place, &mut Diagnostics::default()),
        product: String::new(),
        reference_text: String::new(),
        references: Vec::new(),
        mentions: Vec::new(),
        extra: Vec::new(),
        footnotes: Vec::new(),
        provenance: at(number),
    }
}

fn report(task: &Task, month: i8, end: Date) -> TaskReport {
    let done = task.ordinal.is_multiple_of(3) && month > 5;
    let reported_status = if done { ReportedStatus::Completed } else { ReportedStatus::InProgress };
    TaskReport {
        task: task.id.clone(),
        milestone: None,
        reported_status,
        status_text: reported_status.label().to_owned(),
        completed_on: done.then_some(end),
        percent: None,
        result: String::new(),
        product: String::new(),
        difficulties: String::new(),
        proposals: String::new(),
        evidence: String::new(),
        decision: String::new(),
        extension: None,
        reported_by: None,
        provenance: at(task.ordinal),
    }
}

/// A plan of so many tasks with twelve monthly reports each.
pub(crate) fn site(count: u32) -> Site {
    let id = Id::slug("thu");
    let tasks: Vec<Task> = (1..=count).map(|number| task(&id, number)).collect();
    let snapshots = (1..=12).filter_map(|month| {
        let period = Period::parse(&format!("2026-{month:02}"))?;
        Some(Snapshot {
            id: period.id(),
            period,
            as_of: period.last_day(),
            due_on: Some(period.last_day()),
            published_on: None,
            sealed_late: None,
            is_illustrative: true,
            observations: Vec::new(),
            reports: tasks.iter().map(|task| report(task, month, period.last_day())).collect(),
            submissions: Vec::new(),
            provenance: at(1),
        })
    });
    let plan = Plan {
        id,
        title: "Thử".to_owned(),
        short_title: "Thử".to_owned(),
        kind: String::new(),
        number: String::new(),
        number_text: String::new(),
        date: None,
        date_from: None,
        date_text: String::new(),
        issuer: String::new(),
        period_start: None,
        period_end: None,
        signatory: String::new(),
        signatory_role: String::new(),
        source_file: String::new(),
        source_sha256: String::new(),
        sections: Vec::new(),
        indicators: Vec::new(),
        clauses: Vec::new(),
        citations: Vec::new(),
        recipients: Vec::new(),
        document: Document::default(),
        corrections: Vec::new(),
        partners: Vec::new(),
        regime: congkhai::model::ReportingRegime::default(),
        tasks: Vec::new(),
    };
    let snapshots = snapshots.collect();
    Site { plans: vec![Plan { tasks, ..plan }].into(), snapshots, ..Site::default() }
}
