//! When items are due where neither their heading nor their cell says it: by their group, the title above, the plan.

use crate::read::value::{looks_like_deadline, read_due};

use super::columns::{Column, Header};
use super::context::Context;
use super::evidence::is_tick;
use super::outline::{self, Entry};
use super::stitch::{Row, TablePart};

/// Longest words of a group that is named after a time, in characters.
const LONGEST_TIME: usize = 30;

/// The words of each group above an entry, from the nearest outwards.
fn groups_above(entries: &[Entry], at: usize) -> impl Iterator<Item = &Entry> {
    let first = outline::group_of(entries, at);
    std::iter::successors(first, |group| outline::group_of(entries, *group)).map(|at| &entries[at])
}

/// The year or period of targets whose heading names none: that of the group ("Đến năm 2030"), of the heading over the
/// table, or the plan's.
pub(super) fn of_target(
    entries: &[Entry],
    at: usize,
    table: &TablePart,
    title: &str,
    context: &mut Context<'_>,
) -> Option<String> {
    let groups = groups_above(entries, at);
    let of_group = groups.flat_map(|group| &group.row.cells).find_map(|cell| read_due(&cell.text));
    let titles = table.above.iter().flat_map(|row| &row.cells).map(|cell| cell.text.as_str());
    let of_title = || std::iter::once(title).chain(titles).find_map(read_due);
    of_group.or_else(of_title).map(|due| due.0).or_else(|| of_plan(context))
}

/// The year or period of a plan: its period in `plan.toml`, or that of its title there or in the document.
fn of_plan(context: &mut Context<'_>) -> Option<String> {
    let plan = &context.plan;
    if let (Some(start), Some(end)) = (plan.period_start, plan.period_end) {
        let (start, end) = (start.year(), end.year());
        return Some(if start == end { end.to_string() } else { format!("{start}-{end}") });
    }
    read_due(&plan.title).map(|due| due.0).or_else(|| {
        context.uses_title |= context.title_years.is_some();
        context.title_years.as_ref().map(|title| title.due.clone())
    })
}

/// The time the group of a work is named after ("Tháng 01", "Quý II"), where no column says when it is due.
pub(super) fn of_work(entries: &[Entry], at: usize, header: &Header) -> Option<String> {
    if header.position(&Column::Deadline).is_some() {
        return None;
    }
    let cells = groups_above(entries, at).flat_map(|group| &group.row.cells);
    let is_time = |text: &str| text.chars().count() <= LONGEST_TIME && looks_like_deadline(text);
    cells.map(|cell| cell.text.as_str()).find(|text| is_time(text)).map(str::to_owned)
}

/// The years a row is ticked for in a roadmap, as a deadline would print them: `2026-2028`, `2026, 2028`.
pub(super) fn scheduled(row: &Row, header: &Header) -> String {
    let ticked = header.columns.iter().zip(&row.cells).filter_map(|(column, cell)| match column {
        Column::Schedule(due) if is_tick(&cell.text) => Some(due.as_str()),
        _ => None,
    });
    let years: Vec<&str> = ticked.collect();
    let numbers: Option<Vec<i16>> = years.iter().map(|year| year.parse().ok()).collect();
    match (years.as_slice(), numbers) {
        ([first, .., last], Some(numbers))
            if numbers.windows(2).all(|pair| pair[1] == pair[0] + 1) =>
        {
            format!("{first}-{last}")
        }
        _ => years.join(", "),
    }
}
