//! Views → bytes in memory: the whole site as one value.

mod assets;
mod minify;
mod pages;
mod pictures;
mod robots;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod sample_reports;
mod sitemap;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

pub use pages::render_site;

/// A site in memory: files by their path below its root.
#[derive(Clone, Debug, Default)]
pub struct OutputTree {
    files: BTreeMap<String, Vec<u8>>,
}

impl OutputTree {
    /// Adds a file. The first file of a path stays; a second one is reported.
    pub fn insert(&mut self, path: String, bytes: Vec<u8>, diagnostics: &mut Diagnostics) {
        match self.files.entry(path) {
            Entry::Vacant(place) => {
                place.insert(bytes);
            }
            Entry::Occupied(place) => {
                let path = place.key().as_str();
                let message = format!("hai tệp cùng ghi vào `{path}`");
                diagnostics.push(
                    Diagnostic::new(Code::OutputClash, Place::file(path), message)
                        .suggestion("đổi tên tệp trong content/, hoặc mã gây trùng"),
                );
            }
        }
    }

    /// Adds all files of another tree.
    pub fn extend(&mut self, other: Self, diagnostics: &mut Diagnostics) {
        for (path, bytes) in other.files {
            self.insert(path, bytes, diagnostics);
        }
    }

    /// The bytes of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// Whether there is a file of that path.
    pub fn contains(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// All files in order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// The files by path.
    pub fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.files
    }

    /// Number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are no files.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
