//! Vietnamese text: folding for matching, order for lists, forms of numbers and dates for people.

mod fold;

pub use fold::fold;
