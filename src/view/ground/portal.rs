//! Everything a view may look up, with direct access by id.

use std::borrow::Cow;

use crate::config::Config;
use crate::derive::history::Change;
use crate::derive::status::{IndicatorJudgement, TaskJudgement};
use crate::derive::{Contradiction, Derived, Overlap, Stage};
use crate::diagnostic::Diagnostic;
use crate::lookup::Lookup;
use crate::model::{
    Agency, AmendedValue, Amendment, Block, BlockKind, Date, Deadline, Id, Indicator, Observation,
    Owed, Page, Period, Plan, Reference, Responsibility, Section, Site, Snapshot, Target, Task,
    TaskReport,
};
use crate::view::ground::address;
use crate::view::ground::item::Item;

/// The site, what follows from it and what is known about its sources; the source of all views.
pub struct Portal<'a> {
    /// Settings.
    pub config: &'a Config,
    /// What the sources say.
    pub site: &'a Site,
    /// What follows from it.
    pub derived: &'a Derived,
    /// Findings about the sources, sorted.
    pub quality: &'a [Diagnostic],
    agencies: Lookup<&'a Id, &'a Agency>,
    references: Lookup<&'a Id, &'a Reference>,
    plans: Lookup<&'a Id, &'a Plan>,
    sections: Lookup<&'a Id, (&'a Plan, &'a Section)>,
    overlaps: Lookup<&'a Id, Vec<(&'a Overlap, &'a Id)>>,
    contradictions: Lookup<&'a Id, Vec<&'a Contradiction>>,
    placed: Lookup<&'a Id, (usize, Option<usize>)>,
    reports: BySnapshot<'a, TaskReport>,
    observations: BySnapshot<'a, Observation>,
    changes: BySnapshot<'a, Change>,
    titles: Lookup<&'a Id, String>,
}

/// What the snapshots say of each item, oldest snapshot first.
type BySnapshot<'a, T> = Lookup<&'a Id, Vec<(&'a Snapshot, &'a T)>>;

impl<'a> Portal<'a> {
    /// Opens a portal over a site.
    pub fn new(
        config: &'a Config,
        site: &'a Site,
        derived: &'a Derived,
        quality: &'a [Diagnostic],
    ) -> Self {
        let mut overlaps: Lookup<&Id, Vec<(&Overlap, &Id)>> = Lookup::default();
        for overlap in derived.overlaps.iter() {
            overlaps.of(&overlap.left).push((overlap, &overlap.right));
            overlaps.of(&overlap.right).push((overlap, &overlap.left));
        }
        let mut contradictions: Lookup<&Id, Vec<&Contradiction>> = Lookup::default();
        for contradiction in &derived.contradictions {
            contradictions.of(&contradiction.left).push(contradiction);
            contradictions.of(&contradiction.right).push(contradiction);
        }
        let mut portal = Self {
            config,
            site,
            derived,
            quality,
            agencies: site.agencies.iter().map(|agency| (&agency.id, agency)).collect(),
            references: site
                .references
                .iter()
                .map(|reference| (&reference.id, reference))
                .collect(),
            plans: site.plans.iter().map(|plan| (&plan.id, plan)).collect(),
            sections: site
                .plans
                .iter()
                .flat_map(|plan| plan.sections.iter().map(move |section| (plan, section)))
                .map(|(plan, section)| (&section.id, (plan, section)))
                .collect(),
            overlaps,
            contradictions,
            placed: site.plans.iter().flat_map(placed).collect(),
            reports: Lookup::default(),
            observations: Lookup::default(),
            changes: Lookup::default(),
            titles: crate::view::ground::title::titles(site),
        };
        portal.join_stages();
        portal
    }

    fn join_stages(&mut self) {
        let stages: Vec<(&Snapshot, &Stage)> = self.stages().collect();
        for (snapshot, stage) in stages {
            for report in &snapshot.reports {
                self.reports.of(&report.task).push((snapshot, report));
            }
            for observation in &snapshot.observations {
                let own = self.observations.of(&observation.indicator);
                own.push((snapshot, observation));
            }
            for change in &stage.changes {
                self.changes.of(&change.item).push((snapshot, change));
            }
        }
    }

    /// The reports on a task up to the day everything is judged as of, oldest snapshot first.
    pub fn reports_of(&self, task: &Id) -> &[(&'a Snapshot, &'a TaskReport)] {
        self.reports.get(task).map_or(&[], Vec::as_slice)
    }

    /// The values of an indicator up to that day, oldest snapshot first.
    pub fn observations_of(&self, indicator: &Id) -> &[(&'a Snapshot, &'a Observation)] {
        self.observations.get(indicator).map_or(&[], Vec::as_slice)
    }

    /// What changed about an item up to that day, oldest snapshot first.
    pub fn changes_of(&self, item: &Id) -> &[(&'a Snapshot, &'a Change)] {
        self.changes.get(item).map_or(&[], Vec::as_slice)
    }

    /// The agency of that id.
    pub fn agency(&self, id: &Id) -> Option<&'a Agency> {
        self.agencies.get(id).copied()
    }

    /// The legal document of that id.
    pub fn reference(&self, id: &Id) -> Option<&'a Reference> {
        self.references.get(id).copied()
    }

    /// The plan of that id.
    pub fn plan(&self, id: &Id) -> Option<&'a Plan> {
        self.plans.get(id).copied()
    }

    /// The day everything is judged as of; nothing without snapshots.
    pub fn as_of(&self) -> Option<Date> {
        self.derived.progress.as_ref().map(|progress| progress.as_of)
    }

    /// What the rules say of that task as of that day.
    pub fn task_judgement(&self, id: &Id) -> Option<&'a TaskJudgement> {
        self.derived.progress.as_ref()?.tasks.get(id)
    }

    /// What the rules say of that indicator as of that day.
    pub fn indicator_judgement(&self, id: &Id) -> Option<&'a IndicatorJudgement> {
        self.derived.progress.as_ref()?.indicators.get(id)
    }

    /// The snapshot of that id.
    pub fn snapshot(&self, id: &Id) -> Option<&'a Snapshot> {
        self.site.snapshots.iter().find(|snapshot| snapshot.id == *id)
    }

    /// The snapshots known on the day everything is judged as of, oldest first, with what followed.
    pub fn stages(&self) -> impl DoubleEndedIterator<Item = (&'a Snapshot, &'a Stage)> + '_ {
        let stages = self.derived.stages.iter();
        stages.filter_map(|stage| Some((self.snapshot(&stage.snapshot)?, stage)))
    }

    /// Whether any period was reported up to that day. Without one only days are judged, and nobody is accused.
    pub fn has_reports(&self) -> bool {
        self.stages().next().is_some()
    }

    /// The site's own words on how everything is read and judged.
    pub fn method_page(&self) -> Option<&'a Page> {
        self.site.pages.iter().find(|page| address::prose(&page.path) == address::METHOD)
    }

    /// Whether any figure shown is made up to show how the site works.
    pub fn is_illustrative(&self) -> bool {
        self.stages().any(|(snapshot, _)| snapshot.is_illustrative)
            || self.amendments().any(|amendment| amendment.is_illustrative)
    }

    /// Whether items that are judged have a row with made-up figures beside their official one.
    pub fn has_illustrative_rows(&self) -> bool {
        self.as_of().is_some() && self.is_illustrative()
    }

    /// The amendments in force on the day everything is judged as of, oldest first; all of them without snapshots.
    pub fn amendments(&self) -> impl Iterator<Item = &'a Amendment> + '_ {
        let as_of = self.as_of();
        let is_known = move |one: &&Amendment| as_of.is_none_or(|as_of| one.date <= as_of);
        self.site.amendments.iter().filter(is_known)
    }

    /// The day amendments hold on: that day, or any day without snapshots.
    fn day(&self) -> Date {
        self.as_of().unwrap_or(Date::MAX)
    }

    /// `task` as it holds on that day.
    pub fn task_in_force(&self, task: &'a Task) -> Cow<'a, Task> {
        self.site.task_on(task, self.day())
    }

    /// `indicator` as it holds on that day.
    pub fn indicator_in_force(&self, indicator: &'a Indicator) -> Cow<'a, Indicator> {
        self.site.indicator_on(indicator, self.day())
    }

    /// When `task` is due: the one deadline everything counts by, moved by amendments and by extensions that
    /// reports give with a decision.
    pub fn deadline_in_force(&self, task: &'a Task) -> &'a Deadline {
        let extended = self.task_judgement(&task.id).and_then(|judged| judged.extended.as_ref());
        if let Some(extended) = extended {
            return extended;
        }
        self.last_new(&task.id, Amendment::new_deadline).unwrap_or(&task.deadline)
    }

    /// The targets of `indicator` in time: as issued, then each change of one with the day it holds from.
    pub fn target_steps(&self, indicator: &'a Indicator) -> Vec<(Date, &'a Target)> {
        let issued = indicator.targets.iter().map(|target| (Date::MIN, target));
        let changed = self.amendments().filter(|amendment| amendment.item == indicator.id);
        let changed = changed.filter_map(|amendment| match &amendment.new {
            AmendedValue::Target(target) => Some((amendment.date, target)),
            _ => None,
        });
        issued.chain(changed).collect()
    }

    /// Who leads an item on that day; `printed` is who leads it by the plan.
    pub fn lead_in_force(&self, item: &Id, printed: &'a Responsibility) -> &'a Responsibility {
        let lead = |amendment: &'a Amendment| match &amendment.new {
            AmendedValue::Lead(lead) => Some(lead),
            _ => None,
        };
        self.last_new(item, lead).unwrap_or(printed)
    }

    /// Who helps with `task` on that day.
    pub fn coordinating_in_force(&self, task: &'a Task) -> &'a Responsibility {
        let helpers = |amendment: &'a Amendment| match &amendment.new {
            AmendedValue::Coordinating(helpers) => Some(helpers),
            _ => None,
        };
        self.last_new(&task.id, helpers).unwrap_or(&task.coordinating)
    }

    /// Whether the plan of an item asks for a report on it for `period`, by a day it names or not.
    pub fn is_asked(&self, item: &Id, period: Period) -> bool {
        let regime = self.item(item).map(|item| &item.plan().regime);
        regime
            .is_some_and(|regime| matches!(regime.owed(item, period), Owed::By(_) | Owed::Undated))
    }

    /// The newest of what amendments of an item brought.
    fn last_new<T>(
        &self,
        item: &Id,
        new: impl Fn(&'a Amendment) -> Option<&'a T>,
    ) -> Option<&'a T> {
        self.amendments().filter(|amendment| amendment.item == *item).filter_map(new).last()
    }

    /// The section of that id with its plan.
    pub fn section(&self, id: &Id) -> Option<(&'a Plan, &'a Section)> {
        self.sections.get(id).copied()
    }

    /// The task, indicator or clause of that id.
    pub fn item(&self, id: &Id) -> Option<Item<'a>> {
        let plans = &self.site.plans;
        let index = &self.derived.index;
        if let Some(&(plan, place)) = index.tasks.get(id) {
            let plan = plans.get(plan)?;
            return Some(Item::Task(plan, plan.tasks.get(place)?));
        }
        if let Some(&(plan, place)) = index.indicators.get(id) {
            let plan = plans.get(plan)?;
            return Some(Item::Indicator(plan, plan.indicators.get(place)?));
        }
        let &(plan, place) = index.clauses.get(id)?;
        let plan = plans.get(plan)?;
        Some(Item::Clause(plan, plan.clauses.get(place)?))
    }

    /// The words for the title bar of the page of a task, an indicator or a section.
    pub fn title(&self, id: &Id) -> &str {
        self.titles.get(id).map_or("", String::as_str)
    }

    /// The page of whatever has that id, if anything has.
    pub fn address_of(&self, id: &Id) -> Option<String> {
        if let Some(item) = self.item(id) {
            return Some(self.address(item));
        }
        if self.plans.contains_key(id) {
            return Some(address::plan(id));
        }
        if self.agencies.contains_key(id) {
            return Some(address::agency(id));
        }
        if self.sections.contains_key(id) {
            return Some(address::section(id));
        }
        self.references.contains_key(id).then(|| address::reference(id))
    }

    /// The page of an item; for a clause its place in the plan.
    pub fn address(&self, item: Item<'a>) -> String {
        match item {
            Item::Task(_, task) => address::task(&task.id),
            Item::Indicator(_, indicator) => address::indicator(&indicator.id),
            Item::Clause(plan, clause) => self.place(plan, &clause.id),
        }
    }

    /// Where an item or section stands in the text of its plan; the plan's page if it is not there.
    pub fn place(&self, plan: &Plan, id: &Id) -> String {
        if self.placed.contains_key(id) {
            address::plan_place(&plan.id, id)
        } else {
            address::plan(&plan.id)
        }
    }

    /// The block of its plan an item or section stands in, and the row, counted from zero; nothing if it is not there.
    pub fn printed_at(&self, id: &Id) -> Option<(usize, Option<usize>)> {
        self.placed.get(id).copied()
    }

    /// Overlaps of an item with the other side's id, most alike first.
    pub fn overlaps_of(&self, id: &Id) -> &[(&'a Overlap, &'a Id)] {
        self.overlaps.get(id).map_or(&[], Vec::as_slice)
    }

    /// Contradictions an indicator takes part in.
    pub fn contradictions_of(&self, id: &Id) -> &[&'a Contradiction] {
        self.contradictions.get(id).map_or(&[], Vec::as_slice)
    }

    /// Items of a section in document order.
    pub fn items_of_section(&self, id: &Id) -> impl Iterator<Item = Item<'a>> + '_ {
        let ids = self.derived.index.sections.get(id).map_or(&[][..], Vec::as_slice);
        ids.iter().filter_map(|id| self.item(id))
    }
}

/// Identifiers that have a place in the text of a plan, with the block and the row of a table they stand in.
fn placed(plan: &Plan) -> Vec<(&Id, (usize, Option<usize>))> {
    let mut ids = Vec::new();
    for (at, block) in plan.document.blocks.iter().enumerate() {
        ids.extend(block.items.iter().map(|id| (id, (at, None))));
        ids.extend(sections_at(plan, block).map(|section| (&section.id, (at, None))));
        if let BlockKind::Table { rows, .. } = &block.kind {
            for (row, cells) in rows.iter().enumerate() {
                let own = cells.item.iter().chain(&cells.section);
                ids.extend(own.map(|id| (id, (at, Some(row)))));
            }
        }
    }
    ids
}

/// The sections that start with the heading `block`.
pub(in crate::view) fn sections_at<'a>(
    plan: &'a Plan,
    block: &'a Block,
) -> impl Iterator<Item = &'a Section> {
    let lines = block.provenance.line_first..=block.provenance.line_last;
    let is_heading =
        matches!(&block.kind, BlockKind::Heading { text, .. } if !text.trim().is_empty());
    plan.sections
        .iter()
        .filter(move |section| is_heading && lines.contains(&section.provenance.line_first))
}
