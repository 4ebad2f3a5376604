//! Tests of the whole program and of the rules its source keeps.
#![expect(clippy::disallowed_methods, reason = "kiểm thử dựng thư mục riêng và đọc mã nguồn")]
#![expect(clippy::unwrap_used, reason = "trong kiểm thử, hỏng thì dừng là đúng")]

mod amended;
mod architecture;
mod calendars;
mod clarity;
mod cli;
mod counting;
mod crash;
mod crawl;
mod deploy;
mod diagnostics;
mod export;
mod folder;
mod formats;
mod forms;
mod front_door;
mod fuzz;
mod golden;
mod incremental;
mod injection;
mod language;
mod layouts;
mod ledger;
mod memory;
mod month;
mod nasty;
mod odd_values;
mod office;
mod official;
#[cfg(feature = "pdf")]
mod pdf;
mod program;
mod progress;
mod read_back;
mod search;
mod site;
mod tables;
mod theming;
mod tidy;
mod wording;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the package.
fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `folder` (a path below the package), sorted, as path below the package and text.
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut paths = Vec::new();
    collect(&package().join(folder), &mut paths);
    paths.sort();
    let named = |path: PathBuf| {
        let name = path.strip_prefix(package()).unwrap().to_str().unwrap().to_owned();
        (name, fs::read_to_string(path).unwrap())
    };
    paths.into_iter().map(named).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            paths.push(path);
        }
    }
}
