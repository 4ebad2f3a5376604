//! The page of one agency.

use serde::Serialize;
use serde_json::json;

use crate::vietnamese;
use crate::model::{Agency, Id, TaskStatus};
use crate::view::ground::{Portal, address, form, sentence};
use crate::view::ground::link::Link;
use crate::view::ground::status::Status;
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;
use crate::view::parts::list::filter::{Filter, tell_places};
use crate::view::parts::list::row::{Row, Rows};
use crate::view::parts::totals::{self, HandedIn, SetProgress};

/// An agency.
pub struct Route<'a>(&'a Agency);

impl<'a> Page<'a> for Route<'a> {
    const TEMPLATE: &'static str = "agency";
    type View = AgencyPage<'a>;

    fn every(context: &Context<'_, 'a>) -> Vec<Self> {
        context.portal.site.agencies.iter().map(Route).collect()
    }

    fn address(&self) -> String {
        address::agency(&self.0.id)
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        AgencyPage::new(context.rows, self.0)
    }
}

/// Everything the page of an agency shows.
#[derive(Clone, Debug, Serialize)]
pub struct AgencyPage<'a> {
    /// Identifier.
    pub id: &'a str,
    /// Name.
    pub name: &'a str,
    /// Short name.
    pub short_name: Option<&'a str>,
    /// What sort of body.
    pub kind: &'static str,
    /// Whether it names a set of agencies.
    pub is_collective: bool,
    /// Of a set the agencies known to be meant.
    pub members: Vec<Link<'a>>,
    /// The sets it is known to belong to, and what they are asked to do.
    pub sets: Vec<SetView<'a>>,
    /// Plans that carry out an agreement with it.
    pub agreements: Vec<Link<'a>>,
    /// Whether it stands in the registry.
    pub is_registered: bool,
    /// Other spellings met in documents.
    pub spellings: &'a [String],
    /// One sentence made from the data.
    pub summary: String,
    /// That nothing was reported; nothing once there are snapshots.
    pub status: Option<Status>,
    /// Totals of what it leads and answers for; nothing without snapshots.
    pub progress: Option<SetProgress>,
    /// How it handed in, newest first.
    pub handed_in: Vec<HandedIn<'a>>,
    /// Tasks it leads by what calls for attention first; empty without snapshots.
    pub lead_groups: Vec<LeadGroup<'a>>,
    /// Who took over its work.
    pub successor: Option<SuccessionView<'a>>,
    /// Whose work it took over.
    pub predecessors: Vec<Link<'a>>,
    /// Tasks it leads.
    pub leads: Vec<Row<'a>>,
    /// Tasks it helps with.
    pub coordinates: Vec<Row<'a>>,
    /// Indicators it answers for.
    pub indicators: Vec<Row<'a>>,
    /// Work assigned to those it took over from.
    pub inherited: Vec<InheritedView<'a>>,
    /// What its work may be narrowed by.
    pub filter: Option<Filter<'a>>,
    /// Address of the page and of its data files.
    pub path: String,
    /// Whether a row with made-up figures stands beside the official one.
    pub has_made_up_data: bool,
}

/// A set an agency is known to belong to.
#[derive(Clone, Debug, Serialize)]
pub struct SetView<'a> {
    /// The set.
    pub link: Link<'a>,
    /// "chủ trì 11 nhiệm vụ, phối hợp 184 nhiệm vụ": what is asked of all of it.
    pub work: String,
}

impl<'a> SetView<'a> {
    /// The sets of an agency that are asked to do something.
    fn list(portal: &Portal<'a>, id: &Id) -> Vec<Self> {
        let sets = portal.site.agencies.iter().filter(|set| set.members.contains(id));
        let views = sets.filter_map(|set| {
            let work = portal.derived.index.agencies.get(&set.id)?;
            let told = [("chủ trì", work.leads.len()), ("phối hợp", work.coordinates.len())];
            let told = told.into_iter().filter(|(_, many)| *many > 0);
            let told =
                told.map(|(part, many)| format!("{part} {} nhiệm vụ", vietnamese::count(many)));
            let work = told.collect::<Vec<_>>().join(", ");
            (!work.is_empty()).then(|| Self { link: link(set), work })
        });
        views.collect()
    }
}

/// Tasks an agency leads that stand alike.
#[derive(Clone, Debug, Serialize)]
pub struct LeadGroup<'a> {
    /// "Quá hạn".
    pub label: &'static str,
    /// Tasks, the earliest deadline first.
    pub rows: Vec<Row<'a>>,
}

/// Work assigned to a predecessor.
#[derive(Clone, Debug, Serialize)]
pub struct InheritedView<'a> {
    /// The predecessor.
    pub agency: Link<'a>,
    /// Tasks it led.
    pub leads: Vec<Row<'a>>,
}

/// Who took over an agency's work.
#[derive(Clone, Debug, Serialize)]
pub struct SuccessionView<'a> {
    /// The successor.
    pub to: Link<'a>,
    /// Since when.
    pub date: Option<String>,
    /// The decision that did it.
    pub decision: Option<&'a str>,
    /// Where this is known from.
    pub source: &'a str,
}

impl<'a> AgencyPage<'a> {
    /// The page of `agency` with its frame.
    pub fn new(rows: &Rows<'_, 'a>, agency: &'a Agency) -> (Frame<'a>, Self) {
        let portal = rows.portal;
        let path = address::agency(&agency.id);
        let work = portal.derived.index.agencies.get(&agency.id).cloned().unwrap_or_default();
        let summary = sentence::agency(portal, agency);
        let predecessors: Vec<&'a Agency> =
            work.predecessors.iter().filter_map(|id| portal.agency(id)).collect();
        let own = agency.short_name.as_deref().unwrap_or(&agency.name);
        let of = |ids: &[Id]| -> Vec<Row<'a>> {
            rows.list(ids).into_iter().map(|row| row.without(own)).collect()
        };
        let mut leads = of(&work.leads);
        for row in &mut leads {
            own_silence(portal, agency, row);
        }
        let mut lead_groups = lead_groups(portal, &work.leads, of);
        let coordinates = rows.list(&work.coordinates).into_iter();
        let mut coordinates: Vec<_> = coordinates.map(Row::shortened).collect();
        let mut indicators = of(&work.indicators);
        let mut inherited = inherited(rows, &predecessors);
        let earlier = inherited.iter_mut().flat_map(|part| &mut part.leads);
        let listed = leads.iter_mut().chain(earlier).chain(&mut indicators).chain(&mut coordinates);
        let filter = Filter::new(portal, "mục", None, listed.map(|row| &mut row.facets));
        let grouped = lead_groups.iter_mut().flat_map(|group| &mut group.rows);
        grouped.for_each(|row| own_silence(portal, agency, row));
        if let Some(filter) = &filter {
            let grouped = lead_groups.iter_mut().flat_map(|group| &mut group.rows);
            tell_places(&filter.facets, grouped.map(|row| &mut row.facets));
        }
        let page = Self {
            filter,
            id: agency.id.as_str(),
            name: &agency.name,
            short_name: agency.short_name.as_deref(),
            kind: agency.kind.label(),
            is_collective: agency.is_collective,
            members: agency.members.iter().filter_map(|id| portal.agency(id)).map(link).collect(),
            sets: SetView::list(portal, &agency.id),
            agreements: totals::agreements(portal, &agency.id).map(Link::plan).collect(),
            is_registered: agency.is_registered,
            spellings: &agency.spellings,
            status: portal.as_of().is_none().then_some(Status::NO_REPORT),
            progress: totals::of_agency(portal, agency),
            handed_in: HandedIn::list(portal, &agency.id),
            lead_groups,
            successor: succession(portal, agency),
            predecessors: predecessors.iter().map(|agency| link(agency)).collect(),
            leads,
            coordinates,
            indicators,
            inherited,
            summary,
            path: path.clone(),
            has_made_up_data: portal.has_illustrative_rows(),
        };
        let about = json!({
            "@type": "GovernmentOrganization",
            "name": agency.name,
            "identifier": agency.id.as_str(),
        });
        let description = page.summary.clone();
        let frame = Frame::new(portal, &path, address::AGENCIES, agency.name.as_str(), description)
            .titled(format!("{}: nhiệm vụ và chỉ tiêu được giao", form::clip(&agency.name, 80)))
            .embedded(portal, &path, &agency.name)
            .below(Link::new(address::AGENCIES, "Cơ quan"))
            .pictured(portal, &path, &format!("{}. {}", page.name, page.summary))
            .described(portal, Some(about));
        (frame, page)
    }
}

/// Tasks by what calls for attention first: overdue, then by deadline, then what is done.
fn lead_groups<'a>(
    portal: &Portal<'a>,
    tasks: &[Id],
    rows: impl Fn(&[Id]) -> Vec<Row<'a>>,
) -> Vec<LeadGroup<'a>> {
    type Belongs = fn(TaskStatus) -> bool;
    let groups: [(&'static str, Belongs); 5] = [
        ("Quá hạn", |status| status == TaskStatus::Overdue),
        ("Sắp đến hạn", |status| status == TaskStatus::DueSoon),
        ("Còn hạn, tạm dừng hoặc không có ngày hết hạn", |status| {
            matches!(
                status,
                TaskStatus::InProgress
                    | TaskStatus::NotStarted
                    | TaskStatus::NoReport
                    | TaskStatus::Paused
            )
        }),
        ("Thường xuyên", TaskStatus::is_standing),
        ("Đã hoàn thành hoặc bãi bỏ", |status| {
            status.is_completed() || status == TaskStatus::Withdrawn
        }),
    ];
    let judged: Vec<_> = tasks.iter().filter_map(|id| portal.task_judgement(id)).collect();
    let views = groups.into_iter().map(|(label, belongs)| {
        let mut own: Vec<_> = judged.iter().filter(|judged| belongs(judged.status)).collect();
        own.sort_by_key(|judged| (judged.deadline.is_none(), judged.deadline));
        let ids: Vec<Id> = own.into_iter().map(|judged| judged.task.clone()).collect();
        LeadGroup { label, rows: rows(&ids) }
    });
    views.filter(|group| !group.rows.is_empty()).collect()
}

/// A task that another lead reported on is not green for the one that kept silent.
fn own_silence(portal: &Portal<'_>, agency: &Agency, row: &mut Row<'_>) {
    let judged = Id::new(row.id).and_then(|id| portal.task_judgement(&id));
    if judged.is_some_and(|one| one.last_report_on.is_some() && one.is_silent(&agency.id)) {
        row.detail = format!("{} · nơi khác báo cáo: {}", row.detail, row.status.label);
        row.status = Status {
            key: Status::NO_REPORT.key,
            label: "Cơ quan này chưa từng báo cáo".into(),
        };
    }
}

fn link(agency: &Agency) -> Link<'_> {
    Link::new(address::agency(&agency.id), agency.name.as_str())
}

fn succession<'a>(portal: &Portal<'a>, agency: &'a Agency) -> Option<SuccessionView<'a>> {
    let succession = agency.successor.as_ref()?;
    Some(SuccessionView {
        to: link(portal.agency(&succession.to)?),
        date: succession.date.map(vietnamese::date),
        decision: succession.decision.as_deref(),
        source: &succession.source,
    })
}

fn inherited<'a>(rows: &Rows<'_, 'a>, predecessors: &[&'a Agency]) -> Vec<InheritedView<'a>> {
    let views = predecessors.iter().map(|agency| {
        let work = rows.portal.derived.index.agencies.get(&agency.id);
        InheritedView {
            agency: link(agency),
            leads: work.map_or_else(Vec::new, |work| rows.list(&work.leads)),
        }
    });
    views.filter(|view| !view.leads.is_empty()).collect()
}
