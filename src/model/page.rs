//! Prose pages.

use super::Provenance;

/// A page of prose from `content/`.
#[derive(Clone, Debug)]
pub struct Page {
    /// Address below the site, without slashes at the ends ("gioi-thieu").
    pub path: String,
    /// Title.
    pub title: String,
    /// One sentence for search engines and lists.
    pub description: String,
    /// Place in menus; pages without one are not in menus.
    pub order: Option<u32>,
    /// Markdown body.
    pub markdown: String,
    /// Where.
    pub provenance: Provenance,
}
