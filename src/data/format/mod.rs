//! The formats, one file each; none knows of another. All are fed the same cleaned rows and the same columns.
//!
//! A [`Format`] makes one file of one table. A [`Bundle`] makes one file of all tables of an edition and is handed
//! one table after the other, so that no two need to be in memory.

pub(super) mod csv;
pub(super) mod json;
#[cfg(feature = "parquet")]
pub(super) mod parquet;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(feature = "xlsx")]
mod xlsx;

use super::about::About;
use super::table::Table;

/// Why a table could not be written in a format, in the words of the library that refused.
pub(super) type Refusal = Box<dyn std::error::Error>;

/// A format with a file for each dataset.
#[derive(Clone, Copy, Debug)]
pub(super) struct Format {
    /// What people know it as.
    pub(super) name: &'static str,
    /// Media type.
    pub(super) media_type: &'static str,
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

/// A file with all tables of an edition in the making.
pub(super) trait Bundle {
    /// What people know the format as.
    fn name(&self) -> &'static str;
    /// Media type.
    fn media_type(&self) -> &'static str;
    /// Ending of the file.
    fn extension(&self) -> &'static str;
    /// Adds a table.
    fn add(&mut self, table: &Table) -> Result<(), Refusal>;
    /// The file.
    fn finish(self: Box<Self>) -> Result<Vec<u8>, Refusal>;
}

/// A file in the making for each format that holds all tables, in the order they are listed to people.
pub(super) fn bundles(about: &About) -> Result<Vec<Box<dyn Bundle>>, Refusal> {
    Ok(vec![
        #[cfg(feature = "xlsx")]
        Box::new(xlsx::Book::new(about)),
        #[cfg(feature = "sqlite")]
        Box::new(sqlite::Database::new(about)?),
    ])
}
