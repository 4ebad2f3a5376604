//! What results show, in chunks: a first answer fetches only the chunks of its ten results.

use serde_json::{Value, json};

use crate::search::document::{Collection, Document, Group, Kind};

/// Cards in one file: fewer cost more requests, more cost bytes nobody reads.
pub(super) const CHUNK: usize = 8;

/// Longest text of a card, in characters; a longer one is cut at a word.
const LONGEST: usize = 320;

/// The cards, file after file.
pub(super) fn chunks(collection: &Collection) -> impl Iterator<Item = Value> + '_ {
    let statuses: Vec<&str> = collection
        .values
        .get(&Group::Status)
        .map(|values| values.iter().map(|value| value.key.as_str()).collect())
        .unwrap_or_default();
    collection
        .documents
        .chunks(CHUNK)
        .map(move |chunk| chunk.iter().map(|document| card(document, &statuses)).collect())
}

/// One card: kind, identifier, address, title, other words, who leads, deadline, plan, section, status.
/// Kinds and statuses are places in their groups of filters; no status is -1. Empty words at the end are left out.
fn card(document: &Document, statuses: &[&str]) -> Value {
    let kind = Kind::ALL.iter().position(|kind| kind.0 == document.kind);
    let status = document.facets.status;
    let status = statuses.iter().position(|known| Some(*known) == status);
    let card = &document.card;
    json!([
        kind,
        document.id.as_str(),
        document.address,
        document.title,
        clipped(&document.text.replace('\n', " · ")),
        card.lead,
        card.deadline,
        card.plan,
        card.section,
        status.map_or_else(|| json!(-1), |status| json!(status)),
    ])
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
