//! A page of prose: Markdown without raw HTML, with links that work below any path.

use serde::Serialize;

use crate::model::Page;
use crate::view::ground::{Portal, address};
use crate::view::parts::Frame;
use crate::view::parts::markdown::to_html;

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
    pub fn new(portal: &Portal<'a>, page: &'a Page) -> (Frame<'a>, Self) {
        let path = address::prose(&page.path);
        let body = to_html(&page.markdown, &address::root_from(&path), portal.as_of().is_some());
        let frame = Frame::new(portal, &path, "", page.title.as_str(), page.description.as_str());
        (
            frame.described(portal, None),
            Self { heading: &page.title, summary: &page.description, body },
        )
    }
}
