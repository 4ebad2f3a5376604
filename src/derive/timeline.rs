//! The snapshots one after the other: what was judged at each, what had changed, who handed in.

use std::collections::BTreeSet;

use super::history::{Change, Moment, changes};
use super::status::{Discipline, Progress, Setting, judge, reporting_discipline};
use crate::model::{Agency, Date, Id, Responsibility, Site};

/// One snapshot with what follows from it and those before.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The snapshot.
    pub snapshot: Id,
    /// Everything judged as of its as-of date, by what was known then.
    pub progress: Progress,
    /// What changed since the snapshot before; empty for the first.
    pub changes: Vec<Change>,
    /// Who handed in on time, late or not, of those that led something when reports were due; in the order of the site.
    pub discipline: Vec<Discipline>,
}

/// The day everything is judged as of: `asked`, or that of the newest snapshot. Nothing without snapshots.
pub(super) fn as_of(site: &Site, asked: Option<Date>) -> Option<Date> {
    let newest = site.snapshots.iter().map(|snapshot| snapshot.as_of).max()?;
    Some(asked.unwrap_or(newest))
}

/// The stages up to `until`, oldest first.
pub(super) fn stages(site: &Site, until: Date) -> Vec<Stage> {
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
        let leads = leads_on(site, snapshot.due_on);
        let reporters = site.agencies.iter().filter(|agency| can_report(agency));
        let reporters = reporters.map(|agency| &agency.id).filter(|id| leads.contains(*id));
        let discipline = reporting_discipline(snapshot, reporters, snapshot.as_of);
        stages.push(Stage { snapshot: snapshot.id.clone(), progress, changes, discipline });
    }
    stages
}

/// The agencies that lead something on `day`.
fn leads_on(site: &Site, day: Date) -> BTreeSet<Id> {
    let mut agencies = BTreeSet::new();
    let mut add = |lead: &Responsibility| {
        for member in &lead.members {
            if !agencies.contains(&member.agency) {
                agencies.insert(member.agency.clone());
            }
        }
    };
    site.tasks().for_each(|task| add(&site.task_on(task, day).lead));
    site.indicators().for_each(|indicator| add(&site.indicator_on(indicator, day).lead));
    agencies
}

/// Whether an agency that leads something reports on it itself: it is one body and nobody took over from it.
pub(super) fn can_report(agency: &Agency) -> bool {
    !agency.is_collective && agency.successor.is_none()
}
