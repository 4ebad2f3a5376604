//! Days of the calendar, and what to say about days that are none.

use super::word::words;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::Date;

/// The last day of a month, if year and month exist.
///
/// ```
/// # use congkhai::{model::Date, read::value::last_day_of_month};
/// assert_eq!(last_day_of_month(2028, 2), Some(Date::constant(2028, 2, 29)));
/// ```
pub fn last_day_of_month(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}

/// That day; if it is not in the calendar, a problem and nothing.
///
/// Years outside 1900–2199 are slips of the pen and count as impossible.
pub fn valid_date(
    (year, month, day): (i16, i8, i8),
    place: &Place,
    diagnostics: &mut Diagnostics,
) -> Option<Date> {
    if let Ok(date) = Date::new(year, month, day)
        && (1900..2200).contains(&year)
    {
        return Some(date);
    }
    let written = format!("{day}/{month}/{year}");
    let problem = Diagnostic::new(
        Code::DateImpossible,
        place.clone(),
        format!("ngày `{written}` không có trong lịch"),
    );
    let problem = match last_day_of_month(year, month) {
        Some(last) if day > last.day() => problem
            .allowed(format!("tháng {month}/{year} có {} ngày", last.day()))
            .suggestion(format!("ngày cuối tháng là {}", crate::vietnamese::date(last))),
        _ => problem.allowed("năm 1900–2199, tháng 1–12, ngày theo tháng"),
    };
    diagnostics.push(problem);
    None
}

/// The first day a printed date can be, whose day and month may have been left open.
///
/// ```
/// # use congkhai::{model::Date, read::value::first_possible_day};
/// assert_eq!(first_possible_day("Hà Nội, ngày tháng 7 năm 2026"), Some(Date::constant(2026, 7, 1)));
/// assert_eq!(first_possible_day("ngày tháng năm 2026"), Some(Date::constant(2026, 1, 1)));
/// assert_eq!(first_possible_day("ngày tháng năm"), None);
/// ```
pub fn first_possible_day(text: &str) -> Option<Date> {
    let words = words(text);
    let after = |key: &str| {
        let at = words.iter().rposition(|word| word.key == key)?;
        words.get(at + 1)
    };
    let year = after("nam")?.year()?;
    let part = |key| after(key)?.number().and_then(|number| i8::try_from(number).ok());
    let month = part("thang");
    let day = month.and_then(|_| part("ngay"));
    Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()
}

/// The year a title speaks of, if it names only one: "Kế hoạch chuyển đổi số năm 2026".
///
/// ```
/// # use congkhai::read::value::only_year;
/// assert_eq!(only_year("Kế hoạch chuyển đổi số năm 2026"), Some(2026));
/// assert_eq!(only_year("Kế hoạch năm 2026, định hướng đến năm 2030"), None);
/// assert_eq!(only_year("Kế hoạch 2026-2030"), None);
/// ```
pub fn only_year(text: &str) -> Option<i16> {
    let words = words(text);
    let years: Vec<i16> = words.iter().filter_map(super::word::Word::year).collect();
    let is_named = words.windows(2).any(|pair| pair[0].key == "nam" && pair[1].year().is_some());
    match years[..] {
        [only] if is_named => Some(only),
        _ => None,
    }
}

/// Reads `2026-12-15` as written in TOML files and workbooks; pushes a problem if it is no such day.
pub fn read_iso_date(text: &str, place: &Place, diagnostics: &mut Diagnostics) -> Option<Date> {
    let mut parts = text.trim().split('-');
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let numbers = match (year, month, day, parts.next()) {
        (Some(year), Some(month), Some(day), None) if year.len() == 4 => {
            year.parse().ok().zip(month.parse().ok()).zip(day.parse().ok())
        }
        _ => None,
    };
    if let Some(((year, month), day)) = numbers {
        return valid_date((year, month, day), place, diagnostics);
    }
    diagnostics.push(
        Diagnostic::new(Code::DateImpossible, place.clone(), format!("`{text}` không phải ngày"))
            .allowed("ngày dạng năm-tháng-ngày, ví dụ `2026-12-15`"),
    );
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expect: Result<&str, &str>) {
        let mut diagnostics = Diagnostics::default();
        let date = read_iso_date(text, &Place::file("a.toml"), &mut diagnostics);
        let messages: Vec<_> = diagnostics.iter().map(|d| d.message.as_str()).collect();
        match expect {
            Ok(expect) => assert_eq!(date.map(|d| d.to_string()).as_deref(), Some(expect)),
            Err(message) => assert_eq!(messages, [message]),
        }
        assert_eq!(date.is_none(), expect.is_err());
    }

    #[test]
    fn only_days_of_the_calendar_are_read() {
        check("2026-12-15", Ok("2026-12-15"));
        check("2026-02-30", Err("ngày `30/2/2026` không có trong lịch"));
        check("2026-13-01", Err("ngày `1/13/2026` không có trong lịch"));
        check("15/12/2026", Err("`15/12/2026` không phải ngày"));
        check("", Err("`` không phải ngày"));
    }

    proptest! {
        #[test]
        fn any_text_is_a_day_or_a_problem(text in ".*") {
            let mut diagnostics = Diagnostics::default();
            let date = read_iso_date(&text, &Place::file("a"), &mut diagnostics);
            prop_assert_eq!(date.is_none(), diagnostics.has_errors());
        }
    }
}
