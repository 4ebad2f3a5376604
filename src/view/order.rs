//! Vietnamese order of names for lists: a ă â … d đ …, numbers by value.

use std::cmp::Ordering;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;

/// Compares names in Vietnamese order.
pub struct Order(Option<CollatorBorrowed<'static>>);

impl Order {
    /// The Vietnamese order.
    pub fn vietnamese() -> Self {
        let mut preferences = CollatorPreferences::from(locale!("vi"));
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        let mut options = CollatorOptions::default();
        options.strength = Some(Strength::Tertiary);
        Self(Collator::try_new(preferences, options).ok())
    }

    /// Which of two names stands first.
    pub fn compare(&self, left: &str, right: &str) -> Ordering {
        match &self.0 {
            Some(collator) => collator.compare(left, right),
            None => left.cmp(right),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Order;

    #[test]
    fn names_stand_in_vietnamese_order() {
        let mut names = ["Đà Nẵng", "Duyên", "Mục 10", "Dầu Tiếng", "Mục 2", "Ăn", "An"];
        let order = Order::vietnamese();
        names.sort_by(|a, b| order.compare(a, b));
        assert_eq!(names, ["An", "Ăn", "Dầu Tiếng", "Duyên", "Đà Nẵng", "Mục 2", "Mục 10"]);
    }
}
