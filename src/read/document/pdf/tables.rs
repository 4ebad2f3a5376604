//! The pieces of pages in reading order: tables cell by cell, words beside them paragraph by paragraph.

use super::super::office::{cell_text, fold_text};
use super::super::{Merged, Piece, RawCell, RawRow, RawTable, RawText, Stretch};
use super::grid::{Grid, Ruling, rulings};
use super::page::{Letter, Page, without_twins};
use super::writing::{Row, lines_of_cell, rows};
use crate::diagnostic::Position;

/// Sides of tables on neighbouring pages that are one table differ by no more than this.
const SAME_SIDE: f64 = 4.0;
/// A line that begins this many sizes farther in than the one before begins a paragraph.
const INDENT: f64 = 0.8;
/// Lines farther apart than this many sizes are of two paragraphs.
const PITCH: f64 = 2.1;

/// What all pages give.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    /// Pieces in reading order.
    pub(super) all: Vec<Piece>,
    /// All words, by place.
    pub(super) source: Vec<Stretch>,
    /// Cells met so far.
    pub(super) cells: usize,
    /// Numbers, from 1, of pages with a table nobody drew lines for.
    pub(super) unruled: Vec<usize>,
    /// First and last page, from 1, of each table, in the order of `all`.
    spans: Vec<(usize, usize)>,
}

/// The pieces of `pages`, as far as `most` cells.
pub(super) fn pieces(pages: Vec<Page>, most: usize) -> Pieces {
    let ruled: Vec<Vec<Ruling>> = pages.iter().map(|page| rulings(&page.lines)).collect();
    let joins: Vec<bool> =
        ruled.windows(2).map(|pages| is_one_table(&pages[0], &pages[1])).collect();
    let borders = borders(&ruled, &joins);
    let mut all = Pieces::default();
    let mut run = Run::default();
    for (at, (page, (rulings, borders))) in
        pages.into_iter().zip(ruled.iter().zip(&borders)).enumerate()
    {
        let grids: Vec<Grid> =
            rulings.iter().zip(borders).map(|(ruling, across)| Grid::new(ruling, across)).collect();
        all.cells += grids.iter().map(|grid| grid.width() * grid.height()).sum::<usize>();
        if all.cells > most {
            return all;
        }
        let is_joined =
            at.checked_sub(1).and_then(|before| joins.get(before)).copied().unwrap_or(false);
        run.goes_on &= is_joined;
        all.page(at, page, &grids, &mut run);
        run.is_open = rulings.last().is_some_and(|ruling| ruling.is_open_below);
    }
    all.name_places();
    all
}

/// Whether the last table of a page and the first of the next one are as wide as each other, in the same place, and
/// the columns of one are all drawn in the other.
fn is_one_table(page: &[Ruling], next: &[Ruling]) -> bool {
    let (Some(last), Some(first)) = (page.last(), next.first()) else { return false };
    let ((left, right), (other_left, other_right)) = (last.sides(), first.sides());
    let (mut few, mut many) = (last.borders(), first.borders());
    if few.len() > many.len() {
        std::mem::swap(&mut few, &mut many);
    }
    (left - other_left).abs() <= SAME_SIDE
        && (right - other_right).abs() <= SAME_SIDE
        && few.iter().all(|at| many.iter().any(|other| (at - other).abs() <= SAME_SIDE))
}

/// The columns' borders of each table, with those of the tables it goes on from or to.
fn borders(pages: &[Vec<Ruling>], joins: &[bool]) -> Vec<Vec<Vec<f64>>> {
    let mut borders: Vec<Vec<Vec<f64>>> =
        pages.iter().map(|page| page.iter().map(Ruling::borders).collect()).collect();
    let mut from = 0;
    while from < pages.len() {
        // A page with several tables ends one run with its first and begins another with its last.
        let mut to = from;
        while joins.get(to) == Some(&true) && (to == from || pages[to].len() == 1) {
            to += 1;
        }
        let table =
            |page: usize| if page == from { pages[page].len().saturating_sub(1) } else { 0 };
        let mut shared: Vec<f64> = (from..=to)
            .filter_map(|page| borders[page].get(table(page)).cloned())
            .flatten()
            .collect();
        shared.sort_by(f64::total_cmp);
        shared.dedup_by(|next, last| *next - *last <= SAME_SIDE);
        if to > from {
            for page in from..=to {
                borders[page][table(page)].clone_from(&shared);
            }
        }
        from = if to > from { to + usize::from(pages[to].len() == 1) } else { to + 1 };
    }
    borders
}

/// A table that goes on over pages, as far as it is read.
#[derive(Debug, Default)]
struct Run {
    /// Its first rows, which later pages may print again.
    head: Vec<Vec<String>>,
    /// For each column: cells met that hold a mark, and cells met that hold words.
    marks: Vec<(usize, usize)>,
    /// Rows met that name a group: one cell alone holds words.
    groups: usize,
    /// Whether its last row goes on overleaf for certain.
    is_open: bool,
    /// Whether nothing but footnotes and page numbers stands below it on its last page.
    goes_on: bool,
}

/// Most rows of a heading.
const HEAD: usize = 4;

impl Run {
    /// Learns from a row.
    fn learn(&mut self, row: &RawRow) {
        if self.head.len() < HEAD {
            self.head.push(texts(row));
        }
        let filled = row.cells.iter().filter(|cell| !cell.text.is_empty()).count();
        self.groups += usize::from(filled == 1);
        self.marks.resize(self.marks.len().max(row.cells.len()), (0, 0));
        for (cell, (marks, words)) in row.cells.iter().zip(&mut self.marks) {
            if !cell.text.is_empty() {
                *words += 1;
                *marks += usize::from(is_mark(&cell.text));
            }
        }
    }

    /// How many of `rows` are the heading printed again.
    fn repeated(&self, rows: &[RawRow]) -> usize {
        let same =
            rows.iter().zip(&self.head).take_while(|(row, head)| texts(row) == **head).count();
        // A first row alone that happens to be equal is no heading when nothing but it is there.
        if same < rows.len() { same } else { 0 }
    }

    /// Whether `row`, the first of a page, is the rest of the last row of the page before: where rows carry their marks,
    /// it has none, and it is no group's name.
    fn goes_on(&self, row: &RawRow) -> bool {
        let is_empty = |at: usize| row.cells.get(at).is_none_or(|cell| cell.text.is_empty());
        let marked =
            self.marks.iter().position(|(marks, words)| *marks >= 2 && marks * 2 >= *words);
        let filled: Vec<&RawCell> = row.cells.iter().filter(|cell| !cell.text.is_empty()).collect();
        let begins_low =
            filled.first().is_some_and(|cell| cell.text.starts_with(char::is_lowercase));
        let is_rest = self.is_open
            || begins_low
            || (marked.is_some() && (filled.len() > 1 || self.groups == 0));
        marked.is_none_or(is_empty) && is_rest
    }
}

fn texts(row: &RawRow) -> Vec<String> {
    row.cells.iter().map(|cell| cell.text.clone()).collect()
}

/// Whether a cell holds nothing but what numbers rows: `1`, `1.2`, `a)`, `IV`, `-`.
fn is_mark(text: &str) -> bool {
    let bare = text.trim_matches(['(', ')', '.', '-', '–', '+']);
    bare.chars().count() <= 6
        && (bare.chars().all(|letter| letter.is_ascii_digit() || letter == '.')
            || bare.chars().all(|letter| "IVXLC".contains(letter))
            || bare.chars().count() == 1)
}

/// Whether words beside all tables stand in columns, as those of a table without lines do: again and again a word begins
/// at the same few places across the page.
fn is_unruled(rows: &[Row]) -> bool {
    let inner: Vec<f64> = rows.iter().flat_map(|row| row.columns.iter().copied()).collect();
    let all: Vec<f64> =
        rows.iter().flat_map(|row| row.columns.iter().copied().chain([row.left])).collect();
    shared(inner, 4) >= 2 || shared(all, 4) >= 6
}

/// How many places are shared by at least `least` of `places`.
fn shared(mut places: Vec<f64>, least: usize) -> usize {
    places.sort_by(f64::total_cmp);
    places.chunk_by(|one, next| next - one < 1.5).filter(|group| group.len() >= least).count()
}

impl Pieces {
    fn page(&mut self, at: usize, page: Page, grids: &[Grid], run: &mut Run) {
        let mut inside: Vec<Vec<Vec<Letter>>> =
            grids.iter().map(|grid| vec![Vec::new(); grid.cells.len()]).collect();
        let mut beside = Vec::new();
        for letter in without_twins(page.letters) {
            let found = grids
                .iter()
                .enumerate()
                .find_map(|(table, grid)| Some((table, grid.cell_at(letter.middle())?)));
            match found {
                Some((table, cell)) => inside[table][cell].push(letter),
                None => beside.push(letter),
            }
        }
        let beside = rows(beside, true);
        if is_unruled(&beside) {
            self.unruled.push(at + 1);
        }
        let top = grids.first().map_or(f64::INFINITY, |grid| grid.down[0]);
        let foot = grids.last().map_or(f64::NEG_INFINITY, |grid| grid.down[grid.height()]);
        let is_clear = |row: &Row| row.note.is_some() || is_page_number(&row.text);
        run.goes_on &= beside.iter().filter(|row| row.baseline < top).all(is_clear);
        let size = usual_size(inside.iter().flatten().flatten());
        let mut placed = Vec::new();
        for (number, (grid, letters)) in grids.iter().zip(inside).enumerate() {
            let mut rows = table(grid, letters);
            if number > 0 || !run.goes_on {
                *run = Run::default();
                for row in &rows {
                    run.learn(row);
                }
                let table = RawTable { rows, ..RawTable::default() };
                placed.push((grid.down[0], Piece::Table(table)));
                continue;
            }
            let head = run.repeated(&rows);
            let rest =
                rows.get(head).is_some_and(|row| run.goes_on(row)).then(|| rows.remove(head));
            for row in rows.iter().skip(head) {
                run.learn(row);
            }
            self.go_on(rest, rows, at + 1);
        }
        // Footnotes have a line of their own above them, and may go on.
        let below: Vec<&Row> = beside.iter().filter(|row| row.baseline > foot).collect();
        let is_note = |row: &Row| row.note.is_some() || row.size < size * 0.93;
        let notes = below.iter().position(|row| is_note(row)).unwrap_or(below.len());
        run.goes_on =
            !grids.is_empty() && below[..notes].iter().all(|row| is_page_number(&row.text));
        placed.extend(
            paragraphs(beside)
                .into_iter()
                .map(|paragraph| (paragraph.top, Piece::Text(paragraph.text))),
        );
        placed.sort_by(|one, other| one.0.total_cmp(&other.0));
        for (_, piece) in placed {
            if matches!(piece, Piece::Table(_)) {
                self.spans.push((at + 1, at + 1));
            }
            self.all.push(piece);
        }
    }

    /// Gives rows to the last table, the rest of a row to its last row.
    fn go_on(&mut self, rest: Option<RawRow>, rows: Vec<RawRow>, page: usize) {
        let Some(table) = self.all.iter_mut().rev().find_map(|piece| match piece {
            Piece::Table(table) => Some(table),
            Piece::Text(_) => None,
        }) else {
            return;
        };
        for (column, more) in rest.into_iter().flat_map(|rest| rest.cells).enumerate() {
            // A merged cell's words stand in its first row.
            let owner = table.rows.iter_mut().rev().find_map(|row| {
                row.cells.get_mut(column).filter(|cell| cell.merged != Some(Merged::Above))
            });
            let Some(cell) = owner.filter(|_| !more.text.is_empty()) else { continue };
            let is_cut = cell.text.is_empty() || super::writing::is_cut(&cell.text, &more.text);
            cell.text = format!("{}{}{}", cell.text, if is_cut { "" } else { " " }, more.text);
            cell.calls.extend(more.calls);
        }
        table.rows.extend(rows);
        if let Some(span) = self.spans.last_mut() {
            span.1 = page;
        }
    }

    /// Names and counts all places: tables by their number and pages, rows within them, paragraphs one after another.
    fn name_places(&mut self) {
        let (mut tables, mut paragraphs) = (0, 0);
        for piece in &mut self.all {
            match piece {
                Piece::Table(table) => {
                    let (first, last) = self.spans[tables];
                    tables += 1;
                    let pages =
                        if first == last { first.to_string() } else { format!("{first}–{last}") };
                    let name = format!("Bảng {tables} (trang {pages})");
                    for (row, line) in table.rows.iter_mut().zip(1..) {
                        row.line = line;
                        for (cell, column) in row.cells.iter_mut().zip(1..) {
                            let position =
                                Position::Cell { sheet: name.clone(), row: line, column };
                            let words = cell
                                .calls
                                .iter()
                                .chain([&cell.text])
                                .filter(|text| !text.is_empty());
                            self.source.extend(words.map(|text| Stretch {
                                position: position.clone(),
                                text: text.clone(),
                            }));
                            cell.position = Some(position);
                        }
                    }
                    table.sheet = Some(name);
                }
                Piece::Text(text) => {
                    paragraphs += 1;
                    (text.line_first, text.line_last) = (paragraphs, paragraphs);
                    let position = Position::Text { line: paragraphs, column: 1, width: 1 };
                    let marks = text.footnote.iter().chain(&text.bullet).chain(&text.calls);
                    let words =
                        marks.chain([&text.text]).map(String::as_str).collect::<Vec<_>>().join(" ");
                    self.source.push(Stretch { position, text: words });
                }
            }
        }
    }
}

/// The size most letters have.
fn usual_size<'l>(letters: impl Iterator<Item = &'l Letter>) -> f64 {
    let mut sizes: Vec<f64> = letters.map(|letter| letter.size).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or_default()
}

/// Whether words are only the number of a page: "3", "- 3 -", "3/7", "Trang 3".
fn is_page_number(text: &str) -> bool {
    let rest = text.trim_start_matches("Trang").trim_matches([' ', '-', '–', '.', '|']);
    rest.len() <= 9 && rest.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b' '))
}

/// The rows of a grid, whose cells hold `letters`.
fn table(grid: &Grid, letters: Vec<Vec<Letter>>) -> Vec<RawRow> {
    let cells: Vec<RawCell> = grid
        .cells
        .iter()
        .zip(letters)
        .map(|(cell, letters)| {
            let rows = rows(letters, false);
            let width = grid.across[cell.column + cell.wide] - grid.across[cell.column];
            RawCell {
                text: cell_text(&lines_of_cell(&rows, width)),
                is_bold: !rows.is_empty() && rows.iter().all(|row| row.is_bold),
                calls: rows
                    .iter()
                    .flat_map(|row| row.note.iter().chain(&row.calls))
                    .cloned()
                    .collect(),
                ..RawCell::default()
            }
        })
        .collect();
    let row = |row: usize| {
        let cells = (0..grid.width()).map(|column| {
            let owner = grid.owner(row, column);
            let cell = &grid.cells[owner];
            match (cell.row == row, cell.column == column) {
                (true, true) => cells[owner].clone(),
                (true, false) => RawCell { merged: Some(Merged::Left), ..RawCell::default() },
                (false, _) => RawCell { merged: Some(Merged::Above), ..RawCell::default() },
            }
        });
        RawRow { cells: cells.collect(), line: 0 }
    };
    (0..grid.height()).map(row).collect()
}

/// A paragraph and where it begins.
struct Paragraph {
    top: f64,
    text: RawText,
}

/// Lines put together to paragraphs.
fn paragraphs(rows: Vec<Row>) -> Vec<Paragraph> {
    let margin = Margin::of(&rows);
    let mut open: Vec<Vec<Row>> = Vec::new();
    for row in rows {
        let before = open
            .iter_mut()
            .rev()
            .take(2)
            .find(|lines| lines.last().is_some_and(|last| margin.goes_on(last, &row)));
        match before {
            Some(lines) => lines.push(row),
            None => open.push(vec![row]),
        }
    }
    open.iter().map(|lines| paragraph(lines)).collect()
}

/// Where the running text of a page begins and ends.
struct Margin {
    left: f64,
    right: f64,
}

impl Margin {
    /// The left margin is the leftmost place where several lines begin.
    fn of(rows: &[Row]) -> Self {
        let starts = |left: f64| rows.iter().filter(|row| (row.left - left).abs() < 2.0).count();
        let lefts = || rows.iter().map(|row| row.left);
        let shared = lefts().filter(|left| starts(*left) >= 3).fold(f64::INFINITY, f64::min);
        let left = if shared.is_finite() { shared } else { lefts().fold(f64::INFINITY, f64::min) };
        Self { left, right: rows.iter().fold(f64::NEG_INFINITY, |most, row| most.max(row.right)) }
    }

    /// Whether `row` goes on with the paragraph of `last`.
    fn goes_on(&self, last: &Row, row: &Row) -> bool {
        let is_near =
            row.baseline - last.baseline > 0.0 && row.baseline - last.baseline < last.size * PITCH;
        let is_indented = row.left > self.left + row.size * INDENT && row.left > last.left - 2.0;
        let is_full = last.right > self.right - last.size * 4.0;
        let shares = row.left < last.right && last.left < row.right;
        is_near
            && shares
            && is_full
            && !is_indented
            && last.is_bold == row.is_bold
            && (last.size - row.size).abs() < 1.0
            && row.note.is_none()
            && bullet(&row.text).is_none()
    }
}

/// The bullet a line begins with, and the words after it.
fn bullet(text: &str) -> Option<(&str, &str)> {
    let mark = text
        .chars()
        .next()
        .filter(|mark| "-–+•*▪".contains(*mark) || ('\u{f0a7}'..='\u{f0b7}').contains(mark))?;
    let (mark, rest) = text.split_at(mark.len_utf8());
    rest.starts_with(' ').then(|| (mark, rest.trim_start()))
}

fn paragraph(lines: &[Row]) -> Paragraph {
    let mut text = String::new();
    for row in lines {
        if !text.is_empty() && !super::writing::is_cut(&text, &row.text) {
            text.push(' ');
        }
        text.push_str(&row.text);
    }
    let text = fold_text(&text);
    let (bullet, text) = match bullet(&text) {
        Some((mark, rest)) => (Some(mark.to_owned()), rest.to_owned()),
        None => (None, text),
    };
    let is_bold = lines.iter().all(|row| row.is_bold);
    let calls = lines.iter().flat_map(|row| &row.calls).cloned().collect();
    let footnote = lines.first().and_then(|row| row.note.clone());
    let top = lines.first().map_or(0.0, |row| row.baseline - row.size);
    Paragraph {
        top,
        text: RawText { text, is_bold, bullet, footnote, calls, ..RawText::default() },
    }
}
