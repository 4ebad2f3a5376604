//! A reporting month as an office lives it: several hands at once, interrupted, taken back, done again.

mod disk;
mod hands;
mod model;
mod offices;
mod played;

use std::fs;
use std::path::Path;

use congkhai::ledger::FILE;
use congkhai::load::load;
use congkhai::pipeline::read_sources;
use rust_xlsxwriter::Workbook;

use super::folder::{put, registry};
use super::program::{Ran, congkhai, program, run};

pub(super) const AGENCIES: [(&str, &str); 2] = [("so-mot", "Sở Một"), ("so-hai", "Sở Hai")];
pub(super) const PLAN: &str = "| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |\n|---|---|---|---|\n| 1 | Ban hành kế hoạch | Sở Một | 31/12/2026 |\n| 2 | Ban hành quy chế | Sở Một | 31/12/2026 |\n| 3 | Tổ chức tập huấn | Sở Hai | 31/12/2026 |\n| 4 | Mua thiết bị | Sở Hai | 31/12/2026 |\n";

/// Headings of the sheet of tasks, and of the columns a test fills in.
pub(super) const HEADINGS: [&str; 15] = [
    "Mã",
    "Mốc",
    "Nhiệm vụ",
    "Thời hạn",
    "Đã báo cáo gần nhất",
    "Tình trạng",
    "Ngày hoàn thành",
    "Tỷ lệ hoàn thành (%)",
    "Kết quả",
    "Sản phẩm (số, ngày văn bản)",
    "Minh chứng",
    "Khó khăn, vướng mắc",
    "Đề xuất, kiến nghị",
    "Gia hạn đến",
    "Văn bản quyết định",
];

/// A site with a plan of four tasks, two for each of two agencies.
fn office() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    done(&congkhai(root.path(), "init ."));
    fs::remove_dir_all(root.path().join("seeds/plans")).unwrap();
    put(root.path(), "seeds/agencies.toml", registry(&AGENCIES));
    let plan = "title = \"Kế hoạch\"\nperiod_start = \"2026-01-01\"\nperiod_end = \"2026-12-31\"\n";
    put(root.path(), "seeds/plans/kh/plan.toml", plan);
    put(root.path(), "seeds/plans/kh/document.md", PLAN);
    root
}

fn done(ran: &Ran) {
    assert_eq!(ran.code, Some(0), "{}", ran.said());
}

/// Words of a form in the sheet of tasks: a heading, a mark and rows of cells by column.
struct Sheet<'a> {
    name: &'a str,
    mark: String,
    headings: Vec<&'a str>,
    rows: Vec<Vec<(u16, String)>>,
}

impl Sheet<'_> {
    fn save(&self, path: &Path) {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name(self.name).unwrap();
        sheet.write_string(1, 0, &self.mark).unwrap();
        for (column, heading) in (0..).zip(&self.headings) {
            sheet.write_string(2, column, *heading).unwrap();
        }
        for (row, cells) in (3..).zip(&self.rows) {
            for (column, text) in cells {
                sheet.write_string(row, *column, text).unwrap();
            }
        }
        book.save(path).unwrap();
    }
}

/// A form of tasks in progress, each with its result.
fn form(agency: &str, period: &str, rows: &[(u32, &str)]) -> Sheet<'static> {
    let row = |(task, result): &(u32, &str)| {
        vec![
            (0, format!("kh-nv-pl-{task}")),
            (5, "Đang thực hiện".to_owned()),
            (8, (*result).to_owned()),
        ]
    };
    Sheet {
        name: "Nhiệm vụ",
        mark: format!("congkhai-bieu-mau 1 {period} {agency}"),
        headings: HEADINGS.to_vec(),
        rows: rows.iter().map(row).collect(),
    }
}

/// A form as an agency hands it in: its tasks, each with what is said in the column “Kết quả”.
fn hand_in(root: &Path, name: &str, agency: &str, period: &str, rows: &[(u32, &str)]) {
    form(agency, period, rows).save(&root.join(name));
}

/// What is reported in the newest period: task and result.
fn reported(root: &Path) -> Vec<(String, String)> {
    let inputs = load(root).unwrap();
    let (_, site) = read_sources(&inputs).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let reports = site.snapshots.last().map(|snapshot| snapshot.reports.clone());
    let mut rows: Vec<_> = reports
        .unwrap_or_default()
        .into_iter()
        .map(|report| (report.task.to_string(), report.result))
        .collect();
    rows.sort();
    rows
}

/// Closes and dates the period, as its publisher does.
fn date_period(root: &Path, period: &str, as_of: &str, published_on: &str) {
    let path = root.join(format!("seeds/snapshots/{period}/snapshot.toml"));
    let text = fs::read_to_string(&path).unwrap();
    let lines = text.lines().map(|line| {
        if line.starts_with("as_of") {
            format!("as_of = \"{as_of}\"\npublished_on = \"{published_on}\"\n")
        } else {
            format!("{line}\n")
        }
    });
    fs::write(&path, lines.collect::<String>()).unwrap();
}

/// Runs command lines at the same time, to the end of each.
fn together(root: &Path, lines: &[&str]) -> Vec<Ran> {
    let start = |line: &&str| program(root, &line.split(' ').collect::<Vec<_>>()).spawn().unwrap();
    let children: Vec<_> = lines.iter().map(start).collect();
    let end = |child: std::process::Child| {
        let output = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    };
    children.into_iter().map(end).collect()
}

pub(super) const RECEIVED: &str = "--received-on 2026-07-18";

#[test]
fn what_two_people_do_at_once_is_as_one_after_the_other() {
    for round in 0..3 {
        let root = office();
        let root = root.path();
        hand_in(root, "a.xlsx", "so-mot", "2026-07", &[(1, "một")]);
        hand_in(root, "b.xlsx", "so-hai", "2026-07", &[(3, "ba"), (4, "bốn")]);
        hand_in(root, "c.xlsx", "so-mot", "2026-07", &[(2, "hai")]);
        let collect = |file: &str| format!("collect 2026-07 {file} {RECEIVED}");
        let lines = ["a.xlsx", "b.xlsx", "c.xlsx"].map(collect);
        let [a, b, c] = lines.each_ref().map(String::as_str);
        for ran in together(root, &[a, b, "build", c]) {
            done(&ran);
        }
        let all = [
            ("kh-nv-pl-1", "một"),
            ("kh-nv-pl-2", "hai"),
            ("kh-nv-pl-3", "ba"),
            ("kh-nv-pl-4", "bốn"),
        ];
        let all = all.map(|(task, result)| (task.to_owned(), result.to_owned()));
        assert_eq!(reported(root), all, "round {round}");
        let manifest = root.join("seeds/snapshots/2026-07/snapshot.toml");
        let manifest = fs::read_to_string(manifest).unwrap();
        assert_eq!(manifest.matches("[[received]]").count(), 2, "{manifest}");

        date_period(root, "2026-07", "2026-07-20", "2026-07-20");
        hand_in(root, "d.xlsx", "so-hai", "2026-07", &[(3, "ba, lần 2")]);
        let late = collect("d.xlsx");
        let ran = together(root, &["publish 2026-07", "build", &late, "publish 2026-07"]);
        // Whoever comes second is told, and nothing is sealed twice.
        let published = [&ran[0], &ran[3]];
        let refused = published.iter().filter(|ran| ran.code == Some(1)).collect::<Vec<_>>();
        assert_eq!(refused.len(), 1, "{}{}", ran[0].said(), ran[3].said());
        assert!(refused[0].said().contains("đã công bố"), "{}", refused[0].said());
        let ledger = fs::read_to_string(root.join(FILE)).unwrap();
        assert_eq!(ledger.matches("[[entry]]").count(), 1, "{ledger}");
        // The late form came in before the period was sealed, or was refused.
        let is_in = reported(root).contains(&("kh-nv-pl-3".to_owned(), "ba, lần 2".to_owned()));
        assert_eq!(ran[2].code, Some(i32::from(!is_in)), "{}", ran[2].said());
        for line in ["verify", "build", "verify public"] {
            done(&congkhai(root, line));
        }
    }
}

#[test]
fn a_publication_taken_back_is_made_again_or_refused_before_anything_is_sealed() {
    let root = office();
    let root = root.path();
    hand_in(root, "a.xlsx", "so-mot", "2026-07", &[(1, "một"), (2, "hai")]);
    done(&congkhai(root, &format!("collect 2026-07 a.xlsx {RECEIVED}")));
    date_period(root, "2026-07", "2026-07-20", "2026-07-20");
    let table = root.join("seeds/snapshots/2026-07/so-mot.csv");
    let before = fs::read_to_string(&table).unwrap();
    done(&congkhai(root, "publish 2026-07"));
    done(&congkhai(root, "build"));
    let edition = "seeds/versions/2026-07-20/toan-bo-du-lieu-2026-07.zip";
    let kept = fs::read(root.join(edition)).unwrap();
    let ledger = fs::read(root.join(FILE)).unwrap();

    // The ledger is taken back and nothing else changed: the same is sealed again.
    fs::remove_file(root.join(FILE)).unwrap();
    done(&congkhai(root, "publish 2026-07"));
    assert_eq!(fs::read(root.join(FILE)).unwrap(), ledger);
    done(&congkhai(root, "build"));

    // Now a figure is corrected in between: nothing is sealed and nothing kept is lost.
    fs::remove_file(root.join(FILE)).unwrap();
    fs::write(&table, before.replace("một", "MỘT")).unwrap();
    let refused = |word: &str| {
        let ran = congkhai(root, "publish 2026-07");
        assert_eq!(ran.code, Some(1), "{}", ran.said());
        assert!(ran.said().contains(word), "{}", ran.said());
        assert!(!root.join(FILE).exists());
    };
    refused(edition);
    assert_eq!(fs::read(root.join(edition)).unwrap(), kept);
    // The remedy it names: the edition is taken away, here and in the list, and where it is published.
    fs::remove_file(root.join(edition)).unwrap();
    fs::remove_file(root.join("seeds/versions/SHA256SUMS")).unwrap();
    let published = "public/du-lieu/phien-ban/2026-07-20/toan-bo-du-lieu-2026-07.zip";
    refused(published);
    fs::remove_file(root.join(published)).unwrap();
    done(&congkhai(root, "publish 2026-07"));
    for line in ["build", "verify", "verify public"] {
        done(&congkhai(root, line));
    }
}

#[test]
fn nothing_is_sealed_that_could_not_be_built() {
    let root = office();
    let root = root.path();
    hand_in(root, "a.xlsx", "so-mot", "2026-07", &[(1, "một")]);
    done(&congkhai(root, &format!("collect 2026-07 a.xlsx {RECEIVED}")));
    date_period(root, "2026-07", "2026-07-20", "2026-07-20");
    // A page of its own whose address clashes with one of the program's shows only when pages are made.
    put(root, "content/tim-kiem.md", "---\ntitle: Trang\ndescription: Một câu.\n---\n\nChữ.\n");
    let ran = run(root, &["publish", "2026-07"]);
    assert_eq!(ran.code, Some(1), "{}", ran.said());
    assert!(!root.join(FILE).exists() && !root.join("seeds/versions").exists());
    fs::remove_file(root.join("content/tim-kiem.md")).unwrap();
    done(&congkhai(root, "publish 2026-07"));
    done(&congkhai(root, "build"));
}

/// Collects July's forms as they came in on the 18th.
fn collect(root: &Path, words: &str) -> Ran {
    congkhai(root, &format!("collect 2026-07 {words} {RECEIVED}"))
}

fn row(task: u32, result: &str) -> (String, String) {
    (format!("kh-nv-pl-{task}"), result.to_owned())
}

#[test]
fn sheets_and_columns_that_are_gone_or_renamed_are_named() {
    let root = office();
    let root = root.path();
    let refused = |form: &Sheet<'_>, words: &[&str]| {
        form.save(&root.join("a.xlsx"));
        let ran = collect(root, "a.xlsx --partial");
        assert_eq!(ran.code, Some(1), "{}", ran.said());
        for word in words.iter().chain(&["form/shape"]) {
            assert!(ran.err.contains(word), "{word}: {}", ran.said());
        }
        assert_eq!(reported(root), [], "{}", ran.said());
    };
    let whole = || form("so-mot", "2026-07", &[(1, "một")]);
    let mut renamed = whole();
    renamed.headings[8] = "KQ năm nay";
    refused(&renamed, &["“Kết quả”", "“KQ năm nay”", "Nhiệm vụ!I3"]);
    let mut gone = whole();
    gone.headings[14] = "";
    refused(&gone, &["không còn cột “Văn bản quyết định”"]);
    let sheet = Sheet { name: "Trang 1", ..whole() };
    refused(&sheet, &["không còn trang tính “Nhiệm vụ”", "“Trang 1”"]);
    // A column of the agency's own does no harm.
    let mut more = whole();
    more.headings.push("Phòng phụ trách");
    more.save(&root.join("a.xlsx"));
    done(&collect(root, "a.xlsx"));
    assert_eq!(reported(root), [row(1, "một")]);
}

#[test]
fn one_refused_file_keeps_no_other_from_being_written() {
    let root = office();
    let root = root.path();
    hand_in(root, "tot.xlsx", "so-mot", "2026-07", &[(1, "một")]);
    put(root, "~$tot.xlsx", "x");
    put(root, "anh.jpg", b"\xff\xd8\xff\xe0");
    let files = "tot.xlsx ~$tot.xlsx anh.jpg khong-co.xlsx";
    let ran = collect(root, files);
    assert_eq!(ran.code, Some(1), "{}", ran.said());
    assert!(ran.err.contains("Chưa ghi gì"), "{}", ran.said());
    let ran = collect(root, &format!("{files} --partial"));
    assert_eq!(ran.code, Some(1), "{}", ran.said());
    for word in
        ["form/skipped", "Tệp bị từ chối: anh.jpg", "Tệp bị từ chối: khong-co.xlsx", "  Sở Hai"]
    {
        assert!(ran.said().contains(word), "{word}: {}", ran.said());
    }
    assert_eq!(reported(root), [row(1, "một")]);
    // What stands in place of something is shown, old and new.
    hand_in(root, "tot.xlsx", "so-mot", "2026-07", &[(1, "một, lần 2")]);
    let ran = collect(root, "tot.xlsx");
    done(&ran);
    let change = "Thay kh-nv-pl-1: “Kết quả” một → một, lần 2";
    assert!(ran.out.contains(change), "{}", ran.said());
}

#[test]
fn a_successor_takes_the_form_of_the_agency_before_it() {
    let root = office();
    let root = root.path();
    hand_in(root, "cu.xlsx", "so-hai", "2026-07", &[(3, "ba")]);
    let merged = "\n[agency.successor]\nid = \"so-mot\"\ndate = \"2026-07-01\"\nsource = \"Nghị quyết 1/NQ-HĐND\"\n";
    let registry = registry(&AGENCIES) + merged;
    put(root, "seeds/agencies.toml", registry);
    let ran = collect(root, "cu.xlsx");
    done(&ran);
    assert!(ran.err.contains("form/successor"), "{}", ran.said());
    assert!(root.join("seeds/snapshots/2026-07/so-mot.csv").exists(), "{}", ran.said());
    assert_eq!(reported(root), [row(3, "ba")]);
}

#[test]
fn a_late_report_is_taken_in_with_its_receipt_and_correction() {
    let root = office();
    let root = root.path();
    hand_in(root, "a.xlsx", "so-mot", "2026-07", &[(1, "một")]);
    hand_in(root, "b.xlsx", "so-hai", "2026-07", &[(3, "ba")]);
    // Not late before it is published, not taken in without a word after it.
    let refused = |line: &str, word: &str| {
        let ran = congkhai(root, line);
        assert_eq!(ran.code, Some(1), "{}", ran.said());
        assert!(ran.said().contains(word), "{word}: {}", ran.said());
    };
    done(&collect(root, "a.xlsx"));
    refused("collect 2026-07 b.xlsx --late --received-on 2026-07-18", "bỏ --late");
    date_period(root, "2026-07", "2026-07-20", "2026-07-20");
    refused("collect 2026-07 b.xlsx --late --received-on 2026-08-05", "chưa niêm phong");
    done(&congkhai(root, "publish 2026-07"));
    refused("collect 2026-07 b.xlsx --received-on 2026-08-05", "--late");
    refused("collect 2026-07 b.xlsx --late --received-on 2026-07-19", "trước ngày công bố");
    refused("collect 2026-07 b.xlsx --late --received-on 2999-01-01", "chưa đến");
    done(&congkhai(root, "collect 2026-07 b.xlsx --late --received-on 2026-08-05"));
    assert_eq!(reported(root), [row(1, "một"), row(3, "ba")]);
    for line in ["verify", "build", "verify public"] {
        done(&congkhai(root, line));
    }
    let ledger = fs::read_to_string(root.join(FILE)).unwrap();
    assert!(ledger.contains("Báo cáo gửi muộn, nhận ngày 05/08/2026: Sở Hai"), "{ledger}");
    let page = fs::read_to_string(root.join("public/ky-bao-cao/2026-07/index.html")).unwrap();
    assert!(page.contains("05/08/2026") && !page.contains("Chưa gửi"), "{page}");
    // A second one, in place of what was published, too; and the next period goes on from there.
    hand_in(root, "c.xlsx", "so-hai", "2026-07", &[(3, "ba, lần 2"), (4, "bốn")]);
    done(&congkhai(root, "collect 2026-07 c.xlsx --late --received-on 2026-08-06"));
    hand_in(root, "d.xlsx", "so-mot", "2026-08", &[(1, "một tám")]);
    done(&congkhai(root, "collect 2026-08 d.xlsx --received-on 2026-08-18"));
    date_period(root, "2026-08", "2026-08-20", "2026-08-20");
    for line in ["publish 2026-08", "verify", "build"] {
        done(&congkhai(root, line));
    }
}

#[test]
fn forms_end_with_their_plan_and_with_what_is_withdrawn() {
    let root = office();
    let root = root.path();
    let mut withdrawn = form("so-mot", "2026-07", &[(1, "không còn cần"), (2, "hai")]);
    withdrawn.rows[0][1].1 = "Bãi bỏ".to_owned();
    withdrawn.rows[0].push((14, "Quyết định 9/QĐ-UBND ngày 01/7/2026".to_owned()));
    withdrawn.save(&root.join("a.xlsx"));
    done(&collect(root, "a.xlsx"));
    let counts = |period: &str| {
        let ran = congkhai(root, &format!("forms {period}"));
        done(&ran);
        fs::read_to_string(root.join(format!("bieu-mau/{period}/danh-sach.csv"))).unwrap()
    };
    assert!(counts("2026-07").contains("Sở Một,so-mot-2026-07.xlsx,2,0,"));
    assert!(counts("2026-08").contains("Sở Một,so-mot-2026-08.xlsx,1,0,"));
    assert_eq!(counts("2027-01").lines().count(), 1);
}
