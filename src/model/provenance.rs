//! Where a value was read.

use std::sync::Arc;

/// The place in a source file a value was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// Path below the site's root.
    pub file: Arc<str>,
    /// First line, from 1; for a workbook the first row.
    pub line_first: u32,
    /// Last line or row.
    pub line_last: u32,
    /// Sheet of a workbook or table of a word-processor file.
    pub sheet: Option<String>,
}
