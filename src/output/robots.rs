//! `robots.txt`.

/// Everything may be read; the site map is at `base_url`.
pub(super) fn robots(base_url: &str) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {base_url}sitemap.xml\n")
}
