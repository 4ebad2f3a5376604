//! Filled forms saved as `.ods`, the format of office programs that keep `OpenDocument`, from its `content.xml`.

use std::collections::BTreeSet;
use std::sync::Arc;

use calamine::DataRef;

use super::super::office::{cell_text, check_words};
use super::super::package::{Fault, Kind, Package};
use super::super::relations::{fault, part};
use super::super::xlsx::{Content, Look, content};
use super::super::xml::{Element, Step, Xml, XmlFault};
use super::super::{MAX_CELLS, Range, RawCell, RawDocument, RawTable};
use super::{Cells, broken_formula, document, hidden, table};
use crate::diagnostic::Diagnostics;

/// Last row and column that may hold anything.
const MAX_ROWS: u32 = 200_000;
const MAX_COLUMNS: u32 = 256;
/// How the content type of a workbook begins.
const TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// Reads the visible sheets.
pub(super) fn read(
    file: &Arc<str>,
    mut package: Package<'_>,
    diagnostics: &mut Diagnostics,
) -> RawDocument {
    let mut reader = Reader {
        file,
        diagnostics,
        hidden_styles: BTreeSet::new(),
        tables: Vec::new(),
        cells_left: MAX_CELLS,
    };
    let outcome = content_of(&mut package).and_then(|text| {
        Xml::new(&text)
            .children(|xml, _root| xml.children(|xml, part| reader.part(xml, &part)))
            .map_err(fault)
    });
    let document = document(file, reader.tables);
    if let Err(fault) = outcome {
        diagnostics.push(fault.diagnostic(Kind::OpenDocument, file));
    }
    check_words(&document, diagnostics);
    document
}

fn content_of(package: &mut Package<'_>) -> Result<String, Fault> {
    let kind = part(package, "mimetype")?.unwrap_or_default();
    if !kind.starts_with(TYPE) {
        return Err(Fault::Foreign("văn bản hay trình chiếu OpenDocument"));
    }
    if package.has("META-INF/manifest.xml")
        && part(package, "META-INF/manifest.xml")?
            .is_some_and(|text| text.contains("encryption-data"))
    {
        return Err(Fault::Protected);
    }
    Ok(part(package, "content.xml")?.unwrap_or_default())
}

struct Reader<'a> {
    file: &'a Arc<str>,
    diagnostics: &'a mut Diagnostics,
    /// Styles of sheets that are not shown.
    hidden_styles: BTreeSet<String>,
    tables: Vec<RawTable>,
    cells_left: usize,
}

/// A sheet being read.
#[derive(Default)]
struct Sheet {
    name: String,
    /// Number of the next row, from 0.
    row: u32,
    cells: Cells,
    merged: Vec<Range>,
}

/// What a cell shows.
struct Shown {
    cell: RawCell,
    error: Option<String>,
}

impl Reader<'_> {
    fn part(&mut self, xml: &mut Xml<'_>, part: &Element<'_>) -> Result<(), XmlFault> {
        match part.name() {
            "automatic-styles" => xml.children(|xml, style| {
                let name = style.attribute("name").unwrap_or_default();
                xml.children(|xml, properties| {
                    if properties.attribute("display").as_deref() == Some("false") {
                        self.hidden_styles.insert(name.clone());
                    }
                    xml.skip()
                })
            }),
            "body" => xml.children(|xml, _kind| {
                xml.children(|xml, table| match table.name() {
                    "table" => self.table(xml, &table),
                    _ => xml.skip(),
                })
            }),
            _ => xml.skip(),
        }
    }

    fn table(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<(), XmlFault> {
        let name = element.attribute("name").unwrap_or_default();
        let is_hidden = element
            .attribute("style-name")
            .is_some_and(|style| self.hidden_styles.contains(&style));
        if is_hidden {
            self.diagnostics.push(hidden(self.file, &name));
            return xml.skip();
        }
        let mut sheet = Sheet { name, ..Sheet::default() };
        self.rows(xml, &mut sheet)?;
        self.tables.push(table(&sheet.name, sheet.cells, sheet.merged));
        Ok(())
    }

    fn rows(&mut self, xml: &mut Xml<'_>, sheet: &mut Sheet) -> Result<(), XmlFault> {
        xml.children(|xml, element| match element.name() {
            "table-row" => self.row(xml, &element, sheet),
            "table-header-rows" | "table-rows" | "table-row-group" => self.rows(xml, sheet),
            _ => xml.skip(),
        })
    }

    fn row(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        sheet: &mut Sheet,
    ) -> Result<(), XmlFault> {
        let (mut column, mut cells) = (0_u32, Vec::new());
        xml.children(|xml, cell| {
            let count = repeated(&cell, "number-columns-repeated");
            let spans =
                [repeated(&cell, "number-columns-spanned"), repeated(&cell, "number-rows-spanned")];
            let shown = shown(xml, &cell)?;
            if cell.name() == "table-cell" && !shown.cell.text.is_empty() {
                cells.push((column, count, shown));
            }
            if spans != [1, 1] {
                let (top, left) = (sheet.row.saturating_add(1), column.saturating_add(1));
                let (right, bottom) =
                    (left.saturating_add(spans[0] - 1), top.saturating_add(spans[1] - 1));
                sheet.merged.push(Range { top, bottom, left, right });
            }
            column = column.saturating_add(count);
            Ok(())
        })?;
        let count = repeated(element, "number-rows-repeated");
        if !cells.is_empty() {
            for row in sheet.row..sheet.row.saturating_add(count) {
                for (column, count, shown) in &cells {
                    for column in *column..column.saturating_add(*count) {
                        self.put(sheet, (row, column), shown)?;
                    }
                }
            }
        }
        sheet.row = sheet.row.saturating_add(count);
        Ok(())
    }

    fn put(&mut self, sheet: &mut Sheet, at: (u32, u32), shown: &Shown) -> Result<(), XmlFault> {
        let left = self.cells_left.checked_sub(1);
        let Some(left) = left.filter(|_| at.0 < MAX_ROWS && at.1 < MAX_COLUMNS) else {
            return Err(XmlFault::TooLarge(format!(
                "trang tính `{}` có ô nằm ngoài {MAX_ROWS} hàng và {MAX_COLUMNS} cột đầu, hoặc quá nhiều ô",
                sheet.name
            )));
        };
        self.cells_left = left;
        if let Some(error) = &shown.error {
            self.diagnostics.push(broken_formula(self.file, &sheet.name, at, error));
        }
        sheet.cells.insert(at, shown.cell.clone());
        Ok(())
    }
}

/// How often an element stands, by an attribute; once unless said.
fn repeated(element: &Element<'_>, name: &str) -> u32 {
    let number = element.attribute(name).and_then(|number| number.parse().ok());
    number.unwrap_or(1).max(1)
}

/// Reads the cell just opened to its end.
fn shown(xml: &mut Xml<'_>, element: &Element<'_>) -> Result<Shown, XmlFault> {
    let (mut text, mut address) = (String::new(), None);
    words(xml, &mut text, &mut address)?;
    let of = |name: &str| element.attribute(name);
    let kind = of("value-type").unwrap_or_default();
    let number = of("value").and_then(|value| value.parse::<f64>().ok());
    let value = match (kind.as_str(), number) {
        ("float" | "currency", Some(number)) => DataRef::Float(number),
        ("percentage", Some(number)) => DataRef::Float(number * 100.0),
        ("date", _) => DataRef::DateTimeIso(of("date-value").unwrap_or_default()),
        ("boolean", _) => DataRef::Bool(of("boolean-value").as_deref() == Some("true")),
        _ => DataRef::String(text.clone()),
    };
    let mut words = match content(&value, &Look::default()) {
        Content::Words(words) => words,
        Content::Empty | Content::Error(_) => String::new(),
    };
    if kind == "percentage" {
        words.push('%');
    }
    let plain = cell_text(&text);
    let is_error =
        plain.starts_with("Err:") || (plain.starts_with('#') && plain.ends_with(['!', '?']));
    let error = (is_error && of("formula").is_some()).then_some(plain);
    let is_number = matches!(value, DataRef::Float(_));
    let cell = RawCell { text: words, is_number, address, ..RawCell::default() };
    Ok(Shown { cell, error })
}

/// The words of the element just opened, to its end, and the first address a link in it leads to.
fn words(
    xml: &mut Xml<'_>,
    text: &mut String,
    address: &mut Option<String>,
) -> Result<(), XmlFault> {
    loop {
        match xml.step()? {
            Step::Open(element) => {
                match element.name() {
                    // A note beside the cell is none of its words.
                    "annotation" => {
                        xml.skip()?;
                        continue;
                    }
                    "a" => *address = address.take().or_else(|| element.attribute("href")),
                    "p" if !text.is_empty() => text.push('\n'),
                    "s" | "tab" => text.push(' '),
                    "line-break" => text.push('\n'),
                    _ => {}
                }
                words(xml, text, address)?;
            }
            Step::Text(part) => text.push_str(&part),
            Step::Close => return Ok(()),
        }
    }
}
