//! Files written beside others that are not this program's: forms somebody fills in, tables for other programs.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::{check_name, create, create_folders, failed, is_safe_part};
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
    create_folders(folder).map_err(failed(folder))?;
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
        create_folders(folder).map_err(failed(folder))?;
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
        create_folders(parent).map_err(failed(parent))?;
        create(&path, bytes)?;
        self.files += 1;
        Ok(())
    }

    /// How many files were added.
    pub fn files(&self) -> usize {
        self.files
    }
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
}
