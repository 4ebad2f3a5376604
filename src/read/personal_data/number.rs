//! Numbers that belong to a person, told from numbers of documents, dates, money and codes by their
//! shape and by what stands around them.

use std::ops::Range;

use super::{Kind, digits};
use crate::vietnamese::fold;

/// Digits that stand together: `0222.3822.123` is three groups.
#[derive(Debug)]
struct Groups {
    has_plus: bool,
    groups: Vec<Range<usize>>,
}

/// Most groups a number is written in.
const MAX_GROUPS: usize = 12;

/// Telephone numbers and citizen ids in `text`, in order.
pub(super) fn find(text: &str) -> Vec<(Kind, Range<usize>)> {
    let mut findings: Vec<(Kind, Range<usize>)> = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|next| at + next) {
        let groups = groups(text, start);
        let after_last = findings.last().map_or(0, |(_, range)| range.end);
        let found = is_free_before(text, start, after_last)
            .then(|| {
                (1..=groups.groups.len()).rev().find_map(|count| classify(text, &groups, count))
            })
            .flatten();
        at = match found {
            Some(finding) => {
                let end = finding.1.end;
                findings.push(finding);
                end
            }
            None => groups.groups.first().map_or(start + 1, |group| group.end),
        };
    }
    findings
}

fn groups(text: &str, start: usize) -> Groups {
    let is_between =
        |c: char| matches!(c, ' ' | '\u{a0}' | '.' | '-' | '–' | '(' | ')' | ',' | '_');
    let mut groups = Vec::new();
    let mut at = start;
    while groups.len() < MAX_GROUPS {
        let rest = &text[at..];
        let length = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if length == 0 {
            break;
        }
        groups.push(at..at + length);
        at += length;
        let rest = &text[at..];
        let gap = rest.find(|c| !is_between(c)).unwrap_or(rest.len());
        if gap == 0 || rest[..gap].chars().count() > 3 {
            break;
        }
        at += gap;
    }
    Groups { has_plus: text[..start].ends_with('+'), groups }
}

/// Whether what stands before allows a number to begin: no letter, digit or number sign that
/// would make it a part of a code, a date or a document number.
fn is_free_before(text: &str, start: usize, after_last: usize) -> bool {
    let before = text[..start].trim_end_matches(['+', '(']);
    let mut characters = before.chars().rev();
    match characters.next() {
        None => true,
        Some('/') if before.len() == after_last + 1 && after_last > 0 => true,
        Some('/' | '-' | '_') => {
            let is_letter = characters.next().is_some_and(char::is_alphabetic);
            is_letter && (before.ends_with("zalo.me/") || is_called(before, &PHONE_WORDS))
        }
        Some('.' | ',') => !characters.next().is_some_and(|c| c.is_ascii_digit()),
        Some(character) => !character.is_alphanumeric() || is_called(before, &PHONE_WORDS),
    }
}

/// Whether the number that ends before `end` may end there.
fn is_free_after(text: &str, end: usize, is_one_group: bool) -> bool {
    let mut characters = text[end..].chars();
    let next_is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    match characters.next() {
        None => true,
        Some('/') => matches!(characters.next(), Some('0' | '+' | ' ')),
        Some('.' | ',' | '-' | '–') => !next_is_digit(characters.next()) || is_one_group,
        Some(character) => !character.is_alphanumeric() && !matches!(character, '%' | '_' | '₫'),
    }
}

const PHONE_WORDS: [&str; 8] = ["sdt", "dt", "dd", "tel", "phone", "hotline", "dien thoai", "zalo"];
const ID_WORDS: [&str; 9] = [
    "cmnd",
    "cmtnd",
    "cmt",
    "cccd",
    "so dinh danh",
    "can cuoc",
    "chung minh nhan dan",
    "chung minh thu",
    "ma dinh danh ca nhan",
];
const TAX_WORDS: [&str; 3] = ["mst", "ma so thue", "ma so doanh nghiep"];
const ACCOUNT_WORDS: [&str; 2] = ["so tai khoan", "stk"];
/// What is spoken of before an amount.
const AMOUNT_WORDS: [&str; 12] = [
    "kinh phi",
    "von",
    "so tien",
    "tong so",
    "tong cong",
    "du toan",
    "gia tri",
    "doanh thu",
    "ngan sach",
    "giai ngan",
    "tri gia",
    "dien tich",
];
/// What is counted behind a number.
const UNITS: [&str; 30] = [
    "dong",
    "vnd",
    "d",
    "nghin",
    "trieu",
    "ty",
    "ti",
    "usd",
    "nguoi",
    "ho",
    "ha",
    "m",
    "m2",
    "m3",
    "km",
    "km2",
    "kg",
    "tan",
    "kwh",
    "luot",
    "ban",
    "ho so",
    "thue bao",
    "tai khoan",
    "co so",
    "doanh nghiep",
    "hoc sinh",
    "thiet bi",
    "giao dich",
    "luot truy cap",
];

/// Whether a number is an amount of something: a unit behind it, or a word for money before it.
pub(super) fn is_amount(text: &str, range: &Range<usize>) -> bool {
    let after = &text[range.end..];
    let near = after.char_indices().nth(24).map_or(after, |(at, _)| &after[..at]);
    let near = fold(near);
    let near = near.trim_start();
    let is_unit = |unit: &&str| {
        near.strip_prefix(*unit).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    near.starts_with('%')
        || UNITS.iter().any(is_unit)
        || is_called(&text[..range.start], &AMOUNT_WORDS)
}

/// Whether one of `words` (folded) stands shortly before the end of `before`, with at most a few
/// words such as "số:" between.
pub(super) fn is_called(before: &str, words: &[&str]) -> bool {
    let start = before.char_indices().rev().nth(35).map_or(0, |(at, _)| at);
    let near = fold(&before[start..]);
    let is_word = |at: usize| !near[..at].ends_with(char::is_alphanumeric);
    words.iter().any(|word| {
        near.rmatch_indices(word).next().is_some_and(|(at, _)| {
            let between = &near[at + word.len()..];
            is_word(at)
                && !between.starts_with(char::is_alphanumeric)
                && !between.contains(|c: char| c.is_ascii_digit() || matches!(c, ';' | '\n' | '|'))
        })
    })
}

fn classify(text: &str, groups: &Groups, count: usize) -> Option<(Kind, Range<usize>)> {
    let used = &groups.groups[..count];
    let start = used.first()?.start;
    let end = used.last()?.end;
    if !is_free_after(text, end, count == 1) {
        return None;
    }
    // Commas and strokes hold digits together only where nothing stands beside them.
    let is_loose = |pair: &[Range<usize>]| {
        let gap = &text[pair[0].end..pair[1].start];
        gap.len() > 1 && gap.contains([',', '_'])
    };
    if used.windows(2).any(is_loose) {
        return None;
    }
    let shape: Vec<usize> = used.iter().map(Range::len).collect();
    let number = digits(&text[start..end]);
    let before = &text[..start];
    let kind = if is_citizen_id(before, &number, &shape) {
        Kind::CitizenId
    } else if is_phone(text, groups, used, &number, &shape) && !is_called(before, &TAX_WORDS) {
        Kind::Phone
    } else {
        return None;
    };
    let plus = usize::from(groups.has_plus);
    Some((kind, start - plus..end))
}

fn is_citizen_id(before: &str, number: &str, shape: &[usize]) -> bool {
    if number.len() == 12 && number.starts_with('0') {
        let is_province = number[..3].parse().is_ok_and(|code: u32| (1..=96).contains(&code));
        let is_century = matches!(number.as_bytes()[3], b'0'..=b'3');
        let is_whole = matches!(
            shape,
            [12] | [3, 3, 3, 3]
                | [4, 4, 4]
                | [3, 9]
                | [6, 6]
                | [3, 3, 6]
                | [3, 1, 2, 6]
                | [3, 1, 8]
        );
        let is_whole = is_whole || is_spelt_out(shape) || is_called(before, &ID_WORDS);
        return is_province && is_century && is_whole;
    }
    number.len() == 9 && is_called(before, &ID_WORDS)
}

/// Whether every digit stands alone.
fn is_spelt_out(shape: &[usize]) -> bool {
    shape.iter().all(|length| *length == 1)
}

fn is_phone(
    text: &str,
    groups: &Groups,
    used: &[Range<usize>],
    number: &str,
    shape: &[usize],
) -> bool {
    let is_subscriber = |rest: &str| match rest.as_bytes() {
        [b'3' | b'5' | b'7' | b'8' | b'9', ..] => rest.len() == 9,
        [b'2', ..] => rest.len() == 10,
        _ => false,
    };
    let (Some(first), Some(last)) = (used.first(), used.last()) else { return false };
    let before = &text[..first.start];
    let is_named = is_called(before, &PHONE_WORDS) || is_called(before, &ACCOUNT_WORDS);
    let is_amount = || is_amount(text, &(first.start..last.end));
    if is_named && !is_amount() {
        // Whoever says that it is one may write it in any groups, and without the first zero.
        return is_subscriber(number.strip_prefix("84").unwrap_or(number))
            || number.strip_prefix('0').is_some_and(is_subscriber);
    }
    // With blanks it looks like an amount in thousands.
    let is_spaced_abroad = matches!(shape, [2, 3, 3, 3] | [2, 9] | [2, 2, 3, 4] | [2, 3, 4, 2])
        && used.windows(2).all(|pair| text[pair[0].end..pair[1].start].trim().is_empty())
        && !is_amount();
    let abroad = match (groups.has_plus, number.strip_prefix("00")) {
        (true, _) => number.strip_prefix("84"),
        (false, Some(rest)) => rest.strip_prefix("84"),
        (false, None) if shape.len() == 1 || is_spaced_abroad => number.strip_prefix("84"),
        (false, None) => None,
    };
    if let Some(rest) = abroad {
        return is_subscriber(rest.strip_prefix('0').unwrap_or(rest));
    }
    let is_dotted = used.windows(2).all(|pair| !text[pair[0].end..pair[1].start].contains(' '));
    let is_grouped = match shape {
        [10 | 11]
        | [4, 6 | 7]
        | [3, 7 | 8]
        | [5, 5]
        | [2, 8]
        | [4, 3, 3 | 4]
        | [4, 4, 2 | 3]
        | [3, 3, 4]
        | [3, 4, 3 | 4]
        | [2, 4, 4]
        | [4, 2, 2, 2 | 3]
        | [4, 3, 2, 2]
        | [4, 1, 3, 3]
        | [3, 2, 3, 3]
        | [3, 1, 3, 4]
        | [2, 3, 3, 2] => true,
        [2, 2, 2, 2, 2] => is_dotted,
        shape => is_spelt_out(shape),
    };
    is_grouped && number.strip_prefix('0').is_some_and(is_subscriber)
}
