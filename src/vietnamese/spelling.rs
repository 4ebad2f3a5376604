//! One spelling for texts that differ only in white space, case or the place of a tone mark.

use std::borrow::Cow;

use super::fold::{is_composed, lower};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{compose, decompose_canonical, is_combining_mark};

/// All white space (also no-break spaces and line breaks) → one space, none at the ends, NFC.
///
/// ```
/// assert_eq!(congkhai::vietnamese::fold_whitespace(" Sở\u{a0}\n Y  tế "), "Sở Y tế");
/// ```
pub fn fold_whitespace(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let is_composed = is_composed(text);
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        if is_composed {
            folded.push_str(word);
        } else {
            folded.extend(word.nfc());
        }
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
    match_key_of_lower(&lower(text)).into_owned()
}

/// The [`match_key`] of a text that is in lower case.
pub fn match_key_of_lower(lower: &str) -> Cow<'_, str> {
    if lower.is_ascii() {
        return Cow::Borrowed(lower);
    }
    latin_key(lower).unwrap_or_else(|| any_key(lower)).into()
}

/// Whether `character` is a letter: [`char::is_alphabetic`], with a short way for Latin letters.
pub fn is_letter(character: char) -> bool {
    match character {
        ..'\u{80}' => character.is_ascii_alphabetic(),
        '\u{c0}'..'\u{250}' => !matches!(character, '×' | '÷'),
        '\u{1e00}'..'\u{1f00}' => true,
        _ => character.is_alphabetic(),
    }
}

/// The key of a text of whatever letters and marks.
fn any_key(lower: &str) -> String {
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

/// The same for Latin letters and usual punctuation without marks of their own, which nearly all texts are: each tone
/// is taken off its letter, and only the letter it goes to is composed anew.
fn latin_key(lower: &str) -> Option<String> {
    let is_usual =
        |c: char| matches!(c, ..'\u{300}' | '\u{1e00}'..'\u{1f00}' | '\u{2000}'..'\u{2070}');
    if !lower.chars().all(is_usual) {
        return None;
    }
    let mut key = String::with_capacity(lower.len());
    let mut tones = String::new();
    let put_tones = |key: &mut String, tones: &mut String| {
        if !tones.is_empty() {
            let last = key.pop().into_iter();
            key.extend(last.chain(tones.drain(..)).nfc());
        }
    };
    for character in lower.chars() {
        if !is_letter(character) {
            put_tones(&mut key, &mut tones);
        }
        let mut letter = Some(None);
        decompose_canonical(character, |part| match letter {
            _ if is_tone(part) => tones.push(part),
            Some(None) => letter = Some(Some(part)),
            Some(Some(base)) => letter = compose(base, part).map(Some),
            None => {}
        });
        key.push(letter??);
    }
    put_tones(&mut key, &mut tones);
    Some(key)
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

    #[test]
    fn letters_are_what_unicode_calls_alphabetic() {
        for character in '\0'..'\u{3000}' {
            assert_eq!(is_letter(character), character.is_alphabetic(), "{character:?}");
        }
    }

    #[test]
    fn texts_of_latin_letters_go_the_short_way() {
        for text in ["hòa thuận – 100%", "Đồng bộ, “nghệ”", "ǖ ṩ ñ", ""] {
            assert_eq!(latin_key(text), Some(any_key(text)), "{text}");
        }
        assert_eq!(latin_key("h\u{6f}\u{300}a"), None);
    }

    proptest! {
        #[test]
        fn both_ways_lead_to_the_same(text in "[\u{20}-\u{24f}\u{1e00}-\u{1eff}\u{2010}-\u{2020}]*") {
            prop_assert!(latin_key(&text).is_none_or(|key| key == any_key(&text)));
        }

        #[test]
        fn any_text_has_keys(text in ".*") {
            let folded = fold_whitespace(&text);
            prop_assert_eq!(fold_whitespace(&folded), folded.clone());
            let _ = match_key(&text);
        }
    }
}
