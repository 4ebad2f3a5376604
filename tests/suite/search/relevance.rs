//! Judged queries: whether what answers them comes first.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use super::{COLLECTION, ENGINE};
use crate::package;

/// Results looked at.
const LOOKED_AT: usize = 10;

/// A judged query.
struct Judged {
    group: String,
    query: String,
    /// Documents that answer it.
    relevant: Vec<String>,
    /// Documents that do no harm on top but need not be found.
    also: Vec<String>,
}

fn judged() -> Vec<Judged> {
    let text = fs::read_to_string(package().join("tests/search/relevance.json")).unwrap();
    let table: Value = serde_json::from_str(&text).unwrap();
    let list = |value: &Value| -> Vec<String> { serde_json::from_value(value.clone()).unwrap() };
    let judged = |one: &Value| Judged {
        group: one["group"].as_str().unwrap().to_owned(),
        query: one["query"].as_str().unwrap().to_owned(),
        relevant: list(&one["relevant"]),
        also: list(&one["also"]),
    };
    table["queries"].as_array().unwrap().iter().map(judged).collect()
}

/// How well a ranking answers a set of queries: sums over the queries.
#[derive(Default)]
struct Score {
    queries: f64,
    success: f64,
    recall: f64,
    reciprocal: f64,
}

impl Score {
    fn add(&mut self, judged: &Judged, found: &[String]) {
        let fits = |one: &String| judged.relevant.contains(one) || judged.also.contains(one);
        let found = &found[..found.len().min(LOOKED_AT)];
        let first = found.iter().position(fits);
        let hits = found.iter().filter(|one| judged.relevant.contains(one)).count();
        let most = judged.relevant.len().min(LOOKED_AT);
        self.queries += 1.0;
        self.success += f64::from(u8::from(first == Some(0)));
        self.recall += number(hits) / number(most);
        self.reciprocal += first.map_or(0.0, |at| 1.0 / number(at + 1));
    }

    /// success@1, recall@10 and mean reciprocal rank.
    fn means(&self) -> [f64; 3] {
        [self.success, self.recall, self.reciprocal].map(|sum| sum / self.queries)
    }
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}

/// The table by group, and the means over all.
fn table(name: &str, judged: &[Judged], found: &[Vec<String>]) -> (String, [f64; 3]) {
    let mut groups: BTreeMap<&str, Score> = BTreeMap::new();
    let mut all = Score::default();
    for (judged, found) in judged.iter().zip(found) {
        groups.entry(&judged.group).or_default().add(judged, found);
        all.add(judged, found);
    }
    let mut text = format!("{name:<24} câu  success@1  recall@10  MRR\n");
    for (group, score) in groups.into_iter().chain([("tất cả", all_of(&all))]) {
        let [success, recall, reciprocal] = score.means();
        let queries = score.queries;
        let _ = writeln!(
            text,
            "{group:<24} {queries:>3}  {success:>9.3}  {recall:>9.3}  {reciprocal:.3}"
        );
    }
    (text, all.means())
}

fn all_of(score: &Score) -> Score {
    Score { ..*score }
}

/// What the index on this machine finds.
fn by_index(judged: &[Judged]) -> Vec<Vec<String>> {
    let name = |place: &usize| {
        let document = &COLLECTION.documents[*place];
        format!("{}/{}", document.kind.as_str(), document.id)
    };
    let find = |one: &Judged| {
        ENGINE.search(&one.query, &[]).documents.iter().take(LOOKED_AT).map(name).collect()
    };
    judged.iter().map(find).collect()
}

#[test]
fn judged_documents_exist() {
    let judged = judged();
    assert!(judged.len() >= 80);
    let known: Vec<String> = COLLECTION
        .documents
        .iter()
        .map(|document| format!("{}/{}", document.kind.as_str(), document.id))
        .collect();
    for one in &judged {
        assert!(!one.relevant.is_empty(), "{}", one.query);
        for name in one.relevant.iter().chain(&one.also) {
            assert!(known.contains(name), "{}: {name}", one.query);
        }
    }
}

#[test]
fn the_index_finds_what_answers() {
    let judged = judged();
    let found = by_index(&judged);
    let (text, means) = table("tantivy", &judged, &found);
    println!("{text}");
    for (one, found) in judged.iter().zip(&found) {
        let fits = |name: &String| one.relevant.contains(name) || one.also.contains(name);
        let missing = one.relevant.iter().filter(|name| !found.contains(name)).count();
        if !found.first().is_some_and(fits) || missing > 0 {
            println!("{} [{missing} thiếu]: {:?}", one.query, &found[..found.len().min(3)]);
        }
    }
    let floors = [0.97, 0.96, 0.97];
    for (mean, floor) in means.into_iter().zip(floors) {
        assert!(mean >= floor, "{text}");
    }
}
