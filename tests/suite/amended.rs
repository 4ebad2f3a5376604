//! A decision gives a task to another agency and moves a dated part: from that day everything follows it, and what
//! the plan prints stays to be seen.

use std::collections::BTreeMap;

use congkhai::diagnostic::Code;
use congkhai::forms::assignments;
use congkhai::load::load;
use congkhai::model::{Id, Period};
use congkhai::pipeline::{Outcome, Overrides, compile};

use super::folder::{self, CONFIG, registry};
use super::site::quick;

const DOCUMENT: &str = "# KẾ HOẠCH

| TT | Nhiệm vụ | Chủ trì | Thời hạn |
|---|---|---|---|
| 1 | Xây dựng kho dữ liệu | Sở Y tế | 31/12/2026 |
| 2 | Đào tạo cán bộ | Sở Y tế | 31/12/2026 |
| 3 | Nâng cấp trung tâm | Sở Y tế | 15/5/2026 phê duyệt đề án, 15/12/2026 hoàn thành |

| TT | Chỉ tiêu | Đơn vị tính | Mục tiêu năm 2026 | Chủ trì |
|---|---|---|---|---|
| 1 | Hồ sơ sức khỏe điện tử | % | ≥ 80% | Sở Y tế |
";

const AMENDMENTS: &str = r#"[[amendment]]
item = "kh-nv-pl-1"
field = "lead"
from = "Sở Y tế"
to = "Sở Nội vụ"
date = "2026-05-04"
decision = "Quyết định 12/QĐ-UBND"

[[amendment]]
item = "kh-ct-1"
field = "lead"
from = "Sở Y tế"
to = "Sở Nội vụ"
date = "2026-05-04"
decision = "Quyết định 12/QĐ-UBND"

[[amendment]]
item = "kh-nv-pl-3"
field = "milestone 1"
from = "15/5/2026"
to = "30/6/2026"
date = "2026-05-04"
decision = "Quyết định 12/QĐ-UBND"
"#;

/// The site as of a day.
fn site(as_of: Option<&str>) -> Outcome {
    let root = tempfile::tempdir().unwrap();
    let put = |path: &str, text: &str| folder::put(root.path(), path, text);
    let monthly = "\n[[report]]\nevery = \"month\"\nbefore = \"20\"\n";
    put("congkhai.toml", &format!("{CONFIG}{monthly}"));
    let agencies = registry(&[("so-y-te", "Sở Y tế"), ("so-noi-vu", "Sở Nội vụ")]);
    put("seeds/agencies.toml", &agencies);
    put("seeds/plans/kh/plan.toml", "title = \"Kế hoạch\"\nperiod_start = \"2026-01-01\"\n");
    put("seeds/plans/kh/document.md", DOCUMENT);
    put("seeds/plans/kh/amendments.toml", AMENDMENTS);
    for (period, as_of) in
        [("2026-04", "2026-04-30"), ("2026-05", "2026-05-31"), ("2026-06", "2026-06-25")]
    {
        let folder = format!("seeds/snapshots/{period}");
        put(
            &format!("{folder}/snapshot.toml"),
            &format!("period = \"{period}\"\nas_of = \"{as_of}\"\n"),
        );
        put(
            &format!("{folder}/so-y-te.csv"),
            "Mã,Tình trạng,Mốc\nkh-nv-pl-1,Đang thực hiện,\nkh-nv-pl-3,Đang thực hiện,15/5/2026\n",
        );
    }
    let as_of = as_of.map(|day| day.parse().unwrap());
    compile(&load(root.path()).unwrap(), &Overrides { as_of, ..quick() })
}

fn text<'a>(files: &'a BTreeMap<String, Vec<u8>>, path: &str) -> &'a str {
    std::str::from_utf8(&files[path]).unwrap()
}

/// The rows of a table by the names of its columns.
fn rows(files: &BTreeMap<String, Vec<u8>>, stem: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(&*files[&format!("du-lieu/{stem}.csv")]);
    let rows = reader.deserialize().map(Result::unwrap);
    rows.collect()
}

/// The ids an agency has a form for on a day.
fn form(outcome: &Outcome, agency: &str, day: &str) -> Vec<String> {
    let period = Period::parse(&day[..7]).unwrap();
    let all = assignments(outcome.site.as_ref().unwrap(), period);
    let own = all.iter().filter(|one| one.agency.id.as_str() == agency);
    own.flat_map(|one| one.ids().map(Id::to_string).collect::<Vec<_>>()).collect()
}

#[test]
fn pages_and_data_follow_who_leads_on_the_day() {
    let (before, after) = (site(Some("2026-04-30")), site(None));
    let (before, after) = (before.files.unwrap(), after.files.unwrap());
    let work = "nhiem-vu/kh-nv-pl-1/";
    let leads = |files: &BTreeMap<String, Vec<u8>>, agency: &str| {
        let page = text(files, &format!("co-quan/{agency}/index.html"));
        let coordinated = page.find("Nhiệm vụ phối hợp").unwrap();
        page[..coordinated].contains(work)
    };
    assert!(leads(&before, "so-y-te") && !leads(&before, "so-noi-vu"));
    assert!(!leads(&after, "so-y-te") && leads(&after, "so-noi-vu"));
    let page = text(&after, "nhiem-vu/kh-nv-pl-1/index.html");
    for words in
        ["co-quan/so-noi-vu/", "Văn bản khi ban hành ghi “Sở Y tế”", "<ins>Sở Nội vụ</ins>"]
    {
        assert!(page.contains(words), "{words}");
    }
    assert!(!text(&before, "nhiem-vu/kh-nv-pl-1/index.html").contains("Văn bản khi ban hành ghi"));
    assert!(text(&after, "chi-tieu/kh-ct-1/index.html").contains("co-quan/so-noi-vu/"));

    for (files, lead, counts) in
        [(&before, "so-y-te", ["3", "0"]), (&after, "so-noi-vu", ["2", "1"])]
    {
        for stem in ["nhiem-vu", "chi-tieu"] {
            let row = &rows(files, stem)[0];
            assert_eq!((&*row["lead_ids"], &*row["lead_text"]), (lead, "Sở Y tế"), "{stem}");
        }
        let agencies = rows(files, "co-quan");
        let led = |id: &str| &agencies.iter().find(|row| row["id"] == id).unwrap()["tasks_led"];
        assert_eq!([led("so-y-te"), led("so-noi-vu")], counts);
        let parts = rows(files, "phan-cong");
        let part = parts.iter().find(|row| row["item_id"] == "kh-nv-pl-1").unwrap();
        let since = if lead == "so-noi-vu" { "2026-05-04" } else { "" };
        assert_eq!((&*part["agency_id"], &*part["amended_on"]), (lead, since));
    }
}

#[test]
fn forms_discipline_and_warnings_follow_who_leads_when_reports_are_due() {
    let outcome = site(None);
    let first = ["kh-nv-pl-1", "kh-nv-pl-2", "kh-nv-pl-3", "kh-ct-1"];
    assert_eq!(form(&outcome, "so-y-te", "2026-04-19"), first);
    assert!(form(&outcome, "so-noi-vu", "2026-04-19").is_empty());
    assert_eq!(form(&outcome, "so-y-te", "2026-05-19"), first[1..3]);
    assert_eq!(form(&outcome, "so-noi-vu", "2026-05-19"), [first[0], first[3]]);

    let files = outcome.files.as_ref().unwrap();
    let discipline = |period: &str| {
        let page = text(files, &format!("ky-bao-cao/{period}/index.html"));
        page[page.find("Cơ quan gửi báo cáo").unwrap()..].contains("co-quan/so-noi-vu/")
    };
    assert!(!discipline("2026-04") && discipline("2026-05"));

    let wrong: Vec<_> =
        outcome.diagnostics.iter().filter(|one| one.code == Code::ReportNotLead).collect();
    // In May, the month of the handover, both may report.
    assert_eq!(wrong.len(), 1, "{:#?}", outcome.diagnostics);
    assert_eq!(&*wrong[0].place.as_ref().unwrap().file, "seeds/snapshots/2026-06/so-y-te.csv");
    assert!(wrong[0].allowed.as_ref().unwrap().contains("Sở Nội vụ"), "{wrong:?}");
}

#[test]
fn a_dated_part_is_moved_and_told_with_old_and_new() {
    let outcome = site(None);
    let files = outcome.files.as_ref().unwrap();
    for page in ["nhiem-vu/kh-nv-pl-3/index.html", "ky-bao-cao/index.html"] {
        for words in
            ["Thời hạn của mốc 1", "<del>15/05/2026</del>", "<ins>30/6/2026</ins>", "Lùi 46 ngày"]
        {
            assert!(text(files, page).contains(words), "{page}: {words}");
        }
    }
    let task = &rows(files, "nhiem-vu")[2];
    // By the printed day the part would be overdue.
    assert_eq!(task["status"], "due_soon");
    assert_eq!(task["milestones"], "2026-06-30: phê duyệt đề án;2026-12-15: hoàn thành");
    assert_eq!(task["deadline_end"], "2026-12-15");
    assert!(task["deadline_text"].starts_with("15/5/2026 phê duyệt"));
    let change = rows(files, "thay-doi");
    let change = change.iter().find(|row| row["kind"] == "deadline_moved").unwrap();
    assert_eq!((&*change["before"], &*change["after"]), ("2026-05-15", "2026-06-30"));
    // Reports that name the part by its old day are about the same part.
    let reports = rows(files, "bao-cao-nhiem-vu");
    assert_eq!(reports.iter().filter(|row| row["task_id"] == "kh-nv-pl-3").count(), 3);
}
