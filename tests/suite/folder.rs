//! Folders made for a test.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Files by their path below a folder.
pub(crate) type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// The settings of a sound small site.
pub(crate) const CONFIG: &str = r#"title = "Trang thử"
description = "Một câu."
base_url = "https://thu.example/"
[publisher]
name = "Sở Thử"
[licence]
name = "CC BY 4.0"
url = "https://creativecommons.org/licenses/by/4.0/"
"#;

/// A registry of departments, by id and name.
pub(crate) fn registry(agencies: &[(&str, &str)]) -> String {
    let entry = |(id, name): &(&str, &str)| {
        format!("[[agency]]\nid = \"{id}\"\nname = \"{name}\"\nkind = \"so\"\n")
    };
    agencies.iter().map(entry).collect()
}

/// Writes a file below `root`, with the folders above it.
pub(crate) fn put(root: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Every file below `folder`.
pub(crate) fn tree(folder: &Path) -> Tree {
    let mut files = Tree::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(
                    path.strip_prefix(folder).unwrap().to_owned(),
                    fs::read(&path).unwrap(),
                );
            }
        }
    }
    files
}
