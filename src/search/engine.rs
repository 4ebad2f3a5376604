//! The search itself: what is typed → documents in order, counts, what to say.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization as _;

use super::best::Best;
use super::document::{Collection, Document, Group, Kind};
use super::due::{Due, due};
use super::fitting::{Fitting, Mended};
use super::key::has_marks;
use super::lines::{Meaning, lines, pairs, phrases, pruned};
use super::phrases::Phrases;
use super::postings::Postings;
use super::query::{LONGEST_QUERY, Query, Wish, parse};
use super::values::{Counts, Filters, has};
use super::words::Analyzer;
use crate::model::Vocabulary;
use crate::vietnamese::{composed, fold};

/// Everything of a site, ready to be searched.
pub struct Engine {
    collection: Collection,
    pub(super) analyzer: Analyzer,
    pub(super) postings: Postings,
    pub(super) phrases: Phrases<Meaning>,
    pub(super) kinds: Vec<Kind>,
    /// The year of most deadlines of tasks: that of a month or a quarter without one.
    year: i16,
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
    /// Words no document has, if they are so much of the query that nothing answers it; one entry that is empty stands
    /// for a query of which every document has too little.
    pub missing: Vec<String>,
    /// The first document, if it is clear that it answers.
    pub best: Option<Best>,
    /// Folded keys of the words looked for, for marking them.
    pub words: BTreeSet<String>,
}

impl Engine {
    /// Indexes `collection`.
    pub fn new(collection: Collection, vocabulary: &Vocabulary) -> Self {
        let analyzer = Analyzer::new(vocabulary);
        let lines = lines(vocabulary, &collection);
        let (postings, met) = Postings::build(&collection.documents, &analyzer, &pairs(&lines));
        let lines = pruned(lines, &met, |exact| postings.has(exact));
        let kinds = collection.documents.iter().map(|document| document.kind).collect();
        let year = year(&collection);
        Self { collection, analyzer, postings, phrases: phrases(&lines), kinds, year }
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
        let mut query = self.read(typed);
        query.wishes.extend_from_slice(wishes);
        self.read_dues(&mut query);
        let mut notes = query.notes.clone();
        let fitting = self.fitting(&query);
        notes.extend(fitting.notes());
        let suggestion = suggestion(typed, &fitting.mended);
        let mut filters = Filters::new();
        let left = self.by_operators(&fitting.ranked.documents, &query, &mut filters, &mut notes);
        let (documents, counts) = self.collection.filter(&left, &filters);
        let Fitting { missing, words, best, .. } = fitting;
        let best = best.filter(|best| documents.first() == Some(&best.place));
        Answer { documents, counts, suggestion, notes, missing, best, words }
    }

    fn read(&self, typed: &str) -> Query {
        parse(typed, |group, words| !self.named(group, words).is_empty())
    }

    /// Takes deadlines said in words for periods, and says so.
    fn read_dues(&self, query: &mut Query) {
        for piece in query.pieces.iter_mut().filter(|piece| !piece.is_left_out && !piece.is_phrase)
        {
            if let Some(Due { period, label, rest }) = due(&piece.text, self.year) {
                query.periods.push(period);
                query.notes.push(format!("Chỉ gồm nội dung có hạn {label}."));
                piece.text = rest;
            }
        }
        query.pieces.retain(|piece| !piece.text.is_empty());
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

/// The year of most deadlines of tasks, of equal ones the first.
fn year(collection: &Collection) -> i16 {
    let mut counts: BTreeMap<i16, usize> = BTreeMap::new();
    let tasks = collection.documents.iter().filter(|document| document.kind == Kind::Task);
    for day in tasks.filter_map(|document| document.facets.end) {
        *counts.entry(day.year()).or_default() += 1;
    }
    let most = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    most.map_or(0, |(year, _)| year)
}

/// `typed` with the words that were meant, without marks if none was typed; nothing if all are what was typed.
fn suggestion(typed: &str, mended: &[Mended]) -> Option<String> {
    let read: String = typed.nfc().take(LONGEST_QUERY).collect();
    let text = composed(&read).into_owned();
    let mut better = text.clone();
    for Mended { typed: wrong, meant } in mended {
        let written = if has_marks(typed) { meant.clone() } else { fold(meant) };
        better = better.replacen(wrong.as_str(), &written, 1);
    }
    (better != text).then_some(better)
}
