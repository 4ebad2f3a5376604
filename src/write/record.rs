//! What earlier runs made from what, so that a run makes only what changed.
//!
//! The record is believed only where the file still is the one it tells of, was made by this very program, and the
//! machine has not been started anew since: after a loss of power files may lack bytes. Everywhere else bytes are
//! compared. It may be deleted at any time; that it cannot be written is no reason to fail.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::survey::{Identity, Survey};
use crate::checksum::Digest;

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
    facts: Vec<(String, Fact)>,
    /// Places of those of which it is known what they were made from, by that.
    by_source: Vec<(Digest, usize)>,
    results: Results,
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
    /// The record at `path`, which need not exist.
    pub(super) fn open(path: PathBuf) -> Self {
        let maker = Maker::this();
        let known = maker.as_ref().and_then(|maker| {
            let bytes = fs::read(&path).ok()?;
            let (by, rest): (Maker, _) = postcard::take_from_bytes(&bytes).ok()?;
            if by == *maker { postcard::from_bytes(rest).ok() } else { None }
        });
        let (facts, results): (Vec<(String, Fact)>, Results) = known.unwrap_or_default();
        let places = facts.iter().enumerate();
        let mut by_source: Vec<(Digest, usize)> =
            places.filter_map(|(place, (_, fact))| Some((fact.source?, place))).collect();
        by_source.sort_unstable();
        Self { path, maker, facts, by_source, results }
    }

    /// What came of `work` with `source`.
    pub(super) fn result(&self, work: &str, source: Digest) -> Option<Vec<u8>> {
        let (known, result) = self.results.get(work)?;
        (*known == source).then(|| result.clone())
    }

    /// What is known of the file `name` of the published tree, if it is as it was left.
    pub(super) fn of(&self, published: &Survey, name: &str) -> Option<&Fact> {
        let place = self.facts.binary_search_by(|(path, _)| path.as_str().cmp(name)).ok()?;
        let fact = &self.facts[place].1;
        is_as_left(published, name, fact).then_some(fact)
    }

    /// All files an earlier run made from `source`, with their checksums; nothing, if there are none or any of them is
    /// not as it was left in the published tree.
    pub(super) fn made_from(
        &self,
        published: &Survey,
        source: Digest,
    ) -> Option<Vec<(String, Digest)>> {
        let first = self.by_source.partition_point(|(other, _)| *other < source);
        let known = self.by_source[first..].iter().take_while(|(other, _)| *other == source);
        let files: Option<Vec<_>> = known
            .map(|(_, place)| {
                let (name, fact) = &self.facts[*place];
                is_as_left(published, name, fact).then(|| (name.clone(), fact.digest))
            })
            .collect();
        files.filter(|files| !files.is_empty())
    }

    /// Replaces the record.
    pub(super) fn write(self, facts: &BTreeMap<String, Fact>, results: &Results) {
        let new = self.path.with_extension("record.new");
        let Some(maker) = self.maker else { return };
        let Ok(bytes) = postcard::to_stdvec(&(maker, (facts, results))) else { return };
        let _ = fs::write(&new, bytes).and_then(|()| fs::rename(&new, &self.path));
    }
}

fn is_as_left(published: &Survey, name: &str, fact: &Fact) -> bool {
    published.files.get(name) == Some(&fact.identity)
}
