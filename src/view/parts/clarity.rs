//! "6 rõ" of all tasks together: how many have which score, how many have which of the six.

use serde::Serialize;

use crate::derive::status::{Aspect, Clarity};
use crate::view::ground::Portal;
use crate::view::ground::form;

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
        let known = &portal.derived.clarity;
        let scored: Vec<&Clarity> = tasks.filter_map(|task| known.get(&task.id)).collect();
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
            let is_clear = |one: &&&Clarity| {
                one.points.iter().any(|point| point.aspect == aspect && point.is_clear)
            };
            row(label.to_owned(), scored.iter().filter(is_clear).count())
        });
        Some(Self { scores: by_score.collect(), aspects: aspects.collect(), tasks: scored.len() })
    }
}
