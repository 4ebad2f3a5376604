//! The list of reporting periods and the page of one: totals then, who reported, what changed.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::vietnamese;
use crate::derive::Stage;
use crate::derive::history::{Change, ChangeKind};
use crate::derive::status::DisciplineState;
use crate::model::{Amendment, Id, Snapshot, TaskReport, TaskStatus};
use crate::view::ground::{Portal, address, headline};
use crate::view::ground::link::{Link, item_link};
use crate::view::ground::status::TotalsView;
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;
use crate::view::parts::amendment::AmendmentView;
use crate::view::parts::discipline::{DisciplineView, handed_in};
use crate::view::parts::figure_change::FigureChange;
use crate::view::parts::report::ChangeView;
use crate::view::parts::seal::{DeclaredView, SealView};

/// A reporting period.
pub struct Route<'a>(&'a Snapshot, &'a Stage);

impl<'a> Page<'a> for Route<'a> {
    const TEMPLATE: &'static str = "period";
    type View = PeriodPage<'a>;

    fn every(context: &Context<'_, 'a>) -> Vec<Self> {
        context.portal.stages().map(|(snapshot, stage)| Route(snapshot, stage)).collect()
    }

    fn address(&self) -> String {
        address::period(&self.0.id)
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        PeriodPage::new(context.portal, self.0, self.1)
    }
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
    /// Changes since the period before that matter most, by kind, the worst first.
    pub changes: Vec<ChangeGroup<'a>>,
    /// Tasks reported for the period before and not for this one, though they are still open.
    pub silent_again: Vec<Link<'a>>,
    /// The other changes, by kind; new values apart.
    pub others: Vec<ChangeGroup<'a>>,
    /// New and corrected values, each with what it was before.
    pub figures: Vec<FigureChange<'a>>,
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
            portal,
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
        let others = changes(portal, snapshot, stage, &REST);
        let changes = changes(portal, snapshot, stage, &FIRST);
        let silent_again = silent_again(portal, place, snapshot, stage);
        let figures = FigureChange::list(portal, snapshot, stage);
        let page = Self {
            summary: format!(
                "{} {} cơ quan gửi báo cáo đúng hạn. Số liệu chốt ngày {}.",
                told(place == 0, [&changes, &others], silent_again.len(), figures.len()),
                handed_in(stage),
                vietnamese::date(snapshot.as_of),
            ),
            is_illustrative: snapshot.is_illustrative,
            as_of: vietnamese::date(snapshot.as_of),
            due_on: snapshot.due_on.map_or_else(
                || "không văn bản nào nêu ngày cho kỳ này".to_owned(),
                vietnamese::date,
            ),
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
            changes,
            silent_again,
            others,
            figures,
            moved: AmendmentView::of_period(portal, snapshot),
            neighbours: neighbours.into_iter().flatten().collect(),
            source: crate::view::ground::words::source(&snapshot.provenance),
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
    let groups = DisciplineState::ALL.iter().map(|entry| entry.2);
    let views = groups.map(|label| DisciplineGroup {
        label,
        agencies: stage
            .discipline
            .iter()
            .filter(|one| one.state.group() == label)
            .filter_map(|one| DisciplineView::new(portal, one))
            .collect(),
    });
    views.filter(|group| !group.agencies.is_empty()).collect()
}

/// A sort of change as the page ranks it.
#[derive(Clone, Copy)]
struct Sort {
    /// The kinds of change that belong to it.
    kinds: &'static [ChangeKind],
    /// Of changed targets: only those made easier, or only the others.
    lowered: Option<bool>,
    /// Its heading.
    label: &'static str,
}

/// What happened in a period in the order the page tells it: what matters most to a reader first. Tasks silent again
/// are told next, then the rest, and new values at the end, apart.
const FIRST: [Sort; 7] = [
    sort(&[ChangeKind::NewlyOverdue], "Mới quá hạn"),
    sort(&[ChangeKind::DeadlineMoved], "Dời thời hạn"),
    Sort { kinds: &[ChangeKind::TargetChanged], lowered: Some(true), label: "Hạ mục tiêu" },
    sort(&[ChangeKind::LoweredTargetMet], "Đạt mức đã hạ"),
    sort(&[ChangeKind::NewlyCompleted], "Mới hoàn thành"),
    sort(&[ChangeKind::TargetMet], "Đạt mục tiêu"),
    sort(&[ChangeKind::Reopened, ChangeKind::FellBehind], "Tụt lại"),
];

/// The rest of what happened, told after the tasks silent again.
const REST: [Sort; 5] = [
    Sort { kinds: &[ChangeKind::TargetChanged], lowered: Some(false), label: "Đổi mục tiêu" },
    sort(&[ChangeKind::Withdrawn], "Bãi bỏ"),
    sort(&[ChangeKind::Paused, ChangeKind::Resumed], "Tạm dừng, tiếp tục"),
    sort(&[ChangeKind::LeadChanged], "Đổi cơ quan chủ trì, phối hợp"),
    sort(&[ChangeKind::WordingChanged], "Đổi nội dung"),
];

const fn sort(kinds: &'static [ChangeKind], label: &'static str) -> Sort {
    Sort { kinds, lowered: None, label }
}

fn changes<'a>(
    portal: &Portal<'a>,
    snapshot: &'a Snapshot,
    stage: &'a Stage,
    sorts: &[Sort],
) -> Vec<ChangeGroup<'a>> {
    let belongs = |change: &Change, sort: &Sort| {
        let is_lowered = || {
            let made = |one: &&Amendment| {
                one.item == change.item && one.from == change.before && one.to == change.after
            };
            portal.amendments().find(made).is_some_and(|one| headline::is_lowered(portal, one))
        };
        sort.kinds.contains(&change.kind)
            && sort.lowered.is_none_or(|lowered| lowered == is_lowered())
    };
    let groups = sorts.iter().map(|sort| ChangeGroup {
        label: sort.label,
        changes: stage
            .changes
            .iter()
            .filter(|change| belongs(change, sort))
            .filter_map(|change| ChangeView::new(portal, snapshot, change))
            .collect(),
    });
    groups.filter(|group| !group.changes.is_empty()).collect()
}

/// Tasks the snapshot before reports on and `snapshot` does not, though they are still to be done and their plan asks
/// for a report on its period.
fn silent_again<'a>(
    portal: &Portal<'a>,
    place: usize,
    snapshot: &'a Snapshot,
    stage: &'a Stage,
) -> Vec<Link<'a>> {
    let before = place.checked_sub(1).and_then(|place| portal.stages().nth(place));
    let Some((before, _)) = before else { return Vec::new() };
    let reported = |reports: &'a [TaskReport]| -> BTreeSet<&'a Id> {
        reports.iter().map(|report| &report.task).collect()
    };
    let now = reported(&snapshot.reports);
    let is_open = |task: &&Id| {
        stage.progress.tasks.get(*task).is_some_and(|judged| {
            !judged.status.is_completed() && judged.status != TaskStatus::Withdrawn
        })
    };
    let silent = reported(&before.reports).into_iter().filter(|task| !now.contains(task));
    let is_asked = |task: &&Id| portal.is_asked(task, snapshot.period);
    silent.filter(is_open).filter(is_asked).filter_map(|task| item_link(portal, task)).collect()
}

/// "2 mới quá hạn; 1 dời thời hạn; 41 số liệu mới.": what a period brought, in the order of the page.
fn told(is_first: bool, changes: [&[ChangeGroup<'_>]; 2], silent: usize, figures: usize) -> String {
    if is_first {
        return "Kỳ đầu tiên, không có kỳ trước để so.".to_owned();
    }
    let count = vietnamese::count;
    let said = |group: &ChangeGroup<'_>| {
        format!("{} {}", count(group.changes.len()), vietnamese::in_sentence(group.label))
    };
    let [first, rest] = changes;
    let mut words: Vec<String> = first.iter().map(said).collect();
    if silent > 0 {
        words.push(format!("{} nhiệm vụ kỳ trước có báo cáo, kỳ này không", count(silent)));
    }
    words.extend(rest.iter().map(said));
    if figures > 0 {
        words.push(format!("{} số liệu mới", count(figures)));
    }
    match words.as_slice() {
        [] => "Không có gì thay đổi so với kỳ trước.".to_owned(),
        some => format!("So với kỳ trước: {}.", some.join("; ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_change_has_its_place_on_the_page() {
        let figures = [ChangeKind::FigureReported, ChangeKind::FigureRevised];
        for (kind, word, _) in ChangeKind::ALL {
            let sorts = FIRST.iter().chain(&REST).filter(|sort| sort.kinds.contains(kind));
            let places: Vec<Option<bool>> = sorts.map(|sort| sort.lowered).collect();
            let expected: &[Option<bool>] = match kind {
                ChangeKind::TargetChanged => &[Some(true), Some(false)],
                kind if figures.contains(kind) => &[],
                _ => &[None],
            };
            assert_eq!(places, expected, "{word}");
        }
    }
}
