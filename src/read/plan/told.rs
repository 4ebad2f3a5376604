//! What is said about tables: columns read by their cells, tables only shown, rows joined, left aside or not understood.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::Id;
use crate::read::document::RawCell;
use crate::vietnamese::fold;

use super::columns::{Column, Header, Role};
use super::context::Context;
use super::heading;
use super::manifest::ManifestFile;
use super::stitch::{Row, TablePart};
use super::tables::{cell_place, place_of};
use super::unlisted::{Unlisted, UnlistedKind};

/// Words at the top of a table: its heading, or its first row.
fn top(table: &TablePart) -> String {
    let own = table.rows.first().map(|row| row.cells.as_slice()).unwrap_or_default();
    let cells = table.header.as_ref().map_or(own, |header| header.cells.as_slice());
    let words = cells.iter().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty());
    words.collect::<Vec<_>>().join(" | ")
}

/// Whether `plan.toml` says that the table is only there to be read.
pub(super) fn is_only_shown(table: &TablePart, manifest: &ManifestFile<'_>) -> bool {
    let words = fold(&top(table));
    manifest.written.show_tables.iter().any(|shown| words.contains(&fold(shown)))
}

/// Speaks of a table of which nothing is made: whether it looks like work all the same, which must not vanish.
pub(super) fn is_lost(table: &TablePart, context: &mut Context<'_>) -> bool {
    let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let assigns = |role: Role| {
        matches!(
            role,
            Role::Lead | Role::Coordinating | Role::Deadline | Role::Product | Role::Unit
        )
    };
    let is_known = |cell: &RawCell| {
        let prior = heading::prior(&[&cell.text]);
        Role::ALL.into_iter().any(|role| assigns(role) && prior.scores[role as usize] >= 5.0)
    };
    let looks_like_work = match &table.header {
        Some(header) => {
            header.position(&Column::Name).is_none()
                && [Column::Lead, Column::Deadline]
                    .iter()
                    .any(|column| header.position(column).is_some())
        }
        None => table.rows.iter().take(3).flat_map(|row| &row.cells).any(is_known),
    };
    let is_lost =
        looks_like_work && width > 2 && table.rows.len() + usize::from(table.header.is_some()) > 1;
    let line = table
        .header_lines
        .iter()
        .min()
        .copied()
        .or_else(|| table.rows.first().map(|row| row.lines[0]));
    let cells = table
        .header
        .as_ref()
        .map(|header| &header.cells)
        .or_else(|| table.rows.first().map(|row| &row.cells));
    let (Some(line), Some(cells)) = (line, cells) else { return false };
    let place = place_of(table.sheet.as_deref(), cells, line, 0, context);
    let words = shorten(&top(table));
    if is_lost {
        context.diagnostics.push(
            Diagnostic::new(Code::TableUnrecognised, place, format!("không hiểu các cột của bảng: “{words}”"))
                .allowed("bảng có cột tên nhiệm vụ hoặc tên chỉ tiêu và ít nhất một cột: cơ quan chủ trì, phối hợp, thời hạn, sản phẩm, mục tiêu của một năm")
                .suggestion("khai báo nghĩa của cột bằng `[[column]]`, hoặc thêm chữ đầu bảng vào `show_tables` trong plan.toml nếu bảng chỉ để đọc")
                .item(&context.plan.id),
        );
    } else if (width > 2 && table.rows.len() > 1) || table.rows.len() > 4 {
        context.diagnostics.push(
            Diagnostic::new(
                Code::TableShown,
                place,
                format!("bảng “{words}” không giao việc, không đặt chỉ tiêu: chỉ được hiển thị nguyên văn"),
            )
            .suggestion("nếu bảng giao việc hoặc đặt chỉ tiêu, khai báo nghĩa của cột bằng `[[column]]` trong plan.toml")
            .item(&context.plan.id),
        );
    }
    is_lost
}

/// Speaks of the columns of a table: those kept as they are, and those a person should confirm.
pub(super) fn columns(table: &TablePart, header: &Header, context: &mut Context<'_>) {
    let line = table
        .header_lines
        .iter()
        .copied()
        .min()
        .or_else(|| table.rows.first().map(|row| row.lines[0]));
    let line = line.unwrap_or(1);
    let is_continued = header.head.is_empty() && header.first_row == 0 && header.doubts.is_empty();
    if is_continued {
        return;
    }
    for (at, column) in header.columns.iter().enumerate() {
        let title = &header.titles[at];
        let is_asked = header.doubts.iter().any(|doubt| doubt.column == at);
        if *column != Column::Extra || title.is_empty() || header.rules[at].is_some() || is_asked {
            continue;
        }
        let place = place_of(table.sheet.as_deref(), &header.cells, line, at, context);
        context.diagnostics.push(
            Diagnostic::new(Code::ColumnExtra, place, format!("cột `{title}` được giữ làm thông tin thêm và được công bố"))
                .suggestion("nếu cột có nghĩa khác hoặc không được công bố, khai báo `[[column]]` trong plan.toml")
                .item(&context.plan.id),
        );
    }
    bodies(table, header, line, context);
    question(table, header, line, context);
}

/// Columns named after agencies, whose ticks say who takes part.
fn bodies(table: &TablePart, header: &Header, line: u32, context: &mut Context<'_>) {
    let columns: Vec<usize> =
        (0..header.columns.len()).filter(|at| header.columns[*at] == Column::Body).collect();
    let Some(first) = columns.first() else { return };
    let names: Vec<String> = columns.iter().map(|at| format!("`{}`", header.titles[*at])).collect();
    let part = if header.position(&Column::Lead).is_some() { "phối hợp" } else { "chủ trì" };
    let place = place_of(table.sheet.as_deref(), &header.cells, line, *first, context);
    let message = format!(
        "các cột {} mang tên cơ quan: ô đánh dấu được hiểu là cơ quan ấy {part} (CT: chủ trì, PH: phối hợp), xin xác nhận",
        names.join(", ")
    );
    context.diagnostics.push(
        Diagnostic::new(Code::ColumnGuessed, place, message)
            .suggestion("nếu chưa đúng, khai báo từng cột bằng `[[column]]` với use = \"extra\" trong plan.toml")
            .item(&context.plan.id),
    );
}

/// One question for all columns of a table that were read by their cells or could be read another way.
fn question(table: &TablePart, header: &Header, line: u32, context: &mut Context<'_>) {
    let Some(first) = header.doubts.first() else { return };
    let mut said = Vec::new();
    let mut blocks = Vec::new();
    for doubt in &header.doubts {
        let heading = &header.titles[doubt.column];
        let quote = if heading.contains(['"', '\\']) { '\'' } else { '"' };
        let (label, word) = match &header.columns[doubt.column] {
            Column::Group => ("nhóm", "group".to_owned()),
            Column::Target(due) if !due.is_empty() => ("mục tiêu", format!("target {due}")),
            _ => (doubt.role.label(), doubt.role.word().to_owned()),
        };
        said.push(format!("cột `{heading}` được hiểu là {label}"));
        blocks.push(format!(
            "[[column]]\nheading = {quote}{heading}{quote}\nuse = \"{word}\" # hoặc \"{}\"",
            doubt.other.word()
        ));
    }
    let place = place_of(table.sheet.as_deref(), &header.cells, line, first.column, context);
    context.diagnostics.push(
        Diagnostic::new(
            Code::ColumnGuessed,
            place,
            format!("{}: hiểu theo các ô trong cột, xin xác nhận", said.join("; ")),
        )
        .suggestion(format!("chép vào plan.toml, sửa nếu chưa đúng:\n{}", blocks.join("\n")))
        .item(&context.plan.id),
    );
}

/// Cells that a page break cut.
pub(super) fn joins(row: &Row, header: &Header, context: &mut Context<'_>) {
    for &at in &row.joined {
        let line = row.lines.last().copied().unwrap_or(1);
        let place = place_of(row.sheet.as_deref(), &row.cells, line, at, context);
        let title = &header.titles[at];
        let message = format!(
            "ô `{title}` bị ngắt giữa hai trang, đã nối thành “{}”",
            shorten(&row.cells[at].text)
        );
        context
            .diagnostics
            .push(Diagnostic::new(Code::CellJoined, place, message).item(&context.plan.id));
    }
}

/// Rows without a number of their own whose words went to the row above.
pub(super) fn appended(row: &Row, context: &mut Context<'_>) {
    for line in &row.appended {
        let place = place_of(row.sheet.as_deref(), &row.cells, *line, 0, context);
        let message = format!(
            "dòng này không có số riêng: chữ trong các ô được nối vào dòng trên, thành «{}»",
            shorten(&words(row))
        );
        context
            .diagnostics
            .push(Diagnostic::new(Code::CellJoined, place, message).item(&context.plan.id));
    }
}

/// A row without number and name that assigns the task above once more.
pub(super) fn again(row: &Row, context: &mut Context<'_>) {
    let place = cell_place(row, 0, context);
    let message = format!(
        "dòng “{}” không có số và tên: là phân công thứ hai của nhiệm vụ ở dòng trên, đọc thành một nhiệm vụ riêng",
        shorten(&words(row))
    );
    context
        .diagnostics
        .push(Diagnostic::new(Code::RowAgain, place, message).item(&context.plan.id));
}

/// A sum or a remark between or below the items.
pub(super) fn remark(row: &Row, context: &mut Context<'_>) {
    let place = cell_place(row, 0, context);
    let message = format!(
        "dòng “{}” là dòng cộng hoặc ghi chú của bảng, không phải nhiệm vụ hay chỉ tiêu",
        shorten(&words(row))
    );
    context
        .diagnostics
        .push(Diagnostic::new(Code::RowRemark, place, message).item(&context.plan.id));
}

/// A row with a number and an assignment, and no words of what is to be done.
pub(super) fn nameless(row: &Row, context: &mut Context<'_>) {
    let place = cell_place(row, 0, context);
    let message = format!(
        "dòng này không ghi tên nhiệm vụ hay chỉ tiêu nên không thành mục nào, chỉ hiện trong bảng: «{}»",
        shorten(&words(row))
    );
    context.diagnostics.push(
        Diagnostic::new(Code::WordsLeft, place, message)
            .suggestion("ghi tên vào ô còn trống")
            .item(&context.plan.id),
    );
}

/// A row nothing can be made of.
pub(super) fn unaccounted(row: &Row, context: &mut Context<'_>) {
    let place = cell_place(row, 0, context);
    context.diagnostics.push(
        Diagnostic::new(
            Code::RowUnaccounted,
            place,
            format!("không biết dòng bảng này là nhóm, nhiệm vụ hay phần tiếp của dòng trên: “{}”", shorten(&words(row))),
        )
        .allowed("dòng nhóm (chỉ có số La Mã, chữ cái hoặc tên nhóm), dòng nhiệm vụ (có tên và cơ quan chủ trì hoặc thời hạn), phần tiếp (ô số thứ tự để trống)")
        .item(&context.plan.id),
    );
}

/// Sentences that assign work or state a goal and that no item was made of.
pub(super) fn unlisted(found: &[Unlisted], context: &mut Context<'_>) {
    let Some(first) = found.first() else { return };
    let of = |is_work: bool| {
        let lines = found
            .iter()
            .filter(|one| matches!(one.kind, UnlistedKind::Work { .. }) == is_work)
            .map(|one| one.line.to_string());
        lines.collect::<Vec<_>>()
    };
    let said = [(true, "câu giao việc"), (false, "câu nêu mục tiêu có số")];
    let said = said.map(|(is_work, what)| (of(is_work), what));
    let said = said.iter().filter(|(lines, _)| !lines.is_empty()).map(|(lines, what)| {
        let more = if lines.len() > MOST_LINES { ", …" } else { "" };
        let shown = lines[..lines.len().min(MOST_LINES)].join(", ");
        format!("{} {what} (dòng {shown}{more})", lines.len())
    });
    let message = format!(
        "lời văn có {} không thành nhiệm vụ hay chỉ tiêu nào",
        said.collect::<Vec<_>>().join(" và ")
    );
    let place = Place::line(context.file.clone(), first.line);
    context.diagnostics.push(
        Diagnostic::new(Code::PlanUnlisted, place, message)
            .suggestion("chạy `congkhai check --propose`: in sẵn các khối `[[task]]`, `[[indicator]]` kèm trích dẫn để xem lại rồi chép vào plan.toml")
            .item(&context.plan.id),
    );
}

/// Most lines named in a message.
const MOST_LINES: usize = 12;

/// A value to reach, and nothing that says by when.
pub(super) fn undated(text: &str, title: &str, place: Place, item: &Id, context: &mut Context<'_>) {
    let message = format!(
        "cột `{title}` không ghi năm của mục tiêu “{}”: giá trị được giữ làm thông tin thêm",
        shorten(text)
    );
    context.diagnostics.push(
        Diagnostic::new(Code::TargetUndated, place, message)
            .allowed("năm trong tiêu đề cột, trong dòng nhóm (“Đến năm 2030”), hoặc `period_start` và `period_end` trong plan.toml")
            .suggestion(format!("chép vào plan.toml, sửa năm nếu chưa đúng:\n[[column]]\nheading = \"{title}\"\nuse = \"target 2026\""))
            .item(item),
    );
}

fn words(row: &Row) -> String {
    let words = row.cells.iter().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty());
    words.collect::<Vec<_>>().join(" | ")
}

/// At most 80 characters for a message.
fn shorten(text: &str) -> String {
    let text = text.replace('\n', " ");
    match text.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
