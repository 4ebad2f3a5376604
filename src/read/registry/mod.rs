//! `seeds/agencies.toml`, `seeds/references.toml`, the gazetteer of the program, and the books that find their names in text.

mod abbreviation;
mod above;
mod agency;
mod agency_book;
mod document_number;
mod gazetteer;
mod head;
mod likeness;
mod list;
mod name;
mod names;
mod reference;
mod reference_book;
mod role;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use toml::Spanned;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Lines, Place};
use crate::model::{Date, Id};
use crate::read::value::read_iso_date;

pub use above::is_same_as_above;
pub use agency::read_agencies;
pub use agency_book::{AgencyBook, Assigned};
pub use likeness::agency_likeness;
pub use reference::read_references;
pub use reference_book::ReferenceBook;
pub use role::Part;

/// A registry file while it is read: where problems are pushed.
struct Registry<'a> {
    file: &'a Arc<str>,
    lines: Lines<'a>,
    diagnostics: &'a mut Diagnostics,
}

impl Registry<'_> {
    fn place<T>(&self, written: &Spanned<T>) -> Place {
        self.lines.span(written.span())
    }

    /// The identifier written; if it is none, a problem and the nearest that is one.
    fn id(&mut self, written: &Spanned<String>) -> Id {
        let text = written.get_ref();
        Id::new(text).unwrap_or_else(|| {
            let slug = Id::slug(text);
            let place = self.place(written);
            self.diagnostics.push(
                Diagnostic::new(Code::IdInvalid, place, format!("mã `{text}` không đúng dạng"))
                    .allowed("chữ thường không dấu, chữ số, giữa các phần một dấu gạch nối")
                    .suggestion(format!("đổi thành `{slug}`")),
            );
            slug
        })
    }

    fn duplicate_id(&mut self, written: &Spanned<String>) {
        let place = self.place(written);
        let text = written.get_ref();
        self.diagnostics.push(
            Diagnostic::new(Code::IdDuplicate, place, format!("mã `{text}` đã dùng ở trên"))
                .suggestion("đặt mã khác, hoặc gộp hai mục làm một"),
        );
    }

    /// A spelling that already belongs to the entry `owner`.
    fn duplicate_spelling(&mut self, written: &Spanned<String>, owner: &Id) {
        let place = self.place(written);
        self.diagnostics.push(
            Diagnostic::new(
                Code::SpellingDuplicate,
                place,
                format!("cách viết `{}` đã thuộc về `{owner}`", written.get_ref()),
            )
            .suggestion("giữ cách viết ở một mục, xóa ở mục kia"),
        );
    }

    fn date(&mut self, written: Option<&Spanned<String>>) -> Option<Date> {
        let written = written?;
        let place = self.place(written);
        read_iso_date(written.get_ref(), &place, self.diagnostics)
    }
}

/// The identifiers taken so far, so that each new one costs the same however many there are.
#[derive(Clone, Debug, Default)]
struct TakenIds {
    taken: BTreeSet<Id>,
    /// The last number put behind each stem.
    repeats: BTreeMap<String, u32>,
}

impl TakenIds {
    fn new<'a>(taken: impl Iterator<Item = &'a Id>) -> Self {
        Self { taken: taken.cloned().collect(), repeats: BTreeMap::new() }
    }

    /// Takes `wanted`, or with the first of `-2`, `-3` … that is free.
    fn take(&mut self, wanted: Id) -> Id {
        let mut id = wanted;
        if self.taken.contains(&id) {
            // Room for the number, so that the longest identifiers differ too.
            let stem: String = id.as_str().chars().take(100).collect();
            let number = self.repeats.entry(stem.clone()).or_insert(1);
            while self.taken.contains(&id) {
                *number += 1;
                id = Id::slug(&format!("{stem}-{number}"));
            }
        }
        self.taken.insert(id.clone());
        id
    }
}

#[cfg(test)]
mod tests;
