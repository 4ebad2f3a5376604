//! A workbook as a package of parts (ECMA-376), compressed while it is written: no sheet is ever held as a whole.
//!
//! Cells point into one list of shared strings, because Apple's programs show no strings that stand in their cells.
//! The list grows while sheets are written, so it is compressed beside the sheets. Parts carry no clock.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

use super::parts::{self, escape};
use super::style::Style;
use crate::data::format::Refusal;
use crate::diagnostic::column_letters;

/// Strings of at most so many bytes are looked for before they are added: fixed words and marks stand in many cells.
const SHORT: usize = 64;
/// How hard parts are packed, from 1 to 9: the sheets of a nation take most of the time a build takes for one report.
const LEVEL: i64 = 4;
/// How many strings are looked for; the list never takes more memory.
const KNOWN: usize = 20_000;

/// A compressed file in the making.
type Zip = ZipWriter<Cursor<Vec<u8>>>;

/// A workbook in the making.
pub(super) struct Package {
    sheets: Zip,
    strings: Strings,
    layouts: Vec<Layout>,
    /// The sheet being written: the number of its rows so far.
    line: u32,
}

/// How a sheet looks, on screen and printed.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    /// Its name: at most 31 characters, none of `[]:*?/\`.
    pub(super) name: String,
    /// Widths of its columns, in characters.
    pub(super) widths: Vec<u32>,
    /// For a table the number of its rows with the heading, which stays in sight and filters.
    pub(super) table: Option<usize>,
    /// Whether the first column stays in sight too.
    pub(super) keeps_first_column: bool,
    /// Printed pages beside each other.
    pub(super) pages: u32,
    /// What is printed above and below, in Excel's language.
    pub(super) header: String,
    /// The same below.
    pub(super) footer: String,
}

/// What stands in a cell.
pub(super) enum Content<'a> {
    /// Words; never a formula.
    Text(&'a str),
    /// A number, as it is written.
    Number(&'a str),
    /// Yes or no.
    Boolean(bool),
}

/// Where a cell leads.
pub(super) enum Link {
    /// An address.
    Page(String),
    /// A sheet of the workbook.
    Sheet(String),
}

/// Strings by number, compressed as they come.
struct Strings {
    zip: Zip,
    count: usize,
    known: BTreeMap<String, usize>,
}

impl Package {
    /// A workbook without sheets.
    pub(super) fn new() -> Result<Self, Refusal> {
        let mut zip = ZipWriter::new(Cursor::default());
        zip.start_file(parts::STRINGS, options())?;
        zip.write_all(parts::STRINGS_START.as_bytes())?;
        let strings = Strings { zip, count: 0, known: BTreeMap::new() };
        Ok(Self {
            sheets: ZipWriter::new(Cursor::default()),
            strings,
            layouts: Vec::new(),
            line: 0,
        })
    }

    /// Begins a sheet; its rows and [`Package::end`] must follow.
    pub(super) fn begin(&mut self, layout: Layout) -> Result<(), Refusal> {
        self.sheets.start_file(parts::sheet(self.layouts.len() + 1), options())?;
        self.sheets.write_all(parts::sheet_start(&layout).as_bytes())?;
        self.layouts.push(layout);
        self.line = 0;
        Ok(())
    }

    /// Adds a row: its height in points, if not the usual one, and its cells with their columns from 0.
    pub(super) fn row<'a>(
        &mut self,
        height: Option<u32>,
        cells: impl IntoIterator<Item = (u32, Style, Content<'a>)>,
    ) -> Result<(), Refusal> {
        self.line += 1;
        let line = self.line;
        // Writing to a string cannot fail.
        let mut text = String::new();
        let _ = write!(text, "<row r=\"{line}\"");
        if let Some(height) = height {
            let _ = write!(text, " ht=\"{height}\" customHeight=\"1\"");
        }
        text.push('>');
        for (column, style, content) in cells {
            let (letters, style) = (column_letters(column + 1), style as u8);
            let (kind, value) = match content {
                Content::Text(words) => (" t=\"s\"", self.strings.number(words)?.to_string()),
                Content::Number(number) => ("", number.to_owned()),
                Content::Boolean(yes) => (" t=\"b\"", u8::from(yes).to_string()),
            };
            let _ = write!(text, "<c r=\"{letters}{line}\" s=\"{style}\"{kind}><v>{value}</v></c>");
        }
        text.push_str("</row>");
        self.sheets.write_all(text.as_bytes())?;
        Ok(())
    }

    /// Ends a sheet; `links` lead from cells, by row and column from 0, and are gone through twice.
    pub(super) fn end(
        &mut self,
        links: impl Iterator<Item = (u32, u32, Link)> + Clone,
    ) -> Result<(), Refusal> {
        let Some(layout) = self.layouts.last() else { return Ok(()) };
        let middle = parts::sheet_middle(layout);
        self.sheets.write_all(middle.as_bytes())?;
        let mut pages = 0;
        for (at, (line, column, link)) in links.clone().enumerate() {
            let start = if at == 0 { "<hyperlinks>" } else { "" };
            let cell = format!("{}{}", column_letters(column + 1), line + 1);
            let target = match link {
                Link::Page(_) => {
                    pages += 1;
                    format!("r:id=\"rId{pages}\"")
                }
                Link::Sheet(name) => format!("location=\"{}!A1\"", escape(&parts::quoted(&name))),
            };
            write!(self.sheets, "{start}<hyperlink ref=\"{cell}\" {target}/>")?;
        }
        let end = if links.clone().next().is_some() { "</hyperlinks>" } else { "" };
        self.sheets.write_all(format!("{end}{}", parts::sheet_end(layout)).as_bytes())?;
        if pages > 0 {
            self.sheets.start_file(parts::sheet_relations(self.layouts.len()), options())?;
            self.sheets.write_all(parts::RELATIONS_START.as_bytes())?;
            let pages = links.filter_map(|(.., link)| match link {
                Link::Page(address) => Some(address),
                Link::Sheet(_) => None,
            });
            for (number, address) in (1..).zip(pages) {
                self.sheets.write_all(parts::page(number, &address).as_bytes())?;
            }
            self.sheets.write_all(parts::RELATIONS_END.as_bytes())?;
        }
        Ok(())
    }

    /// The workbook; the sheet written last, which knows all others, stands first.
    pub(super) fn finish(mut self, properties: &str) -> Result<Vec<u8>, Refusal> {
        self.strings.zip.write_all(parts::STRINGS_END.as_bytes())?;
        let mut order: Vec<(usize, &Layout)> = (1..).zip(&self.layouts).collect();
        order.rotate_right(1);
        let mut zip = ZipWriter::new(Cursor::default());
        for (name, text) in parts::about(&order, properties) {
            zip.start_file(name, options())?;
            zip.write_all(text.as_bytes())?;
        }
        zip.merge_archive(ZipArchive::new(self.sheets.finish()?)?)?;
        zip.merge_archive(ZipArchive::new(self.strings.zip.finish()?)?)?;
        Ok(zip.finish()?.into_inner())
    }
}

impl Strings {
    /// The number of a string, added if it is not known.
    fn number(&mut self, text: &str) -> Result<usize, Refusal> {
        if let Some(number) = self.known.get(text) {
            return Ok(*number);
        }
        write!(self.zip, "<si><t>{}</t></si>", parts::escape_cell(text))?;
        let number = self.count;
        self.count += 1;
        if text.len() <= SHORT && self.known.len() < KNOWN {
            self.known.insert(text.to_owned(), number);
        }
        Ok(number)
    }
}

/// How every part is packed: without the date it was made on.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_level(Some(LEVEL))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
}
