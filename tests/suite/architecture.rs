//! Who may know whom: the dependency rule of ARCHITECTURE.md, as data.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::{package, sources};

/// Each top module and the top modules it may use. A module may always use itself.
const MAY_USE: &[(&str, &[&str])] = &[
    // Knowledge
    ("checksum", &[]),
    ("lookup", &[]),
    ("vietnamese", &[]),
    ("model", &["vietnamese"]),
    ("diagnostic", &["model"]),
    ("error", &[]),
    ("recall", &["checksum"]),
    ("progress", &[]),
    ("hosting", &[]),
    ("tree", &["checksum", "diagnostic", "hosting", "progress", "recall"]),
    // Stages
    ("read", &["model", "diagnostic", "checksum", "vietnamese"]),
    ("search", &["checksum", "model", "vietnamese"]),
    ("derive", &["lookup", "model", "recall", "search", "vietnamese"]),
    (
        "data",
        &["model", "derive", "config", "diagnostic", "checksum", "lookup", "tree", "vietnamese"],
    ),
    (
        "view",
        &["model", "derive", "data", "config", "diagnostic", "lookup", "search", "vietnamese"],
    ),
    ("feed", &["model", "derive", "data", "view", "vietnamese"]),
    ("theme", &["checksum", "model", "read", "diagnostic", "vietnamese"]),
    (
        "output",
        &[
            "feed",
            "view",
            "theme",
            "picture",
            "progress",
            "tree",
            "model",
            "derive",
            "data",
            "checksum",
            "config",
            "diagnostic",
            "search",
            "hosting",
            "vietnamese",
        ],
    ),
    ("picture", &[]),
    ("ledger", &["model", "read", "data", "diagnostic", "checksum", "vietnamese"]),
    ("forms", &["model", "read", "diagnostic", "error", "vietnamese"]),
    // Edges
    ("config", &["diagnostic", "model", "read"]),
    ("load", &["checksum", "config", "diagnostic", "error", "read"]),
    ("write", &["checksum", "error", "load", "lookup", "output", "recall", "tree"]),
    // Top
    ("init", &["error", "write"]),
    (
        "pipeline",
        &[
            "checksum",
            "config",
            "data",
            "derive",
            "diagnostic",
            "error",
            "hosting",
            "ledger",
            "load",
            "model",
            "output",
            "progress",
            "read",
            "recall",
            "search",
            "theme",
            "tree",
            "view",
            "write",
        ],
    ),
    (
        "serve",
        &["config", "diagnostic", "error", "load", "model", "pipeline", "progress", "search"],
    ),
    (
        "cli",
        &[
            "checksum",
            "config",
            "data",
            "diagnostic",
            "error",
            "forms",
            "hosting",
            "init",
            "ledger",
            "load",
            "model",
            "pipeline",
            "progress",
            "read",
            "search",
            "serve",
            "vietnamese",
            "write",
        ],
    ),
    ("memory", &[]),
    ("main", &["cli"]),
    ("lib", &[]),
];

/// The floors of a module: each part and the other parts of the same module it may use. A file directly below the
/// module belongs to no floor unless it is named here.
const FLOORS: &[(&str, &[&str])] = &[
    ("view/ground", &[]),
    ("view/parts", &["view/ground"]),
    ("view/find", &["view/ground", "view/parts"]),
    ("view/pages", &["view/ground", "view/parts"]),
];

/// Each third-party crate, as written in code, and the places (paths below `src/`) that may know it.
const DOORS: &[(&str, &[&str])] = &[
    ("annotate_snippets", &["diagnostic/render"]),
    ("axum", &["serve/"]),
    ("brotli", &["tree/precompress"]),
    ("calamine", &["read/"]),
    ("clap", &["cli/"]),
    ("clap_complete", &["cli/manual"]),
    ("clap_mangen", &["cli/manual"]),
    ("csv", &["data", "forms/", "ledger/", "output/", "read/"]),
    ("foldhash", &["lookup"]),
    ("flate2", &["tree/precompress"]),
    ("hayro_interpret", &["read/document/pdf/page"]),
    ("icu_collator", &["vietnamese/"]),
    ("icu_locale_core", &["vietnamese/"]),
    ("indicatif", &["cli/progress"]),
    ("jiff", &["cli/today", "model/", "read/", "vietnamese/"]),
    ("memchr", &["theme"]),
    ("mimalloc", &["main"]),
    ("minify_html", &["output/minify", "view/parts/markdown"]),
    ("notify", &["serve/watch"]),
    ("oxc_allocator", &["output/minify"]),
    ("oxc_codegen", &["output/minify"]),
    ("oxc_minifier", &["output/minify"]),
    ("oxc_parser", &["output/minify"]),
    ("oxc_span", &["output/minify"]),
    ("parquet", &["data/format/"]),
    ("png", &["picture/raster"]),
    ("postcard", &["checksum", "recall", "write/record"]),
    ("pulldown_cmark", &["output/", "read/", "view/"]),
    ("quick_xml", &["feed/atom", "read/", "output/", "theme/logo"]),
    (
        "rayon",
        &["data", "derive/", "feed/", "output/", "pipeline", "read/", "search/", "view/", "write"],
    ),
    ("resvg", &["picture/raster"]),
    ("rust_decimal", &["model/", "vietnamese/"]),
    ("rust_xlsxwriter", &["forms/"]),
    ("rusqlite", &["data/format/"]),
    ("rustix", &["memory", "write"]),
    (
        "serde",
        &[
            "checksum", "config", "data", "derive/", "feed/", "output/", "read/", "recall",
            "search/", "theme", "tree", "view/", "write/",
        ],
    ),
    (
        "serde_json",
        &[
            "checksum",
            "data",
            "diagnostic/render",
            "feed/json_feed",
            "ledger/json",
            "output/",
            "read/ledger",
            "search/",
            "theme",
            "view/",
        ],
    ),
    ("sha2", &["checksum"]),
    ("strsim", &["derive/", "diagnostic/", "read/"]),
    ("tantivy", &["search/"]),
    ("tera", &["output/", "theme"]),
    ("tokio", &["serve/"]),
    ("toml", &["config/", "read/", "theme/settings"]),
    ("tower_http", &["serve/"]),
    ("tracing", &["cli/", "load", "pipeline", "write"]),
    ("tracing_subscriber", &["cli/log"]),
    ("unicode_normalization", &["data/", "read/", "search/", "vietnamese/"]),
    ("walkdir", &["load", "write"]),
    ("zip", &["data/", "output/", "read/"]),
];

/// Crates of the tests only.
const TEST_CRATES: &[&str] = &["divan", "insta", "proptest", "scraper", "tempfile"];

#[test]
fn modules_use_only_what_stands_below_them() {
    let mut faults = Vec::new();
    for (file, text) in product() {
        let room = file["src/".len()..].split(['/', '.']).next().unwrap().to_owned();
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == room) else {
            faults.push(format!("{file}:1: `{room}` chưa có trong bảng MAY_USE"));
            continue;
        };
        for (number, line) in code_lines(&text) {
            let start = if room == "main" { "congkhai::" } else { "crate::" };
            for used in words_after(&line, start) {
                let is_room = MAY_USE.iter().any(|(name, _)| *name == used);
                if is_room && used != room && !allowed.contains(&used.as_str()) {
                    faults.push(format!("{file}:{number}: `{room}` không được dùng `{used}`"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn floors_use_only_those_below_them() {
    let mut faults = Vec::new();
    for (file, text) in product() {
        let place = file["src/".len()..].trim_end_matches(".rs");
        let is_below = |floor: &str| {
            place.strip_prefix(floor).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let Some((room, allowed)) = FLOORS.iter().find(|(floor, _)| is_below(floor)) else {
            continue;
        };
        let (module, own) = room.split_once('/').unwrap();
        for (number, line) in code_lines(&text) {
            for used in words_after(&line, &format!("crate::{module}::")) {
                let floor = format!("{module}/{used}");
                if used != own && !allowed.contains(&floor.as_str()) {
                    faults.push(format!("{file}:{number}: `{room}` không được dùng `{floor}`"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn files_of_a_floored_module_do_not_use_each_other_in_circles() {
    let product = product();
    let modules: BTreeSet<String> = product.iter().map(|(file, _)| module_of(file)).collect();
    let is_floored = |module: &str| {
        FLOORS.iter().any(|(floor, _)| module.starts_with(&floor.replace('/', "::")))
    };
    let mut left: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file, text) in &product {
        let module = module_of(file);
        if !is_floored(&module) {
            continue;
        }
        let lines = code_lines(text);
        let paths = lines.iter().flat_map(|(_, line)| paths_after(line));
        // What a folder hands on counts as the folder's; a file may use the folder it stands in.
        let used = paths.filter_map(|path| {
            let ends = path.match_indices("::").map(|(at, _)| at).chain([path.len()]);
            let starts = ends.map(|end| path[..end].to_owned());
            starts.filter(|start| modules.contains(start)).last()
        });
        let others = used.filter(|used| !format!("{module}::").starts_with(&format!("{used}::")));
        left.insert(module.clone(), others.collect());
    }
    // Whatever uses nothing that is left is taken away; circles stay.
    loop {
        let is_free = |list: &BTreeSet<String>| !list.iter().any(|used| left.contains_key(used));
        let free: BTreeSet<String> = left
            .iter()
            .filter(|(_, list)| is_free(list))
            .map(|(module, _)| module.clone())
            .collect();
        if free.is_empty() {
            break;
        }
        left.retain(|module, _| !free.contains(module));
    }
    assert!(left.is_empty(), "đi vòng: {left:#?}");
}

/// `src/view/parts/list/row.rs` → `view::parts::list::row`, `src/view/mod.rs` → `view`.
fn module_of(file: &str) -> String {
    let place = file["src/".len()..].trim_end_matches(".rs").trim_end_matches("/mod");
    place.replace('/', "::")
}

/// The paths behind each `crate::` of a line: `use crate::a::{b, c::D};` → `a::b`, `a::c::D`.
fn paths_after(line: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for (at, root) in line.match_indices("crate::") {
        let rest = &line[at + root.len()..];
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
        let (head, tail) = rest.split_at(end.unwrap_or(rest.len()));
        match tail.strip_prefix('{') {
            // Deeper groups are cut at their own braces: the folder they stand in is enough.
            Some(group) => {
                let names = group.split(['}', '{']).next().unwrap().split(',').map(str::trim);
                let names = names.filter(|name| !name.is_empty());
                paths.extend(names.map(|name| format!("{head}{name}")));
            }
            None => paths.push(head.trim_end_matches("::").to_owned()),
        }
    }
    paths
}

#[test]
fn each_crate_has_its_doors() {
    let mut faults = Vec::new();
    for (file, text) in product() {
        let place = &file["src/".len()..];
        for (number, line) in code_lines(&text) {
            for (name, doors) in DOORS {
                let is_door = doors.iter().any(|door| place.starts_with(door));
                if !is_door && names_crate(&line, name) {
                    faults.push(format!("{file}:{number}: `{name}` chỉ vào qua {doors:?}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn the_table_of_doors_is_the_list_of_dependencies() {
    let in_code = dependencies().iter().map(|name| name.replace('-', "_")).collect::<BTreeSet<_>>();
    let doors = DOORS.iter().map(|(name, _)| *name).chain(TEST_CRATES.iter().copied());
    assert_eq!(in_code, doors.map(str::to_owned).collect::<BTreeSet<String>>());
}

/// Only `load` reads the disk, only `write` writes it, only `collect` may ask for today's date; the compiler
/// holds it by `clippy.toml`.
#[test]
fn only_three_files_may_lift_the_bans() {
    let lifting: Vec<_> = product()
        .into_iter()
        .filter(|(_, text)| text.contains("clippy::disallowed_methods"))
        .map(|(file, _)| file)
        .collect();
    assert_eq!(lifting, ["src/cli/today.rs", "src/load.rs", "src/write.rs"]);
}

/// Unsafe code sets up the allocator and does nothing else; the compiler refuses it in every other file.
#[test]
fn only_the_allocator_is_set_up_by_unsafe_code() {
    let lifting: Vec<_> = product()
        .into_iter()
        .filter(|(file, text)| file != "src/lib.rs" && text.contains("unsafe_code"))
        .map(|(file, _)| file)
        .collect();
    assert_eq!(lifting, ["src/main.rs"]);
    let lib = fs::read_to_string(package().join("src/lib.rs")).unwrap();
    assert!(lib.contains("#![forbid(unsafe_code)]"), "the library may hold no unsafe code");
}

/// Names of all dependencies in Cargo.toml.
pub(super) fn dependencies() -> BTreeSet<String> {
    let manifest = fs::read_to_string(package().join("Cargo.toml")).unwrap();
    let mut is_list = false;
    let mut names = BTreeSet::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_list = matches!(line, "[dependencies]" | "[dev-dependencies]");
        } else if is_list && let Some((name, _)) = line.split_once('=') {
            names.insert(name.trim().to_owned());
        }
    }
    names
}

/// The sources without the files that are compiled for tests only.
fn product() -> Vec<(String, String)> {
    let all = sources("src");
    let mut tests = BTreeSet::new();
    for (file, text) in &all {
        let folder = file.trim_end_matches(".rs").trim_end_matches("/mod");
        let lines: Vec<_> = text.lines().map(str::trim).collect();
        for pair in lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]") {
            let name = pair[1].strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';'));
            tests.extend(name.map(|name| format!("{folder}/{name}.rs")));
        }
    }
    all.into_iter().filter(|(file, _)| !tests.contains(file)).collect()
}

/// Lines of code, numbered from 1; comments are left out, and so is each item marked `#[cfg(test)]`, wherever it
/// stands: what follows it is checked like everything else.
fn code_lines(text: &str) -> Vec<(usize, String)> {
    // Groups are written out so that `use crate::{a, b}` is seen as `crate::a` and `crate::b`.
    let mut lines = Vec::new();
    let mut group: Option<String> = None;
    let mut test_item: Option<usize> = None;
    for (number, whole) in (1..).zip(text.lines()) {
        let line = whole.trim_start();
        let indent = whole.len() - line.len();
        if let Some(depth) = test_item {
            // rustfmt ends an item with a closing line as deep as its first one, or on that line.
            let is_end = indent == depth && line.ends_with([';', '}']);
            test_item = (!is_end).then_some(depth);
            continue;
        }
        if line.starts_with("#[cfg(test)]") {
            test_item = Some(indent);
            continue;
        }
        if line.starts_with("//") {
            continue;
        }
        match &mut group {
            Some(open) => open.push_str(line),
            None if line.starts_with("use ") || line.starts_with("pub use ") => {
                group = Some(line.to_owned());
            }
            None => lines.push((number, line.to_owned())),
        }
        if group.as_ref().is_some_and(|open| open.ends_with(';')) {
            let whole = group.take().unwrap();
            lines.push((number, written_out(&whole)));
        }
    }
    lines
}

#[test]
fn code_below_a_test_item_is_read_too() {
    let text = "use crate::model::Id;\n#[cfg(test)]\nmod tests;\nuse crate::view::{self,\n    Row};\n\
        #[cfg(test)]\nmod more {\n    use crate::cli;\n}\nimpl A {\n    #[cfg(test)]\n    fn b() {\n        \
        crate::write::c();\n    }\n    fn d() { crate::load::e() }\n}\n";
    let used: Vec<_> =
        code_lines(text).iter().flat_map(|(_, line)| words_after(line, "crate::")).collect();
    assert_eq!(used, ["model", "view", "view", "load"]);
}

/// `use crate::{a::B, c};` → `crate::a::B crate::c`; anything else stays.
fn written_out(line: &str) -> String {
    let Some((head, rest)) = line.split_once("::{") else { return line.to_owned() };
    let root = head.rsplit(' ').next().unwrap();
    let mut depth = 0;
    let mut names = vec![String::new()];
    for character in rest.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(String::new()),
            _ => names.last_mut().unwrap().push(character),
        }
    }
    let names: Vec<_> = names.iter().map(|name| format!("{root}::{}", name.trim())).collect();
    names.join(" ")
}

/// The identifiers that follow `root` in a line.
fn words_after(line: &str, root: &str) -> Vec<String> {
    let word = |rest: &str| -> String {
        rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    line.match_indices(root).map(|(at, _)| word(&line[at + root.len()..])).collect()
}

/// Whether a line names the crate at the start of a path (`toml::…`, `use toml;`).
fn names_crate(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        let before = &line[..at];
        let after = &line[at + name.len()..];
        let is_start = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
            && !before.ends_with("::")
            && before.matches('"').count().is_multiple_of(2);
        is_start
            && (after.starts_with("::") || (before.ends_with("use ") && after.starts_with(';')))
    })
}

#[test]
fn the_reader_of_this_test_sees_what_it_must() {
    assert_eq!(written_out("use crate::{a::{B, C}, d};"), "crate::a::B, C crate::d;");
    assert_eq!(words_after("crate::a::B crate::d;", "crate::"), ["a", "d"]);
    assert_eq!(
        paths_after("use crate::a::b::{C, d::E}; crate::f::g()"),
        ["a::b::C", "a::b::d::E", "f::g"]
    );
    assert_eq!(module_of("src/view/parts/mod.rs"), "view::parts");
    assert!(names_crate("use toml::Spanned;", "toml"));
    assert!(names_crate("    toml::from_str(x)", "toml"));
    assert!(!names_crate("use crate::read::toml::read_toml;", "toml"));
    assert!(!names_crate("let my_toml::x", "toml"));
}
