//! Deadlines: "31/3/2026", "Quý I/2026", "Thường xuyên", "Theo lộ trình của Trung ương" …

mod label;

use label::{is_parted, labels};

use super::moment::{Moment, first_day, moments};
use super::word::{Word, begins, contains, words};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Date, Deadline, DeadlineKind, Milestone, Precision};

/// First words of what a deadline depends on.
const CONDITIONS: &[&str] = &["theo", "khi", "tuy", "sau", "neu", "phu", "cu"];

/// Reads the words of a deadline; nothing printed is no problem, words not understood are one.
///
/// `end` is the printed day, also after "trước ngày": whoever is done on that day is not late.
pub fn read_deadline(text: &str, place: &Place, diagnostics: &mut Diagnostics) -> Deadline {
    read_deadline_in(text, None, place, diagnostics)
}

/// The same in a plan of one year, which is the year of dates that print none ("Trước 30/6").
///
/// Without it such dates are a problem, as are those that leave open which day is meant ("đầu năm
/// 2026"): a deadline is right or reported, and the end of a year only where a year is printed.
pub fn read_deadline_in(
    text: &str,
    year: Option<i16>,
    place: &Place,
    diagnostics: &mut Diagnostics,
) -> Deadline {
    let text = text.trim().trim_end_matches(['.', ';']).trim_end();
    let words = words(text);
    let mut read = Deadline { text: text.to_owned(), ..Deadline::default() };
    if !words.iter().any(Word::is_word) {
        return read;
    }
    let outside: Vec<Word> = words.iter().filter(|word| word.depth == 0).cloned().collect();
    let inside = parenthesis(text, &words);
    read.condition = inside.map(str::to_owned);
    if begins(&outside, 0, "theo") {
        read.kind = DeadlineKind::ByReference;
        return read;
    }
    let standing = standing(&outside);
    let year = year.filter(|_| standing.is_none());
    let found = moments(&outside, year, place, diagnostics);
    if found.iter().any(|moment| moment.is_impossible) {
        return read;
    }
    if let Some(start) = start_only(&outside, &found) {
        read.kind = DeadlineKind::Ongoing;
        read.start = Some(start);
        return read;
    }
    if is_relative(&outside) {
        read.kind = DeadlineKind::Relative;
        return read;
    }
    if let Some(kind) = standing {
        read.kind = kind;
        standing_work(&mut read, text, &words, &outside, found, place, diagnostics);
        return read;
    }
    let is_open = found.is_empty()
        || found.iter().any(|moment| moment.date.is_none() || moment.is_vague)
        || is_loose(&outside, &found);
    if is_open {
        diagnostics.push(unread(text, place));
    } else {
        dated_work(&mut read, text, &words, &outside, &found);
    }
    read
}

/// "Từ 01/3/2026", "Sau 30/6/2026": the first day of work whose end is not printed.
fn start_only(words: &[Word], found: &[Moment]) -> Option<Date> {
    let [only] = found else { return None };
    let is_counted = only.first > 0 && matches!(words[only.first - 1].key.as_str(), "ke" | "tinh");
    let begins_it = only.kind != DeadlineKind::Range
        && !is_counted
        && (words[only.first].key == "tu" || (only.first == 1 && words[0].key == "sau"));
    first_day(only).filter(|_| begins_it)
}

/// Whether a year or month stands in words that mean another time than the whole of it: "Đợt 3 năm
/// 2026", "Tuần 3 tháng 6/2026", "Năm học 2026-2027".
fn is_loose(words: &[Word], found: &[Moment]) -> bool {
    let [only] = found else { return false };
    let end = (only.end..words.len())
        .find(|at| CONDITIONS.contains(&words[*at].key.as_str()))
        .unwrap_or(words.len());
    let mut around = words[..only.first].iter().chain(&words[only.end..end.max(only.end)]);
    let is_year = only.precision == Precision::Year;
    contains(words, "nam hoc")
        || (is_year && contains(words, "ky hop"))
        || (only.precision != Precision::Day && contains(words, "tuan"))
        || (is_year && around.any(|word| word.key.contains(|c: char| c.is_ascii_digit())))
}

fn unread(text: &str, place: &Place) -> Diagnostic {
    let text = crate::vietnamese::fold_whitespace(text);
    Diagnostic::new(Code::DeadlineUnread, place.clone(), format!("không hiểu thời hạn `{text}`"))
        .allowed(
            "ngày (15/12/2026), tháng (Tháng 9/2026), quý (Quý I/2026), năm (Năm 2026), giai đoạn \
         (2026-2030), Thường xuyên, Hằng năm, Theo …, … kể từ ngày ban hành",
        )
}

/// What stands in the parentheses; a parenthesis closed too early or never reaches to the end.
fn parenthesis<'a>(text: &'a str, words: &[Word]) -> Option<&'a str> {
    let open = words.iter().find(|word| word.key == "(")?;
    let close = words.iter().rev().find(|word| word.key == ")" && word.start > open.start);
    let inside = text[open.end..close.map_or(text.len(), |word| word.start)].trim();
    Some(inside).filter(|inside| !inside.is_empty())
}

/// "100 ngày kể từ ngày ban hành", "Sau khi có hướng dẫn".
fn is_relative(words: &[Word]) -> bool {
    ["ke tu", "sau khi", "tinh tu", "ngay sau", "ngay khi"].iter().any(|keys| contains(words, keys))
        || begins(words, 0, "khi")
        || begins(words, 0, "sau")
}

/// Words of work that comes back every year.
const AGAIN: &[&str] = &["hang nam", "moi nam", "thuong nien"];

/// Words of other work without an end.
const STANDING: &[&str] = &[
    "thuong xuyen",
    "lien tuc",
    "hang thang",
    "hang quy",
    "hang tuan",
    "hang ngay",
    "moi thang",
    "moi quy",
    "moi tuan",
    "thang lien ke",
    "quy lien ke",
    "thang tiep theo",
    "quy tiep theo",
    "nam tiep theo",
    "tro di",
    "dinh ky",
];

/// "Thường xuyên", "Hằng năm", "Năm 2026 và các năm tiếp theo".
fn standing(words: &[Word]) -> Option<DeadlineKind> {
    let has = |list: &[&str]| list.iter().any(|keys| contains(words, keys));
    if has(AGAIN) {
        Some(DeadlineKind::Annual)
    } else if has(STANDING) {
        Some(DeadlineKind::Ongoing)
    } else {
        None
    }
}

/// Work without an end that could be missed, perhaps within a period, perhaps with dated parts.
fn standing_work(
    read: &mut Deadline,
    text: &str,
    words: &[Word],
    outside: &[Word],
    found: Vec<Moment>,
    place: &Place,
    diagnostics: &mut Diagnostics,
) {
    // Days without a year come back: "Trước 15/12 hằng năm".
    let found: Vec<Moment> = found.into_iter().filter(|moment| moment.date.is_some()).collect();
    let apart = (0..outside.len()).find(|at| begins(outside, *at, "rieng"));
    let again = again_at(outside);
    let is_part = |moment: &&Moment| match apart {
        Some(apart) => moment.first > apart,
        None => {
            found.len() > 1
                && again.is_some_and(|again| is_parted(text, outside, moment.first, again))
        }
    };
    let (parts, period): (Vec<&Moment>, Vec<&Moment>) = found.iter().partition(is_part);
    if let Some(period) = period.first() {
        let is_end_only = matches!(outside[period.first].key.as_str(), "den" | "het")
            && period.kind != DeadlineKind::Range;
        read.start = first_day(period).filter(|_| !is_end_only);
        let has_end = !contains(outside, "nam tiep theo") && !contains(outside, "tro di");
        read.end = period.date.filter(|_| has_end);
        read.precision = Some(period.precision).filter(|_| read.end.is_some());
    }
    if let Some(apart) = apart {
        for (at, part) in parts.iter().enumerate() {
            let first = if at == 0 { apart + 1 } else { parts[at - 1].end };
            push_milestone(read, part, between(text, outside, first, part.first));
        }
    } else {
        for (moment, label) in found.iter().zip(labels(text, words, outside, &found)) {
            if parts.iter().any(|part| part.first == moment.first) {
                push_milestone(read, moment, &label);
            }
        }
    }
    // "(xây dựng bản đồ công nghệ xong 2026)" is a part with a date, "(theo lộ trình …)" a condition.
    if let Some(inside) = read.condition.clone() {
        let words = super::word::words(&inside);
        let starts_condition = words.first().is_some_and(|w| CONDITIONS.contains(&w.key.as_str()));
        let inner =
            if starts_condition { Vec::new() } else { moments(&words, None, place, diagnostics) };
        if let [part] = inner.as_slice()
            && part.date.is_some()
        {
            let before = between(&inside, &words, 0, part.first);
            let after = between(&inside, &words, part.end, words.len());
            push_milestone(read, part, if before.is_empty() { after } else { before });
            read.condition = None;
        }
    } else if read.milestones.is_empty() {
        let from = found.last().map_or(0, |moment| moment.end);
        read.condition = condition_after(text, outside, from);
    }
    if let Some(last) = read.milestones.iter().max_by_key(|milestone| milestone.date) {
        read.kind = DeadlineKind::Multi;
        // Without a period printed, the last dated part is all that can be missed.
        if read.end.is_none() {
            read.end = Some(last.date);
            read.precision = Some(last.precision);
        }
    }
}

/// Where the word stands that makes work come back.
fn again_at(words: &[Word]) -> Option<usize> {
    (0..words.len()).find(|at| AGAIN.iter().chain(STANDING).any(|keys| begins(words, *at, keys)))
}

/// Work with one date, or with several.
fn dated_work(read: &mut Deadline, text: &str, words: &[Word], outside: &[Word], found: &[Moment]) {
    match found {
        [] => {}
        [only] => {
            read.kind = only.kind;
            read.end = only.date;
            read.precision = Some(only.precision);
            if only.kind == DeadlineKind::Range {
                read.start = first_day(only);
            }
            if read.condition.is_none() {
                read.condition = condition_after(text, outside, only.end);
            }
        }
        several => {
            let labels = labels(text, words, outside, several);
            for (moment, label) in several.iter().zip(&labels) {
                push_milestone(read, moment, label);
            }
            let is_label = |inside: &String| {
                labels.iter().any(|label| !label.is_empty() && inside.contains(label))
            };
            if read.condition.as_ref().is_some_and(is_label) {
                read.condition = None;
            }
            read.kind = DeadlineKind::Multi;
            let last = read.milestones.iter().max_by_key(|milestone| milestone.date);
            read.precision = last.map(|milestone| milestone.precision);
            read.end = last.map(|milestone| milestone.date);
        }
    }
}

fn push_milestone(read: &mut Deadline, moment: &Moment, text: &str) {
    if let Some(date) = moment.date {
        let text = text.to_owned();
        read.milestones.push(Milestone { date, precision: moment.precision, text });
    }
}

/// The words `first..end` without punctuation and "và" at the ends.
fn between<'a>(text: &'a str, words: &[Word], first: usize, end: usize) -> &'a str {
    let words = words.get(first..end).unwrap_or_default();
    let is_word = |word: &&Word| word.is_word() && word.key != "va";
    match (words.iter().find(is_word), words.iter().rev().find(is_word)) {
        (Some(first), Some(last)) => &text[first.start..last.end],
        _ => "",
    }
}

/// "theo lộ trình của Trung ương", "khi đủ điều kiện" among the words from `from` on.
fn condition_after(text: &str, outside: &[Word], from: usize) -> Option<String> {
    let first = (from..outside.len()).find(|at| {
        CONDITIONS.contains(&outside[*at].key.as_str())
            && at.checked_sub(1).is_none_or(|before| outside[before].key != "tiep")
    })?;
    let words = between(text, outside, first, outside.len());
    Some(words.to_owned()).filter(|words| !words.is_empty())
}

#[cfg(test)]
mod tests;
