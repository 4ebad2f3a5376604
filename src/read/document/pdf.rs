//! PDF: words and lines of each page as they are drawn, put together to tables and paragraphs. What cannot be read
//! for certain (scans, fonts that do not tell their letters) is refused, page by page; nothing is guessed.

mod grid;
mod page;
mod tables;
#[cfg(test)]
mod tests;
mod writing;

use std::sync::Arc;

use super::left_out::report;
use super::office::{check_words, fold_text};
use super::{LeftOut, MAX_CELLS, RawDocument, Stretch, too_many_cells};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Position};
use crate::model::UnusedReason;
use page::{Page, Unreadable};

/// Most pages of a document.
const MOST_PAGES: usize = 5_000;
/// A page that pictures cover by this share is a scan; among 686 real pages scans had 0.88 and more, others 0.34 and less.
const SCANNED: f64 = 0.8;
/// Most pages named one by one.
const MOST_NAMED: usize = 8;

/// Reads a PDF. What cannot be read is said in `diagnostics`, and then nothing of it is returned: half a table is worse
/// than none.
pub fn read_pdf(file: &Arc<str>, bytes: &[u8], diagnostics: &mut Diagnostics) -> RawDocument {
    let mut document = RawDocument { file: Arc::clone(file), ..RawDocument::default() };
    let place = || Place::file(Arc::clone(file));
    let pages = match page::pages(bytes, MOST_PAGES) {
        Ok(pages) => pages,
        Err(reason) => {
            diagnostics.push(unreadable(reason, place()));
            return document;
        }
    };
    let problems = refusals(&pages, file);
    if !problems.is_empty() {
        for problem in problems {
            diagnostics.push(problem);
        }
        return document;
    }
    for (at, page) in pages.iter().enumerate() {
        let kinds = [(&page.unseen, UnusedReason::Hidden), (&page.struck, UnusedReason::Struck)];
        for (text, reason) in kinds.into_iter().filter(|(text, _)| !text.trim().is_empty()) {
            let position = Position::Cell { sheet: format!("Trang {}", at + 1), row: 1, column: 1 };
            let text = fold_text(text);
            document.source.push(Stretch { position: position.clone(), text: text.clone() });
            document.left_out.push(LeftOut { position, text, reason });
        }
    }
    let read = tables::pieces(pages, MAX_CELLS);
    if read.cells > MAX_CELLS {
        diagnostics.push(too_many_cells(file));
        return document;
    }
    if !read.unruled.is_empty() {
        let message = format!(
            "trang {} có bảng không kẻ đường: chưa chia được thành ô",
            ranges(&read.unruled)
        );
        diagnostics.push(
            Diagnostic::new(Code::PdfUnruled, place(), message)
                .suggestion("xin bản Word hoặc Excel, hoặc kẻ đường cho bảng rồi xuất lại PDF"),
        );
    }
    document.pieces = read.all;
    document.source.extend(read.source);
    if document.pieces.is_empty() {
        let message = "văn bản PDF không có chữ nào";
        diagnostics.push(Diagnostic::new(Code::PdfUnreadable, place(), message).suggestion(ASK));
    }
    check_words(&document, diagnostics);
    report(&document, &[UnusedReason::Hidden, UnusedReason::Struck], &[], diagnostics);
    document
}

const ASK: &str = "xin bản Word, Excel hoặc PDF xuất thẳng từ Word (không phải bản quét)";

fn unreadable(reason: Unreadable, place: Place) -> Diagnostic {
    if let Unreadable::TooLong(count) = reason {
        let message = format!("tệp có {count} trang, nhiều hơn {MOST_PAGES}");
        return Diagnostic::new(Code::SourceTooLarge, place, message)
            .suggestion("tách thành nhiều tệp nhỏ");
    }
    let (message, suggestion) = match reason {
        Unreadable::Locked => ("tệp PDF có mật khẩu", "xin tệp không đặt mật khẩu"),
        Unreadable::UnknownLock => {
            ("tệp PDF được khóa theo cách không đọc được", "xin tệp không khóa")
        }
        Unreadable::Damaged | Unreadable::TooLong(_) => {
            ("tệp PDF hỏng", "tải lại tệp, hoặc mở bằng phần mềm xem PDF rồi lưu lại")
        }
    };
    Diagnostic::new(Code::PdfUnreadable, place, message).suggestion(suggestion)
}

/// Why the pages may not be read: scans, and letters nobody can tell.
fn refusals(pages: &[Page], file: &Arc<str>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let scanned: Vec<usize> =
        (1..).zip(pages).filter(|(_, page)| page.pictured >= SCANNED).map(|(at, _)| at).collect();
    if !scanned.is_empty() {
        let message =
            format!("trang {} là ảnh quét: máy không đọc được chữ trong ảnh", ranges(&scanned));
        problems.push(
            Diagnostic::new(Code::PdfScanned, Place::file(Arc::clone(file)), message)
                .suggestion(ASK),
        );
    }
    let unknown: Vec<(usize, &Page)> =
        (1..).zip(pages).filter(|(_, page)| !page.unknown.is_empty()).collect();
    if !unknown.is_empty() {
        let signs: usize = unknown.iter().map(|(_, page)| page.unknown.len()).sum();
        let mut fonts: Vec<&str> = unknown
            .iter()
            .flat_map(|(_, page)| &page.unknown)
            .map(|(_, _, font)| font.as_str())
            .collect();
        fonts.sort_unstable();
        fonts.dedup();
        fonts.retain(|font| !font.is_empty());
        let at: Vec<usize> = unknown.iter().map(|(at, _)| *at).collect();
        let named =
            if fonts.is_empty() { String::new() } else { format!(" ({})", fonts.join(", ")) };
        let message = format!(
            "phông chữ{named} không cho biết {signs} ký tự ở trang {} là chữ gì: đọc tiếp sẽ ra chữ sai",
            ranges(&at)
        );
        problems.push(
            Diagnostic::new(Code::PdfLettersUnknown, Place::file(Arc::clone(file)), message)
                .suggestion(ASK),
        );
    }
    problems
}

/// Numbers in words for people: "1–9, 12".
fn ranges(numbers: &[usize]) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some(last) if last.1 + 1 == *number => last.1 = *number,
            _ => ranges.push((*number, *number)),
        }
    }
    let more = if ranges.len() > MOST_NAMED {
        format!(" và {} chỗ khác", ranges.len() - MOST_NAMED)
    } else {
        String::new()
    };
    let named: Vec<String> = ranges
        .iter()
        .take(MOST_NAMED)
        .map(
            |(first, last)| {
                if first == last { first.to_string() } else { format!("{first}–{last}") }
            },
        )
        .collect();
    format!("{}{more}", named.join(", "))
}
