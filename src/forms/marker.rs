//! The mark by which a form is known again whatever its file is called.

use std::collections::BTreeSet;

use crate::model::{Id, Period};
use crate::read::document::{Piece, RawDocument};

/// First word of the mark.
const WORD: &str = "congkhai-bieu-mau";

/// Version of the form; another one is refused instead of misread.
const VERSION: &str = "1";

/// Whose form of which period.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Marker {
    pub(super) agency: Id,
    pub(super) period: Period,
}

impl Marker {
    /// The words of the hidden cell.
    pub(super) fn text(&self) -> String {
        format!("{WORD} {VERSION} {} {}", self.period, self.agency)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        if (words.next(), words.next()) != (Some(WORD), Some(VERSION)) {
            return None;
        }
        let period = Period::parse(words.next()?)?;
        let agency = Id::new(words.next()?)?;
        words.next().is_none().then_some(Self { agency, period })
    }

    /// The mark of a workbook, or why it has none, in Vietnamese.
    ///
    /// Every sheet carries the mark, so that a form survives the loss of one, and sheets pasted together
    /// from two forms are noticed.
    pub(super) fn find(document: &RawDocument) -> Result<Self, &'static str> {
        let tables = document.pieces.iter().filter_map(|piece| match piece {
            Piece::Table(table) => Some(table),
            Piece::Text(_) => None,
        });
        let cells = tables.flat_map(|table| &table.rows).flat_map(|row| &row.cells);
        let marked: BTreeSet<&str> =
            cells.map(|cell| cell.text.trim()).filter(|text| text.starts_with(WORD)).collect();
        let mut marks = BTreeSet::new();
        for text in marked {
            marks.insert(Self::parse(text).ok_or(
                "dòng nhận dạng của biểu mẫu đã bị sửa, hoặc biểu mẫu của phiên bản khác",
            )?);
        }
        match (marks.pop_first(), marks.is_empty()) {
            (Some(mark), true) => Ok(mark),
            (None, _) => Err("không có dòng nhận dạng của biểu mẫu"),
            (Some(_), false) => Err("các trang tính lấy từ nhiều biểu mẫu khác nhau"),
        }
    }
}
