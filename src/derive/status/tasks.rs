//! Tasks: the first rule that fits, for the task as a whole and for each of its dated parts.

use super::Setting;
use super::findings::Finding;
use super::moved::Limit;
use super::part::{self, Part};
use crate::model::{
    Amendment, Date, Deadline, Grade, Id, Owed, Precision, ReportedStatus, Snapshot, SubState,
    Task, TaskReport, TaskStatus,
};
use crate::vietnamese::date as written;

/// One report on a task, with the snapshot it stands in.
#[derive(Clone, Copy, Debug)]
pub struct TaskEntry<'a> {
    /// The snapshot.
    pub snapshot: &'a Snapshot,
    /// The report.
    pub report: &'a TaskReport,
}

/// What the rules say of a task as of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskJudgement {
    /// The task.
    pub task: Id,
    /// Its status.
    pub status: TaskStatus,
    /// Number of the rule that gave it, see [`super::rules::TASK_RULES`].
    pub rule: u8,
    /// What was reported last, for work that is not completed.
    pub sub_state: Option<SubState>,
    /// Whether the deadline was moved by a decision.
    pub is_extended: bool,
    /// The deadline as issued, of the next open part.
    pub deadline_original: Option<Date>,
    /// The deadline that counts: moved by decisions, and of the next open part.
    pub deadline: Option<Date>,
    /// The decision that moved the deadline last; nothing while it is as issued.
    pub deadline_decision: Option<String>,
    /// Whether the deadline depends on a condition, which may not have been met.
    pub is_conditional: bool,
    /// The whole deadline, where reports moved it by a decision; nothing where plan and amendments say it.
    pub extended: Option<Deadline>,
    /// The status it would have by the deadline as issued; for withdrawn work the one it had then.
    pub status_against_original: TaskStatus,
    /// What the status alone would hide, as a sentence without its stop: a deadline moved after it had passed, or
    /// work withdrawn when it was overdue.
    pub caveat: Option<String>,
    /// Days overdue, or days late at completion.
    pub days_late: Option<i32>,
    /// Since when it has the status, as far as reports tell.
    pub since: Option<Date>,
    /// When it was completed.
    pub completed_on: Option<Date>,
    /// How well the completion is proved.
    pub grade: Option<Grade>,
    /// As-of date of the latest report on it.
    pub last_report_on: Option<Date>,
    /// Whether it was reported for the period it was to be reported for last.
    pub period_report: PeriodReport,
    /// What each agency that answers for it reported itself.
    pub leads: Vec<LeadReport>,
    /// Why, as a sentence.
    pub reason: String,
    /// Its dated parts, in the order of their dates, when it has several deadlines.
    pub milestones: Vec<MilestoneJudgement>,
    /// Number of the part that is next: the first one open.
    pub next_milestone: Option<u32>,
    /// Where reports disagree with the rules.
    pub findings: Vec<Finding>,
}

impl TaskJudgement {
    /// Whether `agency`, which leads the task, never reported on it itself: another lead's report does not speak for
    /// it. An agency that others answer for is silent when nobody ever reported.
    pub fn is_silent(&self, agency: &Id) -> bool {
        let own = self.leads.iter().find(|lead| lead.agency == *agency);
        own.map_or(self.last_report_on, |lead| lead.last_report_on).is_none()
    }
}

/// What the rules say of one dated part of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MilestoneJudgement {
    /// Its place in the printed deadline, from 1.
    pub number: u32,
    /// What is due, as printed.
    pub text: String,
    /// When it is due.
    pub deadline: Option<Date>,
    /// When it was due as issued.
    pub deadline_original: Option<Date>,
    /// Its status.
    pub status: TaskStatus,
    /// Number of the rule that gave it.
    pub rule: u8,
    /// Days overdue, or days late at completion.
    pub days_late: Option<i32>,
    /// When it was completed.
    pub completed_on: Option<Date>,
    /// Why, as a sentence.
    pub reason: String,
}

/// The period a task was to be reported for last.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The snapshot of that period; where nothing was asked for the newest one.
    pub closed: Option<&'a Snapshot>,
    /// What was owed for it.
    pub owed: Owed,
}

/// Whether a task was reported for the period it was to be reported for last ("kỳ này").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PeriodReport {
    /// A report for that period, or a later one, is there.
    Reported,
    /// One was owed, its last day has passed, and none is there.
    Silent,
    /// None was owed: not asked for yet, or the work was done or withdrawn before.
    NotOwed,
    /// The plan names no day, or nothing is known of when reports are due.
    Unknown,
}

impl PeriodReport {
    /// Every state, its word in open data and the label people read.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Reported, "reported", "Có báo cáo kỳ này"),
        (Self::Silent, "silent", "Chưa có báo cáo kỳ này"),
        (Self::NotOwed, "not_owed", "Không phải báo cáo kỳ này"),
        (Self::Unknown, "unknown", "Chưa rõ phải báo cáo khi nào"),
    ];

    /// The word used in open data.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|entry| entry.0 == self).map_or("", |entry| entry.1)
    }

    /// The label people read.
    pub fn label(self) -> &'static str {
        Self::ALL.iter().find(|entry| entry.0 == self).map_or("", |entry| entry.2)
    }
}

/// What one of the agencies that answer for a task reported on it itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeadReport {
    /// The agency.
    pub agency: Id,
    /// As-of date of its own latest report on the task; nothing when it never sent one.
    pub last_report_on: Option<Date>,
}

/// What is judged: a task as it holds, how it was issued, and what decisions changed.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The task as it holds on the as-of date.
    pub task: &'a Task,
    /// Its deadline as issued.
    pub issued: &'a Deadline,
    /// The amendments of it in force, oldest first.
    pub amendments: &'a [&'a Amendment],
}

impl<'a> Case<'a> {
    /// A task nothing was changed of.
    pub fn unchanged(task: &'a Task) -> Self {
        Self { task, issued: &task.deadline, amendments: &[] }
    }
}

/// Judges a task by the reports on it up to the as-of date.
///
/// `asked` is the period it was to be reported for last: standing work is measured by that. The order of `reports` does not matter, and reports of later snapshots are left out.
pub fn judge_task(
    case: Case<'_>,
    reports: &[TaskEntry<'_>],
    asked: Asked<'_>,
    setting: &Setting,
) -> TaskJudgement {
    let task = case.task;
    let mut entries: Vec<TaskEntry<'_>> =
        reports.iter().filter(|entry| entry.snapshot.as_of <= setting.as_of).copied().collect();
    entries.sort_by(|a, b| order(a).cmp(&order(b)));
    let whole: Vec<TaskEntry<'_>> =
        entries.iter().filter(|entry| entry.report.milestone.is_none()).copied().collect();
    let judge = |number, entries: &[TaskEntry<'_>]| {
        // A deadline that was another sort of deadline when issued has no such part or day.
        let mut limit = Limit::new(case.issued, number, case.amendments, entries);
        let now = match number {
            Some(number) => task.deadline.milestone(number).map(|part| part.date),
            None => task.deadline.end,
        };
        limit.original = limit.original.or(now);
        limit.effective = limit.effective.or(now);
        limit.condition = task.deadline.condition.as_deref();
        part::judge(&limit, entries, setting.as_of, setting.due_soon_days)
    };

    let milestones = milestone_parts(task, &entries, judge);
    let next = milestones.iter().position(|(_, part)| !is_closed(part.status));
    let is_standing =
        task.deadline.is_standing() || (!milestones.is_empty() && next.is_none() && goes_on(task));
    let shown = match next.or_else(|| milestones.len().checked_sub(1)) {
        Some(at) => milestones[at].1.clone(),
        None => judge(None, if is_standing { &whole } else { &entries }),
    };
    let extended = extended(task, &milestones, &shown);
    let period_report = period_report(&shown, &entries, asked);
    let shown = if is_standing { standing(shown, &entries, asked, period_report) } else { shown };
    let next_milestone = next.map(|at| milestones[at].0);
    let findings = match entries.last() {
        Some(latest) => findings(task, latest, &shown),
        None => Vec::new(),
    };
    TaskJudgement {
        task: task.id.clone(),
        status: shown.status,
        rule: shown.rule,
        sub_state: shown.sub_state,
        is_extended: shown.is_extended,
        deadline_original: shown.original,
        deadline: shown.deadline,
        deadline_decision: shown.decision,
        is_conditional: shown.is_conditional,
        extended: extended.filter(|_| !is_standing),
        status_against_original: shown.against_original,
        caveat: shown.caveat,
        days_late: shown.days_late,
        since: shown.since,
        completed_on: shown.completed_on,
        grade: shown.grade,
        last_report_on: entries.last().map(|entry| entry.snapshot.as_of),
        period_report,
        leads: Vec::new(),
        reason: shown.reason,
        milestones: milestones
            .into_iter()
            .map(|(number, part)| milestone(task, number, part))
            .collect(),
        next_milestone,
        findings,
    }
}

/// The deadline with the days that reports moved by decisions; nothing where none did.
fn extended(task: &Task, milestones: &[(u32, Part)], shown: &Part) -> Option<Deadline> {
    let mut deadline = task.deadline.clone();
    for (number, part) in milestones {
        let moved = part.deadline.filter(|day| {
            deadline.milestone(*number).is_some_and(|milestone| milestone.date != *day)
        });
        if let Some(day) = moved {
            deadline = deadline.with_milestone(*number, day, Precision::Day);
        }
    }
    if milestones.is_empty()
        && let Some(day) = shown.deadline.filter(|day| deadline.end != Some(*day))
    {
        deadline.end = Some(day);
        deadline.precision = Some(Precision::Day);
        deadline.kind = crate::model::DeadlineKind::Date;
        deadline.start = None;
        deadline.text = written(day);
    }
    (deadline != task.deadline).then_some(deadline)
}

/// Reports in the order they were made; of one snapshot in the order of files and rows.
fn order<'a>(entry: &TaskEntry<'a>) -> impl Ord + use<'a> {
    let (snapshot, provenance) = (entry.snapshot, &entry.report.provenance);
    (snapshot.as_of, snapshot.period, &*provenance.file, &provenance.sheet, provenance.line_first)
}

/// The dated parts of a task by date, each with its number in the printed order.
fn milestone_parts(
    task: &Task,
    entries: &[TaskEntry<'_>],
    judge: impl Fn(Option<u32>, &[TaskEntry<'_>]) -> Part,
) -> Vec<(u32, Part)> {
    let mut list: Vec<(u32, Part)> = (1_u32..)
        .zip(&task.deadline.milestones)
        .map(|(number, _)| {
            let own = entries.iter().any(|entry| entry.report.milestone == Some(number));
            let concerns = |entry: &&TaskEntry<'_>| match entry.report.milestone {
                Some(other) => other == number,
                // A word on the whole task does not reopen a part reported on its own.
                None => {
                    !own || !matches!(
                        entry.report.reported_status,
                        ReportedStatus::InProgress | ReportedStatus::NotStarted
                    )
                }
            };
            let concerned: Vec<TaskEntry<'_>> = entries.iter().filter(concerns).copied().collect();
            (number, judge(Some(number), &concerned))
        })
        .collect();
    list.sort_by_key(|(number, part)| (part.deadline, *number));
    list
}

fn milestone(task: &Task, number: u32, part: Part) -> MilestoneJudgement {
    let at = usize::try_from(number).unwrap_or_default().saturating_sub(1);
    let text = task.deadline.milestones.get(at).map_or_else(String::new, |m| m.text.clone());
    MilestoneJudgement {
        number,
        text,
        deadline: part.deadline,
        deadline_original: part.original,
        status: part.status,
        rule: part.rule,
        days_late: part.days_late,
        completed_on: part.completed_on,
        reason: part.reason,
    }
}

fn is_closed(status: TaskStatus) -> bool {
    status.is_completed() || status == TaskStatus::Withdrawn
}

/// Whether the work goes on after its last dated part ("Thường xuyên trong giai đoạn 2026-2030. Riêng …").
fn goes_on(task: &Task) -> bool {
    let last = task.deadline.milestones.iter().map(|milestone| milestone.date).max();
    task.deadline.start.is_some() && task.deadline.end > last
}

/// The report for the period a task was to be reported for last, or a later one.
fn report_in<'a, 'e>(entries: &'e [TaskEntry<'a>], asked: Asked<'_>) -> Option<&'e TaskEntry<'a>> {
    let closed = asked.closed?;
    let from = (closed.as_of, closed.period);
    entries.iter().rev().find(|entry| (entry.snapshot.as_of, entry.snapshot.period) >= from)
}

fn period_report(part: &Part, entries: &[TaskEntry<'_>], asked: Asked<'_>) -> PeriodReport {
    let closed = asked.closed.map(|closed| closed.period.first_day());
    let was_closed = is_closed(part.status)
        && closed.is_some_and(|first| part.since.is_some_and(|since| since < first));
    match asked.owed {
        _ if report_in(entries, asked).is_some() => PeriodReport::Reported,
        _ if was_closed => PeriodReport::NotOwed,
        Owed::By(_) => PeriodReport::Silent,
        Owed::Nothing => PeriodReport::NotOwed,
        Owed::Undated | Owed::Unknown => PeriodReport::Unknown,
    }
}

/// Standing work: reported for the period it was to be reported for last, or silent. Only a withdrawal ends it.
fn standing(
    part: Part,
    entries: &[TaskEntry<'_>],
    asked: Asked<'_>,
    period_report: PeriodReport,
) -> Part {
    if part.status == TaskStatus::Withdrawn {
        return part;
    }
    let report = report_in(entries, asked);
    let (status, rule, reason) = match (report, asked.closed, period_report) {
        (Some(entry), ..) => {
            let reason = format!(
                "Việc làm thường xuyên; kỳ {} có báo cáo, số liệu đến {}.",
                entry.snapshot.period.in_sentence(),
                written(entry.snapshot.as_of)
            );
            (TaskStatus::StandingReported, 10, reason)
        }
        (None, Some(closed), PeriodReport::Silent) => {
            let period = closed.period.in_sentence();
            let reason = format!("Việc làm thường xuyên; kỳ {period} chưa có báo cáo.");
            (TaskStatus::StandingSilent, 11, reason)
        }
        (None, _, PeriodReport::Unknown) => {
            let why = if asked.owed == Owed::Undated {
                "văn bản không nêu ngày phải báo cáo"
            } else {
                "chưa rõ phải báo cáo khi nào"
            };
            (TaskStatus::StandingNotOwed, 13, format!("Việc làm thường xuyên; {why}."))
        }
        (None, None, _) => {
            let reason = "Việc làm thường xuyên; chưa có kỳ báo cáo nào.".to_owned();
            (TaskStatus::StandingNotOwed, 13, reason)
        }
        _ => {
            let reason = "Việc làm thường xuyên; chưa đến kỳ phải báo cáo.".to_owned();
            (TaskStatus::StandingNotOwed, 13, reason)
        }
    };
    Part {
        status,
        rule,
        reason,
        original: None,
        deadline: None,
        is_extended: false,
        against_original: status,
        decision: None,
        is_conditional: false,
        caveat: None,
        days_late: None,
        completed_on: None,
        grade: None,
        since: report.map(|entry| entry.snapshot.as_of),
        findings: Vec::new(),
        sub_state: None,
    }
}

fn findings(task: &Task, latest: &TaskEntry<'_>, part: &Part) -> Vec<Finding> {
    part.findings
        .iter()
        .map(|(kind, sentence)| Finding {
            kind: *kind,
            item: task.id.clone(),
            reported_by: latest.report.reported_by.clone(),
            provenance: latest.report.provenance.clone(),
            sentence: sentence.clone(),
        })
        .collect()
}
