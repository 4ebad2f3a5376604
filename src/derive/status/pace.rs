//! The pace of an indicator, in exact decimals.

use crate::model::{Date, Decimal};

/// How far a value is compared with what could be expected on its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pace {
    /// Days of the year gone on the day of the value, that day included.
    pub gone: i32,
    /// Days of the year.
    pub of: i32,
    /// f = gone ÷ of.
    pub share: Decimal,
    /// E = B + (T − B) × f, to two decimals.
    pub expected: Decimal,
    /// P = (x − B) ÷ (E − B), not rounded.
    pub ratio: Decimal,
}

impl Pace {
    /// The ratio cut after two decimals: 0,949 shows as 0,94 and not as the 0,95 it did not reach.
    pub(super) fn shown(&self) -> Decimal {
        let mut shown = self.ratio.trunc_with_scale(2);
        shown.rescale(2);
        shown
    }
}

/// The pace of value `x` on `day` from `b` at the beginning of its year to `t` at the end.
///
/// Nothing when `t` equals `b`, or when the numbers are too large for exact decimals.
pub(super) fn pace(x: Decimal, b: Decimal, t: Decimal, day: Date) -> Option<Pace> {
    let gone = i32::from(day.day_of_year());
    let of = i32::from(day.days_in_year());
    let way = t.checked_sub(b)?;
    let due = way.checked_mul(gone.into())?;
    let done = x.checked_sub(b)?.checked_mul(of.into())?;
    let expected = due.checked_div(of.into())?.checked_add(b)?;
    Some(Pace {
        gone,
        of,
        share: Decimal::from(gone).checked_div(of.into())?,
        expected: expected.round_dp(2).normalize(),
        ratio: done.checked_div(due)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn half_the_way_at_half_the_year_is_on_pace() {
        let day = Date::constant(2026, 6, 30);
        let pace = pace(number("70"), number("60"), number("80"), day).unwrap();
        assert_eq!((pace.gone, pace.of), (181, 365));
        assert_eq!(pace.expected, number("69.92"));
        assert_eq!(pace.shown(), number("1.00"));
    }

    #[test]
    fn falling_indicators_have_a_pace_too() {
        let day = Date::constant(2028, 7, 1);
        let pace = pace(number("5"), number("10"), number("2"), day).unwrap();
        assert_eq!((pace.gone, pace.of), (183, 366));
        assert_eq!(pace.ratio, number("1.25"));
    }

    proptest! {
        #[test]
        fn no_numbers_and_no_day_panic(
            x in any::<i64>(), b in any::<i64>(), t in any::<i64>(), scale in 0_u32..28,
            year in -9999_i16..=9999, month in 1_i8..=12, day in 1_i8..=28,
        ) {
            let day = Date::new(year, month, day).unwrap();
            let _ = pace(Decimal::new(x, scale), Decimal::new(b, 0), Decimal::new(t, scale), day);
            let _ = pace(Decimal::MAX, Decimal::MIN, Decimal::new(t, scale), day);
        }
    }
}
