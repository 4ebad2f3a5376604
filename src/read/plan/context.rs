//! What the readers of a plan share: the plan so far, the registries, and how ids are made.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{
    Correction, Deadline, Id, Plan, Provenance, Responsibility, Section, SectionKind,
};

use crate::read::registry::Part;
use crate::read::value::{only_year, read_deadline_in, read_due};

use super::Registries;
use super::title::TitleYears;

/// A plan being read.
pub(super) struct Context<'a> {
    pub(super) plan: Plan,
    pub(super) file: Arc<str>,
    pub(super) registries: &'a mut Registries,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) corrections: Vec<Correction>,
    pub(super) ids: Ids,
    /// The time the document's own title speaks of, where `plan.toml` says none.
    pub(super) title_years: Option<TitleYears>,
    /// Whether a value was given that time; it is said once.
    pub(super) uses_title: bool,
}

/// The ids given so far, so that a plan of any length is read in one pass.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// Each id given, with the number its last repeat got.
    given: BTreeMap<Id, u32>,
    /// The section of each key and title: one mark may head two tables.
    sections: BTreeMap<(Id, String), Id>,
    /// Tasks met so far in each section.
    tasks: BTreeMap<Id, u32>,
}

impl Ids {
    /// `base`, or with the first of `-2`, `-3` … that is free.
    fn unique(&mut self, base: &Id) -> Id {
        let mut id = base.clone();
        let mut number = self.given.get(base).copied().unwrap_or(1);
        while self.given.contains_key(&id) {
            number += 1;
            id = base.join(&number.to_string());
        }
        self.given.insert(id.clone(), 1);
        self.given.insert(base.clone(), number);
        id
    }
}

impl Context<'_> {
    /// `text` with the declared corrections.
    pub(super) fn corrected(&self, text: &str) -> String {
        self.corrections.iter().fold(text.to_owned(), |text, correction| {
            if text.contains(&correction.from) {
                text.replace(&correction.from, &correction.to)
            } else {
                text
            }
        })
    }

    /// Opens a section, or returns the one of that key and title.
    pub(super) fn section(
        &mut self,
        key: &str,
        mark: &str,
        title: &str,
        kind: SectionKind,
        provenance: Provenance,
    ) -> Id {
        let base = self.plan.id.join(key);
        let place = (base.clone(), title.to_owned());
        if let Some(id) = self.ids.sections.get(&place) {
            return id.clone();
        }
        let taken = |id: &Id| self.plan.sections.iter().any(|section| section.id == *id);
        let mut id = base.clone();
        let mut number = 1;
        while taken(&id) {
            number += 1;
            id = base.join(&number.to_string());
        }
        self.ids.sections.insert(place, id.clone());
        let title = self.corrected(title);
        self.plan.sections.push(Section {
            id: id.clone(),
            mark: mark.to_owned(),
            title,
            kind,
            provenance,
        });
        id
    }

    /// A new id for a task: plan, `nv`, section, number; a repeated number gets `-2`, `-3` … in printed order.
    pub(super) fn task_id(&mut self, section_key: &str, number: &str, ordinal: u32) -> Id {
        let part = if number.is_empty() { format!("{ordinal:02}") } else { number.to_owned() };
        let below = number.strip_prefix(section_key).is_some_and(|rest| rest.starts_with('.'));
        let key =
            if below || section_key.is_empty() { part } else { format!("{section_key}-{part}") };
        let base = self.plan.id.join(&format!("nv-{key}"));
        self.ids.unique(&base)
    }

    /// A new id for an indicator: plan, `ct`, number.
    pub(super) fn indicator_id(&mut self, key: &str) -> Id {
        let base = self.plan.id.join(&format!("ct-{key}"));
        self.ids.unique(&base)
    }

    /// A new id for a clause: plan, `dk`, number. The letters d and đ fold alike, so the second gets `-2`.
    pub(super) fn clause_id(&mut self, number: &str) -> Id {
        let base = self.plan.id.join(&format!("dk-{number}"));
        self.ids.unique(&base)
    }

    /// Place of the next task of a section, from 1; each call is another task.
    pub(super) fn ordinal(&mut self, section: &Id) -> u32 {
        let place = self.ids.tasks.entry(section.clone()).or_default();
        *place += 1;
        *place
    }

    /// Reads a list of agencies.
    pub(super) fn responsibility(
        &mut self,
        text: &str,
        place: &Place,
        item: &Id,
    ) -> Responsibility {
        self.registries.agencies.read_list(text, place, item, &self.file, self.diagnostics)
    }

    /// Reads who leads and who helps: the cells of both, of which either may name the other too.
    pub(super) fn assignment(
        &mut self,
        lead: (&str, &Place),
        coordinating: (&str, &Place),
        item: &Id,
    ) -> (Responsibility, Responsibility) {
        let mut read = |(text, place): (&str, &Place), part| {
            let agencies = &mut self.registries.agencies;
            agencies.read_cell(text, part, place, item, &self.file, self.diagnostics)
        };
        let first = read(lead, Part::Lead);
        let second = read(coordinating, Part::Coordinating);
        (first.lead.with(second.lead), second.coordinating.with(first.coordinating))
    }

    /// Reads a deadline; dates without a year are of the plan's year if it has only one.
    pub(super) fn deadline(&mut self, text: &str, place: &Place) -> Deadline {
        let year = match (self.plan.period_start, self.plan.period_end) {
            (Some(first), Some(last)) if first.year() == last.year() => Some(first.year()),
            (None, None) => only_year(&self.plan.title),
            _ => None,
        };
        let of_title = self.title_years.as_ref().and_then(|title| title.only);
        let deadline = read_deadline_in(text, year.or(of_title), place, self.diagnostics);
        self.uses_title |= year.is_none()
            && of_title.is_some()
            && deadline.end.is_some()
            && read_due(text).is_none();
        deadline
    }

    /// Notes that nobody leads an item.
    pub(super) fn check_lead(&mut self, lead: &Responsibility, place: &Place, item: &Id) {
        if lead.text.is_empty() {
            let message = "văn bản không ghi cơ quan chủ trì";
            self.diagnostics
                .push(Diagnostic::new(Code::LeadMissing, place.clone(), message).item(item));
        }
    }
}
