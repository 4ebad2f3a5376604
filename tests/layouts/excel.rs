//! A document as an Excel workbook.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use super::grid::{Block, Cell, File, Item, Look, Mark, Place, Row, Slot};
use super::random::Random;
use super::traits::{Layout, Trait};

/// The document as an `.xlsx` file: on one sheet, or indicators and tasks each on their own.
pub(crate) fn write(blocks: &[Block], layout: &Layout, random: &mut Random) -> File {
    let is_split = random.chance(60);
    let is_second = |block: &Block| matches!(block, Block::Paragraph(Look::Heading, words, _) if words == "III. NHIỆM VỤ");
    let first = blocks.iter().position(is_second).filter(|_| is_split).unwrap_or(blocks.len());
    let mut book = Workbook::new();
    let mut places = Vec::new();
    for (blocks, name) in [(&blocks[..first], "Biểu 1"), (&blocks[first..], "Biểu 2")] {
        if blocks.is_empty() {
            continue;
        }
        let has_decimals = layout.has(Trait::NumberDecimal);
        let sheet = Worksheet::new();
        let left = u16::from(layout.has(Trait::SheetOffset));
        let row = u32::from(left) * 3;
        let mut out = Out { sheet, name, row, left, has_decimals, places: Vec::new() };
        out.sheet.set_name(name).unwrap();
        for block in blocks {
            out.block(block);
        }
        places.extend(out.places);
        book.push_worksheet(out.sheet);
    }
    File { ending: "xlsx", bytes: book.save_to_buffer().unwrap(), places }
}

struct Out {
    sheet: Worksheet,
    name: &'static str,
    /// The next row, from 0.
    row: u32,
    /// The column everything begins in, from 0.
    left: u16,
    /// Whether a program made a number of a mark such as 1.1.
    has_decimals: bool,
    places: Vec<(Item, Place)>,
}

impl Out {
    fn place(&mut self, item: Option<Item>) {
        let place = Place { sheet: Some(self.name.to_owned()), line: self.row + 1 };
        self.places.extend(item.map(|item| (item, place)));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(_, words, item) => {
                self.sheet
                    .write_string_with_format(self.row, self.left, words, &format(Mark::Bold))
                    .unwrap();
                self.place(*item);
                self.row += 1;
            }
            Block::Blank | Block::TextBox(_) | Block::Columns(_) => self.row += 1,
            Block::Table(rows) => {
                for at in 0..rows.len() {
                    self.place(rows[at].item);
                    self.cells(rows, at);
                    self.row += 1;
                }
                self.row += 1;
            }
        }
    }

    fn cells(&mut self, rows: &[Row], at: usize) {
        let row = &rows[at];
        if row.is_gone {
            self.sheet.set_row_hidden(self.row).unwrap();
        }
        for (column, cell) in row.cells.iter().enumerate() {
            if cell.slot != Slot::Own {
                continue;
            }
            let right = row.cells[column + 1..].iter().take_while(|c| c.slot == Slot::Left).count();
            let down =
                rows[at + 1..].iter().take_while(|r| r.cells[column].slot == Slot::Above).count();
            let first = self.left + u16::try_from(column).unwrap();
            if right + down > 0 {
                let last = first + u16::try_from(right).unwrap();
                let bottom = self.row + u32::try_from(down).unwrap();
                let mark = format(cell.runs[0].0);
                self.sheet.merge_range(self.row, first, bottom, last, "", &mark).unwrap();
            }
            self.cell(first, cell);
        }
    }

    fn cell(&mut self, column: u16, cell: &Cell) {
        let text = cell.text();
        if text.is_empty() {
            return;
        }
        let mark = format(cell.runs[0].0);
        let (row, sheet) = (self.row, &mut self.sheet);
        let is_decimal =
            |text: &str| text.len() == 3 && text.contains('.') && text.parse::<f64>().is_ok();
        let is_number = text.parse::<u32>().is_ok_and(|number| number.to_string() == text)
            || (self.has_decimals && is_decimal(&text));
        let written = if let Some((day, month, year)) = cell.day {
            let date = ExcelDateTime::from_ymd(year, month, day).unwrap();
            sheet.write_datetime_with_format(row, column, date, &mark.set_num_format("dd/mm/yyyy"))
        } else if is_number {
            sheet.write_number_with_format(row, column, text.parse::<f64>().unwrap(), &mark)
        } else if cell.runs.len() > 1 {
            let formats: Vec<Format> = cell.runs.iter().map(|run| format(run.0)).collect();
            let runs: Vec<(&Format, &str)> =
                formats.iter().zip(cell.runs.iter().map(|run| run.1.as_str())).collect();
            sheet.write_rich_string(row, column, &runs)
        } else {
            sheet.write_string_with_format(row, column, &text, &mark)
        };
        written.unwrap();
    }
}

fn format(mark: Mark) -> Format {
    let wrapped = Format::new().set_text_wrap();
    match mark {
        Mark::Bold => wrapped.set_bold(),
        Mark::Struck => wrapped.set_font_strikethrough(),
        _ => wrapped,
    }
}
