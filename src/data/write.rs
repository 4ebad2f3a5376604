//! Tables as files, each handed on as soon as it is made.

use std::collections::BTreeMap;

use super::about::About;
use super::archive::Archive;
use super::edition::{ARCHIVE, Edition, Published};

use super::facet::{Facet, facets};
use super::format::{BUNDLES, Bundle, BundleFormat, Cover, FORMATS, Format, Refusal, csv, json};
use super::schema::{DATASETS, Dataset};
use super::table::{Row, Source, Table};
use super::{Value, api, metadata};
use crate::checksum::sha256;
use crate::config::Config;
use crate::derive::Derived;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Id, Site};

/// Stem of an item's own files.
const PLAIN: &str = "index";
/// Stem of an item's own files with made-up figures.
const ILLUSTRATIVE: &str = "minh-hoa";

/// Stem of files with all tables.
const ALL: &str = "cong-khai";
/// The same with made-up figures.
const ALL_ILLUSTRATIVE: &str = "cong-khai-minh-hoa";

/// Takes a file of the site: its path with `/` and its bytes.
pub type Put<'a> = dyn FnMut(String, Vec<u8>, &mut Diagnostics) + 'a;

/// Where files and problems go; no file is kept here.
pub(super) struct Out<'d, 'p> {
    pub(super) diagnostics: &'d mut Diagnostics,
    sink: &'d mut Put<'p>,
}

impl Out<'_, '_> {
    /// Hands on a file.
    pub(super) fn put(&mut self, path: String, bytes: Vec<u8>) {
        (self.sink)(path, bytes, self.diagnostics);
    }

    /// Hands on a file and lists it, or reports why it could not be made.
    fn list(
        &mut self,
        path: String,
        format: &'static str,
        made: Result<Vec<u8>, Refusal>,
    ) -> Option<Written> {
        match made {
            Ok(bytes) => {
                let written = Written::new(&path, format, &bytes);
                self.put(path, bytes);
                Some(written)
            }
            Err(refusal) => {
                refused(&path, format, &refusal, self.diagnostics);
                None
            }
        }
    }
}

/// Reports a table that could not be written, unless its rows are known to be at fault.
pub(super) fn refused(path: &str, format: &str, refusal: &Refusal, diagnostics: &mut Diagnostics) {
    if !diagnostics.has_errors() {
        let message = format!("không ghi được `{path}` theo dạng {format}: {refusal}");
        let problem = Diagnostic::new(Code::RowUnfit, Place::file(path), message);
        diagnostics.push(problem.suggestion("sửa các hàng được nêu trong tệp nguồn"));
    }
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
    /// The rows that have a page of their own, in the order of the table.
    pub items: Vec<Id>,
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
/// Every file is handed to `put` as soon as it is made. Files of made-up figures stand in a folder of their own, rows
/// beside pages that rest on them in files of their own.
pub fn write_datasets(
    config: &Config,
    site: &Site,
    derived: &Derived,
    quality: &[Diagnostic],
    diagnostics: &mut Diagnostics,
    put: &mut Put<'_>,
) -> Vec<Release> {
    let published = Published::new(site, derived, quality);
    let editions = published.editions();
    let out = &mut Out { diagnostics, sink: put };
    let releases = editions.iter().map(|edition| release(config, edition, out)).collect();
    let official = editions.first().map(|edition| edition.source);
    let shown = published.shown();
    for dataset in DATASETS.iter().filter(|dataset| dataset.folder.is_some()) {
        items(shown, official.filter(|_| editions.len() > 1), dataset, out);
    }
    releases
}

/// Writes one edition: each table is made, written in every format and dropped before the next.
fn release(config: &Config, edition: &Edition<'_>, out: &mut Out<'_, '_>) -> Release {
    let Edition { folder, is_illustrative, ref about, source, ref datasets } = *edition;
    let mut release = Release {
        folder,
        is_illustrative,
        about: about.clone(),
        sets: Vec::new(),
        whole: Vec::new(),
        facets: Vec::new(),
    };
    let mut archive = Archive::new(about.version);
    let mut bundles = Bundles::new(&Cover::new(config, about, is_illustrative));
    for dataset in edition.whole() {
        let table = Table::new(source, dataset, out.diagnostics);
        bundles.add(&table);
        if datasets.iter().any(|one| one.stem == dataset.stem) {
            release.sets.push(single(folder, &table, &mut archive, out));
            release.facets.extend(facets(source.site, folder, &table, out));
        }
    }
    let stem = if is_illustrative { ALL_ILLUSTRATIVE } else { ALL };
    release.whole = bundles.finish(&format!("{folder}/{stem}"), out);
    for (name, bytes) in metadata::beside(config, &release) {
        archive.add(&name, &bytes);
        out.put(format!("{folder}/{name}"), bytes);
    }
    archive.add("README.md", metadata::readme(config, &release).as_bytes());
    let path = format!("{folder}/{ARCHIVE}");
    release.whole.extend(out.list(path, "ZIP", Ok(archive.finish())));
    for (name, bytes) in metadata::catalogue(config, &release) {
        out.put(format!("{folder}/{name}"), bytes);
    }
    api::edition(config, edition, &release, out);
    release
}

/// The files of one table.
fn single(folder: &str, table: &Table, archive: &mut Archive, out: &mut Out<'_, '_>) -> Summary {
    let Table { dataset, rows } = table;
    let mut files = Vec::new();
    for Format { name, folder: below, extension, write } in FORMATS {
        let path = format!("{folder}/{below}{}.{extension}", dataset.stem);
        let made = write(table);
        if let (Ok(bytes), "CSV") = (&made, *name) {
            archive.add(&format!("{}.csv", dataset.stem), bytes);
        }
        files.extend(out.list(path, name, made));
    }
    let cells = |row: &Row| row.values.iter().map(Value::to_cell).collect();
    let items = rows.iter().filter_map(|row| row.id.clone());
    Summary {
        dataset,
        rows: rows.len(),
        items: items.filter(|_| dataset.folder.is_some()).collect(),
        preview: rows.iter().take(PREVIEW).map(cells).collect(),
        files,
    }
}

/// The files that hold all tables of an edition, while they are made; what refuses a table is not fed again.
struct Bundles(Vec<(&'static BundleFormat, MadeBundle)>);

/// A file in the making, or why there will be none.
type MadeBundle = Result<Box<dyn Bundle>, Refusal>;

impl Bundles {
    fn new(cover: &Cover) -> Self {
        Self(BUNDLES.iter().map(|format| (format, (format.new)(cover))).collect())
    }

    fn add(&mut self, table: &Table) {
        for (_, made) in &mut self.0 {
            if let Ok(bundle) = made
                && let Err(refusal) = bundle.add(table)
            {
                *made = Err(refusal);
            }
        }
    }

    /// Hands on the files, named `stem` and the ending of their format.
    fn finish(self, stem: &str, out: &mut Out<'_, '_>) -> Vec<Written> {
        let list = |(format, made): (&BundleFormat, MadeBundle)| {
            let path = format!("{stem}.{}", format.extension);
            out.list(path, format.name, made.and_then(Bundle::finish))
        };
        self.0.into_iter().filter_map(list).collect()
    }
}

impl Written {
    fn new(path: &str, format: &'static str, bytes: &[u8]) -> Self {
        Self { path: path.to_owned(), format, bytes: bytes.len(), sha256: sha256(bytes) }
    }
}

/// The row of each item of a dataset as files beside its page: `index` holds what is official, if there is such a row,
/// and `minh-hoa` the same row with made-up figures, where it is another.
fn items(
    shown: Source<'_>,
    official: Option<Source<'_>>,
    dataset: &'static Dataset,
    out: &mut Out<'_, '_>,
) {
    let Some(folder) = dataset.folder else { return };
    // What is wrong with cells is reported already.
    let rows = |source| Table::new(source, dataset, &mut Diagnostics::default()).rows;
    let rows_shown = rows(shown);
    let official = official.map(rows);
    let official = official.as_ref().unwrap_or(&rows_shown);
    let official: BTreeMap<&Id, &Row> =
        official.iter().filter_map(|row| Some((row.id.as_ref()?, row))).collect();
    let mut add = |id: &Id, stem: &str, row: &Row| {
        out.put(format!("{folder}/{id}/{stem}.csv"), csv::write(dataset, [row]));
        out.put(format!("{folder}/{id}/{stem}.json"), json::lines(dataset, [row]));
    };
    for row in &rows_shown {
        let Some(id) = &row.id else { continue };
        let plain = official.get(id);
        if let Some(row) = plain {
            add(id, PLAIN, row);
        }
        if plain.is_none_or(|plain| plain.values != row.values) {
            add(id, ILLUSTRATIVE, row);
        }
    }
}
