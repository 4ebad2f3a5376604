//! Two published quarters of a small site: every changed byte is found and located.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::locate::{Spot, locate, marks};
use super::*;
use crate::checksum::{SUMS, digest, sha256, sums};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, SourceTexts};
use crate::model::{
    Date, Extension, Ledger, LedgerEntry, Period, SealVersion, Site, Snapshot, Unit,
};
use crate::read::ledger::{read_ledger, read_published};
use crate::read::site::read_site;

mod publishing;

type Files = BTreeMap<Arc<str>, Vec<u8>>;

/// The day on which everything here is published.
const TODAY: Date = Date::constant(2026, 8, 1);

const Q1: &str = "seeds/snapshots/2026-q1/so-y-te.csv";
const AMENDMENTS: &str = "seeds/plans/kh/amendments.toml";

fn amendment(from: &str, to: &str, date: &str) -> String {
    format!(
        "[[amendment]]\nitem = \"kh-nv-pl-1\"\nfield = \"deadline\"\nfrom = \"{from}\"\nto = \"{to}\"\ndate = \"{date}\"\ndecision = \"Quyết định 1/QĐ-UBND\"\n"
    )
}

/// Adds a later decision to the end of the amendments.
fn amend(files: &mut Files, more: &str) {
    files.entry(AMENDMENTS.into()).or_default().extend(more.as_bytes());
}

fn files() -> Files {
    let plan = "| TT | Chỉ tiêu | Đơn vị | Đến hết năm 2026 | Cơ quan chủ trì |\n|---|---|---|---|---|\n| 1 | Tỷ lệ hồ sơ sức khỏe | % | ≥ 80% | Sở Y tế |\n\n| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |\n|---|---|---|---|\n| 1 | Ban hành kế hoạch | Sở Y tế | 31/3/2026 |\n";
    let manifest = |period: &str, as_of: &str, on: &str| {
        format!("period = \"{period}\"\nas_of = \"{as_of}\"\npublished_on = \"{on}\"\n")
    };
    let table = "Mã,Giá trị,Tình trạng,Ngày hoàn thành,Kết quả,Ghi chú\nkh-ct-1,41.5,,,,\"theo \"\"sổ\"\", lần 1\"\nkh-nv-pl-1,,Hoàn thành,2026-03-20,\"- ban hành\n- gửi\",\n";
    let texts: [(&str, String); 9] = [
        (
            "seeds/agencies.toml",
            "[[agency]]\nid = \"so-y-te\"\nname = \"Sở Y tế\"\nkind = \"so\"\n".to_owned(),
        ),
        (
            "seeds/plans/kh/plan.toml",
            "title = \"Kế hoạch\"\nperiod_start = \"2026-01-01\"\n".to_owned(),
        ),
        ("seeds/plans/kh/document.md", plan.to_owned()),
        (AMENDMENTS, amendment("31/3/2026", "30/4/2026", "2026-03-15")),
        ("seeds/plans/kh/ghi-chep.txt", "không niêm phong\n".to_owned()),
        ("seeds/snapshots/2026-q1/snapshot.toml", manifest("2026-q1", "2026-03-31", "2026-04-05")),
        (Q1, table.to_owned()),
        ("seeds/snapshots/2026-q2/snapshot.toml", manifest("2026-q2", "2026-06-30", "2026-07-05")),
        (
            "seeds/snapshots/2026-q2/so-y-te.csv",
            table.replace("41.5", "50").replace("lần 1", "lần 2"),
        ),
    ];
    let mut files: Files =
        texts.into_iter().map(|(path, text)| (path.into(), text.into_bytes())).collect();
    let scan = (0..3000_u32).map(|at| u8::try_from(at * 7 % 256).unwrap()).collect();
    files.insert("seeds/snapshots/2026-q1/ban-quet.pdf".into(), scan);
    files
}

fn read(files: &Files, ledger: &str) -> (Site, Diagnostics) {
    let is_text = |path: &str| std::str::from_utf8(&files[path]).is_ok();
    let mut texts: SourceTexts = files
        .iter()
        .filter(|(path, _)| is_text(path))
        .map(|(path, bytes)| (Arc::clone(path), String::from_utf8(bytes.clone()).unwrap().into()))
        .collect();
    texts.insert(FILE.into(), ledger.into());
    let mut diagnostics = Diagnostics::default();
    let site = read_site(&texts, files, &[], &mut diagnostics);
    (site, diagnostics)
}

/// Problems of the ledger alone.
fn problems(files: &Files, ledger: &str) -> Vec<Diagnostic> {
    let (site, mut diagnostics) = read(files, ledger);
    check(&site.ledger, Sources { files, snapshots: &site.snapshots }, &mut diagnostics);
    let mut list = diagnostics.sorted();
    list.retain(|d| d.severity == Severity::Error || d.code == Code::LedgerNotFrozen);
    list
}

fn errors(files: &Files, ledger: &str) -> Vec<Diagnostic> {
    let list = problems(files, ledger).into_iter();
    list.filter(|problem| problem.severity == Severity::Error).collect()
}

fn names(problems: &[Diagnostic]) -> Vec<String> {
    let name = |d: &Diagnostic| format!("{} {}", d.place.as_ref().unwrap(), d.code.as_str());
    problems.iter().map(name).collect()
}

fn publish_next(files: &Files, ledger: &str, period: &str) -> String {
    let (site, diagnostics) = read(files, ledger);
    assert!(!diagnostics.has_errors(), "{:?}", diagnostics.sorted());
    let (_, text) = publish(&site, files, period, TODAY).unwrap();
    ledger.to_owned() + &text
}

fn both_published() -> (Files, String) {
    let mut files = files();
    let first = publish_next(&files, HEADER, "2026-q1");
    // A decision after the first seal.
    amend(
        &mut files,
        &format!("\n# Lùi lần nữa\n{}", amendment("30/4/2026", "30/5/2026", "2026-04-20")),
    );
    assert_eq!(
        names(&problems(&files, &first)),
        ["seeds/snapshots/2026-q2/snapshot.toml ledger/not-frozen"]
    );
    let ledger = publish_next(&files, &first, "2026-q2");
    assert_eq!(names(&problems(&files, &ledger)), [""; 0]);
    (files, ledger)
}

#[test]
fn any_changed_byte_of_a_frozen_file_is_found_and_located() {
    let (mut files, text) = both_published();
    let (site, _) = read(&files, &text);
    let frozen: Vec<_> = files.keys().filter(|path| is_frozen(path)).cloned().collect();
    assert_eq!(frozen.len(), 8);
    for path in frozen {
        for at in 0..files[&path].len() {
            let old = files[&path][at];
            let line = files[&path][..at].split(|byte| *byte == b'\n').count();
            for flip in [0x01, 0x80] {
                files.get_mut(&path).unwrap()[at] = old ^ flip;
                let mut found = Diagnostics::default();
                check(&site.ledger, Sources { files: &files, snapshots: &[] }, &mut found);
                let found = found.sorted();
                assert_eq!(found.len(), 1, "{path} {at}: {found:?}");
                assert_eq!(found[0].code, Code::LedgerFileChanged);
                let place = found[0].place.as_ref().unwrap();
                assert_eq!(place.file, path);
                if path.ends_with(".pdf") {
                    let (first, last) = (at / 1024 * 1024 + 1, (at / 1024 * 1024 + 1024).min(3000));
                    let said = format!("từ byte {first} đến {last}:");
                    assert!(found[0].message.contains(&said), "{at}: {}", found[0].message);
                } else {
                    assert_eq!(place.line_number(), u32::try_from(line).ok(), "{path} {at}");
                }
            }
            files.get_mut(&path).unwrap()[at] = old;
        }
    }
}

#[test]
fn any_changed_byte_of_the_ledger_is_found() {
    let (files, text) = both_published();
    let comment = HEADER.len();
    for at in comment..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1;
        let Ok(changed) = String::from_utf8(bytes) else { continue };
        let mut found = Diagnostics::default();
        let ledger = read_ledger(&FILE.into(), &changed, &mut found).unwrap_or_default();
        check(&ledger, Sources { files: &files, snapshots: &[] }, &mut found);
        assert!(found.has_errors(), "{at}: {:?}", &changed[at.saturating_sub(40)..=at]);
    }
}

#[test]
fn files_that_go_or_come_are_found() {
    let (mut files, text) = both_published();
    let bytes = files.remove(Q1).unwrap();
    let found = problems(&files, &text);
    assert_eq!(names(&found), [format!("{Q1} ledger/file-missing")]);
    files.insert(Q1.into(), bytes);
    files.insert("seeds/snapshots/2026-q1/them.csv".into(), b"x\n".to_vec());
    let (site, _) = read(&files, &text);
    let mut found = Diagnostics::default();
    check(&site.ledger, Sources { files: &files, snapshots: &[] }, &mut found);
    assert_eq!(names(&found.sorted()), ["seeds/snapshots/2026-q1/them.csv ledger/file-added"]);
}

/// The block a problem offers, filled in.
fn offered(problem: &Diagnostic, date: &str) -> String {
    let text = problem.suggestion.as_ref().unwrap();
    let block = &text[text.find("[[correction]]").unwrap()..];
    let reason =
        "reason = \"Nhập nhầm số\"\nitem = \"kh-ct-1\"\nold_value = \"41,5\"\nnew_value = \"41,6\"";
    let block = block.replace("date = \"\"", &format!("date = \"{date}\""));
    format!("\n{}\n", block.replace("reason = \"\"", reason))
}

fn change(files: &mut Files, path: &str, from: &str, to: &str) {
    let text = String::from_utf8(files[path].clone()).unwrap();
    assert!(text.contains(from));
    files.insert(path.into(), text.replace(from, to).into_bytes());
}

#[test]
fn a_declared_correction_is_accepted_shown_and_sealed() {
    let files = &mut files();
    let first = publish_next(files, HEADER, "2026-q1");
    change(files, Q1, "41.5", "41.6");
    let found = errors(files, &first);
    assert_eq!(found[0].place.as_ref().unwrap().to_string(), format!("{Q1}:2:1"));
    assert_eq!(found[0].code, Code::LedgerFileChanged);

    let corrected = first.clone() + &offered(&found[0], "2026-04-20");
    assert_eq!(
        names(&problems(files, &corrected)),
        ["seeds/snapshots/2026-q2/snapshot.toml ledger/not-frozen"]
    );
    let (site, _) = read(files, &corrected);
    let shown: Vec<_> = site.ledger.corrections_of("kh-ct-1").collect();
    assert_eq!((shown.len(), shown[0].1.old_value.as_str()), (1, "41,5"));

    let early = first.clone() + &offered(&found[0], "2026-04-01");
    assert_eq!(errors(files, &early)[0].code, Code::LedgerCorrection);
    let twice = corrected.clone() + &offered(&found[0], "2026-04-21");
    assert_eq!(errors(files, &twice)[0].code, Code::LedgerCorrectionUnused);
    change(files, Q1, "41.6", "41.7");
    assert_eq!(errors(files, &corrected)[0].code, Code::LedgerFileChanged);
    change(files, Q1, "41.7", "41.6");

    // The next entry seals the correction: its reason cannot be rewritten any more.
    let second = publish_next(files, &corrected, "2026-q2");
    assert_eq!(names(&problems(files, &second)), [""; 0]);
    let found = problems(files, &second.replace("Nhập nhầm số", "Lý do khác"));
    assert_eq!(found[0].code, Code::LedgerChain);
}

#[test]
fn a_plan_a_snapshot_rests_on_is_frozen_too() {
    let (mut files, text) = both_published();
    change(&mut files, "seeds/plans/kh/document.md", "Ban hành kế", "Phê duyệt kế");
    let found = problems(&files, &text);
    assert_eq!(names(&found), ["seeds/plans/kh/document.md:7:1 ledger/file-changed"]);
    let corrected = text + &offered(&found[0], "2026-07-20");
    assert_eq!(names(&problems(&files, &corrected)), [""; 0]);
}

#[test]
fn later_decisions_may_follow_what_is_sealed_and_nothing_else() {
    let (mut files, text) = both_published();
    let sealed = files[AMENDMENTS].clone();
    let lines = String::from_utf8(sealed.clone()).unwrap().lines().count();
    for (more, is_allowed) in [
        ("\n# ghi chú\n", true),
        (amendment("30/5/2026", "30/6/2026", "2026-07-20").as_str(), true),
        ("illustrative = true\n", false),
        ("\n  # ghi chú\n\nillustrative = true\n", false),
        ("# ghi chú", true),
    ] {
        amend(&mut files, more);
        let found = problems(&files, &text);
        let place = format!("{AMENDMENTS}:{}:1 ledger/file-changed", lines + 1);
        let expected = if is_allowed { vec![] } else { vec![place] };
        assert_eq!(names(&found), expected, "{more:?}");
        files.insert(AMENDMENTS.into(), sealed.clone());
    }
    // The earlier seal is of fewer lines; a change of one of these breaks both and is corrected for both.
    change(&mut files, AMENDMENTS, "2026-03-15", "2026-03-16");
    let found = problems(&files, &text);
    assert_eq!(names(&found), [format!("{AMENDMENTS}:6:1 ledger/file-changed")]);
    let block = offered(&found[0], "2026-07-20");
    assert_eq!(block.matches("[[correction]]").count(), 2);
    let corrected = text + &block;
    assert_eq!(names(&problems(&files, &corrected)), [""; 0]);
    amend(&mut files, &amendment("30/5/2026", "30/6/2026", "2026-07-21"));
    assert_eq!(names(&problems(&files, &corrected)), [""; 0]);
    files.remove(AMENDMENTS);
    let found = errors(&files, &corrected);
    assert_eq!(names(&found), [format!("{AMENDMENTS} ledger/file-missing")]);
}

/// A ledger as it was before there were versions.
fn first_version(site: &Site, files: &Files) -> Ledger {
    let mut ledger = Ledger::default();
    for snapshot in &site.snapshots {
        let mut entry = freeze(&ledger, snapshot, snapshot.published_on.unwrap(), files);
        entry.version = SealVersion::First;
        entry.content_sha256 = content_sha256(snapshot, SealVersion::First);
        entry.files.retain(|file| &*file.path != AMENDMENTS);
        entry.sha256 = seal(&entry, &[]);
        ledger.entries.push(entry);
    }
    ledger
}

#[test]
fn entries_of_the_first_version_go_on_holding() {
    let (files, text) = both_published();
    let (mut site, _) = read(&files, &text);
    let [first, second]: [&LedgerEntry; 2] =
        [&first_version(&site, &files).entries[0], &site.ledger.entries[0]];
    assert_ne!(first.content_sha256, second.content_sha256);
    for (entry, line) in [(first, "congkhai-ledger 1\n"), (second, "congkhai-ledger 2\n")] {
        assert!(entry_text(entry, &[]).starts_with(line));
    }
    site.ledger = first_version(&site, &files);
    let sealed = |site: &Site| {
        let mut found = Diagnostics::default();
        check(&site.ledger, Sources { files: &files, snapshots: &site.snapshots }, &mut found);
        let verdict = verify_site(&mirror(site), None);
        names(&found.sorted())
            .into_iter()
            .chain(names(&verdict.problems.sorted()))
            .collect::<Vec<_>>()
    };
    assert_eq!(sealed(&site), [""; 0]);
    // It does not seal what it did not know.
    site.snapshots[0].observations[0].breaks_series = true;
    assert_eq!(sealed(&site), [""; 0]);
    site.snapshots[0].observations[0].value = "42".parse().unwrap();
    assert!(!sealed(&site).is_empty());
}

#[test]
fn other_content_of_the_same_files_is_found() {
    let (files, text) = both_published();
    let (mut site, _) = read(&files, &text);
    site.snapshots[1].observations[0].value = "51".parse().unwrap();
    let mut found = Diagnostics::default();
    check(&site.ledger, Sources { files: &files, snapshots: &site.snapshots }, &mut found);
    let found = found.sorted();
    assert_eq!((found.len(), found[0].code), (1, Code::LedgerContent));
    assert!(found[0].message.contains("kỳ 2026-q2"));
    for spoil in [
        |snapshot: &mut Snapshot| snapshot.observations[0].breaks_series = true,
        |snapshot: &mut Snapshot| snapshot.observations[0].source = "x".to_owned(),
        |snapshot: &mut Snapshot| snapshot.reports[0].milestone = Some(1),
        |snapshot: &mut Snapshot| snapshot.reports[0].decision = "x".to_owned(),
        |snapshot: &mut Snapshot| {
            let new_end = snapshot.as_of;
            snapshot.reports[0].extension = Some(Extension { new_end, decision: String::new() });
        },
    ] {
        let (mut site, _) = read(&files, &text);
        spoil(&mut site.snapshots[0]);
        let mut found = Diagnostics::default();
        check(&site.ledger, Sources { files: &files, snapshots: &site.snapshots }, &mut found);
        assert_eq!(names(&found.sorted()), [format!("{FILE}:4:1 ledger/content-changed")]);
    }
}

#[test]
fn the_published_ledger_is_the_same() {
    let (files, text) = both_published();
    let (site, _) = read(&files, &text);
    let json = String::from_utf8(to_json(&site.ledger, &site.snapshots)).unwrap();
    let mut found = Diagnostics::default();
    let mut published = read_published(&FILE.into(), &json, &mut found).unwrap();
    for (there, here) in published.entries.iter_mut().zip(&site.ledger.entries) {
        there.provenance = here.provenance.clone();
    }
    assert_eq!(published, site.ledger);
}

/// A site as published: its ledger, its two tables (with columns that are not sealed) and a page.
fn mirror(site: &Site) -> Mirror {
    let mut values = String::from(
        "source_file,indicator_id,snapshot_id,value,value_date,nature,note,evidence,reported_by,source,breaks_series\r\n",
    );
    let mut reports = String::from(
        "task_id,snapshot_id,reported_status,completed_on,percent,result,product,difficulties,proposals,evidence,milestone,extended_to,decision,source_row\r\n",
    );
    for snapshot in &site.snapshots {
        let text = canonical(snapshot, SealVersion::NEWEST);
        let (first, second) = text.split_once("task_id").unwrap();
        first.lines().skip(1).for_each(|row| values.extend(["a.csv,", row, "\r\n"]));
        second.lines().skip(1).for_each(|row| reports.extend([row, ",7\r\n"]));
    }
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::from([
        ("index.html".to_owned(), b"<p>".to_vec()),
        ("du-lieu/so-lieu.csv".to_owned(), values.into_bytes()),
        ("du-lieu/bao-cao-nhiem-vu.csv".to_owned(), reports.into_bytes()),
        (JSON_PATH.to_owned(), to_json(&site.ledger, &site.snapshots)),
    ]);
    let list = sums(files.iter().map(|(path, bytes)| (path.as_str(), digest(bytes))));
    files.insert(SUMS.to_owned(), list.into_bytes());
    hashed(files)
}

fn hashed(files: BTreeMap<String, Vec<u8>>) -> Mirror {
    let sums = files.iter().map(|(path, bytes)| (path.clone(), sha256(bytes))).collect();
    Mirror { sums, files }
}

#[test]
fn any_changed_byte_of_a_mirror_is_found_with_its_file() {
    let (files, text) = both_published();
    let (site, _) = read(&files, &text);
    let good = mirror(&site);
    let verdict = verify_site(&good, Some(&site.ledger));
    assert_eq!(names(&verdict.problems.sorted()), [""; 0]);
    assert_eq!(verdict.checked.len(), 5, "{:?}", verdict.checked);
    for path in good.files.keys() {
        for at in (0..good.files[path].len()).step_by(7) {
            let mut bad = good.files.clone();
            bad.get_mut(path).unwrap()[at] ^= 1;
            let found = verify_site(&hashed(bad), None).problems.sorted();
            // A changed list of checksums accuses the file whose line changed, or itself.
            let is_named = found.iter().any(|d| &*d.place.as_ref().unwrap().file == path);
            assert!(!found.is_empty() && (is_named || path == SUMS), "{path} {at}: {found:?}");
        }
    }
}

#[test]
fn a_forged_figure_is_found_even_with_new_checksums() {
    let (files, text) = both_published();
    let (mut site, _) = read(&files, &text);
    let real = site.ledger.clone();
    let mut forged = site.clone();
    forged.snapshots[0].observations[0].value = "99".parse().unwrap();
    let found = verify_site(&mirror(&forged), None).problems.sorted();
    assert_eq!(names(&found), ["du-lieu/so-lieu.csv ledger/content-changed"]);
    // Sealed anew throughout: only another copy of the ledger shows it.
    let day = real.entries[0].published_on;
    forged.ledger = Ledger::default();
    for snapshot in &forged.snapshots {
        let entry = freeze(&forged.ledger, snapshot, day, &files);
        forged.ledger.entries.push(entry);
    }
    assert!(!verify_site(&mirror(&forged), None).problems.has_errors());
    let found = verify_site(&mirror(&forged), Some(&real)).problems.sorted();
    assert_eq!(names(&found), ["du-lieu/so-cai.json ledger/broken-chain"]);
    // A site that leaves a period out says so; its seals still hold.
    site.snapshots.remove(0);
    let verdict = verify_site(&mirror(&site), Some(&real));
    assert!(!verdict.problems.has_errors());
    assert!(verdict.checked.iter().any(|line| line.contains("không đăng số liệu")));
}

#[test]
fn canonical_content_is_ordered_and_on_one_line_each() {
    let (site, _) = read(&files(), HEADER);
    assert_eq!(
        canonical(&site.snapshots[0], SealVersion::First),
        "indicator_id,snapshot_id,value,value_date,nature,note,evidence,reported_by\r\n\
         kh-ct-1,2026-q1,41.5,2026-03-31,cumulative,\"theo \"\"sổ\"\", lần 1\",,so-y-te\r\n\
         task_id,snapshot_id,reported_status,completed_on,percent,result,product,difficulties,proposals,evidence\r\n\
         kh-nv-pl-1,2026-q1,completed,2026-03-20,,– ban hành · - gửi,,,,\r\n"
    );
    assert_eq!(
        canonical(&site.snapshots[0], SealVersion::Second),
        "indicator_id,snapshot_id,value,value_date,nature,note,evidence,reported_by,source,breaks_series\r\n\
         kh-ct-1,2026-q1,41.5,2026-03-31,cumulative,\"theo \"\"sổ\"\", lần 1\",,so-y-te,,false\r\n\
         task_id,snapshot_id,reported_status,completed_on,percent,result,product,difficulties,proposals,evidence,milestone,extended_to,decision\r\n\
         kh-nv-pl-1,2026-q1,completed,2026-03-20,,– ban hành · - gửi,,,,,,,\r\n"
    );
    assert!(site.ledger.entry(Period::parse("2026-q1").unwrap()).is_none());
}

#[test]
fn parts_are_lines_of_text_or_blocks() {
    assert_eq!(marks(b"a\nb").unit, Unit::Line);
    assert_eq!(marks(&[0; 3000]).digits.len(), 24);
    assert_eq!(marks("x\n".repeat(5000).as_bytes()).unit, Unit::Block);
    assert_eq!(locate(&marks(b"a\nb\n"), b"a\nb\nc"), Spot::Line(3));
    assert_eq!(locate(&marks(b"a\nb\n"), b"a\n"), Spot::Line(2));
    assert_eq!(locate(&marks(b"a"), b"a"), Spot::Unknown);
}
