//! The publisher's list and the names of pages, in small files: a query fetches only those with lines it has. What only makes a question is in none of them: nearly every question has some of it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::forward::{Forward, at};
use super::whole::{shortened, spelled};
use super::{File, codec, placed, written};
use crate::model::Vocabulary;
use crate::search::document::Collection;
use crate::search::lines::{self, HEAD, Pairs, head, lines, pairs, pruned};
use crate::search::words::split;
use crate::vietnamese::composed;

/// How many files.
const FILES: u32 = 256;

/// Where the lines are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Lines {
    /// Their folder.
    folder: String,
    /// How many files they are in.
    files: u32,
    /// The lines there are by how many words they have, the last with all longer ones: their [`head`]s, as `codec` writes rising
    /// numbers.
    heads: [String; HEAD],
    /// What only makes a question, as the words of a small site are written.
    questions: String,
}

/// The files of the lines. What no document has is left out. `order` are the places of the documents in the index,
/// where they stand otherwise than in `collection`.
pub(super) fn write(
    vocabulary: &Vocabulary,
    collection: &Collection,
    forward: &Forward,
    order: Option<&Vec<usize>>,
) -> (Lines, Vec<File>) {
    let known: BTreeSet<&str> = forward.terms.iter().map(|(exact, _)| exact.as_str()).collect();
    let all = lines(vocabulary, collection);
    let met = met(forward, &pairs(&all));
    let mut files: BTreeMap<u32, Vec<Value>> = BTreeMap::new();
    let mut heads: [BTreeSet<u32>; HEAD] = Default::default();
    let mut questions = BTreeSet::new();
    for mut line in pruned(all, &met, |exact| known.contains(exact)) {
        if line.is_question {
            questions.insert(spelled(&line.words));
            continue;
        }
        if let Some(order) = order {
            let new = |place: &usize| order.iter().position(|old| old == place);
            line.pages = line.pages.iter().filter_map(new).collect();
        }
        let words = split(&composed(&line.words));
        let head = head(&words);
        if let Some(heads) = heads.get_mut(words.len().clamp(1, HEAD) - 1) {
            heads.insert(head);
        }
        files.entry(head % FILES).or_default().push(lines::written(&line));
    }
    let files =
        files.into_iter().map(|(number, lines)| (format!("cum/{number}.json"), lines.into()));
    let (folder, files) = placed("", written(files.collect()));
    let questions = shortened(questions.iter().map(String::as_str));
    let heads = heads.map(|heads| codec::encode(codec::steps(heads)));
    (Lines { folder, files: FILES, heads, questions }, files)
}

/// Which of `pairs` stand side by side in some document.
fn met(forward: &Forward, pairs: &Pairs) -> Pairs {
    let numbers: BTreeMap<&str, u32> =
        forward.terms.iter().map(|(exact, _)| exact.as_str()).zip(0..).collect();
    let numbered = |(first, second): &(String, String)| {
        Some((*numbers.get(first.as_str())?, *numbers.get(second.as_str())?))
    };
    let wanted: BTreeSet<(u32, u32)> = pairs.iter().filter_map(numbered).collect();
    let name = |number: u32| forward.terms[at(number)].0.clone();
    let found = forward.fields.iter().flat_map(|field| field.beside(&wanted));
    found.map(|(first, second)| (name(first), name(second))).collect()
}
