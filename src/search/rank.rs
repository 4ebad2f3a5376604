//! Which documents fit a query and in which order.
//!
//! Any word may be missing: the weights of what a document has are added up (BM25 over the fields, and two words side
//! by side as one of their own), and the sum is multiplied by the share of the query that was found. The twin in the
//! browser is `themes/mac-dinh/static/js/search/rank.js`.

use std::collections::{BTreeMap, BTreeSet};

use super::document::Kind;
use super::matching::{Found, telling};
use super::understand::Span;

/// What two words side by side count.
const PAIR: f64 = 2.0;
/// What a word counts where it makes a pair in the query that is known, but not there; and a syllable in any case, because
/// most words are two.
const APART: f64 = 0.5;
/// Fewer words than these are a name, each of whose syllables counts in full.
const NAME: usize = 3;
/// What has less of the query than this share of what the best has is no result.
const LEAST: f64 = 0.3;
/// What has less than this share of what the best has is shown as near.
const NEAR: f64 = 0.8;
/// With fewer results than these, what is near is shown after them.
const FEW: usize = 10;
/// A share that is the whole but for words that only make a question.
const WHOLE: f64 = 0.97;
/// Place of what is named beside a subject.
const NAMED_PLACE: usize = 2;
/// What a word is worth at least that is more than a part of a question.
const TELLING: f64 = 0.5;
/// What a term or a plan is worth where it was asked what something is.
const DEFINING: f64 = 2.5;
/// What a legal document is worth where its number was asked for.
const NUMBERED: f64 = 2.0;

/// What the words of a query find.
#[derive(Default)]
pub(super) struct Evidence {
    /// What each word finds.
    pub(super) words: Vec<Found>,
    /// Which words are a single syllable of the language that is part of nothing known.
    pub(super) syllables: Vec<bool>,
    /// What each word is worth.
    pub(super) weights: Vec<f64>,
    /// Words side by side.
    pub(super) pairs: Vec<Pair>,
    /// What may stand for words.
    pub(super) others: Vec<Instead>,
    /// Documents of which each result is one.
    pub(super) required: Vec<BTreeSet<u32>>,
    /// Documents that are no results.
    pub(super) excluded: BTreeSet<u32>,
    /// Whether a document's number is asked for.
    pub(super) has_number: bool,
    /// Whether it is asked what something is.
    pub(super) is_definition: bool,
}

/// Two words of a query that stand side by side, and where they do in documents.
pub(super) struct Pair {
    /// Place of the first in [`Evidence::words`].
    pub(super) first: usize,
    /// Place of the second.
    pub(super) second: usize,
    /// Whether they are one thing together, even if no document has them so.
    pub(super) is_bound: bool,
    /// Where they stand side by side.
    pub(super) documents: BTreeSet<u32>,
}

/// What may stand for the words from `first` to `last`.
pub(super) struct Instead {
    /// Place of the first word it stands for.
    pub(super) first: usize,
    /// Place of the last.
    pub(super) last: usize,
    /// What its own words find.
    pub(super) words: Vec<Found>,
    /// Where every two of its words stand side by side.
    pub(super) pairs: Vec<BTreeSet<u32>>,
    /// Where all of them stand in a row.
    pub(super) row: BTreeSet<u32>,
    /// Its words as written.
    pub(super) text: String,
    /// What it is worth.
    pub(super) weight: f64,
}

/// Documents in order.
#[derive(Default)]
pub(super) struct Ranked {
    /// Results by place, best first.
    pub(super) documents: Vec<usize>,
    /// How many of them have about as much of the query as the best.
    pub(super) full: usize,
    /// What each document of the site weighs.
    pub(super) scores: Vec<f64>,
    /// What share of the query each document of the site has.
    pub(super) shares: Vec<f64>,
    /// What share of each word each document of the site has.
    pub(super) parts: Vec<Vec<f64>>,
    /// How telling each word is.
    pub(super) rarities: Vec<f64>,
}

impl Evidence {
    /// Whether any document may be a result.
    pub(super) fn is_open(&self) -> bool {
        self.required.is_empty() && self.excluded.is_empty()
    }

    /// Ranks all documents, whose kinds are given.
    pub(super) fn rank(&self, kinds: &[Kind]) -> Ranked {
        let all = u32::try_from(kinds.len()).unwrap_or(u32::MAX);
        let rarities = self.rarities(all);
        let wanted: f64 = rarities
            .iter()
            .zip(&self.weights)
            .fold(0.0, |sum, (rarity, weight)| sum + weight * rarity);
        let mut scores = vec![0.0; kinds.len()];
        let mut shares = vec![0.0; kinds.len()];
        let mut parts = Vec::with_capacity(self.words.len());
        let instead: Vec<_> = self.others.iter().map(|other| other.gains(&rarities, all)).collect();
        for (at, rarity) in rarities.iter().enumerate() {
            let weight = self.weights[at];
            let (gains, part) = self.word(at, *rarity, &instead, kinds.len());
            for document in 0..kinds.len() {
                if part[document] > 0.0 {
                    scores[document] += weight * gains[document];
                    shares[document] += weight * rarity * part[document] / wanted;
                }
            }
            parts.push(part);
        }
        for pair in &self.pairs {
            let weights = self.weights[pair.first] + self.weights[pair.second];
            let weight = PAIR * telling(pair.documents.len(), all) * weights / 2.0;
            for document in &pair.documents {
                scores[index(*document)] += weight;
            }
        }
        for (document, kind) in kinds.iter().enumerate() {
            scores[document] *= shares[document] * self.worth(*kind, shares[document]);
        }
        let (documents, full) = self.ordered(&scores, &shares);
        Ranked { documents, full, scores, shares, parts, rarities }
    }

    /// How telling each word is. What stands for a word nobody wrote is as rare as what it stands for.
    fn rarities(&self, all: u32) -> Vec<f64> {
        let mut rarities: Vec<f64> =
            self.words.iter().map(|found| telling(found.count, all)).collect();
        for other in &self.others {
            let sum = other.words.iter().fold(0.0, |sum, found| sum + telling(found.count, all));
            let rarity = f64::max(sum / other.length(), 1.0);
            let span = other.first..=other.last;
            for (own, found) in rarities[span.clone()].iter_mut().zip(&self.words[span]) {
                if found.count == 0 {
                    *own = own.min(rarity);
                }
            }
        }
        rarities
    }

    /// What the word at `at` weighs in each document, and what share of it each has.
    fn word(
        &self,
        at: usize,
        rarity: f64,
        instead: &[BTreeMap<u32, f64>],
        documents: usize,
    ) -> (Vec<f64>, Vec<f64>) {
        let mut gains = vec![0.0; documents];
        let mut part = vec![0.0; documents];
        let near: Vec<&Pair> = self
            .pairs
            .iter()
            .filter(|pair| pair.is_bound || !pair.documents.is_empty())
            .filter(|pair| pair.first == at || pair.second == at)
            .collect();
        let is_beside = |document| near.iter().any(|pair| pair.documents.contains(document));
        let is_alone = self.syllables[at] && self.words.len() >= NAME;
        for (document, gain) in &self.words[at].documents {
            let is_apart = (is_alone || !near.is_empty()) && !is_beside(document);
            let apart = if is_apart { APART } else { 1.0 };
            let share = gain.share * apart;
            gains[index(*document)] = rarity * gain.score * share;
            part[index(*document)] = share;
        }
        for (other, found) in self.others.iter().zip(instead) {
            if !(other.first..=other.last).contains(&at) {
                continue;
            }
            for (document, gain) in found {
                let document = index(*document);
                gains[document] = f64::max(gains[document], *gain);
                part[document] = f64::max(part[document], other.weight);
            }
        }
        (gains, part)
    }

    /// What a document of a kind is worth that has such a share of the query.
    fn worth(&self, kind: Kind, share: f64) -> f64 {
        let is_whole = share >= WHOLE;
        match kind {
            Kind::Reference if self.has_number => NUMBERED,
            Kind::Term | Kind::Plan if self.is_definition => DEFINING,
            Kind::Agency if is_whole => 1.3,
            Kind::Plan if is_whole => 1.1,
            Kind::Task | Kind::Indicator => 1.0,
            Kind::Reference if is_whole => 0.9,
            Kind::Page | Kind::Term if is_whole => 0.8,
            Kind::Reference => 0.8,
            Kind::Plan => 0.7,
            Kind::Term => 0.6,
            Kind::Clause => 0.5,
            Kind::Agency | Kind::Page => 0.45,
        }
    }

    /// The results, best first, and how many are not only near.
    fn ordered(&self, scores: &[f64], shares: &[f64]) -> (Vec<usize>, usize) {
        let is_left = |document: &usize| {
            let place = u32::try_from(*document).unwrap_or(u32::MAX);
            !self.excluded.contains(&place)
                && self.required.iter().all(|documents| documents.contains(&place))
                && (self.words.is_empty() || shares[*document] > 0.0)
        };
        let mut fitting: Vec<usize> = (0..scores.len()).filter(is_left).collect();
        let best = fitting.iter().map(|document| shares[*document]).fold(0.0, f64::max);
        fitting.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
        let with = |least: f64| -> Vec<usize> {
            fitting.iter().copied().filter(|document| shares[*document] >= least * best).collect()
        };
        let full = with(NEAR);
        let many = full.len();
        (if many >= FEW { full } else { with(LEAST) }, many)
    }
}

impl Ranked {
    /// Puts what is named to its place: first where the query is but its name, which is the answer, else behind what is
    /// found about the subject.
    pub(super) fn name(&mut self, spans: &[Span], weights: &[f64]) -> bool {
        let mut named: Vec<usize> = Vec::new();
        for page in spans.iter().flat_map(|span| &span.pages) {
            if !named.contains(page) {
                named.push(*page);
            }
        }
        if named.is_empty() {
            return false;
        }
        let is_name = |at: usize| spans.iter().any(|span| !span.pages.is_empty() && span.has(at));
        let is_only = (0..weights.len()).all(|at| weights[at] < TELLING || is_name(at));
        self.documents.retain(|document| !named.contains(document));
        let place = if is_only { 0 } else { NAMED_PLACE.min(self.documents.len()) };
        self.documents.splice(place..place, named);
        is_only
    }
}

impl Instead {
    /// How many words it stands for.
    fn length(&self) -> f64 {
        f64::from(u32::try_from(self.last - self.first + 1).unwrap_or(u32::MAX))
    }

    /// Where all its words stand in a row, and what they weigh there for each word they stand for: together at most as
    /// much as these, whose `rarities` are given.
    fn gains(&self, rarities: &[f64], all: u32) -> BTreeMap<u32, f64> {
        let mut gains: BTreeMap<u32, f64> =
            self.row.iter().map(|document| (*document, 0.0)).collect();
        let mut own = 0.0;
        for found in &self.words {
            let rarity = telling(found.count, all);
            own += rarity;
            for (document, gain) in &found.documents {
                if let Some(sum) = gains.get_mut(document) {
                    *sum += rarity * gain.score * gain.share;
                }
            }
        }
        for documents in &self.pairs {
            let bonus = PAIR * telling(documents.len(), all);
            for document in documents {
                gains.entry(*document).and_modify(|sum| *sum += bonus);
            }
        }
        let meant = rarities[self.first..=self.last].iter().fold(0.0, |sum, rarity| sum + rarity);
        let share = self.weight * f64::min(1.0, meant / own) / self.length();
        for gain in gains.values_mut() {
            *gain *= share;
        }
        gains
    }
}

/// A place as an index.
fn index(document: u32) -> usize {
    usize::try_from(document).unwrap_or(usize::MAX)
}
