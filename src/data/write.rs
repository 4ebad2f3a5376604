//! Tables as files, each put into the site as soon as it is made.
//!
//! A table is made for its own files, then once more for the files with all tables: only few are ever in memory. Groups
//! of files are known by the rows they were made from, so that a later run makes only those whose rows changed.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};
use std::{iter, thread};

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::clean::check;
use super::digests::{Digests, TableDigests};
use super::edition::{Edition, Published};
use super::facet::{Facet, facets, sections};
use super::format::{FORMATS, Format, Refusal, csv, json};
use super::schema::{DATASETS, Dataset};
use super::shard::Shard;
use super::table::{Row, Source, Table};
use super::{api, metadata, whole};
use crate::checksum::{Digest, digest_of};
use crate::config::Config;
use crate::derive::Derived;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Id, Site};
use crate::tree::{Group, OutputTree};

/// Stem of an item's own files.
const PLAIN: &str = "index";

/// Stem of an item's own files with made-up figures.
const ILLUSTRATIVE: &str = "minh-hoa";

/// Adds a file to its group and lists it, or reports why it could not be made.
pub(super) fn list(
    group: &Group<'_>,
    path: String,
    format: &str,
    made: Result<&[u8], &Refusal>,
    diagnostics: &mut Diagnostics,
) -> Option<Written> {
    match made {
        Ok(bytes) => {
            let length = bytes.len();
            let sha256 = group.insert(path.clone(), bytes, diagnostics).to_string();
            Some(Written { path, format: format.to_owned(), bytes: length, sha256 })
        }
        Err(refusal) => {
            refused(&path, format, refusal, diagnostics);
            None
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Path below the site, with `/`.
    pub path: String,
    /// What people know it as ("CSV", "CSV cho Excel").
    pub format: String,
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

/// All tables of a site, as it is and as it would be without made-up figures.
///
/// Files of made-up figures stand in a folder of their own, rows beside pages that rest on them in files of their own.
pub struct OpenData<'a> {
    config: &'a Config,
    published: Published<'a>,
}

/// What is written of each edition so far.
pub struct WrittenTables {
    /// The editions, without the files that hold all tables.
    pub releases: Vec<Release>,
    digests: Vec<Digests>,
    /// Whether all rows are fit to be published.
    is_good: bool,
}

impl<'a> OpenData<'a> {
    /// The tables of `site`; `quality` is what is published of its problems.
    pub fn new(
        config: &'a Config,
        site: &'a Site,
        derived: &'a Derived,
        quality: &[Diagnostic],
    ) -> Self {
        Self { config, published: Published::new(site, derived, quality) }
    }

    /// Writes every dataset in every format, each item's own row beside its page, and what describes them.
    pub fn write_tables(
        &self,
        tree: &OutputTree<'_>,
        diagnostics: &mut Diagnostics,
    ) -> WrittenTables {
        let Self { config, published } = self;
        let editions = published.editions();
        let (releases, digests) = every_table(&editions, tree, diagnostics).into_iter().unzip();
        let is_good = !diagnostics.has_errors();
        let tables = WrittenTables { releases, digests, is_good };
        let (mut of_editions, mut of_items) = (Diagnostics::default(), Diagnostics::default());
        let whole_editions = || {
            for (edition, (release, digests)) in editions.iter().zip(tables.editions()) {
                api::edition(config, edition, release, digests, tree, &mut of_editions);
                for (name, bytes) in metadata::beside(config, release) {
                    tree.insert(format!("{}/{name}", release.folder), bytes, &mut of_editions);
                }
            }
        };
        let single_items = || every_item(published, &editions, &tables, tree, &mut of_items);
        rayon::join(whole_editions, single_items);
        diagnostics.extend(of_editions);
        diagnostics.extend(of_items);
        tables
    }

    /// Writes the files that hold all tables while `other` works. `other` is given a function that waits for them and
    /// says which editions there are in the end.
    pub fn write_whole_beside(
        &self,
        tables: &WrittenTables,
        tree: &OutputTree<'_>,
        other: impl FnOnce(&dyn Fn(&mut Diagnostics) -> Vec<Release>),
    ) {
        // A pool of its own: in that of all others its work would wait until every page is made.
        let alone = ThreadPoolBuilder::new().num_threads(1).build();
        let work = || {
            let mut problems = Diagnostics::default();
            (self.write_whole(tables, tree, &mut problems), problems)
        };
        thread::scope(|scope| {
            let whole = scope.spawn(|| match &alone {
                Ok(pool) => pool.install(work),
                Err(_) => work(),
            });
            let whole = Cell::new(Some(whole));
            other(&|diagnostics| {
                let Some(whole) = whole.take() else { return Vec::new() };
                let (releases, problems) =
                    whole.join().unwrap_or_else(|panic| resume_unwind(panic));
                diagnostics.extend(problems);
                releases
            });
        });
    }

    /// Writes the files that hold all tables, and the catalogues, which list them; returns the editions with them.
    ///
    /// Each such file is made on one core, because its parts follow one another.
    pub fn write_whole(
        &self,
        tables: &WrittenTables,
        tree: &OutputTree<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Release> {
        let mut complete = Vec::new();
        for (edition, (release, digests)) in self.published.editions().iter().zip(tables.editions())
        {
            let mut release = release.clone();
            // What is wrong with rows is reported; that these files refuse them too would be said twice.
            if tables.is_good {
                release.whole =
                    whole::write(self.config, edition, &release, digests, tree, diagnostics);
            }
            for (name, bytes) in metadata::catalogue(self.config, &release) {
                tree.insert(format!("{}/{name}", release.folder), bytes, diagnostics);
            }
            #[cfg(feature = "sqlite")]
            if let Some((name, bytes)) =
                metadata::beside_database(self.config, &release, &edition.whole())
            {
                tree.insert(format!("{}/{name}", release.folder), bytes, diagnostics);
            }
            complete.push(release);
        }
        complete
    }
}

impl WrittenTables {
    fn editions(&self) -> impl Iterator<Item = (&Release, &Digests)> {
        self.releases.iter().zip(&self.digests)
    }
}

/// Tables made at once; more would be more in memory.
const AT_ONCE: usize = 2;

/// Writes the tables of all editions, each by itself.
fn every_table(
    editions: &[Edition<'_>],
    tree: &OutputTree<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<(Release, Digests)> {
    let of_edition = |(place, edition)| -> Vec<(usize, &Edition<'_>, &'static Dataset)> {
        let datasets = Edition::whole(edition).into_iter();
        datasets.map(|dataset| (place, edition, dataset)).collect()
    };
    // Whoever is done with one takes the next, because some are a thousand times longer than others.
    let queue = Mutex::new(editions.iter().enumerate().flat_map(of_edition).enumerate());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let write =
        |(order, (place, edition, dataset))| (order, place, one_table(edition, dataset, tree));
    let worker = |_| iter::from_fn(next).map(write).collect::<Vec<_>>();
    let mut written: Vec<_> = (0..AT_ONCE).into_par_iter().flat_map_iter(worker).collect();
    written.sort_by_key(|(order, ..)| *order);
    let empty = |edition: &Edition<'_>| {
        let release = Release {
            folder: edition.folder,
            is_illustrative: edition.is_illustrative,
            about: edition.about.clone(),
            sets: Vec::new(),
            whole: Vec::new(),
            facets: Vec::new(),
        };
        (release, Digests::new())
    };
    let mut releases: Vec<(Release, Digests)> = editions.iter().map(empty).collect();
    for (_, place, table) in written {
        let (release, digests) = &mut releases[place];
        digests.insert(table.stem, table.digests);
        if let Some((set, facets)) = table.written {
            release.sets.push(set);
            release.facets.extend(facets);
        }
        diagnostics.extend(table.problems);
    }
    releases
}

/// What came of a table.
struct OneTable {
    stem: &'static str,
    digests: TableDigests,
    /// What was written of it alone, if it has files of its own.
    written: Option<(Summary, Vec<Facet>)>,
    problems: Diagnostics,
}

/// Makes the table of `dataset` and writes what is made of it alone.
fn one_table(edition: &Edition<'_>, dataset: &'static Dataset, tree: &OutputTree<'_>) -> OneTable {
    let mut problems = Diagnostics::default();
    let Edition { folder, source, ref datasets, .. } = *edition;
    let table = Table::new(source, dataset);
    check(&table, &mut problems);
    let digests = TableDigests::new(&table);
    let is_single = datasets.iter().any(|one| one.stem == dataset.stem);
    let written =
        is_single.then(|| single(source.site, folder, &table, digests.all, tree, &mut problems));
    OneTable { stem: dataset.stem, digests, written, problems }
}

/// The row of every item beside its page.
fn every_item(
    published: &Published<'_>,
    editions: &[Edition<'_>],
    tables: &WrittenTables,
    tree: &OutputTree<'_>,
    diagnostics: &mut Diagnostics,
) {
    let official = editions.first().filter(|_| editions.len() > 1).map(|edition| edition.source);
    for dataset in DATASETS {
        let sets = || tables.releases.iter().filter_map(|release| release.set(dataset.stem));
        let Some(folder) = dataset.folder else { continue };
        let Some(items) = sets().map(|set| &set.items).max_by_key(|items| items.len()) else {
            continue;
        };
        let write = |shard: &Shard| {
            let mut problems = Diagnostics::default();
            let source = || {
                let buckets = shard.buckets(sets().flat_map(|set| &set.items));
                let about = |digests: &Digests| {
                    digests.get(dataset.stem).map(|one| one.about(dataset, &buckets))
                };
                digest_of(&tables.digests.iter().map(about).collect::<Vec<_>>())
            };
            let only = |source| Source { only: Some(*shard), ..source };
            let make = |group: &Group<'_>, diagnostics: &mut Diagnostics| {
                let (shown, official) = (only(published.shown()), official.map(only));
                self::items(folder, shown, official, dataset, group, diagnostics);
            };
            tree.insert_group(&format!("{folder}/{}", shard.number()), source, make, &mut problems);
            problems
        };
        let problems: Vec<Diagnostics> = Shard::all(items.len()).par_iter().map(write).collect();
        for found in problems {
            diagnostics.extend(found);
        }
    }
}

/// The files of one table, and its parts.
fn single(
    site: &Site,
    folder: &str,
    table: &Table,
    digest: Digest,
    tree: &OutputTree<'_>,
    diagnostics: &mut Diagnostics,
) -> (Summary, Vec<Facet>) {
    let Table { dataset, rows } = table;
    let sections = sections(site, table);
    let (files, facets) = tree.insert_group(
        &format!("{folder}/{}", dataset.stem),
        || digest_of(&(digest, &sections)),
        |group, diagnostics| {
            let mut problems = Diagnostics::default();
            let made = rayon::join(
                || in_every_format(folder, table, group, diagnostics),
                || facets(folder, table, &sections, group, &mut problems),
            );
            diagnostics.extend(problems);
            made
        },
        diagnostics,
    );
    let cells = |row: &Row| row.values.iter().map(|value| value.to_cell().into_owned()).collect();
    let items = rows.iter().filter_map(|row| row.id.clone());
    let summary = Summary {
        dataset,
        rows: rows.len(),
        items: items.filter(|_| dataset.folder.is_some()).collect(),
        preview: rows.iter().take(PREVIEW).map(cells).collect(),
        files,
    };
    (summary, facets)
}

/// A table in every format that has a file for each table.
fn in_every_format(
    folder: &str,
    table: &Table,
    group: &Group<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Written> {
    let write = |format: &Format| {
        let Format { name, folder: below, extension, write } = format;
        let mut problems = Diagnostics::default();
        let path = format!("{folder}/{below}{}.{extension}", table.dataset.stem);
        (list(group, path, name, write(table).as_deref(), &mut problems), problems)
    };
    let (files, problems): (Vec<_>, Vec<_>) = FORMATS.par_iter().map(write).unzip();
    for found in problems {
        diagnostics.extend(found);
    }
    files.into_iter().flatten().collect()
}

/// The row of each item of a dataset as files beside its page: `index` holds what is official, if there is such a row,
/// and `minh-hoa` the same row with made-up figures, where it is another.
fn items(
    folder: &str,
    shown: Source<'_>,
    official: Option<Source<'_>>,
    dataset: &'static Dataset,
    group: &Group<'_>,
    diagnostics: &mut Diagnostics,
) {
    let table = |source| Table::new(source, dataset);
    let (shown, official) = rayon::join(|| table(shown), || official.map(table));
    let by_id = official.as_ref().unwrap_or(&shown).rows.iter();
    let official: BTreeMap<&Id, &Row> =
        by_id.filter_map(|row| Some((row.id.as_ref()?, row))).collect();
    let mut add = |id: &Id, stem: &str, row: &Row| {
        let path = |ending: &str| format!("{folder}/{id}/{stem}.{ending}");
        group.insert(path("csv"), csv::write(dataset, [row]), diagnostics);
        group.insert(path("json"), json::lines(dataset, std::slice::from_ref(row)), diagnostics);
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
