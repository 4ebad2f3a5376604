//! Words in pictures: how wide letters are at most, so that no line leaves its place or runs into another.

use std::ops::RangeInclusive;

use serde::Serialize;

use crate::view::ground::form::clip;

/// A line of a picture with the size at which it fits its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FittedLine {
    /// Its words, ended with "…" where they do not fit even when small.
    pub text: String,
    /// Size of its letters, in units of the picture.
    pub size: usize,
}

impl FittedLine {
    /// `text` in one line not wider than `room`: as large as `sizes` allow, cut where even the smallest is too large.
    pub fn new(text: &str, sizes: RangeInclusive<usize>, room: usize) -> Self {
        let text = clip(&said(text), MOST).into_owned();
        let (least, most) = sizes.into_inner();
        let size = (room * 100 / width(&text).max(1)).clamp(least, most);
        Self { text: cut(&text, room * 100 / size), size }
    }
}

/// `text` with words for the signs the font of pictures does not have: they would be drawn as nothing.
pub fn said(text: &str) -> String {
    let signs =
        [("≥ ", "từ "), ("≥", "từ "), ("≤ ", "không quá "), ("≤", "không quá "), (" → ", ", nay ")];
    signs.iter().fold(text.to_owned(), |text, (sign, words)| text.replace(sign, words))
}

/// Letters of a text that are looked at: no line of a picture holds more.
const MOST: usize = 400;

/// Letters by their width in bold Noto Sans, in hundredths of the size, rounded up.
const WIDTHS: [(usize, &str); 13] = [
    (31, " '.,;:!·iìíỉĩịlj"),
    (35, "-J()[]"),
    (43, "•fIÌÍỈĨỊ/_°²³"),
    (50, "t“”r?\"zs–"),
    (56, "cF*EÈÉẺẼẸÊỀẾỂỄỆS|"),
    (58, "yỳýỷỹỵvLxTZ0123456789+=<>×"),
    (62, "eèéẻẽẹêềếểễệaàáảãạăằắẳẵặâầấẩẫậoòóỏõọôồốổỗộk"),
    (66, "YỲÝỶỸỴPbdgpqCđV#uùúủũụhnR"),
    (69, "KXơờớởỡợBAÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬ"),
    (77, "GĐD&ưừứửữựUÙÚỦŨỤH"),
    (83, "OÒÓỎÕỌÔỒỐỔỖỘQNƠỜỚỞỠỢ"),
    (91, "w…ƯỪỨỬỮỰ@%"),
    (99, "MWm"),
];

/// The width of any other letter: a square.
const SQUARE: usize = 105;

/// How wide a letter is at most, in hundredths of its size.
fn width_of(letter: char) -> usize {
    let known = WIDTHS.iter().find(|(_, letters)| letters.contains(letter));
    known.map_or(SQUARE, |(width, _)| *width)
}

/// How wide a text is at most, in hundredths of the size of its letters.
fn width(text: &str) -> usize {
    text.chars().map(width_of).sum()
}

/// The longest start of `text` that is at most `room` hundredths wide.
fn cut(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let ends = text.chars().scan(0, |end, letter| {
        *end += width_of(letter);
        Some(*end)
    });
    let most = ends.take_while(|end| *end <= room).count();
    let shorter = (1..=most).rev().map(|limit| clip(text, limit));
    let mut fitting = shorter.skip_while(|text| width(text) > room);
    fitting.next().map_or_else(String::new, std::borrow::Cow::into_owned)
}

/// `text` in at most `lines` lines of letters of `size` not wider than `room`, parted between words; the last ends
/// with "…" if it must.
pub fn wrapped(text: &str, size: usize, room: usize, lines: usize) -> Vec<String> {
    let room = room * 100 / size.max(1);
    let text = clip(text, MOST);
    let mut wrapped: Vec<String> = Vec::new();
    let mut rest = text.split(' ').peekable();
    while rest.peek().is_some() {
        if wrapped.len() + 1 >= lines {
            let last: Vec<&str> = rest.collect();
            wrapped.push(cut(&last.join(" "), room));
            break;
        }
        let mut line = rest.next().unwrap_or_default().to_owned();
        while let Some(word) = rest.peek()
            && width(&line) + width(" ") + width(word) <= room
        {
            line.push(' ');
            line.push_str(word);
            rest.next();
        }
        wrapped.push(cut(&line, room));
    }
    wrapped.retain(|line| !line.is_empty());
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_made_smaller_before_it_is_cut() {
        let short = FittedLine::new("60%", 36..=68, 1072);
        assert_eq!((&*short.text, short.size), ("60%", 68));
        let long = FittedLine::new("60% người sử dụng Internet thường xuyên", 36..=68, 1072);
        assert!(long.size < 68 && long.text.ends_with("xuyên"), "{long:?}");
        let longest = FittedLine::new(&"rất dài ".repeat(40), 36..=68, 1072);
        assert!(longest.size == 36 && longest.text.ends_with('…'), "{longest:?}");
        assert_eq!(
            FittedLine::new("Mục tiêu: ≥ 40, ≤5", 20..=28, 1072).text,
            "Mục tiêu: từ 40, không quá 5"
        );
        assert_eq!(FittedLine::new("", 36..=68, 1072).text, "");
    }

    #[test]
    fn lines_are_parted_by_width_and_the_last_is_cut() {
        assert_eq!(wrapped("một hai ba bốn", 10, 1000, 3), ["một hai ba bốn"]);
        let lines = wrapped("MMMM MMMM iiii iiii iiii", 10, 45, 2);
        assert_eq!(lines, ["MMMM", "MM…"]);
        assert!(wrapped(" ", 10, 100, 3).is_empty());
        assert!(wrapped(&"W".repeat(900), 44, 1072, 3).iter().all(|line| width(line) <= 2436));
    }
}
