//! The index turned round: the words of every document in their order, read from tantivy's postings.

use std::collections::BTreeMap;

use super::codec;
use crate::search::key::folded_key;

/// What stands before a token that has the position of the one before it: a character no number has.
const SAME_PLACE: char = ' ';

/// All words with marks and the documents they make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Forward {
    /// Keys with marks and without, in the order of the keys without, then of those with marks.
    pub(super) terms: Vec<(String, String)>,
    /// The fields in the order of [`super::super::index::FIELDS`].
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

/// One word of one field with the documents that have it: a row of an inverted index.
pub(super) struct Posting {
    /// Key with marks.
    pub(super) exact: String,
    /// Documents, rising, each with its positions.
    pub(super) documents: Vec<u32>,
    /// How many positions each document has.
    pub(super) counts: Vec<u32>,
    /// All positions, document after document.
    pub(super) positions: Vec<u32>,
}

impl Forward {
    /// Turns the postings of `fields` round; `read(field, visit)` shows every posting of a field.
    pub(super) fn new(
        documents: usize,
        fields: usize,
        read: impl Fn(usize, &mut dyn FnMut(&Posting)),
    ) -> Self {
        let mut exact: BTreeMap<(String, String), u32> = BTreeMap::new();
        for field in 0..fields {
            read(field, &mut |posting| {
                let folded = folded_key(&posting.exact);
                exact.entry((folded, posting.exact.clone())).or_default();
            });
        }
        for (number, place) in (0..).zip(exact.values_mut()) {
            *place = number;
        }
        let fields = (0..fields)
            .map(|field| {
                let mut starts = vec![0_usize; documents + 1];
                read(field, &mut |posting| {
                    for (document, count) in posting.documents.iter().zip(&posting.counts) {
                        starts[at(*document) + 1] += at(*count);
                    }
                });
                for place in 1..starts.len() {
                    starts[place] += starts[place - 1];
                }
                let mut ends = starts.clone();
                let mut tokens = vec![(0, 0); starts.last().copied().unwrap_or(0)];
                read(field, &mut |posting| {
                    let key = (folded_key(&posting.exact), posting.exact.clone());
                    let term = exact[&key];
                    let mut positions = posting.positions.iter();
                    for (document, count) in posting.documents.iter().zip(&posting.counts) {
                        for position in positions.by_ref().take(at(*count)) {
                            tokens[ends[at(*document)]] = (*position, term);
                            ends[at(*document)] += 1;
                        }
                    }
                });
                for document in 0..documents {
                    tokens[starts[document]..starts[document + 1]].sort_unstable();
                }
                Field { starts, tokens }
            })
            .collect();
        let terms = exact.into_keys().map(|(folded, exact)| (exact, folded)).collect();
        Self { terms, fields }
    }

    /// The terms by falling frequency, then in order, so that frequent terms get small numbers.
    pub(super) fn by_frequency(&self) -> Vec<u32> {
        let mut counts = vec![0_u64; self.terms.len()];
        for (_, term) in self.fields.iter().flat_map(|field| &field.tokens) {
            counts[at(*term)] += 1;
        }
        let mut order: Vec<u32> = (0..).take(self.terms.len()).collect();
        order.sort_by_key(|term| (std::cmp::Reverse(counts[at(*term)]), *term));
        order
    }
}

impl Field {
    /// Position and term of the tokens of `document`.
    pub(super) fn tokens(&self, document: usize) -> &[(u32, u32)] {
        &self.tokens[self.starts[document]..self.starts[document + 1]]
    }

    /// The tokens of `document` as text: one number each, `numbers` giving that of a term. A token at the
    /// position of the one before has [`SAME_PLACE`] in front; positions left out are not written, because
    /// only words too long to be kept leave one out.
    pub(super) fn text(&self, document: usize, numbers: &[u32]) -> String {
        let mut text = String::new();
        let mut before = None;
        for (position, term) in self.tokens(document) {
            if before == Some(*position) {
                text.push(SAME_PLACE);
            }
            before = Some(*position);
            codec::push(&mut text, numbers[at(*term)]);
        }
        text
    }
}

/// A number as an index.
pub(super) fn at(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
