//! The sample site rendered: nothing fails, nothing gets through, every link leads somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::sample::{ATTACK, Sample, Words, sample};
use super::sample_reports::reported;
use super::{Content, render_site};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{IndicatorStatus, Site, TaskStatus};
use crate::theme::{Templates, ThemeSources};
use crate::tree::{Memory, OutputTree};
use crate::view::ground::address::{EMBEDS, GUIDE};

type Files = BTreeMap<String, Vec<u8>>;

#[test]
fn two_files_of_one_path_are_reported() {
    let mut diagnostics = Diagnostics::default();
    let memory = Memory::default();
    let tree = OutputTree::new(&memory);
    tree.insert("a".to_owned(), vec![1], &mut diagnostics);
    tree.insert("a".to_owned(), vec![2], &mut diagnostics);
    assert_eq!(tree.sums().lines().count(), 1);
    assert_eq!(memory.into_files()["a"], [1]);
    assert_eq!(diagnostics.sorted()[0].code, Code::OutputClash);
}

fn render(sample: &Sample) -> Files {
    let (files, problems) = render_in(sample, &ThemeSources::built_in());
    assert_eq!(problems, []);
    files
}

fn render_in(sample: &Sample, theme: &ThemeSources) -> (Files, Vec<Diagnostic>) {
    let templates = match Templates::load(theme) {
        Ok(templates) => templates,
        Err(problems) => return (Files::default(), problems),
    };
    let mut diagnostics = Diagnostics::default();
    let memory = Memory::default();
    let content = Content {
        config: &sample.config,
        site: &sample.site,
        derived: &sample.derived,
        quality: &sample.quality,
        releases: &sample.releases,
        theme,
    };
    let complete = |_: &mut Diagnostics| sample.releases.clone();
    render_site(content, templates, complete, &OutputTree::new(&memory), &mut diagnostics);
    (memory.into_files(), diagnostics.sorted())
}

fn pages(tree: &Files) -> impl Iterator<Item = (&str, &str)> {
    tree.iter()
        .filter(|(path, _)| path.rsplit('.').next() == Some("html"))
        .map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).unwrap()))
}

/// Values of an attribute in a page.
fn values<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let start = format!(" {name}=");
    let value = |rest: &'p str| match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split([' ', '>', '\n']).next(),
    };
    page.split(start.as_str()).skip(1).filter_map(value).collect()
}

#[test]
fn hostile_text_is_escaped_everywhere() {
    for sample in [sample(Words(true)), reported(Words(true), true)] {
        assert_nothing_gets_through(&render(&sample));
    }
}

fn assert_nothing_gets_through(tree: &Files) {
    assert!(pages(tree).count() > 30);
    for (path, page) in pages(tree) {
        assert!(!page.contains("<script>alert"), "{path}");
        assert!(!page.contains("<img"), "{path}");
        assert!(!page.contains("alert(1)</script>"), "{path}");
        let charts = page.matches("<svg class=\"chart\"").count();
        assert_eq!(page.matches("</title>").count(), 1 + charts, "{path}");
        // The search page has a plain script for readers who open it from a folder.
        let own = usize::from(path == "tim-kiem/index.html");
        let scripts = if path.starts_with(EMBEDS) { 0 } else { 2 + own };
        assert_eq!(page.matches("<script").count(), scripts, "{path}");
        assert!(!page.contains(ATTACK) && !page.contains(" 49 "), "{path}");
        for forbidden in [" style=", " onclick=", " onerror=\"", "<style", "javascript:"] {
            assert!(!page.contains(forbidden), "{path}: {forbidden}");
        }
    }
}

#[test]
fn ids_are_unique_in_every_page() {
    for sample in [sample(Words(false)), sample(Words(true)), reported(Words(true), false)] {
        let tree = render(&sample);
        for (path, page) in pages(&tree) {
            let mut seen = BTreeSet::new();
            for id in values(page, "id") {
                assert!(!id.is_empty() && seen.insert(id), "{path}: id {id}");
            }
        }
    }
}

#[test]
fn links_resolve_inside_the_tree() {
    for sample in [sample(Words(false)), reported(Words(false), true)] {
        assert_links_resolve(&sample);
    }
}

fn assert_links_resolve(sample: &Sample) {
    let tree = render(sample);
    let data_files: BTreeSet<&str> = sample
        .releases
        .iter()
        .flat_map(|release| &release.sets)
        .flat_map(|set| &set.files)
        .map(|file| file.path.as_str())
        .collect();
    for (path, page) in pages(&tree) {
        for link in values(page, "href").into_iter().chain(values(page, "src")) {
            // A quoted quote: code for other sites, shown as words.
            if link.starts_with("http") || link.starts_with("&quot;") || link.starts_with("mailto:")
            {
                continue;
            }
            let (way, fragment) = link.split_once('#').unwrap_or((link, ""));
            let way = way.split('?').next().unwrap_or(way);
            let target = resolve(path, way, sample.config.base_path());
            let is_data = ["index.json", "index.csv", "minh-hoa.json", "minh-hoa.csv"]
                .iter()
                .any(|file| target.ends_with(&format!("/{file}")));
            // Files of open data are no part of this tree; those of a real site are followed by the crawl.
            // The documents of plans are published beside the pages, from the bytes that were read.
            let is_file = target == "SHA256SUMS"
                || target.ends_with("/van-ban-goc.txt")
                || ((target.starts_with("du-lieu/") || target.starts_with("api/"))
                    && !target.ends_with("/index.html"));
            if is_data || is_file || data_files.contains(target.as_str()) {
                continue;
            }
            let bytes = tree.get(&target).unwrap_or_else(|| panic!("{path}: {link} → {target}"));
            if !fragment.is_empty() {
                let page = std::str::from_utf8(bytes).unwrap();
                assert!(values(page, "id").contains(&fragment), "{path}: {link}");
            }
        }
    }
}

/// The file a link of the page at `path` names.
fn resolve(path: &str, way: &str, base_path: &str) -> String {
    if way.is_empty() {
        return path.to_owned();
    }
    let joined = match way.strip_prefix(base_path).filter(|_| way.starts_with('/')) {
        Some(rest) => rest.to_owned(),
        None => format!("{}{way}", &path[..path.rfind('/').map_or(0, |at| at + 1)]),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in joined.split('/') {
        match part {
            "." => {}
            ".." => assert!(parts.pop().is_some(), "{path}: {way} leaves the site"),
            part => parts.push(part),
        }
    }
    let target = parts.join("/");
    if target.is_empty() || target.ends_with('/') { format!("{target}index.html") } else { target }
}

#[test]
fn titles_and_descriptions_are_unique() {
    for sample in [sample(Words(false)), reported(Words(false), false)] {
        assert_unique_names(&render(&sample));
    }
}

fn assert_unique_names(tree: &Files) {
    let (mut titles, mut descriptions) = (BTreeSet::new(), BTreeSet::new());
    for (path, page) in pages(tree) {
        let title = page.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
        assert!(titles.insert(title.to_owned()), "{path}: {title}");
        let description = page
            .split("<meta ")
            .find(|tag| tag.contains("name=\"description\"") || tag.contains("name=description"))
            .and_then(|tag| values(&format!(" {tag}"), "content").first().map(ToString::to_string))
            .unwrap();
        assert!(descriptions.insert(description.clone()), "{path}: {description}");
    }
}

#[test]
fn rows_of_lists_can_be_found_by_script() {
    let tree = render(&reported(Words(false), true));
    let mut rows = 0;
    for (path, page) in pages(&tree) {
        for name in ["data-row", "data-beside", "data-facets"] {
            for (at, _) in page.match_indices(name) {
                rows += 1;
                assert_eq!(page.as_bytes()[at - 1], b' ', "{path}: {}", &page[at..][..30]);
            }
        }
    }
    assert!(rows > 20, "{rows}");
}

#[test]
fn cards_for_other_sites_run_nothing_and_stand_in_no_site_map() {
    let tree = render(&reported(Words(false), true));
    let cards: Vec<_> = pages(&tree).filter(|(path, _)| path.starts_with(EMBEDS)).collect();
    assert!(cards.iter().any(|(path, _)| path.matches('/').count() == 4), "none is frozen");
    for (path, page) in cards {
        assert!(!page.contains("<script") && page.contains("target=\"_top\""), "{path}");
    }
    let map = std::str::from_utf8(&tree["sitemap.xml"]).unwrap();
    assert!(map.contains("/chi-tieu/") && !map.contains("/nhung/"));
}

#[test]
fn the_guide_shows_every_status_and_every_token_and_stands_in_no_site_map() {
    let tree = render(&reported(Words(false), false));
    let page = std::str::from_utf8(&tree["huong-dan-giao-dien/index.html"]).unwrap();
    let tasks = TaskStatus::ALL.iter().map(|status| status.1);
    let indicators = IndicatorStatus::ALL.iter().map(|status| status.1);
    for key in tasks.chain(indicators) {
        let mark = format!("data-status=\"{key}\"");
        assert!(page.replace(&format!("data-status={key}"), &mark).contains(&mark), "{key}");
    }
    let sources = ThemeSources::built_in();
    let css = |name: &str| {
        let (_, bytes) = sources.static_files().find(|(path, _)| *path == name).unwrap();
        std::str::from_utf8(bytes).unwrap().to_owned()
    };
    let tokens = css("css/tokens.css");
    let names = tokens.lines().filter_map(|line| line.trim().strip_prefix("--")?.split(':').next());
    for name in names.filter(|name| !["sans", "mono", "measure", "page"].contains(name)) {
        let is_line = name.starts_with("line-");
        assert!(is_line || page.contains(&format!("<code>--{name}</code>")), "{name}");
        let rule = format!("[data-token=\"{name}\"] {{ --shown: var(--{name}); }}");
        assert!(is_line || css("css/guide.css").contains(&rule), "{name}");
    }
    assert!(!std::str::from_utf8(&tree["sitemap.xml"]).unwrap().contains(GUIDE));
}

#[test]
fn the_same_sources_give_the_same_bytes() {
    let (first, second) = (render(&sample(Words(false))), render(&sample(Words(false))));
    assert!(first.iter().eq(second.iter()));
}

#[test]
fn an_empty_site_explains_itself() {
    let mut sample = sample(Words(false));
    sample.site = Site::default();
    sample.derived = crate::derive::Derived::default();
    sample.quality.clear();
    sample.releases.clear();
    let tree = render(&sample);
    for (path, page) in pages(&tree) {
        assert!(!page.contains("<ul class=\"rows\">\n</ul>"), "{path}");
    }
    let tasks = std::str::from_utf8(tree.get("nhiem-vu/index.html").unwrap()).unwrap();
    assert!(tasks.contains("Chưa có văn bản nào giao nhiệm vụ."));
}

#[test]
fn made_up_figures_are_marked_on_every_page_and_kept_from_robots() {
    let words = "Dữ liệu minh họa";
    let made_up = render(&reported(Words(false), true));
    for (path, page) in pages(&made_up) {
        assert!(page.contains("Dữ liệu minh họa – không phải số liệu chính thức"), "{path}");
        assert_eq!(page.matches("content=\"noindex\"").count(), 1, "{path}");
    }
    assert_eq!(made_up["robots.txt"], b"User-agent: *\nDisallow: /\n");
    for sample in [sample(Words(false)), reported(Words(false), false)] {
        let tree = render(&sample);
        for (path, page) in pages(&tree) {
            assert!(!page.contains(words), "{path}");
            let is_hidden = ["404.html", "huong-dan-giao-dien/index.html"].contains(&path);
            assert_eq!(page.contains("noindex"), is_hidden, "{path}");
        }
        let robots = std::str::from_utf8(tree.get("robots.txt").unwrap()).unwrap();
        assert!(robots.contains("Allow: /"));
    }
}

#[test]
fn without_snapshots_nothing_speaks_of_periods() {
    let tree = render(&sample(Words(false)));
    assert!(
        !tree.contains_key("canh-bao/index.html") && !tree.contains_key("ky-bao-cao/index.html")
    );
    for (path, page) in pages(&tree).filter(|(path, _)| !path.starts_with(GUIDE)) {
        for absent in ["canh-bao/", "ky-bao-cao/", "<svg", "Số liệu tính đến", "6 rõ", "so-cai"]
        {
            // How clearly work is assigned is a matter of the plans, and a column of the tasks.
            let places = ["chat-luong/index.html", "du-lieu/nhiem-vu/index.html"];
            let is_of_plans = absent == "6 rõ" && places.contains(&path);
            assert_eq!(page.contains(absent), is_of_plans, "{path}: {absent}");
        }
    }
    let page = std::str::from_utf8(tree.get("chat-luong/index.html").unwrap()).unwrap();
    assert!(page.contains("Nhiệm vụ theo số điều rõ") && page.contains("Rõ thẩm quyền"));
    assert!(!page.contains("chưa gửi báo cáo") && !page.contains("Đính chính số liệu"));
}

#[test]
fn a_period_shows_its_seal_or_that_it_has_none() {
    let tree = render(&reported(Words(false), false));
    let page = |period: &str| {
        let path = format!("ky-bao-cao/{period}/index.html");
        std::str::from_utf8(tree.get(&path).unwrap()).unwrap()
    };
    let sealed = page("2026-q2");
    for sum in ['a', 'b', 'c'].map(|digit| digit.to_string().repeat(64)) {
        assert!(sealed.contains(&format!("{sum}</code>")), "{sum}");
    }
    for expected in ["du-lieu/so-cai.json", "congkhai verify", "/2026-q2/index.csv"] {
        assert!(sealed.contains(expected), "{expected}");
    }
    let corrected = format!("{}</code> (sau đính chính)", "4".repeat(64));
    assert!(sealed.contains(&corrected));
    assert!(!sealed.contains("chưa niêm phong") && !sealed.contains("(mục đầu tiên)"));
    assert!(page("2026-q1").contains("(mục đầu tiên)"));
    assert!(page("2026-q3").contains("chưa niêm phong"));
}

#[test]
fn corrections_stand_beside_the_old_figure() {
    let tree = render(&reported(Words(false), false));
    let page = |path: &str| std::str::from_utf8(tree.get(path).unwrap()).unwrap();
    let indicator = page("chi-tieu/kh57-2026-ct-1/index.html");
    assert!(indicator.contains("đính chính thành <ins>72,5%</ins>"));
    let both = ["<del>77,7%</del>", "20/07/2026", "Nhập nhầm số", "<del>26,5</del>"];
    for expected in &both[..3] {
        assert!(indicator.matches(expected).count() >= 2, "{expected}");
    }
    let task = page("nhiem-vu/kh57-2026-nv-i-1/index.html");
    for expected in ["<del>26,5</del>", "<ins>62,5</ins>", "Mức hoàn thành", "Nhập nhầm số"]
    {
        assert!(task.contains(expected), "{expected}");
    }
    for path in ["ky-bao-cao/2026-q2/index.html", "chat-luong/index.html"] {
        for expected in both {
            assert!(page(path).contains(expected), "{path}: {expected}");
        }
    }
    assert!(page("ky-bao-cao/2026-q1/index.html").contains("Chưa có đính chính nào"));
    // What is about a period the site does not show is shown nowhere.
    for (path, page) in pages(&tree) {
        assert!(!page.contains("2,22"), "{path}");
    }
}

#[test]
fn the_page_of_quality_counts_clear_tasks_and_names_who_is_silent() {
    let sample = reported(Words(false), false);
    let tree = render(&sample);
    let page = std::str::from_utf8(tree.get("chat-luong/index.html").unwrap()).unwrap();
    let known = &sample.derived.clarity;
    for score in 0..=6 {
        let tasks = known.values().filter(|clarity| clarity.score() == score).count();
        let row = page.split(&format!(">{score}/6")).nth(1).unwrap();
        let number = row.split("<td>").nth(1).unwrap();
        assert!(number.starts_with(&tasks.to_string()), "{score}: {number:.20}");
    }
    let silent = page.split("id=\"trang--chua-bao-cao\"").nth(1).unwrap();
    assert!(silent.contains("Quý III") && silent.contains("co-quan/"), "{silent:.400}");
}

#[test]
fn reports_are_shown_with_what_the_rules_say() {
    let tree = render(&reported(Words(false), false));
    let page = |path: &str| std::str::from_utf8(tree.get(path).unwrap()).unwrap();
    let task = page("nhiem-vu/kh57-2026-nv-i-1/index.html");
    for expected in [
        "data-status=\"overdue\"",
        "Quy tắc 4",
        "Báo cáo không khớp với ngày hạn",
        "<del>30/09/2026</del> → <ins>10/10/2026</ins>, theo 15/QĐ-UBND",
        "rel=\"noopener nofollow\"",
        "6 rõ: ",
        "62,5%",
    ] {
        assert!(task.contains(expected), "{expected}");
    }
    let parts = page("nhiem-vu/kh57-2026-nv-i-2/index.html");
    assert!(parts.contains("Phần 1: phê duyệt") && parts.contains("completed_on_time"));
    let indicator = page("chi-tieu/kh57-2026-ct-1/index.html");
    for expected in ["<del>70%</del>", "<ins>69,5%</ins>", "Đổi cách tính", "class=\"chart\""]
    {
        assert!(indicator.contains(expected), "{expected}");
    }
    let other = page("chi-tieu/qd123-2023-ct-1/index.html");
    assert!(other.contains("Chưa có số liệu nào về chỉ tiêu này."));
    let method = page("phuong-phap/index.html");
    assert!(method.contains("id=\"quy-tac-11\"") && method.contains("Ví dụ tính sẵn"));
}

/// Writes the sample site to the folder named by `CONGKHAI_SAMPLE`, for looking at it in a browser.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "only with the variable set, into a folder of the tester"
)]
fn the_sample_can_be_looked_at() {
    let Some(folder) = std::env::var_os("CONGKHAI_SAMPLE").map(std::path::PathBuf::from) else {
        return;
    };
    let hostile = std::env::var_os("CONGKHAI_HOSTILE").is_some();
    let mut sample = match std::env::var_os("CONGKHAI_REPORTED") {
        Some(_) => reported(Words(hostile), true),
        None => sample(Words(hostile)),
    };
    sample.config.base_url = "https://example.vn/".to_owned();
    for (path, bytes) in render(&sample) {
        let file = folder.join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    }
}

/// Every template and every component is shown by one of the small sites: a broken one cannot hide.
#[test]
fn every_template_and_every_component_is_rendered() {
    let built_in = ThemeSources::built_in();
    let is_share = |path: &str| path == "pictures/share.xml";
    let (mut marks, mut files) = (Vec::new(), Vec::new());
    for (path, bytes) in built_in.templates() {
        let text = std::str::from_utf8(bytes).unwrap();
        let mut marked = String::new();
        let mut mark = |name: &str| {
            let mark = format!("[DA-DUNG {name}]");
            marks.push(mark.clone());
            mark
        };
        let is_of_components = path.starts_with("components/");
        for line in text.lines() {
            let component =
                line.strip_prefix("{% component ").and_then(|rest| rest.split('(').next());
            // A mark in front of what a page extends would be lost.
            let is_block = line.starts_with("{% block");
            let own = component.or(is_block.then_some(path));
            let _ = writeln!(marked, "{line}{}", own.map(&mut mark).unwrap_or_default());
        }
        if is_share(path) {
            marked = "{{ page.khong_co }}".to_owned();
        } else if !is_of_components && !text.contains("{% block") {
            let _ = write!(marked, "<!--{}-->", mark(path));
        }
        files.push((format!("templates/{path}"), marked.into_bytes()));
    }
    assert!(marks.len() > 60, "{}", marks.len());
    let theme = ThemeSources::with_files("dau", files);
    let mut all = String::new();
    for mut sample in [sample(Words(false)), reported(Words(false), true)] {
        sample.config.has_pictures = cfg!(feature = "images");
        let (files, problems) = render_in(&sample, &theme);
        // The picture for sharing leaves only pixels: it was rendered if its fault is found.
        assert_eq!(problems.is_empty(), !sample.config.has_pictures);
        for problem in problems {
            assert!(problem.message.contains("khong_co"), "{problem:?}");
        }
        for bytes in files.values() {
            all.push_str(&String::from_utf8_lossy(bytes));
        }
    }
    marks.retain(|mark| !all.contains(mark.as_str()));
    assert_eq!(marks, Vec::<String>::new(), "never rendered");
}
