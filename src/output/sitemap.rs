//! `sitemap.xml`: the full addresses of all pages.

use std::fmt::Write as _;

use crate::model::Date;

/// Most addresses one site map may hold.
const LIMIT: usize = 50_000;

const XMLNS: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Site maps by file name: one, or an index and its parts when there are too many addresses.
///
/// Every page tells the day the data is as of, so that day is when all of them changed last.
pub(super) fn sitemaps(
    base_url: &str,
    addresses: &[String],
    changed: Option<Date>,
) -> Vec<(String, String)> {
    let document =
        |root, entry, addresses: &[String]| document(root, entry, base_url, addresses, changed);
    if addresses.len() <= LIMIT {
        return vec![("sitemap.xml".to_owned(), document("urlset", "url", addresses))];
    }
    let mut files = Vec::new();
    let mut parts = Vec::new();
    for (place, chunk) in addresses.chunks(LIMIT).enumerate() {
        let name = format!("sitemap-{}.xml", place + 1);
        files.push((name.clone(), document("urlset", "url", chunk)));
        parts.push(name);
    }
    files.push(("sitemap.xml".to_owned(), document("sitemapindex", "sitemap", &parts)));
    files
}

fn document(
    root: &str,
    entry: &str,
    base_url: &str,
    addresses: &[String],
    changed: Option<Date>,
) -> String {
    let mut xml =
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"{XMLNS}\">\n");
    let base = escaped(base_url);
    let changed = changed.map(|day| format!("<lastmod>{day}</lastmod>")).unwrap_or_default();
    for address in addresses {
        // Writing to a string cannot fail.
        let _ = writeln!(xml, "<{entry}><loc>{base}{}</loc>{changed}</{entry}>", escaped(address));
    }
    let _ = writeln!(xml, "</{root}>");
    xml
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_addresses_make_an_index() {
        let addresses: Vec<String> = (0..=LIMIT).map(|number| format!("{number}/")).collect();
        let files = sitemaps("https://x.vn/", &addresses, Date::new(2026, 3, 31).ok());
        let names: Vec<&str> = files.iter().map(|file| file.0.as_str()).collect();
        assert_eq!(names, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
        assert!(
            files[2]
                .1
                .contains("<loc>https://x.vn/sitemap-2.xml</loc><lastmod>2026-03-31</lastmod>")
        );
    }
}
