//! The only writer: a tree of files replaces the output directory wholly or not at all.
//!
//! Two trees are kept, the published one and a spare beside it (`.congkhai/<name>.next`). A run brings
//! the spare up to date, taking unchanged files from the published tree as hard links, then exchanges
//! the two in one step of the file system. A run killed at any moment leaves the published tree as it
//! was, and the next run repairs the spare, because it trusts nothing there but what it compared.
//! Unchanged files keep their identity and their time; no whole tree is ever deleted.
#![expect(clippy::disallowed_methods, reason = "đây là nơi duy nhất ghi đĩa")]

mod beside;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustix::fs::{CWD, RenameFlags, renameat_with};
use walkdir::WalkDir;

use crate::error::Error;
use crate::load::SOURCE_FOLDERS;

pub use beside::{NewFolder, replace_sources, write_beside};

/// Folder beside the output that holds the spare tree, the lock and the mark of ownership.
pub const STATE_FOLDER: &str = ".congkhai";

/// What a run did to the output directory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// New files and files with new bytes.
    pub written: usize,
    /// Files that already had the right bytes; not touched.
    pub unchanged: usize,
    /// Files of the last run that are not part of the site any more.
    pub removed: usize,
}

/// Makes `files` (path with `/` → bytes) the content of `output`, for the site in `root`.
pub fn write(
    root: &Path,
    output: &Path,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<Counts, Error> {
    let folders = check_names(output, files)?;
    let place = Paths::new(root, output)?;
    let _lock = place.lock()?;
    place.recover()?;
    let published = Survey::new(&place.output)?;
    place.check_ownership(&published, files)?;

    let entries: Vec<_> = files.iter().collect();
    let is_same: Vec<bool> = entries
        .par_iter()
        .map(|(name, bytes)| published.holds(&place.output, name, bytes))
        .collect::<Result<_, Error>>()?;
    let unchanged = is_same.iter().filter(|same| **same).count();
    let counts = Counts {
        written: files.len() - unchanged,
        unchanged,
        removed: published.files.keys().filter(|name| !files.contains_key(*name)).count()
            + published.others.len(),
    };
    let is_current = counts.written == 0 && counts.removed == 0 && place.output.exists();
    if !is_current {
        let spare = prepare_spare(&place.next, files, &folders)?;
        entries.par_iter().zip(is_same).try_for_each(|(&(name, bytes), same)| {
            let twin = published.files.get(name).filter(|_| same);
            put(&place, name, bytes, twin, spare.files.get(name))
        })?;
        place.publish()?;
    }
    Ok(counts)
}

/// Writes `files` into `folder`, which must be empty or absent.
pub fn write_new(folder: &Path, files: &[(&str, &str)]) -> Result<(), Error> {
    let read = |source| Error::Read { path: folder.to_owned(), source };
    if folder.symlink_metadata().is_ok()
        && fs::read_dir(folder).map_err(read)?.next().transpose().map_err(read)?.is_some()
    {
        let reason = "thư mục đã có tệp, chỉ tạo trang mới trong thư mục trống".to_owned();
        return Err(Error::Output { path: folder.to_owned(), reason });
    }
    for (name, text) in files {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(failed(parent))?;
        }
        create(&path, text.as_bytes())?;
    }
    Ok(())
}

/// Adds `text` at the end of the file `path`, which begins with `start` if it is new. The file changes wholly or not
/// at all; its folder must be there.
pub fn append(path: &Path, start: &str, text: &str) -> Result<(), Error> {
    let mut bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => start.as_bytes().to_vec(),
        Err(source) => return Err(Error::Read { path: path.to_owned(), source }),
    };
    if bytes.last().is_some_and(|byte| *byte != b'\n') {
        bytes.push(b'\n');
    }
    bytes.extend(text.as_bytes());
    // Hidden from the reader of sources, should it stay behind.
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let new = path.with_file_name(format!(".{name}.new"));
    if new.symlink_metadata().is_ok() {
        fs::remove_file(&new).map_err(failed(&new))?;
    }
    let file = create(&new, &bytes)?;
    file.sync_all().map_err(failed(&new))?;
    rename(&new, path)
}

/// Where a run writes.
struct Paths {
    output: PathBuf,
    next: PathBuf,
    /// Holds the published tree between two renames, on file systems that cannot exchange.
    old: PathBuf,
    mark: PathBuf,
    lock: PathBuf,
}

impl Paths {
    fn new(root: &Path, output: &Path) -> Result<Self, Error> {
        let refuse =
            |reason: &str| Error::Output { path: output.to_owned(), reason: reason.to_owned() };
        let name = output
            .file_name()
            .and_then(|name| name.to_str())
            .ok_or_else(|| refuse("đường dẫn phải kết thúc bằng tên một thư mục"))?;
        let parent = output.parent().filter(|parent| !parent.as_os_str().is_empty());
        let parent = parent.unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(failed(parent))?;
        let parent = fs::canonicalize(parent).map_err(failed(parent))?;
        let root = fs::canonicalize(root)
            .map_err(|source| Error::Read { path: root.to_owned(), source })?;
        let place = parent.join(name);
        if root.starts_with(&place) {
            return Err(refuse("thư mục này chứa các tệp nguồn của trang"));
        }
        if SOURCE_FOLDERS.iter().any(|folder| place.starts_with(root.join(folder))) {
            return Err(refuse("thư mục này nằm trong một thư mục nguồn của trang"));
        }
        match place.symlink_metadata() {
            Ok(metadata) if metadata.is_symlink() => {
                return Err(refuse("đây là một liên kết, hãy chỉ thẳng vào thư mục thật"));
            }
            Ok(metadata) if !metadata.is_dir() => return Err(refuse("đây không phải thư mục")),
            _ => {}
        }
        let state = parent.join(STATE_FOLDER);
        fs::create_dir_all(&state).map_err(failed(&state))?;
        let beside = |ending: &str| state.join(format!("{name}.{ending}"));
        Ok(Self {
            output: place,
            next: beside("next"),
            old: beside("old"),
            mark: beside("mark"),
            lock: beside("lock"),
        })
    }

    /// The lock ends with the process, however it ends.
    fn lock(&self) -> Result<File, Error> {
        let lock = File::create(&self.lock).map_err(failed(&self.lock))?;
        match lock.try_lock() {
            Ok(()) => Ok(lock),
            Err(TryLockError::WouldBlock) => Err(Error::Busy { output: self.output.clone() }),
            Err(TryLockError::Error(source)) => Err(failed(&self.lock)(source)),
        }
    }

    /// Undoes or ends what a killed run left half done, where two renames were needed.
    fn recover(&self) -> Result<(), Error> {
        if self.old.symlink_metadata().is_err() {
            return Ok(());
        }
        let goal = if self.output.exists() { &self.next } else { &self.output };
        rename(&self.old, goal)
    }

    /// Refuses to remove files nobody can have meant to put under this program's care.
    fn check_ownership(
        &self,
        published: &Survey,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<(), Error> {
        if self.mark.exists() {
            return Ok(());
        }
        let names = published.files.keys().chain(&published.others);
        let foreign: Vec<_> = names.filter(|name| !files.contains_key(*name)).take(3).collect();
        if foreign.is_empty() {
            return Ok(());
        }
        let names: Vec<_> = foreign.iter().map(|name| format!("`{name}`")).collect();
        Err(Error::Output {
            path: self.output.clone(),
            reason: format!(
                "thư mục có tệp không thuộc trang này ({}) và sẽ bị xóa; hãy dọn thư mục hoặc chọn thư mục khác",
                names.join(", ")
            ),
        })
    }

    fn publish(&self) -> Result<(), Error> {
        File::create(&self.mark).map_err(failed(&self.mark))?;
        if !self.output.exists() {
            return rename(&self.next, &self.output);
        }
        match renameat_with(CWD, &self.next, CWD, &self.output, RenameFlags::EXCHANGE) {
            Ok(()) => Ok(()),
            // This file system cannot exchange.
            Err(
                rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP,
            ) => {
                rename(&self.output, &self.old)?;
                rename(&self.next, &self.output)?;
                rename(&self.old, &self.next)
            }
            Err(errno) => Err(failed(&self.output)(errno.into())),
        }
    }
}

/// What stands in a tree; links are seen, never followed.
#[derive(Default)]
struct Survey {
    files: BTreeMap<String, Identity>,
    folders: BTreeSet<String>,
    /// Links, sockets, names that are not UTF-8: nothing this program writes.
    others: BTreeSet<String>,
}

/// What makes two names the same file.
#[derive(PartialEq, Eq)]
struct Identity {
    device: u64,
    inode: u64,
    length: u64,
}

impl Survey {
    fn new(tree: &Path) -> Result<Self, Error> {
        let mut survey = Self::default();
        if tree.symlink_metadata().is_err() {
            return Ok(survey);
        }
        for entry in WalkDir::new(tree).min_depth(1) {
            let cannot = |error: walkdir::Error| {
                let path = error.path().unwrap_or(tree).to_owned();
                Error::Read { path, source: error.into() }
            };
            let entry = entry.map_err(cannot)?;
            let path = entry.path().strip_prefix(tree).unwrap_or(entry.path());
            let Some(name) = path.to_str().map(str::to_owned) else {
                survey.others.insert(path.to_string_lossy().into_owned());
                continue;
            };
            if entry.file_type().is_dir() {
                survey.folders.insert(name);
            } else if entry.file_type().is_file() {
                let metadata = entry.metadata().map_err(cannot)?;
                let (device, inode) = (metadata.dev(), metadata.ino());
                survey.files.insert(name, Identity { device, inode, length: metadata.len() });
            } else {
                survey.others.insert(name);
            }
        }
        Ok(survey)
    }

    fn holds(&self, tree: &Path, name: &str, bytes: &[u8]) -> Result<bool, Error> {
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

/// Rids the spare tree of everything that has no place in the new one and makes its folders.
fn prepare_spare(
    spare: &Path,
    files: &BTreeMap<String, Vec<u8>>,
    folders: &BTreeSet<String>,
) -> Result<Survey, Error> {
    if spare.symlink_metadata().is_ok_and(|metadata| !metadata.is_dir()) {
        fs::remove_file(spare).map_err(failed(spare))?;
    }
    let mut survey = Survey::new(spare)?;
    for name in survey.others.iter().chain(survey.files.keys()) {
        if survey.others.contains(name) || !files.contains_key(name) {
            let path = spare.join(name);
            fs::remove_file(&path).map_err(failed(&path))?;
        }
    }
    // From the end: what is inside comes before what holds it.
    for name in survey.folders.iter().rev().filter(|name| !folders.contains(*name)) {
        let path = spare.join(name);
        fs::remove_dir(&path).map_err(failed(&path))?;
    }
    fs::create_dir_all(spare).map_err(failed(spare))?;
    for name in folders.difference(&survey.folders) {
        let path = spare.join(name);
        fs::create_dir_all(&path).map_err(failed(&path))?;
    }
    survey.files.retain(|name, _| files.contains_key(name));
    Ok(survey)
}

/// Puts one file into the spare tree; `twin` is the published file when it has the same bytes.
fn put(
    place: &Paths,
    name: &str,
    bytes: &[u8],
    twin: Option<&Identity>,
    there: Option<&Identity>,
) -> Result<(), Error> {
    let goal = place.next.join(name);
    if twin.is_some() && twin == there {
        return Ok(());
    }
    if there.is_some() {
        fs::remove_file(&goal).map_err(failed(&goal))?;
    }
    let published = place.output.join(name);
    if twin.is_some() && fs::hard_link(&published, &goal).is_ok() {
        return Ok(());
    }
    let file = create(&goal, bytes)?;
    if twin.is_some() {
        // No hard links here: at least the time stays.
        let time = published.metadata().and_then(|metadata| metadata.modified());
        time.and_then(|time| file.set_modified(time)).map_err(failed(&goal))?;
    }
    Ok(())
}

fn create(path: &Path, bytes: &[u8]) -> Result<File, Error> {
    let mut file = File::create_new(path).map_err(failed(path))?;
    file.write_all(bytes).map_err(failed(path))?;
    Ok(file)
}

fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    fs::rename(from, to).map_err(failed(to))
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::Write { path, source }
}

/// Checks every name and returns the folders they need.
fn check_names(
    output: &Path,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<BTreeSet<String>, Error> {
    let refuse = |name: &str, reason: &str| Error::Output {
        path: output.to_owned(),
        reason: format!("tên tệp `{}` {reason}", name.escape_debug()),
    };
    let mut folders = BTreeSet::new();
    for name in files.keys() {
        if name.len() > 1024 || !name.split('/').all(is_safe_part) {
            return Err(refuse(name, "có phần không an toàn"));
        }
        folders.extend(name.match_indices('/').map(|(at, _)| name[..at].to_owned()));
    }
    match folders.iter().find(|folder| files.contains_key(*folder)) {
        Some(folder) => Err(refuse(folder, "vừa là tệp vừa là thư mục")),
        None => Ok(folders),
    }
}

fn is_safe_part(part: &str) -> bool {
    !part.is_empty()
        && part.len() <= 255
        && part.bytes().any(|b| b != b'.')
        && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}

#[cfg(test)]
mod tests;
