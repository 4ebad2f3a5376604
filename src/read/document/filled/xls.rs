//! Filled forms saved as `.xls`, the format of Excel before 2007.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use calamine::{Data, DataRef, Dimensions, Reader as _, SheetType, SheetVisible, Xls};

use super::super::office::check_words;
use super::super::package::{Fault, Kind};
use super::super::xlsx::{Content, Look, content};
use super::super::{Range, RawCell, RawDocument, RawTable};
use super::{Cells, broken_formula, document, hidden, table};
use crate::diagnostic::Diagnostics;

/// Reads the visible sheets; links are not kept by what reads this format.
pub(super) fn read(file: &Arc<str>, bytes: &[u8], diagnostics: &mut Diagnostics) -> RawDocument {
    // calamine computes on numbers of the file unchecked; where that panics, the file is broken.
    let outcome = catch_unwind(AssertUnwindSafe(|| tables(file, bytes, diagnostics)));
    let outcome = outcome
        .unwrap_or_else(|_| Err(Fault::Damaged("có số hiệu hàng, cột không thể có".to_owned())));
    let document = match outcome {
        Ok(tables) => document(file, tables),
        Err(fault) => {
            diagnostics.push(fault.diagnostic(Kind::OldWorkbook, file));
            document(file, Vec::new())
        }
    };
    check_words(&document, diagnostics);
    document
}

fn tables(
    file: &Arc<str>,
    bytes: &[u8],
    diagnostics: &mut Diagnostics,
) -> Result<Vec<RawTable>, Fault> {
    let broken = |error: &dyn std::fmt::Display| {
        Fault::Damaged(format!("không đọc được nội dung ({error})"))
    };
    let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsError::Password => Fault::Protected,
        error => broken(&error),
    })?;
    let mut tables = Vec::new();
    for sheet in workbook.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        if sheet.visible != SheetVisible::Visible {
            diagnostics.push(hidden(file, &sheet.name));
            continue;
        }
        let range = workbook.worksheet_range(&sheet.name).map_err(|error| broken(&error))?;
        let (top, left) = range.start().unwrap_or_default();
        let mut cells = Cells::new();
        for (row, column, value) in range.used_cells() {
            let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
            let at = (top.saturating_add(number(row)), left.saturating_add(number(column)));
            let words = match content(&borrowed(value), &Look::default()) {
                Content::Empty => continue,
                Content::Words(words) => words,
                Content::Error(error) => {
                    diagnostics.push(broken_formula(file, &sheet.name, at, &error));
                    error
                }
            };
            let is_number = matches!(value, Data::Int(_) | Data::Float(_));
            cells.insert(at, RawCell { text: words, is_number, ..RawCell::default() });
        }
        let merged = workbook.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        tables.push(table(&sheet.name, cells, merged.iter().map(range_of).collect()));
    }
    Ok(tables)
}

fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(is_so) => DataRef::Bool(*is_so),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

fn range_of(range: &Dimensions) -> Range {
    let ((top, left), (bottom, right)) = (range.start, range.end);
    let [top, left, bottom, right] = [top, left, bottom, right].map(|at| at.saturating_add(1));
    Range { top, bottom, left, right }
}
