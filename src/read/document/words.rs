//! Words as they are counted: letters and digits that stand together, whatever parts them.

use unicode_normalization::UnicodeNormalization as _;

use super::raised::lower;

/// The words of a text in their order. Raised digits count as plain ones, characters nobody sees not at all.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for character in text.nfc().map(lower) {
        if character.is_alphanumeric() {
            word.push(character);
        } else if !is_invisible(character) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// A character that neither shows nor parts words.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
        || (character.is_control() && !character.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_letters_and_digits() {
        assert_eq!(
            words("2,5.10⁶ – Sở KH&CN, thu\u{ad}ê"),
            ["2", "5", "106", "Sở", "KH", "CN", "thuê"]
        );
        assert_eq!(words("Tie\u{302}\u{301}n"), ["Tiến"]);
        assert!(words(" – • ").is_empty());
    }
}
