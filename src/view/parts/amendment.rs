//! What decisions changed after a plan was issued: old and new side by side.

use serde::Serialize;

use crate::derive::history::{Change, ChangeKind};
use crate::model::{AmendedValue, Amendment, Date, Id, Snapshot};
use crate::vietnamese;
use crate::view::ground::Portal;
use crate::view::ground::link::{Link, item_link, period_link};
use crate::view::ground::words::{due_label, source};

/// One change, old and new side by side.
#[derive(Clone, Debug, Serialize)]
pub struct AmendmentView<'a> {
    /// The task or indicator.
    pub item: Link<'a>,
    /// What was changed: "Thời hạn", "Mục tiêu năm 2026".
    pub part: String,
    /// What held before.
    pub before: String,
    /// What holds now.
    pub after: String,
    /// The day it holds from, or on which the report that moved it was closed.
    pub date: String,
    /// The same for machines.
    pub day: String,
    /// The decision that made it; empty when none is named.
    pub decision: String,
    /// "Lùi 120 ngày", for deadlines.
    pub moved: Option<String>,
    /// The period that brought it, once it is closed.
    pub period: Option<Link<'a>>,
    /// Where it is declared.
    pub source: String,
    /// Whether it is made up.
    pub is_illustrative: bool,
}

impl<'a> AmendmentView<'a> {
    fn new(portal: &Portal<'a>, amendment: &'a Amendment) -> Option<Self> {
        let words = |text: &str| {
            if text.is_empty() { "(không ghi)".to_owned() } else { text.to_owned() }
        };
        let period = portal.stages().find(|(snapshot, _)| snapshot.as_of >= amendment.date);
        Some(Self {
            item: item_link(portal, &amendment.item)?,
            part: part(&amendment.new),
            before: words(&amendment.from),
            after: words(&amendment.to),
            date: vietnamese::date(amendment.date),
            day: amendment.date.to_string(),
            decision: amendment.decision.clone(),
            moved: amendment.days_moved().map(moved),
            period: period.map(|(snapshot, _)| period_link(snapshot)),
            source: source(&amendment.provenance),
            is_illustrative: amendment.is_illustrative,
        })
    }

    /// The amendments of an item, oldest first.
    pub fn of_item(portal: &Portal<'a>, id: &Id) -> Vec<Self> {
        let own = portal.amendments().filter(|amendment| amendment.item == *id);
        own.filter_map(|amendment| Self::new(portal, amendment)).collect()
    }

    /// A deadline moved by a report.
    fn reported(portal: &Portal<'a>, snapshot: &'a Snapshot, change: &'a Change) -> Option<Self> {
        let day = |text: &str| text.parse::<Date>().ok();
        let (before, after) = (day(&change.before), day(&change.after));
        let words =
            |day: Option<Date>| day.map_or_else(|| "chưa có ngày".to_owned(), vietnamese::date);
        let report = snapshot.reports.iter().find(|report| {
            let extension = report.extension.as_ref();
            report.task == change.item && extension.map(|one| one.new_end) == after
        });
        let extension = report.and_then(|report| report.extension.as_ref());
        let days = before.zip(after).map(|(before, after)| (after - before).get_days());
        Some(Self {
            item: item_link(portal, &change.item)?,
            part: "Thời hạn".to_owned(),
            before: words(before),
            after: words(after),
            date: vietnamese::date(snapshot.as_of),
            day: snapshot.as_of.to_string(),
            decision: extension.map(|one| one.decision.clone()).unwrap_or_default(),
            moved: days.map(moved),
            period: Some(period_link(snapshot)),
            source: source(report.map_or(&snapshot.provenance, |report| &report.provenance)),
            is_illustrative: snapshot.is_illustrative,
        })
    }

    /// The log of moved goal posts: every change of a target or deadline, newest first.
    pub fn goal_posts(portal: &Portal<'a>) -> Vec<Self> {
        let by_decision = portal.amendments().filter(|amendment| amendment.is_goal_post());
        let mut views: Vec<Self> =
            by_decision.filter_map(|amendment| Self::new(portal, amendment)).collect();
        for (snapshot, stage) in portal.stages() {
            let is_reported =
                |change: &&Change| change.kind == ChangeKind::DeadlineMoved && !change.is_amendment;
            let reported = stage.changes.iter().filter(is_reported);
            views.extend(reported.filter_map(|change| Self::reported(portal, snapshot, change)));
        }
        views.sort_by(|one, other| other.day.cmp(&one.day));
        views
    }

    /// The moved goal posts of one period.
    pub fn of_period(portal: &Portal<'a>, snapshot: &'a Snapshot) -> Vec<Self> {
        let path = period_link(snapshot).path;
        let mut views = Self::goal_posts(portal);
        views.retain(|view| view.period.as_ref().is_some_and(|period| period.path == path));
        views
    }
}

/// What is to be said beside the printed words of an item that later decisions or reports with a decision changed:
/// what held and what holds, and its state against both. Nothing where all is as printed.
pub fn beside_print(portal: &Portal<'_>, id: &Id) -> Option<String> {
    let mut told: Vec<String> = Vec::new();
    let caveat = portal.indicator_judgement(id).and_then(|judged| judged.caveat.as_ref());
    // The caveat of a lowered target names both.
    let is_told = |one: &&Amendment| caveat.is_some() && matches!(one.new, AmendedValue::Target(_));
    for one in portal.amendments().filter(|one| one.item == *id && !is_told(one)) {
        let (from, to) = (&one.from, &one.to);
        let from = if from.is_empty() { "không ghi".to_owned() } else { format!("“{from}”") };
        let since = vietnamese::date(one.date);
        told.push(format!("{} {from} đổi thành “{to}” từ {since}", part(&one.new)));
    }
    if let Some(judged) = portal.task_judgement(id) {
        let moved =
            judged.extended.is_some().then_some(judged.deadline_decision.as_ref()).flatten();
        if let Some((decision, day)) = moved.zip(judged.deadline) {
            told.push(format!("Hạn nay là {}, dời theo {decision}", vietnamese::date(day)));
        }
        told.extend(judged.caveat.clone());
        let (now, then) = (judged.status, judged.status_against_original);
        if now != then && judged.deadline != judged.deadline_original && judged.caveat.is_none() {
            told.push(both(now.label(), "hạn ban hành", then.label()));
        }
    }
    if let Some(judged) = portal.indicator_judgement(id) {
        let (now, then) = (judged.status, judged.status_against_original);
        if judged.caveat.is_some() {
            told.extend(judged.caveat.clone());
        } else if judged.target_original != judged.target_value {
            told.push(both(now.label(), "mức ban hành", then.label()));
        }
    }
    (!told.is_empty()).then(|| format!("{}.", told.join(". ")))
}

/// "Quá hạn; so với hạn ban hành: hoàn thành đúng hạn": a state now and against what was issued.
fn both(now: &str, against: &str, then: &str) -> String {
    format!("{now}; so với {against}: {}", crate::vietnamese::in_sentence(then))
}

/// What an amendment changes, in words.
fn part(value: &AmendedValue) -> String {
    match value {
        AmendedValue::Target(target) => {
            format!("Mục tiêu {}", crate::vietnamese::in_sentence(&due_label(&target.due)))
        }
        AmendedValue::Lead(_) => "Cơ quan chủ trì".to_owned(),
        AmendedValue::Coordinating(_) => "Cơ quan phối hợp".to_owned(),
        AmendedValue::Deadline(_) => "Thời hạn".to_owned(),
        AmendedValue::Milestone(number, _) => format!("Thời hạn của mốc {number}"),
        AmendedValue::Name(_) => "Nội dung".to_owned(),
    }
}

/// "Lùi 120 ngày", "Sớm hơn 5 ngày".
fn moved(days: i32) -> String {
    let count = vietnamese::count(usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX));
    if days < 0 { format!("Sớm hơn {count} ngày") } else { format!("Lùi {count} ngày") }
}
