//! What programs and hands do to words of a finished document without changing what it says.

use unicode_normalization::UnicodeNormalization as _;

use super::grid::{Block, Cell, Item, Mark, Row, Slot};
use super::random::Random;
use super::traits::{Layout, Trait as T};

/// Breaks lines in cells, doubles blanks, takes letters and runs apart, where the layout has it so.
pub(crate) fn wear(blocks: &mut [Block], layout: &Layout, random: &mut Random) {
    for block in blocks {
        match block {
            Block::Table(rows) => {
                let cells = rows.iter_mut().flat_map(|row| {
                    let is_task = matches!(row.item, Some(Item::Task(_)));
                    row.cells.iter_mut().map(move |cell| (is_task, cell))
                });
                for (is_task, cell) in cells.filter(|(_, cell)| cell.slot == Slot::Own) {
                    wear_cell(cell, is_task, layout, random);
                }
            }
            Block::Paragraph(_, words, _) if layout.has(T::Decomposed) => {
                *words = words.nfd().collect();
            }
            _ => {}
        }
    }
}

fn wear_cell(cell: &mut Cell, is_task: bool, layout: &Layout, random: &mut Random) {
    if layout.has(T::LineBroken) && is_task && random.chance(50) {
        break_line(cell);
    }
    for (_, text) in &mut cell.runs {
        if layout.has(T::OddBlanks) && text.contains(' ') && random.chance(40) {
            let blank = random.weighted(&[("\u{a0}", 1), ("  ", 1)]);
            *text = text.replacen(' ', blank, 1);
        }
        if layout.has(T::Decomposed) {
            *text = text.nfd().collect();
        }
    }
    if layout.has(T::RunsSplit) {
        cell.runs =
            std::mem::take(&mut cell.runs).into_iter().flat_map(|run| split(run, random)).collect();
    }
}

/// A line ends in the middle of long words, before a small letter.
fn break_line(cell: &mut Cell) {
    let text = cell.text();
    if cell.runs.len() > 1 || text.chars().count() < 24 || text.contains(['\n', ',', ';', ':']) {
        return;
    }
    let is_inner = |at: &usize| {
        *at > text.len() / 2 && text[*at + 1..].starts_with(|c: char| c.is_lowercase())
    };
    if let Some(at) = text.match_indices(' ').map(|(at, _)| at).find(is_inner) {
        cell.runs[0].1.replace_range(at..=at, "\n");
    }
}

/// One run as two, as Word leaves them after an edit.
fn split((mark, text): (Mark, String), random: &mut Random) -> Vec<(Mark, String)> {
    let letters: Vec<char> = text.chars().collect();
    if letters.len() < 2 {
        return vec![(mark, text)];
    }
    let at = random.between(1, letters.len() - 1);
    vec![(mark, letters[..at].iter().collect()), (mark, letters[at..].iter().collect())]
}

/// An empty column among the others, as sheets often have.
pub(crate) fn with_empty_column(rows: &mut [Row], at: usize) {
    for row in rows {
        let slot = row.cells.get(at).map_or(Slot::Own, |cell| cell.slot);
        let cell = if slot == Slot::Left { Cell::covered(Slot::Left) } else { Cell::new("") };
        row.cells.insert(at, cell);
    }
}
