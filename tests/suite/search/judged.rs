//! Questions as people ask them, judged by reading the plans: everyday words, pasted sentences, abbreviations, slips,
//! document numbers, and what the plans do not answer. `tests/search/judged.mjs` does the same in the browser.
#![expect(clippy::print_stdout, reason = "bảng đo được in ra để người đo xem")]

use std::collections::BTreeMap;

use super::{COLLECTION, ENGINE};
use crate::package;

/// Results looked at.
const LOOKED_AT: usize = 10;

/// Kinds of pages that are judged; others are passed over.
const KINDS: [&str; 4] = ["nhiem-vu", "chi-tieu", "co-quan", "can-cu"];

/// A question with the pages that answer it: 3 the answer, 2 clearly relevant, 1 related.
struct Judged {
    category: String,
    query: String,
    grades: BTreeMap<String, usize>,
}

fn judged(name: &str) -> Vec<Judged> {
    let path = package().join(format!("tests/search/{name}.csv"));
    let mut reader = csv::Reader::from_path(path).unwrap();
    let read = |row: csv::StringRecord| {
        let of = |grade: usize| row[5 - grade].split(';').map(move |one| (one.to_owned(), grade));
        Judged {
            category: row[0].to_owned(),
            query: row[1].to_owned(),
            grades: (1..=3).flat_map(of).filter(|one| !one.0.is_empty()).collect(),
        }
    };
    reader.records().map(|row| read(row.unwrap())).collect()
}

/// success@1, success@3, recall@10 and nDCG@10.
fn measure(judged: &Judged, hits: &[String]) -> [f64; 4] {
    let grades: Vec<usize> =
        hits.iter().map(|hit| judged.grades.get(hit).copied().unwrap_or(0)).collect();
    let first = grades.iter().position(|grade| *grade >= 2);
    let relevant = judged.grades.values().filter(|grade| **grade >= 2).count();
    let found = grades.iter().filter(|grade| **grade >= 2).count();
    let gained = |grades: &[usize]| -> f64 {
        let gains = [0.0, 1.0, 3.0, 7.0];
        let ranks = (2..).map(f64::from);
        let all = grades.iter().take(LOOKED_AT).zip(ranks);
        all.map(|(grade, rank)| gains[*grade] / rank.log2()).sum()
    };
    let mut best: Vec<usize> = judged.grades.values().copied().collect();
    best.sort_unstable_by_key(|grade| std::cmp::Reverse(*grade));
    [
        number(usize::from(first == Some(0))),
        number(usize::from(first.is_some_and(|first| first < 3))),
        number(found) / number(relevant.min(LOOKED_AT)),
        gained(&grades) / gained(&best),
    ]
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}

/// Means by category and over all; how many questions without an answer were told so, of how many; how many others were.
struct Table {
    means: BTreeMap<String, [f64; 4]>,
    told: (usize, usize),
    wrongly_told: usize,
}

fn table(name: &str) -> Table {
    let mut rows: BTreeMap<String, Vec<[f64; 4]>> = BTreeMap::new();
    let (mut told, mut wrongly_told) = ((0, 0), 0);
    for judged in judged(name) {
        let answer = ENGINE.search(&judged.query, &[]);
        let documents = answer.documents.iter().map(|place| &COLLECTION.documents[*place]);
        let hits: Vec<String> = documents
            .filter(|document| KINDS.contains(&document.kind.as_str()))
            .map(|document| format!("{}/{}", document.kind.as_str(), document.id))
            .take(LOOKED_AT)
            .collect();
        let is_told = hits.is_empty() || !answer.missing.is_empty();
        if judged.grades.is_empty() {
            told = (told.0 + usize::from(is_told), told.1 + 1);
            continue;
        }
        wrongly_told += usize::from(is_told);
        let measured = measure(&judged, &hits);
        rows.entry(judged.category).or_default().push(measured);
        rows.entry("all".to_owned()).or_default().push(measured);
    }
    let mean = |rows: Vec<[f64; 4]>| {
        [0, 1, 2, 3].map(|at| rows.iter().map(|row| row[at]).sum::<f64>() / number(rows.len()))
    };
    let means: BTreeMap<String, [f64; 4]> =
        rows.into_iter().map(|(category, rows)| (category, mean(rows))).collect();
    println!("{name:<14} success@1  success@3  recall@10  nDCG@10");
    for (category, [one, three, recall, gain]) in &means {
        println!("{category:<14} {one:>9.3}  {three:>9.3}  {recall:>9.3}  {gain:>7.3}");
    }
    println!("told that nothing answers: {} of {}; wrongly: {wrongly_told}", told.0, told.1);
    Table { means, told, wrongly_told }
}

#[test]
fn judged_pages_exist_once() {
    let documents = COLLECTION.documents.iter();
    let known: Vec<String> =
        documents.map(|one| format!("{}/{}", one.kind.as_str(), one.id)).collect();
    for name in ["everyday", "second", "third", "fourth"] {
        let judged = judged(name);
        assert!(judged.len() >= 40);
        for one in &judged {
            let has_answer = one.grades.values().any(|grade| *grade == 3);
            assert_eq!(has_answer, one.category != "negative", "{}", one.query);
            for page in one.grades.keys() {
                assert!(known.contains(page), "{}: {page}", one.query);
            }
        }
    }
}

#[test]
fn everyday_questions_are_answered() {
    let table = table("everyday");
    let all = table.means["all"];
    for (mean, floor) in all.into_iter().zip([0.95, 0.97, 0.85, 0.83]) {
        assert!(mean >= floor, "{all:?}");
    }
    assert!(table.means["natural"][0] >= 0.85);
    assert_eq!(table.told.0, table.told.1, "what the plans do not answer is said");
    assert!(table.wrongly_told <= 3);
}

#[test]
fn a_second_set_of_questions_is_answered() {
    let table = table("second");
    let all = table.means["all"];
    for (mean, floor) in all.into_iter().zip([0.85, 0.97, 0.78, 0.78]) {
        assert!(mean >= floor, "{all:?}");
    }
    assert!(table.told.0 * 3 >= table.told.1 * 2);
    assert!(table.wrongly_told <= 5);
}

#[test]
fn questions_of_daily_life_are_answered() {
    for name in ["third", "fourth"] {
        let table = table(name);
        let all = table.means["all"];
        for (mean, floor) in all.into_iter().zip([0.75, 0.9, 0.78, 0.75]) {
            assert!(mean >= floor, "{name}: {all:?}");
        }
        assert!(table.told.0 * 3 >= table.told.1 * 2, "{name}: {:?}", table.told);
        assert!(table.wrongly_told <= 5, "{name}: {}", table.wrongly_told);
    }
}
