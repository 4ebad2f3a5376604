//! Cards other sites may frame: one indicator or one agency, live or as it stood at a snapshot.

use serde::Serialize;

use crate::vietnamese;
use crate::derive::Stage;
use crate::derive::status::{Progress, TaskTotals};
use crate::model::{Agency, Date, Id, Indicator, Plan, Snapshot};
use crate::view::ground::{Portal, address, form, words};
use crate::view::ground::status::{Status, TotalsView, rate};
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;

/// The card of an indicator or an agency, with the newest figures or those of one period for ever.
pub struct Route<'a>(Subject<'a>, Option<Moment<'a>>);

/// What a card is about.
#[derive(Clone, Copy)]
enum Subject<'a> {
    Indicator(&'a Plan, &'a Indicator),
    Agency(&'a Agency),
}

impl<'a> Page<'a> for Route<'a> {
    const TEMPLATE: &'static str = "embed";
    const IS_LISTED: bool = false;
    type View = EmbedCard;

    fn every(context: &Context<'_, 'a>) -> Vec<Self> {
        let site = context.portal.site;
        let of_plan = |plan: &'a Plan| {
            plan.indicators.iter().map(move |indicator| Subject::Indicator(plan, indicator))
        };
        let indicators = site.plans.iter().flat_map(of_plan);
        let subjects = indicators.chain(site.agencies.iter().map(Subject::Agency));
        let moments: Vec<_> =
            [None].into_iter().chain(context.portal.stages().map(Some)).collect();
        let cards = subjects
            .flat_map(|subject| moments.iter().map(move |moment| Route(subject, *moment)));
        cards.collect()
    }

    fn address(&self) -> String {
        let page = match self.0 {
            Subject::Indicator(_, indicator) => address::indicator(&indicator.id),
            Subject::Agency(agency) => address::agency(&agency.id),
        };
        address::embed(&page, self.1.map(|(snapshot, _)| &snapshot.id))
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        match self.0 {
            Subject::Indicator(plan, indicator) => {
                EmbedCard::indicator(context.portal, plan, indicator, self.1)
            }
            Subject::Agency(agency) => EmbedCard::agency(context.portal, agency, self.1),
        }
    }
}

/// Longest name on a card.
const NAME: usize = 160;

/// A snapshot with what followed from it.
pub type Moment<'a> = (&'a Snapshot, &'a Stage);

/// What a card shows.
#[derive(Clone, Debug, Serialize)]
pub struct EmbedCard {
    /// "Chỉ tiêu 5 · Kế hoạch 57".
    pub caption: String,
    /// Name of the indicator or agency.
    pub heading: String,
    /// Its page.
    pub path: String,
    /// State of an indicator.
    pub status: Option<Status>,
    /// Sentences made from the data.
    pub lines: Vec<String>,
    /// Tasks an agency leads, by status.
    pub totals: Option<TotalsView>,
    /// As of when this holds.
    pub as_of: String,
    /// Whether the figures are made up.
    pub is_illustrative: bool,
}

impl EmbedCard {
    /// The card of an indicator, at `moment` or as everything stands.
    pub fn indicator<'a>(
        portal: &Portal<'a>,
        plan: &'a Plan,
        indicator: &'a Indicator,
        moment: Option<Moment<'a>>,
    ) -> (Frame<'a>, Self) {
        let day = day(portal, moment);
        let judged =
            progress(portal, moment).and_then(|progress| progress.indicators.get(&indicator.id));
        let now = day.map(|day| portal.site.indicator_on(indicator, day));
        let now = now.as_deref().unwrap_or(indicator);
        let mut lines: Vec<String> = now
            .targets
            .iter()
            .map(|target| {
                format!("Mục tiêu {}: {}.", target.due, words::target_with_unit(now, target))
            })
            .collect();
        let value = judged.and_then(|judged| Some((judged.value?, judged.value_date?)));
        lines.push(match value {
            Some((value, day)) => {
                let amount = words::amount(now, value);
                format!("Số mới nhất: {amount}, đến {}.", vietnamese::date(day))
            }
            None => "Chưa có số liệu. Chưa có số liệu không có nghĩa là bằng không.".to_owned(),
        });
        if let Some(caveat) = judged.and_then(|judged| judged.caveat.as_ref()) {
            lines.push(format!("{caveat}."));
        }
        let lead = words::lead_names(portal, &now.lead);
        if !lead.is_empty() {
            lines.push(format!("{lead} chịu trách nhiệm."));
        }
        let card = Self {
            caption: format!("Chỉ tiêu · {}", plan.short_title),
            heading: form::clip(&indicator.display_name, NAME).into_owned(),
            path: address::indicator(&indicator.id),
            status: Some(Status::of(portal, &indicator.id)),
            lines,
            totals: None,
            as_of: as_of(portal, moment),
            is_illustrative: is_illustrative(portal, moment),
        };
        card.framed(portal, &indicator.id, moment)
    }

    /// The card of an agency, at `moment` or as everything stands.
    pub fn agency<'a>(
        portal: &Portal<'a>,
        agency: &'a Agency,
        moment: Option<Moment<'a>>,
    ) -> (Frame<'a>, Self) {
        let work = portal.derived.index.agencies.get(&agency.id);
        let leads = work.map_or(&[][..], |work| &work.leads);
        let mut lines = vec![if leads.is_empty() {
            "Không chủ trì nhiệm vụ nào trong các văn bản đang công khai.".to_owned()
        } else {
            format!("Chủ trì {} nhiệm vụ.", vietnamese::count(leads.len()))
        }];
        let mut totals = None;
        if let (Some(progress), Some(day)) = (progress(portal, moment), day(portal, moment)) {
            let judged = leads.iter().filter_map(|id| progress.tasks.get(id));
            let counted = TaskTotals::count(judged, day);
            if counted.on_time.whole > 0 && portal.has_reports() {
                let share = rate(counted.on_time);
                lines.push(format!("{share} nhiệm vụ đã đến hạn xong kịp hạn."));
            }
            totals = TotalsView::of_tasks("Nhiệm vụ chủ trì theo trạng thái", &counted);
        }
        let card = Self {
            caption: agency.kind.label().to_owned(),
            heading: form::clip(&agency.name, NAME).into_owned(),
            path: address::agency(&agency.id),
            status: None,
            lines,
            totals,
            as_of: as_of(portal, moment),
            is_illustrative: is_illustrative(portal, moment),
        };
        card.framed(portal, &agency.id, moment)
    }

    /// The card with its frame; search engines are sent to the page it is about.
    fn framed<'a>(
        self,
        portal: &Portal<'a>,
        id: &Id,
        moment: Option<Moment<'a>>,
    ) -> (Frame<'a>, Self) {
        let path = address::embed(&self.path, moment.map(|(snapshot, _)| &snapshot.id));
        let period = moment.map(|(snapshot, _)| format!(", kỳ {}", snapshot.period.in_sentence()));
        let period = period.unwrap_or_default();
        let name = Some(portal.title(id)).filter(|title| !title.is_empty());
        let name = name.unwrap_or(&self.heading);
        let title = format!("Thẻ nhúng: {name}{period}");
        let description = format!("{title}. {}", self.as_of);
        (Frame::new(portal, &path, "", title, description), self)
    }
}

fn progress<'a>(portal: &Portal<'a>, moment: Option<Moment<'a>>) -> Option<&'a Progress> {
    match moment {
        Some((_, stage)) => Some(&stage.progress),
        None => portal.derived.progress.as_ref(),
    }
}

fn day(portal: &Portal<'_>, moment: Option<Moment<'_>>) -> Option<Date> {
    moment.map(|(snapshot, _)| snapshot.as_of).or(portal.as_of())
}

fn as_of(portal: &Portal<'_>, moment: Option<Moment<'_>>) -> String {
    match (moment, portal.as_of()) {
        (Some((snapshot, _)), _) => {
            format!("Giữ nguyên như số liệu tính đến ngày {}.", vietnamese::date(snapshot.as_of))
        }
        (None, _) => crate::view::ground::sentence::progress(portal),
    }
}

/// Whether what was known then holds made-up figures.
fn is_illustrative(portal: &Portal<'_>, moment: Option<Moment<'_>>) -> bool {
    let Some((last, _)) = moment else { return portal.is_illustrative() };
    let known = portal
        .stages()
        .any(|(snapshot, _)| snapshot.as_of <= last.as_of && snapshot.is_illustrative);
    known || portal.amendments().any(|one| one.date <= last.as_of && one.is_illustrative)
}
