//! The list of legal documents and the page of one of them.

use serde::Serialize;
use serde_json::json;

use crate::vietnamese;
use crate::model::Reference;
use crate::view::ground::{Item, address, form, sentence};
use crate::view::ground::link::{Link, citing_plans};
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;
use crate::view::parts::list::row::{Row, Rows};

/// A legal document.
pub struct Route<'a>(&'a Reference);

impl<'a> Page<'a> for Route<'a> {
    const TEMPLATE: &'static str = "reference";
    type View = ReferencePage<'a>;

    fn every(context: &Context<'_, 'a>) -> Vec<Self> {
        context.portal.site.references.iter().map(Route).collect()
    }

    fn address(&self) -> String {
        address::reference(&self.0.id)
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        ReferencePage::new(context.rows, self.0)
    }
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
    pub fn new(rows: &Rows<'_, 'a>, reference: &'a Reference) -> (Frame<'a>, Self) {
        let portal = rows.portal;
        let path = address::reference(&reference.id);
        let label = reference.label();
        let ids = portal.derived.index.references.get(&reference.id).map_or(&[][..], Vec::as_slice);
        let (mut indicators, mut tasks) = (Vec::new(), Vec::new());
        for item in ids.iter().filter_map(|id| portal.item(id)) {
            let list =
                if matches!(item, Item::Indicator(..)) { &mut indicators } else { &mut tasks };
            list.extend(rows.item(item));
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
