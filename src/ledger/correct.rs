//! What declared corrections lead to, whether each is of use, and the block to declare one.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use super::publish::quoted;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{ContentChange, FileChange, Ledger, LedgerCorrection, LedgerEntry, Period};

/// The checksum a file must have after all corrections, if it had `sealed` before.
pub(super) fn file_after<'a>(
    ledger: &'a Ledger,
    path: &str,
    sealed: Option<&'a str>,
) -> Option<&'a str> {
    file_steps(ledger, path, sealed)
        .last()
        .map_or(sealed, |(_, change)| change.new_sha256.as_deref())
}

/// The checksum the content of an entry must have after all corrections.
pub(super) fn content_after<'a>(ledger: &'a Ledger, entry: &'a LedgerEntry) -> &'a str {
    let steps = content_steps(ledger, entry.period, &entry.content_sha256);
    steps.last().map_or(&entry.content_sha256, |(_, change)| &change.new_sha256)
}

/// The corrections that lead on from `sealed`, each from where the one before it ended.
fn file_steps<'a>(
    ledger: &'a Ledger,
    path: &str,
    sealed: Option<&'a str>,
) -> Vec<(usize, &'a FileChange)> {
    let mut now = sealed;
    let mut steps = Vec::new();
    for (at, correction) in ledger.corrections.iter().enumerate() {
        let change = correction.file.as_ref().filter(|change| &*change.path == path);
        if let Some(change) = change.filter(|change| change.old_sha256.as_deref() == now) {
            now = change.new_sha256.as_deref();
            steps.push((at, change));
        }
    }
    steps
}

fn content_steps<'a>(
    ledger: &'a Ledger,
    period: Period,
    sealed: &'a str,
) -> Vec<(usize, &'a ContentChange)> {
    let mut now = sealed;
    let mut steps = Vec::new();
    for (at, correction) in ledger.corrections.iter().enumerate() {
        let change = correction.content.as_ref().filter(|change| change.period == period);
        if let Some(change) = change.filter(|change| change.old_sha256 == now) {
            now = &change.new_sha256;
            steps.push((at, change));
        }
    }
    steps
}

/// Reports corrections that correct nothing, or are older than what they correct.
pub(super) fn check_corrections(ledger: &Ledger, diagnostics: &mut Diagnostics) {
    let (mut files, mut contents) = (BTreeSet::<usize>::new(), BTreeSet::<usize>::new());
    let mut early = BTreeSet::new();
    for entry in &ledger.entries {
        let mut used = BTreeSet::new();
        for file in &entry.files {
            let steps = file_steps(ledger, &file.path, Some(&file.sha256));
            used.extend(steps.into_iter().map(|step| step.0));
        }
        let folder = format!("seeds/snapshots/{}/", entry.period);
        for correction in &ledger.corrections {
            let added = correction.file.as_ref().filter(|change| change.old_sha256.is_none());
            if let Some(change) = added.filter(|change| change.path.starts_with(&folder)) {
                used.extend(file_steps(ledger, &change.path, None).into_iter().map(|step| step.0));
            }
        }
        files.extend(&used);
        let steps = content_steps(ledger, entry.period, &entry.content_sha256);
        contents.extend(steps.iter().map(|step| step.0));
        used.extend(steps.into_iter().map(|step| step.0));
        // What an entry seals was declared before it; only later ones must have a later day.
        let is_early = |at: &usize| {
            *at >= entry.corrections && ledger.corrections[*at].date < entry.published_on
        };
        early.extend(used.into_iter().filter(is_early));
    }
    for (at, correction) in ledger.corrections.iter().enumerate() {
        let is_used = (correction.file.is_none() || files.contains(&at))
            && (correction.content.is_none() || contents.contains(&at));
        if !is_used {
            let message = "đính chính này không khớp với tệp hay số liệu nào đã công bố";
            diagnostics.push(
                Diagnostic::new(Code::LedgerCorrectionUnused, place(correction), message)
                    .suggestion("xem lại `file`, `period` và các mã SHA-256, hoặc xóa khối này"),
            );
        }
        if early.contains(&at) {
            let message = "đính chính ghi ngày trước ngày công bố điều nó đính chính";
            diagnostics.push(
                Diagnostic::new(Code::LedgerCorrection, place(correction), message)
                    .allowed("ngày quyết định đính chính, từ ngày công bố trở đi"),
            );
        }
    }
}

fn place(correction: &LedgerCorrection) -> Place {
    let at = &correction.provenance;
    Place::line(Arc::clone(&at.file), at.line_first)
}

/// The blocks that declare a change, for `ledger.toml`: one for each of `files` (changes of the same file), the first
/// with the change of content; day and reason are left to people.
pub(super) fn block(files: &[FileChange], content: Option<&ContentChange>) -> String {
    let mut text = "khôi phục tệp từ bản lưu; nếu đây là đính chính thật, chép khối sau vào cuối seeds/snapshots/ledger.toml, điền ngày và lý do:\n".to_owned();
    text += &declared(files, content, "", "");
    text + "# Để hiện cạnh số cũ: item = \"mã mục\", field = \"cột\", old_value = \"số cũ\", new_value = \"số mới\""
}

/// The same blocks, declared on that day for that reason.
pub(super) fn declared(
    files: &[FileChange],
    content: Option<&ContentChange>,
    day: &str,
    reason: &str,
) -> String {
    let mut text = String::new();
    let head = format!("\n[[correction]]\ndate = \"{day}\"\nreason = {}\n", quoted(reason));
    declare(&mut text, &head, files.first(), content);
    files.iter().skip(1).for_each(|file| declare(&mut text, &head, Some(file), None));
    text
}

fn declare(
    text: &mut String,
    head: &str,
    file: Option<&FileChange>,
    content: Option<&ContentChange>,
) {
    text.push_str(head);
    if let Some(change) = file {
        let _ = writeln!(text, "file = {}", quoted(&change.path));
        for (key, sum) in [("old_sha256", &change.old_sha256), ("new_sha256", &change.new_sha256)] {
            if let Some(sum) = sum {
                let _ = writeln!(text, "{key} = \"{sum}\"");
            }
        }
    }
    if let Some(ContentChange { period, old_sha256, new_sha256 }) = content {
        let _ = writeln!(text, "period = \"{period}\"");
        let _ = writeln!(text, "old_content_sha256 = \"{old_sha256}\"");
        let _ = writeln!(text, "new_content_sha256 = \"{new_sha256}\"");
    }
}
