//! Tables as files in memory.

use std::collections::BTreeMap;

use super::edition::{Edition, Editions, editions};
use super::schema::Dataset;
use super::table::{Row, Source, Table};
use super::{csv, json};
use crate::checksum::sha256;
use crate::derive::Derived;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Id, Site};

/// Stem of an item's own files.
const PLAIN: &str = "index";
/// Stem of an item's own files with made-up figures.
const ILLUSTRATIVE: &str = "minh-hoa";

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Path below the site, with `/`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// All files of open data.
#[derive(Clone, Debug, Default)]
pub struct DataFiles {
    /// The files: those of whole datasets first, then those of single items.
    pub files: Vec<File>,
    /// What there is of each dataset, for the page that lists downloads.
    pub summaries: Vec<Summary>,
}

/// What there is of a dataset.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The dataset and its columns.
    pub dataset: &'static Dataset,
    /// Number of rows, made-up ones included.
    pub rows: usize,
    /// Its files; those of made-up figures last, and their format says so.
    pub files: Vec<Written>,
}

/// A file of a dataset, as listed for downloading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Path below the site, with `/`.
    pub path: String,
    /// What people know it as ("CSV", "CSV, số liệu minh họa").
    pub format: &'static str,
    /// Size in bytes.
    pub bytes: usize,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
}

/// Writes every dataset in every format, and each item's own row beside its page.
///
/// Files of made-up figures stand in a folder of their own, rows beside pages that rest on them in files of their own.
pub fn write_datasets(
    site: &Site,
    derived: &Derived,
    quality: &[Diagnostic],
    diagnostics: &mut Diagnostics,
) -> DataFiles {
    let Editions { list, shown } = editions(Source { site, derived, quality }, diagnostics);
    let mut data = DataFiles::default();
    for table in &shown {
        let dataset = table.dataset;
        let mut summary = Summary { dataset, rows: table.rows.len(), files: Vec::new() };
        for edition in &list {
            let of_edition = edition.tables.iter().find(|one| one.dataset.stem == dataset.stem);
            for (written, bytes) in of_edition.into_iter().flat_map(|table| files(edition, table)) {
                data.files.push(File { path: written.path.clone(), bytes });
                summary.files.push(written);
            }
        }
        if !summary.files.is_empty() {
            data.summaries.push(summary);
        }
    }
    let official = list.first().map_or(&[][..], |edition| &edition.tables);
    for table in &shown {
        let of_edition = official.iter().find(|one| one.dataset.stem == table.dataset.stem);
        data.files.extend(items(table, of_edition.map_or(&[], |table| &table.rows)));
    }
    data
}

/// The files of a table in an edition, as listed for downloading, with their bytes.
fn files(edition: &Edition, table: &Table) -> Vec<(Written, Vec<u8>)> {
    let Table { dataset, rows } = table;
    let (folder, stem) = (edition.folder, dataset.stem);
    let formats: [&'static str; 3] = if edition.is_illustrative {
        ["CSV, số liệu minh họa", "JSON, số liệu minh họa", "CSV cho Excel, số liệu minh họa"]
    } else {
        ["CSV", "JSON", "CSV cho Excel"]
    };
    let csv = csv::write(dataset, rows);
    let for_excel = csv::for_excel(&csv);
    let files = [
        (format!("{folder}/{stem}.csv"), csv),
        (format!("{folder}/{stem}.json"), json::array(dataset, rows)),
        (format!("{folder}/excel/{stem}.csv"), for_excel),
    ];
    let listed = formats.into_iter().zip(files).map(|(format, (path, bytes))| {
        let written = Written { path, format, bytes: bytes.len(), sha256: sha256(&bytes) };
        (written, bytes)
    });
    listed.collect()
}

/// The row of each item as files beside its page: `index` holds what is official, if there is such a row, and
/// `minh-hoa` the same row with made-up figures, where it is another.
fn items(shown: &Table, official: &[Row]) -> Vec<File> {
    let dataset = shown.dataset;
    let Some(folder) = dataset.folder else { return Vec::new() };
    let official: BTreeMap<&Id, &Row> =
        official.iter().filter_map(|row| Some((row.id.as_ref()?, row))).collect();
    let mut files = Vec::new();
    let mut add = |id: &Id, stem: &str, row: &Row| {
        files.push(File {
            path: format!("{folder}/{id}/{stem}.csv"),
            bytes: csv::write(dataset, [row]),
        });
        files.push(File {
            path: format!("{folder}/{id}/{stem}.json"),
            bytes: format!("{}\n", json::object(dataset, row)).into_bytes(),
        });
    };
    for row in &shown.rows {
        let Some(id) = &row.id else { continue };
        let plain = official.get(id);
        if let Some(row) = plain {
            add(id, PLAIN, row);
        }
        if plain.is_none_or(|plain| plain.values != row.values) {
            add(id, ILLUSTRATIVE, row);
        }
    }
    files
}
