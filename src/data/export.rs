//! Tables in the form large systems load: where many sites become one collection.
//!
//! - Quickwit: for each dataset an index definition (`<dataset>.index.json`; JSON is YAML) and its rows
//!   (`<dataset>.ndjson`) with two columns more: `site`, the address of the site, because ids are unique within one
//!   site only, and `folded`, all words without marks.
//! - Parquet: a folder for each dataset, below it one for each plan as Hive names them
//!   (`nhiem-vu/plan_id=kh57-2026/part-0.parquet`); tables about no plan have one file.
//!
//! Made-up figures stand in `minh-hoa/`, as on the site.

use serde_json::{Map, Value as Json, json};

use super::clean::check;
use super::edition::Published;
use super::format::Refusal;
use super::format::json::{member, push};
use super::schema::{Column, Dataset, Type};
use super::table::Table;
use super::value::Value;
use super::write::refused;
use crate::config::Config;
use crate::derive::Derived;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Date, Site};
use crate::vietnamese::fold;

/// Takes a file: its path with `/` and its bytes.
pub type Put<'a> = dyn FnMut(String, Vec<u8>, &mut Diagnostics) + 'a;

/// What to write tables for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// An index definition and NDJSON for each dataset.
    Quickwit,
    /// Parquet files, by plan.
    #[cfg(feature = "parquet")]
    Parquet,
}

/// Version of Quickwit's format of index definitions; newer servers read it too.
const VERSION: &str = "0.7";
/// Quickwit keeps days from this one on …
const FIRST_DAY: Date = Date::constant(1972, 4, 14);
/// … up to this one.
const LAST_DAY: Date = Date::constant(2242, 3, 15);
/// Column with the address of the site.
const SITE: &str = "site";
/// Column with all words without marks.
const FOLDED: &str = "folded";

/// Writes all tables of a site for `target`.
pub fn export(
    target: Target,
    config: &Config,
    (site, derived): (&Site, &Derived),
    quality: &[Diagnostic],
    diagnostics: &mut Diagnostics,
    put: &mut Put<'_>,
) {
    let published = Published::new(site, derived, quality);
    for edition in published.editions() {
        for dataset in &edition.datasets {
            let table = &Table::new(edition.source, dataset);
            check(table, diagnostics);
            let made: Result<_, Refusal> = match target {
                Target::Quickwit => Ok(quickwit(table, &config.base_url, edition.is_illustrative)),
                #[cfg(feature = "parquet")]
                Target::Parquet => super::partition::files(site, table),
            };
            match made {
                Ok(files) => {
                    let folder = if edition.is_illustrative { "minh-hoa/" } else { "" };
                    for (path, bytes) in files {
                        put(format!("{folder}{path}"), bytes, diagnostics);
                    }
                }
                Err(refusal) => refused(table.dataset.stem, "Parquet", &refusal, diagnostics),
            }
        }
    }
}

/// Index definition and rows of a table.
fn quickwit(table: &Table, site: &str, is_illustrative: bool) -> Vec<(String, Vec<u8>)> {
    let stem = table.dataset.stem;
    let index = format!("{:#}\n", index(table.dataset, is_illustrative)).into_bytes();
    vec![(format!("{stem}.index.json"), index), (format!("{stem}.ndjson"), documents(table, site))]
}

/// How Quickwit is to index the rows of a dataset.
fn index(dataset: &Dataset, is_illustrative: bool) -> Json {
    let mark = if is_illustrative { "-minh-hoa" } else { "" };
    let text = |name: &str, description: &str| {
        json!({
            "name": name, "type": "text", "description": description,
            "tokenizer": "default", "record": "position", "fieldnorms": true,
        })
    };
    let word = |name: &str, kind: &str, description: &str| {
        json!({
            "name": name, "type": kind, "description": description, "tokenizer": "raw", "fast": true,
        })
    };
    let plain = |name: &str, kind: &str, description: &str| json!({ "name": name, "type": kind, "description": description, "fast": true });
    let mut fields = vec![word(SITE, "text", "Địa chỉ của trang đã công bố")];
    for column in dataset.columns {
        let Column { name, description, .. } = *column;
        fields.push(match column.kind {
            _ if is_identifier(column) => word(name, "text", description),
            Type::Text => text(name, description),
            Type::Enum(_) => word(name, "text", description),
            Type::List => word(name, "array<text>", description),
            Type::Integer => plain(name, "i64", description),
            Type::Decimal => plain(name, "f64", description),
            Type::Boolean => plain(name, "bool", description),
            Type::Date => json!({
                "name": name, "type": "datetime", "description": description,
                "input_formats": ["%Y-%m-%d"], "output_format": "%Y-%m-%d", "fast": true,
            }),
        });
    }
    fields.push(text(FOLDED, "Mọi chữ của hàng, bỏ dấu"));
    let sought = dataset.columns.iter().filter(|column| is_words(column)).map(|column| column.name);
    let mut mapping = Map::new();
    mapping.insert("mode".to_owned(), "strict".into());
    mapping.insert("field_mappings".to_owned(), fields.into());
    mapping.insert("tag_fields".to_owned(), json!([SITE]));
    // Splits are cut by time only where every row has one.
    let is_time = |column: &&Column| matches!(column.kind, Type::Date) && column.required;
    if let Some(column) = dataset.columns.iter().find(is_time) {
        mapping.insert("timestamp_field".to_owned(), column.name.into());
    }
    json!({
        "version": VERSION,
        "index_id": format!("congkhai-{}{mark}", dataset.stem),
        "doc_mapping": mapping,
        "search_settings": { "default_search_fields": sought.chain([FOLDED]).collect::<Vec<_>>() },
    })
}

/// Rows as Quickwit takes them in.
fn documents(table: &Table, site: &str) -> Vec<u8> {
    let mut lines = Vec::new();
    for row in &table.rows {
        let columns = table.dataset.columns.iter();
        let words = columns.zip(&row.values).filter(|(column, _)| is_words(column));
        let words: Vec<_> = words.map(|(_, value)| value.to_cell()).collect();
        let mut row = row.clone();
        for value in &mut row.values {
            if matches!(value, Value::Date(date) if *date < FIRST_DAY || *date > LAST_DAY) {
                *value = Value::Null;
            }
        }
        push(&mut lines, table.dataset, &row);
        lines.pop();
        for (name, text) in [(SITE, site), (FOLDED, &fold(words.join(" ").trim()))] {
            lines.push(b',');
            member(&mut lines, name, &Value::text(text));
        }
        lines.extend(b"}\n");
    }
    lines
}

/// Whether people search in a column.
fn is_words(column: &Column) -> bool {
    matches!(column.kind, Type::Text) && !is_identifier(column)
}

/// Whether a column holds one mark that is compared as a whole.
fn is_identifier(column: &Column) -> bool {
    let is_mark =
        |ending: &&str| column.name == *ending || column.name.ends_with(&format!("_{ending}"));
    matches!(column.kind, Type::Text)
        && (column.foreign_key.is_some() || ["id", "file", "sha256", "code"].iter().any(is_mark))
}
