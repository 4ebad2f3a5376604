//! Numbers and dates as people write them in Vietnamese documents.

use jiff::civil::Date;
use rust_decimal::Decimal;

/// `05/04/2026`.
///
/// ```
/// # use congkhai::{model::Date, vietnamese::date};
/// assert_eq!(date(Date::constant(2026, 4, 5)), "05/04/2026");
/// ```
pub fn date(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// `ngày 5 tháng 4 năm 2026`.
///
/// ```
/// # use congkhai::{model::Date, vietnamese::long_date};
/// assert_eq!(long_date(Date::constant(2026, 4, 5)), "ngày 5 tháng 4 năm 2026");
/// ```
pub fn long_date(date: Date) -> String {
    format!("ngày {} tháng {} năm {}", date.day(), date.month(), date.year())
}

/// Decimal comma, points between thousands, as many digits as the source gave.
///
/// ```
/// # use congkhai::vietnamese::decimal;
/// assert_eq!(decimal(&"1234.50".parse().unwrap()), "1.234,50");
/// assert_eq!(decimal(&"-0.725".parse().unwrap()), "−0,725");
/// ```
pub fn decimal(number: &Decimal) -> String {
    let digits = number.abs().to_string();
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let sign = if number.is_sign_negative() && !number.is_zero() { "−" } else { "" };
    let comma = if fraction.is_empty() { "" } else { "," };
    format!("{sign}{}{comma}{fraction}", group(whole))
}

/// Points between thousands.
///
/// ```
/// assert_eq!(congkhai::vietnamese::count(1_234_567), "1.234.567");
/// ```
pub fn count(number: usize) -> String {
    group(&number.to_string())
}

/// A share in per cent, rounded plainly: whole from 10, one decimal below, and never 0 or 100 by rounding alone. Shares
/// of one whole need not add to 100.
///
/// ```
/// # use congkhai::vietnamese::percent;
/// assert_eq!([percent(6, 11), percent(1, 16), percent(1, 10)], ["55%", "6,3%", "10%"]);
/// assert_eq!([percent(1, 238), percent(0, 238), percent(999, 1000)], ["<0,5%", "0%", ">99,5%"]);
/// ```
pub fn percent(part: u64, whole: u64) -> String {
    let (part, whole) = (u128::from(part), u128::from(whole.max(1)));
    if part == 0 {
        return "0%".to_owned();
    }
    if part * 200 < whole {
        return "<0,5%".to_owned();
    }
    if part < whole && (whole - part) * 200 < whole {
        return ">99,5%".to_owned();
    }
    let tenths = (part * 2000 + whole) / (whole * 2);
    if tenths < 100 && tenths % 10 != 0 {
        return format!("{},{}%", tenths / 10, tenths % 10);
    }
    format!("{}%", (part * 200 + whole) / (whole * 2))
}

/// A number with its unit, written one way everywhere: the sign for per cent stands close to the number.
///
/// ```
/// # use congkhai::vietnamese::with_unit;
/// assert_eq!(with_unit("96,4", "% dân số"), "96,4% dân số");
/// assert_eq!(with_unit("12", "Bài báo"), "12 bài báo");
/// assert_eq!(with_unit("0,79", "Giá trị"), "0,79");
/// assert_eq!(with_unit("3", ""), "3");
/// ```
pub fn with_unit(number: &str, unit: &str) -> String {
    if is_no_unit(unit) {
        return number.to_owned();
    }
    let unit = in_sentence(unit.trim());
    let gap = if unit.is_empty() || unit.starts_with('%') { "" } else { " " };
    format!("{number}{gap}{unit}")
}

/// Whether what stands in the place of a unit says that there is none: an index is just a value.
pub fn is_no_unit(unit: &str) -> bool {
    matches!(in_sentence(unit.trim()).as_str(), "giá trị" | "chỉ số")
}

/// Words that began a line or cell, within a sentence: small first letter, unless the word is an abbreviation.
///
/// ```
/// # use congkhai::vietnamese::in_sentence;
/// assert_eq!(in_sentence("Quá hạn"), "quá hạn");
/// assert_eq!(in_sentence("UBND tỉnh"), "UBND tỉnh");
/// ```
pub fn in_sentence(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}

fn group(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(number: &str, expect: &str) {
        assert_eq!(decimal(&number.parse().unwrap()), expect);
    }

    #[test]
    fn digits_of_the_source_stay() {
        check("0", "0");
        check("100", "100");
        check("1000", "1.000");
        check("1234567.10", "1.234.567,10");
        check("-1234.5", "−1.234,5");
        check("-0.0", "0,0");
    }
}
