//! The rules for one dated piece of work: a whole task, or one milestone of it.

use super::TaskEntry;
use super::days::{days_before, days_between, next_day};
use super::findings::FindingKind;
use crate::model::{Date, Grade, ReportedStatus, SubState, TaskStatus};
use crate::vietnamese::{date as written, fold};

/// What the rules say of one dated piece of work.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub status: TaskStatus,
    pub rule: u8,
    pub sub_state: Option<SubState>,
    pub is_extended: bool,
    pub deadline: Option<Date>,
    pub days_late: Option<i32>,
    pub since: Option<Date>,
    pub completed_on: Option<Date>,
    pub grade: Option<Grade>,
    pub reason: String,
    pub findings: Vec<(FindingKind, String)>,
}

/// Judges a piece of work due on `end` by the reports on it, oldest first, as of `as_of`.
pub(super) fn judge(
    end: Option<Date>,
    entries: &[TaskEntry<'_>],
    as_of: Date,
    due_soon_days: i32,
) -> Part {
    let extension = entries.iter().rev().find_map(|entry| entry.report.extension.as_ref());
    let deadline = extension.map(|extension| extension.new_end).or(end);
    let claim = Claim::of(entries, as_of);
    let mut part = Part {
        status: TaskStatus::NoReport,
        rule: 9,
        sub_state: None,
        is_extended: extension.is_some(),
        deadline,
        days_late: None,
        since: None,
        completed_on: None,
        grade: None,
        reason: String::new(),
        findings: claim.findings.clone(),
    };
    let limit = limit(deadline, extension.map(|extension| extension.decision.as_str()));
    match claim.state {
        State::Withdrawn => {
            part.set(TaskStatus::Withdrawn, 1);
            part.since = claim.since;
            part.reason = format!("Bãi bỏ hoặc thay thế theo {}.", claim.decision);
        }
        State::Completed(on) => part.complete(on, &limit, &claim),
        State::Open(sub_state) => {
            part.sub_state = Some(sub_state);
            part.open(sub_state, &limit, &claim, as_of, due_soon_days);
        }
    }
    part.mismatches(&claim);
    part
}

/// "hạn 31/05/2026 (đã gia hạn theo 12/QĐ-UBND)", or that there is none.
fn limit(deadline: Option<Date>, decision: Option<&str>) -> String {
    match (deadline, decision) {
        (Some(date), Some(decision)) if !decision.is_empty() => {
            format!("hạn {} (đã gia hạn theo {decision})", written(date))
        }
        (Some(date), Some(_)) => format!("hạn {} (đã gia hạn)", written(date)),
        (Some(date), None) => format!("hạn {}", written(date)),
        (None, _) => "kế hoạch không ghi ngày hết hạn".to_owned(),
    }
}

impl Part {
    fn set(&mut self, status: TaskStatus, rule: u8) {
        self.status = status;
        self.rule = rule;
    }

    fn complete(&mut self, on: Date, limit: &str, claim: &Claim<'_>) {
        self.completed_on = Some(on);
        self.since = Some(on);
        self.grade = Some(claim.grade);
        let done = format!("Hoàn thành ngày {}", written(on));
        let proof = claim.grade.label();
        if let Some(deadline) = self.deadline.filter(|deadline| on > *deadline) {
            let late = days_between(deadline, on);
            self.set(TaskStatus::CompletedLate, 3);
            self.days_late = Some(late);
            self.reason = format!("{done}, chậm {late} ngày so với {limit}; {proof}.");
        } else {
            self.set(TaskStatus::CompletedOnTime, 2);
            self.reason = format!("{done}, {limit}; {proof}.");
        }
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
                self.reason = format!("Quá hạn {} ngày ({limit}); {said}.", -left);
            }
            _ if sub_state == SubState::Paused => {
                self.set(TaskStatus::Paused, 5);
                self.reason = format!("Tạm dừng, {limit}; {said}.");
            }
            (Some(left), Some(deadline)) if left <= due_soon_days => {
                self.set(TaskStatus::DueSoon, 6);
                self.since = Some(days_before(deadline, due_soon_days));
                self.reason = match left {
                    0 => format!("Hôm chốt số liệu là ngày cuối ({limit}); {said}."),
                    _ => format!("Còn {left} ngày là đến hạn ({limit}); {said}."),
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
                self.reason = format!("Chưa có báo cáo nào, {limit}.");
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
                "Báo cáo ghi «{}» nhưng đã quá hạn {late} ngày.",
                latest.report.status_text
            );
            self.findings.push((FindingKind::OnTrackButOverdue, sentence));
        }
        if self.status == TaskStatus::CompletedLate
            && claims(&["dung han", "truoc han", "dung tien do"])
        {
            let sentence = format!(
                "Báo cáo ghi «{}» nhưng hoàn thành chậm {late} ngày.",
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
                format!("Báo cáo ghi 100% nhưng tình trạng là «{}».", latest.report.status_text);
            claim.findings.push((FindingKind::FullButOpen, sentence));
        }
        claim
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

    /// "báo cáo gần nhất (Quý I năm 2026) ghi «Đang thực hiện»".
    fn sentence(&self) -> String {
        let Some(latest) = self.latest else { return "chưa có báo cáo nào".to_owned() };
        let words = if latest.report.status_text.is_empty() {
            latest.report.reported_status.label()
        } else {
            &latest.report.status_text
        };
        format!("báo cáo gần nhất ({}) ghi «{words}»", latest.snapshot.period.label())
    }
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
        let number = word.trim_start_matches(['(', '«', '"']);
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
