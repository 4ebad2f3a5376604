//! Tables of a DOCX: rows and cells with what is merged, and tables inside cells as tables of their own.

use super::super::left_out::{AsideKind, is_number_at_most};
use super::super::office::{cell_lines, cell_text};
use super::super::xml::{Element, Xml, XmlFault};
use super::super::{MAX_CELLS, Merged, Piece, RawCell, RawRow, RawTable};
use super::flow::{Paragraph, is_passed_over, joined};
use super::{Here, Reader};
use crate::diagnostic::Position;
use crate::model::UnusedReason;

/// Most columns of a table.
const MAX_COLUMNS: usize = 256;
/// The name of the next table, given the table it stands in and how many were named there.
pub(super) fn table_name(outer: Option<&str>, count: u32) -> String {
    match outer {
        Some(outer) => format!("{outer}.{count}"),
        None => format!("Bảng {count}"),
    }
}

/// The table being read.
#[derive(Debug, Default)]
pub(super) struct Open {
    name: String,
    /// Tables met inside it.
    inner: u32,
}

impl Reader {
    /// Reads a table that has just been opened; those inside its cells follow it.
    pub(super) fn table(&mut self, xml: &mut Xml<'_>) -> Result<(), XmlFault> {
        let outer = self.open.last_mut().map(|open| {
            open.inner += 1;
            (open.name.clone(), open.inner)
        });
        let name = if let Some((outer, count)) = outer {
            table_name(Some(&outer), count)
        } else {
            self.tables += 1;
            table_name(None, self.tables)
        };
        let mut table = RawTable { sheet: Some(name.clone()), ..RawTable::default() };
        let here = self.here.clone();
        let before = std::mem::take(&mut self.waiting);
        self.open.push(Open { name, inner: 0 });
        let read = self.rows(xml, &mut table, &mut 0);
        self.open.pop();
        self.here = here;
        let inside = std::mem::replace(&mut self.waiting, before);
        let is_empty = |cell: &RawCell| cell.text.is_empty();
        if !table.rows.iter().all(|row| row.cells.iter().all(is_empty)) {
            self.waiting.push(Piece::Table(table));
        }
        self.waiting.extend(inside);
        if self.open.is_empty() {
            self.pieces.append(&mut self.waiting);
        }
        read
    }

    /// Reads a table inside a cell, a text box or a note.
    pub(super) fn nested_table(&mut self, xml: &mut Xml<'_>) -> Result<(), XmlFault> {
        if !self.open.is_empty() {
            self.stands_here(AsideKind::NestedTable, "");
        }
        self.table(xml)
    }

    /// Reads the rows inside the element just opened; `number` counts them, deleted ones too.
    fn rows(
        &mut self,
        xml: &mut Xml<'_>,
        table: &mut RawTable,
        number: &mut u32,
    ) -> Result<(), XmlFault> {
        xml.children(|xml, element| match element.name() {
            "tr" => {
                *number += 1;
                self.row(xml, table, *number)
            }
            "sdt" => self.control(xml, |reader, xml| reader.rows(xml, table, number)),
            name if is_passed_over(name) => xml.skip(),
            _ => self.rows(xml, table, number),
        })
    }

    fn row(
        &mut self,
        xml: &mut Xml<'_>,
        table: &mut RawTable,
        number: u32,
    ) -> Result<(), XmlFault> {
        let first_left_out = self.left_out.len();
        let mut row = Row { number, is_first: table.rows.is_empty(), ..Row::default() };
        self.cells(xml, &mut row)?;
        row.hide(row.after)?;
        if row.cover.is_some() {
            return Ok(());
        }
        let struck = &self.left_out[first_left_out..];
        let is_struck = struck.iter().any(|left_out| left_out.reason == UnusedReason::Struck);
        if is_struck && is_number_at_most(&row.cells) {
            let sheet = self.open.last().map_or_else(String::new, |open| open.name.clone());
            self.here = Here(Position::Cell { sheet, row: number, column: 1 });
            for cell in &row.cells {
                self.leave_out(&cell.text, UnusedReason::Struck);
            }
            return Ok(());
        }
        self.cells_left = self
            .cells_left
            .checked_sub(row.cells.len())
            .ok_or_else(|| XmlFault::TooLarge(format!("bảng có hơn {MAX_CELLS} ô")))?;
        table.rows.push(RawRow { cells: row.cells, line: number });
        Ok(())
    }

    /// Reads the cells inside the element just opened.
    fn cells(&mut self, xml: &mut Xml<'_>, row: &mut Row) -> Result<(), XmlFault> {
        xml.children(|xml, element| match element.name() {
            "trPr" => {
                let mut before = 0;
                xml.children(|xml, property| {
                    match property.name() {
                        "gridBefore" => before = property.number().unwrap_or(0),
                        "gridAfter" => row.after = property.number().unwrap_or(0),
                        "del" => row.cover = Some(UnusedReason::Deleted),
                        "hidden" if property.is_on() => {
                            row.cover = row.cover.or(Some(UnusedReason::Hidden));
                        }
                        _ => {}
                    }
                    xml.skip()
                })?;
                row.hide(before)
            }
            "tc" => self.covered(row.cover, |reader| reader.cell(xml, row)),
            "sdt" => self.control(xml, |reader, xml| reader.cells(xml, row)),
            name if is_passed_over(name) => xml.skip(),
            _ => self.cells(xml, row),
        })
    }

    fn cell(&mut self, xml: &mut Xml<'_>, row: &mut Row) -> Result<(), XmlFault> {
        let mut span = Span { width: 1, merged: None, is_deleted: false };
        let mut paragraphs = Vec::new();
        self.here = Here(Position::Cell {
            sheet: self.open.last().map_or_else(String::new, |open| open.name.clone()),
            row: row.number,
            column: u32::try_from(row.cells.len() + 1).unwrap_or(u32::MAX),
        });
        let here = self.here.clone();
        xml.children(|xml, element| match element.name() {
            "tcPr" => xml.children(|xml, property| {
                span.read(&property);
                xml.skip()
            }),
            name => {
                let cover = span.is_deleted.then_some(UnusedReason::Deleted);
                self.here.clone_from(&here);
                self.covered(cover, |reader| match name {
                    "p" => {
                        let mut paragraph = reader.paragraph(xml)?;
                        let boxed = std::mem::take(&mut paragraph.boxed);
                        paragraphs.push(paragraph);
                        paragraphs.extend(boxed);
                        Ok(())
                    }
                    "tbl" => reader.nested_table(xml),
                    "altChunk" => reader.chunk(xml),
                    "sdt" => {
                        reader.control(xml, |reader, xml| reader.flow_into(xml, &mut paragraphs))
                    }
                    name if is_passed_over(name) => xml.skip(),
                    _ => reader.flow_into(xml, &mut paragraphs),
                })
            }
        })?;
        self.here = here;
        let merged = span.merged.filter(|merged| *merged == Merged::Left || !row.is_first);
        let paragraphs = joined(paragraphs);
        row.push(if merged.is_none() {
            words_of(&paragraphs)
        } else {
            for paragraph in &paragraphs {
                self.leave_out(&paragraph.text, UnusedReason::Covered);
            }
            RawCell { merged, ..RawCell::default() }
        })?;
        for _ in 1..span.width {
            let merged = Some(merged.unwrap_or(Merged::Left));
            row.push(RawCell { merged, ..RawCell::default() })?;
        }
        Ok(())
    }
}

/// The words of a cell, as a cell.
fn words_of(paragraphs: &[Paragraph]) -> RawCell {
    let lines: Vec<String> = paragraphs
        .iter()
        .map(|paragraph| match &paragraph.note {
            Some(note) => format!("({note}) {}", paragraph.printed()),
            None => paragraph.printed(),
        })
        .collect();
    let printed = lines.join("\n");
    let mut text = cell_text(&printed);
    if text.is_empty() {
        // Word prints the number of a paragraph without words: a column of numbers may hold nothing else.
        let numbers: Vec<&str> = paragraphs.iter().filter_map(Paragraph::bare_number).collect();
        text = numbers.join(" ");
    }
    RawCell {
        is_bold: paragraphs.iter().any(|p| p.is_bold)
            && paragraphs.iter().all(|p| p.is_bold || p.text.trim().is_empty()),
        calls: paragraphs.iter().flat_map(|paragraph| paragraph.calls.clone()).collect(),
        lines: cell_lines(&printed),
        text,
        ..RawCell::default()
    }
}

/// A row being read.
#[derive(Debug, Default)]
struct Row {
    number: u32,
    is_first: bool,
    cells: Vec<RawCell>,
    after: usize,
    /// Why nobody sees it.
    cover: Option<UnusedReason>,
}

impl Row {
    fn push(&mut self, cell: RawCell) -> Result<(), XmlFault> {
        if self.cells.len() >= MAX_COLUMNS {
            return Err(XmlFault::TooLarge(format!("bảng có hơn {MAX_COLUMNS} cột")));
        }
        self.cells.push(cell);
        Ok(())
    }

    /// Adds `count` empty cells: columns the row leaves out.
    fn hide(&mut self, count: usize) -> Result<(), XmlFault> {
        (0..count).try_for_each(|_| self.push(RawCell::default()))
    }
}

/// Columns a cell takes and whether it is hidden behind another.
#[derive(Debug)]
struct Span {
    width: usize,
    merged: Option<Merged>,
    is_deleted: bool,
}

impl Span {
    fn read(&mut self, property: &Element<'_>) {
        let continues = property.value().as_deref() != Some("restart");
        match property.name() {
            "gridSpan" => self.width = property.number().unwrap_or(1),
            "vMerge" if continues => self.merged = Some(Merged::Above),
            "hMerge" if continues => self.merged = Some(Merged::Left),
            "cellDel" => self.is_deleted = true,
            _ => {}
        }
    }
}
