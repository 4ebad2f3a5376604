//! One run at a time: whoever changes the sources or the outputs of a site holds its lock.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::change::{Recovered, change, is_half_done, recover};
use super::disk::RealDisk;
use super::{STATE_FOLDER, failed, refuse_links};
use crate::error::Error;
use crate::load::CONFIG_FILE;

/// Name of the lock in the state folder; while it is held it says by whom.
const LOCK: &str = "lock";

/// The lock of a site, held as long as this lives; it ends with the process, however it ends.
#[derive(Debug)]
pub struct Held {
    root: PathBuf,
    command: String,
    /// Nothing where there is no site, or nobody may write.
    _lock: Option<File>,
}

impl Held {
    /// Waits until no other run changes the site in `root`, and takes its lock for `command`. What an earlier run left
    /// half done is finished or taken back. `tell` is told who is waited for and what was recovered.
    ///
    /// What is to be changed must be read after this.
    pub fn take(root: &Path, command: &str, tell: &dyn Fn(&str)) -> Result<Self, Error> {
        let lock = open(root)?;
        if let Some(mut lock) = lock.as_ref() {
            match lock.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    let mut holder = String::new();
                    // Who holds it is of help, not of need.
                    let _ = lock.read_to_string(&mut holder);
                    let holder = match holder.trim() {
                        "" => "một lần chạy khác".to_owned(),
                        holder => holder.to_owned(),
                    };
                    tell(&format!(
                        "`congkhai {command}` đang đợi {holder} xong việc với trang này…\n"
                    ));
                    lock.lock().map_err(failed(&root.join(STATE_FOLDER).join(LOCK)))?;
                }
                Err(TryLockError::Error(source)) => {
                    return Err(failed(&root.join(STATE_FOLDER).join(LOCK))(source));
                }
            }
            let holder = format!("`congkhai {command}` (tiến trình {})\n", std::process::id());
            let _ = lock
                .set_len(0)
                .and_then(|()| lock.rewind())
                .and_then(|()| lock.write_all(holder.as_bytes()));
            if let Some(recovered) = recover(&RealDisk, root)? {
                tell(&told(&recovered));
            }
        }
        Ok(Self { root: root.to_owned(), command: command.to_owned(), _lock: lock })
    }

    /// For those who only read: waits and recovers where an earlier run left something half done.
    pub fn settle(root: &Path, command: &str, tell: &dyn Fn(&str)) -> Result<(), Error> {
        if is_half_done(root) { Self::take(root, command, tell).map(drop) } else { Ok(()) }
    }

    /// Puts `files` (bytes by path below the root) in place, all or none, whatever ends the run. `read` are the sources
    /// as they were read under this lock: a file that is not as it was read is not replaced.
    pub fn change(
        &self,
        files: &BTreeMap<String, Vec<u8>>,
        read: &BTreeMap<Arc<str>, Vec<u8>>,
    ) -> Result<(), Error> {
        change(&RealDisk, &self.root, &self.command, files, read)
    }
}

/// The lock file of the site in `root`; nothing where there is no site, or nobody may write.
fn open(root: &Path) -> Result<Option<File>, Error> {
    if !root.join(CONFIG_FILE).is_file() {
        return Ok(None);
    }
    let state = root.join(STATE_FOLDER);
    refuse_links(&state, &[])?;
    let path = state.join(LOCK);
    let opened = fs::create_dir_all(&state).and_then(|()| {
        File::options().read(true).write(true).create(true).truncate(false).open(&path)
    });
    match opened {
        Ok(file) => Ok(Some(file)),
        Err(error) if is_forbidden(&error) => Ok(File::open(&path).ok()),
        Err(source) => Err(failed(&path)(source)),
    }
}

fn is_forbidden(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

fn told(recovered: &Recovered) -> String {
    match recovered {
        Recovered::Undone => {
            "Lần chạy trước bị ngắt trước khi đổi tệp nào: đã bỏ phần dở của nó\n".to_owned()
        }
        Recovered::Finished { command, kept } => {
            let kept = kept.iter().map(|(path, place)| {
                let place = place.display();
                format!("  `{path}` đã bị sửa sau khi bị ngắt; bản sửa được giữ ở {place}\n")
            });
            let first =
                format!("Lần chạy trước `congkhai {command}` bị ngắt giữa chừng: đã ghi nốt\n");
            first + &kept.collect::<String>()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use super::*;

    fn site() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join(CONFIG_FILE), "").unwrap();
        root
    }

    #[test]
    fn those_who_change_something_take_turns_and_say_for_whom_they_wait() {
        let root = site();
        let (inside, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let heard = Mutex::new(Vec::new());
        let hear = |text: &str| heard.lock().unwrap().push(text.to_owned());
        let first = Held::take(root.path(), "collect 2026-07", &hear).unwrap();
        thread::scope(|scope| {
            for number in 0..6 {
                let (inside, most, hear, root) = (&inside, &most, &hear, &root);
                scope.spawn(move || {
                    let command = format!("publish {number}");
                    let held = Held::take(root.path(), &command, hear).unwrap();
                    most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    let path = "seeds/count".to_owned();
                    let read = fs::read(root.path().join(&path)).ok();
                    let more = [read.clone().unwrap_or_default(), b"x".to_vec()].concat();
                    let read = read.map(|read| (Arc::from(path.as_str()), read));
                    held.change(&[(path, more)].into(), &read.into_iter().collect()).unwrap();
                    inside.fetch_sub(1, Ordering::SeqCst);
                });
            }
            while heard.lock().unwrap().len() < 6 {
                thread::yield_now();
            }
            drop(first);
        });
        assert_eq!(most.into_inner(), 1);
        assert_eq!(fs::read(root.path().join("seeds/count")).unwrap(), b"xxxxxx");
        let heard = heard.into_inner().unwrap();
        assert!(heard[0].contains("đang đợi `congkhai collect 2026-07`"), "{heard:?}");
    }

    #[test]
    fn nothing_is_left_where_there_is_no_site() {
        let root = tempfile::tempdir().unwrap();
        drop(Held::take(root.path(), "build", &|_| {}).unwrap());
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_state_folder_that_is_a_link_is_refused() {
        let (root, outside) = (site(), tempfile::tempdir().unwrap());
        std::os::unix::fs::symlink(outside.path(), root.path().join(STATE_FOLDER)).unwrap();
        let error = Held::take(root.path(), "build", &|_| {}).unwrap_err().to_string();
        assert!(error.contains("liên kết"), "{error}");
        assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
    }
}
