//! The built site as a crawler sees it: every address, fragment, id and title.

use std::collections::{BTreeMap, BTreeSet};

use congkhai::pipeline::{Overrides, compile};
use scraper::{Html, Selector};

use super::site::{quick, real_inputs, real_site};

/// What one page offers and asks for.
struct PageFacts {
    title: String,
    language: Option<String>,
    ids: Vec<String>,
    /// Every `href` and `src`.
    links: Vec<String>,
    /// Elements or attributes that need inline code.
    inline: Vec<String>,
}

fn facts(bytes: &[u8]) -> PageFacts {
    let page = Html::parse_document(std::str::from_utf8(bytes).unwrap());
    let all = Selector::parse("*").unwrap();
    let mut facts = PageFacts {
        title: String::new(),
        language: None,
        ids: Vec::new(),
        links: Vec::new(),
        inline: Vec::new(),
    };
    for element in page.select(&all) {
        let name = element.value().name();
        if name == "html" {
            facts.language = element.attr("lang").map(str::to_owned);
        }
        if name == "title" && facts.title.is_empty() {
            facts.title = element.text().collect();
        }
        let is_data = element.attr("type") == Some("application/ld+json");
        if name == "style" || (name == "script" && element.attr("src").is_none() && !is_data) {
            facts.inline.push(element.html());
        }
        for (attribute, value) in element.value().attrs() {
            match attribute {
                "id" => facts.ids.push(value.to_owned()),
                "href" | "src" => facts.links.push(value.to_owned()),
                "style" => facts.inline.push(format!("style={value}")),
                _ if attribute.starts_with("on") => {
                    facts.inline.push(format!("{attribute}={value}"));
                }
                _ => {}
            }
        }
    }
    facts
}

fn pages(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<&str, PageFacts> {
    let html = files.iter().filter(|(path, _)| path.rsplit('.').next() == Some("html"));
    html.map(|(path, bytes)| (path.as_str(), facts(bytes))).collect()
}

/// The file a relative link leads to, and its fragment; nothing for links that leave the site.
fn target(from: &str, link: &str, base: &str) -> Option<(String, Option<String>)> {
    let scheme = link.split_once(':').map(|(scheme, _)| scheme);
    if scheme.is_some_and(|scheme| !scheme.contains(['/', '?', '#'])) {
        return None;
    }
    let (path, fragment) =
        link.split_once('#').map_or((link, None), |(path, fragment)| (path, Some(fragment)));
    let path = path.split('?').next().unwrap();
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    if let Some(absolute) = path.strip_prefix('/') {
        let below = format!("/{absolute}");
        let below =
            below.strip_prefix(base).unwrap_or_else(|| panic!("{from}: {link} leaves {base}"));
        return Some((as_file(below), fragment.map(str::to_owned)));
    }
    if path.is_empty() {
        return Some((from.to_owned(), fragment.map(str::to_owned)));
    }
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => assert!(parts.pop().is_some(), "{from}: {link} climbs out of the site"),
            part => parts.push(part),
        }
    }
    Some((as_file(&parts.join("/")), fragment.map(str::to_owned)))
}

fn as_file(path: &str) -> String {
    if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    }
}

pub(super) fn check(files: &BTreeMap<String, Vec<u8>>, base: &str) {
    let pages = pages(files);
    let mut faults = Vec::new();
    let mut titles: BTreeMap<&str, &str> = BTreeMap::new();
    for (path, page) in &pages {
        if page.language.as_deref() != Some("vi") {
            faults.push(format!("{path}: lang"));
        }
        if page.title.trim().is_empty() {
            faults.push(format!("{path}: no title"));
        }
        if let Some(other) = titles.insert(&page.title, path) {
            faults.push(format!("{path} and {other}: same title “{}”", page.title));
        }
        let unique: BTreeSet<_> = page.ids.iter().collect();
        if unique.len() != page.ids.len() {
            faults.push(format!("{path}: an id twice"));
        }
        faults.extend(page.inline.iter().map(|code| format!("{path}: inline code {code}")));
        for link in &page.links {
            let Some((file, fragment)) = target(path, link, base) else { continue };
            let page = pages.get(file.as_str());
            let fragment = fragment.filter(|fragment| !fragment.is_empty());
            if !files.contains_key(&file) {
                faults.push(format!("{path}: {link} leads to no file"));
            } else if page
                .zip(fragment)
                .is_some_and(|(page, fragment)| !page.ids.contains(&fragment))
            {
                faults.push(format!("{path}: {link} leads to no place on the page"));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_link_of_the_real_site_leads_somewhere() {
    check(&real_site().files, "/");
}

#[test]
fn the_site_works_under_a_sub_path() {
    let overrides = Overrides { base_url: Some("https://example.vn/nq57/".to_owned()), ..quick() };
    let files = compile(&real_inputs(), &overrides).files.unwrap();
    check(&files, "/nq57/");
    let text = |path: &str| std::str::from_utf8(&files[path]).unwrap().to_owned();
    assert!(text("sitemap.xml").contains("<loc>https://example.vn/nq57/nhiem-vu/</loc>"));
    assert!(text("404.html").contains("/nq57/"));
}

#[test]
fn every_item_has_its_page_and_its_data() {
    let real = real_site();
    let mut missing = Vec::new();
    let mut want = |path: String| {
        if !real.files.contains_key(&path) {
            missing.push(path);
        }
    };
    for plan in real.site.plans.iter() {
        for stem in ["index.html", "index.json", "index.csv"] {
            want(format!("van-ban/{}/{stem}", plan.id));
            plan.tasks.iter().for_each(|task| want(format!("nhiem-vu/{}/{stem}", task.id)));
            plan.indicators
                .iter()
                .for_each(|indicator| want(format!("chi-tieu/{}/{stem}", indicator.id)));
        }
        plan.sections
            .iter()
            .for_each(|section| want(format!("linh-vuc/{}/index.html", section.id)));
    }
    real.site.agencies.iter().for_each(|agency| want(format!("co-quan/{}/index.html", agency.id)));
    real.site
        .references
        .iter()
        .for_each(|reference| want(format!("can-cu/{}/index.html", reference.id)));
    for page in
        ["", "chi-tieu/", "nhiem-vu/", "co-quan/", "van-ban/", "can-cu/", "linh-vuc/", "thoi-han/"]
    {
        want(format!("{page}index.html"));
    }
    for page in
        ["doi-chieu/", "chat-luong/", "du-lieu/", "gioi-thieu/", "phuong-phap/", "tro-nang/"]
    {
        want(format!("{page}index.html"));
    }
    for file in ["404.html", "sitemap.xml", "robots.txt"] {
        want(file.to_owned());
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_task_and_indicator_is_marked_where_it_is_printed() {
    let real = real_site();
    let pages = pages(&real.files);
    for plan in real.site.plans.iter() {
        let ids = &pages[format!("van-ban/{}/index.html", plan.id).as_str()].ids;
        let items =
            plan.tasks.iter().map(|task| &task.id).chain(plan.indicators.iter().map(|i| &i.id));
        let missing: Vec<_> =
            items.filter(|id| !ids.iter().any(|known| known == id.as_str())).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", plan.id);
    }
}

#[test]
fn the_same_sources_give_the_same_bytes() {
    let again = compile(&real_inputs(), &quick()).files.unwrap();
    let real = &real_site().files;
    assert_eq!(again.len(), real.len());
    let differing: Vec<_> =
        again.iter().filter(|(path, bytes)| real.get(*path) != Some(*bytes)).map(|e| e.0).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

#[test]
fn the_real_sources_have_no_error_and_no_warning() {
    use congkhai::diagnostic::Severity;
    let problems: Vec<_> =
        real_site().diagnostics.iter().filter(|d| d.severity != Severity::Note).collect();
    assert!(problems.is_empty(), "{problems:#?}");
}
