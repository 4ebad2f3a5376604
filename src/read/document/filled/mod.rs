//! Workbooks that were filled in and handed back, in whichever format an office saved them: `.xlsx`, `.ods` or `.xls`.

mod beside;
mod ods;
#[cfg(test)]
mod tests;
mod xls;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::package::{Fault, Kind, Package};
use super::xlsx::read_filled_xlsx;
use super::{Piece, RawCell, RawDocument, RawRow, RawTable};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Position, Severity};

/// Reads a workbook that was filled in, by what it is and not by its name. Hidden rows and columns count: a filter that was
/// left on hides rows that were handed in all the same, and the mark of a form stands in a hidden row. Hidden sheets do not.
///
/// Cells know whether they hold a number, and which address they lead to. What cannot be read is said in `diagnostics`.
pub fn read_filled(file: &Arc<str>, bytes: &[u8], diagnostics: &mut Diagnostics) -> RawDocument {
    match Package::open(bytes, Kind::OpenDocument) {
        Ok(package) => ods::read(file, package, diagnostics),
        Err(Fault::Legacy) => xls::read(file, bytes, diagnostics),
        Err(_) => {
            let mut document = read_filled_xlsx(file, bytes, diagnostics);
            let is_of_file = |problem: &Diagnostic| {
                problem.severity == Severity::Error
                    && problem.place.as_ref().is_none_or(|place| place.position == Position::File)
            };
            if !diagnostics.iter().any(is_of_file) {
                beside::note(&mut document, bytes);
            }
            document
        }
    }
}

/// Cells with words, by row and column from 0.
type Cells = BTreeMap<(u32, u32), RawCell>;

/// A sheet as a table: every row of one width, rows without words left out.
fn table(name: &str, cells: Cells, merged: Vec<super::Range>) -> RawTable {
    let width = cells.keys().map(|at| at.1).max().map_or(0, |last| last + 1);
    let mut rows: BTreeMap<u32, Vec<RawCell>> = BTreeMap::new();
    for ((row, column), cell) in cells {
        let empty = || (0..width).map(|_| RawCell::default()).collect();
        let row = rows.entry(row).or_insert_with(empty);
        if let Some(place) = usize::try_from(column).ok().and_then(|column| row.get_mut(column)) {
            *place = cell;
        }
    }
    let row = |(number, cells): (u32, _)| RawRow { cells, line: number.saturating_add(1) };
    let rows = rows.into_iter().map(row).collect();
    RawTable { sheet: Some(name.to_owned()), rows, merged, ..RawTable::default() }
}

/// The document of these sheets, without those that hold nothing.
fn document(file: &Arc<str>, tables: Vec<RawTable>) -> RawDocument {
    let tables = tables.into_iter().filter(|table| !table.rows.is_empty());
    let pieces = tables.map(Piece::Table).collect();
    RawDocument { file: Arc::clone(file), pieces, ..RawDocument::default() }
}

fn hidden(file: &Arc<str>, name: &str) -> Diagnostic {
    let message = format!("trang tính ẩn `{name}` không được đọc");
    Diagnostic::new(Code::WorkbookSheetHidden, Place::file(Arc::clone(file)), message)
        .suggestion("nếu cần số liệu của trang này, bỏ ẩn rồi lưu lại")
}

fn broken_formula(file: &Arc<str>, sheet: &str, at: (u32, u32), error: &str) -> Diagnostic {
    let place =
        Place::cell(Arc::clone(file), sheet, at.0.saturating_add(1), at.1.saturating_add(1));
    Diagnostic::new(Code::WorkbookCellError, place, format!("ô mang lỗi công thức `{error}`"))
        .suggestion("sửa công thức hoặc gõ thẳng giá trị vào ô")
}
