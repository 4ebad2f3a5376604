//! Items of tables: sections from group rows, indicators, tasks.

use crate::diagnostic::Place;
use crate::model::{
    Block, BlockKind, Cell, Id, Indicator, Provenance, Responsibility, SectionKind, TableRow,
    Target, Task, Usage,
};
use crate::read::document::RawCell;
use crate::read::value::{cap_bare_targets, indicator_direction, indicator_kind, read_target};

use super::appendix::Appendix;
use super::columns::{Column, Header};
use super::context::Context;
use super::due;
use super::manifest::ManifestFile;
use super::mark::{self, MarkKind};
use super::matrix;
use super::outline::{self, Entry, EntryKind};
use super::prose::Role;
use super::stitch::{Part, Row, TablePart};
use super::told;

/// Reads every table of the document.
pub(super) fn read(
    parts: &[Part],
    roles: &[Role],
    manifest: &ManifestFile<'_>,
    blocks: &mut [Block],
    context: &mut Context<'_>,
) {
    for (at, part) in parts.iter().enumerate() {
        let Part::Table(table) = part else { continue };
        let appendix = Appendix::before(parts, roles, at, table);
        let is_shown = told::is_only_shown(table, manifest);
        let is_work =
            |header: &&Header| !is_shown && (header.has_indicators() || header.has_tasks());
        blocks[at].kind = if let Some(header) = table.header.as_ref().filter(is_work) {
            told::columns(table, header, context);
            blocks[at].usage = if header.has_indicators() { Usage::Indicator } else { Usage::Task };
            TableReader { table, header, appendix, context, groups: Vec::new() }.read()
        } else {
            if !is_shown && told::is_lost(table, context) {
                blocks[at].usage = Usage::Unused;
            }
            plain_table(table, context)
        };
    }
}

/// A table that assigns nothing is shown as it is.
fn plain_table(table: &TablePart, context: &Context<'_>) -> BlockKind {
    let header = table.header.as_ref().map(|header| header.shown.clone()).unwrap_or_default();
    let rows = table.rows.iter().map(|row| TableRow {
        cells: row
            .cells
            .iter()
            .map(|cell| Cell { text: cell.text.clone(), footnotes: cell.calls.clone() })
            .collect(),
        item: None,
        section: None,
        provenance: row_provenance(row, context),
    });
    BlockKind::Table { header, rows: rows.collect() }
}

fn row_provenance(row: &Row, context: &Context<'_>) -> Provenance {
    let first = row.lines.iter().copied().min().unwrap_or(1);
    let last = row.lines.iter().copied().max().unwrap_or(first);
    Provenance {
        file: context.file.clone(),
        line_first: first,
        line_last: last,
        sheet: row.sheet.clone(),
    }
}

/// The place of cell `column` of a row.
pub(super) fn cell_place(row: &Row, column: usize, context: &Context<'_>) -> Place {
    place_of(row.sheet.as_deref(), &row.cells, row.lines[0], column, context)
}

/// The place of cell `column` of the row `cells` on `line` of a sheet or of the document.
pub(super) fn place_of(
    sheet: Option<&str>,
    cells: &[RawCell],
    line: u32,
    column: usize,
    context: &Context<'_>,
) -> Place {
    let file = context.file.clone();
    let position = cells.get(column).and_then(|cell| cell.position.clone());
    match (sheet, position) {
        (Some(sheet), _) => {
            Place::cell(file, sheet, line, u32::try_from(column).unwrap_or(u32::MAX - 1) + 1)
        }
        (None, Some(position)) => Place { file, position },
        (None, None) => Place::line(file, line),
    }
}

struct TableReader<'a, 'b> {
    table: &'a TablePart,
    header: &'a Header,
    appendix: Appendix,
    context: &'a mut Context<'b>,
    /// Names met in the column of groups; the last one holds for merged cells below it.
    groups: Vec<String>,
}

impl TableReader<'_, '_> {
    fn read(mut self) -> BlockKind {
        let entries = outline::outline(self.table, self.header);
        let keys = section_keys(&entries);
        let mut sections: Vec<Option<Id>> = vec![None; entries.len()];
        let mut rows = Vec::with_capacity(entries.len());
        for (at, entry) in entries.iter().enumerate() {
            let provenance = row_provenance(&entry.row, self.context);
            let mut row = TableRow {
                cells: self.shown_cells(&entry.row),
                item: None,
                section: None,
                provenance: provenance.clone(),
            };
            match entry.kind {
                EntryKind::Item | EntryKind::Again if self.name(entry).is_empty() => {
                    told::nameless(&entry.row, self.context);
                }
                EntryKind::Group => {
                    told::appended(&entry.row, self.context);
                    let id = self.group(entry, &keys[at], provenance);
                    sections[at] = Some(id.clone());
                    row.section = Some(id);
                }
                EntryKind::Item | EntryKind::Again => {
                    let (section, key) = match outline::group_of(&entries, at) {
                        Some(parent) => (sections[parent].clone(), keys[parent].clone()),
                        None => match self.column_group(&entry.row, &provenance) {
                            Some((section, key)) => (Some(section), key),
                            None => (None, slug_mark(&self.appendix.mark)),
                        },
                    };
                    let section = section.unwrap_or_else(|| self.appendix_section());
                    told::joins(&entry.row, self.header, self.context);
                    told::appended(&entry.row, self.context);
                    if entry.kind == EntryKind::Again {
                        told::again(&entry.row, self.context);
                    }
                    row.item = Some(if self.header.has_indicators() {
                        let due = due::of_target(
                            &entries,
                            at,
                            self.table,
                            &self.appendix.title,
                            self.context,
                        );
                        self.indicator(entry, section, due.as_deref(), provenance)
                    } else {
                        let due = due::of_work(&entries, at, self.header);
                        self.task(entry, section, &key, due, provenance)
                    });
                }
                EntryKind::Remark => told::remark(&entry.row, self.context),
                EntryKind::Unaccounted => told::unaccounted(&entry.row, self.context),
            }
            rows.push(row);
        }
        let shown = self.header.shown.iter().zip(&self.header.columns);
        let header = shown
            .filter(|(_, column)| **column != Column::Excluded)
            .map(|(title, _)| title.clone());
        BlockKind::Table { header: header.collect(), rows }
    }

    fn kind(&self) -> SectionKind {
        if self.header.has_indicators() { SectionKind::Indicators } else { SectionKind::Tasks }
    }

    fn appendix_section(&mut self) -> Id {
        let mark = self.appendix.mark.clone();
        let title = self.appendix.title.clone();
        let line = self.table.header_lines.iter().copied().min().unwrap_or(1);
        let provenance = Provenance {
            file: self.context.file.clone(),
            line_first: line,
            line_last: line,
            sheet: self.table.sheet.clone(),
        };
        let kind = self.kind();
        self.context.section(&slug_mark(&mark), &mark, &title, kind, provenance)
    }

    /// The section of a row whose group stands in a column of its own, with the key for ids.
    fn column_group(&mut self, row: &Row, provenance: &Provenance) -> Option<(Id, String)> {
        let text = self.text(row, &Column::Group).to_owned();
        if !text.is_empty() && self.groups.last() != Some(&text) {
            self.groups.retain(|group| *group != text);
            self.groups.push(text);
        }
        let text = self.groups.last()?.clone();
        let (mark, title) = match mark::split(&text) {
            Some((mark, title)) => (mark.text, title.to_owned()),
            None => (String::new(), text),
        };
        let key = slug_mark(if mark.is_empty() { &title } else { &mark });
        let kind = self.kind();
        let id = self.context.section(&key, &mark, &title, kind, provenance.clone());
        Some((id, key))
    }

    fn group(&mut self, entry: &Entry, key: &str, provenance: Provenance) -> Id {
        let name = self.name(entry);
        let title = if name.is_empty() {
            entry
                .row
                .cells
                .iter()
                .map(|cell| cell.text.as_str())
                .find(|text| !text.is_empty())
                .unwrap_or("")
                .to_owned()
        } else {
            name
        };
        let mark = entry.mark.as_ref().map_or("", |mark| mark.text.as_str()).to_owned();
        let kind = self.kind();
        self.context.section(key, &mark, &title, kind, provenance)
    }

    /// The name of an entry without its mark.
    fn name(&self, entry: &Entry) -> String {
        entry.name.clone().unwrap_or_else(|| self.text(&entry.row, &Column::Name).to_owned())
    }

    fn indicator(
        &mut self,
        entry: &Entry,
        section: Id,
        due_above: Option<&str>,
        provenance: Provenance,
    ) -> Id {
        let row = &entry.row;
        let place = self.place(row, &Column::Name);
        let name = self.name(entry);
        let number = entry.mark.as_ref().map_or(String::new(), |mark| mark.text.clone());
        let count = self.context.plan.indicators.len() + 1;
        let id = self.context.indicator_id(
            if number.is_empty() { count.to_string() } else { number.clone() }.as_str(),
        );
        let unit = self.text(row, &Column::Unit).to_owned();
        let lead = self.responsibility(row, &Column::Lead, &id);
        self.context.check_lead(&lead, &place, &id);
        let mut targets: Vec<Target> = Vec::new();
        for (at, column) in self.header.columns.iter().enumerate() {
            let Column::Target(due) = column else { continue };
            let text = &row.cells[at].text;
            let due = if due.is_empty() { due_above } else { Some(due.as_str()) };
            if text.is_empty() {
                continue;
            }
            let place = cell_place(row, at, self.context);
            match due {
                Some(due) => {
                    targets.push(read_target(text, due, &unit, &place, self.context.diagnostics));
                }
                None => told::undated(text, &self.header.titles[at], place, &id, self.context),
            }
        }
        let mut extra = self.extra(row);
        if due_above.is_none() {
            extra.extend(self.undated(row));
        }
        let (reference_text, references) = self.references(row, &id);
        let kind = indicator_kind(&name, &unit, &targets);
        let direction = indicator_direction(&name, kind, &targets);
        cap_bare_targets(kind, direction, &mut targets);
        let indicator = Indicator {
            id: id.clone(),
            plan: self.context.plan.id.clone(),
            section,
            number,
            display_name: self.context.corrected(&name),
            direction,
            kind,
            quote: name.clone(),
            name,
            unit,
            lead,
            targets,
            reference_text,
            references,
            extra,
            footnotes: row.cells.iter().flat_map(|cell| cell.calls.clone()).collect(),
            provenance,
        };
        self.context.plan.indicators.push(indicator);
        id
    }

    fn task(
        &mut self,
        entry: &Entry,
        section: Id,
        key: &str,
        of_group: Option<String>,
        provenance: Provenance,
    ) -> Id {
        let row = &entry.row;
        let ordinal = self.context.ordinal(&section);
        let number = entry
            .mark
            .as_ref()
            .filter(|m| m.kind != MarkKind::Bullet)
            .map_or("", |m| m.text.as_str())
            .to_owned();
        let id = self.context.task_id(key, &number, ordinal);
        let place = self.place(row, &Column::Name);
        let name = self.name(entry);
        let (lead_place, helper_place) =
            (self.place(row, &Column::Lead), self.place(row, &Column::Coordinating));
        let (ticked, helping) = matrix::named(row, self.header);
        let lead_text = joined(self.lined(row, &Column::Lead), &ticked);
        let helper_text = joined(self.lined(row, &Column::Coordinating), &helping);
        let (lead, coordinating) =
            self.context.assignment((&lead_text, &lead_place), (&helper_text, &helper_place), &id);
        self.context.check_lead(&lead, &place, &id);
        let deadline_place = self.place(row, &Column::Deadline);
        let deadline_text = match self.text(row, &Column::Deadline) {
            "" => Some(due::scheduled(row, self.header))
                .filter(|years| !years.is_empty())
                .or(of_group),
            printed => Some(printed.to_owned()),
        };
        let deadline_text = deadline_text.unwrap_or_default();
        let deadline = self.context.deadline(&deadline_text, &deadline_place);
        let (reference_text, references) = self.references(row, &id);
        let references_book = &mut self.context.registries.references;
        let mentions =
            references_book.find_mentions(&name, &place, Some(&id), self.context.diagnostics);
        let task = Task {
            id: id.clone(),
            plan: self.context.plan.id.clone(),
            section,
            number,
            ordinal,
            display_name: self.context.corrected(&name),
            name,
            lead,
            coordinating,
            deadline,
            product: self.text(row, &Column::Product).to_owned(),
            reference_text,
            references,
            mentions,
            extra: self.extra(row),
            footnotes: row.cells.iter().flat_map(|cell| cell.calls.clone()).collect(),
            provenance,
        };
        self.context.plan.tasks.push(task);
        id
    }

    /// Values of columns for targets without a year, where nothing says the year.
    fn undated(&self, row: &Row) -> Vec<(String, String)> {
        let columns = self.header.columns.iter().zip(&self.header.shown).zip(&row.cells);
        let undated = columns.filter(|((column, _), cell)| {
            matches!(column, Column::Target(due) if due.is_empty()) && !cell.text.is_empty()
        });
        undated.map(|((_, title), cell)| (title.clone(), cell.text.clone())).collect()
    }

    fn text<'r>(&self, row: &'r Row, column: &Column) -> &'r str {
        self.header.position(column).map_or("", |at| row.cells[at].text.as_str())
    }

    /// The words of a cell with its line breaks, which part agencies.
    fn lined<'r>(&self, row: &'r Row, column: &Column) -> &'r str {
        self.header.position(column).map_or("", |at| row.cells[at].lined())
    }

    fn place(&self, row: &Row, column: &Column) -> Place {
        cell_place(row, self.header.position(column).unwrap_or(0), self.context)
    }

    fn responsibility(&mut self, row: &Row, column: &Column, item: &Id) -> Responsibility {
        let text = self.lined(row, column).to_owned();
        if text.is_empty() {
            return Responsibility::default();
        }
        let place = self.place(row, column);
        self.context.responsibility(&text, &place, item)
    }

    fn references(&mut self, row: &Row, item: &Id) -> (String, Vec<crate::model::Citation>) {
        let text = self.text(row, &Column::Reference).to_owned();
        let place = self.place(row, &Column::Reference);
        let cited = self.context.registries.references.read_list(
            &text,
            &place,
            item,
            self.context.diagnostics,
        );
        (text, cited)
    }

    fn extra(&self, row: &Row) -> Vec<(String, String)> {
        let columns = self.header.columns.iter().zip(&self.header.shown).zip(&row.cells);
        columns
            .filter(|((column, title), cell)| {
                matches!(column, Column::Extra | Column::Schedule(_))
                    && !cell.text.is_empty()
                    && !title.is_empty()
            })
            .map(|((_, title), cell)| (title.clone(), cell.text.clone()))
            .collect()
    }

    fn shown_cells(&self, row: &Row) -> Vec<Cell> {
        let cells = row.cells.iter().zip(&self.header.columns);
        cells
            .filter(|(_, column)| **column != Column::Excluded)
            .map(|(cell, _)| Cell { text: cell.text.clone(), footnotes: cell.calls.clone() })
            .collect()
    }
}

/// Two lists of agencies as one.
fn joined(one: &str, other: &str) -> String {
    match (one.is_empty(), other.is_empty()) {
        (_, true) => one.to_owned(),
        (true, _) => other.to_owned(),
        _ => format!("{one}; {other}"),
    }
}

/// The part of an id a printed mark gives.
fn slug_mark(mark: &str) -> String {
    Id::slug(mark).as_str().to_owned()
}

/// Keys of group rows for ids: the marks from the outermost group down. Groups without a mark are counted.
fn section_keys(entries: &[Entry]) -> Vec<String> {
    let mut keys: Vec<String> = Vec::with_capacity(entries.len());
    let mut unmarked = 0;
    for (at, entry) in entries.iter().enumerate() {
        let own = match &entry.mark {
            Some(mark) => slug_mark(&mark.text),
            None if entry.kind == EntryKind::Group => {
                unmarked += 1;
                format!("nhom-{unmarked}")
            }
            None => String::new(),
        };
        let group = outline::group_of(entries, at);
        let above = group.map(|group| &keys[group]);
        let parent_mark =
            group.and_then(|group| entries[group].mark.as_ref()).map_or("", |m| m.text.as_str());
        let includes = entry
            .mark
            .as_ref()
            .is_some_and(|mark| mark.text.starts_with(&format!("{parent_mark}.")));
        keys.push(match above {
            Some(above) if !includes || parent_mark.is_empty() => format!("{above}-{own}"),
            Some(above) => above
                .strip_suffix(&slug_mark(parent_mark))
                .map_or(own.clone(), |head| format!("{head}{own}")),
            None => own,
        });
    }
    keys
}
