//! The two keys a word is found by.
//!
//! The browser client has a twin of these functions; both must pass the same table of cases.

use unicode_normalization::UnicodeNormalization as _;

/// The five tone marks: grave, acute, tilde, hook above, dot below.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Lower case, with the tone mark moved to the end of the word, so that both ways to place it are one.
///
/// ```
/// use congkhai::search::exact_key;
/// assert_eq!(exact_key("Hoà"), exact_key("hòa"));
/// assert_ne!(exact_key("hoa"), exact_key("hòa"));
/// assert_ne!(exact_key("hoa"), exact_key("hoả"));
/// ```
pub fn exact_key(word: &str) -> String {
    let mut tones = String::new();
    let mut key: String = word
        .to_lowercase()
        .nfd()
        .filter(|character| {
            let is_tone = TONES.contains(character);
            if is_tone {
                tones.push(*character);
            }
            !is_tone
        })
        .nfc()
        .collect();
    key.push_str(&tones);
    key
}

/// Lower case without any mark; y is i where both spellings are in use (kỹ, kĩ; lý, lí; quý, quí).
///
/// ```
/// use congkhai::search::folded_key;
/// assert_eq!(folded_key("Đường"), "duong");
/// assert_eq!(folded_key("kỹ"), folded_key("kĩ"));
/// ```
pub fn folded_key(word: &str) -> String {
    let mut key = crate::vietnamese::fold(word);
    if matches!(key.as_str(), "hy" | "ky" | "ly" | "my" | "sy" | "ty" | "quy") {
        key.pop();
        key.push('i');
    }
    key
}

/// Whether a word was typed with marks, so that the marks are meant.
///
/// ```
/// use congkhai::search::has_marks;
/// assert!(has_marks("đổi") && !has_marks("doi"));
/// ```
pub fn has_marks(word: &str) -> bool {
    crate::vietnamese::fold(word) != word.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_placements_of_a_tone_are_one() {
        for (old, new) in [("hoà", "hòa"), ("thuý", "thúy"), ("khoẻ", "khỏe"), ("toán", "tóan")]
        {
            assert_eq!(exact_key(old), exact_key(new));
        }
    }

    #[test]
    fn composed_and_decomposed_text_are_one() {
        let decomposed: String = "Chuyển ĐỔI".nfd().collect();
        assert_eq!(exact_key("Chuyển ĐỔI"), exact_key(&decomposed));
        assert_eq!(folded_key(&decomposed), "chuyen doi");
    }

    #[test]
    fn letters_stay_apart_in_the_exact_key() {
        assert_ne!(exact_key("đường"), exact_key("dường"));
        assert_ne!(exact_key("dương"), exact_key("dưỡng"));
        assert_ne!(exact_key("ban"), exact_key("bân"));
    }
}
