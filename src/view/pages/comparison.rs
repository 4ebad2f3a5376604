//! Contradictions and overlaps between plans, both texts side by side.

use serde::Serialize;

use crate::vietnamese;
use crate::derive::{Contradiction, Overlap, OverlapKind};
use crate::view::ground::{Item, Portal, address, sentence};
use crate::view::ground::difference::{Stretch, compare};
use crate::view::ground::status::Status;
use crate::view::ground::words::{self, relation};
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;
use crate::view::parts::pair::{TargetPair, contradicting, contradicts};

/// What plans say of the same things.
pub struct Route;

impl<'a> Page<'a> for Route {
    const TEMPLATE: &'static str = "comparison";
    type View = ComparisonPage<'a>;

    fn every(_: &Context<'_, 'a>) -> Vec<Self> {
        vec![Self]
    }

    fn address(&self) -> String {
        address::COMPARISON.to_owned()
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        ComparisonPage::new(context.portal)
    }
}

/// The page of contradictions and overlaps.
#[derive(Clone, Debug, Serialize)]
pub struct ComparisonPage<'a> {
    /// One sentence made from the data.
    pub summary: String,
    /// The same quantity with different targets, each pair once.
    pub contradictions: Vec<ContradictionView<'a>>,
    /// Texts that say nearly the same, by sort of pair.
    pub groups: Vec<OverlapGroup<'a>>,
}

/// The same quantity with different targets.
#[derive(Clone, Debug, Serialize)]
pub struct ContradictionView<'a> {
    /// The years the two differ in, with both targets.
    pub years: Vec<TargetPair<'a>>,
    /// The indicator of the plan that comes first.
    pub left: SideView<'a>,
    /// The other indicator.
    pub right: SideView<'a>,
}

/// One side of a pair.
#[derive(Clone, Debug, Serialize)]
pub struct SideView<'a> {
    /// Its page or place.
    pub path: String,
    /// "Nhiệm vụ 22".
    pub caption: String,
    /// Its plan.
    pub plan: &'a str,
    /// Its words, those of its own marked.
    pub words: Vec<Stretch>,
    /// Lead and deadline, for tasks.
    pub detail: String,
    /// The state of an indicator; nothing without snapshots.
    pub status: Option<Status>,
    /// The latest value of an indicator, or that there is none; empty without snapshots.
    pub value: String,
}

/// Pairs of one sort.
#[derive(Clone, Debug, Serialize)]
pub struct OverlapGroup<'a> {
    /// Name for addresses.
    pub key: &'static str,
    /// Heading.
    pub label: &'static str,
    /// How many pairs there are.
    pub count: usize,
    /// The most alike of them.
    pub pairs: Vec<PairView<'a>>,
}

/// Two texts that say nearly the same.
#[derive(Clone, Debug, Serialize)]
pub struct PairView<'a> {
    /// Likeness in per cent.
    pub likeness: u8,
    /// The item that stands first.
    pub left: SideView<'a>,
    /// The other item.
    pub right: SideView<'a>,
}

/// Most pairs of one sort on the page; each item's own page has all of its own.
const MOST_PAIRS: usize = 200;

const GROUPS: [(OverlapKind, &str); 4] = [
    (OverlapKind::Indicators, "cung-chi-tieu"),
    (OverlapKind::BetweenPlans, "giua-cac-van-ban"),
    (OverlapKind::WithinPlan, "trong-mot-van-ban"),
    (OverlapKind::BodyAndAppendix, "loi-van-va-phu-luc"),
];

impl<'a> ComparisonPage<'a> {
    /// The page with its frame.
    pub fn new(portal: &Portal<'a>) -> (Frame<'a>, Self) {
        let derived = portal.derived;
        let contradictions: Vec<_> = contradicting(portal)
            .into_iter()
            .filter_map(|pair| contradiction_view(portal, pair))
            .collect();
        let groups = GROUPS.iter().map(|&(kind, key)| {
            let of_kind = || {
                let of_kind = derived.overlaps.iter().filter(move |overlap| overlap.kind == kind);
                of_kind.filter(|overlap| !contradicts(portal, &overlap.left, &overlap.right))
            };
            let pairs = of_kind().take(MOST_PAIRS);
            OverlapGroup {
                key,
                label: relation(kind),
                count: of_kind().count(),
                pairs: pairs.filter_map(|overlap| pair_view(portal, overlap)).collect(),
            }
        });
        let groups: Vec<OverlapGroup<'a>> =
            groups.filter(|group| !group.pairs.is_empty()).collect();
        let pairs: usize = groups.iter().map(|group| group.count).sum();
        let summary = format!(
            "{} cặp chỉ tiêu đặt mục tiêu khác nhau cho cùng một năm; {} cặp nội dung khác gần giống nhau.",
            vietnamese::count(contradictions.len()),
            vietnamese::count(pairs),
        );
        let frame = Frame::new(
            portal,
            address::COMPARISON,
            address::COMPARISON,
            "Đối chiếu văn bản",
            &summary,
        );
        (frame.described(portal, None), Self { summary, contradictions, groups })
    }
}

fn contradiction_view<'a>(
    portal: &Portal<'a>,
    pair: &'a [Contradiction],
) -> Option<ContradictionView<'a>> {
    let first = pair.first()?;
    let (left, right) = (portal.item(&first.left)?, portal.item(&first.right)?);
    let (left_words, right_words) = compare(left.name(), right.name());
    Some(ContradictionView {
        years: pair
            .iter()
            .map(|one| TargetPair { year: one.year, left: &one.left_text, right: &one.right_text })
            .collect(),
        left: side(portal, left, left_words),
        right: side(portal, right, right_words),
    })
}

fn pair_view<'a>(portal: &Portal<'a>, overlap: &Overlap) -> Option<PairView<'a>> {
    let (left, right) = (portal.item(&overlap.left)?, portal.item(&overlap.right)?);
    let (left_words, right_words) = compare(left.name(), right.name());
    Some(PairView {
        likeness: overlap.likeness,
        left: side(portal, left, left_words),
        right: side(portal, right, right_words),
    })
}

fn side<'a>(portal: &Portal<'a>, item: Item<'a>, words: Vec<Stretch>) -> SideView<'a> {
    let detail = match item {
        Item::Task(_, task) => {
            let lead = words::lead_names(portal, portal.lead_in_force(&task.id, &task.lead));
            let due = words::deadline_in_short(portal.deadline_in_force(task));
            if lead.is_empty() { due } else { format!("{lead} · {due}") }
        }
        Item::Indicator(_, indicator) => {
            words::lead_names(portal, portal.lead_in_force(&indicator.id, &indicator.lead))
        }
        Item::Clause(..) => String::new(),
    };
    let (status, value) = match item {
        Item::Indicator(_, indicator) if portal.as_of().is_some() => {
            (Some(Status::of(portal, &indicator.id)), sentence::latest_value(portal, indicator))
        }
        _ => (None, String::new()),
    };
    SideView {
        status,
        value,
        path: portal.address(item),
        caption: crate::view::ground::name::caption(item),
        plan: &item.plan().short_title,
        words,
        detail,
    }
}
