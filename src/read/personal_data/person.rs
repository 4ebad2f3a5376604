//! Names of persons in columns of leaders and contacts: a portal publishes who answers for work as an office, and a person's name
//! only when somebody decided so.

use std::ops::Range;

use crate::vietnamese::fold;

/// Words of a heading (folded) under which persons are named.
const HEADINGS: [&str; 16] = [
    "lanh dao",
    "can bo",
    "chuyen vien",
    "cong chuc",
    "vien chuc",
    "dong chi",
    "ho ten",
    "ho va ten",
    "nguoi",
    "dau moi",
    "lien he",
    "phu trach",
    "theo doi",
    "chi dao",
    "chiu trach nhiem",
    "ca nhan",
];

/// How a person is spoken of before the name, folded.
const TITLES: [&str; 9] = ["ong", "ba", "dong chi", "d/c", "đ/c", "dc", "anh", "chi", "co"];

/// Common family names: nine of ten Vietnamese have one of them.
const FAMILIES: [&str; 52] = [
    "nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ",
    "hồ", "ngô", "dương", "lý", "đinh", "đào", "đoàn", "trịnh", "mai", "lương", "cao", "tạ", "chu",
    "tô", "hà", "quách", "lưu", "thái", "tăng", "nghiêm", "triệu", "kiều", "thân", "khổng",
    "vương", "hứa", "bạch", "giáp", "doãn", "phùng", "tống", "nông", "lò", "la", "châu", "từ",
    "lâm", "trương", "ngọ", "đồng",
];

/// What a place, a school or a company is called before its name, folded: such a name is no person's here.
const NAMED_AFTER: [&str; 18] = [
    "truong", "thpt", "thcs", "hoc", "non", "duong", "pho", "vien", "ty", "phuong", "xa", "tinh",
    "huyen", "thon", "khu", "cau", "quy", "tnhh",
];

/// Whether persons are named under this heading.
pub(super) fn is_of_persons(heading: &str) -> bool {
    let heading = format!(" {} ", fold(heading).replace(['(', ')', ',', '/', ':'], " "));
    HEADINGS.iter().any(|word| heading.contains(&format!(" {word} ")))
}

/// The first name of a person in a cell of such a column: a title and two words that begin with capitals, or a family name
/// and two more of them.
pub(super) fn find(text: &str) -> Option<Range<usize>> {
    let words: Vec<Range<usize>> = words(text).collect();
    (0..words.len()).find_map(|first| {
        let word = |at: usize| words.get(at).map(|range: &Range<usize>| &text[range.clone()]);
        // A name goes on as long as only blanks stand between its words.
        let is_next = |at: usize| {
            at == first
                || words[at - 1..=at]
                    .windows(2)
                    .all(|pair| text[pair[0].end..pair[1].start].trim().is_empty())
        };
        let length = (first..words.len())
            .take_while(|at| is_next(*at) && word(*at).is_some_and(is_capital))
            .count();
        let before = first.checked_sub(1).and_then(word).map(fold).unwrap_or_default();
        let two = first.checked_sub(2).and_then(word).map(fold).unwrap_or_default();
        let is_titled = TITLES.contains(&before.as_str())
            || TITLES.contains(&format!("{two} {before}").as_str());
        let is_family = word(first).is_some_and(|word| FAMILIES.contains(&&*word.to_lowercase()));
        let is_named_after = NAMED_AFTER.contains(&before.as_str());
        let is_name = (is_titled && length >= 2 && is_family)
            || (is_titled && (2..=5).contains(&length))
            || (is_family && (3..=5).contains(&length) && !is_named_after);
        is_name.then(|| words[first].start..words[first + length - 1].end)
    })
}

/// Words of letters, with the stroke of `Đ/c`.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_letter = |c: char| c.is_alphabetic() || c == '/';
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_letter)?;
        let length = text[start..].find(|c| !is_letter(c)).unwrap_or(text.len() - start);
        at = start + length;
        Some(start..at)
    })
}

/// Whether a word may be part of a name: it begins with a capital and is no abbreviation of an office.
fn is_capital(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && !word.contains('/') && {
        let has_vowel = fold(word).contains(['a', 'e', 'i', 'o', 'u', 'y']);
        has_vowel || word.chars().count() == 1
    }
}
