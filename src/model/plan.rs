//! Plans: documents that set indicators and assign tasks.

use super::{
    Citation, Date, Deadline, Direction, Document, Id, IndicatorKind, Provenance, ReportingRegime,
    Responsibility, Target,
};

/// A published document that sets indicators and assigns tasks.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Stable identifier, the name of its folder.
    pub id: Id,
    /// Title as printed, on one line.
    pub title: String,
    /// A title of at most 60 characters for lists and breadcrumbs.
    pub short_title: String,
    /// Kế hoạch, Quyết định …
    pub kind: String,
    /// Number and symbol; empty when the printed copy has none.
    pub number: String,
    /// The number as printed.
    pub number_text: String,
    /// Date of issue; nothing when the printed date is incomplete.
    pub date: Option<Date>,
    /// First day the date of issue can be: of a printed month or year its first; nothing without even a year.
    pub date_from: Option<Date>,
    /// The date as printed.
    pub date_text: String,
    /// Who issued it.
    pub issuer: String,
    /// First day of the period planned.
    pub period_start: Option<Date>,
    /// Last day of the period planned.
    pub period_end: Option<Date>,
    /// Who signed, as printed.
    pub signatory: String,
    /// In which function, as printed.
    pub signatory_role: String,
    /// Path of the document below the site's root.
    pub source_file: String,
    /// SHA-256 of the document's bytes, lower-case hexadecimal.
    pub source_sha256: String,
    /// Sections in document order.
    pub sections: Vec<Section>,
    /// Indicators in document order.
    pub indicators: Vec<Indicator>,
    /// Tasks in document order.
    pub tasks: Vec<Task>,
    /// Numbered clauses of the body that describe work without assigning it.
    pub clauses: Vec<Clause>,
    /// Legal documents cited outside tasks and indicators (preamble, provisions, footnotes).
    pub citations: Vec<Citation>,
    /// Recipients, one each.
    pub recipients: Vec<String>,
    /// The whole text.
    pub document: Document,
    /// Declared corrections.
    pub corrections: Vec<Correction>,
    /// The other parties of the agreement it carries out; empty where it carries out none.
    pub partners: Vec<Id>,
    /// When and to whom its work is reported.
    pub regime: ReportingRegime,
}

impl Plan {
    /// The section of that id.
    pub fn section(&self, id: &Id) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == *id)
    }
}

/// A heading under which indicators or tasks stand.
#[derive(Clone, Debug)]
pub struct Section {
    /// Plan id and mark.
    pub id: Id,
    /// Printed mark: `I`, `A`, `1`, `2.1`; `PL` for an appendix without groups.
    pub mark: String,
    /// Title as printed.
    pub title: String,
    /// What stands under it.
    pub kind: SectionKind,
    /// Where the heading stands.
    pub provenance: Provenance,
}

/// What stands under a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionKind {
    /// Indicators.
    Indicators,
    /// Tasks.
    Tasks,
}

/// A measured quantity with a unit and one or more targets.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Stable identifier: plan, `ct`, number.
    pub id: Id,
    /// Plan it belongs to.
    pub plan: Id,
    /// Section it stands in.
    pub section: Id,
    /// Number as printed.
    pub number: String,
    /// Name as printed, pieces rejoined, markup off.
    pub name: String,
    /// Name with declared corrections.
    pub display_name: String,
    /// Unit as printed.
    pub unit: String,
    /// Who answers for it.
    pub lead: Responsibility,
    /// Which way is better.
    pub direction: Direction,
    /// What sort of quantity.
    pub kind: IndicatorKind,
    /// Targets by due year.
    pub targets: Vec<Target>,
    /// Where it comes from, as printed.
    pub reference_text: String,
    /// Legal documents named there.
    pub references: Vec<Citation>,
    /// Columns nobody foresaw: heading and words.
    pub extra: Vec<(String, String)>,
    /// Marks of footnotes called from it.
    pub footnotes: Vec<String>,
    /// The words of the document it was read from.
    pub quote: String,
    /// Where.
    pub provenance: Provenance,
}

/// Work with a lead agency, coordinating agencies, a deadline and a legal source.
#[derive(Clone, Debug)]
pub struct Task {
    /// Stable identifier: plan, `nv`, section mark, number (or place where none is printed).
    pub id: Id,
    /// Plan it belongs to.
    pub plan: Id,
    /// Section it stands in.
    pub section: Id,
    /// Number as printed; empty for bullets.
    pub number: String,
    /// Place in its section, from 1.
    pub ordinal: u32,
    /// Words as printed, pieces rejoined, markup off; paragraphs are separated by `\n`.
    pub name: String,
    /// Words with declared corrections, paragraphs separated by `\n`.
    pub display_name: String,
    /// Who answers for it.
    pub lead: Responsibility,
    /// Who helps.
    pub coordinating: Responsibility,
    /// When it is due.
    pub deadline: Deadline,
    /// What is to come out of it, if printed.
    pub product: String,
    /// Where it comes from, as printed.
    pub reference_text: String,
    /// Legal documents named there.
    pub references: Vec<Citation>,
    /// Legal documents named in its words.
    pub mentions: Vec<Citation>,
    /// Columns nobody foresaw: heading and words.
    pub extra: Vec<(String, String)>,
    /// Marks of footnotes called from it.
    pub footnotes: Vec<String>,
    /// Where.
    pub provenance: Provenance,
}

/// A numbered clause of the body.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Stable identifier: plan, `dk`, number.
    pub id: Id,
    /// Number as printed ("3.1").
    pub number: String,
    /// Words, pieces rejoined, markup off.
    pub text: String,
    /// Heading it stands under.
    pub heading: String,
    /// Where.
    pub provenance: Provenance,
}

/// A declared fix of source text: both sides stay visible.
#[derive(Clone, Debug)]
pub struct Correction {
    /// Printed words.
    pub from: String,
    /// Words shown.
    pub to: String,
    /// Why.
    pub reason: String,
    /// Lines of the document the printed words stand on, as far as they are on one line.
    pub lines: Vec<u32>,
}
