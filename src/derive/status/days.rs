//! Days between dates, without a way to fail.

use crate::model::Date;

/// Days from `from` to `to`; negative when `to` is earlier.
pub(super) fn days_between(from: Date, to: Date) -> i32 {
    let hours = to.duration_since(from).as_hours();
    i32::try_from(hours / 24).unwrap_or(i32::MAX)
}

/// The day after, or the last day of the calendar.
pub(super) fn next_day(date: Date) -> Date {
    date.tomorrow().unwrap_or(date)
}

/// So many days earlier, or the same day at the end of the calendar.
pub(super) fn days_before(date: Date, days: i32) -> Date {
    (0..days).try_fold(date, |day, _| day.yesterday()).unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_across_years() {
        let date = Date::constant;
        assert_eq!(days_between(date(2025, 12, 31), date(2026, 3, 31)), 90);
        assert_eq!(days_between(date(2026, 3, 1), date(2026, 2, 28)), -1);
        assert_eq!(days_before(date(2026, 7, 31), 30), date(2026, 7, 1));
        assert_eq!(next_day(Date::MAX), Date::MAX);
        assert_eq!(days_before(Date::MIN, 30), Date::MIN);
        assert!(days_between(Date::MIN, Date::MAX) > 7_000_000);
    }
}
