//! The list of legal documents.

use serde::Serialize;

use crate::vietnamese;
use crate::model::Reference;
use crate::view::ground::{Portal, address};
use crate::view::ground::link::{Link, citing_plans};
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;

/// The list of all legal documents cited.
pub struct Route;

impl<'a> Page<'a> for Route {
    const TEMPLATE: &'static str = "references";
    type View = ReferenceList<'a>;

    fn every(_: &Context<'_, 'a>) -> Vec<Self> {
        vec![Self]
    }

    fn address(&self) -> String {
        address::REFERENCES.to_owned()
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        ReferenceList::new(context.portal)
    }
}

/// The list of legal documents.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceList<'a> {
    /// One sentence made from the data.
    pub summary: String,
    /// Documents by kind.
    pub kinds: Vec<ReferenceGroup<'a>>,
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
