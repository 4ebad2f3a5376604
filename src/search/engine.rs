//! The search itself: what is typed → documents in order, counts, what to say.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization as _;

use super::document::{Collection, Document, Group};
use super::key::has_marks;
use super::matching::{Found, Sought};
use super::postings::Postings;
use super::query::{LONGEST_QUERY, Query, Wish, parse};
use super::values::{Counts, Filters, has};
use super::words::{Analyzer, Word};
use crate::model::Vocabulary;
use crate::vietnamese::fold;

/// Most words of a query that are looked for.
const MOST_WORDS: usize = 24;

/// With fewer results than these, what lacks a few words is shown after them.
const FEW: usize = 5;

/// What words side by side add to a score, at most, as a share of it.
const ADJACENCY: f64 = 1.0;

/// Everything of a site, ready to be searched.
pub struct Engine {
    collection: Collection,
    analyzer: Analyzer,
    postings: Postings,
}

/// What a search finds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Places in [`Collection::documents`], best first.
    pub documents: Vec<usize>,
    /// How many each value of each group would leave.
    pub counts: Counts,
    /// The query with near words in place of unknown ones, if nothing fits what was typed.
    pub suggestion: Option<String>,
    /// Sentences for the reader: what was not understood, what was searched instead.
    pub notes: Vec<String>,
    /// Folded keys of the words looked for, for marking them.
    pub words: BTreeSet<String>,
}

/// What fits the words of a query.
#[derive(Default)]
struct Fitting {
    /// What has all of them, best first.
    documents: Vec<usize>,
    /// What lacks some of them, best first.
    near: Vec<usize>,
    sought: Vec<Sought>,
}

/// What the words of a query find.
#[derive(Default)]
struct Evidence {
    /// One for each word and phrase.
    required: Vec<Found>,
    /// Whether the word was typed with marks.
    is_typed: Vec<bool>,
    excluded: BTreeSet<u32>,
    /// Documents in which a word and the next stand side by side.
    pairs: Vec<BTreeSet<u32>>,
}

impl Engine {
    /// Indexes `collection`.
    pub fn new(collection: Collection, vocabulary: &Vocabulary) -> Self {
        let analyzer = Analyzer::new(vocabulary);
        let postings = Postings::build(&collection.documents, &analyzer);
        Self { collection, analyzer, postings }
    }

    /// What can be found.
    pub fn collection(&self) -> &Collection {
        &self.collection
    }

    /// The keys of the values of `group` that words name.
    pub fn named(&self, group: Group, words: &str) -> BTreeSet<String> {
        self.collection.named(group, words, &self.analyzer)
    }

    /// Finds what fits `typed` and `wishes`. Anything can be typed; there is always an answer.
    pub fn search(&self, typed: &str, wishes: &[Wish]) -> Answer {
        let mut query = self.understand(typed);
        query.wishes.extend_from_slice(wishes);
        let mut notes = query.notes.clone();
        let mut fitting = self.fitting(&query);
        let mut suggestion = None;
        if fitting.documents.is_empty() && !fitting.sought.is_empty() {
            suggestion = self.suggestion(typed, &fitting.sought);
            if let Some(better) = &suggestion {
                let better = self.fitting(&self.understand(better));
                if !better.documents.is_empty() {
                    fitting = better;
                    notes.push("Không có từ đã gõ; đây là kết quả của từ gần giống.".to_owned());
                }
            }
        }
        if fitting.documents.len() < FEW && !fitting.near.is_empty() {
            notes.push(match fitting.documents.len() {
                0 => {
                    "Không nội dung nào có đủ các từ; đây là nội dung có nhiều từ nhất.".to_owned()
                }
                full => format!("{full} kết quả đầu có đủ các từ; các kết quả sau có gần đủ."),
            });
            let near = std::mem::take(&mut fitting.near);
            fitting.documents.extend(near);
        }
        let mut filters = Filters::new();
        let left = self.by_operators(&fitting.documents, &query, &mut filters, &mut notes);
        let (documents, counts) = self.collection.filter(&left, &filters);
        let words = fitting.sought.into_iter().map(|sought| sought.folded).collect();
        Answer { documents, counts, suggestion, notes, words }
    }

    fn understand(&self, typed: &str) -> Query {
        parse(typed, |group, words| !self.named(group, words).is_empty())
    }

    /// What has the words of a query.
    fn fitting(&self, query: &Query) -> Fitting {
        let mut evidence = Evidence::default();
        let mut fitting = Fitting::default();
        for piece in &query.pieces {
            let words = self.analyzer.analyze(&piece.text);
            let room = MOST_WORDS.saturating_sub(fitting.sought.len());
            let row: Vec<Sought> = words.words.iter().take(room).map(sought).collect();
            if piece.is_left_out {
                evidence.leave_out(&self.postings, &row);
                continue;
            }
            for (at, sought) in row.iter().enumerate() {
                let covering = words.concepts.iter().filter(|concept| {
                    !piece.is_phrase && (concept.first..=concept.last).contains(&at)
                });
                evidence.required.push(self.postings.word_or_concept(sought, covering));
                evidence.is_typed.push(sought.has_marks);
            }
            if piece.is_phrase && row.len() > 1 {
                let rows = self.postings.row(&row).into_iter();
                evidence
                    .required
                    .push(rows.map(|place| (place, super::matching::Gain::default())).collect());
                evidence.is_typed.push(false);
            }
            evidence.pairs.extend(row.windows(2).map(|pair| self.postings.row(pair)));
            fitting.sought.extend(row);
        }
        (fitting.documents, fitting.near) = evidence.rank(self.postings.documents());
        fitting
    }

    /// `typed` with near words in place of unknown ones, without marks if none was typed; nothing if one has none.
    fn suggestion(&self, typed: &str, sought: &[Sought]) -> Option<String> {
        let read: String = typed.nfc().take(LONGEST_QUERY).collect();
        let words = self.analyzer.analyze(&read);
        let unknown: BTreeMap<&str, Option<&str>> = sought
            .iter()
            .filter(|word| self.postings.variants(&word.folded, false).next().is_none())
            .map(|word| (word.folded.as_str(), self.postings.meant(word)))
            .collect();
        let mut better = words.text.clone();
        for word in words.words.iter().rev() {
            if let Some(meant) = unknown.get(word.folded.as_str()) {
                let meant = (*meant)?;
                let written = if has_marks(typed) { meant.to_owned() } else { fold(meant) };
                better.replace_range(word.range.clone(), &written);
            }
        }
        (better != words.text).then_some(better)
    }

    /// What is left by the operators of a query; values found join `filters`.
    fn by_operators(
        &self,
        documents: &[usize],
        query: &Query,
        filters: &mut Filters,
        notes: &mut Vec<String>,
    ) -> Vec<usize> {
        let mut unwanted: Vec<(Group, BTreeSet<String>)> = Vec::new();
        let mut is_impossible = false;
        for wish in &query.wishes {
            let keys = self.named(wish.group, &wish.value);
            if keys.is_empty() {
                let shown: String = wish.value.chars().take(60).collect();
                notes.push(format!("Không có “{shown}” trong bộ lọc {}.", wish.group.operator()));
                is_impossible |= !wish.is_left_out;
            } else if wish.is_left_out {
                unwanted.push((wish.group, keys));
            } else {
                filters.entry(wish.group).or_default().extend(keys);
            }
        }
        let is_kept = |document: &Document| {
            !unwanted.iter().any(|(group, keys)| has(document, *group, keys))
                && query
                    .periods
                    .iter()
                    .all(|period| document.facets.end.is_some_and(|day| period.has(day)))
        };
        documents
            .iter()
            .copied()
            .filter(|_| !is_impossible)
            .filter(|place| self.collection.documents.get(*place).is_some_and(is_kept))
            .collect()
    }
}

fn sought(word: &Word) -> Sought {
    Sought {
        exact: word.exact.clone(),
        folded: word.folded.clone(),
        has_marks: word.has_marks,
        is_prefix: false,
    }
}

/// How well a document fits.
#[derive(Clone, Copy, Default)]
struct Fit {
    /// Words it has.
    words: usize,
    /// Words typed with marks it has exactly so.
    tier: u32,
    score: f64,
    pairs: u32,
}

impl Evidence {
    fn leave_out(&mut self, postings: &Postings, row: &[Sought]) {
        match row {
            [] => {}
            [word] => self.excluded.extend(postings.word(word).into_keys()),
            row => self.excluded.extend(postings.row(row)),
        }
    }

    /// The documents with all that is required, then those with most of it; both best first.
    fn rank(&self, all: u32) -> (Vec<usize>, Vec<usize>) {
        let mut fits: BTreeMap<u32, Fit> = BTreeMap::new();
        if self.required.is_empty() {
            fits.extend((0..all).map(|document| (document, Fit::default())));
        }
        for (found, is_typed) in self.required.iter().zip(&self.is_typed) {
            for (document, gain) in found {
                let fit = fits.entry(*document).or_default();
                fit.words += 1;
                fit.score += gain.score;
                fit.tier += u32::from(*is_typed && gain.is_exact);
            }
        }
        for document in self.pairs.iter().flatten() {
            fits.entry(*document).and_modify(|fit| fit.pairs += 1);
        }
        fits.retain(|document, _| !self.excluded.contains(document));
        let pairs = u32::try_from(self.pairs.len()).map_or(f64::from(u32::MAX), f64::from).max(1.0);
        for fit in fits.values_mut() {
            fit.score *= 1.0 + ADJACENCY * f64::from(fit.pairs) / pairs;
        }
        let wanted = self.required.len();
        let (full, mut near): (Vec<_>, Vec<_>) =
            fits.into_iter().partition(|(_, fit)| fit.words == wanted);
        near.retain(|(_, fit)| fit.words * 3 >= wanted * 2);
        // Of what lacks words, the tier says little: a rare word outweighs two frequent ones.
        for (_, fit) in &mut near {
            fit.tier = 0;
        }
        (ordered(full), ordered(near))
    }
}

/// The documents, best first; equal ones in their order.
fn ordered(mut fits: Vec<(u32, Fit)>) -> Vec<usize> {
    fits.sort_by(|(a, one), (b, other)| {
        other.tier.cmp(&one.tier).then(other.score.total_cmp(&one.score)).then(a.cmp(b))
    });
    fits.into_iter().filter_map(|(document, _)| usize::try_from(document).ok()).collect()
}
