//! Abbreviations built by rule: "Sở NV", "Sở GD&ĐT", "Sở NN và Môi trường", "VP UBND tỉnh".
//!
//! A word of capital letters stands for as many syllables of the full name, "và" and marks between
//! letters for nothing. So no list of abbreviations is needed, and mixed ones are read too.

use super::gazetteer::GAZETTEER;
use super::names::{Token, tokens};

/// Abbreviations inside full names, and what they stand for.
const EXPANSIONS: &[(&str, &[&str])] = &[
    ("ubnd", &["ủy", "ban", "nhân", "dân"]),
    ("hđnd", &["hội", "đồng", "nhân", "dân"]),
    ("mttq", &["mặt", "trận", "tổ", "quốc"]),
];

/// The syllables of a name without "và" and marks, abbreviations written out.
pub(super) fn syllables(name: &str) -> Vec<String> {
    let mut list = Vec::new();
    for token in tokens(name) {
        if !token.is_word() || token.word == "và" {
            continue;
        }
        match EXPANSIONS.iter().find(|(short, _)| *short == token.word) {
            Some((_, long)) => list.extend(long.iter().map(|word| key(word))),
            None => list.push(token.key.into_owned()),
        }
    }
    list
}

/// A word as names are compared by.
pub(super) fn key(word: &str) -> String {
    crate::vietnamese::match_key(word)
}

/// A body whose name a list of tokens abbreviates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Abbreviated {
    /// The tokens taken.
    pub length: usize,
    /// The body, by its place in the gazetteer.
    pub body: usize,
    /// Whether the level at the end of the name is left out.
    pub is_stem: bool,
}

/// The body whose name the tokens from the first on abbreviate, ending where `is_end` allows; of
/// several, the one most used in documents. Nothing when no word is an abbreviation.
///
/// `head` is a first word said before for several names: "Sở GD&ĐT, KH&CN".
pub(super) fn find(
    text: &str,
    list: &[Token<'_>],
    head: Option<&str>,
    is_end: impl Fn(usize) -> bool,
) -> Option<Abbreviated> {
    let first = list.first().filter(|token| token.is_word())?;
    let letter = head.unwrap_or(&first.key).chars().next()?;
    let mut best: Option<Abbreviated> = None;
    for index in GAZETTEER.by_letter.get(&letter).into_iter().flatten() {
        let body = &GAZETTEER.bodies[*index];
        for (is_stem, name) in &body.written {
            let name = match head {
                Some(head) if name[0] != head => continue,
                Some(_) => &name[1..],
                None => name,
            };
            let length = aligned(text, list, name).filter(|length| is_end(*length));
            if let Some(length) =
                length.filter(|length| best.is_none_or(|best| *length > best.length))
            {
                best = Some(Abbreviated { length, body: *index, is_stem: *is_stem });
            }
        }
    }
    best
}

/// How many tokens write the syllables of a name, each in full or as the first letter of a word.
fn aligned(text: &str, list: &[Token<'_>], name: &[String]) -> Option<usize> {
    let mut rest = name;
    let mut at = 0;
    while !rest.is_empty() {
        let token = list.get(at)?;
        let printed = &text[token.start..token.end];
        if rest[0] == token.key {
            rest = &rest[1..];
        } else if is_initials(printed, rest) {
            rest = &rest[printed.chars().count()..];
        } else if at == 0 || !matches!(token.word.as_ref(), "&" | "-" | "," | "và" | "." | "/") {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// Whether each letter of `printed` is a capital and the first of a syllable.
fn is_initials(printed: &str, syllables: &[String]) -> bool {
    printed.chars().count() <= syllables.len()
        && printed.chars().zip(syllables).all(|(letter, syllable)| {
            letter.is_uppercase() && letter.to_lowercase().next() == syllable.chars().next()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<&str>) {
        let list = tokens(text);
        let found = find(text, &list, None, |length| length == list.len());
        let id = found.map(|found| GAZETTEER.bodies[found.body].id.as_str());
        assert_eq!(id, expect, "{text}");
    }

    #[test]
    fn letters_stand_for_syllables() {
        check("Sở NV", Some("so-noi-vu"));
        check("Sở XD", Some("so-xay-dung"));
        check("Sở GD&ĐT", Some("so-giao-duc-va-dao-tao"));
        check("Sở GD - ĐT", Some("so-giao-duc-va-dao-tao"));
        check("Sở NN và Môi trường", Some("so-nong-nghiep-va-moi-truong"));
        check("Sở VH, TT và DL", Some("so-van-hoa-the-thao-va-du-lich"));
        check("Sở LĐ-TB&XH", Some("so-lao-dong-thuong-binh-va-xa-hoi"));
        check("Bộ KH-CN", Some("bo-khoa-hoc-va-cong-nghe"));
        check("CA tỉnh", Some("cong-an-tinh"));
        check("VP UBND tỉnh", Some("van-phong-ubnd-tinh"));
        check("UBMTTQ tỉnh", Some("uy-ban-mttq-viet-nam-tinh"));
        check("BCH QS tỉnh", Some("bo-chi-huy-quan-su-tinh"));
        check("Sở Văn hóa - Thể thao & Du lịch", Some("so-van-hoa-the-thao-va-du-lich"));
        check("Sở ABC", None);
    }
}
