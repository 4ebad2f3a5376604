//! What every line of the document was used for.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Block, BlockKind, Line, TableRow, Usage};

use super::context::Context;
use super::stitch::Part;

/// The use of each non-blank line, by line. Lines of different sheets with the same number count once each.
pub(super) fn lines(parts: &[Part], blocks: &[Block]) -> Vec<Line> {
    let mut sheets: BTreeMap<Option<&str>, BTreeMap<u32, Usage>> = BTreeMap::new();
    for (part, block) in parts.iter().zip(blocks) {
        match part {
            Part::Text(text) => {
                let lines = sheets.entry(None).or_default();
                for &(first, last) in &text.lines {
                    lines.extend((first..=last).map(|line| (line, block.usage)));
                }
            }
            Part::Table(table) => {
                let lines = sheets.entry(table.sheet.as_deref()).or_default();
                lines.extend(table.header_lines.iter().map(|line| (*line, Usage::TableHeader)));
                lines.extend(table.above.iter().map(|row| (row.line, Usage::Preamble)));
                let BlockKind::Table { rows, .. } = &block.kind else { continue };
                let used: BTreeMap<u32, Usage> = rows
                    .iter()
                    .map(|row| (row.provenance.line_first, row_usage(row, block)))
                    .collect();
                // Rows that were joined to the row above them belong to its item.
                let mut usage = Usage::Provision;
                for row in &table.rows {
                    let first = row.lines.iter().min().copied().unwrap_or(0);
                    usage = used.get(&first).copied().unwrap_or(usage);
                    let lines = sheets.entry(row.sheet.as_deref()).or_default();
                    lines.extend(row.lines.iter().map(|line| (*line, usage)));
                }
            }
        }
    }
    sheets.into_values().flatten().map(|(number, usage)| Line { number, usage }).collect()
}

fn row_usage(row: &TableRow, block: &Block) -> Usage {
    match (&row.item, &row.section) {
        (None, Some(_)) => Usage::Group,
        (None, None) if block.usage != Usage::Unused => Usage::Provision,
        _ => block.usage,
    }
}

/// Lists lines nothing was made of.
pub(super) fn check(context: &mut Context<'_>) {
    for line in context.plan.document.lines.iter().filter(|line| line.usage == Usage::Unused) {
        let place = Place::line(context.file.clone(), line.number);
        let message = "dòng này không thuộc phần nào của văn bản";
        context
            .diagnostics
            .push(Diagnostic::new(Code::LineUnused, place, message).item(&context.plan.id));
    }
}
