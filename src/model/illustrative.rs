//! What is made up to show how the site works: where it stands, and the site without it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{AmendedValue, Amendment, Id, Responsibility, Site};

/// Where made-up figures and decisions are written; whatever is said of these places may quote one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MadeUp {
    /// Folders of snapshots, each with a slash at the end.
    folders: Vec<String>,
    /// Files of amendments with the first and the last line of one.
    amendments: Vec<(Arc<str>, u32, u32)>,
}

impl MadeUp {
    /// The made-up part of the sources of `site`.
    pub fn of(site: &Site) -> Self {
        let snapshots = site.snapshots.iter().filter(|snapshot| snapshot.is_illustrative);
        let folder = |file: &Arc<str>| Some(format!("{}/", file.rsplit_once('/')?.0));
        let lines = |amendment: &Amendment| {
            let at = &amendment.provenance;
            (Arc::clone(&at.file), at.line_first, at.line_last)
        };
        let amendments = site.amendments.iter().filter(|amendment| amendment.is_illustrative);
        Self {
            folders: snapshots.filter_map(|snapshot| folder(&snapshot.provenance.file)).collect(),
            amendments: amendments.map(lines).collect(),
        }
    }

    /// Whether a line of a file, or a file as a whole, is made up.
    pub fn has(&self, file: &str, line: Option<u32>) -> bool {
        let is_amended = |(path, first, last): &(Arc<str>, u32, u32)| {
            **path == *file && line.is_some_and(|line| (*first..=*last).contains(&line))
        };
        self.folders.iter().any(|folder| file.starts_with(folder.as_str()))
            || self.amendments.iter().any(is_amended)
    }
}

impl Site {
    /// Leaves out made-up snapshots and amendments, and the agencies that only such an amendment names.
    pub fn remove_illustrative(&mut self) {
        let made_up = MadeUp::of(self);
        self.snapshots.retain(|snapshot| !snapshot.is_illustrative);
        self.keep_official(&made_up);
    }

    /// The site as it would be without them; made-up snapshots, most of what there is, are not even copied.
    #[must_use]
    pub fn without_illustrative(&self) -> Self {
        let snapshots = self.snapshots.iter().filter(|snapshot| !snapshot.is_illustrative);
        let mut site = Self {
            agencies: self.agencies.clone(),
            references: self.references.clone(),
            plans: self.plans.clone(),
            amendments: self.amendments.clone(),
            snapshots: snapshots.cloned().collect(),
            ledger: self.ledger.clone(),
            versions: self.versions.clone(),
            pages: self.pages.clone(),
            vocabulary: self.vocabulary.clone(),
        };
        site.keep_official(&MadeUp::of(self));
        site
    }

    fn keep_official(&mut self, made_up: &MadeUp) {
        self.amendments.retain(|amendment| !amendment.is_illustrative);
        let named = self.named_agencies();
        self.agencies.retain(|agency| {
            let at = &agency.provenance;
            agency.is_registered
                || !made_up.has(&at.file, Some(at.line_first))
                || named.contains(&agency.id)
        });
    }

    /// Agencies that plans and amendments name.
    fn named_agencies(&self) -> BTreeSet<Id> {
        let tasks = self.tasks().flat_map(|task| [&task.lead, &task.coordinating]);
        let indicators = self.indicators().map(|indicator| &indicator.lead);
        let amended = self.amendments.iter().filter_map(|amendment| match &amendment.new {
            AmendedValue::Lead(new) | AmendedValue::Coordinating(new) => Some(new),
            _ => None,
        });
        let members = |one: &Responsibility| -> Vec<Id> {
            one.members.iter().map(|member| member.agency.clone()).collect()
        };
        tasks.chain(indicators).chain(amended).flat_map(members).collect()
    }
}
