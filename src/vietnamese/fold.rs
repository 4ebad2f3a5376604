//! Folding: text stripped for matching, never for showing.

use std::borrow::Cow;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// `text` with every letter and its marks as one character (NFC); nearly all texts are so already.
pub fn composed(text: &str) -> Cow<'_, str> {
    if is_composed(text) { Cow::Borrowed(text) } else { text.nfc().collect() }
}

/// Whether `text` is in NFC. Letters of Latin scripts below the combining marks, and those with marks of their own,
/// always are; only other characters are looked up.
pub fn is_composed(text: &str) -> bool {
    text.chars().all(|c| matches!(c, ..'\u{300}' | '\u{1e00}'..'\u{1f00}')) || is_nfc(text)
}

/// `text` in lower case; nearly all words are so already.
pub fn lower(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_small) { Cow::Borrowed(text) } else { text.to_lowercase().into() }
}

/// Whether `character` is sure to be its own lower case: of others nothing is said.
fn is_small(character: char) -> bool {
    match character {
        ..'\u{80}' => !character.is_ascii_uppercase(),
        'Ạ'..='ỹ' => u32::from(character) % 2 == 1,
        _ => matches!(character, 'ß'..='ÿ' | 'ă' | 'đ' | 'ĩ' | 'ũ' | 'ơ' | 'ư'),
    }
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
    for character in lower(text).chars() {
        if character.is_ascii() {
            push(character);
        } else {
            decompose_canonical(character, &mut push);
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn small_letters_stay_in_lower_case() {
        for character in ('\0'..'\u{3000}').filter(|character| is_small(*character)) {
            assert!(character.to_lowercase().eq([character]), "{character:?}");
        }
        assert_eq!(lower("Sở ĐỎ đỏ"), "sở đỏ đỏ");
    }

    proptest! {
        #[test]
        fn what_is_composed_is_nfc(text in "[\u{20}-\u{3ff}\u{1e00}-\u{1fff}]*") {
            prop_assert_eq!(is_composed(&text), text.nfc().eq(text.chars()));
            prop_assert_eq!(composed(&text), text.nfc().collect::<String>());
        }
    }
}
