//! The steps in which a site is written, in their order.

use std::cell::OnceCell;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::page::{AnyPage, Press, every, parts};
use super::{assets, front_door, pictures, robots, sitemap};
use crate::config::Config;
use crate::data::Release;
use crate::derive::Derived;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::feed::{self, Feeds};
use crate::model::{Date, Site};
use crate::progress::Step;
use crate::search;
use crate::theme::{Templates, Theme, ThemeSources};
use crate::tree::OutputTree;
use crate::view::find::collection;
use crate::view::ground::{Portal, address};
use crate::view::pages::Context;
use crate::view::parts::SiteView;
use crate::view::parts::list::row::Rows;

/// What a site is written from.
#[derive(Clone, Copy)]
pub struct Content<'s> {
    /// The settings.
    pub config: &'s Config,
    /// What the sources say.
    pub site: &'s Site,
    /// What follows from it.
    pub derived: &'s Derived,
    /// Findings about the sources, for readers.
    pub quality: &'s [Diagnostic],
    /// The open data written so far, an edition each.
    pub releases: &'s [Release],
    /// Static files and fonts.
    pub theme: &'s ThemeSources,
}

/// Writes every page, its pictures, the search, the feeds and what stands at the front door into `tree`.
///
/// `templates` are those of the theme. Pages that tell of all files are made last, when `complete` has said which open data there is in the end.
pub fn render_site(
    Content { config, site, derived, quality, releases, theme: sources }: Content<'_>,
    templates: Templates,
    complete: impl FnOnce(&mut Diagnostics) -> Vec<Release>,
    tree: &OutputTree<'_>,
    diagnostics: &mut Diagnostics,
) {
    let completed = OnceCell::new();
    let portal = Portal::new(config, site, derived, quality);
    let rows = Rows::new(&portal);
    let context = Context { portal: &portal, rows: &rows, releases };
    let assets = assets::gather(sources);
    let theme = Theme::new(sources, templates, &SiteView::new(&portal, &assets.folder));
    let pages = every(context);

    tree.begin(Step::Feeds, None);
    let feeds = feeds(&portal, tree, diagnostics);

    tree.begin(Step::Search, None);
    front_door(&portal, &assets.folder, &pages, tree, diagnostics);
    for (path, bytes) in assets.files {
        tree.insert(format!("{}{path}", assets.folder), bytes, diagnostics);
    }
    find(&portal, tree, diagnostics);

    tree.begin(Step::Render, Some(pages.len()));
    let press = Press { theme: &theme, tree, feeds: &feeds, parts: &parts(releases) };
    let (last, first): (Vec<_>, Vec<_>) = pages.iter().partition(|page| page.is_last());
    let found: Vec<_> = first.par_iter().map(|page| page.render(&context, &press)).collect();
    for found in found {
        diagnostics.extend(found);
    }
    for found in pictures::draw(&rows, &theme, sources, tree) {
        diagnostics.extend(found);
    }
    let context = Context { releases: completed.get_or_init(|| complete(diagnostics)), ..context };
    for page in last {
        diagnostics.extend(page.render(&context, &press));
    }
}

/// The feeds and calendars, made in parallel.
fn feeds(portal: &Portal<'_>, tree: &OutputTree<'_>, diagnostics: &mut Diagnostics) -> Feeds {
    let problems = Mutex::<Diagnostics>::default();
    let feeds = Feeds::new(portal, &|path, bytes| {
        let mut found = Diagnostics::default();
        tree.insert(path, bytes, &mut found);
        problems.lock().unwrap_or_else(PoisonError::into_inner).extend(found);
    });
    diagnostics.extend(problems.into_inner().unwrap_or_else(PoisonError::into_inner));
    feeds
}

/// What programs look for at the front door: search description, manifest, site map, `robots.txt`.
fn front_door(
    portal: &Portal<'_>,
    assets: &str,
    pages: &[Box<dyn AnyPage<'_> + '_>],
    tree: &OutputTree<'_>,
    diagnostics: &mut Diagnostics,
) {
    let date: Option<Date> = feed::date(portal);
    let base_url = &portal.config.base_url;
    let listed = pages.iter().filter(|page| page.is_listed());
    let mut addresses: Vec<String> = listed.map(|page| page.address()).collect();
    addresses.sort();
    let mut put = |path: String, text: String| tree.insert(path, text.into_bytes(), diagnostics);
    put("opensearch.xml".to_owned(), front_door::search(portal, assets));
    for (path, text) in front_door::files(portal, assets, date) {
        put(path.to_owned(), text);
    }
    for (path, text) in sitemap::sitemaps(base_url, &addresses, date) {
        put(path, text);
    }
    put("robots.txt".to_owned(), robots::robots(base_url, portal.is_illustrative()));
}

/// The search index; what its words alone say is taken over from an earlier run where they are the same.
fn find(portal: &Portal<'_>, tree: &OutputTree<'_>, diagnostics: &mut Diagnostics) {
    let vocabulary = &portal.site.vocabulary;
    let collection = collection(portal);
    let placed = |path: &str| format!("{}{path}", address::SEARCH);
    let words = tree.insert_group(
        address::SEARCH,
        || search::source_of_words(&collection, vocabulary),
        |group, diagnostics| {
            let (words, files) = search::words(&collection, vocabulary);
            for (path, bytes) in files {
                group.insert(placed(&path), bytes, diagnostics);
            }
            words
        },
        diagnostics,
    );
    for (path, bytes) in search::export(collection, vocabulary, words) {
        tree.insert(placed(&path), bytes, diagnostics);
    }
}
