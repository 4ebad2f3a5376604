//! The same documents opened and saved again by `LibreOffice`, where it is installed.
#![expect(clippy::disallowed_methods, reason = "một chương trình khác đọc và ghi tệp")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::grid::File;

/// Files as `soffice` saves them, by the number of each; nothing without it. A file it gives no answer for
/// is left out.
pub(crate) fn resave(files: &[(u64, File)]) -> Option<Vec<(u64, Vec<u8>)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/layouts/resaved");
    let (written, saved) = (folder.join("in"), folder.join("out"));
    for part in [&written, &saved] {
        let _ = fs::remove_dir_all(part);
        fs::create_dir_all(part).unwrap();
    }
    for ending in ["docx", "xlsx"] {
        let mut paths = Vec::new();
        for (number, file) in files.iter().filter(|(_, file)| file.ending == ending) {
            let path = written.join(format!("{number}.{ending}"));
            fs::write(&path, &file.bytes).unwrap();
            paths.push(path);
        }
        let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
        let program = Command::new("soffice")
            .args(["--headless", &profile, "--convert-to", ending, "--outdir"])
            .arg(&saved)
            .args(paths)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        program.ok()?;
    }
    let read = |(number, file): &(u64, File)| {
        let bytes = fs::read(saved.join(format!("{number}.{}", file.ending))).ok()?;
        Some((*number, bytes))
    };
    Some(files.iter().filter_map(read).collect())
}
