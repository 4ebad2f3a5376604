//! What a word, a group of words or a row of words finds, and how much each find weighs.

use std::collections::{BTreeMap, BTreeSet};

use super::document::FIELDS;
use super::postings::{Occurrences, Postings};
use super::words::{Concept, Word};

/// How soon more of the same word stop to count (BM25).
pub(super) const K1: f64 = 1.2;

/// How much longer texts count less (BM25).
pub(super) const B: f64 = 0.75;

/// What a word counts that has other marks than those typed.
const OTHER_MARKS: f64 = 0.1;

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
    /// What the word weighs in it.
    pub(super) score: f64,
    /// What share of the word it has: 1, or less with other marks than those typed.
    pub(super) share: f64,
}

/// What a word finds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Found {
    /// Documents by place.
    pub(super) documents: BTreeMap<u32, Gain>,
    /// How many have the word, with the marks typed if any were.
    pub(super) count: usize,
}

/// How telling a word is that `having` of `all` documents have.
pub(super) fn telling(having: usize, all: u32) -> f64 {
    let having = u32::try_from(having).map_or(f64::from(u32::MAX), f64::from);
    (1.0 + (f64::from(all) - having + 0.5) / (having + 0.5)).ln()
}

impl Sought {
    /// A word as it was typed.
    pub(super) fn of_word(word: &Word) -> Self {
        Self {
            exact: word.exact.clone(),
            folded: word.folded.clone(),
            has_marks: word.has_marks,
            is_prefix: false,
        }
    }

    /// A word of the publisher's list, whose marks are meant.
    pub(super) fn of_written(word: &Word) -> Self {
        Self { has_marks: true, ..Self::of_word(word) }
    }

    /// What a group of words stands for.
    pub(super) fn of_concept(concept: &Concept) -> Self {
        Self {
            exact: concept.exact.clone(),
            folded: concept.folded.clone(),
            has_marks: true,
            is_prefix: false,
        }
    }
}

impl Postings {
    /// Whether a word is met anywhere, with its marks where it has any.
    pub(super) fn knows(&self, sought: &Sought) -> bool {
        let mut variants = self.variants(&sought.folded, sought.is_prefix);
        variants.any(|(exact, _)| !sought.has_marks || *exact == sought.exact)
    }

    /// The documents that have a word. One that has it as typed is weighed by that word, not by others that only look
    /// alike; others count little, because marks that are typed are meant.
    pub(super) fn word(&self, sought: &Sought) -> Found {
        let variants: Vec<&String> =
            self.variants(&sought.folded, sought.is_prefix).map(|(exact, _)| exact).collect();
        let all = self.weigh(&variants);
        let exact: Vec<&String> = variants
            .into_iter()
            .filter(|exact| sought.has_marks && **exact == sought.exact)
            .collect();
        let typed = sought.has_marks.then(|| self.weigh(&exact));
        let count = typed.as_ref().unwrap_or(&all).len();
        let gain = |(document, score): (u32, f64)| match &typed {
            None => (document, Gain { score, share: 1.0 }),
            Some(typed) => match typed.get(&document) {
                Some(score) => (document, Gain { score: *score, share: 1.0 }),
                None => (document, Gain { score, share: OTHER_MARKS }),
            },
        };
        Found { documents: all.into_iter().map(gain).collect(), count }
    }

    /// The documents that have all these words in a row, with their marks where any has them.
    pub(super) fn documents_with(&self, row: &[Sought]) -> BTreeSet<u32> {
        match row {
            [word] => {
                let found = self.word(word).documents.into_iter();
                found.filter(|(_, gain)| gain.share >= 1.0).map(|(document, _)| document).collect()
            }
            row => self.row(row),
        }
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
