//! The year or period a document prints in its own title, for plans whose `plan.toml` says none.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Id, Plan};
use crate::read::document::{Piece, RawDocument};
use crate::read::value::{only_year, read_due};
use crate::vietnamese::fold;

/// First words of the titles of documents that plan.
const KINDS: &[&str] = &[
    "ke hoach",
    "chuong trinh",
    "quyet dinh",
    "nghi quyet",
    "chi thi",
    "de an",
    "phuong an",
    "thong bao",
    "bieu giao",
    "phu luc",
    "bang phan cong",
    "danh muc",
];

/// Texts looked at from the top, and how many of them a title may take.
const MOST_TEXTS: usize = 24;
const MOST_LINES: usize = 4;

/// The time a title speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TitleYears {
    /// Words of the title.
    words: String,
    /// Its year or period as data writes it: `2026`, `2026-2030`.
    pub(super) due: String,
    /// The year, if it names only one.
    pub(super) only: Option<i16>,
}

impl TitleYears {
    /// The first year.
    pub(super) fn first(&self) -> Option<i16> {
        self.due.get(..4)?.parse().ok()
    }

    /// Says once that the time was taken from here.
    pub(super) fn tell(&self, place: Place, item: &Id, diagnostics: &mut Diagnostics) {
        let words: String = self.words.chars().take(80).collect();
        let message = format!(
            "plan.toml không ghi kỳ của kế hoạch: thời hạn và mục tiêu không ghi năm được hiểu là của {}, theo tên văn bản «{words}»",
            self.due
        );
        let first = self.due.get(..4).unwrap_or_default();
        let last = self.due.get(5..).unwrap_or(first);
        diagnostics.push(
            Diagnostic::new(Code::PlanYear, place, message)
                .suggestion(format!(
                    "nếu đúng hoặc cần sửa, ghi vào plan.toml:\nperiod_start = \"{first}-01-01\"\nperiod_end = \"{last}-12-31\""
                ))
                .item(item),
        );
    }
}

/// Finds the title near the top of a document: the words "KẾ HOẠCH" and the lines right below, or the line of words
/// above the first table of a sheet.
pub(super) fn years(document: &RawDocument) -> Option<TitleYears> {
    let mut texts: Vec<&str> = Vec::new();
    for piece in document.pieces.iter().take(MOST_TEXTS) {
        match piece {
            Piece::Text(text) if text.footnote.is_none() && text.bullet.is_none() => {
                texts.push(&text.text);
            }
            Piece::Text(_) => {}
            Piece::Table(table) => {
                let lone = table.rows.iter().take(4).map_while(|row| {
                    let mut cells = row.cells.iter().filter(|cell| !cell.text.is_empty());
                    cells.next().filter(|_| cells.next().is_none())
                });
                texts.extend(lone.map(|cell| cell.text.as_str()));
            }
        }
    }
    let is_title = |text: &&&str| {
        let folded = fold(text);
        let is_short = text.chars().count() <= 250 && !text.ends_with([';', ':']);
        is_short
            && KINDS.iter().any(|kind| folded.trim_start_matches(['*', '#', ' ']).starts_with(kind))
    };
    let at = texts.iter().position(|text| is_title(&text))?;
    let goes_on = |text: &&&str| {
        let folded = fold(text);
        text.chars().count() <= 250
            && !text.starts_with('(')
            && !text.ends_with(['.', ';', ':'])
            && !["can cu", "thuc hien nghi", "dieu ", "kinh gui", "noi nhan"]
                .iter()
                .any(|start| folded.starts_with(start))
            && super::mark::split(text).is_none()
    };
    let lines = texts[at..].iter().take(MOST_LINES).enumerate();
    let lines = lines.take_while(|(index, text)| *index == 0 || goes_on(text));
    let words = lines.map(|(_, text)| *text).collect::<Vec<_>>().join(" ");
    let due = read_due(&words)?.0;
    Some(TitleYears { only: only_year(&words), words, due })
}

/// Those years, unless `plan.toml` says the time of the plan.
pub(super) fn unless_declared(title: Option<TitleYears>, plan: &Plan) -> Option<TitleYears> {
    let is_declared =
        plan.period_start.is_some() || plan.period_end.is_some() || read_due(&plan.title).is_some();
    title.filter(|_| !is_declared)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::document::read_text;

    fn check(text: &str, expect: Option<(&str, Option<i16>)>) {
        let found = years(&read_text(&"d.md".into(), text));
        let found = found.as_ref().map(|years| (years.due.as_str(), years.only));
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn the_title_of_a_document_says_its_time() {
        check(
            "# KẾ HOẠCH\n\nCải cách hành chính năm 2026\n\nI. MỤC TIÊU",
            Some(("2026", Some(2026))),
        );
        check("KẾ HOẠCH 5 NĂM 2026 - 2030", Some(("2026-2030", None)));
        check("# KẾ HOẠCH\n\n(Kèm theo Quyết định ngày 05 tháng 01 năm 2026)", None);
        check("# KẾ HOẠCH\n\nCăn cứ Kế hoạch năm 2025", None);
        check("Phấn đấu năm 2026", None);
    }
}
