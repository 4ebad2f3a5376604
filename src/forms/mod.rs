//! Report forms: one workbook per reporting agency, and what comes back in them.
//!
//! [`write()`] makes the forms of a period from the site; [`collect`] reads filled forms and says which rows
//! are accepted, which are refused and what is missing. Both are pure: the files are read and written by
//! whoever calls them.

mod accepted;
mod assignment;
mod collect;
mod covering;
mod guidance;
mod handed;
mod last;
mod marker;
mod received;
mod shape;
mod sheet;
mod table;
#[cfg(test)]
mod tests;
mod workbook;

pub use assignment::{Assignment, asked, assignments};
pub use collect::{AgencyOutcome, Collected, Collecting, collect};
pub use covering::COVERING_LIST;
pub use table::Replaced;
pub use workbook::{FormFile, Written, write};
