//! The full-text index: the only module that knows tantivy.
//!
//! The index lives in memory and is built anew on every run by one thread, entries in the order of their ids,
//! so that the same entries always give the same answers.

mod document;
mod index;
mod key;
mod tokenizer;
mod vocabulary;
mod words;

pub use document::{Card, Collection, Document, Facets, Group, Kind, Value};
pub use index::{Entry, Index};
pub use key::{exact_key, folded_key, has_marks};
pub use vocabulary::vocabulary_json;
pub use words::{Analyzer, Concept, LONGEST_WORD, Word, Words};
