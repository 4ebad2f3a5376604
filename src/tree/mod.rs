//! A site being made: every file goes through an [`OutputTree`] on to a [`Sink`] as soon as it is made.

mod precompress;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::checksum::{Digest, digest, digest_of, sums};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::progress::{Step, Watch};
use crate::recall::{Recall, find, keep, recalled};

/// A file of the site, just made.
#[derive(Clone, Debug)]
pub struct Made<'b> {
    /// Path below the site, with `/`.
    pub path: String,
    /// What is in it.
    pub bytes: Cow<'b, [u8]>,
    /// Checksum of the bytes.
    pub digest: Digest,
    /// What it was made from, if a later run shall know it by that.
    pub source: Option<Digest>,
}

/// Where the files of a site go as soon as each is made; none is looked at again.
pub trait Sink: Recall {
    /// Takes a file. Called from several threads, once a path.
    ///
    /// A sink that fails remembers why and tells whoever made it at the end.
    fn put(&self, file: Made<'_>);

    /// Whether it remembers what files are made from.
    fn remembers(&self) -> bool {
        false
    }

    /// Takes over all files an earlier run made from `source`, as if they were put: the checksum of each by path.
    /// Nothing, if any is not as it was left.
    fn take_over(&self, _source: Digest) -> Option<Vec<(String, Digest)>> {
        None
    }

    /// The picture an earlier run drew from the same, if this sink remembers pictures. Keys are hexadecimal.
    fn drawn_before(&self, _key: &str) -> Option<Vec<u8>> {
        None
    }

    /// Is told of every picture of an earlier run that is still in use.
    fn keeps_picture(&self, _key: &str) {}

    /// Is told of every picture that had to be drawn.
    fn drawn(&self, _key: &str, _png: &[u8]) {}
}

/// Keeps nothing: for checking sources.
impl Sink for () {
    fn put(&self, _: Made<'_>) {}
}

/// Keeps all files: for sites that are looked at and not written.
#[derive(Debug, Default)]
pub struct Memory {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl Memory {
    /// The files by path.
    pub fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.files.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Recall for Memory {}

impl Sink for Memory {
    fn put(&self, file: Made<'_>) {
        self.files
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(file.path, file.bytes.into_owned());
    }
}

/// Files made together from the same.
pub struct Group<'t> {
    tree: &'t OutputTree<'t>,
    name: &'t str,
    source: Option<Digest>,
}

impl Group<'_> {
    /// Adds a file, as [`OutputTree::insert`] does; returns its checksum.
    pub fn insert<'b>(
        &self,
        path: String,
        bytes: impl Into<Cow<'b, [u8]>>,
        diagnostics: &mut Diagnostics,
    ) -> Digest {
        self.tree.insert_from(self.source, path, bytes.into(), diagnostics)
    }

    /// What `make` makes of what `source` says for a part of the group, or made in an earlier run of the same.
    ///
    /// `source` must hold everything the result depends on but this program itself.
    pub fn recalled<T: Serialize + DeserializeOwned>(
        &self,
        part: &str,
        source: &impl Serialize,
        make: impl FnOnce() -> T,
    ) -> T {
        if !self.tree.sink.remembers() {
            return make();
        }
        recalled(self.tree.sink, &part_of(self.name, part), source, make)
    }
}

/// The name a part of a group is remembered by.
fn part_of(group: &str, part: &str) -> String {
    format!("{group}: {part}")
}

/// A site being made: every file passes through here once and goes on to the sink. What stays is its checksum.
pub struct OutputTree<'s> {
    sink: &'s dyn Sink,
    watch: &'s dyn Watch,
    digests: Mutex<BTreeMap<String, Digest>>,
    is_precompressed: bool,
}

impl<'s> OutputTree<'s> {
    /// An empty site whose files go to `sink`.
    pub fn new(sink: &'s dyn Sink) -> Self {
        Self { sink, watch: &(), digests: Mutex::default(), is_precompressed: false }
    }

    /// The same, with compressed twins beside text files if asked for.
    #[must_use]
    pub fn with_twins(mut self, is_precompressed: bool) -> Self {
        self.is_precompressed = is_precompressed;
        self
    }

    /// The same, with `watch` told of steps and files.
    #[must_use]
    pub fn watched_by(mut self, watch: &'s dyn Watch) -> Self {
        self.watch = watch;
        self
    }

    /// Tells that a step begins, and of how many parts, where that is known.
    pub fn begin(&self, step: Step, parts: Option<usize>) {
        self.watch.begin(step, parts);
    }

    /// Tells that a part of the step is done.
    pub fn part(&self) {
        self.watch.part();
    }

    /// Adds a file; threads may do so at once. The first file of a path stays; a second one is reported.
    pub fn insert(&self, path: String, bytes: Vec<u8>, diagnostics: &mut Diagnostics) {
        self.insert_from(None, path, bytes.into(), diagnostics);
    }

    /// Adds the file `make` makes from what `source` says, or the one an earlier run made from the same.
    ///
    /// `source` must hold everything the bytes depend on but the path and this program itself.
    pub fn insert_made<E>(
        &self,
        path: String,
        source: impl FnOnce() -> Digest,
        make: impl FnOnce() -> Result<Vec<u8>, E>,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), E> {
        let source = self.sink.remembers().then(|| self.source(&path, source()));
        let taken = source.and_then(|source| self.take_over(source, diagnostics));
        if taken.is_none_or(|files| files == 0) {
            let bytes = make()?;
            self.insert_from(source, path, bytes.into(), diagnostics);
        }
        Ok(())
    }

    /// Adds the files `make` puts into the group it is given, made from what `source` says, or those an earlier run
    /// made from the same; returns what `make` returned, now or then. `name` is that of the group, and no other's.
    ///
    /// `source` must hold everything files and result depend on but the name and this program itself.
    pub fn insert_group<T: Serialize + DeserializeOwned>(
        &self,
        name: &str,
        source: impl FnOnce() -> Digest,
        make: impl FnOnce(&Group<'_>, &mut Diagnostics) -> T,
        diagnostics: &mut Diagnostics,
    ) -> T {
        let source = self.sink.remembers().then(|| self.source(name, source()));
        let known = source.and_then(|source| find(self.sink, name, source));
        let result = match (source, known) {
            // A group may have no files.
            (Some(source), Some(known)) if self.take_over(source, diagnostics).is_some() => {
                self.sink.keep_all(&part_of(name, ""));
                known
            }
            _ => make(&Group { tree: self, name, source }, diagnostics),
        };
        if let Some(source) = source {
            keep(self.sink, name, source, &result);
        }
        result
    }

    /// What files are known by: a file made without twins is not the same as one made with them.
    fn source(&self, name: &str, source: Digest) -> Digest {
        digest_of(&(name, source, self.is_precompressed))
    }

    /// Adds the files an earlier run made from `source`, unless any is not as it was left; returns how many.
    fn take_over(&self, source: Digest, diagnostics: &mut Diagnostics) -> Option<usize> {
        let known = self.sink.take_over(source)?;
        let files = known.len();
        for (path, digest) in known {
            self.note(path, digest, diagnostics);
            self.watch.file();
        }
        Some(files)
    }

    fn insert_from(
        &self,
        source: Option<Digest>,
        path: String,
        bytes: Cow<'_, [u8]>,
        diagnostics: &mut Diagnostics,
    ) -> Digest {
        let mut put = |path: String, bytes: Cow<'_, [u8]>| {
            let digest = digest(&bytes);
            if self.note(path.clone(), digest, diagnostics) {
                self.sink.put(Made { path, bytes, digest, source });
                self.watch.file();
            }
            digest
        };
        if self.is_precompressed {
            for (path, bytes) in precompress::twins(&path, &bytes) {
                put(path, bytes.into());
            }
        }
        put(path, bytes)
    }

    /// Notes a file; returns whether it is the first of that path.
    fn note(&self, path: String, digest: Digest, diagnostics: &mut Diagnostics) -> bool {
        match self.digests().entry(path) {
            Entry::Vacant(place) => {
                place.insert(digest);
                true
            }
            Entry::Occupied(place) => {
                let path = place.key();
                let message = format!("hai tệp cùng ghi vào `{path}`");
                diagnostics.push(
                    Diagnostic::new(Code::OutputClash, Place::file(path.as_str()), message)
                        .suggestion("đổi tên tệp trong content/, hoặc mã gây trùng"),
                );
                false
            }
        }
    }

    /// The picture of `key`: that of an earlier run, or else what `draw` makes.
    #[cfg(feature = "images")]
    pub fn picture<E>(
        &self,
        key: &str,
        draw: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<Vec<u8>, E> {
        if let Some(png) = self.sink.drawn_before(key) {
            return Ok(png);
        }
        let png = draw()?;
        self.sink.drawn(key, &png);
        Ok(png)
    }

    /// Keeps the picture of `key` for later runs.
    pub fn keep_picture(&self, key: &str) {
        self.sink.keeps_picture(key);
    }

    /// Paths of all files so far, in order.
    pub fn paths(&self) -> Vec<String> {
        self.digests().keys().cloned().collect()
    }

    /// Checksums of all files so far, in the order of their paths, as `sha256sum --check` reads them.
    pub fn sums(&self) -> String {
        sums(self.digests().iter().map(|(path, digest)| (path.as_str(), *digest)))
    }

    fn digests(&self) -> MutexGuard<'_, BTreeMap<String, Digest>> {
        self.digests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
