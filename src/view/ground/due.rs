//! What is due when, and on which page of deadlines it stands.

use crate::model::{Date, Deadline, Task};
use crate::view::ground::pager::{self, MOST_ROWS};
use crate::view::ground::{Portal, address};

/// Address of the page of deadlines that holds the dated one at `place` (from 0).
pub(in crate::view) fn page_of(place: usize) -> String {
    pager::address(address::DEADLINES, place / MOST_ROWS)
}

/// The days on which a task, or a part of it, is due.
pub(in crate::view) fn days(deadline: &Deadline) -> Vec<(Date, &str)> {
    if deadline.is_standing() {
        Vec::new()
    } else if deadline.milestones.is_empty() {
        deadline.end.map(|end| (end, "")).into_iter().collect()
    } else {
        deadline.milestones.iter().map(|part| (part.date, part.text.as_str())).collect()
    }
}

/// All days on which something is due, with the part that is due and its task, in order of time.
pub(in crate::view) fn due<'a>(portal: &Portal<'a>) -> Vec<(Date, &'a str, &'a Task)> {
    let mut due: Vec<_> = portal
        .site
        .tasks()
        .flat_map(|task| {
            let days = days(portal.deadline_in_force(task)).into_iter();
            days.map(move |(day, part)| (day, part, task))
        })
        .collect();
    due.sort_by_key(|(day, _, _)| *day);
    due
}
