//! The rows of a table as a tree: groups, items under them, and what children inherit.

use crate::read::document::{Merged, RawCell};
use crate::read::registry::is_same_as_above;

use super::columns::{Column, Header};
use super::mark::{self, Mark, MarkKind};
use super::rows::{
    alone, begins_anew, begins_low, continues_name, is_assigned, is_cut, is_merged_across, is_note,
    is_signature, is_total,
};
use super::stitch::{Row, TablePart};

/// A row and its place in the tree.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The row, with inherited values filled in for items.
    pub(super) row: Row,
    /// Its enumerator, if it has one.
    pub(super) mark: Option<Mark>,
    /// Index of the row it stands under.
    pub(super) parent: Option<usize>,
    /// What it is.
    pub(super) kind: EntryKind,
    /// Its name, where it shares a cell with its number.
    pub(super) name: Option<String>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryKind {
    /// Has rows under it and is no work itself.
    Group,
    /// A task or an indicator.
    Item,
    /// A further assignment under the number and name of the item above.
    Again,
    /// A sum or a remark below or between the items.
    Remark,
    /// Not understood.
    Unaccounted,
}

impl EntryKind {
    /// Whether a task or an indicator is made of it.
    pub(super) fn is_item(self) -> bool {
        matches!(self, Self::Item | Self::Again)
    }
}

/// Values a group may state once for all its children. Its product or target is its own.
const INHERITED: [Column; 3] = [Column::Lead, Column::Coordinating, Column::Deadline];

/// Builds the tree of a table with a recognised header.
pub(super) fn outline(table: &TablePart, header: &Header) -> Vec<Entry> {
    let mut builder = Builder { header, entries: Vec::new(), open: Vec::new() };
    for (at, row) in table.rows.iter().enumerate() {
        builder.add(row, &table.rows[at + 1..]);
    }
    let mut entries = builder.entries;
    decide(&mut entries, header);
    inherit(&mut entries, header);
    entries
}

/// The group row `entry` stands in: the nearest one above it in the tree.
pub(super) fn group_of(entries: &[Entry], at: usize) -> Option<usize> {
    let mut above = entries[at].parent;
    while let Some(parent) = above {
        if entries[parent].kind == EntryKind::Group {
            return Some(parent);
        }
        above = entries[parent].parent;
    }
    None
}

struct Builder<'a> {
    header: &'a Header,
    entries: Vec<Entry>,
    /// Rows that later rows may stand under, outermost first.
    open: Vec<(MarkKind, usize)>,
}

/// The level of group rows that only have a name.
const NAMED: MarkKind = MarkKind::Arabic(0);

impl Builder<'_> {
    fn add(&mut self, row: &Row, below: &[Row]) {
        let mut row = row.clone();
        if row.cells.iter().all(|cell| cell.text.is_empty() && cell.merged != Some(Merged::Above)) {
            if let Some(last) = self.entries.last_mut() {
                last.row.lines.extend(row.lines);
            }
            return;
        }
        if self.add_again(&row) {
            return;
        }
        self.fill_merged(&mut row);
        let mark_at = self.header.mark_column().filter(|at| !row.cells[*at].text.is_empty());
        let mark_at = mark_at.or_else(|| self.header.position(&Column::Number));
        let mark_text = mark_at.map_or("", |at| row.cells[at].text.as_str()).to_owned();
        let name = self.name(&row).to_owned();
        let is_assigned = is_assigned(&row.cells, self.header);
        let mark = match mark::printed(&mark_text) {
            Some(mark) => Some(self.settle(mark)),
            None if mark_text.is_empty() => {
                mark::split(&name).map(|(mark, _)| mark).filter(|mark| self.is_inline(mark, &row))
            }
            None => {
                self.add_words(row, &mark_text, is_assigned);
                return;
            }
        };
        let Some(mark) = mark else {
            self.add_unmarked(row, &name, is_assigned, below);
            return;
        };
        let mark = if is_assigned { mark } else { self.heading_level(mark, &row, below) };
        let name =
            mark::split(&name).filter(|_| mark_text.is_empty()).map(|(_, rest)| rest.to_owned());
        self.push_marked(row, mark, EntryKind::Item, name);
    }

    fn push_marked(&mut self, row: Row, mark: Mark, kind: EntryKind, name: Option<String>) {
        let parent = self.parent_of(&mark);
        let level = mark.kind;
        let at = self.push(Entry { row, mark: Some(mark), parent, kind, name });
        self.open.push((level, at));
    }

    /// A row that only assigns the task above to somebody else.
    fn add_again(&mut self, row: &Row) -> bool {
        let is_hidden = |column: &Column| {
            self.header.position(column).is_none_or(|at| row.cells[at].text.is_empty())
        };
        let Some(last) = self.entries.last().filter(|last| last.kind.is_item()) else {
            return false;
        };
        let has_no_number =
            self.header.mark_column().is_none_or(|at| row.cells[at].text.is_empty());
        if !has_no_number
            || !is_hidden(&Column::Name)
            || self.name(&last.row).is_empty()
            || !begins_anew(&last.row, &row.cells, self.header, false)
        {
            return false;
        }
        let mut entry = Entry { row: row.clone(), kind: EntryKind::Again, ..last.clone() };
        for (at, cell) in entry.row.cells.iter_mut().enumerate() {
            let is_named = matches!(
                self.header.columns[at],
                Column::Number | Column::Code | Column::Name | Column::Unit
            );
            if is_named || cell.merged == Some(Merged::Above) {
                cell.text.clone_from(&last.row.cells[at].text);
                cell.lines.clone_from(&last.row.cells[at].lines);
            }
        }
        self.push(entry);
        true
    }

    /// Words where a number belongs: a heading over all columns, a sum or a remark.
    fn add_words(&mut self, row: Row, words: &str, is_assigned: bool) {
        let is_single = alone(&row.cells).is_some();
        let split = mark::split(words).map(|(mark, rest)| (mark, rest.to_owned()));
        let name_is_free = self.name(&row).is_empty();
        if is_total(words) || is_note(words) || is_signature(words) && !is_assigned {
            let kind = if is_single || is_total(words) {
                EntryKind::Remark
            } else {
                EntryKind::Unaccounted
            };
            self.push(Entry { row, mark: None, parent: None, kind, name: None });
        } else if let Some((mark, rest)) = split.filter(|_| name_is_free) {
            // "I. CẢI CÁCH" in the first cell, or a number and a name that share a cell.
            let mark = self.settle(mark);
            let kind = if is_assigned { EntryKind::Item } else { EntryKind::Group };
            self.push_marked(row, mark, kind, Some(rest));
        } else if is_single {
            self.open.retain(|open| {
                matches!(open.0, MarkKind::Capital | MarkKind::Roman) && !is_upper(words)
            });
            let parent = self.open.last().map(|open| open.1);
            let at =
                self.push(Entry { row, mark: None, parent, kind: EntryKind::Group, name: None });
            self.open.push((NAMED, at));
        } else {
            self.push(Entry {
                row,
                mark: None,
                parent: None,
                kind: EntryKind::Unaccounted,
                name: None,
            });
        }
    }

    fn add_unmarked(&mut self, row: Row, name: &str, is_assigned: bool, below: &[Row]) {
        let has_marks = self.header.mark_column().is_some();
        let is_single = alone(&row.cells).is_some();
        let words = row
            .cells
            .iter()
            .find(|cell| !cell.text.is_empty())
            .map_or("", |cell| cell.text.as_str());
        let is_last = below.len() < 3 && !below.iter().any(|row| is_assigned_row(row, self.header));
        if (is_single || has_marks) && !words.is_empty() && is_total(words)
            || (is_single && is_note(words))
            || (is_last && is_signature(words))
        {
            self.push(Entry { row, mark: None, parent: None, kind: EntryKind::Remark, name: None });
            return;
        }
        let name_is_merged = self.is_merged(&row, &Column::Name);
        let last = self.entries.iter().rposition(|entry| entry.kind != EntryKind::Remark);
        let goes_on = last.is_some_and(|last| {
            name.is_empty()
                || name_is_merged
                || (has_marks && begins_low(name) && !is_assigned)
                || (!is_assigned
                    && has_marks
                    && continues_name(name, &row.cells, &self.entries[last].row, self.header, 0))
                || (has_marks && is_cut(&row.cells, &self.entries[last].row, self.header))
        });
        let is_line = is_single && is_merged_across(&row.cells, self.header);
        match last.filter(|_| goes_on && !is_line) {
            Some(last) => append_row(&mut self.entries[last].row, row),
            None if is_assigned || (!has_marks && !is_line) => {
                let parent = self.open_group();
                self.push(Entry { row, mark: None, parent, kind: EntryKind::Item, name: None });
            }
            None if words.is_empty() || (name.is_empty() && !is_line) => {
                self.push(Entry {
                    row,
                    mark: None,
                    parent: None,
                    kind: EntryKind::Unaccounted,
                    name: None,
                });
            }
            None => {
                let is_upper = is_upper(words);
                self.open.retain(|open| {
                    matches!(open.0, MarkKind::Capital | MarkKind::Roman) && !is_upper
                });
                let parent = self.open.last().map(|open| open.1);
                let at = self.push(Entry {
                    row,
                    mark: None,
                    parent,
                    kind: EntryKind::Group,
                    name: None,
                });
                self.open.push((NAMED, at));
            }
        }
    }

    /// The open row an item without a number stands under: a heading, or a numbered row that assigns nothing.
    fn open_group(&self) -> Option<usize> {
        let is_group = |open: &&(MarkKind, usize)| {
            is_group_mark(open.0) || !is_assigned(&self.entries[open.1].row.cells, self.header)
        };
        self.open.iter().rev().find(is_group).map(|open| open.1)
    }

    /// A plain number before words that assign nothing may head a group whose items are counted from 1 again.
    fn heading_level(&self, mut mark: Mark, row: &Row, below: &[Row]) -> Mark {
        let Some(next) = below.first().filter(|_| mark.kind == MarkKind::Arabic(1)) else {
            return mark;
        };
        let number_at = self.header.mark_column();
        let number = |row: &Row| number_at.and_then(|at| mark::printed(&row.cells.get(at)?.text));
        let restarts = number(next)
            .is_some_and(|next| next.kind == MarkKind::Arabic(1) && next.last_number() == Some(1));
        let is_heading =
            restarts && is_assigned_row(next, self.header) && !self.name(row).is_empty();
        if is_heading {
            mark.kind = NAMED;
        }
        mark
    }

    fn name<'r>(&self, row: &'r Row) -> &'r str {
        self.header.position(&Column::Name).map_or("", |at| row.cells[at].text.as_str())
    }

    fn push(&mut self, entry: Entry) -> usize {
        self.entries.push(entry);
        self.entries.len() - 1
    }

    /// A value merged over several rows belongs to each of them; "nt" stands for the value above.
    fn fill_merged(&self, row: &mut Row) {
        let Some(last) = self.entries.iter().rev().find(|entry| entry.kind != EntryKind::Remark)
        else {
            return;
        };
        // A name merged over rows with numbers of their own is the name of each.
        let has_number = self.header.mark_column().is_some_and(|at| !row.cells[at].text.is_empty());
        for (at, cell) in row.cells.iter_mut().enumerate() {
            let column = &self.header.columns[at];
            let is_shared = !matches!(column, Column::Number | Column::Code | Column::Target(_))
                && (*column != Column::Name || has_number);
            let is_above = matches!(
                column,
                Column::Lead | Column::Coordinating | Column::Deadline | Column::Product
            ) && is_same_as_above(&cell.text);
            if is_shared && cell.merged == Some(Merged::Above) || is_above {
                cell.text.clone_from(&last.row.cells[at].text);
                cell.lines.clone_from(&last.row.cells[at].lines);
            }
        }
    }

    fn is_merged(&self, row: &Row, column: &Column) -> bool {
        self.header.position(column).is_some_and(|at| row.cells[at].merged == Some(Merged::Above))
    }

    /// Without a number column the mark stands at the beginning of the name; so it does in a line over all columns.
    fn is_inline(&self, mark: &Mark, row: &Row) -> bool {
        let has_no_column = self.header.mark_column().is_none();
        mark.kind != MarkKind::Bullet && (has_no_column || alone(&row.cells).is_some())
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

fn is_assigned_row(row: &Row, header: &Header) -> bool {
    is_assigned(&row.cells, header)
}

fn is_upper(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase)
}

/// Adds the words of a row to those of the row it goes on with: whole words on a line of their own.
fn append_row(row: &mut Row, more: Row) {
    row.appended.extend(more.lines.first());
    row.lines.extend(more.lines);
    for (cell, rest) in row.cells.iter_mut().zip(more.cells) {
        if rest.merged.is_none() && !rest.text.is_empty() {
            let gap = if rest.text.starts_with(['-', '–', '+', '•']) { "\n" } else { " " };
            if !cell.text.is_empty() {
                cell.text.push_str(gap);
            }
            cell.text.push_str(&rest.text);
            cell.calls.extend(rest.calls);
        }
    }
}

/// A group has rows under it and is no work itself: it names nobody while those under it do, or those under it name
/// nobody of their own.
fn decide(entries: &mut [Entry], header: &Header) {
    let lead = header.position(&Column::Lead);
    let is_led = |entry: &Entry| lead.is_some_and(|at| !entry.row.cells[at].text.is_empty());
    let has_target = |entry: &Entry| {
        let cells = entry.row.cells.iter().zip(&header.columns);
        cells
            .into_iter()
            .any(|(cell, column)| matches!(column, Column::Target(_)) && !cell.text.is_empty())
    };
    let mut children = vec![(0_usize, 0_usize); entries.len()];
    for child in entries.iter().filter(|child| child.kind != EntryKind::Again) {
        if let Some(parent) = child.parent {
            children[parent].0 += 1;
            children[parent].1 += usize::from(is_led(child));
        }
    }
    for at in 0..entries.len() {
        let (count, assigned) = children[at];
        let entry = &entries[at];
        let is_bare = !is_assigned_row(&entry.row, header);
        let is_heading = entry.mark.as_ref().is_some_and(|mark| is_group_mark(mark.kind));
        let hands_down = if header.has_indicators() {
            !has_target(entry)
        } else {
            lead.is_none() || assigned < count || (!is_led(entry) && assigned > 0)
        };
        let is_group = if count > 0 { is_bare || hands_down } else { is_bare && is_heading };
        let is_remark = entry.kind == EntryKind::Group
            && count == 0
            && entry.mark.is_none()
            && alone(&entry.row.cells).is_some()
            && at + 1 == entries.len();
        entries[at].kind = match entry.kind {
            EntryKind::Item if is_group => EntryKind::Group,
            _ if is_remark => EntryKind::Remark,
            kind => kind,
        };
    }
}

/// Fills empty cells of items with the value of the nearest group that has one.
fn inherit(entries: &mut [Entry], header: &Header) {
    for at in 0..entries.len() {
        if !entries[at].kind.is_item() {
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
