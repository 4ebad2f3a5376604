//! One page: its frame and its view → its template → the tree.

use std::collections::BTreeMap;

use crate::data::Release;
use crate::diagnostic::Diagnostics;
use crate::feed::Feeds;
use crate::theme::Theme;
use crate::tree::OutputTree;
use crate::view::ground::address;
use crate::view::pages::{Context, Page, Visitor, visit};
use crate::view::parts::frame::PartLink;

/// A page of any kind.
pub(super) trait AnyPage<'a>: Send + Sync {
    /// The address below the site's root.
    fn address(&self) -> String;

    /// Whether the site map names it.
    fn is_listed(&self) -> bool;

    /// Whether it tells of all other files and is made after them.
    fn is_last(&self) -> bool;

    /// Renders the page and hands it on, unless an earlier run made it from the same; what was wrong.
    fn render(&self, context: &Context<'_, 'a>, press: &Press<'_>) -> Diagnostics;
}

/// What pages are printed with.
pub(super) struct Press<'p> {
    /// The templates.
    pub(super) theme: &'p Theme<'p>,
    /// Where pages go.
    pub(super) tree: &'p OutputTree<'p>,
    /// The feeds and calendars pages tell of.
    pub(super) feeds: &'p Feeds,
    /// The rows of pages as files, by address of the page.
    pub(super) parts: &'p BTreeMap<&'p str, Vec<PartLink>>,
}

impl<'a, P: Page<'a>> AnyPage<'a> for P {
    fn address(&self) -> String {
        Page::address(self)
    }

    fn is_listed(&self) -> bool {
        P::IS_LISTED
    }

    fn is_last(&self) -> bool {
        P::IS_LAST
    }

    fn render(&self, context: &Context<'_, 'a>, press: &Press<'_>) -> Diagnostics {
        let Press { theme, tree, feeds, parts } = press;
        let (address, root) = (Page::address(self), self.root(context));
        let template = format!("pages/{}.html", P::TEMPLATE);
        let (frame, page) = self.view(context);
        let mut frame = frame;
        frame.feeds = feeds.of(&address);
        frame.parts = parts.get(address.as_str()).map_or(&[], Vec::as_slice);
        let mut diagnostics = Diagnostics::default();
        let made = tree.insert_made(
            address::file_of(&address),
            || theme.digest(&template, &root, &frame, &page),
            || theme.render(&template, &root, &frame, &page),
            &mut diagnostics,
        );
        for problem in made.err().unwrap_or_default() {
            diagnostics.push(problem);
        }
        tree.part();
        diagnostics
    }
}

/// All pages of a site, kind by kind.
pub(super) fn every<'p, 'a>(context: Context<'p, 'a>) -> Vec<Box<dyn AnyPage<'a> + 'a>> {
    struct Collector<'p, 'a> {
        context: Context<'p, 'a>,
        pages: Vec<Box<dyn AnyPage<'a> + 'a>>,
    }

    impl<'a> Visitor<'a> for Collector<'_, 'a> {
        fn kind<P: Page<'a> + 'a>(&mut self) {
            let pages = P::every(&self.context).into_iter();
            self.pages.extend(pages.map(|page| Box::new(page) as Box<dyn AnyPage<'a> + 'a>));
        }
    }

    let mut collector = Collector { context, pages: Vec::new() };
    visit(&mut collector);
    collector.pages
}

/// The rows of pages as files, by address of the page.
pub(super) fn parts(releases: &[Release]) -> BTreeMap<&str, Vec<PartLink>> {
    let mut parts: BTreeMap<&str, Vec<PartLink>> = BTreeMap::new();
    for release in releases {
        for facet in &release.facets {
            parts.entry(&facet.page).or_default().push(PartLink {
                path: facet.path.clone(),
                label: facet.label.clone(),
                rows: facet.rows,
                is_illustrative: release.is_illustrative,
            });
        }
    }
    parts
}
