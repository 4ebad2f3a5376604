//! The page of reporting regimes: who reports to whom, how often and by which day, with the clause that says so.

use serde::Serialize;

use crate::model::{DayLimit, Id, PeriodKind, Plan, ReportingDuty};
use crate::vietnamese::count;
use crate::view::ground::{Item, Portal, address, form};
use crate::view::ground::link::{Link, agency_link, item_link};
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;

/// Who has to report what, and when.
pub struct Route;

impl<'a> Page<'a> for Route {
    const TEMPLATE: &'static str = "reporting";
    type View = ReportingPage<'a>;

    fn every(_: &Context<'_, 'a>) -> Vec<Self> {
        vec![Self]
    }

    fn address(&self) -> String {
        address::REPORTING.to_owned()
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        ReportingPage::new(context.portal)
    }
}

/// Everything the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct ReportingPage<'a> {
    /// One sentence made from the data.
    pub summary: String,
    /// The regime of each plan, in the order of the site.
    pub plans: Vec<RegimeView<'a>>,
    /// Items nobody is to report on.
    pub orphans: Vec<Link<'a>>,
}

/// The regime of one plan.
#[derive(Clone, Debug, Serialize)]
pub struct RegimeView<'a> {
    /// Identifier of the plan: the anchor.
    pub id: &'a str,
    /// The plan.
    pub plan: Link<'a>,
    /// Whether the site declares it for plans that say nothing themselves.
    pub is_default: bool,
    /// What is asked for; empty when it is not known.
    pub duties: Vec<DutyView<'a>>,
    /// Who answers for items no single agency leads.
    pub standing_body: Option<Link<'a>>,
    /// How many items that are.
    pub shared: usize,
}

/// One report that is asked for again and again.
#[derive(Clone, Debug, Serialize)]
pub struct DutyView<'a> {
    /// "Hằng tháng".
    pub every: &'static str,
    /// "Trước ngày 20 của tháng", or that no day is named.
    pub before: String,
    /// What it is about, where not everything.
    pub items: Vec<Link<'a>>,
    /// Who reports.
    pub reporters: &'a str,
    /// To whom.
    pub receiver: &'a str,
    /// Who is told then.
    pub onward: &'a str,
    /// The clause.
    pub quote: &'a str,
    /// Where it stands.
    pub source: String,
}

impl<'a> ReportingPage<'a> {
    /// The page with its frame.
    pub fn new(portal: &Portal<'a>) -> (Frame<'a>, Self) {
        let plans = &portal.site.plans;
        let known = plans.iter().filter(|plan| plan.regime.is_known()).count();
        let orphans: Vec<Link<'a>> = plans
            .iter()
            .flat_map(|plan| unled(portal, plan))
            .filter(|one| !one.1)
            .map(|one| one.0)
            .collect();
        let nobody = match orphans.len() {
            0 => "Mọi nhiệm vụ và chỉ tiêu đều có cơ quan phải báo cáo.".to_owned(),
            some => format!("{} nhiệm vụ, chỉ tiêu chưa có ai được giao báo cáo.", count(some)),
        };
        let summary = format!(
            "{} trong {} văn bản nói rõ bao lâu báo cáo một lần. {nobody}",
            count(known),
            count(plans.len()),
        );
        let frame =
            Frame::new(portal, address::REPORTING, address::REPORTING, "Chế độ báo cáo", &summary);
        let plans = plans.iter().map(|plan| regime(portal, plan)).collect();
        (frame.described(portal, None), Self { summary, plans, orphans })
    }
}

fn regime<'a>(portal: &Portal<'a>, plan: &'a Plan) -> RegimeView<'a> {
    let regime = &plan.regime;
    RegimeView {
        id: plan.id.as_str(),
        plan: Link::plan(plan),
        is_default: regime.is_default,
        duties: regime.duties.iter().map(|one| duty(portal, one)).collect(),
        standing_body: regime.standing_body.as_ref().and_then(|id| agency_link(portal, id)),
        shared: unled(portal, plan).len(),
    }
}

fn duty<'a>(portal: &Portal<'a>, duty: &'a ReportingDuty) -> DutyView<'a> {
    let at = &duty.provenance;
    DutyView {
        every: every(duty.every),
        before: before(duty),
        items: duty.items.iter().filter_map(|id| item_link(portal, id)).collect(),
        reporters: &duty.reporters,
        receiver: &duty.receiver,
        onward: &duty.onward,
        quote: &duty.quote,
        source: format!("{}, {}", at.file, form::lines(at.line_first, at.line_last, None)),
    }
}

/// Items of a plan that no single body leads, and whether somebody answers for them all the same.
fn unled<'a>(portal: &Portal<'a>, plan: &'a Plan) -> Vec<(Link<'a>, bool)> {
    let site = portal.site;
    let is_led = |id: &Id, lead| {
        let lead = portal.lead_in_force(id, lead);
        let is_single = |id| site.reporter(id).is_some();
        !lead.is_by_reference && lead.members.iter().any(|member| is_single(&member.agency))
    };
    let answered = |id, lead| !site.answering(plan, portal.lead_in_force(id, lead)).is_empty();
    let tasks = plan.tasks.iter().map(|task| (Item::Task(plan, task), &task.id, &task.lead));
    let indicators =
        plan.indicators.iter().map(|one| (Item::Indicator(plan, one), &one.id, &one.lead));
    tasks
        .chain(indicators)
        .filter(|(_, id, lead)| !is_led(id, lead))
        .map(|(item, id, lead)| {
            let link = Link::new(portal.address(item), form::clip(item.name(), 140));
            (link, answered(id, lead))
        })
        .collect()
}

/// How often, in words.
fn every(kind: Option<PeriodKind>) -> &'static str {
    let Some(kind) = kind else { return "Khi được yêu cầu" };
    match kind {
        PeriodKind::Month => "Hằng tháng",
        PeriodKind::Quarter => "Hằng quý",
        PeriodKind::Half => "6 tháng một lần",
        PeriodKind::NineMonths => "9 tháng đầu năm",
        PeriodKind::Year => "Hằng năm",
    }
}

/// By which day, in words.
fn before(duty: &ReportingDuty) -> String {
    match duty.before {
        None if duty.every.is_none() => "Theo từng yêu cầu".to_owned(),
        None => "Văn bản không nêu ngày".to_owned(),
        Some(DayLimit::OfYear(month, day)) => format!("Trước ngày {day}/{month}"),
        Some(DayLimit::OfLastMonth(day)) if duty.every == Some(PeriodKind::Month) => {
            format!("Trước ngày {day} của tháng")
        }
        Some(DayLimit::OfLastMonth(day)) => format!("Trước ngày {day} của tháng cuối kỳ"),
    }
}
