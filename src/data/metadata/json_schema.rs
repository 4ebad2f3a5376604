//! JSON Schema 2020-12 of a dataset's JSON.

use serde_json::{Map, Value, json};

use super::{description, title};
use crate::config::Config;
use crate::data::schema::{Column, Dataset, Type};
use crate::data::write::{Release, Summary};

/// The schema of `<stem>.json`: an array of rows.
pub(super) fn schema(config: &Config, release: &Release, set: &Summary) -> Value {
    let path = format!("{}/{}.schema.json", release.folder, set.dataset.stem);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("{}{path}", config.base_url),
        "title": title(release, set),
        "description": description(release, set),
        "type": "array",
        "items": object(set.dataset, property),
    })
}

/// The schemas of one row and of its fixed words for the description of the programs' interface, by name ("nhiem-vu",
/// "nhiem-vu-status").
///
/// Generators of clients name classes after titles and after the place of a schema, and a Vietnamese label is no name in
/// a program: so no member has a title, and fixed words have a name of their own.
pub(in crate::data) fn row_schemas(dataset: &Dataset) -> Vec<(String, Value)> {
    let name = |column: &Column| format!("{}-{}", dataset.stem, column.name.replace('_', "-"));
    let member = |column: &Column| {
        let description = format!("{}: {}", column.label, meaning(column));
        let mut property = property(column);
        if matches!(column.kind, Type::Enum(_)) {
            let words = json!({ "$ref": format!("#/components/schemas/{}", name(column)) });
            let or_none = || json!({ "anyOf": [words, { "type": "null" }] });
            property = if column.required { words.clone() } else { or_none() };
        }
        if let Value::Object(members) = &mut property {
            members.remove("title");
        }
        property["description"] = json!(description);
        property
    };
    let words = |column: &Column| match column.kind {
        Type::Enum(words) => {
            let all: Vec<&str> = words().iter().map(|(word, _)| *word).collect();
            Some((name(column), json!({ "type": "string", "enum": all })))
        }
        _ => None,
    };
    let row = (dataset.stem.to_owned(), object(dataset, member));
    dataset.columns.iter().filter_map(words).chain([row]).collect()
}

/// One row as an object with a member for each column.
fn object(dataset: &Dataset, property: impl Fn(&Column) -> Value) -> Value {
    let names: Vec<&str> = dataset.columns.iter().map(|column| column.name).collect();
    let properties: Map<String, Value> =
        dataset.columns.iter().map(|column| (column.name.to_owned(), property(column))).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": names,
        "additionalProperties": false,
    })
}

fn property(column: &Column) -> Value {
    let (kind, more) = match column.kind {
        Type::Text => ("string", json!({ "minLength": 1 })),
        Type::Integer => ("integer", json!({})),
        Type::Decimal => ("number", json!({})),
        Type::Date => ("string", json!({ "format": "date" })),
        Type::Boolean => ("boolean", json!({})),
        Type::List => {
            let items = json!({ "type": "string", "minLength": 1 });
            ("array", json!({ "items": items, "minItems": 1 }))
        }
        Type::Enum(words) => {
            let mut words: Vec<Value> = words().iter().map(|(word, _)| json!(word)).collect();
            if !column.required {
                words.push(Value::Null);
            }
            ("string", json!({ "enum": words }))
        }
    };
    let kind = if column.required { json!(kind) } else { json!([kind, "null"]) };
    let mut property = json!({
        "title": column.label,
        "description": meaning(column),
        "type": kind,
    });
    if let (Value::Object(property), Value::Object(more)) = (&mut property, more) {
        property.extend(more);
    }
    property
}

/// What a column means, with the labels of its words.
pub(super) fn meaning(column: &Column) -> String {
    match column.kind {
        Type::Enum(words) => {
            let words: Vec<String> =
                words().iter().map(|(word, label)| format!("{word}: {label}")).collect();
            format!("{}. {}.", column.description, words.join("; "))
        }
        _ => format!("{}.", column.description),
    }
}
