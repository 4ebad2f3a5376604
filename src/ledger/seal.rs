//! What an entry seals, as text, and making a new one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use super::canonical::content_sha256;
use super::locate::marks;
use crate::checksum::{line_prefix, sha256};
use crate::model::{
    Date, FrozenFile, Ledger, LedgerCorrection, LedgerEntry, Provenance, SealVersion, Snapshot,
};

/// Stands for the seal before the first.
pub const FIRST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Whether a file may not change once a snapshot is published: it is part of a snapshot or of a plan.
///
/// ```
/// # use congkhai::ledger::is_frozen;
/// assert!(is_frozen("seeds/snapshots/2026-q1/so-y-te.csv"));
/// assert!(is_frozen("seeds/plans/kh57-2026/document.txt"));
/// assert!(is_frozen("seeds/plans/kh57-2026/amendments.toml"));
/// assert!(!is_frozen("seeds/snapshots/ledger.toml"));
/// ```
pub fn is_frozen(path: &str) -> bool {
    let below = |folder: &str| path.strip_prefix(folder).and_then(|rest| rest.split_once('/'));
    below("seeds/snapshots/").is_some()
        || below("seeds/plans/").is_some_and(|(_, name)| {
            matches!(name, "plan.toml" | AMENDMENTS)
                || (name.starts_with("document.") && !name.contains('/'))
        })
}

/// Name of the file of what later decisions changed in a plan.
const AMENDMENTS: &str = "amendments.toml";

/// Whether a frozen file may still be added to: decisions go on being made after a plan is sealed.
pub(super) fn is_append_only(path: &str) -> bool {
    path.starts_with("seeds/plans/") && path.ends_with(&format!("/{AMENDMENTS}"))
}

/// Whether `bytes` begin with whole lines of that checksum, and what follows are new amendments only: a line
/// after the last sealed table could otherwise still change that table.
pub(super) fn begins_with(bytes: &[u8], sum: &str) -> bool {
    let is_new = |rest: &[u8]| {
        let mut lines = rest.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
        let first = lines.find(|line| !line.is_empty() && !line.starts_with(b"#"));
        first.is_none_or(|line| line.starts_with(b"[[amendment]]"))
    };
    line_prefix(bytes, sum).is_some_and(|length| is_new(&bytes[length..]))
}

/// The files that an entry of `snapshot` freezes.
fn frozen<'a>(
    files: &'a BTreeMap<Arc<str>, Vec<u8>>,
    snapshot: &str,
) -> impl Iterator<Item = (&'a Arc<str>, &'a Vec<u8>)> {
    let own = format!("seeds/snapshots/{snapshot}/");
    files.iter().filter(move |(path, _)| {
        is_frozen(path) && (path.starts_with(&own) || path.starts_with("seeds/plans/"))
    })
}

/// The next entry of `ledger`, for `snapshot` as it stands in `files` (bytes by path below the root).
pub fn freeze(
    ledger: &Ledger,
    snapshot: &Snapshot,
    published_on: Date,
    files: &BTreeMap<Arc<str>, Vec<u8>>,
) -> LedgerEntry {
    let file = |(path, bytes): (&Arc<str>, &Vec<u8>)| FrozenFile {
        path: Arc::clone(path),
        sha256: sha256(bytes),
        bytes: bytes.len() as u64,
        marks: marks(bytes),
    };
    let previous = ledger.entries.last().map_or(FIRST, |entry| &entry.sha256);
    let version = SealVersion::NEWEST;
    let mut entry = LedgerEntry {
        version,
        period: snapshot.period,
        as_of: snapshot.as_of,
        published_on,
        sealed_late: snapshot.sealed_late.clone(),
        content_sha256: content_sha256(snapshot, version),
        files: frozen(files, snapshot.id.as_str()).map(file).collect(),
        corrections: ledger.corrections.len(),
        previous_sha256: previous.to_owned(),
        sha256: String::new(),
        provenance: Provenance {
            file: super::FILE.into(),
            line_first: 1,
            line_last: 1,
            sheet: None,
        },
    };
    entry.sha256 = seal(&entry, &ledger.corrections);
    entry
}

/// The seal an entry must have, given the corrections declared so far.
pub fn seal(entry: &LedgerEntry, corrections: &[LedgerCorrection]) -> String {
    sha256(entry_text(entry, corrections))
}

/// Everything an entry seals, one fact a line.
pub fn entry_text(entry: &LedgerEntry, corrections: &[LedgerCorrection]) -> String {
    let late = entry.sealed_late.as_ref();
    let late = late.map_or_else(String::new, |reason| format!("sealed_late {reason}\n"));
    let mut text = format!(
        "congkhai-ledger {}\nperiod {}\nas_of {}\npublished_on {}\n{late}content {}\n",
        entry.version.number(),
        entry.period,
        entry.as_of,
        entry.published_on,
        entry.content_sha256
    );
    for file in &entry.files {
        let FrozenFile { path, sha256: sum, bytes, marks } = file;
        let marks = marks_sha256(file.marks.unit.as_str(), &marks.digits);
        let _ = writeln!(text, "file {sum} {bytes} {marks} {path}");
    }
    for correction in corrections.iter().take(entry.corrections) {
        let _ = writeln!(text, "correction {}", sha256(correction_text(correction)));
    }
    let _ = writeln!(text, "previous {}", entry.previous_sha256);
    text
}

/// Checksum of the marks of a file.
pub(super) fn marks_sha256(unit: &str, digits: &str) -> String {
    sha256(format!("{unit} {digits}"))
}

/// Everything a correction says, one fact a line.
fn correction_text(correction: &LedgerCorrection) -> String {
    let mut text = format!("date {}\nreason {}\n", correction.date, correction.reason);
    if let Some(change) = &correction.file {
        let of = |sum: &Option<String>| sum.clone().unwrap_or_default();
        let (old, new) = (of(&change.old_sha256), of(&change.new_sha256));
        let _ = writeln!(text, "file {}\nold {old}\nnew {new}", change.path);
    }
    if let Some(change) = &correction.content {
        let (old, new) = (&change.old_sha256, &change.new_sha256);
        let _ = writeln!(text, "period {}\nold {old}\nnew {new}", change.period);
    }
    if let Some(figure) = &correction.figure {
        let _ = writeln!(
            text,
            "item {}\nfield {}\nold {}\nnew {}",
            figure.item, figure.field, figure.old_value, figure.new_value
        );
    }
    text
}
