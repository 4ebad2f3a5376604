//! What a sheet says beside its values: hidden rows and columns, looks inside a cell, comments, drawings.

use std::collections::{BTreeMap, BTreeSet};

use super::super::LeftOut;
use super::super::left_out::{Aside, AsideKind};
use super::super::office::{cell_text, fold_text};
use super::super::package::{Fault, Package};
use super::super::relations::{Relations, fault, part};
use super::super::xml::{Element, Xml, XmlFault};
use super::MAX_COLUMNS;
use super::rich::{self, Rich};
use crate::diagnostic::Position;
use crate::model::UnusedReason;

/// The strings with looks and the parts of the sheets of a workbook.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    shared: BTreeMap<usize, Rich>,
    /// Paths of the sheets by name.
    paths: BTreeMap<String, String>,
}

/// What a sheet says beside its values; rows and columns from 0.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) hidden_rows: BTreeSet<u32>,
    pub(super) hidden_columns: BTreeSet<u32>,
    pub(super) rich: BTreeMap<(u32, u32), Rich>,
    /// Comments, text boxes, page headers and footers.
    pub(super) left_out: Vec<LeftOut>,
    pub(super) asides: Vec<Aside>,
}

impl Workbook {
    /// Finds the sheets and the shared strings with looks.
    pub(super) fn read(package: &mut Package<'_>) -> Result<Self, Fault> {
        let main = Relations::read(package, "")?
            .first("officeDocument")
            .unwrap_or_else(|| "xl/workbook.xml".to_owned());
        let mut workbook = Self::default();
        let related = Relations::read(package, &main)?;
        let Some(text) = part(package, &main)? else { return Ok(workbook) };
        Xml::new(&text)
            .children(|xml, _root| {
                xml.children(|xml, element| match element.name() {
                    "sheets" => xml.children(|xml, sheet| {
                        let path = sheet.attribute("id").and_then(|id| related.of(&id));
                        workbook.paths.extend(sheet.attribute("name").zip(path));
                        xml.skip()
                    }),
                    _ => xml.skip(),
                })
            })
            .map_err(fault)?;
        let strings =
            related.first("sharedStrings").unwrap_or_else(|| related.beside("sharedStrings.xml"));
        if let Some(text) = part(package, &strings)?.filter(|text| rich::has_looks(text)) {
            workbook.shared = rich::shared(&text).map_err(fault)?;
        }
        Ok(workbook)
    }

    /// What the sheet of a name says beside its values.
    pub(super) fn facts(&self, package: &mut Package<'_>, name: &str) -> Result<Facts, Fault> {
        let mut reader = Reader { name, shared: &self.shared, facts: Facts::default(), row: 0 };
        let Some(path) = self.paths.get(name) else { return Ok(reader.facts) };
        let Some(text) = part(package, path)? else { return Ok(reader.facts) };
        Xml::new(&text).children(|xml, _root| reader.sheet(xml)).map_err(fault)?;
        let related = Relations::read(package, path)?;
        for path in related.all("comments") {
            if let Some(text) = part(package, &path)? {
                reader.comments(&text).map_err(fault)?;
            }
        }
        for path in related.all("drawing") {
            if let Some(text) = part(package, &path)? {
                Xml::new(&text)
                    .children(|xml, _root| {
                        xml.children(|xml, _anchor| reader.drawn(xml, &mut (0, 0)))
                    })
                    .map_err(fault)?;
            }
        }
        Ok(reader.facts)
    }
}

struct Reader<'a> {
    name: &'a str,
    shared: &'a BTreeMap<usize, Rich>,
    facts: Facts,
    /// Number of the next row that does not say its own.
    row: u32,
}

impl Reader<'_> {
    fn sheet(&mut self, xml: &mut Xml<'_>) -> Result<(), XmlFault> {
        xml.children(|xml, element| match element.name() {
            "cols" => xml.children(|xml, column| {
                self.column(&column);
                xml.skip()
            }),
            "sheetData" => xml.children(|xml, row| self.row(xml, &row)),
            "headerFooter" => xml.children(|xml, line| {
                let is_header = line.name().ends_with("Header");
                let text = fold_text(&without_codes(&xml.text()?));
                if !text.is_empty() {
                    let reason =
                        if is_header { UnusedReason::PageHeader } else { UnusedReason::PageFooter };
                    self.facts.left_out.push(LeftOut { position: Position::File, text, reason });
                }
                Ok(())
            }),
            "oleObjects" => {
                self.stands_at(AsideKind::Object, (0, 0));
                xml.skip()
            }
            _ => xml.skip(),
        })
    }

    fn column(&mut self, column: &Element<'_>) {
        let number = |name| column.attribute(name).and_then(|number| number.parse::<u32>().ok());
        let width = column.attribute("width").and_then(|width| width.parse::<f64>().ok());
        if is_on(column, "hidden") || width.is_some_and(|width| width <= 0.0) {
            let (first, last) = (number("min").unwrap_or(1), number("max").unwrap_or(0));
            let last = last.min(MAX_COLUMNS);
            self.facts.hidden_columns.extend((first.max(1)..=last).map(|column| column - 1));
        }
    }

    fn row(&mut self, xml: &mut Xml<'_>, row: &Element<'_>) -> Result<(), XmlFault> {
        let number = row.attribute("r").and_then(|number| number.parse::<u32>().ok());
        let number = number.map_or(self.row, |number| number.saturating_sub(1));
        self.row = number.saturating_add(1);
        let height = row.attribute("ht").and_then(|height| height.parse::<f64>().ok());
        if is_on(row, "hidden") || height.is_some_and(|height| height <= 0.0) {
            self.facts.hidden_rows.insert(number);
        }
        let mut column = 0;
        xml.children(|xml, cell| {
            let place = cell.attribute("r").and_then(|place| column_of(&place));
            column = place.unwrap_or(column);
            let at = (number, column);
            column = column.saturating_add(1);
            match cell.attribute("t").as_deref() {
                Some("s") if !self.shared.is_empty() => xml.children(|xml, value| {
                    if value.name() != "v" {
                        return xml.skip();
                    }
                    let index = xml.text()?.trim().parse::<usize>().ok();
                    let rich = index.and_then(|index| self.shared.get(&index));
                    self.facts.rich.extend(rich.map(|rich| (at, rich.clone())));
                    Ok(())
                }),
                Some("inlineStr") => xml.children(|xml, value| {
                    if value.name() != "is" {
                        return xml.skip();
                    }
                    self.facts.rich.extend(rich::read(xml)?.map(|rich| (at, rich)));
                    Ok(())
                }),
                _ => xml.skip(),
            }
        })
    }

    fn comments(&mut self, text: &str) -> Result<(), XmlFault> {
        Xml::new(text).children(|xml, _root| {
            xml.children(|xml, list| {
                if list.name() != "commentList" {
                    return xml.skip();
                }
                xml.children(|xml, comment| {
                    let place = comment.attribute("ref").unwrap_or_default();
                    let text = cell_text(&rich::all_text(xml)?);
                    let row = place.trim_start_matches(|c: char| c.is_ascii_alphabetic());
                    let row = row.parse::<u32>().unwrap_or(1).max(1);
                    let at = (row - 1, column_of(&place).unwrap_or(0));
                    self.leave_out(at, text, UnusedReason::Comment);
                    Ok(())
                })
            })
        })
    }

    /// Reads what stands in an anchor, whose place it finds on the way.
    fn drawn(&mut self, xml: &mut Xml<'_>, at: &mut (u32, u32)) -> Result<(), XmlFault> {
        xml.children(|xml, element| {
            let kind = match element.name() {
                "from" => {
                    return xml.children(|xml, part| {
                        let (is_row, is_column) = (part.name() == "row", part.name() == "col");
                        let number = xml.text()?.trim().parse().unwrap_or(0);
                        if is_row {
                            at.0 = number;
                        } else if is_column {
                            at.1 = number;
                        }
                        Ok(())
                    });
                }
                "txBody" => {
                    let text = cell_text(&rich::all_text(xml)?);
                    self.leave_out(*at, text, UnusedReason::Drawing);
                    return Ok(());
                }
                "blip" => AsideKind::Picture,
                "chart" => AsideKind::Chart,
                "relIds" => AsideKind::Diagram,
                "Fallback" => return xml.skip(),
                _ => return self.drawn(xml, at),
            };
            self.stands_at(kind, *at);
            xml.skip()
        })
    }

    fn leave_out(&mut self, at: (u32, u32), text: String, reason: UnusedReason) {
        if !text.is_empty() {
            let position = position(self.name, at);
            self.facts.left_out.push(LeftOut { position, text, reason });
        }
    }

    fn stands_at(&mut self, kind: AsideKind, at: (u32, u32)) {
        let position = position(self.name, at);
        self.facts.asides.push(Aside { kind, position, under: String::new() });
    }
}

/// The position of a cell, its row and column counted from 0.
pub(super) fn position(sheet: &str, (row, column): (u32, u32)) -> Position {
    Position::Cell {
        sheet: sheet.to_owned(),
        row: row.saturating_add(1),
        column: column.saturating_add(1),
    }
}

fn is_on(element: &Element<'_>, name: &str) -> bool {
    element.attribute(name).is_some_and(|value| value == "1" || value == "true")
}

/// Column (from 0) of a place such as `BC12`.
fn column_of(place: &str) -> Option<u32> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let mut column = 0_u32;
    for letter in letters {
        let value = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        column = column.checked_mul(26)?.checked_add(value)?;
    }
    column.checked_sub(1)
}

/// A page header without its codes: `&C&"Arial,Bold"Trang &P` → `Trang`.
fn without_codes(text: &str) -> String {
    let mut words = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character != '&' {
            words.push(character);
            continue;
        }
        match characters.next() {
            Some('&') => words.push('&'),
            Some('"') => {
                characters.by_ref().find(|c| *c == '"');
            }
            Some('K') => characters.by_ref().take(6).for_each(drop),
            Some(digit) if digit.is_ascii_digit() => {
                while characters.peek().is_some_and(char::is_ascii_digit) {
                    characters.next();
                }
            }
            Some('L' | 'C' | 'R') => words.push(' '),
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_codes() {
        assert_eq!(column_of("A1"), Some(0));
        assert_eq!(column_of("BC12"), Some(54));
        assert_eq!(column_of("12"), None);
        let code = "&C&\"Arial,Bold\"&12Biểu 1&RTrang &P/&N";
        assert_eq!(fold_text(&without_codes(code)), "Biểu 1 Trang /");
    }
}
