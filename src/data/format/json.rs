//! Tables as JSON: an array of objects, numbers as numbers with the digits of the source, lists as arrays,
//! `null` for unknown, the same text as in the CSV. NDJSON has the same objects, one a line.

use super::Format;
use crate::data::schema::Dataset;
use crate::data::table::{Row, Table, text_length};
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
    let Table { dataset, rows } = table;
    let mut json = buffer(dataset, rows);
    json.push(b'[');
    for (place, row) in rows.iter().enumerate() {
        json.extend(if place == 0 { &b"\n"[..] } else { b",\n" });
        push(&mut json, dataset, row);
    }
    json.extend(if rows.is_empty() { &b"]\n"[..] } else { b"\n]\n" });
    json
}

/// One object a line.
pub(in crate::data) fn lines(dataset: &Dataset, rows: &[Row]) -> Vec<u8> {
    let mut json = buffer(dataset, rows);
    for row in rows {
        push(&mut json, dataset, row);
        json.push(b'\n');
    }
    json
}

/// Room for rows. Growing a buffer of many megabytes step by step costs more than filling it.
fn buffer(dataset: &Dataset, rows: &[Row]) -> Vec<u8> {
    let names: usize = dataset.columns.iter().map(|column| column.name.len() + 6).sum();
    Vec::with_capacity(text_length(rows) + rows.len() * (names + 4))
}

/// Adds a row as an object on one line, columns in order.
pub(in crate::data) fn push(json: &mut Vec<u8>, dataset: &Dataset, row: &Row) {
    for (place, (column, value)) in dataset.columns.iter().zip(&row.values).enumerate() {
        json.push(if place == 0 { b'{' } else { b',' });
        member(json, column.name, value);
    }
    json.push(b'}');
}

/// Adds `"name":value`.
pub(in crate::data) fn member(json: &mut Vec<u8>, name: &str, value: &Value) {
    string(json, name);
    json.push(b':');
    match value {
        Value::Null => json.extend(b"null"),
        Value::Text(text) => string(json, text),
        // Written by hand: through a float 1.10 would become 1.1 and a long number another number.
        Value::Integer(_) | Value::Decimal(_) | Value::Boolean(_) => {
            json.extend(value.to_cell().as_bytes());
        }
        Value::Date(date) => string(json, &date.to_string()),
        Value::List(items) => {
            for (place, item) in items.iter().enumerate() {
                json.push(if place == 0 { b'[' } else { b',' });
                string(json, item);
            }
            json.extend(if items.is_empty() { &b"[]"[..] } else { b"]" });
        }
    }
}

fn string(json: &mut Vec<u8>, text: &str) {
    serde_json::to_writer(json, text).expect("text can be JSON, and writing to memory not fail");
}
