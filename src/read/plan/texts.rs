//! Items of the running text: tasks with shared responsibilities, and clauses of the body.

use std::sync::Arc;

use crate::diagnostic::Place;
use crate::model::{Block, BlockKind, Clause, Id, Provenance, SectionKind, Task, Usage};
use crate::vietnamese::fold;

use super::context::Context;
use super::mark;
use super::prose::{self, Assignment, Role};
use super::stitch::{Part, TextPart};
use super::{provenance, usage};

/// One block a part, tables still empty.
pub(super) fn blocks(parts: &[Part], roles: &[Role], file: &Arc<str>) -> Vec<Block> {
    parts
        .iter()
        .zip(roles)
        .map(|(part, role)| match part {
            Part::Table(table) => {
                let line = table.header_lines.first().copied().unwrap_or(1);
                Block {
                    kind: BlockKind::Table { header: Vec::new(), rows: Vec::new() },
                    usage: Usage::Provision,
                    provenance: Provenance {
                        file: file.clone(),
                        line_first: line,
                        line_last: table
                            .rows
                            .iter()
                            .flat_map(|row| &row.lines)
                            .copied()
                            .max()
                            .unwrap_or(line),
                        sheet: table.sheet.clone(),
                    },
                    footnotes: Vec::new(),
                    items: Vec::new(),
                }
            }
            Part::Text(text) => Block {
                kind: block_kind(text, role),
                usage: usage(role),
                provenance: provenance(file, text),
                footnotes: text.raw.calls.clone(),
                items: Vec::new(),
            },
        })
        .collect()
}

fn block_kind(part: &TextPart, role: &Role) -> BlockKind {
    let raw = &part.raw;
    match (role, &raw.footnote, &raw.bullet) {
        (Role::Heading { level, .. }, ..) => {
            BlockKind::Heading { level: *level, text: raw.text.clone() }
        }
        (_, Some(mark), _) => BlockKind::Footnote { mark: mark.clone(), text: raw.text.clone() },
        (_, _, Some(_)) => BlockKind::ListItem { mark: "–".to_owned(), text: raw.text.clone() },
        _ => BlockKind::Paragraph(raw.text.clone()),
    }
}

/// Lines whose words hold `needle`, over all texts and cells.
pub(super) fn find(parts: &[Part], needle: &str) -> Vec<u32> {
    let mut lines = Vec::new();
    for part in parts {
        match part {
            Part::Text(text) if text.raw.text.contains(needle) => lines.push(text.raw.line_first),
            Part::Text(_) => {}
            Part::Table(table) => {
                let rows = table
                    .rows
                    .iter()
                    .filter(|row| row.cells.iter().any(|cell| cell.text.contains(needle)));
                lines.extend(rows.filter_map(|row| row.lines.first()));
            }
        }
    }
    lines
}

/// Makes tasks of assigned items and clauses of the other numbered items below "Nhiệm vụ, giải pháp".
pub(super) fn read(
    parts: &[Part],
    roles: &[Role],
    blocks: &mut [Block],
    context: &mut Context<'_>,
) {
    let headings = roles.iter().enumerate().scan(None, |last, (at, role)| {
        let above = *last;
        match role {
            Role::Heading { mark: Some(_), .. } => *last = Some(at),
            // Nothing of an appendix stands under a heading of the text before it.
            Role::Heading { mark: None, title, .. } if fold(title).starts_with("phu luc") => {
                *last = None;
            }
            _ => {}
        }
        Some(above)
    });
    let reader = Reader { parts, roles, headings: headings.collect() };
    let mut claimed = vec![false; parts.len()];
    for assignment in prose::assignments(roles) {
        for &item in &assignment.items {
            if let Some(id) = reader.task(item, &assignment, context) {
                reader.claim(item, &id, Usage::Task, blocks, &mut claimed);
            }
        }
    }
    let mut is_below_work = false;
    for (at, role) in roles.iter().enumerate() {
        is_below_work = describes_work(role).unwrap_or(is_below_work);
        let Role::Numbered { number } = role else { continue };
        if !claimed[at] && is_below_work {
            let id = context.clause_id(number);
            reader.clause(at, number, id.clone(), context);
            reader.claim(at, &id, Usage::Clause, blocks, &mut claimed);
        }
    }
}

/// Whether a heading begins a chapter that describes work ("Nhiệm vụ, giải pháp"); nothing if it begins no chapter.
fn describes_work(role: &Role) -> Option<bool> {
    let Role::Heading { mark: Some(mark), title, .. } = role else { return None };
    let is_chapter = mark::cell(mark).is_some_and(|mark| mark.kind == mark::MarkKind::Roman);
    let folded = fold(title);
    is_chapter.then(|| folded.contains("nhiem vu") && folded.contains("giai phap"))
}

struct Reader<'a> {
    parts: &'a [Part],
    roles: &'a [Role],
    /// The nearest heading with a mark above each part.
    headings: Vec<Option<usize>>,
}

impl<'a> Reader<'a> {
    fn part(&self, at: usize) -> Option<&'a TextPart> {
        match &self.parts[at] {
            Part::Text(text) => Some(text),
            Part::Table(_) => None,
        }
    }

    /// The parts an item is made of.
    fn pieces(&self, item: usize) -> impl Iterator<Item = usize> + '_ {
        let rest = (item + 1..self.parts.len()).take_while(move |at| match &self.roles[*at] {
            Role::Continues { of } => *of == item,
            Role::Footnote => true,
            _ => false,
        });
        std::iter::once(item).chain(rest.filter(|at| self.roles[*at] != Role::Footnote))
    }

    /// Words of an item, its mark left out, paragraphs separated by `\n`.
    fn words(&self, item: usize) -> String {
        let mut paragraphs = Vec::new();
        for at in self.pieces(item) {
            let Some(part) = self.part(at) else { continue };
            let text = part.raw.text.as_str();
            let is_numbered = at == item && matches!(self.roles[at], Role::Numbered { .. });
            paragraphs.push(if is_numbered {
                mark::split(text).map_or(text, |(_, rest)| rest)
            } else {
                text
            });
        }
        paragraphs.join("\n")
    }

    fn span(&self, item: usize, file: &Arc<str>) -> Provenance {
        let lines = self.pieces(item).filter_map(|at| self.part(at));
        let last = lines.map(|part| part.raw.line_last).max();
        let first = self.part(item).map_or(1, |part| part.raw.line_first);
        Provenance {
            file: file.clone(),
            line_first: first,
            line_last: last.unwrap_or(first),
            sheet: None,
        }
    }

    fn calls(&self, item: usize) -> Vec<String> {
        self.pieces(item)
            .filter_map(|at| self.part(at))
            .flat_map(|part| part.raw.calls.clone())
            .collect()
    }

    /// The value after a label, with its place.
    fn value(&self, at: Option<usize>, file: &Arc<str>) -> Option<(&'a str, Place)> {
        let part = self.part(at?)?;
        let (_, _, value) = prose::label(&part.raw.text)?;
        Some((
            value.trim_end_matches('.').trim_end(),
            Place::line(file.clone(), part.raw.line_first),
        ))
    }

    /// The nearest heading above with a mark: index, mark, title.
    fn heading(&self, at: usize) -> Option<(usize, &'a str, &'a str)> {
        let index = self.headings[at]?;
        match &self.roles[index] {
            Role::Heading { mark: Some(mark), title, .. } => Some((index, mark, title)),
            _ => None,
        }
    }

    fn task(&self, item: usize, assignment: &Assignment, context: &mut Context<'_>) -> Option<Id> {
        let file = context.file.clone();
        let number = match &self.roles[item] {
            Role::Numbered { number } => number.clone(),
            _ => String::new(),
        };
        let heading = self.heading(item);
        let unmarked = || {
            self.roles[..item].iter().rev().find_map(|role| match role {
                Role::Heading { mark: None, title, .. } => Some(title.as_str()),
                _ => None,
            })
        };
        let (mark, title) = heading
            .map_or_else(|| ("", unmarked().unwrap_or("")), |(_, mark, title)| (mark, title));
        let at = heading.and_then(|(index, ..)| self.part(index)).or_else(|| self.part(item))?;
        let key = if mark.is_empty() { "chung" } else { mark };
        let section = context.section(key, mark, title, SectionKind::Tasks, provenance(&file, at));
        let ordinal = context.ordinal(&section);
        let id = context.task_id(mark, &number, ordinal);
        let here = self.span(item, &file);
        let place = Place::line(file.clone(), here.line_first);
        let name = self.words(item);

        let cell = |at: Option<usize>| self.value(at, &file).unwrap_or(("", place.clone()));
        let (lead, helpers) = (cell(assignment.lead), cell(assignment.coordinating));
        let (lead, coordinating) =
            context.assignment((lead.0, &lead.1), (helpers.0, &helpers.1), &id);
        context.check_lead(&lead, &place, &id);
        let deadline = match self.value(assignment.deadline, &file) {
            Some((text, place)) => context.deadline(text, &place),
            None => context.deadline("", &place),
        };
        let product = self
            .value(assignment.product, &file)
            .map_or(String::new(), |(text, _)| text.to_owned());
        let mentions = context.registries.references.find_mentions(
            &name,
            &place,
            Some(&id),
            context.diagnostics,
        );
        context.plan.tasks.push(Task {
            id: id.clone(),
            plan: context.plan.id.clone(),
            section,
            number,
            ordinal,
            display_name: context.corrected(&name),
            name,
            lead,
            coordinating,
            deadline,
            product,
            reference_text: String::new(),
            references: Vec::new(),
            mentions,
            extra: Vec::new(),
            footnotes: self.calls(item),
            provenance: here,
        });
        Some(id)
    }

    fn clause(&self, item: usize, number: &str, id: Id, context: &mut Context<'_>) {
        let heading =
            self.heading(item).map_or(String::new(), |(_, mark, title)| format!("{mark}. {title}"));
        context.plan.clauses.push(Clause {
            id,
            number: number.to_owned(),
            text: self.words(item),
            heading,
            provenance: self.span(item, &context.file),
        });
    }

    fn claim(
        &self,
        item: usize,
        id: &Id,
        usage: Usage,
        blocks: &mut [Block],
        claimed: &mut [bool],
    ) {
        blocks[item].items.push(id.clone());
        for at in self.pieces(item) {
            blocks[at].usage = usage;
            claimed[at] = true;
        }
    }
}
