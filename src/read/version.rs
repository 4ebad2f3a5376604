//! `seeds/versions/`: frozen open data and the list that seals it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::checksum::{read_sums, sha256};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Date, Period, Version};

/// Folder of the files, by day.
pub const FOLDER: &str = "seeds/versions/";
/// Their checksums, as `sha256sum --check` reads them inside the folder.
pub const FILE: &str = "seeds/versions/SHA256SUMS";

/// The file of the version of `period` closed on `date`, by path below [`FOLDER`].
pub fn path(date: Date, period: &str) -> String {
    format!("{date}/toan-bo-du-lieu-{period}.zip")
}

/// The versions among `files`; what is not as sealed is reported.
pub fn read_versions(
    files: &BTreeMap<Arc<str>, Vec<u8>>,
    diagnostics: &mut Diagnostics,
) -> Vec<Version> {
    let mut report = |file: &str, message: &str| {
        diagnostics.push(
            Diagnostic::new(Code::VersionChanged, Place::file(file), message)
                .suggestion("khôi phục tệp từ bản lưu: phiên bản đã công bố không bao giờ đổi"),
        );
    };
    let list = files.get(FILE).map(|bytes| String::from_utf8_lossy(bytes));
    let Ok(mut sealed) = read_sums(list.as_deref().unwrap_or_default()) else {
        report(FILE, "danh sách mã kiểm của các phiên bản không đọc được");
        return Vec::new();
    };
    let mut versions = Vec::new();
    for (file, bytes) in files {
        let Some(name) = file.strip_prefix(FOLDER).filter(|_| **file != *FILE) else { continue };
        let Some(expected) = sealed.remove(name) else {
            report(file, "tệp không có trong danh sách mã kiểm của các phiên bản");
            continue;
        };
        if sha256(bytes) != expected {
            report(file, "tệp của phiên bản đã công bố bị thay đổi");
        } else if let Some((date, period)) = named(name) {
            let (path, bytes) = (name.to_owned(), bytes.as_slice().into());
            versions.push(Version { date, period, path, sha256: expected, bytes });
        } else {
            report(file, "tên tệp không phải tên một phiên bản");
        }
    }
    for name in sealed.keys() {
        report(&format!("{FOLDER}{name}"), "tệp của phiên bản đã công bố không còn");
    }
    versions
}

/// Day and period of a path that [`path`] made.
fn named(name: &str) -> Option<(Date, Period)> {
    let (date, file) = name.split_once('/')?;
    let period = file.strip_prefix("toan-bo-du-lieu-")?.strip_suffix(".zip")?;
    Some((date.parse().ok()?, Period::parse(period)?))
}
