//! The files with all tables of an edition, made side by side while one table after the other is in memory.

use rayon::prelude::*;

use super::archive::Archive;
use super::digests::Digests;
use super::edition::{ARCHIVE, Edition};
use super::format::{BUNDLES, Bundle, Cover, Refusal, csv};
use super::metadata;
use super::table::Table;
use super::write::{Release, Written, list};
use crate::checksum::{Digest, digest, digest_of, digest_of_all};
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::tree::OutputTree;

/// Stem of files with all tables.
const ALL: &str = "cong-khai";
/// The same with made-up figures.
const ALL_ILLUSTRATIVE: &str = "cong-khai-minh-hoa";

/// A file in the making, or why there will be none: what refuses a table is not fed again.
struct Whole {
    path: String,
    format: &'static str,
    made: Result<Box<dyn Bundle>, Refusal>,
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
    let stem = if edition.is_illustrative { ALL_ILLUSTRATIVE } else { ALL };
    let new = || {
        let mut files: Vec<Whole> = BUNDLES
            .iter()
            .map(|format| Whole {
                path: format!("{folder}/{stem}.{}", format.extension),
                format: format.name,
                made: (format.new)(&cover),
            })
            .collect();
        let listed = edition.datasets.iter().map(|dataset| dataset.stem).collect();
        let archive = Archive::new(edition.about.version);
        let path = format!("{folder}/{ARCHIVE}");
        files.push(Whole {
            path,
            format: "ZIP",
            made: Ok(Box::new(Packed { archive, listed, texts })),
        });
        files
    };
    tree.insert_group(
        &format!("{folder}/{stem}"),
        source,
        |group, diagnostics| {
            let mut files = new();
            // What is wrong with cells is reported already.
            let table = |dataset| Table::new(edition.source, dataset, &mut Diagnostics::default());
            let mut tables = edition.whole().into_iter();
            let mut next = tables.next().map(table);
            while let Some(table_now) = next {
                let add = || files.par_iter_mut().for_each(|file| file.add(&table_now));
                next = rayon::join(add, || tables.next().map(table)).1;
            }
            let finished: Vec<_> = files.into_par_iter().map(Whole::finish).collect();
            let list = |(path, format, made)| list(group, path, format, made, diagnostics);
            finished.into_iter().filter_map(list).collect()
        },
        diagnostics,
    )
}

impl Whole {
    fn add(&mut self, table: &Table) {
        if let Ok(bundle) = &mut self.made
            && let Err(refusal) = bundle.add(table)
        {
            self.made = Err(refusal);
        }
    }

    fn finish(self) -> (String, &'static str, Result<Vec<u8>, Refusal>) {
        (self.path, self.format, self.made.and_then(Bundle::finish))
    }
}

/// The tables with files of their own as CSV, and what describes them, packed.
struct Packed {
    archive: Archive,
    /// Stems of those tables.
    listed: Vec<&'static str>,
    /// Name and content of what describes them.
    texts: Vec<(String, Vec<u8>)>,
}

impl Bundle for Packed {
    fn add(&mut self, table: &Table) -> Result<(), Refusal> {
        let stem = table.dataset.stem;
        if self.listed.contains(&stem) {
            self.archive.add(&format!("{stem}.csv"), &csv::write(table.dataset, &table.rows));
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<u8>, Refusal> {
        for (name, bytes) in &self.texts {
            self.archive.add(name, bytes);
        }
        Ok(self.archive.finish())
    }
}
