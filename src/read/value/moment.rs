//! Days, months, quarters, years and periods inside a text.

use super::date::{last_day_of_month, valid_date};
use super::word::{Word, begins};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
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
fn joined(words: &[Word], list: Vec<Moment>) -> Vec<Moment> {
    let mut found: Vec<Moment> = Vec::new();
    for moment in list {
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

fn point(first: usize, end: usize, kind: DeadlineKind, month: i8, year: Option<i16>) -> Moment {
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

fn small(words: &[Word], at: usize) -> Option<i8> {
    number(words, at).and_then(|number| i8::try_from(number).ok())
}

fn year(words: &[Word], at: usize) -> Option<i16> {
    words.get(at)?.year()
}

/// The year behind a month or quarter: "/2026", "năm 2026", "-2026", " 2026"; year and token after it.
fn year_behind(words: &[Word], at: usize) -> (Option<i16>, usize) {
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
fn day(words: &[Word], at: usize) -> Option<Moment> {
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
fn short(words: &[Word], at: usize) -> Option<Moment> {
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

fn quarter_number(key: &str) -> Option<i8> {
    match key {
        "i" | "1" | "01" => Some(1),
        "ii" | "2" | "02" => Some(2),
        "iii" | "3" | "03" => Some(3),
        "iv" | "4" | "04" => Some(4),
        _ => None,
    }
}

/// `Tháng 9/2026`, `Tháng 9 năm 2026`, `Tháng 3-6/2026`, `Tháng 9`.
fn month(
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
fn month_and_year(words: &[Word], at: usize, first: usize) -> Option<Moment> {
    let month = small(words, at).filter(|month| (1..=12).contains(month))?;
    let year = year(words, at + 2).filter(|_| words[at + 1].key == "/")?;
    Some(point(first, at + 3, DeadlineKind::Month, month, Some(year)))
}

/// `Quý I/2026`, `Quý 4 năm 2026`, `Quý I, II/2026`, `Quý I-Quý II năm 2026`, `Quý II`.
fn quarter(
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
    let skip = skip + usize::from(begins(words, at + skip, "nam"));
    let year = year(words, at + skip);
    let end = at + skip + usize::from(year.is_some());
    (year.is_some() || skip > 3).then(|| point(at, end, DeadlineKind::Month, last, year))
}

/// `2026`, `2026-2030`, `2026 đến năm 2030`.
fn years(words: &[Word], at: usize) -> Option<Moment> {
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
