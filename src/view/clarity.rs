//! "6 rõ" of all tasks together: how many have which score, how many have which of the six.

use std::borrow::Cow;

use serde::Serialize;

use super::form;
use super::portal::Portal;
use crate::derive::status::{Aspect, Clarity, score_clarity};
use crate::model::{Id, Task};

/// "6 rõ" of all tasks together.
#[derive(Clone, Debug, Serialize)]
pub struct ClarityTotals {
    /// Number of tasks.
    pub tasks: usize,
    /// Tasks by score, six first.
    pub scores: Vec<ClarityRow>,
    /// Tasks that have each of the six.
    pub aspects: Vec<ClarityRow>,
}

/// Tasks with something in common.
#[derive(Clone, Debug, Serialize)]
pub struct ClarityRow {
    /// "6/6", "Rõ người".
    pub label: String,
    /// How many.
    pub tasks: usize,
    /// Share in per cent with one decimal.
    pub share: String,
}

impl ClarityTotals {
    /// The totals; nothing without tasks.
    pub fn new(portal: &Portal<'_>) -> Option<Self> {
        let tasks = portal.site.plans.iter().flat_map(|plan| &plan.tasks);
        let scored: Vec<_> = tasks.map(|task| scored(portal, task)).collect();
        if scored.is_empty() {
            return None;
        }
        let row = |label: String, tasks: usize| ClarityRow {
            label,
            tasks,
            share: form::share(tasks, scored.len()),
        };
        let by_score = (0..=6).rev().map(|score: u8| {
            let tasks = scored.iter().filter(|one| one.score() == score).count();
            row(format!("{score}/6"), tasks)
        });
        let aspects = Aspect::ALL.iter().map(|&(aspect, _, label)| {
            let is_clear = |one: &&Cow<'_, Clarity>| {
                one.points.iter().any(|point| point.aspect == aspect && point.is_clear)
            };
            row(label.to_owned(), scored.iter().filter(is_clear).count())
        });
        Some(Self { scores: by_score.collect(), aspects: aspects.collect(), tasks: scored.len() })
    }
}

/// The six of a task as its page shows them; without snapshots from the plan's words alone.
fn scored<'a>(portal: &Portal<'a>, task: &Task) -> Cow<'a, Clarity> {
    let progress = portal.derived.progress.as_ref();
    if let Some(known) = progress.and_then(|progress| progress.clarity.get(&task.id)) {
        return Cow::Borrowed(known);
    }
    let is_collective = |id: &Id| portal.agency(id).is_some_and(|agency| agency.is_collective);
    Cow::Owned(score_clarity(task, [], is_collective))
}
