//! Which tables are published where: made-up figures never stand at an address of official ones.
//!
//! - The official edition, in `du-lieu/`, is made as if there were no illustrative snapshots.
//! - If there are any, an illustrative edition stands beside it in `du-lieu/minh-hoa/`: every dataset that
//!   rests on reports, made with all snapshots. Datasets of the plans alone stand in the official edition only.
//! - Findings in illustrative snapshots and amendments are in neither: their words may quote a made-up figure.
//! - Datasets of reports are in an edition only if it has a snapshot.

use std::rc::Rc;

use super::about::About;
use super::schema::Basis;
use super::table::{Source, Table, tables};
use crate::derive::{Derived, Index, derive};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Date, MadeUp, Site};

/// Folder of the official edition.
pub(super) const FOLDER: &str = "du-lieu";
/// Name of the file with all tables of an edition and what describes them.
pub(super) const ARCHIVE: &str = "toan-bo-du-lieu.zip";
/// Folder of the illustrative edition.
const ILLUSTRATIVE_FOLDER: &str = "du-lieu/minh-hoa";

/// Tables published together.
#[derive(Clone, Debug)]
pub(super) struct Edition {
    /// Folder of its files, without a slash at the end.
    pub(super) folder: &'static str,
    /// Whether its figures are made up to show how the site works.
    pub(super) is_illustrative: bool,
    /// What it is about and as of when.
    pub(super) about: About,
    /// Its tables, in the order of [`super::DATASETS`]; those of several editions are one in memory.
    pub(super) tables: Vec<Rc<Table>>,
}

/// What is published.
#[derive(Clone, Debug)]
pub(super) struct Editions {
    /// The editions, the official one first.
    pub(super) list: Vec<Edition>,
    /// All tables made with all snapshots, made-up figures marked: what pages show.
    pub(super) shown: Vec<Rc<Table>>,
}

/// Makes the editions; problems of cells are reported once.
pub(super) fn editions(source: Source<'_>, diagnostics: &mut Diagnostics) -> Editions {
    let quality = official_findings(source);
    let source = Source { quality: &quality, ..source };
    let shown = tables(source, diagnostics);
    let has_reports = source.snapshots().next().is_some();
    if !source.is_illustrative() {
        let tables = kept(&shown, |basis| has_reports || basis != Basis::Reports);
        let about = About::new(source);
        let official = Edition { folder: FOLDER, is_illustrative: false, about, tables };
        return Editions { list: vec![official], shown };
    }
    let mut site = source.site.clone();
    site.remove_illustrative();
    let derived = official(&site, source);
    let about = About::new(source);
    let official = Source { site: &site, derived: &derived, ..source };
    let official_about = About::new(official);
    let has_official = official.snapshots().next().is_some();
    // Its cells are among those of the other edition, whose problems are reported already.
    let tables = tables(official, &mut Diagnostics::default());
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

fn kept(tables: &[Rc<Table>], keep: impl Fn(Basis) -> bool) -> Vec<Rc<Table>> {
    tables.iter().filter(|table| keep(table.dataset.basis)).cloned().collect()
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

/// Findings about what is not made up; a message may quote a made-up figure.
fn official_findings(source: Source<'_>) -> Vec<Diagnostic> {
    let made_up = MadeUp::of(source.site);
    source.quality.iter().filter(|finding| !is_about(&made_up, finding)).cloned().collect()
}

/// Path of all official data in one file.
pub fn whole() -> String {
    format!("{FOLDER}/{ARCHIVE}")
}

/// Whether a finding stands in something made up.
pub fn is_about(made_up: &MadeUp, finding: &Diagnostic) -> bool {
    let place = finding.place.as_ref();
    place.is_some_and(|place| made_up.has(&place.file, place.line_number()))
}
