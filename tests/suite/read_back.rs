//! Every format of every dataset, read by programs nobody here wrote and compared with the CSV cell by cell.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use congkhai::load::Inputs;
use congkhai::pipeline::compile;

use super::folder::put;
use super::forms::python;
use super::package;
use super::site::{inputs, quick, real_site};

/// Writes the open data of a site and has it read back; returns what the readers print, or the fault.
pub(crate) fn read_back(
    files: &BTreeMap<String, Vec<u8>>,
    spoil: impl Fn(&Path),
) -> Result<String, String> {
    let root = tempfile::tempdir().unwrap();
    for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with("du-lieu/")) {
        put(root.path(), path, bytes);
    }
    spoil(root.path());
    let output = Command::new(python())
        .arg(package().join("tests/tools/read_back.py"))
        .arg(root.path())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

/// A site with everything a format may stumble over.
pub(crate) fn nasty() -> (Inputs, BTreeMap<String, Vec<u8>>) {
    let long = "rất dài ".repeat(5_000);
    let document = format!(
        "# KẾ HOẠCH\n\n\
         | TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn |\n|---|---|---|---|---|\n\
         | 007 | Nói \"có\", dấu phẩy; chấm phẩy <b>&amp;</b> _x000D_ 🌏 | Sở Y tế | Sở Tài chính, Sở Y tế | 31/3/2026 |\n\
         | 1.10 | - gạch đầu dòng\u{2028}dòng hai\u{1b}\u{ffff} e\u{302}\u{301} | Sở Tài chính | | Thường xuyên |\n\
         | 3 | {long} | Sở Y tế | | |\n\
         | 4 | TRUE | | | Quý IV/2026 |\n\
         | 5 | 1e5 | Sở Y tế | | 2026-2030 |\n\
         | 6 | null | Sở Y tế | | 31/3/2026 |\n\n\
         | TT | Chỉ tiêu | Đơn vị tính | Mục tiêu năm 2026 | Chủ trì |\n|---|---|---|---|---|\n\
         | 1 | Kinh tế số | % | bằng 0,10 | Sở Y tế |\n\
         | 2 | Thay đổi | - | ≥ -120,75 | Sở Y tế |\n"
    );
    let agencies = "[[agency]]\nid = \"so-y-te\"\nname = \"Sở Y tế\"\nkind = \"so\"\n\
                    spellings = [\"SYT; tỉnh\", \"Sở Y, tế\"]\n\n\
                    [[agency]]\nid = \"so-tai-chinh\"\nname = \"Sở Tài chính\"\nkind = \"so\"\n";
    let references = "[[reference]]\nid = \"le-1900\"\nkind = \"Lệ\"\nnumber = \"1/1900\"\n\
                      date = \"1900-01-15\"\nissuer = \"Triều đình\"\ntitle = \"Đường \\\\ đất\"\n";
    let report = "Mã;Giá trị;Đơn vị tính;Ngày của số liệu;Tính chất;Ghi chú\n\
                  kh-ct-1;0,10;%;31/3/2026;Luỹ kế;\"hai\ndòng\"\n";
    let snapshot = "period = \"2026-q1\"\nas_of = \"2026-03-31\"\npublished_on = \"2026-04-05\"\n";
    let inputs = inputs(&[
        ("seeds/agencies.toml", agencies),
        ("seeds/references.toml", references),
        ("seeds/plans/kh/plan.toml", "title = \"Kế hoạch\"\nperiod_start = \"2026-01-01\"\n"),
        ("seeds/plans/kh/document.md", &document),
        ("seeds/snapshots/2026-q1/snapshot.toml", snapshot),
        ("seeds/snapshots/2026-q1/so-y-te.csv", report),
    ]);
    let outcome = compile(&inputs, &quick());
    let files = outcome.files.unwrap_or_else(|| panic!("{:?}", outcome.diagnostics));
    (inputs, files)
}

#[test]
fn other_programs_read_every_format_of_the_real_site() {
    let printed = read_back(&real_site().files, |_| {}).unwrap();
    for reader in ["CSV", "JSON", "NDJSON", "CSV cho Excel", "Parquet", "XLSX", "SQLite"] {
        assert!(printed.lines().any(|line| line.starts_with(&format!("{reader}: "))), "{printed}");
    }
    println!("{printed}");
}

#[test]
fn other_programs_read_what_formats_stumble_over() {
    let (_, files) = nasty();
    read_back(&files, |_| {}).unwrap();
    let csv = String::from_utf8(files["du-lieu/nhiem-vu.csv"].clone()).unwrap();
    for cell in ["007", "1.10", "dấu phẩy; chấm phẩy", "_x000D_", "🌏", "gạch đầu dòng"]
    {
        assert!(csv.contains(cell), "{cell}: {csv:.900}");
    }
    assert!(!csv.contains(['\u{1b}', '\u{ffff}', '\u{2028}']));
    let text = |path: &str| String::from_utf8(files[path].clone()).unwrap();
    assert!(text("du-lieu/muc-tieu.csv").contains(",=,0.10,"));
    assert!(text("du-lieu/muc-tieu.csv").contains(",-120.75,"));
    assert!(text("du-lieu/can-cu.csv").contains("1900-01-15"));
    assert!(text("du-lieu/co-quan.csv").contains("SYT, tỉnh;"));
}

/// The readers find a fault in each format.
#[test]
fn a_cell_changed_in_one_format_is_found() {
    let (_, files) = nasty();
    let change = |file: &'static str, from: &'static str, to: &'static str| {
        move |root: &Path| {
            let path = root.join("du-lieu").join(file);
            let bytes = fs::read(&path).unwrap();
            let at = bytes.windows(from.len()).position(|part| part == from.as_bytes());
            let at = at.unwrap_or_else(|| panic!("no {from} in {file}"));
            fs::write(path, [&bytes[..at], to.as_bytes(), &bytes[at + from.len()..]].concat())
                .unwrap();
        }
    };
    for (file, from, to) in [
        ("muc-tieu.json", ":0.10,", ":0.1,"),
        ("muc-tieu.ndjson", "\"=\"", "\"<\""),
        ("co-quan.json", "[\"SYT, tỉnh\",", "[\"SYT\",\"tỉnh\","),
        ("excel/co-quan.csv", "so-y-te", "so-y-ta"),
        ("can-cu.parquet", "le-1900", "le-1901"),
        ("cong-khai.sqlite", "1900-01-15", "1900-01-16"),
    ] {
        let fault = read_back(&files, change(file, from, to)).unwrap_err();
        assert!(fault.contains(file.rsplit('/').next().unwrap()), "{file}: {fault}");
    }
    let other = |root: &Path| {
        let folder = root.join("du-lieu");
        fs::write(folder.join("cong-khai.xlsx"), &real_site().files["du-lieu/cong-khai.xlsx"])
            .unwrap();
    };
    assert!(read_back(&files, other).unwrap_err().contains("cong-khai.xlsx"));
}
