//! `robots.txt`.

/// Everything may be read, the site map is at `base_url`; made-up figures are kept from robots altogether.
pub(super) fn robots(base_url: &str, is_illustrative: bool) -> String {
    if is_illustrative {
        return "User-agent: *\nDisallow: /\n".to_owned();
    }
    format!("User-agent: *\nAllow: /\n\nSitemap: {base_url}sitemap.xml\n")
}
