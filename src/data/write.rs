//! Tables as files in memory.

use std::collections::BTreeMap;

use super::about::About;
use super::archive::Archive;
use super::edition::{Edition, Editions, editions};
use super::facet::{Facet, facets};
use super::schema::Dataset;
use super::table::{Row, Source, Table};
use super::{Value, api, csv, json, metadata};
use crate::checksum::sha256;
use crate::config::Config;
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
    /// What is published, the official edition first.
    pub releases: Vec<Release>,
}

/// An edition as published: all that metadata is made from.
#[derive(Clone, Debug)]
pub struct Release {
    /// Folder of its files, without a slash at the end.
    pub folder: &'static str,
    /// Whether its figures are made up to show how the site works.
    pub is_illustrative: bool,
    /// What it is about and as of when.
    pub about: About,
    /// Its datasets.
    pub sets: Vec<Summary>,
    /// Files that hold all datasets.
    pub whole: Vec<Written>,
    /// Parts of its tables by agency, plan, section and status.
    pub facets: Vec<Facet>,
}

/// What there is of a dataset in an edition.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The dataset and its columns.
    pub dataset: &'static Dataset,
    /// Number of rows.
    pub rows: usize,
    /// Cells of the first rows, as in the CSV.
    pub preview: Vec<Vec<String>>,
    /// Its files.
    pub files: Vec<Written>,
}

/// A file, as listed for downloading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Path below the site, with `/`.
    pub path: String,
    /// What people know it as ("CSV", "CSV cho Excel").
    pub format: &'static str,
    /// Size in bytes.
    pub bytes: usize,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
}

impl Release {
    /// The dataset of that stem, if this edition has it.
    pub fn set(&self, stem: &str) -> Option<&Summary> {
        self.sets.iter().find(|set| set.dataset.stem == stem)
    }
}

impl Summary {
    /// The file of that name.
    pub fn file(&self, path: &str) -> Option<&Written> {
        self.files.iter().find(|file| file.path == path)
    }
}

/// Rows shown before downloading.
const PREVIEW: usize = 3;

/// Writes every dataset in every format, each item's own row beside its page, and what describes them.
///
/// Files of made-up figures stand in a folder of their own, rows beside pages that rest on them in files of their own.
pub fn write_datasets(
    config: &Config,
    site: &Site,
    derived: &Derived,
    quality: &[Diagnostic],
    diagnostics: &mut Diagnostics,
) -> DataFiles {
    let Editions { list, shown } = editions(Source { site, derived, quality }, diagnostics);
    let mut data = DataFiles::default();
    for edition in &list {
        let release = release(config, site, edition, &mut data.files);
        data.releases.push(release);
    }
    let official = list.first().map_or(&[][..], |edition| &edition.tables);
    for table in &shown {
        let of_edition = official.iter().find(|one| one.dataset.stem == table.dataset.stem);
        data.files.extend(items(table, of_edition.map_or(&[], |table| &table.rows)));
    }
    data
}

/// Writes one edition.
fn release(config: &Config, site: &Site, edition: &Edition, out: &mut Vec<File>) -> Release {
    let Edition { folder, is_illustrative, ref about, ref tables } = *edition;
    let mut archive = Archive::new(about.version);
    let mut sets = Vec::new();
    for table in tables {
        let Table { dataset, rows } = table;
        let preview = rows.iter().take(PREVIEW);
        let preview = preview.map(|row| row.values.iter().map(Value::to_cell).collect()).collect();
        let mut files = Vec::new();
        for (written, bytes) in formats(folder, table) {
            if written.format == "CSV" {
                archive.add(&format!("{}.csv", dataset.stem), &bytes);
            }
            out.push(File { path: written.path.clone(), bytes });
            files.push(written);
        }
        sets.push(Summary { dataset, rows: rows.len(), preview, files });
    }
    let about = about.clone();
    let mut release = Release {
        folder,
        is_illustrative,
        about,
        sets,
        whole: Vec::new(),
        facets: facets(site, edition, out),
    };
    for (name, bytes) in metadata::beside(config, &release) {
        archive.add(&name, &bytes);
        out.push(File { path: format!("{folder}/{name}"), bytes });
    }
    archive.add("README.md", metadata::readme(config, &release).as_bytes());
    let path = format!("{folder}/toan-bo-du-lieu.zip");
    let bytes = archive.finish();
    release.whole.push(Written::new(&path, "ZIP", &bytes));
    out.push(File { path, bytes });
    for (name, bytes) in metadata::catalogue(config, &release) {
        out.push(File { path: format!("{folder}/{name}"), bytes });
    }
    api::edition(config, edition, &release, out);
    release
}

impl Written {
    fn new(path: &str, format: &'static str, bytes: &[u8]) -> Self {
        Self { path: path.to_owned(), format, bytes: bytes.len(), sha256: sha256(bytes) }
    }
}

/// The files of a table, as listed for downloading, with their bytes.
fn formats(folder: &str, table: &Table) -> Vec<(Written, Vec<u8>)> {
    let Table { dataset, rows } = table;
    let stem = dataset.stem;
    let csv = csv::write(dataset, rows);
    let for_excel = csv::for_excel(&csv);
    let files = [
        ("CSV", format!("{folder}/{stem}.csv"), csv),
        ("JSON", format!("{folder}/{stem}.json"), json::array(dataset, rows)),
        ("CSV cho Excel", format!("{folder}/excel/{stem}.csv"), for_excel),
    ];
    let listed =
        files.into_iter().map(|(format, path, bytes)| (Written::new(&path, format, &bytes), bytes));
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
