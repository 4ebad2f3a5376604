//! Report forms of the real site: written, filled in by a real spreadsheet library, collected.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use congkhai::diagnostic::Code;
use congkhai::forms::{Assignment, asked, assignments, write};
use congkhai::model::{Id, Period, ReportedStatus, Snapshot};
use congkhai::pipeline::read_sources;
use serde_json::{Value, json};

use super::package;
use super::program::{Ran, run};
use super::site::real_site;

/// Problems that only `collect` and `verify` report; each has its example here or in the tests of month and ledger.
pub(super) const CODES: [Code; 8] = [
    Code::LedgerSignature,
    Code::FormUnknown,
    Code::FormPeriod,
    Code::FormNotLed,
    Code::FormShape,
    Code::FormSuccessor,
    Code::FormSkipped,
    Code::SnapshotPublished,
];

const TASKS: &str = "Nhiệm vụ";
const INDICATORS: &str = "Chỉ tiêu";

/// A copy of the real site without snapshots, and its forms for July 2026.
struct Desk {
    root: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::copy(package().join("congkhai.toml"), root.path().join("congkhai.toml")).unwrap();
        copy(&package().join("seeds"), &root.path().join("seeds"));
        let desk = Self { root };
        let ran = desk.run(&["forms", "2026-07"]);
        assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn form(&self, agency: &str) -> PathBuf {
        self.path(&format!("bieu-mau/2026-07/{agency}-2026-07.xlsx"))
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        run(self.root.path(), arguments)
    }

    fn collect(&self, arguments: &[&str]) -> Ran {
        let start = ["collect", "2026-07", "--received-on", "2026-07-18"];
        self.run(&[&start[..], arguments].concat())
    }

    /// Edits a form with openpyxl and returns what the tool prints.
    fn edit(&self, form: &Path, saved_as: &str, steps: &Value) -> String {
        let mut tool = Command::new(python())
            .arg(package().join("tests/tools/edit_form.py"))
            .args([form, &self.path(saved_as)])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        tool.stdin.take().unwrap().write_all(steps.to_string().as_bytes()).unwrap();
        let output = tool.wait_with_output().unwrap();
        assert!(output.status.success(), "{steps}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// The ids of a form, sheet by sheet, as openpyxl sees them.
    fn ids(&self, agency: &str) -> Value {
        let printed = self.edit(&self.form(agency), "x.xlsx", &json!([{"list": true}]));
        serde_json::from_str(&printed).unwrap()
    }

    fn snapshot_files(&self) -> Vec<String> {
        let Ok(folder) = fs::read_dir(self.path("seeds/snapshots/2026-07")) else {
            return Vec::new();
        };
        let mut names: Vec<_> =
            folder.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The snapshot as the program reads it, without a complaint.
    fn snapshot(&self) -> Snapshot {
        let inputs = congkhai::load::load(self.root.path()).unwrap();
        let (_, site) = read_sources(&inputs).unwrap_or_else(|problems| panic!("{problems:#?}"));
        site.snapshots.into_iter().next().unwrap()
    }
}

/// Copies the seeds except snapshots.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let goal = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            if entry.file_name() != "snapshots" {
                copy(&entry.path(), &goal);
            }
        } else {
            fs::copy(entry.path(), goal).unwrap();
        }
    }
}

/// The Python that `tests/run` prepares.
pub(crate) fn python() -> PathBuf {
    let python = package().join("tests/tools/venv/bin/python");
    assert!(python.exists(), "{} chưa có: chạy tests/run một lần", python.display());
    python
}

fn july() -> Period {
    Period::parse("2026-07").unwrap()
}

#[test]
fn every_lead_agency_has_a_form_of_what_it_leads() {
    let site = &real_site().site;
    let written = write(site, july()).unwrap();
    assert_eq!(written.due_on.unwrap().to_string(), "2026-07-19");
    let all: Vec<Assignment<'_>> = asked(site, july());
    assert_eq!(written.forms.len(), all.len());
    // What is led and not asked about was withdrawn by decision.
    let ids = |list: &[Assignment<'_>]| -> BTreeSet<String> {
        list.iter().flat_map(Assignment::ids).map(Id::to_string).collect()
    };
    let led = assignments(site, july());
    let (asked, led) = (ids(&all), ids(&led));
    let earlier = site.snapshots.iter().filter(|one| one.period.last_day() < july().last_day());
    let reports: Vec<_> = earlier.flat_map(|one| &one.reports).collect();
    // Only one of the plans asks for monthly reports.
    for id in led.difference(&asked).filter(|id| id.starts_with("kh57-2026-")) {
        let last = reports.iter().rev().find(|report| report.task.as_str() == id).unwrap();
        assert_eq!(last.reported_status, ReportedStatus::Withdrawn, "{id}");
        assert!(!last.decision.is_empty(), "{id}");
    }
    assert!(asked.iter().all(|id| id.starts_with("kh57-2026-")));
    assert!(all.iter().all(|one| !one.agency.is_collective && one.ids().next().is_some()));
    let again = write(site, july()).unwrap();
    for (first, second) in written.forms.iter().zip(&again.forms) {
        assert!(first.bytes == second.bytes, "{}: khác sau hai lần tạo", first.name);
    }
}

#[test]
fn forms_hold_the_ids_and_a_filled_one_is_never_overwritten() {
    let desk = Desk::new();
    let site = &real_site().site;
    for one in asked(site, july()).iter().filter(|one| one.tasks.len() < 30).take(6) {
        let printed = desk.ids(one.agency.id.as_str());
        let printed: BTreeSet<&str> = printed
            .as_object()
            .unwrap()
            .values()
            .flat_map(|ids| ids.as_array().unwrap())
            .map(|id| id.as_str().unwrap())
            .collect();
        assert_eq!(printed, one.ids().map(Id::as_str).collect::<BTreeSet<&str>>());
    }
    let list = fs::read_to_string(desk.path("bieu-mau/2026-07/danh-sach.csv")).unwrap();
    assert!(list.contains("Sở Nội vụ,so-noi-vu-2026-07.xlsx,18,2,19/07/2026"), "{list}");
    assert_eq!(desk.run(&["forms", "2026-07"]).code, Some(0));
    fs::write(desk.form("so-noi-vu"), "đã điền").unwrap();
    let ran = desk.run(&["forms", "2026-07"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("có thể đã được điền"), "{}", ran.err);
    assert_eq!(fs::read_to_string(desk.form("so-noi-vu")).unwrap(), "đã điền");
}

/// Steps that fill in two tasks and an indicator of the health department.
fn filled(ids: &Value) -> Vec<Value> {
    let (first, second) = (&ids[TASKS][0], &ids[TASKS][1]);
    vec![
        json!({"fill": {"sheet": TASKS, "id": first, "cells": {
            "Tình trạng": "Hoàn thành", "Ngày hoàn thành": "date:2026-07-05",
            "Tỷ lệ hoàn thành (%)": 100, "Kết quả": "Đã xong,\n\"đủ\" hồ sơ",
            "Sản phẩm (số, ngày văn bản)": "12/KH-SYT ngày 05/7/2026"}}}),
        json!({"fill": {"sheet": TASKS, "id": second, "cells": {
            "Tình trạng": "Đang thực hiện", "Tỷ lệ hoàn thành (%)": 62.5,
            "Khó khăn, vướng mắc": "Thiếu kinh phí"}}}),
        json!({"fill": {"sheet": INDICATORS, "id": ids[INDICATORS][0], "cells": {
            "Giá trị": 82.5, "Ngày của số liệu": "date:2026-07-15", "Nguồn số liệu": "Báo cáo quý"}}}),
    ]
}

fn check_health(desk: &Desk, ids: &Value) {
    let snapshot = desk.snapshot();
    let id = |sheet: &str, at: usize| ids[sheet][at].as_str().unwrap().to_owned();
    assert_eq!(snapshot.reports.len(), 2);
    let report = |wanted: String| {
        snapshot.reports.iter().find(|report| report.task.as_str() == wanted).unwrap()
    };
    let done = report(id(TASKS, 0));
    assert_eq!(done.reported_status, ReportedStatus::Completed);
    assert_eq!(done.completed_on.unwrap().to_string(), "2026-07-05");
    assert_eq!(done.result, "Đã xong, \"đủ\" hồ sơ");
    assert_eq!(done.product, "12/KH-SYT ngày 05/7/2026");
    assert_eq!(done.reported_by.as_ref().unwrap().as_str(), "so-noi-vu");
    assert_eq!(report(id(TASKS, 1)).percent.unwrap().to_string(), "62.5");
    let [value] = snapshot.observations.as_slice() else { panic!("{:?}", snapshot.observations) };
    assert_eq!(value.indicator.as_str(), id(INDICATORS, 0));
    assert_eq!(
        (value.value.to_string(), value.value_date.to_string()),
        ("82.5".into(), "2026-07-15".into())
    );
    let [received] = snapshot.submissions.as_slice() else { panic!() };
    assert_eq!(
        (received.agency.as_str(), received.received_on.to_string()),
        ("so-noi-vu", "2026-07-18".into())
    );
}

#[test]
fn a_form_edited_with_openpyxl_comes_back() {
    let desk = Desk::new();
    let ids = desk.ids("so-noi-vu");
    let mut steps = filled(&ids);
    steps.push(json!({"sort": TASKS}));
    steps.push(json!({"delete": {"sheet": TASKS, "id": ids[TASKS][2]}}));
    steps.push(json!({"add_column": {"sheet": TASKS, "at": 4, "heading": "Phòng phụ trách", "value": "Phòng Kế hoạch"}}));
    desk.edit(&desk.form("so-noi-vu"), "Báo cáo (bản cuối).xlsx", &json!(steps));
    let ran = desk.collect(&["Báo cáo (bản cuối).xlsx"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let asked = ids[TASKS].as_array().unwrap().len() + ids[INDICATORS].as_array().unwrap().len();
    let missing = asked - 3;
    assert!(
        ran.out.contains(&format!("Nhận: 3 dòng\n  Từ chối: 0 dòng\n  Còn thiếu: {missing} mục:")),
        "{}",
        ran.out
    );
    let (_, silent) = ran.out.split_once("Chưa nộp: ").unwrap();
    let names: Vec<&str> = silent.lines().filter_map(|line| line.strip_prefix("  ")).collect();
    assert!(silent.starts_with(&format!("{} cơ quan", names.len())), "{}", ran.out);
    assert!(names.contains(&"Sở Y tế") && !names.contains(&"Sở Nội vụ"), "{}", ran.out);
    assert_eq!(desk.snapshot_files(), ["snapshot.toml", "so-noi-vu.csv"]);
    check_health(&desk, &ids);

    // Handed in again, nothing changes; with a row changed, only that row does.
    let before = fs::read(desk.path("seeds/snapshots/2026-07/so-noi-vu.csv")).unwrap();
    assert_eq!(desk.collect(&["Báo cáo (bản cuối).xlsx"]).code, Some(0));
    assert_eq!(fs::read(desk.path("seeds/snapshots/2026-07/so-noi-vu.csv")).unwrap(), before);
    let step = json!([{"fill": {"sheet": INDICATORS, "id": ids[INDICATORS][0], "cells": {"Giá trị": 83}}}]);
    desk.edit(&desk.form("so-noi-vu"), "sua.xlsx", &step);
    let ran = desk.collect(&["sua.xlsx"]);
    assert!(
        ran.out.contains("Nhận: 1 dòng, trong đó 1 dòng thay số đã nhận"),
        "{}{}",
        ran.out,
        ran.err
    );
    let snapshot = desk.snapshot();
    assert_eq!(
        (snapshot.reports.len(), snapshot.observations[0].value.to_string()),
        (2, "83".into())
    );
}

#[test]
fn spoiled_rows_and_files_are_refused_and_harm_nothing() {
    let desk = Desk::new();
    let ids = desk.ids("so-noi-vu");
    let others = desk.ids("cong-an-tinh");
    desk.edit(&desk.form("so-noi-vu"), "tot.xlsx", &json!(filled(&ids)));
    let fill = |id: &Value| json!({"fill": {"sheet": TASKS, "id": id, "cells": {"Tình trạng": "Đang thực hiện"}}});
    let percent = |id: &Value| json!({"fill": {"sheet": TASKS, "id": id, "cells": {"Tình trạng": "Đang thực hiện", "Tỷ lệ hoàn thành (%)": "120 %"}}});
    let rename =
        |from: &Value, to: &Value| json!({"set_id": {"sheet": TASKS, "from": from, "to": to}});
    // What both lead would be reported twice.
    let led = others[TASKS].as_array().unwrap();
    let alone: Vec<&Value> =
        led.iter().filter(|id| !ids[TASKS].as_array().unwrap().contains(id)).collect();
    let task = |at: usize| alone[at];
    let cell =
        |at: usize| format!("Nhiệm vụ!A{}", led.iter().position(|id| id == alone[at]).unwrap() + 4);
    let foreign_task = ids[TASKS].as_array().unwrap().iter().find(|id| !led.contains(id)).unwrap();
    let steps = json!([
        fill(task(0)),
        percent(task(1)),
        fill(task(2)),
        fill(task(3)),
        rename(task(2), &json!("kh57-2026-nv-khong-co")),
        rename(task(3), foreign_task),
    ]);
    desk.edit(&desk.form("cong-an-tinh"), "hong.xlsx", &steps);
    let ran = desk.run(&["forms", "2026-08", "--output", "thang-tam"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let mut foreign = rust_xlsxwriter::Workbook::new();
    foreign.add_worksheet().write_string(0, 0, "Mã").unwrap();
    foreign.save(desk.path("la.xlsx")).unwrap();
    let stale = "thang-tam/so-noi-vu-2026-08.xlsx";
    let files = ["tot.xlsx", "hong.xlsx", stale, "la.xlsx", "congkhai.toml"];

    let ran = desk.collect(&files);
    assert_eq!(ran.code, Some(1));
    for word in [
        "report/value-range",
        "report/unknown-id",
        "form/not-led",
        "form/unknown",
        "form/period",
        "120 %",
        "kh57-2026-nv-khong-co",
        "Chưa ghi gì",
    ] {
        assert!(ran.err.contains(word), "{word}: {}", ran.err);
    }
    let refused = format!("Từ chối: 3 dòng: {}, {}, {}", cell(1), cell(2), cell(3));
    assert!(ran.out.contains(&refused), "{refused}: {}", ran.out);
    assert_eq!(desk.snapshot_files(), [""; 0]);

    let ran = desk.collect(&[&files[..], &["--partial"]].concat());
    assert_eq!(ran.code, Some(1));
    assert_eq!(desk.snapshot_files(), ["cong-an-tinh.csv", "snapshot.toml", "so-noi-vu.csv"]);
    let snapshot = desk.snapshot();
    assert_eq!((snapshot.reports.len(), snapshot.observations.len()), (3, 1));

    // A refused file leaves what was accepted before.
    let before = fs::read(desk.path("seeds/snapshots/2026-07/so-noi-vu.csv")).unwrap();
    desk.edit(&desk.form("so-noi-vu"), "hong-2.xlsx", &json!([percent(&ids[TASKS][0])]));
    assert_eq!(desk.collect(&["hong-2.xlsx", "--partial"]).code, Some(1));
    assert_eq!(fs::read(desk.path("seeds/snapshots/2026-07/so-noi-vu.csv")).unwrap(), before);
}

#[test]
fn merged_cells_of_a_form_are_named_and_their_rows_refused() {
    let desk = Desk::new();
    let ids = desk.ids("so-noi-vu");
    let steps = json!([
        {"fill": {"sheet": TASKS, "id": ids[TASKS][0], "cells": {"Tình trạng": "Đang thực hiện"}}},
        {"fill": {"sheet": TASKS, "id": ids[TASKS][3], "cells": {"Tình trạng": "Đang thực hiện"}}},
        {"fill": {"sheet": INDICATORS, "id": ids[INDICATORS][0], "cells": {"Giá trị": 83}}},
        {"merge": {"sheet": TASKS, "cells": "F4:F5"}},
    ]);
    desk.edit(&desk.form("so-noi-vu"), "gop.xlsx", &steps);
    let ran = desk.collect(&["gop.xlsx"]);
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    for words in ["report/merged-cells", "Nhiệm vụ!F4", "các ô F4:F5", "bỏ gộp"] {
        assert!(ran.err.contains(words), "{words}: {}", ran.err);
    }
    // Every row of the range is named, and none of them is missing.
    let asked = |sheet: &str| ids[sheet].as_array().unwrap().clone();
    let tasks = asked(TASKS).into_iter().enumerate().filter(|(at, _)| ![0, 1, 3].contains(at));
    let missing: Vec<Value> =
        tasks.map(|(_, id)| id).chain(asked(INDICATORS).into_iter().skip(1)).collect();
    let names: Vec<&str> = missing.iter().map(|id| id.as_str().unwrap()).collect();
    let report = format!(
        "Nhận: 2 dòng\n  Từ chối: 2 dòng: Nhiệm vụ!A4, Nhiệm vụ!A5\n  Còn thiếu: {} mục: {}\n",
        names.len(),
        names.join(", ")
    );
    assert!(ran.out.contains(&report), "{}", ran.out);
    assert_eq!(desk.snapshot_files(), [""; 0]);
}

#[test]
fn two_forms_of_one_agency_must_say_the_same() {
    let desk = Desk::new();
    let ids = desk.ids("so-noi-vu");
    let value = |number: f64| json!([{"fill": {"sheet": INDICATORS, "id": ids[INDICATORS][0], "cells": {"Giá trị": number}}}]);
    for (name, number) in [("a.xlsx", 80.0), ("b.xlsx", 80.0), ("c.xlsx", 81.0)] {
        desk.edit(&desk.form("so-noi-vu"), name, &value(number));
    }
    let ran = desk.collect(&["a.xlsx", "c.xlsx"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err.contains("a.xlsx:Chỉ tiêu!") && ran.err.contains("c.xlsx:Chỉ tiêu!"),
        "{}",
        ran.err
    );
    assert!(ran.out.contains("Nhận: 0 dòng"), "{}", ran.out);
    assert_eq!(desk.collect(&["a.xlsx", "c.xlsx", "--partial"]).code, Some(1));
    assert_eq!(desk.snapshot_files(), [""; 0]);
    let ran = desk.collect(&["a.xlsx", "b.xlsx"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert_eq!(desk.snapshot().observations.len(), 1);

    let manifest = desk.path("seeds/snapshots/2026-07/snapshot.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(
        &manifest,
        text.replace("[[received]]", "published_on = \"2026-08-05\"\n[[received]]"),
    )
    .unwrap();
    let ran = desk.collect(&["c.xlsx", "--partial"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("snapshot/published"), "{}", ran.err);
}

/// Only where `LibreOffice` is installed.
#[test]
fn a_form_saved_again_by_libreoffice_comes_back() {
    let desk = Desk::new();
    let ids = desk.ids("so-noi-vu");
    desk.edit(&desk.form("so-noi-vu"), "so-noi-vu.xlsx", &json!(filled(&ids)));
    let profile = format!("-env:UserInstallation=file://{}", desk.path("profile").display());
    for format in ["xlsx", "ods", "xls"] {
        let saved = Command::new("soffice")
            .args([&profile, "--headless", "--convert-to", format, "--outdir", "lai"])
            .arg("so-noi-vu.xlsx")
            .current_dir(desk.root.path())
            .output();
        let form = format!("lai/so-noi-vu.{format}");
        if saved.is_err() || !desk.path(&form).exists() {
            eprintln!("LibreOffice không chạy được, bỏ qua phép thử này");
            return;
        }
        let ran = desk.collect(&[&form]);
        assert_eq!(ran.code, Some(0), "{form}: {}{}", ran.out, ran.err);
        check_health(&desk, &ids);
        // The next format is taken in by itself, not beside what is there.
        fs::remove_dir_all(desk.path("seeds/snapshots/2026-07")).unwrap();
    }
}
