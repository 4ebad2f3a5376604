//! The same quantity with different targets in different plans.

use crate::model::{Id, Site};

/// Two indicators that measure the same and differ in a target for the same year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The indicator of the plan that comes first.
    pub left: Id,
    /// The other indicator.
    pub right: Id,
    /// Last day of the year both targets are for, as `yyyy`.
    pub year: i16,
    /// Printed target of `left`.
    pub left_text: String,
    /// Printed target of `right`.
    pub right_text: String,
}

/// All contradictions of a site.
pub(super) fn find(_site: &Site) -> Vec<Contradiction> {
    Vec::new()
}
