//! The chart of an indicator: its values over time, the targets as steps, and where it should stand by now.

use serde::Serialize;

use crate::derive::status::IndicatorJudgement;
use crate::derive::status::rules::ON_PACE;
use crate::model::{Date, Decimal, Indicator, Nature, Observation, Target};
use crate::vietnamese;
use crate::view::ground::{fit, form, words};
use crate::view::parts::chart::Mark;
use crate::view::parts::chart::values::Reported;

/// Width of the picture; the theme scales it.
const WIDTH: i64 = 640;

/// Height of the picture.
const HEIGHT: i64 = 300;

/// Room for the numbers on the left.
const LEFT: i64 = 72;

/// Room on the right.
const RIGHT: i64 = 24;

/// Room above.
const TOP: i64 = 28;

/// Room for the dates and the key below.
const BOTTOM: i64 = 60;

/// Least room between two numbers beside the line.
const GAP: i64 = 44;

/// Width of a column.
const COLUMN: i64 = 20;

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
    /// Values that count within their period only: they stand apart and are never joined.
    pub columns: Vec<Column>,
    /// Where the definition changes.
    pub breaks: Vec<Mark>,
    /// The corners of the band in which a value of the judged year is on pace.
    pub band: Option<String>,
    /// The targets.
    pub goals: Vec<Goal>,
}

/// A value of one period.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    /// Its left side.
    pub x: String,
    /// Its middle.
    pub middle: String,
    /// Its upper end.
    pub y: String,
    /// How tall it is.
    pub height: String,
    /// The value.
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
    /// "Mục tiêu 2026: từ 80%".
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

    /// The values as columns that stand on zero.
    fn columns(&self, values: &[&Observation]) -> Option<Vec<Column>> {
        let zero: Decimal = self.y(Decimal::ZERO)?.parse().ok()?;
        let columns = values.iter().map(|one| {
            let (middle, end) =
                (self.x(one.value_date), self.y(one.value)?.parse::<Decimal>().ok()?);
            Some(Column {
                x: (middle - COLUMN / 2).to_string(),
                middle: middle.to_string(),
                y: end.min(zero).to_string(),
                height: end.checked_sub(zero)?.abs().to_string(),
                text: vietnamese::decimal(&one.value),
            })
        });
        columns.collect()
    }

    /// Words at a day.
    fn mark(&self, date: Date, text: &str) -> Mark {
        Mark { x: self.x(date).to_string(), y: TOP.to_string(), text: text.to_owned() }
    }

    /// Lines at round numbers, each with its number.
    fn grid(&self) -> Vec<Mark> {
        let mark = |value: Decimal| {
            let text = vietnamese::decimal(&value.normalize());
            Some(Mark { x: (LEFT - 8).to_string(), y: self.y(value)?, text })
        };
        self.round_numbers().unwrap_or_default().into_iter().filter_map(mark).collect()
    }

    /// Three to six multiples of a round step between the lowest and the highest number.
    fn round_numbers(&self) -> Option<Vec<Decimal>> {
        // The power of ten just below the span, then the least of its steps of which it holds at most five.
        let mut unit = Decimal::ONE;
        while unit > self.span {
            unit = unit.checked_div(Decimal::TEN)?;
        }
        while unit.checked_mul(Decimal::TEN)? <= self.span {
            unit = unit.checked_mul(Decimal::TEN)?;
        }
        let steps = [Decimal::new(2, 1), Decimal::new(5, 1), Decimal::ONE, Decimal::TWO];
        let steps = steps.iter().filter_map(|part| unit.checked_mul(*part));
        let fits =
            |step: &Decimal| self.span.checked_div(*step).is_some_and(|n| n <= Decimal::from(5));
        let step = steps.into_iter().find(fits)?;
        let first = self.low.checked_div(step)?.ceil().checked_mul(step)?;
        let top = self.low.checked_add(self.span)?;
        let numbers = (0..=5_i64).filter_map(|n| step.checked_mul(n.into())?.checked_add(first));
        Some(numbers.take_while(|number| *number <= top).collect())
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

/// Where the values of a year should stand: a straight way from `base` at its beginning to `goal` at its end.
struct Way {
    year: i16,
    base: Decimal,
    goal: Decimal,
}

impl Way {
    /// The way the rules measured the indicator by; nothing where they measured no pace.
    fn new(judged: &IndicatorJudgement) -> Option<Self> {
        judged.pace?;
        let year = judged.value_date?.year();
        Some(Self { year, base: judged.baseline?, goal: judged.target_value? })
    }

    /// The band from the least value that is on pace at the end of the year up to the goal.
    fn band(&self, plane: &Plane) -> Option<String> {
        let (start, end) = (Date::new(self.year, 1, 1).ok()?, Date::new(self.year, 12, 31).ok()?);
        let (from, to) = (plane.x(start), plane.x(end));
        let (base, goal) = (plane.y(self.base)?, plane.y(self.goal)?);
        let least = plane.y(self.least()?)?;
        Some(format!("{from},{base} {to},{goal} {to},{least}"))
    }

    fn least(&self) -> Option<Decimal> {
        self.goal.checked_sub(self.base)?.checked_mul(ON_PACE)?.checked_add(self.base)
    }
}

impl Chart {
    /// The chart of `indicator` from its values by day, oldest first; nothing below two values.
    ///
    /// `steps` are its targets in time: in force from that day, the one it was issued with from the first day there is.
    pub(crate) fn new(
        indicator: &Indicator,
        steps: &[(Date, &Target)],
        reports: &[Vec<Reported<'_>>],
        judged: &IndicatorJudgement,
    ) -> Option<Self> {
        let latest: Vec<_> = reports.iter().filter_map(|day| Some(day.last()?.1)).collect();
        // Values that count from the beginning and values of one period never share a picture.
        let nature = latest.last()?.nature;
        let values: Vec<_> = latest.into_iter().filter(|one| one.nature == nature).collect();
        let (oldest, newest) = (values.first()?, values.last()?);
        if values.len() < 2 {
            return None;
        }
        let way = Way::new(judged).filter(|_| nature == Nature::Cumulative);
        // The year that is judged is shown from its beginning; a year before it only as far as it has values.
        let first = match &way {
            Some(way) if way.year == oldest.value_date.year() => Date::new(way.year, 1, 1).ok()?,
            _ => oldest.value_date.first_of_month(),
        };
        let last = Date::new(newest.value_date.year(), 12, 31).ok()?;
        let is_level = nature == Nature::Cumulative;
        let goals: Vec<_> = steps
            .iter()
            .filter_map(|(from, target)| Some((*from, target, target.due_date?, target.value?)))
            .filter(|(_, _, due, _)| is_level && (first..=last).contains(due))
            .collect();
        let mut numbers: Vec<_> = values.iter().map(|one| one.value).collect();
        numbers.extend(goals.iter().map(|goal| goal.3));
        numbers.extend(way.iter().flat_map(|way| [way.base, way.goal]));
        numbers.extend((!is_level).then_some(Decimal::ZERO));
        let plane = Plane::new(first, last, &numbers)?;
        let (lines, points) = if is_level { plane.line(&values)? } else { Default::default() };
        let columns = if is_level { Vec::new() } else { plane.columns(&values)? };
        let unlike = values.iter().filter(|one| one.breaks_series);
        let breaks = unlike.map(|one| plane.mark(one.value_date, "Đổi cách tính"));
        let goals = goals.iter().filter_map(|(from, target, due, value)| {
            let later = goals.iter().find(|one| one.1.due == target.due && one.0 > *from);
            let start = Date::new(due.year(), 1, 1).ok()?.max(first).max(*from);
            let end = later.map_or(*due, |one| one.0).min(*due);
            let words = fit::said(&form::clip(&words::target_with_unit(indicator, target), 40));
            let until =
                later.map_or_else(String::new, |one| format!(" (đến {})", vietnamese::date(one.0)));
            (start < end).then_some(())?;
            Some(Goal {
                from: plane.x(start).to_string(),
                to: plane.x(end).to_string(),
                y: plane.y(*value)?,
                text: format!("Mục tiêu {}: {words}{until}", target.due),
            })
        });
        Some(Self {
            title: title(indicator),
            description: description(indicator, &values),
            width: WIDTH,
            height: HEIGHT,
            left: LEFT,
            right: WIDTH - RIGHT,
            foot: HEIGHT - BOTTOM + 20,
            grid: plane.grid(),
            goals: goals.collect(),
            dates: [first, last].map(|date| plane.mark(date, &vietnamese::date(date))).into(),
            band: way.and_then(|way| way.band(&plane)),
            breaks: breaks.collect(),
            lines,
            points,
            columns,
        })
    }
}

/// What the chart shows and in which unit.
fn title(indicator: &Indicator) -> String {
    let name = form::clip(&indicator.display_name, 100);
    let unit = indicator.unit.trim();
    let unit = if unit.is_empty() { String::new() } else { format!(" ({})", form::clip(unit, 30)) };
    format!("Giá trị qua các kỳ: {name}{unit}")
}

/// What the chart shows, in words.
fn description(indicator: &Indicator, values: &[&Observation]) -> String {
    let on = |one: &&Observation| {
        let (amount, day) = (words::amount(indicator, one.value), one.value_date);
        format!("{amount} ngày {}", vietnamese::date(day))
    };
    format!(
        "{} giá trị, từ {} đến {}.",
        vietnamese::count(values.len()),
        values.first().map(on).unwrap_or_default(),
        values.last().map(on).unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_beside_the_lines_are_round() {
        let numbers = |low: &str, high: &str| {
            let number = |text: &str| text.parse::<Decimal>().unwrap();
            let day = Date::new(2026, 1, 1).unwrap();
            let plane = Plane::new(day, day, &[number(low), number(high)]).unwrap();
            plane.grid().into_iter().map(|mark| mark.text).collect::<Vec<_>>()
        };
        assert_eq!(numbers("86", "100"), ["85", "90", "95", "100"]);
        assert_eq!(
            numbers("0.0001", "0.0009"),
            ["0", "0,0002", "0,0004", "0,0006", "0,0008", "0,001"]
        );
        assert_eq!(numbers("-3", "4"), ["−2", "0", "2", "4"]);
        assert_eq!(numbers("0", "1000000000000"), ["0", "500.000.000.000", "1.000.000.000.000"]);
        assert!(numbers("5", "5").len() >= 3);
    }
}
