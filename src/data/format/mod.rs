//! The formats, one file each; none knows of another. All are fed the same cleaned rows and the same columns.
//!
//! A [`Format`] makes one file of one table. A [`Bundle`] makes one file of all tables of an edition and is handed
//! one table after the other, so that no two need to be in memory.

mod cover;
pub(super) mod csv;
pub(super) mod json;
#[cfg(feature = "parquet")]
pub(super) mod parquet;
#[cfg(feature = "sqlite")]
mod sqlite;
mod xlsx;

use std::ops::Deref;

use super::table::Table;

pub(super) use cover::Cover;

/// Why a table could not be written in a format, in the words of the library that refused.
pub(super) type Refusal = Box<dyn std::error::Error + Send + Sync>;

/// A format with a file for each dataset.
#[derive(Clone, Copy, Debug)]
pub(super) struct Format {
    /// What people know it as.
    pub(super) name: &'static str,
    /// Where its files stand below the folder of the edition; with a slash at the end, or empty.
    pub(super) folder: &'static str,
    /// Ending of its files.
    pub(super) extension: &'static str,
    /// Makes a file.
    pub(super) write: fn(&Table) -> Result<Vec<u8>, Refusal>,
}

/// The formats with a file for each dataset, in the order they are listed to people.
pub(super) static FORMATS: &[Format] = &[
    csv::FORMAT,
    csv::FOR_EXCEL,
    json::FORMAT,
    json::LINES,
    #[cfg(feature = "parquet")]
    parquet::FORMAT,
];

/// A format with one file for all tables of an edition.
#[derive(Clone, Copy)]
pub(super) struct BundleFormat {
    /// What people know it as.
    pub(super) name: &'static str,
    /// Ending of its file.
    pub(super) extension: &'static str,
    /// Begins a file that says what it is.
    pub(super) new: fn(&Cover) -> Result<Box<dyn Bundle>, Refusal>,
}

/// A file with all tables of an edition in the making.
pub(super) trait Bundle: Send {
    /// Adds a table.
    fn add(&mut self, table: &Table) -> Result<(), Refusal>;
    /// The file.
    fn finish(self: Box<Self>) -> Result<Finished, Refusal>;
}

/// A file in the memory of whoever made it: a nation's database is too large to be copied for nothing.
pub(super) type Finished = Box<dyn Deref<Target = [u8]>>;

/// The formats with one file for all tables, in the order they are listed to people.
pub(super) static BUNDLES: &[BundleFormat] = &[
    BundleFormat {
        name: "Bảng tính Excel (XLSX)",
        extension: "xlsx",
        new: |cover| Ok(Box::new(xlsx::Book::new(cover)?)),
    },
    #[cfg(feature = "sqlite")]
    BundleFormat {
        name: "SQLite",
        extension: "sqlite",
        new: |cover| Ok(Box::new(sqlite::Database::new(cover)?)),
    },
];
