//! Cells of a workbook as a person sees them.

use calamine::{DataRef, ExcelDateTime, Style};

use super::super::office::{cell_text, fold_text};
use super::format::{DatePart, Format};

/// Significant digits of a number that Excel keeps.
pub(super) const DIGITS: usize = 15;

/// What of a cell's style changes its words.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::read::document) struct Look {
    format: Format,
    /// Bold font.
    pub(super) is_bold: bool,
    /// Struck out font.
    pub(super) is_struck: bool,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::read::document) enum Content {
    /// Nothing, or only white space.
    Empty,
    /// Words.
    Words(String),
    /// An error of a formula, as printed (`#REF!`).
    Error(String),
}

impl Look {
    /// The look of a style.
    pub(in crate::read::document) fn of(style: &Style) -> Self {
        let code = style.number_format.as_ref().map_or("", |format| format.format_code.as_str());
        Self {
            format: Format::read(code),
            is_bold: style.font.as_ref().is_some_and(calamine::Font::is_bold),
            is_struck: style.font.as_ref().is_some_and(calamine::Font::has_strikethrough),
        }
    }
}

/// What a cell of this value and look shows.
pub(in crate::read::document) fn content(value: &DataRef<'_>, look: &Look) -> Content {
    #[expect(clippy::cast_precision_loss, reason = "Excel itself keeps 15 digits")]
    let words = match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => fold_text(&look.format.number(*number as f64)),
        DataRef::Float(number) => fold_text(&look.format.number(*number)),
        DataRef::String(text) => cell_text(&look.format.words(text)),
        DataRef::SharedString(text) => cell_text(&look.format.words(text)),
        DataRef::Bool(true) => "Có".to_owned(),
        DataRef::Bool(false) => "Không".to_owned(),
        DataRef::DateTime(moment) => date(moment, &look.format.date_parts()),
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
pub(super) fn decimal(number: f64) -> String {
    let scientific = format!("{number:.*e}", DIGITS - 1);
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return scientific };
    let Ok(exponent) = exponent.parse::<i32>() else { return scientific };
    if exponent.abs() > 30 {
        return number.to_string();
    }
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    shift(mantissa.starts_with('-'), &digits, exponent + 1)
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
pub(super) fn ungrouped(number: String) -> String {
    match number.split_once('.') {
        Some((whole, fraction)) if fraction.len() == 3 && whole.trim_start_matches('-') != "0" => {
            format!("{whole},{fraction}")
        }
        _ => number,
    }
}

/// A moment as the cell shows it. Where the format names the month in words or puts it first, the day comes first
/// nevertheless: 06/05/2026 must not be read as the sixth of May.
fn date(moment: &ExcelDateTime, parts: &[DatePart]) -> String {
    let serial = moment.as_f64();
    if !moment.is_datetime() || !(0.0..2_958_466.0).contains(&serial) {
        return decimal(serial);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let fields: String = parts
        .iter()
        .filter_map(|part| match part {
            DatePart::Field(letter, _) => Some(*letter),
            DatePart::Literal(_) => None,
        })
        .collect();
    let is_time =
        (serial < 1.0 && serial > 0.0) || (!fields.is_empty() && !fields.contains(['d', 'm', 'y']));
    if is_time {
        return format!("{hour:02}:{minute:02}");
    }
    let is_worded = parts.iter().any(|part| matches!(part, DatePart::Field('m', 3..)));
    let is_day_worded = parts.iter().any(|part| matches!(part, DatePart::Field('d', 3..)));
    let has = |letter| fields.contains(letter);
    let is_month_first = matches!((fields.find('m'), fields.find('d')), (Some(m), Some(d)) if m < d)
        && !fields.starts_with('y');
    let is_as_typed = !is_worded && !is_day_worded && !is_month_first && (has('m') || has('y'));
    let shows_time = has('h') && (hour, minute) != (0, 0);
    if is_as_typed {
        let shown = parts.iter().map(|part| match part {
            DatePart::Literal(text) => text.clone(),
            DatePart::Field('d', 1) => day.to_string(),
            DatePart::Field('d', _) => format!("{day:02}"),
            DatePart::Field('m', 1) => month.to_string(),
            DatePart::Field('m', _) => format!("{month:02}"),
            // Two digits of a year would be read as a day.
            DatePart::Field('y', _) => year.to_string(),
            DatePart::Field('h', _) if shows_time => format!("{hour:02}"),
            DatePart::Field('n', _) if shows_time => format!("{minute:02}"),
            DatePart::Field('s', _) if shows_time => format!("{second:02}"),
            DatePart::Field(..) => String::new(),
        });
        let shown = fold_text(&shown.collect::<String>());
        return shown.trim_matches([' ', ':', ',']).to_owned();
    }
    let day_first = match (has('d') || fields.is_empty(), has('y') || fields.is_empty()) {
        (true, true) => format!("{day:02}/{month:02}/{year:04}"),
        (true, false) => format!("{day:02}/{month:02}"),
        (false, _) => format!("{month:02}/{year}"),
    };
    if shows_time { format!("{day_first} {hour:02}:{minute:02}") } else { day_first }
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
    fn dates_are_shown_as_the_cell_shows_them() {
        let check = |code: &str, serial: f64, shown: &str| {
            let moment = ExcelDateTime::new(serial, calamine::ExcelDateTimeType::DateTime, false);
            assert_eq!(date(&moment, &Format::read(code).date_parts()), shown, "{code}");
        };
        check("dd/mm/yyyy", 46203.0, "30/06/2026");
        check("d/m/yy", 46148.0, "6/5/2026");
        check("mm-dd-yy", 46148.0, "06/05/2026");
        check("yyyy-mm-dd", 46203.0, "2026-06-30");
        check("\"Tháng \"mm/yyyy", 46203.0, "Tháng 06/2026");
        check("mmm-yy", 46203.0, "06/2026");
        check("[$-42A]d mmmm yyyy;@", 46203.0, "30/06/2026");
        check("yyyy", 46203.0, "2026");
        check("dd/mm", 46203.0, "30/06");
        check("dd/mm/yyyy hh:mm", 46203.0, "30/06/2026");
        check("dd/mm/yyyy hh:mm", 46203.5, "30/06/2026 12:00");
        check("h:mm", 0.75, "18:00");
        check("", 46203.0, "30/06/2026");
    }
}
