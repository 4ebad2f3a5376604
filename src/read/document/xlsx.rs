//! XLSX: every visible sheet with words in it is a table. Empty rows are left out; row numbers
//! stay those of the sheet.

mod cell;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use calamine::{DataRef, Dimensions, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};

use super::office::check_words;
use super::package::{Fault, Kind, Package};
use super::xml::{Step, Xml};
use super::{MAX_CELLS, Merged, Piece, Range, RawCell, RawDocument, RawRow, RawTable};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use cell::{Content, Look, content};

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

/// Reads a workbook. What cannot be read is said in `diagnostics`; sheets that could be read are
/// returned.
pub fn read_xlsx(file: &Arc<str>, bytes: &[u8], diagnostics: &mut Diagnostics) -> RawDocument {
    let mut reader = Reader {
        file,
        diagnostics,
        pieces: Vec::new(),
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
    let pieces = std::mem::take(&mut reader.pieces);
    if let Some(fault) = fault {
        diagnostics.push(fault.diagnostic(Kind::Workbook, file));
    }
    let document = RawDocument { file: Arc::clone(file), pieces, ..RawDocument::default() };
    check_words(&document, diagnostics);
    document
}

/// Cells with words, by row and column from 0.
type Rows = BTreeMap<u32, BTreeMap<u32, RawCell>>;
type Workbook<'b> = Xlsx<Cursor<&'b [u8]>>;

/// State of reading one workbook.
struct Reader<'a> {
    file: &'a Arc<str>,
    diagnostics: &'a mut Diagnostics,
    pieces: Vec<Piece>,
    cells_left: usize,
    scans_left: usize,
    text_left: usize,
}

impl Reader<'_> {
    fn read(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let mut package = Package::open(bytes, Kind::Workbook)?;
        package.measure()?;
        check_shared_strings(&mut package)?;
        let mut workbook = Workbook::new(Cursor::new(bytes)).map_err(|error| fault("", &error))?;
        let sheets = workbook.sheets_metadata().to_vec();
        if sheets.len() > MAX_SHEETS {
            return Err(Fault::TooLarge(format!("có hơn {MAX_SHEETS} trang tính")));
        }
        let mut looks = None;
        for sheet in sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
            if sheet.visible != SheetVisible::Visible {
                let message = format!("trang tính ẩn `{}` không được đọc", sheet.name);
                let place = Place::file(Arc::clone(self.file));
                self.diagnostics.push(
                    Diagnostic::new(Code::WorkbookSheetHidden, place, message)
                        .suggestion("nếu cần số liệu của trang này, bỏ ẩn rồi lưu lại"),
                );
                continue;
            }
            let rows = self.read_sheet(&mut workbook, &sheet.name, &mut looks)?;
            self.check_formulas(&mut workbook, &sheet.name)?;
            if !rows.is_empty() {
                let merges = workbook
                    .merge_cells_by_sheet_name(&sheet.name)
                    .map_err(|error| fault(&sheet.name, &error))?;
                let table = self.table(&sheet.name, rows, &merges)?;
                self.pieces.push(Piece::Table(table));
            }
        }
        Ok(())
    }

    fn read_sheet(
        &mut self,
        workbook: &mut Workbook<'_>,
        name: &str,
        looks: &mut Option<Vec<Look>>,
    ) -> Result<Rows, Fault> {
        let mut rows = Rows::new();
        let mut cells = match workbook.worksheet_cells_reader(name) {
            Ok(cells) => cells,
            Err(XlsxError::NotAWorksheet(_)) => return Ok(rows),
            Err(error) => return Err(fault(name, &error)),
        };
        let looks = looks.get_or_insert_with(|| cells.styles().iter().map(Look::of).collect());
        loop {
            let next = cells.next_cell_with_style_id().map_err(|error| fault(name, &error))?;
            let Some((cell, style)) = next else { return Ok(rows) };
            self.scan(name)?;
            let look = looks.get(style).copied().unwrap_or_default();
            let (row, column) = cell.get_position();
            let words = match content(cell.get_value(), look) {
                Content::Empty => continue,
                Content::Words(words) => words,
                Content::Error(error) => {
                    self.report_cell(
                        name,
                        (row, column),
                        format!("ô mang lỗi công thức `{error}`"),
                        "sửa công thức hoặc gõ thẳng giá trị vào ô",
                    );
                    error
                }
            };
            if row >= MAX_ROWS || column >= MAX_COLUMNS {
                return Err(Fault::TooLarge(format!(
                    "trang tính `{name}` có ô nằm ngoài {MAX_ROWS} hàng và {MAX_COLUMNS} cột đầu"
                )));
            }
            self.text_left = self.text_left.checked_sub(words.len()).ok_or_else(|| {
                Fault::TooLarge(format!("chữ trong các ô dài hơn {} MiB", MAX_TEXT >> 20))
            })?;
            let cell = RawCell { text: words, is_bold: look.is_bold, ..RawCell::default() };
            rows.entry(row).or_default().insert(column, cell);
        }
    }

    /// Reports formulas nobody has computed: the file was written by a program that cannot.
    fn check_formulas(&mut self, workbook: &mut Workbook<'_>, name: &str) -> Result<(), Fault> {
        let Ok(mut cells) = workbook.worksheet_cells_reader(name) else { return Ok(()) };
        loop {
            let next =
                cells.next_cell_with_formula_metadata().map_err(|error| fault(name, &error))?;
            let Some(cell) = next else { return Ok(()) };
            self.scan(name)?;
            if cell.formula.is_some() && cell.value == DataRef::Empty {
                self.report_cell(
                    name,
                    cell.pos,
                    "ô có công thức nhưng chưa có kết quả".to_owned(),
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

    fn report_cell(&mut self, sheet: &str, at: (u32, u32), message: String, suggestion: &str) {
        let (row, column) = (at.0.saturating_add(1), at.1.saturating_add(1));
        let place = Place::cell(Arc::clone(self.file), sheet, row, column);
        self.diagnostics
            .push(Diagnostic::new(Code::WorkbookCellError, place, message).suggestion(suggestion));
    }

    /// Rows as a table: all of one width, hidden cells of merged ranges marked.
    fn table(&mut self, name: &str, rows: Rows, merges: &[Dimensions]) -> Result<RawTable, Fault> {
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
        for range in merges {
            mark_merged(&mut table, range, &mut self.scans_left).ok_or_else(too_large)?;
        }
        let rows = table
            .into_iter()
            .map(|(number, cells)| RawRow { cells, line: number.saturating_add(1) })
            .filter(|row| row.cells.iter().any(|cell| !cell.text.is_empty()))
            .collect();
        let ranges = merges.iter().map(range).collect();
        Ok(RawTable { sheet: Some(name.to_owned()), rows, merged: ranges, ..RawTable::default() })
    }
}

fn range(range: &Dimensions) -> Range {
    let ((top, left), (bottom, right)) = (range.start, range.end);
    let from_one = |number: u32| number.saturating_add(1);
    Range {
        top: from_one(top),
        bottom: from_one(bottom),
        left: from_one(left),
        right: from_one(right),
    }
}

/// Marks the hidden cells of a merged range in the rows there are; nothing when the limit of cells
/// looked at is reached.
fn mark_merged(
    table: &mut BTreeMap<u32, Vec<RawCell>>,
    range: &Dimensions,
    scans_left: &mut usize,
) -> Option<()> {
    let (top, left) = range.start;
    let (bottom, right) = range.end;
    if top > bottom || left > right {
        return Some(());
    }
    let first = usize::try_from(left).unwrap_or(usize::MAX);
    let width = usize::try_from(right - left).unwrap_or(usize::MAX).saturating_add(1);
    for (number, cells) in table.range_mut(top..=bottom) {
        for (index, cell) in cells.iter_mut().enumerate().skip(first).take(width) {
            *scans_left = scans_left.checked_sub(1)?;
            let is_visible = *number == top && index == first;
            if !is_visible && cell.merged.is_none() {
                let merged = if *number == top { Merged::Left } else { Merged::Above };
                *cell = RawCell { merged: Some(merged), ..RawCell::default() };
            }
        }
    }
    Some(())
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
