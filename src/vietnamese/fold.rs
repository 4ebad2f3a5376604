//! Folding: text stripped for matching, never for showing.

use std::borrow::Cow;
use std::sync::LazyLock;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// `text` with every letter and its marks as one character (NFC); nearly all texts are so already.
pub fn composed(text: &str) -> Cow<'_, str> {
    if is_composed(text) { Cow::Borrowed(text) } else { text.nfc().collect() }
}

/// Whether `text` is in NFC; only characters that may not be are looked up.
pub fn is_composed(text: &str) -> bool {
    text.chars().all(is_surely_composed) || is_nfc(text)
}

/// Whether any text of such characters is in NFC: letters of Latin scripts below the combining marks, those with marks
/// of their own, dashes and quotation marks.
fn is_surely_composed(character: char) -> bool {
    matches!(character, ..'\u{300}' | '\u{1e00}'..'\u{1f00}' | '\u{2010}'..'\u{2028}')
}

/// `text` in lower case; nearly all words are so already.
pub fn lower(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_small) {
        return Cow::Borrowed(text);
    }
    // Letters whose lower case is several, or depends on where they stand, are left to the library.
    let is_usual = |c: char| c < END && !matches!(c, 'İ' | 'Σ');
    if !text.chars().all(is_usual) {
        return text.to_lowercase().into();
    }
    let small = |c: char| match c {
        ..FIRST => c.to_ascii_lowercase(),
        _ => SMALL[c as usize - FIRST as usize],
    };
    text.chars().map(small).collect()
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
    // The one letter whose lower case depends on where it stands.
    let text = if text.contains('Σ') { text.to_lowercase().into() } else { Cow::Borrowed(text) };
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            ..'\u{80}' => folded.push(character.to_ascii_lowercase()),
            FIRST..END => folded.extend(BASES[character as usize - FIRST as usize]),
            _ => push_base(character, |base| folded.push(base)),
        }
    }
    folded
}

/// Hands over what is left of a character in lower case without its marks, which need no order among themselves.
fn push_base(character: char, mut push: impl FnMut(char)) {
    for small in character.to_lowercase() {
        decompose_canonical(small, |part| match part {
            'đ' => push('d'),
            _ if is_combining_mark(part) => {}
            _ => push(part),
        });
    }
}

/// The first character that is looked up.
const FIRST: char = '\u{80}';
/// The first character after Latin letters with marks of their own.
const END: char = '\u{1f00}';
/// What is left of each character between them: looked up, because nearly all words have some.
static BASES: LazyLock<Vec<Option<char>>> = LazyLock::new(|| {
    let base = |character| {
        let mut base = None;
        push_base(character, |part| base = Some(part));
        base
    };
    (FIRST..END).map(base).collect()
});

/// The first lower case of each character between them.
static SMALL: LazyLock<Vec<char>> = LazyLock::new(|| {
    let small = |character: char| character.to_lowercase().next().unwrap_or(character);
    (FIRST..END).map(small).collect()
});

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
        for character in FIRST..END {
            let text = String::from(character);
            assert_eq!(lower(&text), text.to_lowercase(), "{character:?}");
        }
    }

    #[test]
    fn one_letter_or_none_is_left_of_a_character() {
        for character in FIRST..END {
            let mut left = String::new();
            push_base(character, |base| left.push(base));
            let looked_up: String =
                BASES[character as usize - FIRST as usize].into_iter().collect();
            assert_eq!(left, looked_up, "{character:?}");
        }
    }

    proptest! {
        #[test]
        fn both_ways_lead_to_lower_case(text in "\\PC*|[\u{20}-\u{3ff}\u{1e00}-\u{1fff}]*") {
            prop_assert_eq!(lower(&text), text.to_lowercase());
        }

        #[test]
        fn both_ways_leave_the_same(text in "\\PC*|[\u{20}-\u{3ff}\u{1e00}-\u{1fff}]*") {
            let mut left = String::new();
            text.to_lowercase().chars().for_each(|c| push_base(c, |base| left.push(base)));
            prop_assert_eq!(fold(&text), left);
        }

        #[test]
        fn what_is_composed_is_nfc(text in "[\u{20}-\u{3ff}\u{1e00}-\u{1fff}\u{2000}-\u{206f}]*") {
            prop_assert_eq!(is_composed(&text), text.nfc().eq(text.chars()));
            prop_assert_eq!(composed(&text), text.nfc().collect::<String>());
        }
    }
}
