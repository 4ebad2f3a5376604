//! Files go into the spare tree as they are made; at the end the spare tree becomes the published one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use rayon::prelude::*;

use super::end::{End, names_of, unlike};
use super::folders::{Look, parent};
use super::pictures::Pictures;
use super::record::{Fact, Known, Record, Results, Trees};
use super::survey::{Survey, walking};
use super::{
    Counts, FILE_MODE, FOLDER_MODE, Paths, STATE_FOLDER, check_name, create, create_folder,
    create_folders, failed, folders_of, refuse,
};
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
    /// Which files of the record are taken over and stand in the spare tree already, by their place there.
    taken: Vec<AtomicBool>,
    pictures: Pictures,
    done: Mutex<Done>,
    /// Whether files had to be copied from tree to tree, because they cannot be linked here.
    has_copies: AtomicBool,
    /// When the run began to look at the trees.
    pub(super) start: SystemTime,
    /// Held as long as this lives.
    lock: File,
}

/// What has been done so far, but for the files taken over where they stand.
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

    fn keep_all(&self, start: &str) {
        let known = self.record.results_of(start);
        self.done().results.extend(known.map(|(work, result)| (work.clone(), result.clone())));
    }
}

impl Sink for Staging {
    fn put(&self, file: Made<'_>) {
        let result = self
            .reserve(&file.path, file.digest, file.source)
            .and_then(|()| self.write(&file.path, &file.bytes, file.digest));
        self.count(result);
    }

    fn remembers(&self) -> bool {
        true
    }

    fn take_over(&self, source: Digest) -> Option<Vec<(String, Digest)>> {
        let take = |(place, known): (usize, &Known)| {
            let Known { name, fact, is_in_spare, .. } = known;
            tracing::debug!("giữ {name}");
            if *is_in_spare {
                self.taken[place].store(true, Ordering::Relaxed);
            } else {
                let reserved = self.reserve(name, fact.digest, Some(source));
                self.count(reserved.and_then(|()| self.keep(name)).map(|()| true));
            }
            (name.clone(), fact.digest)
        };
        Some(self.record.made_from(source)?.into_iter().map(take).collect())
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
    /// Whether a run that wrote to `output` left its state beside it.
    pub fn was_here(output: &Path) -> bool {
        output.with_file_name(STATE_FOLDER).is_dir()
    }

    /// Begins a run that writes the site in `root` to `output`.
    pub fn open(root: &Path, output: &Path) -> Result<Self, Error> {
        let place = Paths::new(root, output)?;
        let lock = place.lock()?;
        place.recover()?;
        if place.next.symlink_metadata().is_ok_and(|metadata| !metadata.is_dir()) {
            fs::remove_file(&place.next).map_err(failed(&place.next))?;
        }
        create_folders(&place.next).map_err(failed(&place.next))?;
        let start = SystemTime::now();
        let mut record = Record::open(place.record.clone());
        let [left, left_spare] = record.left();
        let (published, spare) = walking(|| {
            rayon::join(
                || Survey::new(&place.output, Some(left)),
                || Survey::of_names(&place.next, Some(left_spare)),
            )
        });
        let (published, spare) = (published?, spare?);
        if record.len() == 0 {
            open_to_all(&place.output, &published)?;
            open_to_all(&place.next, &spare)?;
        }
        record.compare(&published, &spare);
        let taken = (0..record.len()).map(|_| AtomicBool::new(false)).collect();
        let pictures = Pictures::open(place.pictures.clone());
        let (done, has_copies) = (Mutex::default(), AtomicBool::new(false));
        Ok(Self { place, spare, published, record, taken, pictures, done, has_copies, start, lock })
    }

    /// Makes the files put so far the content of the output, unless one of them could not be written.
    pub fn publish(mut self) -> Result<Published, Error> {
        let Done { files: put, unchanged, results, failure, .. } =
            self.done.into_inner().unwrap_or_else(PoisonError::into_inner);
        let is_taken = |(_, taken): &(Known, AtomicBool)| taken.load(Ordering::Relaxed);
        let taken = self.record.take_files().into_iter().zip(self.taken).filter(is_taken);
        let mut files: BTreeMap<String, Option<Fact>> =
            taken.map(|(known, _)| (known.name, Some(known.fact))).collect();
        let unchanged = files.len() + unchanged;
        files.extend(put.keys().map(|name| (name.clone(), None)));
        let folders = folders_above(files.keys());
        if let Some(folder) = folders.iter().find(|folder| files.contains_key(**folder)) {
            return Err(refuse(&self.place.output, folder, "vừa là tệp vừa là thư mục"));
        }
        if let Some(error) = failure {
            return Err(error);
        }
        let Survey { files: there, others, .. } = &self.published;
        let stale: Vec<&String> =
            without(there.keys(), &files).chain(without(others.iter(), &files)).collect();
        self.place.check_ownership(stale.iter().copied())?;
        if let Some(name) = stale.iter().find(|name| name.starts_with(VERSIONS)) {
            return Err(refuse(
                &self.place.output,
                name,
                "là phiên bản đã công bố mà lần dựng này không có; khôi phục tệp ấy dưới seeds/versions/",
            ));
        }
        let removed = stale.len();
        let counts = Counts { written: files.len() - unchanged, unchanged, removed };
        let is_new = counts.written > 0 || counts.removed > 0 || !self.place.output.exists();
        let mut touched = BTreeSet::new();
        if is_new {
            // Where a file stood there may be a folder by now, and the other way round.
            let is_unused = |name: &&String| !folders.contains(name.as_str());
            let Survey { files: there, others, folders: made } = &self.spare;
            let unused = without(there.keys(), &files).chain(without(others.iter(), &files));
            for name in unused.filter(is_unused) {
                touched.insert(parent(name));
                remove(&self.place.next.join(name), |path| fs::remove_file(path))?;
            }
            // From the end: what is inside comes before what holds it.
            let unused = made.iter().rev().filter(|name| !files.contains_key(*name));
            for name in unused.filter(is_unused) {
                touched.insert(parent(name));
                remove(&self.place.next.join(name), |path| fs::remove_dir(path))?;
            }
            self.place.publish()?;
        }
        self.pictures.sweep();
        let fact = |(name, known): (String, Option<Fact>)| {
            let fact = match (known, put.get(&name)) {
                (None, Some(&(digest, source))) => {
                    let identity = self.place.output.join(&name).symlink_metadata().ok()?.into();
                    Fact { digest, source, identity }
                }
                (known, _) => known?,
            };
            Some((name, fact))
        };
        let facts: Vec<(String, Fact)> =
            files.iter().filter_map(|(name, known)| fact((name.clone(), *known))).collect();
        touched.extend(put.keys().flat_map(|name| folders_of(name)));
        let end = End {
            place: &self.place,
            published: &self.published,
            spare: &self.spare,
            before: &self.record.trees,
            start: self.start,
            touched,
        };
        let mut trees = end.trees(is_new, &folders, &facts);
        if self.has_copies.into_inner() {
            trees.spare.clear();
        }
        self.record.write(&facts, &trees, &results);
        let is_first = self.published.files.is_empty();
        let Self { place, record, lock, .. } = self;
        let first = is_first.then_some(First { place, record, facts, results });
        Ok(Published { counts, first, _lock: lock })
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
        let missing: Vec<&str> =
            folders_of(name).filter(|folder| !done.folders.contains(*folder)).collect();
        drop(done);
        for folder in missing {
            self.make_folder(folder)?;
            self.done().folders.insert(folder.to_owned());
        }
        Ok(())
    }

    /// Makes a folder of the spare tree. Others may be making it at the same time: waiting for each other would cost
    /// more than trying twice.
    fn make_folder(&self, name: &str) -> Result<(), Error> {
        if self.spare.folders.contains(name) {
            return Ok(());
        }
        let path = self.place.next.join(name);
        if self.spare.files.contains_key(name) || self.spare.others.contains(name) {
            let mut done = self.done();
            if !done.folders.insert(name.to_owned()) {
                return Ok(());
            }
            self.clear(name, &path)?;
            return create_folder(&path).map_err(failed(&path));
        }
        match create_folder(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            result => result.map_err(failed(&path)),
        }
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
        let is_same = match self.record.of(name) {
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
            self.has_copies.store(true, Ordering::Relaxed);
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

/// A published site.
pub struct Published {
    /// What publishing it came to.
    pub counts: Counts,
    /// What was published, if nothing was before.
    first: Option<First>,
    /// No other run begins before this is gone.
    _lock: File,
}

impl Published {
    /// Spares the next run what only follows a first site: its files are linked into the spare tree, and folders that
    /// are at rest by now need not be listed again.
    ///
    /// The site stands already, and what is missing the next run adds: that it cannot be done is no failure.
    pub fn prepare_next(self) {
        if let Some(first) = self.first {
            let _: Result<(), Error> = first.prepare_next();
        }
    }
}

/// A site where nothing was before.
struct First {
    place: Paths,
    record: Record,
    /// Its files, in the order of their names.
    facts: Vec<(String, Fact)>,
    results: Results,
}

impl First {
    fn prepare_next(&self) -> Result<(), Error> {
        let Paths { output, next, .. } = &self.place;
        for folder in folders_above(self.facts.iter().map(|(name, _)| name)) {
            let path = next.join(folder);
            create_folders(&path).map_err(failed(&path))?;
        }
        self.facts.par_iter().try_for_each(|(name, _)| {
            let path = next.join(name);
            fs::hard_link(output.join(name), &path).map_err(failed(&path))
        })?;
        let look = |tree: &Path| {
            let moment = SystemTime::now();
            let there = walking(|| Survey::of_names(tree, None))?;
            let (nothing, unlike) = (BTreeSet::new(), unlike(&there, &self.facts));
            let look = Look { before: &[], touched: &nothing, unlike: &unlike, moment };
            Ok(look.at(tree, &names_of(&there)))
        };
        let trees = Trees { published: look(output)?, spare: look(next)? };
        self.record.write(&self.facts, &trees, &self.results);
        Ok(())
    }
}

/// Lets everybody read a tree that an older program, or somebody by hand, wrote for few.
fn open_to_all(tree: &Path, survey: &Survey) -> Result<(), Error> {
    let files = survey.files.keys().map(|name| (tree.join(name), FILE_MODE));
    let folders = survey.folders.iter().map(|name| (tree.join(name), FOLDER_MODE));
    let tree = tree.is_dir().then(|| (tree.to_owned(), FOLDER_MODE));
    for (path, mode) in tree.into_iter().chain(folders).chain(files) {
        // Who may write is nobody's concern here.
        let reading = mode & 0o555;
        let is_open = |permissions: Permissions| permissions.mode() & reading == reading;
        if !path.symlink_metadata().is_ok_and(|metadata| is_open(metadata.permissions())) {
            fs::set_permissions(&path, Permissions::from_mode(mode)).map_err(failed(&path))?;
        }
    }
    Ok(())
}

/// All folders that hold `files`, which are in order.
fn folders_above<'a>(files: impl Iterator<Item = &'a String>) -> BTreeSet<&'a str> {
    let mut parents: Vec<&str> = files.filter_map(|name| Some(name.rsplit_once('/')?.0)).collect();
    parents.dedup();
    let holds = |folder: &str, path: &str| {
        path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let (mut folders, mut before): (BTreeSet<&str>, &str) = (BTreeSet::new(), "");
    for parent in parents {
        // What holds the one before too is among them already.
        let own = folders_of(parent).chain([parent]);
        folders.extend(own.filter(|folder| !holds(folder, before)));
        before = parent;
    }
    folders
}

/// The `names`, which are in order, that are none of `files`.
fn without<'a, T>(
    names: impl Iterator<Item = &'a String>,
    files: &BTreeMap<String, T>,
) -> impl Iterator<Item = &'a String> {
    let mut files = files.keys().peekable();
    names.filter(move |name| {
        while files.next_if(|file| file < name).is_some() {}
        files.peek() != Some(name)
    })
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
