//! What stands in a tree on disk.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use walkdir::{DirEntry, DirEntryExt as _, WalkDir};

use super::folders::{FolderFact, Folders, parent, place};
use super::record::Known;
use crate::error::Error;
use crate::lookup::Lookup;

/// Folders so deep are walked in one go; those above, several at once.
const DEEP: usize = 8;
/// Folders of a folder a walker takes at once.
const AT_ONCE: usize = 16;
/// Walkers of all trees; they mostly wait for the disk.
const WALKERS: usize = 4;

/// Looks at trees with threads of their own: those of all others are for work.
pub(super) fn walking<T: Send>(look: impl FnOnce() -> T + Send) -> T {
    match ThreadPoolBuilder::new().num_threads(WALKERS).build() {
        Ok(pool) => pool.install(look),
        Err(_) => look(),
    }
}

/// What stands in a tree; links are seen, never followed.
#[derive(Debug, Default, PartialEq, Eq)]
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
    pub(super) modified: (i64, i64),
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

/// What walkers have met, nearly in the order of whole paths: many names go into order much faster then.
#[derive(Default)]
struct Found {
    files: Vec<(String, Identity)>,
    folders: Vec<String>,
    others: Vec<String>,
}

impl Found {
    /// Everything in `folder`, which is so many levels below `tree`.
    fn new<I: Fn(&DirEntry) -> walkdir::Result<Identity> + Sync>(
        tree: &Path,
        folder: &Path,
        depth: usize,
        identity: &I,
    ) -> Result<Self, Error> {
        let mut found = Self::default();
        let mut inner = Vec::new();
        let walk = WalkDir::new(folder).min_depth(1).sort_by(in_order);
        for entry in if depth < DEEP { walk.max_depth(1) } else { walk } {
            let entry = entry.map_err(|error| unreadable(tree, error))?;
            if depth < DEEP && entry.file_type().is_dir() {
                inner.push(entry.path().to_owned());
            }
            found.add(tree, &entry, identity)?;
        }
        let below = |folder: &PathBuf| Self::new(tree, folder, depth + 1, identity);
        let below = inner.par_iter().with_min_len(AT_ONCE).map(below);
        found.take(below.collect::<Result<_, _>>()?);
        Ok(found)
    }

    /// Everything in `tree`, as it was `left` where nobody touched it.
    fn again<I: Fn(&DirEntry) -> walkdir::Result<Identity> + Sync>(
        tree: &Path,
        (folders, files): Left<'_>,
        of_known: &(impl Fn(&Known) -> Option<Identity> + Sync),
        of_entry: &I,
    ) -> Result<Self, Error> {
        let look = |(name, known): &(String, Option<FolderFact>)| match place(tree, name)
            .symlink_metadata()
        {
            Ok(there) if there.is_dir() && *known == Some(there.clone().into()) => Now::AsItWas,
            Ok(there) if there.is_dir() => Now::Changed,
            _ => Now::Gone,
        };
        let looked: Vec<Now> = folders.par_iter().map(look).collect();
        let mut now: Lookup<&str, Now> = Lookup::default();
        for ((name, _), here) in folders.iter().zip(looked) {
            // A link may stand where the folder above it stood. Folders come after those they stand in.
            let is_there = name.is_empty() || now.get(parent(name)) != Some(&Now::Gone);
            now.insert(name, if is_there { here } else { Now::Gone });
        }
        let is = |name: &str, wanted| now.get(name) == Some(&wanted);
        let mut found = Self::default();
        let as_left = files.par_iter().filter(|known| is(parent(&known.name), Now::AsItWas));
        let as_left = as_left.filter_map(|known| Some((known.name.clone(), of_known(known)?)));
        found.files = as_left.collect();
        let names = folders.iter().map(|(name, _)| name).filter(|name| !name.is_empty());
        found.folders = names.filter(|name| !is(name, Now::Gone)).cloned().collect();
        let changed = folders.par_iter().filter(|(name, _)| is(name, Now::Changed));
        let list = |(name, _): &(String, Option<FolderFact>)| {
            let is_known = |inner: &str| now.contains_key(inner);
            Self::listed(tree, &place(tree, name), is_known, of_entry)
        };
        found.take(changed.map(list).collect::<Result<_, _>>()?);
        Ok(found)
    }

    /// What stands in `folder`, with all that is in those of its folders that are not known.
    fn listed<I: Fn(&DirEntry) -> walkdir::Result<Identity> + Sync>(
        tree: &Path,
        folder: &Path,
        is_known: impl Fn(&str) -> bool,
        identity: &I,
    ) -> Result<Self, Error> {
        let mut found = Self::default();
        let mut new = Vec::new();
        for entry in WalkDir::new(folder).min_depth(1).max_depth(1) {
            let entry = entry.map_err(|error| unreadable(tree, error))?;
            let is_folder = entry.file_type().is_dir();
            if is_folder && name_below(tree, &entry).is_some_and(|name| is_known(&name)) {
                continue;
            }
            if is_folder {
                new.push(entry.path().to_owned());
            }
            found.add(tree, &entry, identity)?;
        }
        let inside = new.iter().map(|folder| Self::new(tree, folder, 0, identity));
        found.take(inside.collect::<Result<_, _>>()?);
        Ok(found)
    }

    fn add(
        &mut self,
        tree: &Path,
        entry: &DirEntry,
        identity: impl Fn(&DirEntry) -> walkdir::Result<Identity>,
    ) -> Result<(), Error> {
        let Some(name) = name_below(tree, entry) else {
            let path = entry.path().strip_prefix(tree).unwrap_or(entry.path());
            self.others.push(path.to_string_lossy().into_owned());
            return Ok(());
        };
        if entry.file_type().is_dir() {
            self.folders.push(name);
        } else if entry.file_type().is_file() {
            let identity = identity(entry).map_err(|error| unreadable(tree, error))?;
            self.files.push((name, identity));
        } else {
            self.others.push(name);
        }
        Ok(())
    }

    fn take(&mut self, parts: Vec<Self>) {
        for Self { files, folders, others } in parts {
            self.files.extend(files);
            self.folders.extend(folders);
            self.others.extend(others);
        }
    }
}

fn unreadable(tree: &Path, error: walkdir::Error) -> Error {
    let path = error.path().unwrap_or(tree).to_owned();
    Error::Read { path, source: error.into() }
}

/// What a folder known from an earlier run is now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Now {
    /// It has the entries it had.
    AsItWas,
    Changed,
    Gone,
}

/// A tree as an earlier run left it: its folders, and its files by path.
pub(super) type Left<'r> = (&'r Folders, &'r [Known]);

impl Survey {
    /// Everything in `tree`, which may have been `left` by an earlier run.
    pub(super) fn new(tree: &Path, left: Option<Left<'_>>) -> Result<Self, Error> {
        let identity = |known: &Known| {
            let there = tree.join(&known.name).symlink_metadata().ok()?;
            there.is_file().then(|| there.into())
        };
        Self::with(tree, left, identity, |entry| Ok(entry.metadata()?.into()))
    }

    /// The same; of files only which they are, as the folders tell without looking at each. Files were left the same as
    /// in the other tree.
    pub(super) fn of_names(tree: &Path, left: Option<Left<'_>>) -> Result<Self, Error> {
        let read = |source| Error::Read { path: tree.to_owned(), source };
        let device = tree.symlink_metadata().map_err(read)?.dev();
        let identity =
            |entry: &DirEntry| Identity { device, inode: entry.ino(), length: 0, modified: (0, 0) };
        Self::with(tree, left, |known| Some(known.fact.identity), |entry| Ok(identity(entry)))
    }

    fn with(
        tree: &Path,
        left: Option<Left<'_>>,
        of_known: impl Fn(&Known) -> Option<Identity> + Sync,
        of_entry: impl Fn(&DirEntry) -> walkdir::Result<Identity> + Sync,
    ) -> Result<Self, Error> {
        if tree.symlink_metadata().is_err() {
            return Ok(Self::default());
        }
        let found = match left {
            Some(left) if !left.0.is_empty() => Found::again(tree, left, &of_known, &of_entry),
            _ => Found::new(tree, tree, 0, &of_entry),
        }?;
        Ok(Self {
            files: found.files.into_iter().collect(),
            folders: found.folders.into_iter().collect(),
            others: found.others.into_iter().collect(),
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
