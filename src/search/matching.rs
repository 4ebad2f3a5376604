//! What a word, a group of words or a row of words finds, and how much each find weighs.

use std::collections::{BTreeMap, BTreeSet};

use super::document::FIELDS;
use super::postings::{Occurrences, Postings};
use super::words::Concept;

/// How soon more of the same word stop to count (BM25).
pub(super) const K1: f64 = 1.2;

/// How much longer texts count less (BM25).
pub(super) const B: f64 = 0.75;

/// A word looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sought {
    /// Key with marks.
    pub(super) exact: String,
    /// Key without marks.
    pub(super) folded: String,
    /// Whether it was typed with marks, so that they are meant.
    pub(super) has_marks: bool,
    /// Whether it may go on.
    pub(super) is_prefix: bool,
}

/// How much a document is worth for one word.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Gain {
    /// Its share of the score.
    pub(super) score: f64,
    /// Whether the word stands there as typed, marks included.
    pub(super) is_exact: bool,
}

/// Documents by place.
pub(super) type Found = BTreeMap<u32, Gain>;

/// How telling a word is that `having` of `all` documents have.
fn telling(having: usize, all: u32) -> f64 {
    let having = u32::try_from(having).map_or(f64::from(u32::MAX), f64::from);
    (1.0 + (f64::from(all) - having + 0.5) / (having + 0.5)).ln()
}

impl Postings {
    /// The documents that have a word. One that has it as typed is weighed by that word, not by
    /// others that only look alike.
    pub(super) fn word(&self, sought: &Sought) -> Found {
        let variants: Vec<&String> =
            self.variants(&sought.folded, sought.is_prefix).map(|(exact, _)| exact).collect();
        let mut all = self.weigh(&variants);
        let share = telling(all.len(), self.documents());
        let exact: Vec<&String> =
            variants.into_iter().filter(|exact| **exact == sought.exact).collect();
        let typed = if sought.has_marks { self.weigh(&exact) } else { BTreeMap::new() };
        for (document, score) in &typed {
            all.insert(*document, *score);
        }
        let gain = |(document, score): (u32, f64)| {
            (document, Gain { score: score * share, is_exact: typed.contains_key(&document) })
        };
        all.into_iter().map(gain).collect()
    }

    /// A word, or what stands for a group of words it belongs to: that counts for each of them, so that
    /// an abbreviation is worth as much as the words it stands for.
    pub(super) fn word_or_concept<'c>(
        &self,
        sought: &Sought,
        covering: impl Iterator<Item = &'c Concept>,
    ) -> Found {
        let mut found = self.word(sought);
        for concept in covering {
            let whole = self.word(&Sought {
                exact: concept.exact.clone(),
                folded: concept.folded.clone(),
                has_marks: true,
                is_prefix: false,
            });
            for (document, gain) in whole {
                let own = found.entry(document).or_default();
                own.score = own.score.max(gain.score);
                own.is_exact |= gain.is_exact;
            }
        }
        found
    }

    /// BM25 over the fields without the rarity of the word; several words count as one.
    fn weigh(&self, words: &[&String]) -> BTreeMap<u32, f64> {
        let mut scores: BTreeMap<u32, f64> = BTreeMap::new();
        for (field, (_, weight)) in FIELDS.iter().enumerate() {
            let average = self.average(field);
            let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
            for word in words {
                for (document, positions) in self.occurrences(field, word) {
                    *counts.entry(document).or_default() += positions.len();
                }
            }
            for (document, count) in counts {
                let length = f64::from(self.length(field, document));
                let norm = K1 * (1.0 - B + B * length / if average > 0.0 { average } else { 1.0 });
                let count = u32::try_from(count).map_or(f64::from(u32::MAX), f64::from);
                *scores.entry(document).or_default() +=
                    weight * (K1 + 1.0) * count / (count + norm);
            }
        }
        scores
    }

    /// The documents that have all these words in a row, in one field.
    pub(super) fn row(&self, row: &[Sought]) -> BTreeSet<u32> {
        let choices: Vec<Vec<&String>> = row.iter().map(|sought| self.choices(sought)).collect();
        (0..FIELDS.len()).flat_map(|field| self.row_in_field(field, &choices)).collect()
    }

    /// The words meant by one typed in a row: itself where it is met with its marks, else all like it.
    fn choices<'s>(&'s self, sought: &'s Sought) -> Vec<&'s String> {
        let variants = || self.variants(&sought.folded, sought.is_prefix).map(|(exact, _)| exact);
        let exact: Vec<&String> =
            variants().filter(|exact| sought.has_marks && **exact == sought.exact).collect();
        if exact.is_empty() { variants().collect() } else { exact }
    }

    fn row_in_field(&self, field: usize, choices: &[Vec<&String>]) -> Vec<u32> {
        let mut ends: Option<BTreeSet<(u32, u32)>> = None;
        for words in choices {
            let here = words.iter().flat_map(|word| places(self.occurrences(field, word)));
            let next: BTreeSet<(u32, u32)> = match &ends {
                None => here.collect(),
                Some(before) => here
                    .filter(|(document, at)| {
                        at.checked_sub(1).is_some_and(|at| before.contains(&(*document, at)))
                    })
                    .collect(),
            };
            if next.is_empty() {
                return Vec::new();
            }
            ends = Some(next);
        }
        ends.into_iter().flatten().map(|(document, _)| document).collect()
    }
}

fn places(occurrences: Occurrences) -> impl Iterator<Item = (u32, u32)> {
    occurrences.into_iter().flat_map(|(document, at)| at.into_iter().map(move |at| (document, at)))
}
