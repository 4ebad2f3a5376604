//! The thresholds on the real plans, read from the hand-checked tables in `tests/golden`.

use std::collections::{BTreeMap, BTreeSet};

use super::testing::{clause, indicator, plan, site, task};
use super::{OverlapKind, find};
use crate::model::{Plan, Site};

type Record = BTreeMap<String, String>;

fn records(text: &str) -> Vec<Record> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

/// Ids here are plan, mark of the section and place, because printed numbers repeat.
fn read(id: &str, tasks: &str, clauses: &str, indicators: &str) -> Plan {
    let mut plan = plan(id);
    for record in records(tasks) {
        let place = format!("{}-{}", record["section"], record["ordinal"]);
        plan.tasks.push(task(id, &place, &record["name"]));
    }
    for record in records(clauses) {
        let number = record["number"].replace('đ', "dd");
        plan.clauses.push(clause(id, &number, &record["text"]));
    }
    for record in records(indicators) {
        let number = format!("{}-{}", record["section"], record["number"].replace('đ', "dd"));
        plan.indicators.push(indicator(id, &number, &record["name"], &record["unit"]));
    }
    plan
}

fn real() -> Site {
    macro_rules! golden {
        ($path:literal) => {
            include_str!(concat!("../../../tests/golden/", $path, ".csv"))
        };
    }
    site(vec![
        read(
            "kh57-2026",
            golden!("kh57-2026/tasks"),
            golden!("kh57-2026/clauses"),
            golden!("kh57-2026/indicators"),
        ),
        read("qd123-2023", golden!("qd123-2023/tasks"), "", golden!("qd123-2023/indicators")),
        read("vast-2026", golden!("vast-2026/tasks"), "", ""),
        read("viettel-2026", golden!("viettel-2026/tasks"), "", ""),
    ])
}

fn pairs(kind: OverlapKind) -> Vec<(String, String)> {
    let overlaps = find(&real(), &());
    overlaps
        .into_iter()
        .filter(|overlap| overlap.kind == kind)
        .map(|overlap| (overlap.left.to_string(), overlap.right.to_string()))
        .collect()
}

fn check(kind: OverlapKind, expect: &[(&str, &str)]) {
    let found = pairs(kind);
    let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(found, expect);
}

#[test]
fn tasks_said_twice_in_one_plan() {
    check(
        OverlapKind::WithinPlan,
        &[
            ("vast-2026-nv-1-7", "vast-2026-nv-1-12"),
            ("kh57-2026-nv-viii-4", "kh57-2026-nv-viii-8"),
            ("kh57-2026-nv-ii-10", "kh57-2026-nv-vii-15"),
            ("vast-2026-nv-1-14", "vast-2026-nv-1-15"),
        ],
    );
}

#[test]
fn tasks_of_two_plans() {
    check(OverlapKind::BetweenPlans, &[("kh57-2026-nv-v-19", "viettel-2026-nv-5-2")]);
}

#[test]
fn indicators_of_two_plans() {
    check(
        OverlapKind::Indicators,
        &[
            ("kh57-2026-ct-d-26", "qd123-2023-ct-2-2-d"),
            ("kh57-2026-ct-d-26", "qd123-2023-ct-2-2-i-3"),
            ("kh57-2026-ct-d-27", "qd123-2023-ct-2-2-dd-1"),
            ("kh57-2026-ct-c-18", "qd123-2023-ct-2-1-c"),
            ("kh57-2026-ct-c-18", "qd123-2023-ct-2-2-c"),
            ("kh57-2026-ct-e-50", "qd123-2023-ct-2-2-i-1"),
        ],
    );
}

#[test]
fn appendix_tasks_that_repeat_the_body() {
    let pairs = pairs(OverlapKind::BodyAndAppendix);
    let tasks: BTreeSet<&str> = pairs.iter().map(|(_, task)| task.as_str()).collect();
    assert_eq!((tasks.len(), pairs.len()), (125, 127));
    let has = |clause: &str, task: &str| {
        pairs.contains(&(format!("kh57-2026-dk-{clause}"), format!("kh57-2026-nv-{task}")))
    };
    // A whole task, one sentence of a long clause, one sentence of a long task.
    assert!(has("7-1-g", "vii-23"));
    assert!(has("3-5", "iii-8") && has("3-5", "iii-9"));
    assert!(has("2-5", "vii-15") && has("4-3", "iv-6"));
    // The same businesses, another work.
    assert!(!has("7-2-c", "vii-25") && has("7-2-a", "vii-25"));
}
