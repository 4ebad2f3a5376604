//! Rows of what calls for attention, with the reason.

use serde::Serialize;

use crate::derive::status::TaskJudgement;
use crate::model::{Id, TaskStatus};
use crate::view::ground::Portal;
use crate::view::parts::list::row::{Row, Rows};

/// A task or indicator with the reason of its warning.
#[derive(Clone, Debug, Serialize)]
pub struct WarningRow<'a> {
    /// The item.
    pub row: Row<'a>,
    /// Why, as a sentence.
    pub reason: &'a str,
}

impl<'a> WarningRow<'a> {
    /// The item with that id; nothing when it is not known.
    pub fn new(rows: &Rows<'_, 'a>, id: &Id, reason: &'a str) -> Option<Self> {
        Some(Self { row: rows.item(rows.portal.item(id)?)?, reason })
    }
}

/// Overdue tasks, longest overdue first.
pub fn overdue<'a>(rows: &Rows<'_, 'a>) -> Vec<WarningRow<'a>> {
    let mut judged = of_status(rows.portal, TaskStatus::Overdue);
    judged.sort_by_key(|judged| std::cmp::Reverse(judged.days_late));
    listed(rows, judged)
}

/// Tasks due soon, nearest first.
pub fn due_soon<'a>(rows: &Rows<'_, 'a>) -> Vec<WarningRow<'a>> {
    let mut judged = of_status(rows.portal, TaskStatus::DueSoon);
    judged.sort_by_key(|judged| judged.deadline);
    listed(rows, judged)
}

fn of_status<'a>(portal: &Portal<'a>, status: TaskStatus) -> Vec<&'a TaskJudgement> {
    let tasks = portal.site.tasks().filter_map(|task| portal.task_judgement(&task.id));
    tasks.filter(|judged| judged.status == status).collect()
}

fn listed<'a>(rows: &Rows<'_, 'a>, judged: Vec<&'a TaskJudgement>) -> Vec<WarningRow<'a>> {
    judged
        .into_iter()
        .filter_map(|judged| WarningRow::new(rows, &judged.task, &judged.reason))
        .collect()
}
