//! Legal documents and their citations.

use super::{Date, Id};

/// A legal or administrative document that items come from or cite.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Stable identifier.
    pub id: Id,
    /// Nghị quyết, Kế hoạch, Quyết định …
    pub kind: String,
    /// Number and symbol, empty for laws known by name.
    pub number: String,
    /// Date of issue, if known.
    pub date: Option<Date>,
    /// Who issued it, empty if unknown.
    pub issuer: String,
    /// What it is about, empty if unknown.
    pub title: String,
    /// Other ways to write it.
    pub short_forms: Vec<String>,
    /// A remark for readers.
    pub note: Option<String>,
    /// Whether it stands in `seeds/references.toml`.
    pub is_registered: bool,
}

impl Reference {
    /// Kind and number ("Nghị quyết 57-NQ/TW"), or the title when there is no number.
    pub fn label(&self) -> String {
        if self.number.is_empty() {
            if self.title.is_empty() { self.kind.clone() } else { self.title.clone() }
        } else if self.kind.is_empty() {
            self.number.clone()
        } else {
            format!("{} {}", self.kind, self.number)
        }
    }
}

/// A document cited by an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The document.
    pub reference: Id,
    /// The words printed.
    pub text: String,
}
