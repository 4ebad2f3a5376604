//! Publishing a snapshot: whether it may be, and the block that goes to the end of the ledger.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use super::FILE;
use super::seal::freeze;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{FrozenFile, Ledger, LedgerEntry, Site};
use crate::vietnamese::date;

/// How a new ledger begins.
pub const HEADER: &str = "\
# Sổ cái các kỳ đã công bố. `congkhai publish KỲ` ghi thêm vào cuối; không sửa những gì đã có.
# Đính chính: chép khối [[correction]] mà `congkhai check` in ra vào cuối tệp, điền ngày và lý do.
";

/// The next entry, for the snapshot of `period`, and the text that goes to the end of the ledger; or why it cannot
/// be published. `files` are the bytes of the sources by path.
pub fn publish(
    site: &Site,
    files: &BTreeMap<Arc<str>, Vec<u8>>,
    period: &str,
) -> Result<(LedgerEntry, String), Box<Diagnostic>> {
    let refuse = |place: Place, message: String| {
        Diagnostic::new(Code::LedgerRefused, place, format!("không công bố được: {message}"))
    };
    let Some(snapshot) = site.snapshots.iter().find(|one| one.id.as_str() == period) else {
        let known: Vec<&str> = site.snapshots.iter().map(|one| one.id.as_str()).collect();
        let message = format!("không có kỳ `{period}` trong seeds/snapshots/");
        let problem = refuse(Place::file("seeds/snapshots/"), message);
        let problem = if known.is_empty() {
            problem.suggestion("lập kỳ báo cáo bằng lệnh `congkhai collect KỲ TỆP…`")
        } else {
            problem.allowed(format!("`{}`", known.join("`, `"))).nearest(period, known)
        };
        return Err(Box::new(problem));
    };
    let ledger = &site.ledger;
    if let Some(entry) = ledger.entry(snapshot.period) {
        let message =
            format!("kỳ {period} đã công bố ngày {} và không đổi nữa", date(entry.published_on));
        let problem = refuse(Place::line(FILE, entry.provenance.line_first), message)
            .allowed("sửa số đã công bố bằng một khối [[correction]] trong sổ cái");
        return Err(Box::new(problem));
    }
    let manifest = Place::file(Arc::clone(&snapshot.provenance.file));
    let Some(published_on) = snapshot.published_on else {
        let problem = refuse(manifest, "chưa ghi ngày công bố".to_owned())
            .suggestion("thêm một dòng vào đầu tệp: published_on = \"năm-tháng-ngày\"");
        return Err(Box::new(problem));
    };
    if let Some(last) = ledger.entries.last().filter(|last| snapshot.as_of < last.as_of) {
        let message = format!(
            "chốt số liệu ngày {}, trước kỳ {} đã công bố (chốt ngày {})",
            date(snapshot.as_of),
            last.period,
            date(last.as_of)
        );
        let problem = refuse(manifest, message).allowed("các kỳ công bố theo thứ tự ngày chốt");
        return Err(Box::new(problem));
    }
    let entry = freeze(ledger, snapshot, published_on, files);
    let text = entry_toml(&entry, ledger);
    Ok((entry, text))
}

/// An entry as written in the ledger. Marks of bytes that an earlier entry has are not repeated.
fn entry_toml(entry: &LedgerEntry, ledger: &Ledger) -> String {
    let mut text = format!(
        "\n[[entry]]\nversion = {}\nperiod = \"{}\"\nas_of = \"{}\"\npublished_on = \"{}\"\ncontent_sha256 = \"{}\"\ncorrections = {}\nprevious_sha256 = \"{}\"\nsha256 = \"{}\"\nfiles = [\n",
        entry.version.number(),
        entry.period,
        entry.as_of,
        entry.published_on,
        entry.content_sha256,
        entry.corrections,
        entry.previous_sha256,
        entry.sha256
    );
    for file in &entry.files {
        let FrozenFile { path, sha256, bytes, marks } = file;
        let path = quoted(path);
        let _ = write!(text, "  {{ path = {path}, sha256 = \"{sha256}\", bytes = {bytes}");
        if !is_known(file, &ledger.entries) {
            let _ = write!(text, ", {} = \"{}\"", marks.unit.as_str(), marks.digits);
        }
        text.push_str(" },\n");
    }
    text + "]\n"
}

/// Whether an earlier entry has the same bytes of the same file, and with them its marks.
pub(super) fn is_known(file: &FrozenFile, earlier: &[LedgerEntry]) -> bool {
    let mut files = earlier.iter().flat_map(|entry| &entry.files);
    files.any(|other| other.path == file.path && other.sha256 == file.sha256)
}

/// A TOML string.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            control if control.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(control));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
