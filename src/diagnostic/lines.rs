//! Places in a text that are asked for many times.

use std::ops::Range;
use std::sync::Arc;

use super::{Place, Position, count, floor_char_boundary};

/// A text file whose lines were found once, so that the place of each of its entries costs the same however long
/// the file is.
#[derive(Clone, Debug)]
pub struct Lines<'t> {
    file: &'t Arc<str>,
    text: &'t str,
    /// The byte each line starts at.
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// The lines of `text`, the content of `file`.
    pub fn new(file: &'t Arc<str>, text: &'t str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { file, text, starts: [0].into_iter().chain(breaks).collect() }
    }

    /// The byte range `range` as a place, what [`Place::span`] gives.
    pub fn span(&self, range: Range<usize>) -> Place {
        let start = floor_char_boundary(self.text, range.start);
        let line = self.starts.partition_point(|at| *at <= start);
        let first = line.checked_sub(1).and_then(|before| self.starts.get(before)).copied();
        let first = first.unwrap_or_default();
        let place = Place::span(Arc::clone(self.file), &self.text[first..], {
            start - first..range.end.max(start) - first
        });
        match place.position {
            Position::Text { column, width, .. } => {
                Place { position: Position::Text { line: count(line), column, width }, ..place }
            }
            _ => place,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_range_has_the_place_it_has_without_the_table() {
        let file: Arc<str> = "a.toml".into();
        for text in ["", "\n", "một\nhai ba\r\n\nbốn\n", "không xuống dòng"] {
            let lines = Lines::new(&file, text);
            for start in 0..text.len() + 2 {
                for end in start..text.len() + 2 {
                    assert_eq!(lines.span(start..end), Place::span("a.toml", text, start..end));
                }
            }
        }
    }
}
