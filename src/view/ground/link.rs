//! Links inside the site, and the usual ones: to a plan, a period, an agency, an item, a section.

use std::borrow::Cow;

use serde::Serialize;

use crate::model::{Id, Plan, Reference, Snapshot};
use crate::view::ground::name::section_title;
use crate::view::ground::{Portal, address, form};

/// A link inside the site.
#[derive(Clone, Debug, Serialize)]
pub struct Link<'a> {
    /// Address below the site's root.
    pub path: Cow<'a, str>,
    /// Words.
    pub text: Cow<'a, str>,
}

impl<'a> Link<'a> {
    /// A link to `path`, reading `text`.
    pub fn new(path: impl Into<Cow<'a, str>>, text: impl Into<Cow<'a, str>>) -> Self {
        Self { path: path.into(), text: text.into() }
    }

    /// A link to a plan by its short title.
    pub fn plan(plan: &'a Plan) -> Self {
        Self::new(address::plan(&plan.id), plan.short_title.as_str())
    }
}

/// A period with its page.
pub fn period_link(snapshot: &Snapshot) -> Link<'_> {
    Link::new(address::period(&snapshot.id), snapshot.period.label())
}

/// An agency with its page.
pub fn agency_link<'a>(portal: &Portal<'a>, id: &Id) -> Option<Link<'a>> {
    let agency = portal.agency(id)?;
    Some(Link::new(address::agency(&agency.id), agency.name.as_str()))
}

/// A task or an indicator by its first words.
pub fn item_link<'a>(portal: &Portal<'a>, id: &Id) -> Option<Link<'a>> {
    let item = portal.item(id)?;
    Some(Link::new(portal.address(item), form::clip(item.name(), 140)))
}

/// Where an item stands: "VII. Chuyển đổi số" as a link, if its section is known.
pub fn section_link<'a>(plan: &'a Plan, id: &Id) -> Option<Link<'a>> {
    let section = plan.section(id)?;
    Some(Link::new(
        address::section(&section.id),
        form::clip(&section_title(section), 80).into_owned(),
    ))
}

/// The plans that cite `reference`, by their short titles.
pub fn citing_plans<'a>(portal: &Portal<'a>, reference: &Reference) -> Vec<Link<'a>> {
    let plans = portal.site.plans.iter();
    plans
        .filter(|plan| plan.citations.iter().any(|citation| citation.reference == reference.id))
        .map(Link::plan)
        .collect()
}
