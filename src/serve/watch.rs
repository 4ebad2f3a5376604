//! Noticing that a source has changed.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::config::CONFIG_FILE;
use crate::error::Error;
use crate::load::SOURCE_FOLDERS;

/// Changes that come closer together than this are one change.
const QUIET: Duration = Duration::from_millis(50);

/// Changes of the sources.
pub(super) struct Changes {
    root: PathBuf,
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
}

/// Begins to watch the sources of the site in `root`.
pub(super) fn start(root: &Path) -> Result<Changes, Error> {
    let root = std::fs::canonicalize(root)
        .map_err(|source| Error::Read { path: root.to_owned(), source })?;
    let (sender, events): (Sender<notify::Result<Event>>, _) = channel();
    let mut watcher = notify::recommended_watcher(sender).map_err(failed)?;
    // The root itself only for the configuration and for source folders that come and go:
    // the output and a `target/` below it may be large.
    watcher.watch(&root, RecursiveMode::NonRecursive).map_err(failed)?;
    let mut changes = Changes { root, watcher, events };
    for folder in SOURCE_FOLDERS {
        changes.watch(folder);
    }
    Ok(changes)
}

impl Changes {
    /// Waits for the next change, and for an end of it; false when there can be none any more.
    pub(super) fn wait(&mut self) -> bool {
        loop {
            let Ok(event) = self.events.recv() else { return false };
            if self.concerns(&event) {
                break;
            }
        }
        loop {
            match self.events.recv_timeout(QUIET) {
                Ok(event) => self.concerns(&event),
                Err(RecvTimeoutError::Timeout) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
            };
        }
    }

    fn concerns(&mut self, event: &notify::Result<Event>) -> bool {
        // An error means that something was missed: look again.
        let Ok(event) = event else { return true };
        let is_reading = matches!(event.kind, EventKind::Access(kind)
            if kind != AccessKind::Close(AccessMode::Write));
        if is_reading {
            return false;
        }
        let mut concerns = event.need_rescan();
        for path in &event.paths {
            let Ok(path) = path.strip_prefix(&self.root) else { continue };
            if path == Path::new(CONFIG_FILE) {
                concerns = true;
            }
            if let Some(folder) = SOURCE_FOLDERS.iter().find(|folder| path.starts_with(folder)) {
                concerns = true;
                if path == Path::new(folder) {
                    self.watch(folder);
                }
            }
        }
        concerns
    }

    /// Watches a source folder if it is there.
    fn watch(&mut self, folder: &str) {
        let path = self.root.join(folder);
        if path.is_dir() {
            // It may be gone again by now; then the root tells when it comes back.
            let _ = self.watcher.watch(&path, RecursiveMode::Recursive);
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "hàm dùng trong map_err")]
fn failed(error: notify::Error) -> Error {
    Error::Watch { reason: error.to_string() }
}
