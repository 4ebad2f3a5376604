//! DOCX: paragraphs, tables and notes in reading order, with the numbers Word prints but does not
//! store. Styles count only where they make a heading, a list, or the look of words.

mod flow;
mod numbering;
mod source;
mod styles;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::left_out::{Aside, AsideKind, report, report_changes};
use super::office::{cell_text, check_words, fold_text};
use super::package::{Fault, Kind, Package};
use super::relations::{Relations, fault, part};
use super::xml::{Xml, XmlFault};
use super::{LeftOut, MAX_CELLS, Piece, RawDocument, RawText, Stretch};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Position};
use crate::model::UnusedReason;
use flow::{Paragraph, is_passed_over, split_bullet};
use numbering::{Mark, Numbering, spell};
use styles::Styles;
use table::Open;

/// Why words are left out that are told one by one.
const TOLD: [UnusedReason; 6] = [
    UnusedReason::Drawing,
    UnusedReason::Struck,
    UnusedReason::Hidden,
    UnusedReason::Covered,
    UnusedReason::Comment,
    UnusedReason::UncalledNote,
];

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
    let Reader { pieces, source, left_out, asides, insertions, .. } = reader;
    let document = RawDocument { file: Arc::clone(file), pieces, source, left_out };
    check_words(&document, diagnostics);
    report_changes(&document, insertions, diagnostics);
    report(&document, &TOLD, &asides, diagnostics);
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
    /// Comments whose place has not been met, by id.
    comments: BTreeMap<String, String>,
    /// Notes called by the piece being read: mark and text.
    pending: Vec<(String, String)>,
    pieces: Vec<Piece>,
    paragraphs: u32,
    tables: u32,
    cells_left: usize,
    /// Where reading is.
    here: Here,
    /// Why nothing that is being read is seen.
    cover: Option<UnusedReason>,
    /// Tables being read, outermost first.
    open: Vec<Open>,
    /// Tables read while one they stand in is still open.
    waiting: Vec<Piece>,
    /// A paragraph whose end is deleted, and its number.
    unended: Option<(Paragraph, u32)>,
    source: Vec<Stretch>,
    left_out: Vec<LeftOut>,
    asides: Vec<Aside>,
    /// Places with words put in by changes still open.
    insertions: u32,
}

/// A position; the whole file to begin with.
#[derive(Clone, Debug)]
struct Here(Position);

impl Default for Here {
    fn default() -> Self {
        Self(Position::File)
    }
}

impl Reader {
    fn read(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let mut package = Package::open(bytes, Kind::Text)?;
        let main = Relations::read(&mut package, "")?
            .first("officeDocument")
            .unwrap_or_else(|| "word/document.xml".to_owned());
        let Some(body) = part(&mut package, &main)? else {
            return Err(Fault::Damaged(format!("thiếu phần `{main}`")));
        };
        let related = Relations::read(&mut package, &main)?;
        let mut other = |relation: &str| match related.first(relation) {
            Some(path) => part(&mut package, &path),
            None => part(&mut package, &related.beside(&format!("{relation}.xml"))),
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
                self.count_notes(&text, element).map_err(fault)?;
            }
        }
        if let Some(text) = other("comments")? {
            self.read_comments(&text).map_err(fault)?;
        }
        for (relation, reason) in
            [("header", UnusedReason::PageHeader), ("footer", UnusedReason::PageFooter)]
        {
            for path in related.all(relation) {
                if let Some(text) = part(&mut package, &path)? {
                    self.leave_out_part(&text, reason).map_err(fault)?;
                }
            }
        }
        let read = Xml::new(&body).children(|xml, _root| self.blocks(xml)).map_err(fault);
        self.end_paragraph();
        self.here = Here::default();
        for text in std::mem::take(&mut self.notes).into_values() {
            self.leave_out(&text, UnusedReason::UncalledNote);
        }
        for text in std::mem::take(&mut self.comments).into_values() {
            self.leave_out_counted(text, UnusedReason::Comment);
        }
        read?;
        self.source.extend(source::body(&body).map_err(fault)?);
        Ok(())
    }

    /// Counts the words of notes; which of them are called is not asked here.
    fn count_notes(&mut self, text: &str, name: &str) -> Result<(), XmlFault> {
        Xml::new(text).children(|xml, _root| {
            xml.children(|xml, element| {
                let is_drawn = element.attribute("type").is_some_and(|kind| kind != "normal");
                if element.name() != name || is_drawn {
                    return xml.skip();
                }
                let text = source::words(xml)?;
                self.source.push(Stretch { position: Position::File, text });
                Ok(())
            })
        })
    }

    /// Leaves out all words of a part that stands beside the text.
    fn leave_out_part(&mut self, text: &str, reason: UnusedReason) -> Result<(), XmlFault> {
        Xml::new(text).children(|xml, _root| {
            xml.children(|xml, element| {
                let text = match element.name() {
                    "t" => xml.text()?,
                    _ => source::words(xml)?,
                };
                self.leave_out_counted(text, reason);
                Ok(())
            })
        })
    }

    /// Keeps the comments until the place they are about is met.
    fn read_comments(&mut self, text: &str) -> Result<(), XmlFault> {
        Xml::new(text).children(|xml, _root| {
            xml.children(|xml, element| {
                let id = element.attribute("id").unwrap_or_default();
                let text = source::words(xml)?;
                self.comments.insert(id, text);
                Ok(())
            })
        })
    }

    /// Leaves out words of another part, and counts them where reading is.
    fn leave_out_counted(&mut self, text: String, reason: UnusedReason) {
        self.leave_out(&text, reason);
        self.source.push(Stretch { position: self.here.0.clone(), text });
    }

    /// Keeps words nobody sees apart, with the place reading is at.
    fn leave_out(&mut self, text: &str, reason: UnusedReason) {
        let text = fold_text(text);
        if !text.is_empty() {
            self.left_out.push(LeftOut { position: self.here.0.clone(), text, reason });
        }
    }

    /// Notes that something beside words stands where reading is; `before` are the last words.
    fn stands_here(&mut self, kind: AsideKind, before: &str) {
        let is_told = self.asides.last().is_some_and(|last| {
            let is_preview = last.kind == AsideKind::Object && kind == AsideKind::Picture;
            last.position == self.here.0 && (last.kind == kind || is_preview)
        });
        if is_told || self.cover.is_some() {
            return;
        }
        let under = match self.pieces.last() {
            _ if !before.trim().is_empty() => before.to_owned(),
            Some(Piece::Text(text)) => text.text.clone(),
            Some(Piece::Table(table)) => table.sheet.clone().unwrap_or_default(),
            None => String::new(),
        };
        self.asides.push(Aside { kind, position: self.here.0.clone(), under });
    }

    /// Another file Word shows here as if it were a part of this one.
    fn chunk(&mut self, xml: &mut Xml<'_>) -> Result<(), XmlFault> {
        self.stands_here(AsideKind::Chunk, "");
        xml.skip()
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
                self.here = Here(Position::Text { line: self.paragraphs, column: 1, width: 1 });
                let mut paragraph = self.paragraph(xml)?;
                let mut first = self.paragraphs;
                if let Some((before, line)) = self.unended.take() {
                    paragraph.go_on_from(before);
                    first = line;
                }
                if paragraph.is_end_deleted() {
                    self.unended = Some((paragraph, first));
                } else {
                    self.push_whole(paragraph, first);
                }
                Ok(())
            }
            "tbl" => {
                self.end_paragraph();
                let read = self.table(xml);
                self.push_notes();
                read
            }
            "altChunk" => self.chunk(xml),
            "sdt" => self.control(xml, Self::blocks),
            name if is_passed_over(name) => xml.skip(),
            _ => self.blocks(xml),
        })
    }

    /// Ends a paragraph whose end is deleted and that no other goes on with.
    fn end_paragraph(&mut self) {
        if let Some((paragraph, first)) = self.unended.take() {
            self.push_whole(paragraph, first);
        }
    }

    /// Adds a paragraph, its text boxes and the notes it calls.
    fn push_whole(&mut self, mut paragraph: Paragraph, first: u32) {
        let boxed = std::mem::take(&mut paragraph.boxed);
        self.push_paragraph(&paragraph, first);
        for paragraph in &boxed {
            self.push_paragraph(paragraph, first);
        }
        self.push_notes();
    }

    /// Adds a paragraph of the body; line breaks part it only where bulleted lines begin.
    fn push_paragraph(&mut self, paragraph: &Paragraph, first: u32) {
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
                footnote: paragraph.note.clone(),
                calls: std::mem::take(&mut calls),
                line_first: first,
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
}
