//! The steps by which sources change on disk, one at a time, so that a test can let any of them fail.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

/// One step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step<'a> {
    /// Makes a folder; the one it stands in is there.
    MakeFolder(&'a Path),
    /// Makes a new file with these bytes.
    Write(&'a Path, &'a [u8]),
    /// Sees to it that the bytes of a file outlast a loss of power.
    SyncFile(&'a Path),
    /// Sees to it that the names in a folder do.
    SyncFolder(&'a Path),
    /// Gives a file its other name, in place of what has that name.
    Rename(&'a Path, &'a Path),
    /// Removes a file.
    Remove(&'a Path),
}

impl Step<'_> {
    /// The file or folder that is changed.
    pub(super) fn path(&self) -> &Path {
        match self {
            Self::MakeFolder(path)
            | Self::Write(path, _)
            | Self::SyncFile(path)
            | Self::SyncFolder(path)
            | Self::Rename(_, path)
            | Self::Remove(path) => path,
        }
    }
}

/// Takes steps.
pub(super) trait Disk {
    /// Takes a step, wholly or with an error; after an error nobody knows how far it got.
    fn take(&self, step: Step<'_>) -> io::Result<()>;
}

/// The disk of the machine.
pub(super) struct RealDisk;

impl Disk for RealDisk {
    fn take(&self, step: Step<'_>) -> io::Result<()> {
        match step {
            Step::MakeFolder(path) => fs::create_dir(path),
            Step::Write(path, bytes) => File::create_new(path)?.write_all(bytes),
            Step::SyncFile(path) | Step::SyncFolder(path) => File::open(path)?.sync_all(),
            Step::Rename(from, to) => fs::rename(from, to),
            Step::Remove(path) => fs::remove_file(path),
        }
    }
}
