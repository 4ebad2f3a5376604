//! The only reader: everything the site is made from, read from disk once.
//!
//! Only regular files below the root are read, in the order of their names. What cannot be read
//! becomes a problem, so a plan never vanishes quietly.
#![expect(clippy::disallowed_methods, reason = "đây là nơi duy nhất đọc đĩa")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use crate::checksum::sha256;
use crate::config::{MAX_FILE_BYTES, MAX_TEXT_BYTES};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, SourceTexts};
use crate::error::{Error, reason};
use crate::read::encoding::decode;

pub use crate::config::CONFIG_FILE;

/// A folder as it is: every file below it, without looking at what it is for.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// SHA-256 of every file by path below the folder, with `/`.
    pub sums: BTreeMap<String, String>,
    /// Bytes of the files asked for.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Reads a folder file by file; the bytes of `wanted` are kept. Links are not followed: nothing this program
/// writes has any.
pub fn load_folder(folder: &Path, wanted: &[&str]) -> Result<Folder, Error> {
    let mut found = Folder::default();
    for entry in WalkDir::new(folder).min_depth(1).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            Error::Read { path, source: error.into() }
        })?;
        if entry.file_type().is_dir() {
            continue;
        }
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let path = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        let is_file = entry.file_type().is_file();
        let bytes = if is_file { load_file(entry.path())? } else { Vec::new() };
        found.sums.insert(path.clone(), sha256(&bytes));
        if wanted.contains(&path.as_str()) {
            found.files.insert(path, bytes);
        }
    }
    Ok(found)
}

/// Reads one file of any size.
pub fn load_file(path: &Path) -> Result<Vec<u8>, Error> {
    read_whole(path, u64::MAX).map_err(|source| Error::Read { path: path.to_owned(), source })
}

/// The bytes of a file, which must be one: a pipe or a device might never end.
fn read_whole(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    // Looked at before it is opened, because opening a pipe waits.
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !metadata.is_file() {
        return Err(io::Error::other(NO_FILE));
    }
    if metadata.len() > limit {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Folders that hold sources, below the root.
pub const SOURCE_FOLDERS: [&str; 3] = ["content", "seeds", "themes"];

/// What is said of something that is neither file nor folder.
const NO_FILE: &str = "không phải tệp thường (thiết bị, ống dẫn hoặc ổ cắm)";

/// Endings of files that are text.
const TEXT_ENDINGS: [&str; 9] = ["css", "csv", "html", "js", "md", "svg", "toml", "txt", "xml"];

/// Everything the site is made from, by path below the root with `/`.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Text files: composed (NFC), lines ended by `\n`.
    pub texts: SourceTexts,
    /// Files that are not text, and everything of plans and snapshots, as their bytes on disk.
    pub binaries: BTreeMap<Arc<str>, Vec<u8>>,
    /// What could not be read.
    pub problems: Diagnostics,
}

/// Reads the sources of the site in `root`.
pub fn load(root: &Path) -> Result<Inputs, Error> {
    let unreadable = |source| Error::Read { path: root.to_owned(), source };
    let root = fs::canonicalize(root).map_err(unreadable)?;
    if !root.is_dir() {
        return Err(unreadable(io::ErrorKind::NotADirectory.into()));
    }
    let mut inputs = Inputs::default();
    for start in std::iter::once(CONFIG_FILE).chain(SOURCE_FOLDERS) {
        // A dangling link exists too: it is to be reported, not skipped.
        if root.join(start).symlink_metadata().is_ok() {
            inputs.walk(&root, start);
        }
    }
    Ok(inputs)
}

/// A file somebody named, as given, and its bytes, or why it could not be read.
pub type NamedFile = (Arc<str>, Result<Vec<u8>, String>);

/// Reads files somebody named, wherever they are, in the order of the paths; each by itself, so that one that cannot be
/// read keeps none of the others from it.
pub fn load_files(paths: &[PathBuf]) -> Vec<NamedFile> {
    let read = |path: &PathBuf| {
        let bytes = read_whole(path, MAX_FILE_BYTES).map_err(|error| reason(&error));
        (Arc::from(path.to_string_lossy().as_ref()), bytes)
    };
    let paths: BTreeSet<&PathBuf> = paths.iter().collect();
    paths.into_iter().map(read).collect()
}

impl Inputs {
    /// The same with a file of these bytes in it, as if it had been read at that path.
    pub fn put(&mut self, path: &str, bytes: Vec<u8>) {
        self.take_bytes(path.into(), bytes);
    }

    /// Keeps what was read at a path, as text, as bytes or both.
    fn take_bytes(&mut self, file: Arc<str>, bytes: Vec<u8>) {
        let is_text = has_text_ending(&file);
        if is_text && let Some(text) = decode(&file, &bytes, &mut self.problems) {
            self.texts.insert(Arc::clone(&file), text.into());
        }
        if !is_text || file.starts_with("seeds/plans/") || file.starts_with("seeds/snapshots/") {
            self.binaries.insert(file, bytes);
        }
    }

    fn walk(&mut self, root: &Path, start: &str) {
        let walk = WalkDir::new(root.join(start)).follow_links(true).sort_by_file_name();
        let mut entries = walk.into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.walk_problem(root, start, &error);
                    continue;
                }
            };
            let is_folder = entry.file_type().is_dir();
            if is_hidden(&entry) {
                tracing::debug!("bỏ qua {}: tệp ẩn hoặc tệp tạm", entry.path().display());
                if is_folder {
                    entries.skip_current_dir();
                }
                continue;
            }
            let Some(name) = name_below(root, entry.path()) else {
                let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
                let place = Place::file(path.to_string_lossy());
                self.problems.push(
                    Diagnostic::new(Code::SourceUnreadable, place, "tên tệp không phải UTF-8")
                        .suggestion("đổi tên tệp: chữ thường không dấu, chữ số và gạch nối"),
                );
                continue;
            };
            if entry.path_is_symlink() && !stays_below(root, entry.path()) {
                let message = "liên kết trỏ ra ngoài thư mục của trang";
                self.problems.push(
                    Diagnostic::new(Code::SourceOutside, Place::file(name), message)
                        .allowed("tệp và liên kết nằm trong thư mục của trang")
                        .suggestion("chép tệp vào thư mục của trang thay cho liên kết"),
                );
                if is_folder {
                    entries.skip_current_dir();
                }
            } else if !is_folder {
                self.take(&entry, name);
            }
        }
    }

    fn take(&mut self, entry: &DirEntry, file: Arc<str>) {
        if !entry.file_type().is_file() {
            self.problems.push(
                Diagnostic::new(Code::SourceUnreadable, Place::file(file), NO_FILE)
                    .allowed("tệp và thư mục"),
            );
            return;
        }
        let is_text = has_text_ending(&file);
        let limit = if is_text { MAX_TEXT_BYTES } else { MAX_FILE_BYTES };
        let size = entry.metadata().map_or(0, |metadata| metadata.len());
        if size > limit {
            self.problems.push(too_large(file, size, limit));
            return;
        }
        let mut bytes = Vec::new();
        let read =
            File::open(entry.path()).and_then(|disk| disk.take(limit + 1).read_to_end(&mut bytes));
        if let Err(error) = read {
            self.problems.push(unreadable(file, &reason(&error)));
            return;
        }
        if bytes.len() as u64 > limit {
            // It grew while being read.
            self.problems.push(too_large(file, limit + 1, limit));
            return;
        }
        tracing::debug!("đọc {file}: {} byte", bytes.len());
        self.take_bytes(file, bytes);
    }

    fn walk_problem(&mut self, root: &Path, start: &str, error: &walkdir::Error) {
        let file =
            error.path().and_then(|path| name_below(root, path)).unwrap_or_else(|| start.into());
        self.problems.push(if error.loop_ancestor().is_some() {
            Diagnostic::new(Code::SourceUnreadable, Place::file(file), "liên kết đi vòng")
                .suggestion("xóa liên kết, hoặc chép tệp thay cho liên kết")
        } else {
            unreadable(file, &error.io_error().map_or_else(|| error.to_string(), reason))
        });
    }
}

fn unreadable(file: Arc<str>, reason: &str) -> Diagnostic {
    let message = format!("không đọc được: {reason}");
    Diagnostic::new(Code::SourceUnreadable, Place::file(file), message)
        .suggestion("xem lại quyền đọc của tệp, hoặc chép lại tệp từ nguồn")
}

fn too_large(file: Arc<str>, size: u64, limit: u64) -> Diagnostic {
    let megabytes = |bytes: u64| bytes.div_ceil(1024 * 1024);
    let message = format!("tệp nặng {} MB, lớn hơn giới hạn", megabytes(size));
    Diagnostic::new(Code::SourceTooLarge, Place::file(file), message)
        .allowed(format!("tối đa {} MB một tệp loại này", megabytes(limit)))
}

/// What editors, office programs and systems leave behind.
fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.starts_with('.') || name.starts_with("~$") || name.ends_with('~')
}

fn name_below(root: &Path, path: &Path) -> Option<Arc<str>> {
    let parts: Option<Vec<&str>> =
        path.strip_prefix(root).ok()?.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/").into())
}

fn stays_below(root: &Path, path: &Path) -> bool {
    fs::canonicalize(path).is_ok_and(|target| target.starts_with(root))
}

fn has_text_ending(file: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(_, ending)| {
        TEXT_ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        root
    }

    fn problems(inputs: &Inputs) -> Vec<(Code, String)> {
        let name = |d: &Diagnostic| d.place.as_ref().unwrap().to_string();
        inputs.problems.iter().map(|d| (d.code, name(d))).collect()
    }

    #[test]
    fn reads_only_the_source_folders() {
        let root = site(&[
            ("congkhai.toml", b"a"),
            ("content/a.md", b"x\r\ny"),
            ("content/.a.md.swp", b"no"),
            ("seeds/plans/p/document.txt", b"\xEF\xBB\xBFm"),
            ("seeds/plans/p/~$document.docx", b"no"),
            ("themes/t/logo.png", b"\xFF"),
            ("public/index.html", b"no"),
        ]);
        let inputs = load(root.path()).unwrap();
        let texts: Vec<_> = inputs.texts.keys().map(|name| &**name).collect();
        assert_eq!(texts, ["congkhai.toml", "content/a.md", "seeds/plans/p/document.txt"]);
        let binaries: Vec<_> = inputs.binaries.keys().map(|name| &**name).collect();
        assert_eq!(binaries, ["seeds/plans/p/document.txt", "themes/t/logo.png"]);
        assert_eq!(&*inputs.texts["content/a.md"], "x\ny");
        assert_eq!(inputs.binaries["seeds/plans/p/document.txt"], b"\xEF\xBB\xBFm");
        assert!(problems(&inputs).is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn links_may_not_leave_the_root() {
        use std::os::unix::fs::symlink;
        let outside = site(&[("secret.md", b"x")]);
        let root = site(&[("content/a.md", b"x")]);
        symlink(outside.path(), root.path().join("content/b")).unwrap();
        symlink(outside.path().join("secret.md"), root.path().join("content/c.md")).unwrap();
        symlink(root.path().join("content/a.md"), root.path().join("content/d.md")).unwrap();
        symlink(root.path().join("nothing"), root.path().join("content/e.md")).unwrap();
        symlink(root.path().join("content"), root.path().join("content/f")).unwrap();
        let inputs = load(root.path()).unwrap();
        assert!(inputs.texts.contains_key("content/d.md"));
        assert_eq!(inputs.texts.len(), 2);
        assert_eq!(
            problems(&inputs),
            [
                (Code::SourceOutside, "content/b".to_owned()),
                (Code::SourceOutside, "content/c.md".to_owned()),
                (Code::SourceUnreadable, "content/e.md".to_owned()),
                (Code::SourceUnreadable, "content/f".to_owned()),
            ]
        );
    }

    #[cfg(unix)]
    #[test]
    fn sockets_are_not_opened() {
        let root = site(&[("content/a.md", b"x")]);
        let _socket =
            std::os::unix::net::UnixListener::bind(root.path().join("content/s.md")).unwrap();
        let inputs = load(root.path()).unwrap();
        assert_eq!(problems(&inputs), [(Code::SourceUnreadable, "content/s.md".to_owned())]);
    }

    #[test]
    fn large_files_name_size_and_limit() {
        let root = site(&[("content/a.md", b"x")]);
        let big = File::create(root.path().join("content/big.txt")).unwrap();
        big.set_len(MAX_TEXT_BYTES + 1).unwrap();
        let problem = too_large("content/big.txt".into(), MAX_TEXT_BYTES + 1, MAX_TEXT_BYTES);
        assert_eq!(problem.message, "tệp nặng 65 MB, lớn hơn giới hạn");
        assert_eq!(problem.allowed.as_deref(), Some("tối đa 64 MB một tệp loại này"));
        assert_eq!(
            problems(&load(root.path()).unwrap()),
            [(Code::SourceTooLarge, "content/big.txt".to_owned())]
        );
    }

    #[test]
    fn a_missing_root_is_the_machines_problem() {
        assert!(load(Path::new("/không/có")).is_err());
    }
}
