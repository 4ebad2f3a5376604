//! Publishing a snapshot: whether it may be, and the block that goes to the end of the ledger.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use super::FILE;
use super::seal::freeze;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Date, FrozenFile, Ledger, LedgerEntry, Site, Snapshot};
use crate::vietnamese::date;

/// How a new ledger begins.
pub const HEADER: &str = "\
# Sổ cái các kỳ đã công bố. `congkhai publish KỲ` ghi thêm vào cuối; không sửa những gì đã có.
# Đính chính: chép khối [[correction]] mà `congkhai check` in ra vào cuối tệp, điền ngày và lý do.
";

/// The next entry, for the snapshot of `period`, and the text that goes to the end of the ledger; or every reason why it
/// cannot be published. `files` are the bytes of the sources by path; nothing may be dated after `today`.
pub fn publish(
    site: &Site,
    files: &BTreeMap<Arc<str>, Vec<u8>>,
    period: &str,
    today: Date,
) -> Result<(LedgerEntry, String), Vec<Diagnostic>> {
    let Some(snapshot) = site.snapshots.iter().find(|one| one.id.as_str() == period) else {
        return Err(vec![unknown(site, period)]);
    };
    let ledger = &site.ledger;
    if let Some(entry) = ledger.entry(snapshot.period) {
        let message =
            format!("kỳ {period} đã công bố ngày {} và không đổi nữa", date(entry.published_on));
        let problem = refuse(Place::line(FILE, entry.provenance.line_first), &message)
            .allowed("sửa số đã công bố bằng một khối [[correction]] trong sổ cái; báo cáo đến muộn nhận bằng `congkhai collect --late`");
        return Err(vec![problem]);
    }
    let manifest = || Place::file(Arc::clone(&snapshot.provenance.file));
    let mut problems = Vec::new();
    if snapshot.published_on.is_none() {
        problems.push(
            refuse(manifest(), "chưa ghi ngày công bố")
                .suggestion(format!("thêm một dòng vào đầu tệp: published_on = \"{today}\"")),
        );
    }
    problems.extend(dates_ahead(ledger, snapshot, today));
    problems.extend(out_of_order(site, snapshot));
    let Some(published_on) = snapshot.published_on.filter(|_| problems.is_empty()) else {
        return Err(problems);
    };
    let entry = freeze(ledger, snapshot, published_on, files);
    let text = entry_toml(&entry, ledger);
    Ok((entry, text))
}

fn refuse(place: Place, message: &str) -> Diagnostic {
    Diagnostic::new(Code::LedgerRefused, place, format!("không công bố được: {message}"))
}

/// There is no snapshot of that name.
fn unknown(site: &Site, period: &str) -> Diagnostic {
    let known: Vec<&str> = site.snapshots.iter().map(|one| one.id.as_str()).collect();
    let message = format!("không có kỳ `{period}` trong seeds/snapshots/");
    let problem = refuse(Place::file("seeds/snapshots/"), &message);
    if known.is_empty() {
        problem.suggestion("lập kỳ báo cáo bằng lệnh `congkhai collect KỲ TỆP…`")
    } else {
        problem.allowed(format!("`{}`", known.join("`, `"))).nearest(period, known)
    }
}

/// Days that have not come yet cannot be sealed as days on which something happened.
fn dates_ahead(ledger: &Ledger, snapshot: &Snapshot, today: Date) -> Vec<Diagnostic> {
    let file = |line: u32| Place::line(Arc::clone(&snapshot.provenance.file), line);
    let published = snapshot.published_on.map(|on| (file(1), "ngày công bố", on));
    let closed = [(file(1), "ngày chốt số liệu (as_of)", snapshot.as_of)];
    let received = snapshot
        .submissions
        .iter()
        .map(|one| (file(one.provenance.line_first), "ngày nhận báo cáo", one.received_on));
    let corrected = ledger.corrections.iter().map(|one| {
        let place = Place::line(Arc::clone(&one.provenance.file), one.provenance.line_first);
        (place, "ngày đính chính", one.date)
    });
    let all = published.into_iter().chain(closed).chain(received).chain(corrected);
    let ahead = all.filter(|(_, _, day)| *day > today);
    ahead
        .map(|(place, what, day)| {
            refuse(place, &format!("{what} {} chưa đến", date(day)))
                .allowed(format!("đến hôm nay, ngày {}", date(today)))
        })
        .collect()
}

/// Periods are sealed in the order of the days their figures were closed; what comes late is declared.
fn out_of_order(site: &Site, snapshot: &Snapshot) -> Vec<Diagnostic> {
    let ledger = &site.ledger;
    let is_draft = |one: &&Snapshot| {
        one.as_of < snapshot.as_of
            && ledger.entry(one.period).is_none()
            && one.sealed_late.is_none()
    };
    let mut problems: Vec<Diagnostic> = site
        .snapshots
        .iter()
        .filter(is_draft)
        .map(|draft| {
            let message = format!(
                "kỳ {} chốt ngày {}, trước kỳ {} (ngày {}), mà chưa công bố",
                draft.id,
                date(draft.as_of),
                snapshot.id,
                date(snapshot.as_of)
            );
            refuse(Place::file(Arc::clone(&draft.provenance.file)), &message)
                .allowed("các kỳ công bố theo thứ tự ngày chốt")
                .suggestion(format!(
                    "chạy `congkhai publish {}` trước; nếu kỳ ấy chưa công bố được, thêm vào tệp này dòng sealed_late = \"lý do\" để kỳ ấy niêm phong sau và mang dấu niêm phong muộn",
                    draft.id
                ))
        })
        .collect();
    let manifest = Place::file(Arc::clone(&snapshot.provenance.file));
    let newest = ledger.newest().filter(|newest| snapshot.as_of < newest.as_of);
    match (newest, &snapshot.sealed_late) {
        (Some(newest), None) => {
            let message = format!(
                "chốt số liệu ngày {}, trước kỳ {} đã công bố (chốt ngày {})",
                date(snapshot.as_of),
                newest.period,
                date(newest.as_of)
            );
            problems.push(
                refuse(manifest, &message)
                    .allowed("các kỳ công bố theo thứ tự ngày chốt; kỳ đến sau phải khai là niêm phong muộn")
                    .suggestion("thêm vào tệp này dòng sealed_late = \"lý do\" rồi chạy lại"),
            );
        }
        (None, Some(_)) => problems.push(
            refuse(manifest, "kỳ này không muộn so với kỳ nào đã công bố")
                .suggestion("bỏ dòng sealed_late rồi chạy lại"),
        ),
        _ => {}
    }
    problems
}

/// An entry as written in the ledger. Marks of bytes that an earlier entry has are not repeated.
fn entry_toml(entry: &LedgerEntry, ledger: &Ledger) -> String {
    let late = entry.sealed_late.as_ref();
    let late =
        late.map_or_else(String::new, |reason| format!("sealed_late = {}\n", quoted(reason)));
    let mut text = format!(
        "\n[[entry]]\nversion = {}\nperiod = \"{}\"\nas_of = \"{}\"\npublished_on = \"{}\"\n{}content_sha256 = \"{}\"\ncorrections = {}\nprevious_sha256 = \"{}\"\nsha256 = \"{}\"\nfiles = [\n",
        entry.version.number(),
        entry.period,
        entry.as_of,
        entry.published_on,
        late,
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
