//! Tables written in HTML inside Markdown, as converters write what Markdown cannot say: merged cells, several lines.

use super::inline::{Tag, counted, plain, tag};
use super::{Merged, RawCell, RawRow, RawTable};

/// Widest and highest merged cell followed.
const MAX_SPAN: usize = 256;

/// A table that was read.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// The table.
    pub(super) table: RawTable,
    /// Line and words of each row, for counting them.
    pub(super) source: Vec<(u32, String)>,
    /// Line and words of what is struck out.
    pub(super) struck: Vec<(u32, String)>,
}

/// How many of `lines` the table takes that begins on the first; nothing if none begins there.
pub(super) fn length(lines: &[&str]) -> Option<usize> {
    let (first, _) = tag(lines.first()?.trim_start())?;
    if first.is_closing || !first.is("table") {
        return None;
    }
    let end = lines.iter().position(|line| line.to_ascii_lowercase().contains("</table"));
    end.map(|at| at + 1)
}

/// Reads the table on `lines`, the first of which is line `number`.
pub(super) fn read(number: u32, lines: &[&str]) -> Read {
    let mut reader = Reader { line: number, ..Reader::default() };
    for line in lines {
        let mut rest = *line;
        while let Some(open) = rest.find('<') {
            reader.words(&rest[..open]);
            let at = &rest[open..];
            let (text, after) = match tag(at) {
                Some((tag, after)) => (&at[..at.len() - after.len()], Some((tag, after))),
                None => (&at[..1], None),
            };
            match after {
                Some((tag, _)) => reader.tag(&tag, text),
                None => reader.words(text),
            }
            rest = &at[text.len()..];
        }
        reader.words(rest);
        reader.words("\n");
        reader.line += 1;
    }
    reader.end_row();
    reader.read
}

#[derive(Default)]
struct Reader {
    read: Read,
    line: u32,
    /// Cells of the row that is open, and the line it begins on.
    row: Option<(Vec<RawCell>, u32)>,
    /// Source of the cell that is open, and its columns and rows.
    cell: Option<(String, usize, usize)>,
    /// Rows each column is still covered by a cell above.
    covered: Vec<usize>,
    /// Words of the row that is open, or of the table outside its rows.
    source: String,
}

impl Reader {
    fn words(&mut self, text: &str) {
        self.source.push_str(text);
        if let Some((cell, ..)) = &mut self.cell {
            cell.push_str(text);
        }
    }

    fn tag(&mut self, tag: &Tag<'_>, text: &str) {
        if tag.is("tr") {
            self.end_row();
            if !tag.is_closing {
                self.row = Some((Vec::new(), self.line));
            }
        } else if tag.is("td") || tag.is("th") {
            self.end_cell();
            if !tag.is_closing {
                self.row.get_or_insert((Vec::new(), self.line));
                let span = |name| span(tag.attributes, name);
                self.cell = Some((String::new(), span("colspan"), span("rowspan")));
            }
        } else {
            self.words(text);
        }
    }

    /// Adds the hidden cells a cell above covers at this place of the row.
    fn cover(&mut self) {
        let Some((cells, _)) = &mut self.row else { return };
        while let Some(rows) = self.covered.get_mut(cells.len()).filter(|rows| **rows > 0) {
            *rows -= 1;
            cells.push(RawCell { merged: Some(Merged::Above), ..RawCell::default() });
        }
    }

    fn end_cell(&mut self) {
        self.source.push(' ');
        let Some((source, columns, rows)) = self.cell.take() else { return };
        self.cover();
        let Some((cells, line)) = &mut self.row else { return };
        let inline = plain(&source);
        self.read.struck.extend(inline.struck.into_iter().map(|text| (*line, text)));
        let first = cells.len();
        let shown = RawCell {
            text: inline.text,
            lines: inline.lines,
            is_bold: inline.is_bold,
            calls: inline.calls,
            ..RawCell::default()
        };
        cells.push(shown);
        for _ in 1..columns {
            cells.push(RawCell { merged: Some(Merged::Left), ..RawCell::default() });
        }
        let end = cells.len();
        if self.covered.len() < end {
            self.covered.resize(end, 0);
        }
        self.covered[first..end].fill(rows - 1);
    }

    fn end_row(&mut self) {
        self.end_cell();
        self.cover();
        let source = counted(&std::mem::take(&mut self.source));
        let line = self.row.as_ref().map_or(self.line, |row| row.1);
        if source.chars().any(char::is_alphanumeric) {
            self.read.source.push((line, source));
        }
        if let Some((cells, line)) = self.row.take()
            && !cells.is_empty()
        {
            self.read.table.rows.push(RawRow { cells, line });
        }
    }
}

/// A span among attributes: `rowspan="2"`; 1 when there is none.
fn span(attributes: &str, name: &str) -> usize {
    let lower = attributes.to_ascii_lowercase();
    let Some(at) = lower.find(name) else { return 1 };
    let digits: String = lower[at + name.len()..]
        .chars()
        .skip_while(|c| matches!(c, ' ' | '=' | '"' | '\''))
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().unwrap_or(1).clamp(1, MAX_SPAN)
}
