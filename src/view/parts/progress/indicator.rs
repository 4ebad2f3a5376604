//! What the page of an indicator shows once there are snapshots: status, pace, values over time.

use serde::Serialize;

use crate::derive::status::IndicatorJudgement;
use crate::derive::status::rules::{INDICATOR_RULES, ON_PACE, SLIGHTLY_BEHIND};
use crate::model::{Date, Decimal, Indicator, IndicatorKind, IndicatorStatus, Nature};
use crate::vietnamese;
use crate::view::ground::link::{Link, agency_link, period_link};
use crate::view::ground::status::Status;
use crate::view::ground::web::evidence;
use crate::view::ground::words::{self, source};
use crate::view::ground::{Portal, address, sentence};
use crate::view::parts::chart::line::Chart;
use crate::view::parts::chart::values::{Reported, by_day};
use crate::view::parts::report::{ChangeView, FactView, words};
use crate::view::parts::seal::DeclaredView;

/// What is known of an indicator on the day it is judged as of.
#[derive(Clone, Debug, Serialize)]
pub struct IndicatorProgress<'a> {
    /// "Số liệu đến 30/06/2026."
    pub as_of: String,
    /// "Vì sao ghi “Đúng tiến độ”?"
    pub question: String,
    /// Why it has its status, in one plain sentence.
    pub because: String,
    /// The same with the calculation.
    pub reason: &'a str,
    /// The method page.
    pub method: Link<'a>,
    /// The numbers of the calculation.
    pub facts: Vec<FactView<'a>>,
    /// Values, newest first.
    pub values: Vec<ValueView<'a>>,
    /// The values as a picture, when there are at least two.
    pub chart: Option<Chart>,
    /// Changes, newest first.
    pub changes: Vec<ChangeView<'a>>,
    /// Declared corrections of its figures, newest first.
    pub corrections: Vec<DeclaredView<'a>>,
}

/// A value of one day.
#[derive(Clone, Debug, Serialize)]
pub struct ValueView<'a> {
    /// The day, for machines.
    pub date: String,
    /// The day.
    pub label: String,
    /// The value reported last for it.
    pub value: String,
    /// What was reported for it before, oldest first.
    pub revised: Vec<RevisionView<'a>>,
    /// Declared corrections that led to the value, oldest first.
    pub corrected: Vec<DeclaredView<'a>>,
    /// "Tại thời điểm", "Cộng dồn" or "Trong kỳ".
    pub nature: &'static str,
    /// Whether it follows another definition than the values before it.
    pub breaks_series: bool,
    /// Where the agency has it from.
    pub source: &'a str,
    /// A remark.
    pub note: &'a str,
    /// What proves it.
    pub evidence: Option<String>,
    /// Its address, where it is one of the web.
    pub evidence_href: Option<&'a str>,
    /// The period that reported it last.
    pub period: Link<'a>,
    /// Who reported it.
    pub by: Option<Link<'a>>,
    /// Where it was read.
    pub place: String,
}

/// A value that was replaced later.
#[derive(Clone, Debug, Serialize)]
pub struct RevisionView<'a> {
    /// The value.
    pub value: String,
    /// The period that reported it.
    pub period: Link<'a>,
}

impl<'a> IndicatorProgress<'a> {
    /// What is known of `indicator`; nothing without snapshots.
    pub fn new(portal: &Portal<'a>, indicator: &'a Indicator) -> Option<Self> {
        let judged = portal.indicator_judgement(&indicator.id)?;
        let days = by_day(portal, indicator);
        let rule = INDICATOR_RULES.iter().find(|rule| rule.status == judged.status);
        let chart = Chart::new(
            &portal.indicator_in_force(indicator),
            &portal.target_steps(indicator),
            &days,
            judged,
        );
        Some(Self {
            as_of: sentence::progress(portal),
            question: format!(
                "Vì sao ghi “{}”?",
                Status::of_indicator(judged, portal.has_reports()).plain_label()
            ),
            because: because(judged, portal.has_reports())
                .unwrap_or_else(|| rule.map_or_else(String::new, |rule| rule.condition.to_owned())),
            reason: &judged.reason,
            method: Link::new(
                format!("{}#trang--quy-tac-chi-tieu", address::METHOD),
                "Quy tắc của chỉ tiêu",
            ),
            facts: facts(indicator, judged),
            values: days.iter().rev().filter_map(|day| value(portal, indicator, day)).collect(),
            chart,
            changes: ChangeView::of_item(portal, &indicator.id),
            corrections: DeclaredView::of_item(portal, &indicator.id),
        })
    }
}

/// How a value is counted, in words that fit the quantity: a share is of a day, a number of things adds up.
fn nature(indicator: &Indicator, nature: Nature) -> &'static str {
    match (nature, indicator.kind) {
        (Nature::WithinPeriod, _) => nature.label(),
        (Nature::Cumulative, IndicatorKind::Count) => "Cộng dồn",
        (Nature::Cumulative, _) => "Tại thời điểm",
    }
}

fn value<'a>(
    portal: &Portal<'a>,
    indicator: &'a Indicator,
    reports: &[Reported<'a>],
) -> Option<ValueView<'a>> {
    let (&(_, last), before) = reports.split_last()?;
    // The snapshot that first brought the value in force, and what stood before it.
    let same = before.iter().rev().take_while(|(_, one)| one.value == last.value).count();
    let (replaced, confirmed) = before.split_at(before.len() - same);
    let snapshot = confirmed.first().or(reports.last())?.0;
    let shown = words::amount(indicator, last.value);
    let now = [shown.clone(), vietnamese::decimal(&last.value)];
    Some(ValueView {
        date: last.value_date.to_string(),
        label: vietnamese::date(last.value_date),
        value: shown,
        corrected: DeclaredView::of_value(portal, &indicator.id, snapshot, &now),
        revised: replaced
            .iter()
            .map(|(snapshot, old)| RevisionView {
                value: words::amount(indicator, old.value),
                period: period_link(snapshot),
            })
            .collect(),
        nature: nature(indicator, last.nature),
        breaks_series: last.breaks_series,
        source: last.source.trim(),
        note: last.note.trim(),
        evidence: words(&last.evidence),
        evidence_href: evidence(&last.evidence),
        period: period_link(snapshot),
        by: last.reported_by.as_ref().and_then(|id| agency_link(portal, id)),
        place: source(&last.provenance),
    })
}

/// "Vì đã đi được 105% quãng đường cần đi đến ngày 15/09/2026 (từ 95% là đúng tiến độ).", where there is a pace.
fn because(judged: &IndicatorJudgement, has_reports: bool) -> Option<String> {
    if judged.status == IndicatorStatus::ReportOverdue && !has_reports {
        let words = "Hạn của mục tiêu đã qua và chưa có kỳ báo cáo nào được công bố.";
        return Some(words.to_owned());
    }
    let (pace, day) = (judged.pace?, judged.value_date?);
    if pace < Decimal::ZERO {
        return Some(format!(
            "Vì số mới nhất, đến ngày {}, còn xa mục tiêu hơn mức đầu năm.",
            vietnamese::date(day)
        ));
    }
    let percent = |share: Decimal| vietnamese::decimal(&(share * Decimal::from(100)).normalize());
    let (least, label) = if pace >= SLIGHTLY_BEHIND && pace < ON_PACE {
        (SLIGHTLY_BEHIND, IndicatorStatus::SlightlyBehind.label())
    } else {
        (ON_PACE, IndicatorStatus::OnPace.label())
    };
    Some(format!(
        "Vì đã đi được {}% quãng đường cần đi đến ngày {} (từ {}% là {}).",
        percent(pace),
        vietnamese::date(day),
        percent(least),
        vietnamese::in_sentence(label)
    ))
}

fn facts<'a>(indicator: &Indicator, judged: &IndicatorJudgement) -> Vec<FactView<'a>> {
    let amount = |value| words::amount(indicator, value);
    let on = |date: Option<Date>| {
        date.map_or_else(String::new, |date| format!(", ngày {}", vietnamese::date(date)))
    };
    let due = judged.target_due.as_deref().unwrap_or_default();
    let kind = judged.baseline_kind.map_or("", |kind| kind.label());
    let texts = [
        (
            "Số mới nhất (x)",
            judged.value.map(|value| format!("{}{}", amount(value), on(judged.value_date))),
        ),
        ("Mục tiêu (T)", judged.target_value.map(|value| format!("{} ({due})", amount(value)))),
        ("Mức đầu năm (B)", judged.baseline.map(|value| format!("{}, {kind}", amount(value)))),
        ("Phần năm đã qua (f)", judged.share.map(|(gone, of)| format!("{gone}/{of} ngày"))),
        ("Cần đạt đến ngày đó (E)", judged.expected.map(amount)),
        ("Tỷ lệ so với mức cần có (P)", judged.pace.map(|pace| vietnamese::decimal(&pace))),
        ("Vượt sớm", judged.is_met_early.then(|| "đã đạt cả mục tiêu của năm sau".to_owned())),
    ];
    let facts = texts.into_iter().filter_map(|(label, text)| Some((label, text?)));
    facts.map(|(label, text)| FactView { label, text, href: None }).collect()
}
