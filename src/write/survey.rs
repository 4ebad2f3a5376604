//! What stands in a tree on disk.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use serde::{Deserialize, Serialize};
use walkdir::{DirEntry, DirEntryExt as _, WalkDir};

use crate::error::Error;

/// What stands in a tree; links are seen, never followed.
#[derive(Default)]
pub(super) struct Survey {
    pub(super) files: BTreeMap<String, Identity>,
    pub(super) folders: BTreeSet<String>,
    /// Links, sockets, names that are not UTF-8: nothing this program writes.
    pub(super) others: BTreeSet<String>,
}

/// What makes two names the same file, and a file the one it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Identity {
    device: u64,
    inode: u64,
    pub(super) length: u64,
    /// When it was last written: seconds and nanoseconds.
    modified: (i64, i64),
}

impl From<Metadata> for Identity {
    fn from(metadata: Metadata) -> Self {
        Self {
            device: metadata.dev(),
            inode: metadata.ino(),
            length: metadata.len(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
        }
    }
}

impl Identity {
    /// Whether both are names of one file.
    pub(super) fn is_same_file(&self, other: &Self) -> bool {
        (self.device, self.inode) == (other.device, other.inode)
    }
}

/// The path of an entry below `tree`, if it is UTF-8. Walking adds names to the path of the tree, so what stands after
/// it needs no taking apart.
fn name_below(tree: &Path, entry: &DirEntry) -> Option<String> {
    let path = entry.path().as_os_str().as_bytes();
    let name = std::str::from_utf8(path.get(tree.as_os_str().len()..)?).ok()?;
    Some(name.trim_start_matches('/').to_owned())
}

/// The order of whole paths: that of a folder counts with the `/` that follows in it.
fn in_order(one: &DirEntry, other: &DirEntry) -> Ordering {
    let (left, right) = (one.path().as_os_str().as_bytes(), other.path().as_os_str().as_bytes());
    let shared = left.len().min(right.len());
    let next = |entry: &DirEntry, path: &[u8]| {
        let end = entry.file_type().is_dir().then_some(b'/');
        path.get(shared).copied().or(end)
    };
    left[..shared].cmp(&right[..shared]).then_with(|| next(one, left).cmp(&next(other, right)))
}

impl Survey {
    /// Everything in `tree`.
    pub(super) fn new(tree: &Path) -> Result<Self, Error> {
        Self::with(tree, |entry| Ok(entry.metadata()?.into()))
    }

    /// Everything in `tree`; of files only which they are, as the folders tell without looking at each.
    pub(super) fn of_names(tree: &Path) -> Result<Self, Error> {
        let read = |source| Error::Read { path: tree.to_owned(), source };
        let device = tree.symlink_metadata().map_err(read)?.dev();
        let identity =
            |entry: &DirEntry| Identity { device, inode: entry.ino(), length: 0, modified: (0, 0) };
        Self::with(tree, |entry| Ok(identity(entry)))
    }

    fn with(
        tree: &Path,
        identity: impl Fn(&DirEntry) -> walkdir::Result<Identity>,
    ) -> Result<Self, Error> {
        let (mut files, mut folders, mut others) = (Vec::new(), Vec::new(), BTreeSet::new());
        if tree.symlink_metadata().is_err() {
            return Ok(Self::default());
        }
        // In the order of whole paths: many names go into order much faster folder by folder.
        for entry in WalkDir::new(tree).min_depth(1).sort_by(in_order) {
            let cannot = |error: walkdir::Error| {
                let path = error.path().unwrap_or(tree).to_owned();
                Error::Read { path, source: error.into() }
            };
            let entry = entry.map_err(cannot)?;
            let Some(name) = name_below(tree, &entry) else {
                let path = entry.path().strip_prefix(tree).unwrap_or(entry.path());
                others.insert(path.to_string_lossy().into_owned());
                continue;
            };
            if entry.file_type().is_dir() {
                folders.push(name);
            } else if entry.file_type().is_file() {
                files.push((name, identity(&entry).map_err(cannot)?));
            } else {
                others.insert(name);
            }
        }
        Ok(Self {
            files: files.into_iter().collect(),
            folders: folders.into_iter().collect(),
            others,
        })
    }

    /// Whether the file `name` of this tree, which is `tree`, has these bytes.
    pub(super) fn holds(&self, tree: &Path, name: &str, bytes: &[u8]) -> Result<bool, Error> {
        if self.files.get(name).is_none_or(|file| file.length != bytes.len() as u64) {
            return Ok(false);
        }
        let path = tree.join(name);
        match fs::read(&path) {
            Ok(there) => Ok(there == bytes),
            Err(source) => Err(Error::Read { path, source }),
        }
    }
}
