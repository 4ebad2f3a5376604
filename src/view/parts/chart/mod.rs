//! Charts with every coordinate worked out; templates only draw them, on pages and in files of their own.

pub mod agencies;
pub mod calendar;
pub mod example;
pub mod line;
pub mod picture;
pub mod spark;
pub mod values;

use serde::Serialize;

/// Words at a place.
#[derive(Clone, Debug, Serialize)]
pub struct Mark {
    /// From the left.
    pub x: String,
    /// From above.
    pub y: String,
    /// Words; may be empty.
    pub text: String,
}
