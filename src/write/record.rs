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
    facts: BTreeMap<String, Fact>,
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
            let (by, known): (Maker, _) = postcard::from_bytes(&bytes).ok()?;
            (by == *maker).then_some(known)
        });
        let (facts, results) = known.unwrap_or_default();
        Self { path, maker, facts, results }
    }

    /// What came of `work` with `source`.
    pub(super) fn result(&self, work: &str, source: Digest) -> Option<Vec<u8>> {
        let (known, result) = self.results.get(work)?;
        (*known == source).then(|| result.clone())
    }

    /// What is known of the file `name` of the published tree, if it is as it was left.
    pub(super) fn of(&self, published: &Survey, name: &str) -> Option<&Fact> {
        let fact = self.facts.get(name)?;
        (published.files.get(name) == Some(&fact.identity)).then_some(fact)
    }

    /// Whether an earlier run made the file `name` from `source`, be it still there or not.
    pub(super) fn tells(&self, name: &str, source: Digest) -> bool {
        self.facts.get(name).is_some_and(|fact| fact.source == Some(source))
    }

    /// Replaces the record.
    pub(super) fn write(self, facts: &BTreeMap<String, Fact>, results: &Results) {
        let new = self.path.with_extension("record.new");
        let Some(maker) = self.maker else { return };
        let Ok(bytes) = postcard::to_stdvec(&(maker, (facts, results))) else { return };
        let _ = fs::write(&new, bytes).and_then(|()| fs::rename(&new, &self.path));
    }
}
