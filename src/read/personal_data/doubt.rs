//! What may be personal data: figures behind words that speak of a person's account, papers, birth or home, and words of
//! illness beside a name.

use std::ops::Range;

use super::number::is_amount;
use super::plain::Plain;
use crate::vietnamese::fold;

/// A stretch that may be personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Doubt {
    /// What it may be, in Vietnamese.
    pub(super) label: &'static str,
    /// Bytes of the text it takes: the word and the figures.
    pub(super) range: Range<usize>,
}

/// What has to stand behind a word.
#[derive(Clone, Copy)]
enum Behind {
    /// A number of at least so many digits that is no amount: together, or in groups with blanks.
    Digits(usize),
    /// A letter or none, then at least seven digits.
    Passport,
    /// Two digits, a letter, three digits or more.
    Plate,
    /// A day.
    Day,
    /// The number of a house: digits that count nothing.
    House,
}

/// Words (folded) and what they may lead to.
const WORDS: &[(&str, Behind, &str)] = &[
    ("so tai khoan", Behind::Digits(6), "số tài khoản"),
    ("stk", Behind::Digits(6), "số tài khoản"),
    ("bhxh", Behind::Digits(10), "mã số bảo hiểm xã hội"),
    ("bao hiem xa hoi", Behind::Digits(10), "mã số bảo hiểm xã hội"),
    ("bhyt", Behind::Digits(10), "mã thẻ bảo hiểm y tế"),
    ("bao hiem y te", Behind::Digits(10), "mã thẻ bảo hiểm y tế"),
    ("ma so thue ca nhan", Behind::Digits(10), "mã số thuế"),
    ("mst ca nhan", Behind::Digits(10), "mã số thuế"),
    ("ho chieu", Behind::Passport, "số hộ chiếu"),
    ("bien so", Behind::Plate, "biển số xe"),
    ("bien kiem soat", Behind::Plate, "biển số xe"),
    ("bks", Behind::Plate, "biển số xe"),
    ("sinh ngay", Behind::Day, "ngày sinh"),
    ("ngay sinh", Behind::Day, "ngày sinh"),
    ("tru tai", Behind::House, "nơi ở"),
    ("dia chi nha", Behind::House, "nơi ở"),
];

/// How far behind a word its figures may stand, in bytes of folded text.
const NEAR: usize = 40;

/// What a number of places is a count of.
const PLACES: [&str; 10] =
    ["xa", "phuong", "thon", "khu", "to dan pho", "huyen", "tinh", "dia phuong", "co so", "nguoi"];

/// Words of illness, folded.
const ILLNESS: [&str; 10] = [
    "hiv",
    "ung thu",
    "tam than",
    "khuyet tat",
    "benh an",
    "mang thai",
    "tieu duong",
    "viem gan",
    "nhiem benh",
    "mac benh",
];

/// How a person is spoken of before the name.
const PERSONS: [&str; 7] = ["ông", "bà", "anh", "chị", "cháu", "em", "bệnh nhân"];

/// How far from a name illness is spoken of, in characters.
const BESIDE: usize = 60;

/// Everything in `text` that may be personal data, in order.
pub(super) fn find(text: &str) -> Vec<Doubt> {
    let plain = Plain::new(text);
    let folded = Folded::new(&plain.text);
    let mut doubts = Vec::new();
    for (word, behind, label) in WORDS {
        for (at, _) in folded.text.match_indices(word) {
            let end = at + word.len();
            let is_word = !folded.text[..at].ends_with(char::is_alphanumeric)
                && !folded.text[end..].starts_with(char::is_alphanumeric);
            if let Some(range) = is_word.then(|| behind.find(&folded.text, end)).flatten() {
                let range = folded.place(at)..folded.place(range.end);
                doubts.push(Doubt { label, range: plain.place(range) });
            }
        }
    }
    let ill = names(&plain.text).filter(|range| speaks_of_illness(&plain.text, range));
    doubts.extend(
        ill.map(|range| Doubt { label: "tình trạng sức khỏe", range: plain.place(range) }),
    );
    doubts.sort_by_key(|doubt| doubt.range.start);
    doubts.dedup_by_key(|doubt| doubt.label);
    doubts
}

/// A text folded sign by sign, and where each byte of it stood.
struct Folded {
    text: String,
    places: Vec<usize>,
}

impl Folded {
    fn new(text: &str) -> Self {
        let (mut folded, mut places) = (String::with_capacity(text.len()), Vec::new());
        for (at, character) in text.char_indices() {
            folded.push_str(&fold(character.encode_utf8(&mut [0; 4])));
            places.resize(folded.len(), at);
        }
        places.push(text.len());
        Self { text: folded, places }
    }

    fn place(&self, at: usize) -> usize {
        self.places[at]
    }
}

impl Behind {
    /// Where the figures stand that make a word in `text` (folded) that ended at `from` doubtful.
    fn find(self, text: &str, from: usize) -> Option<Range<usize>> {
        let rest = &text[from..];
        let ends = [rest.find([';', '\n', '|']), rest.find(". ")];
        let mut end = ends.into_iter().flatten().min().unwrap_or(rest.len()).min(NEAR);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let first = rest[..end].find(|c: char| c.is_ascii_digit())? + from;
        let run = |separators: &[char]| {
            let is_part = |c: char| c.is_ascii_digit() || separators.contains(&c);
            let tail = &text[first..];
            let length = tail.find(|c| !is_part(c)).unwrap_or(tail.len());
            first..first + tail[..length].trim_end_matches(separators).len()
        };
        let digits =
            |range: &Range<usize>| text[range.clone()].bytes().filter(u8::is_ascii_digit).count();
        let is_code = |range: &Range<usize>| text[range.end..].starts_with('/');
        match self {
            Self::Digits(least) => {
                let (whole, spaced) = (run(&[]), run(&[' ', '-']));
                let range = if digits(&whole) >= least.min(6) { whole } else { spaced };
                let is_it = digits(&range) >= least && !is_amount(text, &range) && !is_code(&range);
                is_it.then_some(range)
            }
            Self::Passport => {
                let range = run(&[]);
                (matches!(digits(&range), 7..=9) && !is_amount(text, &range) && !is_code(&range))
                    .then_some(range)
            }
            Self::Plate => {
                let tail = &text.as_bytes()[first..];
                let length = tail
                    .iter()
                    .position(|byte| !(byte.is_ascii_alphanumeric() || b" .-".contains(byte)))
                    .unwrap_or(tail.len());
                let marks: Vec<u8> =
                    tail[..length].iter().copied().filter(u8::is_ascii_alphanumeric).collect();
                let is_plate = marks.len() >= 6
                    && marks[..2].iter().all(u8::is_ascii_digit)
                    && marks[2].is_ascii_lowercase()
                    && marks[4..6].iter().all(u8::is_ascii_digit);
                is_plate.then_some(first..first + length)
            }
            Self::Day => {
                let range = run(&['/', '-', '.']);
                let parts: Vec<&str> = text[range.clone()].split(['/', '-', '.']).collect();
                (parts.len() == 3 && parts[2].len() == 4).then_some(range)
            }
            Self::House => {
                let range = run(&['/']);
                let after = text[range.end..].trim_start();
                let counts = PLACES.iter().any(|place| after.starts_with(place));
                (!counts).then_some(range)
            }
        }
    }
}

/// Names of persons: how one is spoken of, then two words or more with capitals.
fn names(text: &str) -> impl Iterator<Item = Range<usize>> {
    let starts = PERSONS.iter().flat_map(|person| text.match_indices(person));
    starts.filter_map(|(at, person)| {
        let is_word = !text[..at].ends_with(char::is_alphanumeric);
        let rest = text[at + person.len()..].strip_prefix(' ')?;
        let is_name = |word: &&str| word.starts_with(char::is_uppercase);
        let words: Vec<&str> = rest.split(' ').take_while(is_name).collect();
        let length: usize = words.iter().map(|word| word.len() + 1).sum();
        (is_word && words.len() >= 2).then(|| at..at + person.len() + length)
    })
}

fn speaks_of_illness(text: &str, name: &Range<usize>) -> bool {
    let before = &text[..name.start];
    let from = before.char_indices().rev().nth(BESIDE).map_or(0, |(at, _)| at);
    let after = &text[name.end..];
    let to = after.char_indices().nth(BESIDE).map_or(text.len(), |(at, _)| name.end + at);
    let near = fold(&text[from..to]);
    ILLNESS.iter().any(|word| near.contains(word))
}
