//! Tables of indicators: years in the heading, above it, in rows, or only in the plan's period.

use super::grid::{Block, Cell, Item, Mark, Row, Slot};
use super::headings::{self, Column, Role};
use super::random::Random;
use super::traits::{Layout, Trait as T};
use super::truth::{Indicator, Truth};

/// The indicators of `truth` as a table; nothing when it has none.
pub(crate) fn print(truth: &Truth, layout: &Layout, random: &mut Random) -> Vec<Block> {
    let Some(first) = truth.indicators.first() else { return Vec::new() };
    let columns = columns(first, layout, random);
    let mut rows = heading(&columns, first, layout, random);
    let (mut year, mut group, mut groups) = (String::new(), String::new(), 0);
    for (at, indicator) in truth.indicators.iter().enumerate() {
        if layout.has(T::IndicatorsYearRows) && indicator.goals[0].due != year {
            year.clone_from(&indicator.goals[0].due);
            let words = format!("Đến năm {year}");
            let mut cells: Vec<Cell> = columns.iter().map(|_| Cell::new("")).collect();
            cells[1] = Cell::marked(Mark::Bold, words);
            rows.push(Row::new(cells, None));
        }
        if indicator.group != group {
            group.clone_from(&indicator.group);
            groups += 1;
            let mut cells: Vec<Cell> = columns.iter().map(|_| Cell::new("")).collect();
            cells[0] = Cell::marked(Mark::Bold, ["I", "II"][groups - 1]);
            cells[1] = Cell::marked(Mark::Bold, group.clone());
            rows.push(Row::new(cells, None));
        }
        let cells = columns.iter().map(|column| cell(column.role, indicator, random)).collect();
        rows.push(Row::new(cells, Some(Item::Indicator(at))));
    }
    vec![Block::Table(rows)]
}

fn cell(role: Role, indicator: &Indicator, random: &mut Random) -> Cell {
    Cell::new(match role {
        Role::Number => indicator.number.clone(),
        Role::Name => indicator.name.clone(),
        Role::Unit => indicator.unit.clone(),
        Role::Lead => indicator.lead.text.clone(),
        Role::Goal(at) => indicator.goals[at].text.clone(),
        Role::Baseline => random.between(10, 90).to_string(),
        _ => String::new(),
    })
}

fn columns(first: &Indicator, layout: &Layout, random: &mut Random) -> Vec<Column> {
    let mut columns = vec![headings::column(random, layout, Role::Number)];
    let name = random.weighted(&[("Chỉ tiêu", 55), ("Tên chỉ tiêu", 30), ("Các chỉ tiêu", 15)]);
    columns.push(headings::named(layout, Role::Name, name));
    columns.push(headings::column(random, layout, Role::Unit));
    if layout.has(T::IndicatorsBaseline) {
        let words = random.pick(&["TH 2025", "Thực hiện năm 2025", "Ước thực hiện 2025"]);
        columns.push(headings::named(layout, Role::Baseline, words));
    }
    let form = random.weighted(&[
        ("KH #", 30),
        ("Năm #", 25),
        ("Mục tiêu #", 20),
        ("Đến năm #", 15),
        ("Kế hoạch năm #", 10),
    ]);
    for (at, goal) in first.goals.iter().enumerate() {
        let words = if layout.has_any(&[T::IndicatorsPeriod, T::IndicatorsYearRows]) {
            random
                .weighted(&[
                    ("Mục tiêu", 40),
                    ("Chỉ tiêu năm", 20),
                    ("Kế hoạch", 20),
                    ("Mức phấn đấu", 20),
                ])
                .to_owned()
        } else if layout.has(T::IndicatorsTwoRows) {
            ["", "Năm "][usize::from(form.starts_with('N'))].to_owned() + &goal.due
        } else {
            form.replace('#', &goal.due)
        };
        columns.push(headings::named(layout, Role::Goal(at), &words));
    }
    if layout.has(T::IndicatorsLead) {
        let words =
            random.pick(&["Cơ quan chủ trì", "Đơn vị chủ trì theo dõi", "Cơ quan theo dõi"]);
        columns.push(headings::named(layout, Role::Lead, words));
    }
    columns
}

fn heading(
    columns: &[Column],
    first: &Indicator,
    layout: &Layout,
    random: &mut Random,
) -> Vec<Row> {
    let bottom: Vec<Cell> = columns.iter().map(|column| headings::cell(&column.heading)).collect();
    let mut rows = vec![bottom.clone()];
    if layout.has(T::IndicatorsTwoRows) {
        let start = columns.iter().position(|column| column.role == Role::Goal(0)).unwrap();
        let goals = start..start + first.goals.len();
        let words = random.weighted(&[("Mục tiêu", 40), ("Kế hoạch", 40), ("Chỉ tiêu giao", 20)]);
        rows[0][start] = headings::cell(words);
        rows[0][start + 1..goals.end].fill(Cell::covered(Slot::Left));
        let below = |(at, cell): (usize, &Cell)| {
            if goals.contains(&at) { cell.clone() } else { Cell::covered(Slot::Above) }
        };
        rows.push(bottom.iter().enumerate().map(below).collect());
    }
    headings::counted(&mut rows, columns.len(), layout, random);
    rows.into_iter().map(|cells| Row::new(cells, Some(Item::IndicatorHeading))).collect()
}
