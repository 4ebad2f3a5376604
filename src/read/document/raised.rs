//! Raised characters: a power stays raised, a note mark leaves the words; neither is ever another digit.

/// What raised characters are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Raised {
    /// A part of the words, written with raised characters: `10⁶`, `m²`.
    Words(String),
    /// The mark of a note.
    Note(String),
}

/// What raised `text` is behind the words `before`.
pub(super) fn raised(before: &str, text: &str) -> Raised {
    let trimmed = text.trim();
    if is_mark(trimmed) && !is_power(before, trimmed) {
        return Raised::Note(trimmed.trim_matches(['(', ')', '[', ']']).to_owned());
    }
    if matches!(trimmed, "o" | "O") && before.chars().last().is_none_or(|c| !c.is_alphabetic()) {
        return Raised::Words("°".to_owned());
    }
    Raised::Words(text.chars().map(raise).collect())
}

/// A few digits, stars or one small letter, alone, in brackets or in a list: what notes are marked with.
fn is_mark(text: &str) -> bool {
    let inner = text.trim_matches(['(', ')', '[', ']']).trim();
    let parts: Vec<&str> = inner.split([',', ';']).map(str::trim).collect();
    !inner.is_empty()
        && parts.iter().all(|part| {
            let is_number = part.len() <= 3
                && part.bytes().all(|byte| byte.is_ascii_digit())
                && !part.starts_with('0');
            let is_stars = part.len() <= 3 && part.bytes().all(|byte| byte == b'*');
            let is_letter = part.len() == 1
                && part.bytes().all(|byte| byte.is_ascii_lowercase() && byte != b'o');
            !part.is_empty() && (is_number || is_stars || is_letter)
        })
}

/// Whether raised digits belong to what stands before them: a power of ten, a unit, a variable.
fn is_power(before: &str, mark: &str) -> bool {
    if !mark.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    if let Some(rest) = before.strip_suffix("10") {
        // Ten itself, or ten that something is multiplied by; 3.10 is no number with a note behind it.
        let rest = rest.trim_end();
        return !rest.ends_with(|c: char| c.is_ascii_digit() || c == ',')
            && (!rest.ends_with('.')
                || rest.trim_end_matches('.').ends_with(|c: char| c.is_ascii_digit()));
    }
    let word: String = before.chars().rev().take_while(|c| c.is_alphabetic()).collect();
    let word: String = word.chars().rev().collect();
    let is_unit = matches!(word.as_str(), "m" | "km" | "cm" | "dm" | "mm" | "hm" | "Nm");
    (is_unit && matches!(mark, "2" | "3")) || (word.chars().count() == 1 && word != "m")
}

/// The raised form of a character; others as they are.
fn raise(character: char) -> char {
    match character {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4'..='9' => char::from_u32(u32::from('⁴') + u32::from(character) - u32::from('4'))
            .unwrap_or(character),
        '+' => '⁺',
        '-' | '−' | '–' => '⁻',
        '(' => '⁽',
        ')' => '⁾',
        character => character,
    }
}

/// The plain digit of a raised one, the letter of the degree sign; others as they are.
pub(super) fn lower(character: char) -> char {
    match character {
        '°' | 'º' => 'o',
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => char::from_u32(u32::from('4') + u32::from(character) - u32::from('⁴'))
            .unwrap_or(character),
        character => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_stays_and_a_note_goes() {
        let note = |before, text, mark: &str| {
            assert_eq!(raised(before, text), Raised::Note(mark.to_owned()), "{before}|{text}");
        };
        let words = |before, text, shown: &str| {
            assert_eq!(raised(before, text), Raised::Words(shown.to_owned()), "{before}|{text}");
        };
        note("450", "1", "1");
        note("95%", "(2)", "2");
        note("Sở Tài chính", "3", "3");
        note("12.345", " 4 ", "4");
        note("210", "2", "2");
        note("0,10", "2", "2");
        note("Số hộ", "a", "a");
        note("Số hộ", "1,2", "1,2");
        note("Số hộ", "(*)", "*");
        words("2,5.10", "6", "⁶");
        words("3.10", "15", "¹⁵");
        words("2,5 x 10", "-6", "⁻⁶");
        words("10", "9", "⁹");
        words("500 m", "2", "²");
        words("km", "2", "²");
        words("x", "2", "²");
        words("30", "o", "°");
        words("30", "0", "⁰");
        words("Trung tâm Số", "TM", "TM");
    }

    #[test]
    fn raised_digits_come_back() {
        for digit in '0'..='9' {
            assert_eq!(lower(raise(digit)), digit);
        }
    }
}
