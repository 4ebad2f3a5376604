//! What is said of words a reader of office files left out, and of what holds words no program can read.

use std::sync::Arc;

use super::{LeftOut, Piece, RawCell, RawDocument};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Position};
use crate::model::UnusedReason;

/// Most places named one by one for each reason; the rest are counted.
const MOST_NAMED: usize = 20;
/// Most characters of left out words in a message.
const SHOWN: usize = 80;

/// What an office file holds beside words, where, and under which words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Aside {
    /// What it is.
    pub(super) kind: AsideKind,
    /// Where.
    pub(super) position: Position,
    /// The last words before it; empty when there are none.
    pub(super) under: String,
}

/// What an office file may hold beside words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum AsideKind {
    /// A picture.
    Picture,
    /// A chart.
    Chart,
    /// A diagram.
    Diagram,
    /// An object of another program.
    Object,
    /// Another file whose words Word shows as if they stood here.
    Chunk,
    /// A table inside a cell, read as a table of its own.
    NestedTable,
    /// Raised characters behind a number, taken for the mark of a note.
    NoteMark(String),
    /// A hidden row or column of a sheet: how it is called.
    HiddenLine(String),
}

impl Aside {
    fn diagnostic(&self, file: &Arc<str>) -> Diagnostic {
        let place = Place { file: Arc::clone(file), position: self.position.clone() };
        let under = match shorten(&self.under) {
            under if under.is_empty() => String::new(),
            under => format!(", sau “{under}”"),
        };
        let unread = |what: &str| {
            let message = format!("{what}{under} không đọc được: chữ trong đó không có trên trang");
            Diagnostic::new(Code::DocumentPicture, place.clone(), message).suggestion(
                "nếu trong đó có nhiệm vụ, chỉ tiêu hay số liệu, gõ lại thành bảng hoặc lời văn",
            )
        };
        match &self.kind {
            AsideKind::Picture => unread("hình ảnh"),
            AsideKind::Chart => unread("biểu đồ"),
            AsideKind::Diagram => unread("sơ đồ (SmartArt)"),
            AsideKind::Object => unread("đối tượng nhúng"),
            AsideKind::Chunk => {
                let message = format!("một tệp khác được nhúng vào đây{under}, chưa đọc được");
                Diagnostic::new(Code::DocumentEmbedded, place, message).suggestion(
                    "mở văn bản bằng Word rồi lưu lại: Word sẽ chép hẳn phần nhúng vào văn bản",
                )
            }
            AsideKind::NestedTable => {
                let message =
                    format!("bảng nằm trong ô của bảng khác{under}, được đọc thành một bảng riêng");
                Diagnostic::new(Code::DocumentNested, place, message)
            }
            AsideKind::HiddenLine(line) => {
                Diagnostic::new(Code::DocumentLeftOut, place, format!("{line} bị ẩn, không đọc"))
                    .suggestion("nếu phần này cần công bố, bỏ ẩn rồi lưu lại")
            }
            AsideKind::NoteMark(mark) => {
                let message = format!(
                    "“{mark}” nâng lên{under} được hiểu là dấu chú thích, không phải chữ số của số"
                );
                Diagnostic::new(Code::DocumentNoteMark, place, message)
            }
        }
    }
}

/// Says what was left out of `document` for any of `reasons`, and what stands beside its words.
pub(super) fn report(
    document: &RawDocument,
    reasons: &[UnusedReason],
    asides: &[Aside],
    diagnostics: &mut Diagnostics,
) {
    for aside in asides {
        diagnostics.push(aside.diagnostic(&document.file));
    }
    for reason in reasons {
        report_each(document, *reason, diagnostics);
    }
}

/// Says once that a document has open changes.
pub(super) fn report_changes(
    document: &RawDocument,
    insertions: u32,
    diagnostics: &mut Diagnostics,
) {
    let deleted: Vec<&LeftOut> =
        document.left_out.iter().filter(|one| one.reason == UnusedReason::Deleted).collect();
    if deleted.is_empty() && insertions == 0 {
        return;
    }
    let position = deleted.first().map_or(Position::File, |first| first.position.clone());
    let place = Place { file: Arc::clone(&document.file), position };
    let message = format!(
        "văn bản còn sửa đổi chưa chấp nhận: {} chỗ đã xóa không được đọc, {insertions} chỗ chèn thêm được đọc như chữ thường",
        deleted.len()
    );
    diagnostics.push(
        Diagnostic::new(Code::DocumentChanges, place, message)
            .suggestion("trong Word, chọn Xem lại > Chấp nhận tất cả, rồi lưu lại"),
    );
}

fn report_each(document: &RawDocument, reason: UnusedReason, diagnostics: &mut Diagnostics) {
    let is_beside = matches!(reason, UnusedReason::Comment | UnusedReason::Drawing);
    let code = if is_beside { Code::DocumentBeside } else { Code::DocumentLeftOut };
    let left_out = document.left_out.iter().filter(|one| one.reason == reason);
    let mut rows: Vec<(&LeftOut, Vec<&str>)> = Vec::new();
    for one in left_out.filter(|one| one.text.chars().any(char::is_alphanumeric)) {
        match rows.last_mut() {
            Some((first, texts)) if is_same_row(&first.position, &one.position) => {
                texts.push(&one.text);
            }
            _ => rows.push((one, vec![&one.text])),
        }
    }
    for (first, texts) in rows.iter().take(MOST_NAMED) {
        let quote = match reason {
            // Problems are published with the site; what a reader of the document cannot see is not repeated there.
            UnusedReason::Hidden | UnusedReason::Covered | UnusedReason::Comment => String::new(),
            _ => format!(": “{}”", shorten(&texts.join(" | "))),
        };
        let place = Place { file: Arc::clone(&document.file), position: first.position.clone() };
        let message = format!("chữ {} không được đọc{quote}", reason.label());
        diagnostics.push(Diagnostic::new(code, place, message));
    }
    if let Some((first, _)) = rows.get(MOST_NAMED) {
        let place = Place { file: Arc::clone(&document.file), position: first.position.clone() };
        let more = rows.len() - MOST_NAMED;
        let message = format!("từ đây còn {more} chỗ nữa có chữ {} không được đọc", reason.label());
        diagnostics.push(Diagnostic::new(code, place, message));
    }
}

/// Whether two positions stand in one row of one table, or on one line.
fn is_same_row(one: &Position, other: &Position) -> bool {
    match (one, other) {
        (Position::Cell { sheet, row, .. }, Position::Cell { sheet: sheet2, row: row2, .. }) => {
            sheet == sheet2 && row == row2
        }
        (Position::Text { line, .. }, Position::Text { line: line2, .. }) => line == line2,
        _ => false,
    }
}

/// Longest number left of a row whose words are all struck out.
const LONGEST_NUMBER: usize = 6;

/// Whether a row holds at most its own number: what is left when all words of a row are struck out.
pub(super) fn is_number_at_most(cells: &[RawCell]) -> bool {
    let mut filled = cells.iter().filter(|cell| !cell.text.is_empty());
    match (filled.next(), filled.next()) {
        (None, _) => true,
        (Some(only), None) => is_number(&only.text),
        (Some(_), Some(_)) => false,
    }
}

/// `12`, `1.1`, `IV`, `a)`: what numbers a row.
fn is_number(text: &str) -> bool {
    let is_letter = text.trim_end_matches(['.', ')']).chars().count() == 1;
    let is_digits = text.chars().all(|c| c.is_ascii_digit() || "IVXLC.)(-".contains(c));
    text.chars().count() <= LONGEST_NUMBER && (is_letter || is_digits)
}

/// Says what was left out of a document in words, which has nothing beside its words.
pub fn report_left_out(document: &RawDocument, diagnostics: &mut Diagnostics) {
    let pictures = document.pieces.iter().filter_map(|piece| match piece {
        Piece::Text(text) if has_picture(&text.text) => {
            Some(Position::Text { line: text.line_first, column: 1, width: 1 })
        }
        Piece::Table(table) => {
            let row = table
                .rows
                .iter()
                .find(|row| row.cells.iter().any(|cell| has_picture(&cell.text)))?;
            Some(Position::Text { line: row.line, column: 1, width: 1 })
        }
        Piece::Text(_) => None,
    });
    let pictures: Vec<Aside> = pictures
        .map(|position| Aside { kind: AsideKind::Picture, position, under: String::new() })
        .collect();
    report(document, &[UnusedReason::Struck], &pictures, diagnostics);
}

/// Whether Markdown or HTML shows a picture among these words.
fn has_picture(text: &str) -> bool {
    text.contains("![") || text.contains("<img ")
}

/// At most [`SHOWN`] characters on one line.
pub(super) fn shorten(text: &str) -> String {
    let text = crate::vietnamese::fold_whitespace(text);
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
