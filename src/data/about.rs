//! What an edition is about: the day it is as of, the time it covers, how often it is renewed, its sources.

use super::table::Source;
use crate::model::{Date, PeriodKind};

/// What an edition is about. Every date comes from the data, none from a clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Its version: the day everything is judged as of; without reports the date of the newest plan.
    pub version: Option<Date>,
    /// First day the plans are about.
    pub first: Option<Date>,
    /// Last day the plans are about.
    pub last: Option<Date>,
    /// How often figures come in: the shortest reporting period; nothing without reports.
    pub frequency: Option<PeriodKind>,
    /// The plans everything comes from: identifier and name.
    pub plans: Vec<(String, String)>,
}

impl About {
    pub(super) fn new(source: Source<'_>) -> Self {
        let plans = &source.site.plans;
        let issued = plans.iter().filter_map(|plan| plan.date).max();
        let as_of = source.derived.progress.as_ref().map(|progress| progress.as_of);
        let first = plans.iter().filter_map(|plan| plan.period_start.or(plan.date)).min();
        let last = plans.iter().filter_map(|plan| plan.period_end).max();
        let named = |plan: &crate::model::Plan| (plan.id.to_string(), plan.short_title.clone());
        Self {
            version: as_of.or(issued),
            first,
            last,
            frequency: source.snapshots().map(|snapshot| snapshot.period.kind()).min(),
            plans: plans.iter().map(named).collect(),
        }
    }
}
