//! What a reader typed → words, phrases, words left out, filters and days. Anything can be typed; nothing is an error.
//!
//! The browser client has a twin of this file; both must pass `tests/search/query.json`.

use unicode_normalization::UnicodeNormalization as _;

use super::document::Group;
use super::period::Period;
use crate::vietnamese::fold;

/// Longest query read, in characters.
pub const LONGEST_QUERY: usize = 4_000;

/// Behind so many characters all is plain words: nobody writes longer operators.
const GRAMMAR: usize = 500;

/// Longest unquoted value of an operator, in characters.
const LONGEST_VALUE: usize = 200;

/// Operators of the last day in time, folded.
const DAY_OPERATORS: [&str; 2] = ["han", "thoi han"];

/// What a reader typed, understood as far as it could be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Words and phrases, in order.
    pub pieces: Vec<Piece>,
    /// Filters asked for by operators.
    pub wishes: Vec<Wish>,
    /// Periods in which the last day in time has to be.
    pub periods: Vec<Period>,
    /// What was not understood and taken as plain words, as sentences for the reader.
    pub notes: Vec<String>,
}

/// Words of a [`Query`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words as typed.
    pub text: String,
    /// Whether nothing that has them is wanted.
    pub is_left_out: bool,
    /// Whether they have to stand in a row.
    pub is_phrase: bool,
}

/// A filter asked for by an operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The group of filters.
    pub group: Group,
    /// The name of the value as typed.
    pub value: String,
    /// Whether nothing that has it is wanted.
    pub is_left_out: bool,
}

/// Understands `typed`; `knows` says whether a group has a value of that name.
///
/// Words before a colon that are no operator, quotation marks without a partner and days nobody understands
/// are plain words, with a note.
pub fn parse(typed: &str, knows: impl Fn(Group, &str) -> bool) -> Query {
    let text: String = typed.nfc().take(LONGEST_QUERY).collect();
    let mut query = Query::default();
    if typed.nfc().nth(LONGEST_QUERY).is_some() {
        query.notes.push("Chỉ đọc 4.000 ký tự đầu của câu tìm kiếm.".to_owned());
    }
    let mut reader = Reader { query, plain: String::new() };
    let mut rest = text.as_str();
    let end = text.char_indices().nth(GRAMMAR).map_or(text.len(), |(place, _)| place);
    while let Some(first) = rest.chars().next() {
        if text.len() - rest.len() >= end {
            reader.plain.push_str(rest);
            break;
        }
        if first.is_whitespace() {
            reader.plain.push(' ');
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let after = &rest[first.len_utf8()..];
        let is_left_out = is_dash(first)
            && after.chars().next().is_some_and(|next| !next.is_whitespace() && !is_dash(next));
        rest = reader.step(if is_left_out { after } else { rest }, is_left_out, &knows);
    }
    reader.flush();
    reader.query
}

struct Reader {
    query: Query,
    /// Plain words not yet put into a piece.
    plain: String,
}

impl Reader {
    /// Reads one operator, phrase or word at the start of `rest` and returns what follows it.
    fn step<'t>(
        &mut self,
        rest: &'t str,
        is_left_out: bool,
        knows: &impl Fn(Group, &str) -> bool,
    ) -> &'t str {
        if let Some((name, value)) = operator(rest) {
            if DAY_OPERATORS.contains(&name.as_str()) {
                let end = value.find(char::is_whitespace).unwrap_or(value.len());
                if let Some(period) = Period::read(&value[..end]) {
                    self.flush();
                    self.query.periods.push(period);
                    return &value[end..];
                }
                self.note(format!(
                    "Không hiểu ngày “{}”; viết như hạn:<31/12/2026 hoặc hạn:2026-12.",
                    &value[..end]
                ));
            } else if let Some(group) = group(&name) {
                let (wish, after) = read_value(value, |words| knows(group, words));
                if !wish.is_empty() {
                    self.flush();
                    self.query.wishes.push(Wish { group, value: wish.to_owned(), is_left_out });
                    return after;
                }
            } else if !value.starts_with("//") && !name.contains(' ') {
                self.note(format!(
                    "“{}:” không phải bộ lọc, nên được tìm như chữ thường.",
                    rest.split(':').next().unwrap_or_default().trim_end()
                ));
            }
        }
        if let Some(inside) = rest.strip_prefix(is_quote) {
            let end = inside.find(is_quote);
            let phrase = inside[..end.unwrap_or(inside.len())].trim();
            if end.is_none() {
                self.note("Thiếu dấu ngoặc kép đóng; đã lấy đến hết câu.".to_owned());
            }
            self.flush();
            if !phrase.is_empty() {
                self.push(phrase, is_left_out, true);
            }
            return end.map_or("", |end| inside[end..].trim_start_matches_one(is_quote));
        }
        let end = rest.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(rest.len());
        if is_left_out {
            self.flush();
            self.push(&rest[..end], true, false);
        } else {
            self.plain.push_str(&rest[..end]);
        }
        &rest[end..]
    }

    fn push(&mut self, text: &str, is_left_out: bool, is_phrase: bool) {
        self.query.pieces.push(Piece { text: text.to_owned(), is_left_out, is_phrase });
    }

    fn flush(&mut self) {
        let plain = std::mem::take(&mut self.plain);
        if !plain.trim().is_empty() {
            self.push(plain.trim(), false, false);
        }
    }

    fn note(&mut self, note: String) {
        if !self.query.notes.contains(&note) {
            self.query.notes.push(note);
        }
    }
}

/// One to three words before a colon, folded, and what follows the colon.
fn operator(text: &str) -> Option<(String, &str)> {
    let (name, value) = text.split_once(':')?;
    let name = name.trim_end_matches(' ');
    let words: Vec<&str> = name.split(' ').filter(|word| !word.is_empty()).collect();
    let is_name = (1..=3).contains(&words.len())
        && !name.starts_with(' ')
        && words.iter().all(|word| word.chars().all(char::is_alphabetic));
    is_name.then(|| (fold(&words.join(" ")), value.trim_start_matches(' ')))
}

/// The group an operator means.
fn group(name: &str) -> Option<Group> {
    let has = |operators: &[&str]| operators.iter().any(|operator| fold(operator) == name);
    Group::ALL.iter().find(|group| has(group.3)).map(|group| group.0)
}

/// A value in quotes, or the longest run of words that is known, or one word; and what follows it.
fn read_value(text: &str, knows: impl Fn(&str) -> bool) -> (&str, &str) {
    if let Some(inside) = text.strip_prefix(is_quote) {
        let end = inside.find(is_quote);
        let value = &inside[..end.unwrap_or(inside.len())];
        return (
            value.trim(),
            end.map_or("", |end| inside[end..].trim_start_matches_one(is_quote)),
        );
    }
    let end = text.find(|c: char| is_quote(c) || c == ':').unwrap_or(text.len());
    let limit = text.char_indices().nth(LONGEST_VALUE).map_or(text.len(), |(at, _)| at);
    let mut run = text[..end.min(limit)].trim_end();
    loop {
        let shorter = run.rfind(char::is_whitespace).map(|at| run[..at].trim_end());
        match shorter {
            Some(shorter) if !shorter.trim().is_empty() && !knows(run.trim()) => run = shorter,
            _ => return (run.trim(), &text[run.len()..]),
        }
    }
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '‟' | '«' | '»')
}

fn is_dash(character: char) -> bool {
    matches!(character, '-' | '–' | '−')
}

/// Taking one character off a text.
trait TrimOne {
    fn trim_start_matches_one(&self, is: impl Fn(char) -> bool) -> &str;
}

impl TrimOne for str {
    fn trim_start_matches_one(&self, is: impl Fn(char) -> bool) -> &str {
        self.strip_prefix(is).unwrap_or(self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn queries_are_those_of_the_table() {
        let table: Value =
            serde_json::from_str(include_str!("../../tests/search/query.json")).unwrap();
        let known: Vec<(String, String)> = serde_json::from_value(table["known"].clone()).unwrap();
        let has = |group: Group, words: &str| {
            known.iter().any(|(of, name)| *of == group.as_str() && fold(name) == fold(words))
        };
        for case in table["cases"].as_array().unwrap() {
            let typed = case["typed"].as_str().unwrap();
            let query = parse(typed, has);
            let pieces: Vec<Value> = query
                .pieces
                .iter()
                .map(|one| json!([one.text, one.is_left_out, one.is_phrase]))
                .collect();
            let wishes: Vec<Value> = query
                .wishes
                .iter()
                .map(|one| json!([one.group.as_str(), one.value, one.is_left_out]))
                .collect();
            let day = |date: Option<crate::model::Date>| {
                date.map(|date| date.to_string()).unwrap_or_default()
            };
            let periods: Vec<Value> =
                query.periods.iter().map(|one| json!([day(one.from), day(one.until)])).collect();
            assert_eq!(Value::from(pieces), case["pieces"], "{typed}");
            assert_eq!(Value::from(wishes), case["wishes"], "{typed}");
            assert_eq!(Value::from(periods), case["periods"], "{typed}");
        }
    }

    #[test]
    fn what_is_not_understood_is_said() {
        let notes = |typed: &str| parse(typed, |_, _| false).notes.join("|");
        assert!(notes("mau:xanh").contains("“mau:” không phải bộ lọc"));
        assert!(notes("\"chuyển đổi").contains("Thiếu dấu ngoặc kép đóng"));
        assert!(notes("hạn:mai").contains("Không hiểu ngày “mai”"));
        assert!(notes(&"a".repeat(4_001)).contains("4.000 ký tự"));
        assert_eq!(notes("https://example.vn/ giờ 12:30"), "");
    }

    proptest! {
        #[test]
        fn anything_can_be_typed(typed in "(.|[\"“”:<>=\\-–\u{202e}\u{200f}🎉]|hạn:|cơ quan:| ){0,80}") {
            let query = parse(&typed, |_, words| words.len() > 3);
            for piece in &query.pieces {
                prop_assert!(!piece.text.trim().is_empty());
            }
            prop_assert!(query.wishes.iter().all(|wish| !wish.value.is_empty()));
        }
    }
}
