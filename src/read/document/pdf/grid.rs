//! Tables from the lines of a page: lines that cross make a grid, missing walls make merged cells.

use super::page::Line;

/// Ends and places nearer than this are one.
const SNAP: f64 = 2.5;
/// Gaps in a line up to this are where cells meet.
const BRIDGE: f64 = 3.5;
/// Lines that stand out farther than this mean a border nobody drew.
const OVERHANG: f64 = 8.0;

/// The lines of one table: places across the page, and which stretches are drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Ruling {
    /// Lines from left to right.
    pub(super) rows: Vec<Line>,
    /// Lines from top to bottom.
    pub(super) columns: Vec<Line>,
    /// Whether no line closes it above: a row goes on from the page before.
    pub(super) is_open_above: bool,
    /// Whether no line closes it below: a row goes on overleaf.
    pub(super) is_open_below: bool,
}

/// A cell of a grid: its box, and the first row and column it stands in, from 0.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    /// First row.
    pub(super) row: usize,
    /// First column.
    pub(super) column: usize,
    /// Rows it spans, at least 1.
    pub(super) tall: usize,
    /// Columns it spans, at least 1.
    pub(super) wide: usize,
}

/// A table as its lines draw it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Grid {
    /// Left end of each column, and the right end of the last.
    pub(super) across: Vec<f64>,
    /// Top of each row, and the foot of the last.
    pub(super) down: Vec<f64>,
    /// For each box of the grid, row by row, the cell it belongs to.
    owners: Vec<usize>,
    /// Cells.
    pub(super) cells: Vec<Cell>,
}

impl Ruling {
    /// Left and right end.
    pub(super) fn sides(&self) -> (f64, f64) {
        let ends = |least: f64, line: &Line| least.min(line.at);
        let left = self.columns.iter().fold(f64::INFINITY, ends);
        let right = self.columns.iter().fold(f64::NEG_INFINITY, |most, line| most.max(line.at));
        (left, right)
    }

    /// Top and foot.
    pub(super) fn ends(&self) -> (f64, f64) {
        let top = self.rows.iter().fold(f64::INFINITY, |least, line| least.min(line.at));
        let foot = self.rows.iter().fold(f64::NEG_INFINITY, |most, line| most.max(line.at));
        (top, foot)
    }

    /// Places of its columns' borders.
    pub(super) fn borders(&self) -> Vec<f64> {
        places(&self.columns)
    }

    /// Draws the outer borders nobody drew: where lines stand out freely, a border is meant.
    fn close(&mut self) {
        if self.rows.len() < 2 || self.columns.is_empty() {
            return;
        }
        let left = median(self.rows.iter().map(|line| line.from).collect());
        let right = median(self.rows.iter().map(|line| line.to).collect());
        let (top, foot) = self.ends();
        let (first, last) = self.sides();
        for (at, is_out) in [(left, first - left > OVERHANG), (right, right - last > OVERHANG)] {
            if is_out {
                self.columns.push(Line { is_horizontal: false, at, from: top, to: foot });
            }
        }
        let (first, last) = self.sides();
        let over = |from: bool| {
            let ends = self.columns.iter().map(|line| if from { line.from } else { line.to });
            if from {
                ends.fold(f64::INFINITY, f64::min)
            } else {
                ends.fold(f64::NEG_INFINITY, f64::max)
            }
        };
        self.is_open_above = top - over(true) > OVERHANG;
        self.is_open_below = over(false) - foot > OVERHANG;
        for (at, is_out) in [(over(true), self.is_open_above), (over(false), self.is_open_below)] {
            if is_out {
                self.rows.push(Line { is_horizontal: true, at, from: first, to: last });
            }
        }
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// The tables of a page's lines, from the top. Lines that cross nothing are no table.
pub(super) fn rulings(lines: &[Line]) -> Vec<Ruling> {
    let rows = joined(lines.iter().filter(|line| line.is_horizontal).copied().collect());
    let columns = joined(lines.iter().filter(|line| !line.is_horizontal).copied().collect());
    let all: Vec<Line> = rows.into_iter().chain(columns).collect();
    let mut group: Vec<usize> = (0..all.len()).collect();
    for (at, line) in all.iter().enumerate().filter(|(_, line)| line.is_horizontal) {
        for (other_at, other) in all.iter().enumerate().filter(|(_, line)| !line.is_horizontal) {
            if meet(line, other) {
                let (one, other) = (root(&mut group, at), root(&mut group, other_at));
                group[one.max(other)] = one.min(other);
            }
        }
    }
    let mut rulings: Vec<(usize, Ruling)> = Vec::new();
    for (at, line) in all.iter().enumerate() {
        let root = root(&mut group, at);
        let found = rulings.iter().position(|(known, _)| *known == root);
        let found = found.unwrap_or_else(|| {
            rulings.push((root, Ruling::default()));
            rulings.len() - 1
        });
        let ruling = &mut rulings[found].1;
        if line.is_horizontal { ruling.rows.push(*line) } else { ruling.columns.push(*line) }
    }
    let mut rulings: Vec<Ruling> = rulings
        .into_iter()
        .map(|(_, ruling)| ruling)
        .filter(|ruling| {
            ruling.rows.len() + ruling.columns.len() >= 3
                && !ruling.rows.is_empty()
                && !ruling.columns.is_empty()
        })
        .map(|mut ruling| {
            ruling.close();
            ruling
        })
        .filter(|ruling| places(&ruling.rows).len() >= 2 && places(&ruling.columns).len() >= 2)
        .collect();
    rulings.sort_by(|one, other| one.ends().0.total_cmp(&other.ends().0));
    stacked(rulings)
}

/// A line over the whole width parts a table whose sides nobody drew: pieces right below each other of the same width
/// are one table.
fn stacked(rulings: Vec<Ruling>) -> Vec<Ruling> {
    let mut whole: Vec<Ruling> = Vec::new();
    for ruling in rulings {
        if let Some(last) = whole.last_mut() {
            let ((left, right), (other_left, other_right)) = (last.sides(), ruling.sides());
            let is_below = (ruling.ends().0 - last.ends().1).abs() <= SNAP * 2.0;
            if is_below
                && (left - other_left).abs() <= SNAP * 2.0
                && (right - other_right).abs() <= SNAP * 2.0
            {
                last.rows.extend(ruling.rows);
                last.columns.extend(ruling.columns);
                last.is_open_below = ruling.is_open_below;
                continue;
            }
        }
        whole.push(ruling);
    }
    whole
}

fn root(group: &mut [usize], at: usize) -> usize {
    let mut at = at;
    while group[at] != at {
        group[at] = group[group[at]];
        at = group[at];
    }
    at
}

fn meet(row: &Line, column: &Line) -> bool {
    let reach = |line: &Line, at: f64| (line.from - BRIDGE..=line.to + BRIDGE).contains(&at);
    reach(row, column.at) && reach(column, row.at)
}

/// Lines of one direction put together: those drawn twice, and those drawn in pieces.
fn joined(mut lines: Vec<Line>) -> Vec<Line> {
    lines.sort_by(|one, other| one.at.total_cmp(&other.at).then(one.from.total_cmp(&other.from)));
    let mut joined: Vec<Line> = Vec::new();
    let mut from = 0;
    while from < lines.len() {
        let first = lines[from].at;
        let count = lines[from..].iter().take_while(|line| line.at - first <= SNAP).count();
        let mut near = lines[from..from + count].to_vec();
        let at = near.iter().map(|line| line.at).sum::<f64>()
            / f64::from(u32::try_from(count).unwrap_or(1));
        near.sort_by(|one, other| one.from.total_cmp(&other.from));
        let begin = joined.len();
        for line in near {
            match joined[begin..].last_mut() {
                Some(last) if line.from <= last.to + BRIDGE => last.to = last.to.max(line.to),
                _ => joined.push(Line { at, ..line }),
            }
        }
        from += count;
    }
    joined
}

/// The different places of lines, sorted.
fn places(lines: &[Line]) -> Vec<f64> {
    let mut places: Vec<f64> = lines.iter().map(|line| line.at).collect();
    places.sort_by(f64::total_cmp);
    places.dedup_by(|next, last| *next - *last <= SNAP);
    places
}

impl Grid {
    /// The grid of `ruling`, cut at the columns' borders `across` too: pages of one table share their columns.
    pub(super) fn new(ruling: &Ruling, across: &[f64]) -> Self {
        let mut across = across.to_vec();
        across.extend(ruling.borders());
        across.sort_by(f64::total_cmp);
        across.dedup_by(|next, last| *next - *last <= SNAP * 1.5);
        let down = places(&ruling.rows);
        let (wide, tall) = (across.len() - 1, down.len() - 1);
        let mut group: Vec<usize> = (0..wide * tall).collect();
        let is_drawn = |lines: &[Line], at: f64, from: f64, to: f64| {
            let middle = f64::midpoint(from, to);
            lines.iter().any(|line| {
                (line.at - at).abs() <= SNAP * 1.5
                    && (line.from - BRIDGE..=line.to + BRIDGE).contains(&middle)
            })
        };
        for row in 0..tall {
            for column in 0..wide {
                let at = row * wide + column;
                if column + 1 < wide
                    && !is_drawn(&ruling.columns, across[column + 1], down[row], down[row + 1])
                {
                    unite(&mut group, at, at + 1);
                }
                if row + 1 < tall
                    && !is_drawn(&ruling.rows, down[row + 1], across[column], across[column + 1])
                {
                    unite(&mut group, at, at + wide);
                }
            }
        }
        let mut cells: Vec<Cell> = Vec::new();
        let mut roots: Vec<usize> = Vec::new();
        let mut owners = Vec::with_capacity(wide * tall);
        for at in 0..wide * tall {
            let root = root(&mut group, at);
            let (row, column) = (at / wide, at % wide);
            let cell = roots.iter().position(|known| *known == root).unwrap_or_else(|| {
                roots.push(root);
                cells.push(Cell { row, column, tall: 1, wide: 1 });
                cells.len() - 1
            });
            let known = &mut cells[cell];
            known.tall = known.tall.max(row - known.row + 1);
            if column < known.column {
                known.wide += known.column - column;
                known.column = column;
            }
            known.wide = known.wide.max(column - known.column + 1);
            owners.push(cell);
        }
        Self { across, down, owners, cells }
    }

    /// How many columns.
    pub(super) fn width(&self) -> usize {
        self.across.len() - 1
    }

    /// How many rows.
    pub(super) fn height(&self) -> usize {
        self.down.len() - 1
    }

    /// The cell the box in `row` and `column` belongs to.
    pub(super) fn owner(&self, row: usize, column: usize) -> usize {
        self.owners[row * self.width() + column]
    }

    /// The cell a point lies in, if it lies in the table.
    pub(super) fn cell_at(&self, (x, y): (f64, f64)) -> Option<usize> {
        let slot = |edges: &[f64], at: f64| {
            let last = edges.len() - 1;
            if at < edges[0] - SNAP || at > edges[last] + SNAP {
                return None;
            }
            Some(edges[1..last].iter().filter(|edge| **edge <= at).count())
        };
        Some(self.owner(slot(&self.down, y)?, slot(&self.across, x)?))
    }
}

fn unite(group: &mut [usize], one: usize, other: usize) {
    let (one, other) = (root(group, one), root(group, other));
    group[one.max(other)] = one.min(other);
}
