//! Texts that say nearly the same: work assigned twice, clauses repeated in an appendix.

use crate::model::{Id, Site};

/// Two items whose texts say nearly the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// What sort of pair.
    pub kind: OverlapKind,
    /// The item that stands first (by plan, then by place).
    pub left: Id,
    /// The other item.
    pub right: Id,
    /// Likeness in per cent, 0–100.
    pub likeness: u8,
}

/// What sort of pair an [`Overlap`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OverlapKind {
    /// Tasks of two plans.
    BetweenPlans,
    /// Two tasks of one plan.
    WithinPlan,
    /// A clause of the body and the appendix task that repeats it; `left` is the clause.
    BodyAndAppendix,
    /// Indicators of two plans that measure the same.
    Indicators,
}

/// All overlaps of a site.
pub(super) fn find(_site: &Site) -> Vec<Overlap> {
    Vec::new()
}
