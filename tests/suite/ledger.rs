//! Publishing and verifying as people do it, and recomputing a seal without this program.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use congkhai::ledger::{FILE, JSON_PATH, canonical, content_sha256};
use congkhai::load::load;
use congkhai::model::SealVersion;
use congkhai::pipeline::compile;

use super::folder::{put, registry};
use super::package;
use super::program::congkhai;
use super::site::{Real, quick, real_site};

const PLAN: &str = "| TT | Chỉ tiêu | Đơn vị | Đến hết năm 2026 | Cơ quan chủ trì |\n|---|---|---|---|---|\n| 1 | Tỷ lệ hồ sơ sức khỏe | % | ≥ 80% | Sở Thử |\n\n| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |\n|---|---|---|---|\n| 1 | Ban hành kế hoạch | Sở Thử | 31/3/2026 |\n";
const TABLE: &str = "Mã,Giá trị,Tình trạng,Ngày hoàn thành,Kết quả,Ghi chú\nkh-ct-1,41.5,,,,\"theo \"\"sổ\"\", lần 1\"\nkh-nv-pl-1,,Hoàn thành,2026-03-20,\"- ban hành\n- gửi\",\n";

const AMENDMENTS: &str = "[[amendment]]\nitem = \"kh-nv-pl-1\"\nfield = \"deadline\"\nfrom = \"31/3/2026\"\nto = \"30/4/2026\"\ndate = \"2026-03-15\"\ndecision = \"Quyết định 1/QĐ-UBND\"\n";

/// A new site with a plan and two quarters, not yet published.
fn site() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    assert_eq!(congkhai(root.path(), "init .").code, Some(0));
    fs::remove_dir_all(root.path().join("seeds/plans")).unwrap();
    let mut files = vec![
        ("seeds/agencies.toml".to_owned(), registry(&[("so-thu", "Sở Thử")])),
        (
            "seeds/plans/kh/plan.toml".to_owned(),
            "title = \"Kế hoạch\"\nperiod_start = \"2026-01-01\"\n".to_owned(),
        ),
        ("seeds/plans/kh/document.md".to_owned(), PLAN.to_owned()),
        ("seeds/plans/kh/amendments.toml".to_owned(), AMENDMENTS.to_owned()),
    ];
    for (period, as_of) in [("2026-q1", "2026-03-31"), ("2026-q2", "2026-06-30")] {
        let folder = format!("seeds/snapshots/{period}");
        // The second quarter is made up: its figures stand in a folder of their own.
        let kind = if period == "2026-q2" { "illustrative = true\n" } else { "" };
        let manifest = kind.to_owned()
            + &format!("period = \"{period}\"\nas_of = \"{as_of}\"\npublished_on = \"{as_of}\"\n");
        files.push((format!("{folder}/snapshot.toml"), manifest));
        files.push((format!("{folder}/so-thu.csv"), TABLE.to_owned()));
    }
    for (path, text) in files {
        put(root.path(), &path, text);
    }
    root
}

fn published() -> tempfile::TempDir {
    let root = site();
    for period in ["2026-q1", "2026-q2"] {
        let ran = congkhai(root.path(), &format!("publish {period}"));
        assert_eq!(ran.code, Some(0), "{}", ran.said());
    }
    root
}

fn flip(path: &Path, at: usize) {
    let mut bytes = fs::read(path).unwrap();
    let at = at.min(bytes.len() - 1);
    bytes[at] ^= 1;
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_period_is_published_once_and_comments_stay() {
    let root = site();
    let before = congkhai(root.path(), "check --format short");
    assert!(before.said().contains("cảnh báo[ledger/not-frozen]"), "{}", before.said());
    assert_eq!(congkhai(root.path(), "publish 2026-q1").code, Some(0));
    let ledger = root.path().join(FILE);
    let text = fs::read_to_string(&ledger).unwrap() + "\n# Ghi chú của người công bố\n";
    fs::write(&ledger, &text).unwrap();
    let ran = congkhai(root.path(), "publish 2026-q2");
    assert_eq!(ran.code, Some(0), "{}", ran.said());
    assert!(fs::read_to_string(&ledger).unwrap().starts_with(&text));
    for (line, word) in [("publish 2026-q2", "đã công bố ngày"), ("publish 2026-q9", "không có kỳ")]
    {
        let ran = congkhai(root.path(), line);
        assert_eq!(ran.code, Some(1), "{}", ran.said());
        assert!(ran.said().contains(word), "{}", ran.said());
    }
    assert_eq!(congkhai(root.path(), "verify").code, Some(0));
    assert!(!congkhai(root.path(), "check").said().contains("ledger/"));
}

#[test]
fn one_changed_byte_of_any_frozen_file_stops_the_build() {
    let root = published();
    let frozen = [
        "seeds/plans/kh/plan.toml",
        "seeds/plans/kh/document.md",
        "seeds/plans/kh/amendments.toml",
        "seeds/snapshots/2026-q1/snapshot.toml",
        "seeds/snapshots/2026-q1/so-thu.csv",
        "seeds/snapshots/2026-q2/snapshot.toml",
        "seeds/snapshots/2026-q2/so-thu.csv",
    ];
    for file in frozen {
        let path = root.path().join(file);
        let good = fs::read(&path).unwrap();
        for at in (0..good.len()).step_by(11) {
            flip(&path, at);
            let inputs = load(root.path()).unwrap();
            let outcome = compile(&inputs, &quick());
            assert!(outcome.files.is_none(), "{file} {at}");
            let line = good[..at].split(|byte| *byte == b'\n').count();
            let place = format!("{file}:{line}:1");
            let is_named = outcome.diagnostics.iter().any(|problem| {
                problem.code.as_str() == "ledger/file-changed"
                    && problem.place.as_ref().unwrap().to_string() == place
            });
            assert!(is_named, "{place} {at}: {:?}", outcome.diagnostics);
            fs::write(&path, &good).unwrap();
        }
    }
}

#[test]
fn a_correction_is_offered_pasted_and_accepted() {
    let root = published();
    let path = root.path().join("seeds/snapshots/2026-q1/so-thu.csv");
    fs::write(&path, TABLE.replace("41.5", "41.6")).unwrap();
    let ran = congkhai(root.path(), "check --format json");
    assert_eq!(ran.code, Some(1));
    let said = ran.said();
    let line = said.lines().find(|line| line.contains("ledger/file-changed")).unwrap();
    let problem: serde_json::Value = serde_json::from_str(line).unwrap();
    let text = problem["suggestion"].as_str().unwrap();
    let block = &text[text.find("[[correction]]").unwrap()..];
    assert!(block.contains("new_content_sha256"), "{block}");
    let block = block.replace("date = \"\"", "date = \"2026-08-01\"");
    let block = block.replace("reason = \"\"", "reason = \"Nhập nhầm số\"");
    let ledger = root.path().join(FILE);
    fs::write(&ledger, fs::read_to_string(&ledger).unwrap() + "\n" + &block).unwrap();
    let ran = congkhai(root.path(), "verify");
    assert_eq!(ran.code, Some(0), "{}", ran.said());
}

#[test]
fn a_built_site_a_copy_and_a_ledger_are_verified() {
    let root = published();
    let ran = congkhai(root.path(), "build");
    assert_eq!(ran.code, Some(0), "{}", ran.said());
    let ran = congkhai(root.path(), "verify public");
    assert_eq!(ran.code, Some(0), "{}", ran.said());
    assert!(ran.said().contains("số liệu kỳ 2026-q2 trong du-lieu/minh-hoa"), "{}", ran.said());
    let ran = congkhai(root.path(), &format!("verify public/{JSON_PATH}"));
    assert_eq!(ran.code, Some(0), "{}", ran.said());
    let ran = congkhai(root.path(), "build --official-only --output official");
    assert_eq!(ran.code, Some(0), "{}", ran.said());
    let ran = congkhai(root.path(), "verify official");
    assert_eq!(ran.code, Some(0), "{}", ran.said());
    assert!(ran.said().contains("kỳ 2026-q2: bản này không đăng"), "{}", ran.said());
    for file in [
        "index.html",
        "du-lieu/so-lieu.csv",
        "du-lieu/minh-hoa/so-lieu.csv",
        "du-lieu/van-ban.csv",
        JSON_PATH,
    ] {
        let path = root.path().join("public").join(file);
        let good = fs::read(&path).unwrap();
        flip(&path, good.len() / 2);
        let ran = congkhai(root.path(), "verify public --format short");
        assert_eq!(ran.code, Some(1), "{file}");
        assert!(
            ran.said().contains(&format!("{file}: lỗi[ledger/file-changed]")),
            "{}",
            ran.said()
        );
        fs::write(&path, good).unwrap();
    }
    assert_eq!(congkhai(root.path(), "verify khong-co").code, Some(2));
}

/// The programs of the guide, in their order.
fn guide(number: usize) -> String {
    let guide = fs::read_to_string(package().join("docs/ledger.md")).unwrap();
    guide.split("```python\n").nth(number).unwrap().split("```").next().unwrap().to_owned()
}

#[test]
fn a_copy_of_the_ledger_shows_rewritten_history() {
    let root = site();
    let root = root.path();
    let built = |line: &str| {
        for line in [line, "build"] {
            let ran = congkhai(root, line);
            assert_eq!(ran.code, Some(0), "{}", ran.said());
        }
        fs::read(root.join("public").join(JSON_PATH)).unwrap()
    };
    let compare = |copy: &str| {
        let own = congkhai(root, &format!("verify --against {copy}"));
        for path in ["public", "public/du-lieu/so-cai.json"] {
            let ran = congkhai(root, &format!("verify {path} --against {copy}"));
            assert_eq!(ran.code, own.code, "{path}: {}", ran.said());
        }
        let recipe = Command::new("python3")
            .args(["-c", &guide(2), copy, "public/du-lieu/so-cai.json"])
            .current_dir(root)
            .output()
            .unwrap();
        assert_eq!(recipe.status.success(), own.code == Some(0), "{recipe:?}");
        own
    };
    fs::write(root.join("giu-lai.json"), built("publish 2026-q1")).unwrap();
    built("publish 2026-q2");
    let ran = compare("giu-lai.json");
    assert!(ran.said().contains("1 mục, 0 đính chính của bản giữ lại"), "{}", ran.said());
    assert_eq!(ran.code, Some(0), "{}", ran.said());
    // Everything is sealed anew with another figure: the chain holds, the copy does not fit.
    fs::write(root.join("hai-ky.json"), fs::read(root.join("public").join(JSON_PATH)).unwrap())
        .unwrap();
    for path in [FILE, "seeds/versions/SHA256SUMS"] {
        fs::remove_file(root.join(path)).unwrap();
    }
    fs::remove_dir_all(root.join("seeds/versions")).unwrap();
    fs::remove_dir_all(root.join("public")).unwrap();
    let path = root.join("seeds/snapshots/2026-q1/so-thu.csv");
    fs::write(&path, TABLE.replace("41.5", "61.5")).unwrap();
    built("publish 2026-q1");
    let ran = compare("hai-ky.json");
    assert_eq!(ran.code, Some(1), "{}", ran.said());
    for words in ["lịch sử đã bị viết lại", "kỳ 2026-q2 của bản giữ lại không còn"]
    {
        assert!(ran.said().contains(words), "{words}: {}", ran.said());
    }
}

#[test]
fn a_signature_is_made_published_and_checked_by_the_ordinary_tool() {
    let root = site();
    let root = root.path();
    let keygen = |words: &[&str]| {
        let ran = Command::new("ssh-keygen").args(words).current_dir(root).output();
        ran.is_ok_and(|output| output.status.success())
    };
    if !keygen(&["-q", "-t", "ed25519", "-N", "", "-C", "so-thu", "-f", "khoa"]) {
        eprintln!("máy này không có ssh-keygen, bỏ qua phép thử này");
        return;
    }
    let public = fs::read_to_string(root.join("khoa.pub")).unwrap();
    fs::write(root.join("nguoi-ky"), format!("so-thu@example.vn {public}")).unwrap();
    // A key that is not there: nothing is sealed.
    assert_eq!(congkhai(root, "publish 2026-q1 --sign khong-co").code, Some(2));
    assert!(!root.join(FILE).exists());
    for line in ["publish 2026-q1 --sign khoa", "publish 2026-q2", "build"] {
        let ran = congkhai(root, line);
        assert_eq!(ran.code, Some(0), "{}", ran.said());
    }
    for path in ["", "public "] {
        let ran = congkhai(root, &format!("verify {path}--signers nguoi-ky"));
        assert_eq!(ran.code, Some(0), "{}", ran.said());
        for words in ["kỳ 2026-q1: chữ ký của so-thu@example.vn", "kỳ 2026-q2: không có chữ ký"]
        {
            assert!(ran.said().contains(words), "{words}: {}", ran.said());
        }
    }
    // Another key, and another seal.
    assert!(keygen(&["-q", "-t", "ed25519", "-N", "", "-C", "khac", "-f", "khac"]));
    let other = fs::read_to_string(root.join("khac.pub")).unwrap();
    fs::write(root.join("nguoi-khac"), format!("khac@example.vn {other}")).unwrap();
    let ran = congkhai(root, "verify --signers nguoi-khac");
    assert!(ran.code == Some(1) && ran.said().contains("ledger/signature"), "{}", ran.said());
    let signature = root.join("seeds/signatures/2026-q1.sig");
    fs::copy(&signature, root.join("seeds/signatures/2026-q2.sig")).unwrap();
    let ran = congkhai(root, "verify --signers nguoi-ky");
    assert!(ran.said().contains("không phải của mã niêm phong này"), "{}", ran.said());
}

/// What the program in the guide computes from published tables in `folder`.
fn recomputed(folder: &Path, period: &str, version: SealVersion) -> String {
    let output = Command::new("python3")
        .args(["-c", &guide(1)])
        .arg(folder)
        .args([period, &version.number().to_string()])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// Writes the two tables that are sealed.
fn write_tables(files: &BTreeMap<String, Vec<u8>>, tables: &str, folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    for stem in ["so-lieu", "bao-cao-nhiem-vu"] {
        fs::write(folder.join(format!("{stem}.csv")), &files[&format!("{tables}/{stem}.csv")])
            .unwrap();
    }
}

#[test]
fn a_seal_is_recomputed_from_the_published_tables_alone() {
    let root = site();
    // Every sealed column has a cell with words in it.
    let table = "Mã,Giá trị,Tình trạng,Nguồn số liệu,Đổi cách tính,Mốc,Gia hạn đến,Văn bản quyết định\nkh-ct-1,41.5,,Sở Thử,có,,,\nkh-nv-pl-1,,Đang thực hiện,,,,30/9/2026,\"Quyết định 2, lần 1\"\n";
    fs::write(root.path().join("seeds/snapshots/2026-q2/so-thu.csv"), table).unwrap();
    let outcome = compile(&load(root.path()).unwrap(), &quick());
    let (site, files) = (outcome.site.unwrap(), outcome.files.unwrap());
    assert!(
        canonical(&site.snapshots[1], SealVersion::Second)
            .contains(",,2026-09-30,\"Quyết định 2, lần 1\"\r\n")
    );
    for (snapshot, tables) in site.snapshots.iter().zip(["du-lieu", "du-lieu/minh-hoa"]) {
        let folder = root.path().join("tables").join(tables);
        write_tables(&files, tables, &folder);
        for (version, _) in SealVersion::ALL {
            let (own, text) = (content_sha256(snapshot, *version), canonical(snapshot, *version));
            assert_eq!(recomputed(&folder, snapshot.id.as_str(), *version), own, "{text}");
        }
    }
}

/// The real ledger has entries of the first version and goes on verifying with the tables of today.
#[test]
fn the_real_seals_are_recomputed_from_the_published_tables() {
    let Real { site, files, .. } = real_site();
    let folder = tempfile::tempdir().unwrap();
    write_tables(files, "du-lieu/minh-hoa", folder.path());
    assert!(site.ledger.entries.iter().any(|entry| entry.version == SealVersion::First));
    for entry in &site.ledger.entries {
        let corrections = site.ledger.corrections.iter().filter_map(|one| one.content.as_ref());
        let mut last = entry.content_sha256.as_str();
        for change in corrections.filter(|change| change.period == entry.period) {
            assert_eq!(change.old_sha256, last);
            last = &change.new_sha256;
        }
        assert_eq!(recomputed(folder.path(), entry.period.id().as_str(), entry.version), last);
    }
}

#[test]
fn the_site_shows_its_ledger_and_what_was_corrected() {
    let Real { site, files, .. } = real_site();
    let text = |path: &str| std::str::from_utf8(&files[path]).unwrap();
    assert!(files.contains_key(JSON_PATH));
    assert_eq!(site.ledger.entries.len(), site.snapshots.len());
    for entry in &site.ledger.entries {
        let folder = format!("ky-bao-cao/{}/", entry.period.id());
        let page = text(&format!("{folder}index.html"));
        for sum in [&entry.content_sha256, &entry.sha256, &entry.previous_sha256] {
            assert!(page.contains(&format!("{sum}</code>")), "{folder}: {sum}");
        }
        for file in ["minh-hoa.csv", "minh-hoa.json"].map(|name| format!("{folder}{name}")) {
            assert!(page.contains(&file) && files.contains_key(&file), "{file}");
        }
        assert!(page.contains(JSON_PATH) && page.contains("congkhai verify"), "{folder}");
    }
    assert!(!site.ledger.corrections.is_empty());
    // Corrections of plans change no figure.
    let with_figure =
        site.ledger.corrections.iter().filter_map(|one| Some((one, one.figure.as_ref()?)));
    for (correction, figure) in with_figure {
        let period = correction.content.as_ref().unwrap().period.id();
        let item = format!("chi-tieu/{}/index.html", figure.item);
        for path in
            [item, format!("ky-bao-cao/{period}/index.html"), "chat-luong/index.html".into()]
        {
            let page = text(&path);
            for words in [
                format!("<del>{}</del>", figure.old_value),
                format!("<ins>{}</ins>", figure.new_value),
                correction.reason.clone(),
                congkhai::vietnamese::date(correction.date),
            ] {
                assert!(page.contains(&words), "{path}: {words}");
            }
        }
    }
}

#[test]
fn a_published_version_stays_byte_for_byte() {
    let root = site();
    assert_eq!(congkhai(root.path(), "publish 2026-q1").code, Some(0));
    let name = "2026-03-31/toan-bo-du-lieu-2026-q1.zip";
    let source = root.path().join("seeds/versions").join(name);
    let good = fs::read(&source).unwrap();
    // It is the official edition of that day, to the byte.
    assert_eq!(congkhai(root.path(), "build --official-only --as-of 2026-03-31").code, Some(0));
    let current = fs::read(root.path().join("public/du-lieu/toan-bo-du-lieu.zip")).unwrap();
    assert!(current == good, "{} {}", current.len(), good.len());

    // The second quarter is made up: nothing is kept of it.
    assert_eq!(congkhai(root.path(), "publish 2026-q2").code, Some(0));
    let sums = fs::read_to_string(root.path().join("seeds/versions/SHA256SUMS")).unwrap();
    assert_eq!(sums, format!("{}  {name}\n", congkhai::checksum::sha256(&good)));
    assert_eq!(congkhai(root.path(), "build").code, Some(0));
    let copy = root.path().join("public/du-lieu/phien-ban").join(name);
    assert!(fs::read(&copy).unwrap() == good);
    let page = fs::read_to_string(root.path().join("public/du-lieu/index.html")).unwrap();
    assert!(page.contains(name) && page.contains(&sums[..64]), "{page}");

    flip(&source, good.len() / 2);
    let ran = congkhai(root.path(), "check --format short");
    let place = format!("seeds/versions/{name}: lỗi[ledger/version-changed]");
    assert!(ran.code == Some(1) && ran.said().contains(&place), "{}", ran.said());
    // Who takes the file and its seal away together, or changes both, meets the published site.
    let forged = b"x";
    fs::write(&source, forged).unwrap();
    let seal = format!("{}  {name}\n", congkhai::checksum::sha256(forged));
    fs::write(root.path().join("seeds/versions/SHA256SUMS"), seal).unwrap();
    let ran = congkhai(root.path(), "build");
    assert!(ran.code == Some(2) && ran.said().contains(name), "{}", ran.said());
    fs::remove_dir_all(root.path().join("seeds/versions")).unwrap();
    let ran = congkhai(root.path(), "build");
    assert!(ran.code == Some(2) && ran.said().contains(name), "{}", ran.said());
    assert!(fs::read(&copy).unwrap() == good);
}
