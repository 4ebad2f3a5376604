//! Sparklines: the course of an indicator in one line of a list.

use serde::Serialize;

use crate::model::{Decimal, Indicator, Nature};
use crate::vietnamese;
use crate::view::ground::{Portal, words};
use crate::view::parts::chart::values::by_day;

/// Width of the picture.
const WIDTH: usize = 88;

/// Height of the picture.
const HEIGHT: i64 = 24;

/// Room round the line.
const ROOM: usize = 3;

/// A line without axes.
#[derive(Clone, Debug, Serialize)]
pub struct Spark {
    /// The values in words: "70%, 85%, 96,4%".
    pub label: String,
    /// The line.
    pub points: String,
    /// Where it ends, from the left.
    pub x: String,
    /// Where it ends, from above.
    pub y: String,
}

impl Spark {
    /// The values of `indicator` by day since its definition last changed; nothing below two.
    pub fn new(portal: &Portal<'_>, indicator: &Indicator) -> Option<Self> {
        let days = by_day(portal, indicator);
        let latest = days.iter().filter_map(|day| Some(day.last()?.1));
        let level = latest.filter(|one| one.nature == Nature::Cumulative);
        let mut values: Vec<Decimal> = Vec::new();
        for one in level {
            if one.breaks_series {
                values.clear();
            }
            values.push(one.value);
        }
        let (low, high) = (*values.iter().min()?, *values.iter().max()?);
        let steps = values.len().checked_sub(1).filter(|steps| *steps > 0)?;
        let span = high.checked_sub(low)?;
        let tall = Decimal::from(HEIGHT - 2 * i64::try_from(ROOM).ok()?);
        let place = |(step, value): (usize, &Decimal)| {
            let x = ROOM + step * (WIDTH - 2 * ROOM) / steps;
            let part = if span.is_zero() {
                Decimal::new(5, 1)
            } else {
                high.checked_sub(*value)?.checked_div(span)?
            };
            let y = part.checked_mul(tall)?.checked_add(Decimal::from(ROOM))?;
            Some((x.to_string(), y.round_dp(1).normalize().to_string()))
        };
        let points: Vec<_> = values.iter().enumerate().map(place).collect::<Option<_>>()?;
        let (x, y) = points.last()?.clone();
        let joined: Vec<_> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
        let words: Vec<_> = match values.as_slice() {
            [first, .., last] => [first, last].map(|one| words::amount(indicator, *one)).into(),
            _ => return None,
        };
        let label =
            format!("{} giá trị, từ {}", vietnamese::count(values.len()), words.join(" đến "));
        Some(Self { label, points: joined.join(" "), x, y })
    }
}
