//! `verify`: whether what was published still stands as it was.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Common;
use super::run::{Ending, ending, print, shown};
use super::signature::{signed_text, signer};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Format, Place, Severity, SourceTexts};
use crate::error::Error;
use crate::ledger::{
    FILE, JSON_PATH, Mirror, NEEDED, Verdict, verify_against, verify_ledger, verify_site,
};
use crate::load::{Inputs, load, load_file, load_folder};
use crate::model::{Ledger, Site};
use crate::pipeline::{Overrides, PUBLISHED_SIGNATURES, SIGNATURES, check};
use crate::read::ledger::{read_ledger, read_published};

/// What is to be checked, and by what.
#[derive(Args, Clone, Debug)]
pub struct Request {
    /// Thư mục trang đã dựng, bản sao của trang, hoặc tệp so-cai.json [nếu không ghi: kiểm tra nguồn]
    #[arg(value_name = "ĐƯỜNG-DẪN", help_heading = "Tham số")]
    path: Option<PathBuf>,
    /// So với một bản so-cai.json giữ lại từ trước: mọi mục, mọi đính chính của bản ấy phải còn nguyên
    #[arg(long, value_name = "SO-CAI-CŨ")]
    against: Option<PathBuf>,
    /// Kiểm chữ ký của các kỳ theo tệp người ký được phép của ssh-keygen (`allowed_signers`)
    #[arg(long, value_name = "TỆP")]
    signers: Option<PathBuf>,
}

/// Checks the sources, or the site, mirror or ledger that is asked for.
pub(super) fn verify(
    common: &Common,
    request: &Request,
    out: &mut dyn Write,
) -> Result<Ending, Error> {
    let path = request.path.as_deref();
    let (mut verdict, texts, ledger) = match path {
        None => sources(&load(&common.root)?),
        Some(path) => {
            let own = own_ledger(&common.root);
            let (verdict, file) = if path.is_dir() {
                let folder = load_folder(path, &NEEDED)?;
                let file = path.join(JSON_PATH);
                let mirror = Mirror { sums: folder.sums, files: folder.files };
                (verify_site(&mirror, own.as_ref()), file)
            } else {
                let bytes = load_file(path)?;
                let name = path.to_string_lossy();
                let text = String::from_utf8_lossy(&bytes);
                (verify_ledger(&name, &text, own.as_ref()), path.to_owned())
            };
            (verdict, SourceTexts::new(), published_ledger(&file))
        }
    };
    // Without a ledger that can be read nothing of an older one stands.
    let newer = ledger.unwrap_or_default();
    if let Some(signers) = &request.signers {
        let folder = match path {
            None => common.root.join(SIGNATURES),
            Some(path) => path.join(PUBLISHED_SIGNATURES),
        };
        check_signatures(&newer, &folder, signers, &mut verdict)?;
    }
    if let Some(older) = &request.against {
        let bytes = load_file(older)?;
        let text = String::from_utf8_lossy(&bytes);
        let compared = verify_against(&older.to_string_lossy(), &text, &newer);
        verdict.checked.extend(compared.checked);
        verdict.problems.extend(compared.problems);
    }
    let problems = verdict.problems.sorted();
    if Format::from(common.format) == Format::Human && !common.quiet {
        for line in &verdict.checked {
            print(out, &format!("Đã kiểm: {line}\n"));
        }
    }
    let lowest = if common.quiet { Severity::Error } else { Severity::Warning };
    print(out, &shown(common, &problems, &texts, lowest));
    if problems.is_empty() && Format::from(common.format) == Format::Human && !common.quiet {
        print(out, "Tất cả còn nguyên vẹn\n");
    }
    Ok(ending(&problems))
}

/// What the sources hold against their ledger; problems of another kind are for `check`.
fn sources(inputs: &Inputs) -> (Verdict, SourceTexts, Option<Ledger>) {
    let outcome = check(inputs, &Overrides::default());
    let Site { ledger, .. } = outcome.site.unwrap_or_default();
    let mut problems = Diagnostics::default();
    let is_about = |problem: &Diagnostic| {
        problem.severity == Severity::Error || problem.code.as_str().starts_with("ledger/")
    };
    outcome.diagnostics.into_iter().filter(is_about).for_each(|problem| problems.push(problem));
    let files = ledger.entries.iter().map(|entry| entry.files.len()).sum::<usize>();
    let checked = vec![
        format!("chuỗi {} mục của {FILE}", ledger.entries.len()),
        format!("{files} tệp đã niêm phong, {} đính chính", ledger.corrections.len()),
    ];
    (Verdict { checked, problems }, inputs.texts.clone(), Some(ledger))
}

/// Checks the signature of each period in `folder` by the file of allowed `signers`.
fn check_signatures(
    ledger: &Ledger,
    folder: &Path,
    signers: &Path,
    verdict: &mut Verdict,
) -> Result<(), Error> {
    for entry in &ledger.entries {
        let (period, file) = (entry.period, folder.join(format!("{}.sig", entry.period)));
        if !file.is_file() {
            verdict.checked.push(format!("kỳ {period}: không có chữ ký"));
            continue;
        }
        match signer(signers, &file, &signed_text(entry))? {
            Ok(name) => verdict.checked.push(format!("kỳ {period}: chữ ký của {name}")),
            Err(reason) => {
                let place = Place::file(file.to_string_lossy());
                let message = format!("kỳ {period}: {reason}");
                verdict.problems.push(
                    Diagnostic::new(Code::LedgerSignature, place, message).suggestion(
                        "hỏi cơ quan công bố; so mã niêm phong với bản giữ lại ở nơi khác",
                    ),
                );
            }
        }
    }
    Ok(())
}

/// A published ledger, if it can be read.
fn published_ledger(file: &Path) -> Option<Ledger> {
    let text = String::from_utf8(load_file(file).ok()?).ok()?;
    read_published(&file.to_string_lossy().as_ref().into(), &text, &mut Diagnostics::default())
}

/// The ledger of the site in `root`, if there is a sound one: another copy to compare with.
fn own_ledger(root: &Path) -> Option<Ledger> {
    let bytes = load_file(&root.join(FILE)).ok()?;
    let mut problems = Diagnostics::default();
    let ledger = read_ledger(&FILE.into(), &String::from_utf8(bytes).ok()?, &mut problems)?;
    (!problems.has_errors()).then_some(ledger)
}
