//! The ways a day, month, quarter, half or year is written.

use super::super::word::{Word, begins};
use super::Moment;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{DeadlineKind, Precision};

pub(super) fn point(
    first: usize,
    end: usize,
    kind: DeadlineKind,
    month: i8,
    year: Option<i16>,
) -> Moment {
    let precision = match kind {
        DeadlineKind::Date => Precision::Day,
        DeadlineKind::Quarter => Precision::Quarter,
        DeadlineKind::Year | DeadlineKind::Range => Precision::Year,
        _ => Precision::Month,
    };
    Moment {
        first,
        end,
        kind,
        start_date: None,
        date: None,
        precision,
        year,
        month,
        day: None,
        from: None,
        is_vague: false,
        is_first_half: false,
        is_impossible: false,
    }
}

fn number(words: &[Word], at: usize) -> Option<i16> {
    words.get(at)?.number()
}

pub(super) fn small(words: &[Word], at: usize) -> Option<i8> {
    number(words, at).and_then(|number| i8::try_from(number).ok())
}

fn year(words: &[Word], at: usize) -> Option<i16> {
    words.get(at)?.year()
}

/// The year behind a month or quarter: "/2026", "năm 2026", "-2026", " 2026"; year and token after it.
pub(super) fn year_behind(words: &[Word], at: usize) -> (Option<i16>, usize) {
    let is_mark =
        words.get(at).is_some_and(|word| matches!(word.key.as_str(), "/" | "-" | "." | ","));
    let skip = at + usize::from(is_mark);
    let skip = skip + usize::from(begins(words, skip, "nam"));
    match year(words, skip) {
        Some(year) => (Some(year), skip + 1),
        None => (None, at),
    }
}

/// `31/3/2026`, `31-3-2026`, `31.3.2026`, `31/3/26`, `2026-03-31`, `5 tháng 4 năm 2026`, `31/3`.
pub(super) fn day(words: &[Word], at: usize) -> Option<Moment> {
    let separator = words.get(at + 1)?.key.as_str();
    let dated = |numbers: (Option<i16>, i8, i8), end: usize| Moment {
        day: Some(numbers.2),
        ..point(at, end, DeadlineKind::Date, numbers.1, numbers.0)
    };
    if separator == "thang" {
        let (day, month) = (small(words, at)?, small(words, at + 2)?);
        let is_day = at > 0 && words[at - 1].key == "ngay" || begins(words, at + 3, "nam");
        let (year, end) = if begins(words, at + 3, "nam") {
            (Some(year(words, at + 4)?), at + 5)
        } else {
            year_behind(words, at + 3)
        };
        return is_day.then(|| dated((year, month, day), end));
    }
    if !matches!(separator, "/" | "-" | ".") {
        return None;
    }
    let is_long = words.get(at + 3).is_some_and(|word| word.key == separator);
    let long = || {
        Some(match (year(words, at), year(words, at + 4)) {
            (Some(year), None) => (year, small(words, at + 2)?, small(words, at + 4)?),
            (None, Some(year)) => (year, small(words, at + 2)?, small(words, at)?),
            (None, None) if separator == "/" && words.get(at + 4)?.key.len() == 2 => {
                (2000 + number(words, at + 4)?, small(words, at + 2)?, small(words, at)?)
            }
            _ => return None,
        })
    };
    if let Some((year, month, day)) = long().filter(|_| is_long) {
        return Some(dated((Some(year), month, day), at + 5));
    }
    // "30/6": a day of the year at hand.
    let (day, month) = (small(words, at)?, small(words, at + 2)?);
    let is_day = separator == "/"
        && words[at + 2].is_glued
        && (1..=31).contains(&day)
        && (1..=12).contains(&month)
        && !words
            .get(at + 3)
            .is_some_and(|next| next.is_glued && matches!(next.key.as_str(), "/" | "%"));
    is_day.then(|| dated((None, month, day), at + 3))
}

/// `T6/2026`, `Q2/2026`, `Q.II/2026`.
pub(super) fn short(words: &[Word], at: usize) -> Option<Moment> {
    let key = words[at].key.as_str();
    let (letter, digits) = key.split_at_checked(1)?;
    let (digits, end) = match digits {
        "" if begins(words, at + 1, ".") => (words.get(at + 2)?.key.as_str(), at + 3),
        "" => return None,
        digits => (digits, at + 1),
    };
    match letter {
        "t" => {
            let month = digits.parse().ok().filter(|month| (1..=12).contains(month))?;
            let (year, after) = year_behind(words, end);
            Some(point(at, after, DeadlineKind::Month, month, year))
        }
        "q" => {
            let quarter = quarter_number(digits)?;
            let (year, after) = year_behind(words, end);
            Some(point(at, after, DeadlineKind::Quarter, quarter * 3, year))
        }
        _ => None,
    }
}

pub(super) fn quarter_number(key: &str) -> Option<i8> {
    match key {
        "i" | "1" | "01" => Some(1),
        "ii" | "2" | "02" => Some(2),
        "iii" | "3" | "03" => Some(3),
        "iv" | "4" | "04" => Some(4),
        _ => None,
    }
}

/// `Tháng 9/2026`, `Tháng 9 năm 2026`, `Tháng 3-6/2026`, `Tháng 9`.
pub(super) fn month(
    words: &[Word],
    at: usize,
    place: &Place,
    diagnostics: &mut Diagnostics,
) -> Option<Moment> {
    let first = small(words, at + 1)?;
    if !(1..=12).contains(&first) {
        report_part(&format!("tháng {first}"), "tháng 1–12", place, diagnostics);
        return Some(Moment {
            is_impossible: true,
            ..point(at, year_behind(words, at + 2).1, DeadlineKind::Month, 12, None)
        });
    }
    let is_range = words.get(at + 2).is_some_and(|word| matches!(word.key.as_str(), "-" | "den"));
    let skip = at + 3 + usize::from(begins(words, at + 3, "thang"));
    let last = small(words, skip).filter(|last| is_range && (first..=12).contains(last));
    if let Some(last) = last {
        let (year, end) = year_behind(words, skip + 1);
        let mut moment = point(at, end, DeadlineKind::Range, last, year);
        moment.precision = Precision::Month;
        moment.from = Some((None, first));
        return Some(moment);
    }
    let (year, end) = year_behind(words, at + 2);
    Some(point(at, end, DeadlineKind::Month, first, year))
}

/// `9/2026`, `9 năm 2026` whose month stands at `at`.
pub(super) fn month_and_year(words: &[Word], at: usize, first: usize) -> Option<Moment> {
    let month = small(words, at).filter(|month| (1..=12).contains(month))?;
    let year = year(words, at + 2).filter(|_| words[at + 1].key == "/")?;
    Some(point(first, at + 3, DeadlineKind::Month, month, Some(year)))
}

/// `Quý I/2026`, `Quý 4 năm 2026`, `Quý I, II/2026`, `Quý I-Quý II năm 2026`, `Quý II`.
pub(super) fn quarter(
    words: &[Word],
    at: usize,
    place: &Place,
    diagnostics: &mut Diagnostics,
) -> Option<Moment> {
    let key = words.get(at + 1)?.key.as_str();
    let Some(first) = quarter_number(key) else {
        let is_number =
            key.bytes().all(|b| b.is_ascii_digit()) || matches!(key, "v" | "vi" | "vii");
        if !is_number {
            return None;
        }
        let written = format!("quý {}", key.to_uppercase());
        report_part(&written, "quý I, II, III hoặc IV", place, diagnostics);
        let moment = point(at, year_behind(words, at + 2).1, DeadlineKind::Quarter, 12, None);
        return Some(Moment { is_impossible: true, ..moment });
    };
    let (mut last, mut end) = (first, at + 2);
    // Quarters in a row are one time; others are several dates.
    while words.get(end).is_some_and(|word| matches!(word.key.as_str(), "," | "-" | "va" | "den")) {
        let skip = end + 1 + usize::from(begins(words, end + 1, "quy"));
        let next = words.get(skip).and_then(|word| quarter_number(&word.key));
        let is_row = words[end].key == "-" || words[end].key == "den";
        let Some(next) = next.filter(|next| *next == last + 1 || (is_row && *next > last)) else {
            break;
        };
        if words.get(skip).is_some_and(|word| word.year().is_some()) {
            break;
        }
        (last, end) = (next, skip + 1);
    }
    let (year, end) = year_behind(words, end);
    Some(point(at, end, DeadlineKind::Quarter, last * 3, year))
}

/// A month or quarter that no year has.
fn report_part(written: &str, allowed: &str, place: &Place, diagnostics: &mut Diagnostics) {
    let message = format!("không có {written}");
    diagnostics
        .push(Diagnostic::new(Code::DateImpossible, place.clone(), message).allowed(allowed));
}

/// `6 tháng đầu năm 2026`, `9 tháng năm 2026`, `6 tháng cuối năm`.
pub(super) fn half_year(words: &[Word], at: usize) -> Option<Moment> {
    let months = small(words, at).filter(|months| (1..=12).contains(months))?;
    if words.get(at + 1)?.key != "thang" {
        return None;
    }
    let (last, skip) = match words.get(at + 2)?.key.as_str() {
        "dau" => (months, 3),
        "cuoi" => (12, 3),
        "nam" => (months, 2),
        _ => return None,
    };
    let skip = skip + usize::from(begins(words, at + skip, "nam"));
    let year = year(words, at + skip);
    let end = at + skip + usize::from(year.is_some());
    (year.is_some() || skip > 3).then(|| point(at, end, DeadlineKind::Month, last, year))
}

/// `2026`, `2026-2030`, `2026 đến năm 2030`.
pub(super) fn years(words: &[Word], at: usize) -> Option<Moment> {
    let from = year(words, at)?;
    let mut moment = point(at, at + 1, DeadlineKind::Year, 12, Some(from));
    if !(begins(words, at + 1, "-") || begins(words, at + 1, "den")) {
        return Some(moment);
    }
    let last = at + 2 + usize::from(begins(words, at + 2, "nam"));
    if let Some(to) = year(words, last).filter(|to| *to > from) {
        moment.end = last + 1;
        moment.kind = DeadlineKind::Range;
        moment.year = Some(to);
        moment.from = Some((Some(from), 1));
    }
    Some(moment)
}
