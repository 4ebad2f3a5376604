//! A document of any format as a list of pieces, before anybody asks what they mean.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place, Position, column_letters};
use crate::model::UnusedReason;

/// Most cells of all tables of a document together, empty and hidden ones included.
pub const MAX_CELLS: usize = 2_000_000;

/// A document as its format gives it: pieces in reading order.
#[derive(Clone, Debug, Default)]
pub struct RawDocument {
    /// Path below the site's root.
    pub file: Arc<str>,
    /// Pieces in reading order.
    pub pieces: Vec<Piece>,
    /// All words of the file as they stand in it, seen or not: what the account of words starts from.
    pub source: Vec<Stretch>,
    /// Words that are in no piece.
    pub left_out: Vec<LeftOut>,
}

/// Words that stand together in a file: a paragraph, a cell, a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where; the whole file for what is printed elsewhere than it is kept (notes, page headers).
    pub position: Position,
    /// The words.
    pub text: String,
}

/// Words no reader of the document sees, or that stand beside its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Where.
    pub position: Position,
    /// The words.
    pub text: String,
    /// Why they are left out.
    pub reason: UnusedReason,
}

/// A part of a document as its format gives it.
#[derive(Clone, Debug)]
pub enum Piece {
    /// A line of words.
    Text(RawText),
    /// Rows that stand together; a table that goes on over pages is several pieces here.
    Table(RawTable),
}

/// A paragraph, heading, list item or footnote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawText {
    /// Words with markup off, whitespace folded.
    pub text: String,
    /// Level of a heading the format marks as such (1–6).
    pub heading: Option<u8>,
    /// Whether all of it is bold.
    pub is_bold: bool,
    /// A bullet printed before it ("-", "+", "•"), or given by a list style.
    pub bullet: Option<String>,
    /// Mark of the footnote this text is, if it is one.
    pub footnote: Option<String>,
    /// Marks of footnotes called from it.
    pub calls: Vec<String>,
    /// First line (from 1); for DOCX the paragraph's number in the body.
    pub line_first: u32,
    /// Last line.
    pub line_last: u32,
}

/// Rows that stand together.
#[derive(Clone, Debug, Default)]
pub struct RawTable {
    /// Name of the sheet of a workbook, or "Bảng 1" for the first table of a DOCX.
    pub sheet: Option<String>,
    /// Rows, header rows included.
    pub rows: Vec<RawRow>,
    /// Lines that only draw the table (`|---|---|`).
    pub rule_lines: Vec<u32>,
    /// Merged ranges of a workbook; other formats mark the cells only.
    pub merged: Vec<Range>,
}

/// A range of cells of a sheet; rows and columns from 1, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// First row.
    pub top: u32,
    /// Last row.
    pub bottom: u32,
    /// First column.
    pub left: u32,
    /// Last column.
    pub right: u32,
}

impl std::fmt::Display for Range {
    /// As a spreadsheet names it: `F8:F10`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { top, bottom, left, right } = *self;
        write!(f, "{}{top}:{}{bottom}", column_letters(left), column_letters(right))
    }
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawRow {
    /// Cells from the left.
    pub cells: Vec<RawCell>,
    /// Line in the text, or row of the sheet, from 1.
    pub line: u32,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawCell {
    /// Words with markup off, whitespace folded; empty for the hidden cells of a merged range.
    pub text: String,
    /// The same words in lines, where the cell breaks them and no bullet says so: `Sở Y tế\nSở Nội vụ`.
    pub lines: Option<Box<str>>,
    /// Whether all of it is bold.
    pub is_bold: bool,
    /// Marks of footnotes called from it.
    pub calls: Vec<String>,
    /// Hidden part of a merged range, and which way its visible cell lies.
    pub merged: Option<Merged>,
    /// Where its words stand in a text; office files count rows and columns instead.
    pub position: Option<Position>,
    /// Whether a filled workbook holds it as a number, whose words are no guess.
    pub is_number: bool,
    /// Address its words lead to, in a filled workbook.
    pub address: Option<String>,
}

impl RawCell {
    /// The words with the line breaks of the cell; without them once the words were joined with others.
    pub fn lined(&self) -> &str {
        let is_same = |lines: &&str| {
            lines.len() == self.text.len()
                && lines
                    .bytes()
                    .zip(self.text.bytes())
                    .all(|(one, other)| one == other || (one == b'\n' && other == b' '))
        };
        self.lines.as_deref().filter(is_same).unwrap_or(&self.text)
    }
}

/// Which way the visible cell of a merged range lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merged {
    /// To the left (same row).
    Left,
    /// Above.
    Above,
}

mod docx;
mod filled;
mod html;
mod inline;
mod left_out;
mod office;
mod package;
#[cfg(feature = "pdf")]
mod pdf;
mod raised;
mod relations;
#[cfg(test)]
mod samples;
mod text;
mod words;
mod xlsx;
mod xml;

pub use docx::read_docx;
pub use filled::read_filled;
pub use left_out::report_left_out;
#[cfg(feature = "pdf")]
pub use pdf::read_pdf;
pub use text::read_text;
pub use words::words;
pub use xlsx::read_xlsx;

/// Whether a file has pages, so that a table may go on in another one: word-processor files and PDF.
pub fn is_paged(file: &str) -> bool {
    let ending = file.rsplit('.').next().unwrap_or("");
    ending.eq_ignore_ascii_case("docx") || ending.eq_ignore_ascii_case("pdf")
}

/// The problem of a text with more than [`MAX_CELLS`] lines and cells.
pub fn too_many_cells(file: &Arc<str>) -> Diagnostic {
    let message = format!("tệp có hơn {MAX_CELLS} dòng và ô");
    Diagnostic::new(Code::SourceTooLarge, Place::file(Arc::clone(file)), message)
        .suggestion("tách thành nhiều tệp nhỏ")
}

/// The lines of `text` where it has several and none begins with a bullet; each without blanks around it.
pub(super) fn unmarked_lines(text: &str) -> Option<Box<str>> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let is_marked = |line: &&str| line.starts_with(['-', '–', '+', '•']);
    (lines.len() > 1 && !lines.iter().any(is_marked)).then(|| lines.join("\n").into())
}

/// The lines of a cell as one line: bullets are set apart by ` · `, everything else by a space.
pub fn join_lines(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let bullet = line.chars().next().filter(|c| "-–+•".contains(*c));
        if !joined.is_empty() {
            joined.push_str(if bullet.is_some() { " · " } else { " " });
        }
        joined.push_str(line);
    }
    joined
}
