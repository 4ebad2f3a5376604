//! What programs look for at the front door, of a site that has the settings and of one that has none.

use std::collections::BTreeMap;

use congkhai::load::load;
use congkhai::pipeline::compile;

use super::folder::{self, CONFIG, registry};
use super::site::quick;

const DOCUMENT: &str = "# KẾ HOẠCH

| TT | Nhiệm vụ | Chủ trì | Thời hạn |
|---|---|---|---|
| 1 | Xây dựng kho dữ liệu | Sở Y tế | 30/9/2026 |
";

const SNAPSHOT: &str =
    "period = \"2026-q1\"\nas_of = \"2026-03-31\"\npublished_on = \"2026-04-05\"\n";

/// The text files of a small site with these settings of its publisher.
fn files(publisher: &str, snapshot: &str) -> BTreeMap<String, String> {
    let root = tempfile::tempdir().unwrap();
    let put = |path: &str, text: &str| folder::put(root.path(), path, text);
    let name = "[publisher]\nname = \"Sở Thử\"\n";
    put("congkhai.toml", &CONFIG.replace(name, &format!("{name}{publisher}")));
    put("seeds/agencies.toml", &registry(&[("so-y-te", "Sở Y tế")]));
    put("seeds/plans/kh/plan.toml", "title = \"Kế hoạch\"\n");
    put("seeds/plans/kh/document.md", DOCUMENT);
    put("seeds/snapshots/2026-q1/snapshot.toml", snapshot);
    put("seeds/snapshots/2026-q1/so-y-te.csv", "Mã,Tình trạng\nkh-nv-pl-1,Đang thực hiện\n");
    let outcome = compile(&load(root.path()).unwrap(), &quick());
    let files = outcome.files.unwrap_or_else(|| panic!("{:#?}", outcome.diagnostics));
    files
        .into_iter()
        .filter_map(|(path, bytes)| Some((path, String::from_utf8(bytes).ok()?)))
        .collect()
}

/// The one value of a field of `security.txt`.
fn field<'t>(text: &'t str, name: &str) -> &'t str {
    let values: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).collect();
    assert_eq!(values.len(), 1, "{name}: {text}");
    values[0]
}

/// RFC 9116: a contact is an address of mail or the web, and the file says until when it holds; that day is counted
/// from the data, because a build has no clock.
#[test]
fn whom_to_tell_of_a_weakness_is_told_until_a_day_of_the_data() {
    const PATH: &str = ".well-known/security.txt";
    for (publisher, contact) in [
        ("email = \"an-ninh@thu.example\"\n", "mailto:an-ninh@thu.example"),
        ("url = \"https://thu.example/lien-he/\"\n", "https://thu.example/lien-he/"),
        (
            "email = \"an-ninh@thu.example\"\nurl = \"https://thu.example/lien-he/\"\n",
            "mailto:an-ninh@thu.example",
        ),
    ] {
        let files = files(publisher, SNAPSHOT);
        let text = &files[PATH];
        assert_eq!(field(text, "Contact"), contact);
        assert_eq!(field(text, "Expires"), "2027-03-28T00:00:00+07:00");
        assert_eq!(field(text, "Canonical"), format!("https://thu.example/{PATH}"));
        assert_eq!(field(text, "Preferred-Languages"), "vi");
        let is_field =
            |line: &str| line.split_once(": ").is_some_and(|(_, value)| !value.is_empty());
        assert!(text.ends_with('\n') && text.lines().all(is_field), "{text}");
    }
    // A later report, a later day; no address, no file.
    let later = SNAPSHOT.replace("2026-03-31", "2026-03-20");
    let text = &files("email = \"an-ninh@thu.example\"\n", &later)[PATH];
    assert_eq!(field(text, "Expires"), "2027-03-20T00:00:00+07:00");
    assert!(!files("", SNAPSHOT).contains_key(PATH));
}

#[test]
fn programs_find_the_site_its_search_and_its_map() {
    let files = files("", SNAPSHOT);
    let home = &files["index.html"];
    let manifest: serde_json::Value = serde_json::from_str(&files["trang.webmanifest"]).unwrap();
    for (member, value) in [
        ("name", "Trang thử"),
        ("lang", "vi"),
        ("start_url", "./"),
        ("scope", "./"),
        ("display", "browser"),
    ] {
        assert_eq!(manifest[member], value, "{member}");
    }
    for icon in manifest["icons"].as_array().unwrap() {
        let src = icon["src"].as_str().unwrap();
        assert!(files.contains_key(src) && icon["sizes"] == "any", "{src}");
    }
    assert!(home.contains("rel=\"manifest\"") || home.contains("rel=manifest"));
    let search = &files["opensearch.xml"];
    let document = elements(search);
    for (name, text) in
        [("ShortName", "Trang thử"), ("Description", "Một câu."), ("InputEncoding", "UTF-8")]
    {
        assert_eq!(document[name], text);
    }
    assert!(
        search.contains("template=\"https://thu.example/tim-kiem/?q={searchTerms}\""),
        "{search}"
    );
    assert!(files.contains_key("tim-kiem/index.html"));
    assert_eq!(
        files["robots.txt"],
        "User-agent: *\nAllow: /\n\nSitemap: https://thu.example/sitemap.xml\n"
    );
    let map = &files["sitemap.xml"];
    let count = map.matches("<loc>").count();
    assert!(count > 10 && map.matches("<lastmod>2026-03-31</lastmod>").count() == count, "{map}");
    for address in map.split("<loc>https://thu.example/").skip(1) {
        let (path, _) = address.split_once("</loc>").unwrap();
        assert!(files.contains_key(&format!("{path}index.html")), "{path}");
    }
    let words = &files["llms.txt"];
    assert!(
        words.starts_with("# Trang thử\n\n> Một câu.\n\nSố liệu tính đến 31/03/2026. "),
        "{words}"
    );
    let links: Vec<&str> = words.split("](https://thu.example/").skip(1).collect();
    assert!(links.len() >= 8, "{words}");
    for link in links {
        let (path, _) = link.split_once(')').unwrap();
        let page = if path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
        assert!(files.contains_key(&page), "{page}");
    }
}

/// The words of the elements of a small XML document that hold nothing else.
fn elements(xml: &str) -> BTreeMap<String, String> {
    let element = |part: &str| {
        let (name, rest) = part.split_once('>')?;
        let (text, _) = rest.split_once(&format!("</{name}>"))?;
        Some((name.to_owned(), text.to_owned()))
    };
    xml.split('<')
        .zip(xml.match_indices('<'))
        .filter_map(|(_, (at, _))| element(&xml[at + 1..]))
        .collect()
}

/// Made-up figures are no subject for search engines.
#[test]
fn a_site_with_made_up_figures_is_kept_from_robots() {
    let files = files("", &format!("{SNAPSHOT}illustrative = true\n"));
    assert_eq!(files["robots.txt"], "User-agent: *\nDisallow: /\n");
    assert!(files["llms.txt"].contains("minh họa"));
}
