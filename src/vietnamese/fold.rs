//! Folding: text stripped for matching, never for showing.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// `text` with every letter and its marks as one character (NFC); nearly all texts are so already.
pub fn composed(text: &str) -> String {
    if is_nfc(text) { text.to_owned() } else { text.nfc().collect() }
}

/// Lower case, all marks off, đ → d. Everything else stays.
///
/// ```
/// assert_eq!(congkhai::vietnamese::fold("Chuyển ĐỔI số"), "chuyen doi so");
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // Marks need no order among themselves, because none stays.
    let mut push = |part: char| match part {
        'đ' => folded.push('d'),
        _ if is_combining_mark(part) => {}
        _ => folded.push(part),
    };
    for character in text.to_lowercase().chars() {
        if character.is_ascii() {
            push(character);
        } else {
            decompose_canonical(character, &mut push);
        }
    }
    folded
}
