//! Which tables are published where: made-up figures never stand at an address of official ones.
//!
//! - The official edition, in `du-lieu/`, is made as if there were no illustrative snapshots.
//! - If there are any, an illustrative edition stands beside it in `du-lieu/minh-hoa/`: every dataset that
//!   rests on reports, made with all snapshots. Datasets of the plans alone stand in the official edition only.
//! - Findings in files of illustrative snapshots are in neither: their words may quote a made-up figure.
//! - Datasets of reports are in an edition only if it has a snapshot.

use super::about::About;
use super::schema::Basis;
use super::table::{Source, Table, tables};
use crate::derive::{Derived, Index, derive};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Date, Site, Snapshot};

/// Folder of the official edition.
pub(super) const FOLDER: &str = "du-lieu";
/// Folder of the illustrative edition.
const ILLUSTRATIVE_FOLDER: &str = "du-lieu/minh-hoa";

/// Tables published together.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Folder of its files, without a slash at the end.
    pub folder: &'static str,
    /// Whether its figures are made up to show how the site works.
    pub is_illustrative: bool,
    /// What it is about and as of when.
    pub about: About,
    /// Its tables, in the order of [`super::DATASETS`].
    pub tables: Vec<Table>,
}

/// What is published.
#[derive(Clone, Debug)]
pub(super) struct Editions {
    /// The editions, the official one first.
    pub(super) list: Vec<Edition>,
    /// All tables made with all snapshots, made-up figures marked: what pages show.
    pub(super) shown: Vec<Table>,
}

/// Makes the editions; problems of cells are reported once.
pub(super) fn editions(source: Source<'_>, diagnostics: &mut Diagnostics) -> Editions {
    let quality = official_findings(source);
    let source = Source { quality: &quality, ..source };
    let shown = tables(source.site, source.derived, source.quality, diagnostics);
    let has_reports = source.snapshots().next().is_some();
    if !source.is_illustrative() {
        let tables = kept(&shown, |basis| has_reports || basis != Basis::Reports);
        let about = About::new(source);
        let official = Edition { folder: FOLDER, is_illustrative: false, about, tables };
        return Editions { list: vec![official], shown };
    }
    let site = official_site(source.site);
    let derived = official(&site, source);
    let about = About::new(source);
    let official = Source { site: &site, derived: &derived, ..source };
    let official_about = About::new(official);
    let has_official = official.snapshots().next().is_some();
    // Its cells are among those of the other edition, whose problems are reported already.
    let tables = tables(&site, &derived, source.quality, &mut Diagnostics::default());
    let official = Edition {
        folder: FOLDER,
        is_illustrative: false,
        about: official_about,
        tables: kept(&tables, |basis| has_official || basis != Basis::Reports),
    };
    let illustrative = Edition {
        folder: ILLUSTRATIVE_FOLDER,
        is_illustrative: true,
        about,
        tables: kept(&shown, |basis| basis != Basis::Plans),
    };
    Editions { list: vec![official, illustrative], shown }
}

fn kept(tables: &[Table], keep: impl Fn(Basis) -> bool) -> Vec<Table> {
    tables.iter().filter(|table| keep(table.dataset.basis)).cloned().collect()
}

/// The site without illustrative snapshots and amendments.
fn official_site(site: &Site) -> Site {
    let mut site = site.clone();
    site.snapshots.retain(|snapshot| !snapshot.is_illustrative);
    site.amendments.retain(|amendment| !amendment.is_illustrative);
    site
}

/// What follows from the official site: as of the day asked for, else of its newest snapshot.
fn official(site: &Site, source: Source<'_>) -> Derived {
    if site.snapshots.is_empty() {
        // Overlaps come from the plans as printed: nothing to compute again.
        let derived = source.derived.clone();
        let index = Index::new(site, Date::MAX);
        return Derived { index, progress: None, stages: Vec::new(), ..derived };
    }
    let newest = source.site.snapshots.iter().map(|snapshot| snapshot.as_of).max();
    let used = source.derived.progress.as_ref().map(|progress| progress.as_of);
    derive(site, used.filter(|used| Some(*used) != newest))
}

/// Findings outside the folders of illustrative snapshots; a message may quote a made-up figure.
fn official_findings(source: Source<'_>) -> Vec<Diagnostic> {
    let folder = |snapshot: &Snapshot| {
        let file = &snapshot.provenance.file;
        file.rsplit_once('/').map(|(folder, _)| format!("{folder}/"))
    };
    let made_up = source.site.snapshots.iter().filter(|snapshot| snapshot.is_illustrative);
    let folders: Vec<String> = made_up.filter_map(folder).collect();
    let is_official = |finding: &&Diagnostic| {
        let file = finding.place.as_ref().map(|place| &*place.file);
        file.is_none_or(|file| folders.iter().all(|folder| !file.starts_with(folder.as_str())))
    };
    source.quality.iter().filter(is_official).cloned().collect()
}
