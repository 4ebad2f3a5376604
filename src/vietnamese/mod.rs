//! Vietnamese text: folding for matching, order for lists, forms of numbers and dates for people.

mod collate;
mod fold;
mod format;
mod spelling;

pub use collate::{compare, sort_by_text};
pub use fold::{composed, fold, is_composed, lower};
pub use format::{count, date, decimal, in_sentence, is_no_unit, long_date, percent, with_unit};
pub use spelling::{fold_whitespace, is_letter, match_key, match_key_of_lower};
