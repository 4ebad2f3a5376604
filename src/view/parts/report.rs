//! Reports over time: what agencies said, what the rules say against it, what changed.

use serde::Serialize;

use crate::derive::history::Change;
use crate::derive::status::Finding;
use crate::model::{Id, Snapshot, Task, TaskReport};
use crate::vietnamese;
use crate::view::ground::Portal;
use crate::view::ground::link::{Link, agency_link, item_link, period_link};
use crate::view::ground::web::evidence;
use crate::view::ground::words::{part_label, source};

/// A report on a task, as it came in.
#[derive(Clone, Debug, Serialize)]
pub struct ReportView<'a> {
    /// The period, with its page.
    pub period: Link<'a>,
    /// The day its figures were closed.
    pub as_of: String,
    /// The same for machines.
    pub as_of_date: String,
    /// What the agency says, in its own words.
    pub said: &'a str,
    /// The part of the work it is about.
    pub part: Option<String>,
    /// Everything else it says.
    pub facts: Vec<FactView<'a>>,
    /// Who reported it.
    pub by: Option<Link<'a>>,
    /// Where it was read.
    pub source: String,
}

/// One thing a report says.
#[derive(Clone, Debug, Serialize)]
pub struct FactView<'a> {
    /// What is said.
    pub label: &'static str,
    /// How much of it.
    pub text: String,
    /// The address, where the words are one of the web.
    pub href: Option<&'a str>,
}

impl<'a> ReportView<'a> {
    /// The reports on `task` up to the day everything is judged as of, newest first.
    pub fn list(portal: &Portal<'a>, task: &'a Task) -> Vec<Self> {
        let reports = portal.reports_of(&task.id);
        let by_snapshot = reports.chunk_by(|one, next| std::ptr::eq(one.0, next.0)).rev().flatten();
        by_snapshot.map(|(snapshot, report)| Self::new(portal, task, snapshot, report)).collect()
    }

    fn new(
        portal: &Portal<'a>,
        task: &Task,
        snapshot: &'a Snapshot,
        report: &'a TaskReport,
    ) -> Self {
        Self {
            period: period_link(snapshot),
            as_of: vietnamese::date(snapshot.as_of),
            as_of_date: snapshot.as_of.to_string(),
            said: if report.status_text.is_empty() {
                report.reported_status.label()
            } else {
                &report.status_text
            },
            part: report.milestone.map(|number| part_label(task, number)),
            facts: facts(report),
            by: report.reported_by.as_ref().and_then(|id| agency_link(portal, id)),
            source: source(&report.provenance),
        }
    }
}

fn facts(report: &TaskReport) -> Vec<FactView<'_>> {
    let extension = report.extension.as_ref();
    let texts = [
        ("Ngày hoàn thành", report.completed_on.map(vietnamese::date)),
        ("Mức hoàn thành", report.percent.map(|done| format!("{}%", vietnamese::decimal(&done)))),
        ("Kết quả", words(&report.result)),
        ("Sản phẩm", words(&report.product)),
        ("Khó khăn", words(&report.difficulties)),
        ("Kiến nghị", words(&report.proposals)),
        ("Văn bản quyết định", words(&report.decision)),
        ("Gia hạn đến", extension.map(|extension| vietnamese::date(extension.new_end))),
        ("Văn bản gia hạn", extension.and_then(|extension| words(&extension.decision))),
    ];
    let mut facts: Vec<FactView<'_>> = texts
        .into_iter()
        .filter_map(|(label, text)| Some(FactView { label, text: text?, href: None }))
        .collect();
    if let Some(text) = words(&report.evidence) {
        facts.push(FactView { label: "Minh chứng", text, href: evidence(&report.evidence) });
    }
    facts
}

/// Words, if there are any.
pub fn words(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A report that disagrees with the rules.
#[derive(Clone, Debug, Serialize)]
pub struct FindingView<'a> {
    /// What disagrees.
    pub label: &'static str,
    /// What disagrees, with the words and numbers.
    pub sentence: &'a str,
    /// The task.
    pub item: Link<'a>,
    /// Who reported it.
    pub by: Option<Link<'a>>,
    /// The report.
    pub source: String,
}

impl<'a> FindingView<'a> {
    /// A finding with its links; nothing when its task is not known.
    pub fn new(portal: &Portal<'a>, finding: &'a Finding) -> Option<Self> {
        Some(Self {
            label: finding.kind.label(),
            sentence: &finding.sentence,
            item: item_link(portal, &finding.item)?,
            by: finding.reported_by.as_ref().and_then(|id| agency_link(portal, id)),
            source: source(&finding.provenance),
        })
    }
}

/// A change between two snapshots.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeView<'a> {
    /// What changed.
    pub label: &'static str,
    /// The change as a sentence.
    pub sentence: &'a str,
    /// The task or indicator.
    pub item: Link<'a>,
    /// The period that brought it.
    pub period: Link<'a>,
    /// The day its figures were closed.
    pub as_of: String,
    /// The same for machines.
    pub as_of_date: String,
}

impl<'a> ChangeView<'a> {
    /// A change with its links; nothing when its item is not known.
    pub fn new(portal: &Portal<'a>, snapshot: &'a Snapshot, change: &'a Change) -> Option<Self> {
        Some(Self {
            label: change.kind.label(),
            sentence: &change.sentence,
            item: item_link(portal, &change.item)?,
            period: period_link(snapshot),
            as_of: vietnamese::date(snapshot.as_of),
            as_of_date: snapshot.as_of.to_string(),
        })
    }

    /// The changes of one item, newest first.
    pub fn of_item(portal: &Portal<'a>, id: &Id) -> Vec<Self> {
        let changes = portal.changes_of(id);
        let by_snapshot = changes.chunk_by(|one, next| std::ptr::eq(one.0, next.0)).rev().flatten();
        by_snapshot.filter_map(|(snapshot, change)| Self::new(portal, snapshot, change)).collect()
    }
}
