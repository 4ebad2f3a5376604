//! What the readers of a plan share: the plan so far, the registries, and how ids are made.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Correction, Id, Plan, Provenance, Responsibility, Section, SectionKind};

use super::Registries;

/// A plan being read.
pub(super) struct Context<'a> {
    pub(super) plan: Plan,
    pub(super) file: Arc<str>,
    pub(super) registries: &'a mut Registries,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) corrections: Vec<Correction>,
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

    /// Opens a section, or returns the one of that id.
    pub(super) fn section(
        &mut self,
        key: &str,
        mark: &str,
        title: &str,
        kind: SectionKind,
        provenance: Provenance,
    ) -> Id {
        let id = self.plan.id.join(key);
        if self.plan.section(&id).is_none() {
            let title = self.corrected(title);
            self.plan.sections.push(Section {
                id: id.clone(),
                mark: mark.to_owned(),
                title,
                kind,
                provenance,
            });
        }
        id
    }

    /// A new id for a task: plan, `nv`, section, number; a repeated number gets `-2`, `-3` … in printed order.
    pub(super) fn task_id(&self, section_key: &str, number: &str, ordinal: u32) -> Id {
        let part = if number.is_empty() { format!("{ordinal:02}") } else { number.to_owned() };
        let below = number.strip_prefix(section_key).is_some_and(|rest| rest.starts_with('.'));
        let key =
            if below || section_key.is_empty() { part } else { format!("{section_key}-{part}") };
        let base = self.plan.id.join(&format!("nv-{key}"));
        unique(&base, |id| self.plan.tasks.iter().any(|task| task.id == *id))
    }

    /// A new id for an indicator: plan, `ct`, number.
    pub(super) fn indicator_id(&self, key: &str) -> Id {
        let base = self.plan.id.join(&format!("ct-{key}"));
        unique(&base, |id| self.plan.indicators.iter().any(|indicator| indicator.id == *id))
    }

    /// A new id for a clause: plan, `dk`, number. The letters d and đ fold alike, so the second gets `-2`.
    pub(super) fn clause_id(&self, number: &str) -> Id {
        let base = self.plan.id.join(&format!("dk-{number}"));
        unique(&base, |id| self.plan.clauses.iter().any(|clause| clause.id == *id))
    }

    /// Place of the next task of a section, from 1.
    pub(super) fn ordinal(&self, section: &Id) -> u32 {
        let before = self.plan.tasks.iter().filter(|task| task.section == *section).count();
        u32::try_from(before).unwrap_or(u32::MAX - 1) + 1
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

    /// Notes that nobody leads an item.
    pub(super) fn check_lead(&mut self, lead: &Responsibility, place: &Place, item: &Id) {
        if lead.text.is_empty() {
            let message = "văn bản không ghi cơ quan chủ trì";
            self.diagnostics
                .push(Diagnostic::new(Code::LeadMissing, place.clone(), message).item(item));
        }
    }
}

fn unique(base: &Id, is_taken: impl Fn(&Id) -> bool) -> Id {
    let mut id = base.clone();
    let mut number = 1;
    while is_taken(&id) {
        number += 1;
        id = base.join(&number.to_string());
    }
    id
}
