//! What datasets and columns there are: the single source for every writer, the dictionary and the checks.

use super::sets;
use super::table::{Row, Source};
use super::value::Value;

/// A dataset: a table with one row for each thing of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Dataset {
    /// Stem of its files, Vietnamese ("nhiem-vu").
    pub stem: &'static str,
    /// Title.
    pub title: &'static str,
    /// The same in English.
    pub title_en: &'static str,
    /// One or two sentences about it.
    pub description: &'static str,
    /// What one row is ("một nhiệm vụ").
    pub row: &'static str,
    /// Columns in order.
    pub columns: &'static [Column],
    /// Names of the columns that tell rows apart; none for a list of findings.
    pub primary_key: &'static [&'static str],
    /// Folder of the pages of its rows ("nhiem-vu"); such rows are also published one by one beside their pages.
    pub folder: Option<&'static str>,
    /// What its rows rest on.
    pub basis: Basis,
    /// Makes its rows, in document order.
    pub(super) rows: fn(Source<'_>) -> Vec<Row>,
}

impl Dataset {
    /// Place of the column of that name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    #[cfg(feature = "sqlite")]
    /// Name of its table in a database: no sign a query would have to quote.
    pub(super) fn table_name(&self) -> String {
        self.stem.replace('-', "_")
    }

    #[cfg(feature = "sqlite")]
    /// Name of the table that finds the words of its rows.
    pub(super) fn words_table(&self) -> String {
        format!("tim_kiem_{}", self.table_name())
    }
}

/// What the rows of a dataset rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The plans and registers only.
    Plans,
    /// The plans; columns as of a day rest on reports.
    AsOf,
    /// Reports only; without a snapshot there is no such dataset.
    Reports,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Name programs use, English `snake_case`.
    pub name: &'static str,
    /// Label people read.
    pub label: &'static str,
    /// The same in English.
    pub label_en: &'static str,
    /// What it means, Vietnamese.
    pub description: &'static str,
    /// What its cells hold.
    pub kind: Type,
    /// Whether no cell is empty.
    pub required: bool,
    /// Whether no two cells are equal.
    pub unique: bool,
    /// The column its values are found in.
    pub foreign_key: Option<ForeignKey>,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug)]
pub enum Type {
    /// Words.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers with a decimal point and the digits of the source.
    Decimal,
    /// ISO dates.
    Date,
    /// `true` or `false`.
    Boolean,
    /// Words joined by `;` in CSV, arrays in JSON.
    List,
    /// One of a few words, each with its label; taken from the model so that there is one list.
    Enum(fn() -> Vec<(&'static str, &'static str)>),
}

impl Type {
    /// The word used in the dictionary.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Date => "date",
            Self::Boolean => "boolean",
            Self::List => "list",
            Self::Enum(_) => "enum",
        }
    }

    /// The word people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "chữ",
            Self::Integer => "số nguyên",
            Self::Decimal => "số thập phân",
            Self::Date => "ngày",
            Self::Boolean => "đúng hoặc sai",
            Self::List => "danh sách",
            Self::Enum(_) => "một trong các giá trị cho trước",
        }
    }
}

/// The column whose values another column uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// Stem of the dataset.
    pub dataset: &'static str,
    /// Name of the column.
    pub column: &'static str,
}

/// Every dataset, in the order they are listed to people.
pub static DATASETS: &[Dataset] = &[
    sets::plan::DATASET,
    sets::indicator::DATASET,
    sets::target::DATASET,
    sets::task::DATASET,
    sets::assignment::DATASET,
    sets::agency::DATASET,
    sets::reference::DATASET,
    sets::citation::DATASET,
    sets::snapshot::DATASET,
    sets::submission::DATASET,
    sets::observation::DATASET,
    sets::report::DATASET,
    sets::course::DATASET,
    sets::change::DATASET,
    sets::finding::DATASET,
];

/// Versions of the columns with what changed, newest first. A column that changes its meaning or goes is a new
/// version; so is the path of the programs' interface.
pub static CHANGES: &[(u32, &str)] =
    &[(1, "Bản đầu tiên: mọi bộ dữ liệu và mọi cột như mô tả ở trang của từng bộ.")];

/// The dataset of that stem.
pub fn dataset(stem: &str) -> Option<&'static Dataset> {
    DATASETS.iter().find(|dataset| dataset.stem == stem)
}

impl Column {
    /// A column that may be empty.
    pub(super) const fn new(
        name: &'static str,
        kind: Type,
        label: &'static str,
        label_en: &'static str,
        description: &'static str,
    ) -> Self {
        let (required, unique, foreign_key) = (false, false, None);
        Self { name, label, label_en, description, kind, required, unique, foreign_key }
    }

    /// No cell is empty.
    pub(super) const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// No two cells are equal.
    pub(super) const fn unique(mut self) -> Self {
        self.unique = true;
        self
    }

    /// Values are found in that column.
    pub(super) const fn of(mut self, dataset: &'static str, column: &'static str) -> Self {
        self.foreign_key = Some(ForeignKey { dataset, column });
        self
    }
}

/// The things the rows of a dataset are about. They borrow from the site, so this is a family of types.
pub(super) trait About {
    /// One of them.
    type Of<'a>;
}

/// A column and how its cell is made: one cannot be written without the other.
pub(super) struct Entry<S: About> {
    column: Column,
    value: for<'a> fn(&S::Of<'a>) -> Value,
}

/// `column` with how its cell is made.
pub(super) const fn entry<S: About>(
    column: Column,
    value: for<'a> fn(&S::Of<'a>) -> Value,
) -> Entry<S> {
    Entry { column, value }
}

/// The columns of `entries`, as many as there are.
pub(super) const fn columns<S: About, const N: usize>(entries: &[Entry<S>]) -> [Column; N] {
    let mut columns = [entries[0].column; N];
    let mut place = 1;
    while place < N {
        columns[place] = entries[place].column;
        place += 1;
    }
    columns
}

/// The cells of the row about `one`, in the order of the columns.
pub(super) fn cells<S: About>(entries: &[Entry<S>], one: &S::Of<'_>) -> Vec<Value> {
    entries.iter().map(|entry| (entry.value)(one)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_fit_for_programs() {
        for set in DATASETS {
            assert!(std::ptr::eq(dataset(set.stem).unwrap().columns, set.columns), "{}", set.stem);
            for (place, column) in set.columns.iter().enumerate() {
                assert_eq!(set.column(column.name), Some(place), "{}.{}", set.stem, column.name);
                assert!(
                    column
                        .name
                        .bytes()
                        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
                );
                for text in [column.label, column.label_en, column.description] {
                    assert!(!text.is_empty(), "{}.{}", set.stem, column.name);
                }
            }
        }
    }

    #[test]
    fn keys_name_columns_that_exist() {
        for set in DATASETS {
            for name in set.primary_key {
                assert!(set.columns[set.column(name).unwrap()].required, "{}.{name}", set.stem);
            }
            for key in set.columns.iter().filter_map(|column| column.foreign_key) {
                let target = dataset(key.dataset).unwrap();
                let column = target.columns[target.column(key.column).unwrap()];
                assert!(column.required && column.unique, "{key:?}");
            }
        }
    }
}
