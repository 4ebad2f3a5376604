//! Merged ranges of a sheet, and which of its rows and columns are seen.

use std::collections::BTreeMap;

use calamine::Dimensions;

use super::super::{Merged, Range, RawCell};
use super::facts::Facts;

/// A sheet being read: its merged ranges as far as they are seen, and what it says beside its values.
pub(super) struct Grid<'a> {
    pub(super) name: &'a str,
    pub(super) merges: Vec<Dimensions>,
    pub(super) moved: Moved,
    pub(super) facts: Facts,
}

/// Cells of merged ranges whose words are seen in another cell, because their own is hidden.
pub(super) type Moved = BTreeMap<(u32, u32), (u32, u32)>;

impl Grid<'_> {
    pub(super) fn is_hidden_row(&self, at: (u32, u32)) -> bool {
        self.facts.hidden_rows.contains(&at.0)
    }

    pub(super) fn is_hidden_column(&self, at: (u32, u32)) -> bool {
        self.facts.hidden_columns.contains(&at.1)
    }

    /// Where the words of a cell are seen: its place, or the first seen cell of its merged range.
    pub(super) fn seen_at(&self, at: (u32, u32)) -> (u32, u32) {
        self.moved.get(&at).copied().unwrap_or(at)
    }
}

/// Merged ranges without the hidden rows and columns they begin with.
pub(super) fn seen(merges: &[Dimensions], facts: &Facts) -> (Vec<Dimensions>, Moved) {
    let mut moved = Moved::new();
    let shrunk = merges.iter().map(|range| {
        let ((mut top, mut left), (bottom, right)) = (range.start, range.end);
        while top < bottom && facts.hidden_rows.contains(&top) {
            top += 1;
        }
        while left < right && facts.hidden_columns.contains(&left) {
            left += 1;
        }
        if (top, left) != range.start {
            moved.insert(range.start, (top, left));
        }
        Dimensions { start: (top, left), end: range.end }
    });
    (shrunk.collect(), moved)
}

pub(super) fn range(range: &Dimensions) -> Range {
    let ((top, left), (bottom, right)) = (range.start, range.end);
    let from_one = |number: u32| number.saturating_add(1);
    Range {
        top: from_one(top),
        bottom: from_one(bottom),
        left: from_one(left),
        right: from_one(right),
    }
}

/// Marks the hidden cells of a merged range in the rows there are; nothing when the limit of cells
/// looked at is reached.
pub(super) fn mark_merged(
    table: &mut BTreeMap<u32, Vec<RawCell>>,
    range: &Dimensions,
    scans_left: &mut usize,
    covered: &mut Vec<((u32, u32), String)>,
) -> Option<()> {
    let (top, left) = range.start;
    let (bottom, right) = range.end;
    if top > bottom || left > right {
        return Some(());
    }
    let first = usize::try_from(left).unwrap_or(usize::MAX);
    let width = usize::try_from(right - left).unwrap_or(usize::MAX).saturating_add(1);
    for (number, cells) in table.range_mut(top..=bottom) {
        for (index, cell) in cells.iter_mut().enumerate().skip(first).take(width) {
            *scans_left = scans_left.checked_sub(1)?;
            let is_visible = *number == top && index == first;
            if !is_visible && cell.merged.is_none() {
                let merged = if *number == top { Merged::Left } else { Merged::Above };
                if !cell.text.is_empty() {
                    let column = u32::try_from(index).unwrap_or(u32::MAX);
                    covered.push(((*number, column), std::mem::take(&mut cell.text)));
                }
                *cell = RawCell { merged: Some(merged), ..RawCell::default() };
            }
        }
    }
    Some(())
}
