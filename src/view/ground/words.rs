//! The words for parts of a plan in lists and sentences: leads, deadlines, targets, values, places.

use crate::derive::OverlapKind;
use crate::model::{
    Deadline, DeadlineKind, Decimal, Indicator, Provenance, Responsibility, Target, Task,
};
use crate::vietnamese;
use crate::view::ground::{Portal, form};

/// The names of who leads, for one line; empty when nobody is named.
pub fn lead_names(portal: &Portal<'_>, responsibility: &Responsibility) -> String {
    let names: Vec<&str> = responsibility
        .members
        .iter()
        .map(|member| {
            portal.agency(&member.agency).map_or(member.text.as_str(), |agency| {
                agency.short_name.as_deref().unwrap_or(&agency.name)
            })
        })
        .collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first, second] => format!("{first} và {second}"),
        [first, rest @ ..] => format!("{first} và {} cơ quan khác", rest.len()),
    }
}

/// The deadline in a few words for lists.
pub fn deadline_in_short(deadline: &Deadline) -> String {
    match (deadline.kind, deadline.end) {
        (DeadlineKind::Ongoing, _) => "thường xuyên".to_owned(),
        (DeadlineKind::Annual, _) => "hằng năm".to_owned(),
        (DeadlineKind::ByReference, _) => "theo văn bản khác".to_owned(),
        (_, Some(end)) => with_condition(vietnamese::date(end), deadline),
        (_, None) => with_condition("không rõ thời hạn".to_owned(), deadline),
    }
}

/// A deadline that depends on something is never shown without it.
fn with_condition(words: String, deadline: &Deadline) -> String {
    match &deadline.condition {
        Some(condition) => format!("{words} ({})", form::clip(condition, 60)),
        None => words,
    }
}

/// A target as printed, with the indicator's unit where only a number is printed.
pub fn target_with_unit(indicator: &Indicator, target: &Target) -> String {
    let text = form::clip(&target.text, 60);
    let is_bare = text.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
    if is_bare { vietnamese::with_unit(&text, &indicator.unit) } else { text.into_owned() }
}

/// A value with the indicator's unit: "63,5%", "12 bài báo".
pub fn amount(indicator: &Indicator, value: Decimal) -> String {
    vietnamese::with_unit(&vietnamese::decimal(&value), &indicator.unit)
}

/// What sort of likeness a pair has, in words.
pub fn relation(kind: OverlapKind) -> &'static str {
    match kind {
        OverlapKind::BetweenPlans => "Nhiệm vụ gần giống ở văn bản khác",
        OverlapKind::WithinPlan => "Nhiệm vụ gần giống trong cùng văn bản",
        OverlapKind::BodyAndAppendix => "Phần lời văn và phụ lục cùng nêu",
        OverlapKind::Indicators => "Chỉ tiêu cùng đo một đại lượng",
    }
}

/// The lines of a place, in words.
pub fn lines_of(provenance: &Provenance) -> String {
    form::lines(provenance.line_first, provenance.line_last, provenance.sheet.as_deref())
}

/// Paragraphs of a text kept with `\n` between them.
pub fn paragraphs(text: &str) -> Vec<&str> {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// "2026: ≥ 95%": a target for lists.
pub(in crate::view) fn target_in_short(indicator: &Indicator, target: &Target) -> String {
    format!("{}: {}", target.due, target_with_unit(indicator, target))
}

/// "Năm 2026", "Giai đoạn 2023–2025".
pub fn due_label(due: &str) -> String {
    if due.contains(['-', '–']) {
        format!("Giai đoạn {}", due.replace('-', "–"))
    } else {
        format!("Năm {due}")
    }
}

/// "Phần 2: hoàn thành" for a dated part of a task, counted from 1.
pub fn part_label(task: &Task, number: u32) -> String {
    match task.deadline.milestone(number).map(|part| part.text.trim()) {
        None | Some("") => format!("Phần {number}"),
        Some(text) => format!("Phần {number}: {text}"),
    }
}

/// "seeds/snapshots/2026-q2/nhiem-vu.csv, dòng 12".
pub fn source(provenance: &Provenance) -> String {
    format!("{}, {}", provenance.file, lines_of(provenance))
}
