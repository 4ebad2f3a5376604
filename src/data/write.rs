//! Tables as files in memory.

use super::schema::Dataset;
use super::table::{Table, tables};
use super::{csv, json};
use crate::checksum::sha256;
use crate::derive::Derived;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Site;

/// Folder of the datasets.
const FOLDER: &str = "du-lieu";

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
    /// Number of rows.
    pub rows: usize,
    /// Its files.
    pub files: Vec<Written>,
}

/// A file of a dataset, as listed for downloading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Path below the site, with `/`.
    pub path: String,
    /// What people know it as ("CSV").
    pub format: &'static str,
    /// Size in bytes.
    pub bytes: usize,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
}

/// Writes every dataset in every format, and each item's own row beside its page.
pub fn write_datasets(
    site: &Site,
    derived: &Derived,
    quality: &[Diagnostic],
    diagnostics: &mut Diagnostics,
) -> DataFiles {
    let tables = tables(site, derived, quality, diagnostics);
    let mut data = DataFiles::default();
    for table in &tables {
        let Table { dataset, rows } = table;
        let stem = dataset.stem;
        let csv = csv::write(dataset, rows);
        let files = [
            ("CSV", format!("{FOLDER}/{stem}.csv"), csv.clone()),
            ("JSON", format!("{FOLDER}/{stem}.json"), json::array(dataset, rows)),
            ("CSV cho Excel", format!("{FOLDER}/excel/{stem}.csv"), csv::for_excel(&csv)),
        ];
        let mut summary = Summary { dataset, rows: rows.len(), files: Vec::new() };
        for (format, path, bytes) in files {
            let sha256 = sha256(&bytes);
            summary.files.push(Written { path: path.clone(), format, bytes: bytes.len(), sha256 });
            data.files.push(File { path, bytes });
        }
        data.summaries.push(summary);
    }
    for table in &tables {
        data.files.extend(items(table));
    }
    data
}

/// The row of each item as a file beside its page.
fn items(table: &Table) -> Vec<File> {
    let Table { dataset, rows } = table;
    let Some(folder) = dataset.folder else { return Vec::new() };
    let mut files = Vec::new();
    for row in rows {
        let Some(id) = &row.id else { continue };
        files.push(File {
            path: format!("{folder}/{id}/index.csv"),
            bytes: csv::write(dataset, [row]),
        });
        files.push(File {
            path: format!("{folder}/{id}/index.json"),
            bytes: format!("{}\n", json::object(dataset, row)).into_bytes(),
        });
    }
    files
}
