//! The files with all tables of an edition, each made by a thread that is handed one table after the other.

use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::thread;

use super::archive::Archive;
use super::digests::Digests;
use super::edition::{ARCHIVE, Edition};
use super::format::{BUNDLES, Bundle, BundleFormat, Cover, Finished, Refusal, csv};
use super::metadata;
use super::table::Table;
use super::write::{Release, Written, list};
use crate::checksum::{Digest, digest, digest_of, digest_of_all};
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::Date;
use crate::tree::{Group, OutputTree};

/// Stem of files with all tables.
const ALL: &str = "cong-khai";
/// The same with made-up figures.
const ALL_ILLUSTRATIVE: &str = "cong-khai-minh-hoa";

/// Path of the workbook with all tables of an edition; pages name it before it is made.
pub fn workbook_path(release: &Release) -> String {
    format!("{}/{}.xlsx", release.folder, stem(release.is_illustrative))
}

/// Stem of the files with all tables of an edition.
fn stem(is_illustrative: bool) -> &'static str {
    if is_illustrative { ALL_ILLUSTRATIVE } else { ALL }
}

/// A file in the making, or why there will be none: what refuses a table is not fed again.
struct Whole<'a> {
    path: String,
    format: &'static str,
    made: Result<Box<dyn Bundle + 'a>, Refusal>,
}

/// Writes them. `digests` are those of all tables.
pub(super) fn write(
    config: &Config,
    edition: &Edition<'_>,
    release: &Release,
    digests: &Digests,
    tree: &OutputTree<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Written> {
    let folder = edition.folder;
    let cover = Cover::new(config, &edition.about, edition.is_illustrative);
    let mut texts = metadata::beside(config, release);
    texts.push(("README.md".to_owned(), metadata::readme(config, release).into_bytes()));
    let sums: Vec<Digest> = texts.iter().map(|(_, bytes)| digest(bytes)).collect();
    let rows = || digest_of_all(digests.values().map(|table| table.all));
    let source = || digest_of(&(cover.lines(), rows(), sums));
    let stem = stem(edition.is_illustrative);
    tree.insert_group(
        &format!("{folder}/{stem}"),
        source,
        |group, diagnostics| {
            let begun = begin(edition, stem, &cover, digests, &texts, group);
            let table = |dataset| Table::new(edition.source, dataset);
            let finished = thread::scope(|scope| {
                let start = |file| {
                    // Handed over, not laid by: else all tables would be in memory before the slowest file has them.
                    let (sender, tables) = sync_channel::<Arc<Table>>(0);
                    let make = || {
                        let mut problems = Diagnostics::default();
                        let (path, format, made) = tables
                            .into_iter()
                            .fold(file, |file: Whole<'_>, table| file.with(&table))
                            .finish();
                        let made = made.as_deref().map(|bytes| &**bytes);
                        (list(group, path, format, made, &mut problems), problems)
                    };
                    (sender, scope.spawn(make))
                };
                let (senders, threads): (Vec<_>, Vec<_>) = begun.into_iter().map(start).unzip();
                for table in edition.whole().into_iter().map(table).map(Arc::new) {
                    for sender in &senders {
                        // One that is gone panicked; that is told below.
                        let _ = sender.send(table.clone());
                    }
                }
                drop(senders);
                let join = |thread: thread::ScopedJoinHandle<'_, _>| {
                    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
                };
                threads.into_iter().map(join).collect::<Vec<_>>()
            });
            let (files, problems): (Vec<_>, Vec<_>) = finished.into_iter().unzip();
            for found in problems {
                diagnostics.extend(found);
            }
            files.into_iter().flatten().collect()
        },
        diagnostics,
    )
}

/// All such files of an edition, empty.
fn begin<'a>(
    edition: &Edition<'_>,
    stem: &str,
    cover: &Cover,
    digests: &'a Digests,
    texts: &'a [(String, Vec<u8>)],
    group: &'a Group<'a>,
) -> Vec<Whole<'a>> {
    let folder = edition.folder;
    let bundle = |format: &BundleFormat| Whole {
        path: format!("{folder}/{stem}.{}", format.extension),
        format: format.name,
        made: (format.new)(cover).map(|made| made as Box<dyn Bundle>),
    };
    let date = edition.about.version;
    let listed = edition.datasets.iter().map(|dataset| dataset.stem).collect();
    let packed = Packed { group, digests, archive: Archive::new(date), date, listed, texts };
    let path = format!("{folder}/{ARCHIVE}");
    let archive = Whole { path, format: "ZIP", made: Ok(Box::new(packed)) };
    BUNDLES.iter().map(bundle).chain([archive]).collect()
}

impl Whole<'_> {
    fn with(mut self, table: &Table) -> Self {
        if let Ok(bundle) = &mut self.made
            && let Err(refusal) = bundle.add(table)
        {
            self.made = Err(refusal);
        }
        self
    }

    fn finish(self) -> (String, &'static str, Result<Finished, Refusal>) {
        (self.path, self.format, self.made.and_then(Bundle::finish))
    }
}

/// The tables with files of their own as CSV, and what describes them, packed.
struct Packed<'a> {
    group: &'a Group<'a>,
    digests: &'a Digests,
    archive: Archive,
    /// The date of its files.
    date: Option<Date>,
    /// Stems of those tables.
    listed: Vec<&'static str>,
    /// Name and content of what describes them.
    texts: &'a [(String, Vec<u8>)],
}

impl Bundle for Packed<'_> {
    /// Tables stay packed as they are while their rows do.
    fn add(&mut self, table: &Table) -> Result<(), Refusal> {
        let stem = table.dataset.stem;
        if self.listed.contains(&stem) {
            let rows = self.digests.get(stem).map(|digests| digests.all);
            let date = self.date;
            let pack = || {
                let mut archive = Archive::new(date);
                archive.add(&format!("{stem}.csv"), &csv::table(&[], table));
                archive.finish()
            };
            let source = (rows, date.map(|date| date.to_string()));
            self.archive.add_packed(self.group.recalled(stem, &source, pack));
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Finished, Refusal> {
        for (name, bytes) in self.texts {
            self.archive.add(name, bytes);
        }
        Ok(Box::new(self.archive.finish()))
    }
}
