//! What is in each state.

use std::collections::BTreeMap;

use crate::model::{IndicatorStatus, TaskStatus};
use crate::vietnamese;
use crate::view::ground::status::{PASSED, Status};
use crate::view::ground::{Item, Portal};

/// The states that occur, in the order of lists, each with its label and its items; none without snapshots.
pub fn states<'a>(portal: &Portal<'a>) -> Vec<(&'static str, Vec<Item<'a>>)> {
    if portal.as_of().is_none() {
        return Vec::new();
    }
    let mut of: BTreeMap<&str, Vec<Item<'a>>> = BTreeMap::new();
    for plan in portal.site.plans.iter() {
        let tasks = plan.tasks.iter().map(|task| Item::Task(plan, task));
        let indicators = plan.indicators.iter().map(|indicator| Item::Indicator(plan, indicator));
        for item in tasks.chain(indicators) {
            // Where nobody was asked to report, passed days of tasks and of targets are one state.
            let status = Status::of(portal, item.id());
            let key = if status.label == PASSED { PASSED } else { status.key };
            of.entry(key).or_default().push(item);
        }
    }
    let tasks = TaskStatus::ALL.iter().map(|&(_, key, label)| (key, label));
    let indicators = IndicatorStatus::ALL.iter().map(|&(_, key, label)| (key, label));
    let all = std::iter::once((PASSED, PASSED)).chain(tasks).chain(indicators);
    all.filter_map(|(key, label)| Some((label, of.remove(key)?))).collect()
}

/// How many items of each state there are.
pub fn summaries(portal: &Portal<'_>) -> Vec<(&'static str, String)> {
    let states = states(portal).into_iter();
    states.map(|(label, items)| (label, summary(portal, label, &items))).collect()
}

/// "12 nhiệm vụ và 3 chỉ tiêu ở trạng thái …": how many items are in the state with that label, as of when.
pub fn summary(portal: &Portal<'_>, label: &str, items: &[Item<'_>]) -> String {
    let tasks = items.iter().filter(|item| matches!(item, Item::Task(..))).count();
    let parts = [(tasks, "nhiệm vụ"), (items.len() - tasks, "chỉ tiêu")];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{} {word}", vietnamese::count(*count)))
        .collect();
    format!(
        "{} ở trạng thái “{label}”, tính đến {}.",
        parts.join(" và "),
        portal.as_of().map(vietnamese::date).unwrap_or_default(),
    )
}

/// The labels of the states that have a list.
pub fn listed_states(portal: &Portal<'_>) -> Vec<&'static str> {
    states(portal).into_iter().map(|(label, _)| label).collect()
}
