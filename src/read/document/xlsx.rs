//! XLSX: every visible sheet with words in it is a table. Empty and hidden rows are left out; row
//! and column numbers stay those of the sheet.

mod cell;
mod facts;
mod format;
mod grid;
mod rich;
#[cfg(test)]
mod tests;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};

use super::left_out::{Aside, AsideKind, is_number_at_most, report};
use super::office::{cell_lines, cell_text, check_words, fold_text};
use super::package::{Fault, Kind, Package};
use super::xml::{Step, Xml};
use super::{LeftOut, MAX_CELLS, Piece, RawCell, RawDocument, RawRow, RawTable, Stretch};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Position, column_letters};
use crate::model::UnusedReason;
pub(super) use cell::{Content, Look, content};
use facts::{Facts, position};
use grid::{Grid, mark_merged, range, seen};

/// Last row that may hold anything.
const MAX_ROWS: u32 = 200_000;
/// Last column that may hold anything (IV).
const MAX_COLUMNS: u32 = 256;
/// Most cells looked at in the whole workbook, formatted empty ones included.
const MAX_SCANNED: usize = 20_000_000;
/// Most bytes of text in the whole workbook, text shared between cells counted each time.
const MAX_TEXT: usize = 16 << 20;
/// Fewest bytes a shared string takes: `<si><t/></si>`.
const SHORTEST_STRING: usize = 13;
/// Most sheets.
const MAX_SHEETS: usize = 256;

/// Why words are left out that are told one by one.
const TOLD: [UnusedReason; 4] =
    [UnusedReason::Struck, UnusedReason::Covered, UnusedReason::Comment, UnusedReason::Drawing];

/// Reads a workbook as a reader of it sees it: hidden rows, columns and sheets are left out and said. What cannot be read
/// is said in `diagnostics`; sheets that could be read are returned.
pub fn read_xlsx(file: &Arc<str>, bytes: &[u8], diagnostics: &mut Diagnostics) -> RawDocument {
    read(file, bytes, false, diagnostics)
}

/// Reads a workbook that was filled in: like [`read_xlsx`], but hidden rows and columns count. A filter that was left on
/// hides rows that were handed in all the same, and the mark of a form stands in a hidden row.
pub(super) fn read_filled_xlsx(
    file: &Arc<str>,
    bytes: &[u8],
    diagnostics: &mut Diagnostics,
) -> RawDocument {
    read(file, bytes, true, diagnostics)
}

fn read(
    file: &Arc<str>,
    bytes: &[u8],
    reads_hidden: bool,
    diagnostics: &mut Diagnostics,
) -> RawDocument {
    let mut reader = Reader {
        file,
        reads_hidden,
        diagnostics,
        pieces: Vec::new(),
        source: Vec::new(),
        left_out: Vec::new(),
        asides: Vec::new(),
        cells_left: MAX_CELLS,
        scans_left: MAX_SCANNED,
        text_left: MAX_TEXT,
    };
    // calamine computes on numbers of the file unchecked; where that panics, the file is broken.
    let outcome = catch_unwind(AssertUnwindSafe(|| reader.read(bytes)));
    let fault = match outcome {
        Ok(Ok(())) => None,
        Ok(Err(fault)) => Some(fault),
        Err(_) => Some(Fault::Damaged("có số hiệu hàng, cột không thể có".to_owned())),
    };
    let Reader { pieces, source, left_out, asides, .. } = reader;
    if let Some(fault) = fault {
        diagnostics.push(fault.diagnostic(Kind::Workbook, file));
    }
    let document = RawDocument { file: Arc::clone(file), pieces, source, left_out };
    check_words(&document, diagnostics);
    report(&document, &TOLD, &asides, diagnostics);
    document
}

/// Cells with words, by row and column from 0.
type Rows = BTreeMap<u32, BTreeMap<u32, RawCell>>;
type Workbook<'b> = Xlsx<Cursor<&'b [u8]>>;

/// State of reading one workbook.
struct Reader<'a> {
    file: &'a Arc<str>,
    /// Whether hidden rows and columns are read like all others.
    reads_hidden: bool,
    diagnostics: &'a mut Diagnostics,
    pieces: Vec<Piece>,
    source: Vec<Stretch>,
    left_out: Vec<LeftOut>,
    asides: Vec<Aside>,
    cells_left: usize,
    scans_left: usize,
    text_left: usize,
}

impl Reader<'_> {
    fn read(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let mut package = Package::open(bytes, Kind::Workbook)?;
        package.measure()?;
        check_shared_strings(&mut package)?;
        let beside = facts::Workbook::read(&mut package)?;
        let mut workbook = Workbook::new(Cursor::new(bytes)).map_err(|error| fault("", &error))?;
        let sheets = workbook.sheets_metadata().to_vec();
        if sheets.len() > MAX_SHEETS {
            return Err(Fault::TooLarge(format!("có hơn {MAX_SHEETS} trang tính")));
        }
        let mut looks = None;
        for sheet in &sheets {
            if sheet.typ != SheetType::WorkSheet {
                let message = format!("trang `{}` chỉ có biểu đồ, không đọc được", sheet.name);
                let place = Place::file(Arc::clone(self.file));
                self.diagnostics.push(Diagnostic::new(Code::DocumentPicture, place, message));
                continue;
            }
            if sheet.visible != SheetVisible::Visible {
                let message = format!("trang tính ẩn `{}` không được đọc", sheet.name);
                let place = Place::file(Arc::clone(self.file));
                self.diagnostics.push(
                    Diagnostic::new(Code::WorkbookSheetHidden, place, message)
                        .suggestion("nếu cần số liệu của trang này, bỏ ẩn rồi lưu lại"),
                );
                // Its name stands for what it holds, so that nobody publishes the file as if all of it were seen.
                let (position, text) = (position(&sheet.name, (0, 0)), sheet.name.clone());
                self.source.push(Stretch { position: position.clone(), text: text.clone() });
                self.left_out.push(LeftOut { position, text, reason: UnusedReason::Hidden });
                continue;
            }
            let mut facts = beside.facts(&mut package, &sheet.name)?;
            if self.reads_hidden {
                facts.hidden_rows.clear();
                facts.hidden_columns.clear();
            }
            self.take_beside(&mut facts);
            let merges = workbook
                .merge_cells_by_sheet_name(&sheet.name)
                .map_err(|error| fault(&sheet.name, &error))?;
            let (merges, moved) = seen(&merges, &facts);
            let grid = Grid { name: &sheet.name, merges, moved, facts };
            let rows = self.read_sheet(&mut workbook, &grid, &mut looks)?;
            self.check_formulas(&mut workbook, &grid)?;
            if !rows.is_empty() {
                let table = self.table(&grid, rows)?;
                self.pieces.push(Piece::Table(table));
            }
        }
        Ok(())
    }

    /// Keeps comments, drawings and page headers of a sheet: counted, and left out.
    fn take_beside(&mut self, facts: &mut Facts) {
        for one in facts.left_out.drain(..) {
            self.source.push(Stretch { position: one.position.clone(), text: one.text.clone() });
            self.left_out.push(one);
        }
        self.asides.append(&mut facts.asides);
    }

    fn read_sheet(
        &mut self,
        workbook: &mut Workbook<'_>,
        grid: &Grid<'_>,
        looks: &mut Option<Vec<Look>>,
    ) -> Result<Rows, Fault> {
        let mut rows = Rows::new();
        let mut hidden = Hidden::default();
        let mut cells = match workbook.worksheet_cells_reader(grid.name) {
            Ok(cells) => cells,
            Err(XlsxError::NotAWorksheet(_)) => return Ok(rows),
            Err(error) => return Err(fault(grid.name, &error)),
        };
        let looks = looks.get_or_insert_with(|| cells.styles().iter().map(Look::of).collect());
        let plain = Look::default();
        loop {
            let next = cells.next_cell_with_style_id().map_err(|error| fault(grid.name, &error))?;
            let Some((cell, style)) = next else { break };
            self.scan(grid.name)?;
            let at = cell.get_position();
            let found = self.cell(grid, at, cell.get_value(), looks.get(style).unwrap_or(&plain));
            let Some((at, cell)) = found else { continue };
            if at.0 >= MAX_ROWS || at.1 >= MAX_COLUMNS {
                return Err(Fault::TooLarge(format!(
                    "trang tính `{}` có ô nằm ngoài {MAX_ROWS} hàng và {MAX_COLUMNS} cột đầu",
                    grid.name
                )));
            }
            self.text_left = self.text_left.checked_sub(cell.text.len()).ok_or_else(|| {
                Fault::TooLarge(format!("chữ trong các ô dài hơn {} MiB", MAX_TEXT >> 20))
            })?;
            match (grid.is_hidden_row(at), grid.is_hidden_column(at)) {
                (true, _) => hidden.rows.entry(at.0).or_default().push(cell.text),
                (_, true) => hidden.columns.entry(at.1).or_default().push((at.0, cell.text)),
                _ if cell.text.is_empty() && cell.calls.is_empty() => {}
                _ => match rows.entry(at.0).or_default().entry(at.1) {
                    Entry::Vacant(entry) => {
                        entry.insert(cell);
                    }
                    // The words of a merged range moved here out of a hidden row or column.
                    Entry::Occupied(_) => self.left_out.push(LeftOut {
                        position: position(grid.name, at),
                        text: cell.text,
                        reason: UnusedReason::Covered,
                    }),
                },
            }
        }
        self.hide(grid.name, hidden);
        self.drop_struck_rows(grid.name, &mut rows);
        Ok(rows)
    }

    /// A cell with words, and where it is seen: the words of a merged range move out of a hidden row or column.
    fn cell(
        &mut self,
        grid: &Grid<'_>,
        at: (u32, u32),
        value: &DataRef<'_>,
        look: &Look,
    ) -> Option<((u32, u32), RawCell)> {
        let typed = match value {
            DataRef::Empty => return None,
            DataRef::String(text) => text.as_str(),
            DataRef::SharedString(text) => text,
            _ => "",
        };
        let seen_at = grid.seen_at(at);
        let position = position(grid.name, seen_at);
        let is_seen = !grid.is_hidden_row(seen_at) && !grid.is_hidden_column(seen_at);
        let words = match content(value, look) {
            Content::Empty => String::new(),
            Content::Words(words) => words,
            Content::Error(error) => {
                if is_seen {
                    self.report_cell(
                        Code::WorkbookCellError,
                        (grid.name, seen_at),
                        format!("ô mang lỗi công thức `{error}`"),
                        "sửa công thức hoặc gõ thẳng giá trị vào ô",
                    );
                }
                error
            }
        };
        let source = if typed.is_empty() { words.clone() } else { typed.to_owned() };
        let rich = grid.facts.rich.get(&at);
        if source.trim().is_empty() {
            return None;
        }
        self.source.push(Stretch { position: position.clone(), text: source.clone() });
        let lines = if typed.is_empty() { None } else { cell_lines(typed) };
        let mut cell = RawCell { text: words, lines, is_bold: look.is_bold, ..RawCell::default() };
        if let Some(rich) = rich {
            cell.text = cell_text(&rich.text);
            cell.lines = cell_lines(&rich.text);
            cell.calls.clone_from(&rich.calls);
        }
        if !is_seen {
            return Some((seen_at, RawCell { text: fold_text(&source), ..RawCell::default() }));
        }
        if let Some(rich) = rich {
            for text in rich.struck.iter().filter(|text| !text.trim().is_empty()) {
                let text = fold_text(text);
                let reason = UnusedReason::Struck;
                self.left_out.push(LeftOut { position: position.clone(), text, reason });
            }
            for (number, mark) in &rich.noted {
                let kind = AsideKind::NoteMark(mark.clone());
                self.asides.push(Aside { kind, position: position.clone(), under: number.clone() });
            }
        }
        let reason = if look.is_struck {
            Some(UnusedReason::Struck)
        } else {
            (cell.text.is_empty() && rich.is_none()).then_some(UnusedReason::Hidden)
        };
        if let Some(reason) = reason {
            let text = if cell.text.is_empty() { fold_text(&source) } else { cell.text };
            self.left_out.push(LeftOut { position, text, reason });
            cell = RawCell::default();
        }
        Some((seen_at, cell))
    }

    /// Leaves out what hidden rows and columns hold, and says which they are.
    fn hide(&mut self, sheet: &str, hidden: Hidden) {
        let reason = UnusedReason::Hidden;
        for (row, texts) in hidden.rows {
            let position = position(sheet, (row, 0));
            let kind = AsideKind::HiddenLine(format!("hàng {}", row.saturating_add(1)));
            self.asides.push(Aside { kind, position: position.clone(), under: String::new() });
            self.left_out.push(LeftOut { position, text: texts.join(" | "), reason });
        }
        for (column, cells) in hidden.columns {
            let kind =
                AsideKind::HiddenLine(format!("cột {}", column_letters(column.saturating_add(1))));
            let first = cells.first().map_or(0, |cell| cell.0);
            let place = position(sheet, (first, column));
            self.asides.push(Aside { kind, position: place, under: String::new() });
            self.left_out.extend(cells.into_iter().map(|(row, text)| LeftOut {
                position: position(sheet, (row, column)),
                text,
                reason,
            }));
        }
    }

    /// Drops rows of which struck out words leave no more than their number.
    fn drop_struck_rows(&mut self, sheet: &str, rows: &mut Rows) {
        let struck: BTreeSet<u32> = self
            .left_out
            .iter()
            .filter(|one| one.reason == UnusedReason::Struck)
            .filter_map(|one| match &one.position {
                Position::Cell { sheet: own, row, .. } if own == sheet => Some(row - 1),
                _ => None,
            })
            .collect();
        for row in struck {
            let Some(cells) = rows.get(&row) else { continue };
            let cells: Vec<RawCell> = cells.values().cloned().collect();
            if !is_number_at_most(&cells) {
                continue;
            }
            for (column, cell) in rows.remove(&row).unwrap_or_default() {
                if !cell.text.is_empty() {
                    let position = position(sheet, (row, column));
                    let reason = UnusedReason::Struck;
                    self.left_out.push(LeftOut { position, text: cell.text, reason });
                }
            }
        }
    }

    /// Reports formulas nobody has computed: the file was written by a program that cannot.
    fn check_formulas(
        &mut self,
        workbook: &mut Workbook<'_>,
        grid: &Grid<'_>,
    ) -> Result<(), Fault> {
        let Ok(mut cells) = workbook.worksheet_cells_reader(grid.name) else { return Ok(()) };
        loop {
            let next = cells
                .next_cell_with_formula_metadata()
                .map_err(|error| fault(grid.name, &error))?;
            let Some(cell) = next else { return Ok(()) };
            self.scan(grid.name)?;
            let is_hidden = grid.is_hidden_row(cell.pos) || grid.is_hidden_column(cell.pos);
            if cell.formula.is_some() && cell.value == DataRef::Empty && !is_hidden {
                // In a plan the cell is blank and said to be; a report must not lose a value that way.
                let code = if self.reads_hidden {
                    Code::WorkbookCellError
                } else {
                    Code::WorkbookUncomputed
                };
                self.report_cell(
                    code,
                    (grid.name, cell.pos),
                    "ô có công thức nhưng chưa có kết quả: được đọc là ô trống".to_owned(),
                    "mở bằng Excel hoặc LibreOffice rồi lưu lại để tính công thức",
                );
            }
        }
    }

    fn scan(&mut self, name: &str) -> Result<(), Fault> {
        self.scans_left = self
            .scans_left
            .checked_sub(1)
            .ok_or_else(|| Fault::TooLarge(format!("trang tính `{name}` có quá nhiều ô")))?;
        Ok(())
    }

    fn report_cell(
        &mut self,
        code: Code,
        (sheet, at): (&str, (u32, u32)),
        message: String,
        suggestion: &str,
    ) {
        let (row, column) = (at.0.saturating_add(1), at.1.saturating_add(1));
        let place = Place::cell(Arc::clone(self.file), sheet, row, column);
        self.diagnostics.push(Diagnostic::new(code, place, message).suggestion(suggestion));
    }

    /// Rows as a table: all of one width, hidden cells of merged ranges marked.
    fn table(&mut self, grid: &Grid<'_>, rows: Rows) -> Result<RawTable, Fault> {
        let last = rows.values().filter_map(|row| row.keys().next_back()).max().copied();
        let width = usize::try_from(last.unwrap_or(0)).unwrap_or(0) + 1;
        let too_large = || Fault::TooLarge(format!("các bảng có hơn {MAX_CELLS} ô"));
        let mut table: BTreeMap<u32, Vec<RawCell>> = BTreeMap::new();
        for (number, mut cells) in rows {
            self.cells_left = self.cells_left.checked_sub(width).ok_or_else(too_large)?;
            let columns = 0..=last.unwrap_or(0);
            let cells = columns.map(|column| cells.remove(&column).unwrap_or_default()).collect();
            table.insert(number, cells);
        }
        let mut covered = Vec::new();
        for range in &grid.merges {
            mark_merged(&mut table, range, &mut self.scans_left, &mut covered)
                .ok_or_else(too_large)?;
        }
        self.left_out.extend(covered.into_iter().map(|(at, text)| LeftOut {
            position: position(grid.name, at),
            text,
            reason: UnusedReason::Covered,
        }));
        let rows = table
            .into_iter()
            .map(|(number, cells)| RawRow { cells, line: number.saturating_add(1) })
            .filter(|row| row.cells.iter().any(|cell| !cell.text.is_empty()))
            .collect();
        let ranges = grid.merges.iter().map(range).collect();
        Ok(RawTable {
            sheet: Some(grid.name.to_owned()),
            rows,
            merged: ranges,
            ..RawTable::default()
        })
    }
}

/// What hidden rows and columns hold.
#[derive(Default)]
struct Hidden {
    rows: BTreeMap<u32, Vec<String>>,
    columns: BTreeMap<u32, Vec<(u32, String)>>,
}

/// calamine reserves memory for as many shared strings as the part promises; a promise the part is
/// too short to keep would end the program.
fn check_shared_strings(package: &mut Package<'_>) -> Result<(), Fault> {
    let names = package.names();
    for name in names.iter().filter(|name| name.ends_with("sharedstrings.xml")) {
        let bytes = package.read(name)?.unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let mut xml = Xml::new(&text);
        while !xml.is_at_end() {
            let step = xml.step().map_err(|fault| Fault::Damaged(fault.message()))?;
            let Step::Open(element) = step else { continue };
            if element.name() != "sst" {
                continue;
            }
            let promised = element.attribute("uniqueCount").and_then(|count| count.parse().ok());
            if promised.unwrap_or(0) > bytes.len() / SHORTEST_STRING {
                return Err(Fault::Damaged("số chuỗi dùng chung khai báo không đúng".to_owned()));
            }
            break;
        }
    }
    Ok(())
}

fn fault(sheet: &str, error: &XlsxError) -> Fault {
    if matches!(error, XlsxError::Password) {
        return Fault::Protected;
    }
    let place = if sheet.is_empty() { String::new() } else { format!("trang tính `{sheet}`: ") };
    Fault::Damaged(format!("{place}không đọc được nội dung ({error})"))
}
