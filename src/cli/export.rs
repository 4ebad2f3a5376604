//! `export`: what it prints.

use std::io::Write;
use std::path::Path;

use super::Common;
use super::run::{Ending, print, shown};
use crate::data::Target;
use crate::diagnostic::Severity;
use crate::error::Error;
use crate::load::load;
use crate::pipeline::export_tables;
use crate::write::NewFolder;

/// Writes the tables of the site for each target into its folder.
pub(super) fn export(
    common: &Common,
    targets: &[(Target, &Path)],
    err: &mut (dyn Write + Send),
) -> Result<Ending, Error> {
    let inputs = load(&common.root)?;
    for (target, path) in targets {
        let mut folder = NewFolder::open(path)?;
        let mut failed = None;
        let put = &mut |name: String, bytes: Vec<u8>, _: &mut _| {
            if failed.is_none() {
                failed = folder.add(&name, &bytes).err();
            }
        };
        let exported = export_tables(&inputs, *target, put);
        if let Some(error) = failed {
            return Err(error);
        }
        if let Err(problems) = exported {
            print(err, &shown(common, &problems, &inputs.texts, Severity::Error));
            return Ok(Ending::SourceErrors);
        }
        if !common.quiet {
            print(err, &format!("Đã ghi {} tệp vào {}\n", folder.files(), path.display()));
        }
    }
    Ok(Ending::Done)
}
