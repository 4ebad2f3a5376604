//! The full-text index: the only module that knows tantivy.
//!
//! The index lives in memory and is built anew on every run by one thread, entries in the order of their ids,
//! so that the same entries always give the same answers.

mod answer;
mod best;
mod document;
mod due;
mod engine;
mod export;
mod fitting;
mod index;
mod key;
mod lines;
mod matching;
mod mend;
mod missing;
mod period;
mod phrases;
mod postings;
mod query;
mod rank;
mod tokenizer;
mod understand;
mod values;
mod words;
mod writer;

pub use answer::answer_json;
pub use best::Best;
pub use document::{Card, Collection, Document, Facets, Group, Kind, Value};
pub use engine::{Answer, Engine};
pub use export::{File, IndexedWords, export, source_of_words, words};
pub use index::{Entry, Index};
pub use key::{exact_key, folded_key, has_marks};
pub use period::Period;
pub use query::{LONGEST_QUERY, Piece, Query, Wish, parse};
pub use values::Counts;
pub use words::{Analyzer, Concept, LONGEST_WORD, Word, Words};
