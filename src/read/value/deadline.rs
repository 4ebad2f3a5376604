//! Deadlines: "31/3/2026", "Quý I/2026", "Thường xuyên", "Theo lộ trình của Trung ương" …

use super::moment::{Moment, first_day, moments};
use super::word::{Word, begins, contains, words};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Deadline, DeadlineKind, Milestone};

/// First words of what a deadline depends on.
const CONDITIONS: &[&str] = &["theo", "khi", "tuy", "sau", "neu", "phu", "cu"];

/// Reads the words of a deadline; nothing printed is no problem, words not understood are one.
///
/// `end` is the printed day, also after "trước ngày": whoever is done on that day is not late.
pub fn read_deadline(text: &str, place: &Place, diagnostics: &mut Diagnostics) -> Deadline {
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
    if is_relative(&outside) {
        read.kind = DeadlineKind::Relative;
        return read;
    }
    let found = moments(&outside, place, diagnostics);
    if let Some(kind) = standing(&outside) {
        read.kind = kind;
        standing_work(&mut read, text, &outside, &found, place, diagnostics);
    } else {
        dated_work(&mut read, text, &outside, &found);
        if found.is_empty() {
            diagnostics.push(unread(text, place));
        }
    }
    read
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
    ["ke tu", "sau khi", "tinh tu", "ngay sau"].iter().any(|keys| contains(words, keys))
        || begins(words, 0, "khi")
        || begins(words, 0, "sau")
}

/// "Thường xuyên", "Hằng năm", "Năm 2026 và các năm tiếp theo".
fn standing(words: &[Word]) -> Option<DeadlineKind> {
    let has = |list: &[&str]| list.iter().any(|keys| contains(words, keys));
    if has(&["hang nam", "moi nam", "thuong nien"]) {
        Some(DeadlineKind::Annual)
    } else if has(&["thuong xuyen", "lien tuc", "hang thang", "hang quy", "hang tuan", "hang ngay"])
        || has(&["nam tiep theo", "tro di", "dinh ky"])
    {
        Some(DeadlineKind::Ongoing)
    } else {
        None
    }
}

/// Work without an end that could be missed, perhaps within a period, perhaps with dated parts.
fn standing_work(
    read: &mut Deadline,
    text: &str,
    outside: &[Word],
    found: &[Moment],
    place: &Place,
    diagnostics: &mut Diagnostics,
) {
    let apart = (0..outside.len()).find(|at| begins(outside, *at, "rieng"));
    let (parts, period): (Vec<&Moment>, Vec<&Moment>) =
        found.iter().partition(|moment| apart.is_some_and(|apart| moment.first > apart));
    if let Some(period) = period.first() {
        read.start = first_day(period);
        let has_end = !contains(outside, "nam tiep theo") && !contains(outside, "tro di");
        read.end = period.date.filter(|_| has_end);
        read.precision = Some(period.precision).filter(|_| read.end.is_some());
    }
    for part in parts {
        let first = apart.map_or(part.first, |apart| apart + 1);
        push_milestone(read, part, between(text, outside, first, part.first));
    }
    // "(xây dựng bản đồ công nghệ xong 2026)" is a part with a date, "(theo lộ trình …)" a condition.
    if let Some(inside) = read.condition.clone() {
        let words = words(&inside);
        let starts_condition = words.first().is_some_and(|w| CONDITIONS.contains(&w.key.as_str()));
        if !starts_condition && let [part] = moments(&words, place, diagnostics).as_slice() {
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

/// Work with one date, or with several.
fn dated_work(read: &mut Deadline, text: &str, outside: &[Word], found: &[Moment]) {
    match found {
        [] => {}
        [only] if only.date.is_none() => {}
        [only] => {
            read.kind = only.kind;
            read.end = only.date;
            read.precision = Some(only.precision);
            if only.kind == DeadlineKind::Range {
                read.start = first_day(only);
            } else if outside[only.first].key == "tu" {
                // "Từ năm 2026": a beginning without an end.
                read.kind = DeadlineKind::Ongoing;
                read.start = first_day(only);
                (read.end, read.precision) = (None, None);
            }
            if read.condition.is_none() {
                read.condition = condition_after(text, outside, only.end);
            }
        }
        several => {
            let is_date_first = between(text, outside, 0, several[0].first).is_empty();
            for (at, moment) in several.iter().enumerate() {
                let before = if at == 0 { 0 } else { several[at - 1].end };
                let after = several.get(at + 1).map_or(outside.len(), |next| next.first);
                let words = if is_date_first {
                    between(text, outside, moment.end, after)
                } else {
                    between(text, outside, before, moment.first)
                };
                push_milestone(read, moment, words);
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
