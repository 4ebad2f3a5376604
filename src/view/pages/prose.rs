//! A page of prose: Markdown without raw HTML, with links that work below any path.

use serde::Serialize;

use crate::model;
use crate::view::ground::{Portal, address};
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;
use crate::view::parts::markdown::to_html;

/// A page of the site's own words; the one on the method has rules beside them and is a page of its own kind.
pub struct Route<'a>(&'a model::Page);

impl<'a> Page<'a> for Route<'a> {
    const TEMPLATE: &'static str = "prose";
    type View = ProsePage<'a>;

    fn every(context: &Context<'_, 'a>) -> Vec<Self> {
        let is_plain = |page: &&model::Page| address::prose(&page.path) != address::METHOD;
        context.portal.site.pages.iter().filter(is_plain).map(Route).collect()
    }

    fn address(&self) -> String {
        address::prose(&self.0.path)
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        ProsePage::new(context.portal, self.0)
    }
}

/// Everything a page of prose shows.
#[derive(Clone, Debug, Serialize)]
pub struct ProsePage<'a> {
    /// Heading.
    pub heading: &'a str,
    /// One sentence below it.
    pub summary: &'a str,
    /// The text as HTML.
    pub body: String,
}

impl<'a> ProsePage<'a> {
    /// The page with its frame.
    pub fn new(portal: &Portal<'a>, page: &'a model::Page) -> (Frame<'a>, Self) {
        let path = address::prose(&page.path);
        let body = to_html(&page.markdown, &address::root_from(&path), portal.as_of().is_some());
        let frame = Frame::new(portal, &path, "", page.title.as_str(), page.description.as_str());
        (
            frame.described(portal, None),
            Self { heading: &page.title, summary: &page.description, body },
        )
    }
}
