//! Which tables are published where: made-up figures never stand at an address of official ones.
//!
//! - The official edition, in `du-lieu/`, is made as if there were no illustrative snapshots.
//! - If there are any, an illustrative edition stands beside it in `du-lieu/minh-hoa/`: every dataset that
//!   rests on reports, made with all snapshots. Datasets of the plans alone stand in the official edition only.
//! - Findings in illustrative snapshots and amendments are in neither: their words may quote a made-up figure.
//! - Datasets of reports are in an edition only if it has a snapshot.

use super::about::About;
use super::schema::{Basis, DATASETS, Dataset};
use super::table::Source;
use crate::derive::Derived;
use crate::diagnostic::Diagnostic;
use crate::model::{MadeUp, Site};

/// Folder of the official edition.
pub(super) const FOLDER: &str = "du-lieu";
/// Name of the file with all tables of an edition and what describes them.
pub(super) const ARCHIVE: &str = "toan-bo-du-lieu.zip";
/// Folder of the illustrative edition.
const ILLUSTRATIVE_FOLDER: &str = "du-lieu/minh-hoa";

/// Tables published together.
pub(super) struct Edition<'a> {
    /// Folder of its files, without a slash at the end.
    pub(super) folder: &'static str,
    /// Whether its figures are made up to show how the site works.
    pub(super) is_illustrative: bool,
    /// What it is about and as of when.
    pub(super) about: About,
    /// What its rows are made of.
    pub(super) source: Source<'a>,
    /// The datasets with files of their own.
    pub(super) datasets: Vec<&'static Dataset>,
}

impl<'a> Edition<'a> {
    fn new(folder: &'static str, source: Source<'a>, keep: impl Fn(Basis) -> bool) -> Self {
        Self {
            folder,
            is_illustrative: source.is_illustrative(),
            about: About::new(source),
            source,
            datasets: DATASETS.iter().filter(|dataset| keep(dataset.basis)).collect(),
        }
    }

    /// The datasets of a file with all tables: such a file stands alone, so with made-up figures it has the tables of
    /// the plans too.
    pub(super) fn whole(&self) -> Vec<&'static Dataset> {
        if self.is_illustrative { DATASETS.iter().collect() } else { self.datasets.clone() }
    }
}

/// A site as it is and as it would be without made-up figures.
pub(super) struct Published<'a> {
    site: &'a Site,
    derived: &'a Derived,
    /// Findings about what is not made up.
    quality: Vec<Diagnostic>,
    /// The site without made-up figures and what follows from it, if that is another.
    official: Option<(Site, Derived)>,
}

impl<'a> Published<'a> {
    /// Takes made-up figures out of a site.
    pub(super) fn new(site: &'a Site, derived: &'a Derived, quality: &[Diagnostic]) -> Self {
        let made_up = MadeUp::of(site);
        let quality = quality.iter().filter(|finding| !is_about(&made_up, finding)).cloned();
        let mut published = Self { site, derived, quality: quality.collect(), official: None };
        if published.shown().is_illustrative() {
            let official = site.without_illustrative();
            let derived = follow(&official, published.shown());
            published.official = Some((official, derived));
        }
        published
    }

    /// Everything pages show.
    pub(super) fn shown(&self) -> Source<'_> {
        Source { site: self.site, derived: self.derived, quality: &self.quality, only: None }
    }

    /// What is official.
    fn official(&self) -> Source<'_> {
        match &self.official {
            Some((site, derived)) => Source { site, derived, ..self.shown() },
            None => self.shown(),
        }
    }

    /// The editions, the official one first; the last is made of everything pages show.
    pub(super) fn editions(&self) -> Vec<Edition<'_>> {
        let official = self.official();
        let has_reports = official.snapshots().next().is_some();
        let keep = |basis| has_reports || basis != Basis::Reports;
        let mut editions = vec![Edition::new(FOLDER, official, keep)];
        if self.official.is_some() {
            let keep = |basis| basis != Basis::Plans;
            editions.push(Edition::new(ILLUSTRATIVE_FOLDER, self.shown(), keep));
        }
        editions
    }
}

/// What follows from the official site: as of the day asked for, else of its newest snapshot.
fn follow(site: &Site, shown: Source<'_>) -> Derived {
    let newest = shown.site.snapshots.iter().map(|snapshot| snapshot.as_of).max();
    let used = shown.derived.progress.as_ref().map(|progress| progress.as_of);
    shown.derived.with_reports_of(site, used.filter(|used| Some(*used) != newest))
}

/// Path of all official data in one file.
pub fn whole_path() -> String {
    format!("{FOLDER}/{ARCHIVE}")
}

/// Whether a finding stands in something made up.
pub fn is_about(made_up: &MadeUp, finding: &Diagnostic) -> bool {
    let place = finding.place.as_ref();
    place.is_some_and(|place| made_up.has(&place.file, place.line_number()))
}
