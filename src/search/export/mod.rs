//! The index as static files the browser searches by itself.
//!
//! Everything is JSON, which every host compresses; long rows of numbers are texts of small characters (`codec`).
//! The folder of the files is named by their content, a file beside it names the newest folder:
//!
//! - `phien-ban.json`: the newest version, and whether all its words are in one file
//! - `chi-muc/<version>/chi-muc.json`: vocabulary, operators and, of a small site, all words (`whole`)
//! - `chi-muc/<version>/tu/<part>/<n>.json`, `cap/<part>/<n>.json`, `tu-dien.json`: of a large site, words, pairs of
//!   words and the list of all words (`shards`)
//! - `chi-muc/<version>/loc.json`: what results are filtered by (`facets`)
//! - `chi-muc/<version>/the/<n>.json`: what results show, a few in a file (`cards`)

mod cards;
mod codec;
mod facets;
mod forward;
mod shards;
mod whole;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use self::forward::Forward;
use self::shards::Shards;
use super::document::{Card, Collection, Document, FIELDS, Facets, Group, Value as Named};
use super::words::Analyzer;
use crate::checksum::{Digest, digest_of, digest_of_all, sha256};
use crate::model::Vocabulary;

/// Changes whenever the client must read the files in another way.
const FORMAT: u32 = 1;

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

/// Checksum of all that [`export`] makes its files from.
pub fn source(collection: &Collection, vocabulary: &Vocabulary) -> Digest {
    let documents: Vec<Digest> = collection.documents.par_iter().map(source_of).collect();
    let named = |value: &Named| json!([value.key, value.label, value.names]);
    let values = collection.values.iter();
    let values = values.map(|(group, values)| (group.as_str(), values.iter().map(named).collect()));
    let values: Vec<(&str, Vec<Value>)> = values.collect();
    let words = source_of_words(collection, vocabulary);
    digest_of(&(documents, values, collection.is_illustrative, words))
}

fn source_of(document: &Document) -> Digest {
    // The words are among those of all documents.
    let Document { kind, id, address, title: _, text: _, about: _, card, facets } = document;
    let Card { lead, deadline, plan, section } = card;
    // What is left out here is among the values.
    let Facets {
        start,
        end,
        plan: _,
        section: _,
        leads: _,
        coordinating: _,
        status: _,
        references: _,
    } = facets;
    let values: Vec<Vec<&str>> = Group::ALL.iter().map(|group| document.values(group.0)).collect();
    let days = [start, end].map(|day| day.map(|day| day.to_string()));
    let texts = [address, lead, deadline, plan, section];
    digest_of(&(kind.as_str(), id.as_str(), texts, values, days))
}

/// Checksum of all that [`words`] makes its files from.
pub fn source_of_words(collection: &Collection, vocabulary: &Vocabulary) -> Digest {
    let texts = |document: &Document| digest_of(&FIELDS.map(|(text, _)| text(document)));
    let texts: Vec<Digest> = collection.documents.par_iter().map(texts).collect();
    let Vocabulary { kinds, synonyms } = vocabulary;
    digest_of(&(digest_of_all(texts), kinds, synonyms))
}

/// The part of the index that follows from the words of `collection` alone. States of tasks change more often than
/// words, and words take most of the work.
pub fn words(collection: &Collection, vocabulary: &Vocabulary) -> WrittenWords {
    words_within(collection, vocabulary, LIMITS)
}

/// The files of the index of `collection`, whose [`words`] are given.
pub fn export(collection: &Collection, vocabulary: &Vocabulary, words: WrittenWords) -> Vec<File> {
    files(collection, vocabulary, words, LIMITS)
}

/// The part of the index that follows from the words alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenWords {
    /// For a very large site the places of the documents in the order they stand in.
    order: Option<Vec<usize>>,
    /// What the client has to know first, as JSON.
    known: String,
    /// All other files.
    files: Vec<File>,
}

fn words_within(collection: &Collection, vocabulary: &Vocabulary, limits: Limits) -> WrittenWords {
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
    WrittenWords { order, known: known.to_string(), files: written(files) }
}

fn files(
    collection: &Collection,
    vocabulary: &Vocabulary,
    words: WrittenWords,
    limits: Limits,
) -> Vec<File> {
    let sorted = words.order.map(|order| in_order(collection, &order));
    let collection = sorted.as_ref().unwrap_or(collection);
    let documents = collection.documents.len();
    let is_whole = documents <= limits.whole;
    let chunk = if is_whole { cards::SMALL_CHUNK } else { cards::LARGE_CHUNK };
    let operators: Vec<Value> = Group::ALL
        .iter()
        .map(|(_, key, label, operators)| json!([key, label, operators]))
        .collect();
    // It was written as JSON just now, or by an earlier run.
    let known: Value = serde_json::from_str(&words.known).unwrap_or_default();
    let index = json!({
        "format": FORMAT,
        "documents": documents,
        "illustrative": collection.is_illustrative,
        "vocabulary": { "kinds": vocabulary.kinds, "synonyms": vocabulary.synonyms },
        "operators": operators,
        "weights": FIELDS.map(|field| field.1),
        "cards": chunk,
        "kinds": names(collection, Group::Kind),
        "statuses": names(collection, Group::Status),
        (if is_whole { "whole" } else { "shards" }): known,
    });
    let groups: Vec<Value> =
        facets::groups(collection).into_iter().map(|(_, group)| group).collect();
    let filters = json!({ "groups": groups, "days": facets::days(collection) });
    let mut own = vec![("chi-muc.json".to_owned(), index), ("loc.json".to_owned(), filters)];
    let cards = (0..).zip(cards::chunks(collection, chunk));
    own.extend(cards.map(|(number, cards)| (format!("the/{number}.json"), cards)));
    let files = words.files.into_iter().chain(written(own)).collect();
    versioned(files, is_whole, collection.is_illustrative)
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

/// The same documents in `order`.
fn in_order(collection: &Collection, order: &[usize]) -> Collection {
    let documents = order.iter().map(|place| collection.documents[*place].clone()).collect();
    Collection { documents, values: collection.values.clone(), ..*collection }
}

/// Keys and labels of a group.
fn names(collection: &Collection, group: Group) -> Value {
    let values = collection.values.get(&group).into_iter().flatten();
    values.map(|value| json!([value.key, value.label])).collect()
}

/// Puts `files` into a folder named by their content, and by their edition where that holds made-up states, and
/// adds the pointer to it.
fn versioned(files: Vec<File>, is_whole: bool, is_illustrative: bool) -> Vec<File> {
    let sums: Vec<String> =
        files.iter().map(|(path, bytes)| format!("{} {path}\n", sha256(bytes))).collect();
    let edition = if is_illustrative { "minh-hoa-" } else { "" };
    let version = format!("{edition}{}", &sha256(sums.concat())[..12]);
    let pointer = (POINTER.to_owned(), json!({ "version": version, "whole": is_whole }));
    let pointer = (pointer.0, pointer.1.to_string().into_bytes());
    let placed =
        files.into_iter().map(|(path, bytes)| (format!("chi-muc/{version}/{path}"), bytes));
    [pointer].into_iter().chain(placed).collect()
}

#[cfg(test)]
mod tests;
