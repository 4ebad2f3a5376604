//! The publisher's list and the names of pages, in small files by the first word of each line: a query fetches only
//! those of its words.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::forward::Forward;
use super::{File, placed, written};
use crate::model::Vocabulary;
use crate::search::document::Collection;
use crate::search::lines::{self, file_of, lines, pruned};
use crate::search::words::split;
use crate::vietnamese::composed;

/// How many files: a word of a query costs one, with all lines that begin with a word that falls into it.
const FILES: usize = 96;

/// Where the lines are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Lines {
    /// Their folder.
    folder: String,
    /// How many files they are in.
    files: usize,
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
    let mut files = vec![Vec::new(); FILES];
    for mut line in pruned(lines(vocabulary, collection), |exact| known.contains(exact)) {
        if let Some(order) = order {
            let new = |place: &usize| order.iter().position(|old| old == place);
            line.pages = line.pages.iter().filter_map(new).collect();
        }
        if let Some(first) = split(&composed(&line.words)).first() {
            files[file_of(&first.folded, FILES)].push(lines::written(&line));
        }
    }
    let files = files.into_iter().map(Value::from).enumerate();
    let files = files.map(|(number, lines)| (format!("cum/{number}.json"), lines)).collect();
    let (folder, files) = placed("", written(files));
    (Lines { folder, files: FILES }, files)
}
