//! Frozen open data: a file that never changes once its period is published.

use std::sync::Arc;

use super::{Date, Period};

/// All open data as of a published period, in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The day its figures were closed.
    pub date: Date,
    /// The period that was published.
    pub period: Period,
    /// Path below the folder of versions: day, `/`, name.
    pub path: String,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}
