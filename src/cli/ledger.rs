//! `verify`: whether what was published still stands as it was.

use std::io::Write;
use std::path::Path;

use super::Common;
use super::run::{Ending, ending, print, shown};
use crate::diagnostic::{Diagnostic, Diagnostics, Format, Severity, SourceTexts};
use crate::error::Error;
use crate::ledger::{FILE, Mirror, NEEDED, Verdict, verify_ledger, verify_site};
use crate::load::{Inputs, load, load_file, load_folder};
use crate::model::{Ledger, Site};
use crate::pipeline::{Overrides, check};
use crate::read::ledger::read_ledger;

/// Checks the sources, or the site, mirror or ledger at `path`.
pub(super) fn verify(
    common: &Common,
    path: Option<&Path>,
    out: &mut dyn Write,
) -> Result<Ending, Error> {
    let (verdict, texts) = match path {
        None => sources(&load(&common.root)?),
        Some(path) => {
            let own = own_ledger(&common.root);
            let verdict = if path.is_dir() {
                let folder = load_folder(path, &NEEDED)?;
                verify_site(&Mirror { sums: folder.sums, files: folder.files }, own.as_ref())
            } else {
                let bytes = load_file(path)?;
                let name = path.to_string_lossy();
                verify_ledger(&name, &String::from_utf8_lossy(&bytes), own.as_ref())
            };
            (verdict, SourceTexts::new())
        }
    };
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
fn sources(inputs: &Inputs) -> (Verdict, SourceTexts) {
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
    (Verdict { checked, problems }, inputs.texts.clone())
}

/// The ledger of the site in `root`, if there is a sound one: another copy to compare with.
fn own_ledger(root: &Path) -> Option<Ledger> {
    let bytes = load_file(&root.join(FILE)).ok()?;
    let mut problems = Diagnostics::default();
    let ledger = read_ledger(&FILE.into(), &String::from_utf8(bytes).ok()?, &mut problems)?;
    (!problems.has_errors()).then_some(ledger)
}
