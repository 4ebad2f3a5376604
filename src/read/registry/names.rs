//! Finding registered names in text: tokens, and a tree of names for longest matches.
//!
//! Two spellings are one name when they differ only in white space, case, the place of tone marks,
//! the sort of dash or quotation mark, or a full stop at the end.

use std::borrow::Cow;
use std::collections::BTreeMap;

use unicode_normalization::char::is_combining_mark;

use crate::vietnamese::{composed, is_letter, lower, match_key_of_lower};

/// A word or a single punctuation mark of a text.
#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    /// What names are compared by.
    pub key: Cow<'a, str>,
    /// Lower case, NFC: what the rules compare with words they know.
    pub word: Cow<'a, str>,
    /// First byte in the text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Whether it follows the token before it without white space.
    pub is_glued: bool,
    /// Whether a line break stands before it.
    pub is_line_start: bool,
}

impl Token<'_> {
    /// Whether it is a word or number, not punctuation.
    pub(super) fn is_word(&self) -> bool {
        self.key.starts_with(char::is_alphanumeric)
    }

    /// Whether it consists of ASCII digits.
    pub(super) fn is_number(&self) -> bool {
        self.key.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// Cuts a text into words and punctuation marks; white space is dropped.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut list = Vec::new();
    let mut is_glued = false;
    let mut is_line_start = false;
    let mut rest = text.char_indices().peekable();
    while let Some((start, character)) = rest.next() {
        if character.is_whitespace() {
            is_glued = false;
            is_line_start |= character == '\n';
            continue;
        }
        let mut end = start + character.len_utf8();
        let (key, word) = if is_part_of_word(character) {
            while let Some((at, next)) = rest.next_if(|(_, next)| is_part_of_word(*next)) {
                end = at + next.len_utf8();
            }
            match lower(&text[start..end]) {
                Cow::Borrowed(word) => (match_key_of_lower(word), composed(word)),
                Cow::Owned(word) => (
                    match_key_of_lower(&word).into_owned().into(),
                    composed(&word).into_owned().into(),
                ),
            }
        } else {
            let mark = match punctuation(character) {
                mark if mark == character => Cow::Borrowed(&text[start..end]),
                mark => mark.to_string().into(),
            };
            (mark.clone(), mark)
        };
        list.push(Token { key, word, start, end, is_glued, is_line_start });
        is_glued = true;
        is_line_start = false;
    }
    list
}

fn is_part_of_word(character: char) -> bool {
    is_letter(character)
        || character.is_numeric()
        || (!character.is_ascii() && is_combining_mark(character))
}

fn punctuation(character: char) -> char {
    match character {
        '–' | '—' | '‐' | '‑' | '−' => '-',
        '“' | '”' | '„' | '‘' | '’' | '\'' | '«' | '»' => '"',
        other => other,
    }
}

/// Names and whom each belongs to: a tree with one token a branch, so that looking up costs the
/// length of the name and not the number of names.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    owner: Option<usize>,
    branches: BTreeMap<String, Names>,
}

impl Names {
    /// Adds a name; returns the owner it already had, who keeps it.
    pub(super) fn insert(&mut self, name: &str, owner: usize) -> Option<usize> {
        let mut list = tokens(name);
        while list.last().is_some_and(|token| token.key == ".") {
            list.pop();
        }
        if list.is_empty() {
            return None;
        }
        let mut node = self;
        for token in list {
            node = node.branches.entry(token.key.into_owned()).or_default();
        }
        if node.owner.is_none() {
            node.owner = Some(owner);
            return None;
        }
        node.owner
    }

    /// Every name that begins at the first of `tokens`, shortest first: number of tokens and owner.
    pub(super) fn matches(&self, tokens: &[Token<'_>]) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut node = self;
        for (at, token) in tokens.iter().enumerate() {
            match node.branches.get(token.key.as_ref()) {
                Some(next) => node = next,
                None => break,
            }
            if let Some(owner) = node.owner {
                found.push((at + 1, owner));
            }
        }
        found
    }

    /// The tree below a first word.
    pub(super) fn after(&self, word: &str) -> Option<&Self> {
        self.branches.get(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(name: &str, text: &str, expect: bool) {
        let mut names = Names::default();
        assert_eq!(names.insert(name, 7), None);
        let tokens = tokens(text);
        let whole = names.matches(&tokens).contains(&(tokens.len(), 7));
        assert_eq!(whole, expect, "{name} / {text}");
    }

    #[test]
    fn spellings_that_mean_the_same_match() {
        check("Sở Văn hóa, Thể thao và Du lịch.", "sở văn hoá,\u{a0}thể thao\nvà Du lịch", true);
        check("Tập đoàn A – B", "Tập đoàn A - B", true);
        check("57-NQ/TW", "57-NQ/TW", true);
        check("Sở Y tế", "Sở Y te", false);
        check("NQ 57", "NQ57", false);
    }

    proptest! {
        #[test]
        fn tokens_cover_all_but_white_space(text in ".*") {
            let list = tokens(&text);
            let kept: String = list.iter().map(|token| &text[token.start..token.end]).collect();
            let expect: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(kept, expect);
        }
    }
}
