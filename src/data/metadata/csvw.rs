//! CSV on the Web: a description beside each CSV file, and one of all tables with their keys.

use serde_json::{Map, Value, json};

use super::json_schema::meaning;
use super::{description, edition_title, title};
use crate::config::Config;
use crate::data::schema::{Column, Type};
use crate::data::write::{Release, Summary};

/// The description of one table.
pub(super) fn table(config: &Config, release: &Release, set: &Summary) -> Value {
    let mut about = Map::new();
    about.insert("@context".to_owned(), context());
    about.extend(bare(config, release, set, false));
    Value::Object(about)
}

/// The description of all tables of an edition, with the keys between them.
pub(super) fn group(config: &Config, release: &Release) -> Value {
    let tables = release.sets.iter().map(|set| Value::Object(bare(config, release, set, true)));
    json!({
        "@context": context(),
        "dc:title": edition_title(config, release),
        "dc:license": { "@id": config.licence.url },
        "dc:publisher": config.publisher.name,
        "tables": tables.collect::<Vec<_>>(),
    })
}

fn context() -> Value {
    json!(["http://www.w3.org/ns/csvw", { "@language": "vi" }])
}

fn bare(config: &Config, release: &Release, set: &Summary, has_keys: bool) -> Map<String, Value> {
    let stem = set.dataset.stem;
    let columns: Vec<Value> = set.dataset.columns.iter().map(column).collect();
    let mut schema = json!({ "columns": columns });
    if !set.dataset.primary_key.is_empty() {
        schema["primaryKey"] = json!(set.dataset.primary_key);
    }
    if has_keys {
        let key = |column: &Column| {
            // Validators disagree on empty cells of a key, so only keys that are never empty are stated.
            let key = column.foreign_key.filter(|_| column.required)?;
            release.set(key.dataset)?;
            let resource = format!("{}.csv", key.dataset);
            let reference = json!({ "resource": resource, "columnReference": key.column });
            Some(json!({ "columnReference": column.name, "reference": reference }))
        };
        let keys: Vec<Value> = set.dataset.columns.iter().filter_map(key).collect();
        if !keys.is_empty() {
            schema["foreignKeys"] = json!(keys);
        }
    }
    let mut table = Map::new();
    table.insert("url".to_owned(), json!(format!("{stem}.csv")));
    table.insert("dc:title".to_owned(), json!(title(release, set)));
    table.insert("dc:description".to_owned(), json!(description(release, set)));
    table.insert("dc:license".to_owned(), json!({ "@id": config.licence.url }));
    if let Some(version) = release.about.version {
        table.insert("dc:modified".to_owned(), json!(version.to_string()));
    }
    table.insert("tableSchema".to_owned(), schema);
    table
}

fn column(column: &Column) -> Value {
    let datatype = match column.kind {
        Type::Text | Type::List => json!("string"),
        Type::Integer => json!("integer"),
        Type::Decimal => json!("decimal"),
        Type::Date => json!({ "base": "date", "format": "yyyy-MM-dd" }),
        Type::Boolean => json!({ "base": "boolean", "format": "true|false" }),
        Type::Enum(words) => {
            let words: Vec<String> = words().iter().map(|(word, _)| escaped(word)).collect();
            json!({ "base": "string", "format": words.join("|") })
        }
    };
    let mut column_view = json!({
        "name": column.name,
        "titles": column.name,
        "dc:title": [
            { "@value": column.label, "@language": "vi" },
            { "@value": column.label_en, "@language": "en" },
        ],
        "dc:description": meaning(column),
        "datatype": datatype,
        "required": column.required,
    });
    if matches!(column.kind, Type::List) {
        column_view["separator"] = json!(";");
    }
    column_view
}

/// A word as a regular expression that means just it.
fn escaped(word: &str) -> String {
    word.chars().fold(String::new(), |mut text, c| {
        if !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-' | '<' | '>' | '=') {
            text.push('\\');
        }
        text.push(c);
        text
    })
}
