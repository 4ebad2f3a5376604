//! Folded words of a short text with their places, for the small grammars of this folder.

use unicode_normalization::char::is_combining_mark;

use crate::vietnamese::fold;

/// A word, number or punctuation mark.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Lower case, marks off; dashes are `-`.
    pub key: String,
    /// First byte in the text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Whether it follows the one before it without white space.
    pub is_glued: bool,
    /// How many parentheses it stands in; the parentheses themselves stand in them.
    pub depth: usize,
}

impl Word {
    /// The number a word of few digits is.
    pub(super) fn number(&self) -> Option<i16> {
        let is_number = self.key.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { self.key.parse().ok() } else { None }
    }

    /// The year a word of four digits is.
    pub(super) fn year(&self) -> Option<i16> {
        self.number().filter(|year| self.key.len() == 4 && (1900..2200).contains(year))
    }

    /// Whether it is a word or number, not punctuation.
    pub(super) fn is_word(&self) -> bool {
        self.key.starts_with(char::is_alphanumeric)
    }
}

/// Cuts a text into words, numbers and punctuation marks.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut list = Vec::new();
    let mut is_glued = false;
    let mut depth = 0_usize;
    let mut rest = text.char_indices().peekable();
    while let Some((start, character)) = rest.next() {
        if character.is_whitespace() {
            is_glued = false;
            continue;
        }
        let mut end = start + character.len_utf8();
        if is_letter(character) {
            while let Some((at, next)) = rest.next_if(|(_, next)| is_letter(*next)) {
                end = at + next.len_utf8();
            }
        }
        let key = match character {
            '–' | '—' | '‐' | '‑' | '−' => "-".to_owned(),
            _ => fold(&text[start..end]),
        };
        depth += usize::from(key == "(");
        list.push(Word { key, start, end, is_glued, depth });
        depth = depth.saturating_sub(usize::from(character == ')'));
        is_glued = true;
    }
    list
}

fn is_letter(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character)
}

/// Whether the words from `at` on begin with `keys`, written with single spaces.
pub(super) fn begins(words: &[Word], at: usize, keys: &str) -> bool {
    let rest = words.get(at..).unwrap_or_default();
    keys.split(' ').enumerate().all(|(index, key)| rest.get(index).is_some_and(|w| w.key == key))
}

/// Whether `keys`, written with single spaces, stand anywhere in `words`.
pub(super) fn contains(words: &[Word], keys: &str) -> bool {
    (0..words.len()).any(|at| begins(words, at, keys))
}
