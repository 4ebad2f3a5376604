//! `seeds/agencies.toml` and `seeds/references.toml`, and the books that find their names in text.

mod agency;
mod agency_book;
mod document_number;
mod names;
mod reference;
mod reference_book;

use std::sync::Arc;

use toml::Spanned;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Lines, Place};
use crate::model::{Date, Id};
use crate::read::value::read_iso_date;

pub use agency::read_agencies;
pub use agency_book::AgencyBook;
pub use reference::read_references;
pub use reference_book::ReferenceBook;

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

/// Adds `-2`, `-3` … to `wanted` until `is_taken` says no.
fn unique_id(wanted: &Id, is_taken: impl Fn(&Id) -> bool) -> Id {
    let mut id = wanted.clone();
    let mut number = 2_u32;
    while is_taken(&id) {
        // Room for the number, so that the longest identifiers differ too.
        let stem: String = wanted.as_str().chars().take(100).collect();
        id = Id::slug(&format!("{stem}-{number}"));
        number += 1;
    }
    id
}

#[cfg(test)]
mod tests;
