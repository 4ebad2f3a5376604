//! What calls for attention: overdue, due soon, silent, contradicted, behind.

use serde::Serialize;

use crate::derive::status::{Discipline, DisciplineState};
use crate::model::IndicatorStatus;
use crate::vietnamese::count;
use crate::view::ground::{Portal, address, sentence};
use crate::view::ground::link::{Link, agency_link};
use crate::view::ground::status::{PASSED, Status};
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;
use crate::view::parts::list::row::Rows;
use crate::view::parts::report::FindingView;
use crate::view::parts::warning::{WarningRow, due_soon, overdue};

/// What calls for attention.
pub struct Route;

impl<'a> Page<'a> for Route {
    const TEMPLATE: &'static str = "warnings";
    type View = WarningPage<'a>;

    fn every(context: &Context<'_, 'a>) -> Vec<Self> {
        context.portal.as_of().is_some().then_some(Self).into_iter().collect()
    }

    fn address(&self) -> String {
        address::WARNINGS.to_owned()
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        WarningPage::new(context.rows)
    }
}

/// What calls for attention about indicators.
const INDICATORS: &str = "Chỉ tiêu chậm, xa mục tiêu hơn đầu năm, hết hạn mà không đạt hoặc quá hạn báo cáo";

/// The same where nobody was asked to report.
const INDICATORS_PASSED: &str = "Chỉ tiêu có hạn đã qua, chưa có báo cáo";

/// Overdue tasks where nobody was asked to report.
const TASKS_PASSED: &str = "nhiệm vụ có hạn đã qua, chưa có báo cáo";

/// The page of warnings.
#[derive(Clone, Debug, Serialize)]
pub struct WarningPage<'a> {
    /// One sentence made from the data.
    pub summary: String,
    /// What overdue is called: where nobody was asked to report only that the day has passed.
    pub passed: &'static str,
    /// Overdue tasks, longest overdue first.
    pub overdue: Vec<WarningRow<'a>>,
    /// Tasks due soon, nearest first.
    pub due_soon: Vec<WarningRow<'a>>,
    /// The period whose reports are missing.
    pub period: Option<String>,
    /// Agencies that did not hand in for it.
    pub silent: Vec<SilentView<'a>>,
    /// Reports that disagree with the rules.
    pub findings: Vec<FindingView<'a>>,
    /// The heading of the indicators.
    pub indicators_heading: &'static str,
    /// Indicators that are behind, missed, moving away or not reported.
    pub indicators: Vec<WarningRow<'a>>,
}

/// An agency that did not hand in.
#[derive(Clone, Debug, Serialize)]
pub struct SilentView<'a> {
    /// The agency.
    pub agency: Link<'a>,
    /// Whether its report is missing or not due yet.
    pub status: Status,
    /// Periods in a row without a report.
    pub periods: usize,
}

/// Indicators that call for attention: worst first, then in document order.
fn indicators<'a>(rows: &Rows<'_, 'a>) -> Vec<WarningRow<'a>> {
    const WORST: [IndicatorStatus; 5] = [
        IndicatorStatus::Missed,
        IndicatorStatus::MovingAway,
        IndicatorStatus::Behind,
        IndicatorStatus::SlightlyBehind,
        IndicatorStatus::ReportOverdue,
    ];
    let portal = rows.portal;
    let mut list = Vec::new();
    for status in WORST {
        let judged = portal.site.indicators().filter_map(|i| portal.indicator_judgement(&i.id));
        let rows = judged
            .filter(|judged| judged.status == status)
            .filter_map(|judged| WarningRow::new(rows, &judged.indicator, &judged.reason));
        list.extend(rows);
    }
    list
}

/// Agencies that have not handed in for the newest period.
fn silent<'a>(portal: &Portal<'a>) -> Vec<SilentView<'a>> {
    let Some((_, newest)) = portal.stages().next_back() else { return Vec::new() };
    let missing = |discipline: &&Discipline| discipline.state == DisciplineState::NotHandedIn;
    let view = |discipline: &'a Discipline| {
        let stages = portal.stages().rev();
        let is_missing = |list: &[Discipline]| {
            list.iter().any(|other| other.agency == discipline.agency && missing(&other))
        };
        Some(SilentView {
            agency: agency_link(portal, &discipline.agency)?,
            status: discipline.state.into(),
            periods: stages.take_while(|(_, stage)| is_missing(&stage.discipline)).count(),
        })
    };
    newest.discipline.iter().filter(missing).filter_map(view).collect()
}

impl<'a> WarningPage<'a> {
    /// The page with its frame.
    pub fn new(rows: &Rows<'_, 'a>) -> (Frame<'a>, Self) {
        let portal = rows.portal;
        let findings =
            portal.derived.progress.iter().flat_map(crate::derive::status::Progress::findings);
        let mut page = Self {
            summary: String::new(),
            passed: "",
            overdue: overdue(rows),
            due_soon: due_soon(rows),
            period: portal.stages().next_back().map(|(snapshot, _)| snapshot.period.in_sentence()),
            silent: silent(portal),
            findings: findings.filter_map(|finding| FindingView::new(portal, finding)).collect(),
            indicators_heading: "",
            indicators: indicators(rows),
        };
        let (passed, attention);
        (page.passed, page.indicators_heading, passed, attention) = if portal.has_reports() {
            ("Quá hạn", INDICATORS, "nhiệm vụ quá hạn", "chỉ tiêu cần chú ý")
        } else {
            (PASSED, INDICATORS_PASSED, TASKS_PASSED, "chỉ tiêu có hạn đã qua, chưa có báo cáo")
        };
        page.summary = format!(
            "{} {passed}, {} sắp đến hạn, {} cơ quan chưa gửi báo cáo kỳ này, {} báo cáo không khớp \
             với ngày hạn, {} {attention}. {}",
            count(page.overdue.len()),
            count(page.due_soon.len()),
            count(page.silent.len()),
            count(page.findings.len()),
            count(page.indicators.len()),
            sentence::progress(portal),
        );
        let frame =
            Frame::new(portal, address::WARNINGS, address::WARNINGS, "Cảnh báo", &page.summary);
        let frame = frame
            .with_table(portal, address::TASK_TABLE)
            .with_table(portal, address::INDICATOR_TABLE);
        (frame.described(portal, None), page)
    }
}
