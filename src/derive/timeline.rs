//! The snapshots one after the other: what was judged at each, what had changed, who handed in.

use super::history::{Change, Moment, changes};
use super::status::{Discipline, Progress, Setting, judge, reporting_discipline};
use super::{AgencyWork, Index};
use crate::model::{Agency, Date, Id, Site};

/// One snapshot with what follows from it and those before.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The snapshot.
    pub snapshot: Id,
    /// Everything judged as of its as-of date, by what was known then.
    pub progress: Progress,
    /// What changed since the snapshot before; empty for the first.
    pub changes: Vec<Change>,
    /// Who handed in on time, late or not, agencies in the order of the site.
    pub discipline: Vec<Discipline>,
}

/// The day everything is judged as of: `asked`, or that of the newest snapshot. Nothing without snapshots.
pub(super) fn as_of(site: &Site, asked: Option<Date>) -> Option<Date> {
    let newest = site.snapshots.iter().map(|snapshot| snapshot.as_of).max()?;
    Some(asked.unwrap_or(newest))
}

/// The stages up to `until`, oldest first.
pub(super) fn stages(site: &Site, index: &Index, until: Date) -> Vec<Stage> {
    let agencies: Vec<&Id> = site
        .agencies
        .iter()
        .filter(|agency| reports(agency, index))
        .map(|agency| &agency.id)
        .collect();
    let mut stages: Vec<Stage> = Vec::new();
    for (at, snapshot) in
        site.snapshots.iter().enumerate().filter(|(_, snapshot)| snapshot.as_of <= until)
    {
        let progress = judge(site, &site.snapshots[..=at], &Setting::new(snapshot.as_of));
        let before =
            at.checked_sub(1).and_then(|before| Some((&site.snapshots[before], stages.last()?)));
        let changes = before.map_or_else(Vec::new, |(before, stage)| {
            let before = Moment { snapshot: before, progress: &stage.progress };
            changes(site, before, Moment { snapshot, progress: &progress })
        });
        let discipline = reporting_discipline(snapshot, agencies.iter().copied(), snapshot.as_of);
        stages.push(Stage { snapshot: snapshot.id.clone(), progress, changes, discipline });
    }
    stages
}

/// Whether an agency is expected to report: it leads something, is one body and has no successor that reports for it.
pub(super) fn reports(agency: &Agency, index: &Index) -> bool {
    let leads = |work: &AgencyWork| !work.leads.is_empty() || !work.indicators.is_empty();
    !agency.is_collective
        && agency.successor.is_none()
        && index.agencies.get(&agency.id).is_some_and(leads)
}
