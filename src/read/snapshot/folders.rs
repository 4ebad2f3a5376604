//! The files of one snapshot's folder, for those who add to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostics, SourceTexts};
use crate::read::document::{RawDocument, read_filled};

use super::read_csv;

/// Folder of snapshots, one folder each.
const SNAPSHOTS: &str = "seeds/snapshots/";

/// The files of one snapshot's folder.
#[derive(Clone, Debug, Default)]
pub struct SnapshotFolder<'a> {
    /// Path and text of `snapshot.toml`, if there is one.
    pub manifest: Option<(Arc<str>, &'a str)>,
    /// Path and text of its CSV files.
    pub texts: Vec<(Arc<str>, &'a str)>,
    /// Path and bytes of its workbooks.
    pub workbooks: Vec<(Arc<str>, &'a [u8])>,
}

impl<'a> SnapshotFolder<'a> {
    /// The files of the folder `name` among `texts` and `binaries`, both by path below the root.
    pub fn find(
        name: &str,
        texts: &'a SourceTexts,
        binaries: &'a BTreeMap<Arc<str>, Vec<u8>>,
    ) -> Self {
        let folder = format!("{SNAPSHOTS}{name}/");
        let is_here =
            |file: &str| file.strip_prefix(&folder).is_some_and(|rest| !rest.contains('/'));
        let texts = texts.iter().filter(|(file, _)| is_here(file));
        let (mut found, mut manifest) = (Vec::new(), None);
        for (file, text) in texts {
            if file.ends_with("/snapshot.toml") {
                manifest = Some((Arc::clone(file), &**text));
            } else if has_ending(file, "csv") {
                found.push((Arc::clone(file), &**text));
            }
        }
        let workbooks = binaries
            .iter()
            .filter(|(file, _)| is_here(file) && has_ending(file, "xlsx"))
            .map(|(file, bytes)| (Arc::clone(file), bytes.as_slice()))
            .collect();
        Self { manifest, texts: found, workbooks }
    }

    /// Its tables, by path.
    pub fn tables(&self, diagnostics: &mut Diagnostics) -> Vec<RawDocument> {
        let mut tables: Vec<RawDocument> =
            self.texts.iter().map(|(file, text)| read_csv(file, text, diagnostics)).collect();
        let books = self.workbooks.iter();
        tables.extend(books.map(|(file, bytes)| read_filled(file, bytes, diagnostics)));
        tables.sort_by(|a, b| a.file.cmp(&b.file));
        tables
    }
}

fn has_ending(file: &str, ending: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(_, own)| own.eq_ignore_ascii_case(ending))
}
