//! A snapshot's folder, loaded → a [`Snapshot`]: `snapshot.toml` and the tables agencies handed in.
//!
//! CSV and workbooks go through one reader of tables. Whatever cannot be believed is reported with its
//! place, what is allowed there and the nearest valid value, and is left out.

mod cell;
mod columns;
mod folders;
mod items;
mod known;
mod manifest;
mod receipts;
mod repeated;
mod table;

use std::sync::Arc;

use crate::diagnostic::Diagnostics;
use crate::model::{Date, Id, Provenance, Snapshot, Submission};

pub use columns::{Field, field};
pub use folders::SnapshotFolder;
pub use known::Known;
pub use table::{ReportTable, read_csv};

/// A snapshot's folder, loaded.
#[derive(Debug)]
pub struct SnapshotInput<'a> {
    /// Name of the folder.
    pub id: Id,
    /// Path of `snapshot.toml`.
    pub manifest_file: &'a Arc<str>,
    /// Its text.
    pub manifest: &'a str,
    /// The tables, by path.
    pub tables: &'a [ReportTable],
    /// What reports may speak of.
    pub known: &'a Known<'a>,
    /// The day the tables are handed in on, where they are handed in now and have no receipt yet.
    pub received_on: Option<Date>,
}

/// Reads a snapshot. Nothing comes back only when `snapshot.toml` does not say period and as-of date.
pub fn read_snapshot(input: &SnapshotInput<'_>, diagnostics: &mut Diagnostics) -> Option<Snapshot> {
    let manifest =
        manifest::read(&input.id, input.manifest_file, input.manifest, input.known, diagnostics)?;
    let mut snapshot = Snapshot {
        id: manifest.period.id(),
        period: manifest.period,
        as_of: manifest.as_of,
        due_on: input.known.due_on(manifest.period),
        published_on: manifest.published_on,
        sealed_late: manifest.sealed_late,
        is_illustrative: manifest.is_illustrative,
        observations: Vec::new(),
        reports: Vec::new(),
        submissions: manifest.submissions,
        provenance: Provenance {
            file: Arc::clone(input.manifest_file),
            line_first: 1,
            line_last: 1,
            sheet: None,
        },
    };
    for table in input.tables {
        let agency = agency_of(&table.file, &snapshot.submissions, input.known);
        let mut reader = items::Reader {
            known: input.known,
            agency: agency.as_ref(),
            received_on: input.received_on,
            snapshot: &mut snapshot,
            diagnostics,
        };
        for row in &table.rows {
            reader.row(row);
        }
    }
    receipts::check(&snapshot, input.known, diagnostics);
    let receipt =
        |agency: &Id| input.received_on.or_else(|| receipts::last_receipt(&snapshot, agency));
    receipts::check_days(&snapshot, receipt, diagnostics);
    repeated::check(&mut snapshot, diagnostics);
    Some(snapshot)
}

/// The agency a file is of: by `[[received]]`, else by its name.
fn agency_of(file: &str, submissions: &[Submission], known: &Known<'_>) -> Option<Id> {
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |parts| parts.0);
    let received = submissions.iter().find(|submission| submission.file.as_deref() == Some(name));
    received.map(|submission| submission.agency.clone()).or_else(|| known.agency_named(stem))
}

#[cfg(test)]
mod tests;
