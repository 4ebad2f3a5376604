//! What of a query no document has.
//!
//! The twin in the browser is `themes/mac-dinh/static/js/search/missing.js`.

use super::rank::{Evidence, Ranked};
use super::understand::Span;

/// With a smaller share of the query missing, what is found answers it all the same.
const MUCH: f64 = 0.3;
/// Where even the best has less of the query, nothing answers it; of a text as long as [`LONG`] no document has much.
const LITTLE: f64 = 0.25;
/// Telling words of a long query.
const LONG: usize = 12;
/// What a word is worth at least that can be missed.
const TELLING: f64 = 0.5;
/// What a missing word counts that is no thing of the publisher's list: people tell more than they ask.
const UNLISTED: f64 = 0.25;

/// Words no document has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Missing {
    /// The first and the last of words side by side.
    pub(super) places: Vec<(usize, usize)>,
    /// Whether they are much of the query, so that nothing answers it.
    pub(super) is_much: bool,
}

/// What is missing; `spans` are words that are one thing together.
pub(super) fn missing(evidence: &Evidence, spans: &[Span], ranked: &Ranked) -> Missing {
    let words = evidence.words.iter().zip(&evidence.weights);
    let mut is_missing: Vec<bool> =
        words.map(|(found, weight)| *weight >= TELLING && found.count == 0).collect();
    let own = |at: usize| evidence.weights[at] * ranked.rarities[at];
    let mut is_listed = vec![false; is_missing.len()];
    for span in spans {
        // The name of a page is met as soon as the page is there.
        let is_met = !span.pages.is_empty() || is_met(evidence, span, ranked);
        is_missing[span.first..=span.last].fill(!is_met);
        is_listed[span.first..=span.last].fill(true);
    }
    let told = |at: usize| if is_missing[at] && !is_listed[at] { UNLISTED } else { 1.0 };
    let tellings: Vec<f64> = (0..is_missing.len()).map(|at| own(at) * told(at)).collect();
    let mut places: Vec<(usize, usize)> = Vec::new();
    let (mut lost, mut wanted) = (0.0, 0.0);
    for (at, is_missing) in is_missing.into_iter().enumerate() {
        wanted += tellings[at];
        if !is_missing {
            continue;
        }
        lost += tellings[at];
        match places.last_mut() {
            Some((_, end)) if *end + 1 == at => *end = at,
            _ => places.push((at, at)),
        }
    }
    let best = ranked.documents.iter().map(|document| ranked.shares[*document]);
    let many = evidence.weights.iter().filter(|weight| **weight >= TELLING).count();
    let whole: f64 = (0..tellings.len()).map(own).sum();
    let is_little = best.fold(0.0, f64::max) * whole < LITTLE * wanted && many < LONG;
    let is_sought = wanted > 0.0 && !ranked.documents.is_empty();
    let is_much = is_sought && (lost >= MUCH * wanted || is_little);
    Missing { places, is_much }
}

/// Whether some document has the words of `span` together, or what may well stand for them.
fn is_met(evidence: &Evidence, span: &Span, ranked: &Ranked) -> bool {
    let mut others = evidence.others.iter();
    let whole = |document: usize| {
        ranked.parts[span.first..=span.last].iter().all(|part| part[document] >= 1.0)
    };
    others.any(|other| {
        let is_its = (other.first, other.last) == (span.first, span.last);
        is_its && other.weight >= TELLING && !other.row.is_empty()
    }) || (0..ranked.shares.len()).any(whole)
}
