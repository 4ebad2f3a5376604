//! Cells of a workbook as a person sees them.

use calamine::{DataRef, ExcelDateTime, Style};

use super::super::office::{cell_text, fold_text};

/// Significant digits of a number that Excel keeps.
const DIGITS: usize = 15;

/// What of a cell's style changes its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Number format with a percent sign.
    is_percent: bool,
    /// Parts of a date that are shown.
    date: DateLook,
    /// Bold font.
    pub(super) is_bold: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum DateLook {
    #[default]
    Day,
    Month,
    Year,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Nothing, or only white space.
    Empty,
    /// Words.
    Words(String),
    /// An error of a formula, as printed (`#REF!`).
    Error(String),
}

impl Look {
    /// The look of a style.
    pub(super) fn of(style: &Style) -> Self {
        let code = style.number_format.as_ref().map_or("", |format| format.format_code.as_str());
        let tokens = tokens(code);
        let has = |letter| tokens.contains(letter);
        Self {
            is_percent: has('%'),
            date: if has('d') || has('h') || has('s') || !has('y') {
                DateLook::Day
            } else if has('m') {
                DateLook::Month
            } else {
                DateLook::Year
            },
            is_bold: style.font.as_ref().is_some_and(calamine::Font::is_bold),
        }
    }
}

/// First section of a number format in lower case, without quoted, escaped and bracketed text.
fn tokens(code: &str) -> String {
    let mut tokens = String::new();
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        let closing = match character {
            ';' => break,
            '\\' | '_' | '*' => {
                characters.next();
                continue;
            }
            '"' => '"',
            '[' => ']',
            character => {
                tokens.extend(character.to_lowercase());
                continue;
            }
        };
        characters.by_ref().find(|next| *next == closing);
    }
    tokens
}

/// What a cell of this value and look shows.
pub(super) fn content(value: &DataRef<'_>, look: Look) -> Content {
    let words = match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) if look.is_percent => percent(&number.to_string()),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) if look.is_percent => percent(&decimal(*number)),
        DataRef::Float(number) => ungrouped(decimal(*number)),
        DataRef::String(text) => cell_text(text),
        DataRef::SharedString(text) => cell_text(text),
        DataRef::Bool(true) => "Có".to_owned(),
        DataRef::Bool(false) => "Không".to_owned(),
        DataRef::DateTime(moment) => date(moment, look.date),
        DataRef::DateTimeIso(text) => {
            let text = fold_text(text);
            text.split_once("T00:00:00").map(|(day, _)| day.to_owned()).unwrap_or(text)
        }
        DataRef::DurationIso(text) => fold_text(text),
        DataRef::Error(error) => return Content::Error(error.to_string()),
    };
    if words.is_empty() { Content::Empty } else { Content::Words(words) }
}

/// Plain decimal digits with a point, at most 15 significant: `0.95`, `1234567`, `-0.1`.
fn decimal(number: f64) -> String {
    let scientific = format!("{number:.*e}", DIGITS - 1);
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return scientific };
    let Ok(exponent) = exponent.parse::<i32>() else { return scientific };
    if exponent.abs() > 30 {
        return number.to_string();
    }
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    shift(mantissa.starts_with('-'), &digits, exponent + 1)
}

/// `number`, plain decimal digits, times one hundred, with a percent sign.
fn percent(number: &str) -> String {
    let (is_negative, number) = match number.strip_prefix('-') {
        Some(number) => (true, number),
        None => (false, number),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let point = i32::try_from(whole.len()).unwrap_or(0) + 2;
    format!("{}%", ungrouped(shift(is_negative, &format!("{whole}{fraction}"), point)))
}

/// `digits` with the point after the first `point` of them, without needless zeros.
fn shift(is_negative: bool, digits: &str, point: i32) -> String {
    let before = usize::try_from(point).unwrap_or(0);
    let leading = "0".repeat(usize::try_from(-point).unwrap_or(0));
    let digits = format!("{leading}{digits:0<before$}");
    let (whole, fraction) = digits.split_at(before.min(digits.len()));
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let sign = if is_negative && (whole != "0" || !fraction.is_empty()) { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// A point followed by exactly three digits would be read as grouping thousands (12.345), so such
/// a number gets the Vietnamese decimal comma. Item numbers typed as numbers (1.1) keep the point.
fn ungrouped(number: String) -> String {
    match number.split_once('.') {
        Some((whole, fraction)) if fraction.len() == 3 && whole.trim_start_matches('-') != "0" => {
            format!("{whole},{fraction}")
        }
        _ => number,
    }
}

/// A moment as ISO date; only the month (`09/2026`) or year where the cell shows no more.
fn date(moment: &ExcelDateTime, look: DateLook) -> String {
    let serial = moment.as_f64();
    if !moment.is_datetime() || !(0.0..2_958_466.0).contains(&serial) {
        return decimal(serial);
    }
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    if serial < 1.0 && serial > 0.0 {
        return format!("{hour:02}:{minute:02}");
    }
    match look {
        DateLook::Month => format!("{month:02}/{year}"),
        DateLook::Year => year.to_string(),
        DateLook::Day if (hour, minute) == (0, 0) => format!("{year:04}-{month:02}-{day:02}"),
        DateLook::Day => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_seen() {
        let check = |number: f64, expected: &str| assert_eq!(ungrouped(decimal(number)), expected);
        check(48.0, "48");
        check(-0.0, "0");
        check(0.1 + 0.2, "0.3");
        check(1_234_567.0, "1234567");
        check(0.725, "0.725");
        check(1.1, "1.1");
        check(12.345, "12,345");
        check(-1.5, "-1.5");
        check(1e15, "1000000000000000");
        check(0.000_012, "0.000012");
        check(f64::NAN, "NaN");
    }

    #[test]
    fn percents_do_not_gain_digits() {
        let check = |number: f64, expected: &str| assert_eq!(percent(&decimal(number)), expected);
        check(0.95, "95%");
        check(0.07, "7%");
        check(1.0, "100%");
        check(0.0, "0%");
        check(-0.035, "-3.5%");
        check(0.001, "0.1%");
        check(12.5, "1250%");
        check(0.123_456, "12.3456%");
        check(0.123_45, "12,345%");
    }

    #[test]
    fn formats_are_read_by_their_first_section() {
        assert_eq!(tokens(r#"0.0"%"\%;0%"#), "0.0");
        assert_eq!(tokens("[$-42A]MM/YYYY;@"), "mm/yyyy");
        assert_eq!(tokens("0.00%"), "0.00%");
    }
}
