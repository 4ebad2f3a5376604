//! What follows from the sources: joins, overlaps, contradictions. Pure functions of the [`Site`].

mod contradiction;
pub mod history;
mod index;
mod overlap;
mod related;
pub mod status;
#[cfg(test)]
mod testing;
mod timeline;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Agency, Date, Id, Site};
use crate::recall::Recall;

use status::{Clarity, Progress, Setting, clarity, judge};

pub use contradiction::Contradiction;
pub use index::{AgencyWork, Index};
pub use overlap::{Overlap, OverlapKind};
pub use timeline::Stage;

/// Everything computed from a [`Site`].
#[derive(Clone, Debug, Default)]
pub struct Derived {
    /// Joins: who does what, what stands where.
    pub index: Index,
    /// Texts that say nearly the same, most alike first.
    pub overlaps: Arc<Vec<Overlap>>,
    /// Tasks and indicators about the same subject, with a likeness in per cent, best first.
    pub related: Arc<BTreeMap<Id, Vec<(Id, u8)>>>,
    /// Indicators of different plans that measure the same and ask for different things.
    pub contradictions: Vec<Contradiction>,
    /// "6 rõ" of every task, as of the same day.
    pub clarity: BTreeMap<Id, Clarity>,
    /// Everything judged as of the as-of date; nothing without snapshots.
    pub progress: Option<Progress>,
    /// The snapshots up to that day with what followed from each, oldest first.
    pub stages: Vec<Stage>,
}

/// Computes everything that follows from `site`, judged as of `as_of` or, without it, of the newest snapshot.
///
/// What only the words of the plans say may come from `memory`.
pub fn derive(site: &Site, as_of: Option<Date>, memory: &dyn Recall) -> Derived {
    let compare = || {
        let overlaps = overlap::find(site, memory);
        let related = related::find(site, &overlaps, memory);
        (overlaps.into(), related.into())
    };
    follow(site, as_of, compare)
}

/// Likenesses of the words of the plans.
type Likenesses = (Arc<Vec<Overlap>>, Arc<BTreeMap<Id, Vec<(Id, u8)>>>);

fn follow(
    site: &Site,
    as_of: Option<Date>,
    compare: impl FnOnce() -> Likenesses + Send,
) -> Derived {
    let as_of = timeline::as_of(site, as_of);
    // Without snapshots there is no such day: everything declared is in force.
    let day = as_of.unwrap_or(Date::MAX);
    let judge = || {
        let progress = as_of.map(|as_of| judge(site, &site.snapshots, &Setting::new(as_of)));
        let stages = as_of.map(|as_of| timeline::stages(site, as_of)).unwrap_or_default();
        (Index::new(site, day), clarity(site, day), progress, stages)
    };
    let ((overlaps, related), (index, clarity, progress, stages)) = rayon::join(compare, judge);
    let contradictions = contradiction::find(site, &index, &overlaps);
    Derived { index, overlaps, related, contradictions, clarity, progress, stages }
}

impl Derived {
    /// The same of `site`, which has the same plans and other reports and amendments.
    #[must_use]
    pub fn with_reports_of(&self, site: &Site, as_of: Option<Date>) -> Self {
        follow(site, as_of, || (self.overlaps.clone(), self.related.clone()))
    }

    /// Whether `agency` is expected to report: it leads something, is one body and has no successor.
    pub fn reports(&self, agency: &Agency) -> bool {
        let leads = |work: &AgencyWork| !work.leads.is_empty() || !work.indicators.is_empty();
        timeline::can_report(agency) && self.index.agencies.get(&agency.id).is_some_and(leads)
    }
}
