//! The same documents opened and saved by `LibreOffice`, as they are or as PDF, where it is installed.
#![expect(clippy::disallowed_methods, reason = "một chương trình khác đọc và ghi tệp")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::grid::File;

/// Files as `soffice` saves them, by the number of each, those of one ending with another; nothing without it. A file
/// it gives no answer for is left out.
pub(crate) fn resave(
    files: &[(u64, File)],
    endings: &[(&'static str, &'static str)],
) -> Option<Vec<(u64, File)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/layouts/resaved");
    let (written, saved) = (folder.join("in"), folder.join("out"));
    for part in [&written, &saved] {
        let _ = fs::remove_dir_all(part);
        fs::create_dir_all(part).unwrap();
    }
    let mut all = Vec::new();
    for &(ending, saved_as) in endings {
        let mut paths = Vec::new();
        for (number, file) in files.iter().filter(|(_, file)| file.ending == ending) {
            let path = written.join(format!("{number}.{ending}"));
            fs::write(&path, &file.bytes).unwrap();
            paths.push(path);
        }
        let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
        let program = Command::new("soffice")
            .args(["--headless", &profile, "--convert-to", saved_as, "--outdir"])
            .arg(&saved)
            .args(paths)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        program.ok()?;
        let read = |(number, file): &(u64, File)| {
            let bytes = fs::read(saved.join(format!("{number}.{saved_as}"))).ok()?;
            Some((*number, File { bytes, ending: saved_as, places: file.places.clone() }))
        };
        all.extend(files.iter().filter(|(_, file)| file.ending == ending).filter_map(read));
    }
    Some(all)
}
