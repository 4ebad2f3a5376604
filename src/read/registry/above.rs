//! Cells that say "as above" instead of repeating the cell above them.

use crate::vietnamese::fold;

/// What such a cell says, folded, without the marks around it.
const WORDS: &[&str] = &[
    "nt",
    "n t",
    "nhu tren",
    "nhu dong tren",
    "nhu muc tren",
    "nhu o tren",
    "nhu noi dung tren",
    "nhu don vi tren",
    "tuong tu",
    "tuong tu tren",
    "tuong tu nhu tren",
    "tuong tu dong tren",
];

/// Whether a cell stands for the cell above it: "nt", "-nt-", "n/t", "Như trên", "〃", `-"-`.
///
/// Any column may say so. An empty cell and a dash alone do not: they say that there is nothing.
///
/// ```
/// # use congkhai::read::registry::is_same_as_above;
/// assert!(is_same_as_above("- nt -"));
/// assert!(is_same_as_above("Như trên"));
/// assert!(!is_same_as_above("Như trên, thêm Sở Y tế"));
/// assert!(!is_same_as_above("–"));
/// ```
pub fn is_same_as_above(text: &str) -> bool {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(fold)
        .collect();
    if words.is_empty() {
        return text.contains(['"', '“', '”', '″', '〃'])
            && !text.contains(|c: char| {
                !matches!(c, '"' | '“' | '”' | '″' | '〃' | '-' | '–' | '—' | ' ' | '.' | '\'')
            })
            || matches!(text.trim(), "//" | "-//-" | "- // -" | "''" | "-''-" | "''''");
    }
    words.len() <= 4 && WORDS.contains(&words.join(" ").as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_words_are_told_from_names() {
        for text in [
            "nt",
            "Nt",
            "-nt-",
            "– nt –",
            "n/t",
            "(nt)",
            "\"",
            "-\"-",
            "〃",
            "- // -",
            "Như trên.",
            "như dòng trên",
        ] {
            assert!(is_same_as_above(text), "{text}");
        }
        for text in
            ["", "-", "–", ".", "x", "NTM", "Sở Y tế", "\"Sở Y tế\"", "Như trên và Sở Y tế", "1"]
        {
            assert!(!is_same_as_above(text), "{text}");
        }
    }
}
