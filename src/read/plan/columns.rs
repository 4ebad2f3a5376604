//! What the columns of a table mean: the result of weighing the words of its heading and what its cells hold.

use crate::read::document::{RawCell, RawRow};
use crate::vietnamese::fold;

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
    /// Target for a year or period, as it is written in data ("2026"); empty if the heading names none.
    Target(String),
    /// A year of a roadmap, ticked where work is to be done.
    Schedule(String),
    /// An agency named by the heading, ticked where it takes part.
    Body,
    /// Name of the group each row stands in, where no group rows say it.
    Group,
    /// Anything else: kept and shown.
    Extra,
    /// Left out by `plan.toml`.
    Excluded,
}

/// What a column may be, without its year: what words and cells are weighed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Number,
    Code,
    Name,
    Unit,
    Lead,
    Coordinating,
    Deadline,
    Product,
    Reference,
    Target,
    Schedule,
    Extra,
}

impl Role {
    /// How many there are.
    pub(super) const COUNT: usize = 12;
    /// How many of them, the first ones, a table has once at most.
    pub(super) const SINGLE: usize = 9;
    /// All.
    pub(super) const ALL: [Self; Self::COUNT] = [
        Self::Number,
        Self::Code,
        Self::Name,
        Self::Unit,
        Self::Lead,
        Self::Coordinating,
        Self::Deadline,
        Self::Product,
        Self::Reference,
        Self::Target,
        Self::Schedule,
        Self::Extra,
    ];

    /// The column it makes; `due` is the year of targets and schedules.
    pub(super) fn column(self, due: Option<&str>) -> Column {
        let due = || due.unwrap_or_default().to_owned();
        match self {
            Self::Number => Column::Number,
            Self::Code => Column::Code,
            Self::Name => Column::Name,
            Self::Unit => Column::Unit,
            Self::Lead => Column::Lead,
            Self::Coordinating => Column::Coordinating,
            Self::Deadline => Column::Deadline,
            Self::Product => Column::Product,
            Self::Reference => Column::Reference,
            Self::Target => Column::Target(due()),
            Self::Schedule => Column::Schedule(due()),
            Self::Extra => Column::Extra,
        }
    }

    /// The word for it in `plan.toml`; a target still lacks its year.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Code => "code",
            Self::Name => "name",
            Self::Unit => "unit",
            Self::Lead => "lead",
            Self::Coordinating => "coordinating",
            Self::Deadline => "deadline",
            Self::Product => "product",
            Self::Reference => "reference",
            Self::Target => "target",
            Self::Schedule | Self::Extra => "extra",
        }
    }

    /// What people call it.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Number => "số thứ tự",
            Self::Code => "mã",
            Self::Name => "tên nhiệm vụ hoặc chỉ tiêu",
            Self::Unit => "đơn vị tính",
            Self::Lead => "cơ quan chủ trì",
            Self::Coordinating => "cơ quan phối hợp",
            Self::Deadline => "thời hạn",
            Self::Product => "sản phẩm",
            Self::Reference => "căn cứ",
            Self::Target => "mục tiêu",
            Self::Schedule => "lộ trình",
            Self::Extra => "thông tin thêm",
        }
    }
}

/// A column that was read one way and could nearly as well be read another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Doubt {
    /// Index of the column.
    pub(super) column: usize,
    /// How it was read.
    pub(super) role: Role,
    /// The next best reading.
    pub(super) other: Role,
}

/// The header of a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Header {
    /// Meaning of each column.
    pub(super) columns: Vec<Column>,
    /// Words of each column, rows of the header joined.
    pub(super) titles: Vec<String>,
    /// The same with the words `plan.toml` asks to show.
    pub(super) shown: Vec<String>,
    /// The words of the lowest row of the header over each column: the agency of a [`Column::Body`].
    pub(super) bodies: Vec<String>,
    /// The cells of its first row; of the first row of the table if it has no header.
    pub(super) cells: Vec<RawCell>,
    /// Its rows, a row of column numbers included.
    pub(super) head: Vec<RawRow>,
    /// Index of its first row.
    pub(super) first_row: usize,
    /// Columns whose reading a person should confirm.
    pub(super) doubts: Vec<Doubt>,
    /// Index of the rule of `plan.toml` for each column.
    pub(super) rules: Vec<Option<usize>>,
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
        let assigns = |column: &Column| {
            matches!(
                column,
                Column::Lead
                    | Column::Deadline
                    | Column::Coordinating
                    | Column::Product
                    | Column::Schedule(_)
                    | Column::Body
            )
        };
        !self.has_indicators()
            && self.position(&Column::Name).is_some()
            && self.columns.iter().any(assigns)
    }

    /// Whether `rows` begin with the words of this header, as at the top of a new page.
    pub(super) fn is_repeated_by(&self, rows: &[RawRow]) -> bool {
        let same = |row: &RawRow, other: &RawRow| {
            row.cells.len() == other.cells.len()
                && row
                    .cells
                    .iter()
                    .zip(&other.cells)
                    .all(|(cell, other)| fold(&cell.text) == fold(&other.text))
        };
        !self.head.is_empty()
            && rows.len() >= self.head.len()
            && rows.iter().zip(&self.head).all(|(row, other)| same(row, other))
    }
}

/// Whether a row only numbers the columns: `(1) (2) (3)`, `A B 1 2`, `1 2 3=1+2`.
pub(super) fn numbers_columns(row: &RawRow) -> bool {
    let filled: Vec<&str> =
        row.cells.iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty()).collect();
    if filled.len() < 2 || filled.len() * 2 < row.cells.len() {
        return false;
    }
    let mut last = 0_u32;
    let mut is_numbered = false;
    for text in &filled {
        let bare = text.split(['=', '×', '*']).next().unwrap_or_default();
        let bare = bare.trim().trim_matches(['(', ')', '[', ']']);
        if let Ok(number) = bare.parse::<u32>() {
            if number != last + 1 && is_numbered {
                return false;
            }
            if number > 2 && !is_numbered {
                return false;
            }
            last = number;
            is_numbered = true;
        } else {
            let is_letter = bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_alphabetic());
            let is_tick = matches!(bare, "x" | "X" | "v");
            if !is_letter || is_tick || is_numbered {
                return false;
            }
        }
    }
    filled.len() >= 3 || is_numbered
}
