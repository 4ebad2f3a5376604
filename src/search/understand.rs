//! A row of words → what is looked for: document numbers as one token, everyday words with what documents write
//! instead, words that only make a question.
//!
//! The twin in the browser is `themes/mac-dinh/static/js/search/understand.js`.

use super::lines::{Meaning, Other};
use super::matching::Sought;
use super::phrases::Phrases;
use super::words::{Concept, Word};

/// What a word is worth that only makes a question.
const QUESTION: f64 = 0.08;
/// The same where it was typed without marks and may be another word.
const PERHAPS_QUESTION: f64 = 0.3;

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Understood {
    /// The words.
    pub(super) row: Vec<Sought>,
    /// What each is worth.
    pub(super) weights: Vec<f64>,
    /// For each of `row` the first word typed it stands for.
    pub(super) places: Vec<usize>,
    /// Words that are one thing together.
    pub(super) spans: Vec<Span>,
    /// Whether it is asked what something is.
    pub(super) is_definition: bool,
}

/// Some words of an [`Understood`], from `first` to `last`.
#[derive(Clone, Debug)]
pub(super) struct Span {
    /// Place of the first word.
    pub(super) first: usize,
    /// Place of the last word.
    pub(super) last: usize,
    /// What documents may write instead.
    pub(super) others: Vec<Other>,
    /// Places of the documents of that name.
    pub(super) pages: Vec<usize>,
}

impl Span {
    /// Whether the word at `place` is one of them.
    pub(super) fn has(&self, place: usize) -> bool {
        (self.first..=self.last).contains(&place)
    }
}

/// Understands `words`; `numbers` are the document numbers among them which the site knows.
pub(super) fn understand(
    words: &[Word],
    numbers: &[&Concept],
    phrases: &Phrases<Meaning>,
) -> Understood {
    let mut found = Understood::default();
    let mut at = 0;
    while at < words.len() {
        if let Some(number) = numbers.iter().find(|number| number.first == at) {
            found.row.push(Sought::of_concept(number));
            found.weights.push(1.0);
            found.places.push(at);
            at = number.last + 1;
            continue;
        }
        let phrase = phrases.at(words, at, true).next();
        let mut weight = 1.0;
        match phrase {
            Some(phrase) if phrase.meaning.is_only => {
                weight = QUESTION;
                let last = phrase.words.iter().rev().map(|word| word.folded.as_str());
                found.is_definition |= last.take(2).eq(["gi", "la"]);
            }
            Some(phrase) => {
                // "AI" is no "ai", but who knows what "ai" is.
                let is_single = phrase.words.len() == 1 && words.len() > 1;
                if phrase.meaning.is_question && is_single && !words[at].is_capital {
                    weight = PERHAPS_QUESTION;
                }
                found.spans.push(Span {
                    first: found.row.len(),
                    last: found.row.len() + phrase.words.len() - 1,
                    others: phrase.meaning.others.clone(),
                    pages: phrase.meaning.pages.clone(),
                });
            }
            None => {
                let loose = phrases.at(words, at, false).next();
                if loose.is_some_and(|phrase| phrase.meaning.is_only) {
                    weight = PERHAPS_QUESTION;
                }
            }
        }
        let length = phrase.map_or(1, |phrase| phrase.words.len());
        for place in at..at + length {
            found.row.extend(words.get(place).map(Sought::of_word));
            found.weights.push(weight);
            found.places.push(place);
        }
        at += length;
    }
    found
}
