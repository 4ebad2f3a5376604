//! Which tables are published where: made-up figures never stand at an address of official ones.
//!
//! - The official edition, in `du-lieu/`, is made as if there were no illustrative snapshots.
//! - If there are any, an illustrative edition stands beside it in `du-lieu/minh-hoa/`: every dataset that
//!   rests on reports, made with all snapshots. Datasets of the plans alone stand in the official edition only.
//! - Findings in files of illustrative snapshots are in neither: their words may quote a made-up figure.
//! - Datasets of reports are in an edition only if it has a snapshot.

use super::schema::{Basis, Dataset};
use super::table::{Source, Table, table};
use crate::derive::{Derived, Index, derive};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Date, Site, Snapshot};

/// Folder of the official edition.
const FOLDER: &str = "du-lieu";
/// Folder of the illustrative edition.
const ILLUSTRATIVE_FOLDER: &str = "du-lieu/minh-hoa";

/// Tables published together; each is made when it is written and dropped after.
#[derive(Clone, Copy)]
pub(super) struct Edition<'a> {
    /// Folder of its files, without a slash at the end.
    pub(super) folder: &'static str,
    /// Whether its figures are made up to show how the site works.
    pub(super) is_illustrative: bool,
    /// What its tables are made of.
    pub(super) source: Source<'a>,
}

impl Edition<'_> {
    /// The table of `dataset`; nothing if it rests on reports and there is none.
    pub(super) fn table(
        self,
        dataset: &'static Dataset,
        diagnostics: &mut Diagnostics,
    ) -> Option<Table> {
        let has_reports = self.source.snapshots().next().is_some();
        let is_kept = has_reports || dataset.basis != Basis::Reports;
        is_kept.then(|| table(self.source, dataset, diagnostics))
    }

    /// Whether the dataset has files of its own here; those of the plans alone have theirs in the official edition.
    pub(super) fn lists(self, dataset: &Dataset) -> bool {
        !self.is_illustrative || dataset.basis != Basis::Plans
    }
}

/// What the official edition is made of.
pub(super) struct Official {
    /// The findings of both editions.
    quality: Vec<Diagnostic>,
    /// The site without made-up figures and what follows from it, where it is another site.
    other: Option<(Site, Derived)>,
}

impl Official {
    /// Leaves out what is made up.
    pub(super) fn new(source: Source<'_>) -> Self {
        let quality = official_findings(source);
        let other = source.is_illustrative().then(|| {
            let site = official_site(source.site);
            let derived = official(&site, source);
            (site, derived)
        });
        Self { quality, other }
    }

    /// The editions, the official one first; the last has what pages show.
    pub(super) fn editions<'a>(&'a self, source: Source<'a>) -> Vec<Edition<'a>> {
        let shown = Source { quality: &self.quality, ..source };
        let edition = |folder, is_illustrative, source| Edition { folder, is_illustrative, source };
        match &self.other {
            None => vec![edition(FOLDER, false, shown)],
            Some((site, derived)) => vec![
                edition(FOLDER, false, Source { site, derived, ..shown }),
                edition(ILLUSTRATIVE_FOLDER, true, shown),
            ],
        }
    }
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
