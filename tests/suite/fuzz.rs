//! Every reader is given the corpora of `tests/fuzz` and thousands of changes of each: none panics, and the corpora
//! are what they say. libFuzzer goes deeper; docs/fuzzing.md tells how to run it.

#[expect(unreachable_pub, reason = "tests/fuzz is a package of its own that shows them")]
#[path = "../fuzz/lib.rs"]
mod readers;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::package;

/// Changes made of each file of a corpus; a whole site takes longer than one of its files.
const CHANGES: usize = 40;
const CHANGES_OF_A_SITE: usize = 5;

/// What formats are made of, and what breaks them.
const TOKENS: &[&str] = &[
    "|",
    "\n",
    "\t",
    ";",
    ",",
    "\"",
    "\"\"",
    "=",
    "[[",
    "]",
    "+++\n",
    "# ",
    "<",
    ">",
    "</",
    "&#0;",
    "&lt;",
    "=== ",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\u{301}",
    "ư",
    "𝟙",
    "-1",
    "0",
    "99999999999",
    "4294967296",
    "1e400",
    "0,0,0",
    "31/2/2026",
    "quý V",
    "%",
    "(",
    ")",
    "[^1]",
    "../",
    "A1:XFD1048576",
];

/// `SplitMix64`: the same numbers in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % sides.max(1) as u64).unwrap()
    }

    /// Changes `bytes` in one of the ways that find faults: a bit, a token, a piece gone, twice or from `other`.
    fn change(&mut self, bytes: &mut Vec<u8>, other: &[u8]) {
        let at = self.roll(bytes.len() + 1);
        let end = at + self.roll(bytes.len() - at + 1).min(64);
        match self.roll(5) {
            0 if at < bytes.len() => bytes[at] ^= 1 << self.roll(8),
            1 => drop(bytes.drain(at..end)),
            2 => drop(bytes.splice(at..at, bytes[at..end].repeat(1 + self.roll(40)))),
            3 => {
                let from = self.roll(other.len() + 1);
                let to = from + self.roll(other.len() - from + 1).min(256);
                bytes.splice(at..end, other[from..to].iter().copied());
            }
            _ => {
                let token = TOKENS[self.roll(TOKENS.len())];
                bytes.splice(at..at, token.bytes());
            }
        }
    }
}

#[test]
fn no_reader_panics() {
    let mut dice = Dice(57);
    for (name, read) in readers::READERS {
        let folder = package().join("tests/fuzz/corpus").join(name);
        let mut paths: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let corpus: Vec<_> = paths.iter().map(|path| fs::read(path).unwrap()).collect();
        assert!(!corpus.is_empty(), "{name}");
        for (path, whole) in paths.iter().zip(&corpus) {
            read(whole);
            let changes = if name == "site" { CHANGES_OF_A_SITE } else { CHANGES };
            for _ in 0..changes {
                let mut bytes = whole.clone();
                for _ in 0..=dice.roll(4) {
                    let other = &corpus[dice.roll(corpus.len())];
                    dice.change(&mut bytes, other);
                }
                if catch_unwind(AssertUnwindSafe(|| read(&bytes))).is_err() {
                    let kept = std::env::temp_dir().join(format!("congkhai-{name}"));
                    fs::write(&kept, &bytes).unwrap();
                    panic!("{name}: {} changed as in {}", path.display(), kept.display());
                }
            }
        }
    }
}
