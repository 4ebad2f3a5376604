//! A change of several source files that happens wholly or not at all, whatever ends the run.
//!
//! First an intent is written: one file with everything the change puts in place. From the moment it has its name the
//! change counts; until then nothing was changed. Then each file is put in place, and at last the intent is removed. Who
//! finds an intent puts the same files in place again: every step may be repeated.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::{Disk, Step};
use super::{STATE_FOLDER, check_name, failed};
use crate::checksum::sha256;
use crate::error::Error;

/// Name of the intent in the state folder.
const INTENT: &str = "intent";
/// Its name until it is whole.
const DRAFT: &str = "intent.new";
/// Folder in the state folder for what somebody wrote where a change was half done.
const KEPT: &str = "kept";
/// How an intent begins; then the checksum of the rest of it.
const MAGIC: &str = "congkhai-intent 1 ";
/// Stands for the checksum of a file that is not there.
const NOTHING: &str = "-";
/// The ledger speaks of all the other files: it comes last.
const LEDGER: &str = "seeds/snapshots/ledger.toml";

/// A file of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    /// Checksum of what stood there when the change was made up, or [`NOTHING`].
    before: String,
    path: String,
    bytes: Vec<u8>,
}

/// What an earlier run left half done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Recovered {
    /// It had changed nothing yet; nothing is left of it.
    Undone,
    /// It was finished.
    Finished {
        /// The command that was running.
        command: String,
        /// Files somebody had written since, and where what they wrote is kept.
        kept: Vec<(String, PathBuf)>,
    },
}

/// Puts `files` (bytes by path below `root`) in place, all or none, for `command`. `read` is what the change was worked
/// out from: a file that is not as it was read is not replaced.
pub(super) fn change(
    disk: &dyn Disk,
    root: &Path,
    command: &str,
    files: &BTreeMap<String, Vec<u8>>,
    read: &BTreeMap<Arc<str>, Vec<u8>>,
) -> Result<(), Error> {
    let mut parts = Vec::new();
    for (path, bytes) in files {
        check_name(root, path)?;
        let now = bytes_of(&root.join(path))?;
        if now.as_ref() != read.get(path.as_str()) {
            let reason = format!("`{path}` đã đổi trong lúc lệnh đang chạy; chạy lại lệnh");
            return Err(Error::Output { path: root.to_owned(), reason });
        }
        let before = now.map_or_else(|| NOTHING.to_owned(), sha256);
        parts.push(Part { before, path: path.clone(), bytes: bytes.clone() });
    }
    parts.sort_by_key(|part| {
        (part.path == LEDGER, Path::new(&part.path).extension() != Some("toml".as_ref()))
    });
    let state = root.join(STATE_FOLDER);
    let (draft, intent) = (state.join(DRAFT), state.join(INTENT));
    make_folder(disk, &state)?;
    let text = to_bytes(command, &parts);
    let written = step(disk, Step::Write(&draft, &text))
        .and_then(|()| step(disk, Step::SyncFile(&draft)))
        .and_then(|()| step(disk, Step::Rename(&draft, &intent)));
    if let Err(error) = written {
        // What cannot be removed now the next run removes.
        let _: io::Result<()> = disk.take(Step::Remove(&draft));
        return Err(error);
    }
    finish(disk, root, &parts)?;
    Ok(())
}

/// Finishes or takes back what an earlier run left half done in `root`.
pub(super) fn recover(disk: &dyn Disk, root: &Path) -> Result<Option<Recovered>, Error> {
    let state = root.join(STATE_FOLDER);
    let (draft, intent) = (state.join(DRAFT), state.join(INTENT));
    let was_drafted = draft.symlink_metadata().is_ok();
    if was_drafted {
        step(disk, Step::Remove(&draft))?;
    }
    let Some(bytes) = bytes_of(&intent)? else {
        return Ok(was_drafted.then_some(Recovered::Undone));
    };
    let Some((command, parts)) = from_bytes(&bytes) else {
        let reason = "việc dở của lần chạy trước bị hỏng; khôi phục thư mục seeds từ bản lưu rồi xóa tệp này";
        return Err(Error::Output { path: intent, reason: reason.to_owned() });
    };
    for part in &parts {
        check_name(root, &part.path)?;
    }
    let kept = finish(disk, root, &parts)?;
    Ok(Some(Recovered::Finished { command, kept }))
}

/// Whether an earlier run left anything half done in `root`.
pub(super) fn is_half_done(root: &Path) -> bool {
    let state = root.join(STATE_FOLDER);
    [INTENT, DRAFT].iter().any(|name| state.join(name).symlink_metadata().is_ok())
}

/// Puts every part in place and removes the intent; returns what others had written there, and where it is kept.
fn finish(disk: &dyn Disk, root: &Path, parts: &[Part]) -> Result<Vec<(String, PathBuf)>, Error> {
    let state = root.join(STATE_FOLDER);
    // That the change counts must outlast a loss of power before any part of it does.
    step(disk, Step::SyncFolder(&state))?;
    let mut kept = Vec::new();
    for part in parts {
        let path = root.join(&part.path);
        let folder = path.parent().unwrap_or(root);
        make_folder(disk, folder)?;
        check_below(root, folder)?;
        let now = bytes_of(&path)?;
        if now.as_ref() == Some(&part.bytes) {
            step(disk, Step::SyncFile(&path))?;
            step(disk, Step::SyncFolder(folder))?;
            continue;
        }
        let is_as_it_was = now.as_ref().map_or(NOTHING.to_owned(), sha256) == part.before;
        if let (Some(bytes), false) = (now, is_as_it_was) {
            kept.push((part.path.clone(), keep(disk, &state, &part.path, &bytes)?));
        }
        // Hidden files are no sources: a run killed here leaves nothing the site would read.
        let name = part.path.rsplit('/').next().unwrap_or(&part.path);
        let next = folder.join(format!(".{name}.next"));
        if next.symlink_metadata().is_ok() {
            step(disk, Step::Remove(&next))?;
        }
        step(disk, Step::Write(&next, &part.bytes))?;
        step(disk, Step::SyncFile(&next))?;
        step(disk, Step::Rename(&next, &path))?;
        step(disk, Step::SyncFolder(folder))?;
    }
    step(disk, Step::Remove(&state.join(INTENT)))?;
    step(disk, Step::SyncFolder(&state))?;
    Ok(kept)
}

/// Keeps what somebody wrote at `path`, named by its content so that nothing kept before is lost.
fn keep(disk: &dyn Disk, state: &Path, path: &str, bytes: &[u8]) -> Result<PathBuf, Error> {
    let folder = state.join(KEPT);
    make_folder(disk, &folder)?;
    let kept = folder.join(format!("{}-{}", &sha256(bytes)[..8], path.replace('/', "-")));
    if bytes_of(&kept)?.as_deref() != Some(bytes) {
        if kept.symlink_metadata().is_ok() {
            step(disk, Step::Remove(&kept))?;
        }
        step(disk, Step::Write(&kept, bytes))?;
        step(disk, Step::SyncFile(&kept))?;
        step(disk, Step::SyncFolder(&folder))?;
    }
    Ok(kept)
}

/// Makes a folder and those above it that are missing, so that they outlast a loss of power.
fn make_folder(disk: &dyn Disk, folder: &Path) -> Result<(), Error> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(above) = folder.parent() {
        make_folder(disk, above)?;
        step(disk, Step::MakeFolder(folder))?;
        return step(disk, Step::SyncFolder(above));
    }
    step(disk, Step::MakeFolder(folder))
}

/// Refuses a folder that a link leads out of `root`.
fn check_below(root: &Path, folder: &Path) -> Result<(), Error> {
    let unread = |source| Error::Read { path: folder.to_owned(), source };
    let (root, real) =
        (root.canonicalize().map_err(unread)?, folder.canonicalize().map_err(unread)?);
    if real.starts_with(&root) {
        return Ok(());
    }
    let reason = "liên kết trỏ ra ngoài thư mục của trang".to_owned();
    Err(Error::Output { path: folder.to_owned(), reason })
}

fn step(disk: &dyn Disk, step: Step<'_>) -> Result<(), Error> {
    disk.take(step).map_err(failed(step.path()))
}

/// The bytes of a file; nothing when there is none.
fn bytes_of(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::Read { path: path.to_owned(), source }),
    }
}

/// The intent as it stands on disk: what is to be put where, then all the bytes.
fn to_bytes(command: &str, parts: &[Part]) -> Vec<u8> {
    let mut head = format!("command {command}\n");
    for Part { before, path, bytes } in parts {
        let _ = writeln!(head, "file {before} {} {path}", bytes.len());
    }
    let mut rest = (head + "\n").into_bytes();
    for part in parts {
        rest.extend(&part.bytes);
    }
    let mut all = format!("{MAGIC}{}\n", sha256(&rest)).into_bytes();
    all.extend(rest);
    all
}

/// The command and the parts of an intent; nothing when it is not whole.
fn from_bytes(all: &[u8]) -> Option<(String, Vec<Part>)> {
    let (first, rest) = split_line(all)?;
    if first.strip_prefix(MAGIC)? != sha256(rest) {
        return None;
    }
    let (command, mut rest) = split_line(rest)?;
    let command = command.strip_prefix("command ")?.to_owned();
    let mut heads = Vec::new();
    loop {
        let (line, after) = split_line(rest)?;
        rest = after;
        if line.is_empty() {
            break;
        }
        let mut words = line.strip_prefix("file ")?.splitn(3, ' ');
        let (before, length, path) = (words.next()?, words.next()?, words.next()?);
        heads.push((before.to_owned(), length.parse::<usize>().ok()?, path.to_owned()));
    }
    let mut parts = Vec::new();
    for (before, length, path) in heads {
        let (bytes, after) = rest.split_at_checked(length)?;
        rest = after;
        parts.push(Part { before, path, bytes: bytes.to_vec() });
    }
    rest.is_empty().then_some((command, parts))
}

fn split_line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    Some((std::str::from_utf8(&bytes[..end]).ok()?, &bytes[end + 1..]))
}

#[cfg(test)]
mod tests;
