//! Rows of words that mean something together, found in other words, the longest first.
//!
//! The twin in the browser is `themes/mac-dinh/static/js/search/phrases.js`.

use std::collections::BTreeMap;

use super::words::Word;

/// Meanings by rows of words.
#[derive(Clone, Debug)]
pub(super) struct Phrases<M> {
    /// Rows by the folded key of their first word, the longest first.
    rows: BTreeMap<String, Vec<Row<M>>>,
}

/// Words and what they mean.
#[derive(Clone, Debug)]
pub(super) struct Row<M> {
    /// The words.
    pub(super) words: Vec<Word>,
    /// What they mean.
    pub(super) meaning: M,
}

impl<M> Default for Phrases<M> {
    fn default() -> Self {
        Self { rows: BTreeMap::new() }
    }
}

impl<M> Phrases<M> {
    /// Makes `words` mean `meaning`; nothing happens without words.
    pub(super) fn add(&mut self, words: Vec<Word>, meaning: M) {
        if let Some(first) = words.first() {
            let rows = self.rows.entry(first.folded.clone()).or_default();
            rows.push(Row { words, meaning });
            rows.sort_by_key(|row| std::cmp::Reverse(row.words.len()));
        }
    }

    /// The row of exactly these words.
    pub(super) fn same(&mut self, words: &[Word]) -> Option<&mut Row<M>> {
        let rows = self.rows.get_mut(&words.first()?.folded)?;
        let exact =
            |words: &[Word]| words.iter().map(|word| word.exact.clone()).collect::<Vec<_>>();
        rows.iter_mut().find(|row| exact(&row.words) == exact(words))
    }

    /// What begins with the word at `first`, the longest first. A word typed without marks fits any marks, but, if
    /// `is_strict`, not where it is the only one.
    pub(super) fn at<'s>(
        &'s self,
        words: &'s [Word],
        first: usize,
        is_strict: bool,
    ) -> impl Iterator<Item = &'s Row<M>> {
        let rows = words.get(first).and_then(|word| self.rows.get(&word.folded));
        rows.into_iter().flatten().filter(move |row| {
            let is_loose = !(is_strict && row.words.len() == 1);
            let here = words.get(first..first + row.words.len()).unwrap_or_default();
            !here.is_empty()
                && here.iter().zip(&row.words).all(|(word, wanted)| {
                    word.exact == wanted.exact
                        || (is_loose && !word.has_marks && word.folded == wanted.folded)
                })
        })
    }
}
