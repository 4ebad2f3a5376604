//! Items of tables: sections from group rows, indicators, tasks.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{
    Block, BlockKind, Cell, Id, Indicator, Provenance, Responsibility, SectionKind, TableRow,
    Target, Task, Usage,
};
use crate::read::document::{RawCell, RawRow};
use crate::read::value::{indicator_direction, indicator_kind, read_deadline, read_target};
use crate::vietnamese::fold;

use super::appendix::Appendix;
use super::columns::{self, Column, Header};
use super::context::Context;
use super::manifest::{ColumnRule, ManifestFile};
use super::mark::{self, MarkKind};
use super::outline::{self, Entry, EntryKind};
use super::prose::Role;
use super::stitch::{Part, Row, TablePart};

/// Reads every table of the document.
pub(super) fn read(
    parts: &[Part],
    roles: &[Role],
    manifest: &ManifestFile<'_>,
    column_rules: &[ColumnRule],
    blocks: &mut [Block],
    context: &mut Context<'_>,
) {
    for (at, part) in parts.iter().enumerate() {
        let Part::Table(table) = part else { continue };
        let appendix = Appendix::before(parts, roles, at, table);
        let header =
            table.header.as_ref().filter(|header| header.has_indicators() || header.has_tasks());
        blocks[at].kind = if let Some(header) = header {
            note_extra_columns(table, header, column_rules, context);
            blocks[at].usage = if header.has_indicators() { Usage::Indicator } else { Usage::Task };
            TableReader { table, header, appendix, context }.read()
        } else {
            if !check_unrecognised(table, manifest, context) {
                blocks[at].usage = Usage::Unused;
            }
            plain_table(table, context)
        };
    }
}

/// A table that looks like work but whose columns are not understood must not vanish quietly.
fn check_unrecognised(
    table: &TablePart,
    manifest: &ManifestFile<'_>,
    context: &mut Context<'_>,
) -> bool {
    let rows: Vec<RawRow> = table
        .rows
        .iter()
        .take(3)
        .map(|row| RawRow { cells: row.cells.clone(), line: row.lines[0] })
        .collect();
    let words = rows.first().map_or(String::new(), |row| {
        row.cells
            .iter()
            .map(|cell| cell.text.as_str())
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" | ")
    });
    let is_shown =
        manifest.written.show_tables.iter().any(|shown| fold(&words).contains(&fold(shown)));
    if table.header.is_some() || is_shown || rows.len() < 2 || !columns::looks_like_work(&rows) {
        return true;
    }
    let place = cell_place(table, &rows[0].cells, rows[0].line, 0, context);
    context.diagnostics.push(
        Diagnostic::new(Code::TableUnrecognised, place, format!("không hiểu các cột của bảng: «{}»", shorten(&words)))
            .allowed("bảng có cột tên nhiệm vụ hoặc tên chỉ tiêu và ít nhất một cột: cơ quan chủ trì, phối hợp, thời hạn, sản phẩm, mục tiêu của một năm")
            .suggestion("khai báo nghĩa của cột bằng `[[column]]`, hoặc thêm chữ đầu bảng vào `show_tables` trong plan.toml nếu bảng chỉ để đọc")
            .item(&context.plan.id),
    );
    false
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
        provenance: row_provenance(row, table, context),
    });
    BlockKind::Table { header, rows: rows.collect() }
}

fn row_provenance(row: &Row, table: &TablePart, context: &Context<'_>) -> Provenance {
    let first = row.lines.iter().copied().min().unwrap_or(1);
    let last = row.lines.iter().copied().max().unwrap_or(first);
    Provenance {
        file: context.file.clone(),
        line_first: first,
        line_last: last,
        sheet: table.sheet.clone(),
    }
}

fn note_extra_columns(
    table: &TablePart,
    header: &Header,
    column_rules: &[ColumnRule],
    context: &mut Context<'_>,
) {
    for (at, column) in header.columns.iter().enumerate() {
        let title = &header.titles[at];
        let is_declared = column_rules.iter().any(|rule| fold(&rule.heading) == fold(title));
        if *column != Column::Extra || title.is_empty() || is_declared {
            continue;
        }
        let line = table.header_lines.iter().copied().min().unwrap_or(1);
        let place = cell_place(table, &header.cells, line, at, context);
        context.diagnostics.push(
            Diagnostic::new(Code::ColumnExtra, place, format!("cột `{title}` được giữ làm thông tin thêm và được công bố"))
                .suggestion("nếu cột có nghĩa khác hoặc không được công bố, khai báo `[[column]]` trong plan.toml")
                .item(&context.plan.id),
        );
    }
}

/// The place of cell `column` of the row `cells` on `line`.
pub(super) fn cell_place(
    table: &TablePart,
    cells: &[RawCell],
    line: u32,
    column: usize,
    context: &Context<'_>,
) -> Place {
    let file = context.file.clone();
    let position = cells.get(column).and_then(|cell| cell.position.clone());
    match (&table.sheet, position) {
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
}

impl TableReader<'_, '_> {
    fn read(mut self) -> BlockKind {
        let entries = outline::outline(self.table, self.header);
        let keys = section_keys(&entries);
        let mut sections: Vec<Option<Id>> = vec![None; entries.len()];
        let mut rows = Vec::with_capacity(entries.len());
        for (at, entry) in entries.iter().enumerate() {
            let provenance = row_provenance(&entry.row, self.table, self.context);
            let mut row = TableRow {
                cells: self.shown_cells(&entry.row),
                item: None,
                section: None,
                provenance: provenance.clone(),
            };
            match entry.kind {
                EntryKind::Group => {
                    let id = self.group(entry, &keys[at], provenance);
                    sections[at] = Some(id.clone());
                    row.section = Some(id);
                }
                EntryKind::Item => {
                    let parent =
                        entry.parent.filter(|parent| entries[*parent].kind == EntryKind::Group);
                    let (section, key) = match parent {
                        Some(parent) => (sections[parent].clone(), keys[parent].clone()),
                        None => (None, slug_mark(&self.appendix.mark)),
                    };
                    let section = section.unwrap_or_else(|| self.appendix_section());
                    self.note_joins(&entry.row);
                    row.item = Some(if self.header.has_indicators() {
                        self.indicator(entry, section, provenance)
                    } else {
                        self.task(entry, section, &key, provenance)
                    });
                }
                EntryKind::Remark => {}
                EntryKind::Unaccounted => self.unaccounted(&entry.row),
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

    fn group(&mut self, entry: &Entry, key: &str, provenance: Provenance) -> Id {
        let name = self.text(&entry.row, &Column::Name).to_owned();
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

    fn indicator(&mut self, entry: &Entry, section: Id, provenance: Provenance) -> Id {
        let row = &entry.row;
        let place = self.place(row, &Column::Name);
        let name = self.text(row, &Column::Name).to_owned();
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
            if !text.is_empty() {
                let place = cell_place(self.table, &row.cells, row.lines[0], at, self.context);
                targets.push(read_target(text, due, &unit, &place, self.context.diagnostics));
            }
        }
        let (reference_text, references) = self.references(row, &id);
        let kind = indicator_kind(&name, &unit, &targets);
        let indicator = Indicator {
            id: id.clone(),
            plan: self.context.plan.id.clone(),
            section,
            number,
            display_name: self.context.corrected(&name),
            direction: indicator_direction(&name, kind, &targets),
            kind,
            quote: name.clone(),
            name,
            unit,
            lead,
            targets,
            reference_text,
            references,
            extra: self.extra(row),
            footnotes: row.cells.iter().flat_map(|cell| cell.calls.clone()).collect(),
            provenance,
        };
        self.context.plan.indicators.push(indicator);
        id
    }

    fn task(&mut self, entry: &Entry, section: Id, key: &str, provenance: Provenance) -> Id {
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
        let name = self.text(row, &Column::Name).to_owned();
        let name = match (&self.header.mark_column(), mark::split(&name)) {
            (None, Some((_, rest))) if entry.mark.is_some() => rest.to_owned(),
            _ => name,
        };
        let (lead_place, helper_place) =
            (self.place(row, &Column::Lead), self.place(row, &Column::Coordinating));
        let (lead, coordinating) = self.context.assignment(
            (self.text(row, &Column::Lead), &lead_place),
            (self.text(row, &Column::Coordinating), &helper_place),
            &id,
        );
        self.context.check_lead(&lead, &place, &id);
        let deadline_place = self.place(row, &Column::Deadline);
        let deadline_text = self.text(row, &Column::Deadline).to_owned();
        let deadline = read_deadline(&deadline_text, &deadline_place, self.context.diagnostics);
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

    fn text<'r>(&self, row: &'r Row, column: &Column) -> &'r str {
        self.header.position(column).map_or("", |at| row.cells[at].text.as_str())
    }

    fn place(&self, row: &Row, column: &Column) -> Place {
        cell_place(
            self.table,
            &row.cells,
            row.lines[0],
            self.header.position(column).unwrap_or(0),
            self.context,
        )
    }

    fn responsibility(&mut self, row: &Row, column: &Column, item: &Id) -> Responsibility {
        let text = self.text(row, column).to_owned();
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
                **column == Column::Extra && !cell.text.is_empty() && !title.is_empty()
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

    fn note_joins(&mut self, row: &Row) {
        for &at in &row.joined {
            let line = row.lines.last().copied().unwrap_or(1);
            let place = cell_place(self.table, &row.cells, line, at, self.context);
            let title = &self.header.titles[at];
            let message = format!(
                "ô `{title}` bị ngắt giữa hai trang, đã nối thành «{}»",
                shorten(&row.cells[at].text)
            );
            self.context.diagnostics.push(
                Diagnostic::new(Code::CellJoined, place, message).item(&self.context.plan.id),
            );
        }
    }

    fn unaccounted(&mut self, row: &Row) {
        let words: Vec<&str> = row
            .cells
            .iter()
            .map(|cell| cell.text.as_str())
            .filter(|text| !text.is_empty())
            .collect();
        let place = cell_place(self.table, &row.cells, row.lines[0], 0, self.context);
        self.context.diagnostics.push(
            Diagnostic::new(
                Code::RowUnaccounted,
                place,
                format!("không biết dòng bảng này là nhóm, nhiệm vụ hay phần tiếp của dòng trên: «{}»", shorten(&words.join(" | "))),
            )
            .allowed("dòng nhóm (chỉ có số La Mã, chữ cái hoặc tên nhóm), dòng nhiệm vụ (có tên và cơ quan chủ trì hoặc thời hạn), phần tiếp (ô số thứ tự để trống)")
            .item(&self.context.plan.id),
        );
    }
}

/// At most 80 characters for a message.
fn shorten(text: &str) -> String {
    let text = text.replace('\n', " ");
    match text.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
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
    for entry in entries {
        let own = match &entry.mark {
            Some(mark) => slug_mark(&mark.text),
            None if entry.kind == EntryKind::Group => {
                unmarked += 1;
                format!("nhom-{unmarked}")
            }
            None => String::new(),
        };
        let above = entry
            .parent
            .filter(|parent| entries[*parent].kind == EntryKind::Group)
            .map(|parent| &keys[parent]);
        let parent_mark = entry
            .parent
            .and_then(|parent| entries[parent].mark.as_ref())
            .map_or("", |m| m.text.as_str());
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
