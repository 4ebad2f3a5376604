//! Pages put together again: paragraphs, rows and cells that a page break cut.

use std::collections::VecDeque;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::read::document::{
    Merged, Piece, RawCell, RawDocument, RawRow, RawTable, RawText, is_paged,
};

use super::beside;
use super::columns::{self, Column, Header};
use super::evidence::SAMPLE;
use super::mark;
use super::recognise::{self, Knowledge};
use super::rows;

/// A part of a document with its pages joined.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// A paragraph, heading, list item or footnote.
    Text(TextPart),
    /// A table.
    Table(TablePart),
}

/// Words that stand together.
#[derive(Clone, Debug)]
pub(super) struct TextPart {
    /// The words; `line_first` and `line_last` span all pieces.
    pub(super) raw: RawText,
    /// Line ranges the pieces stand on.
    pub(super) lines: Vec<(u32, u32)>,
}

/// A whole table.
#[derive(Clone, Debug)]
pub(super) struct TablePart {
    /// Sheet or table name.
    pub(super) sheet: Option<String>,
    /// What its columns mean, if that was recognised.
    pub(super) header: Option<Header>,
    /// Rows without headers.
    pub(super) rows: Vec<Row>,
    /// Lines of headers, repeated headers and rules.
    pub(super) header_lines: Vec<u32>,
    /// Rows above the header (titles of a sheet).
    pub(super) above: Vec<RawRow>,
}

/// A row with its pages joined.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Cells, as many as the table has columns.
    pub(super) cells: Vec<RawCell>,
    /// Lines its pieces stand on.
    pub(super) lines: Vec<u32>,
    /// Columns whose words were cut by a page break.
    pub(super) joined: Vec<usize>,
    /// Lines of rows without a number of their own that were added to this one.
    pub(super) appended: Vec<u32>,
    /// Sheet or table its lines are counted in.
    pub(super) sheet: Option<String>,
}

/// Joins the pages of `raw`.
pub(super) fn stitch(
    raw: RawDocument,
    known: &Knowledge<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut pieces = VecDeque::from(raw.pieces);
    while let Some(piece) = pieces.pop_front() {
        match piece {
            Piece::Text(text) => push_text(&mut parts, text),
            Piece::Table(table) => {
                let more = next_pages(&table, &pieces, known);
                let tables = stacked(table, known);
                let tables = tables.into_iter().flat_map(|table| beside::apart(table, known));
                for table in tables {
                    push_table(&mut parts, table, &more, known, &raw.file, diagnostics);
                }
            }
        }
    }
    parts
}

/// Rows of the pages behind a table: tables as wide, without a heading of their own and with nothing but page numbers
/// between. Few are enough to judge columns by.
fn next_pages(table: &RawTable, pieces: &VecDeque<Piece>, known: &Knowledge<'_>) -> Vec<RawRow> {
    let width = table.rows.last().map_or(0, |row| row.cells.len());
    let is_own = |row: &RawRow| table.rows.iter().take(NEAR_TOP).any(|own| is_same(own, row));
    let begins_other = |next: &RawTable| {
        let mut top = next.rows.iter().take(NEAR_TOP);
        top.any(|row| recognise::is_heading(row, known.rules) && !is_own(row))
    };
    let mut wanted = SAMPLE.saturating_sub(table.rows.len());
    let mut more = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Table(next)
                if wanted > 0
                    && next.rows.first().is_some_and(|row| row.cells.len() == width)
                    && !begins_other(next) =>
            {
                more.extend(next.rows.iter().take(wanted).cloned());
                wanted = wanted.saturating_sub(next.rows.len());
            }
            Piece::Text(text) if text.footnote.is_some() || is_page_number(&text.text) => {}
            _ => break,
        }
    }
    more
}

/// Rows above a page break that a merged cell may reach over.
const MOST_MERGED: usize = 8;

/// Rows from the top of a table among which its heading is.
const NEAR_TOP: usize = 6;

/// Paragraphs longer than this are running text; shorter ones may be headings without a stop.
const RUNNING_TEXT: usize = 120;

fn push_text(parts: &mut Vec<Part>, text: RawText) {
    if text.footnote.is_none()
        && let Some(Part::Text(last)) = last_but_footnotes(parts)
        && goes_on(&last.raw, &text)
    {
        last.raw.text = join(&last.raw.text, &text.text);
        last.raw.calls.extend(text.calls);
        last.raw.line_last = text.line_last;
        last.lines.push((text.line_first, text.line_last));
        return;
    }
    let lines = vec![(text.line_first, text.line_last)];
    parts.push(Part::Text(TextPart { raw: text, lines }));
}

/// Whether `next` goes on with the sentence of `last`: a page break stands between them.
fn goes_on(last: &RawText, next: &RawText) -> bool {
    let is_plain = |text: &RawText| text.heading.is_none() && text.footnote.is_none();
    if !is_plain(last) || !is_plain(next) || next.bullet.is_some() || last.is_bold != next.is_bold {
        return false;
    }
    let last_text = last.text.trim_end_matches(['"', '”', ')']);
    let stopped =
        last_text.ends_with(['.', ';', ':', '!', '?', '…', '/']) || last.text.ends_with("./");
    if stopped || mark::starts_with_mark(&next.text) {
        return false;
    }
    let begins_low = next.text.chars().next().is_some_and(char::is_lowercase);
    let is_running = last.text.chars().count() > RUNNING_TEXT;
    begins_low || is_running
}

fn last_but_footnotes(parts: &mut [Part]) -> Option<&mut Part> {
    parts
        .iter_mut()
        .rev()
        .find(|part| !matches!(part, Part::Text(text) if text.raw.footnote.is_some()))
}

fn join(left: &str, right: &str) -> String {
    match (left.is_empty(), right.is_empty()) {
        (_, true) => left.to_owned(),
        (true, false) => right.to_owned(),
        (false, false) => format!("{left} {right}"),
    }
}

/// What stands between a table and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    /// Nothing but footnotes and page numbers.
    Page,
    /// Running text.
    Text,
    /// A heading.
    Heading,
}

/// The last table and what stands after it.
fn last_table(parts: &[Part]) -> Option<(usize, Gap)> {
    let mut gap = Gap::Page;
    for (at, part) in parts.iter().enumerate().rev() {
        match part {
            Part::Table(_) => return Some((at, gap)),
            Part::Text(text) if text.raw.footnote.is_some() || is_page_number(&text.raw.text) => {}
            Part::Text(text) if is_heading(&text.raw) => gap = Gap::Heading,
            Part::Text(_) if gap == Gap::Page => gap = Gap::Text,
            Part::Text(_) => {}
        }
    }
    None
}

/// Whether a paragraph is only the number of a page: "3", "- 3 -", "Trang 3/7".
pub(super) fn is_page_number(text: &str) -> bool {
    let folded = crate::vietnamese::fold(text);
    let rest = folded.trim().trim_start_matches("trang").trim_matches([' ', '-', '–', '.', '|']);
    !rest.is_empty()
        && rest.len() <= 9
        && rest.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'/' | b' '))
}

fn is_heading(raw: &RawText) -> bool {
    let text = raw.text.as_str();
    let is_upper = text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
    let is_short = text.chars().count() <= 200 && !text.ends_with(['.', ';', ',', ':']);
    let is_marked = mark::split(text).is_some_and(|(mark, _)| mark.kind != mark::MarkKind::Bullet);
    raw.bullet.is_none()
        && (raw.heading.is_some()
            || (is_short && (is_upper || is_marked || (raw.is_bold && text.len() > 3))))
        || crate::vietnamese::fold(text).starts_with("phu luc")
}

fn push_table(
    parts: &mut Vec<Part>,
    table: RawTable,
    more: &[RawRow],
    known: &Knowledge<'_>,
    file: &std::sync::Arc<str>,
    diagnostics: &mut Diagnostics,
) {
    if table.rows.is_empty() {
        return;
    }
    let own = recognise::recognise(&table.rows, more, known);
    let mut borrowed = None;
    if let Some((at, gap)) = last_table(parts)
        && let Part::Table(last) = &mut parts[at]
        && let Some(header) =
            last.header.clone().filter(|header| last.may_go_on(header, &table, file))
    {
        let repeats = header.is_repeated_by(&table.rows);
        let skip = if repeats { header.head.len() } else { 0 };
        let is_new =
            repeats && (gap == Gap::Text || last.starts_over(&header, &table.rows[skip..]));
        if gap != Gap::Heading && !is_new && (repeats || own.is_none()) {
            last.header_lines.extend(&table.rule_lines);
            last.append(table.rows.into_iter(), table.sheet.as_ref(), true, file, diagnostics);
            return;
        }
        borrowed = Some(Header { head: Vec::new(), first_row: 0, doubts: Vec::new(), ..header });
    }
    let header = own.or(borrowed).or_else(|| recognise::without_heading(&table.rows, known));
    let (above, head) =
        header.as_ref().map_or((0, 0), |header| (header.first_row, header.head.len()));
    let mut rows = table.rows.into_iter();
    let above: Vec<RawRow> = rows.by_ref().take(above).collect();
    let head_rows: Vec<RawRow> = rows.by_ref().take(head).collect();
    let mut header_lines = table.rule_lines;
    header_lines.extend(head_rows.iter().map(|row| row.line));
    let sheet = table.sheet.clone();
    let mut part = TablePart { sheet: table.sheet, header, rows: Vec::new(), header_lines, above };
    part.append(rows, sheet.as_ref(), false, file, diagnostics);
    parts.push(Part::Table(part));
}

/// Tables below each other on one sheet: each heading that differs from the one before begins another. Lines of
/// words alone right above it are its title.
fn stacked(table: RawTable, known: &Knowledge<'_>) -> Vec<RawTable> {
    let is_lone = |row: &RawRow| row.cells.iter().filter(|cell| !cell.text.is_empty()).count() == 1;
    let is_numbered = |row: &RawRow| {
        let words = row.cells.iter().find(|cell| !cell.text.is_empty());
        words.is_some_and(|cell| mark::split(&cell.text).is_some())
    };
    let mut cuts: Vec<usize> = Vec::new();
    let mut last: Option<(usize, &RawRow)> = None;
    for (at, row) in table.rows.iter().enumerate() {
        if !recognise::is_heading(row, known.rules) {
            continue;
        }
        let has_rows_between = last
            .is_some_and(|(before, _)| table.rows[before + 1..at].iter().any(|row| !is_lone(row)));
        let is_other = last.is_some_and(|(_, before)| words(before) != words(row));
        let title = table.rows[..at].iter().rev().take_while(|row| is_lone(row)).count();
        // The same heading below the number of another field and a title of its own heads a table of its own too.
        let has_title = title > 1 && table.rows[at - title..at].iter().any(is_numbered);
        let is_new = is_other || (has_title && last.is_some());
        if has_rows_between && is_new && at - last.map_or(0, |last| last.0) > 2 {
            cuts.push(at - title);
        }
        last = Some((at, row));
    }
    let mut pieces = Vec::new();
    let mut rest = table;
    for cut in cuts.into_iter().rev() {
        let below = rest.rows.split_off(cut);
        let from = below.first().map_or(0, |row| row.line);
        let (rules, above): (Vec<u32>, Vec<u32>) =
            rest.rule_lines.iter().partition(|line| **line >= from);
        rest.rule_lines = above;
        pieces.push(RawTable {
            sheet: rest.sheet.clone(),
            rows: below,
            rule_lines: rules,
            merged: rest.merged.clone(),
        });
    }
    pieces.push(rest);
    pieces.reverse();
    pieces
}

fn words(row: &RawRow) -> Vec<String> {
    row.cells.iter().map(|cell| crate::vietnamese::fold(&cell.text)).collect()
}

impl TablePart {
    /// Whether `table` may be the rest of this one: it is as wide, and its rows fit the columns.
    fn may_go_on(&self, header: &Header, table: &RawTable, file: &str) -> bool {
        let is_near = self.sheet == table.sheet || is_paged(file);
        let width = header.columns.len();
        let fits = |row: &&RawRow| {
            header.mark_column().is_none_or(|at| {
                row.cells
                    .get(at)
                    .is_none_or(|cell| cell.text.is_empty() || mark::starts(&cell.text))
            })
        };
        let wide = table.rows.iter().filter(|row| row.cells.len() == width).count();
        // Notes and titles over the whole width say nothing of the columns.
        let rows = || table.rows.iter().filter(|row| rows::alone(&row.cells).is_none());
        let fitting = rows().filter(fits).count();
        let is_fitting = rows().count() == 0 || fitting * 2 > rows().count();
        is_near && wide * 2 > table.rows.len() && is_fitting
            || (is_near && header.is_repeated_by(&table.rows))
    }

    /// Whether the numbers of `rows` begin at 1 again though no group begins.
    fn starts_over(&self, header: &Header, rows: &[RawRow]) -> bool {
        let Some(at) = header.mark_column() else { return false };
        let number = |cells: &[RawCell]| mark::printed(&cells.get(at)?.text)?.last_number();
        rows.first().and_then(|row| number(&row.cells)) == Some(1)
            && self.rows.last().is_some_and(|row| number(&row.cells).is_some())
    }

    /// Adds rows; after a page break the first one may be the rest of the last row.
    fn append(
        &mut self,
        rows: impl Iterator<Item = RawRow>,
        sheet: Option<&String>,
        after_break: bool,
        file: &std::sync::Arc<str>,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(header) = self.header.take() else {
            self.rows.extend(rows.map(|row| Row::new(row, sheet)));
            return;
        };
        let mut is_first = after_break;
        let mut rows: Vec<RawRow> = rows.collect();
        if after_break {
            self.carry_merged(&header, &mut rows, (file, sheet), diagnostics);
        }
        for mut row in rows {
            if columns::numbers_columns(&row) || header.head.iter().any(|head| is_same(head, &row))
            {
                if self.sheet.as_ref() == sheet {
                    self.header_lines.push(row.line);
                }
                continue;
            }
            self.fit(&mut row, header.columns.len(), file, diagnostics);
            let has_no_mark = header
                .mark_column()
                .is_some_and(|at| row.cells.get(at).is_none_or(|cell| cell.text.is_empty()));
            let goes_on = is_first
                && has_no_mark
                && rows::goes_on_after_break(&self.rows, &row.cells, &header);
            match self.rows.last_mut().filter(|_| goes_on) {
                Some(last) => last.go_on(row),
                None => self.rows.push(Row::new(row, sheet)),
            }
            is_first = false;
        }
        self.header = Some(header);
    }

    /// A merged cell that the page cut has its words on the page before: the empty top of its rest means the same.
    fn carry_merged(
        &self,
        header: &Header,
        rows: &mut [RawRow],
        (file, sheet): (&std::sync::Arc<str>, Option<&String>),
        diagnostics: &mut Diagnostics,
    ) {
        let is_head = |row: &RawRow| {
            columns::numbers_columns(row) || header.head.iter().any(|head| is_same(head, row))
        };
        let Some(first) = rows.iter().position(|row| !is_head(row)) else { return };
        for (at, column) in header.columns.iter().enumerate() {
            if !matches!(column, Column::Lead | Column::Coordinating | Column::Deadline) {
                continue;
            }
            let is_top = |row: &RawRow| {
                row.cells.get(at).is_some_and(|cell| cell.merged.is_none() && cell.text.is_empty())
            };
            let goes_below = rows.get(first + 1).is_some_and(|row| {
                row.cells.get(at).is_some_and(|cell| cell.merged == Some(Merged::Above))
            });
            let above = self.rows.iter().rev().map(|row| &row.cells[at]);
            let Some(value) = above.take(MOST_MERGED).find(|cell| !cell.text.is_empty()) else {
                continue;
            };
            if is_top(&rows[first]) && goes_below {
                let message = format!(
                    "ô gộp `{}` bị ngắt giữa hai trang: hiểu là «{}» như ở trang trước",
                    header.titles[at], value.text
                );
                let line = rows[first].line;
                let column = u32::try_from(at).unwrap_or(u32::MAX - 1) + 1;
                let place = match sheet {
                    Some(sheet) => Place::cell(file.clone(), sheet.as_str(), line, column),
                    None => Place::line(file.clone(), line),
                };
                diagnostics.push(Diagnostic::new(Code::CellJoined, place, message));
                rows[first].cells[at].text.clone_from(&value.text);
                rows[first].cells[at].lines.clone_from(&value.lines);
            }
        }
    }

    /// A row has as many cells as its table has columns; in word-processor tables trailing cells may be missing, and
    /// one cell alone is a line over the whole width.
    fn fit(
        &self,
        row: &mut RawRow,
        width: usize,
        file: &std::sync::Arc<str>,
        diagnostics: &mut Diagnostics,
    ) {
        let found = row.cells.len();
        if found != width && found != 1 && self.sheet.is_none() {
            diagnostics.push(
                Diagnostic::new(
                    Code::RowCellCount,
                    Place::line(file.clone(), row.line),
                    format!("dòng bảng có {found} ô, tiêu đề bảng có {width} ô"),
                )
                .allowed("mỗi dòng có đúng số ô như dòng tiêu đề; ô trống vẫn phải có vạch ngăn")
                .suggestion("thêm hoặc bớt vạch ngăn `|` (hoặc dấu tab) cho đủ ô"),
            );
        }
        row.cells.resize(width, RawCell::default());
    }
}

/// Whether two rows have the same words, blanks not counted.
fn is_same(row: &RawRow, other: &RawRow) -> bool {
    row.cells.len() == other.cells.len()
        && row.cells.iter().any(|cell| !cell.text.is_empty())
        && words(row) == words(other)
}

impl Row {
    fn new(row: RawRow, sheet: Option<&String>) -> Self {
        Self {
            cells: row.cells,
            lines: vec![row.line],
            joined: Vec::new(),
            appended: Vec::new(),
            sheet: sheet.cloned(),
        }
    }

    /// Adds the cells of the rest of this row.
    fn go_on(&mut self, rest: RawRow) {
        self.lines.push(rest.line);
        for (at, (cell, more)) in self.cells.iter_mut().zip(rest.cells).enumerate() {
            if !cell.text.is_empty() && !more.text.is_empty() {
                self.joined.push(at);
            } else if cell.text.is_empty() {
                cell.position = more.position;
            }
            cell.text = join(&cell.text, &more.text);
            cell.calls.extend(more.calls);
        }
    }
}
