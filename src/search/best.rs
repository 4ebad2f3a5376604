//! The one document that answers a query, if that is clear, and why.
//!
//! The twin in the browser is `themes/mac-dinh/static/js/search/best.js`.

use super::document::Kind;
use super::rank::{Evidence, Instead, Ranked};
use super::understand::Span;

/// What the best has to have of the query.
const ENOUGH: f64 = 0.6;
/// How much more it has to weigh than the next.
const AHEAD: f64 = 1.1;
/// What a word is worth at least that is named as a reason.
const TELLING: f64 = 0.5;
/// A word that is there, not only one that looks like it.
const THERE: f64 = 0.5;

/// The document that answers a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Best {
    /// Its place in the collection.
    pub place: usize,
    /// Why it was found, as sentences for the reader: the words it has, and what it writes for others.
    pub reason: String,
}

/// The first of `ranked`, whose `kinds` are given, where it is clearly the best. It has to have words that are one thing
/// together so, or what stands for them. `is_named` tells that the query is but the name of a page.
pub(super) fn clear(
    ranked: &Ranked,
    kinds: &[Kind],
    spans: &[Span],
    is_named: bool,
) -> Option<usize> {
    let first = *ranked.documents.first()?;
    if !is_named && matches!(kinds[first], Kind::Clause | Kind::Page) {
        return None;
    }
    let is_whole = spans
        .iter()
        .all(|span| ranked.parts[span.first..=span.last].iter().all(|part| part[first] > THERE));
    let second = ranked.documents.get(1);
    let is_ahead =
        second.is_none_or(|second| ranked.scores[first] >= AHEAD * ranked.scores[*second]);
    let is_clear = is_named || (is_whole && is_ahead && ranked.shares[first] >= ENOUGH);
    is_clear.then_some(first)
}

/// Why a document was found. `typed` are the words as typed.
pub(super) fn reason(
    document: usize,
    spans: &[Span],
    evidence: &Evidence,
    ranked: &Ranked,
    typed: &[String],
) -> String {
    let mut own: Vec<String> = Vec::new();
    let mut instead: Vec<String> = Vec::new();
    let (mut at, mut end) = (0, None);
    while at < typed.len() {
        let span = spans.iter().find(|span| span.first == at);
        let last = span.map_or(at, |span| span.last);
        let words = typed[at..=last].join(" ");
        let parts = &ranked.parts[at..=last];
        let is_whole = parts.iter().all(|part| part[document] >= 1.0);
        let other = other(evidence, at, last, document).filter(|_| !is_whole);
        if let Some(other) = other {
            instead.push(format!("“{}” cho “{words}”", other.text));
        } else if parts.iter().all(|part| part[document] >= THERE)
            && evidence.weights[at] >= TELLING
        {
            match own.last_mut() {
                Some(before) if end == Some(at) => {
                    before.push(' ');
                    before.push_str(&words);
                }
                _ => own.push(words),
            }
            end = Some(last + 1);
        }
        at = last + 1;
    }
    let mut sentences = Vec::new();
    if !own.is_empty() {
        sentences.push(format!("Có “{}”.", own.join("”, “")));
    }
    if !instead.is_empty() {
        sentences.push(format!("Văn bản viết {}.", instead.join(", ")));
    }
    sentences.join(" ")
}

/// What stands in a document for the words from `first` to `last`: the nearest, of equal ones the first.
fn other(evidence: &Evidence, first: usize, last: usize, document: usize) -> Option<&Instead> {
    let place = u32::try_from(document).unwrap_or(u32::MAX);
    let others = evidence
        .others
        .iter()
        .filter(|other| (other.first, other.last) == (first, last) && other.row.contains(&place));
    others.reduce(|best, other| if other.weight > best.weight { other } else { best })
}
