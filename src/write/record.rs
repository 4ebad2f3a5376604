//! What earlier runs made from what, so that a run makes only what changed.
//!
//! The record is believed only where the file still is the one it tells of, was made by this very program, and the
//! machine has not been started anew since: after a loss of power files may lack bytes. Everywhere else bytes are
//! compared. It may be deleted at any time; that it cannot be written is no reason to fail.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::ops::Bound;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::folders::Folders;
use super::survey::{Identity, Left, Survey};
use crate::checksum::{Digest, digest};

/// What is known of a file.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Fact {
    /// Checksum of its bytes.
    pub(super) digest: Digest,
    /// What it was made from, if that was told.
    pub(super) source: Option<Digest>,
    /// Which file it is.
    pub(super) identity: Identity,
}

/// The record of one output.
pub(super) struct Record {
    path: PathBuf,
    maker: Option<Maker>,
    /// By path.
    files: Vec<Known>,
    /// Places of those of which it is known what they were made from, by that.
    by_source: Vec<(Digest, usize)>,
    pub(super) trees: Trees,
    results: Results,
}

/// The folders of both trees when the run ended. In those of the spare tree that are known stand the same files as in the
/// published one.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Trees {
    pub(super) published: Folders,
    pub(super) spare: Folders,
}

/// A file an earlier run left.
pub(super) struct Known {
    pub(super) name: String,
    pub(super) fact: Fact,
    /// Whether it stands in the published tree as it was left.
    is_as_left: bool,
    /// Whether it stands in the spare tree too.
    pub(super) is_in_spare: bool,
}

/// What came of a work with a source, by the name of the work.
pub(super) type Results = BTreeMap<String, (Digest, Vec<u8>)>;

/// Who made a record: this program file, since this start of the machine.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Maker {
    program: Identity,
    start: String,
}

impl Maker {
    /// Nothing where the system does not tell: then no record is kept.
    fn this() -> Option<Self> {
        let program = fs::metadata(std::env::current_exe().ok()?).ok()?.into();
        let start = fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
        Some(Self { program, start })
    }
}

impl Record {
    /// The record at `path`, which need not exist. Nothing in it is believed before it is [compared](Self::compare).
    pub(super) fn open(path: PathBuf) -> Self {
        let maker = Maker::this();
        let known = maker.as_ref().and_then(|maker| {
            let bytes = fs::read(&path).ok()?;
            let (sum, rest): (Digest, _) = postcard::take_from_bytes(&bytes).ok()?;
            if sum != digest(rest) {
                return None;
            }
            let (by, rest): (Maker, _) = postcard::take_from_bytes(rest).ok()?;
            if by == *maker { postcard::from_bytes(rest).ok() } else { None }
        });
        let (facts, trees, results): (Vec<(String, Fact)>, Trees, Results) =
            known.unwrap_or_default();
        let known = |(name, fact)| Known { name, fact, is_as_left: false, is_in_spare: false };
        let files: Vec<Known> = facts.into_iter().map(known).collect();
        let mut by_source: Vec<(Digest, usize)> = (0..)
            .zip(&files)
            .filter_map(|(place, known)| Some((known.fact.source?, place)))
            .collect();
        by_source.sort_unstable();
        Self { path, maker, files, by_source, trees, results }
    }

    /// Both trees as they were left, the published one first.
    pub(super) fn left(&self) -> [Left<'_>; 2] {
        [(&self.trees.published, &self.files), (&self.trees.spare, &self.files)]
    }

    /// Sees which of its files stand in the trees. All are in the order of their names, so none is looked up.
    pub(super) fn compare(&mut self, published: &Survey, spare: &Survey) {
        let mut published = published.files.iter().peekable();
        let mut spare = spare.files.iter().peekable();
        for Known { name, fact, is_as_left, is_in_spare } in &mut self.files {
            while published.next_if(|(other, _)| *other < name).is_some() {}
            while spare.next_if(|(other, _)| *other < name).is_some() {}
            let is_left = |(other, identity): &(&String, &Identity)| {
                *other == name && **identity == fact.identity
            };
            let is_same = |(other, identity): &(&String, &Identity)| {
                *other == name && identity.is_same_file(&fact.identity)
            };
            *is_as_left = published.peek().is_some_and(is_left);
            *is_in_spare = *is_as_left && spare.peek().is_some_and(is_same);
        }
    }

    /// What came of `work` with `source`.
    pub(super) fn result(&self, work: &str, source: Digest) -> Option<Vec<u8>> {
        let (known, result) = self.results.get(work)?;
        (*known == source).then(|| result.clone())
    }

    /// What came of all works whose names begin so.
    pub(super) fn results_of<'a>(
        &'a self,
        start: &'a str,
    ) -> impl Iterator<Item = (&'a String, &'a (Digest, Vec<u8>))> {
        let from = self.results.range::<str, _>((Bound::Included(start), Bound::Unbounded));
        from.take_while(move |(work, _)| work.starts_with(start))
    }

    /// What is known of the file `name` of the published tree, if it is as it was left.
    pub(super) fn of(&self, name: &str) -> Option<&Fact> {
        let place = self.files.binary_search_by(|known| known.name.as_str().cmp(name)).ok()?;
        Some(&self.files[place]).filter(|known| known.is_as_left).map(|known| &known.fact)
    }

    /// All files an earlier run made from `source`, each with its place; nothing, if any of them is not as it was left
    /// in the published tree.
    pub(super) fn made_from(&self, source: Digest) -> Option<Vec<(usize, &Known)>> {
        let first = self.by_source.partition_point(|(other, _)| *other < source);
        let known = self.by_source[first..].iter().take_while(|(other, _)| *other == source);
        let files: Vec<_> = known.map(|(_, place)| (*place, &self.files[*place])).collect();
        let are_left = files.iter().all(|(_, known)| known.is_as_left);
        are_left.then_some(files)
    }

    /// How many files it tells of.
    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    /// Its files, for good.
    pub(super) fn take_files(&mut self) -> Vec<Known> {
        std::mem::take(&mut self.files)
    }

    /// Replaces the record; the facts are in the order of their names.
    pub(super) fn write(&self, facts: &[(String, Fact)], trees: &Trees, results: &Results) {
        let Some(maker) = &self.maker else { return };
        let Ok(bytes) = postcard::to_stdvec(&(maker, (facts, trees, results))) else { return };
        // What is damaged is not believed at all: it would be published.
        let Ok(sum) = postcard::to_stdvec(&digest(&bytes)) else { return };
        let new = self.path.with_extension("record.new");
        let write = || {
            let mut file = File::create(&new)?;
            file.write_all(&sum)?;
            file.write_all(&bytes)?;
            fs::rename(&new, &self.path)
        };
        let _: io::Result<()> = write();
    }
}
