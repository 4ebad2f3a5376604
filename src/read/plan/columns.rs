//! What the columns of a table mean, from the words of its header.

use crate::read::document::{Merged, RawCell, RawRow};
use crate::read::value::read_due;
use crate::vietnamese::fold;

use super::manifest::ColumnRule;
use super::mark;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// Running number.
    Number,
    /// Hierarchical code beside a running number.
    Code,
    /// The words of the task or indicator.
    Name,
    /// Unit of an indicator.
    Unit,
    /// Who leads.
    Lead,
    /// Who helps.
    Coordinating,
    /// When it is due.
    Deadline,
    /// What is to come out of it.
    Product,
    /// Legal source.
    Reference,
    /// Target for a year or period, as it is written in data ("2026").
    Target(String),
    /// Anything else: kept and shown.
    Extra,
    /// Left out by `plan.toml`.
    Excluded,
}

/// The header of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// Meaning of each column.
    pub(super) columns: Vec<Column>,
    /// Words of each column, rows of the header joined.
    pub(super) titles: Vec<String>,
    /// The same with the words `plan.toml` asks to show.
    pub(super) shown: Vec<String>,
    /// The cells of its first row.
    pub(super) cells: Vec<RawCell>,
    /// Index of its first row.
    pub(super) first_row: usize,
    /// Number of its rows.
    pub(super) rows: usize,
}

impl Header {
    /// Index of the column that means `column`.
    pub(super) fn position(&self, column: &Column) -> Option<usize> {
        self.columns.iter().position(|c| c == column)
    }

    /// Index of the column that holds the marks of rows.
    pub(super) fn mark_column(&self) -> Option<usize> {
        self.position(&Column::Code).or_else(|| self.position(&Column::Number))
    }

    /// Whether the table sets indicators.
    pub(super) fn has_indicators(&self) -> bool {
        let has_target = self.columns.iter().any(|c| matches!(c, Column::Target(_)));
        has_target && self.position(&Column::Name).is_some()
    }

    /// Whether the table assigns tasks.
    pub(super) fn has_tasks(&self) -> bool {
        let assigns = [Column::Lead, Column::Deadline, Column::Coordinating, Column::Product];
        !self.has_indicators()
            && self.position(&Column::Name).is_some()
            && assigns.iter().any(|column| self.position(column).is_some())
    }
}

/// How far down a sheet a header may begin: title, number and date stand above it.
const MAX_ROWS_ABOVE: usize = 25;

/// Finds the header of a table.
pub(super) fn recognise(rows: &[RawRow], rules: &[ColumnRule]) -> Option<Header> {
    (0..rows.len().min(MAX_ROWS_ABOVE)).find_map(|first_row| {
        let row = &rows[first_row];
        let known = row.cells.iter().filter(|cell| meaning(&cell.text, rules).is_some()).count();
        let named = row.cells.iter().any(|cell| meaning(&cell.text, rules) == Some(Column::Name));
        (named && known >= 2).then(|| header_at(rows, first_row, rules))
    })
}

/// Whether the top of a table has words of a table of tasks or indicators, even if its columns were not recognised.
pub(super) fn looks_like_work(rows: &[RawRow]) -> bool {
    rows.iter().take(3).flat_map(|row| &row.cells).any(|cell| {
        let found = meaning(&cell.text, &[]);
        !matches!(found, None | Some(Column::Name | Column::Reference | Column::Target(_)))
    })
}

/// Whether `row` repeats the words of `header`, as at the top of a new page.
pub(super) fn is_repeated(row: &RawRow, header: &Header, first: &RawRow) -> bool {
    row.cells.len() == header.columns.len()
        && row
            .cells
            .iter()
            .zip(&first.cells)
            .all(|(cell, other)| fold(&cell.text) == fold(&other.text))
}

fn header_at(rows: &[RawRow], first_row: usize, rules: &[ColumnRule]) -> Header {
    let width = rows[first_row].cells.len();
    let mut titles: Vec<String> = (0..width).map(|at| title_of(&rows[first_row], at)).collect();
    let mut count = 1;
    if let Some(second) = rows
        .get(first_row + 1)
        .filter(|second| is_second_header_row(&rows[first_row], second, rules))
    {
        count += 1;
        for (at, title) in titles.iter_mut().enumerate() {
            let below = second.cells.get(at).map_or("", |cell| cell.text.as_str());
            if !below.is_empty() && title.is_empty() {
                *title = group_title(&rows[first_row], at);
            }
            if !below.is_empty() && !title.is_empty() && title != below {
                *title = format!("{title} {below}");
            } else if !below.is_empty() {
                below.clone_into(title);
            }
        }
    }
    if rows.get(first_row + count).is_some_and(is_column_numbering) {
        count += 1;
    }
    let mut columns: Vec<Column> = Vec::with_capacity(width);
    let meanings: Vec<Column> =
        titles.iter().map(|title| meaning(title, rules).unwrap_or(Column::Extra)).collect();
    let has_targets = meanings.iter().any(|column| matches!(column, Column::Target(_)));
    for (at, column) in meanings.iter().enumerate() {
        let is_named = !matches!(column, Column::Extra | Column::Excluded);
        let is_taken = is_named && columns.contains(column);
        // "Đơn vị" alone is the lead, but beside "Cơ quan chủ trì" it is a unit.
        let is_bare_lead =
            *column == Column::Lead && matches!(fold(&titles[at]).as_str(), "don vi" | "co quan");
        let is_weak =
            is_bare_lead && meanings.iter().filter(|other| **other == Column::Lead).count() > 1;
        columns.push(match column {
            _ if is_weak && has_targets => Column::Unit,
            _ if is_weak || is_taken => Column::Extra,
            column => column.clone(),
        });
    }
    let shown = titles
        .iter()
        .map(|title| {
            let rule = rules.iter().find(|rule| fold(&rule.heading) == fold(title));
            rule.and_then(|rule| rule.title.clone()).unwrap_or_else(|| title.clone())
        })
        .collect();
    let cells = rows[first_row].cells.clone();
    Header { columns, titles, shown, cells, first_row, rows: count }
}

/// The words over column `at`: those of the cell, or of the merged cell it is a hidden part of.
fn title_of(row: &RawRow, at: usize) -> String {
    let mut at = at.min(row.cells.len().saturating_sub(1));
    while at > 0 && row.cells[at].merged == Some(Merged::Left) {
        at -= 1;
    }
    row.cells.get(at).map(|cell| cell.text.clone()).unwrap_or_default()
}

/// The words of the group of columns `at` belongs to: text tables leave the cells after the group's words empty.
fn group_title(row: &RawRow, at: usize) -> String {
    (0..=at).rev().map(|at| title_of(row, at)).find(|title| !title.is_empty()).unwrap_or_default()
}

/// A second header row splits columns of the first ("Mục tiêu" over "2026" and "2030"): it has no number and no name
/// of its own, and every word in it means a column.
fn is_second_header_row(first: &RawRow, second: &RawRow, rules: &[ColumnRule]) -> bool {
    let mut filled = 0;
    for (at, cell) in second.cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty()) {
        let above = group_title(first, at);
        let above_means = meaning(&above, rules);
        if matches!(above_means, Some(Column::Number | Column::Code | Column::Name)) {
            return false;
        }
        let both = format!("{above} {}", cell.text);
        if meaning(&cell.text, rules).is_none() && meaning(&both, rules).is_none() {
            return false;
        }
        // Values such as "2030" stand below "Mục tiêu năm 2030" too: there the column is complete already.
        if matches!(above_means, Some(Column::Target(_)))
            || (read_due(&cell.text).is_some() && !is_target_group(&above))
        {
            return false;
        }
        filled += 1;
    }
    filled > 0
}

fn is_target_group(title: &str) -> bool {
    let folded = fold(title);
    folded.contains("muc tieu")
        || folded.contains("ke hoach")
        || folded.contains("chi tieu")
        || folded.contains("lo trinh")
}

/// A row that only numbers the columns: `(1) (2) (3)`.
fn is_column_numbering(row: &RawRow) -> bool {
    let numbers: Option<Vec<u32>> = row
        .cells
        .iter()
        .map(|cell| cell.text.trim_matches(['(', ')', '[', ']']).parse().ok())
        .collect();
    numbers.is_some_and(|numbers| {
        numbers.len() > 2 && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
    })
}

/// Words of headers, folded: a column means the first entry that fits.
struct Words {
    column: Column,
    /// The whole title.
    whole: &'static [&'static str],
    /// How the title begins.
    start: &'static [&'static str],
    /// Words anywhere in the title.
    part: &'static [&'static str],
}

/// Columns told before a title is asked for a target's year: "Đơn vị chủ trì năm 2026" names no target.
const BEFORE_TARGETS: &[Words] = &[
    Words {
        column: Column::Number,
        whole: &["tt", "stt", "so tt", "so thu tu", "thu tu", "so"],
        start: &[],
        part: &[],
    },
    Words {
        column: Column::Code,
        whole: &["ma", "ma cv"],
        start: &[],
        part: &["ma nhiem vu", "ma so", "ma chi tieu"],
    },
    Words { column: Column::Coordinating, whole: &[], start: &[], part: &["phoi hop"] },
    Words {
        column: Column::Lead,
        whole: &["don vi", "co quan", "co quan don vi", "don vi dau moi", "co quan dau moi"],
        start: &[],
        part: &["chu tri", "chiu trach nhiem", "don vi thuc hien", "co quan thuc hien"],
    },
    Words {
        column: Column::Unit,
        whole: &["dvt", "don vi do"],
        start: &[],
        part: &["don vi tinh"],
    },
];

/// Columns told after that.
const AFTER_TARGETS: &[Words] = &[
    Words {
        column: Column::Extra,
        whole: &[],
        start: &[],
        part: &["thoi gian bat dau", "ngay bat dau"],
    },
    Words {
        column: Column::Deadline,
        whole: &["han", "han hoan thanh", "lo trinh"],
        start: &[],
        part: &["thoi han", "thoi gian", "thoi diem hoan thanh", "tien do", "ngay hoan thanh"],
    },
    Words {
        column: Column::Name,
        whole: &[
            "noi dung",
            "hoat dong",
            "cong viec",
            "ten",
            "noi dung hoat dong",
            "noi dung chi tieu",
        ],
        start: &[
            "nhiem vu",
            "noi dung nhiem vu",
            "ten nhiem vu",
            "noi dung cong viec",
            "ten cong viec",
            "chi tieu",
            "ten chi tieu",
            "muc tieu chi tieu",
        ],
        part: &[],
    },
    Words {
        column: Column::Product,
        whole: &[],
        start: &["ket qua"],
        part: &["san pham", "dau ra"],
    },
    Words {
        column: Column::Reference,
        whole: &[
            "ghi chu",
            "can cu",
            "nguon",
            "can cu phap ly",
            "van ban",
            "van ban giao",
            "nguon chi tieu",
        ],
        start: &[],
        part: &[],
    },
];

/// What the words of a header mean, if they mean anything here.
fn meaning(title: &str, rules: &[ColumnRule]) -> Option<Column> {
    let folded = fold(title);
    if let Some(column) =
        rules.iter().find(|rule| fold(&rule.heading) == folded).and_then(|rule| rule.column.clone())
    {
        return Some(column);
    }
    let words =
        folded.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty());
    let words = words.collect::<Vec<_>>().join(" ");
    let look_up = |list: &[Words]| {
        let fits = |entry: &&Words| {
            entry.whole.contains(&words.as_str())
                || entry.start.iter().any(|start| words.starts_with(start))
                || entry.part.iter().any(|part| words.contains(part))
        };
        list.iter().find(fits).map(|entry| entry.column.clone())
    };
    look_up(BEFORE_TARGETS)
        .or_else(|| target_due(title, &words).map(Column::Target))
        .or_else(|| look_up(AFTER_TARGETS))
        .filter(|column| *column != Column::Extra)
}

/// The year or period a target column is for.
fn target_due(title: &str, words: &str) -> Option<String> {
    let due = read_due(title)?.0;
    let asks =
        ["muc tieu", "ke hoach", "den nam", "den het nam", "het nam", "chi tieu", "phan dau"];
    let is_bare = mark::cell(words).is_some()
        || words.starts_with("nam 2")
        || words == due.replace('-', " ")
        || words == due;
    (asks.iter().any(|part| words.contains(part)) || is_bare).then_some(due)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::document::RawCell;

    fn row(cells: &[&str]) -> RawRow {
        let cells = cells
            .iter()
            .map(|text| RawCell { text: (*text).to_owned(), ..RawCell::default() })
            .collect();
        RawRow { cells, line: 1 }
    }

    fn check(rows: &[&[&str]], expect: &[Column], count: usize) {
        let rows: Vec<_> = rows.iter().map(|cells| row(cells)).collect();
        let header = recognise(&rows, &[]).unwrap();
        assert_eq!((header.columns.as_slice(), header.rows), (expect, count));
    }

    #[test]
    fn headings_of_many_provinces_mean_the_same() {
        use Column::*;
        check(
            &[&[
                "TT",
                "Tên nhiệm vụ",
                "Cơ quan chủ trì",
                "Cơ quan phối hợp",
                "Thời hạn",
                "Ghi chú",
            ]],
            &[Number, Name, Lead, Coordinating, Deadline, Reference],
            1,
        );
        check(
            &[&[
                "Số TT",
                "Nhiệm vụ, giải pháp",
                "Thời gian hoàn thành",
                "Sản phẩm",
                "Đơn vị thực hiện",
                "Nguồn vốn",
            ]],
            &[Number, Name, Deadline, Product, Lead, Extra],
            1,
        );
        check(
            &[
                &[
                    "TT",
                    "Chỉ tiêu cụ thể",
                    "Đơn vị tính",
                    "Cơ quan chủ trì",
                    "Mục tiêu năm 2026",
                    "Mục tiêu hết năm 2030",
                ],
                &["1", "Tỷ lệ", "%", "Sở A", "2026", "2030"],
            ],
            &[Number, Name, Unit, Lead, Target("2026".into()), Target("2030".into())],
            1,
        );
        check(
            &[&["STT", "Chỉ tiêu", "ĐVT", "Đến hết năm 2026", "Đến năm 2030"]],
            &[Number, Name, Unit, Target("2026".into()), Target("2030".into())],
            1,
        );
    }

    #[test]
    fn a_header_may_take_two_rows_and_number_its_columns() {
        use Column::*;
        check(
            &[
                &["TT", "Chỉ tiêu", "Mục tiêu", "", "Đơn vị"],
                &["", "", "2026", "2030", ""],
                &["(1)", "(2)", "(3)", "(4)", "(5)"],
                &["1", "Tỷ lệ", "10", "20", "Sở A"],
            ],
            &[Number, Name, Target("2026".into()), Target("2030".into()), Lead],
            3,
        );
    }
}
