//! The words of every document in their order.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::search::document::{Collection, Document, FIELDS};
use crate::search::words::{Analyzer, Words};

/// What stands before a token that has the position of the one before it.
pub(super) const SAME_PLACE: u32 = u32::MAX;
/// What stands between two documents.
pub(super) const NEXT_DOCUMENT: u32 = u32::MAX - 1;

/// Documents whose words are found at once, so that those of all are never in memory.
const AT_ONCE: usize = 1_024;

/// All words with marks and the documents they make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Forward {
    /// Keys with marks and without, in the order of the keys without, then of those with marks.
    pub(super) terms: Vec<(String, String)>,
    /// The fields in the order of [`FIELDS`].
    pub(super) fields: Vec<Field>,
}

/// The tokens of one field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Field {
    /// For each document the place of its first token; one more at the end.
    starts: Vec<usize>,
    /// Position and term of each token, by document, position and term.
    tokens: Vec<(u32, u32)>,
}

impl Forward {
    /// The words of `collection`, as `analyzer` sees them.
    pub(super) fn new(collection: &Collection, analyzer: &Analyzer) -> Self {
        let mut known: BTreeMap<(String, String), u32> = BTreeMap::new();
        let mut number = |folded: String, exact: String| {
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            *known.entry((folded, exact)).or_insert(next)
        };
        let mut fields = vec![Field::default(); FIELDS.len()];
        let analyze =
            |document: &Document| FIELDS.map(|(text, _)| analyzer.analyze(text(document)));
        for documents in collection.documents.chunks(AT_ONCE) {
            let texts: Vec<[Words; FIELDS.len()]> = documents.par_iter().map(analyze).collect();
            for (field, words) in texts.into_iter().flatten().enumerate() {
                let field = &mut fields[field % FIELDS.len()];
                field.starts.push(field.tokens.len());
                let Words { words, concepts, .. } = words;
                let mut concepts = concepts.into_iter().peekable();
                for (place, word) in words.into_iter().enumerate() {
                    let position = u32::try_from(place).unwrap_or(u32::MAX);
                    field.tokens.push((position, number(word.folded, word.exact)));
                    while let Some(concept) = concepts.next_if(|concept| concept.first == place) {
                        field.tokens.push((position, number(concept.folded, concept.exact)));
                    }
                }
            }
        }
        for field in &mut fields {
            field.starts.push(field.tokens.len());
        }
        // Terms were numbered as they were met; from here on they stand in order.
        let mut places = vec![0; known.len()];
        for (place, number) in (0..).zip(known.values()) {
            places[at(*number)] = place;
        }
        for (_, term) in fields.iter_mut().flat_map(|field| &mut field.tokens) {
            *term = places[at(*term)];
        }
        let terms = known.into_keys().map(|(folded, exact)| (exact, folded)).collect();
        Self { terms, fields }
    }

    /// The same words with the documents in `order`.
    pub(super) fn in_order(self, order: &[usize]) -> Self {
        let sort = |field: &Field| {
            let mut sorted = Field::default();
            for document in order {
                sorted.starts.push(sorted.tokens.len());
                sorted.tokens.extend_from_slice(field.tokens(*document));
            }
            sorted.starts.push(sorted.tokens.len());
            sorted
        };
        Self { fields: self.fields.iter().map(sort).collect(), ..self }
    }
}

impl Field {
    /// Position and term of the tokens of `document`.
    pub(super) fn tokens(&self, document: usize) -> &[(u32, u32)] {
        &self.tokens[self.starts[document]..self.starts[document + 1]]
    }

    /// Which of `wanted` pairs of terms stand side by side in some document.
    pub(super) fn beside(&self, wanted: &BTreeSet<(u32, u32)>) -> BTreeSet<(u32, u32)> {
        let documents = self.starts.windows(2).map(|ends| &self.tokens[ends[0]..ends[1]]);
        let found = documents.flat_map(|tokens| {
            tokens.iter().enumerate().flat_map(|(place, (position, term))| {
                let next = tokens[place + 1..].iter().skip_while(|token| token.0 == *position);
                let next = next.take_while(move |token| token.0 == position + 1);
                next.map(|token| (*term, token.1)).filter(|pair| wanted.contains(pair))
            })
        });
        found.collect()
    }

    /// The terms of the first `documents` in a row, with [`NEXT_DOCUMENT`] between two of these. A token at the position
    /// of the one before has [`SAME_PLACE`] in front; positions left out are not written, because only words too long
    /// to be kept leave one out.
    pub(super) fn symbols(&self, documents: usize) -> Vec<u32> {
        let mut symbols = Vec::with_capacity(self.tokens.len() + documents);
        for document in 0..documents {
            if document > 0 {
                symbols.push(NEXT_DOCUMENT);
            }
            let mut before = None;
            for (position, term) in self.tokens(document) {
                if before == Some(*position) {
                    symbols.push(SAME_PLACE);
                }
                before = Some(*position);
                symbols.push(*term);
            }
        }
        symbols
    }
}

/// A number as an index.
pub(super) fn at(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
