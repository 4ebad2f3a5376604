//! Filters: the values words name, what is left by them, and honest counts.

use std::collections::{BTreeMap, BTreeSet};

use super::document::{Collection, Document, Group, Value};
use super::words::Analyzer;

/// Chosen values by group: OR inside a group, AND between groups.
pub(super) type Filters = BTreeMap<Group, BTreeSet<String>>;

/// How many documents each value would leave, by group; values nothing has are left out.
pub type Counts = BTreeMap<Group, BTreeMap<String, usize>>;

impl Collection {
    /// The keys of the values that words name: those of that key, label or other name; without any, those
    /// with the words in a row in a name. Marks, case and punctuation do not matter; a document number may have any
    /// shape.
    pub fn named(&self, group: Group, words: &str, analyzer: &Analyzer) -> BTreeSet<String> {
        let wanted = Name::new(words, analyzer);
        if wanted.words.is_empty() {
            return BTreeSet::new();
        }
        let values = self.values.get(&group).map_or(&[][..], Vec::as_slice);
        let found = |fits: fn(&Name, &Name) -> bool| -> BTreeSet<String> {
            let has = |value: &&Value| {
                let mut names = [&value.key, &value.label].into_iter().chain(&value.names);
                names.any(|name| fits(&Name::new(name, analyzer), &wanted))
            };
            values.iter().filter(has).map(|value| value.key.clone()).collect()
        };
        let same = found(|name, wanted| {
            name.words == wanted.words
                || wanted.number.as_ref().is_some_and(|number| name.number.as_ref() == Some(number))
        });
        if same.is_empty() {
            found(|name, wanted| {
                name.words.windows(wanted.words.len()).any(|row| row == wanted.words)
            })
        } else {
            same
        }
    }

    /// The label of a value; its key where it has none.
    pub fn label<'c>(&'c self, group: Group, key: &'c str) -> &'c str {
        let values = self.values.get(&group).map_or(&[][..], Vec::as_slice);
        values.iter().find(|value| value.key == key).map_or(key, |value| &value.label)
    }

    /// What `filters` leave of `documents`, in their order, and how many each value would leave, were its
    /// group filtered by it alone.
    pub(super) fn filter(&self, documents: &[usize], filters: &Filters) -> (Vec<usize>, Counts) {
        let mut kept = Vec::new();
        let mut counts = Counts::new();
        for place in documents {
            let Some(document) = self.documents.get(*place) else { continue };
            let mut missed =
                filters.iter().filter(|(group, wanted)| !has(document, **group, wanted));
            // What misses one filter counts for the values of that group only; what misses two for none.
            let groups: Vec<Group> = match (missed.next(), missed.next()) {
                (None, _) => {
                    kept.push(*place);
                    Group::ALL.iter().map(|group| group.0).collect()
                }
                (Some((group, _)), None) => vec![*group],
                _ => Vec::new(),
            };
            for group in groups {
                let counts = counts.entry(group).or_default();
                for value in document.values(group) {
                    *counts.entry(value.to_owned()).or_default() += 1;
                }
            }
        }
        (kept, counts)
    }
}

/// Whether a document has one of these values.
pub(super) fn has(document: &Document, group: Group, wanted: &BTreeSet<String>) -> bool {
    document.values(group).into_iter().any(|value| wanted.contains(value))
}

/// A name as it is compared.
struct Name {
    /// Folded keys.
    words: Vec<String>,
    /// The document number in it, if there is one.
    number: Option<String>,
}

impl Name {
    fn new(text: &str, analyzer: &Analyzer) -> Self {
        let words = analyzer.analyze(text);
        let number = words.concepts.iter().map(|concept| &concept.folded);
        let mut numbers = number.chain(words.words.iter().map(|word| &word.folded)).filter(|key| {
            key.starts_with(|c: char| c.is_ascii_alphabetic())
                && key.ends_with(|c: char| c.is_ascii_digit())
        });
        let number = numbers.next().cloned();
        Self { words: words.words.into_iter().map(|word| word.folded).collect(), number }
    }
}
