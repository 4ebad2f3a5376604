//! The values of an indicator as charts draw them.

use std::collections::BTreeMap;

use crate::model::{Indicator, Nature, Observation, Snapshot};
use crate::view::ground::Portal;

/// A value with its snapshot.
pub(crate) type Reported<'a> = (&'a Snapshot, &'a Observation);

/// The values reported for each day, oldest first, and of each day in the order they came in.
pub(in crate::view) fn by_day<'a>(
    portal: &Portal<'a>,
    indicator: &Indicator,
) -> Vec<Vec<Reported<'a>>> {
    let mut days: BTreeMap<_, Vec<Reported<'a>>> = BTreeMap::new();
    for &(snapshot, observation) in portal.observations_of(&indicator.id) {
        // What different periods brought until the same day are different values.
        let kind = (observation.nature == Nature::WithinPeriod).then(|| snapshot.period.kind());
        let key = (observation.value_date, observation.nature, kind);
        days.entry(key).or_default().push((snapshot, observation));
    }
    days.into_values().collect()
}
