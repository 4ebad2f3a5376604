//! What results show, in small files: a first answer fetches only those of its first results. A card changes with the
//! state of its task, so a folder holds only some of the files: those of the others stay where they are.

use rayon::prelude::*;
use serde_json::{Value, json};

use super::{File, placed, written};
use crate::search::document::{Collection, Document, Group, Kind};

/// Cards in one file of a small site: the results of a query stand far from each other, and what stands beside them would be
/// fetched for nothing.
const SMALL_CHUNK: usize = 1;
/// Cards in one file of a large site: more, so that there are not as many files as pages.
const LARGE_CHUNK: usize = 4;
/// Cards in one folder. A small site has one: the name of a folder is read with every first answer.
const FOLDER: usize = 1_024;

/// Longest text of a card, in characters; a longer one is cut at a word.
const LONGEST: usize = 160;

/// The files of the cards, and what the client has to know to find them.
pub(super) fn write(collection: &Collection, edition: &str, is_small: bool) -> (Value, Vec<File>) {
    let keys = |group| -> Vec<&str> {
        let values = collection.values.get(&group).into_iter().flatten();
        values.map(|value| value.key.as_str()).collect()
    };
    let kinds = keys(Group::Kind);
    let size = if is_small { SMALL_CHUNK } else { LARGE_CHUNK };
    let folder = |documents: &[Document]| {
        let cards = |chunk: &[Document]| -> Value {
            chunk.iter().map(|document| card(document, &kinds, collection)).collect()
        };
        let files = documents.chunks(size).map(cards).enumerate();
        let files = files.map(|(place, cards)| (format!("the/{place}.json"), cards));
        placed(edition, written(files.collect()))
    };
    let folders: Vec<(String, Vec<File>)> =
        collection.documents.par_chunks(FOLDER).map(folder).collect();
    let (folders, files): (Vec<String>, Vec<Vec<File>>) = folders.into_iter().unzip();
    let known = json!({ "inFile": size, "inFolder": FOLDER, "folders": folders });
    (known, files.into_iter().flatten().collect())
}

/// One card: kind, identifier, address, title, other words, who leads, deadline, plan, section, status, value, answer.
/// A kind is a place in its group of filters, a status its key and its label; an address is left out that is but kind and
/// identifier. The section is left out where the
/// filters know it: only files of results show it.
fn card(document: &Document, kinds: &[&str], collection: &Collection) -> Value {
    let kind = kinds.iter().position(|known| *known == document.kind.as_str());
    let status = document.facets.status;
    let status = status.map(|key| [key, collection.label(Group::Status, key)]);
    let card = &document.card;
    let usual = format!("{}/{}/", document.kind.as_str(), document.id);
    json!([
        kind,
        document.id.as_str(),
        if document.address == usual { "" } else { &document.address },
        document.title,
        excerpt(document),
        card.lead,
        card.deadline,
        card.plan,
        if document.facets.section.is_some() { "" } else { &card.section },
        status.unwrap_or_default(),
        card.value,
        card.answer,
    ])
}

/// The words to show under the title. Those of tasks and indicators are their lead and their deadline, which
/// cards show anyway.
fn excerpt(document: &Document) -> String {
    match document.kind {
        Kind::Task | Kind::Indicator => String::new(),
        _ => clipped(&document.text.replace('\n', " · ")),
    }
}

/// `text`, cut at a word where it is too long.
fn clipped(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(LONGEST) else { return text.to_owned() };
    let end = text[..end].rfind(' ').unwrap_or(end);
    format!("{} …", &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_cut_at_a_word() {
        assert_eq!(clipped("ngắn"), "ngắn");
        let long = "đường ".repeat(200);
        let cut = clipped(&long);
        assert!(cut.ends_with("đường …") && cut.chars().count() <= LONGEST + 2);
    }
}
