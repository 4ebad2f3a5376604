//! The index of a small site: the documents as runs of word numbers.
//!
//! Turned round, an index of a thousand documents is less than half as long as its postings and positions, because
//! ordinary compression finds the phrases that return; the browser turns it back in a few milliseconds.

use serde_json::{Value, json};

use super::forward::{Forward, at};

/// What stands between two documents: a character no number has.
const NEXT_DOCUMENT: char = '!';

/// The words in order of frequency and, for each field, the documents.
pub(super) fn whole(forward: &Forward, documents: usize) -> Value {
    let order = forward.by_frequency();
    let mut numbers = vec![0; order.len()];
    for (number, term) in (0..).zip(&order) {
        numbers[at(*term)] = number;
    }
    let terms: Vec<&str> = order.iter().map(|term| forward.terms[at(*term)].0.as_str()).collect();
    let fields: Vec<String> = forward
        .fields
        .iter()
        .map(|field| {
            let texts = (0..documents).map(|document| field.text(document, &numbers));
            texts.collect::<Vec<_>>().join(&NEXT_DOCUMENT.to_string())
        })
        .collect();
    json!({ "terms": lettered(&terms.join(" ")), "fields": fields })
}

/// Keys with a capital letter, as the keys of Telex, for each tone mark: a mark takes two bytes, and keys have no capitals.
fn lettered(keys: &str) -> String {
    let letter = |tone| match tone {
        '\u{301}' => 'S',
        '\u{300}' => 'F',
        '\u{309}' => 'R',
        '\u{303}' => 'X',
        '\u{323}' => 'J',
        other => other,
    };
    keys.chars().map(letter).collect()
}
