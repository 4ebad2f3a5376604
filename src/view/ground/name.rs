//! What items and sections are called: their headings and captions.

use std::borrow::Cow;

use crate::model::Section;
use crate::view::ground::form;
use crate::view::ground::item::Item;

/// Where a heading is cut; the whole name stands below it then.
pub const HEADING: usize = 140;

/// A name this much longer than a heading is not cut: it is not worth cutting for a word or two.
const SLACK: usize = 20;

/// A name as a heading: whole, or cut between words where it is much longer than a heading may be.
pub fn heading(name: &str) -> Cow<'_, str> {
    let is_short = name.chars().nth(HEADING + SLACK).is_none();
    form::clip(name, if is_short { HEADING + SLACK } else { HEADING })
}

/// "Nhiệm vụ 22, mục VII"; without the number or the mark where none is printed.
pub(in crate::view) fn caption(item: Item<'_>) -> String {
    let (number, section) = match item {
        Item::Task(plan, task) => (&task.number, plan.section(&task.section)),
        Item::Indicator(plan, indicator) => (&indicator.number, plan.section(&indicator.section)),
        Item::Clause(_, clause) => (&clause.number, None),
    };
    let mut caption = item.word().to_owned();
    if !number.is_empty() {
        caption = format!("{caption} {number}");
    }
    match section.map(|section| section.mark.trim()) {
        None | Some("" | "PL") => caption,
        Some(mark) => format!("{caption}, mục {mark}"),
    }
}

/// Mark and title of a section: "VII. Chuyển đổi số".
pub fn section_title(section: &Section) -> String {
    let title = section.title.trim();
    let mark = section.mark.trim();
    if title.is_empty() {
        return format!("Mục {mark}");
    }
    if mark.is_empty() || mark == "PL" || title.starts_with(mark) {
        return title.to_owned();
    }
    format!("{mark}. {title}")
}
