//! `forms` and `collect`: what they print.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Common;
use super::run::{Ending, hold, print, shown};
use crate::diagnostic::{
    Code, Diagnostic, Format, Place, Position, Severity, SourceTexts, column_letters,
};
use crate::error::Error;
use crate::forms::{self, AgencyOutcome, Collected, Collecting, Written};
use crate::ledger::{self, Sources};
use crate::load::{Inputs, load, load_files};
use crate::model::{Date, Id, Period, Site};
use crate::pipeline::{read, read_sources};
use crate::read::snapshot::SnapshotFolder;
use crate::vietnamese::date;
use crate::write::write_beside;

/// Folder of forms, below the root.
const FORMS_FOLDER: &str = "bieu-mau";

/// What `collect` was asked for.
pub(super) struct Request<'a> {
    pub(super) period: Period,
    pub(super) files: &'a [PathBuf],
    pub(super) is_partial: bool,
    pub(super) is_late: bool,
    pub(super) received_on: Date,
    pub(super) today: Date,
}

/// Writes the forms of a period and prints the covering list.
pub(super) fn write(
    common: &Common,
    period: Period,
    output: Option<&Path>,
    out: &mut dyn Write,
    err: &mut (dyn Write + Send),
) -> Result<Ending, Error> {
    let _held = hold(common, &format!("forms {period}"), err)?;
    let inputs = load(&common.root)?;
    let site = match read_sources(&inputs) {
        Ok((_, site)) => site,
        Err(problems) => {
            print(err, &shown(common, &problems, &inputs.texts, Severity::Error));
            return Ok(Ending::SourceErrors);
        }
    };
    let written = forms::write(&site, period)?;
    let folder = || common.root.join(FORMS_FOLDER).join(period.to_string());
    let folder = output.map_or_else(folder, Path::to_owned);
    let mut files: BTreeMap<String, Vec<u8>> =
        written.forms.iter().map(|form| (form.name.clone(), form.bytes.clone())).collect();
    files.insert(written.covering.0.to_owned(), written.covering.1.clone());
    let new = write_beside(&folder, &files)?;
    if !common.quiet {
        print(out, &covering(&written));
        let folder = folder.strip_prefix(".").unwrap_or(&folder).display();
        let (forms, same) = (written.forms.len(), files.len() - new);
        print(
            err,
            &format!(
                "Đã ghi {forms} biểu mẫu và danh sách vào {folder}: {new} tệp mới, {same} tệp giữ nguyên\n"
            ),
        );
    }
    Ok(Ending::Done)
}

/// The covering list as people read it.
fn covering(written: &Written) -> String {
    let mut text = match written.due_on {
        Some(due_on) => format!("Hạn gửi: chậm nhất ngày {}\n\n", date(due_on)),
        None => "Hạn gửi: không văn bản nào nêu ngày cho kỳ này\n\n".to_owned(),
    };
    let _ = writeln!(text, "{:>9}  {:>8}  Cơ quan (tệp)", "Nhiệm vụ", "Chỉ tiêu");
    for form in &written.forms {
        let (tasks, indicators) = (form.tasks, form.indicators);
        let _ = writeln!(text, "{tasks:>9}  {indicators:>8}  {} ({})", form.agency_name, form.name);
    }
    text + "\n"
}

/// Reads filled forms, prints what came of them, and writes what is accepted.
pub(super) fn collect(
    common: &Common,
    request: &Request<'_>,
    out: &mut dyn Write,
    err: &mut (dyn Write + Send),
) -> Result<Ending, Error> {
    let held = hold(common, &format!("collect {}", request.period), err)?;
    let inputs = load(&common.root)?;
    let (config, site) = match read_sources(&inputs) {
        Ok(sources) => sources,
        Err(problems) => {
            print(err, &shown(common, &problems, &inputs.texts, Severity::Error));
            return Ok(Ending::SourceErrors);
        }
    };
    if request.received_on > request.today {
        let problem = received_ahead(request);
        print(err, &shown(common, &[problem], &inputs.texts, Severity::Error));
        return Ok(Ending::SourceErrors);
    }
    let handed = handed_in(request.files);
    let name = request.period.to_string();
    let contacts = config.contacts();
    let mut collected = forms::collect(
        &Collecting {
            site: &site,
            period: request.period,
            received_on: request.received_on,
            is_late: request.is_late,
            contacts: &contacts,
            folder: SnapshotFolder::find(&name, &inputs.texts, &inputs.binaries),
        },
        &handed.files,
    );
    collected.refused_files.extend(handed.unreadable);
    collected.diagnostics.extend(handed.problems);
    let is_clean = collected.is_clean();
    let mut is_written = !collected.files.is_empty() && (is_clean || request.is_partial);
    if is_written {
        match completed(&inputs, &site, request, &collected) {
            Ok(files) => held.change(&files, &inputs.binaries)?,
            Err(problems) => {
                is_written = false;
                collected.diagnostics.extend(problems);
            }
        }
    }
    let is_clean = collected.is_clean();
    let lowest = if common.quiet { Severity::Error } else { Severity::Warning };
    print(err, &shown(common, &collected.diagnostics, &SourceTexts::new(), lowest));
    if !common.quiet && Format::from(common.format) == Format::Human {
        print(out, &report(&collected));
        print(err, &last_words(&collected, is_written));
    }
    Ok(if is_clean { Ending::Done } else { Ending::SourceErrors })
}

/// The files named on the command line.
#[derive(Default)]
struct HandedIn {
    /// Path as given and bytes.
    files: Vec<(Arc<str>, Vec<u8>)>,
    unreadable: Vec<Arc<str>>,
    /// What is said of files that were skipped or could not be read.
    problems: Vec<Diagnostic>,
}

/// Reads the files; what office programs leave beside an open file is passed over.
fn handed_in(paths: &[PathBuf]) -> HandedIn {
    let mut handed = HandedIn::default();
    for (file, bytes) in load_files(paths) {
        let name = file.rsplit('/').next().unwrap_or(&file).to_owned();
        if name.starts_with("~$") || name.starts_with(".~lock.") {
            let message = "tệp tạm do phần mềm văn phòng để lại, bỏ qua";
            handed
                .problems
                .push(Diagnostic::new(Code::FormSkipped, Place::file(file), message).suggestion(
                "đóng biểu mẫu trong Excel hoặc LibreOffice rồi gửi, để không thiếu phần chưa lưu",
            ));
            continue;
        }
        match bytes {
            Ok(bytes) => handed.files.push((file, bytes)),
            Err(reason) => {
                let message = format!("không đọc được: {reason}");
                handed.problems.push(
                    Diagnostic::new(
                        Code::SourceUnreadable,
                        Place::file(Arc::clone(&file)),
                        message,
                    )
                    .suggestion("ghi đường dẫn của từng tệp, ví dụ tệp-đã-điền/*.xlsx"),
                );
                handed.unreadable.push(file);
            }
        }
    }
    handed
}

/// Nothing comes in on a day that has not come.
fn received_ahead(request: &Request<'_>) -> Diagnostic {
    let (on, today) = (date(request.received_on), date(request.today));
    let place = Place::file(format!("seeds/snapshots/{}/snapshot.toml", request.period));
    Diagnostic::new(Code::SnapshotDates, place, format!("ngày nhận {on} chưa đến"))
        .allowed(format!("đến hôm nay, ngày {today}"))
        .suggestion("ghi đúng ngày nhận bằng --received-on")
}

/// The files to put in place, with the correction that late reports need; why not, if the sources would have errors.
fn completed(
    inputs: &Inputs,
    site: &Site,
    request: &Request<'_>,
    collected: &Collected,
) -> Result<BTreeMap<String, Vec<u8>>, Vec<Diagnostic>> {
    let mut files = collected.files.clone();
    let mut after = inputs.clone();
    for (path, bytes) in &files {
        after.put(path, bytes.clone());
    }
    if request.is_late {
        let names: Vec<&str> = collected
            .agencies
            .iter()
            .filter(|agency| agency.accepted > 0)
            .map(|agency| agency.name.as_str())
            .collect();
        let on = date(request.received_on);
        let reason = format!("Báo cáo gửi muộn, nhận ngày {on}: {}", names.join("; "));
        let (_, site_after) = read_sources(&after)?;
        let sources = Sources { files: &after.binaries, snapshots: &site_after.snapshots };
        let (period, today) = (request.period, request.today);
        let text = ledger::corrections(&site.ledger, sources, period, today, &reason);
        let mut bytes = after.binaries.get(ledger::FILE).cloned().unwrap_or_default();
        bytes.extend(text.into_bytes());
        after.put(ledger::FILE, bytes.clone());
        files.insert(ledger::FILE.to_owned(), bytes);
    }
    let outcome = read(&after);
    let is_error = |problem: &Diagnostic| problem.severity == Severity::Error;
    // What was wrong with the ledger before is not of this command's making.
    if outcome.diagnostics.iter().any(is_error) && !read(inputs).diagnostics.iter().any(is_error) {
        return Err(outcome.diagnostics.into_iter().filter(is_error).collect());
    }
    Ok(files)
}

/// What was accepted, refused and is missing, agency by agency.
fn report(collected: &Collected) -> String {
    let mut text = String::new();
    for agency in &collected.agencies {
        text.push_str(&agency_report(agency));
    }
    for file in &collected.refused_files {
        let _ = writeln!(text, "Tệp bị từ chối: {file}");
    }
    if !collected.silent.is_empty() {
        let _ = writeln!(text, "\nChưa nộp: {} cơ quan", collected.silent.len());
        collected.silent.iter().for_each(|name| {
            let _ = writeln!(text, "  {name}");
        });
    }
    text
}

fn agency_report(agency: &AgencyOutcome) -> String {
    let mut text = format!("{} ({})\n", agency.name, agency.files.join(", "));
    let replaced = match agency.replaced.len() {
        0 => String::new(),
        count => format!(", trong đó {count} dòng thay số đã nhận"),
    };
    let _ = writeln!(text, "  Nhận: {} dòng{replaced}", agency.accepted);
    for row in &agency.replaced {
        let changes = row.changes.iter().map(|(heading, old, new)| {
            let of =
                |text: &str| if text.is_empty() { "trống".to_owned() } else { text.to_owned() };
            format!("“{heading}” {} → {}", of(old), of(new))
        });
        let changes: Vec<String> = changes.collect();
        let _ = writeln!(text, "    Thay {}: {}", row.item, changes.join("; "));
    }
    let places: Vec<String> = agency.refused.iter().map(|place| row(&place.position)).collect();
    let _ = writeln!(text, "  Từ chối: {} dòng{}", places.len(), list(&places));
    let ids: Vec<&str> = agency.missing.iter().map(Id::as_str).collect();
    let _ = writeln!(text, "  Còn thiếu: {} mục{}", ids.len(), list(&ids));
    text
}

fn list<T: AsRef<str>>(words: &[T]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    if words.is_empty() { String::new() } else { format!(": {}", words.join(", ")) }
}

fn row(position: &Position) -> String {
    match position {
        Position::File => "cả tệp".to_owned(),
        Position::Text { line, .. } => format!("dòng {line}"),
        Position::Cell { sheet, row, column } => {
            format!("{sheet}!{}{row}", column_letters(*column))
        }
    }
}

fn last_words(collected: &Collected, is_written: bool) -> String {
    let names: Vec<&str> = collected.files.keys().map(String::as_str).collect();
    match (is_written, names.is_empty()) {
        (true, _) => format!("Đã ghi {}\n", names.join(", ")),
        (false, true) => "Chưa ghi gì: không có dòng nào nhận được\n".to_owned(),
        (false, false) => "Chưa ghi gì: hãy sửa các lỗi trên rồi chạy lại, hoặc thêm --partial để chỉ ghi các dòng đúng\n".to_owned(),
    }
}
