//! What follows from the sources: joins, overlaps, contradictions. Pure functions of the [`Site`].

mod contradiction;
pub mod history;
mod index;
mod overlap;
pub mod status;

use crate::model::{Id, Site};

pub use contradiction::Contradiction;
pub use index::{AgencyWork, Index};
pub use overlap::{Overlap, OverlapKind};

/// Everything computed from a [`Site`].
#[derive(Clone, Debug, Default)]
pub struct Derived {
    /// Joins: who does what, what stands where.
    pub index: Index,
    /// Texts that say nearly the same, most alike first.
    pub overlaps: Vec<Overlap>,
    /// Indicators of different plans that measure the same and ask for different things.
    pub contradictions: Vec<Contradiction>,
}

/// Computes everything that follows from `site`.
pub fn derive(site: &Site) -> Derived {
    let index = Index::new(site);
    let overlaps = overlap::find(site);
    let contradictions = contradiction::find(site, &index, &overlaps);
    Derived { index, overlaps, contradictions }
}

impl Derived {
    /// The overlaps of one task, indicator or clause, most alike first, with the other side's id.
    pub fn overlaps_of<'a>(&'a self, id: &'a Id) -> impl Iterator<Item = (&'a Overlap, &'a Id)> {
        self.overlaps.iter().filter_map(move |overlap| {
            if overlap.left == *id {
                Some((overlap, &overlap.right))
            } else if overlap.right == *id {
                Some((overlap, &overlap.left))
            } else {
                None
            }
        })
    }
}

#[cfg(test)]
mod testing;
