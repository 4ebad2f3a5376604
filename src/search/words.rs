//! Text → words with their two keys, and the document numbers in it.
//!
//! The browser client has a twin of this file; both must pass `tests/search/words.json`.

use std::collections::BTreeSet;
use std::ops::Range;

use super::key::{exact_key, folded_key, has_marks};
use super::phrases::Phrases;
use crate::model::Vocabulary;
use crate::vietnamese::composed;

/// Longest word kept, in characters.
pub const LONGEST_WORD: usize = 64;

/// Most digits of a document's number.
const LONGEST_NUMBER: usize = 5;

/// Splits text at everything that is no letter or digit, and finds document numbers.
#[derive(Clone, Debug, Default)]
pub struct Analyzer {
    /// Folded codes of kinds of documents.
    codes: BTreeSet<String>,
    /// Names of kinds of documents, with their folded codes.
    names: Phrases<String>,
}

/// What a text consists of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The composed (NFC) text.
    pub text: String,
    /// The words, in order; their index is their position.
    pub words: Vec<Word>,
    /// The document numbers among them, by first word.
    pub concepts: Vec<Concept>,
}

/// One word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Key with marks.
    pub exact: String,
    /// Key without marks.
    pub folded: String,
    /// Whether it was written with marks.
    pub has_marks: bool,
    /// Whether it was written in capitals.
    pub is_capital: bool,
    /// Its bytes in [`Words::text`].
    pub range: Range<usize>,
}

/// What a group of words stands for: "57-NQ" is `nq57`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concept {
    /// Key with marks.
    pub exact: String,
    /// Key without marks.
    pub folded: String,
    /// Index of the first word.
    pub first: usize,
    /// Index of the last word.
    pub last: usize,
}

/// A document number: its code, its number, its last word, and where it has one by itself, its number's first word.
struct Number {
    code: String,
    digits: String,
    last: usize,
    at: Option<usize>,
}

impl Analyzer {
    /// An analyser that knows the kinds of documents of `vocabulary`.
    pub fn new(vocabulary: &Vocabulary) -> Self {
        let mut analyzer = Self::default();
        for (code, name) in &vocabulary.kinds {
            let code = folded_key(code);
            analyzer.names.add(split(&composed(name)), code.clone());
            analyzer.codes.insert(code);
        }
        analyzer
    }

    /// The words of `text` and the document numbers in it.
    pub fn analyze(&self, text: &str) -> Words {
        let composed = composed(text).into_owned();
        let words = split(&composed);
        let mut concepts = self.numbers(&composed, &words);
        // A word that says it itself needs nothing beside it.
        concepts.retain(|one| one.first < one.last || words[one.first].exact != one.exact);
        Words { text: composed, words, concepts }
    }

    /// Document numbers; no word belongs to two.
    fn numbers(&self, text: &str, words: &[Word]) -> Vec<Concept> {
        let text = Spaced { text, words };
        let mut found = Vec::new();
        let mut first = 0;
        while first < words.len() {
            let number = self
                .number_then_code(text, first)
                .or_else(|| self.code_then_number(text, first))
                .or_else(|| self.code_with_number(text, first));
            if let Some(Number { code, digits, last, at }) = number {
                let token = format!("{code}{digits}");
                // "Chương trình hành động 06-CTr/TU" is known by its name and by the code behind its number.
                let other = at.and_then(|at| Some((at, self.number_then_code(text, at)?)));
                let other = other
                    .map(|(at, other)| (at, other.last, format!("{}{}", other.code, other.digits)))
                    .filter(|other| other.2 != token);
                found.push(Concept { exact: token.clone(), folded: token, first, last });
                first = last;
                if let Some((at, last, token)) = other {
                    found.push(Concept { exact: token.clone(), folded: token, first: at, last });
                    first = first.max(last);
                }
            }
            first += 1;
        }
        found
    }

    /// `57-NQ`, `57 nq`, `123/2023/QĐ`, `66.7/2025/NQ`.
    fn number_then_code(&self, text: Spaced<'_>, first: usize) -> Option<Number> {
        let (number, mut last) = text.number(first)?;
        if text.gap(last) == Some("/") && text.words.get(last).is_some_and(is_year) {
            last += 1;
        }
        let code = text.words.get(last)?.folded.clone();
        let is_number = text.is_joined(last) && self.codes.contains(&code);
        is_number.then_some(Number { code, digits: number, last, at: None })
    }

    /// `NQ 57`, `NQ số 57`, `nghị quyết 57`, `Nghị quyết số 57`.
    fn code_then_number(&self, text: Spaced<'_>, first: usize) -> Option<Number> {
        let word = &text.words.get(first)?.folded;
        let code = self.codes.get(word).map(|code| (code, first + 1));
        let name = self.names.at(text.words, first, false).next();
        let name = name.map(|name| (&name.meaning, first + name.words.len()));
        let (code, mut at) = name.or(code)?;
        if text.words.get(at).is_some_and(is_number_sign) && text.is_joined(at) {
            at += 1;
        }
        let (number, end) = text.number(at)?;
        let number = Number { code: code.clone(), digits: number, last: end - 1, at: Some(at) };
        text.is_joined(at).then_some(number)
    }

    /// `NQ57`, `57NQ`, `KH07TU`.
    fn code_with_number(&self, text: Spaced<'_>, first: usize) -> Option<Number> {
        let word = text.words.get(first)?.folded.as_str();
        let is_digit = |c: char| c.is_ascii_digit();
        let (before, rest) = word.split_at(word.find(is_digit)?);
        let (digits, after) =
            rest.split_at(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()));
        let code = [before, after].into_iter().find(|part| self.codes.contains(*part))?;
        let number = number(digits).filter(|_| !after.contains(is_digit))?;
        Some(Number { code: code.to_owned(), digits: number, last: first, at: None })
    }
}

/// Words with what stands between them.
#[derive(Clone, Copy)]
struct Spaced<'t> {
    text: &'t str,
    words: &'t [Word],
}

impl<'t> Spaced<'t> {
    /// What stands before the word `at`, after the word before it.
    fn gap(self, at: usize) -> Option<&'t str> {
        let before = self.words.get(at.checked_sub(1)?)?;
        self.text.get(before.range.end..self.words.get(at)?.range.start)
    }

    /// Whether the words `at - 1` and `at` can be parts of one number.
    fn is_joined(self, at: usize) -> bool {
        self.gap(at).is_some_and(|gap| {
            gap.chars().all(|c| matches!(c, ' ' | '\u{a0}' | '-' | '–' | '/'))
                && gap.chars().count() <= 3
        })
    }

    /// The number at `first` (`57`, `66.7`) and the word after it.
    fn number(self, first: usize) -> Option<(String, usize)> {
        let whole = number(&self.words.get(first)?.folded)?;
        let part = self.words.get(first + 1).and_then(|word| number(&word.folded));
        match part {
            Some(part) if self.gap(first + 1) == Some(".") => {
                Some((format!("{whole}.{part}"), first + 2))
            }
            _ => Some((whole, first + 1)),
        }
    }
}

/// Digits as a document's number, zeros in front left out; years are none.
fn number(digits: &str) -> Option<String> {
    let is_number = !digits.is_empty()
        && digits.len() <= LONGEST_NUMBER
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && !is_year_text(digits);
    let number = digits.trim_start_matches('0');
    (is_number && !number.is_empty()).then(|| number.to_owned())
}

fn is_year(word: &Word) -> bool {
    is_year_text(&word.folded)
}

fn is_year_text(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// "số", also without its mark.
fn is_number_sign(word: &Word) -> bool {
    word.folded == "so" && (!word.has_marks || word.exact == exact_key("số"))
}

/// Whether a folded key may be a syllable of the language: what stands before the vowels, at most three vowels, what
/// stands behind.
pub(super) fn is_syllable(folded: &str) -> bool {
    const BEFORE: [&str; 27] = [
        "", "b", "c", "ch", "d", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh",
        "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
    ];
    const BEHIND: [&str; 9] = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];
    BEFORE.iter().filter_map(|before| folded.strip_prefix(before)).any(|rest| {
        let end = rest.find(|c| !"aeiouy".contains(c)).unwrap_or(rest.len());
        (1..=3).contains(&end) && BEHIND.contains(&&rest[end..])
    })
}

/// The words of composed text.
pub(super) fn split(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    let ends = text.char_indices().chain([(text.len(), ' ')]);
    for (at, character) in ends {
        match (character.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                start = None;
                let written = &text[first..at];
                if written.chars().count() <= LONGEST_WORD {
                    words.push(Word {
                        exact: exact_key(written),
                        folded: folded_key(written),
                        has_marks: has_marks(written),
                        is_capital: written != written.to_lowercase()
                            && written == written.to_uppercase(),
                        range: first..at,
                    });
                }
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    /// The vocabulary of a table of cases.
    fn vocabulary(table: &Value) -> Vocabulary {
        let kinds = serde_json::from_value(table["vocabulary"]["kinds"].clone()).unwrap();
        Vocabulary { kinds, ..Vocabulary::default() }
    }

    #[test]
    fn words_are_those_of_the_table() {
        let table: Value =
            serde_json::from_str(include_str!("../../tests/search/words.json")).unwrap();
        let analyzer = Analyzer::new(&vocabulary(&table));
        for case in table["cases"].as_array().unwrap() {
            let text = case["text"].as_str().unwrap();
            let found = analyzer.analyze(text);
            let words: Vec<&str> = found.words.iter().map(|word| word.folded.as_str()).collect();
            assert_eq!(serde_json::json!(words), case["words"], "{text}");
            let concepts: Vec<Value> = found
                .concepts
                .iter()
                .map(|one| {
                    assert_eq!(one.folded, folded_key(&one.exact));
                    serde_json::json!({"token": one.exact, "first": one.first, "last": one.last})
                })
                .collect();
            assert_eq!(Value::from(concepts), case["concepts"], "{text}");
        }
    }

    /// The same cases as in `tests/js/words.test.mjs`.
    #[test]
    fn syllables_of_the_language_are_told_from_other_words() {
        for word in ["hoc", "nghieng", "gi", "quyen", "oai", "an", "yeu", "giuong"] {
            assert!(is_syllable(word), "{word}");
        }
        for word in ["stem", "drone", "camera", "5g", "nq57", "viettel", "fdi", "app", ""] {
            assert!(!is_syllable(word), "{word}");
        }
    }

    #[test]
    fn keys_are_those_of_the_table() {
        let table: Value =
            serde_json::from_str(include_str!("../../tests/search/keys.json")).unwrap();
        let words = |of: &Value| -> Vec<String> { serde_json::from_value(of.clone()).unwrap() };
        let lists = |name: &str| table[name].as_array().unwrap().iter().map(words);
        for pair in lists("exact") {
            assert_eq!(exact_key(&pair[0]), pair[1]);
        }
        for pair in lists("folded") {
            assert_eq!(folded_key(&pair[0]), pair[1]);
        }
        for list in lists("same") {
            assert!(list.iter().all(|word| exact_key(word) == exact_key(&list[0])), "{list:?}");
        }
        for list in lists("apart") {
            let keys: BTreeSet<String> = list.iter().map(|word| exact_key(word)).collect();
            assert_eq!(keys.len(), list.len(), "{list:?}");
        }
        assert!(words(&table["marks"]).iter().all(|word| has_marks(word)));
        assert!(!words(&table["plain"]).iter().any(|word| has_marks(word)));
    }
}
