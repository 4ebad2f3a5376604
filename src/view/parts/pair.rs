//! Pairs of items: indicators that contradict each other, items that are alike.

use serde::Serialize;

use crate::derive::Contradiction;
use crate::model::Id;
use crate::view::ground::Portal;

/// Two targets for the same year.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct TargetPair<'a> {
    /// The year.
    pub year: i16,
    /// The target of the one.
    pub left: &'a str,
    /// The target of the other.
    pub right: &'a str,
}

/// The contradictions of each pair of indicators, pairs in document order.
pub fn contradicting<'a>(portal: &Portal<'a>) -> Vec<&'a [Contradiction]> {
    let all = &portal.derived.contradictions;
    all.chunk_by(|one, next| (&one.left, &one.right) == (&next.left, &next.right)).collect()
}

/// Whether two indicators ask for different things for the same year: such a pair is shown as that and not as alike.
pub(in crate::view) fn contradicts(portal: &Portal<'_>, one: &Id, other: &Id) -> bool {
    let is_pair = |found: &Contradiction| found.left == *other || found.right == *other;
    portal.contradictions_of(one).iter().copied().any(is_pair)
}

/// How many pairs of indicators contradict each other, and how many other pairs are alike.
pub fn pairs(portal: &Portal<'_>) -> (usize, usize) {
    let alike = portal.derived.overlaps.iter();
    let alike = alike.filter(|overlap| !contradicts(portal, &overlap.left, &overlap.right));
    (contradicting(portal).len(), alike.count())
}
