//! One spelling for texts that differ only in white space, case or the place of a tone mark.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// All white space (also no-break spaces and line breaks) → one space, none at the ends, NFC.
///
/// ```
/// assert_eq!(congkhai::vietnamese::fold_whitespace(" Sở\u{a0}\n Y  tế "), "Sở Y tế");
/// ```
pub fn fold_whitespace(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.nfc());
    }
    folded
}

/// Lower case, NFC, with the tone mark of each syllable moved to its end, so that `hoà` and `hòa`
/// are one word. For matching only, never for showing.
///
/// ```
/// # use congkhai::vietnamese::match_key;
/// assert_eq!(match_key("Văn HOÁ"), match_key("văn hóa"));
/// assert_ne!(match_key("hóa"), match_key("hoa"));
/// ```
pub fn match_key(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut letters = String::with_capacity(lower.len());
    let mut tones = String::new();
    for character in lower.nfd() {
        if is_tone(character) {
            tones.push(character);
            continue;
        }
        if !character.is_alphabetic() && !is_combining_mark(character) {
            letters.push_str(&tones);
            tones.clear();
        }
        letters.push(character);
    }
    letters.push_str(&tones);
    letters.nfc().collect()
}

/// Huyền, sắc, ngã, hỏi, nặng.
fn is_tone(character: char) -> bool {
    matches!(character, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_place_of_a_tone_mark_does_not_matter() {
        for (a, b) in [
            ("hoà", "hòa"),
            ("Thuý", "thúy"),
            ("KHOẺ", "khỏe"),
            ("tóan học", "toán học"),
            ("sở nội vụ", "Sở Nội vụ"),
            ("h\u{6f}\u{300}a", "hòa"),
        ] {
            assert_eq!(match_key(a), match_key(b), "{a} / {b}");
        }
        for (a, b) in [("ma", "má"), ("đo", "do"), ("sơ", "so"), ("hòa bình", "hoa bình")] {
            assert_ne!(match_key(a), match_key(b), "{a} / {b}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_keys(text in ".*") {
            let folded = fold_whitespace(&text);
            prop_assert_eq!(fold_whitespace(&folded), folded.clone());
            let _ = match_key(&text);
        }
    }
}
