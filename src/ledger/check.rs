//! Whether everything published still stands as it was sealed, or is declared to have changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::FILE;
use super::canonical::content_sha256;
use super::correct::{block, check_corrections, content_after, declared, file_after};
use super::locate::{Spot, locate};
use super::seal::{FIRST, begins_with, is_append_only, seal};
use crate::checksum::sha256;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{ContentChange, Date, FileChange, Ledger, LedgerEntry, Marks, Period, Snapshot};

/// What to do while other errors hide what the correction would be.
const RESTORE: &str = "khôi phục tệp từ bản lưu; nếu thật sự phải đổi: sửa các lỗi khác trước rồi chạy lại để có khối đính chính";

/// What the ledger is compared with.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// Bytes of files on disk by path below the root; at least all that [`super::is_frozen`].
    pub files: &'a BTreeMap<Arc<str>, Vec<u8>>,
    /// The snapshots read from them.
    pub snapshots: &'a [Snapshot],
}

/// Compares the sources with `ledger`; every difference without a correction is an error.
pub fn check(ledger: &Ledger, sources: Sources<'_>, diagnostics: &mut Diagnostics) {
    // What was read from sources with errors says nothing about what was reported.
    let is_readable = !diagnostics.has_errors();
    check_chain(ledger, diagnostics);
    let mut contents =
        if is_readable { changed_contents(ledger, sources.snapshots) } else { BTreeMap::new() };
    for (path, changes) in changed_files(ledger, sources.files) {
        let content = period_of(path).and_then(|period| contents.remove(&period));
        let bytes = sources.files.get(path).map(Vec::as_slice);
        let problem = changed_file(ledger, &changes, bytes);
        diagnostics.push(if is_readable {
            problem.suggestion(block(&changes, content.as_ref()))
        } else {
            problem.suggestion(RESTORE)
        });
    }
    for change in contents.values() {
        diagnostics.push(changed_content(ledger, change));
    }
    check_corrections(ledger, diagnostics);
    for snapshot in sources.snapshots {
        if snapshot.published_on.is_some() && ledger.entry(snapshot.period).is_none() {
            let place = Place::file(Arc::clone(&snapshot.provenance.file));
            let message = "kỳ này ghi ngày công bố nhưng chưa vào sổ cái";
            diagnostics.push(
                Diagnostic::new(Code::LedgerNotFrozen, place, message)
                    .suggestion(format!("chạy `congkhai publish {}`", snapshot.id)),
            );
        }
    }
}

/// The corrections that declare everything in which the published `period` is not as it was sealed: the text for the end
/// of the ledger, dated `day`; empty when there is nothing to declare.
pub fn corrections(
    ledger: &Ledger,
    sources: Sources<'_>,
    period: Period,
    day: Date,
    reason: &str,
) -> String {
    let content = changed_contents(ledger, sources.snapshots).remove(&period);
    let files: Vec<FileChange> = changed_files(ledger, sources.files)
        .into_iter()
        .filter(|(path, _)| period_of(path) == Some(period))
        .flat_map(|(_, changes)| changes)
        .collect();
    if files.is_empty() && content.is_none() {
        return String::new();
    }
    declared(&files, content.as_ref(), &day.to_string(), reason)
}

/// Checks that every entry has the seal of its content and holds the seal before.
pub fn check_chain(ledger: &Ledger, diagnostics: &mut Diagnostics) {
    let mut previous: Option<&LedgerEntry> = None;
    let mut newest: Option<&LedgerEntry> = None;
    for entry in &ledger.entries {
        let mut broken = |message: String| {
            let place =
                Place::line(Arc::clone(&entry.provenance.file), entry.provenance.line_first);
            diagnostics.push(
                Diagnostic::new(
                    Code::LedgerChain,
                    place,
                    format!("kỳ {}: {message}", entry.period),
                )
                .suggestion("khôi phục sổ cái từ bản lưu hoặc từ so-cai.json đã công bố"),
            );
        };
        let before = previous.map_or(FIRST, |entry| &entry.sha256);
        if entry.previous_sha256 != before {
            let found = &entry.previous_sha256;
            broken(format!("mã của kỳ trước là {before}, mục này lại ghi {found}"));
        }
        let sealed = seal(entry, &ledger.corrections);
        if entry.sha256 != sealed {
            let message = "nội dung mục này hoặc một đính chính trước nó đã bị sửa";
            broken(format!("{message}: tính ra {sealed}, sổ ghi {}", entry.sha256));
        }
        if entry.corrections > ledger.corrections.len() {
            let (sealed, there) = (entry.corrections, ledger.corrections.len());
            broken(format!("đã niêm phong {sealed} đính chính, sổ chỉ còn {there}"));
        }
        if let Some(newest) = newest.filter(|newest| newest.as_of > entry.as_of)
            && entry.sealed_late.is_none()
        {
            broken(format!("chốt số liệu trước kỳ {} đứng trên", newest.period));
        }
        if ledger.entry(entry.period).is_some_and(|first| !std::ptr::eq(first, entry)) {
            broken("kỳ này đã có ở trên".to_owned());
        }
        previous = Some(entry);
        newest = newest.filter(|newest| newest.as_of > entry.as_of).or(previous);
    }
}

/// Each frozen path with the checksum it must have now (nothing: there must be no such file).
fn expectations<'a>(
    ledger: &'a Ledger,
    files: &'a BTreeMap<Arc<str>, Vec<u8>>,
) -> BTreeSet<(&'a Arc<str>, Option<&'a str>)> {
    let mut list = BTreeSet::new();
    for file in ledger.entries.iter().flat_map(|entry| &entry.files) {
        list.insert((&file.path, file_after(ledger, &file.path, Some(&file.sha256))));
    }
    let corrected = ledger.corrections.iter().filter_map(|correction| correction.file.as_ref());
    for path in files.keys().chain(corrected.map(|change| &change.path)) {
        let entry = period_of(path).and_then(|period| ledger.entry(period));
        if entry.is_some_and(|entry| entry.files.iter().all(|file| file.path != *path)) {
            list.insert((path, file_after(ledger, path, None)));
        }
    }
    list
}

/// Changes of files that break a seal, by path: never none, and several when a file that may be added to was sealed
/// at several lengths.
fn changed_files<'a>(
    ledger: &'a Ledger,
    files: &'a BTreeMap<Arc<str>, Vec<u8>>,
) -> BTreeMap<&'a Arc<str>, Vec<FileChange>> {
    let mut changes: BTreeMap<_, Vec<FileChange>> = BTreeMap::new();
    for (path, expected) in expectations(ledger, files) {
        let bytes = files.get(path);
        let found = bytes.map(sha256);
        let is_added_to = || {
            let sealed = bytes.zip(expected).filter(|_| is_append_only(path));
            sealed.is_some_and(|(bytes, sum)| begins_with(bytes, sum))
        };
        if found.as_deref() != expected && !is_added_to() {
            changes.entry(path).or_default().push(FileChange {
                path: Arc::clone(path),
                old_sha256: expected.map(str::to_owned),
                new_sha256: found,
            });
        }
    }
    changes
}

/// The marks of those bytes of a file, if any entry holds them.
fn marks_of<'a>(ledger: &'a Ledger, path: &str, sum: &str) -> Option<&'a Marks> {
    let mut files = ledger.entries.iter().flat_map(|entry| &entry.files);
    let file = files.find(|file| &*file.path == path && file.sha256 == sum)?;
    Some(&file.marks)
}

/// Contents that are not as sealed and corrected, by period.
fn changed_contents(ledger: &Ledger, snapshots: &[Snapshot]) -> BTreeMap<Period, ContentChange> {
    let mut changes = BTreeMap::new();
    for snapshot in snapshots {
        let Some(entry) = ledger.entry(snapshot.period) else { continue };
        let expected = content_after(ledger, entry);
        let found = content_sha256(snapshot, entry.version);
        if found != expected {
            let (period, old_sha256) = (snapshot.period, expected.to_owned());
            changes.insert(period, ContentChange { period, old_sha256, new_sha256: found });
        }
    }
    changes
}

/// Says where a file is not as it was: the seal of most lines tells it best.
fn changed_file(ledger: &Ledger, changes: &[FileChange], bytes: Option<&[u8]>) -> Diagnostic {
    let marks = |change: &FileChange| marks_of(ledger, &change.path, change.old_sha256.as_deref()?);
    let length = |change: &&FileChange| marks(change).map_or(0, |marks| marks.digits.len());
    let change = changes.iter().max_by_key(length).unwrap_or(&changes[0]);
    let path = Arc::clone(&change.path);
    let (Some(old), Some(bytes)) = (&change.old_sha256, bytes) else {
        let (code, message) = if bytes.is_none() {
            (Code::LedgerFileMissing, "tệp đã niêm phong không còn")
        } else {
            (Code::LedgerFileAdded, "tệp này được thêm vào một kỳ đã công bố")
        };
        return Diagnostic::new(code, Place::file(path), message)
            .allowed("tệp của kỳ đã công bố giữ nguyên, trừ khi khai báo đính chính");
    };
    let (place, spot) = match marks(change).map_or(Spot::Unknown, |marks| locate(marks, bytes)) {
        Spot::Line(line) => (Place::line(path, line), format!("từ dòng {line}")),
        Spot::Bytes(first, last) => (Place::file(path), format!("từ byte {first} đến {last}")),
        Spot::Unknown => (Place::file(path), "không rõ từ chỗ nào".to_owned()),
    };
    let found = sha256(bytes);
    let message = format!("tệp đã niêm phong bị thay đổi, {spot}: mã {old} nay là {found}");
    let allowed = if is_append_only(&change.path) {
        "những dòng đã niêm phong giữ nguyên từng byte, trừ khi khai báo đính chính; chỉ thêm được khối [[amendment]] mới vào cuối tệp"
    } else {
        "tệp của kỳ đã công bố giữ nguyên từng byte, trừ khi khai báo đính chính"
    };
    Diagnostic::new(Code::LedgerFileChanged, place, message).allowed(allowed)
}

/// Says that files are as they were and yet something else is read from them.
fn changed_content(ledger: &Ledger, change: &ContentChange) -> Diagnostic {
    let line = ledger.entry(change.period).map_or(1, |entry| entry.provenance.line_first);
    let message = format!(
        "kỳ {}: số liệu đọc được khác số liệu đã công bố dù tệp của kỳ không đổi (mã {} nay là {}); sổ cái chỉ giữ mã nên không chỉ ra được dòng nào",
        change.period, change.old_sha256, change.new_sha256
    );
    Diagnostic::new(Code::LedgerContent, Place::line(FILE, line), message)
        .allowed("cùng tệp thì cùng số liệu; so với so-lieu.csv, bao-cao-nhiem-vu.csv đã công bố")
        .suggestion(block(&[], Some(change)))
}

/// The period whose folder a path lies in.
fn period_of(path: &str) -> Option<Period> {
    let (folder, _) = path.strip_prefix("seeds/snapshots/")?.split_once('/')?;
    Period::parse(folder)
}
