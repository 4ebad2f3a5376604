//! DOCX: paragraphs, tables and notes in reading order, with the numbers Word prints but does not
//! store. Styles count only where they make a heading, bold or hidden text, or a list.

mod flow;
mod numbering;
mod styles;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::office::{cell_text, check_words, fold_text};
use super::package::{Fault, Kind, Package};
use super::xml::{Element, Xml, XmlFault};
use super::{MAX_CELLS, Merged, Piece, RawCell, RawDocument, RawRow, RawTable, RawText};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use flow::{Paragraph, is_passed_over, split_bullet};
use numbering::{Mark, Numbering, spell};
use styles::Styles;

/// Most columns of a table.
const MAX_COLUMNS: usize = 256;

/// Reads a Word document. What cannot be read is said in `diagnostics`; what could be read until
/// then is returned.
pub fn read_docx(file: &Arc<str>, bytes: &[u8], diagnostics: &mut Diagnostics) -> RawDocument {
    let mut reader = Reader { cells_left: MAX_CELLS, ..Reader::default() };
    match reader.read(bytes) {
        Ok(()) if reader.pieces.is_empty() => {
            let message = "văn bản Word không có chữ nào";
            let place = Place::file(Arc::clone(file));
            diagnostics
                .push(Diagnostic::new(Code::DocxCorrupt, place, message).suggestion(
                    "nếu văn bản chỉ có ảnh quét, hãy nhận dạng chữ (OCR) rồi lưu lại",
                ));
        }
        Ok(()) => {}
        Err(fault) => diagnostics.push(fault.diagnostic(Kind::Text, file)),
    }
    let document = RawDocument { file: Arc::clone(file), pieces: reader.pieces };
    check_words(&document, diagnostics);
    document
}

/// State of reading one document.
#[derive(Debug, Default)]
struct Reader {
    styles: Styles,
    numbering: Numbering,
    /// Texts of notes not called yet, by kind (`true` for footnotes) and id.
    notes: BTreeMap<(bool, String), String>,
    /// Marks given so far, by kind and id.
    marks: BTreeMap<(bool, String), String>,
    /// Footnotes and endnotes called so far.
    called: [u32; 2],
    /// Notes called by the piece being read: mark and text.
    pending: Vec<(String, String)>,
    pieces: Vec<Piece>,
    paragraphs: u32,
    tables: u32,
    cells_left: usize,
}

impl Reader {
    fn read(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let mut package = Package::open(bytes, Kind::Text)?;
        let main = relations(&mut package, "_rels/.rels")?
            .remove("officeDocument")
            .unwrap_or_else(|| "word/document.xml".to_owned());
        let Some(body) = part(&mut package, &main)? else {
            return Err(Fault::Damaged(format!("thiếu phần `{main}`")));
        };
        let (folder, name) = main.rsplit_once('/').unwrap_or(("", main.as_str()));
        let related = relations(&mut package, &format!("{folder}/_rels/{name}.rels"))?;
        let mut other = |relation: &str| -> Result<Option<String>, Fault> {
            let path = match related.get(relation) {
                Some(target) if target.starts_with('/') => target[1..].to_owned(),
                Some(target) => format!("{folder}/{target}"),
                None => format!("{folder}/{relation}.xml"),
            };
            part(&mut package, &path)
        };
        if let Some(text) = other("styles")? {
            self.styles = Styles::read(&text).map_err(fault)?;
        }
        if let Some(text) = other("numbering")? {
            self.numbering = Numbering::read(&text).map_err(fault)?;
        }
        for (relation, element, is_foot) in
            [("footnotes", "footnote", true), ("endnotes", "endnote", false)]
        {
            if let Some(text) = other(relation)? {
                self.read_notes(&text, element, is_foot).map_err(fault)?;
            }
        }
        Xml::new(&body).children(|xml, _root| self.blocks(xml)).map_err(fault)
    }

    fn read_notes(&mut self, text: &str, name: &str, is_foot: bool) -> Result<(), XmlFault> {
        Xml::new(text).children(|xml, _root| {
            xml.children(|xml, element| {
                let is_drawn = element.attribute("type").is_some_and(|kind| kind != "normal");
                if element.name() != name || is_drawn {
                    return xml.skip();
                }
                let lines: Vec<String> = self.flow(xml)?.iter().map(Paragraph::printed).collect();
                if let Some(id) = element.attribute("id") {
                    self.notes.insert((is_foot, id), cell_text(&lines.join("\n")));
                }
                Ok(())
            })
        })
    }

    /// Mark of a note being called; its text waits for the end of the piece, once.
    fn call(&mut self, is_foot: bool, id: String) -> Option<String> {
        let key = (is_foot, id);
        if let Some(mark) = self.marks.get(&key) {
            return Some(mark.clone());
        }
        let text = self.notes.remove(&key)?;
        let called = &mut self.called[usize::from(is_foot)];
        *called += 1;
        let mark = spell(*called, if is_foot { "decimal" } else { "lowerRoman" });
        self.marks.insert(key, mark.clone());
        self.pending.push((mark.clone(), text));
        Some(mark)
    }

    /// Reads paragraphs and tables inside the element just opened.
    fn blocks(&mut self, xml: &mut Xml<'_>) -> Result<(), XmlFault> {
        xml.children(|xml, element| match element.name() {
            "p" => {
                self.paragraphs += 1;
                let mut paragraph = self.paragraph(xml)?;
                let boxed = std::mem::take(&mut paragraph.boxed);
                self.push_paragraph(&paragraph);
                for paragraph in &boxed {
                    self.push_paragraph(paragraph);
                }
                self.push_notes();
                Ok(())
            }
            "tbl" => {
                self.tables += 1;
                let mut table = RawTable {
                    sheet: Some(format!("Bảng {}", self.tables)),
                    ..RawTable::default()
                };
                let read = self.rows(xml, &mut table);
                let is_empty = |cell: &RawCell| cell.text.is_empty();
                if !table.rows.iter().all(|row| row.cells.iter().all(is_empty)) {
                    self.pieces.push(Piece::Table(table));
                }
                self.push_notes();
                read
            }
            name if is_passed_over(name) => xml.skip(),
            _ => self.blocks(xml),
        })
    }

    /// Adds a paragraph of the body; line breaks part it only where bulleted lines begin.
    fn push_paragraph(&mut self, paragraph: &Paragraph) {
        let mut lines: Vec<(Option<String>, String)> = Vec::new();
        for line in paragraph.text.split('\n') {
            let line = fold_text(line);
            match (split_bullet(&line), lines.last_mut()) {
                (Some((bullet, words)), _) => {
                    lines.push((Some(bullet.to_owned()), words.to_owned()));
                }
                (None, _) if line.is_empty() => {}
                (None, Some((_, before))) => {
                    before.push(' ');
                    before.push_str(&line);
                }
                (None, None) => lines.push((None, line)),
            }
        }
        let mut calls = paragraph.calls.clone();
        for (index, (bullet, mut text)) in lines.into_iter().enumerate() {
            let mut bullet = bullet;
            match &paragraph.mark {
                Some(Mark::Number(mark)) if index == 0 => text = format!("{mark} {text}"),
                Some(Mark::Bullet(mark)) if index == 0 => bullet = Some(mark.clone()),
                _ => {}
            }
            self.pieces.push(Piece::Text(RawText {
                text,
                heading: paragraph.heading,
                is_bold: paragraph.is_bold,
                bullet,
                footnote: None,
                calls: std::mem::take(&mut calls),
                line_first: self.paragraphs,
                line_last: self.paragraphs,
            }));
        }
    }

    fn push_notes(&mut self) {
        for (mark, text) in std::mem::take(&mut self.pending) {
            self.pieces.push(Piece::Text(RawText {
                text,
                footnote: Some(mark),
                line_first: self.paragraphs.max(1),
                line_last: self.paragraphs.max(1),
                ..RawText::default()
            }));
        }
    }

    /// Reads the rows inside the element just opened.
    fn rows(&mut self, xml: &mut Xml<'_>, table: &mut RawTable) -> Result<(), XmlFault> {
        xml.children(|xml, element| match element.name() {
            "tr" => {
                let mut row = Row::default();
                self.cells(xml, &mut row, table.rows.is_empty())?;
                if !row.is_deleted {
                    row.hide(row.after)?;
                    self.cells_left = self
                        .cells_left
                        .checked_sub(row.cells.len())
                        .ok_or_else(|| XmlFault::TooLarge(format!("bảng có hơn {MAX_CELLS} ô")))?;
                    let line = u32::try_from(table.rows.len() + 1).unwrap_or(u32::MAX);
                    table.rows.push(RawRow { cells: row.cells, line });
                }
                Ok(())
            }
            name if is_passed_over(name) => xml.skip(),
            _ => self.rows(xml, table),
        })
    }

    /// Reads the cells inside the element just opened.
    fn cells(
        &mut self,
        xml: &mut Xml<'_>,
        row: &mut Row,
        is_first_row: bool,
    ) -> Result<(), XmlFault> {
        xml.children(|xml, element| match element.name() {
            "trPr" => {
                let mut before = 0;
                xml.children(|xml, property| {
                    match property.name() {
                        "gridBefore" => before = property.number().unwrap_or(0),
                        "gridAfter" => row.after = property.number().unwrap_or(0),
                        "del" => row.is_deleted = true,
                        _ => {}
                    }
                    xml.skip()
                })?;
                row.hide(before)
            }
            "tc" => self.cell(xml, row, is_first_row),
            name if is_passed_over(name) => xml.skip(),
            _ => self.cells(xml, row, is_first_row),
        })
    }

    fn cell(&mut self, xml: &mut Xml<'_>, row: &mut Row, is_first: bool) -> Result<(), XmlFault> {
        let mut span = Span { width: 1, merged: None };
        let mut paragraphs = Vec::new();
        xml.children(|xml, element| match element.name() {
            "tcPr" => xml.children(|xml, property| {
                span.read(&property);
                xml.skip()
            }),
            "p" => {
                let mut paragraph = self.paragraph(xml)?;
                let boxed = std::mem::take(&mut paragraph.boxed);
                paragraphs.push(paragraph);
                paragraphs.extend(boxed);
                Ok(())
            }
            name if is_passed_over(name) => xml.skip(),
            _ => {
                paragraphs.extend(self.flow(xml)?);
                Ok(())
            }
        })?;
        let merged = span.merged.filter(|merged| *merged == Merged::Left || !is_first);
        let mut cell = RawCell { merged, ..RawCell::default() };
        if merged.is_none() {
            let lines: Vec<String> = paragraphs.iter().map(Paragraph::printed).collect();
            cell.text = cell_text(&lines.join("\n"));
            cell.is_bold = !cell.text.is_empty()
                && paragraphs.iter().all(|p| p.is_bold || p.text.trim().is_empty());
            cell.calls = paragraphs.into_iter().flat_map(|paragraph| paragraph.calls).collect();
        }
        row.push(cell)?;
        for _ in 1..span.width {
            let merged = Some(merged.unwrap_or(Merged::Left));
            row.push(RawCell { merged, ..RawCell::default() })?;
        }
        Ok(())
    }
}

/// A row being read.
#[derive(Debug, Default)]
struct Row {
    cells: Vec<RawCell>,
    after: usize,
    is_deleted: bool,
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
}

impl Span {
    fn read(&mut self, property: &Element<'_>) {
        let continues = property.value().as_deref() != Some("restart");
        match property.name() {
            "gridSpan" => self.width = property.number().unwrap_or(1),
            "vMerge" if continues => self.merged = Some(Merged::Above),
            "hMerge" if continues => self.merged = Some(Merged::Left),
            _ => {}
        }
    }
}

/// Targets of a relationship part by the last word of their type; empty if there is no such part.
fn relations(package: &mut Package<'_>, name: &str) -> Result<BTreeMap<String, String>, Fault> {
    let mut targets = BTreeMap::new();
    let Some(text) = part(package, name)? else { return Ok(targets) };
    Xml::new(&text)
        .children(|xml, _root| {
            xml.children(|xml, element| {
                let kind = element.attribute("Type").unwrap_or_default();
                let is_outside = element.attribute("TargetMode").as_deref() == Some("External");
                if let (Some(target), false) = (element.attribute("Target"), is_outside) {
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    let target = if name == "_rels/.rels" {
                        target.trim_start_matches('/')
                    } else {
                        &target
                    };
                    targets.entry(kind).or_insert_with(|| target.to_owned());
                }
                xml.skip()
            })
        })
        .map_err(fault)?;
    Ok(targets)
}

fn part(package: &mut Package<'_>, name: &str) -> Result<Option<String>, Fault> {
    let Some(bytes) = package.read(name)? else { return Ok(None) };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(_) => Err(Fault::Damaged(format!("phần `{name}` không phải UTF-8"))),
    }
}

fn fault(fault: XmlFault) -> Fault {
    match fault {
        XmlFault::TooLarge(detail) => Fault::TooLarge(detail),
        other => Fault::Damaged(other.message()),
    }
}
