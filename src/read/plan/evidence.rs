//! What the cells of a column hold: shares of its filled cells, by kind.

use std::collections::BTreeSet;

use crate::read::document::RawCell;
use crate::read::registry::agency_likeness;
use crate::read::value::{looks_like_deadline, looks_like_quantity};
use crate::vietnamese::fold;

use super::columns::Role;
use super::heading::Prior;
use super::mark;
use super::matrix::is_share;

/// Shares (0–1) of the filled cells of a column that look like something.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    /// Number of filled cells.
    pub(super) filled: usize,
    /// Running numbers, letters, codes.
    pub(super) mark: f32,
    /// Names of agencies.
    pub(super) agency: f32,
    /// Dates and other time limits.
    pub(super) deadline: f32,
    /// Numbers, with or without a unit.
    pub(super) quantity: f32,
    /// Units of measure.
    pub(super) unit: f32,
    /// `x` and other ticks.
    pub(super) tick: f32,
    /// Ticks and letters that say whether an agency takes part.
    pub(super) share: f32,
    /// Words.
    pub(super) text: f32,
    /// Numbers of legal documents.
    pub(super) reference: f32,
    /// A number before words ("1. Lập đề án").
    pub(super) enumerated: f32,
    /// How far a work has come ("Đang thực hiện").
    pub(super) status: f32,
    /// Words that stand in an earlier cell of the column too.
    pub(super) repeated: f32,
}

/// Rows looked at: enough to judge a column, few enough to cost nothing.
pub(super) const SAMPLE: usize = 60;

impl Evidence {
    /// Looks at cells; blank and merged ones do not count.
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a RawCell>) -> Self {
        let mut sum = Self::default();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let is_filled = |text: &&str| !matches!(*text, "" | "-" | "–" | "…" | "...");
        for text in cells.map(|cell| cell.text.trim()).filter(is_filled) {
            let one = |holds: bool| if holds { 1.0 } else { 0.0 };
            let is_tick = is_tick(text);
            let is_mark = mark::printed(text).is_some();
            let is_deadline = !is_mark && (looks_like_deadline(text) || is_day(text));
            let is_unit = !is_tick && !is_deadline && is_unit(text);
            let is_agency =
                !(is_tick || is_mark || is_deadline || is_unit) && agency_likeness(text) >= 0.5;
            sum.filled += 1;
            sum.tick += one(is_tick);
            sum.share += one(is_share(text));
            sum.mark += one(is_mark);
            sum.agency += one(is_agency);
            sum.deadline += one(is_deadline);
            sum.quantity += one(looks_like_quantity(text));
            sum.unit += one(is_unit);
            sum.text += one(text.chars().filter(|c| c.is_alphabetic()).count() > 2 && !is_mark);
            sum.reference += one(cites(text));
            sum.enumerated += one(!is_mark && mark::split(text).is_some());
            sum.status += one(is_status(text));
            sum.repeated += one(!seen.insert(text));
        }
        if sum.filled > 0 {
            #[expect(clippy::cast_precision_loss, reason = "a few dozen cells")]
            let count = sum.filled as f32;
            for share in [
                &mut sum.mark,
                &mut sum.agency,
                &mut sum.deadline,
                &mut sum.quantity,
                &mut sum.unit,
                &mut sum.tick,
                &mut sum.share,
                &mut sum.text,
                &mut sum.reference,
                &mut sum.enumerated,
                &mut sum.status,
                &mut sum.repeated,
            ] {
                *share /= count;
            }
        }
        sum
    }

    /// How far so many cells can be trusted: half for one, nearly all for ten.
    fn trust(&self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a few dozen cells")]
        let filled = self.filled as f32;
        filled / (filled + 1.0)
    }

    /// How well the column fits `role`: the suggestion of its words, mended by its cells and its place.
    ///
    /// `place` is 0 for the first column of words after number and code, 1 for the next; `words_before` counts the
    /// columns of words to the left.
    pub(super) fn score(
        &self,
        role: Role,
        prior: &Prior,
        place: Option<usize>,
        words_before: usize,
    ) -> f32 {
        let words = prior.scores[role as usize];
        let trust = self.trust();
        // For and against: all cells fit, or none.
        let cells =
            |share: f32, fits: f32, fails: f32| trust * (share * fits - (1.0 - share) * fails);
        let unnamed = |cost: f32| if words < 2.0 { cost } else { 0.0 };
        match role {
            Role::Number => {
                words + cells(self.mark, 5.0, 3.0)
                    - unnamed(if words_before > 0 { 8.0 } else { 2.0 })
            }
            Role::Code => words + cells(self.mark, 1.0, 3.0) - unnamed(6.0),
            Role::Name => {
                let first = match place {
                    Some(0) => 3.0,
                    Some(1) => 0.5,
                    _ => 0.0,
                };
                let other = self.agency.max(self.deadline).max(self.tick).max(self.unit);
                let score = words
                    + first
                    + cells(self.text, 2.0, 4.0)
                    + trust * 5.0 * self.enumerated
                    - trust * 5.0 * other.max(if self.filled >= 4 { self.repeated } else { 0.0 })
                    - unnamed(1.0);
                // One or two short names do not refute a heading that says what it is.
                if self.filled < 3 && words >= 5.0 { score.max(2.0) } else { score }
            }
            Role::Unit => words + cells(self.unit, 5.0, 6.0) - unnamed(2.0),
            Role::Lead => words + cells(self.agency, 6.0, 5.0) - unnamed(1.0),
            Role::Coordinating => words + cells(self.agency, 5.5, 4.5) - unnamed(1.5),
            Role::Deadline => {
                words + cells(self.deadline, 5.0, 4.0) - trust * 2.0 * self.agency - unnamed(1.5)
            }
            Role::Product => {
                words + cells(self.text, 1.0, 1.0)
                    - trust * 5.0 * self.agency.max(self.deadline)
                    - trust * 12.0 * self.status
                    - unnamed(5.0)
            }
            Role::Reference => {
                words + cells(self.reference, 4.0, 1.0) - trust * 4.0 * self.agency - unnamed(4.0)
            }
            Role::Target => {
                words + cells(self.quantity, 3.5, 4.0)
                    - trust * 8.0 * self.tick
                    - if words < 1.0 { 20.0 } else { 0.0 }
            }
            Role::Schedule => {
                cells(self.tick, 10.0, 12.0) - if prior.due.is_some() { 0.0 } else { 20.0 }
            }
            Role::Extra => 1.0 + words - trust * 4.5 * self.agency,
        }
    }
}

/// A cell that only says yes.
pub(super) fn is_tick(text: &str) -> bool {
    matches!(
        text.trim(),
        "x" | "X" | "✓" | "✔" | "√" | "v" | "☑" | "☒" | "■" | "●" | "*" | "x." | "(x)"
    )
}

/// A day in the form of a database or of another country: `2026-06-30`, `6/30/2026`.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '/']).collect();
    let is_number = |part: &&str| part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
    matches!(parts.as_slice(), [first, _, last] if (first.len() == 4) != (last.len() == 4))
        && parts.iter().all(|part| !part.is_empty() && is_number(part))
}

/// Whether a cell says how far a work has come: a result of today, nothing to be delivered.
fn is_status(text: &str) -> bool {
    const STATES: &[&str] = &[
        "chua thuc hien",
        "dang thuc hien",
        "da thuc hien",
        "chua trien khai",
        "dang trien khai",
        "da trien khai",
        "da hoan thanh",
        "chua hoan thanh",
        "hoan thanh buoc",
        "hoan thanh dung han",
        "dang xin y kien",
        "dang soan",
        "dang trinh",
        "da trinh",
        "da ban hanh",
        "qua han",
        "tam dung",
        "dat yeu cau",
        "chua den han",
    ];
    let folded = fold(text);
    STATES.iter().any(|state| folded.starts_with(state))
        || matches!(folded.trim(), "hoan thanh" | "dat" | "chua dat")
}

/// Words of units that offices write, folded.
const UNITS: &[&str] = &[
    "%",
    "bac si",
    "bai",
    "bang",
    "bao cao",
    "bo",
    "bo tieu chi",
    "ca nhan",
    "cai",
    "can bo",
    "cay",
    "chi so",
    "cho",
    "chuyen",
    "co quan",
    "co so",
    "con",
    "cong trinh",
    "cum",
    "cuoc",
    "dan",
    "de tai",
    "dich vu",
    "diem",
    "diem cham",
    "doanh nghiep",
    "don vi",
    "dong",
    "dot",
    "du an",
    "gia tri",
    "giai",
    "giai thuong",
    "giao dich",
    "gio",
    "giuong",
    "gwh",
    "ha",
    "hang",
    "he thong",
    "ho",
    "ho dan",
    "ho so",
    "hoat dong",
    "hoc sinh",
    "hop tac xa",
    "kg",
    "khach",
    "khu",
    "km",
    "kwh",
    "lan",
    "lan/nam",
    "lao dong",
    "lit",
    "lop",
    "luot",
    "m2",
    "m3",
    "ma",
    "mau",
    "may",
    "met",
    "mo",
    "mo hinh",
    "mw",
    "nam",
    "nen tang",
    "ngan",
    "ngay",
    "nghin",
    "nguoi",
    "nha",
    "nhiem vu",
    "phan mem",
    "phan tram",
    "phong",
    "phuong",
    "phut",
    "quy trinh",
    "quyet dinh",
    "san",
    "san pham",
    "sang che",
    "sang kien",
    "so",
    "suat",
    "tan",
    "tap the",
    "tau",
    "thon",
    "thu bac",
    "thu hang",
    "thue bao",
    "tieu chi",
    "tieu chuan",
    "tin",
    "to chuc",
    "top",
    "tram",
    "trieu",
    "truong",
    "tuoi",
    "ty",
    "ty le",
    "ty usd",
    "usd",
    "van ban",
    "van dan",
    "vi tri",
    "vu an",
    "vu viec",
    "xa",
    "xe",
];

/// Whether a short cell names a unit: `%`, `Tỷ đồng`, `Người/vạn dân`.
fn is_unit(text: &str) -> bool {
    const SCALES: &[&str] = &["nghin ", "ngan ", "van ", "tram nghin ", "trieu ", "ty "];
    let words = text.split_whitespace().count();
    if words > 4 || text.chars().count() > 30 || text.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let folded = fold(text);
    let first = folded.split(['/', '(', ',', '.', '-']).next().unwrap_or_default().trim();
    let scaled = SCALES.iter().find_map(|scale| first.strip_prefix(scale)).unwrap_or(first);
    text.contains('%') || UNITS.contains(&first) || UNITS.contains(&scaled)
}

/// Whether a cell cites a legal document: `57-NQ/TW`, `1149/QĐ-TTg`, `KH13-TU`.
fn cites(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        word.contains(['/', '-'])
            && word.chars().any(|c| c.is_ascii_digit())
            && word.chars().filter(|c| c.is_uppercase()).count() >= 2
    })
}
