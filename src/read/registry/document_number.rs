//! Document numbers in running text: `57-NQ/TW`, `66.7/2025/NQ-CP`, `193/2025/QH15`.

use super::names::Token;

/// Kinds of document, by the abbreviation in their symbol.
const KINDS: &[(&str, &str)] = &[
    ("nq", "Nghị quyết"),
    ("kh", "Kế hoạch"),
    ("qđ", "Quyết định"),
    ("nđ", "Nghị định"),
    ("tt", "Thông tư"),
    ("ttlt", "Thông tư liên tịch"),
    ("ct", "Chỉ thị"),
    ("ctr", "Chương trình"),
    ("tb", "Thông báo"),
    ("ttr", "Tờ trình"),
    ("kl", "Kết luận"),
    ("hd", "Hướng dẫn"),
    ("bc", "Báo cáo"),
    ("đa", "Đề án"),
];

/// A number found: tokens `first..end` of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DocumentNumber {
    pub first: usize,
    pub end: usize,
}

/// The document number that begins at the token `at`.
///
/// One or two figures (`66.7`), perhaps a year, then a symbol of capitals joined by `/` and `-`.
/// A symbol of one part ("313/UBND") counts only after "số", or fractions such as "12/GRDP" would.
pub(super) fn number_at(text: &str, tokens: &[Token<'_>], at: usize) -> Option<DocumentNumber> {
    if !tokens.get(at)?.is_number() || !starts_word(tokens, at) {
        return None;
    }
    let mut end = at + 1;
    if is_glued(tokens, end, ".")
        && tokens.get(end + 1).is_some_and(|t| t.is_glued && t.is_number())
    {
        end += 2;
    }
    let mut has_year = false;
    let is_year = |t: &Token<'_>| t.is_glued && t.is_number() && t.word.len() == 4;
    if is_glued(tokens, end, "/")
        && tokens.get(end + 1).is_some_and(is_year)
        && is_glued(tokens, end + 2, "/")
    {
        has_year = true;
        end += 2;
    }
    let mut parts = 0;
    let mut separators = String::new();
    while (is_glued(tokens, end, "/") || is_glued(tokens, end, "-"))
        && tokens.get(end + 1).is_some_and(|t| is_symbol(text, t))
    {
        separators.push_str(&tokens[end].word);
        parts += 1;
        end += 2;
    }
    let is_enough = match separators.chars().next()? {
        '/' => parts > 1 || has_year || follows_number_sign(tokens, at),
        _ => separators.contains('/'),
    };
    (is_enough && ends_word(tokens, end)).then_some(DocumentNumber { first: at, end })
}

/// Numbers before a full one that share its symbol: "số 86, 87/KH-UBND" → the token of 86.
pub(super) fn sharing_symbol(tokens: &[Token<'_>], number: DocumentNumber) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = number.first;
    while at >= 2
        && matches!(tokens[at - 1].word.as_ref(), "," | "và")
        && tokens[at - 2].is_number()
        && starts_word(tokens, at - 2)
    {
        at -= 2;
        found.push(at);
    }
    // Only with "số" or a kind of document before them are they numbers of documents.
    let is_named = at > 0 && (follows_number_sign(tokens, at) || kind_before(tokens, at).is_some());
    if !is_named {
        found.clear();
    }
    found.reverse();
    found
}

/// A number written short, kind first: `KH17-UBND`, `NQ71-CP`.
pub(super) fn short_number_at(
    text: &str,
    tokens: &[Token<'_>],
    at: usize,
) -> Option<DocumentNumber> {
    let first = tokens.get(at)?;
    let digits = first.word.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = first.word.split_at(digits);
    let is_short = KINDS.iter().any(|kind| kind.0 == letters)
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && starts_word(tokens, at);
    let mut end = at + 1;
    while (is_glued(tokens, end, "/") || is_glued(tokens, end, "-"))
        && tokens.get(end + 1).is_some_and(|t| is_symbol(text, t))
    {
        end += 2;
    }
    (is_short && end > at + 1 && ends_word(tokens, end))
        .then_some(DocumentNumber { first: at, end })
}

/// The kind of document named right before the token `at` and the token it begins at.
pub(super) fn kind_before(tokens: &[Token<'_>], at: usize) -> Option<(usize, &'static str)> {
    let end = at - usize::from(follows_number_sign(tokens, at));
    KINDS.iter().find_map(|(abbreviation, kind)| {
        let words: Vec<String> = kind.split(' ').map(str::to_lowercase).collect();
        let start = end.checked_sub(words.len())?;
        let is_named = tokens[start..end].iter().zip(&words).all(|(t, word)| t.word == *word);
        if is_named {
            return Some((start, *kind));
        }
        let start = end.checked_sub(1)?;
        (tokens[start].word == *abbreviation).then_some((start, *kind))
    })
}

/// The kind the symbol of a number tells, empty if none.
pub(super) fn kind_of(tokens: &[Token<'_>]) -> &'static str {
    tokens
        .iter()
        .map(|token| token.word.trim_end_matches(|c: char| c.is_ascii_digit()))
        .find_map(|key| KINDS.iter().find(|kind| kind.0 == key))
        .map_or("", |kind| kind.1)
}

/// Whether nothing is written right before the token that would make it a part of something longer.
pub(super) fn starts_word(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    if !token.is_glued || at == 0 {
        return true;
    }
    match tokens[at - 1].word.as_ref() {
        "/" | "-" | "." | "," => at < 2 || !tokens[at - 1].is_glued || !tokens[at - 2].is_word(),
        _ => true,
    }
}

/// Whether the token `at` does not carry on the word before it.
pub(super) fn ends_word(tokens: &[Token<'_>], at: usize) -> bool {
    !(is_glued(tokens, at, "/") || is_glued(tokens, at, "-"))
        || tokens.get(at + 1).is_none_or(|next| !next.is_glued || !next.is_word())
}

fn follows_number_sign(tokens: &[Token<'_>], at: usize) -> bool {
    at > 0 && tokens[at - 1].word == "số"
}

fn is_glued(tokens: &[Token<'_>], at: usize, key: &str) -> bool {
    tokens.get(at).is_some_and(|token| token.is_glued && token.word == key)
}

/// A part of a symbol: begins with a capital and has two of them at least (`NQ`, `CTr`, `QH15`).
fn is_symbol(text: &str, token: &Token<'_>) -> bool {
    let word = &text[token.start..token.end];
    token.is_glued
        && word.starts_with(char::is_uppercase)
        && word.chars().filter(|c| c.is_uppercase()).count() >= 2
}
