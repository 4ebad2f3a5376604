//! A document as Markdown with pipe tables, as programs that scan paper write it, or as text with tabs.

use std::fmt::Write as _;

use super::grid::{Block, Cell, File, Item, Look, Mark, Place, Row, Slot};
use super::traits::{Layout, Trait as T};

/// The document as a text file.
pub(crate) fn write(blocks: &[Block], layout: &Layout) -> File {
    let is_markdown = layout.has(T::Markdown);
    let has_html = layout.has(T::HtmlTables);
    let mut out =
        Out { text: String::new(), places: Vec::new(), notes: Vec::new(), is_markdown, has_html };
    for block in blocks {
        out.block(block);
    }
    let ending = if is_markdown { "md" } else { "txt" };
    File { ending, bytes: out.text.into_bytes(), places: out.places }
}

struct Out {
    text: String,
    places: Vec<(Item, Place)>,
    /// Footnotes called from the table being written.
    notes: Vec<&'static str>,
    is_markdown: bool,
    has_html: bool,
}

impl Out {
    fn line(&mut self, words: &str, item: Option<Item>) {
        writeln!(self.text, "{words}").unwrap();
        let line = u32::try_from(self.text.matches('\n').count()).unwrap();
        self.places.extend(item.map(|item| (item, Place { sheet: None, line })));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(look, words, item) => {
                let words = match look {
                    Look::Heading if self.is_markdown => format!("## {words}"),
                    Look::Title if self.is_markdown => format!("**{words}**"),
                    Look::Note if self.is_markdown => format!("*{words}*"),
                    _ => words.clone(),
                };
                self.line(&words, *item);
            }
            Block::Blank => {}
            Block::TextBox(words) => self.line(words, None),
            Block::Columns(pairs) => {
                for (at, (left, right)) in pairs.iter().enumerate() {
                    if self.is_markdown {
                        self.line(&format!("| {left} | {right} |"), None);
                        if at == 0 {
                            self.line("|---|---|", None);
                        }
                    } else {
                        self.line(&format!("{left}\t{right}"), None);
                    }
                }
            }
            Block::Table(rows) if self.has_html => self.html_table(rows),
            Block::Table(rows) => self.table(rows),
        }
        self.text.push('\n');
        for (at, note) in (1..).zip(std::mem::take(&mut self.notes)) {
            self.line(&format!("<sup>{at}</sup> {note}\n"), None);
        }
    }

    fn table(&mut self, rows: &[Row]) {
        for (at, row) in rows.iter().enumerate() {
            let cells: Vec<String> = row.cells.iter().map(|cell| self.cell(cell)).collect();
            if self.is_markdown {
                self.line(&format!("| {} |", cells.join(" | ")), row.item);
                if at == 0 {
                    self.line(&format!("|{}", "---|".repeat(cells.len())), None);
                }
            } else {
                self.line(&cells.join("\t"), row.item);
            }
        }
    }

    /// A row a line, with merged cells.
    fn html_table(&mut self, rows: &[Row]) {
        self.line("<table>", None);
        for (at, row) in rows.iter().enumerate() {
            let mut words = "<tr>".to_owned();
            for (column, cell) in row.cells.iter().enumerate() {
                if cell.slot != Slot::Own {
                    continue;
                }
                let right =
                    row.cells[column + 1..].iter().take_while(|c| c.slot == Slot::Left).count();
                let down = rows[at + 1..]
                    .iter()
                    .take_while(|row| row.cells[column].slot == Slot::Above)
                    .count();
                words.push_str("<td");
                for (name, more) in [("colspan", right), ("rowspan", down)] {
                    if more > 0 {
                        write!(words, " {name}=\"{}\"", more + 1).unwrap();
                    }
                }
                let text = self.cell(cell).replace("**", "").replace("~~", "");
                write!(words, ">{text}</td>").unwrap();
            }
            self.line(&(words + "</tr>"), row.item);
        }
        self.line("</table>", None);
    }

    /// A covered cell is empty, as converters leave it.
    fn cell(&mut self, cell: &Cell) -> String {
        if cell.slot != Slot::Own {
            return String::new();
        }
        let run = |(mark, text): &(Mark, String)| match mark {
            _ if !self.is_markdown || text.trim().is_empty() => text.replace('\n', " "),
            Mark::Bold => format!("**{}**", text.replace('\n', "<br>")),
            Mark::Struck => format!("~~{}~~ ", text.trim()),
            _ => text.replace('\n', "<br>"),
        };
        let mut words: String = cell.runs.iter().map(run).collect();
        if let Some(note) = cell.note {
            self.notes.push(note);
            write!(words, "<sup>{}</sup>", self.notes.len()).unwrap();
        }
        words
    }
}
