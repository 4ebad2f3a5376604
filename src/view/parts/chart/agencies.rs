//! How agencies compare: tasks they lead, done, overdue and the rest, one bar each on one scale.

use serde::Serialize;

use crate::derive::status::TaskTotals;
use crate::model::{Id, TaskStatus};
use crate::vietnamese;
use crate::view::ground::status::Status;
use crate::view::ground::{Portal, address, form};

/// Agencies shown; the table of the page has all of them.
const MOST: usize = 15;
/// Width of the picture; the theme scales it.
const WIDTH: u64 = 640;
/// Room for the names on the left.
const LEFT: u64 = 268;
/// Room for the numbers on the right.
const RIGHT: u64 = 44;
/// Height of a bar with the gap below it.
const STEP: u64 = 30;

/// A comparison with every coordinate worked out.
#[derive(Clone, Debug, Serialize)]
pub struct Agencies<'a> {
    /// What it shows.
    pub title: String,
    /// The same in words.
    pub description: String,
    /// Width of the picture.
    pub width: u64,
    /// Height of the picture.
    pub height: u64,
    /// Right end of the names.
    pub names: u64,
    /// What the parts of a bar mean, in their order.
    pub parts: Vec<Status>,
    /// Agencies, most tasks first.
    pub rows: Vec<Compared<'a>>,
}

/// One agency.
#[derive(Clone, Debug, Serialize)]
pub struct Compared<'a> {
    /// Its page.
    pub path: String,
    /// Its name.
    pub name: &'a str,
    /// As much of the name as fits beside the bar.
    pub short: String,
    /// From above.
    pub y: u64,
    /// Where the number stands.
    pub end: u64,
    /// Tasks it leads.
    pub total: String,
    /// The parts of its bar, in the order of the key.
    pub parts: Vec<BarPart>,
}

/// A part of a bar.
#[derive(Clone, Debug, Serialize)]
pub struct BarPart {
    /// Word of the status for style sheets.
    pub key: &'static str,
    /// How many.
    pub count: String,
    /// From the left.
    pub x: u64,
    /// How long.
    pub width: u64,
}

impl<'a> Agencies<'a> {
    /// The agencies that lead most; nothing without snapshots or below two agencies.
    pub fn new(portal: &Portal<'a>) -> Option<Self> {
        let as_of = portal.as_of()?;
        let led = |id: &Id| portal.derived.index.agencies.get(id).map(|work| &work.leads);
        let mut counted: Vec<_> = portal
            .site
            .agencies
            .iter()
            .filter_map(|agency| {
                let judged = led(&agency.id)?.iter().filter_map(|id| portal.task_judgement(id));
                Some((agency, TaskTotals::count(judged, as_of)))
            })
            .filter(|(_, totals)| totals.total > 0)
            .collect();
        counted.sort_by(|(one, left), (other, right)| {
            right.total.cmp(&left.total).then_with(|| vietnamese::compare(&one.name, &other.name))
        });
        counted.truncate(MOST);
        let most = counted.first().filter(|_| counted.len() > 1)?.1.total;
        let mut rows = Vec::new();
        for (place, (agency, totals)) in (0..).zip(&counted) {
            let done =
                totals.of(TaskStatus::CompletedOnTime) + totals.of(TaskStatus::CompletedLate);
            let overdue = totals.of(TaskStatus::Overdue);
            let counts = [done, overdue, totals.total.saturating_sub(done + overdue)];
            let at = |before: u64| LEFT + before * (WIDTH - LEFT - RIGHT) / most;
            let mut before = 0;
            let parts = counts.iter().zip(KEYS).map(|(&count, (key, _))| {
                let x = at(before);
                before += count;
                let count = count.to_string();
                BarPart { key, count, x, width: at(before) - x }
            });
            rows.push(Compared {
                path: address::agency(&agency.id),
                name: &agency.name,
                short: form::clip(&agency.name, 34).into_owned(),
                y: place * STEP,
                parts: parts.collect(),
                end: at(totals.total) + 8,
                total: totals.total.to_string(),
            });
        }
        Some(Self {
            title: "Nhiệm vụ chủ trì của từng cơ quan".to_owned(),
            description: format!(
                "{} cơ quan chủ trì nhiều nhiệm vụ nhất; mỗi thanh chia thành đã hoàn thành, quá hạn và còn lại.",
                vietnamese::count(rows.len()),
            ),
            width: WIDTH,
            height: STEP * u64::try_from(rows.len()).ok()? + 30,
            names: LEFT - 10,
            parts: KEYS.map(|(key, label)| Status { key, label: label.into() }).into(),
            rows,
        })
    }
}

/// The parts of a bar: the status whose colour and shape they take, and their own word.
const KEYS: [(&str, &str); 3] =
    [("completed_on_time", "Đã hoàn thành"), ("overdue", "Quá hạn"), ("awaiting", "Còn lại")];
