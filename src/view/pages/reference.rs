//! The list of legal documents and the page of one of them.

use serde::Serialize;
use serde_json::json;

use crate::model::Reference;
use crate::vietnamese;
use crate::view::ground::{Item, Portal};
use crate::view::ground::{address, form, sentence};
use crate::view::pages::list::Row;
use crate::view::parts::Frame;
use crate::view::parts::fact::Link;

/// The list of legal documents.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceList<'a> {
    /// One sentence made from the data.
    pub summary: String,
    /// Documents by kind.
    pub kinds: Vec<ReferenceGroup<'a>>,
}

/// Legal documents of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceGroup<'a> {
    /// Kind.
    pub label: &'a str,
    /// Documents in order of their names.
    pub rows: Vec<ReferenceRow<'a>>,
}

/// One document of the list.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceRow<'a> {
    /// The document.
    pub link: Link<'a>,
    /// What it is about.
    pub title: &'a str,
    /// Indicators and tasks that cite it.
    pub items: usize,
    /// Plans that cite it outside of them.
    pub plans: usize,
}

impl<'a> ReferenceList<'a> {
    /// The list with its frame.
    pub fn new(portal: &Portal<'a>) -> (Frame<'a>, Self) {
        let mut references: Vec<(&'a str, String, &'a Reference)> = portal
            .site
            .references
            .iter()
            .map(|reference| (kind(reference), reference.label(), reference))
            .collect();
        references.sort_by(|a, b| {
            let by_kind = vietnamese::compare(a.0, b.0).then_with(|| a.0.cmp(b.0));
            by_kind.then_with(|| vietnamese::compare(&a.1, &b.1)).then_with(|| a.2.id.cmp(&b.2.id))
        });
        let mut kinds: Vec<ReferenceGroup<'a>> = Vec::new();
        for (kind, label, reference) in references {
            if kinds.last().is_none_or(|group| group.label != kind) {
                kinds.push(ReferenceGroup { label: kind, rows: Vec::new() });
            }
            if let Some(group) = kinds.last_mut() {
                group.rows.push(row(portal, label, reference));
            }
        }
        let summary = format!(
            "{} văn bản được các kế hoạch dẫn làm căn cứ hoặc nhắc tới.",
            vietnamese::count(portal.site.references.len()),
        );
        let frame = Frame::new(
            portal,
            address::REFERENCES,
            address::REFERENCES,
            "Căn cứ pháp lý",
            &summary,
        );
        (frame.described(portal, None), Self { summary, kinds })
    }
}

fn kind(reference: &Reference) -> &str {
    if reference.kind.is_empty() { "Văn bản khác" } else { &reference.kind }
}

fn row<'a>(portal: &Portal<'a>, label: String, reference: &'a Reference) -> ReferenceRow<'a> {
    ReferenceRow {
        title: if label == reference.title { "" } else { &reference.title },
        link: Link::new(address::reference(&reference.id), label),
        items: portal.derived.index.references.get(&reference.id).map_or(0, Vec::len),
        plans: citing_plans(portal, reference).len(),
    }
}

fn citing_plans<'a>(portal: &Portal<'a>, reference: &Reference) -> Vec<Link<'a>> {
    let plans = portal.site.plans.iter();
    plans
        .filter(|plan| plan.citations.iter().any(|citation| citation.reference == reference.id))
        .map(Link::plan)
        .collect()
}

/// Everything the page of a legal document shows.
#[derive(Clone, Debug, Serialize)]
pub struct ReferencePage<'a> {
    /// Identifier.
    pub id: &'a str,
    /// Kind and number.
    pub heading: String,
    /// One sentence made from the data.
    pub summary: String,
    /// What it is about, where the heading does not say it.
    pub title: &'a str,
    /// Who issued it.
    pub issuer: &'a str,
    /// Date of issue.
    pub date: Option<String>,
    /// The same for machines.
    pub date_iso: Option<String>,
    /// Other ways to write it.
    pub short_forms: &'a [String],
    /// A remark.
    pub note: Option<&'a str>,
    /// Whether it stands in the registry.
    pub is_registered: bool,
    /// Plans that cite it outside of their items.
    pub plans: Vec<Link<'a>>,
    /// Indicators that cite it.
    pub indicators: Vec<Row<'a>>,
    /// Tasks that cite it.
    pub tasks: Vec<Row<'a>>,
}

impl<'a> ReferencePage<'a> {
    /// The page of `reference` with its frame.
    pub fn new(portal: &Portal<'a>, reference: &'a Reference) -> (Frame<'a>, Self) {
        let path = address::reference(&reference.id);
        let label = reference.label();
        let ids = portal.derived.index.references.get(&reference.id).map_or(&[][..], Vec::as_slice);
        let (mut indicators, mut tasks) = (Vec::new(), Vec::new());
        for item in ids.iter().filter_map(|id| portal.item(id)) {
            let list =
                if matches!(item, Item::Indicator(..)) { &mut indicators } else { &mut tasks };
            list.extend(Row::item(portal, item));
        }
        let page = Self {
            id: reference.id.as_str(),
            summary: sentence::reference(reference, indicators.len(), tasks.len()),
            title: if label == reference.title { "" } else { &reference.title },
            issuer: &reference.issuer,
            date: reference.date.map(vietnamese::date),
            date_iso: reference.date.map(|date| date.to_string()),
            short_forms: &reference.short_forms,
            note: reference.note.as_deref(),
            is_registered: reference.is_registered,
            plans: citing_plans(portal, reference),
            indicators,
            tasks,
            heading: label,
        };
        let about = json!({
            "@type": "Legislation",
            "name": page.heading,
            "legislationIdentifier": reference.number,
            "identifier": reference.id.as_str(),
        });
        let here = form::clip(&page.heading, 80);
        let description = format!("{} Mã {}.", page.summary, reference.id);
        let frame = Frame::new(portal, &path, address::REFERENCES, here.as_ref(), description)
            .titled(format!("{here}: chỉ tiêu và nhiệm vụ bắt nguồn"))
            .below(Link::new(address::REFERENCES, "Căn cứ pháp lý"))
            .described(portal, Some(about));
        (frame, page)
    }
}
