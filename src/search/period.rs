//! `<2026-12-31`, `>=6/2026`, `2026`: periods as people and programs write them.

use crate::model::Date;

/// From a day up to, not including, another; nothing is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Option<Date>,
    /// The first day after it.
    pub until: Option<Date>,
}

impl Period {
    /// A day, month or year, perhaps after a sign of comparison; nothing if it is none.
    ///
    /// ```
    /// use congkhai::search::Period;
    /// assert_eq!(Period::read("<=2026-12"), Period::read("<1/1/2027"));
    /// assert_eq!(Period::read("mai"), None);
    /// ```
    pub fn read(text: &str) -> Option<Self> {
        const SIGNS: [&str; 7] = ["<=", ">=", "≤", "≥", "<", ">", "="];
        let sign = SIGNS.into_iter().find(|sign| text.starts_with(sign)).unwrap_or_default();
        let (first, next) = days(&text[sign.len()..])?;
        let (from, until) = match sign {
            "<" => (None, Some(first)),
            "<=" | "≤" => (None, Some(next)),
            ">" => (Some(next), None),
            ">=" | "≥" => (Some(first), None),
            _ => (Some(first), Some(next)),
        };
        Some(Self { from, until })
    }

    /// Whether `day` is in it.
    pub fn has(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

/// The first day of what is written, and the first after it.
fn days(text: &str) -> Option<(Date, Date)> {
    let mut parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let is_part = |part: &&str| {
        (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if parts.len() > 3 || !parts.iter().all(is_part) {
        return None;
    }
    // Programs write the year first and hyphens, people write it last.
    if parts[0].len() != 4 {
        parts.reverse();
    } else if text.contains(['/', '.']) {
        return None;
    }
    if parts[0].len() != 4 || parts[1..].iter().any(|part| part.len() > 2) {
        return None;
    }
    let year: i16 = parts[0].parse().ok()?;
    let month: i8 = parts.get(1).map_or(Some(1), |part| part.parse().ok())?;
    let day: i8 = parts.get(2).map_or(Some(1), |part| part.parse().ok())?;
    let first = Date::new(year, month, day).ok()?;
    let next = match parts.len() {
        1 => Date::new(year.checked_add(1)?, 1, 1).ok()?,
        2 if month == 12 => Date::new(year.checked_add(1)?, 1, 1).ok()?,
        2 => Date::new(year, month + 1, 1).ok()?,
        _ => first.tomorrow().ok()?,
    };
    Some((first, next))
}
