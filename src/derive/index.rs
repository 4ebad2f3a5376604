//! Joins built once: agency → work, section → items, legal document → items.

use std::collections::BTreeMap;

use crate::lookup::Lookup;
use crate::model::{Date, Id, Site};

/// What one agency has to do, in document order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgencyWork {
    /// Tasks it leads.
    pub leads: Vec<Id>,
    /// Tasks it helps with.
    pub coordinates: Vec<Id>,
    /// Indicators it answers for.
    pub indicators: Vec<Id>,
    /// Agencies whose work it took over.
    pub predecessors: Vec<Id>,
}

/// Joins over a [`Site`]. Item positions are `(plan, place)` indices for direct access.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// Work by agency; every agency has an entry.
    pub agencies: BTreeMap<Id, AgencyWork>,
    /// Tasks and indicators by section, in document order.
    pub sections: BTreeMap<Id, Vec<Id>>,
    /// Tasks and indicators by legal document, in document order.
    pub references: BTreeMap<Id, Vec<Id>>,
    /// Position of each task.
    pub tasks: Lookup<Id, (usize, usize)>,
    /// Position of each indicator.
    pub indicators: Lookup<Id, (usize, usize)>,
    /// Position of each clause.
    pub clauses: Lookup<Id, (usize, usize)>,
}

impl Index {
    /// Builds all joins; who leads and who helps are those in force on `day`.
    pub fn new(site: &Site, day: Date) -> Self {
        let mut index = Self::default();
        for agency in &site.agencies {
            index.agencies.entry(agency.id.clone()).or_default();
            if let Some(successor) = &agency.successor {
                index
                    .agencies
                    .entry(successor.to.clone())
                    .or_default()
                    .predecessors
                    .push(agency.id.clone());
            }
        }
        for (plan_place, plan) in site.plans.iter().enumerate() {
            for (place, indicator) in plan.indicators.iter().enumerate() {
                index.indicators.insert(indicator.id.clone(), (plan_place, place));
                index
                    .sections
                    .entry(indicator.section.clone())
                    .or_default()
                    .push(indicator.id.clone());
                for member in &site.indicator_on(indicator, day).lead.members {
                    let work = index.agencies.entry(member.agency.clone()).or_default();
                    push_once(&mut work.indicators, &indicator.id);
                }
                for citation in &indicator.references {
                    let items = index.references.entry(citation.reference.clone()).or_default();
                    push_once(items, &indicator.id);
                }
            }
            for (place, task) in plan.tasks.iter().enumerate() {
                index.tasks.insert(task.id.clone(), (plan_place, place));
                index.sections.entry(task.section.clone()).or_default().push(task.id.clone());
                let now = site.task_on(task, day);
                for member in &now.lead.members {
                    push_once(
                        &mut index.agencies.entry(member.agency.clone()).or_default().leads,
                        &task.id,
                    );
                }
                for member in &now.coordinating.members {
                    let work = index.agencies.entry(member.agency.clone()).or_default();
                    push_once(&mut work.coordinates, &task.id);
                }
                for citation in task.references.iter().chain(&task.mentions) {
                    push_once(
                        index.references.entry(citation.reference.clone()).or_default(),
                        &task.id,
                    );
                }
            }
            for (place, clause) in plan.clauses.iter().enumerate() {
                index.clauses.insert(clause.id.clone(), (plan_place, place));
            }
        }
        index
    }
}

/// Items come one after the other, so a repeat can only be the last.
fn push_once(list: &mut Vec<Id>, id: &Id) {
    if list.last() != Some(id) {
        list.push(id.clone());
    }
}
