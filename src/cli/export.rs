//! `export`: what it prints.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::Common;
use super::run::{Ending, hold, print, shown};
use crate::data::Target;
use crate::diagnostic::Severity;
use crate::error::Error;
use crate::load::load;
use crate::pipeline::export_tables;
use crate::write::NewFolder;

/// Where to write tables, one folder for each target.
#[derive(Args, Clone, Debug)]
#[group(required = true, multiple = true)]
pub struct Request {
    /// Ghi vào đây định nghĩa chỉ mục và NDJSON cho Quickwit; thư mục phải trống hoặc chưa có
    #[arg(long, value_name = "THƯ-MỤC")]
    quickwit: Option<PathBuf>,
    /// Ghi vào đây tệp Parquet chia theo văn bản (kiểu Hive); thư mục phải trống hoặc chưa có
    #[cfg(feature = "parquet")]
    #[arg(long, value_name = "THƯ-MỤC")]
    parquet: Option<PathBuf>,
}

impl Request {
    fn targets(&self) -> Vec<(Target, &PathBuf)> {
        let mut targets = Vec::new();
        targets.extend(self.quickwit.as_ref().map(|path| (Target::Quickwit, path)));
        #[cfg(feature = "parquet")]
        targets.extend(self.parquet.as_ref().map(|path| (Target::Parquet, path)));
        targets
    }
}

/// Writes the tables of the site for each target into its folder.
pub(super) fn export(
    common: &Common,
    request: &Request,
    err: &mut (dyn Write + Send),
) -> Result<Ending, Error> {
    let _held = hold(common, "export", err)?;
    let inputs = load(&common.root)?;
    for (target, path) in request.targets() {
        let mut folder = NewFolder::open(path)?;
        let mut failed = None;
        let put = &mut |name: String, bytes: Vec<u8>, _: &mut _| {
            if failed.is_none() {
                failed = folder.add(&name, &bytes).err();
            }
        };
        let exported = export_tables(&inputs, target, put);
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
