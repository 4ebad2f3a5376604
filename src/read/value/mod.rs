//! Words of a cell → typed values, with the printed words kept beside them.

mod date;
mod deadline;
mod likeness;
mod moment;
mod number;
mod reduction;
mod target;
mod word;

pub use date::{first_possible_day, last_day_of_month, only_year, read_iso_date, valid_date};
pub use deadline::{read_deadline, read_deadline_in};
pub use likeness::{looks_like_deadline, looks_like_quantity};
pub use number::{LeadingNumber, leading_number, read_number};
pub use target::{cap_bare_targets, indicator_direction, indicator_kind, read_due, read_target};
