//! Views → the files of the site, each handed on to a [`Sink`] as soon as it is made.

mod assets;
mod front_door;
mod minify;
mod pages;
mod pictures;
mod precompress;
mod robots;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod sample_reports;
mod sitemap;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::checksum::{Digest, digest, digest_of, sums};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::progress::{Step, Watch};
use crate::recall::Recall;

pub use crate::view::address::VERSIONS;
pub use pages::render_site;

/// A file of the site, just made.
#[derive(Clone, Debug)]
pub struct Made {
    /// Path below the site, with `/`.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
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
    fn put(&self, file: Made);

    /// Whether it remembers what files are made from.
    fn remembers(&self) -> bool {
        false
    }

    /// Takes over what an earlier run made from `source` at those of `paths` it made, as if it were put: the checksum
    /// of each by path. Nothing, if the first is not among them or any is not as it was left.
    fn take_over(&self, _paths: &[&str], _source: Digest) -> Vec<(String, Digest)> {
        Vec::new()
    }

    /// The picture an earlier run drew from the same, if this sink remembers pictures. Keys are hexadecimal.
    fn drawn_before(&self, _key: &str) -> Option<Vec<u8>> {
        None
    }

    /// Is told of every picture that had to be drawn.
    fn drawn(&self, _key: &str, _png: &[u8]) {}
}

/// Keeps nothing: for checking sources.
impl Sink for () {
    fn put(&self, _: Made) {}
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
    fn put(&self, file: Made) {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(file.path, file.bytes);
    }
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
    fn begin(&self, step: Step, parts: Option<usize>) {
        self.watch.begin(step, parts);
    }

    /// Tells that a part of the step is done.
    fn part(&self) {
        self.watch.part();
    }

    /// Adds a file; threads may do so at once. The first file of a path stays; a second one is reported.
    pub fn insert(&self, path: String, bytes: Vec<u8>, diagnostics: &mut Diagnostics) {
        self.insert_from(None, path, bytes, diagnostics);
    }

    /// Adds the file `make` makes from what `source` says, or the one an earlier run made from the same.
    ///
    /// `source` must hold everything the bytes depend on but this program itself.
    fn insert_made<E>(
        &self,
        path: String,
        source: impl FnOnce() -> Digest,
        make: impl FnOnce() -> Result<Vec<u8>, E>,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), E> {
        // A file made without twins is not the same as one made with them.
        let source = || digest_of(&(source(), self.is_precompressed));
        let source = self.sink.remembers().then(source);
        let twins = precompress::paths_of_twins(&path);
        let twins = twins.iter().map(String::as_str).filter(|_| self.is_precompressed);
        let paths: Vec<&str> = [path.as_str()].into_iter().chain(twins).collect();
        let known = source.map_or(Vec::new(), |source| self.sink.take_over(&paths, source));
        if known.is_empty() {
            let bytes = make()?;
            self.insert_from(source, path, bytes, diagnostics);
        } else {
            for (path, digest) in known {
                self.note(&path, digest, diagnostics);
                self.watch.file();
            }
        }
        Ok(())
    }

    fn insert_from(
        &self,
        source: Option<Digest>,
        path: String,
        bytes: Vec<u8>,
        diagnostics: &mut Diagnostics,
    ) {
        let twins =
            if self.is_precompressed { precompress::twins(&path, &bytes) } else { Vec::new() };
        for (path, bytes) in twins.into_iter().chain([(path, bytes)]) {
            let digest = digest(&bytes);
            if self.note(&path, digest, diagnostics) {
                self.sink.put(Made { path, bytes, digest, source });
                self.watch.file();
            }
        }
    }

    /// Notes a file; returns whether it is the first of that path.
    fn note(&self, path: &str, digest: Digest, diagnostics: &mut Diagnostics) -> bool {
        let mut digests = self.digests();
        let is_first = !digests.contains_key(path);
        if is_first {
            digests.insert(path.to_owned(), digest);
        } else {
            let message = format!("hai tệp cùng ghi vào `{path}`");
            diagnostics.push(
                Diagnostic::new(Code::OutputClash, Place::file(path), message)
                    .suggestion("đổi tên tệp trong content/, hoặc mã gây trùng"),
            );
        }
        is_first
    }

    /// The picture of `key`: that of an earlier run, or else what `draw` makes.
    #[cfg(feature = "images")]
    fn picture<E>(
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
