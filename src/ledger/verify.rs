//! Checking what was published: a built site, a mirror of it, or the ledger alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::canonical::canonical_from_csv;
use super::check::check_chain;
use super::correct::content_after;
use super::json::{PATH, shown};
use crate::checksum::{SUMS, read_sums, sha256};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Ledger, LedgerCorrection, LedgerEntry};
use crate::read::ledger::read_published;

const VALUES: &str = "so-lieu.csv";
const REPORTS: &str = "bao-cao-nhiem-vu.csv";

/// Files of a site whose content is needed, not only their checksums.
pub const NEEDED: [&str; 6] = [
    SUMS,
    PATH,
    "du-lieu/so-lieu.csv",
    "du-lieu/bao-cao-nhiem-vu.csv",
    "du-lieu/minh-hoa/so-lieu.csv",
    "du-lieu/minh-hoa/bao-cao-nhiem-vu.csv",
];

/// A site on disk: a built one or a copy.
#[derive(Clone, Debug, Default)]
pub struct Mirror {
    /// SHA-256 of every file by path below the site.
    pub sums: BTreeMap<String, String>,
    /// Bytes of the files that are [`NEEDED`].
    pub files: BTreeMap<String, Vec<u8>>,
}

/// What was checked, for people, and what differs.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// One line for each thing that was looked at.
    pub checked: Vec<String>,
    /// Every difference.
    pub problems: Diagnostics,
}

/// Checks the files of a site against its checksums, its figures against its ledger, and the ledger itself; `own` is
/// the ledger of the sources at hand, if there is one.
pub fn verify_site(mirror: &Mirror, own: Option<&Ledger>) -> Verdict {
    let mut verdict = Verdict::default();
    verdict.sums(mirror);
    let Some(text) = mirror.files.get(PATH).and_then(|bytes| std::str::from_utf8(bytes).ok())
    else {
        let message = "thiếu sổ cái, không kiểm được số liệu";
        verdict.problems.push(Diagnostic::new(Code::LedgerFileMissing, Place::file(PATH), message));
        return verdict;
    };
    if let Some(ledger) = verdict.ledger(&PATH.into(), text, own) {
        for entry in &ledger.entries {
            let folders = shown(text, &entry.period.to_string());
            verdict.contents(mirror, &ledger, entry, &folders);
        }
    }
    verdict
}

/// Checks a downloaded ledger, named `file`.
pub fn verify_ledger(file: &str, text: &str, own: Option<&Ledger>) -> Verdict {
    let mut verdict = Verdict::default();
    verdict.ledger(&file.into(), text, own);
    verdict
}

/// Compares a ledger with a copy of it kept since: whatever the copy has must stand in the ledger as it stood. `file` is
/// the name of the copy, `text` its content.
pub fn verify_against(file: &str, text: &str, newer: &Ledger) -> Verdict {
    let mut verdict = Verdict::default();
    let file: Arc<str> = file.into();
    let Some(older) = read_published(&file, text, &mut verdict.problems) else { return verdict };
    check_chain(&older, &mut verdict.problems);
    for (at, before) in older.entries.iter().enumerate() {
        let message = match newer.entries.get(at) {
            Some(now) if now.sha256 == before.sha256 => continue,
            Some(now) => format!(
                "kỳ {}: bản giữ lại ghi mã {}, nay chỗ ấy là kỳ {} mã {}: lịch sử đã bị viết lại",
                before.period, before.sha256, now.period, now.sha256
            ),
            None => format!("kỳ {} của bản giữ lại không còn trong sổ cái", before.period),
        };
        verdict.differs(Code::LedgerChain, &file, message);
    }
    for (at, before) in older.corrections.iter().enumerate() {
        let is_same = newer.corrections.get(at).is_some_and(|now| says_the_same(before, now));
        if !is_same {
            let message = format!(
                "đính chính thứ {} của bản giữ lại (ngày {}: {}) không còn như cũ",
                at + 1,
                before.date,
                before.reason
            );
            verdict.differs(Code::LedgerChain, &file, message);
        }
    }
    verdict.checked.push(format!(
        "{} mục, {} đính chính của bản giữ lại {file}",
        older.entries.len(),
        older.corrections.len()
    ));
    verdict
}

/// Whether two corrections say the same, wherever they stand.
fn says_the_same(one: &LedgerCorrection, other: &LedgerCorrection) -> bool {
    let moved = LedgerCorrection { provenance: other.provenance.clone(), ..one.clone() };
    moved == *other
}

impl Verdict {
    fn differs(&mut self, code: Code, file: &str, message: impl Into<String>) {
        self.problems.push(Diagnostic::new(code, Place::file(file), message));
    }

    /// Every file has the checksum the site lists, and no file is missing or too many.
    fn sums(&mut self, mirror: &Mirror) {
        let listed = mirror.files.get(SUMS).map(|bytes| read_sums(&String::from_utf8_lossy(bytes)));
        let Some(Ok(listed)) = listed else {
            let line = listed.and_then(Result::err).map(|line| format!(", dòng {line} sai dạng"));
            let message = format!("không có bảng mã đọc được{}", line.unwrap_or_default());
            self.differs(Code::LedgerFileMissing, SUMS, message);
            return;
        };
        for (path, expected) in &listed {
            match mirror.sums.get(path) {
                None => self.differs(
                    Code::LedgerFileMissing,
                    path,
                    "có trong bảng mã, không có trong thư mục",
                ),
                Some(found) if found != expected => {
                    let message = format!("khác bảng mã SHA256SUMS: mã {expected} nay là {found}");
                    self.differs(Code::LedgerFileChanged, path, message);
                }
                Some(_) => {}
            }
        }
        for path in mirror.sums.keys().filter(|path| *path != SUMS && !listed.contains_key(*path)) {
            self.differs(Code::LedgerFileAdded, path, "không có trong bảng mã SHA256SUMS");
        }
        self.checked.push(format!("{} tệp theo {SUMS}", listed.len()));
    }

    fn ledger(&mut self, file: &Arc<str>, text: &str, own: Option<&Ledger>) -> Option<Ledger> {
        let ledger = read_published(file, text, &mut self.problems)?;
        check_chain(&ledger, &mut self.problems);
        let last = ledger.entries.last().map_or_else(
            || "trống".to_owned(),
            |last| format!("mục cuối {}, mã {}", last.period, last.sha256),
        );
        self.checked.push(format!("chuỗi {} mục của sổ cái ({last})", ledger.entries.len()));
        if let Some(own) = own {
            self.compare(file, &ledger, own);
        }
        Some(ledger)
    }

    /// A forger may have sealed everything anew: only another copy of the ledger shows that.
    fn compare(&mut self, file: &str, ledger: &Ledger, own: &Ledger) {
        for (there, here) in ledger.entries.iter().zip(&own.entries) {
            if there.sha256 != here.sha256 {
                let message = format!(
                    "kỳ {}: khác sổ cái của nguồn (mã {}, nguồn ghi {} kỳ {})",
                    there.period, there.sha256, here.sha256, here.period
                );
                self.differs(Code::LedgerChain, file, message);
                return;
            }
        }
        let (there, here) = (ledger.entries.len(), own.entries.len());
        if there != here {
            let message = format!("có {there} mục, sổ cái của nguồn có {here} mục");
            self.differs(Code::LedgerChain, file, message);
        }
        self.checked.push("sổ cái này với sổ cái của nguồn".to_owned());
    }

    /// The published figures of a period are those that were sealed.
    fn contents(
        &mut self,
        mirror: &Mirror,
        ledger: &Ledger,
        entry: &LedgerEntry,
        folders: &[String],
    ) {
        let period = entry.period;
        if folders.is_empty() {
            self.checked.push(format!(
                "kỳ {period}: bản này không đăng số liệu của kỳ, chỉ kiểm mã niêm phong"
            ));
        }
        for folder in folders {
            let (values, reports) = (format!("{folder}/{VALUES}"), format!("{folder}/{REPORTS}"));
            let table = |path: &str| mirror.files.get(path).map_or(&[][..], Vec::as_slice);
            let (period_id, version) = (period.to_string(), entry.version);
            let text = canonical_from_csv(table(&values), table(&reports), &period_id, version);
            let text = match text {
                Ok(text) => text,
                Err(message) => {
                    self.differs(Code::LedgerContent, &values, message);
                    continue;
                }
            };
            let (expected, found) = (content_after(ledger, entry), sha256(text));
            if found != expected {
                let message = format!(
                    "kỳ {period}: số liệu trong {values}, {reports} khác số liệu đã niêm phong (mã {expected} nay là {found}); sổ cái chỉ giữ mã nên không chỉ ra được dòng nào"
                );
                self.differs(Code::LedgerContent, &values, message);
            }
            self.checked.push(format!("số liệu kỳ {period} trong {folder}"));
        }
    }
}
