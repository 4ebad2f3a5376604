//! Pictures drawn by earlier runs, so that a run draws only those that changed.
//!
//! A file is named by what it was drawn from and by its own bytes: one that was damaged is drawn again. The folder
//! may be deleted at any time; that it cannot be written is no reason to fail.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use crate::checksum::sha256;

/// Digits of a picture's own checksum in its name.
const DIGITS: usize = 16;

/// The pictures of one output.
pub(super) struct Pictures {
    folder: PathBuf,
    /// Files there when the run began, by key.
    there: BTreeMap<String, String>,
    /// Keys this run asked for.
    used: Mutex<BTreeSet<String>>,
}

impl Pictures {
    /// The pictures in `folder`, which need not exist.
    pub(super) fn open(folder: PathBuf) -> Self {
        let files = fs::read_dir(&folder).into_iter().flatten().flatten();
        let named = |file: fs::DirEntry| {
            let name = file.file_name().into_string().ok()?;
            let key = name.split_once('.')?.0.to_owned();
            Some((key, name))
        };
        let there = files.filter_map(named).collect();
        Self { folder, there, used: Mutex::default() }
    }

    /// The picture of `key`, if an earlier run kept it whole.
    pub(super) fn find(&self, key: &str) -> Option<Vec<u8>> {
        let name = self.there.get(key)?;
        let png = fs::read(self.folder.join(name)).ok()?;
        (*name == name_of(key, &png)).then_some(png)
    }

    /// Keeps the picture of `key`, if there is one.
    pub(super) fn use_again(&self, key: &str) {
        if self.there.contains_key(key) {
            self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned());
        }
    }

    /// Keeps a picture that was drawn.
    pub(super) fn keep(&self, key: &str, png: &[u8]) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        // Two pages may have the same picture: one thread writes it.
        if used.insert(key.to_owned()) {
            drop(used);
            let new = self.folder.join(format!(".{key}"));
            let _ = fs::create_dir_all(&self.folder)
                .and_then(|()| fs::write(&new, png))
                .and_then(|()| fs::rename(&new, self.folder.join(name_of(key, png))));
        }
    }

    /// Removes the pictures no page has any more. A run without pictures leaves those of the others.
    pub(super) fn sweep(self) {
        let used = self.used.into_inner().unwrap_or_else(PoisonError::into_inner);
        if !used.is_empty() {
            for (_, name) in self.there.iter().filter(|(key, _)| !used.contains(*key)) {
                let _ = fs::remove_file(self.folder.join(name));
            }
        }
    }
}

fn name_of(key: &str, png: &[u8]) -> String {
    format!("{key}.{}.png", &sha256(png)[..DIGITS])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &tempfile::TempDir) -> Vec<String> {
        let files = fs::read_dir(folder.path()).unwrap();
        let mut names: Vec<_> =
            files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn pictures_outlive_a_run_as_long_as_they_are_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Pictures::open(folder.path().to_owned());
        let first = open();
        assert_eq!(first.find("a1"), None);
        for key in ["a1", "b2", "a1"] {
            first.keep(key, key.as_bytes());
        }
        first.sweep();
        assert_eq!(names(&folder), [name_of("a1", b"a1"), name_of("b2", b"b2")]);
        let second = open();
        assert_eq!(second.find("b2").unwrap(), b"b2");
        second.use_again("b2");
        second.sweep();
        assert_eq!(names(&folder), [name_of("b2", b"b2")]);
        open().sweep();
        assert_eq!(names(&folder).len(), 1, "a run without pictures");
    }

    #[test]
    fn a_damaged_picture_is_drawn_again() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Pictures::open(folder.path().to_owned());
        open().keep("a1", b"whole");
        fs::write(folder.path().join(name_of("a1", b"whole")), b"who\0\0").unwrap();
        fs::write(folder.path().join(".b2"), b"half").unwrap();
        let run = open();
        assert_eq!(run.find("a1"), None);
        run.keep("a1", b"whole");
        run.sweep();
        assert_eq!(open().find("a1").unwrap(), b"whole");
        assert_eq!(names(&folder), [name_of("a1", b"whole")]);
    }
}
