//! The line chart of an indicator: its values over time and the targets as steps.

use serde::Serialize;

use super::indicator_progress::Reported;
use super::{form, part};
use crate::model::{Date, Decimal, Indicator, Nature, Observation};
use crate::vietnamese;

/// Width of the picture; the theme scales it.
const WIDTH: i64 = 640;
/// Height of the picture.
const HEIGHT: i64 = 280;
/// Room for the numbers on the left.
const LEFT: i64 = 72;
/// Room on the right.
const RIGHT: i64 = 24;
/// Room above.
const TOP: i64 = 28;
/// Room for the dates below.
const BOTTOM: i64 = 36;
/// Least room between two numbers beside the line.
const GAP: i64 = 44;

/// A chart with every coordinate worked out.
#[derive(Clone, Debug, Serialize)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// The same in words.
    pub description: String,
    /// Width of the picture.
    pub width: i64,
    /// Height of the picture.
    pub height: i64,
    /// Left end of the lines across.
    pub left: i64,
    /// Right end of the lines across.
    pub right: i64,
    /// Where the dates stand.
    pub foot: i64,
    /// Lines across with their numbers.
    pub grid: Vec<Mark>,
    /// Dates below.
    pub dates: Vec<Mark>,
    /// The lines between values, one a definition.
    pub lines: Vec<String>,
    /// The values.
    pub points: Vec<Mark>,
    /// The targets.
    pub goals: Vec<Goal>,
}

/// Words at a place.
#[derive(Clone, Debug, Serialize)]
pub struct Mark {
    /// From the left.
    pub x: String,
    /// From above.
    pub y: String,
    /// Words; may be empty.
    pub text: String,
}

/// A target: a step from the beginning of its year to its due date.
#[derive(Clone, Debug, Serialize)]
pub struct Goal {
    /// Where the step begins.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// From above.
    pub y: String,
    /// "Mục tiêu 2026: ≥ 80%".
    pub text: String,
}

/// The plane of a chart: days across, numbers up.
struct Plane {
    first: Date,
    days: i64,
    low: Decimal,
    span: Decimal,
}

impl Plane {
    /// The plane from the day `first` to `last` that holds all `numbers`, with some room.
    fn new(first: Date, last: Date, numbers: &[Decimal]) -> Option<Self> {
        let (floor, top) = (*numbers.iter().min()?, *numbers.iter().max()?);
        let room = top.checked_sub(floor)?.checked_div(Decimal::from(8))?;
        let room = if room.is_zero() { Decimal::ONE } else { room };
        let low = floor.checked_sub(room)?;
        let low = if floor.is_sign_negative() { low } else { low.max(Decimal::ZERO) };
        let span = top.checked_add(room)?.checked_sub(low)?;
        Some(Self { first, days: days(first, last).max(1), low, span })
    }

    /// The lines between the values, cut where the definition changes, and the values themselves.
    fn line(&self, values: &[&Observation]) -> Option<(Vec<String>, Vec<Mark>)> {
        let newest = values.last()?.value_date;
        let mut lines: Vec<String> = Vec::new();
        let mut points = Vec::new();
        let mut labelled = i64::MIN / 2;
        for one in values {
            let (x, y) = (self.x(one.value_date), self.y(one.value)?);
            match lines.last_mut().filter(|_| !one.breaks_series) {
                Some(line) => *line = format!("{line} {x},{y}"),
                None => lines.push(format!("{x},{y}")),
            }
            // The newest value always has its number, the others where there is room.
            let has_room = x - labelled >= GAP && self.x(newest) - x >= GAP;
            let text = if one.value_date == newest || has_room {
                labelled = x;
                vietnamese::decimal(&one.value)
            } else {
                String::new()
            };
            points.push(Mark { x: x.to_string(), y, text });
        }
        Some((lines, points))
    }

    /// Four steps up, each with its number.
    fn grid(&self) -> Vec<Mark> {
        let digits = if self.span < Decimal::from(4) { 2 } else { 1 };
        let marks = (0..=4_i64).filter_map(|step| {
            let part = self.span.checked_mul(Decimal::from(step))?;
            let value = self.low.checked_add(part.checked_div(Decimal::from(4))?)?;
            let text = vietnamese::decimal(&value.round_dp(digits).normalize());
            Some(Mark { x: (LEFT - 8).to_string(), y: self.y(value)?, text })
        });
        marks.collect()
    }

    fn x(&self, date: Date) -> i64 {
        LEFT + days(self.first, date) * (WIDTH - LEFT - RIGHT) / self.days
    }

    fn y(&self, value: Decimal) -> Option<String> {
        let part = value.checked_sub(self.low)?.checked_div(self.span)?;
        let height = Decimal::from(HEIGHT - TOP - BOTTOM);
        let up = part.checked_mul(height)?;
        let at = Decimal::from(HEIGHT - BOTTOM).checked_sub(up)?;
        Some(at.round_dp(1).normalize().to_string())
    }
}

fn days(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

impl Chart {
    /// The chart of `indicator` from its values by day, oldest first; nothing below two values.
    pub(super) fn new(indicator: &Indicator, reports: &[Vec<Reported<'_>>]) -> Option<Self> {
        let latest: Vec<_> = reports.iter().filter_map(|day| Some(day.last()?.1)).collect();
        // Values that count from the beginning and values of one period never share a line.
        let nature = latest.last()?.nature;
        if nature == Nature::WithinPeriod {
            return None;
        }
        let values: Vec<_> = latest.into_iter().filter(|one| one.nature == nature).collect();
        let (oldest, newest) = (values.first()?, values.last()?);
        if values.len() < 2 {
            return None;
        }
        let first = oldest.value_date.first_of_month();
        let last = Date::new(newest.value_date.year(), 12, 31).ok()?;
        let goals: Vec<_> = indicator
            .targets
            .iter()
            .filter_map(|target| Some((target, target.due_date?, target.value?)))
            .filter(|(_, due, _)| (first..=last).contains(due))
            .collect();
        let numbers = values.iter().map(|one| one.value).chain(goals.iter().map(|goal| goal.2));
        let plane = Plane::new(first, last, &numbers.collect::<Vec<_>>())?;
        let (lines, points) = plane.line(&values)?;
        let description = format!(
            "{} giá trị, từ {} ngày {} đến {} ngày {}.",
            vietnamese::count(values.len()),
            part::amount(indicator, oldest.value),
            vietnamese::date(oldest.value_date),
            part::amount(indicator, newest.value),
            vietnamese::date(newest.value_date),
        );
        let goals = goals.iter().filter_map(|(target, due, value)| {
            let start = Date::new(due.year(), 1, 1).ok()?.max(first);
            let words = part::target_with_unit(indicator, target);
            let text = format!("Mục tiêu {}: {}", target.due, form::clip(&words, 40));
            Some(Goal {
                from: plane.x(start).to_string(),
                to: plane.x(*due).to_string(),
                y: plane.y(*value)?,
                text,
            })
        });
        Some(Self {
            title: format!("Giá trị qua các kỳ: {}", form::clip(&indicator.display_name, 100)),
            description,
            width: WIDTH,
            height: HEIGHT,
            left: LEFT,
            right: WIDTH - RIGHT,
            foot: HEIGHT - 12,
            grid: plane.grid(),
            goals: goals.collect(),
            dates: [first, last]
                .into_iter()
                .map(|date| Mark {
                    x: plane.x(date).to_string(),
                    y: String::new(),
                    text: vietnamese::date(date),
                })
                .collect(),
            lines,
            points,
        })
    }
}
