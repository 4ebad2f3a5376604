//! Days, months, quarters, years and periods inside a text.

use super::date::{last_day_of_month, valid_date};
use super::word::{Word, begins};
use crate::diagnostic::{Diagnostics, Place};
use crate::model::{Date, DeadlineKind, Precision};

/// A point or stretch of time found in the words `first..end`.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    pub first: usize,
    pub end: usize,
    pub kind: DeadlineKind,
    pub start_date: Option<Date>,
    /// Nothing if the day written is not in the calendar, which has been reported.
    pub date: Option<Date>,
    pub precision: Precision,
}

/// Words that belong to the moment after them.
const PREFIXES: &[&str] = &[
    "trong", "truoc", "den", "het", "cham", "nhat", "vao", "cuoi", "ngay", "moc", "tu", "xong",
    "nam", "giai", "doan", "la", "muon", "dip",
];

/// All moments outside parentheses, in order; impossible days are reported.
pub(super) fn moments(words: &[Word], place: &Place, diagnostics: &mut Diagnostics) -> Vec<Moment> {
    let mut found: Vec<Moment> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some(mut moment) = moment_at(words, at, place, diagnostics) else {
            at += 1;
            continue;
        };
        at = moment.end;
        let earliest = found.last().map_or(0, |last| last.end);
        while moment.first > earliest && PREFIXES.contains(&words[moment.first - 1].key.as_str()) {
            moment.first -= 1;
        }
        match found.last_mut() {
            Some(last) if is_span(words, last, &moment) => {
                last.kind = DeadlineKind::Range;
                last.start_date = first_day(last);
                last.date = moment.date;
                last.precision = moment.precision;
                last.end = moment.end;
            }
            _ => found.push(moment),
        }
    }
    found
}

/// "từ 1/3/2026 đến 30/6/2026", "Tháng 3/2026 - Tháng 6/2026": one period.
fn is_span(words: &[Word], last: &Moment, next: &Moment) -> bool {
    let is_joined = match next.first.checked_sub(last.end) {
        Some(0) => words[next.first].key == "den",
        Some(1) => words[last.end].key == "-",
        _ => false,
    };
    is_joined && last.date < next.date && last.kind != DeadlineKind::Range
}

/// The first day of what a moment names.
pub(super) fn first_day(moment: &Moment) -> Option<Date> {
    if moment.start_date.is_some() {
        return moment.start_date;
    }
    let date = moment.date?;
    let month = match moment.precision {
        Precision::Day => return Some(date),
        Precision::Month => date.month(),
        Precision::Quarter => date.month() - 2,
        Precision::Year => 1,
    };
    Date::new(date.year(), month, 1).ok()
}

fn moment_at(
    words: &[Word],
    at: usize,
    place: &Place,
    diagnostics: &mut Diagnostics,
) -> Option<Moment> {
    let word = words.get(at)?;
    let key = word.key.as_str();
    let found = match key {
        "quy" => quarter(words, at),
        "thang" => month(words, at),
        _ if word.number().is_none() => None,
        _ => day(words, at, place, diagnostics)
            .or_else(|| half_year(words, at))
            .or_else(|| month_and_year(words, at, at))
            .or_else(|| years(words, at)),
    }?;
    // "12/2026/NĐ-CP" is the number of a document.
    let is_number = matches!(words.get(found.end), Some(next) if next.is_glued && next.key == "/")
        && words.get(found.end + 1).is_some_and(|next| next.is_glued && next.is_word());
    (!is_number).then_some(found)
}

fn point(
    first: usize,
    end: usize,
    kind: DeadlineKind,
    date: Option<Date>,
    precision: Precision,
) -> Moment {
    Moment { first, end, kind, start_date: None, date, precision }
}

fn number(words: &[Word], at: usize) -> Option<i16> {
    words.get(at)?.number()
}

fn small(words: &[Word], at: usize) -> Option<i8> {
    number(words, at).and_then(|number| i8::try_from(number).ok())
}

fn year(words: &[Word], at: usize) -> Option<i16> {
    words.get(at)?.year()
}

/// `31/3/2026`, `31-3-2026`, `31.3.2026`, `31/3/26`, `2026-03-31`, `5 tháng 4 năm 2026`.
fn day(words: &[Word], at: usize, place: &Place, diagnostics: &mut Diagnostics) -> Option<Moment> {
    let separator = words.get(at + 1)?.key.as_str();
    let (numbers, end) = if separator == "thang" {
        let end = at + if words.get(at + 3)?.key == "nam" { 5 } else { return None };
        ((year(words, at + 4)?, small(words, at + 2)?, small(words, at)?), end)
    } else {
        let is_date = matches!(separator, "/" | "-" | ".") && words.get(at + 3)?.key == separator;
        if !is_date {
            return None;
        }
        let numbers = match (year(words, at), year(words, at + 4)) {
            (Some(year), None) => (year, small(words, at + 2)?, small(words, at + 4)?),
            (None, Some(year)) => (year, small(words, at + 2)?, small(words, at)?),
            (None, None) if separator == "/" && words.get(at + 4)?.key.len() == 2 => {
                (2000 + number(words, at + 4)?, small(words, at + 2)?, small(words, at)?)
            }
            _ => return None,
        };
        (numbers, at + 5)
    };
    let date = valid_date(numbers, place, diagnostics);
    Some(point(at, end, DeadlineKind::Date, date, Precision::Day))
}

/// `Tháng 9/2026`, `Tháng 9 năm 2026`, `Tháng 3-6/2026`.
fn month(words: &[Word], at: usize) -> Option<Moment> {
    let single = month_and_year(words, at + 1, at);
    if single.is_some() {
        return single;
    }
    let first = small(words, at + 1)?;
    let is_range = matches!(words.get(at + 2)?.key.as_str(), "-" | "den");
    let skip = usize::from(words.get(at + 3)?.key == "thang");
    let mut last = month_and_year(words, at + 3 + skip, at).filter(|_| is_range)?;
    last.start_date = Date::new(last.date?.year(), first, 1).ok();
    last.kind = DeadlineKind::Range;
    (last.start_date? < last.date?).then_some(last)
}

/// `9/2026`, `9 năm 2026` whose month stands at `at`.
fn month_and_year(words: &[Word], at: usize, first: usize) -> Option<Moment> {
    let month = small(words, at)?;
    let is_joined = match words.get(at + 1)?.key.as_str() {
        "/" => true,
        "nam" | "-" | "." => first < at,
        _ => false,
    };
    let date = last_day_of_month(year(words, at + 2).filter(|_| is_joined)?, month)?;
    Some(point(first, at + 3, DeadlineKind::Month, Some(date), Precision::Month))
}

/// `Quý I/2026`, `Quý 4 năm 2026`, `Quý I, II/2026`, `Quý I-Quý II năm 2026`.
fn quarter(words: &[Word], first: usize) -> Option<Moment> {
    let mut at = first;
    let mut last;
    loop {
        at += usize::from(words.get(at)?.key == "quy");
        last = match words.get(at)?.key.as_str() {
            "i" | "1" | "01" => 1_i8,
            "ii" | "2" | "02" => 2,
            "iii" | "3" | "03" => 3,
            "iv" | "4" | "04" => 4,
            _ => return None,
        };
        at += 1;
        let is_joined = matches!(words.get(at)?.key.as_str(), "," | "-" | "va" | "den");
        if !is_joined || year(words, at + 1).is_some() {
            break;
        }
        at += 1;
    }
    let skip = usize::from(matches!(words.get(at)?.key.as_str(), "/" | "nam" | "-" | "," | "."));
    let skip = skip + usize::from(words.get(at + skip)?.key == "nam");
    let date = last_day_of_month(year(words, at + skip)?, last * 3)?;
    Some(point(first, at + skip + 1, DeadlineKind::Quarter, Some(date), Precision::Quarter))
}

/// `6 tháng đầu năm 2026`, `9 tháng năm 2026`, `6 tháng cuối năm 2026`.
fn half_year(words: &[Word], at: usize) -> Option<Moment> {
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
    let skip = skip + usize::from(words.get(at + skip)?.key == "nam");
    let date = last_day_of_month(year(words, at + skip)?, last)?;
    Some(point(at, at + skip + 1, DeadlineKind::Month, Some(date), Precision::Month))
}

/// `2026`, `2026-2030`, `2026 đến năm 2030`.
fn years(words: &[Word], at: usize) -> Option<Moment> {
    let from = year(words, at)?;
    let mut moment =
        point(at, at + 1, DeadlineKind::Year, last_day_of_month(from, 12), Precision::Year);
    if !(begins(words, at + 1, "-") || begins(words, at + 1, "den")) {
        return Some(moment);
    }
    let last = at + 2 + usize::from(begins(words, at + 2, "nam"));
    if let Some(to) = year(words, last).filter(|to| *to > from) {
        moment.end = last + 1;
        moment.kind = DeadlineKind::Range;
        moment.start_date = Date::new(from, 1, 1).ok();
        moment.date = last_day_of_month(to, 12);
    }
    Some(moment)
}
