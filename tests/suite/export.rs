//! `congkhai export`: what Quickwit documents is kept to, and the path to a national table is walked as documented.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use congkhai::data::{CHANGES, DATASETS, Target};
use congkhai::pipeline::export_tables;

use super::folder::put;
use super::forms::python;
use super::package;
use super::read_back::nasty;
use super::site::{real_inputs, real_site};

fn exported(inputs: &congkhai::load::Inputs, target: Target) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let put = &mut |path, bytes, _: &mut _| assert!(files.insert(path, bytes).is_none());
    export_tables(inputs, target, put).unwrap();
    files
}

/// Rows of a dataset of the official edition.
fn rows(site: &BTreeMap<String, Vec<u8>>, stem: &str) -> usize {
    let bytes = &site[&format!("du-lieu/{stem}.ndjson")];
    std::str::from_utf8(bytes).unwrap().lines().count()
}

fn has_form(text: &str, first: &str, rest: &str) -> bool {
    let is_of = |c: char, others: &str| c.is_ascii_alphanumeric() || others.contains(c);
    text.starts_with(|c: char| c.is_ascii_alphabetic() || first.contains(c))
        && text.chars().all(|c| is_of(c, rest))
}

/// The rules of Quickwit's page "Index configuration": names, types, tokenizers, formats.
fn keep_to_the_documentation(index: &Value) -> BTreeMap<String, String> {
    assert_eq!(index["version"], "0.7");
    let id = index["index_id"].as_str().unwrap();
    assert!((3..=255).contains(&id.len()) && has_form(id, "", "-_"), "{id}");
    let mapping = &index["doc_mapping"];
    assert_eq!(mapping["mode"], "strict");
    let mut types = BTreeMap::new();
    for field in mapping["field_mappings"].as_array().unwrap() {
        let text = |key: &str| field[key].as_str().unwrap_or_default().to_owned();
        let (name, kind) = (text("name"), text("type"));
        assert!(name.len() <= 255 && has_form(&name, "@$_-", "@$_/.-"), "{name}");
        assert!(!["_source", "_dynamic", "_field_presence"].contains(&name.as_str()));
        let known: &[&str] = match kind.as_str() {
            "text" | "array<text>" => {
                assert!(["raw", "default"].contains(&text("tokenizer").as_str()));
                &["tokenizer", "record", "fieldnorms", "fast"]
            }
            "i64" | "f64" | "bool" => &["fast"],
            "datetime" => {
                assert_eq!(field["input_formats"], serde_json::json!(["%Y-%m-%d"]));
                &["input_formats", "output_format", "fast"]
            }
            other => panic!("{name}: {other}"),
        };
        for key in field.as_object().unwrap().keys() {
            let is_common = ["name", "type", "description"].contains(&key.as_str());
            assert!(is_common || known.contains(&key.as_str()), "{name}: {key}");
        }
        assert!(types.insert(name, kind).is_none());
    }
    let search = index["search_settings"]["default_search_fields"].as_array().unwrap();
    for name in search.iter().chain(mapping["tag_fields"].as_array().unwrap()) {
        assert_eq!(types[name.as_str().unwrap()], "text");
    }
    if let Some(name) = mapping.get("timestamp_field") {
        assert_eq!(types[name.as_str().unwrap()], "datetime");
    }
    types
}

#[test]
fn quickwit_gets_what_its_documentation_asks_for() {
    let files = exported(&real_inputs(), Target::Quickwit);
    let site = &real_site().files;
    for dataset in DATASETS {
        let stem = dataset.stem;
        for folder in ["", "minh-hoa/"] {
            let Some(index) = files.get(&format!("{folder}{stem}.index.json")) else { continue };
            let types = keep_to_the_documentation(&serde_json::from_slice(index).unwrap());
            let text = std::str::from_utf8(&files[&format!("{folder}{stem}.ndjson")]).unwrap();
            let open = &site[&format!("du-lieu/{folder}{stem}.ndjson")];
            let open = std::str::from_utf8(open).unwrap();
            assert_eq!(text.lines().count(), open.lines().count(), "{folder}{stem}");
            for (line, open) in text.lines().zip(open.lines()) {
                let row: serde_json::Map<String, Value> = serde_json::from_str(line).unwrap();
                assert!(line.starts_with(open.strip_suffix('}').unwrap()), "{stem}: {line}");
                assert_eq!(
                    row.keys().collect::<BTreeSet<_>>(),
                    types.keys().collect::<BTreeSet<_>>()
                );
                for (name, value) in &row {
                    let fits = match types[name].as_str() {
                        "text" => value.is_string(),
                        "i64" => value.is_i64(),
                        "f64" => value.is_number(),
                        "bool" => value.is_boolean(),
                        "datetime" => value
                            .as_str()
                            .is_some_and(|day| day.parse::<congkhai::model::Date>().is_ok()),
                        _ => {
                            value.as_array().is_some_and(|items| items.iter().all(Value::is_string))
                        }
                    };
                    assert!(fits || value.is_null(), "{stem}.{name}: {value}");
                }
            }
        }
    }
    let tasks = std::str::from_utf8(&files["nhiem-vu.ndjson"]).unwrap();
    assert_eq!(tasks.lines().count(), rows(site, "nhiem-vu"));
    assert!(tasks.lines().all(|line| line.contains("\"folded\":\"")));
}

/// Two provinces: the statements of the guide give the sums of both.
#[test]
fn two_provinces_are_one_table() {
    let root = tempfile::tempdir().unwrap();
    let (inputs, other) = nasty();
    for (name, inputs) in [("bac-ninh", &real_inputs()), ("thai-nguyen", &inputs)] {
        for (path, bytes) in exported(inputs, Target::Parquet) {
            put(root.path(), &format!("quoc-gia/tinh={name}/{path}"), bytes);
        }
    }
    let plans = fs::read_dir(root.path().join("quoc-gia/tinh=bac-ninh/nhiem-vu")).unwrap();
    assert!(plans.count() > 1);
    let output = Command::new(python())
        .args(["tests/tools/read_exports.py", "docs/national.md"].map(|path| package().join(path)))
        .current_dir(root.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answers: Value = serde_json::from_slice(&output.stdout).unwrap();
    let count = |province: &str| -> u64 {
        let lines = answers[0].as_array().unwrap().iter();
        lines.filter(|line| line[0] == province).map(|line| line[2].as_u64().unwrap()).sum()
    };
    assert_eq!(count("bac-ninh"), rows(&real_site().files, "nhiem-vu") as u64);
    assert_eq!(count("thai-nguyen"), rows(&other, "nhiem-vu") as u64);
    let leads = answers[1].as_array().unwrap();
    assert_eq!(leads.len(), 10);
    assert!(leads[0][2].as_u64() >= leads[9][2].as_u64());
}

#[test]
fn a_folder_that_holds_anything_is_refused() {
    let root = tempfile::tempdir().unwrap();
    let run = |folder: &Path| {
        Command::new(env!("CARGO_BIN_EXE_congkhai"))
            .args(["export", "--root"])
            .arg(package())
            .arg("--quickwit")
            .arg(folder)
            .output()
            .unwrap()
    };
    let folder = root.path().join("xuat");
    assert!(run(&folder).status.success());
    assert!(folder.join("nhiem-vu.index.json").exists());
    let again = run(&folder);
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8(again.stderr).unwrap().contains("chỉ ghi vào thư mục trống"));
}

/// `tests/golden/columns-N.txt` holds the columns of version N as first published. Programs count on their order: new
/// ones stand at the end; moving, renaming or dropping one is a new version, with a line in `CHANGES` and its own file.
#[test]
fn columns_keep_their_places_within_a_version() {
    let version = CHANGES[0].0;
    let path = package().join(format!("tests/golden/columns-{version}.txt"));
    let first = fs::read_to_string(path).unwrap_or_default();
    let published: BTreeMap<&str, &str> =
        first.lines().filter_map(|line| line.split_once(": ")).collect();
    let mut moved = Vec::new();
    for dataset in DATASETS {
        let columns: Vec<&str> = dataset.columns.iter().map(|column| column.name).collect();
        let columns = columns.join(", ");
        let is_kept = published.get(dataset.stem).is_some_and(|first| {
            columns.strip_prefix(first).is_some_and(|new| new.is_empty() || new.starts_with(", "))
        });
        if !is_kept {
            moved.push(format!("{}: {columns}", dataset.stem));
        }
    }
    assert!(moved.is_empty(), "columns moved, or a dataset is new:\n{}", moved.join("\n"));
    assert_eq!(published.len(), DATASETS.len(), "a dataset is gone");
}
