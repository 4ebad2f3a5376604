//! The command `deploy-list`: what of a built site differs from what is published.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Common;
use super::run::{Ending, print};
use crate::checksum::{SUMS, changes, read_sums};
use crate::config::OUTPUT_FOLDER;
use crate::error::Error;
use crate::load::load_file;

/// What is to be compared, and what to print of it.
#[derive(Args, Clone, Debug)]
pub struct Request {
    /// Tệp SHA256SUMS của trang đang công bố, tải về trước đó [nếu không ghi: chưa công bố gì]
    #[arg(value_name = "SHA256SUMS", help_heading = "Tham số")]
    published: Option<PathBuf>,
    /// Thư mục trang đã dựng [nếu không ghi: public trong thư mục gốc]
    #[arg(long, value_name = "THƯ-MỤC")]
    output: Option<PathBuf>,
    /// Chỉ in đường dẫn các tệp cần tải lên
    #[arg(long, conflicts_with = "remove")]
    upload: bool,
    /// Chỉ in đường dẫn các tệp cần xóa
    #[arg(long)]
    remove: bool,
}

/// Prints one path a line; the list of checksums comes last, because it tells that all others are there.
pub(super) fn list(
    common: &Common,
    request: &Request,
    out: &mut dyn Write,
) -> Result<Ending, Error> {
    let folder = request.output.clone().unwrap_or_else(|| common.root.join(OUTPUT_FOLDER));
    let new = load_file(&folder.join(SUMS))?;
    let old = request.published.as_deref().map(load_file).transpose()?.unwrap_or_default();
    let read = |bytes: &[u8], path: &Path| {
        read_sums(&String::from_utf8_lossy(bytes))
            .map_err(|line| Error::Sums { path: path.to_owned(), line })
    };
    let sums = read(&new, &folder.join(SUMS))?;
    let before = read(&old, request.published.as_deref().unwrap_or(Path::new(SUMS)))?;
    let mut changes = changes(&before, &sums);
    if new != old {
        let list =
            if request.published.is_some() { &mut changes.changed } else { &mut changes.added };
        list.push(SUMS);
    }
    let is_all = !request.upload && !request.remove;
    let mut text = String::new();
    for (sign, paths, is_wanted) in [
        ("- ", &changes.removed, is_all || request.remove),
        ("+ ", &changes.added, is_all || request.upload),
        ("~ ", &changes.changed, is_all || request.upload),
    ] {
        for path in paths.iter().filter(|_| is_wanted) {
            text.push_str(if is_all { sign } else { "" });
            text.push_str(path);
            text.push('\n');
        }
    }
    print(out, &text);
    Ok(Ending::Done)
}
