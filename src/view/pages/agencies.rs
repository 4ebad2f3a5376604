//! The list of agencies.

use serde::Serialize;

use crate::vietnamese;
use crate::model::{Agency, AgencyKind};
use crate::view::ground::{Portal, address, sentence};
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;
use crate::view::parts::chart::agencies::Agencies;
use crate::view::parts::list::facets::Facets;
use crate::view::parts::list::filter::Filter;
use crate::view::parts::totals::{self, AgencyProgress};

/// The list of all agencies.
pub struct Route;

impl<'a> Page<'a> for Route {
    const TEMPLATE: &'static str = "agencies";
    type View = AgencyList<'a>;

    fn every(_: &Context<'_, 'a>) -> Vec<Self> {
        vec![Self]
    }

    fn address(&self) -> String {
        address::AGENCIES.to_owned()
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        AgencyList::new(context.portal)
    }
}

/// The list of agencies, by kind.
#[derive(Clone, Debug, Serialize)]
pub struct AgencyList<'a> {
    /// One sentence made from the data.
    pub summary: String,
    /// Whether the list compares progress.
    pub has_progress: bool,
    /// How the agencies compare, as a picture.
    pub chart: Option<Agencies<'a>>,
    /// What the list may be narrowed by.
    pub filter: Option<Filter<'a>>,
    /// Agencies by kind; kinds without agencies are left out.
    pub kinds: Vec<AgencyGroup<'a>>,
}

impl<'a> AgencyList<'a> {
    /// The list with its frame.
    pub fn new(portal: &Portal<'a>) -> (Frame<'a>, Self) {
        let mut agencies: Vec<&Agency> = portal.site.agencies.iter().collect();
        agencies
            .sort_by(|a, b| vietnamese::compare(&a.name, &b.name).then_with(|| a.id.cmp(&b.id)));
        let (at_work, named): (Vec<&Agency>, Vec<&Agency>) =
            agencies.iter().partition(|agency| has_work(portal, agency));
        let (partners, bodies): (Vec<&Agency>, Vec<&Agency>) = at_work
            .iter()
            .partition(|agency| totals::agreements(portal, &agency.id).next().is_some());
        let rows = |kind: AgencyKind| {
            bodies
                .iter()
                .filter(move |agency| agency.kind == kind)
                .map(|agency| row(portal, agency))
        };
        let mut kinds: Vec<AgencyGroup<'a>> = AgencyKind::ALL
            .iter()
            .map(|&(kind, key, label)| AgencyGroup { key, label, rows: rows(kind).collect() })
            .chain([
                AgencyGroup {
                    key: "ben-hop-tac",
                    label: "Bên hợp tác theo thỏa thuận với tỉnh",
                    rows: partners.iter().map(|agency| row(portal, agency)).collect(),
                },
                AgencyGroup {
                    key: "khong-duoc-giao-viec",
                    label: "Có tên trong văn bản, không được giao việc",
                    rows: named.iter().map(|agency| row(portal, agency)).collect(),
                },
            ])
            .filter(|group| !group.rows.is_empty())
            .collect();
        let facets = kinds.iter_mut().flat_map(|group| &mut group.rows).map(|row| &mut row.facets);
        let filter = Filter::new(portal, "cơ quan", Some(address::AGENCY_TABLE), facets)
            .map(Filter::sorted_by_headings);
        let summary = format!(
            "{} cơ quan, đơn vị và nhóm cơ quan được giao việc; {} chỉ có tên trong văn bản. {}",
            vietnamese::count(at_work.len()),
            vietnamese::count(named.len()),
            sentence::progress(portal),
        );
        let frame = Frame::new(portal, address::AGENCIES, address::AGENCIES, "Cơ quan", &summary);
        (
            frame.with_table(portal, address::AGENCY_TABLE).described(portal, None),
            Self {
                summary,
                has_progress: portal.as_of().is_some(),
                chart: Agencies::new(portal),
                filter,
                kinds,
            },
        )
    }
}

/// Agencies of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct AgencyGroup<'a> {
    /// Name for addresses.
    pub key: &'static str,
    /// Heading.
    pub label: &'static str,
    /// Agencies in Vietnamese order.
    pub rows: Vec<AgencyRow<'a>>,
}

/// One agency of the list.
#[derive(Clone, Debug, Serialize)]
pub struct AgencyRow<'a> {
    /// Its page.
    pub path: String,
    /// Its name.
    pub name: &'a str,
    /// Tasks it leads.
    pub leads: usize,
    /// Tasks it helps with.
    pub coordinates: usize,
    /// Indicators it answers for.
    pub indicators: usize,
    /// How it compares; nothing without snapshots.
    pub progress: Option<AgencyProgress>,
    /// Identifier.
    pub id: &'a str,
    /// What it may be found by in the filtered list.
    pub facets: Facets<'a>,
}

/// Whether anything is assigned to an agency, or to one it took over from.
fn has_work(portal: &Portal<'_>, agency: &Agency) -> bool {
    let Some(work) = portal.derived.index.agencies.get(&agency.id) else { return false };
    let is_empty =
        work.leads.is_empty() && work.coordinates.is_empty() && work.indicators.is_empty();
    !is_empty || !work.predecessors.is_empty()
}

fn row<'a>(portal: &Portal<'a>, agency: &'a Agency) -> AgencyRow<'a> {
    let work = portal.derived.index.agencies.get(&agency.id);
    let progress = work.and_then(|work| AgencyProgress::new(portal, &agency.id, &work.leads));
    let notes = progress.as_ref().map_or(&[][..], |progress| &progress.notes);
    let ids = work.into_iter().flat_map(|work| work.leads.iter().chain(&work.indicators));
    let plans = ids.filter_map(|id| Some(portal.item(id)?.plan()));
    AgencyRow {
        id: agency.id.as_str(),
        facets: Facets::agency((agency.kind.as_str(), agency.kind.label()), plans, notes),
        path: address::agency(&agency.id),
        name: &agency.name,
        leads: work.map_or(0, |work| work.leads.len()),
        coordinates: work.map_or(0, |work| work.coordinates.len()),
        indicators: work.map_or(0, |work| work.indicators.len()),
        progress,
    }
}
