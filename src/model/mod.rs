//! What a site is made of: plain data with public fields, as the sources say it.
//!
//! Nothing here reads, writes, formats or judges. Words follow the glossary in `ARCHITECTURE.md`.

mod account;
mod agency;
mod amendment;
mod deadline;
mod document;
mod id;
mod illustrative;
mod ledger;
mod page;
mod period;
mod plan;
mod provenance;
mod reference;
mod reporting;
mod snapshot;
mod status;
mod target;
mod version;
mod vocabulary;

use std::sync::Arc;

pub use account::{UnusedReason, UnusedWords, WordAccount};
pub use agency::{Agency, AgencyKind, Member, Responsibility, Succession};
pub use amendment::{AmendedValue, Amendment};
pub use deadline::{Deadline, DeadlineKind, Milestone, Precision};
pub use document::{Block, BlockKind, Cell, Document, Line, TableRow, Usage};
pub use id::Id;
pub use illustrative::MadeUp;
pub use ledger::{
    ContentChange, FigureChange, FileChange, FrozenFile, Ledger, LedgerCorrection, LedgerEntry,
    Marks, SealVersion, Unit,
};
pub use page::Page;
pub use period::{Period, PeriodKind};
pub use plan::{Clause, Correction, Indicator, Plan, Section, SectionKind, Task};
pub use provenance::Provenance;
pub use reference::{Citation, Reference};
pub use reporting::{DayLimit, Owed, ReportingDuty, ReportingRegime};
pub use snapshot::{
    Extension, Nature, Observation, ReportedStatus, Snapshot, Submission, TaskReport,
};
pub use status::{Grade, IndicatorStatus, SubState, TaskStatus};
pub use target::{Comparator, Direction, Firmness, IndicatorKind, Target};
pub use version::Version;
pub use vocabulary::Vocabulary;

/// A calendar date without time or zone.
pub use jiff::civil::Date;
/// An exact decimal number that keeps the digits of its source: `1.10` stays `1.10`.
pub use rust_decimal::Decimal;

/// Everything the sources say, read and resolved.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Registered agencies, then those met in plans without being registered.
    pub agencies: Vec<Agency>,
    /// Registered legal documents, then those met in plans without being registered.
    pub references: Vec<Reference>,
    /// Plans, by id; a site without made-up figures has the same.
    pub plans: Arc<Vec<Plan>>,
    /// What was changed in plans after they were issued, by the day it holds from.
    pub amendments: Vec<Amendment>,
    /// Snapshots by as-of date, then by period.
    pub snapshots: Vec<Snapshot>,
    /// What was published when, and what was corrected since.
    pub ledger: Ledger,
    /// Open data as it was when a period was published, by path.
    pub versions: Vec<Version>,
    /// Prose pages, by address.
    pub pages: Vec<Page>,
    /// Words that mean the same to a reader who searches.
    pub vocabulary: Vocabulary,
}

impl Site {
    /// The agency of that id.
    pub fn agency(&self, id: &Id) -> Option<&Agency> {
        self.agencies.iter().find(|agency| agency.id == *id)
    }

    /// The plan of that id.
    pub fn plan(&self, id: &Id) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.id == *id)
    }

    /// The day of the newest source that is no report: a plan or what changed one. Of plans whose day was left open
    /// the first it can be counts.
    pub fn newest_source(&self) -> Option<Date> {
        let plans = self.plans.iter().filter_map(|plan| plan.date_from);
        plans.chain(self.amendments.iter().map(|amendment| amendment.date)).max()
    }

    /// All tasks, by plan and place in the document.
    pub fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.plans.iter().flat_map(|plan| &plan.tasks)
    }

    /// All indicators, by plan and place in the document.
    pub fn indicators(&self) -> impl Iterator<Item = &Indicator> {
        self.plans.iter().flat_map(|plan| &plan.indicators)
    }
}
