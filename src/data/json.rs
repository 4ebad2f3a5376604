//! Tables as JSON: an array of objects, numbers as numbers with the digits of the source, lists as arrays,
//! `null` for unknown, the same text as in the CSV.

use super::schema::Dataset;
use super::table::Row;
use super::value::Value;

/// `rows` of `dataset` as an array, one object a line.
pub(super) fn array<'a>(dataset: &Dataset, rows: impl IntoIterator<Item = &'a Row>) -> Vec<u8> {
    let rows: Vec<String> = rows.into_iter().map(|row| object(dataset, row)).collect();
    if rows.is_empty() {
        return b"[]\n".to_vec();
    }
    format!("[\n{}\n]\n", rows.join(",\n")).into_bytes()
}

/// One row as an object on one line, columns in order.
pub(super) fn object(dataset: &Dataset, row: &Row) -> String {
    let members: Vec<String> = dataset
        .columns
        .iter()
        .zip(&row.values)
        .map(|(column, value)| format!("{}:{}", string(column.name), json(value)))
        .collect();
    format!("{{{}}}", members.join(","))
}

fn json(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Text(text) => string(text),
        // Written by hand: through a float 1.10 would become 1.1 and a long number another number.
        Value::Integer(_) | Value::Decimal(_) | Value::Boolean(_) => value.to_cell(),
        Value::Date(date) => string(&date.to_string()),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| string(item)).collect();
            format!("[{}]", items.join(","))
        }
    }
}

fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
