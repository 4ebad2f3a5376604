//! Tests of the reader of numbers.

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

    /// A number printed in any of the ways an office prints it is that number or none.
    #[test]
    fn printed_ways_give_the_number_or_none(
        mantissa in 0_i64..10_i64.pow(10),
        scale in 0_u32..5,
        is_negative in proptest::bool::ANY,
        group in proptest::sample::select(vec!["", ".", " ", "\u{a0}", "\u{2009}", "\u{202f}"]),
        minus in proptest::sample::select(vec!["-", "−", "–"]),
        tail in proptest::sample::select(vec!["", "%", " %", " người", "¹", "*", "%[1]", " tỷ đồng"]),
    ) {
        let number = Decimal::new(mantissa, scale);
        let plain = number.to_string();
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut grouped = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at) % 3 == 0 {
                grouped.push_str(group);
            }
            grouped.push(digit);
        }
        let sign = if is_negative && mantissa > 0 { minus } else { "" };
        let comma = if fraction.is_empty() { "" } else { "," };
        let text = format!("{sign}{grouped}{comma}{fraction}{tail}");
        let expect = if sign.is_empty() { number } else { -number };
        let read = leading_number(&text);
        prop_assert!(read.is_none_or(|read| read.value == expect), "{text}: {read:?}");
        // Only a per cent sign behind blanks between thousands leaves it open.
        let is_open = tail.contains('%') && grouped.contains(is_blank);
        prop_assert!(read.is_some() || is_open, "{text}");
    }

    #[test]
    fn powers_of_ten_are_multiplied_out(
        mantissa in 1_i64..1000,
        exponent in 1_u32..9,
        times in proptest::sample::select(vec![".", " x ", "x", "×", " × ", " . ", "*"]),
        is_raised in proptest::bool::ANY,
    ) {
        let number = Decimal::new(mantissa, 1);
        let raised = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(usize::try_from(exponent).unwrap()).unwrap();
        let power = if is_raised { raised.to_string() } else { format!("^{exponent}") };
        let text = format!("{}{times}10{power}", crate::vietnamese::decimal(&number));
        let expect = number * Decimal::from(10_i64.pow(exponent));
        prop_assert_eq!(leading_number(&text).map(|read| read.value), Some(expect.normalize()), "{}", text);
    }

    #[test]
    fn any_text_has_numerals_within_it(text in "[-−–+0-9.,x×^⁰-⁹¹²³ \u{a0}%\\[\\]()a-zđ/]{0,24}|.*") {
        for numeral in numerals(&text) {
            prop_assert!(text.get(numeral.start..numeral.end).is_some());
        }
    }
}

#[test]
fn doubtful_digits_are_no_number() {
    for text in
        ["12 50", "1 234 5", "10-15", "1/3", "5G", "10⁶", "- 5%", "1.23.456", "50 100%", "3x", "x"]
    {
        assert_eq!(leading_number(text), None, "{text}");
    }
    for (text, expect) in [
        ("12 500", "12500"),
        ("–1,5%", "-1.5"),
        ("+0,8", "0.8"),
        ("450¹", "450"),
        ("2,5.10⁶", "2500000"),
        ("2,5 x 10^6", "2500000"),
        ("95%[1]", "95"),
        ("100%*", "100"),
        ("1.234", "1234"),
        ("5.10⁻³", "0.005"),
    ] {
        let read = leading_number(text).map(|read| read.value.to_string());
        assert_eq!(read.as_deref(), Some(expect), "{text}");
    }
}
