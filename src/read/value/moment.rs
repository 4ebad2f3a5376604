//! Days, months, quarters, years and periods inside a text.

mod written;

use super::date::{last_day_of_month, valid_date};
use super::word::Word;
use crate::diagnostic::{Diagnostics, Place};
use crate::model::{Date, DeadlineKind, Precision};

use written::{
    day, half_year, month, month_and_year, point, quarter, quarter_number, short, small,
    year_behind, years,
};

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
    /// The year, as printed or taken from beside it.
    pub year: Option<i16>,
    /// The last month.
    month: i8,
    /// The day, if one is printed.
    day: Option<i8>,
    /// Year, if it is another one, and month it begins with.
    from: Option<(Option<i16>, i8)>,
    /// Whether a word before it leaves open which day is meant ("đầu năm 2026").
    pub is_vague: bool,
    /// Whether only its first half is meant.
    is_first_half: bool,
    /// Whether it is in no calendar, which has been reported.
    pub is_impossible: bool,
}

/// Words that belong to the moment after them.
const PREFIXES: &[&str] = &[
    "trong", "truoc", "den", "het", "cham", "nhat", "vao", "cuoi", "ngay", "moc", "tu", "xong",
    "nam", "giai", "doan", "la", "muon", "dip", "khong", "hon", "thoi", "han",
];

/// Words that make the moment behind them vague: nobody can say which day is meant.
const VAGUE: &[&str] = &["dau", "giua", "khoang"];

/// All moments outside parentheses, in order; impossible days are reported.
///
/// A date without a year takes that of the moment listed with it ("Tháng 6 và tháng 12/2026"), of
/// the one before it, or `year`; else it stays without a date.
pub(super) fn moments(
    words: &[Word],
    year: Option<i16>,
    place: &Place,
    diagnostics: &mut Diagnostics,
) -> Vec<Moment> {
    let mut found: Vec<Moment> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let moment = moment_at(words, at, place, diagnostics);
        let Some(mut moment) = moment.or_else(|| listed(words, at, found.last()?)) else {
            at += 1;
            continue;
        };
        at = moment.end;
        let earliest = found.last().map_or(0, |last| last.end);
        while moment.first > earliest {
            let before = words[moment.first - 1].key.as_str();
            if VAGUE.contains(&before) {
                if half(words, &mut moment) {
                    continue;
                }
                moment.is_vague = true;
            } else if !PREFIXES.contains(&before) {
                break;
            }
            moment.first -= 1;
        }
        found.push(moment);
    }
    settle_years(words, &mut found, year, place, diagnostics);
    joined(words, found)
}

/// "Nửa đầu tháng 6/2026", "nửa đầu năm 2026": the half ends on a day everybody knows.
fn half(words: &[Word], moment: &mut Moment) -> bool {
    let at = moment.first;
    let is_half = at >= 2 && words[at - 2].key == "nua" && words[at - 1].key == "dau";
    if !is_half {
        return false;
    }
    moment.first = at - 2;
    moment.is_first_half = true;
    true
}

/// Gives moments without a year theirs, and days that are in no calendar a problem.
fn settle_years(
    words: &[Word],
    found: &mut [Moment],
    year: Option<i16>,
    place: &Place,
    diagnostics: &mut Diagnostics,
) {
    for at in (0..found.len()).rev() {
        let next = found.get(at + 1).filter(|next| {
            let between = words.get(found[at].end..next.first).unwrap_or_default();
            between.len() <= 1
                && between
                    .iter()
                    .all(|word| matches!(word.key.as_str(), "," | "va" | "-" | "den" | ";"))
        });
        let next = next.and_then(|next| next.year);
        if found[at].year.is_none() {
            found[at].year = next;
        }
    }
    let mut before: Option<Moment> = None;
    for moment in found {
        if moment.year.is_none() {
            let last = before.as_ref();
            let guess = last.and_then(|last| last.year).or(year);
            moment.year = guess;
            // "Quý IV/2026 …; báo cáo quý II": of that year or the next.
            let goes_back = last.is_some_and(|last| moment.day_of(guess) < last.day_of(last.year));
            if goes_back {
                moment.year = None;
            }
        }
        moment.settle(place, diagnostics);
        before = Some(moment.clone());
    }
}

/// The moments with those that name one period made one.
fn joined(words: &[Word], all: Vec<Moment>) -> Vec<Moment> {
    let mut found: Vec<Moment> = Vec::new();
    for moment in all {
        match found.last_mut() {
            Some(last) if is_span(words, last, &moment) => {
                last.kind = DeadlineKind::Range;
                last.start_date = first_day(last);
                last.date = moment.date;
                last.precision = moment.precision;
                last.end = moment.end;
                last.is_vague |= moment.is_vague;
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
    is_joined && last.date.is_some() && last.date < next.date && last.kind != DeadlineKind::Range
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

impl Moment {
    /// The last day in a year.
    fn day_of(&self, year: Option<i16>) -> Option<Date> {
        let year = year?;
        match self.day {
            Some(day) => Date::new(year, self.month, day).ok(),
            None => last_day_of_month(year, self.month),
        }
    }

    /// Works out the dates once the year is known.
    fn settle(&mut self, place: &Place, diagnostics: &mut Diagnostics) {
        if let Some(day) = self.day {
            // Without a year a day of a leap year will do.
            let year = self.year.unwrap_or(2028);
            let date = valid_date((year, self.month, day), place, diagnostics);
            self.date = date.filter(|_| self.year.is_some());
            self.is_impossible = date.is_none();
            return;
        }
        let Some(year) = self.year else { return };
        self.date = last_day_of_month(year, self.month);
        if self.is_first_half {
            self.date = match self.precision {
                Precision::Year => last_day_of_month(year, 6),
                Precision::Month => Date::new(year, self.month, 15).ok(),
                _ => None,
            };
            (self.kind, self.precision) = match self.precision {
                Precision::Year => (DeadlineKind::Month, Precision::Month),
                _ => (DeadlineKind::Date, Precision::Day),
            };
        }
        if let Some((from_year, from)) = self.from {
            self.start_date = Date::new(from_year.unwrap_or(year), from, 1).ok();
        }
    }
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
        "quy" => quarter(words, at, place, diagnostics),
        "thang" => month(words, at, place, diagnostics),
        "nam" if is_part_of_year(words, at) => {
            Some(point(at, at + 1, DeadlineKind::Year, 12, None))
        }
        _ if word.number().is_none() => short(words, at),
        _ => day(words, at)
            .or_else(|| half_year(words, at))
            .or_else(|| month_and_year(words, at, at))
            .or_else(|| years(words, at)),
    }?;
    // "12/2026/NĐ-CP" is the number of a document.
    let is_number = matches!(words.get(found.end), Some(next) if next.is_glued && next.key == "/")
        && words.get(found.end + 1).is_some_and(|next| next.is_glued && next.is_word());
    (!is_number).then_some(found)
}

/// The next of a list of quarters or months: "IV/2026" after "Quý II,".
fn listed(words: &[Word], at: usize, last: &Moment) -> Option<Moment> {
    let is_next = last.year.is_none()
        && last.end + 1 == at
        && matches!(words[last.end].key.as_str(), "," | "va");
    let kind = Some(last.kind).filter(|_| is_next)?;
    let month = match kind {
        DeadlineKind::Quarter => quarter_number(&words[at].key)? * 3,
        DeadlineKind::Month => small(words, at).filter(|month| (1..=12).contains(month))?,
        _ => return None,
    };
    let (year, end) = year_behind(words, at + 1);
    Some(point(at, end, kind, month, year))
}

/// "cuối năm", "giữa năm", "trong năm" without a year behind it.
fn is_part_of_year(words: &[Word], at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |at| words[at].key.as_str());
    matches!(before, "cuoi" | "giua" | "dau" | "trong" | "het")
        && words.get(at + 1).is_none_or(|next| !next.is_word())
}
