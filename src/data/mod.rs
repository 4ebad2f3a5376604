//! Open data: everything the site says, as tables that can be downloaded, cited, checked and joined.
//!
//! [`schema`] says what there is, `sets` makes the rows, each format is one file that knows nothing of the
//! others. A table is cleaned once, before any format, so that every format has the same cells. `edition` keeps
//! made-up figures away from the addresses of official ones.

mod about;
mod api;
mod archive;
mod clean;
mod csv;
mod edition;
mod facet;
mod json;
pub mod metadata;
pub mod schema;
mod sets;
mod table;
mod value;
mod write;

pub use about::About;
pub use clean::cleaned;
pub use edition::Edition;
pub use facet::Facet;
pub use schema::{CHANGES, DATASETS, dataset};
pub use table::{Row, Table, tables};
pub use value::Value;
pub use write::{DataFiles, File, Release, Summary, Written, write_datasets};

#[cfg(test)]
mod tests;
