//! Files go into the spare tree as they are made; at the end the spare tree becomes the published one.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::pictures::Pictures;
use super::survey::Survey;
use super::{Counts, Paths, check_name, create, failed, folders_of, refuse};
use crate::error::Error;
use crate::output::{Sink, VERSIONS};

/// A run that writes. Until it is published the output stays as it was; dropped, it leaves the spare tree half
/// done, which the next run repairs.
pub struct Staging {
    place: Paths,
    /// What the spare tree and the output held when the run began.
    spare: Survey,
    published: Survey,
    pictures: Pictures,
    done: Mutex<Done>,
    /// Held as long as this lives.
    _lock: File,
}

/// What has been done so far.
#[derive(Default)]
struct Done {
    files: BTreeSet<String>,
    folders: BTreeSet<String>,
    unchanged: usize,
    /// The first failure; nothing is written after it.
    failure: Option<Error>,
}

impl Sink for Staging {
    fn put(&self, name: String, bytes: Vec<u8>) {
        let result = self.reserve(&name).and_then(|()| self.write(&name, &bytes));
        let mut done = self.done();
        match result {
            Ok(is_unchanged) => done.unchanged += usize::from(is_unchanged),
            Err(error) if done.failure.is_none() => done.failure = Some(error),
            Err(_) => {}
        }
    }

    fn drawn_before(&self, key: &str) -> Option<Vec<u8>> {
        self.pictures.find(key)
    }

    fn drawn(&self, key: &str, png: &[u8]) {
        self.pictures.keep(key, png);
    }
}

impl Staging {
    /// Begins a run that writes the site in `root` to `output`.
    pub fn open(root: &Path, output: &Path) -> Result<Self, Error> {
        let place = Paths::new(root, output)?;
        let lock = place.lock()?;
        place.recover()?;
        let published = Survey::new(&place.output)?;
        if place.next.symlink_metadata().is_ok_and(|metadata| !metadata.is_dir()) {
            fs::remove_file(&place.next).map_err(failed(&place.next))?;
        }
        fs::create_dir_all(&place.next).map_err(failed(&place.next))?;
        let spare = Survey::new(&place.next)?;
        let pictures = Pictures::open(place.pictures.clone());
        Ok(Self { place, spare, published, pictures, done: Mutex::default(), _lock: lock })
    }

    /// Makes the files put so far the content of the output, unless one of them could not be written.
    pub fn publish(self) -> Result<Counts, Error> {
        let Done { files, folders, unchanged, failure } =
            self.done.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(folder) = folders.intersection(&files).next() {
            return Err(refuse(&self.place.output, folder, "vừa là tệp vừa là thư mục"));
        }
        if let Some(error) = failure {
            return Err(error);
        }
        let is_stale = |name: &&String| !files.contains(*name);
        let there = || self.published.files.keys().chain(&self.published.others);
        self.place.check_ownership(there().filter(is_stale))?;
        let frozen = |name: &&String| name.starts_with(VERSIONS);
        if let Some(name) = there().filter(is_stale).find(frozen) {
            return Err(refuse(
                &self.place.output,
                name,
                "là phiên bản đã công bố mà lần dựng này không có; khôi phục tệp ấy dưới seeds/versions/",
            ));
        }
        let removed = there().filter(is_stale).count();
        let counts = Counts { written: files.len() - unchanged, unchanged, removed };
        if counts.written > 0 || counts.removed > 0 || !self.place.output.exists() {
            // Where a file stood there may be a folder by now, and the other way round.
            let is_unused = |name: &&String| !files.contains(*name) && !folders.contains(*name);
            for name in self.spare.files.keys().chain(&self.spare.others).filter(is_unused) {
                remove(&self.place.next.join(name), |path| fs::remove_file(path))?;
            }
            // From the end: what is inside comes before what holds it.
            for name in self.spare.folders.iter().rev().filter(is_unused) {
                remove(&self.place.next.join(name), |path| fs::remove_dir(path))?;
            }
            self.place.publish()?;
        }
        self.pictures.sweep();
        Ok(counts)
    }

    /// Notes the file and makes its folders.
    fn reserve(&self, name: &str) -> Result<(), Error> {
        check_name(&self.place.output, name)?;
        let mut done = self.done();
        done.files.insert(name.to_owned());
        for folder in folders_of(name) {
            if !done.folders.contains(folder) {
                done.folders.insert(folder.to_owned());
                if !self.spare.folders.contains(folder) {
                    let path = self.place.next.join(folder);
                    self.clear(folder, &path)?;
                    fs::create_dir(&path).map_err(failed(&path))?;
                }
            }
        }
        Ok(())
    }

    /// Removes whatever an earlier run left where a file or folder is to stand.
    fn clear(&self, name: &str, path: &Path) -> Result<(), Error> {
        if self.spare.files.contains_key(name) || self.spare.others.contains(name) {
            remove(path, |path| fs::remove_file(path))?;
        } else if self.spare.folders.contains(name) {
            remove(path, |path| fs::remove_dir_all(path))?;
        }
        Ok(())
    }

    /// Puts one file into the spare tree; returns whether the output has the same.
    fn write(&self, name: &str, bytes: &[u8]) -> Result<bool, Error> {
        let (spare, published) = (self.place.next.join(name), self.place.output.join(name));
        if self.done().failure.is_some() {
            return Ok(false);
        }
        let is_same = self.published.holds(&self.place.output, name, bytes)?;
        let twin = self.published.files.get(name).filter(|_| is_same);
        if twin.is_some() && twin == self.spare.files.get(name) {
            return Ok(true);
        }
        if !is_same && name.starts_with(VERSIONS) && self.published.files.contains_key(name) {
            return Err(refuse(
                &self.place.output,
                name,
                "là phiên bản đã công bố nhưng lần dựng này khác; khôi phục tệp ấy dưới seeds/versions/",
            ));
        }
        self.clear(name, &spare)?;
        if is_same && fs::hard_link(&published, &spare).is_ok() {
            return Ok(true);
        }
        tracing::debug!("ghi {name}: {} byte", bytes.len());
        let file = create(&spare, bytes)?;
        if is_same {
            // No hard links here: at least the time stays.
            let time = published.metadata().and_then(|metadata| metadata.modified());
            time.and_then(|time| file.set_modified(time)).map_err(failed(&spare))?;
        }
        Ok(is_same)
    }

    fn done(&self) -> MutexGuard<'_, Done> {
        self.done.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Removes what may be gone already, with the folder it stood in.
fn remove(path: &Path, how: impl Fn(&Path) -> io::Result<()>) -> Result<(), Error> {
    match how(path) {
        Err(error)
            if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) =>
        {
            Ok(())
        }
        result => result.map_err(failed(path)),
    }
}
