//! The full-text index: the only module that knows tantivy.
