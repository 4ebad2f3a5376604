//! All tables of an edition as one `SQLite` database: typed columns, keys, indexes, full-text search.
//!
//! - Tables have the names of the datasets with `_` for `-`; days are ISO text, `true` is 1, lists are JSON arrays.
//! - `tu_dien` says what each column means, `thong_tin` what the file is.
//! - `tim_kiem` finds words in plans, indicators, tasks, agencies and documents, with marks or without them:
//!   `SELECT bang, ma FROM tim_kiem WHERE tim_kiem MATCH 'chuyen doi so'`.
//! - Each of these tables has one of its own words, `tim_kiem_nhiem_vu`, which programs such as Datasette find by themselves
//!   and make a search box of: its columns are read from the table, each word is there with its marks and without them.
//!
//! The database is made in memory; the same tables give the same bytes.

use std::iter;

use rusqlite::serialize::Data;
use rusqlite::types::{Null, ToSqlOutput, Value as Cell};
use rusqlite::{Connection, MAIN_DB, ToSql, params, params_from_iter};

use super::{Bundle, Cover, Finished, Refusal};
use crate::data::schema::{Column, DATASETS, Dataset, Type};
use crate::data::table::Table;
use crate::data::value::Value;
use crate::vietnamese::fold;

/// Keys are declared for readers; rows go in table by table, so none is checked against a table still to come.
const START: &str = "
PRAGMA page_size = 4096;
PRAGMA encoding = 'UTF-8';
PRAGMA foreign_keys = OFF;
PRAGMA journal_mode = OFF;
PRAGMA temp_store = MEMORY;
CREATE TABLE thong_tin (muc TEXT NOT NULL PRIMARY KEY, noi_dung TEXT NOT NULL);
CREATE TABLE tu_dien (
  bang TEXT NOT NULL, cot TEXT NOT NULL, nhan TEXT NOT NULL, kieu TEXT NOT NULL, y_nghia TEXT NOT NULL,
  PRIMARY KEY (bang, cot)
);
";

/// How words are told apart: marks make another word.
const TOKENS: &str = "tokenize = 'unicode61 remove_diacritics 0'";

/// Has a full-text table hold its words in up to 64 MiB and write them down once: pieces merged later would leave empty
/// pages.
fn held_in_memory(table: &str) -> String {
    format!("INSERT INTO {table} ({table}, rank) VALUES ('hashsize', 67108864), ('automerge', 0);")
}

/// A database in the making.
pub(super) struct Database {
    connection: Connection,
}

impl Database {
    /// An empty database that says what it is.
    pub(super) fn new(cover: &Cover) -> Result<Self, Refusal> {
        let connection = Connection::open_in_memory()?;
        connection.execute_batch(START)?;
        connection.execute_batch(&format!(
            "CREATE VIRTUAL TABLE tim_kiem USING fts5 (bang UNINDEXED, ma UNINDEXED, chu, chu_khong_dau, {TOKENS}); {} BEGIN;",
            held_in_memory("tim_kiem")
        ))?;
        for (name, text) in cover.lines() {
            connection.execute("INSERT INTO thong_tin VALUES (?, ?)", params![name, text])?;
        }
        Ok(Self { connection })
    }

    /// Makes the words of the rows that have a page findable.
    fn index_words(&self, table: &Table) -> Result<(), Refusal> {
        let Table { dataset, rows } = table;
        if dataset.folder.is_none() {
            return Ok(());
        }
        let (name, own) = (dataset.table_name(), dataset.words_table());
        let is_words = |column: &Column| matches!(column.kind, Type::Text);
        let columns: Vec<&str> =
            dataset.columns.iter().filter(|one| is_words(one)).map(|one| one.name).collect();
        let (names, places) = (columns.join(", "), vec!["?"; columns.len()].join(", "));
        self.connection.execute_batch(&format!(
            "CREATE VIRTUAL TABLE {own} USING fts5 ({names}, content=\"{name}\", {TOKENS}); {}",
            held_in_memory(&own)
        ))?;
        let mut insert = self.connection.prepare("INSERT INTO tim_kiem VALUES (?, ?, ?, ?)")?;
        let own = format!("INSERT INTO {own} (rowid, {names}) VALUES (?, {places})");
        let mut insert_own = self.connection.prepare(&own)?;
        // Rows were numbered from 1 as they went in.
        for (number, row) in (1_i64..).zip(rows) {
            let Some(id) = &row.id else { continue };
            let cells = dataset.columns.iter().zip(&row.values).filter(|(one, _)| is_words(one));
            let cells: Vec<_> = cells.map(|(_, value)| value.to_cell()).collect();
            let words = cells.join("\n");
            insert.execute(params![name, id.as_str(), words, fold(&words)])?;
            let both = cells.iter().map(|cell| Cell::Text(format!("{cell}\n{}", fold(cell))));
            insert_own.execute(params_from_iter(iter::once(Cell::Integer(number)).chain(both)))?;
        }
        Ok(())
    }
}

impl Bundle for Database {
    fn add(&mut self, table: &Table) -> Result<(), Refusal> {
        let Table { dataset, rows } = table;
        let name = dataset.table_name();
        self.connection.execute_batch(&definition(dataset))?;
        let places = vec!["?"; dataset.columns.len()].join(", ");
        let mut insert =
            self.connection.prepare(&format!("INSERT INTO {name} VALUES ({places})"))?;
        for row in rows {
            insert.execute(params_from_iter(&row.values))?;
        }
        let mut describe = self.connection.prepare("INSERT INTO tu_dien VALUES (?, ?, ?, ?, ?)")?;
        for Column { name: column, label, kind, description, .. } in dataset.columns {
            describe.execute(params![name, column, label, kind.label(), description])?;
        }
        for column in indexed(dataset) {
            let sql = format!("CREATE INDEX {name}_{column} ON {name} ({column})");
            self.connection.execute_batch(&sql)?;
        }
        self.index_words(table)
    }

    fn finish(mut self: Box<Self>) -> Result<Finished, Refusal> {
        self.connection.execute_batch("COMMIT")?;
        match self.connection.serialize(MAIN_DB)? {
            Data::Owned(copy) => Ok(Box::new(copy)),
            Data::Shared(bytes) => Ok(Box::new(bytes.to_vec())),
        }
    }
}

/// `CREATE TABLE` with types, keys and what is required.
fn definition(dataset: &Dataset) -> String {
    let mut parts: Vec<String> = dataset.columns.iter().map(column).collect();
    if !dataset.primary_key.is_empty() {
        parts.push(format!("PRIMARY KEY ({})", dataset.primary_key.join(", ")));
    }
    format!("CREATE TABLE {} (\n  {}\n)", dataset.table_name(), parts.join(",\n  "))
}

fn column(column: &Column) -> String {
    let kind = match column.kind {
        Type::Text | Type::Enum(_) | Type::List => "TEXT",
        Type::Integer => "INTEGER",
        Type::Decimal => "REAL",
        Type::Date => "DATE",
        Type::Boolean => "BOOLEAN",
    };
    let mut text = format!("{} {kind}", column.name);
    if column.required {
        text.push_str(" NOT NULL");
    }
    let target = column.foreign_key.and_then(|key| {
        let dataset = DATASETS.iter().find(|dataset| dataset.stem == key.dataset)?;
        Some((dataset.table_name(), key.column))
    });
    if let Some((table, column)) = target {
        text = format!("{text} REFERENCES {table} ({column})");
    }
    text
}

/// Columns rows are looked for by, beyond the first of the primary key.
fn indexed(dataset: &Dataset) -> impl Iterator<Item = &'static str> {
    let first = dataset.primary_key.first();
    let is_sought = |column: &&Column| {
        column.foreign_key.is_some() || matches!(column.name, "item_id" | "status")
    };
    let columns = dataset.columns.iter().filter(is_sought).map(|column| column.name);
    columns.filter(move |name| Some(name) != first)
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::from(Null),
            Self::Text(text) => ToSqlOutput::from(text.as_str()),
            Self::Integer(number) => ToSqlOutput::from(*number),
            Self::Decimal(_) => ToSqlOutput::Owned(self.to_double().map_or(Cell::Null, Cell::Real)),
            Self::Date(date) => ToSqlOutput::from(date.to_string()),
            Self::Boolean(yes) => ToSqlOutput::from(*yes),
            Self::List(items) => {
                ToSqlOutput::from(serde_json::Value::from(items.clone()).to_string())
            }
        })
    }
}
