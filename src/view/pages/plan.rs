//! The list of plans and the page of one plan.

use serde::Serialize;
use serde_json::json;

use crate::model::{Correction, Id, Plan};
use crate::vietnamese;
use crate::view::ground::Portal;
use crate::view::ground::{address, form, sentence};
use crate::view::parts::Frame;
use crate::view::parts::document::{DocumentView, lay_out};
use crate::view::parts::fact::{CitationView, Link};
use crate::view::parts::list::facets::Filter;
use crate::view::parts::totals;
use crate::view::parts::totals::SetProgress;

/// The list of plans.
#[derive(Clone, Debug, Serialize)]
pub struct PlanList<'a> {
    /// One sentence made from the data.
    pub summary: String,
    /// Plans.
    pub rows: Vec<PlanRow<'a>>,
}

/// One plan of a list.
#[derive(Clone, Debug, Serialize)]
pub struct PlanRow<'a> {
    /// The plan.
    pub link: Link<'a>,
    /// Title as printed.
    pub title: &'a str,
    /// One sentence made from the data.
    pub summary: String,
    /// Totals in short; nothing without snapshots.
    pub progress: Option<String>,
    /// Indicators in it.
    pub indicators: usize,
    /// Tasks in it.
    pub tasks: usize,
}

/// The indicators and tasks of a plan.
fn ids(plan: &Plan) -> impl Iterator<Item = &Id> {
    let indicators = plan.indicators.iter().map(|indicator| &indicator.id);
    indicators.chain(plan.tasks.iter().map(|task| &task.id))
}

impl<'a> PlanRow<'a> {
    /// All plans.
    pub fn list(portal: &Portal<'a>) -> Vec<Self> {
        let rows = portal.site.plans.iter().map(|plan| Self {
            link: Link::plan(plan),
            title: &plan.title,
            summary: sentence::plan(portal, plan),
            progress: totals::in_short(portal, ids(plan)),
            indicators: plan.indicators.len(),
            tasks: plan.tasks.len(),
        });
        rows.collect()
    }
}

impl<'a> PlanList<'a> {
    /// The list with its frame.
    pub fn new(portal: &Portal<'a>) -> (Frame<'a>, Self) {
        let rows = PlanRow::list(portal);
        let summary = format!(
            "{} văn bản được đăng toàn văn, mỗi nhiệm vụ và chỉ tiêu có liên kết tới trang riêng.",
            vietnamese::count(rows.len()),
        );
        let frame = Frame::new(portal, address::PLANS, address::PLANS, "Văn bản", &summary);
        (frame.described(portal, None), Self { summary, rows })
    }
}

/// Everything the page of a plan shows.
#[derive(Clone, Debug, Serialize)]
pub struct PlanPage<'a> {
    /// Identifier.
    pub id: &'a str,
    /// Short title: the heading.
    pub heading: &'a str,
    /// Title as printed.
    pub title: &'a str,
    /// One sentence made from the data.
    pub summary: String,
    /// As of when statuses hold, or that nothing is known.
    pub as_of: String,
    /// Totals of what it assigns in one line; nothing without snapshots.
    pub in_short: Option<String>,
    /// Totals of what it assigns; nothing without snapshots.
    pub progress: Option<SetProgress>,
    /// Kế hoạch, Quyết định …
    pub kind: &'a str,
    /// Number and symbol; empty when the printed copy has none.
    pub number: &'a str,
    /// The number as printed, where it says something else.
    pub number_text: &'a str,
    /// Date as printed.
    pub date_text: &'a str,
    /// Date for machines.
    pub date: Option<String>,
    /// Who issued it.
    pub issuer: &'a str,
    /// "1/1/2026 – 31/12/2030".
    pub period: Option<String>,
    /// Who signed.
    pub signatory: &'a str,
    /// In which function.
    pub signatory_role: &'a str,
    /// The document as it was handed in, byte for byte.
    pub source_file: Option<String>,
    /// Checksum of that file.
    pub source_sha256: &'a str,
    /// Indicators in it.
    pub indicators: usize,
    /// Tasks in it.
    pub tasks: usize,
    /// Legal documents cited outside of tasks and indicators.
    pub citations: Vec<CitationView<'a>>,
    /// Declared corrections.
    pub corrections: Vec<CorrectionView<'a>>,
    /// Recipients.
    pub recipients: &'a [String],
    /// What the text may be narrowed to.
    pub filter: Option<Filter<'a>>,
    /// The whole text.
    pub document: DocumentView<'a>,
    /// Address of the page and of its data files.
    pub path: String,
}

/// A declared correction: both sides and the reason.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionView<'a> {
    /// Printed words.
    pub from: &'a str,
    /// Words shown.
    pub to: &'a str,
    /// Why.
    pub reason: &'a str,
    /// "dòng 12, 40".
    pub lines: String,
}

impl<'a> CorrectionView<'a> {
    /// The corrections of a plan.
    pub fn list(corrections: &'a [Correction]) -> Vec<Self> {
        let view = |correction: &'a Correction| {
            let lines: Vec<String> = correction.lines.iter().map(ToString::to_string).collect();
            Self {
                from: &correction.from,
                to: &correction.to,
                reason: &correction.reason,
                lines: if lines.is_empty() {
                    "nhiều dòng".to_owned()
                } else {
                    format!("dòng {}", lines.join(", "))
                },
            }
        };
        corrections.iter().map(view).collect()
    }
}

impl<'a> PlanPage<'a> {
    /// The page of `plan` with its frame.
    pub fn new(portal: &Portal<'a>, plan: &'a Plan) -> (Frame<'a>, Self) {
        let path = address::plan(&plan.id);
        let period = match (plan.period_start, plan.period_end) {
            (Some(start), Some(end)) => {
                Some(format!("{} – {}", vietnamese::date(start), vietnamese::date(end)))
            }
            _ => None,
        };
        let mut document = lay_out(portal, plan);
        let page = Self {
            id: plan.id.as_str(),
            heading: &plan.short_title,
            title: &plan.title,
            summary: sentence::plan(portal, plan),
            as_of: sentence::progress(portal),
            in_short: totals::in_short(portal, ids(plan)),
            progress: progress(portal, plan),
            kind: &plan.kind,
            number: &plan.number,
            number_text: if plan.number == plan.number_text { "" } else { &plan.number_text },
            date_text: &plan.date_text,
            date: plan.date.map(|date| date.to_string()),
            issuer: &plan.issuer,
            period,
            signatory: &plan.signatory,
            signatory_role: &plan.signatory_role,
            source_file: address::source(plan),
            source_sha256: &plan.source_sha256,
            indicators: plan.indicators.len(),
            tasks: plan.tasks.len(),
            citations: CitationView::list(portal, &plan.citations),
            corrections: CorrectionView::list(&plan.corrections),
            recipients: &plan.recipients,
            filter: Filter::document(portal, &mut document),
            document,
            path: path.clone(),
        };
        let about = json!({
            "@type": "Legislation",
            "name": plan.title,
            "identifier": plan.id.as_str(),
            "legislationIdentifier": plan.number,
            "legislationDate": plan.date.map(|date| date.to_string()),
            "legislationPassedBy": { "@type": "GovernmentOrganization", "name": plan.issuer },
            "inLanguage": "vi",
        });
        let citation = format!(
            "{}: “{}”.{} {} – {}{path}",
            plan.issuer,
            plan.title,
            crate::view::parts::frame::data_note(portal),
            portal.config.title,
            portal.config.base_url
        );
        let description = format!("{} {}", page.summary, form::clip(&plan.title, 140));
        let frame =
            Frame::new(portal, &path, address::PLANS, plan.short_title.as_str(), description)
                .titled(format!("{}: toàn văn và nhiệm vụ", form::clip(&plan.short_title, 70)))
                .cited(citation)
                .below(Link::new(address::PLANS, "Văn bản"))
                .pictured(portal, &path, &format!("{}. {}", page.heading, page.summary))
                .described(portal, Some(about));
        (frame, page)
    }
}

/// How far the tasks and indicators of a plan are.
pub fn progress(portal: &Portal<'_>, plan: &Plan) -> Option<SetProgress> {
    SetProgress::new(portal, ids(plan))
}
