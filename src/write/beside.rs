//! Files written beside others that are not this program's: forms somebody fills in, tables of the sources.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::{check_name, create, failed, is_safe_part, rename};
use crate::error::Error;

/// Adds `files` to `folder`; returns how many were new. A file that is there with other bytes may hold
/// somebody's work: then nothing is written at all.
pub fn write_beside(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<usize, Error> {
    files.keys().try_for_each(|name| check_name(folder, name))?;
    let mut new = Vec::new();
    let mut changed = Vec::new();
    for (name, bytes) in files {
        let path = folder.join(name);
        if path.symlink_metadata().is_err() {
            new.push((path, bytes));
        } else if fs::read(&path).map_or(true, |there| there != *bytes) {
            changed.push(format!("`{name}`"));
        }
    }
    if !changed.is_empty() {
        changed.truncate(3);
        let reason = format!(
            "đã có tệp cùng tên với nội dung khác ({}), có thể đã được điền; chọn thư mục khác bằng --output hoặc chuyển các tệp đó đi",
            changed.join(", ")
        );
        return Err(Error::Output { path: folder.to_owned(), reason });
    }
    fs::create_dir_all(folder).map_err(failed(folder))?;
    for (path, bytes) in &new {
        create(path, bytes)?;
    }
    Ok(new.len())
}

/// A folder that was empty or absent and is filled file by file.
#[derive(Debug)]
pub struct NewFolder {
    folder: PathBuf,
    files: usize,
}

impl NewFolder {
    /// Makes the folder; one that holds anything is refused.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        fs::create_dir_all(folder).map_err(failed(folder))?;
        let read = |source| Error::Read { path: folder.to_owned(), source };
        if fs::read_dir(folder).map_err(read)?.next().is_some() {
            let reason = "thư mục đã có tệp, chỉ ghi vào thư mục trống hoặc chưa có".to_owned();
            return Err(Error::Output { path: folder.to_owned(), reason });
        }
        Ok(Self { folder: folder.to_owned(), files: 0 })
    }

    /// Adds a file; folders may be named as Hive names them (`plan_id=kh57-2026`).
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        if !name.split('/').all(|part| is_safe_part(&part.replacen('=', "-", 1))) {
            let reason = format!("tên tệp `{}` có phần không an toàn", name.escape_debug());
            return Err(Error::Output { path: self.folder.clone(), reason });
        }
        let path = self.folder.join(name);
        let parent = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(parent).map_err(failed(parent))?;
        create(&path, bytes)?;
        self.files += 1;
        Ok(())
    }

    /// How many files were added.
    pub fn files(&self) -> usize {
        self.files
    }
}

/// Replaces source files below `root`, each wholly or not at all; folders are made where they are missing.
pub fn replace_sources(root: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), Error> {
    files.keys().try_for_each(|name| check_name(root, name))?;
    let mut ready = Vec::new();
    for (name, bytes) in files {
        let path = root.join(name);
        let parent = path.parent().unwrap_or(root);
        fs::create_dir_all(parent).map_err(failed(parent))?;
        // Hidden files are no sources: a run killed here leaves nothing the site would read.
        let next = parent.join(format!(".{}.next", name.rsplit('/').next().unwrap_or(name)));
        if next.symlink_metadata().is_ok() {
            fs::remove_file(&next).map_err(failed(&next))?;
        }
        create(&next, bytes)?;
        ready.push((next, path));
    }
    // Tables without their manifest would be an error of the sources; the other way round is not.
    ready.sort_by_key(|(_, path)| path.extension().is_none_or(|ending| ending != "toml"));
    ready.iter().try_for_each(|(next, path)| rename(next, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        list.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn a_file_with_other_bytes_stops_everything() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("bieu-mau");
        assert_eq!(write_beside(&folder, &files(&[("a.xlsx", "1"), ("b.xlsx", "2")])).unwrap(), 2);
        assert_eq!(write_beside(&folder, &files(&[("a.xlsx", "1"), ("c.xlsx", "3")])).unwrap(), 1);
        let error = write_beside(&folder, &files(&[("a.xlsx", "x"), ("d.xlsx", "4")])).unwrap_err();
        assert!(error.to_string().contains("`a.xlsx`"), "{error}");
        assert_eq!(fs::read(folder.join("a.xlsx")).unwrap(), b"1");
        assert!(!folder.join("d.xlsx").exists());
        assert!(write_beside(&folder, &files(&[("../e.xlsx", "5")])).is_err());
    }

    #[test]
    fn sources_are_replaced_whole() {
        let root = tempfile::tempdir().unwrap();
        let old = files(&[("seeds/a/b.csv", "cũ")]);
        replace_sources(root.path(), &old).unwrap();
        // What a killed run left behind is no hindrance.
        fs::write(root.path().join("seeds/a/.b.csv.next"), "nửa").unwrap();
        replace_sources(root.path(), &files(&[("seeds/a/b.csv", "mới"), ("seeds/a/s.toml", "t")]))
            .unwrap();
        assert_eq!(fs::read(root.path().join("seeds/a/b.csv")).unwrap(), "mới".as_bytes());
        assert_eq!(fs::read_dir(root.path().join("seeds/a")).unwrap().count(), 2);
    }
}
