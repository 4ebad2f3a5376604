//! Deadlines by month; standing and undated work apart.

use std::collections::BTreeMap;

use serde::Serialize;

use super::facet::Filter;
use super::listing::Row;
use super::part;
use super::portal::Portal;
use super::{Frame, address};
use crate::model::{Date, Deadline, Task};
use crate::vietnamese;

/// The page of deadlines.
#[derive(Clone, Debug, Serialize)]
pub struct DeadlinePage<'a> {
    /// One sentence made from the data.
    pub summary: String,
    /// What the list may be narrowed by.
    pub filter: Option<Filter<'a>>,
    /// Months in order of time.
    pub months: Vec<Month<'a>>,
    /// Work without an end that could be missed.
    pub standing: Vec<Row<'a>>,
    /// Work whose deadline is not known.
    pub undated: Vec<Row<'a>>,
}

/// What is due in one month.
#[derive(Clone, Debug, Serialize)]
pub struct Month<'a> {
    /// "2026-12": the anchor.
    pub key: String,
    /// "Tháng 12/2026".
    pub label: String,
    /// Days in order of time.
    pub rows: Vec<DueRow<'a>>,
}

/// One deadline.
#[derive(Clone, Debug, Serialize)]
pub struct DueRow<'a> {
    /// The day, for machines.
    pub date: String,
    /// The day, for people.
    pub label: String,
    /// The part of the work due then, where the deadline names several.
    pub part: &'a str,
    /// Who leads.
    pub lead: String,
    /// The task.
    pub task: Row<'a>,
}

impl<'a> DeadlinePage<'a> {
    /// The page with its frame.
    pub fn new(portal: &Portal<'a>) -> (Frame<'a>, Self) {
        let due = due(portal);
        let rows = |wanted: fn(&Deadline) -> bool| -> Vec<Row<'a>> {
            let tasks = portal.site.tasks().filter(|task| wanted(portal.deadline_in_force(task)));
            tasks.map(|task| Row::task(portal, task)).collect()
        };
        let mut standing = rows(Deadline::is_standing);
        let mut undated = rows(|deadline| !deadline.is_standing() && days(deadline).is_empty());
        let summary = format!(
            "{} mốc thời hạn có ngày, {} nhiệm vụ thường xuyên, {} nhiệm vụ không rõ ngày.",
            vietnamese::count(due.len()),
            vietnamese::count(standing.len()),
            vietnamese::count(undated.len()),
        );
        let mut months: BTreeMap<(i16, i8), Vec<DueRow<'a>>> = BTreeMap::new();
        for (date, text, task) in due {
            months.entry((date.year(), date.month())).or_default().push(DueRow {
                date: date.to_string(),
                label: vietnamese::date(date),
                part: text,
                lead: part::lead_names(portal, &portal.task_in_force(task).lead),
                task: Row::task(portal, task),
            });
        }
        let months = months.into_iter().map(|((year, month), rows)| Month {
            key: format!("{year:04}-{month:02}"),
            label: format!("Tháng {month}/{year}"),
            rows,
        });
        let mut months: Vec<Month<'a>> = months.collect();
        let dated = months.iter_mut().flat_map(|month| &mut month.rows).map(|due| &mut due.task);
        let rows = dated.chain(&mut standing).chain(&mut undated).map(|row| &mut row.facets);
        let filter = Filter::new(portal, "mốc", Some(address::TASK_TABLE), rows);
        let filter = filter.map(Filter::sorted_by_headings);
        let page = Self { summary, filter, months, standing, undated };
        let frame =
            Frame::new(portal, address::DEADLINES, address::DEADLINES, "Thời hạn", &page.summary);
        (frame.with_table(portal, address::TASK_TABLE).described(portal, None), page)
    }
}

/// The days on which a task, or a part of it, is due.
pub(super) fn days(deadline: &Deadline) -> Vec<(Date, &str)> {
    if deadline.is_standing() {
        Vec::new()
    } else if deadline.milestones.is_empty() {
        deadline.end.map(|end| (end, "")).into_iter().collect()
    } else {
        deadline.milestones.iter().map(|part| (part.date, part.text.as_str())).collect()
    }
}

/// All days on which something is due, with the part that is due and its task, in order of time.
pub(super) fn due<'a>(portal: &Portal<'a>) -> Vec<(Date, &'a str, &'a Task)> {
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
