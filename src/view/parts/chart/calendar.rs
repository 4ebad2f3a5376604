//! The calendar of deadlines: a row a year, a cell a month, the more due the darker.

use serde::Serialize;

use crate::vietnamese;
use crate::view::parts::chart::Mark;

/// Width of the picture; the theme scales it.
const WIDTH: i64 = 640;
/// Room for the years on the left.
const LEFT: i64 = 52;
/// Room for the months above.
const TOP: i64 = 28;
/// Width of a month with the gap after it.
const MONTH: i64 = 49;
/// Height of a year with the gap below it.
const YEAR: i64 = 40;
/// The gap between cells.
const GAP: i64 = 4;
/// Shades of a month with deadlines.
const SHADES: usize = 4;

/// A calendar with every coordinate worked out.
#[derive(Clone, Debug, Serialize)]
pub struct Calendar {
    /// What it shows.
    pub title: String,
    /// The same in words.
    pub description: String,
    /// Width of the picture.
    pub width: i64,
    /// Height of the picture.
    pub height: i64,
    /// Width of a cell.
    pub wide: i64,
    /// Height of a cell.
    pub tall: i64,
    /// Years on the left and months above.
    pub words: Vec<Mark>,
    /// Years with a deadline, in order of time.
    pub years: Vec<Year>,
}

/// One year.
#[derive(Clone, Debug, Serialize)]
pub struct Year {
    /// "2026".
    pub year: String,
    /// Its twelve months.
    pub cells: Vec<Cell>,
}

/// One month.
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    /// "2026-12": the anchor of the month on the page of deadlines.
    pub key: String,
    /// "T12".
    pub month: String,
    /// "Tháng 12/2026: 49 mốc thời hạn".
    pub label: String,
    /// From the left.
    pub x: i64,
    /// From above.
    pub y: i64,
    /// How many deadlines; empty for none.
    pub count: String,
    /// 0 for none, then one of four shades.
    pub shade: usize,
}

impl Calendar {
    /// The calendar of months with their number of deadlines, in order of time; nothing without any.
    pub fn new(months: &[((i16, i8), usize)]) -> Option<Self> {
        let (first, last) = (months.first()?.0.0, months.last()?.0.0);
        let (most, total) = months
            .iter()
            .fold((0, 0), |(most, total), &(_, count)| (count.max(most), total + count));
        let fullest = months.iter().find(|(_, count)| *count == most)?.0;
        // Years without a deadline have no row: a plan to 2045 must not make a picture of empty cells.
        let years: Vec<i16> =
            (first..=last).filter(|year| months.iter().any(|((own, _), _)| own == year)).collect();
        let mut words: Vec<Mark> = (1..=12_i64)
            .map(|month| mark(column(month) + (MONTH - GAP) / 2, TOP - 10, format!("T{month}")))
            .collect();
        let mut rows = Vec::new();
        for (place, &year) in (0_i64..).zip(&years) {
            let mut cells = Vec::new();
            let y = TOP + place * YEAR;
            words.push(mark(LEFT / 2 - GAP, y + (YEAR - GAP) / 2 + 5, year.to_string()));
            for month in 1..=12_i8 {
                let found = months.iter().find(|(own, _)| *own == (year, month));
                let count = found.map_or(0, |(_, count)| *count);
                cells.push(Cell {
                    key: format!("{year:04}-{month:02}"),
                    month: format!("T{month}"),
                    label: format!(
                        "Tháng {month}/{year}: {} mốc thời hạn",
                        vietnamese::count(count)
                    ),
                    x: column(month.into()),
                    y,
                    count: if count > 0 { vietnamese::count(count) } else { String::new() },
                    shade: (count * SHADES).div_ceil(most),
                });
            }
            rows.push(Year { year: year.to_string(), cells });
        }
        Some(Self {
            title: "Số mốc thời hạn theo tháng".to_owned(),
            description: format!(
                "{} mốc thời hạn có ngày. Nhiều nhất là tháng {}/{}: {} mốc.",
                vietnamese::count(total),
                fullest.1,
                fullest.0,
                vietnamese::count(most),
            ),
            width: WIDTH,
            height: TOP + YEAR * i64::try_from(years.len()).ok()?,
            wide: MONTH - GAP,
            tall: YEAR - GAP,
            words,
            years: rows,
        })
    }
}

fn column(month: i64) -> i64 {
    LEFT + (month - 1) * MONTH
}

fn mark(x: i64, y: i64, text: String) -> Mark {
    Mark { x: x.to_string(), y: y.to_string(), text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fullest_month_is_darkest_and_empty_years_have_no_row() {
        let calendar = Calendar::new(&[((2026, 6), 1), ((2026, 12), 8), ((2030, 12), 2)]).unwrap();
        let cells: Vec<_> = calendar.years.iter().flat_map(|year| &year.cells).collect();
        assert_eq!(cells.len(), 24);
        let shades: Vec<_> = cells.iter().map(|cell| cell.shade).collect();
        assert_eq!((shades[0], shades[5], shades[11], shades[23]), (0, 1, 4, 1));
        assert_eq!(
            calendar.description,
            "11 mốc thời hạn có ngày. Nhiều nhất là tháng 12/2026: 8 mốc."
        );
        assert!(Calendar::new(&[]).is_none());
    }
}
