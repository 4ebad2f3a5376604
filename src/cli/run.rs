//! What each command does, and what it prints.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

use super::coverage::coverage;
#[cfg(feature = "xlsx")]
use super::forms;
use super::progress::Progress;
use super::summed::summed;
use super::today::today;
use super::{
    Arguments, Command, Common, deploy, export, hosting, ledger, log, manual, proposal, publish,
    search,
};
use crate::config::{Config, OUTPUT_FOLDER};
use crate::diagnostic::{Diagnostic, Format, Severity, SourceTexts, render, summary};
use crate::error::Error;
use crate::load::load;
use crate::pipeline::{Built, Overrides, build, check};
use crate::write::Held;
use crate::{init, serve};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Everything was done.
    Done,
    /// The sources have errors.
    SourceErrors,
}

const FIRST_STEPS: &str = "\
Công Khai biến kế hoạch của cơ quan nhà nước thành cổng thông tin tĩnh.

Ba bước đầu tiên:

  1. Tạo trang mới:       congkhai init trang-moi
  2. Thêm văn bản:        đặt vào trang-moi/seeds/plans/<mã>/ tệp document.docx (hoặc .xlsx, .pdf, .md, .txt)
                          cùng plan.toml, rồi kiểm tra:  congkhai check --root trang-moi
  3. Xem thử trên máy:    congkhai serve --root trang-moi

Khi đã ưng: `congkhai build --root trang-moi` ghi trang vào trang-moi/public để đưa lên máy chủ.
Mọi lệnh và tùy chọn: `congkhai --help`.
";

/// Does what was asked for. Results go to `out`, messages about the run to `err`.
pub fn run(
    arguments: &Arguments,
    out: &mut dyn Write,
    err: &mut (dyn Write + Send),
) -> Result<Ending, Error> {
    let common = &arguments.common;
    log::start(common.verbose);
    match &arguments.command {
        None => {
            print(out, FIRST_STEPS);
            Ok(Ending::Done)
        }
        Some(Command::Build { output, base_url, as_of, official_only, precompress, timings }) => {
            let overrides = Overrides {
                base_url: base_url.clone(),
                as_of: *as_of,
                official_only: *official_only,
                without_pictures: false,
                precompress: *precompress,
            };
            let output = output.clone().unwrap_or_else(|| common.root.join(OUTPUT_FOLDER));
            let progress = Progress::new(common, err);
            let built = build(&common.root, &output, &overrides, &progress);
            let times = timings.then(|| progress.times(common.format.into()));
            // Also takes the bar away, whatever came of the build.
            progress.print(&built.as_ref().map_or_else(
                |_| String::new(),
                |built| report(common, built, &output) + &times.unwrap_or_default(),
            ));
            let built = built?;
            let ending = ending(&built.outcome.diagnostics);
            // The process ends here: taking a nation's plans apart text by text would only cost time.
            std::mem::forget(built);
            Ok(ending)
        }
        Some(Command::Check { propose }) => examine(common, *propose, out, err),
        Some(Command::Serve { port }) => preview(common, *port, err),
        Some(Command::Search(request)) => {
            settle(common, err)?;
            search::search(common, request, out, err)
        }
        Some(Command::Publish { period, sign }) => {
            publish::publish(common, period, sign.as_deref(), today(), out, err)
        }
        Some(Command::Verify(request)) => {
            settle(common, err)?;
            ledger::verify(common, request, out)
        }
        Some(Command::Export(request)) => export::export(common, request, err),
        Some(Command::DeployList(request)) => deploy::list(common, request, out),
        Some(Command::Init { folder }) => {
            init::init(folder)?;
            let folder = folder.display();
            print(
                err,
                &format!("Đã tạo trang mới. Xem thử bằng lệnh: congkhai serve --root {folder}\n"),
            );
            Ok(Ending::Done)
        }
        #[cfg(feature = "xlsx")]
        Some(Command::Forms { period, output }) => {
            forms::write(common, *period, output.as_deref(), out, err)
        }
        #[cfg(feature = "xlsx")]
        Some(Command::Collect { period, files, partial, late, received_on }) => {
            let request = forms::Request {
                period: *period,
                files,
                is_partial: *partial,
                is_late: *late,
                received_on: received_on.unwrap_or_else(today),
                today: today(),
            };
            forms::collect(common, &request, out, err)
        }
        Some(Command::Hosting { folder }) => hosting::write(common, folder, err),
        Some(Command::Manual { folder }) => manual::write(folder).map(|()| Ending::Done),
    }
}

/// Reads the sources without writing anything, and prints what was understood and what is wrong.
fn examine(
    common: &Common,
    propose: bool,
    out: &mut dyn Write,
    err: &mut (dyn Write + Send),
) -> Result<Ending, Error> {
    settle(common, err)?;
    let inputs = load(&common.root)?;
    let outcome = check(&inputs, &Overrides::default());
    if Format::from(common.format) == Format::Human && !common.quiet {
        let plans = outcome.site.iter().flat_map(|site| site.plans.iter());
        plans.for_each(|plan| print(out, &coverage(plan)));
        print(out, &allowed_contacts(outcome.config.as_ref()));
    }
    let lowest = if common.quiet { Severity::Error } else { Severity::Note };
    print(out, &shown(common, &outcome.diagnostics, &inputs.texts, lowest));
    if Format::from(common.format) == Format::Human && outcome.diagnostics.is_empty() {
        print(out, "Không có lỗi, cảnh báo hay ghi chú nào.\n");
    }
    if let Some(site) = outcome.site.as_ref().filter(|_| propose) {
        print(out, &proposal::agencies(site));
        print(out, &proposal::items(site));
    }
    Ok(ending(&outcome.diagnostics))
}

/// The contacts of offices that documents may print, so that nobody lets one through unseen.
fn allowed_contacts(config: Option<&Config>) -> String {
    let list = config.map_or(&[][..], |config| &config.office_contacts);
    match list {
        [] => String::new(),
        list => format!("Liên hệ của cơ quan được phép công bố: {}\n", list.join(", ")),
    }
}

/// Serves the site until the program is stopped, and tells of each build.
fn preview(common: &Common, port: u16, err: &mut (dyn Write + Send)) -> Result<Ending, Error> {
    let output = common.root.join(OUTPUT_FOLDER);
    let progress = Progress::new(common, err);
    let tell = |news: serve::News<'_>| match news {
        serve::News::Listening(address) => {
            progress.print(&format!("Xem thử tại {address} (dừng bằng Ctrl+C)\n"));
        }
        serve::News::Built(built) => progress.print(&report(common, built, &output)),
        serve::News::Failed(error) => progress.print(&format!("lỗi: {error}\n")),
    };
    serve::run(&common.root, &output, port, &progress, &tell)?;
    Ok(Ending::Done)
}

/// Takes the lock of the site for a command that changes it, as soon as nobody else has it.
pub(super) fn hold(
    common: &Common,
    command: &str,
    err: &mut (dyn Write + Send),
) -> Result<Held, Error> {
    let err = RefCell::new(err);
    Held::take(&common.root, command, &|text| tell(common, &err, text))
}

/// Waits and recovers, for a command that only reads, where an earlier run left something half done.
fn settle(common: &Common, err: &mut (dyn Write + Send)) -> Result<(), Error> {
    let err = RefCell::new(err);
    Held::settle(&common.root, "check", &|text| tell(common, &err, text))
}

fn tell(common: &Common, err: &RefCell<&mut (dyn Write + Send)>, text: &str) {
    if !common.quiet {
        print(&mut **err.borrow_mut(), text);
    }
}

/// Nobody may be reading any more (`congkhai check | head`); that is no reason to fail.
pub(super) fn print(to: &mut (impl Write + ?Sized), text: &str) {
    let _ = to.write_all(text.as_bytes()).and_then(|()| to.flush());
}

pub(super) fn ending(diagnostics: &[Diagnostic]) -> Ending {
    if diagnostics.iter().any(|d| d.severity == Severity::Error) {
        Ending::SourceErrors
    } else {
        Ending::Done
    }
}

pub(super) fn shown(
    common: &Common,
    diagnostics: &[Diagnostic],
    sources: &SourceTexts,
    lowest: Severity,
) -> String {
    let list: Vec<_> = diagnostics.iter().filter(|d| d.severity <= lowest).cloned().collect();
    let list = if Format::from(common.format) == Format::Human { summed(list) } else { list };
    render(&list, sources, common.format.into())
}

/// What a build has to say: problems, then one line about the files.
fn report(common: &Common, built: &Built, output: &Path) -> String {
    let lowest = match (common.quiet, common.verbose) {
        (true, _) => Severity::Error,
        (_, 0) => Severity::Warning,
        _ => Severity::Note,
    };
    let diagnostics = &built.outcome.diagnostics;
    let mut text = shown(common, diagnostics, &built.texts, lowest);
    if common.quiet || Format::from(common.format) != Format::Human {
        return text;
    }
    let output = output.strip_prefix(".").unwrap_or(output).display();
    let _ = match built.counts {
        Some(counts) => writeln!(
            text,
            "Đã dựng trang vào {output}: {} tệp ghi mới, {} tệp giữ nguyên, {} tệp bỏ đi ({})",
            counts.written,
            counts.unchanged,
            counts.removed,
            summary(diagnostics)
        ),
        None => writeln!(text, "Chưa ghi gì vào {output}: hãy sửa các lỗi trên rồi chạy lại"),
    };
    text
}
