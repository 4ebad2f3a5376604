//! The files of the index say what the documents say, on small and on large sites.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization as _;

use super::codec::decode;
use super::*;
use crate::model::Id;
use crate::search::document::{Card, Document, Facets, Kind, Value as Named};
use crate::search::folded_key;

fn document(number: usize, title: &str, text: &str) -> Document {
    Document {
        kind: Kind::Task,
        id: Id::slug(&format!("nv-{number}")),
        address: format!("nhiem-vu/nv-{number}/"),
        title: title.to_owned(),
        text: text.to_owned(),
        about: String::new(),
        names: Vec::new(),
        card: Card::default(),
        facets: Facets::default(),
    }
}

fn collection(texts: &[(String, String)]) -> Collection {
    let documents = texts.iter().enumerate();
    let documents = documents.map(|(number, (title, text))| document(number, title, text));
    Collection { documents: documents.collect(), ..Collection::default() }
}

fn vocabulary() -> Vocabulary {
    Vocabulary {
        kinds: vec![("NQ".to_owned(), "nghị quyết".to_owned())],
        synonyms: vec![vec!["CĐS".to_owned(), "chuyển đổi số".to_owned()]],
        ..Vocabulary::default()
    }
}

/// Files without the folder of their version.
fn read(files: &[File]) -> BTreeMap<String, Value> {
    let name = |path: &str| path.splitn(3, '/').last().unwrap_or(path).to_owned();
    files.iter().map(|(path, bytes)| (name(path), serde_json::from_slice(bytes).unwrap())).collect()
}

const SMALL: Limits = Limits { whole: usize::MAX, uncut: usize::MAX, head: 0 };
const LARGE: Limits = Limits { whole: 0, uncut: usize::MAX, head: 0 };
const HUGE: Limits = Limits { whole: 0, uncut: 0, head: 3 };

/// All files, made at once.
fn files(collection: &Collection, vocabulary: &Vocabulary, limits: Limits) -> Vec<File> {
    let (words, mut files) = words_within(collection, vocabulary, limits);
    files.extend(super::files(collection.clone(), vocabulary, words, limits));
    files
}

/// Documents by word with marks, as the analyser sees them.
fn expected(collection: &Collection) -> BTreeMap<String, BTreeSet<u32>> {
    let analyzer = Analyzer::new(&vocabulary());
    let mut expected: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for (number, document) in (0..).zip(&collection.documents) {
        for text in [&document.title, &document.text, &document.about] {
            let words = analyzer.analyze(text);
            let all = words.words.into_iter().map(|word| word.exact);
            for word in all.chain(words.concepts.into_iter().map(|concept| concept.exact)) {
                expected.entry(word).or_default().insert(number);
            }
        }
    }
    expected
}

/// The words of the file of a small site.
fn terms(written: &str) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    let is_shared = |c: char| "ABCDEGHIKLMNOPQTUV".find(c);
    for letter in written.chars() {
        if let Some(same) = is_shared(letter) {
            let before = terms.last().map_or("", String::as_str);
            terms.push(before.chars().take(same).collect());
        } else if let Some(term) = terms.last_mut() {
            term.push(letter);
        }
    }
    let vowels = [('Z', '\u{302}'), ('Y', '\u{306}'), ('W', '\u{31b}')];
    let tones =
        [('S', '\u{301}'), ('F', '\u{300}'), ('R', '\u{309}'), ('X', '\u{303}'), ('J', '\u{323}')];
    let tone = |c| tones.into_iter().find(|tone| tone.0 == c).map_or(c, |tone| tone.1);
    let vowel = |c| vowels.into_iter().find(|vowel| vowel.0 == c).map_or(c, |vowel| vowel.1);
    let composed = |term: &String| -> String { term.chars().map(vowel).nfc().collect() };
    terms.iter().map(|term| composed(term).chars().map(tone).collect()).collect()
}

/// The words of a symbol; `frequent` tells how many words and pairs come first.
fn expanded(symbol: usize, frequent: (usize, usize), all: &[u32], terms: &[String]) -> Vec<String> {
    let (words, pairs) = frequent;
    let pair = match symbol {
        _ if symbol < words => return vec![terms[symbol].clone()],
        _ if symbol < words + pairs => symbol - words,
        _ if symbol < terms.len() + pairs => return vec![terms[symbol - pairs].clone()],
        _ => symbol - terms.len(),
    };
    let of = |at: usize| expanded(usize::try_from(all[at]).unwrap(), frequent, all, terms);
    [of(2 * pair), of(2 * pair + 1)].concat()
}

/// The same, read back from the file of a small site.
fn of_whole(files: &[File]) -> BTreeMap<String, BTreeSet<u32>> {
    let index = &read(files)["chi-muc.json"]["whole"];
    let terms = terms(index["terms"].as_str().unwrap());
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let (words, pairs) = (number(&index["frequent"][0]), number(&index["frequent"][1]));
    let all = decode(index["pairs"].as_str().unwrap());
    let mut found: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for field in index["fields"].as_array().unwrap() {
        for (number, text) in (0..).zip(field.as_str().unwrap().split('!')) {
            for symbol in decode(&text.replace(' ', "")) {
                let symbol = usize::try_from(symbol).unwrap();
                for term in expanded(symbol, (words, pairs), &all, &terms) {
                    found.entry(term).or_default().insert(number);
                }
            }
        }
    }
    found
}

/// The same, read back from the shards of a large site; documents by their place in the files.
fn of_shards(files: &[File]) -> BTreeMap<String, BTreeSet<u32>> {
    let mut found: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for (_, shard) in read(files).iter().filter(|(path, _)| path.starts_with("tu/")) {
        for row in shard.as_array().unwrap() {
            let folded = row[0].as_str().unwrap();
            for variant in row[2].as_array().unwrap() {
                let exact = match variant[0].as_str().unwrap() {
                    "" => folded,
                    exact => exact,
                };
                assert_eq!(folded_key(exact), folded);
                let documents = summed(variant[1].as_str().unwrap());
                let gains = decode(variant[2].as_str().unwrap());
                assert_eq!(documents.len(), gains.len());
                assert!(gains.iter().all(|gain| (1..=255).contains(gain)));
                found.entry(exact.to_owned()).or_default().extend(documents);
            }
        }
    }
    found
}

fn summed(text: &str) -> Vec<u32> {
    let add = |sum: &mut u32, step| {
        *sum += step;
        Some(*sum)
    };
    decode(text).into_iter().scan(0, add).collect()
}

fn texts() -> impl Strategy<Value = Vec<(String, String)>> {
    let word = prop::sample::select(vec![
        "chuyển",
        "đổi",
        "số",
        "sở",
        "Đường",
        "duong",
        "57-NQ/TW",
        "NQ 57",
        "hoà",
        "hòa",
        "KỸ",
        "x",
    ]);
    let text = prop::collection::vec(word, 0..12).prop_map(|words| words.join(" "));
    prop::collection::vec((text.clone(), text), 0..40)
}

proptest! {
    #[test]
    fn what_is_written_is_what_was_said(texts in texts()) {
        let collection = collection(&texts);
        let wanted = expected(&collection);
        let small = files(&collection, &vocabulary(), SMALL);
        prop_assert_eq!(&of_whole(&small), &wanted);
        let large = files(&collection, &vocabulary(), LARGE);
        prop_assert_eq!(&of_shards(&large), &wanted);
        let again = files(&collection, &vocabulary(), LARGE);
        prop_assert_eq!(large, again);
        // Cut lists hold the documents in another order; how many there are stays.
        let huge = of_shards(&files(&collection, &vocabulary(), HUGE));
        let counts = |found: &BTreeMap<String, BTreeSet<u32>>| -> Vec<(String, usize)> {
            found.iter().map(|(word, documents)| (word.clone(), documents.len())).collect()
        };
        prop_assert_eq!(counts(&huge), counts(&wanted));
    }

    #[test]
    fn pairs_are_words_side_by_side(texts in texts()) {
        let collection = collection(&texts);
        let analyzer = Analyzer::new(&vocabulary());
        let mut wanted: BTreeSet<(String, u32)> = BTreeSet::new();
        for (number, document) in (0..).zip(&collection.documents) {
            for text in [&document.title, &document.text] {
                let words = analyzer.analyze(text).words;
                for pair in words.windows(2) {
                    wanted.insert((format!("{} {}", pair[0].folded, pair[1].folded), number));
                }
            }
        }
        let large = read(&files(&collection, &vocabulary(), LARGE));
        let mut found: BTreeSet<(String, u32)> = BTreeSet::new();
        for (_, shard) in large.iter().filter(|(path, _)| path.starts_with("cap/")) {
            for row in shard.as_array().unwrap() {
                let pair = row[0].as_str().unwrap();
                let documents = summed(row[1].as_str().unwrap());
                found.extend(documents.into_iter().map(|document| (pair.to_owned(), document)));
            }
        }
        prop_assert!(found.is_superset(&wanted));
    }
}

#[test]
fn rows_that_return_are_read_back() {
    let rows = ["chuyển đổi số", "đổi số 57-NQ/TW", "sở sở hòa chuyển đổi", "𝒳a 𝒳b đường"];
    let texts: Vec<(String, String)> = (0..120)
        .map(|at| (rows[at % 4].to_owned(), format!("{} x{at}", rows[at * 7 % 3])))
        .collect();
    let collection = collection(&texts);
    let small = files(&collection, &vocabulary(), SMALL);
    let pairs = &read(&small)["chi-muc.json"]["whole"]["pairs"];
    assert!(!pairs.as_str().unwrap().is_empty());
    assert_eq!(of_whole(&small), expected(&collection));
}

/// The folders of the index and the one its pointer names.
fn folders(files: &[File]) -> (BTreeSet<String>, String) {
    let of = |path: &String| Some(path.strip_prefix("chi-muc/")?.split('/').next()?.to_owned());
    let (_, pointer) = files.iter().find(|(path, _)| path == POINTER).unwrap();
    let pointer: Value = serde_json::from_slice(pointer).unwrap();
    let version = pointer["version"].as_str().unwrap().to_owned();
    (files.iter().filter_map(|(path, _)| of(path)).collect(), version)
}

#[test]
fn the_version_is_that_of_the_content() {
    let pair = |title: &str| (title.to_owned(), "Sở Tài chính".to_owned());
    let version = |title: &str| {
        let files = files(&collection(&[pair(title)]), &vocabulary(), SMALL);
        let (folders, version) = folders(&files);
        assert!(folders.contains(&version));
        assert_eq!(folders.len(), 3, "folders of cards and of phrases beside that of the version");
        version
    };
    assert_eq!(version("Một"), version("Một"));
    assert_ne!(version("Một"), version("Hai"));
}

#[test]
fn a_changed_state_moves_neither_words_nor_cards_of_others() {
    let texts: Vec<(String, String)> =
        (0..5_000).map(|number| (format!("việc x{number}"), "chung".to_owned())).collect();
    let mut collection = collection(&texts);
    let value = |key: &str| Named { key: key.to_owned(), ..Named::default() };
    collection.values.insert(Group::Status, vec![value("done"), value("overdue")]);
    let before = files(&collection, &vocabulary(), LARGE);
    collection.documents[1_500].facets.status = Some("overdue");
    let after = files(&collection, &vocabulary(), LARGE);
    let ((before, old), (after, new)) = (folders(&before), folders(&after));
    assert_eq!(before.len(), 1 + 1 + 1 + 5, "version, words, phrases, cards");
    let moved: BTreeSet<&String> = before.difference(&after).collect();
    assert_eq!(moved.len(), 2, "version and cards of some: {moved:?}");
    assert!(moved.contains(&old) && !before.contains(&new));
}

#[test]
fn shards_hold_about_as_much_as_they_should() {
    let texts: Vec<(String, String)> =
        (0..3_000).map(|number| (format!("việc x{number}"), format!("y{number} chung"))).collect();
    let files = files(&collection(&texts), &vocabulary(), LARGE);
    let shards = files.iter().filter(|(path, _)| path.contains("/tu/"));
    let sizes: Vec<usize> = shards.map(|(_, bytes)| bytes.len()).collect();
    assert!(sizes.len() > 5, "{sizes:?}");
    assert!(sizes.iter().all(|size| *size < 24 << 10), "{sizes:?}");
}
