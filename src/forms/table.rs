//! The CSV file in which an agency's accepted rows are kept.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Amendment, Deadline, Id, Period, Site};
use crate::read::document::{Piece, RawDocument};
use crate::read::snapshot::{Field, field};

use super::accepted::{Key, Row};

/// Columns of a new file.
const COLUMNS: &[Field] = &[
    Field::Id,
    Field::Milestone,
    Field::Status,
    Field::CompletedOn,
    Field::Percent,
    Field::Result,
    Field::Product,
    Field::Evidence,
    Field::Difficulties,
    Field::Proposals,
    Field::ExtendedTo,
    Field::Decision,
    Field::Value,
    Field::ValueDate,
    Field::Nature,
    Field::Break,
    Field::Source,
    Field::Note,
];

/// A row that stands in place of another about the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The task or indicator.
    pub item: Id,
    /// Heading, old words and new words of each cell that differs.
    pub changes: Vec<(String, String, String)>,
}

/// The cells in which two rows differ.
fn changes(headings: &[String], old: &[String], new: &[String]) -> Vec<(String, String, String)> {
    let text = |row: &[String], at: usize| row.get(at).cloned().unwrap_or_default();
    let cells = headings.iter().enumerate();
    let cells = cells.map(|(at, heading)| (heading.clone(), text(old, at), text(new, at)));
    cells.filter(|(_, old, new)| old != new).collect()
}

/// A file: lines above the heading, the heading, the rows. What nobody understands stays as it is.
#[derive(Clone, Debug)]
pub(super) struct Table {
    above: Vec<Vec<String>>,
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A file without rows.
    pub(super) fn new() -> Self {
        let headings = COLUMNS.iter().map(|field| field.label().to_owned()).collect();
        Self { above: Vec::new(), headings, rows: Vec::new() }
    }

    /// The file as it stands; nothing when it has no column of ids.
    pub(super) fn existing(document: &RawDocument) -> Option<Self> {
        let Some(Piece::Table(table)) = document.pieces.first() else { return None };
        let mut rows: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect())
            .collect();
        let is_header = |row: &Vec<String>| row.iter().any(|text| field(text) == Some(Field::Id));
        let header = rows.iter().position(is_header)?;
        let mut rest = rows.split_off(header);
        let headings = rest.remove(0);
        Some(Self { above: rows, headings, rows: rest })
    }

    /// Puts `new` into the file, in place of what was there about the same; returns what was replaced.
    pub(super) fn put(&mut self, new: &[&Row], site: &Site, period: Period) -> Vec<Replaced> {
        for (field, _) in new.iter().flat_map(|row| &row.cells) {
            if self.column(*field).is_none() {
                self.headings.push(field.label().to_owned());
            }
        }
        let mut places: BTreeMap<Key, usize> = BTreeMap::new();
        for (at, row) in self.rows.iter().enumerate() {
            places.entry(self.key(row, site, period)).or_insert(at);
        }
        let mut replaced = Vec::new();
        for row in new {
            let at = places.get(&row.key).copied();
            let cells = self.cells(row, at.and_then(|at| self.rows.get(at)));
            match at.and_then(|at| self.rows.get_mut(at)) {
                Some(old) if *old == cells => {}
                Some(old) => {
                    let changes = changes(&self.headings, old, &cells);
                    *old = cells;
                    replaced.push(Replaced { item: row.item.clone(), changes });
                }
                None => {
                    places.insert(row.key.clone(), self.rows.len());
                    self.rows.push(cells);
                }
            }
        }
        replaced
    }

    /// Ids of the items it has rows on.
    pub(super) fn ids(&self) -> BTreeSet<String> {
        self.rows.iter().map(|row| self.text(row, Field::Id).to_lowercase()).collect()
    }

    /// The file, with commas between its cells.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for row in self.above.iter().chain([&self.headings]).chain(&self.rows) {
            // Writing to memory does not fail.
            let _ = writer.write_record(row);
        }
        writer.into_inner().unwrap_or_default()
    }

    fn column(&self, wanted: Field) -> Option<usize> {
        self.headings.iter().position(|heading| field(heading) == Some(wanted))
    }

    fn text<'a>(&self, row: &'a [String], field: Field) -> &'a str {
        self.column(field).and_then(|at| row.get(at)).map_or("", |text| text.trim())
    }

    /// The cells of `row` under the headings of this file; columns nobody understands keep what `old` has.
    fn cells(&self, row: &Row, old: Option<&Vec<String>>) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let cell = |(at, heading): (usize, &String)| {
            let field = field(heading).filter(|field| seen.insert(*field));
            let kept = || old.and_then(|old| old.get(at)).cloned().unwrap_or_default();
            match field {
                Some(field) => row.cells.get(&field).cloned().unwrap_or_default(),
                None => kept(),
            }
        };
        self.headings.iter().enumerate().map(cell).collect()
    }

    fn key(&self, row: &[String], site: &Site, period: Period) -> Key {
        let id = self.text(row, Field::Id).to_lowercase();
        let date = self.text(row, Field::ValueDate);
        let year = period.year() - 1;
        let is_start = date == format!("{year}-12-31") || date == format!("31/12/{year}");
        let part = part(site, &id, self.text(row, Field::Milestone));
        Key { id, part, is_start }
    }
}

/// The dated part of a task that a cell names, by its number or its date.
fn part(site: &Site, id: &str, text: &str) -> Option<u32> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let id = Id::new(id).filter(|_| !text.is_empty())?;
    let task = site.tasks().find(|task| task.id == id)?;
    let is_it = |date: crate::model::Date| {
        crate::vietnamese::date(date) == text || date.to_string() == text
    };
    // The old date or the new one: numbers of parts stay when their dates are moved.
    let moved = site.amendments.iter().filter(|amendment| amendment.item == id);
    let mut deadlines = moved.rev().filter_map(Amendment::new_deadline).chain([&task.deadline]);
    let at = |deadline: &Deadline| {
        deadline.milestones.iter().position(|milestone| is_it(milestone.date))
    };
    let at = deadlines.find_map(at)?;
    u32::try_from(at + 1).ok()
}
