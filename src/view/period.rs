//! The list of reporting periods and the page of one: totals then, who reported, what changed.

use serde::Serialize;

use super::amendment::AmendmentView;
use super::part::Link;
use super::portal::Portal;
use super::report::{ChangeView, agency_link, period_link};
use super::seal::{DeclaredView, SealView};
use super::status::{Status, TotalsView};
use super::{Frame, address, sentence};
use crate::derive::Stage;
use crate::derive::history::ChangeKind;
use crate::derive::status::{Discipline, DisciplineState};
use crate::model::Snapshot;
use crate::vietnamese;

/// The list of reporting periods.
#[derive(Clone, Debug, Serialize)]
pub struct PeriodList<'a> {
    /// One sentence made from the data.
    pub summary: String,
    /// Periods, newest first.
    pub rows: Vec<PeriodRow<'a>>,
    /// Targets and deadlines changed, newest first.
    pub moved: Vec<AmendmentView<'a>>,
}

/// One period of the list.
#[derive(Clone, Debug, Serialize)]
pub struct PeriodRow<'a> {
    /// The period.
    pub link: Link<'a>,
    /// The day its figures were closed.
    pub as_of: String,
    /// Reports in time, of how many expected.
    pub on_time: String,
    /// Changes since the period before.
    pub changes: usize,
    /// Whether its figures are made up.
    pub is_illustrative: bool,
}

impl<'a> PeriodList<'a> {
    /// The list with its frame.
    pub fn new(portal: &Portal<'a>) -> (Frame<'a>, Self) {
        let rows: Vec<PeriodRow<'a>> = portal
            .stages()
            .rev()
            .map(|(snapshot, stage)| PeriodRow {
                link: period_link(snapshot),
                as_of: vietnamese::date(snapshot.as_of),
                on_time: handed_in(stage),
                changes: stage.changes.len(),
                is_illustrative: snapshot.is_illustrative,
            })
            .collect();
        let moved = AmendmentView::goal_posts(portal);
        let summary = format!(
            "{} kỳ báo cáo, {} lần đổi mục tiêu hoặc thời hạn. {}",
            vietnamese::count(rows.len()),
            vietnamese::count(moved.len()),
            sentence::progress(portal),
        );
        let frame = Frame::new(portal, address::PERIODS, address::PERIODS, "Kỳ báo cáo", &summary);
        (frame.described(portal, None), Self { summary, rows, moved })
    }
}

fn handed_in(stage: &Stage) -> String {
    let on_time =
        stage.discipline.iter().filter(|one| one.state == DisciplineState::OnTime).count();
    format!("{}/{}", vietnamese::count(on_time), vietnamese::count(stage.discipline.len()))
}

/// Everything the page of a reporting period shows.
#[derive(Clone, Debug, Serialize)]
pub struct PeriodPage<'a> {
    /// The period's name.
    pub heading: String,
    /// One sentence made from the data.
    pub summary: String,
    /// Whether its figures are made up.
    pub is_illustrative: bool,
    /// The day its figures were closed.
    pub as_of: String,
    /// Last day on which a report was on time.
    pub due_on: String,
    /// When it was published; nothing while it is a draft.
    pub published_on: Option<String>,
    /// Figures and reports in it.
    pub contents: String,
    /// Tasks by status as judged then.
    pub tasks: Option<TotalsView>,
    /// Indicators by status as judged then.
    pub indicators: Option<TotalsView>,
    /// Agencies by how they handed in.
    pub discipline: Vec<DisciplineGroup<'a>>,
    /// Whether there is a period before to compare with.
    pub is_first: bool,
    /// Changes since the period before, by kind.
    pub changes: Vec<ChangeGroup<'a>>,
    /// Targets and deadlines changed since the period before, old and new side by side.
    pub moved: Vec<AmendmentView<'a>>,
    /// The period before and the one after.
    pub neighbours: Vec<Link<'a>>,
    /// Where it was read.
    pub source: String,
    /// Its seal; nothing when it is not in the ledger.
    pub seal: Option<SealView<'a>>,
    /// Corrections declared since it was sealed, newest first.
    pub corrections: Vec<DeclaredView<'a>>,
    /// Address of the page and of its data files.
    pub path: String,
}

/// Agencies that handed in alike.
#[derive(Clone, Debug, Serialize)]
pub struct DisciplineGroup<'a> {
    /// "Đúng hạn".
    pub label: &'static str,
    /// The agencies.
    pub agencies: Vec<DisciplineView<'a>>,
}

/// How one agency handed in.
#[derive(Clone, Debug, Serialize)]
pub struct DisciplineView<'a> {
    /// The agency.
    pub agency: Link<'a>,
    /// On time, late, or not.
    pub status: Status,
    /// The day it handed in.
    pub received_on: Option<String>,
}

impl<'a> DisciplineView<'a> {
    fn new(portal: &Portal<'a>, one: &Discipline) -> Option<Self> {
        Some(Self {
            agency: agency_link(portal, &one.agency)?,
            status: one.state.into(),
            received_on: one.received_on.map(vietnamese::date),
        })
    }
}

/// The agencies that have not handed in, whether due or not.
pub(super) fn unreported<'a>(portal: &Portal<'a>, stage: &Stage) -> Vec<DisciplineView<'a>> {
    let absent = stage
        .discipline
        .iter()
        .filter(|one| matches!(one.state, DisciplineState::NotHandedIn | DisciplineState::NotDue));
    absent.filter_map(|one| DisciplineView::new(portal, one)).collect()
}

/// Changes of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeGroup<'a> {
    /// "Mới hoàn thành".
    pub label: &'static str,
    /// The changes.
    pub changes: Vec<ChangeView<'a>>,
}

impl<'a> PeriodPage<'a> {
    /// The page of the period of `snapshot` with its frame.
    pub fn new(portal: &Portal<'a>, snapshot: &'a Snapshot, stage: &'a Stage) -> (Frame<'a>, Self) {
        let heading = snapshot.period.label();
        let path = address::period(&snapshot.id);
        let tasks = TotalsView::of_tasks(
            format!("Nhiệm vụ đến {}", vietnamese::date(snapshot.as_of)),
            &crate::derive::status::TaskTotals::count(
                stage.progress.tasks.values(),
                snapshot.as_of,
            ),
        );
        let indicators = TotalsView::indicators(
            format!("Chỉ tiêu đến {}", vietnamese::date(snapshot.as_of)),
            stage.progress.indicators.values(),
        );
        let place = portal.stages().position(|(other, _)| other.id == snapshot.id).unwrap_or(0);
        let neighbour = |at: Option<usize>, word: &str| {
            let (other, _) = portal.stages().nth(at?)?;
            let words = format!("{word}: {}", other.period.label());
            Some(Link::new(address::period(&other.id), words))
        };
        let neighbours = [
            neighbour(place.checked_sub(1), "Kỳ trước"),
            neighbour(place.checked_add(1), "Kỳ sau"),
        ];
        let page = Self {
            summary: format!(
                "Số liệu chốt ngày {}. {} cơ quan báo cáo đúng hạn; {} thay đổi so với kỳ trước.",
                vietnamese::date(snapshot.as_of),
                handed_in(stage),
                vietnamese::count(stage.changes.len()),
            ),
            is_illustrative: snapshot.is_illustrative,
            as_of: vietnamese::date(snapshot.as_of),
            due_on: vietnamese::date(snapshot.due_on),
            published_on: snapshot.published_on.map(vietnamese::date),
            contents: format!(
                "{} báo cáo nhiệm vụ, {} số liệu chỉ tiêu",
                vietnamese::count(snapshot.reports.len()),
                vietnamese::count(snapshot.observations.len()),
            ),
            tasks,
            indicators,
            discipline: discipline(portal, stage),
            is_first: place == 0,
            changes: changes(portal, snapshot, stage),
            moved: AmendmentView::of_period(portal, snapshot),
            neighbours: neighbours.into_iter().flatten().collect(),
            source: super::report::source(&snapshot.provenance),
            seal: SealView::new(portal, snapshot.period),
            corrections: DeclaredView::of_period(portal, snapshot.period),
            path: path.clone(),
            heading,
        };
        let description =
            format!("{}: {}", page.heading, crate::vietnamese::in_sentence(&page.summary));
        let frame = Frame::new(portal, &path, address::PERIODS, page.heading.as_str(), description)
            .titled(format!("Kỳ báo cáo {}", crate::vietnamese::in_sentence(&page.heading)))
            .below(Link::new(address::PERIODS, "Kỳ báo cáo"))
            .described(portal, None);
        (frame, page)
    }
}

fn discipline<'a>(portal: &Portal<'a>, stage: &'a Stage) -> Vec<DisciplineGroup<'a>> {
    type Belongs = fn(DisciplineState) -> bool;
    let groups: [(&'static str, Belongs); 4] = [
        ("Đúng hạn", |state| state == DisciplineState::OnTime),
        ("Gửi chậm", |state| matches!(state, DisciplineState::Late(_))),
        ("Chưa gửi", |state| state == DisciplineState::NotHandedIn),
        ("Chưa gửi, chưa đến hạn", |state| state == DisciplineState::NotDue),
    ];
    let views = groups.into_iter().map(|(label, belongs)| DisciplineGroup {
        label,
        agencies: stage
            .discipline
            .iter()
            .filter(|one| belongs(one.state))
            .filter_map(|one| DisciplineView::new(portal, one))
            .collect(),
    });
    views.filter(|group| !group.agencies.is_empty()).collect()
}

fn changes<'a>(
    portal: &Portal<'a>,
    snapshot: &'a Snapshot,
    stage: &'a Stage,
) -> Vec<ChangeGroup<'a>> {
    let groups = ChangeKind::ALL.iter().map(|&(kind, _, label)| ChangeGroup {
        label,
        changes: stage
            .changes
            .iter()
            .filter(|change| change.kind == kind)
            .filter_map(|change| ChangeView::new(portal, snapshot, change))
            .collect(),
    });
    groups.filter(|group| !group.changes.is_empty()).collect()
}
