//! Files go into the spare tree as they are made; at the end the spare tree becomes the published one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::pictures::Pictures;
use super::record::{Fact, Record, Results};
use super::survey::Survey;
use super::{Counts, Paths, check_name, create, failed, folders_of, refuse};
use crate::checksum::Digest;
use crate::error::Error;
use crate::output::VERSIONS;
use crate::recall::Recall;
use crate::tree::{Made, Sink};

/// A run that writes. Until it is published the output stays as it was; dropped, it leaves the spare tree half
/// done, which the next run repairs.
pub struct Staging {
    place: Paths,
    /// What the spare tree and the output held when the run began.
    spare: Survey,
    published: Survey,
    record: Record,
    pictures: Pictures,
    done: Mutex<Done>,
    /// Held as long as this lives.
    _lock: File,
}

/// What has been done so far.
#[derive(Default)]
struct Done {
    /// The files so far, each with its checksum and what it was made from.
    files: BTreeMap<String, (Digest, Option<Digest>)>,
    folders: BTreeSet<String>,
    unchanged: usize,
    results: Results,
    /// The first failure; nothing is written after it.
    failure: Option<Error>,
}

impl Recall for Staging {
    fn find(&self, work: &str, source: Digest) -> Option<Vec<u8>> {
        self.record.result(work, source)
    }

    fn keep(&self, work: &str, source: Digest, result: &[u8]) {
        self.done().results.insert(work.to_owned(), (source, result.to_vec()));
    }
}

impl Sink for Staging {
    fn put(&self, file: Made) {
        let result = self
            .reserve(&file.path, file.digest, file.source)
            .and_then(|()| self.write(&file.path, &file.bytes, file.digest));
        self.count(result);
    }

    fn remembers(&self) -> bool {
        true
    }

    fn take_over(&self, source: Digest) -> Option<Vec<(String, Digest)>> {
        let known = self.record.made_from(&self.published, source)?;
        for (path, digest) in &known {
            tracing::debug!("giữ {path}");
            let result = self.reserve(path, *digest, Some(source)).and_then(|()| self.keep(path));
            self.count(result.map(|()| true));
        }
        Some(known)
    }

    fn drawn_before(&self, key: &str) -> Option<Vec<u8>> {
        self.pictures.find(key)
    }

    fn keeps_picture(&self, key: &str) {
        self.pictures.use_again(key);
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
        if place.next.symlink_metadata().is_ok_and(|metadata| !metadata.is_dir()) {
            fs::remove_file(&place.next).map_err(failed(&place.next))?;
        }
        fs::create_dir_all(&place.next).map_err(failed(&place.next))?;
        let (published, (spare, record)) = rayon::join(
            || Survey::new(&place.output),
            || (Survey::of_names(&place.next), Record::open(place.record.clone())),
        );
        let (published, spare) = (published?, spare?);
        let pictures = Pictures::open(place.pictures.clone());
        Ok(Self { place, spare, published, record, pictures, done: Mutex::default(), _lock: lock })
    }

    /// Makes the files put so far the content of the output, unless one of them could not be written.
    pub fn publish(self) -> Result<Counts, Error> {
        let Done { files, folders, unchanged, results, failure } =
            self.done.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(folder) = folders.iter().find(|folder| files.contains_key(*folder)) {
            return Err(refuse(&self.place.output, folder, "vừa là tệp vừa là thư mục"));
        }
        if let Some(error) = failure {
            return Err(error);
        }
        let is_stale = |name: &&String| !files.contains_key(*name);
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
            let is_unused = |name: &&String| !files.contains_key(*name) && !folders.contains(*name);
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
        let fact = |(name, (digest, source)): (String, (Digest, Option<Digest>))| {
            let identity = self.place.output.join(&name).symlink_metadata().ok()?.into();
            Some((name, Fact { digest, source, identity }))
        };
        self.record.write(&files.into_iter().filter_map(fact).collect(), &results);
        Ok(counts)
    }

    fn count(&self, result: Result<bool, Error>) {
        let mut done = self.done();
        match result {
            Ok(is_unchanged) => done.unchanged += usize::from(is_unchanged),
            Err(error) if done.failure.is_none() => done.failure = Some(error),
            Err(_) => {}
        }
    }

    /// Notes the file and makes its folders.
    fn reserve(&self, name: &str, digest: Digest, source: Option<Digest>) -> Result<(), Error> {
        check_name(&self.place.output, name)?;
        let mut done = self.done();
        done.files.insert(name.to_owned(), (digest, source));
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
    fn write(&self, name: &str, bytes: &[u8], digest: Digest) -> Result<bool, Error> {
        if self.done().failure.is_some() {
            return Ok(false);
        }
        let is_same = match self.record.of(&self.published, name) {
            Some(fact) => fact.digest == digest,
            None => self.published.holds(&self.place.output, name, bytes)?,
        };
        if is_same {
            self.keep(name)?;
            return Ok(true);
        }
        if name.starts_with(VERSIONS) && self.published.files.contains_key(name) {
            return Err(refuse(
                &self.place.output,
                name,
                "là phiên bản đã công bố nhưng lần dựng này khác; khôi phục tệp ấy dưới seeds/versions/",
            ));
        }
        let spare = self.place.next.join(name);
        self.clear(name, &spare)?;
        tracing::debug!("ghi {name}: {} byte", bytes.len());
        create(&spare, bytes)?;
        Ok(false)
    }

    /// Makes the file of the output that of the spare tree too.
    fn keep(&self, name: &str) -> Result<(), Error> {
        let both = self.published.files.get(name).zip(self.spare.files.get(name));
        if both.is_some_and(|(published, spare)| published.is_same_file(spare)) {
            return Ok(());
        }
        let (spare, published) = (self.place.next.join(name), self.place.output.join(name));
        self.clear(name, &spare)?;
        if fs::hard_link(&published, &spare).is_err() {
            // No hard links here: at least the time stays.
            fs::copy(&published, &spare).map_err(failed(&spare))?;
            let time = published.metadata().and_then(|metadata| metadata.modified());
            let file = File::options().append(true).open(&spare);
            time.and_then(|time| file?.set_modified(time)).map_err(failed(&spare))?;
        }
        Ok(())
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
