//! Deadlines by month; standing and undated work apart.

use std::collections::BTreeMap;

use serde::Serialize;

use super::listing::Row;
use super::portal::Portal;
use super::{Frame, address, form};
use crate::model::{Date, Task};

/// The page of deadlines.
#[derive(Clone, Debug, Serialize)]
pub struct DeadlinePage<'a> {
    /// One sentence made from the data.
    pub summary: String,
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
    /// The task.
    pub task: Row<'a>,
}

impl<'a> DeadlinePage<'a> {
    /// The page with its frame.
    pub fn new(portal: &Portal<'a>) -> (Frame<'a>, Self) {
        let mut due: Vec<(Date, &'a str, &'a Task)> = Vec::new();
        let (mut standing, mut undated) = (Vec::new(), Vec::new());
        for task in portal.site.tasks() {
            if task.deadline.is_standing() {
                standing.push(Row::task(portal, task));
            } else if task.deadline.milestones.is_empty() {
                match task.deadline.end {
                    Some(end) => due.push((end, "", task)),
                    None => undated.push(Row::task(portal, task)),
                }
            } else {
                let milestones = task.deadline.milestones.iter();
                due.extend(milestones.map(|part| (part.date, part.text.as_str(), task)));
            }
        }
        due.sort_by_key(|(date, _, _)| *date);
        let summary = format!(
            "{} mốc thời hạn có ngày, {} nhiệm vụ thường xuyên, {} nhiệm vụ không rõ ngày.",
            form::count(due.len()),
            form::count(standing.len()),
            form::count(undated.len()),
        );
        let mut months: BTreeMap<(i16, i8), Vec<DueRow<'a>>> = BTreeMap::new();
        for (date, part, task) in due {
            months.entry((date.year(), date.month())).or_default().push(DueRow {
                date: date.to_string(),
                label: form::date(date),
                part,
                task: Row::task(portal, task),
            });
        }
        let months = months.into_iter().map(|((year, month), rows)| Month {
            key: format!("{year:04}-{month:02}"),
            label: format!("Tháng {month}/{year}"),
            rows,
        });
        let page = Self { months: months.collect(), standing, undated, summary };
        let frame =
            Frame::new(portal, address::DEADLINES, address::DEADLINES, "Thời hạn", &page.summary);
        (frame.described(portal, None), page)
    }
}
