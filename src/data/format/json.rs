//! Tables as JSON: an array of objects, numbers as numbers with the digits of the source, lists as arrays,
//! `null` for unknown, the same text as in the CSV. NDJSON has the same objects, one a line.

use super::Format;
use crate::data::schema::Dataset;
use crate::data::table::{Row, Table};
use crate::data::value::Value;

/// JSON.
pub(super) const FORMAT: Format =
    Format { name: "JSON", folder: "", extension: "json", write: |table| Ok(array(table)) };

/// NDJSON.
pub(super) const LINES: Format = Format {
    name: "NDJSON",
    extension: "ndjson",
    write: |table| Ok(lines(table.dataset, &table.rows)),
    ..FORMAT
};

/// An array, one object a line.
fn array(table: &Table) -> Vec<u8> {
    let mut json = String::from("[");
    for (place, row) in table.rows.iter().enumerate() {
        json.push_str(if place == 0 { "\n" } else { ",\n" });
        push(&mut json, table.dataset, row);
    }
    json.push_str(if table.rows.is_empty() { "]\n" } else { "\n]\n" });
    json.into_bytes()
}

/// One object a line.
pub(in crate::data) fn lines<'a>(
    dataset: &Dataset,
    rows: impl IntoIterator<Item = &'a Row>,
) -> Vec<u8> {
    let mut json = String::new();
    for row in rows {
        push(&mut json, dataset, row);
        json.push('\n');
    }
    json.into_bytes()
}

/// One row as an object on one line.
pub(in crate::data) fn object(dataset: &Dataset, row: &Row) -> String {
    let mut json = String::new();
    push(&mut json, dataset, row);
    json
}

/// Adds a row as an object, columns in order.
pub(in crate::data) fn push(json: &mut String, dataset: &Dataset, row: &Row) {
    for (place, (column, value)) in dataset.columns.iter().zip(&row.values).enumerate() {
        json.push(if place == 0 { '{' } else { ',' });
        member(json, column.name, value);
    }
    json.push('}');
}

/// Adds `"name":value`.
pub(in crate::data) fn member(json: &mut String, name: &str, value: &Value) {
    json.push_str(&string(name));
    json.push(':');
    match value {
        Value::Null => json.push_str("null"),
        Value::Text(text) => json.push_str(&string(text)),
        // Written by hand: through a float 1.10 would become 1.1 and a long number another number.
        Value::Integer(_) | Value::Decimal(_) | Value::Boolean(_) => {
            json.push_str(&value.to_cell());
        }
        Value::Date(date) => json.push_str(&string(&date.to_string())),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| string(item)).collect();
            json.push('[');
            json.push_str(&items.join(","));
            json.push(']');
        }
    }
}

fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
