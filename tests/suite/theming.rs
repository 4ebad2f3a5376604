//! A site's own theme: its settings reach the pages, its files stand in place of the built-in ones, and what its
//! templates may use is written down.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use congkhai::pipeline::{Outcome, compile};

use super::site::{inputs, quick};
use super::{package, sources};

const PLAN: &str = "title = \"Kế hoạch thử\"\n";
const DOCUMENT: &str = "| TT | Tên nhiệm vụ | Cơ quan chủ trì | Thời hạn |\n|---|---|---|---|\n\
                        | 1 | Xây dựng đề án | Sở Thử | 31/12/2026 |\n";
const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\"><path d=\"M0 0h9v9z\"/></svg>\n";
const SETTINGS: &str = "publisher = \"Ủy ban nhân dân tỉnh <Thử>\"\nlogo = \"logo.svg\"\n[colours]\n\
                        brand = { light = \"#7a1020\", dark = \"#4a0d15\" }\n";

/// The small site with a theme of its own, as its files by path.
fn themed(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    let config = "title = \"Trang thử\"\ndescription = \"Một câu.\"\nbase_url = \"https://thu.example/\"\n\
                  theme = \"rieng\"\n[publisher]\nname = \"Sở Thử\"\n\
                  [licence]\nname = \"CC BY 4.0\"\nurl = \"https://creativecommons.org/licenses/by/4.0/\"\n";
    let plan = [
        ("congkhai.toml", config),
        ("seeds/plans/thu/plan.toml", PLAN),
        ("seeds/plans/thu/document.md", DOCUMENT),
    ];
    let own: Vec<(String, &str)> =
        files.iter().map(|(path, text)| (format!("themes/rieng/{path}"), *text)).collect();
    let all: Vec<(&str, &str)> =
        plan.into_iter().chain(own.iter().map(|(path, text)| (path.as_str(), *text))).collect();
    let Outcome { files, diagnostics, .. } = compile(&inputs(&all), &quick());
    let files = files.unwrap_or_else(|| panic!("{diagnostics:#?}"));
    files
        .into_iter()
        .map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned()))
        .collect()
}

fn style(files: &BTreeMap<String, String>) -> &str {
    files.iter().find(|(path, _)| path.ends_with("/css/main.css")).expect("a style sheet").1
}

#[test]
fn the_settings_of_a_theme_reach_every_page_through_files() {
    let plain = themed(&[("templates/pages/khac.html", "")]);
    let files = themed(&[("theme.toml", SETTINGS), ("static/logo.svg", LOGO)]);
    assert!(!style(&plain).contains("#7a1020") && style(&files).contains("#7a1020"));
    let logo = files.keys().find(|path| path.ends_with("/logo.svg")).expect("the logo");
    let mut pages = 0;
    for (path, page) in files.iter().filter(|(path, _)| path.ends_with("index.html")) {
        assert!(!page.contains("style=") && !page.contains("<style"), "{path}");
        if path.starts_with("nhung/") {
            continue;
        }
        pages += 1;
        let root = "../".repeat(path.matches('/').count());
        let image = format!("{root}{logo}");
        assert!(page.contains(&image) && page.contains("width=\"80\""), "{path}: {image}");
        assert!(page.contains("Ủy ban nhân dân tỉnh &lt;Thử") && !page.contains("<Thử>"), "{path}");
    }
    assert!(pages > 10, "{pages}");
    assert!(!plain["index.html"].contains("class=\"logo\""));
    // What is drawn takes the chosen colours too.
    let chart = "static/css/tokens.css";
    assert!(!files.contains_key(chart) && !files.keys().any(|path| path.ends_with("theme.toml")));
}

#[test]
fn a_file_of_the_theme_stands_in_place_of_the_built_in_one_and_all_others_stay() {
    let plain = themed(&[("static/them.txt", "x")]);
    let files = themed(&[("templates/partials/footer.html", "<footer>Chân trang riêng</footer>")]);
    let page = &files["index.html"];
    assert!(page.contains("Chân trang riêng") && !page.contains("site-footer"));
    assert!(page.contains("site-header"), "the header is the built-in one");
    assert_eq!(style(&plain), style(&files));
}

/// What a template is given, from the types it is made of: `docs/templates.md` says nothing else.
#[test]
fn the_data_of_every_template_is_written_down() {
    let path = package().join("docs/templates.md");
    let wanted = reference();
    for (template, _) in templates() {
        assert!(wanted.contains(&format!("| `{template}` |")), "{template}");
    }
    if fs::read_to_string(&path).is_ok_and(|found| found == wanted) {
        return;
    }
    let renewed = package().join("target/templates.md");
    fs::create_dir_all(package().join("target")).unwrap();
    fs::write(&renewed, wanted).unwrap();
    panic!("docs/templates.md is not what the views give: copy target/templates.md there");
}

/// A struct or the variants of an enum, as written.
#[derive(Debug, Default)]
struct Shape {
    meaning: String,
    /// Name, type, meaning.
    fields: Vec<(String, String, String)>,
}

/// Every public struct and enum of the views and of the theme by its name, read from sources as rustfmt writes them.
fn shapes() -> BTreeMap<String, Shape> {
    let mut shapes: BTreeMap<String, Shape> = BTreeMap::new();
    let is_view = |file: &str| file.starts_with("src/view/") || file.starts_with("src/theme/");
    for (_, text) in sources("src").into_iter().filter(|(file, _)| is_view(file)) {
        let (mut open, mut variant, mut said, mut name_outside) =
            (None, String::new(), String::new(), None);
        for line in text.lines() {
            let words = line.trim();
            if let Some(doc) = words.strip_prefix("///") {
                said.push_str(if said.is_empty() { "" } else { " " });
                said.push_str(doc.trim());
                continue;
            }
            if words.starts_with("#[") {
                let renamed = words.strip_prefix("#[serde(rename = \"");
                name_outside = renamed.and_then(|rest| rest.split('"').next());
                if words == "#[serde(skip)]" {
                    name_outside = Some("");
                }
                continue;
            }
            let start = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "));
            if let Some(rest) = start.filter(|_| line.ends_with('{')) {
                let name = rest.split(['<', ' ']).next().unwrap().to_owned();
                let shape = Shape { meaning: said.clone(), fields: Vec::new() };
                assert!(shapes.insert(name.clone(), shape).is_none(), "two types `{name}`");
                open = Some(name);
            } else if line == "}" {
                open = None;
            } else if let Some(shape) = open.as_ref().and_then(|name| shapes.get_mut(name)) {
                if let Some(name) = words.strip_suffix(" {") {
                    // A variant with fields of its own stands for them; its name is what `kind` says.
                    variant = format!("(`kind` là `{}`) ", name.to_lowercase());
                } else if let Some((name, kind)) = words.split_once(": ") {
                    let name = name_outside.unwrap_or(name.trim_start_matches("pub "));
                    if !name.is_empty() {
                        let kind = kind.trim_end_matches(',').to_owned();
                        shape.fields.push((name.to_owned(), kind, format!("{variant}{said}")));
                    }
                } else if let Some((name, kind)) =
                    words.strip_suffix("),").and_then(|words| words.split_once('('))
                {
                    shape.fields.push((name.to_lowercase(), kind.to_owned(), said.clone()));
                } else if words == "}," {
                    variant.clear();
                }
            }
            (said, name_outside) = (String::new(), None);
        }
    }
    shapes
}

/// Each template and the type of its `page`.
fn templates() -> Vec<(String, String)> {
    let mut found: BTreeSet<(String, String)> = BTreeSet::new();
    let pages = sources("src").into_iter().filter(|(file, _)| file.starts_with("src/view/pages/"));
    for (file, text) in pages.filter(|(file, _)| !file.ends_with("/mod.rs")) {
        let behind = |start: &str| {
            let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("{file}: {start}"));
            rest.split([';', '<', '"']).next().unwrap().to_owned()
        };
        let template = behind("const TEMPLATE: &'static str = \"");
        let kind = behind("    type View = ");
        let kind = if kind == "()" { String::new() } else { kind };
        found.insert((format!("pages/{template}.html"), kind));
    }
    for (template, kind) in [("pictures/chart.xml", "Picture"), ("pictures/share.xml", "Share")] {
        found.insert((template.to_owned(), kind.to_owned()));
    }
    found.into_iter().collect()
}

/// The document.
fn reference() -> String {
    let shapes = shapes();
    let mut text = include_str!("theming.md").to_owned();
    let mut wanted: Vec<String> = Vec::new();
    text.push_str("\n## Mẫu\n\n| mẫu | `page` |\n|---|---|\n");
    for (template, kind) in templates() {
        let link = if kind.is_empty() { "không có".to_owned() } else { link(&kind) };
        let _ = writeln!(text, "| `{template}` | {link} |");
        wanted.push(kind);
    }
    text.push_str("\n## Thành phần\n\n");
    for line in components() {
        let _ = writeln!(text, "- `{line}`");
    }
    text.push_str("\n## Kiểu\n");
    wanted.extend(["SiteView", "Settings", "Frame"].map(str::to_owned));
    let mut reached: BTreeSet<String> = BTreeSet::new();
    while let Some(name) = wanted.pop() {
        let Some(shape) = shapes.get(&name) else { continue };
        if reached.insert(name) {
            wanted.extend(shape.fields.iter().flat_map(|(_, kind, _)| names(kind)));
        }
    }
    for name in reached {
        let Shape { meaning, fields } = &shapes[&name];
        let _ =
            write!(text, "\n### {name}\n\n{meaning}\n\n| tên | kiểu | nghĩa |\n|---|---|---|\n");
        for (field, kind, meaning) in fields {
            let kind = explained(kind, &shapes);
            let _ = writeln!(text, "| `{field}` | {kind} | {} |", meaning.replace('|', "\\|"));
        }
    }
    text
}

/// The head of every component, as templates call it.
fn components() -> Vec<String> {
    let folder = package().join("themes/mac-dinh/templates/components");
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let texts = files.iter().map(|file| fs::read_to_string(file).unwrap());
    texts
        .flat_map(|text| {
            let heads = text.lines().filter_map(|line| line.strip_prefix("{% component "));
            heads.map(|head| head.split(')').next().unwrap().to_owned() + ")").collect::<Vec<_>>()
        })
        .collect()
}

fn names(kind: &str) -> Vec<String> {
    let parts = kind.split(|letter: char| !letter.is_alphanumeric());
    parts.filter(|part| part.starts_with(char::is_uppercase)).map(str::to_owned).collect()
}

fn link(name: &str) -> String {
    format!("[{name}](#{})", name.to_lowercase())
}

/// A type in words.
fn explained(kind: &str, shapes: &BTreeMap<String, Shape>) -> String {
    let kind = kind.trim_start_matches("&'a ").trim_start_matches("&'static ").trim();
    let inner = |start: &str| kind.strip_prefix(start).and_then(|rest| rest.strip_suffix('>'));
    if let Some(kind) = inner("Option<") {
        return format!("{}, hoặc không có", explained(kind, shapes));
    }
    if let Some(kind) = inner("Box<") {
        return explained(kind, shapes);
    }
    let slice = kind.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    if let Some(kind) = inner("Vec<").or(slice) {
        let kind = kind.split(';').next().unwrap();
        return format!("danh sách: {}", explained(kind, shapes));
    }
    let pair = kind.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')?.split_once(", "));
    if let Some((one, other)) = pair {
        return format!("cặp: {} và {}", explained(one, shapes), explained(other, shapes));
    }
    let name = kind.split('<').next().unwrap();
    match name {
        "String" | "str" | "Cow" | "char" | "Facets" => "chữ".to_owned(),
        "bool" => "đúng hoặc sai".to_owned(),
        "usize" | "u8" | "u16" | "u32" | "u64" | "i8" | "i16" | "i32" | "i64" | "f64" => {
            "số".to_owned()
        }
        _ if shapes.contains_key(name) => link(name),
        _ => format!("`{kind}`"),
    }
}
