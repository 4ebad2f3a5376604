//! All characters of a DOCX as they stand in its parts, whatever their look: the account of words starts from these.
//!
//! Knows where text stands and nothing else: no styles, no numbers, nothing hidden or deleted, so that a fault of the
//! reader cannot repeat itself here.

use super::super::Stretch;
use super::super::xml::{Element, Xml, XmlFault};
use super::table::table_name;
use crate::diagnostic::Position;

/// The stretches of the main part: one a paragraph, one a cell.
pub(super) fn body(text: &str) -> Result<Vec<Stretch>, XmlFault> {
    let mut walk = Walk::default();
    Xml::new(text).children(|xml, _root| walk.inside(xml))?;
    Ok(walk.stretches)
}

/// The words of another part, or of one note of it; a paragraph ends a word.
pub(super) fn words(xml: &mut Xml<'_>) -> Result<String, XmlFault> {
    let mut walk = Walk { is_apart: true, ..Walk::default() };
    walk.inside(xml)?;
    Ok(walk.text)
}

/// A table that is open.
#[derive(Debug)]
struct Open {
    name: String,
    inner: u32,
    row: u32,
    column: u32,
    /// Words of the cell that is open.
    text: String,
}

#[derive(Debug, Default)]
struct Walk {
    stretches: Vec<Stretch>,
    tables: Vec<Open>,
    /// Tables outside others, and paragraphs outside tables.
    table: u32,
    paragraph: u32,
    /// Whether a paragraph is open outside tables.
    is_in_paragraph: bool,
    text: String,
    /// Whether everything is one stretch.
    is_apart: bool,
}

impl Walk {
    fn text(&mut self) -> &mut String {
        match self.tables.last_mut() {
            Some(open) => &mut open.text,
            None => &mut self.text,
        }
    }

    fn inside(&mut self, xml: &mut Xml<'_>) -> Result<(), XmlFault> {
        xml.children(|xml, element| self.element(xml, &element))
    }

    fn element(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<(), XmlFault> {
        match element.name() {
            "t" | "delText" => {
                let text = xml.text()?;
                self.text().push_str(&text);
                Ok(())
            }
            "Fallback" | "instrText" | "delInstrText" | "rt" | "docPr" | "sdtPr" => xml.skip(),
            "tab" | "ptab" | "br" | "cr" => {
                self.text().push(' ');
                xml.skip()
            }
            "noBreakHyphen" => {
                self.text().push('-');
                xml.skip()
            }
            "p" => self.paragraph(xml),
            "tbl" if !self.is_apart => self.table(xml),
            "tr" => {
                if let Some(open) = self.tables.last_mut() {
                    open.row += 1;
                    open.column = 0;
                }
                self.inside(xml)
            }
            "gridBefore" | "gridSpan" => {
                let more = element.number().unwrap_or(0).min(256_u32);
                let more = more.saturating_sub(u32::from(element.name() == "gridSpan"));
                if let Some(open) = self.tables.last_mut() {
                    open.column += more;
                }
                xml.skip()
            }
            "tc" => self.cell(xml),
            _ => self.inside(xml),
        }
    }

    fn paragraph(&mut self, xml: &mut Xml<'_>) -> Result<(), XmlFault> {
        let is_outermost = self.tables.is_empty() && !self.is_in_paragraph && !self.is_apart;
        self.text().push(' ');
        if !is_outermost {
            self.inside(xml)?;
            self.text().push(' ');
            return Ok(());
        }
        self.paragraph += 1;
        self.is_in_paragraph = true;
        let line = self.paragraph;
        self.inside(xml)?;
        self.is_in_paragraph = false;
        let text = std::mem::take(&mut self.text);
        self.push(Position::Text { line, column: 1, width: 1 }, text);
        Ok(())
    }

    fn table(&mut self, xml: &mut Xml<'_>) -> Result<(), XmlFault> {
        let name = if let Some(outer) = self.tables.last_mut() {
            outer.inner += 1;
            table_name(Some(&outer.name), outer.inner)
        } else {
            self.table += 1;
            table_name(None, self.table)
        };
        self.tables.push(Open { name, inner: 0, row: 0, column: 0, text: String::new() });
        self.inside(xml)?;
        self.tables.pop();
        Ok(())
    }

    fn cell(&mut self, xml: &mut Xml<'_>) -> Result<(), XmlFault> {
        let Some(open) = self.tables.last_mut() else { return self.inside(xml) };
        open.column += 1;
        let column = open.column;
        self.inside(xml)?;
        if let Some(open) = self.tables.last_mut() {
            let position = Position::Cell { sheet: open.name.clone(), row: open.row, column };
            let text = std::mem::take(&mut open.text);
            self.push(position, text);
        }
        Ok(())
    }

    fn push(&mut self, position: Position, text: String) {
        if text.chars().any(char::is_alphanumeric) {
            self.stretches.push(Stretch { position, text });
        }
    }
}
