//! Where an item was read: the file, the lines, and what stands around them.

use std::borrow::Cow;

use serde::Serialize;

use crate::model::{Block, BlockKind, Document};
use crate::view::ground::link::Link;
use crate::view::ground::words::lines_of;
use crate::view::ground::{Item, Portal, address, form};

/// Letters of a neighbouring line that are shown.
const LONGEST: usize = 160;

/// Where an item was read.
#[derive(Clone, Debug, Serialize)]
pub struct SourceView<'a> {
    /// "dòng 12–14".
    pub lines: String,
    /// The place in the plan's text.
    pub path: String,
    /// The plan.
    pub plan: Link<'a>,
    /// The document as it was handed in, byte for byte.
    pub file: Option<String>,
    /// What is printed before it.
    pub before: Option<Cow<'a, str>>,
    /// What is printed after it.
    pub after: Option<Cow<'a, str>>,
}

impl<'a> SourceView<'a> {
    /// Where `item` was read.
    pub fn new(portal: &Portal<'a>, item: Item<'a>) -> Self {
        let plan = item.plan();
        let place = portal.printed_at(item.id());
        let neighbour = |step: isize| {
            let (block, row) = place?;
            printed_beside(&plan.document, block, row, step).map(|text| clipped(&text))
        };
        Self {
            lines: lines_of(item.provenance()),
            path: portal.place(plan, item.id()),
            plan: Link::plan(plan),
            file: address::source(plan),
            before: neighbour(-1),
            after: neighbour(1),
        }
    }
}

fn clipped<'a>(text: &str) -> Cow<'a, str> {
    form::clip(text, LONGEST).into_owned().into()
}

/// What is printed `step` lines from the row of a table or the block: of a table its rows, else the next block.
fn printed_beside(
    document: &Document,
    block: usize,
    row: Option<usize>,
    step: isize,
) -> Option<String> {
    if let Some((BlockKind::Table { rows, .. }, row)) =
        document.blocks.get(block).map(|block| &block.kind).zip(row)
        && let Some(other) = row.checked_add_signed(step).and_then(|at| rows.get(at))
    {
        let cells = other.cells.iter().map(|cell| cell.text.trim());
        let cells: Vec<&str> = cells.filter(|text| !text.is_empty()).collect();
        return Some(cells.join(" · "));
    }
    let other = block.checked_add_signed(step).and_then(|at| document.blocks.get(at))?;
    words(other)
}

/// The words of a block; of a table the row that is nearest is not known here, so it says nothing.
fn words(block: &Block) -> Option<String> {
    match &block.kind {
        BlockKind::Heading { text, .. }
        | BlockKind::Paragraph(text)
        | BlockKind::Footnote { text, .. } => Some(text.trim().to_owned()),
        BlockKind::ListItem { mark, text } => Some(format!("{mark} {text}").trim().to_owned()),
        BlockKind::Table { .. } => None,
    }
    .filter(|text| !text.is_empty())
}
