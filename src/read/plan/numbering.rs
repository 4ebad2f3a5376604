//! Printed numbers that jump or repeat: reported, never mended.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Id, Provenance, Task};

use super::context::Context;

/// Notes gaps and repeats among the printed numbers of each section's tasks and of all indicators.
pub(super) fn check(context: &mut Context<'_>) {
    let mut notes = Vec::new();
    let mut by_section: BTreeMap<&Id, Vec<&Task>> = BTreeMap::new();
    for task in &context.plan.tasks {
        by_section.entry(&task.section).or_default().push(task);
    }
    for section in &context.plan.sections {
        let tasks = by_section.remove(&section.id).unwrap_or_default().into_iter();
        let numbers = tasks.map(|task| (task.number.as_str(), &task.id, &task.provenance));
        let name = if section.mark.is_empty() {
            format!("“{}”", section.title)
        } else {
            section.mark.clone()
        };
        notes.extend(notes_of(numbers, &format!("mục {name}")));
    }
    let is_plain = |number: &str| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let indicators = context.plan.indicators.iter().filter(|indicator| is_plain(&indicator.number));
    let numbers = indicators
        .map(|indicator| (indicator.number.as_str(), &indicator.id, &indicator.provenance));
    notes.extend(notes_of(numbers, "danh mục chỉ tiêu"));
    for note in notes {
        context.diagnostics.push(note);
    }
}

fn notes_of<'a>(
    numbers: impl Iterator<Item = (&'a str, &'a Id, &'a Provenance)>,
    section: &str,
) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    let mut seen: BTreeSet<(&str, u32)> = BTreeSet::new();
    // The last number below each mark: 1.1 does not go on with 1.
    let mut last: BTreeMap<&str, u32> = BTreeMap::new();
    for (text, id, provenance) in numbers {
        let (above, own) = text.rsplit_once('.').unwrap_or(("", text));
        let Ok(number) = own.parse::<u32>() else { continue };
        let place = match &provenance.sheet {
            Some(sheet) => Place::cell(provenance.file.clone(), sheet, provenance.line_first, 1),
            None => Place::line(provenance.file.clone(), provenance.line_first),
        };
        if !seen.insert((above, number)) {
            let message = format!("{section} có hai dòng cùng mang số {text}");
            notes.push(Diagnostic::new(Code::NumberRepeated, place, message).item(id));
        } else if let Some(previous) =
            last.get(above).copied().filter(|previous| number > *previous + 1)
        {
            let missing = if number == previous + 2 {
                format!("số {}", previous + 1)
            } else {
                format!("các số từ {} đến {}", previous + 1, number - 1)
            };
            let message = format!("{section} không có {missing}: sau số {previous} là số {number}");
            notes.push(Diagnostic::new(Code::NumberGap, place, message).item(id));
        }
        last.insert(above, number);
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(numbers: &[&str], expect: &[&str]) {
        let id = Id::slug("a");
        let provenance = Provenance { file: "a".into(), line_first: 1, line_last: 1, sheet: None };
        let notes = notes_of(numbers.iter().map(|number| (*number, &id, &provenance)), "mục VII");
        let messages: Vec<_> = notes.iter().map(|note| note.message.as_str()).collect();
        assert_eq!(messages, expect);
    }

    #[test]
    fn gaps_and_repeats_are_told() {
        check(&["1", "2", "3"], &[]);
        check(&["1", "1.1", "1.2", "2"], &[]);
        check(&["4", "6"], &["mục VII không có số 5: sau số 4 là số 6"]);
        check(
            &["22", "24", "22", "23", "24"],
            &[
                "mục VII không có số 23: sau số 22 là số 24",
                "mục VII có hai dòng cùng mang số 22",
                "mục VII có hai dòng cùng mang số 24",
            ],
        );
    }
}
