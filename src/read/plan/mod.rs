//! A raw document and its `plan.toml` → a [`Plan`].
//!
//! Pages are stitched, tables outlined, running text given roles; then items are made of both, and every line of
//! the document is accounted for. Nothing here knows any one document.

mod account;
mod amendments;
mod appendix;
mod beside;
mod columns;
mod context;
mod coverage;
mod declared;
mod due;
mod evidence;
mod fields;
mod heading;
mod joint_reading;
mod manifest;
mod mark;
mod matrix;
mod numbered_work;
mod numbering;
mod outline;
mod privacy;
mod prose;
mod recognise;
mod reporting;
mod rows;
mod stitch;
mod tables;
mod texts;
mod title;
mod told;
mod unlisted;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{
    Block, BlockKind, Correction, Document, Id, Plan, Provenance, ReportingRegime, Usage,
};
use crate::vietnamese::fold_whitespace;

use super::document::RawDocument;
use super::registry::{AgencyBook, ReferenceBook};
use super::value::first_possible_day;

use columns::Header;
use context::{Context, Ids};
use manifest::{ColumnRule, ManifestFile};
use prose::Role;
use recognise::Knowledge;
use stitch::{Part, TextPart};
use title::TitleYears;

pub use amendments::read_amendments;
pub(super) use mark::starts_with_mark;
pub(super) use reporting::read_defaults;
pub use unlisted::{Unlisted, UnlistedKind, unlisted};

/// A plan's folder, loaded.
#[derive(Debug)]
pub struct PlanInput<'a> {
    /// Name of the folder.
    pub id: Id,
    /// Path of `plan.toml`.
    pub manifest_file: &'a Arc<str>,
    /// Its text.
    pub manifest: &'a str,
    /// The document.
    pub document: RawDocument,
    /// SHA-256 of the document's bytes, lower-case hexadecimal.
    pub document_sha256: String,
    /// Addresses and numbers that may be published: the publisher's own and those the site allows.
    pub allowed_contacts: &'a [String],
}

/// Registries that plans are read against; names met for the first time are added.
#[derive(Clone, Debug, Default)]
pub struct Registries {
    /// Agencies.
    pub agencies: AgencyBook,
    /// Legal documents.
    pub references: ReferenceBook,
}

impl Registries {
    /// How many agencies and documents they know. Names are added and never taken away: with as many as before they
    /// are the same.
    pub fn entries(&self) -> usize {
        self.agencies.agencies().len() + self.references.references().len()
    }
}

/// Reads a plan. Nothing comes back only when `plan.toml` cannot be read at all.
pub fn read_plan(
    mut input: PlanInput<'_>,
    registries: &mut Registries,
    diagnostics: &mut Diagnostics,
) -> Option<Plan> {
    let manifest = manifest::read(input.manifest_file, input.manifest, diagnostics)?;
    let rules = manifest.column_rules(diagnostics);
    let file = input.document.file.clone();
    let source = account::Source::take(&mut input.document);
    let title = title::years(&input.document);
    let first_year = manifest.first_year().or_else(|| title.as_ref().and_then(TitleYears::first));
    let known = Knowledge { rules: &rules, first_year };
    let parts = stitch::stitch(input.document, &known, diagnostics);
    check_columns(&rules, &parts, diagnostics);
    let plan = empty_plan(input.id, &manifest, &file, input.document_sha256, diagnostics);
    let (corrections, ids) = (Vec::new(), Ids::default());
    let title_years = title::unless_declared(title, &plan);
    let mut context = Context {
        plan,
        file,
        registries,
        diagnostics,
        corrections,
        ids,
        title_years,
        uses_title: false,
    };
    context.corrections = self::corrections(&manifest, &parts, &mut context);

    privacy::check(&parts, input.allowed_contacts, &mut context);
    let part_roles = prose::roles(&parts);
    let mut blocks = texts::blocks(&parts, &part_roles, &context.file);
    texts::read(&parts, &part_roles, &mut blocks, &mut context);
    tables::read(&parts, &part_roles, &manifest, &mut blocks, &mut context);
    declared::read(&manifest, &parts, &mut blocks, &mut context);
    cite(&mut context, &blocks);
    context.plan.recipients = recipients(&blocks);
    fields::check(&blocks, &mut context);
    context.plan.regime = reporting::read(&manifest, &parts, &mut context);
    context.plan.partners = partners(&manifest, &mut context);
    let words = account::settle(&source, &parts, &blocks, &mut context);
    context.plan.document = Document { lines: coverage::lines(&parts, &blocks), words, blocks };
    Some(finish(context))
}

/// The other parties of the agreement a plan carries out, as `plan.toml` names them.
fn partners(manifest: &ManifestFile<'_>, context: &mut Context<'_>) -> Vec<Id> {
    let plan = context.plan.id.clone();
    let mut list = Vec::new();
    for name in &manifest.written.partners {
        let read = context.responsibility(name.get_ref(), &manifest.place(name), &plan);
        list.extend(read.members.into_iter().map(|member| member.agency));
    }
    list
}

/// Final checks over the whole plan.
fn finish(mut context: Context<'_>) -> Plan {
    numbering::check(&mut context);
    coverage::check(&mut context);
    if let Some(title) = context.title_years.take().filter(|_| context.uses_title) {
        title.tell(Place::file(context.file.clone()), &context.plan.id, context.diagnostics);
    }
    if context.plan.tasks.is_empty() && context.plan.indicators.is_empty() {
        context.diagnostics.push(
            Diagnostic::new(
                Code::PlanEmpty,
                Place::file(context.file.clone()),
                "không tìm thấy chỉ tiêu hay nhiệm vụ nào trong văn bản",
            )
            .allowed(
                "bảng có cột tên nhiệm vụ và cột cơ quan chủ trì hoặc thời hạn; bảng chỉ tiêu có cột mục tiêu của một \
                 năm; hoặc mục đánh số có các dòng “Cơ quan chủ trì:”, “Thời gian thực hiện:”",
            )
            .suggestion("nếu tiêu đề cột khác thường, khai báo `[[column]]` trong plan.toml"),
        );
    }
    context.plan.corrections = std::mem::take(&mut context.corrections);
    told::unlisted(&unlisted(&context.plan), &mut context);
    context.plan
}

fn empty_plan(
    id: Id,
    manifest: &ManifestFile<'_>,
    file: &Arc<str>,
    sha256: String,
    diagnostics: &mut Diagnostics,
) -> Plan {
    let written = &manifest.written;
    let title = fold_whitespace(&written.title);
    let date = manifest.date(written.date.as_ref(), diagnostics);
    Plan {
        id,
        short_title: written.short_title.clone().unwrap_or_else(|| title.clone()),
        title,
        kind: written.kind.clone(),
        number: written.number.clone(),
        number_text: written.number_text.clone(),
        date,
        date_from: date.or_else(|| first_possible_day(&written.date_text)),
        date_text: written.date_text.clone(),
        issuer: written.issuer.clone(),
        period_start: manifest.date(written.period_start.as_ref(), diagnostics),
        period_end: manifest.date(written.period_end.as_ref(), diagnostics),
        signatory: written.signatory.clone(),
        signatory_role: written.signatory_role.clone(),
        source_file: file.to_string(),
        source_sha256: sha256,
        sections: Vec::new(),
        indicators: Vec::new(),
        tasks: Vec::new(),
        clauses: Vec::new(),
        citations: Vec::new(),
        recipients: Vec::new(),
        document: Document::default(),
        corrections: Vec::new(),
        partners: Vec::new(),
        regime: ReportingRegime::default(),
    }
}

/// `plan.toml` must not speak of columns no table has.
fn check_columns(rules: &[ColumnRule], parts: &[Part], diagnostics: &mut Diagnostics) {
    let headers: Vec<&Header> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Table(table) => table.header.as_ref(),
            Part::Text(_) => None,
        })
        .collect();
    let titles: Vec<&str> =
        headers.iter().flat_map(|header| header.titles.iter().map(String::as_str)).collect();
    for (index, rule) in rules.iter().enumerate() {
        if !headers.iter().any(|header| header.rules.contains(&Some(index))) {
            diagnostics.push(
                Diagnostic::new(
                    Code::ColumnUnknown,
                    rule.place.clone(),
                    format!("không có cột `{}` trong bảng nào của văn bản", rule.heading),
                )
                .allowed(titles.join("; "))
                .nearest(&rule.heading, titles.iter().copied()),
            );
        }
    }
}

/// Declared corrections, each found in the document.
fn corrections(
    manifest: &ManifestFile<'_>,
    parts: &[Part],
    context: &mut Context<'_>,
) -> Vec<Correction> {
    let mut found = Vec::new();
    for written in &manifest.written.corrections {
        let from = fold_whitespace(written.from.get_ref());
        let lines: Vec<u32> = texts::find(parts, &from);
        if lines.is_empty() {
            context.diagnostics.push(
                Diagnostic::new(
                    Code::CorrectionNotFound,
                    manifest.place(&written.from),
                    format!("không thấy “{from}” trong văn bản"),
                )
                .allowed("chữ in trong văn bản, chép đúng từng chữ (khoảng trắng không tính)"),
            );
            continue;
        }
        let place = Place::line(context.file.clone(), lines[0]);
        let message = format!("in là “{from}”, hiển thị là “{}”: {}", written.to, written.reason);
        context
            .diagnostics
            .push(Diagnostic::new(Code::CorrectionApplied, place, message).item(&context.plan.id));
        found.push(Correction {
            from,
            to: written.to.clone(),
            reason: written.reason.clone(),
            lines,
        });
    }
    found
}

/// Legal documents cited outside tasks and indicators.
fn cite(context: &mut Context<'_>, blocks: &[Block]) {
    let plan = context.plan.id.clone();
    let mut cited = BTreeSet::new();
    for block in
        blocks.iter().filter(|block| !matches!(block.usage, Usage::Task | Usage::Indicator))
    {
        let text = match &block.kind {
            BlockKind::Paragraph(text)
            | BlockKind::ListItem { text, .. }
            | BlockKind::Heading { text, .. }
            | BlockKind::Footnote { text, .. } => text,
            BlockKind::Table { .. } => continue,
        };
        let place = Place::line(context.file.clone(), block.provenance.line_first);
        let mut found = context.registries.references.find_mentions(
            text,
            &place,
            Some(&plan),
            context.diagnostics,
        );
        found.retain(|citation| cited.insert(citation.reference.clone()));
        context.plan.citations.extend(found);
    }
}

fn recipients(blocks: &[Block]) -> Vec<String> {
    let listed = blocks.iter().filter(|block| block.usage == Usage::Recipients);
    listed
        .filter_map(|block| match &block.kind {
            BlockKind::ListItem { text, .. } => Some(text.trim_end_matches([';', '.']).to_owned()),
            _ => None,
        })
        .collect()
}

/// Where a text part stands.
fn provenance(file: &Arc<str>, part: &TextPart) -> Provenance {
    Provenance {
        file: file.clone(),
        line_first: part.raw.line_first,
        line_last: part.raw.line_last,
        sheet: None,
    }
}

/// What a role is used for, before items claim their lines.
fn usage(role: &Role) -> Usage {
    match role {
        Role::Preamble => Usage::Preamble,
        Role::Heading { .. } => Usage::Heading,
        Role::Label(..) => Usage::Responsibility,
        Role::Footnote => Usage::Footnote,
        Role::Recipient => Usage::Recipients,
        Role::Signature => Usage::Signature,
        Role::Numbered { .. }
        | Role::Continues { .. }
        | Role::Bullet
        | Role::Provision
        | Role::Table => Usage::Provision,
    }
}
