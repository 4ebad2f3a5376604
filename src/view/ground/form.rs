//! Forms for people: dates, numbers, counts, shortened texts.

use std::borrow::Cow;

use crate::vietnamese;

/// A size in bytes as people read it: 12,5 kB.
pub fn bytes(number: u64) -> String {
    const UNITS: [&str; 4] = ["byte", "kB", "MB", "GB"];
    let mut tenths = u128::from(number) * 10;
    let mut unit = 0;
    while tenths >= 10_000 && unit + 1 < UNITS.len() {
        tenths = (tenths + 500) / 1000;
        unit += 1;
    }
    let (whole, rest) = (tenths / 10, tenths % 10);
    if rest == 0 || unit == 0 {
        format!("{whole} {}", UNITS[unit])
    } else {
        format!("{whole},{rest} {}", UNITS[unit])
    }
}

/// At most `limit` characters of `text` on one line, cut between words and ended with "…".
pub fn clip(text: &str, limit: usize) -> Cow<'_, str> {
    // The usual cases: no word has to be copied by itself, and what is cut off is not looked at.
    let end = if text.len() <= limit { None } else { text.char_indices().nth(limit) };
    match end {
        None if is_tidy(text) => return text.into(),
        Some((end, next)) if is_tidy(without_space(&text[..end])) => {
            let whole = if next.is_whitespace() { Some(end) } else { text[..end].rfind(' ') };
            if let Some(end) = whole.filter(|_| !text[end..].trim_start().is_empty()) {
                return cut(text[..end].to_owned()).into();
            }
        }
        _ => {}
    }
    clip_words(text, limit).into()
}

/// A text without one space at its end: with more of them another word might still fit.
fn without_space(text: &str) -> &str {
    text.strip_suffix(' ').unwrap_or(text)
}

/// The same word by word, whatever stands between them.
fn clip_words(text: &str, limit: usize) -> String {
    // A letter takes three bytes at most in Vietnamese; the mark of an end takes three too.
    let mut line = String::with_capacity(text.len().min(limit.saturating_mul(3)) + 3);
    let mut length = 0;
    for word in text.split_whitespace() {
        let gap = usize::from(!line.is_empty());
        let word_length = word.chars().count();
        if length + gap + word_length > limit {
            if line.is_empty() {
                line.extend(word.chars().take(limit.saturating_sub(1)));
            }
            return cut(line);
        }
        if gap == 1 {
            line.push(' ');
        }
        line.push_str(word);
        length += gap + word_length;
    }
    line
}

/// The start of a text, ended with "…".
fn cut(mut line: String) -> String {
    line.truncate(line.trim_end_matches([',', ';', ':', '.', '-', '–', '(', ' ']).len());
    line.push('…');
    line
}

/// Whether no space stands at an end of `text` or beside another, and every one is a plain one. Told byte by byte,
/// because every name on every page is asked.
fn is_tidy(text: &str) -> bool {
    let mut before = b' ';
    for (at, byte) in text.bytes().enumerate() {
        let is_space = match byte {
            b' ' => before == b' ',
            // The first bytes of spaces beyond ASCII begin other characters too.
            0xc2 | 0xe2 | 0xe3 => text[at..].starts_with(char::is_whitespace),
            0xe1 => text.as_bytes()[at + 1] == 0x9a && text[at..].starts_with(char::is_whitespace),
            _ => (9..=13).contains(&byte),
        };
        if is_space {
            return false;
        }
        before = byte;
    }
    before != b' '
}

/// `text` in at most `lines` lines of about `letters` letters, cut between words; the last ends with "…" if it must.
pub fn wrapped(text: &str, letters: usize, lines: usize) -> Vec<String> {
    let mut wrapped: Vec<String> = Vec::new();
    let mut rest = clip(text, usize::MAX).into_owned();
    while !rest.is_empty() {
        if wrapped.len() + 1 >= lines || rest.chars().count() <= letters {
            wrapped.push(clip(&rest, letters).into_owned());
            break;
        }
        let fits = rest.char_indices().nth(letters + 1).map_or(rest.len(), |(end, _)| end);
        let end = rest[..fits].rfind(' ').unwrap_or(fits);
        wrapped.push(rest[..end].trim_end().to_owned());
        rest = rest[end..].trim_start().to_owned();
    }
    wrapped
}

/// A message of the command line as pages write it: “…” where a terminal shows `…`.
pub fn quoted(message: &str) -> String {
    let mut is_open = false;
    let mark = |letter| match letter {
        '`' => {
            is_open = !is_open;
            if is_open { '“' } else { '”' }
        }
        other => other,
    };
    message.chars().map(mark).collect()
}

/// The first letter made a capital: for words put at the start of a sentence.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// "dòng 12" or "dòng 12–14"; rows of a sheet are "hàng".
pub fn lines(first: u32, last: u32, sheet: Option<&str>) -> String {
    let word = if sheet.is_some() { "hàng" } else { "dòng" };
    let place =
        if last > first { format!("{word} {first}–{last}") } else { format!("{word} {first}") };
    match sheet {
        Some(sheet) => format!("{sheet}, {place}"),
        None => place,
    }
}

/// A share in per cent with one decimal: "12,5%".
pub fn share(part: usize, total: usize) -> String {
    if total == 0 {
        return "0%".to_owned();
    }
    let tenths = (part * 2000 + total) / (total * 2);
    format!("{},{}%", vietnamese::count(tenths / 10), tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_short_way_cuts_the_same(text in "[ a–é,.\\n\\u{a0}\\u{3000}]{0,40}", limit in 0_usize..40) {
            prop_assert_eq!(clip(&text, limit), clip_words(&text, limit));
        }
    }

    #[test]
    fn long_names_are_wrapped_between_words() {
        assert_eq!(wrapped("một hai ba bốn", 7, 3), ["một hai", "ba bốn"]);
        assert_eq!(wrapped("một hai ba bốn năm", 7, 2), ["một hai", "ba bốn…"]);
        assert_eq!(wrapped("aaaaaaaaaa bb", 4, 3), ["aaaaa", "aaaaa", "bb"]);
        assert!(wrapped(" ", 4, 3).is_empty());
    }

    #[test]
    fn pages_quote_one_way() {
        let message = "ô `Tên nhiệm vụ` in là “Phân đấu”";
        assert_eq!(quoted(message), "ô “Tên nhiệm vụ” in là “Phân đấu”");
    }

    #[test]
    fn sizes_are_rounded_once() {
        assert_eq!(bytes(0), "0 byte");
        assert_eq!(bytes(999), "999 byte");
        assert_eq!(bytes(12_500), "12,5 kB");
        assert_eq!(bytes(3_000_000), "3 MB");
    }

    #[test]
    fn texts_are_cut_between_words() {
        assert_eq!(clip("một hai ba", 20), "một hai ba");
        assert_eq!(clip("một hai, ba", 9), "một hai…");
        assert_eq!(clip("một\nhai", 20), "một hai");
        assert_eq!(clip("một hai  ", 7), "một hai");
        assert_eq!(clip("một hai  ba", 7), "một hai…");
        assert_eq!(clip("một hai \nba", 8), "một hai…");
        assert_eq!(clip("một, hai\u{a0}ba", 8), "một, hai…");
        assert_eq!(clip("một,  hai\n", 8), "một, hai");
        assert_eq!(clip(&"x".repeat(50), 5), "xxxx…");
    }
}
