//! Deadlines as people say them: "hạn tháng 12", "phải xong trong quý IV", "trước 30/6/2026" → the period meant.
//!
//! The twin in the browser is `themes/mac-dinh/static/js/search/due.js`; both pass `tests/search/due.json`.

use super::key::{exact_key, folded_key};
use super::period::Period;
use super::words::{Word, split};
use crate::model::Date;

/// Words that ask for what is due.
const CUES: [&str; 10] = [
    "đến hạn",
    "hết hạn",
    "thời hạn",
    "hạn chót",
    "hạn",
    "phải xong",
    "làm xong",
    "xong",
    "hoàn thành",
    "kết thúc",
];
/// Before "hạn": it is late or moved, which is no deadline looked for.
const NO_DEADLINE: [&str; 7] = ["quá", "gia", "dời", "lùi", "trễ", "giới", "sai"];
/// Words beside a time that say nothing more.
const FILL: [&str; 48] = [
    "phải", "làm", "gì", "những", "việc", "nhiệm", "vụ", "chỉ", "tiêu", "mục", "nào", "có",
    "trong", "đến", "cần", "các", "bao", "nhiêu", "là", "thì", "cho", "tôi", "xem", "hỏi", "ra",
    "sao", "cả", "tất", "mọi", "vào", "của", "đầu", "cuối", "hết", "sắp", "tới", "được", "giao",
    "danh", "sách", "liệt", "kê", "ngày", "chót", "xong", "sẽ", "và", "ở",
];

/// A longer text tells of times by the way.
const LONGEST: usize = 12;

/// What a text says of a deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Due {
    /// When it is due.
    pub(super) period: Period,
    /// The same in words: "trong quý IV/2026".
    pub(super) label: String,
    /// The words that say something else.
    pub(super) rest: String,
}

/// A day, a month, a quarter or a year.
struct Time {
    from: Date,
    until: Date,
    name: String,
    /// The word after it.
    next: usize,
}

/// The deadline `text` asks for, if it asks for one: a time beside a word of deadlines, or a time and nothing else. `year`
/// is meant where none is said.
pub(super) fn due(text: &str, year: i16) -> Option<Due> {
    let words = split(text);
    if words.len() > LONGEST {
        return None;
    }
    let found = (0..words.len()).find_map(|at| Some((at, time(text, &words, at, year)?)));
    let (at, time) = found?;
    let mut is_used = vec![false; words.len()];
    is_used[at..time.next].fill(true);
    let has_cue = cue(&words, &mut is_used);
    let before = words[..at].last();
    let is_until = before.is_some_and(|word| is(word, "trước"));
    let is_from = before.is_some_and(|word| is(word, "sau") || is(word, "từ"));
    if is_until || is_from {
        is_used[at - 1] = true;
    }
    let left =
        || words.iter().zip(&is_used).filter(|(_, is_used)| !**is_used).map(|(word, _)| word);
    let is_bare = left().all(|word| FILL.iter().any(|fill| is(word, fill)));
    if !has_cue && !is_bare {
        return None;
    }
    let is_day = time.from.tomorrow().is_ok_and(|next| next == time.until);
    let (period, label) = if is_until {
        let until = if is_day { time.until } else { time.from };
        let to = if is_day { "đến hết" } else { "trước" };
        (Period { from: None, until: Some(until) }, format!("{to} {}", time.name))
    } else if is_from {
        (Period { from: Some(time.from), until: None }, format!("từ {}", time.name))
    } else {
        let period = Period { from: Some(time.from), until: Some(time.until) };
        (period, format!("trong {}", time.name))
    };
    let rest: Vec<&str> = left().map(|word| &text[word.range.clone()]).collect();
    let rest = if is_bare { String::new() } else { rest.join(" ") };
    Some(Due { period, label, rest })
}

/// Whether there is a word of deadlines; marks it.
fn cue(words: &[Word], is_used: &mut [bool]) -> bool {
    let mut has_cue = false;
    for at in 0..words.len() {
        let cue = CUES.iter().map(|cue| cue.split(' ').collect::<Vec<_>>()).find(|cue| {
            let here = words.get(at..at + cue.len()).unwrap_or_default();
            !here.is_empty() && here.iter().zip(cue).all(|(word, wanted)| is(word, wanted))
        });
        let is_late = at > 0 && NO_DEADLINE.iter().any(|word| is(&words[at - 1], word));
        if let Some(cue) = cue.filter(|_| !is_late && !is_used[at]) {
            is_used[at..at + cue.len()].fill(true);
            has_cue = true;
        }
    }
    has_cue
}

/// The time that begins with the word at `at`.
fn time(text: &str, words: &[Word], at: usize, year: i16) -> Option<Time> {
    let number = |at: usize, least: i16, most: i16| -> Option<i16> {
        let number: i16 = words.get(at)?.folded.parse().ok()?;
        (least..=most).contains(&number).then_some(number)
    };
    let is_joined = |at: usize| {
        let end = at.checked_sub(1).and_then(|before| words.get(before)).map(|word| word.range.end);
        let gap = end.zip(words.get(at)).and_then(|(end, word)| text.get(end..word.range.start));
        gap.is_some_and(|gap| matches!(gap, "/" | "-" | "."))
    };
    let of_year = |at: usize| -> (i16, usize) {
        let said = words.get(at).is_some_and(|word| is(word, "năm"));
        let place = if said { at + 1 } else { at };
        number(place, 2000, 2099).map_or((year, at), |year| (year, place + 1))
    };
    let first = words.get(at)?;
    if is(first, "tháng") {
        let month = number(at + 1, 1, 12)?;
        let (year, next) = of_year(at + 2);
        return months(year, month, 1, format!("tháng {month}/{year}"), next);
    }
    if is(first, "quý") {
        let quarter = words.get(at + 1).and_then(|word| quarter(&word.folded))?;
        let (year, next) = of_year(at + 2);
        let name = ["I", "II", "III", "IV"].get(usize::from(quarter.unsigned_abs()) - 1)?;
        return months(year, quarter * 3 - 2, 3, format!("quý {name}/{year}"), next);
    }
    let is_day = is_joined(at + 1) && is_joined(at + 2);
    if let (true, Some(day), Some(month), Some(year)) =
        (is_day, number(at, 1, 31), number(at + 1, 1, 12), number(at + 2, 2000, 2099))
    {
        let from = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        let name = format!("ngày {day:02}/{month:02}/{year}");
        return Some(Time { from, until: from.tomorrow().ok()?, name, next: at + 3 });
    }
    if let (true, Some(month), Some(year)) =
        (is_joined(at + 1) && !is_joined(at), number(at, 1, 12), number(at + 1, 2000, 2099))
    {
        return months(year, month, 1, format!("tháng {month}/{year}"), at + 2);
    }
    let place = if is(first, "năm") { at + 1 } else { at };
    let year = number(place, 2000, 2099).filter(|_| !is_joined(place) && !is_joined(place + 1))?;
    months(year, 1, 12, format!("năm {year}"), place + 1)
}

/// So many months from one on.
fn months(year: i16, month: i16, many: i16, name: String, next: usize) -> Option<Time> {
    let end = month + many;
    let (last, after) = if end > 12 { (year + 1, end - 12) } else { (year, end) };
    let first = |year, month| Date::new(year, i8::try_from(month).ok()?, 1).ok();
    Some(Time { from: first(year, month)?, until: first(last, after)?, name, next })
}

/// A quarter as digit or as Roman numeral.
fn quarter(folded: &str) -> Option<i16> {
    let place =
        ["1", "2", "3", "4", "i", "ii", "iii", "iv"].iter().position(|one| *one == folded)?;
    i16::try_from(place % 4 + 1).ok()
}

/// Whether a word is `wanted`, or was typed without marks and may be.
fn is(word: &Word, wanted: &str) -> bool {
    word.exact == exact_key(wanted) || (!word.has_marks && word.folded == folded_key(wanted))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn deadlines_are_those_of_the_table() {
        let table: Value =
            serde_json::from_str(include_str!("../../tests/search/due.json")).unwrap();
        for case in table["cases"].as_array().unwrap() {
            let text = case["text"].as_str().unwrap();
            let found = due(text, 2026);
            let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
            let shown = found.map(|due| {
                serde_json::json!([
                    day(due.period.from),
                    day(due.period.until),
                    due.label,
                    due.rest
                ])
            });
            assert_eq!(shown.unwrap_or_default(), case["due"], "{text}");
        }
    }
}
