//! Open data: everything the site says, as tables that can be downloaded, cited, checked and joined.
//!
//! [`schema`] says what there is, `sets` makes the rows, `clean` makes them fit for every format, `format` holds the
//! formats, one file each. A table is made and cleaned once, shared by the editions and written in all formats.
//! `edition` keeps made-up figures away from the addresses of official ones.

mod about;
mod api;
mod archive;
mod clean;
mod digests;
mod edition;
mod export;
mod facet;
mod format;
pub mod metadata;
#[cfg(feature = "parquet")]
mod partition;
pub mod schema;
mod sets;
mod shard;
mod table;
mod value;
mod whole;
mod write;

pub use about::About;
pub use clean::cleaned;
pub use edition::{is_about, whole_path};
pub use export::{Put, Target, export};
pub use facet::Facet;
pub use schema::{CHANGES, DATASETS, dataset};
pub use table::{Row, Table};
pub use value::Value;
pub use whole::workbook_path;
pub use write::{OpenData, Release, Summary, Written, WrittenTables};

#[cfg(test)]
mod tests;
