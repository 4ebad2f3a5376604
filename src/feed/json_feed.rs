//! JSON Feed 1.1: the same entries as the Atom feed beside it.

use serde_json::{Value, json};

use super::{Feed, line};
use crate::view::Portal;

/// The feed as JSON.
pub(super) fn write(portal: &Portal<'_>, feed: &Feed<'_>) -> Vec<u8> {
    let config = portal.config;
    let base = &config.base_url;
    let items: Vec<Value> = feed
        .entries
        .iter()
        .map(|entry| {
            json!({
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "content_text": entry.text,
                "date_published": entry.updated,
                "tags": [entry.kind],
            })
        })
        .collect();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": line(&feed.title),
        "home_page_url": format!("{base}{}", feed.page),
        "feed_url": format!("{base}{}.json", feed.path),
        "language": "vi",
        "authors": [{ "name": line(&config.publisher.name) }],
        "items": items,
    });
    format!("{feed:#}\n").into_bytes()
}
