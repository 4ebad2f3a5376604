//! The order of Vietnamese lists: a ă â b c d đ …, tones after letters, "Mục 2" before "Mục 10".

use std::cmp::Ordering;
use std::sync::OnceLock;

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;

/// Compares two texts as a Vietnamese reader sorts them.
///
/// Equal does not mean identical (`hoà` and `hòa`): break ties by id.
///
/// ```
/// # use congkhai::vietnamese::compare;
/// assert!(compare("Dương", "Đà Nẵng").is_lt());
/// assert!(compare("Mục 2", "Mục 10").is_lt());
/// ```
pub fn compare(a: &str, b: &str) -> Ordering {
    match collator() {
        Some(collator) => collator.compare(a, b),
        None => super::fold(a).cmp(&super::fold(b)),
    }
}

/// Sorts by the text `key` gives, then by the identifier `tie` gives.
///
/// ```
/// let mut names = vec![("đ", 1), ("b", 2), ("b", 1)];
/// congkhai::vietnamese::sort_by_text(&mut names, |entry| entry.0, |entry| entry.1);
/// assert_eq!(names, [("b", 1), ("b", 2), ("đ", 1)]);
/// ```
pub fn sort_by_text<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> &str, tie: impl Fn(&T) -> K) {
    list.sort_by(|a, b| compare(key(a), key(b)).then_with(|| tie(a).cmp(&tie(b))));
}

/// Built once; nothing only if the data compiled into the binary had no root collation.
fn collator() -> Option<&'static CollatorBorrowed<'static>> {
    static COLLATOR: OnceLock<Option<CollatorBorrowed<'static>>> = OnceLock::new();
    COLLATOR
        .get_or_init(|| {
            let mut preferences = CollatorPreferences::from(locale!("vi"));
            preferences.numeric_ordering = Some(CollationNumericOrdering::True);
            Collator::try_new(preferences, CollatorOptions::default()).ok()
        })
        .as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sorted: &[&str]) {
        let mut list: Vec<_> = sorted.iter().rev().copied().collect();
        list.sort_by(|a, b| compare(a, b));
        assert_eq!(list, sorted);
    }

    #[test]
    fn letters_come_before_tones_and_numbers_count() {
        check(&["ma", "mà", "mả", "mã", "má", "mạ"]);
        check(&["Bà Rịa", "Bạc Liêu", "Bắc Giang", "Bến Tre", "Cà Mau", "Cần Thơ"]);
        check(&["Dầu Tiếng", "Dương", "Đà Nẵng", "Đường"]);
        check(&["1.2", "1.10", "Mục 2", "Mục 10"]);
    }
}
