//! The page of an indicator.

use serde::Serialize;

use crate::vietnamese;
use crate::derive::OverlapKind;
use crate::model::{Comparator, Date, Decimal, Direction, Firmness, Id, Indicator, IndicatorKind, Plan, Target};
use crate::view::ground::{Item, Portal, address, form, sentence};
use crate::view::ground::link::{Link, section_link};
use crate::view::ground::name::{self, caption};
use crate::view::ground::status::Status;
use crate::view::ground::words::{self, due_label};
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;
use crate::view::parts::amendment::AmendmentView;
use crate::view::parts::fact::{CitationView, ExtraView, NoteView, RelatedView, ResponsibilityView, SubjectView};
use crate::view::parts::item::item_frame;
use crate::view::parts::pair::TargetPair;
use crate::view::parts::progress::indicator::IndicatorProgress;
use crate::view::parts::source::SourceView;

/// An indicator.
pub struct Route<'a>(&'a Plan, &'a Indicator);

impl<'a> Page<'a> for Route<'a> {
    const TEMPLATE: &'static str = "indicator";
    type View = IndicatorPage<'a>;

    fn every(context: &Context<'_, 'a>) -> Vec<Self> {
        let plans = context.portal.site.plans.iter();
        plans.flat_map(|plan| plan.indicators.iter().map(move |one| Route(plan, one))).collect()
    }

    fn address(&self) -> String {
        address::indicator(&self.1.id)
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        IndicatorPage::new(context.portal, self.0, self.1)
    }
}

/// Everything the page of an indicator shows.
#[derive(Clone, Debug, Serialize)]
pub struct IndicatorPage<'a> {
    /// Identifier.
    pub id: &'a str,
    /// Kind and number above the heading ("Chỉ tiêu 5").
    pub caption: String,
    /// Heading.
    pub heading: String,
    /// One sentence made from the data.
    pub summary: String,
    /// The same without the name of the state, for beside its mark.
    pub answer: String,
    /// State.
    pub status: Status,
    /// The full name, where the heading does not hold it.
    pub paragraphs: Vec<&'a str>,
    /// The printed name, where a correction changed it.
    pub printed: Vec<&'a str>,
    /// Unit as printed.
    pub unit: &'a str,
    /// Whether that is a unit, and not a word for none ("Giá trị").
    pub has_unit: bool,
    /// What sort of quantity it is.
    pub kind: &'static str,
    /// Which way is better.
    pub direction: &'static str,
    /// Who answers for it.
    pub lead: ResponsibilityView<'a>,
    /// What is to be reached, by due year.
    pub targets: Vec<TargetView<'a>>,
    /// What is known of its progress; nothing without snapshots.
    pub progress: Option<IndicatorProgress<'a>>,
    /// The same quantity elsewhere.
    pub elsewhere: Vec<ElsewhereView<'a>>,
    /// Where it comes from, as printed.
    pub reference_text: &'a str,
    /// Legal documents named there.
    pub references: Vec<CitationView<'a>>,
    /// What decisions changed since, oldest first.
    pub amendments: Vec<AmendmentView<'a>>,
    /// Section it stands in.
    pub section: Option<Link<'a>>,
    /// Columns nobody foresaw.
    pub extra: Vec<ExtraView<'a>>,
    /// Footnotes called from it.
    pub notes: Vec<NoteView<'a>>,
    /// Where it was read.
    pub source: SourceView<'a>,
    /// The words it was read from.
    pub quote: Vec<&'a str>,
    /// What says nearly the same.
    pub related: Vec<RelatedView<'a>>,
    /// How many more there are.
    pub related_more: usize,
    /// What is about the same subject.
    pub subject: Vec<SubjectView<'a>>,
    /// Whether a row with made-up figures stands beside the official one.
    pub has_made_up_data: bool,
    /// Address of the page and of its data files.
    pub path: String,
}

/// A target: as printed and as understood.
#[derive(Clone, Debug, Serialize)]
pub struct TargetView<'a> {
    /// "Năm 2026", "Giai đoạn 2023–2025".
    pub due: String,
    /// As printed.
    pub text: &'a str,
    /// The target that holds instead, where a decision changed it, and since when.
    pub now: Option<String>,
    /// What it means.
    pub understood: String,
    /// A further condition.
    pub qualifier: Option<&'a str>,
    /// Whether it is an aim and not firm.
    pub is_aim: bool,
}

/// The same quantity elsewhere: what is asked for there, and how far it is.
#[derive(Clone, Debug, Serialize)]
pub struct ElsewhereView<'a> {
    /// Page of the other indicator.
    pub path: String,
    /// Its name.
    pub name: String,
    /// Its plan.
    pub plan: &'a str,
    /// Years for which the two ask for different things, the target here on the left.
    pub years: Vec<TargetPair<'a>>,
    /// Its targets in short.
    pub targets: String,
    /// Its state; nothing without snapshots.
    pub status: Option<Status>,
    /// Its latest value, or that there is none; empty without snapshots.
    pub value: String,
}

impl<'a> IndicatorPage<'a> {
    /// The page of `indicator` with its frame.
    pub fn new(portal: &Portal<'a>, plan: &'a Plan, indicator: &'a Indicator) -> (Frame<'a>, Self) {
        let item = Item::Indicator(plan, indicator);
        let path = address::indicator(&indicator.id);
        let heading = name::heading(&indicator.display_name).into_owned();
        let caption = caption(item);
        let paragraphs = words::paragraphs(&indicator.display_name);
        let is_whole = paragraphs.len() < 2 && !heading.ends_with('…');
        let is_corrected = indicator.name != indicator.display_name;
        let quote = if indicator.quote.is_empty() { &indicator.name } else { &indicator.quote };
        let (summary, status) =
            (sentence::indicator(portal, indicator), Status::of(portal, &indicator.id));
        let (related, related_more) = RelatedView::list(portal, &indicator.id);
        let page = Self {
            id: indicator.id.as_str(),
            summary: summary.clone(),
            answer: summary
                .strip_prefix(&format!("{}. ", status.label))
                .unwrap_or(&summary)
                .to_owned(),
            status,
            paragraphs: if is_whole { Vec::new() } else { paragraphs },
            printed: if is_corrected { words::paragraphs(&indicator.name) } else { Vec::new() },
            unit: &indicator.unit,
            has_unit: !vietnamese::is_no_unit(&indicator.unit),
            kind: kind_label(indicator.kind),
            direction: direction_label(indicator.direction),
            lead: ResponsibilityView::new(
                portal,
                portal.lead_in_force(&indicator.id, &indicator.lead),
                &indicator.lead,
            ),
            targets: indicator
                .targets
                .iter()
                .map(|target| target_view(portal, indicator, target))
                .collect(),
            progress: IndicatorProgress::new(portal, indicator),
            elsewhere: elsewhere(portal, indicator),
            reference_text: &indicator.reference_text,
            references: CitationView::list(portal, &indicator.references),
            amendments: AmendmentView::of_item(portal, &indicator.id),
            section: section_link(plan, &indicator.section),
            extra: ExtraView::list(&indicator.extra),
            notes: NoteView::list(&plan.document, &indicator.footnotes),
            source: SourceView::new(portal, item),
            quote: words::paragraphs(quote),
            related,
            related_more,
            subject: SubjectView::list(portal, &indicator.id),
            has_made_up_data: portal.has_illustrative_rows(),
            path: path.clone(),
            caption,
            heading,
        };
        let frame = item_frame(portal, item, &path, &page.caption, &page.summary);
        let words = format!("{}. {}", page.heading, page.summary);
        let frame = frame.pictured(portal, &path, &words);
        (frame, page)
    }
}

fn target_view<'a>(
    portal: &Portal<'a>,
    indicator: &'a Indicator,
    issued: &'a Target,
) -> TargetView<'a> {
    let steps = portal.target_steps(indicator).into_iter();
    let mut steps = steps.filter(|(day, target)| *day > Date::MIN && target.due == issued.due);
    let changed = steps.next_back();
    let target = changed.map_or(issued, |(_, target)| target);
    TargetView {
        due: due_label(&issued.due),
        text: &issued.text,
        now: changed.map(|(day, now)| format!("{} từ {}", now.text, vietnamese::date(day))),
        understood: understood(indicator, target),
        qualifier: target.qualifier.as_deref(),
        is_aim: target.firmness == Firmness::Aim,
    }
}

/// What a target asks for, in words.
fn understood(indicator: &Indicator, target: &Target) -> String {
    let number = |value| vietnamese::with_unit(&vietnamese::decimal(&value), &indicator.unit);
    let Some(value) = target.value else {
        return "Mục tiêu bằng lời, không so được bằng số".to_owned();
    };
    let words = match (target.comparator, target.value_max) {
        (Comparator::AtLeast, _) if is_whole(indicator, value) => format!("Đạt {}", number(value)),
        (Comparator::AtLeast, _) => format!("Từ {} trở lên", number(value)),
        (Comparator::MoreThan, _) => format!("Trên {}", number(value)),
        (Comparator::AtMost, _) => format!("Không quá {}", number(value)),
        (Comparator::LessThan, _) => format!("Dưới {}", number(value)),
        (Comparator::Equal, _) => format!("Đúng {}", number(value)),
        (Comparator::Range, Some(most)) => {
            format!("Từ {} đến {}", vietnamese::decimal(&value), number(most))
        }
        (Comparator::Range, None) => format!("Khoảng {}", number(value)),
        (Comparator::Top, _) => format!("Trong nhóm {} đứng đầu", vietnamese::decimal(&value)),
        (Comparator::None, _) => return "Mục tiêu bằng lời, không so được bằng số".to_owned(),
    };
    if vietnamese::is_no_unit(&indicator.unit) {
        format!("{words} (không có đơn vị)")
    } else {
        words
    }
}

/// Whether a share cannot be larger: 100 per cent.
fn is_whole(indicator: &Indicator, value: Decimal) -> bool {
    indicator.unit.trim_start().starts_with('%') && value == Decimal::from(100)
}

fn kind_label(kind: IndicatorKind) -> &'static str {
    match kind {
        IndicatorKind::Percent => "Tỷ lệ phần trăm",
        IndicatorKind::Count => "Số lượng",
        IndicatorKind::Rank => "Thứ hạng",
        IndicatorKind::Index => "Chỉ số, điểm số",
        IndicatorKind::Ratio => "Tỷ số",
        IndicatorKind::Text => "Mô tả bằng lời",
    }
}

fn direction_label(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "Càng cao càng tốt",
        Direction::Down => "Càng thấp càng tốt",
        Direction::None => "Không xét cao hay thấp",
    }
}

/// Indicators that measure the same, those that ask for different things first.
fn elsewhere<'a>(portal: &Portal<'a>, indicator: &'a Indicator) -> Vec<ElsewhereView<'a>> {
    let mut others: Vec<&'a Id> = Vec::new();
    for found in portal.contradictions_of(&indicator.id) {
        let other = if found.left == indicator.id { &found.right } else { &found.left };
        if !others.contains(&other) {
            others.push(other);
        }
    }
    for (overlap, other) in portal.overlaps_of(&indicator.id) {
        if overlap.kind == OverlapKind::Indicators && !others.contains(other) {
            others.push(other);
        }
    }
    others.into_iter().filter_map(|other| elsewhere_view(portal, indicator, other)).collect()
}

fn elsewhere_view<'a>(
    portal: &Portal<'a>,
    indicator: &Indicator,
    other: &'a Id,
) -> Option<ElsewhereView<'a>> {
    let item = portal.item(other)?;
    let Item::Indicator(plan, there) = item else { return None };
    let own = portal.contradictions_of(&indicator.id).iter();
    let pair = own.filter(|found| found.left == *other || found.right == *other);
    let years = pair.map(|found| {
        let (left, right) = if found.right == *other {
            (&found.left_text, &found.right_text)
        } else {
            (&found.right_text, &found.left_text)
        };
        TargetPair { year: found.year, left, right }
    });
    let now = portal.indicator_in_force(there);
    let targets =
        now.targets.iter().map(|target| crate::view::ground::words::target_in_short(&now, target));
    let is_judged = portal.as_of().is_some();
    Some(ElsewhereView {
        path: portal.address(item),
        name: form::clip(item.name(), 160).into_owned(),
        plan: &plan.short_title,
        years: years.collect(),
        targets: targets.collect::<Vec<_>>().join("; "),
        status: is_judged.then(|| Status::of(portal, other)),
        value: if is_judged { sentence::latest_value(portal, there) } else { String::new() },
    })
}
