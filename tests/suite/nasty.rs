//! A site from sources nobody would write on purpose: everything in them is shown, nothing of it runs.
//!
//! The sites stay in `target/tmp`, where `tests/browser` opens them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use congkhai::diagnostic::Severity;
use congkhai::pipeline::build as build_site;
use scraper::{Html, Selector};

use super::crawl;
use super::folder::put;
use super::site::quick;

/// What a hostile name holds: elements, attributes, entities, template code, the end of a script.
const ATTACK: &str = "<script>document.title='BAD'</script><img src=x onerror=\"document.title='BAD'\"> \"'&amp;{{ 7*7 }}</title></script>";

/// Right-to-left override, mark and isolate, none of them ended.
const TURNED: &str = "\u{202e}DẠNG NGƯỢC \u{200f}và \u{2067}nữa";

const CONFIG: &str = "title = \"Trang thử <b>&\"
description = \"Một câu.\"
base_url = \"https://thu.example/bac-ninh/\"
[publisher]
name = \"Sở Thử \\\"1\\\" <i>\"
email = \"a@thu.example\"
[licence]
name = \"CC BY 4.0\"
url = \"https://creativecommons.org/licenses/by/4.0/\"
";

const SNAPSHOT: &str =
    "period = \"2026-q1\"\nas_of = \"2026-03-31\"\npublished_on = \"2026-04-05\"\n";

/// Targets, values to show and their units: from 0,0001 to a million million, and below zero.
const VALUES: &[(&str, &str, &str)] = &[
    ("0,0001", "0,0002", "đồng/người"),
    ("1.000.000.000.000", "999.999.999.999,5", "đồng/người"),
    ("10", "-12,5", "%"),
];

fn agencies() -> String {
    let mut text = String::new();
    for number in 1..=400 {
        let name = match number {
            1 => "Sở Không việc".to_owned(),
            2 => format!("Sở {}", "Đ".repeat(60)),
            3 => format!("Sở <script>alert(3)</script> {TURNED}"),
            number => format!("Sở thứ {number} “<b>&” của tỉnh"),
        };
        let name = name.replace('\\', "\\\\").replace('"', "\\\"");
        let _ =
            writeln!(text, "[[agency]]\nid = \"so-{number}\"\nname = \"{name}\"\nkind = \"so\"\n");
    }
    text
}

fn document(has_indicators: bool) -> String {
    let mut text =
        "# KẾ HOẠCH\n\n| TT | Nhiệm vụ | Chủ trì | Thời hạn |\n|---|---|---|---|\n".to_owned();
    let long = "Việc rất dài ".repeat(231);
    assert!(long.chars().count() >= 3000);
    let names = [
        long.clone(),
        format!("{long}khác"),
        format!("Việc có chữ liền {}", "ư".repeat(60)),
        format!("Việc {ATTACK}"),
        format!("Việc {TURNED}"),
    ];
    for (number, name) in (1..).zip(names) {
        let _ = writeln!(text, "| {number} | {name} | Sở {} | 28/2/2026 |", "Đ".repeat(60));
    }
    for number in 4..=400 {
        let _ = writeln!(
            text,
            "| {} | Việc của nơi thứ {number} | Sở thứ {number} “<b>&” của tỉnh | 30/6/2026 |",
            number + 2
        );
    }
    if has_indicators {
        text.push_str(
            "\nChỉ tiêu:\n\n| TT | Chỉ tiêu | Đơn vị tính | Mục tiêu năm 2026 | Chủ trì |\n|---|---|---|---|---|\n",
        );
        for (number, (target, _, unit)) in (1..).zip(VALUES) {
            let _ = writeln!(
                text,
                "| {number} | Tốc độ tăng {number} {ATTACK} {TURNED} | {unit} | ≥ {target} | Sở thứ 4 “<b>&” của tỉnh |"
            );
        }
    }
    text
}

fn reports() -> String {
    let mut text = "Mã;Giá trị;Đơn vị tính;Ngày của số liệu;Tính chất;Ghi chú\n".to_owned();
    for (number, (_, value, unit)) in (1..).zip(VALUES) {
        let note = format!("\"{}\"", ATTACK.replace('"', "\"\""));
        let _ = writeln!(text, "kh-ct-{number};{value};{unit};31/03/2026;luỹ kế;{note}");
    }
    text
}

/// The site below `target/tmp/NAME`, built by the program.
fn build(name: &str, files: &[(&str, String)]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&root);
    for (path, text) in files {
        put(&root, path, text);
    }
    let public = root.join("public");
    let built = build_site(&root, &public, &quick(), &()).unwrap();
    let problems = built.outcome.diagnostics.iter();
    let errors: Vec<_> = problems.filter(|one| one.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    public
}

fn sources(has_indicators: bool) -> Vec<(&'static str, String)> {
    let mut files = vec![
        ("congkhai.toml", CONFIG.to_owned()),
        ("seeds/agencies.toml", agencies()),
        (
            "seeds/plans/kh/plan.toml",
            "title = \"Kế hoạch <u>thử</u>\"\nperiod_start = \"2026-01-01\"\n".to_owned(),
        ),
        ("seeds/plans/kh/document.md", document(has_indicators)),
        ("seeds/snapshots/2026-q1/snapshot.toml", SNAPSHOT.to_owned()),
    ];
    if has_indicators {
        files.push(("seeds/snapshots/2026-q1/so-4.csv", reports()));
    }
    files
}

fn read(public: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(public).into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(public).unwrap().to_str().unwrap().to_owned();
            (path, fs::read(entry.path()).unwrap())
        })
        .collect()
}

#[test]
fn hostile_names_and_wild_numbers_are_shown_and_do_nothing() {
    let files = read(&build("khac-thuong", &sources(true)));
    crawl::check(&files, "/bac-ninh/");
    let foreign = Selector::parse("img, b, i, u, script:not([src]):not([type])").unwrap();
    let ld = Selector::parse("script[type='application/ld+json']").unwrap();
    let mut pages = 0;
    for (path, bytes) in files.iter().filter(|(path, _)| path.rsplit('.').next() == Some("html")) {
        pages += 1;
        let page = Html::parse_document(std::str::from_utf8(bytes).unwrap());
        let found: Vec<String> = page.select(&foreign).map(|element| element.html()).collect();
        assert!(found.is_empty(), "{path}: {found:?}");
        for script in page.select(&ld) {
            let json: serde_json::Value = serde_json::from_str(&script.inner_html()).unwrap();
            assert!(json.is_object(), "{path}");
        }
    }
    assert!(pages > 800, "{pages}");
    let page = |path: &str| std::str::from_utf8(&files[path]).unwrap();
    let long = page("nhiem-vu/kh-nv-pl-1/index.html");
    assert!(long.contains(&"Việc rất dài ".repeat(230)), "nothing of a name is lost");
    let title = long.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
    // A name is cut only where it is much longer than 140 letters; which item and site it is stands behind it.
    let name = title.split(" – ").next().unwrap();
    assert!(name.chars().count() <= 160 && title.chars().count() < 260, "{title}");
    assert!(page("co-quan/so-1/index.html").contains("không được giao việc"));
    for (number, value) in [(1, "0,0002"), (2, "999.999.999.999,5"), (3, "-12,5")] {
        let path = format!("chi-tieu/kh-ct-{number}/index.html");
        let shown = page(&path).replace('\u{2212}', "-");
        assert!(shown.contains(value), "{path}: {value}");
    }
}

#[test]
fn a_site_without_indicators_says_so() {
    let files = read(&build("khong-chi-tieu", &sources(false)));
    crawl::check(&files, "/bac-ninh/");
    let list = std::str::from_utf8(&files["chi-tieu/index.html"]).unwrap();
    assert!(list.contains("Chưa có văn bản nào đặt chỉ tiêu."));
}
