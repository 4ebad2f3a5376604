//! Tables beside each other on one sheet or page: a heading whose titles come again to the right begins another table.

use crate::read::document::{RawCell, RawRow, RawTable};
use crate::vietnamese::fold;

use super::recognise::{self, Knowledge};

/// The tables of a grid, from left to right. Each keeps the width of all, so that places stay right: the cells of the
/// others are blank in it.
pub(super) fn apart(table: RawTable, known: &Knowledge<'_>) -> Vec<RawTable> {
    let heading = table.rows.iter().position(|row| recognise::is_heading(row, known.rules));
    let Some((at, starts)) = heading.and_then(|at| Some((at, starts(&table.rows[at])?))) else {
        return vec![table];
    };
    let ends = starts[1..].iter().copied().chain([usize::MAX]);
    let mut tables: Vec<RawTable> = starts
        .iter()
        .zip(ends)
        .enumerate()
        .map(|(index, (&start, end))| {
            let own = if index == 0 { 0..end } else { start..end };
            // What stands above the heading belongs to the first.
            let rows = table.rows.iter().enumerate().filter(|(row, _)| index == 0 || *row >= at);
            let rows =
                rows.map(|(row, cells)| if row < at { cells.clone() } else { only(cells, &own) });
            RawTable { rows: rows.collect(), ..table.clone() }
        })
        .collect();
    for table in &mut tables {
        table.rows.retain(|row| row.cells.iter().any(|cell| !cell.text.is_empty()));
    }
    tables
}

/// A row with the cells of `own` columns only.
fn only(row: &RawRow, own: &std::ops::Range<usize>) -> RawRow {
    let cells = row.cells.iter().enumerate();
    let cells =
        cells.map(|(at, cell)| if own.contains(&at) { cell.clone() } else { RawCell::default() });
    RawRow { cells: cells.collect(), ..row.clone() }
}

/// Where the titles of a heading begin again, if the same three or more come at least twice.
fn starts(heading: &RawRow) -> Option<Vec<usize>> {
    let titles: Vec<(usize, String)> = heading
        .cells
        .iter()
        .enumerate()
        .map(|(at, cell)| (at, fold(&cell.text)))
        .filter(|(_, title)| !title.is_empty())
        .collect();
    let (_, first) = titles.first()?;
    let length = 1 + titles[1..].iter().position(|(_, title)| title == first)?;
    let blocks: Vec<&[(usize, String)]> = titles.chunks(length).collect();
    let is_whole = length >= 3 && titles.len().is_multiple_of(length);
    (is_whole
        && blocks
            .iter()
            .all(|block| block.iter().zip(blocks[0]).all(|(one, other)| one.1 == other.1)))
    .then(|| blocks.iter().map(|block| block[0].0).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(titles: &[&str], expect: Option<&[usize]>) {
        let cells =
            titles.iter().map(|text| RawCell { text: (*text).to_owned(), ..RawCell::default() });
        let cells = cells.collect();
        let row = RawRow { cells, ..RawRow::default() };
        assert_eq!(starts(&row).as_deref(), expect, "{titles:?}");
    }

    #[test]
    fn titles_that_come_again_begin_another_table() {
        check(&["TT", "Việc", "Hạn", "", "TT", "Việc", "Hạn"], Some(&[0, 4]));
        check(&["TT", "Việc", "Hạn"], None);
        check(&["TT", "Việc", "TT", "Việc"], None);
        check(&["TT", "Việc", "Hạn", "TT", "Việc", "Ghi chú"], None);
    }
}
