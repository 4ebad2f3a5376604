//! The index as static files the browser searches by itself.
//!
//! Everything is JSON, which every host compresses; long rows of numbers are texts of small characters (`codec`).
//! Folders are named by the content of their files, so that a change moves only what it is about; a file beside them
//! names the newest index:
//!
//! - `phien-ban.json`: the newest version, and whether all its words are in one file
//! - `chi-muc/<version>/chi-muc.json`: vocabulary, operators, the other folders and, of a small site, all words
//!   (`whole`)
//! - `chi-muc/<version>/loc.json`: what results are filtered by (`facets`)
//! - `chi-muc/<words>/tu/<part>/<n>.json`, `cap/<part>/<n>.json`, `tu-dien.json`: of a large site, words, pairs of words
//!   and the list of all words (`shards`)
//! - `chi-muc/<lines>/cum/<n>.json`: what readers mean by their words (`phrases`)
//! - `chi-muc/<cards>/the/<n>.json`: what results show, and what they answer, a few in a file (`cards`)

mod cards;
mod codec;
mod facets;
mod forward;
mod phrases;
mod shards;
mod whole;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use self::forward::Forward;
use self::shards::Shards;
use super::document::{Collection, Document, FIELDS, Group, Kind};
use super::words::Analyzer;
use crate::checksum::{Digest, digest_of, digest_of_all, sha256};
use crate::model::Vocabulary;

/// Changes whenever the client must read the files in another way.
const FORMAT: u32 = 4;

/// The file that names the newest folder.
const POINTER: &str = "phien-ban.json";

/// A file by its path below the search page.
pub type File = (String, Vec<u8>);

/// From how many documents on the index has another form.
#[derive(Clone, Copy)]
struct Limits {
    /// Most documents whose words are one file.
    whole: usize,
    /// Most documents whose posting lists are not cut into parts.
    uncut: usize,
    /// Documents in the first part of a list that is cut.
    head: u32,
}

/// Measured, see `docs/performance.md`.
const LIMITS: Limits = Limits { whole: 1_000, uncut: 20_000, head: 8_192 };

/// Checksum of all that [`words`] makes its files from.
pub fn source_of_words(collection: &Collection, vocabulary: &Vocabulary) -> Digest {
    let texts = |document: &Document| {
        digest_of(&(document.kind.as_str(), FIELDS.map(|(text, _)| text(document))))
    };
    let texts: Vec<Digest> = collection.documents.par_iter().map(texts).collect();
    let Vocabulary { kinds, synonyms, questions, everyday } = vocabulary;
    digest_of(&(digest_of_all(texts), kinds, synonyms, questions, everyday))
}

/// The part of the index that follows from the words of `collection` alone, and its files. States of tasks change more
/// often than words, and words take most of the work.
pub fn words(collection: &Collection, vocabulary: &Vocabulary) -> (IndexedWords, Vec<File>) {
    words_within(collection, vocabulary, LIMITS)
}

/// The other files of the index of `collection`, whose [`words`] are given.
pub fn export(collection: Collection, vocabulary: &Vocabulary, words: IndexedWords) -> Vec<File> {
    files(collection, vocabulary, words, LIMITS)
}

/// What the rest of the index has to know of the words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexedWords {
    /// For a very large site the places of the documents in the order they stand in.
    order: Option<Vec<usize>>,
    /// What the client has to know first, as JSON.
    known: String,
    /// Where its files are, if there are any.
    folder: Option<String>,
    /// Where the publisher's list is, and in how many files.
    lines: phrases::Lines,
}

fn words_within(
    collection: &Collection,
    vocabulary: &Vocabulary,
    limits: Limits,
) -> (IndexedWords, Vec<File>) {
    let documents = collection.documents.len();
    let mut forward = Forward::new(collection, &Analyzer::new(vocabulary));
    let order = (documents > limits.uncut).then(|| by_length(documents, &forward));
    if let Some(order) = &order {
        forward = forward.in_order(order);
    }
    let mut files = Vec::new();
    let known = if documents <= limits.whole {
        whole::whole(&forward, documents)
    } else {
        let parts = [0, limits.head];
        let parts = if order.is_some() { &parts[..] } else { &parts[..1] };
        Shards { forward: &forward, documents, parts }.write(&mut files)
    };
    let (folder, mut files) = placed("", written(files));
    let folder = (!files.is_empty()).then_some(folder);
    let (lines, own) = phrases::write(vocabulary, collection, &forward, order.as_ref());
    files.extend(own);
    (IndexedWords { order, known: known.to_string(), folder, lines }, files)
}

fn files(
    mut collection: Collection,
    vocabulary: &Vocabulary,
    words: IndexedWords,
    limits: Limits,
) -> Vec<File> {
    if let Some(order) = &words.order {
        sort(&mut collection.documents, order);
    }
    let documents = collection.documents.len();
    let is_whole = documents <= limits.whole;
    let edition = if collection.is_illustrative { "minh-hoa-" } else { "" };
    let (cards, mut files) = cards::write(&collection, edition, is_whole);
    // It was written as JSON just now, or by an earlier run.
    let mut known: Value = serde_json::from_str(&words.known).unwrap_or_default();
    if let Some(folder) = words.folder {
        known["folder"] = folder.into();
    }
    let index = json!({
        "format": FORMAT,
        "documents": documents,
        "illustrative": collection.is_illustrative,
        "vocabulary": { "kinds": vocabulary.kinds },
        "weights": FIELDS.map(|field| field.1),
        "cards": cards,
        "kinds": names(&collection, Group::Kind),
        "order": kinds_in_order(&collection),
        "lines": words.lines,
        (if is_whole { "whole" } else { "shards" }): known,
    });
    let groups: Vec<Value> =
        facets::groups(&collection).into_iter().map(|(_, group)| group).collect();
    let filters = json!({ "groups": groups, "days": facets::days(&collection) });
    let own = vec![("chi-muc.json".to_owned(), index), ("loc.json".to_owned(), filters)];
    let (version, own) = placed(edition, written(own));
    let pointer = json!({ "version": version, "whole": is_whole });
    files.extend(own);
    files.push((POINTER.to_owned(), pointer.to_string().into_bytes()));
    files
}

/// Files as they are written.
fn written(files: Vec<(String, Value)>) -> Vec<File> {
    files.into_iter().map(|(path, content)| (path, content.to_string().into_bytes())).collect()
}

/// The places of the documents from the shortest to the longest.
fn by_length(documents: usize, forward: &Forward) -> Vec<usize> {
    let length = |document: usize| -> usize {
        forward.fields.iter().map(|field| field.tokens(document).len()).sum()
    };
    let mut order: Vec<usize> = (0..documents).collect();
    order.sort_by_cached_key(|document| (length(*document), *document));
    order
}

/// Puts `documents` into `order`.
fn sort(documents: &mut Vec<Document>, order: &[usize]) {
    let mut places: Vec<Option<Document>> = documents.drain(..).map(Some).collect();
    documents.extend(order.iter().filter_map(|place| places[*place].take()));
}

/// The kinds of the documents as they stand: which, and how many in a row.
fn kinds_in_order(collection: &Collection) -> Value {
    let place = |kind| Kind::ALL.iter().position(|known| known.0 == kind);
    let rows = collection.documents.chunk_by(|a, b| a.kind == b.kind);
    rows.map(|row| json!([row.first().and_then(|one| place(one.kind)), row.len()])).collect()
}

/// Keys and labels of a group.
fn names(collection: &Collection, group: Group) -> Value {
    let values = collection.values.get(&group).into_iter().flatten();
    values.map(|value| json!([value.key, value.label])).collect()
}

/// Puts `files` into a folder named by their content, and by their edition where that holds made-up states; returns its
/// name too.
fn placed(edition: &str, files: Vec<File>) -> (String, Vec<File>) {
    let sums: Vec<String> =
        files.iter().map(|(path, bytes)| format!("{} {path}\n", sha256(bytes))).collect();
    let folder = format!("{edition}{}", &sha256(sums.concat())[..12]);
    let place = |(path, bytes)| (format!("chi-muc/{folder}/{path}"), bytes);
    let files = files.into_iter().map(place).collect();
    (folder, files)
}

#[cfg(test)]
mod tests;
