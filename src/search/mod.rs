//! The full-text index: the only module that knows tantivy.
//!
//! The index lives in memory and is built anew on every run by one thread, entries in the order of their ids,
//! so that the same entries always give the same answers.

mod index;
mod key;
mod tokenizer;

pub use index::{Entry, Index, Kind};
pub use key::{exact_key, folded_key};
