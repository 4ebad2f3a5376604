//! Parts that several page types show: links, responsibility, deadline, source, related items.

use std::borrow::Cow;

use serde::Serialize;

use crate::derive::{Overlap, OverlapKind};
use crate::model::{
    Citation, Deadline, DeadlineKind, Document, Id, Member, Precision, Responsibility,
};
use crate::vietnamese;
use crate::view::ground::words::relation;
use crate::view::ground::{Item, Portal, address, form};

/// An agency's part in an item.
#[derive(Clone, Debug, Serialize)]
pub struct MemberView<'a> {
    /// Its page, if it is known.
    pub path: Option<String>,
    /// Its name.
    pub name: &'a str,
    /// The spelling printed, where it is another.
    pub printed: Option<&'a str>,
    /// What its part is limited to.
    pub scope: Option<&'a str>,
}

/// Who leads or helps.
#[derive(Clone, Debug, Serialize)]
pub struct ResponsibilityView<'a> {
    /// As printed.
    pub text: &'a str,
    /// The agencies named.
    pub members: Vec<MemberView<'a>>,
    /// A tail that limits all of them.
    pub qualifier: Option<&'a str>,
    /// Whether another document is named instead of agencies.
    pub is_by_reference: bool,
    /// What the plan prints, where a later decision says otherwise.
    pub replaced: Option<&'a str>,
}

impl<'a> ResponsibilityView<'a> {
    /// Who leads or helps, with links; `printed` is what the plan says.
    pub fn new(
        portal: &Portal<'a>,
        responsibility: &'a Responsibility,
        printed: &'a Responsibility,
    ) -> Self {
        Self {
            replaced: Some(printed.text.as_str()).filter(|text| *text != responsibility.text),
            text: &responsibility.text,
            members: responsibility
                .members
                .iter()
                .map(|member| member_view(portal, member))
                .collect(),
            qualifier: responsibility.qualifier.as_deref(),
            is_by_reference: responsibility.is_by_reference,
        }
    }
}

fn member_view<'a>(portal: &Portal<'a>, member: &'a Member) -> MemberView<'a> {
    let agency = portal.agency(&member.agency);
    let name = agency.map_or(member.text.as_str(), |agency| agency.name.as_str());
    MemberView {
        path: agency.map(|agency| address::agency(&agency.id)),
        name,
        printed: Some(member.text.as_str()).filter(|text| *text != name && !text.is_empty()),
        scope: member.scope.as_deref(),
    }
}

/// A dated part of a task.
#[derive(Clone, Debug, Serialize)]
pub struct MilestoneView<'a> {
    /// The last day in time, for machines.
    pub date: String,
    /// The same for people.
    pub label: String,
    /// What is due.
    pub text: &'a str,
}

/// When work is due: as printed and as understood.
#[derive(Clone, Debug, Serialize)]
pub struct DeadlineView<'a> {
    /// As printed; empty when nothing is printed.
    pub text: &'a str,
    /// What it means.
    pub understood: String,
    /// The last day in time, for machines.
    pub date: Option<String>,
    /// Dated parts.
    pub milestones: Vec<MilestoneView<'a>>,
    /// What it depends on.
    pub condition: Option<&'a str>,
}

impl<'a> DeadlineView<'a> {
    /// A deadline as it holds and as understood; `printed` is what the plan says.
    pub fn new(deadline: &'a Deadline, printed: &'a Deadline) -> Self {
        let milestones = deadline.milestones.iter().map(|milestone| MilestoneView {
            date: milestone.date.to_string(),
            label: last_day(milestone.date, milestone.precision),
            text: &milestone.text,
        });
        Self {
            text: &printed.text,
            understood: understood(deadline),
            date: deadline.end.map(|end| end.to_string()),
            milestones: milestones.collect(),
            condition: deadline.condition.as_deref(),
        }
    }
}

/// "ngày 31/3/2026", "hết tháng 9/2026", "hết quý I/2026", "hết năm 2026".
fn last_day(date: crate::model::Date, precision: Precision) -> String {
    const QUARTERS: [&str; 4] = ["I", "II", "III", "IV"];
    match precision {
        Precision::Day => format!("ngày {}", vietnamese::date(date)),
        Precision::Month => format!("hết tháng {}/{}", date.month(), date.year()),
        Precision::Quarter => {
            let quarter = usize::try_from((date.month() - 1) / 3).unwrap_or(0);
            format!("hết quý {}/{}", QUARTERS[quarter.min(3)], date.year())
        }
        Precision::Year => format!("hết năm {}", date.year()),
    }
}

/// What a deadline means, as one sentence without a full stop.
fn understood(deadline: &Deadline) -> String {
    let period = || match (deadline.start, deadline.end) {
        (Some(start), Some(end)) => format!(" trong giai đoạn {}–{}", start.year(), end.year()),
        (None, Some(end)) => format!(" đến hết năm {}", end.year()),
        _ => String::new(),
    };
    match (deadline.kind, deadline.end) {
        (DeadlineKind::Ongoing, _) => format!("Làm thường xuyên{}", period()),
        (DeadlineKind::Annual, _) => format!("Làm hằng năm{}", period()),
        (DeadlineKind::ByReference, _) => "Theo thời hạn của văn bản khác".to_owned(),
        (DeadlineKind::Range, Some(end)) => {
            let from = deadline.start.map_or_else(String::new, |start| {
                if (start.month(), start.day()) == (1, 1) {
                    format!("Từ đầu năm {} ", start.year())
                } else {
                    format!("Từ ngày {} ", vietnamese::date(start))
                }
            });
            let to = last_day(end, deadline.precision.unwrap_or(Precision::Day));
            form::capitalised(&format!("{from}đến {to}"))
        }
        (DeadlineKind::Multi, _) => {
            format!("{} mốc thời gian", vietnamese::count(deadline.milestones.len()))
        }
        (DeadlineKind::Relative, None) => "Tính từ một sự kiện, chưa rõ ngày".to_owned(),
        (_, Some(end)) => {
            let precision = deadline.precision.unwrap_or(Precision::Day);
            let due = last_day(end, precision);
            if precision == Precision::Day {
                form::capitalised(&due)
            } else {
                form::capitalised(&format!("{due} (ngày {})", vietnamese::date(end)))
            }
        }
        (_, None) if deadline.text.is_empty() => "Văn bản không ghi thời hạn".to_owned(),
        (_, None) => "Không xác định được ngày cụ thể".to_owned(),
    }
}

/// A legal document an item comes from.
#[derive(Clone, Debug, Serialize)]
pub struct CitationView<'a> {
    /// Its page, if it is known.
    pub path: Option<String>,
    /// Kind and number.
    pub label: String,
    /// What it is about.
    pub title: &'a str,
    /// The words printed, where they are others.
    pub printed: Option<&'a str>,
    /// Whether those are an abbreviation.
    pub is_short: bool,
}

impl<'a> CitationView<'a> {
    /// A citation with its link.
    pub fn new(portal: &Portal<'a>, citation: &'a Citation) -> Self {
        let reference = portal.reference(&citation.reference);
        let label = reference.map_or_else(|| citation.text.clone(), crate::model::Reference::label);
        Self {
            path: reference.map(|reference| address::reference(&reference.id)),
            title: reference.map_or("", |reference| reference.title.as_str()),
            printed: Some(citation.text.as_str()).filter(|text| *text != label && !text.is_empty()),
            is_short: citation.text.chars().count() < label.chars().count(),
            label,
        }
    }

    /// Citations, each document once.
    pub fn list(portal: &Portal<'a>, citations: &'a [Citation]) -> Vec<Self> {
        let mut seen: Vec<&Id> = Vec::new();
        let mut list = Vec::new();
        for citation in citations {
            if !seen.contains(&&citation.reference) {
                seen.push(&citation.reference);
                list.push(Self::new(portal, citation));
            }
        }
        list
    }
}

/// A footnote with its words.
#[derive(Clone, Debug, Serialize)]
pub struct NoteView<'a> {
    /// Its mark.
    pub mark: &'a str,
    /// Its words.
    pub text: &'a str,
}

impl<'a> NoteView<'a> {
    /// The footnotes of `marks` in a document; marks without a footnote are left out.
    pub fn list(document: &'a Document, marks: &[String]) -> Vec<Self> {
        use crate::model::BlockKind;
        let mut notes = Vec::new();
        for wanted in marks {
            let found = document.blocks.iter().find_map(|block| match &block.kind {
                BlockKind::Footnote { mark, text } if mark == wanted => Some(Self { mark, text }),
                _ => None,
            });
            notes.extend(found);
        }
        notes
    }
}

/// Most items that say nearly the same shown on a page: in a country of plans made from one pattern they would
/// otherwise be half of it. On the real plans no item has more than three.
const MOST_RELATED: usize = 10;

/// A task, indicator or clause that says nearly the same as another.
#[derive(Clone, Debug, Serialize)]
pub struct RelatedView<'a> {
    /// Its page or place.
    pub path: String,
    /// Its first words.
    pub text: Cow<'a, str>,
    /// What it is: "Nhiệm vụ", "Chỉ tiêu" …
    pub word: &'static str,
    /// Short title of its plan.
    pub plan: &'a str,
    /// What sort of likeness.
    pub relation: &'static str,
    /// Likeness in per cent.
    pub likeness: u8,
}

impl<'a> RelatedView<'a> {
    /// What says nearly the same as `id`, most alike first, and how many there are beside those shown.
    pub fn list(portal: &Portal<'a>, id: &Id) -> (Vec<Self>, usize) {
        // Indicators that measure the same have a part of the page of their own.
        let is_other = |pair: &&(&Overlap, &Id)| pair.0.kind != OverlapKind::Indicators;
        let pairs = || portal.overlaps_of(id).iter().filter(is_other);
        let shown = pairs().take(MOST_RELATED);
        let shown = shown
            .filter_map(|(overlap, other)| {
                let item = portal.item(other)?;
                Some(Self {
                    path: portal.address(item),
                    text: form::clip(item.name(), 160),
                    word: item.word(),
                    plan: &item.plan().short_title,
                    relation: relation(overlap.kind),
                    likeness: overlap.likeness,
                })
            })
            .collect();
        (shown, pairs().count().saturating_sub(MOST_RELATED))
    }
}

/// A task or indicator about the same subject as another.
#[derive(Clone, Debug, Serialize)]
pub struct SubjectView<'a> {
    /// Its page.
    pub path: String,
    /// Its first words.
    pub text: Cow<'a, str>,
    /// What it is: "Nhiệm vụ", "Chỉ tiêu".
    pub word: &'static str,
    /// Short title of its plan.
    pub plan: &'a str,
}

impl<'a> SubjectView<'a> {
    /// Everything about the same subject as `id`.
    pub fn list(portal: &Portal<'a>, id: &Id) -> Vec<Self> {
        let related = portal.derived.related.get(id).map_or(&[][..], Vec::as_slice);
        let view = |item: Item<'a>| Self {
            path: portal.address(item),
            text: form::clip(item.name(), 160),
            word: item.word(),
            plan: &item.plan().short_title,
        };
        related.iter().filter_map(|(other, _)| portal.item(other).map(view)).collect()
    }
}

/// A column nobody foresaw.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct ExtraView<'a> {
    /// Heading.
    pub name: &'a str,
    /// Words.
    pub text: &'a str,
}

impl<'a> ExtraView<'a> {
    /// Columns with words in them.
    pub fn list(extra: &'a [(String, String)]) -> Vec<Self> {
        extra
            .iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(name, text)| Self { name, text })
            .collect()
    }
}
