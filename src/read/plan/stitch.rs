//! Pages put together again: paragraphs, rows and cells that a page break cut.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::read::document::{Piece, RawCell, RawDocument, RawRow, RawTable, RawText};

use super::columns::{self, Header};
use super::manifest::ColumnRule;
use super::mark;

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
}

/// Joins the pages of `raw`.
pub(super) fn stitch(
    raw: RawDocument,
    rules: &[ColumnRule],
    diagnostics: &mut Diagnostics,
) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for piece in raw.pieces {
        match piece {
            Piece::Text(text) => push_text(&mut parts, text),
            Piece::Table(table) => push_table(&mut parts, table, rules, &raw.file, diagnostics),
        }
    }
    parts
}

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

fn push_table(
    parts: &mut Vec<Part>,
    table: RawTable,
    rules: &[ColumnRule],
    file: &std::sync::Arc<str>,
    diagnostics: &mut Diagnostics,
) {
    if table.rows.is_empty() {
        return;
    }
    let width = table.rows[0].cells.len();
    if let Some(Part::Table(last)) = last_but_footnotes(parts)
        && let Some(header) =
            last.header.clone().filter(|h| last.sheet == table.sheet && h.columns.len() == width)
    {
        let repeats = last.repeats_header(&table.rows[0]);
        if repeats || columns::recognise(&table.rows, rules).is_none() {
            last.header_lines.extend(&table.rule_lines);
            let skip = if repeats { header.rows } else { 0 };
            last.header_lines.extend(table.rows[..skip].iter().map(|row| row.line));
            last.append(table.rows.into_iter().skip(skip), true, file, diagnostics);
            return;
        }
    }
    let header = columns::recognise(&table.rows, rules);
    let (above, head) = header.as_ref().map_or((0, 0), |header| (header.first_row, header.rows));
    let mut rows = table.rows.into_iter();
    let above: Vec<RawRow> = rows.by_ref().take(above).collect();
    let head_rows: Vec<RawRow> = rows.by_ref().take(head).collect();
    let mut header_lines = table.rule_lines;
    header_lines.extend(head_rows.iter().map(|row| row.line));
    let mut part = TablePart { sheet: table.sheet, header, rows: Vec::new(), header_lines, above };
    part.append(rows, false, file, diagnostics);
    parts.push(Part::Table(part));
}

impl TablePart {
    fn repeats_header(&self, row: &RawRow) -> bool {
        self.header.as_ref().is_some_and(|header| {
            let first = header
                .titles
                .iter()
                .map(|title| RawCell { text: title.clone(), ..RawCell::default() });
            columns::is_repeated(row, header, &RawRow { cells: first.collect(), line: 0 })
        })
    }

    /// Adds rows; after a page break the first one may be the rest of the last row.
    fn append(
        &mut self,
        rows: impl Iterator<Item = RawRow>,
        after_break: bool,
        file: &std::sync::Arc<str>,
        diagnostics: &mut Diagnostics,
    ) {
        let mut is_first = after_break;
        for mut row in rows {
            if let Some(header) = &self.header {
                self.fit(&mut row, header.columns.len(), file, diagnostics);
            }
            let mark_column = self.header.as_ref().and_then(Header::mark_column);
            let has_no_mark = mark_column
                .is_some_and(|at| row.cells.get(at).is_none_or(|cell| cell.text.is_empty()));
            match self.rows.last_mut() {
                Some(last) if is_first && has_no_mark => last.go_on(row),
                _ => self.rows.push(Row {
                    cells: row.cells,
                    lines: vec![row.line],
                    joined: Vec::new(),
                }),
            }
            is_first = false;
        }
    }

    /// A row has as many cells as its table has columns; in word-processor tables trailing cells may be missing.
    fn fit(
        &self,
        row: &mut RawRow,
        width: usize,
        file: &std::sync::Arc<str>,
        diagnostics: &mut Diagnostics,
    ) {
        let found = row.cells.len();
        if found != width && self.sheet.is_none() {
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

impl Row {
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
