//! Values a format cannot hold: each is a problem with a place, or is written another way as documented; no file is
//! ever broken.

use std::collections::BTreeMap;

use congkhai::diagnostic::{Code, Diagnostic};
use congkhai::load::load;
use congkhai::pipeline::compile;

use super::folder::{self, CONFIG, registry};
use super::program::congkhai;
use super::read_back::read_back;
use super::site::quick;

/// A site with one task and one document cited, from files on the disk; `name` may be no UTF-8.
fn site(name: &[u8], date: &str) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let put = |path: &str, bytes: &[u8]| folder::put(root.path(), path, bytes);
    put("congkhai.toml", CONFIG.as_bytes());
    put("seeds/agencies.toml", registry(&[("so-y-te", "Sở Y tế")]).as_bytes());
    let reference = format!(
        "[[reference]]\nid = \"le\"\nkind = \"Lệ\"\nnumber = \"1\"\ndate = \"{date}\"\nissuer = \"Bộ\"\ntitle = \"Lệ\"\n"
    );
    put("seeds/references.toml", reference.as_bytes());
    put("seeds/plans/kh/plan.toml", b"title = \"Thu\"\nperiod_start = \"2026-01-01\"\n");
    let head = "# KẾ HOẠCH\n\n| TT | Nhiệm vụ | Chủ trì | Thời hạn |\n|---|---|---|---|\n| 1 | ";
    let row = [head.as_bytes(), name, " | Sở Y tế | 31/3/2026 |\n".as_bytes()].concat();
    put("seeds/plans/kh/document.md", &row);
    root
}

/// The files of such a site, which other programs read in every format with the same cells; and its problems.
fn made(name: &str, date: &str) -> (BTreeMap<String, Vec<u8>>, Vec<Diagnostic>) {
    let outcome = compile(&load(site(name.as_bytes(), date).path()).unwrap(), &quick());
    let files = outcome.files.unwrap_or_else(|| panic!("{:#?}", outcome.diagnostics));
    read_back(&files, |_| {}).unwrap();
    (files, outcome.diagnostics)
}

/// A cell of the only row of a table.
fn cell(files: &BTreeMap<String, Vec<u8>>, stem: &str, column: &str) -> String {
    let rows: serde_json::Value =
        serde_json::from_slice(&files[&format!("du-lieu/{stem}.json")]).unwrap();
    rows[0][column].as_str().unwrap_or_default().to_owned()
}

#[test]
fn control_characters_become_spaces() {
    let name = "Lập\u{2}kho\u{1}dữ\u{b}liệu\u{7f}số\u{85}hai\u{fffe}ba\u{feff} bốn";
    let (files, _) = made(name, "2020-01-01");
    let name = cell(&files, "nhiem-vu", "name");
    assert!(
        !name.chars().any(|c| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')),
        "{name:?}"
    );
    for word in ["Lập", "kho", "dữ", "liệu", "số", "hai", "ba", "bốn"] {
        assert!(name.contains(word), "{name:?}");
    }
}

/// Sheets and programs disagree on the number of a day before 1 March 1900; a day before 1900 is refused.
#[test]
fn days_sheets_have_no_number_for_stay_the_days_they_are() {
    for date in ["1900-01-01", "1900-02-28", "1900-03-01"] {
        let (files, _) = made("Lập kho dữ liệu", date);
        assert_eq!(cell(&files, "can-cu", "date"), date);
    }
    for date in ["1899-12-31", "0001-01-01"] {
        let root = site("Lập kho dữ liệu".as_bytes(), date);
        let ran = congkhai(root.path(), "build --format short");
        assert_eq!(ran.code, Some(1), "{date}: {}", ran.said());
        assert!(ran.said().contains("seeds/references.toml:5:"), "{date}: {}", ran.said());
    }
}

#[test]
fn a_cell_as_long_as_a_sheet_allows_is_whole_and_a_longer_one_is_told_of() {
    let longest = 32_767;
    for (length, is_told) in [(longest, false), (longest + 1, true)] {
        let name: String = "Lập đề án ".chars().cycle().take(length - 1).chain(['x']).collect();
        let (files, diagnostics) = made(&name, "2020-01-01");
        let told = diagnostics.iter().any(|problem| problem.code == Code::CellLength);
        assert_eq!(told, is_told, "{length}: {diagnostics:#?}");
        assert_eq!(cell(&files, "nhiem-vu", "name").chars().count(), length);
    }
    // A character beyond U+FFFF takes two places in a sheet, and none is cut through.
    let wide: String = "Lập kho".chars().chain("🌏".chars().cycle().take(16_381)).collect();
    let (_, diagnostics) = made(&wide, "2020-01-01");
    assert!(diagnostics.iter().any(|problem| problem.code == Code::CellLength), "{diagnostics:#?}");
}

#[test]
fn what_a_sheet_would_reckon_starts_with_a_sign_that_looks_the_same() {
    for (name, cell_of_it) in [
        ("=1+1 báo cáo", "＝1+1 báo cáo"),
        ("+ Báo cáo", "＋ Báo cáo"),
        ("@SUM(A1) báo cáo", "＠SUM(A1) báo cáo"),
        ("-1+1 báo cáo", "−1+1 báo cáo"),
        ("=> Lập kho dữ liệu", "＝> Lập kho dữ liệu"),
        ("- Lập kho dữ liệu", "– Lập kho dữ liệu"),
    ] {
        let (files, diagnostics) = made(name, "2020-01-01");
        assert_eq!(cell(&files, "nhiem-vu", "name"), cell_of_it, "{diagnostics:#?}");
    }
}

/// Half a pair of UTF-16: as bytes in a document, as an escape in TOML and in the published ledger.
#[test]
fn half_a_character_is_a_problem_and_no_crash() {
    let root = site(b"L\xed\xa0\x80p kho", "2020-01-01");
    let ran = congkhai(root.path(), "build --format short");
    assert_eq!(ran.code, Some(1), "{}", ran.said());
    assert!(ran.said().contains("seeds/plans/kh/document.md"), "{}", ran.said());
    let root = site("Lập kho".as_bytes(), "2020-01-01");
    folder::put(root.path(), "seeds/agencies.toml", "[[agency]]\nname = \"S\\uD800\"\n");
    let ran = congkhai(root.path(), "build --format short");
    assert_eq!(ran.code, Some(1), "{}", ran.said());
    assert!(ran.said().contains("seeds/agencies.toml:2:"), "{}", ran.said());
    folder::put(
        root.path(),
        "so-cai.json",
        r#"{"entries": [], "corrections": [{"date": "\ud800"}]}"#,
    );
    let ran = congkhai(root.path(), "verify so-cai.json");
    assert!(matches!(ran.code, Some(1 | 2)), "{:?}: {}", ran.code, ran.said());
    assert!(!ran.said().contains("panicked"), "{}", ran.said());
}
