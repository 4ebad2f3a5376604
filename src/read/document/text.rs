//! Plain text and Markdown as scanning programs write it → [`RawDocument`].
//!
//! Line by line, because such text is only half Markdown: `1. Mục đích` is a heading and no list, tables are cut
//! by pages, and tabs separate cells.

use std::sync::Arc;

use crate::diagnostic::Position;
use crate::model::UnusedReason;
use crate::read::plan::starts_with_mark;

use super::inline::{Inline, counted, footnote_call, plain};
use super::left_out::is_number_at_most;
use super::{LeftOut, Piece, RawCell, RawDocument, RawRow, RawTable, RawText, Stretch, html};

/// Reads `text`, the content of `file` with `\n` line ends.
pub fn read_text(file: &Arc<str>, text: &str) -> RawDocument {
    let mut reader = Reader::default();
    let lines: Vec<&str> = text.lines().collect();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        if let Some(length) = html::length(&lines[at..]) {
            reader.html_table(number, &lines[at..at + length]);
            at += length;
            continue;
        }
        reader.count(number, line);
        let is_head = lines.get(at + 1).is_some_and(|next| is_rule(next) && next.contains('|'));
        reader.line(number, line, is_head && line.contains('|'));
        at += 1;
    }
    reader.end_paragraph();
    let Reader { pieces, source, left_out, .. } = reader;
    RawDocument { file: file.clone(), pieces, source, left_out }
}

#[derive(Default)]
struct Reader<'a> {
    pieces: Vec<Piece>,
    source: Vec<Stretch>,
    left_out: Vec<LeftOut>,
    /// Lines of the paragraph being read.
    paragraph: Vec<(u32, &'a str)>,
    /// Whether the line before belongs to a table: a blank line ends it.
    is_in_table: bool,
    /// Whether that table parts its cells by `|` without one at the beginning of the line.
    is_open_table: bool,
}

impl<'a> Reader<'a> {
    /// Counts the words of a line.
    fn count(&mut self, number: u32, line: &str) {
        if line.chars().any(char::is_alphanumeric) {
            self.source.push(Stretch { position: at_line(number), text: counted(line) });
        }
    }

    /// Reads a line; `is_head`: the line below draws a table.
    fn line(&mut self, number: u32, line: &'a str, is_head: bool) {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            self.end_paragraph();
            self.is_in_table = false;
            self.is_open_table = false;
        } else if trimmed.starts_with('|') && trimmed.len() > 1 {
            self.end_paragraph();
            self.pipe_row(number, line);
        } else if is_head || (self.is_open_table && line.contains('|')) {
            self.end_paragraph();
            self.is_open_table = true;
            self.pipe_row(number, line);
        } else if line.matches('\t').count() >= 2 {
            self.end_paragraph();
            self.row(number, line, &line.split('\t').collect::<Vec<_>>());
        } else {
            self.is_in_table = false;
            self.is_open_table = false;
            let is_next = self.paragraph.last().is_some_and(|last| ends_paragraph(last.1, trimmed));
            if is_next || starts_paragraph(trimmed) {
                self.end_paragraph();
            }
            self.paragraph.push((number, line));
        }
    }

    fn pipe_row(&mut self, number: u32, line: &str) {
        let trimmed = line.trim();
        if is_rule(trimmed) {
            self.table().rule_lines.push(number);
            return;
        }
        self.row(number, line, &split_pipes(trimmed));
    }

    /// Adds a row of cells, parts of line `number`; one whose words are all struck out is no row any more.
    fn row(&mut self, number: u32, line: &str, sources: &[&str]) {
        let mut struck = Vec::new();
        let cells: Vec<RawCell> =
            sources.iter().map(|source| cell(number, line, source, &mut struck)).collect();
        self.table();
        let is_gone = !struck.is_empty() && is_number_at_most(&cells);
        if is_gone {
            struck.extend(cells.iter().map(|cell| cell.text.clone()));
        } else {
            self.table().rows.push(RawRow { cells, line: number });
        }
        self.leave_out(number, struck);
    }

    fn leave_out(&mut self, number: u32, struck: Vec<String>) {
        self.left_out.extend(
            struck.into_iter().filter(|text| !text.is_empty()).map(|text| LeftOut {
                position: at_line(number),
                text,
                reason: UnusedReason::Struck,
            }),
        );
    }

    /// Reads a table written in HTML from line `number` on.
    fn html_table(&mut self, number: u32, lines: &[&'a str]) {
        self.end_paragraph();
        self.is_in_table = false;
        let html::Read { table, source, struck } = html::read(number, lines);
        self.source.extend(
            source.into_iter().map(|(line, text)| Stretch { position: at_line(line), text }),
        );
        for (line, text) in struck {
            self.leave_out(line, vec![text]);
        }
        if !table.rows.is_empty() {
            self.pieces.push(Piece::Table(table));
        }
    }

    /// The table being read, or a new one.
    fn table(&mut self) -> &mut RawTable {
        if !self.is_in_table {
            self.pieces.push(Piece::Table(RawTable::default()));
            self.is_in_table = true;
        }
        match self.pieces.last_mut() {
            Some(Piece::Table(table)) => table,
            _ => unreachable!("invariant: a table is the last piece while one is being read"),
        }
    }

    fn end_paragraph(&mut self) {
        let (Some(first), Some(last)) = (self.paragraph.first(), self.paragraph.last()) else {
            return;
        };
        let (line_first, line_last) = (first.0, last.0);
        let source = self.paragraph.iter().map(|line| line.1.trim()).collect::<Vec<_>>().join(" ");
        self.paragraph.clear();
        let mut struck = Vec::new();
        let text = paragraph(&source, line_first, line_last, &mut struck);
        self.leave_out(line_first, struck);
        if !text.text.is_empty() {
            self.pieces.push(Piece::Text(text));
        }
    }
}

/// A whole line.
fn at_line(line: u32) -> Position {
    Position::Text { line, column: 1, width: 1 }
}

/// Whether a line only draws a table.
fn is_rule(line: &str) -> bool {
    let trimmed = line.trim();
    trimmed.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ')) && trimmed.contains('-')
}

fn paragraph(source: &str, line_first: u32, line_last: u32, struck: &mut Vec<String>) -> RawText {
    let hashes = source.bytes().take_while(|byte| *byte == b'#').count();
    let is_heading = (1..=6).contains(&hashes) && source[hashes..].starts_with(' ');
    let source = if is_heading { source[hashes..].trim() } else { source };
    let (footnote, source) = match footnote_call(source) {
        Some((mark, rest)) => (Some(mark), rest),
        None => (None, source),
    };
    let (bullet, source) = match split_bullet(source) {
        Some((bullet, rest)) if !is_heading => (Some(bullet.to_string()), rest),
        _ => (None, source),
    };
    let inline = plain(source);
    struck.extend(inline.struck);
    RawText {
        text: inline.text,
        heading: is_heading.then(|| u8::try_from(hashes).unwrap_or(6)),
        is_bold: inline.is_bold,
        bullet,
        footnote,
        calls: inline.calls,
        line_first,
        line_last,
    }
}

/// A bullet and what follows it.
fn split_bullet(line: &str) -> Option<(char, &str)> {
    let bullet = line.chars().next().filter(|c| "-+•–*".contains(*c))?;
    line[bullet.len_utf8()..].strip_prefix(' ').map(|rest| (bullet, rest.trim_start()))
}

/// Whether a line begins a paragraph even right below another line.
fn starts_paragraph(line: &str) -> bool {
    line.starts_with('#')
        || line.starts_with("<sup>")
        || split_bullet(line).is_some()
        || starts_with_mark(line.trim_start_matches('*'))
}

/// Whether a paragraph ends with `last` when `next` stands on the following line.
fn ends_paragraph(last: &str, next: &str) -> bool {
    let hard_break = last.ends_with("  ");
    let stopped = last.trim_end().ends_with(['.', ';', ':', '!', '?', '/']);
    hard_break
        || last.starts_with('#')
        || (stopped && next.chars().next().is_some_and(char::is_uppercase))
}

/// Cells between unescaped `|`.
fn split_pipes(line: &str) -> Vec<&str> {
    let inner = line.strip_prefix('|').unwrap_or(line);
    let mut cells = Vec::new();
    let mut start = 0;
    let mut escaped = false;
    for (at, byte) in inner.bytes().enumerate() {
        match byte {
            b'|' if !escaped => {
                cells.push(&inner[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        escaped = byte == b'\\' && !escaped;
    }
    if !inner[start..].trim().is_empty() {
        cells.push(&inner[start..]);
    }
    cells
}

/// The cell `source`, a part of line `number`.
fn cell(number: u32, line: &str, source: &str, struck: &mut Vec<String>) -> RawCell {
    let inline = plain(source);
    let count = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX - 1);
    let words = source.trim();
    let start = words.as_ptr() as usize - line.as_ptr() as usize;
    let position = Some(Position::Text {
        line: number,
        column: count(&line[..start]) + 1,
        width: count(words).max(1),
    });
    let Inline { text, lines, is_bold, calls, struck: lost } = inline;
    struck.extend(lost);
    RawCell { text, lines, is_bold, calls, position, ..RawCell::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Piece> {
        read_text(&"document.md".into(), text).pieces
    }

    fn words(text: &str) -> Vec<String> {
        read(text)
            .into_iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.text,
                Piece::Table(table) => table
                    .rows
                    .iter()
                    .map(|row| {
                        row.cells
                            .iter()
                            .map(|cell| cell.text.as_str())
                            .collect::<Vec<_>>()
                            .join("|")
                    })
                    .collect::<Vec<_>>()
                    .join("/"),
            })
            .collect()
    }

    #[test]
    fn lines_of_a_paragraph_are_joined() {
        assert_eq!(
            words("*(Ban hành kèm theo\ncủa UBND tỉnh)*\n\nHai"),
            ["(Ban hành kèm theo của UBND tỉnh)", "Hai"]
        );
        assert_eq!(words("**TM. ỦY BAN**  \n**KT. CHỦ TỊCH**"), ["TM. ỦY BAN", "KT. CHỦ TỊCH"]);
        assert_eq!(words("Một\n1. Hai\na) Ba"), ["Một", "1. Hai", "a) Ba"]);
    }

    #[test]
    fn both_kinds_of_table_are_read() {
        assert_eq!(words("| TT | Tên |\n|---|---|\n| 1 | a \\| b |"), ["TT|Tên/1|a | b"]);
        assert_eq!(words("STT\tTên\tHạn\n1\ta\t2026"), ["STT|Tên|Hạn/1|a|2026"]);
        assert_eq!(words("| 1 | a |\n\n| 2 | b |"), ["1|a", "2|b"], "a blank line ends a table");
    }

    #[test]
    fn tables_without_outer_bars_and_in_html_are_read() {
        assert_eq!(words("TT | Tên\n---|---\n1 | a\n\nMột | hai"), ["TT|Tên/1|a", "Một | hai"]);
        let html = "<table>\n<tr><th>TT</th><th colspan=\"2\">Tên</th></tr>\n<tr><td rowspan=2>1</td>\n\
                    <td>a<br>b</td><td><s>c</s>d</td></tr>\n<tr><td>e</td><td>f</td></tr></table>\nSau";
        assert_eq!(words(html), ["TT|Tên|/1|a b|d/|e|f", "Sau"]);
    }

    #[test]
    fn struck_words_are_kept_apart_with_their_line() {
        let document =
            read_text(&"a.md".into(), "| 1 | ~~Việc~~ |\n| 2 | ~~Cũ~~Mới |\n\n<del>Bỏ</del>");
        let left_out: Vec<_> =
            document.left_out.iter().map(|one| (one.position.clone(), one.text.as_str())).collect();
        let at = at_line;
        assert_eq!(left_out, [(at(1), "Việc"), (at(1), "1"), (at(2), "Cũ"), (at(4), "Bỏ")]);
        assert_eq!(document.pieces.len(), 1, "a struck paragraph is none");
    }

    #[test]
    fn bullets_headings_and_footnotes_are_told_apart() {
        let pieces = read("## **2. Yêu cầu**\n- một\n\n<sup>4</sup> Ghi chú");
        let Piece::Text(heading) = &pieces[0] else { panic!() };
        assert_eq!((heading.heading, heading.text.as_str()), (Some(2), "2. Yêu cầu"));
        let Piece::Text(bullet) = &pieces[1] else { panic!() };
        assert_eq!((bullet.bullet.as_deref(), bullet.line_first), (Some("-"), 2));
        let Piece::Text(footnote) = &pieces[2] else { panic!() };
        assert_eq!((footnote.footnote.as_deref(), footnote.text.as_str()), (Some("4"), "Ghi chú"));
    }
}
