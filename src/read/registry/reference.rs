//! Reads `seeds/references.toml`.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::names::Names;
use super::reference_book::spellings;
use super::{ReferenceBook, Registry};
use crate::diagnostic::{Diagnostics, Lines};
use crate::model::{Id, Reference};
use crate::read::toml::read_toml;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFile {
    #[serde(default)]
    reference: Vec<WrittenReference>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenReference {
    id: Spanned<String>,
    kind: String,
    number: Spanned<String>,
    date: Option<Spanned<String>>,
    #[serde(default)]
    issuer: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    short_forms: Vec<Spanned<String>>,
    note: Option<String>,
}

/// Reads the text of `seeds/references.toml`.
pub fn read_references(
    file: &Arc<str>,
    text: &str,
    diagnostics: &mut Diagnostics,
) -> ReferenceBook {
    let Some(written) = read_toml::<WrittenFile>(file, text, diagnostics) else {
        return ReferenceBook::default();
    };
    let mut registry = Registry { file, lines: Lines::new(file, text), diagnostics };
    let mut ids: BTreeSet<Id> = BTreeSet::new();
    let mut names = Names::default();
    let mut references: Vec<Reference> = Vec::new();
    for entry in written.reference {
        let id = registry.id(&entry.id);
        if !ids.insert(id.clone()) {
            registry.duplicate_id(&entry.id);
            continue;
        }
        let WrittenReference { id: _, kind, number, date, issuer, title, short_forms, note } =
            entry;
        let index = references.len();
        let reference = Reference {
            id,
            kind,
            number: number.get_ref().clone(),
            date: registry.date(date.as_ref()),
            issuer,
            title,
            short_forms: short_forms.iter().map(|form| form.get_ref().clone()).collect(),
            note,
            is_registered: true,
        };
        for form in short_forms.iter().chain([&number]) {
            if let Some(before) = names.insert(form.get_ref(), index)
                && let Some(before) = references.get(before)
            {
                registry.duplicate_spelling(form, &before.id);
            }
        }
        for spelling in spellings(&reference) {
            names.insert(&spelling, index);
        }
        references.push(reference);
    }
    ReferenceBook::new(references)
}
