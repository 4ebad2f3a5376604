//! `publish`: everything that could keep a published period from being built is looked at before anything is sealed.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use super::Common;
use super::run::{Ending, hold, print, shown};
use super::signature::{sign, signed_text};
use crate::checksum::sha256;
use crate::config::OUTPUT_FOLDER;
use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::error::Error;
use crate::ledger::{self, FILE, HEADER};
use crate::load::{Inputs, load, load_folder};
use crate::model::{Date, LedgerEntry, Site};
use crate::pipeline::{Overrides, SIGNATURES, VERSIONS, check, read, whole_data};
use crate::read::version;

/// The files a publication puts in place, by path below the root.
type Files = BTreeMap<String, Vec<u8>>;

/// Seals the snapshot of `period`, signed with the SSH `key` if there is one, unless the sources have errors, or the site could not be built afterwards.
pub(super) fn publish(
    common: &Common,
    period: &str,
    key: Option<&Path>,
    today: Date,
    out: &mut dyn Write,
    err: &mut (dyn Write + Send),
) -> Result<Ending, Error> {
    let held = hold(common, &format!("publish {period}"), err)?;
    let inputs = load(&common.root)?;
    let (entry, mut files) = match prepared(&common.root, &inputs, period, today)? {
        Ok(prepared) => prepared,
        Err(mut problems) => {
            problems.retain(|problem| problem.severity == Severity::Error);
            print(err, &shown(common, &problems, &inputs.texts, Severity::Error));
            return Ok(Ending::SourceErrors);
        }
    };
    if let Some(key) = key {
        let signature = sign(key, &signed_text(&entry))?;
        files.insert(format!("{SIGNATURES}{period}.sig"), signature);
    }
    held.change(&files, &inputs.binaries)?;
    if !common.quiet {
        print(err, &format!("Đã công bố kỳ {period} và ghi vào {FILE}\n"));
        if let Some(kept) = files.keys().find(|path| is_edition(path)) {
            print(err, &format!("Dữ liệu của phiên bản này: {kept}\n"));
        }
        print(out, &format!("{}  {period}\n", entry.sha256));
    }
    Ok(Ending::Done)
}

/// The entry of the ledger and the files to put in place; or every reason why not.
fn prepared(
    root: &Path,
    inputs: &Inputs,
    period: &str,
    today: Date,
) -> Result<Result<(LedgerEntry, Files), Vec<Diagnostic>>, Error> {
    let outcome = read(inputs);
    let site = outcome.site.unwrap_or_default();
    if outcome.diagnostics.iter().any(|problem| problem.severity == Severity::Error) {
        return Ok(Err(outcome.diagnostics));
    }
    let (entry, text) = match ledger::publish(&site, &inputs.binaries, period, today) {
        Ok(sealed) => sealed,
        Err(problems) => return Ok(Err(problems)),
    };
    let mut after = inputs.clone();
    let mut files = Files::new();
    let grown = grown(&after, FILE, HEADER, &text);
    put(&mut after, &mut files, FILE, grown);
    if let Err(problems) = keep_edition(&mut after, &mut files, &site, &entry) {
        return Ok(Err(problems));
    }
    let built = check(&after, &Overrides::default());
    if built.diagnostics.iter().any(|problem| problem.severity == Severity::Error) {
        return Ok(Err(built.diagnostics));
    }
    let stale = stale_editions(root, &after)?;
    Ok(if stale.is_empty() { Ok((entry, files)) } else { Err(stale) })
}

/// Keeps the open data as of the period that is about to be published. Made-up figures are not kept.
fn keep_edition(
    after: &mut Inputs,
    files: &mut Files,
    site: &Site,
    entry: &LedgerEntry,
) -> Result<(), Vec<Diagnostic>> {
    if site.snapshots.iter().any(|one| one.period == entry.period && one.is_illustrative) {
        return Ok(());
    }
    let overrides =
        Overrides { as_of: Some(entry.as_of), official_only: true, ..Overrides::default() };
    let bytes = whole_data(after, &overrides)?;
    let name = version::path(entry.as_of, &entry.period.to_string());
    let path = format!("{}{name}", version::FOLDER);
    match after.binaries.get(path.as_str()) {
        // A publication taken back may have left it as it is to be.
        Some(there) if *there == bytes => return Ok(()),
        Some(_) => return Err(vec![other_edition(&path)]),
        None => {}
    }
    let grown = grown(after, version::FILE, "", &format!("{}  {name}\n", sha256(&bytes)));
    put(after, files, version::FILE, grown);
    put(after, files, &path, bytes);
    Ok(())
}

/// The edition of a publication that is not in the ledger any more.
fn other_edition(path: &str) -> Diagnostic {
    let message = "không công bố được: kỳ này đã có dữ liệu giữ lại của một lần công bố mà sổ cái không còn ghi";
    Diagnostic::new(Code::LedgerRefused, Place::file(path), message)
        .allowed("dữ liệu đã giữ không bao giờ bị ghi đè")
        .suggestion(format!(
            "nếu lần công bố ấy đã lên mạng: khôi phục {FILE} và thư mục của kỳ từ bản lưu, rồi sửa số bằng đính chính; nếu chưa lên mạng và muốn bỏ: xóa tệp này và dòng của nó trong {}, rồi chạy lại",
            version::FILE
        ))
}

/// Editions in the published output that the sources do not have so: a build would refuse to replace or remove them.
fn stale_editions(root: &Path, after: &Inputs) -> Result<Vec<Diagnostic>, Error> {
    let folder = root.join(OUTPUT_FOLDER).join(VERSIONS);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let published = load_folder(&folder, &[])?.sums;
    let stale = published.into_iter().filter(|(name, sum)| {
        let source = after.binaries.get(format!("{}{name}", version::FOLDER).as_str());
        source.is_none_or(|bytes| sha256(bytes) != *sum)
    });
    let problem = |(name, _): (String, String)| {
        let path = format!("{OUTPUT_FOLDER}/{VERSIONS}{name}");
        let message = "không công bố được: trang đang công bố giữ dữ liệu của một phiên bản mà nguồn không có, hoặc có với nội dung khác";
        Diagnostic::new(Code::LedgerRefused, Place::file(path), message)
            .allowed(format!("mỗi phiên bản đã công bố có đúng tệp ấy trong {}", version::FOLDER))
            .suggestion(format!(
                "nếu phiên bản ấy đã lên mạng: khôi phục {} và {FILE} từ bản lưu; nếu chưa lên mạng và muốn bỏ: xóa tệp này rồi chạy lại",
                version::FOLDER
            ))
    };
    Ok(stale.map(problem).collect())
}

fn is_edition(path: &str) -> bool {
    path.starts_with(version::FOLDER) && path != version::FILE
}

/// The bytes of a text file of the sources with `text` behind it; a new one begins with `start`.
fn grown(inputs: &Inputs, path: &str, start: &str, text: &str) -> Vec<u8> {
    let mut bytes = inputs.binaries.get(path).cloned().unwrap_or_else(|| start.as_bytes().to_vec());
    if bytes.last().is_some_and(|byte| *byte != b'\n') {
        bytes.push(b'\n');
    }
    bytes.extend(text.as_bytes());
    bytes
}

/// Puts a file where the sources are read from and among those to be written.
fn put(inputs: &mut Inputs, files: &mut Files, path: &str, bytes: Vec<u8>) {
    inputs.put(path, bytes.clone());
    files.insert(path.to_owned(), bytes);
}
