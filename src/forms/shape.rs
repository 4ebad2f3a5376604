//! Whether a form still has its sheets and columns: what is gone or renamed would be lost without a word.

use std::sync::Arc;

use super::assignment::Assignment;
use super::sheet::Column;
use super::workbook::{INDICATORS, TASKS, indicator_columns, task_columns};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::read::document::{Piece, RawDocument, RawTable};
use crate::read::snapshot::{Field, field};
use crate::vietnamese::fold;

/// Names of the sheets that lost a column: their rows would be read without it.
pub(super) fn check(
    document: &RawDocument,
    assignment: &Assignment<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let expected = [
        (TASKS, !assignment.tasks.is_empty(), task_columns()),
        (INDICATORS, !assignment.indicators.is_empty(), indicator_columns()),
    ];
    let sheets: Vec<&RawTable> = tables(document).collect();
    let is_named = |table: &RawTable, name: &str| {
        table.sheet.as_deref().is_some_and(|own| fold(own.trim()) == fold(name))
    };
    let mut spoilt = Vec::new();
    for (name, is_expected, columns) in expected {
        match sheets.iter().find(|table| is_named(table, name)) {
            Some(table) => {
                if let Some(problem) = lost_columns(document, table, &columns) {
                    diagnostics.push(problem);
                    spoilt.extend(table.sheet.clone());
                }
            }
            None if is_expected => {
                let strangers = sheets.iter().filter(|table| {
                    let known = [TASKS, INDICATORS, super::guidance::NAME];
                    known.iter().all(|name| !is_named(table, name))
                });
                let strangers: Vec<String> =
                    strangers.filter_map(|table| table.sheet.clone()).collect();
                let problem = lost_sheet(document, name, &strangers, diagnostics);
                diagnostics.push(problem);
                spoilt.extend(strangers);
            }
            None => {}
        }
    }
    spoilt
}

fn tables(document: &RawDocument) -> impl Iterator<Item = &RawTable> {
    document.pieces.iter().filter_map(|piece| match piece {
        Piece::Table(table) => Some(table),
        Piece::Text(_) => None,
    })
}

fn lost_sheet(
    document: &RawDocument,
    name: &str,
    strangers: &[String],
    found: &Diagnostics,
) -> Diagnostic {
    let is_hidden = found.iter().any(|one| {
        one.code == Code::WorkbookSheetHidden && one.message.contains(&format!("`{name}`"))
    });
    let what = if is_hidden {
        format!("trang tính “{name}” của biểu mẫu bị ẩn")
    } else if strangers.is_empty() {
        format!("biểu mẫu không còn trang tính “{name}”")
    } else {
        let others = strangers.join("”, “");
        format!("biểu mẫu không còn trang tính “{name}”; có trang tính lạ “{others}”")
    };
    let remedy = if is_hidden {
        format!("bỏ ẩn trang tính “{name}” rồi lưu lại")
    } else if strangers.is_empty() {
        "điền lại vào biểu mẫu gốc".to_owned()
    } else {
        format!("đổi lại tên trang tính thành “{name}”, hoặc điền lại vào biểu mẫu gốc")
    };
    let place = Place::cell(Arc::clone(&document.file), name, 1, 1);
    Diagnostic::new(Code::FormShape, place, what)
        .allowed("đủ các trang tính của biểu mẫu, không ẩn, đúng tên")
        .suggestion(remedy)
}

/// The columns to be filled in that a sheet does not have any more; a sheet without any heading is told of elsewhere.
fn lost_columns(
    document: &RawDocument,
    table: &RawTable,
    columns: &[Column],
) -> Option<Diagnostic> {
    let is_header = |row: &&crate::read::document::RawRow| {
        row.cells.iter().any(|cell| field(&cell.text) == Some(Field::Id))
    };
    let header = table.rows.iter().find(is_header)?;
    let titles: Vec<&str> = header.cells.iter().map(|cell| cell.text.trim()).collect();
    let has = |wanted: &str| {
        titles.iter().any(|title| {
            fold(title) == fold(wanted)
                || (field(wanted).is_some() && field(title) == field(wanted))
        })
    };
    let asked = columns.iter().filter(|column| column.is_asked());
    let lost: Vec<&str> = asked.map(Column::heading).filter(|heading| !has(heading)).collect();
    if lost.is_empty() {
        return None;
    }
    let is_own = |title: &&str| {
        columns.iter().any(|column| fold(column.heading()) == fold(title)) || field(title).is_some()
    };
    let strangers: Vec<&str> =
        titles.iter().copied().filter(|title| !title.is_empty() && !is_own(title)).collect();
    let sheet = table.sheet.as_deref().unwrap_or_default();
    let others = if strangers.is_empty() {
        String::new()
    } else {
        format!("; có cột lạ “{}”", strangers.join("”, “"))
    };
    let lost = lost.join("”, “");
    let message = format!(
        "trang tính “{sheet}” không còn cột “{lost}”{others}; các dòng của trang này không được nhận"
    );
    let at = strangers.first().and_then(|title| titles.iter().position(|other| other == title));
    let column = u32::try_from(at.unwrap_or(0) + 1).unwrap_or(1);
    let place = Place::cell(Arc::clone(&document.file), sheet, header.line, column);
    Some(
        Diagnostic::new(Code::FormShape, place, message)
            .allowed("đủ các cột của biểu mẫu, không ẩn, đúng tên; cột thêm riêng không sao")
            .suggestion("đổi lại tên cột như trong biểu mẫu gốc, bỏ ẩn cột, hoặc chép lại cột từ biểu mẫu gốc"),
    )
}
