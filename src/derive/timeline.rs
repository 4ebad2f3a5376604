//! The snapshots one after the other: what was judged at each, what had changed, who handed in.

use std::collections::BTreeMap;

use super::history::{Change, Moment, changes};
use super::status::{Discipline, Progress, Setting, judge, reporting_discipline};
use crate::model::{Agency, Date, Id, Owed, Responsibility, Site, Snapshot};

/// One snapshot with what follows from it and those before.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The snapshot.
    pub snapshot: Id,
    /// Everything judged as of its as-of date, by what was known then.
    pub progress: Progress,
    /// What changed since the snapshot before; empty for the first.
    pub changes: Vec<Change>,
    /// Who handed in how, of those that answered for something when reports were due; in the order of the site.
    pub discipline: Vec<Discipline>,
}

/// The day everything is judged as of: `asked`, or that of the newest snapshot. Nothing when there is neither.
pub(super) fn as_of(site: &Site, asked: Option<Date>) -> Option<Date> {
    asked.or_else(|| site.snapshots.iter().map(|snapshot| snapshot.as_of).max())
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
        let owed = owed_by(site, snapshot);
        let reporters = site.agencies.iter().filter_map(|agency| owed.get_key_value(&agency.id));
        let reporters = reporters.map(|(agency, owed)| (agency, *owed));
        let discipline = reporting_discipline(snapshot, reporters, snapshot.as_of);
        stages.push(Stage { snapshot: snapshot.id.clone(), progress, changes, discipline });
    }
    stages
}

/// What each agency that answers for something owed for the period of `snapshot`: the strongest of its items.
fn owed_by(site: &Site, snapshot: &Snapshot) -> BTreeMap<Id, Owed> {
    let (day, period) = (snapshot.leads_day(), snapshot.period);
    let mut owed: BTreeMap<Id, Owed> = BTreeMap::new();
    for plan in site.plans.iter() {
        let mut add = |item: &Id, lead: &Responsibility| {
            let of_item = plan.regime.owed(item, period);
            for agency in site.answering(plan, lead) {
                let entry = owed.entry(agency.id.clone()).or_insert(of_item);
                *entry = of_item.min(*entry);
            }
        };
        plan.tasks.iter().for_each(|task| add(&task.id, &site.task_on(task, day).lead));
        plan.indicators.iter().for_each(|one| add(&one.id, &site.indicator_on(one, day).lead));
    }
    owed
}

/// Whether an agency that leads something reports on it itself: it is one body and nobody took over from it.
pub(super) fn can_report(agency: &Agency) -> bool {
    !agency.is_collective && agency.successor.is_none()
}
