//! What the page of a task shows once there are reports: status with its rule, parts, reports, changes.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::derive::status::rules::TASK_RULES;
use crate::derive::status::{Clarity, LeadReport, MilestoneJudgement, TaskJudgement};
use crate::model::{Date, Task};
use crate::vietnamese;
use crate::view::ground::link::{Link, agency_link, period_link};
use crate::view::ground::status::Status;
use crate::view::ground::words::part_label;
use crate::view::ground::{Portal, address, sentence};
use crate::view::parts::report::{ChangeView, FindingView, ReportView};
use crate::view::parts::seal::DeclaredView;

/// What is known of a task's progress on the day it is judged as of.
#[derive(Clone, Debug, Serialize)]
pub struct TaskProgress<'a> {
    /// "Số liệu đến 30/06/2026."
    pub as_of: String,
    /// Why it has its status, as a sentence; nothing where the page's summary says all of it.
    pub reason: Option<&'a str>,
    /// The rule that gave it.
    pub rule: Option<RuleView<'a>>,
    /// Since when it has it, as far as reports tell.
    pub since: Option<String>,
    /// Which of several leads reported themselves; empty where one answers alone.
    pub leads: Vec<LeadView<'a>>,
    /// How well its completion is proved.
    pub grade: Option<&'static str>,
    /// Deadlines formally moved, in order of time.
    pub extensions: Vec<ExtensionView<'a>>,
    /// Its dated parts.
    pub milestones: Vec<MilestoneProgress<'a>>,
    /// Reports that disagree with the rules.
    pub findings: Vec<FindingView<'a>>,
    /// "6 rõ".
    pub clarity: Option<ClarityView<'a>>,
    /// Reports, newest first.
    pub reports: Vec<ReportView<'a>>,
    /// Changes, newest first.
    pub changes: Vec<ChangeView<'a>>,
    /// Declared corrections of its reports, newest first.
    pub corrections: Vec<DeclaredView<'a>>,
}

/// Whether one of several leads reported itself.
#[derive(Clone, Debug, Serialize)]
pub struct LeadView<'a> {
    /// The agency.
    pub agency: Link<'a>,
    /// "báo cáo gần nhất số liệu đến 25/09/2026", or that it never did.
    pub said: String,
}

/// A rule with its place on the method page.
#[derive(Clone, Debug, Serialize)]
pub struct RuleView<'a> {
    /// "Quy tắc 4".
    pub link: Link<'a>,
    /// When it fits.
    pub condition: &'static str,
}

/// A moved deadline: before, after, and by which decision.
#[derive(Clone, Debug, Serialize)]
pub struct ExtensionView<'a> {
    /// The part of the work it is about.
    pub part: Option<String>,
    /// The deadline before.
    pub before: String,
    /// The deadline after.
    pub after: String,
    /// Number and date of the decision; empty if not said.
    pub decision: &'a str,
    /// The period whose report says so.
    pub period: Link<'a>,
}

/// A dated part of a task with its own status.
#[derive(Clone, Debug, Serialize)]
pub struct MilestoneProgress<'a> {
    /// "Phần 1: phê duyệt".
    pub label: String,
    /// When it is due, for machines.
    pub date: String,
    /// When it is due.
    pub due: String,
    /// Its status.
    pub status: Status,
    /// Why.
    pub reason: &'a str,
    /// Whether it is the one that is next.
    pub is_next: bool,
}

/// The "6 rõ" of a task.
#[derive(Clone, Debug, Serialize)]
pub struct ClarityView<'a> {
    /// How many of the six it has.
    pub score: u8,
    /// The six, each explained.
    pub points: Vec<PointView<'a>>,
}

/// One of the six.
#[derive(Clone, Debug, Serialize)]
pub struct PointView<'a> {
    /// "Rõ người".
    pub label: &'static str,
    /// Whether the task has it.
    pub status: Status,
    /// Why.
    pub reason: &'a str,
}

impl<'a> TaskProgress<'a> {
    /// What is known of `task`; nothing without snapshots.
    pub fn new(portal: &Portal<'a>, task: &'a Task) -> Option<Self> {
        let progress = portal.derived.progress.as_ref()?;
        let judged = progress.tasks.get(&task.id)?;
        let findings = judged.findings.iter();
        Some(Self {
            as_of: sentence::progress(portal),
            reason: sentence::is_clipped(&judged.reason).then_some(judged.reason.as_str()),
            rule: rule(judged.rule),
            since: judged.since.map(vietnamese::date),
            leads: leads(portal, judged),
            grade: judged.grade.map(crate::model::Grade::label),
            extensions: extensions(portal, task),
            milestones: milestones(task, judged),
            findings: findings.filter_map(|finding| FindingView::new(portal, finding)).collect(),
            clarity: portal.derived.clarity.get(&task.id).map(clarity),
            reports: ReportView::list(portal, task),
            changes: ChangeView::of_item(portal, &task.id),
            corrections: DeclaredView::of_item(portal, &task.id),
        })
    }
}

fn leads<'a>(portal: &Portal<'a>, judged: &'a TaskJudgement) -> Vec<LeadView<'a>> {
    if judged.leads.len() < 2 {
        return Vec::new();
    }
    let view = |lead: &'a LeadReport| {
        let said = match lead.last_report_on {
            Some(day) => format!("báo cáo gần nhất có số liệu đến {}", vietnamese::date(day)),
            None => "chưa từng báo cáo".to_owned(),
        };
        Some(LeadView { agency: agency_link(portal, &lead.agency)?, said })
    };
    judged.leads.iter().filter_map(view).collect()
}

fn rule<'a>(number: u8) -> Option<RuleView<'a>> {
    let rule = TASK_RULES.iter().find(|rule| rule.number == number)?;
    let link = Link::new(address::task_rule(number), format!("Quy tắc {number}"));
    Some(RuleView { link, condition: rule.condition })
}

fn extensions<'a>(portal: &Portal<'a>, task: &'a Task) -> Vec<ExtensionView<'a>> {
    let day = |date: Option<Date>| {
        date.map_or_else(|| "không có ngày hết hạn".to_owned(), vietnamese::date)
    };
    let mut known: BTreeMap<Option<u32>, Date> = BTreeMap::new();
    let planned_deadline = &portal.task_in_force(task).deadline;
    let mut views = Vec::new();
    for (snapshot, report) in portal.reports_of(&task.id) {
        let Some(extension) = &report.extension else { continue };
        let planned = match report.milestone {
            Some(number) => planned_deadline.milestone(number).map(|part| part.date),
            None => planned_deadline.end,
        };
        let before = known.insert(report.milestone, extension.new_end).or(planned);
        if before == Some(extension.new_end) {
            continue;
        }
        views.push(ExtensionView {
            part: report.milestone.map(|number| part_label(task, number)),
            before: day(before),
            after: vietnamese::date(extension.new_end),
            decision: &extension.decision,
            period: period_link(snapshot),
        });
    }
    views
}

fn milestones<'a>(task: &Task, judged: &'a TaskJudgement) -> Vec<MilestoneProgress<'a>> {
    let view = |part: &'a MilestoneJudgement| MilestoneProgress {
        label: part_label(task, part.number),
        date: part.deadline.map_or_else(String::new, |date| date.to_string()),
        due: part.deadline.map_or_else(String::new, vietnamese::date),
        status: part.status.into(),
        reason: &part.reason,
        is_next: judged.next_milestone == Some(part.number),
    };
    judged.milestones.iter().map(view).collect()
}

fn clarity(clarity: &Clarity) -> ClarityView<'_> {
    let points = clarity.points.iter().map(|point| PointView {
        label: point.aspect.label(),
        status: is_clear(point.is_clear),
        reason: &point.reason,
    });
    ClarityView { score: clarity.score(), points: points.collect() }
}

/// Whether a task has one of the six, as a status.
pub(in crate::view) fn is_clear(is_clear: bool) -> Status {
    let (key, label) = if is_clear { ("clear", "Có") } else { ("unclear", "Chưa") };
    Status { key, label: label.into() }
}
