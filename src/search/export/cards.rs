//! What results show, in chunks: a first answer fetches only the chunks of its ten results.

use serde_json::{Value, json};

use crate::search::document::{Collection, Document, Group, Kind};

/// Cards in one file of a small site: the ten results of a first answer mostly stand in ten files anyway.
pub(super) const SMALL_CHUNK: usize = 1;
/// Cards in one file of a large site: more, so that there are not as many files as pages.
pub(super) const LARGE_CHUNK: usize = 4;

/// Longest text of a card, in characters; a longer one is cut at a word.
const LONGEST: usize = 160;

/// The cards, file after file.
pub(super) fn chunks(collection: &Collection, size: usize) -> impl Iterator<Item = Value> + '_ {
    let keys = |group| -> Vec<&str> {
        let values = collection.values.get(&group).into_iter().flatten();
        values.map(|value| value.key.as_str()).collect()
    };
    let (kinds, statuses) = (keys(Group::Kind), keys(Group::Status));
    collection
        .documents
        .chunks(size)
        .map(move |chunk| chunk.iter().map(|document| card(document, &kinds, &statuses)).collect())
}

/// One card: kind, identifier, address, title, other words, who leads, deadline, plan, section, status.
/// Kinds and statuses are places in their groups of filters; no status is -1. The section is left out where the
/// filters know it: only files of results show it.
fn card(document: &Document, kinds: &[&str], statuses: &[&str]) -> Value {
    let kind = kinds.iter().position(|known| *known == document.kind.as_str());
    let status = document.facets.status;
    let status = statuses.iter().position(|known| Some(*known) == status);
    let card = &document.card;
    json!([
        kind,
        document.id.as_str(),
        document.address,
        document.title,
        excerpt(document),
        card.lead,
        card.deadline,
        card.plan,
        if document.facets.section.is_some() { "" } else { &card.section },
        status.map_or_else(|| json!(-1), |status| json!(status)),
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
