//! The index of a large site: postings in small files, so that a query fetches only those of its words.
//!
//! A word's postings are, for each of its spellings, the documents and how much the word weighs in each, all fields
//! together. Instead of positions, which nobody would want to fetch for frequent words, every two words that stand
//! side by side have postings of their own: a few bits a document where positions cost a byte a place.
//!
//! Documents stand by length on very large sites. A short document that has all words of a query is what such a
//! query wants most, so a first answer needs only the first part of every posting list.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::codec::{encode, steps};
use super::forward::{Forward, at};
use crate::search::document::FIELDS;
use crate::search::matching::{B, K1};

/// Size of a shard, in bytes before compression. A posting list longer than this is a shard by itself.
/// Measured, see `docs/performance.md`.
const SHARD: usize = 8 << 10;

/// What quotes, commas and brackets add to a row, and to a spelling in it, in bytes.
const ROW: usize = 12;

/// What shards are written for.
pub(super) struct Shards<'f> {
    /// The words of all documents.
    pub(super) forward: &'f Forward,
    /// Number of documents.
    pub(super) documents: usize,
    /// The first document of each part of the posting lists; the first is 0.
    pub(super) parts: &'f [u32],
}

/// Documents with what a word weighs in each.
type Postings = Vec<(u32, u32)>;

/// A row of a shard: its key, about how long it is, its content.
type Row<'k> = (&'k str, usize, Value);

impl Shards<'_> {
    /// Writes all shards and returns what the client has to know to find them.
    pub(super) fn write(&self, files: &mut Vec<(String, Value)>) -> Value {
        let words = self.words();
        let pairs = self.pairs();
        let totals: Vec<u32> = words.values().map(count).collect();
        let mut known = Vec::new();
        let mut word_files = Vec::new();
        let mut pair_files = Vec::new();
        for part in 0..self.parts.len() {
            let rows = words.iter().zip(&totals).map(|((folded, variants), total)| {
                let mut length = folded.len() + ROW;
                let variants = variants.iter().filter_map(|(exact, postings)| {
                    let postings = self.part(postings, part, |posting| posting.0);
                    let documents = encode(steps(postings.iter().map(|posting| posting.0)));
                    let gains = encode(postings.iter().map(|posting| posting.1));
                    let exact = if exact == folded { "" } else { exact };
                    length += exact.len() + documents.len() + gains.len() + ROW;
                    (!postings.is_empty()).then(|| json!([exact, documents, gains]))
                });
                let variants: Vec<Value> = variants.collect();
                (!variants.is_empty())
                    .then(|| (folded.as_str(), length, json!([folded, total, variants])))
            });
            word_files.push(pack(&format!("tu/{part}"), rows.flatten(), files));
            let rows = pairs.iter().filter_map(|(pair, documents)| {
                let documents = self.part(documents, part, |document| *document);
                let text = encode(steps(documents.iter().copied()));
                (!documents.is_empty())
                    .then(|| (pair.as_str(), pair.len() + text.len() + ROW, json!([pair, text])))
            });
            pair_files.push(pack(&format!("cap/{part}"), rows, files));
        }
        for variants in words.values() {
            let most = variants.iter().max_by_key(|(exact, postings)| (postings.len(), *exact));
            known.extend(most.map(|(exact, _)| exact.as_str()));
        }
        files.push((
            "tu-dien.json".to_owned(),
            json!({ "words": known.join(" "), "totals": encode(totals) }),
        ));
        json!({
            "parts": self.parts,
            "most": most_gain(),
            "words": word_files,
            "pairs": pair_files,
        })
    }

    /// The postings of part `part` of a list.
    fn part<'p, P>(&self, postings: &'p [P], part: usize, document: impl Fn(&P) -> u32) -> &'p [P] {
        let start = postings.partition_point(|one| document(one) < self.parts[part]);
        let end = self
            .parts
            .get(part + 1)
            .map_or(postings.len(), |next| postings.partition_point(|one| document(one) < *next));
        &postings[start..end]
    }

    /// For each folded key its spellings with their postings.
    fn words(&self) -> BTreeMap<&String, BTreeMap<&String, Postings>> {
        let forward = self.forward;
        let norms: Vec<Vec<f64>> = forward.fields.iter().map(|field| self.norms(field)).collect();
        let mut postings: Vec<Postings> = vec![Vec::new(); forward.terms.len()];
        let mut gains: BTreeMap<u32, f64> = BTreeMap::new();
        for document in 0..self.documents {
            gains.clear();
            for ((field, norms), (_, weight)) in forward.fields.iter().zip(&norms).zip(FIELDS) {
                let mut terms: Vec<u32> =
                    field.tokens(document).iter().map(|token| token.1).collect();
                terms.sort_unstable();
                for run in terms.chunk_by(|a, b| a == b) {
                    let met = small(run.len());
                    let gain = weight * (K1 + 1.0) * met / (met + norms[document]);
                    *gains.entry(run[0]).or_default() += gain;
                }
            }
            let document = u32::try_from(document).unwrap_or(u32::MAX);
            for (term, gain) in &gains {
                postings[at(*term)].push((document, as_byte(*gain)));
            }
        }
        let mut words: BTreeMap<&String, BTreeMap<&String, Postings>> = BTreeMap::new();
        for ((exact, folded), postings) in forward.terms.iter().zip(postings) {
            words.entry(folded).or_default().insert(exact, postings);
        }
        words
    }

    /// For each document how much its length lessens what words of that field weigh.
    fn norms(&self, field: &super::forward::Field) -> Vec<f64> {
        let lengths = (0..self.documents).map(|document| field.tokens(document).len());
        let all: usize = lengths.clone().sum();
        let average = small(all) / small(self.documents.max(1));
        let average = if average > 0.0 { average } else { 1.0 };
        lengths.map(|length| K1 * (1.0 - B + B * small(length) / average)).collect()
    }

    /// For every two folded keys that stand side by side, the documents in which they do.
    fn pairs(&self) -> BTreeMap<String, Vec<u32>> {
        let terms = &self.forward.terms;
        let mut folded: Vec<u32> = Vec::with_capacity(terms.len());
        let mut keys: Vec<&str> = Vec::new();
        for (_, key) in terms {
            if keys.last() != Some(&key.as_str()) {
                keys.push(key);
            }
            folded.push(u32::try_from(keys.len() - 1).unwrap_or(u32::MAX));
        }
        let mut pairs: BTreeMap<(u32, u32), Vec<u32>> = BTreeMap::new();
        let mut here: Vec<(u32, u32)> = Vec::new();
        for document in 0..self.documents {
            here.clear();
            for field in &self.forward.fields {
                let tokens = field.tokens(document);
                for (place, (position, term)) in tokens.iter().enumerate() {
                    let next = tokens[place + 1..].iter();
                    let next = next.skip_while(|token| token.0 == *position);
                    for (_, other) in next.take_while(|token| token.0 == position + 1) {
                        here.push((folded[at(*term)], folded[at(*other)]));
                    }
                }
            }
            here.sort_unstable();
            here.dedup();
            let document = u32::try_from(document).unwrap_or(u32::MAX);
            for pair in &here {
                pairs.entry(*pair).or_default().push(document);
            }
        }
        let name = |(left, right): (u32, u32)| format!("{} {}", keys[at(left)], keys[at(right)]);
        pairs.into_iter().map(|(pair, documents)| (name(pair), documents)).collect()
    }
}

/// Puts rows into files of about [`SHARD`] bytes and returns the first key of each file.
fn pack<'r>(
    folder: &str,
    rows: impl Iterator<Item = Row<'r>>,
    files: &mut Vec<(String, Value)>,
) -> Vec<String> {
    let mut firsts = Vec::new();
    let mut file: Vec<Value> = Vec::new();
    let mut size = 0;
    let mut close = |file: &mut Vec<Value>, number: usize| {
        files.push((format!("{folder}/{number}.json"), Value::from(std::mem::take(file))));
    };
    for (key, length, row) in rows {
        if !file.is_empty() && size + length > SHARD {
            close(&mut file, firsts.len() - 1);
            size = 0;
        }
        if file.is_empty() {
            firsts.push(key.to_owned());
        }
        size += length;
        file.push(row);
    }
    if !file.is_empty() {
        close(&mut file, firsts.len() - 1);
    }
    firsts
}

/// How many documents have one of the spellings.
fn count(variants: &BTreeMap<&String, Postings>) -> u32 {
    let mut documents: Vec<u32> = variants.values().flatten().map(|posting| posting.0).collect();
    documents.sort_unstable();
    documents.dedup();
    u32::try_from(documents.len()).unwrap_or(u32::MAX)
}

/// The most one word can weigh in a document.
fn most_gain() -> f64 {
    (K1 + 1.0) * FIELDS.iter().map(|field| field.1).sum::<f64>()
}

/// A weight as a whole number from 1 to 255, in parts of the most it can be.
fn as_byte(gain: f64) -> u32 {
    let part = (gain / most_gain() * 255.0).round().clamp(1.0, 255.0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 255")]
    let byte = part as u32;
    byte
}

/// A count as a number of the formula.
fn small(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
