//! Indicators and tasks stated in prose, declared in `plan.toml` with the words they stand in.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{
    Block, Direction, Id, Indicator, IndicatorKind, Provenance, Responsibility, SectionKind, Task,
    Usage,
};
use crate::read::value::{cap_bare_targets, indicator_direction, indicator_kind, read_target};
use crate::vietnamese::fold_whitespace;

use toml::Spanned;

use super::context::Context;
use super::manifest::{ManifestFile, WrittenIndicator, WrittenTask};
use super::stitch::{Part, TextPart};

/// Finds every quote and makes its indicator.
pub(super) fn read(
    manifest: &ManifestFile<'_>,
    parts: &[Part],
    blocks: &mut [Block],
    context: &mut Context<'_>,
) {
    let mut found: Vec<(usize, Indicator)> = Vec::new();
    for written in &manifest.written.indicators {
        let quote = fold_whitespace(written.quote.get_ref());
        let Some((at, part)) = locate(parts, &quote) else {
            let name = format!("chỉ tiêu `{}`", written.number);
            not_found(manifest, &written.quote, &name, parts, context);
            continue;
        };
        let indicator = indicator(manifest, written, &quote, part, context);
        blocks[at].items.push(indicator.id.clone());
        blocks[at].usage = Usage::Indicator;
        context.plan.indicators.push(indicator.clone());
        found.push((at, indicator));
    }
    // Document order, whatever the order in plan.toml.
    let order =
        |id| found.iter().position(|(_, indicator)| indicator.id == id).map(|at| (found[at].0, at));
    context.plan.indicators.sort_by_key(|indicator| order(indicator.id.clone()));
    for written in &manifest.written.tasks {
        let quote = fold_whitespace(written.quote.get_ref());
        let Some((at, part)) = locate(parts, &quote) else {
            let name = format!("nhiệm vụ «{}»", clip(&written.name, 60));
            not_found(manifest, &written.quote, &name, parts, context);
            continue;
        };
        let id = task(manifest, written, part, context);
        blocks[at].items.push(id);
        blocks[at].usage = Usage::Task;
    }
}

/// Makes the task `written` declares; returns its id.
fn task(
    manifest: &ManifestFile<'_>,
    written: &WrittenTask,
    part: &TextPart,
    context: &mut Context<'_>,
) -> Id {
    let provenance = super::provenance(&context.file, part);
    let place = Place::line(context.file.clone(), part.raw.line_first);
    let mark = written.section.as_str();
    let declared = manifest.written.sections.iter().find(|section| section.mark == mark);
    let title = declared.map_or("", |section| section.title.as_str());
    let section = context.section(mark, mark, title, SectionKind::Tasks, provenance.clone());
    let ordinal = context.ordinal(&section);
    let id = context.task_id(mark, &written.number, ordinal);
    let (lead, coordinating) =
        context.assignment((&written.lead, &place), (&written.coordinating, &place), &id);
    context.check_lead(&lead, &place, &id);
    let deadline = context.deadline(&written.deadline, &place);
    let name = fold_whitespace(&written.name);
    let references = &mut context.registries.references;
    let mentions = references.find_mentions(&name, &place, Some(&id), context.diagnostics);
    context.plan.tasks.push(Task {
        id: id.clone(),
        plan: context.plan.id.clone(),
        section,
        number: written.number.clone(),
        ordinal,
        display_name: context.corrected(&name),
        name,
        lead,
        coordinating,
        deadline,
        product: written.product.clone(),
        reference_text: String::new(),
        references: Vec::new(),
        mentions,
        extra: Vec::new(),
        footnotes: part.raw.calls.clone(),
        provenance,
    });
    id
}

fn locate<'a>(parts: &'a [Part], quote: &str) -> Option<(usize, &'a TextPart)> {
    parts.iter().enumerate().find_map(|(at, part)| match part {
        Part::Text(text) if text.raw.text.contains(quote) => Some((at, text)),
        _ => None,
    })
}

fn not_found(
    manifest: &ManifestFile<'_>,
    written: &Spanned<String>,
    name: &str,
    parts: &[Part],
    context: &mut Context<'_>,
) {
    let quote = fold_whitespace(written.get_ref());
    let lines = parts.iter().filter_map(|part| match part {
        Part::Text(text) => Some(&text.raw),
        Part::Table(_) => None,
    });
    let nearest = lines
        .map(|raw| {
            (strsim::normalized_levenshtein(&quote, &clip(&raw.text, quote.chars().count())), raw)
        })
        .filter(|(likeness, _)| *likeness > 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let mut diagnostic = Diagnostic::new(
        Code::QuoteNotFound,
        manifest.place(written),
        format!("trích dẫn của {name} không có trong văn bản {}", context.file),
    )
    .allowed("chép đúng từng chữ một đoạn liền trong văn bản (khoảng trắng không tính)");
    if let Some((_, raw)) = nearest {
        diagnostic = diagnostic.suggestion(format!(
            "gần nhất là dòng {}: “{}”",
            raw.line_first,
            clip(&raw.text, 120)
        ));
    }
    context.diagnostics.push(diagnostic);
}

fn clip(text: &str, length: usize) -> String {
    text.chars().take(length).collect()
}

fn indicator(
    manifest: &ManifestFile<'_>,
    written: &WrittenIndicator,
    quote: &str,
    part: &TextPart,
    context: &mut Context<'_>,
) -> Indicator {
    let provenance = Provenance {
        file: context.file.clone(),
        line_first: part.raw.line_first,
        line_last: part.raw.line_last,
        sheet: None,
    };
    let declared = manifest.written.sections.iter().find(|section| section.mark == written.section);
    let title = declared.map_or("", |section| section.title.as_str());
    let section = context.section(
        &written.section,
        &written.section,
        title,
        SectionKind::Indicators,
        provenance.clone(),
    );
    let id = context.indicator_id(&format!("{}-{}", written.section, written.number));
    let mut targets = Vec::new();
    for target in &written.targets {
        let place = manifest.place(&target.text);
        if !quote.contains(&fold_whitespace(target.text.get_ref())) {
            let message = format!(
                "chữ của mục tiêu “{}” không nằm trong trích dẫn của chỉ tiêu",
                target.text.get_ref()
            );
            context.diagnostics.push(
                Diagnostic::new(Code::QuoteNotFound, place.clone(), message)
                    .allowed(format!("một đoạn liền của “{}”", clip(quote, 120))),
            );
        }
        let text = context.corrected(target.text.get_ref());
        let mut read = read_target(&text, &target.due, &written.unit, &place, context.diagnostics);
        target.text.get_ref().clone_into(&mut read.text);
        targets.push(read);
    }
    let place = Place::line(context.file.clone(), part.raw.line_first);
    let lead = if written.lead.is_empty() {
        Responsibility::default()
    } else {
        context.responsibility(&written.lead, &place, &id)
    };
    let name = fold_whitespace(&written.name);
    let kind = kind(manifest, written, context)
        .unwrap_or_else(|| indicator_kind(&name, &written.unit, &targets));
    let direction = direction(manifest, written, context)
        .unwrap_or_else(|| indicator_direction(&name, kind, &targets));
    cap_bare_targets(kind, direction, &mut targets);
    Indicator {
        plan: context.plan.id.clone(),
        section,
        number: written.number.clone(),
        display_name: context.corrected(&name),
        direction,
        kind,
        unit: written.unit.clone(),
        lead,
        targets,
        reference_text: String::new(),
        references: context.registries.references.find_mentions(
            quote,
            &place,
            Some(&id),
            context.diagnostics,
        ),
        extra: Vec::new(),
        footnotes: part.raw.calls.clone(),
        quote: quote.to_owned(),
        provenance,
        name,
        id,
    }
}

fn kind(
    manifest: &ManifestFile<'_>,
    written: &WrittenIndicator,
    context: &mut Context<'_>,
) -> Option<IndicatorKind> {
    const ALL: [IndicatorKind; 6] = [
        IndicatorKind::Percent,
        IndicatorKind::Count,
        IndicatorKind::Rank,
        IndicatorKind::Index,
        IndicatorKind::Ratio,
        IndicatorKind::Text,
    ];
    let word = written.kind.as_ref()?;
    let kind = ALL.into_iter().find(|kind| kind.as_str() == word.get_ref());
    if kind.is_none() {
        unknown_word(manifest, word, "loại chỉ tiêu", &ALL.map(IndicatorKind::as_str), context);
    }
    kind
}

fn direction(
    manifest: &ManifestFile<'_>,
    written: &WrittenIndicator,
    context: &mut Context<'_>,
) -> Option<Direction> {
    const ALL: [Direction; 3] = [Direction::Up, Direction::Down, Direction::None];
    let word = written.direction.as_ref()?;
    let direction = ALL.into_iter().find(|direction| direction.as_str() == word.get_ref());
    if direction.is_none() {
        unknown_word(manifest, word, "chiều tốt lên", &ALL.map(Direction::as_str), context);
    }
    direction
}

fn unknown_word(
    manifest: &ManifestFile<'_>,
    word: &toml::Spanned<String>,
    what: &str,
    allowed: &[&str],
    context: &mut Context<'_>,
) {
    let message = format!("`{}` không phải là một {what}", word.get_ref());
    context.diagnostics.push(
        Diagnostic::new(Code::TomlSyntax, manifest.place(word), message)
            .allowed(allowed.join(", "))
            .nearest(word.get_ref(), allowed.iter().copied()),
    );
}
