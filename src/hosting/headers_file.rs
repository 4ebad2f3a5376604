//! `_headers`, which static hosts such as Cloudflare Pages and Netlify read from the site itself.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{EMBEDS, FINGERPRINTED, Kind};

/// Where the hosts look for it.
pub const HEADERS_FILE: &str = "_headers";

/// The file for a site of these `paths`, standing below `base` (a path with a slash at both ends).
///
/// Hosts differ in what they do when two patterns fit one address, so here exactly one does: a pattern is a folder whose
/// files are all of one kind, or a single address.
pub fn headers_file<'p>(base: &str, paths: impl Iterator<Item = &'p str>) -> String {
    let mut patterns: BTreeMap<String, Kind> = BTreeMap::new();
    let mut last = String::new();
    for path in paths {
        // Nearly all files of a nation fit the pattern of the file before.
        if last.strip_suffix('*').is_none_or(|folder| !path.starts_with(folder)) {
            last = pattern(path);
            patterns.insert(last.clone(), Kind::of(path));
        }
    }
    let mut text = String::new();
    for (pattern, kind) in patterns {
        let _ = writeln!(text, "{base}{pattern}");
        for (name, value) in kind.headers() {
            let _ = writeln!(text, "  {name}: {value}");
        }
    }
    text
}

/// The pattern that fits the address of the file `path`.
fn pattern(path: &str) -> String {
    let special = || FINGERPRINTED.into_iter().chain([EMBEDS]);
    if let Some(folder) = special().find(|folder| path.starts_with(folder)) {
        return format!("{folder}*");
    }
    match path.split_once('/') {
        Some((top, _)) if !special().any(|folder| folder.starts_with(&format!("{top}/"))) => {
            format!("{top}/*")
        }
        _ => path.strip_suffix("index.html").unwrap_or(path).to_owned(),
    }
}
