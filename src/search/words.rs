//! Text → words with their two keys, and what groups of words stand for.
//!
//! The browser client has a twin of this file; both must pass `tests/search/words.json`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::key::{exact_key, folded_key, has_marks};
use crate::model::Vocabulary;
use crate::vietnamese::composed;

/// Longest word kept, in characters.
pub const LONGEST_WORD: usize = 64;

/// Most digits of a document's number.
const LONGEST_NUMBER: usize = 5;

/// Splits text at everything that is no letter or digit, and finds what groups of words stand for:
/// document numbers, synonyms, abbreviations.
#[derive(Clone, Debug, Default)]
pub struct Analyzer {
    /// Folded codes of kinds of documents.
    codes: BTreeSet<String>,
    /// Groups of words by the folded key of the first.
    patterns: BTreeMap<String, Vec<Pattern>>,
}

/// What a text consists of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The composed (NFC) text.
    pub text: String,
    /// The words, in order; their index is their position.
    pub words: Vec<Word>,
    /// What groups of them stand for, by first word, the longest first.
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
    /// Its bytes in [`Words::text`].
    pub range: Range<usize>,
}

/// What a group of words stands for: "57-NQ" is `nq57`, "chuyển đổi số" is `cđs`.
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

#[derive(Clone, Debug)]
struct Pattern {
    /// Keys with and without marks of each word.
    words: Vec<(String, String)>,
    meaning: Meaning,
}

#[derive(Clone, Debug)]
enum Meaning {
    /// The name of a kind of documents, by its folded code; a number has to follow.
    Kind(String),
    /// The word that stands for the group: keys with and without marks.
    Synonym(String, String),
}

impl Analyzer {
    /// An analyser that knows the abbreviations and synonyms of `vocabulary`.
    pub fn new(vocabulary: &Vocabulary) -> Self {
        let mut analyzer = Self::default();
        for (code, name) in &vocabulary.kinds {
            let code = folded_key(code);
            analyzer.add(name, Meaning::Kind(code.clone()));
            analyzer.codes.insert(code);
        }
        for group in &vocabulary.synonyms {
            if let Some((token, forms)) = group.split_first() {
                let meaning = Meaning::Synonym(exact_key(token), folded_key(token));
                for form in forms {
                    analyzer.add(form, meaning.clone());
                }
            }
        }
        for patterns in analyzer.patterns.values_mut() {
            patterns.sort_by_key(|pattern| std::cmp::Reverse(pattern.words.len()));
        }
        analyzer
    }

    fn add(&mut self, form: &str, meaning: Meaning) {
        let words: Vec<_> = split(form).into_iter().map(|word| (word.exact, word.folded)).collect();
        if let Some((_, first)) = words.first() {
            let patterns = self.patterns.entry(first.clone()).or_default();
            patterns.push(Pattern { words, meaning });
        }
    }

    /// The words of `text` and what groups of them stand for.
    pub fn analyze(&self, text: &str) -> Words {
        let composed = composed(text).into_owned();
        let words = split(&composed);
        let mut concepts = self.synonyms(&words);
        concepts.extend(self.numbers(&composed, &words));
        concepts.sort_by(|a, b| {
            (a.first, std::cmp::Reverse(a.last), &a.exact).cmp(&(
                b.first,
                std::cmp::Reverse(b.last),
                &b.exact,
            ))
        });
        concepts.dedup();
        // A word that says it itself needs nothing beside it.
        concepts.retain(|one| one.first < one.last || words[one.first].exact != one.exact);
        Words { text: composed, words, concepts }
    }

    fn synonyms(&self, words: &[Word]) -> Vec<Concept> {
        let mut found = Vec::new();
        for first in 0..words.len() {
            for pattern in self.patterns_at(words, first) {
                if let Meaning::Synonym(exact, folded) = &pattern.meaning {
                    let (exact, folded) = (exact.clone(), folded.clone());
                    let last = first + pattern.words.len() - 1;
                    found.push(Concept { exact, folded, first, last });
                }
            }
        }
        found
    }

    /// The groups that begin with the word at `first`, the longest first.
    fn patterns_at<'s>(
        &'s self,
        words: &'s [Word],
        first: usize,
    ) -> impl Iterator<Item = &'s Pattern> {
        let patterns = words.get(first).and_then(|word| self.patterns.get(&word.folded));
        patterns.into_iter().flatten().filter(move |pattern| {
            let here = words.get(first..first + pattern.words.len()).unwrap_or_default();
            !here.is_empty()
                && here.iter().zip(&pattern.words).all(|(word, wanted)| {
                    word.exact == wanted.0 || (!word.has_marks && word.folded == wanted.1)
                })
        })
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
            if let Some((code, number, last)) = number {
                let token = format!("{code}{number}");
                found.push(Concept { exact: token.clone(), folded: token, first, last });
                first = last;
            }
            first += 1;
        }
        found
    }

    /// `57-NQ`, `57 nq`, `123/2023/QĐ`, `66.7/2025/NQ`.
    fn number_then_code(&self, text: Spaced<'_>, first: usize) -> Option<(String, String, usize)> {
        let (number, mut at) = text.number(first)?;
        if text.gap(at) == Some("/") && text.words.get(at).is_some_and(is_year) {
            at += 1;
        }
        let code = &text.words.get(at)?.folded;
        (text.is_joined(at) && self.codes.contains(code)).then(|| (code.clone(), number, at))
    }

    /// `NQ 57`, `NQ số 57`, `nghị quyết 57`, `Nghị quyết số 57`.
    fn code_then_number(&self, text: Spaced<'_>, first: usize) -> Option<(String, String, usize)> {
        let word = &text.words.get(first)?.folded;
        let code = self.codes.get(word).map(|code| (code, first + 1));
        let name = self.patterns_at(text.words, first).find_map(|pattern| match &pattern.meaning {
            Meaning::Kind(code) => Some((code, first + pattern.words.len())),
            Meaning::Synonym(..) => None,
        });
        let (code, mut at) = name.or(code)?;
        if text.words.get(at).is_some_and(is_number_sign) && text.is_joined(at) {
            at += 1;
        }
        let (number, end) = text.number(at)?;
        text.is_joined(at).then(|| (code.clone(), number, end - 1))
    }

    /// `NQ57`.
    fn code_with_number(&self, text: Spaced<'_>, first: usize) -> Option<(String, String, usize)> {
        let word = &text.words.get(first)?.folded;
        let (code, digits) = word.split_at(word.find(|c: char| c.is_ascii_digit())?);
        let number = number(digits).filter(|_| self.codes.contains(code))?;
        Some((code.to_owned(), number, first))
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

/// The words of composed text.
fn split(text: &str) -> Vec<Word> {
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
        serde_json::from_value::<(Vec<(String, String)>, Vec<Vec<String>>)>(serde_json::json!([
            table["vocabulary"]["kinds"],
            table["vocabulary"]["synonyms"]
        ]))
        .map(|(kinds, synonyms)| Vocabulary { kinds, synonyms })
        .unwrap()
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
