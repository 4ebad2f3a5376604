//! The rules for one dated piece of work: a whole task, or one milestone of it.

use super::TaskEntry;
use super::days::{days_before, days_between, next_day};
use super::findings::FindingKind;
use super::moved::Limit;
use crate::model::{Date, Grade, ReportedStatus, SubState, TaskStatus};
use crate::vietnamese::{date as written, fold};

/// What the rules say of one dated piece of work.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub status: TaskStatus,
    pub rule: u8,
    pub sub_state: Option<SubState>,
    pub is_extended: bool,
    pub original: Option<Date>,
    pub deadline: Option<Date>,
    pub days_late: Option<i32>,
    pub since: Option<Date>,
    pub completed_on: Option<Date>,
    pub grade: Option<Grade>,
    /// The status it would have by the deadline as issued, or had when it was withdrawn.
    pub against_original: TaskStatus,
    /// The decision that moved the deadline last.
    pub decision: Option<String>,
    /// Whether the deadline depends on something.
    pub is_conditional: bool,
    /// What a status that flatters would hide: that the deadline was moved after it had passed, …
    pub caveat: Option<String>,
    pub reason: String,
    pub findings: Vec<(FindingKind, String)>,
}

/// Judges a piece of work by the reports on it, oldest first, as of `as_of`.
pub(super) fn judge(
    limit: &Limit<'_>,
    entries: &[TaskEntry<'_>],
    as_of: Date,
    due_soon_days: i32,
) -> Part {
    let mut part = judge_by(limit, entries, as_of, due_soon_days);
    let withdrawn = part.since.filter(|_| part.status == TaskStatus::Withdrawn);
    let issued = limit.as_issued();
    let original = match withdrawn {
        Some(since) => {
            let is_before = |entry: &&TaskEntry<'_>| entry.snapshot.as_of < since;
            let before: Vec<TaskEntry<'_>> = entries.iter().filter(is_before).copied().collect();
            judge_by(&issued, &before, since, due_soon_days)
        }
        None if limit.is_moved() => judge_by(&issued, entries, as_of, due_soon_days),
        None => {
            part.against_original = part.status;
            return part;
        }
    };
    part.against_original = original.status;
    let late = original.days_late.map_or_else(String::new, |days| format!(" {days} ngày"));
    part.caveat = match (withdrawn, limit.passed, limit.effective) {
        (Some(_), ..) if original.status == TaskStatus::Overdue => {
            Some(format!("Khi bãi bỏ đã quá hạn{late}"))
        }
        (None, Some(passed), Some(effective)) => Some(format!(
            "Hạn dời từ {} sang {} sau khi đã qua; so với hạn ban hành: {}{late}",
            written(passed),
            written(effective),
            crate::vietnamese::in_sentence(original.status.label()),
        )),
        _ => None,
    };
    if let Some(caveat) = &part.caveat {
        part.reason = format!("{} {caveat}.", part.reason);
    }
    part
}

fn judge_by(limit: &Limit<'_>, entries: &[TaskEntry<'_>], as_of: Date, due_soon_days: i32) -> Part {
    let agreed = by_snapshot(entries);
    let claim = Claim::of(&agreed, as_of);
    let mut part = Part {
        status: TaskStatus::NoReport,
        rule: 9,
        sub_state: None,
        is_extended: limit.is_moved(),
        original: limit.original,
        deadline: limit.effective,
        days_late: None,
        since: None,
        completed_on: None,
        grade: None,
        against_original: TaskStatus::NoReport,
        decision: limit.decision.filter(|_| limit.is_moved()).map(str::to_owned),
        is_conditional: limit.condition.is_some(),
        caveat: None,
        reason: String::new(),
        findings: claim.findings.clone(),
    };
    part.findings.extend(disagreement(entries));
    part.findings.extend(limit.refused.iter().cloned());
    let words = limit.words();
    match claim.state {
        State::Withdrawn => {
            part.set(TaskStatus::Withdrawn, 1);
            part.since = claim.since;
            part.reason = format!("Bãi bỏ hoặc thay thế theo {}.", claim.decision);
        }
        State::Completed(on) => part.complete(on, limit, &claim),
        State::Open(sub_state) => {
            part.sub_state = Some(sub_state);
            part.open(sub_state, &words, &claim, as_of, due_soon_days);
        }
    }
    part.mismatches(&claim);
    part
}

/// One report of each snapshot: what an agency said last, and of several agencies the one that is least far.
fn by_snapshot<'a>(entries: &[TaskEntry<'a>]) -> Vec<TaskEntry<'a>> {
    let groups = entries.chunk_by(|one, next| std::ptr::eq(one.snapshot, next.snapshot));
    groups.filter_map(|group| last_words(group).into_iter().min_by_key(rank)).collect()
}

/// The last report of each agency, in the order they came.
fn last_words<'a>(group: &[TaskEntry<'a>]) -> Vec<TaskEntry<'a>> {
    let is_last = |at: usize| {
        let by = &group[at].report.reported_by;
        group[at + 1..].iter().all(|later| later.report.reported_by != *by)
    };
    (0..group.len()).filter(|at| is_last(*at)).map(|at| group[at]).collect()
}

/// How far work is by a report: the further, the higher.
fn rank(entry: &TaskEntry<'_>) -> u8 {
    match entry.report.reported_status {
        ReportedStatus::NotStarted => 0,
        ReportedStatus::InProgress => 1,
        ReportedStatus::Paused => 2,
        ReportedStatus::Completed => 3,
        ReportedStatus::Withdrawn => 4,
    }
}

/// Leads that say different things for the period reported last.
fn disagreement(entries: &[TaskEntry<'_>]) -> Option<(FindingKind, String)> {
    let group = entries.chunk_by(|one, next| std::ptr::eq(one.snapshot, next.snapshot)).last()?;
    let mut said = last_words(group);
    said.sort_by_key(rank);
    said.dedup_by_key(|entry| entry.report.reported_status);
    let words: Vec<String> =
        said.iter().map(|entry| format!("“{}”", entry.report.reported_status.label())).collect();
    (words.len() > 1).then(|| {
        let sentence = format!(
            "Các cơ quan chủ trì báo cáo khác nhau trong cùng kỳ: {}; tính theo lời chậm hơn.",
            words.join(", ")
        );
        (FindingKind::LeadsDisagree, sentence)
    })
}

impl Part {
    fn set(&mut self, status: TaskStatus, rule: u8) {
        self.status = status;
        self.rule = rule;
    }

    fn complete(&mut self, on: Date, limit: &Limit<'_>, claim: &Claim<'_>) {
        self.completed_on = Some(on);
        self.since = Some(on);
        self.grade = Some(claim.grade);
        let done = format!("Hoàn thành ngày {}", written(on));
        let (proof, words) = (claim.grade.label(), limit.words());
        let (late, status, rule) = match (self.deadline, limit.passed) {
            (Some(deadline), _) if on > deadline => (deadline, TaskStatus::CompletedLate, 3),
            (Some(_), Some(passed)) if on > passed => (passed, TaskStatus::CompletedMoved, 12),
            _ => {
                self.set(TaskStatus::CompletedOnTime, 2);
                self.reason = format!("{done}, {words}; {proof}.");
                return;
            }
        };
        let days = days_between(late, on);
        self.set(status, rule);
        self.days_late = Some(days);
        let than = if rule == 3 { words } else { format!("hạn cũ; {words}") };
        self.reason = format!("{done}, chậm {days} ngày so với {than}; {proof}.");
    }

    /// Rules 4 to 9.
    fn open(
        &mut self,
        sub_state: SubState,
        limit: &str,
        claim: &Claim<'_>,
        as_of: Date,
        due_soon_days: i32,
    ) {
        let said = claim.sentence();
        let left = self.deadline.map(|deadline| days_between(as_of, deadline));
        self.since = claim.since;
        match (left, self.deadline) {
            (Some(left), Some(deadline)) if left < 0 => {
                self.set(TaskStatus::Overdue, 4);
                self.days_late = Some(-left);
                self.since = Some(next_day(deadline));
                let may_not_be_met = if self.is_conditional {
                    " Hạn này có điều kiện, có thể điều kiện chưa đủ."
                } else {
                    ""
                };
                let passed =
                    if sub_state == SubState::NoReport { "Hạn đã qua" } else { "Quá hạn" };
                self.reason = format!("{passed} {} ngày: {limit}; {said}.{may_not_be_met}", -left);
            }
            _ if sub_state == SubState::Paused => {
                self.set(TaskStatus::Paused, 5);
                self.reason = format!("Tạm dừng, {limit}; {said}.");
            }
            (Some(left), Some(deadline)) if left <= due_soon_days => {
                self.set(TaskStatus::DueSoon, 6);
                self.since = Some(days_before(deadline, due_soon_days));
                self.reason = match left {
                    0 => format!("Ngày {} là ngày cuối: {limit}; {said}.", written(as_of)),
                    _ => format!(
                        "Tại ngày {} còn {left} ngày là đến hạn: {limit}; {said}.",
                        written(as_of)
                    ),
                };
            }
            _ if sub_state == SubState::InProgress => {
                self.set(TaskStatus::InProgress, 7);
                self.reason = format!("Đang thực hiện, {limit}; {said}.");
            }
            _ if sub_state == SubState::NotStarted => {
                self.set(TaskStatus::NotStarted, 8);
                self.reason = format!("Chưa thực hiện, {limit}; {said}.");
            }
            _ => {
                self.set(TaskStatus::NoReport, 9);
                self.reason = format!("Chưa từng có báo cáo, {limit}.");
            }
        }
    }

    /// Words of the agency that the rules contradict.
    fn mismatches(&mut self, claim: &Claim<'_>) {
        let Some(latest) = claim.latest else { return };
        let words = fold(&latest.report.status_text);
        let claims = |phrases: &[&str]| phrases.iter().any(|phrase| words.contains(phrase));
        let late = self.days_late.unwrap_or_default();
        if self.status == TaskStatus::Overdue
            && claims(&[
                "dung tien do",
                "trong han",
                "dung han",
                "dam bao tien do",
                "bao dam tien do",
            ])
        {
            let sentence = format!(
                "Báo cáo ghi “{}” nhưng đã quá hạn {late} ngày.",
                latest.report.status_text
            );
            self.findings.push((FindingKind::OnTrackButOverdue, sentence));
        }
        if self.status == TaskStatus::CompletedLate
            && claims(&["dung han", "truoc han", "dung tien do"])
        {
            let sentence = format!(
                "Báo cáo ghi “{}” nhưng hoàn thành chậm {late} ngày.",
                latest.report.status_text
            );
            self.findings.push((FindingKind::OnTimeButLate, sentence));
        }
    }
}

/// What the reports amount to as of a day.
struct Claim<'a> {
    state: State,
    /// When it began to be reported so.
    since: Option<Date>,
    grade: Grade,
    decision: &'a str,
    latest: Option<&'a TaskEntry<'a>>,
    findings: Vec<(FindingKind, String)>,
}

#[derive(Clone, Copy)]
enum State {
    Withdrawn,
    Completed(Date),
    Open(SubState),
}

impl<'a> Claim<'a> {
    fn of(entries: &'a [TaskEntry<'a>], as_of: Date) -> Self {
        let mut claim = Self {
            state: State::Open(SubState::NoReport),
            since: None,
            grade: Grade::Reported,
            decision: "",
            latest: entries.last(),
            findings: Vec::new(),
        };
        let Some(latest) = claim.latest else { return claim };
        let status = latest.report.reported_status;
        let same = entries.iter().rev().take_while(|entry| entry.report.reported_status == status);
        let run: Vec<&TaskEntry<'_>> = same.collect();
        let first = run.last().map_or(latest.snapshot.as_of, |entry| entry.snapshot.as_of);
        claim.since = Some(first);
        let withdrawn = entries.iter().rev().find(|entry| is_withdrawal(entry));
        if let Some(entry) = withdrawn
            && status != ReportedStatus::Withdrawn
            && latest.report.decision.trim().is_empty()
        {
            return claim.stays_withdrawn(entry, latest);
        }
        claim.state = match status {
            ReportedStatus::Withdrawn => {
                let decided = run.iter().find(|entry| !entry.report.decision.is_empty());
                claim.withdrawn(decided.copied())
            }
            ReportedStatus::Completed => claim.completed(&run, first, as_of),
            ReportedStatus::Paused => State::Open(SubState::Paused),
            ReportedStatus::InProgress => State::Open(SubState::InProgress),
            ReportedStatus::NotStarted => State::Open(SubState::NotStarted),
        };
        let is_full = latest.report.percent.is_some_and(|percent| percent >= 100.into());
        if is_full && matches!(status, ReportedStatus::InProgress | ReportedStatus::NotStarted) {
            let sentence =
                format!("Báo cáo ghi 100% nhưng tình trạng là “{}”.", latest.report.status_text);
            claim.findings.push((FindingKind::FullButOpen, sentence));
        }
        claim
    }

    /// A report after a decided withdrawal, without a decision of its own.
    fn stays_withdrawn(mut self, withdrawn: &'a TaskEntry<'a>, latest: &TaskEntry<'_>) -> Self {
        self.state = State::Withdrawn;
        self.since = Some(withdrawn.snapshot.as_of);
        self.decision = &withdrawn.report.decision;
        let sentence = format!(
            "Báo cáo “{}” sau khi đã bãi bỏ theo {} mà không nêu quyết định mới, nên vẫn tính là bãi bỏ.",
            latest.report.reported_status.label(),
            self.decision
        );
        self.findings.push((FindingKind::ReportAfterWithdrawal, sentence));
        self
    }

    fn withdrawn(&mut self, decided: Option<&'a TaskEntry<'a>>) -> State {
        if let Some(entry) = decided {
            self.decision = &entry.report.decision;
            return State::Withdrawn;
        }
        let sentence = "Báo cáo bãi bỏ mà không nêu văn bản quyết định, nên tính như tạm dừng.";
        self.findings.push((FindingKind::WithdrawnUndecided, sentence.to_owned()));
        State::Open(SubState::Paused)
    }

    fn completed(&mut self, run: &[&TaskEntry<'_>], first: Date, as_of: Date) -> State {
        if run.iter().any(|entry| is_proved(entry)) {
            self.grade = Grade::WithProduct;
        }
        let on = run.iter().find_map(|entry| entry.report.completed_on).unwrap_or_else(|| {
            let sentence = format!(
                "Báo cáo hoàn thành mà không ghi ngày; lấy ngày chốt số liệu của kỳ báo cáo đầu tiên, {}.",
                written(first)
            );
            self.findings.push((FindingKind::CompletedUndated, sentence));
            first
        });
        if on <= as_of {
            return State::Completed(on);
        }
        let sentence = format!(
            "Ngày hoàn thành {} sau ngày chốt số liệu {}, nên chưa tính là hoàn thành.",
            written(on),
            written(as_of)
        );
        self.findings.push((FindingKind::CompletedInFuture, sentence));
        State::Open(SubState::InProgress)
    }

    /// "báo cáo gần nhất (kỳ quý I/2026) ghi “Đang thực hiện”".
    fn sentence(&self) -> String {
        let Some(latest) = self.latest else { return "chưa từng có báo cáo".to_owned() };
        let words = if latest.report.status_text.is_empty() {
            latest.report.reported_status.label()
        } else {
            &latest.report.status_text
        };
        format!("báo cáo gần nhất (kỳ {}) ghi “{words}”", latest.snapshot.period.in_sentence())
    }
}

/// Whether a report withdraws the work and names the decision that did it.
fn is_withdrawal(entry: &TaskEntry<'_>) -> bool {
    entry.report.reported_status == ReportedStatus::Withdrawn
        && !entry.report.decision.trim().is_empty()
}

/// Whether the number of a document or the address of a proof is given.
fn is_proved(entry: &TaskEntry<'_>) -> bool {
    let report = entry.report;
    [&report.product, &report.evidence].into_iter().any(|text| names_proof(text))
}

/// A word such as `12/QĐ-UBND`, `57-NQ/TW` or `https://…`.
fn names_proof(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let is_address = word.contains("://") || word.starts_with("www.");
        let number = word.trim_start_matches(['(', '\u{ab}', '"']);
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        let mut rest = number[digits..].chars();
        let is_number = digits > 0
            && matches!(rest.next(), Some('/' | '-'))
            && number[digits..].contains(char::is_alphabetic);
        is_address || is_number
    })
}

#[cfg(test)]
mod tests {
    use super::names_proof;

    #[test]
    fn a_proof_is_a_document_number_or_an_address() {
        for text in
            ["Kế hoạch 12/KH-UBND ngày 3/2/2026", "57-NQ/TW", "Xem https://bacninh.gov.vn/a"]
        {
            assert!(names_proof(text), "{text}");
        }
        for text in ["", "Đã ban hành kế hoạch", "ngày 3/2/2026", "5 phần mềm", "2026-2030"]
        {
            assert!(!names_proof(text), "{text}");
        }
    }
}
