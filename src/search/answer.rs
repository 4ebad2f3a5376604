//! An answer as JSON: what the preview and the command line give to programs.

use serde_json::{Value, json};

use super::best::Best;
use super::document::{Document, Group};
use super::engine::{Answer, Engine};

/// The first `limit` results of `answer` to `typed`, with counts and notes. `base_url` is where the site is published.
pub fn answer_json(
    engine: &Engine,
    typed: &str,
    answer: &Answer,
    limit: usize,
    base_url: &str,
) -> Value {
    let collection = engine.collection();
    let results: Vec<Value> = answer
        .documents
        .iter()
        .take(limit)
        .filter_map(|place| collection.documents.get(*place))
        .map(|document| result(engine, document, base_url))
        .collect();
    let counts: serde_json::Map<String, Value> = Group::ALL
        .iter()
        .filter_map(|(group, word, ..)| {
            let counts = answer.counts.get(group)?;
            let values = collection.values.get(group)?.iter();
            let counted = values.filter_map(|value| {
                let count = counts.get(&value.key)?;
                Some(json!({ "key": value.key, "label": value.label, "count": count }))
            });
            Some(((*word).to_owned(), counted.collect()))
        })
        .collect();
    json!({
        "query": typed,
        "total": answer.documents.len(),
        "illustrative": collection.is_illustrative,
        "suggestion": answer.suggestion,
        "notes": answer.notes,
        "missing": answer.missing,
        "answer": answer.best.as_ref().and_then(|best| best_json(engine, best, base_url)),
        "results": results,
        "counts": counts,
    })
}

/// The document that clearly answers: what it is, what it says, why it was found.
fn best_json(engine: &Engine, best: &Best, base_url: &str) -> Option<Value> {
    let document = engine.collection().documents.get(best.place)?;
    Some(json!({
        "kind": document.kind.as_str(),
        "title": document.title,
        "url": format!("{base_url}{}", document.address),
        "text": document.card.answer,
        "reason": best.reason,
    }))
}

fn result(engine: &Engine, document: &Document, base_url: &str) -> Value {
    let status = document.facets.status;
    json!({
        "kind": document.kind.as_str(),
        "id": document.id.as_str(),
        "title": document.title,
        "url": format!("{base_url}{}", document.address),
        "status": status,
        "status_label": status.map(|key| engine.collection().label(Group::Status, key)),
        "lead": document.card.lead,
        "deadline": document.card.deadline,
        "value": document.card.value,
        "due": document.facets.end.map(|day| day.to_string()),
        "plan": document.card.plan,
        "section": document.card.section,
    })
}
