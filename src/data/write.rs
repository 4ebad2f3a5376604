//! Tables as files, each handed on as soon as it is made.

use std::collections::BTreeMap;

use super::DATASETS;
use super::about::About;
use super::edition::{Edition, Official};
use super::format::{Bundle, FORMATS, Refusal, bundles, csv, json};
use super::schema::Dataset;
use super::table::{Row, Source, Table};
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

/// What was written, for the page that lists downloads.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// What there is of each dataset.
    pub summaries: Vec<Summary>,
    /// Files with all tables of an edition.
    pub bundles: Vec<Written>,
}

/// What there is of a dataset.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The dataset and its columns.
    pub dataset: &'static Dataset,
    /// Number of rows, made-up ones included.
    pub rows: usize,
    /// Its files, those of made-up figures last.
    pub files: Vec<Written>,
}

/// A file as listed for downloading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Path below the site, with `/`.
    pub path: String,
    /// What people know it as ("CSV").
    pub format: &'static str,
    /// Media type ("text/csv").
    pub media_type: &'static str,
    /// Whether it may hold made-up figures.
    pub is_illustrative: bool,
    /// Number of rows, without a heading.
    pub rows: usize,
    /// Size in bytes.
    pub bytes: usize,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
}

/// Writes every dataset in every format, the files with all of them, and each item's own row beside its page.
///
/// Each table is made once for each edition, written in all formats, and dropped. Files of made-up figures stand in
/// a folder of their own, rows beside pages that rest on them in files of their own.
pub fn write_datasets(
    config: &Config,
    site: &Site,
    derived: &Derived,
    quality: &[Diagnostic],
    diagnostics: &mut Diagnostics,
    put: &mut Put<'_>,
) -> Listing {
    let source = Source { site, derived, quality };
    let official = Official::new(source);
    let editions = official.editions(source);
    let mut writer = Writer { diagnostics, sink: put };
    let mut all: Vec<All<'_>> =
        editions.iter().map(|edition| All::new(config, *edition, &mut writer)).collect();
    let mut listing = Listing::default();
    for dataset in DATASETS {
        let mut summary = Summary { dataset, rows: 0, files: Vec::new() };
        let mut tables = Vec::new();
        for (place, (edition, all)) in editions.iter().zip(&mut all).enumerate() {
            // The last edition has all cells of the others: problems are reported once.
            let is_last = place + 1 == editions.len();
            let mut known = Diagnostics::default();
            let problems = if is_last { &mut *writer.diagnostics } else { &mut known };
            let table = edition.table(dataset, problems);
            if let Some(table) = &table {
                if edition.lists(dataset) {
                    summary.files.extend(writer.files(*edition, table));
                }
                all.add(table, &mut writer);
                summary.rows = table.rows.len();
            }
            tables.push(table);
        }
        if let ([official, ..], [.., Some(shown)]) = (&*tables, &*tables) {
            writer.items(official.as_ref(), shown);
        }
        if !summary.files.is_empty() {
            listing.summaries.push(summary);
        }
    }
    for all in all {
        listing.bundles.extend(all.finish(&mut writer));
    }
    listing
}

/// The files with all tables of an edition, in the making.
struct All<'a> {
    edition: Edition<'a>,
    bundles: Vec<Box<dyn Bundle>>,
    rows: usize,
}

impl<'a> All<'a> {
    fn new(config: &Config, edition: Edition<'a>, writer: &mut Writer<'_, '_>) -> Self {
        let about = About::new(config, edition.source, edition.is_illustrative);
        let bundles = bundles(&about).unwrap_or_else(|refusal| {
            refused(edition.folder, ALL, &refusal, writer.diagnostics);
            Vec::new()
        });
        Self { edition, bundles, rows: 0 }
    }

    fn add(&mut self, table: &Table, writer: &mut Writer<'_, '_>) {
        self.rows += table.rows.len();
        self.bundles.retain_mut(|bundle| {
            let added = bundle.add(table);
            if let Err(refusal) = &added {
                refused(table.dataset.stem, bundle.name(), refusal, writer.diagnostics);
            }
            added.is_ok()
        });
    }

    fn finish(self, writer: &mut Writer<'_, '_>) -> Vec<Written> {
        let Edition { folder, is_illustrative, .. } = self.edition;
        let stem = if is_illustrative { ALL_ILLUSTRATIVE } else { ALL };
        let mut listed = Vec::new();
        for bundle in self.bundles {
            let written = Written {
                path: format!("{folder}/{stem}.{}", bundle.extension()),
                format: bundle.name(),
                media_type: bundle.media_type(),
                is_illustrative,
                rows: self.rows,
                bytes: 0,
                sha256: String::new(),
            };
            listed.extend(writer.put(written, bundle.finish()));
        }
        listed
    }
}

/// Where files and problems go.
struct Writer<'d, 'p> {
    diagnostics: &'d mut Diagnostics,
    sink: &'d mut Put<'p>,
}

impl Writer<'_, '_> {
    /// The files of a table in an edition.
    fn files(&mut self, edition: Edition<'_>, table: &Table) -> Vec<Written> {
        let mut listed = Vec::new();
        for format in FORMATS {
            let (above, below) = (edition.folder, format.folder);
            let written = Written {
                path: format!("{above}/{below}{}.{}", table.dataset.stem, format.extension),
                format: format.name,
                media_type: format.media_type,
                is_illustrative: edition.is_illustrative,
                rows: table.rows.len(),
                bytes: 0,
                sha256: String::new(),
            };
            listed.extend(self.put(written, (format.write)(table)));
        }
        listed
    }

    /// The row of each item as files beside its page: `index` holds what is official, if there is such a row, and
    /// `minh-hoa` the same row with made-up figures, where it is another.
    fn items(&mut self, official: Option<&Table>, shown: &Table) {
        let dataset = shown.dataset;
        let Some(folder) = dataset.folder else { return };
        let rows = official.map_or(&[][..], |official| &official.rows);
        let official: BTreeMap<&Id, &Row> =
            rows.iter().filter_map(|row| Some((row.id.as_ref()?, row))).collect();
        let mut add = |id: &Id, stem: &str, row: &Row| {
            let files =
                [("csv", csv::write(dataset, [row])), ("json", json::lines(dataset, [row]))];
            for (extension, bytes) in files {
                let path = format!("{folder}/{id}/{stem}.{extension}");
                (self.sink)(path, bytes, self.diagnostics);
            }
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
    }

    /// Hands on a file and lists it, or reports why it could not be made.
    fn put(&mut self, mut written: Written, made: Result<Vec<u8>, Refusal>) -> Option<Written> {
        match made {
            Ok(bytes) => {
                written.bytes = bytes.len();
                written.sha256 = sha256(&bytes);
                (self.sink)(written.path.clone(), bytes, self.diagnostics);
                Some(written)
            }
            Err(refusal) => {
                refused(&written.path, written.format, &refusal, self.diagnostics);
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
