//! Folding: text stripped for matching, never for showing.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// Lower case, all marks off, đ → d. Everything else stays.
///
/// ```
/// assert_eq!(congkhai::vietnamese::fold("Chuyển ĐỔI số"), "chuyen doi so");
/// ```
pub fn fold(text: &str) -> String {
    text.to_lowercase()
        .nfd()
        .filter(|character| !is_combining_mark(*character))
        .map(|character| if character == 'đ' { 'd' } else { character })
        .collect()
}
