//! The index of a small site: the documents as runs of word numbers.
//!
//! Turned round, an index of a thousand documents is less than half as long as its postings and positions, because
//! ordinary compression finds the phrases that return; the browser turns it back in a few milliseconds.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization as _;

use super::codec;
use super::forward::{Forward, NEXT_DOCUMENT, SAME_PLACE, at};

/// What stands before a token that has the position of the one before it: a character no number has.
const SAME: char = ' ';
/// What stands between two documents: another.
const NEXT: char = '!';

/// How often two symbols stand side by side that become one. Rarer ones cost more than they save: compression finds rows
/// that return anyway.
const OFTEN: usize = 30;
/// How often pairs are looked for; those of a later round hold those of an earlier one.
const ROUNDS: usize = 4;

/// Tone marks and the letters that stand for them: the keys of Telex. Keys have no capitals, and a mark takes two bytes.
const TONES: [(char, char); 5] =
    [('\u{301}', 'S'), ('\u{300}', 'F'), ('\u{309}', 'R'), ('\u{303}', 'X'), ('\u{323}', 'J')];
/// Marks of vowels and the letters that stand for them.
const VOWELS: [(char, char); 3] = [('\u{302}', 'Z'), ('\u{306}', 'Y'), ('\u{31b}', 'W')];
/// A letter for how many letters a key shares with the one before, from none on.
const SHARED: &[u8] = b"ABCDEGHIKLMNOPQTUV";

/// The words, the pairs of symbols that return, and for each field the documents. A symbol is a word or a pair.
///
/// `frequent` tells how many words and how many pairs have the numbers of one byte; behind these stand the other words,
/// then the other pairs.
pub(super) fn whole(forward: &Forward, documents: usize) -> Value {
    let mut fields: Vec<Vec<u32>> =
        forward.fields.iter().map(|field| field.symbols(documents)).collect();
    let words = forward.terms.len();
    let pairs = paired(&mut fields, words);
    let keys: Vec<String> = forward.terms.iter().map(|(exact, _)| lettered(exact)).collect();
    let of_pairs = pairs.iter().flat_map(|(first, second)| [first, second]);
    let mut counts = vec![0_usize; words + pairs.len()];
    for symbol in fields.iter().flatten().filter(|symbol| is_symbol(**symbol)).chain(of_pairs) {
        counts[at(*symbol)] += 1;
    }
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|symbol| (std::cmp::Reverse(counts[*symbol]), *symbol));
    let rest = order.split_off(order.len().min(codec::ONE_BYTE));
    let sorted = |symbols: &[usize]| -> [Vec<usize>; 2] {
        let (mut own, others): (Vec<usize>, Vec<usize>) =
            symbols.iter().partition(|symbol| **symbol < words);
        own.sort_by(|a, b| keys[*a].cmp(&keys[*b]));
        [own, others]
    };
    let [frequent, rare] = [sorted(&order), sorted(&rest)];
    let mut numbers = vec![0; counts.len()];
    for (number, symbol) in (0..).zip(frequent.iter().chain(&rare).flatten()) {
        numbers[*symbol] = number;
    }
    let terms = frequent[0].iter().chain(&rare[0]).map(|term| keys[*term].as_str());
    let pairs = frequent[1].iter().chain(&rare[1]).map(|pair| pairs[*pair - words]);
    let pairs = pairs.flat_map(|(first, second)| [first, second]);
    json!({
        "terms": shortened(terms),
        "frequent": [frequent[0].len(), frequent[1].len()],
        "pairs": codec::encode(pairs.map(|symbol| numbers[at(symbol)])),
        "fields": fields.iter().map(|field| text(field, &numbers)).collect::<Vec<_>>(),
    })
}

/// Whether it is a word or a pair, not a sign between them.
fn is_symbol(symbol: u32) -> bool {
    symbol != NEXT_DOCUMENT && symbol != SAME_PLACE
}

/// Puts one symbol, from the number of `words` on, for two that often stand side by side, and returns what each stands for.
fn paired(fields: &mut [Vec<u32>], words: usize) -> Vec<(u32, u32)> {
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for _ in 0..ROUNDS {
        let sides = fields.iter().flat_map(|field| field.windows(2));
        let sides = sides.filter(|pair| pair[0] != pair[1] && pair.iter().copied().all(is_symbol));
        let mut sides: Vec<(u32, u32)> = sides.map(|pair| (pair[0], pair[1])).collect();
        sides.sort_unstable();
        let mut often: Vec<(usize, (u32, u32))> = sides
            .chunk_by(|a, b| a == b)
            .filter(|same| same.len() >= OFTEN)
            .map(|same| (same.len(), same[0]))
            .collect();
        often.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        // In one round no symbol is part of two pairs, so that it does not matter which is put first.
        let mut used: BTreeSet<u32> = BTreeSet::new();
        let mut new: BTreeMap<(u32, u32), u32> = BTreeMap::new();
        for (_, pair) in often {
            if used.contains(&pair.0) || used.contains(&pair.1) {
                continue;
            }
            used.extend([pair.0, pair.1]);
            new.insert(pair, u32::try_from(words + pairs.len()).unwrap_or(u32::MAX));
            pairs.push(pair);
        }
        if new.is_empty() {
            break;
        }
        for field in fields.iter_mut() {
            *field = replaced(field, &new);
        }
    }
    pairs
}

/// `field` with one symbol in place of each of the `pairs`.
fn replaced(field: &[u32], pairs: &BTreeMap<(u32, u32), u32>) -> Vec<u32> {
    let mut left = Vec::with_capacity(field.len());
    let mut place = 0;
    while let Some(symbol) = field.get(place) {
        let pair = field.get(place + 1).and_then(|next| pairs.get(&(*symbol, *next)));
        left.push(*pair.unwrap_or(symbol));
        place += if pair.is_some() { 2 } else { 1 };
    }
    left
}

/// Symbols as text: `numbers` gives that of each.
fn text(symbols: &[u32], numbers: &[u32]) -> String {
    let mut text = String::new();
    for symbol in symbols {
        match *symbol {
            NEXT_DOCUMENT => text.push(NEXT),
            SAME_PLACE => text.push(SAME),
            symbol => codec::push(&mut text, numbers[at(symbol)]),
        }
    }
    text
}

/// A key with marks in letters: of a vowel behind it, of the tone at the end.
fn lettered(key: &str) -> String {
    let letter =
        |marks: &[(char, char)], mark| marks.iter().find(|pair| pair.0 == mark).map(|pair| pair.1);
    let bare = key.trim_end_matches(|mark| letter(&TONES, mark).is_some());
    let vowels = bare.nfd().map(|mark| letter(&VOWELS, mark).unwrap_or(mark));
    vowels.chain(key[bare.len()..].chars().filter_map(|mark| letter(&TONES, mark))).collect()
}

/// Plain text in small letters with letters for marks.
pub(super) fn spelled(text: &str) -> String {
    let mark =
        |mark: char| TONES.iter().chain(&VOWELS).find(|pair| pair.0 == mark).map(|pair| pair.1);
    text.to_lowercase().nfd().map(|letter| mark(letter).unwrap_or(letter)).collect()
}

/// Keys one after the other, each as a letter for how much it shares with the one before, and the rest.
pub(super) fn shortened<'k>(keys: impl Iterator<Item = &'k str>) -> String {
    let mut text = String::new();
    let mut before = "";
    for key in keys {
        // The browser counts two for letters beyond the first plane.
        let is_same = |(a, b): &(char, char)| a == b && a.len_utf16() == 1;
        let same = key.chars().zip(before.chars()).take_while(is_same).count();
        let same = same.min(SHARED.len() - 1);
        text.push(char::from(SHARED[same]));
        text.extend(key.chars().skip(same));
        before = key;
    }
    text
}
