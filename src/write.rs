//! The only writer: a tree of files replaces the output directory wholly or not at all.
//!
//! Two trees are kept, the published one and a spare beside it (`.congkhai/<name>.next`). A run brings
//! the spare up to date, taking unchanged files from the published tree as hard links, then exchanges
//! the two in one step of the file system. A run killed at any moment leaves the published tree as it
//! was, and the next run repairs the spare, because it trusts nothing there but what it compared.
//! Unchanged files keep their identity and their time; no whole tree is ever deleted.
#![expect(clippy::disallowed_methods, reason = "đây là nơi duy nhất ghi đĩa")]

mod beside;
mod change;
mod disk;
mod end;
mod folders;
mod pictures;
mod record;
mod root;
mod staging;
mod survey;

use std::fs::{self, File, Permissions, TryLockError};
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};

use crate::error::Error;
use crate::load::SOURCE_FOLDERS;

pub use beside::{NewFolder, write_beside};
pub use root::Held;
pub use staging::{Published, Staging};

/// Folder beside the output that holds the spare tree, what is known of earlier runs, the lock and the mark of
/// ownership.
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
            create_folders(parent).map_err(failed(parent))?;
        }
        create(&path, text.as_bytes())?;
    }
    Ok(())
}

/// Where a run writes.
struct Paths {
    output: PathBuf,
    next: PathBuf,
    /// Holds the published tree between two renames, on file systems that cannot exchange.
    old: PathBuf,
    pictures: PathBuf,
    record: PathBuf,
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
        refuse_links(&state, &[&format!("{name}.pictures")])?;
        fs::create_dir_all(&state).map_err(failed(&state))?;
        let beside = |ending: &str| state.join(format!("{name}.{ending}"));
        Ok(Self {
            output: place,
            next: beside("next"),
            old: beside("old"),
            pictures: beside("pictures"),
            record: beside("record"),
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

    /// Refuses to remove `stale` files nobody can have meant to put under this program's care.
    fn check_ownership<'a>(&self, stale: impl Iterator<Item = &'a String>) -> Result<(), Error> {
        if self.mark.exists() {
            return Ok(());
        }
        let names: Vec<_> = stale.take(3).map(|name| format!("`{name}`")).collect();
        if names.is_empty() {
            return Ok(());
        }
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

/// What is written to be published everybody may read, whatever the machine allows new files (its umask).
const FILE_MODE: u32 = 0o644;
const FOLDER_MODE: u32 = 0o755;

/// Makes a new file that everybody may read.
fn create(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut file = File::create_new(path).map_err(failed(path))?;
    file.set_permissions(Permissions::from_mode(FILE_MODE)).map_err(failed(path))?;
    file.write_all(bytes).map_err(failed(path))
}

/// Makes a new folder that everybody may look into; the one it stands in is there.
fn create_folder(path: &Path) -> io::Result<()> {
    fs::create_dir(path)?;
    fs::set_permissions(path, Permissions::from_mode(FOLDER_MODE))
}

/// Makes a folder and those above it that are missing, for everybody to look into.
fn create_folders(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    if let Some(above) = path.parent().filter(|above| !above.as_os_str().is_empty()) {
        create_folders(above)?;
    }
    match create_folder(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        result => result,
    }
}

/// Refuses a state folder that is a link, and links in the places of its folders `names`: what is written there would
/// go somewhere else.
fn refuse_links(state: &Path, names: &[&str]) -> Result<(), Error> {
    let places = names.iter().map(|name| state.join(name));
    for path in [state.to_owned()].into_iter().chain(places) {
        if path.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink()) {
            let reason = "đây là một liên kết; xóa liên kết rồi chạy lại".to_owned();
            return Err(Error::Output { path, reason });
        }
    }
    Ok(())
}

fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    fs::rename(from, to).map_err(failed(to))
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::Write { path, source }
}

/// Refuses a name that could lead anywhere else, or that no web server could serve.
fn check_name(folder: &Path, name: &str) -> Result<(), Error> {
    if name.len() <= 1024 && name.split('/').all(is_safe_part) {
        return Ok(());
    }
    Err(refuse(folder, name, "có phần không an toàn"))
}

fn refuse(folder: &Path, name: &str, reason: &str) -> Error {
    let reason = format!("tên tệp `{}` {reason}", name.escape_debug());
    Error::Output { path: folder.to_owned(), reason }
}

/// The folders above `name`, from the outermost.
fn folders_of(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices('/').map(|(at, _)| &name[..at])
}

fn is_safe_part(part: &str) -> bool {
    !part.is_empty()
        && part.len() <= 255
        && part.bytes().any(|b| b != b'.')
        && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}

#[cfg(test)]
mod tests;
