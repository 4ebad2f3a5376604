//! Problems found in the sources: what is wrong, where, what is allowed, what to do.
//!
//! A problem never stops a stage: it is pushed into [`Diagnostics`] and the stage goes on with what
//! it could read, so that one run reports everything.

mod code;
mod lines;
mod render;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::model::Id;

pub use code::Code;
pub use lines::Lines;
pub use render::{Format, render, summary};

/// How serious a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The site is not written.
    Error,
    /// The site is written, but a reader may be misled until somebody looks.
    Warning,
    /// An oddity of the source worth knowing; nothing to do for this program.
    Note,
}

impl Severity {
    /// The word used in open data: `error`, `warning`, `note`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    /// The Vietnamese word people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Error => "lỗi",
            Self::Warning => "cảnh báo",
            Self::Note => "ghi chú",
        }
    }
}

/// Where in a file something stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Position {
    /// The file as a whole.
    File,
    /// A stretch of one line: line and column count from 1, columns and width in characters.
    Text {
        /// Line, from 1.
        line: u32,
        /// Column in characters, from 1.
        column: u32,
        /// Width in characters, at least 1.
        width: u32,
    },
    /// A cell of a workbook or of a table in a word-processor file.
    Cell {
        /// Name of the sheet, or "Bảng 1" for the first table of a document.
        sheet: String,
        /// Row, from 1.
        row: u32,
        /// Column, from 1.
        column: u32,
    },
}

/// A position in a named file. Files are named by their path below the site's root, with `/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Path below the site's root.
    pub file: Arc<str>,
    /// Position in that file.
    pub position: Position,
}

impl Place {
    /// The whole file.
    pub fn file(file: impl Into<Arc<str>>) -> Self {
        Self { file: file.into(), position: Position::File }
    }

    /// A whole line (from 1) of a text file.
    pub fn line(file: impl Into<Arc<str>>, line: u32) -> Self {
        Self { file: file.into(), position: Position::Text { line, column: 1, width: 1 } }
    }

    /// The byte range `range` of `text`, the content of line `line` (from 1).
    pub fn span_of_line(
        file: impl Into<Arc<str>>,
        line: u32,
        text: &str,
        range: std::ops::Range<usize>,
    ) -> Self {
        let mut place = Self::span(file, text, range);
        if let Position::Text { line: number, .. } = &mut place.position {
            *number = line;
        }
        place
    }

    /// A cell; `row` and `column` from 1.
    pub fn cell(file: impl Into<Arc<str>>, sheet: &str, row: u32, column: u32) -> Self {
        Self {
            file: file.into(),
            position: Position::Cell { sheet: sheet.to_owned(), row, column },
        }
    }

    /// The byte range `range` of `text`, the content of `file`.
    pub fn span(file: impl Into<Arc<str>>, text: &str, range: std::ops::Range<usize>) -> Self {
        let start = floor_char_boundary(text, range.start);
        let end = floor_char_boundary(text, range.end.max(start));
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let line = count(text[..line_start].matches('\n').count() + 1);
        let column = count(text[line_start..start].chars().count() + 1);
        let width = count(text[start..end.min(line_end).max(start)].chars().count().max(1));
        Self { file: file.into(), position: Position::Text { line, column, width } }
    }

    /// Line for text, row for cells, nothing for whole files.
    pub fn line_number(&self) -> Option<u32> {
        match self.position {
            Position::File => None,
            Position::Text { line, .. } => Some(line),
            Position::Cell { row, .. } => Some(row),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.position {
            Position::File => write!(f, "{}", self.file),
            Position::Text { line, column, .. } => write!(f, "{}:{line}:{column}", self.file),
            Position::Cell { sheet, row, column } => {
                write!(f, "{}:{sheet}!{}{row}", self.file, column_letters(*column))
            }
        }
    }
}

/// Spreadsheet letters of a column counted from 1: 1 → A, 27 → AA.
pub fn column_letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        column -= 1;
        letters.push(char::from(b'A' + u8::try_from(column % 26).unwrap_or(0)));
        column /= 26;
    }
    letters.iter().rev().collect()
}

fn floor_char_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How serious.
    pub severity: Severity,
    /// Which kind of problem.
    pub code: Code,
    /// Where; nothing only for problems of the site as a whole.
    pub place: Option<Place>,
    /// What is wrong, in Vietnamese, without a full stop.
    pub message: String,
    /// What is allowed here.
    pub allowed: Option<String>,
    /// What to do: usually the nearest valid value.
    pub suggestion: Option<String>,
    /// The task, indicator or plan it concerns, for the quality page and data set.
    pub item: Option<Id>,
}

impl Diagnostic {
    /// A problem of `code` with the code's own severity.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            severity: code.severity(),
            code,
            place: Some(place),
            message: message.into(),
            allowed: None,
            suggestion: None,
            item: None,
        }
    }

    /// Says what is allowed.
    #[must_use]
    pub fn allowed(mut self, text: impl Into<String>) -> Self {
        self.allowed = Some(text.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn suggestion(mut self, text: impl Into<String>) -> Self {
        self.suggestion = Some(text.into());
        self
    }

    /// Offers the nearest of `candidates` when one is near enough to `written` to be meant.
    #[must_use]
    pub fn nearest<'a>(self, written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest(written, candidates) {
            Some(name) => self.suggestion(format!("có phải `{name}`?")),
            None => self,
        }
    }

    /// Names the item concerned.
    #[must_use]
    pub fn item(mut self, id: &Id) -> Self {
        self.item = Some(id.clone());
        self
    }
}

/// The candidate most like `written` (Jaro–Winkler similarity of at least 0.8), if any.
pub fn nearest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let written = written.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&written, &candidate.to_lowercase()), candidate))
        .filter(|(likeness, _)| *likeness >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// All problems of a run.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all of `other`.
    pub fn extend(&mut self, other: Self) {
        self.list.extend(other.list);
    }

    /// Whether any problem forbids writing the site.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// Number of problems of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|d| d.severity == severity).count()
    }

    /// Problems by file, position and code, without repeats.
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by(|a, b| {
            (&a.place, a.severity, a.code, &a.message)
                .cmp(&(&b.place, b.severity, b.code, &b.message))
        });
        self.list.dedup();
        self.list
    }

    /// Problems without repeats: first errors, then what is doubtful, then notes, and names nobody
    /// registered last; each by file and position.
    pub fn by_importance(self) -> Vec<Diagnostic> {
        let mut list = self.sorted();
        list.sort_by_key(|problem| match problem.code {
            Code::AgencyUnregistered | Code::ReferenceUnregistered => 3,
            _ => match problem.severity {
                Severity::Error => 0,
                Severity::Warning => 1,
                Severity::Note => 2,
            },
        });
        list
    }

    /// Problems in the order they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }
}

/// Text of the source files by path, for showing the line a problem stands in.
pub type SourceTexts = BTreeMap<Arc<str>, Arc<str>>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn span_counts_characters_not_bytes() {
        let text = "một\nhai ba";
        let place = Place::span("a.toml", text, text.find("ba").unwrap()..text.len());
        assert_eq!(place.position, Position::Text { line: 2, column: 5, width: 2 });
    }

    #[test]
    fn cells_are_named_as_in_a_spreadsheet() {
        assert_eq!(Place::cell("a.xlsx", "Bảng", 7, 28).to_string(), "a.xlsx:Bảng!AB7");
    }

    #[test]
    fn nearest_offers_only_what_could_be_meant() {
        assert_eq!(nearest("Sở Tài chinh", ["Sở Tài chính", "Sở Y tế"]), Some("Sở Tài chính"));
        assert_eq!(nearest("xyz", ["Sở Tài chính"]), None);
    }
}
