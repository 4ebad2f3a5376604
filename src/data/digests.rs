//! Checksums of the rows of an edition: what files made of them are known by.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::api::column_about;
use super::schema::{DATASETS, Dataset};
use super::shard::{BUCKETS, bucket};
use super::table::{Row, Table};
use crate::checksum::{Digest, digest_of, digest_of_all, digest_of_packed};

/// Rows one thread takes at once.
const AT_ONCE: usize = 1_000;

/// Checksums of the rows of a table.
#[derive(Clone, Debug)]
pub(super) struct TableDigests {
    /// Of all of them.
    pub(super) all: Digest,
    /// Of those about the things of a dataset, by its stem, for each bucket.
    about: BTreeMap<&'static str, Vec<Digest>>,
}

/// Checksums of the tables of an edition by stem.
pub(super) type Digests = BTreeMap<&'static str, TableDigests>;

impl TableDigests {
    /// Those of a table.
    pub(super) fn new(table: &Table) -> Self {
        let named = things_named(table.dataset);
        let digest = |rows: &[Row]| {
            let digests: Vec<Digest> = rows.iter().map(digest_of_packed).collect();
            let about: Vec<_> = named.iter().map(|named| named.buckets(rows, &digests)).collect();
            (digest_of_all(digests), about)
        };
        let parts: Vec<_> = table.rows.par_chunks(AT_ONCE).map(digest).collect();
        let buckets = |at: usize| {
            let bucket =
                |bucket: usize| parts.iter().flat_map(move |(_, about)| &about[at][bucket]);
            (0..BUCKETS).map(|number| digest_of_all(bucket(number).copied())).collect()
        };
        let about = (0..).zip(&named).map(|(at, named)| (named.dataset.stem, buckets(at)));
        let all = digest_of_all(parts.iter().map(|(all, _)| *all));
        Self { all: digest_of(&(table.dataset.stem, all)), about: about.collect() }
    }

    /// Of the rows about things of `dataset` in `buckets`; nothing, if no row is about any thing of it.
    pub(super) fn about(&self, dataset: &Dataset, buckets: &BTreeSet<usize>) -> Option<Digest> {
        let about = self.about.get(dataset.stem)?;
        Some(digest_of_all(buckets.iter().map(|bucket| about[*bucket])))
    }
}

/// How rows tell which things of a dataset they are about.
struct Named {
    dataset: &'static Dataset,
    /// By being about themselves.
    is_own: bool,
    /// By naming them in this column.
    column: Option<usize>,
}

impl Named {
    /// Digests of `rows` by the buckets of the things they are about.
    fn buckets(&self, rows: &[Row], digests: &[Digest]) -> Vec<Vec<Digest>> {
        let mut buckets = vec![Vec::new(); BUCKETS];
        for (row, digest) in rows.iter().zip(digests) {
            let own = row.id.as_ref().filter(|_| self.is_own).map(|id| bucket(id.as_str()));
            let other = self.column.map(|column| bucket(&row.values[column].to_cell()));
            for bucket in own.into_iter().chain(other) {
                buckets[bucket].push(*digest);
            }
        }
        buckets
    }
}

/// The datasets whose things rows of `dataset` are about.
fn things_named(dataset: &'static Dataset) -> Vec<Named> {
    let named = |other: &'static Dataset| {
        let is_own = other.stem == dataset.stem && other.folder.is_some();
        let column = column_about(other, dataset);
        (is_own || column.is_some()).then_some(Named { dataset: other, is_own, column })
    };
    DATASETS.iter().filter_map(named).collect()
}
