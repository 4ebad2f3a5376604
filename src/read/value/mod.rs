//! Words of a cell → typed values, with the printed words kept beside them.

mod date;

pub use date::{last_day_of_month, read_iso_date, valid_date};
