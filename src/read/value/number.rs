//! Numbers as documents write them, with a decimal comma or point.

use crate::model::Decimal;

/// Reads a number and keeps its digits: `1,10` has two decimals, `≥`, `%` and words are not allowed.
///
/// The one place that decides what `.` and `,` mean:
///
/// - one comma is a decimal comma: `1,1`, `1,234`;
/// - one point is a decimal point (`0.8`, `0.725`, `12.5`), but before exactly three digits that
///   follow one to three digits of which the first is not 0 it parts thousands: `1.234`;
/// - several points, or several commas, part thousands: `1.234.567`;
/// - with both, the last one is the decimal sign: `1.234,5`, `1,234.5`.
///
/// ```
/// # use congkhai::read::value::read_number;
/// assert_eq!(read_number("1.234,5"), "1234.5".parse().ok());
/// assert_eq!(read_number("0.725"), "0.725".parse().ok());
/// assert_eq!(read_number("1.234"), "1234".parse().ok());
/// ```
pub fn read_number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    if !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',') {
        return None;
    }
    let (whole, fraction) = parts(digits)?;
    let is_number = !whole.is_empty() && fraction.is_none_or(|digits| !digits.is_empty());
    let point = if fraction.is_some() { "." } else { "" };
    let plain = format!("{sign}{whole}{point}{}", fraction.unwrap_or_default());
    if is_number { Decimal::from_str_exact(&plain).ok() } else { None }
}

/// The whole digits without separators, and the decimals if any.
fn parts(digits: &str) -> Option<(String, Option<&str>)> {
    let points = digits.matches('.').count();
    let commas = digits.matches(',').count();
    let split = |sign: char| digits.rsplit_once(sign);
    match (points, commas) {
        (0, 0) => Some((digits.to_owned(), None)),
        (0, 1) => split(',').map(|(whole, fraction)| (whole.to_owned(), Some(fraction))),
        (1, 0) => {
            let (whole, fraction) = split('.')?;
            if fraction.len() == 3 && matches!(whole.len(), 1..=3) && !whole.starts_with('0') {
                Some((format!("{whole}{fraction}"), None))
            } else {
                Some((whole.to_owned(), Some(fraction)))
            }
        }
        (_, 0) => thousands(digits, '.').map(|whole| (whole, None)),
        (0, _) => thousands(digits, ',').map(|whole| (whole, None)),
        (_, 1) if digits.rfind(',') > digits.rfind('.') => {
            let (whole, fraction) = split(',')?;
            Some((thousands(whole, '.')?, Some(fraction)))
        }
        (1, _) => {
            let (whole, fraction) = split('.')?;
            Some((thousands(whole, ',')?, Some(fraction)))
        }
        _ => None,
    }
}

/// The digits of `1.234.567`; nothing if a group has not three.
fn thousands(digits: &str, separator: char) -> Option<String> {
    let mut groups = digits.split(separator);
    let first = groups.next()?;
    let is_grouped = matches!(first.len(), 1..=3)
        && groups.all(|group| group.len() == 3 && !group.contains([',', '.']));
    is_grouped.then(|| digits.replace(separator, ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expect: &str) {
        let read = read_number(text).map_or("-".to_owned(), |number| number.to_string());
        assert_eq!(read, expect, "{text}");
    }

    #[test]
    fn commas_and_points_are_decided_here() {
        for (text, expect) in [
            ("01", "1"),
            ("100", "100"),
            ("1,1", "1.1"),
            ("1,10", "1.10"),
            ("1,234", "1.234"),
            ("0.8", "0.8"),
            ("0.79", "0.79"),
            ("0.725", "0.725"),
            ("12.5", "12.5"),
            ("1.234", "1234"),
            ("123.456", "123456"),
            ("1234.567", "1234.567"),
            ("1.2345", "1.2345"),
            ("1.234.567", "1234567"),
            ("1,234,567", "1234567"),
            ("1.234,5", "1234.5"),
            ("1.234.567,25", "1234567.25"),
            ("1,234.5", "1234.5"),
            ("1,234,567.5", "1234567.5"),
            ("-2,5", "-2.5"),
            ("−2", "-2"),
            ("1.23.456", "-"),
            ("1234.567,8", "-"),
            ("1,", "-"),
            (",5", "-"),
            ("", "-"),
            ("-", "-"),
            ("5%", "-"),
            ("99999999999999999999999999999999", "-"),
        ] {
            check(text, expect);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_number_or_none(text in ".*", digits in "[-0-9.,]{0,12}") {
            let _ = read_number(&text);
            let _ = read_number(&digits);
        }

        #[test]
        fn printed_numbers_are_read_back(mantissa in -10_i64.pow(15)..10_i64.pow(15), scale in 0_u32..6) {
            let number = Decimal::new(mantissa, scale);
            let read = read_number(&crate::vietnamese::decimal(&number));
            prop_assert_eq!(read, Some(number));
            prop_assert_eq!(read.map(|n| n.scale()), Some(scale));
        }
    }
}
