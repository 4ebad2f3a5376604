//! A workbook as a package of parts (ECMA-376), compressed while it is written: no sheet is ever held as a whole.
//!
//! Cells point into one list of shared strings, because Apple's programs show no strings that stand in their cells.
//! The list grows while sheets are written, so it is compressed beside the sheets. Parts carry no clock.

use std::fmt::Write as _;
use std::io::{BufWriter, Cursor, IntoInnerError, Write as _};

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

use super::parts::{self, escape};
use super::style::Style;
use crate::data::format::Refusal;
use crate::diagnostic::column_letters;
use crate::lookup::Lookup;

/// Strings of at most so many bytes are looked for before they are added: fixed words and marks stand in many cells.
const SHORT: usize = 64;
/// How hard parts are packed, from 1 to 9: the sheets of a nation take most of the time a build takes for one report.
const LEVEL: i64 = 4;
/// How many strings are looked for; the list never takes more memory.
const KNOWN: usize = 20_000;

/// Bytes handed to the packer at once: a call for each cell would cost more than the packing.
const BUFFER: usize = 1 << 16;

/// A compressed file in the making.
type Zip = ZipWriter<Cursor<Vec<u8>>>;

/// A workbook in the making.
pub(super) struct Package {
    sheets: BufWriter<Zip>,
    strings: Strings,
    layouts: Vec<Layout>,
    /// The sheet being written: the letters of its columns.
    letters: Vec<String>,
    /// The number of its rows so far.
    line: u32,
    /// Its last row.
    row: String,
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
pub(super) enum Link<'a> {
    /// An address, in parts.
    Page([&'a str; 4]),
    /// A sheet of the workbook.
    Sheet(&'a str),
}

/// Strings by number, compressed as they come.
struct Strings {
    zip: BufWriter<Zip>,
    count: usize,
    known: Lookup<String, usize>,
}

impl Package {
    /// A workbook without sheets.
    pub(super) fn new() -> Result<Self, Refusal> {
        let mut zip = new_zip();
        start(&mut zip, parts::STRINGS)?;
        zip.write_all(parts::STRINGS_START.as_bytes())?;
        Ok(Self {
            sheets: new_zip(),
            strings: Strings { zip, count: 0, known: Lookup::default() },
            layouts: Vec::new(),
            letters: Vec::new(),
            line: 0,
            row: String::new(),
        })
    }

    /// Begins a sheet; its rows and [`Package::end`] must follow.
    pub(super) fn begin(&mut self, layout: Layout) -> Result<(), Refusal> {
        start(&mut self.sheets, &parts::sheet(self.layouts.len() + 1))?;
        self.sheets.write_all(parts::sheet_start(&layout).as_bytes())?;
        self.letters = (1..).take(layout.widths.len()).map(column_letters).collect();
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
        let Self { sheets, strings, letters, line, row, .. } = self;
        *line += 1;
        let number = line.to_string();
        row.clear();
        row.extend(["<row r=\"", &number]);
        if let Some(height) = height {
            // Writing to a string cannot fail.
            let _ = write!(row, "\" ht=\"{height}\" customHeight=\"1");
        }
        row.push_str("\">");
        for (column, style, content) in cells {
            let letters = letters.get(column as usize).map_or("", String::as_str);
            row.extend(["<c r=\"", letters, &number, "\" s=\""]);
            row.push(style.digit());
            match content {
                Content::Text(words) => {
                    let number = strings.number(words)?;
                    let _ = write!(row, "\" t=\"s\"><v>{number}");
                }
                Content::Number(number) => row.extend(["\"><v>", number]),
                Content::Boolean(yes) => {
                    row.extend(["\" t=\"b\"><v>", if yes { "1" } else { "0" }]);
                }
            }
            row.push_str("</v></c>");
        }
        row.push_str("</row>");
        sheets.write_all(row.as_bytes())?;
        Ok(())
    }

    /// Ends a sheet; `links` lead from cells, by row and column from 0. Cells that lead to the same page share its
    /// address.
    pub(super) fn end<'a>(
        &mut self,
        links: impl Iterator<Item = (u32, u32, Link<'a>)>,
    ) -> Result<(), Refusal> {
        let Some(layout) = self.layouts.last() else { return Ok(()) };
        self.sheets.write_all(parts::sheet_middle(layout).as_bytes())?;
        let mut pages = Vec::new();
        let mut numbers = Lookup::<_, usize>::default();
        let mut links = links.peekable();
        let has_links = links.peek().is_some();
        if has_links {
            self.sheets.write_all(b"<hyperlinks>")?;
        }
        for (line, column, link) in links {
            let letters = self.letters.get(column as usize).map_or("", String::as_str);
            write!(self.sheets, "<hyperlink ref=\"{letters}{}\" ", line + 1)?;
            match link {
                Link::Page(address) => {
                    let number = numbers.of(address);
                    if *number == 0 {
                        pages.push(address);
                        *number = pages.len();
                    }
                    write!(self.sheets, "r:id=\"rId{number}\"/>")?;
                }
                Link::Sheet(name) => {
                    write!(self.sheets, "location=\"{}!A1\"/>", escape(&parts::quoted(name)))?;
                }
            }
        }
        let end = if has_links { "</hyperlinks>" } else { "" };
        self.sheets.write_all(format!("{end}{}", parts::sheet_end(layout)).as_bytes())?;
        if !pages.is_empty() {
            start(&mut self.sheets, &parts::sheet_relations(self.layouts.len()))?;
            self.sheets.write_all(parts::RELATIONS_START.as_bytes())?;
            for (number, address) in (1..).zip(pages) {
                self.sheets.write_all(parts::page(number, &address.concat()).as_bytes())?;
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
        zip.merge_archive(packed(self.sheets)?)?;
        zip.merge_archive(packed(self.strings.zip)?)?;
        Ok(zip.finish()?.into_inner())
    }
}

impl Strings {
    /// The number of a string, added if it is not known.
    fn number(&mut self, text: &str) -> Result<usize, Refusal> {
        if let Some(number) = self.known.get(text) {
            return Ok(*number);
        }
        for part in ["<si><t>", &parts::escape_cell(text), "</t></si>"] {
            self.zip.write_all(part.as_bytes())?;
        }
        let number = self.count;
        self.count += 1;
        if text.len() <= SHORT && self.known.len() < KNOWN {
            self.known.insert(text.to_owned(), number);
        }
        Ok(number)
    }
}

/// A compressed file without parts.
fn new_zip() -> BufWriter<Zip> {
    BufWriter::with_capacity(BUFFER, ZipWriter::new(Cursor::default()))
}

/// Begins a part.
fn start(zip: &mut BufWriter<Zip>, name: &str) -> Result<(), Refusal> {
    zip.flush()?;
    Ok(zip.get_mut().start_file(name, options())?)
}

/// All parts, packed.
fn packed(zip: BufWriter<Zip>) -> Result<ZipArchive<Cursor<Vec<u8>>>, Refusal> {
    let packed = zip.into_inner().map_err(IntoInnerError::into_error)?.finish()?;
    Ok(ZipArchive::new(packed)?)
}

/// How every part is packed: without the date it was made on.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_level(Some(LEVEL))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
}
