//! What the reader of `.xlsx` does not keep of a cell: whether it holds a number, and the address behind its words.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader as _, Xlsx, XlsxError, XlsxFormulaMetadata};

use super::super::{Piece, RawCell, RawDocument, RawTable};

/// Most cells a link may stand over; one over a whole column is none of a cell.
const MOST_LINKED: u32 = 64;

/// What is known of the cells of a sheet, by row and column from 0.
#[derive(Default)]
struct Beside {
    numbers: Vec<(u32, u32)>,
    addresses: BTreeMap<(u32, u32), String>,
}

/// Notes numbers and addresses in the cells of a document that was read from these bytes.
pub(super) fn note(document: &mut RawDocument, bytes: &[u8]) {
    // calamine computes on numbers of the file unchecked; the document was read, and is handed on as it was read.
    let read = || sheets(bytes).unwrap_or_default();
    let sheets = catch_unwind(AssertUnwindSafe(read)).unwrap_or_default();
    for piece in &mut document.pieces {
        let Piece::Table(table) = piece else { continue };
        let Some(beside) = table.sheet.as_ref().and_then(|name| sheets.get(name)) else { continue };
        let places: BTreeMap<u32, usize> =
            (0..).zip(&table.rows).map(|(at, row)| (row.line.saturating_sub(1), at)).collect();
        for at in &beside.numbers {
            if let Some(cell) = cell(table, &places, *at) {
                cell.is_number = true;
            }
        }
        for (at, address) in &beside.addresses {
            if let Some(cell) = cell(table, &places, *at).filter(|cell| !cell.text.is_empty()) {
                cell.address = Some(address.clone());
            }
        }
    }
}

/// The cell at a row and column from 0; `places` says where rows stand in the table.
fn cell<'t>(
    table: &'t mut RawTable,
    places: &BTreeMap<u32, usize>,
    (row, column): (u32, u32),
) -> Option<&'t mut RawCell> {
    let row = table.rows.get_mut(*places.get(&row)?)?;
    row.cells.get_mut(usize::try_from(column).ok()?)
}

fn sheets(bytes: &[u8]) -> Result<BTreeMap<String, Beside>, XlsxError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let names: Vec<String> =
        workbook.sheets_metadata().iter().map(|sheet| sheet.name.clone()).collect();
    let mut found = BTreeMap::new();
    for name in names {
        let mut beside = Beside::default();
        for link in workbook.hyperlinks_by_sheet_name(&name).unwrap_or_default() {
            let (first, last) = (link.range.start, link.range.end);
            let Some(address) = link.target else { continue };
            let count = (last.0.saturating_sub(first.0) + 1)
                .saturating_mul(last.1.saturating_sub(first.1) + 1);
            if count > MOST_LINKED {
                continue;
            }
            for row in first.0..=last.0 {
                let cells = (first.1..=last.1).map(|column| ((row, column), address.clone()));
                beside.addresses.extend(cells);
            }
        }
        if let Ok(mut cells) = workbook.worksheet_cells_reader(&name) {
            while let Some(cell) = cells.next_cell_with_formula_metadata()? {
                if matches!(cell.value, DataRef::Int(_) | DataRef::Float(_)) {
                    beside.numbers.push(cell.pos);
                }
                let address = cell.formula.as_ref().and_then(|formula| match formula {
                    XlsxFormulaMetadata::Normal { formula }
                    | XlsxFormulaMetadata::Shared { formula, .. } => of_formula(formula),
                    _ => None,
                });
                beside.addresses.extend(address.map(|address| (cell.pos, address)));
            }
        }
        found.insert(name, beside);
    }
    Ok(found)
}

/// The address of `HYPERLINK("https://…","words")`.
fn of_formula(formula: &str) -> Option<String> {
    let rest = formula.trim_start_matches('=').strip_prefix("HYPERLINK(")?.trim_start();
    let (address, _) = rest.strip_prefix('"')?.split_once('"')?;
    (!address.is_empty()).then(|| address.to_owned())
}
