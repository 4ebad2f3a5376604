//! The lines of the publisher's list, and the names of pages: words and what they stand for.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::document::Collection;
use super::phrases::Phrases;
use super::words::{Word, split};
use crate::model::Vocabulary;
use crate::vietnamese::composed;

/// What an abbreviation is worth where the words it stands for were typed, and the other way round, in hundredths.
const SAME: u8 = 95;

/// Words and what they stand for. Without anything, they are one thing together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// The words, as written.
    pub(super) words: String,
    /// What documents may write instead, and what that is worth in hundredths.
    pub(super) others: Vec<(String, u8)>,
    /// Places of the documents of that name.
    pub(super) pages: Vec<usize>,
    /// Whether the words only make a question.
    pub(super) is_question: bool,
}

/// What the words of a [`Line`] mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Meaning {
    /// Whether the words may make a question.
    pub(super) is_question: bool,
    /// Whether they do nothing else.
    pub(super) is_only: bool,
    /// What documents may write instead.
    pub(super) others: Vec<Other>,
    /// Places of the documents of that name.
    pub(super) pages: Vec<usize>,
}

/// Words that may stand in a document instead of others.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Other {
    /// The words, in a row.
    pub(super) words: Vec<Word>,
    /// The same as written.
    pub(super) text: String,
    /// What they are worth, from 0 to 1.
    pub(super) weight: f64,
}

/// All lines of `vocabulary`, then the names of what `collection` has.
pub(super) fn lines(vocabulary: &Vocabulary, collection: &Collection) -> Vec<Line> {
    let mut lines = Vec::new();
    for group in &vocabulary.synonyms {
        for form in group {
            let others = group.iter().filter(|other| *other != form);
            let others = others.map(|other| (other.clone(), SAME)).collect();
            lines.push(Line { words: form.clone(), others, ..Line::default() });
        }
    }
    let question =
        |words: &String| Line { words: words.clone(), is_question: true, ..Line::default() };
    lines.extend(vocabulary.questions.iter().map(question));
    let everyday = |(words, others): &(String, Vec<(String, u8)>)| Line {
        words: words.clone(),
        others: others.clone(),
        ..Line::default()
    };
    lines.extend(vocabulary.everyday.iter().map(everyday));
    lines.extend(names(collection));
    lines
}

/// The names of documents, also without “và” and their beginnings ("Sở Giáo dục"), where these are two words at least.
fn names(collection: &Collection) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (place, document) in collection.documents.iter().enumerate() {
        let names = document.names.iter();
        let names =
            names.flat_map(|name| [name.clone(), name.replace(" và ", " "), beginning(name)]);
        for name in names {
            if name.split(' ').count() < 2 && !document.names.contains(&name) {
                continue;
            }
            match lines.iter_mut().find(|line| line.words == name) {
                Some(line) if line.pages.contains(&place) => {}
                Some(line) => line.pages.push(place),
                None => lines.push(Line { words: name, pages: vec![place], ..Line::default() }),
            }
        }
    }
    lines
}

/// "Sở Văn hóa" of "Sở Văn hóa, Thể thao và Du lịch".
fn beginning(name: &str) -> String {
    let end = [",", " và ", " - "].iter().filter_map(|sign| name.find(sign)).min();
    end.map_or(name, |end| name[..end].trim()).to_owned()
}

/// Keys with marks of two words side by side.
pub(super) type Pairs = BTreeSet<(String, String)>;

/// Every two words side by side in what stands for words in `lines`.
pub(super) fn pairs(lines: &[Line]) -> Pairs {
    let others = lines.iter().flat_map(|line| &line.others);
    let pairs = others.flat_map(|(other, _)| {
        let words = split(&composed(other));
        let keys = |pair: &[Word]| (pair[0].exact.clone(), pair[1].exact.clone());
        words.windows(2).map(keys).collect::<Vec<_>>()
    });
    pairs.collect()
}

/// `lines` without what no document has: `has` tells of the key of a word with marks, `met` which of [`pairs`] stand
/// side by side somewhere. Words that are left with nothing they stand for stay one thing together, if they are several;
/// words of questions only matter where documents have them too.
pub(super) fn pruned(lines: Vec<Line>, met: &Pairs, has: impl Fn(&str) -> bool) -> Vec<Line> {
    let is_met = |text: &str| {
        let words = split(&composed(text));
        let is_beside =
            |pair: &[Word]| met.contains(&(pair[0].exact.clone(), pair[1].exact.clone()));
        words.iter().all(|word| has(&word.exact)) && words.windows(2).all(is_beside)
    };
    let mut left = Vec::with_capacity(lines.len());
    for mut line in lines {
        if line.is_question && !split(&composed(&line.words)).iter().all(|word| has(&word.exact)) {
            continue;
        }
        line.others.retain(|other| is_met(&other.0));
        let is_empty = line.others.is_empty() && line.pages.is_empty() && !line.is_question;
        if !is_empty || split(&composed(&line.words)).len() > 1 {
            left.push(line);
        }
    }
    left
}

/// What the words of `lines` mean; lines of the same words are one.
pub(super) fn phrases(lines: &[Line]) -> Phrases<Meaning> {
    let words = |text: &str| split(&composed(text));
    let mut phrases: Phrases<Meaning> = Phrases::default();
    for line in lines {
        let row = words(&line.words);
        let others = line.others.iter().map(|(other, hundredths)| Other {
            words: words(other),
            text: other.clone(),
            weight: f64::from(*hundredths) / 100.0,
        });
        let others = others.filter(|other| !other.words.is_empty());
        if let Some(known) = phrases.same(&row) {
            known.meaning.is_question |= line.is_question;
            known.meaning.is_only &= line.is_question;
            known.meaning.others.extend(others);
            known.meaning.pages.extend(&line.pages);
        } else {
            let (others, pages) = (others.collect(), line.pages.clone());
            let is_question = line.is_question;
            phrases.add(row, Meaning { is_question, is_only: is_question, others, pages });
        }
    }
    phrases
}

/// A line as the browser reads it: the words, then what stands for them with its worth in hundredths, then places of
/// pages; an empty list where words without anything do not only make a question.
pub(super) fn written(line: &Line) -> Value {
    let others = line.others.iter().map(|(other, hundredths)| json!([other, hundredths]));
    let pages = line.pages.iter().map(|place| json!(place));
    let is_bare = line.others.is_empty() && line.pages.is_empty() && !line.is_question;
    let bare = is_bare.then(|| json!([]));
    [json!(line.words)].into_iter().chain(others).chain(pages).chain(bare).collect()
}

/// How many words of a line tell it from others.
pub(super) const HEAD: usize = 4;

/// A number for a line: of the folded keys of its first words.
pub(super) fn head(words: &[Word]) -> u32 {
    let keys: Vec<&str> = words.iter().take(HEAD).map(|word| word.folded.as_str()).collect();
    keys.join(" ").chars().fold(0, |sum, letter| (sum * 31 + u32::from(letter)) % 65_521)
}
