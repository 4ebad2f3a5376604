//! Filters of templates: forms of dates, numbers and counts for people.

use tera::{Kwargs, State, Tera};

use crate::model::{Date, Decimal};
use crate::vietnamese;

/// Adds all filters to `tera`.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("date", date);
    tera.register_filter("number", number);
    tera.register_filter("count", count);
}

/// `2026-12-31` → `31/12/2026`; anything else stays.
fn date(text: &str, _: Kwargs, _: &State<'_>) -> String {
    text.parse::<Date>().map_or_else(|_| text.to_owned(), vietnamese::date)
}

/// `1234.50` → `1.234,50`; anything else stays.
fn number(text: &str, _: Kwargs, _: &State<'_>) -> String {
    text.parse::<Decimal>().map_or_else(|_| text.to_owned(), |number| vietnamese::decimal(&number))
}

/// `1234` → `1.234`.
fn count(number: usize, _: Kwargs, _: &State<'_>) -> String {
    vietnamese::count(number)
}
