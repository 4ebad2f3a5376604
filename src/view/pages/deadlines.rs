//! Deadlines by month; standing and undated work apart.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::vietnamese;
use crate::model::{Date, Deadline, Task};
use crate::view::ground::{Portal, address, words};
use crate::view::ground::due::{days, due};
use crate::view::ground::pager::{self, MOST_ROWS, Pager};
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;
use crate::view::parts::chart::calendar::Calendar;
use crate::view::parts::list::filter::Filter;
use crate::view::parts::list::row::{Row, Rows};

/// A page of everything by when it is due, counted from 0.
pub struct Route(usize);

impl<'a> Page<'a> for Route {
    const TEMPLATE: &'static str = "deadlines";
    type View = DeadlinePage<'a>;

    fn every(context: &Context<'_, 'a>) -> Vec<Self> {
        (0..DeadlinePage::count(context.portal)).map(Self).collect()
    }

    fn address(&self) -> String {
        pager::address(address::DEADLINES, self.0)
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        DeadlinePage::new(context.rows, self.0)
    }
}

/// The page of deadlines.
#[derive(Clone, Debug, Serialize)]
pub struct DeadlinePage<'a> {
    /// One sentence made from the data.
    pub summary: String,
    /// What the list may be narrowed by.
    pub filter: Option<Filter<'a>>,
    /// How many are due in which month.
    pub calendar: Option<Calendar>,
    /// Months in order of time.
    pub months: Vec<Month<'a>>,
    /// Work without an end that could be missed.
    pub standing: Vec<Row<'a>>,
    /// Work whose deadline is not known.
    pub undated: Vec<Row<'a>>,
    /// The pages of the list.
    pub pager: Pager,
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
    /// What the deadline depends on.
    pub condition: Option<&'a str>,
    /// Who leads.
    pub lead: String,
    /// The task.
    pub task: Row<'a>,
}

impl<'a> DeadlinePage<'a> {
    /// Page `number` (from 0) with its frame.
    pub fn new(rows: &Rows<'_, 'a>, number: usize) -> (Frame<'a>, Self) {
        let portal = rows.portal;
        let Work { due, standing, undated } = Work::new(portal);
        let summary = format!(
            "{} mốc thời hạn có ngày, {} nhiệm vụ thường xuyên, {} nhiệm vụ không rõ ngày.",
            vietnamese::count(due.len()),
            vietnamese::count(standing.len()),
            vietnamese::count(undated.len()),
        );
        let count = pages(due.len() + standing.len() + undated.len());
        // The three lists one after the other, cut into pages.
        let first = number * MOST_ROWS;
        let due_here = here(&due, first, 0);
        let standing_here = here(&standing, first, due.len());
        let undated_here = here(&undated, first, due.len() + standing.len());
        let mut months: BTreeMap<(i16, i8), Vec<DueRow<'a>>> = BTreeMap::new();
        for (date, text, task) in due_here {
            months.entry((date.year(), date.month())).or_default().push(DueRow {
                date: date.to_string(),
                label: vietnamese::date(*date),
                part: text,
                condition: portal.deadline_in_force(task).condition.as_deref(),
                lead: words::lead_names(portal, &portal.task_in_force(task).lead),
                task: rows.task(task),
            });
        }
        let counts: Vec<_> = months.iter().map(|(month, rows)| (*month, rows.len())).collect();
        let months = months.into_iter().map(|((year, month), rows)| Month {
            key: format!("{year:04}-{month:02}"),
            label: format!("Tháng {month}/{year}"),
            rows,
        });
        let mut months: Vec<Month<'a>> = months.collect();
        let listed = |tasks: &[&'a Task]| -> Vec<Row<'a>> {
            tasks.iter().map(|task| rows.task(task)).collect()
        };
        let (mut standing, mut undated) = (listed(standing_here), listed(undated_here));
        let pager = Pager::new(address::DEADLINES, count, number);
        let mut filter = None;
        let mut calendar = None;
        if !pager.is_long() {
            calendar = Calendar::new(&counts);
            let dated = months.iter_mut().flat_map(|month| &mut month.rows);
            let dated = dated.map(|due| &mut due.task);
            let rows = dated.chain(&mut standing).chain(&mut undated).map(|row| &mut row.facets);
            filter = Filter::new(portal, "mốc", Some(address::TASK_TABLE), rows);
            filter = filter.map(Filter::sorted_by_headings);
        }
        let (path, title) = (pager::address(address::DEADLINES, number), pager.title("Thời hạn"));
        let page = Self { summary, filter, calendar, months, standing, undated, pager };
        let frame = Frame::new(portal, &path, address::DEADLINES, title, &page.summary);
        (frame.with_table(portal, address::TASK_TABLE).described(portal, None), page)
    }

    /// How many pages there are.
    pub fn count(portal: &Portal<'a>) -> usize {
        let Work { due, standing, undated } = Work::new(portal);
        pages(due.len() + standing.len() + undated.len())
    }
}

/// All work by what is known of its end.
struct Work<'a> {
    due: Vec<(Date, &'a str, &'a Task)>,
    standing: Vec<&'a Task>,
    undated: Vec<&'a Task>,
}

impl<'a> Work<'a> {
    fn new(portal: &Portal<'a>) -> Self {
        let tasks = |wanted: fn(&Deadline) -> bool| -> Vec<&'a Task> {
            let tasks = portal.site.tasks();
            tasks.filter(|task| wanted(portal.deadline_in_force(task))).collect()
        };
        Self {
            due: due(portal),
            standing: tasks(Deadline::is_standing),
            undated: tasks(|deadline| !deadline.is_standing() && days(deadline).is_empty()),
        }
    }
}

fn pages(rows: usize) -> usize {
    rows.div_ceil(MOST_ROWS).max(1)
}

/// What of `list`, which stands behind `before` others, is on the page that begins with row `first`.
fn here<T>(list: &[T], first: usize, before: usize) -> &[T] {
    let start = first.saturating_sub(before).min(list.len());
    let end = (first + MOST_ROWS).saturating_sub(before).min(list.len());
    &list[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::ground::due::page_of;

    #[test]
    fn three_lists_are_cut_into_pages_as_one() {
        let (due, standing, undated) = (vec!['d'; 1_500], vec!['s'; 400], vec!['u'; 300]);
        let on = |number: usize| {
            let first = number * MOST_ROWS;
            let lists = [(&due, 0), (&standing, 1_500), (&undated, 1_900)];
            lists.map(|(list, before)| here(list, first, before).len())
        };
        assert_eq!([on(0), on(1), on(2)], [[1_000, 0, 0], [500, 400, 100], [0, 0, 200]]);
        assert_eq!((pages(2_200), pages(1_000), pages(0)), (3, 1, 1));
        assert_eq!(
            (page_of(999), page_of(1_000)),
            ("thoi-han/".into(), "thoi-han/trang-2/".into())
        );
    }
}
