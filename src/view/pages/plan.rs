//! The list of plans and the page of one plan.

use serde::Serialize;
use serde_json::json;

use crate::vietnamese;
use crate::model::Plan;
use crate::view::ground::{address, form, sentence};
use crate::view::ground::link::{Link, agency_link};
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;
use crate::view::parts::correction::CorrectionView;
use crate::view::parts::document::{DocumentView, lay_out};
use crate::view::parts::fact::CitationView;
use crate::view::parts::list::filter::Filter;
use crate::view::parts::list::row::Rows;
use crate::view::parts::totals::{self, SetProgress, ids};

/// A plan.
pub struct Route<'a>(&'a Plan);

impl<'a> Page<'a> for Route<'a> {
    const TEMPLATE: &'static str = "plan";
    type View = PlanPage<'a>;

    fn every(context: &Context<'_, 'a>) -> Vec<Self> {
        context.portal.site.plans.iter().map(Route).collect()
    }

    fn address(&self) -> String {
        address::plan(&self.0.id)
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        PlanPage::new(context.rows, self.0)
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
    /// The other parties of the agreement it carries out.
    pub partners: Vec<Link<'a>>,
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

impl<'a> PlanPage<'a> {
    /// The page of `plan` with its frame.
    pub fn new(rows: &Rows<'_, 'a>, plan: &'a Plan) -> (Frame<'a>, Self) {
        let portal = rows.portal;
        let path = address::plan(&plan.id);
        let period = match (plan.period_start, plan.period_end) {
            (Some(start), Some(end)) => {
                Some(format!("{} – {}", vietnamese::date(start), vietnamese::date(end)))
            }
            _ => None,
        };
        let mut document = lay_out(rows, plan);
        let page = Self {
            id: plan.id.as_str(),
            heading: &plan.short_title,
            title: &plan.title,
            summary: sentence::plan(portal, plan),
            as_of: sentence::progress(portal),
            in_short: totals::in_short(portal, ids(plan)),
            progress: totals::of_plan(portal, plan),
            kind: &plan.kind,
            number: &plan.number,
            number_text: if plan.number == plan.number_text { "" } else { &plan.number_text },
            date_text: &plan.date_text,
            date: plan.date.map(|date| date.to_string()),
            issuer: &plan.issuer,
            partners: plan.partners.iter().filter_map(|id| agency_link(portal, id)).collect(),
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
            filter: document.filter(portal),
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
