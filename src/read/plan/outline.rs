//! The rows of a table as a tree: groups, items under them, and what children inherit.

use crate::read::document::{Merged, RawCell};

use super::columns::{Column, Header};
use super::mark::{self, Mark, MarkKind};
use super::stitch::{Row, TablePart};

/// A row and its place in the tree.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The row, with inherited values filled in for items.
    pub(super) row: Row,
    /// Its enumerator, if it has one.
    pub(super) mark: Option<Mark>,
    /// Index of the group it stands in.
    pub(super) parent: Option<usize>,
    /// What it is.
    pub(super) kind: EntryKind,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryKind {
    /// Has rows under it and is no work itself.
    Group,
    /// A task or an indicator.
    Item,
    /// A remark below or between the items.
    Remark,
    /// Not understood.
    Unaccounted,
}

/// Values a group may state once for all its children.
const INHERITED: [Column; 4] =
    [Column::Lead, Column::Coordinating, Column::Deadline, Column::Product];

/// Builds the tree of a table with a recognised header.
pub(super) fn outline(table: &TablePart, header: &Header) -> Vec<Entry> {
    let mut entries = Builder { header, entries: Vec::new(), open: Vec::new() };
    for row in &table.rows {
        entries.add(row);
    }
    let mut entries = entries.entries;
    decide(&mut entries, header);
    inherit(&mut entries, header);
    entries
}

struct Builder<'a> {
    header: &'a Header,
    entries: Vec<Entry>,
    /// Rows that later rows may stand under, outermost first.
    open: Vec<(MarkKind, usize)>,
}

impl Builder<'_> {
    fn add(&mut self, row: &Row) {
        let mut row = row.clone();
        self.fill_merged(&mut row);
        let text = |column: &Column| {
            self.header.position(column).map_or("", |at| row.cells[at].text.as_str())
        };
        let mark_text = self.header.mark_column().map_or("", |at| row.cells[at].text.as_str());
        let name = text(&Column::Name).to_owned();
        let is_assigned = is_assigned(&row, self.header);
        let name_is_merged = self.is_merged(&row, &Column::Name);

        let mark = match mark::cell(mark_text) {
            Some(mark) => Some(self.settle(mark)),
            None if mark_text.is_empty() => {
                mark::split(&name).map(|(mark, _)| mark).filter(|m| self.is_inline(m))
            }
            None => {
                // Words where a number belongs: a heading over all columns, or a remark.
                let is_alone = row.cells.iter().filter(|cell| !cell.text.is_empty()).count() == 1;
                let kind = if is_alone { EntryKind::Group } else { EntryKind::Unaccounted };
                self.push(Entry { row, mark: None, parent: None, kind });
                self.open.clear();
                return;
            }
        };
        let Some(mark) = mark else {
            self.add_unmarked(row, &name, is_assigned, name_is_merged);
            return;
        };
        let parent = self.parent_of(&mark);
        let at = self.push(Entry { row, mark: Some(mark.clone()), parent, kind: EntryKind::Item });
        self.open.push((mark.kind, at));
    }

    fn add_unmarked(&mut self, row: Row, name: &str, is_assigned: bool, name_is_merged: bool) {
        let has_marks = self.header.mark_column().is_some();
        let begins_low =
            name.chars().next().is_some_and(|c| c.is_lowercase() || "-–+•".contains(c));
        let goes_on =
            name.is_empty() || name_is_merged || (has_marks && !is_assigned && begins_low);
        if goes_on && !self.entries.is_empty() {
            let last = self.entries.len() - 1;
            append_row(&mut self.entries[last].row, row);
        } else if is_assigned || !has_marks {
            let parent =
                self.open.iter().rev().find(|open| is_group_mark(open.0)).map(|open| open.1);
            self.push(Entry { row, mark: None, parent, kind: EntryKind::Item });
        } else if name.is_empty() {
            self.push(Entry { row, mark: None, parent: None, kind: EntryKind::Unaccounted });
        } else {
            self.open.retain(|open| is_group_mark(open.0));
            let parent = self.open.last().map(|open| open.1);
            let at = self.push(Entry { row, mark: None, parent, kind: EntryKind::Group });
            self.open.push((MarkKind::Arabic(0), at));
        }
    }

    fn push(&mut self, entry: Entry) -> usize {
        self.entries.push(entry);
        self.entries.len() - 1
    }

    /// A value merged over several rows belongs to each of them.
    fn fill_merged(&self, row: &mut Row) {
        let Some(last) = self.entries.last() else { return };
        for (at, cell) in row.cells.iter_mut().enumerate() {
            let is_shared = INHERITED.contains(&self.header.columns[at])
                || self.header.columns[at] == Column::Reference;
            if cell.merged == Some(Merged::Above) && is_shared {
                cell.text.clone_from(&last.row.cells[at].text);
            }
        }
    }

    fn is_merged(&self, row: &Row, column: &Column) -> bool {
        self.header.position(column).is_some_and(|at| row.cells[at].merged == Some(Merged::Above))
    }

    /// Without a number column the mark stands at the beginning of the name.
    fn is_inline(&self, mark: &Mark) -> bool {
        self.header.mark_column().is_none() && mark.kind != MarkKind::Bullet
    }

    /// C after B is a letter; C after XCIX would be a Roman number.
    fn settle(&self, mut mark: Mark) -> Mark {
        let follows = self.open.iter().filter(|open| open.0 == MarkKind::Capital).any(|open| {
            let earlier = self.entries[open.1].mark.as_ref();
            earlier.is_some_and(|earlier| mark::continues_letters(&earlier.text, &mark.text))
        });
        if mark.kind == MarkKind::Roman && follows {
            mark.kind = MarkKind::Capital;
        }
        mark
    }

    /// Closes what `mark` does not stand under and returns the row it stands under.
    fn parent_of(&mut self, mark: &Mark) -> Option<usize> {
        if let Some(at) = self.open.iter().position(|open| open.0 == mark.kind) {
            self.open.truncate(at);
        } else {
            while self.open.last().is_some_and(|open| rank(open.0) > rank(mark.kind)) {
                self.open.pop();
            }
        }
        if let MarkKind::Arabic(parts) = mark.kind {
            // 2.1 stands under 2, never under 1.
            while let Some((MarkKind::Arabic(above), at)) = self.open.last().copied() {
                let prefix = self.entries[at].mark.as_ref().map_or("", |m| m.text.as_str());
                if above == 0 || (above < parts && mark.text.starts_with(&format!("{prefix}."))) {
                    break;
                }
                self.open.pop();
            }
        }
        self.open.last().map(|open| open.1)
    }
}

/// Nesting of marks that were not met before in a table.
fn rank(kind: MarkKind) -> usize {
    match kind {
        MarkKind::Capital | MarkKind::Roman => 0,
        MarkKind::Arabic(parts) => 1 + parts,
        MarkKind::Letter => 20,
        MarkKind::Parenthesis => 21,
        MarkKind::Bullet => 22,
    }
}

fn is_group_mark(kind: MarkKind) -> bool {
    rank(kind) <= 1
}

/// Whether a row states anything that only work or indicators have.
fn is_assigned(row: &Row, header: &Header) -> bool {
    row.cells.iter().zip(&header.columns).any(|(cell, column)| {
        let assigns = matches!(
            column,
            Column::Lead
                | Column::Coordinating
                | Column::Deadline
                | Column::Product
                | Column::Unit
                | Column::Target(_)
        );
        assigns && !cell.text.is_empty()
    })
}

fn append_row(row: &mut Row, more: Row) {
    row.lines.extend(more.lines);
    for (cell, rest) in row.cells.iter_mut().zip(more.cells) {
        if rest.merged.is_none() && !rest.text.is_empty() {
            let gap = if rest.text.starts_with(['-', '–', '+', '•']) { "\n" } else { " " };
            if !cell.text.is_empty() {
                cell.text.push_str(gap);
            }
            cell.text.push_str(&rest.text);
        }
    }
}

/// A group has rows under it and is no work itself: it names nobody, or those under it name nobody of their own.
fn decide(entries: &mut [Entry], header: &Header) {
    let lead = header.position(&Column::Lead);
    let mut has_children = vec![false; entries.len()];
    let mut shares = vec![false; entries.len()];
    for child in &*entries {
        if let Some(parent) = child.parent {
            has_children[parent] = true;
            shares[parent] |= lead.is_none_or(|at| child.row.cells[at].text.is_empty());
        }
    }
    for at in 0..entries.len() {
        let (has_children, shares) = (has_children[at], shares[at]);
        let entry = &entries[at];
        let is_bare = !is_assigned(&entry.row, header);
        let is_heading = entry.mark.as_ref().is_some_and(|mark| is_group_mark(mark.kind));
        let is_group = if has_children { is_bare || shares } else { is_bare && is_heading };
        let is_single = entry.row.cells.iter().filter(|cell| !cell.text.is_empty()).count() == 1;
        let kind = match entry.kind {
            EntryKind::Item if is_group => EntryKind::Group,
            EntryKind::Group
                if !has_children
                    && entry.mark.is_none()
                    && is_single
                    && at + 1 == entries.len() =>
            {
                EntryKind::Remark
            }
            kind => kind,
        };
        entries[at].kind = kind;
    }
}

/// Fills empty cells of items with the value of the nearest group that has one.
fn inherit(entries: &mut [Entry], header: &Header) {
    for at in 0..entries.len() {
        if entries[at].kind != EntryKind::Item {
            continue;
        }
        for position in INHERITED.iter().filter_map(|column| header.position(column)) {
            let mut above = entries[at].parent;
            while let Some(group) =
                above.filter(|_| entries[at].row.cells[position].text.is_empty())
            {
                if entries[group].kind == EntryKind::Group {
                    let cell: RawCell = entries[group].row.cells[position].clone();
                    entries[at].row.cells[position] = cell;
                }
                above = entries[group].parent;
            }
        }
    }
}
