//! JSON Feed 1.1: the same entries as the Atom feed beside it.

use serde::Serialize;

use super::{Feed, line};
use crate::view::ground::Portal;

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: String,
    home_page_url: String,
    feed_url: String,
    language: &'static str,
    authors: [Author; 1],
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author {
    name: String,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    content_text: &'a str,
    date_published: &'a str,
    tags: [&'static str; 1],
}

/// The feed as JSON.
///
/// # Panics
///
/// Never: words can be JSON.
pub(super) fn write(portal: &Portal<'_>, feed: &Feed<'_>) -> Vec<u8> {
    let config = portal.config;
    let base = &config.base_url;
    let items = feed.entries.iter().map(|entry| Item {
        id: &entry.id,
        url: &entry.url,
        title: &entry.title,
        content_text: &entry.text,
        date_published: &entry.updated,
        tags: [entry.kind],
    });
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: line(&feed.title),
        home_page_url: format!("{base}{}", feed.page),
        feed_url: format!("{base}{}.json", feed.path),
        language: "vi",
        authors: [Author { name: line(&config.publisher.name) }],
        items: items.collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&document).expect("words can be JSON");
    bytes.push(b'\n');
    bytes
}
