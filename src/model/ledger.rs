//! The ledger (sổ cái): what was published when, sealed so that a later change shows.

use std::sync::Arc;

use super::{Date, Period, Provenance};

/// Every published snapshot in the order of publication, and every declared correction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// One for each published snapshot, oldest first.
    pub entries: Vec<LedgerEntry>,
    /// Declared corrections, oldest first.
    pub corrections: Vec<LedgerCorrection>,
}

/// A published snapshot, sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    /// What it seals.
    pub version: SealVersion,
    /// The period.
    pub period: Period,
    /// The day its figures were closed.
    pub as_of: Date,
    /// The day it was published.
    pub published_on: Date,
    /// Why it was sealed after a period that was closed later; nothing when it was not.
    pub sealed_late: Option<String>,
    /// SHA-256 of what was reported, as `docs/ledger.md` puts it in order.
    pub content_sha256: String,
    /// The files of the snapshot and of every plan at that time, by path.
    pub files: Vec<FrozenFile>,
    /// How many corrections had been declared by then; they are sealed too.
    pub corrections: usize,
    /// Seal of the entry before; zeros for the first.
    pub previous_sha256: String,
    /// The seal: SHA-256 of all the above.
    pub sha256: String,
    /// Where the entry stands.
    pub provenance: Provenance,
}

/// How much an entry seals. Every entry keeps the version it was made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SealVersion {
    /// Figures and reports without where a figure is from, breaks in series, dated parts, new deadlines and decisions.
    First,
    /// Those too.
    Second,
}

impl SealVersion {
    /// The version of all seals made from now on.
    pub const NEWEST: Self = Self::Second;

    /// Every version with its number.
    pub const ALL: &'static [(Self, u32)] = &[(Self::First, 1), (Self::Second, 2)];

    /// The number it has in files.
    pub fn number(self) -> u32 {
        Self::ALL.iter().find(|version| version.0 == self).map_or(0, |version| version.1)
    }

    /// The version of that number.
    pub fn from_number(number: u32) -> Option<Self> {
        Self::ALL.iter().find(|version| version.1 == number).map(|version| version.0)
    }
}

/// A file that may not change any more, or may only be added to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrozenFile {
    /// Path below the root.
    pub path: Arc<str>,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Short marks of its parts, to say where it changed.
    pub marks: Marks,
}

/// Short checksums of the parts of a file, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    /// What a part is.
    pub unit: Unit,
    /// Eight hexadecimal digits a part.
    pub digits: String,
}

/// What the parts of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Lines, each with its line break.
    Line,
    /// Stretches of 1,024 bytes.
    Block,
}

/// A declared, dated change of something published (đính chính); old and new both stay visible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerCorrection {
    /// When it was declared.
    pub date: Date,
    /// Why.
    pub reason: String,
    /// The file that changed.
    pub file: Option<FileChange>,
    /// The reported content that changed.
    pub content: Option<ContentChange>,
    /// The figure that changed, for people.
    pub figure: Option<FigureChange>,
    /// Where it is declared.
    pub provenance: Provenance,
}

/// From which bytes to which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// Path below the root.
    pub path: Arc<str>,
    /// SHA-256 before; nothing for a file that was added.
    pub old_sha256: Option<String>,
    /// SHA-256 after; nothing for a file that was taken away.
    pub new_sha256: Option<String>,
}

/// From which reported content to which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentChange {
    /// The period.
    pub period: Period,
    /// SHA-256 before.
    pub old_sha256: String,
    /// SHA-256 after.
    pub new_sha256: String,
}

/// The figure that was wrong and the one that stands now, both as people read them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureChange {
    /// Identifier of the task or indicator.
    pub item: String,
    /// Name of the column; empty if not said.
    pub field: String,
    /// What was published.
    pub old_value: String,
    /// What stands now.
    pub new_value: String,
}

impl Ledger {
    /// The entry of a period, if it is published.
    pub fn entry(&self, period: Period) -> Option<&LedgerEntry> {
        self.entries.iter().find(|entry| entry.period == period)
    }

    /// The entry whose figures were closed last.
    pub fn newest(&self) -> Option<&LedgerEntry> {
        self.entries.iter().max_by_key(|entry| entry.as_of)
    }

    /// Corrections of the figures of a task or indicator, oldest first.
    pub fn corrections_of<'a>(
        &'a self,
        item: &'a str,
    ) -> impl Iterator<Item = (&'a LedgerCorrection, &'a FigureChange)> {
        self.corrections.iter().filter_map(move |correction| {
            let figure = correction.figure.as_ref().filter(|figure| figure.item == item)?;
            Some((correction, figure))
        })
    }
}

impl Unit {
    /// The key it has in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Line => "lines",
            Self::Block => "blocks",
        }
    }
}
