//! Slips: words that are met nowhere → words they were meant to be, one by one, where a neighbour agrees.
//!
//! The twin in the browser is `themes/mac-dinh/static/js/search/mend.js`.

use super::key::exact_key;
use super::matching::Sought;
use super::postings::Postings;

/// Shorter words have too many words near them.
const SHORTEST: usize = 2;
/// Words looked at, the most frequent first, for each slip.
const MOST: usize = 12;
/// A neighbour that is wrong too cannot agree; a word this long is enough by itself.
const LONG: usize = 5;
/// Keys of Telex for the tones.
const TELEX_TONES: [(char, char); 5] =
    [('s', '\u{301}'), ('f', '\u{300}'), ('r', '\u{309}'), ('x', '\u{303}'), ('j', '\u{323}')];
/// Keys of Telex for letters; of the keys in one row the first met are meant.
const TELEX_LETTERS: [(&[&str], &str); 8] = [
    (&["dd"], "đ"),
    (&["aa"], "â"),
    (&["ee"], "ê"),
    (&["oo"], "ô"),
    (&["uow", "uwow", "uwo"], "ươ"),
    (&["aw"], "ă"),
    (&["ow"], "ơ"),
    (&["uw"], "ư"),
];

impl Postings {
    /// The word that was meant: with the keys of Telex turned into marks, else with other marks, else one slip away;
    /// one that stands beside a neighbour of the query somewhere, else nothing, unless it is long. `agreeing` counts
    /// the documents in which a word stands beside a neighbour.
    pub(super) fn meant(
        &self,
        word: &Sought,
        agreeing: impl Fn(&Sought) -> usize,
    ) -> Option<Sought> {
        if word.folded.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let is_alike = self.variants(&word.folded, false).next().is_some();
        if is_alike {
            let any = Sought { has_marks: false, ..word.clone() };
            if agreeing(&any) > 0 {
                return Some(any);
            }
        } else if let Some(typed) = telex(&word.exact).and_then(|key| self.of_key(&exact_key(&key)))
        {
            return Some(typed);
        }
        self.near(word, is_alike, agreeing)
    }

    /// The word of that key with marks.
    fn of_key(&self, exact: &str) -> Option<Sought> {
        let folded = super::key::folded_key(exact);
        let sought = Sought { exact: exact.to_owned(), folded, has_marks: true, is_prefix: false };
        self.knows(&sought).then_some(sought)
    }

    /// The word one slip away.
    fn near(
        &self,
        word: &Sought,
        is_alike: bool,
        agreeing: impl Fn(&Sought) -> usize,
    ) -> Option<Sought> {
        let letters: Vec<char> = word.folded.chars().collect();
        if letters.len() < SHORTEST {
            return None;
        }
        let mut all: Vec<(u32, Sought)> = Vec::new();
        for (folded, variants) in self.words() {
            let other: Vec<char> = folded.chars().collect();
            if other.len() >= SHORTEST && is_near(&letters, &other) {
                all.extend(variants.iter().map(|(exact, known)| {
                    let (exact, folded) = (exact.clone(), folded.clone());
                    (known.count, Sought { exact, folded, has_marks: true, is_prefix: false })
                }));
            }
        }
        all.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.exact.cmp(&b.1.exact)));
        all.truncate(MOST);
        // A word with marks may be right and only unknown here: one neighbour may agree by accident.
        let mut best: (usize, Option<&Sought>) = (usize::from(word.has_marks), None);
        for (_, other) in &all {
            let count = agreeing(other);
            if count > best.0 {
                best = (count, Some(other));
            }
        }
        let long = || {
            let is_long = |other: &&(u32, Sought)| other.1.folded.chars().count() + 2 >= LONG;
            all.iter().find(is_long).map(|other| &other.1)
        };
        let is_sure = !is_alike && letters.len() >= LONG;
        best.1.or_else(|| if is_sure { long() } else { None }).cloned()
    }
}

/// The key of a word typed with the keys of Telex left in it; nothing if there are none.
fn telex(word: &str) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    let mut tone = None;
    let is_vowel = |c: &char| "aeiouyăâêôơưw".contains(*c);
    if let Some(first) = letters.iter().position(is_vowel) {
        let of = |c: char| TELEX_TONES.iter().find(|tone| tone.0 == c).map(|tone| tone.1);
        if let Some(at) = (first + 1..letters.len()).rev().find(|at| of(letters[*at]).is_some()) {
            tone = of(letters.remove(at));
        }
    }
    let mut text: String = letters.into_iter().collect();
    for (keys, letter) in TELEX_LETTERS {
        let first = keys.iter().filter_map(|key| Some((text.find(key)?, *key)));
        // Of two that begin at the same place the one named first is meant.
        if let Some((at, key)) = first.min_by_key(|(at, _)| *at) {
            text.replace_range(at..at + key.len(), letter);
        }
    }
    text = horned(text);
    text.extend(tone);
    (text != word).then_some(text)
}

/// The key for the horn may come after the end of the word, for both vowels.
fn horned(mut text: String) -> String {
    let Some(bare) = text.strip_suffix('w') else { return text };
    let start = bare
        .rfind(|c: char| !c.is_ascii_lowercase())
        .map_or(0, |at| at + bare[at..].chars().next().map_or(1, char::len_utf8));
    let tail = &bare[start..];
    let both = tail.find("uo").map(|at| (at, 2, "ươ"));
    let one = tail.find(['a', 'o', 'u']).and_then(|at| {
        let horned = match tail.as_bytes().get(at)? {
            b'a' => "ă",
            b'o' => "ơ",
            _ => "ư",
        };
        Some((at, 1, horned))
    });
    if let Some((at, length, horned)) = both.or(one) {
        let at = start + at;
        text = format!("{}{horned}{}", &bare[..at], &bare[at + length..]);
    }
    text
}

/// Whether one letter added, left out, changed or swapped with the next turns `a` into `b`.
fn is_near(a: &[char], b: &[char]) -> bool {
    if a == b || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&a[..a.len() - end], &b[..b.len() - end]) {
        ([], [_]) | ([_], [] | [_]) => true,
        ([a1, a2], [b1, b2]) => a1 == b2 && a2 == b1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_near() {
        let near = |a: &str, b: &str| {
            is_near(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>())
        };
        for (a, b) in
            [("chuyen", "chuyn"), ("chuyn", "chuyen"), ("chuyen", "chiyen"), ("chuyen", "cuhyen")]
        {
            assert!(near(a, b), "{a} {b}");
        }
        for (a, b) in
            [("chuyen", "chuyen"), ("chuyen", "chyn"), ("chuyen", "cuhyne"), ("so", "doi")]
        {
            assert!(!near(a, b), "{a} {b}");
        }
    }

    /// The same cases as in `tests/js/search.test.mjs`.
    #[test]
    fn keys_of_telex_are_marks() {
        for (typed, written) in [
            ("duowjc", "dược"),
            ("lieeuj", "liệu"),
            ("ddaij", "đại"),
            ("hocj", "học"),
            ("cuwus", "cứu"),
            ("mangj", "mạng"),
            ("nuwowcs", "nước"),
            ("dduwowngf", "đường"),
            ("duongw", "dương"),
            ("khoer", "khỏe"),
            ("trawng", "trăng"),
        ] {
            let key = telex(typed).unwrap_or_default();
            assert_eq!(exact_key(&key), exact_key(written), "{typed}");
        }
        assert_eq!(telex("tinh"), None);
    }
}
