//! Texts that say nearly the same: work assigned twice, clauses repeated in an appendix.
//!
//! No text is compared with all others: those that share its most telling words are candidates, and whether a
//! candidate counts is decided by [`likeness`] alone. Thresholds were set on the four real plans (238 tasks, 66
//! clauses, 79 indicators); the pairs judged on both sides of each are listed in `docs/overlaps.md`.

mod indicators;
mod likeness;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use likeness::{Corpus, Neighbours, Runs, sentences, words};
use serde::{Deserialize, Serialize};

use crate::model::{Id, Plan, Site, Task};
use crate::recall::{Recall, recalled};

/// Least likeness of two tasks of one plan. Real plans: true pairs 51–82, false ones up to 44
/// (two tasks on one pattern: "Triển khai nền tảng số nhằm giám sát …" traffic / environment).
const LEAST_WITHIN_PLAN: u8 = 50;

/// Least likeness of tasks of two plans. Real plans: one true pair at 33 (the province's "bài toán lớn"),
/// false ones up to 27. Authors of two plans never use the same words, so the line is lower than inside one.
const LEAST_BETWEEN_PLANS: u8 = 30;

/// Least share of a task's words that a clause repeats. Real plan: 124 of 162 tasks have 72–100 and all are
/// true; the next is a false one at 60 (two tasks for "doanh nghiệp nhỏ và vừa, hợp tác xã, hộ kinh doanh").
const LEAST_IN_CLAUSE: u8 = 65;

/// Least share of one sentence of a task that a clause repeats, for tasks that say more than the clause.
const LEAST_OF_SENTENCE: u8 = 90;

/// Words of the shortest sentence that is compared alone; shorter ones are formulas.
const SHORTEST_SENTENCE: usize = 8;

/// Words in a run: three tell a repeated phrase from repeated vocabulary.
const RUN: usize = 3;

/// Candidates looked at for each item, so that the work, and the list on a page, stay in bounds however many
/// plans of a country copy one sentence.
const CANDIDATES: usize = 24;

/// Two items whose texts say nearly the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// What sort of pair.
    pub kind: OverlapKind,
    /// The item that stands first (by plan, then by place).
    pub left: Id,
    /// The other item.
    pub right: Id,
    /// Likeness in per cent, 0–100: for a clause and a task, how much of the task's words the clause has.
    pub likeness: u8,
}

/// What sort of pair an [`Overlap`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum OverlapKind {
    /// Tasks of two plans.
    BetweenPlans,
    /// Two tasks of one plan.
    WithinPlan,
    /// A clause of the body and the appendix task that repeats it; `left` is the clause.
    BodyAndAppendix,
    /// Indicators of two plans that measure the same.
    Indicators,
}

/// An overlap of the items of these places in the order of all.
type Pair = (OverlapKind, [usize; 2], u8);

/// All overlaps of a site, most alike first.
pub(super) fn find(site: &Site, memory: &dyn Recall) -> Vec<Overlap> {
    let order = order(site);
    let places: BTreeMap<&Id, usize> =
        order.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    let pair = |one: Overlap| -> Option<Pair> {
        Some((one.kind, [*places.get(&one.left)?, *places.get(&one.right)?], one.likeness))
    };
    let ids: Vec<&str> = order.iter().map(|id| id.as_str()).collect();
    let compare = || texts(site).into_iter().filter_map(pair).collect();
    let mut pairs: Vec<Pair> = recalled(memory, "overlaps", &(words_of(site), ids), compare);
    pairs.extend(indicators::find(site).into_iter().filter_map(pair));
    for (kind, sides, _) in &mut pairs {
        // A clause stays first.
        if *kind != OverlapKind::BodyAndAppendix {
            sides.sort_unstable();
        }
    }
    pairs.sort_unstable_by_key(|(kind, sides, likeness)| (Reverse(*likeness), *kind, *sides));
    let overlap = |(kind, sides, likeness): Pair| {
        let [left, right] = sides.map(|place| order[place].clone());
        Overlap { kind, left, right, likeness }
    };
    pairs.into_iter().map(overlap).collect()
}

/// Every item: plan by id, then clauses, tasks and indicators as they stand.
fn order(site: &Site) -> Vec<&Id> {
    let mut plans: Vec<&Plan> = site.plans.iter().collect();
    plans.sort_by_key(|plan| &plan.id);
    let mut order = Vec::new();
    for plan in plans {
        order.extend(plan.clauses.iter().map(|clause| &clause.id));
        order.extend(plan.tasks.iter().map(|task| &task.id));
        order.extend(plan.indicators.iter().map(|indicator| &indicator.id));
    }
    order
}

/// All that is compared, plan by plan: clauses and tasks, with their words.
fn words_of(site: &Site) -> Vec<[Vec<(&str, &str)>; 2]> {
    fn words(plan: &Plan) -> [Vec<(&str, &str)>; 2] {
        let clauses = plan.clauses.iter().map(|one| (one.id.as_str(), one.text.as_str()));
        let tasks = plan.tasks.iter().map(|one| (one.id.as_str(), one.display_name.as_str()));
        [clauses.collect(), tasks.collect()]
    }
    site.plans.iter().map(words).collect()
}

/// Overlaps of tasks with tasks and clauses.
fn texts(site: &Site) -> Vec<Overlap> {
    let mut corpus = Corpus::new(RUN);
    let mut runs: BTreeMap<&Id, Runs> = BTreeMap::new();
    for plan in site.plans.iter() {
        for task in &plan.tasks {
            runs.insert(&task.id, corpus.add(&words(&task.display_name)));
        }
        for clause in &plan.clauses {
            runs.insert(&clause.id, corpus.add(&words(&clause.text)));
        }
    }
    let mut overlaps = tasks_with_tasks(site, &corpus, &runs);
    for plan in site.plans.iter() {
        overlaps.extend(clauses_with_tasks(plan, &mut corpus, &runs));
    }
    overlaps
}

fn tasks_with_tasks(site: &Site, corpus: &Corpus, runs: &BTreeMap<&Id, Runs>) -> Vec<Overlap> {
    // By id, so that the order of the sources does not matter.
    let mut tasks: Vec<(&Task, &Runs)> =
        site.tasks().filter_map(|task| Some((task, runs.get(&task.id)?))).collect();
    tasks.sort_by_key(|(task, _)| &task.id);
    let texts: Vec<&Runs> = tasks.iter().map(|(_, runs)| *runs).collect();
    let mut neighbours = Neighbours::new(corpus, &texts);
    let mut overlaps = Vec::new();
    for (place, (right, own)) in tasks.iter().enumerate() {
        for before in neighbours.near(own, place, CANDIDATES, |_| true) {
            let (left, other) = tasks[before];
            let (kind, least) = if left.plan == right.plan {
                (OverlapKind::WithinPlan, LEAST_WITHIN_PLAN)
            } else {
                (OverlapKind::BetweenPlans, LEAST_BETWEEN_PLANS)
            };
            let likeness = corpus.likeness(other, own);
            if likeness >= least {
                let (left, right) = (left.id.clone(), right.id.clone());
                overlaps.push(Overlap { kind, left, right, likeness });
            }
        }
    }
    overlaps
}

/// A clause may hold several tasks, one a sentence; a task may hold a sentence of a clause and more.
fn clauses_with_tasks(
    plan: &Plan,
    corpus: &mut Corpus,
    runs: &BTreeMap<&Id, Runs>,
) -> Vec<Overlap> {
    let clauses: Vec<(&Id, &Runs)> = plan
        .clauses
        .iter()
        .filter_map(|clause| Some((&clause.id, runs.get(&clause.id)?)))
        .collect();
    if clauses.is_empty() {
        return Vec::new();
    }
    let texts: Vec<&Runs> = clauses.iter().map(|(_, runs)| *runs).collect();
    let mut neighbours = Neighbours::new(corpus, &texts);
    let mut overlaps = Vec::new();
    for task in &plan.tasks {
        let Some(whole) = runs.get(&task.id) else { continue };
        let parts: Vec<Runs> = sentences(&task.display_name)
            .map(words)
            .filter(|words| words.len() >= SHORTEST_SENTENCE)
            .map(|words| corpus.runs(&words))
            .collect();
        for place in neighbours.near(whole, clauses.len(), CANDIDATES, |_| true) {
            let (clause, text) = clauses[place];
            let likeness = corpus.containment(whole, text);
            let repeats_a_sentence =
                parts.iter().any(|part| corpus.containment(part, text) >= LEAST_OF_SENTENCE);
            if likeness >= LEAST_IN_CLAUSE || repeats_a_sentence {
                overlaps.push(Overlap {
                    kind: OverlapKind::BodyAndAppendix,
                    left: clause.clone(),
                    right: task.id.clone(),
                    likeness,
                });
            }
        }
    }
    overlaps
}

#[cfg(test)]
mod real_plans;
#[cfg(test)]
pub(in crate::derive) mod testing;

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::testing::{clause, plan, site, task};
    use super::*;

    const LARGE: &str = "Công bố danh mục các bài toán lớn về khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số của tỉnh";

    fn example() -> Site {
        let mut a = plan("a");
        a.clauses.push(clause(
            "a",
            "2.5",
            "Ban hành Bộ quy tắc ứng xử văn hóa trên môi trường số; tổ chức tập huấn, tuyên truyền về văn hóa số, đạo đức nghề nghiệp cho cán bộ, công chức, viên chức trên địa bàn tỉnh.",
        ));
        a.tasks = vec![
            task("a", "1", "Ban hành Bộ quy tắc ứng xử văn hoá trên môi trường số."),
            task(
                "a",
                "2",
                "Xây dựng văn hóa số cộng đồng, đồng thời giữ gìn bản sắc dân tộc, thuần phong mỹ tục của người dân trên mạng và ngoài đời. Tổ chức tập huấn, tuyên truyền về văn hóa số, đạo đức nghề nghiệp cho cán bộ, công chức, viên chức trên địa bàn tỉnh.",
            ),
            task("a", "3", LARGE),
            task("a", "4", "Rà soát quy hoạch hạ tầng viễn thông thụ động"),
        ];
        let mut b = plan("b");
        b.tasks = vec![task("b", "1", LARGE), task("b", "2", "Nuôi trồng dược liệu quý")];
        site(vec![a, b])
    }

    fn found(site: &Site) -> Vec<(OverlapKind, String, String)> {
        let mut found: Vec<_> = find(site, &())
            .into_iter()
            .map(|overlap| (overlap.kind, overlap.left.to_string(), overlap.right.to_string()))
            .collect();
        found.sort();
        found
    }

    #[test]
    fn every_sort_of_pair_is_found_and_nothing_else() {
        let expect = |kind, left: &str, right: &str| (kind, left.to_owned(), right.to_owned());
        assert_eq!(
            found(&example()),
            [
                expect(OverlapKind::BetweenPlans, "a-nv-3", "b-nv-1"),
                expect(OverlapKind::BodyAndAppendix, "a-dk-2-5", "a-nv-1"),
                expect(OverlapKind::BodyAndAppendix, "a-dk-2-5", "a-nv-2"),
            ]
        );
    }

    #[test]
    fn order_of_plans_and_of_other_items_does_not_matter() {
        let mut shuffled = example();
        Arc::make_mut(&mut shuffled.plans).reverse();
        assert_eq!(find(&shuffled, &()), find(&example(), &()));
        for plan in Arc::make_mut(&mut shuffled.plans) {
            plan.tasks.reverse();
        }
        assert_eq!(found(&shuffled), found(&example()));
    }

    #[test]
    fn most_alike_go_first() {
        let likeness: Vec<u8> =
            find(&example(), &()).iter().map(|overlap| overlap.likeness).collect();
        assert!(likeness.is_sorted_by(|a, b| a >= b), "{likeness:?}");
    }
}
