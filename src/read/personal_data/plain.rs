//! Text as a reader takes it: digits and signs of other widths, marks that are not seen and words that stand for `@` do not
//! hide what is written.

use std::borrow::Cow;
use std::ops::Range;

use crate::vietnamese::fold;

/// A text in plain signs, which knows where each of them stood.
#[derive(Debug)]
pub(super) struct Plain<'t> {
    pub(super) text: Cow<'t, str>,
    /// Where each byte of the text stood, and at last its end; nothing when it stands where it stood.
    places: Option<Vec<usize>>,
}

/// Words in brackets that stand for `@`, folded, and those that stand for a dot.
const AT: [&str; 4] = ["at", "a cong", "a-cong", "@"];
const DOT: [&str; 3] = ["dot", "cham", "."];
/// The longest of them with spaces, in bytes.
const LONGEST: usize = 16;
/// What stands for `@` without brackets.
const BARE: &str = "a còng";

impl<'t> Plain<'t> {
    /// The plain form of `text`; nearly all texts are plain already.
    pub(super) fn new(text: &'t str) -> Self {
        let is_plain = text.chars().all(|character| plain(character) == Some(character));
        if is_plain && !text.contains(BARE) && brackets(text).next().is_none() {
            return Self { text: Cow::Borrowed(text), places: None };
        }
        let (mut written, mut places) = (String::new(), Vec::new());
        for (at, character) in text.char_indices() {
            if let Some(character) = plain(character) {
                written.push(character);
                places.resize(written.len(), at);
            }
        }
        places.push(text.len());
        let mut stretches: Vec<(Range<usize>, char)> = brackets(&written).collect();
        let bare = written.match_indices(BARE).map(|(at, bare)| (at..at + bare.len(), '@'));
        stretches.extend(bare);
        stretches.sort_by_key(|(range, _)| range.start);
        let (mut short, mut short_places, mut from) = (String::new(), Vec::new(), 0);
        for (range, sign) in stretches {
            if range.start < from {
                continue;
            }
            // Spaces around it go with it.
            let before = written[from..range.start].trim_end_matches(' ');
            short.push_str(before);
            short_places.extend(&places[from..from + before.len()]);
            short.push(sign);
            short_places.push(places[range.start]);
            let after = &written[range.end..];
            from = range.end + (after.len() - after.trim_start_matches(' ').len());
        }
        short.push_str(&written[from..]);
        short_places.extend(&places[from..]);
        Self { text: Cow::Owned(short), places: Some(short_places) }
    }

    /// Where a stretch of the plain text stands in the text.
    pub(super) fn place(&self, range: Range<usize>) -> Range<usize> {
        match &self.places {
            Some(places) => places[range.start]..places[range.end],
            None => range,
        }
    }
}

/// The sign that is meant; nothing for one that nobody sees.
fn plain(character: char) -> Option<char> {
    let offset = |first: char| u32::from(character) - u32::from(first);
    let digit = |first: char| char::from_digit(offset(first) % 10, 10).unwrap_or(character);
    Some(match character {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => return None,
        '！'..='～' => char::from_u32(offset('！') + u32::from('!')).unwrap_or(character),
        '﹫' => '@',
        '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '٠'..='٩' => digit('٠'),
        '۰'..='۹' => digit('۰'),
        '𝟎'..='𝟿' => digit('𝟎'),
        other => other,
    })
}

/// Brackets that stand for a sign, and the sign.
fn brackets(text: &str) -> impl Iterator<Item = (Range<usize>, char)> {
    text.match_indices(['(', '[', '{', '<']).filter_map(|(at, open)| {
        let rest = &text[at + open.len()..];
        // No further than the longest word: a text of open brackets alone would be gone through for each of them.
        let inner = &rest[..rest.floor_char_boundary(LONGEST + 1)];
        let end = inner.find([')', ']', '}', '>'])?;
        let word = fold(inner[..end].trim());
        let sign = if AT.contains(&word.as_str()) {
            '@'
        } else if DOT.contains(&word.as_str()) {
            '.'
        } else {
            return None;
        };
        Some((at..at + open.len() + end + 1, sign))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_found_where_they_stood() {
        let text = "Gửi a.b (a còng) gmail [dot] com; số ０９１２ và 0\u{200b}9";
        let plain = Plain::new(text);
        assert_eq!(plain.text, "Gửi a.b@gmail.com; số 0912 và 09");
        let of = |word: &str| {
            let at = plain.text.find(word).unwrap();
            &text[plain.place(at..at + word.len())]
        };
        assert_eq!(of("a.b@gmail.com"), "a.b (a còng) gmail [dot] com");
        assert_eq!(of("0912"), "０９１２");
        let plain_already = "Quyết định (a) số 12/QĐ-UBND";
        assert!(matches!(Plain::new(plain_already).text, Cow::Borrowed(_)));
    }
}
