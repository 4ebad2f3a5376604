//! Each problem once, on a small plan.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::diagnostic::{Code, Place};
use crate::model::{Date, Nature, Plan, ReportedStatus};
use crate::read::document::{Piece, RawCell, RawDocument, RawRow, RawTable, read_text};
use crate::read::plan::{PlanInput, Registries, read_plan};
use crate::read::registry::read_agencies;

const AGENCIES: &str = r#"
[[agency]]
id = "so-y-te"
name = "Sở Y tế"
kind = "so"
[[agency]]
id = "so-tai-chinh"
name = "Sở Tài chính"
kind = "so"
"#;

const PLAN: &str = "\
| TT | Chỉ tiêu | Đơn vị tính | Đến hết năm 2026 | Cơ quan chủ trì |
|---|---|---|---|---|
| 1 | Tỷ lệ hồ sơ sức khỏe điện tử | % | ≥ 80% | Sở Y tế |
| 2 | Số bài báo | Bài báo | ≥ 40 | Sở Tài chính |

| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |
|---|---|---|---|
| 1 | Ban hành kế hoạch | Sở Y tế | 31/3/2026 |
| 2 | Xây dựng đề án | Sở Tài chính | 15/12/2026 phê duyệt, năm 2028 hoàn thành |
";

const MANIFEST: &str = r#"
period = "2026-q1"
as_of = "2026-03-31"
published_on = "2026-04-05"
illustrative = true
[[received]]
agency = "so-y-te"
on = "2026-04-03"
file = "y-te.csv"
[[received]]
agency = "so-tai-chinh"
on = "2026-04-03"
"#;

fn plan() -> (Plan, Vec<crate::model::Agency>) {
    let mut diagnostics = Diagnostics::default();
    let file: Arc<str> = "agencies.toml".into();
    let agencies = read_agencies(&file, AGENCIES, &mut diagnostics);
    let mut registries = Registries { agencies, ..Registries::default() };
    let file: Arc<str> = "plan.toml".into();
    let input = PlanInput {
        id: Id::slug("kh"),
        manifest_file: &file,
        manifest: "title = \"Kế hoạch\"\nperiod_start = \"2026-01-01\"",
        document: read_text(&"document.md".into(), PLAN),
        document_sha256: String::new(),
        allowed_contacts: &[],
    };
    let plan = read_plan(input, &mut registries, &mut diagnostics).unwrap();
    (plan, registries.agencies.into_agencies())
}

fn read(manifest: &str, files: &[(&str, &str)]) -> (Option<Snapshot>, Vec<(Code, String)>) {
    let (plan, agencies) = plan();
    let plans = [plan];
    let known = Known::new(&plans, &agencies);
    let mut diagnostics = Diagnostics::default();
    let allowed = ["bbt@bacninh.gov.vn".to_owned()];
    let read = |(name, text): &(&str, &str)| {
        let document = read_csv(&Arc::from(*name), text, &mut diagnostics);
        ReportTable::read(&document, &allowed, &mut diagnostics)
    };
    let tables: Vec<ReportTable> = files.iter().map(read).collect();
    let manifest_file: Arc<str> = "seeds/snapshots/2026-q1/snapshot.toml".into();
    let input = SnapshotInput {
        received_on: None,
        id: Id::slug("2026-q1"),
        manifest_file: &manifest_file,
        manifest,
        tables: &tables,
        known: &known,
    };
    let snapshot = read_snapshot(&input, &mut diagnostics);
    let problems = diagnostics.sorted();
    (snapshot, problems.into_iter().map(|d| (d.code, d.message)).collect())
}

/// Reads the rows of a table of indicators (`y-te.csv`) and returns the codes of its problems.
fn values(rows: &str) -> (Snapshot, Vec<Code>) {
    let text = format!("Mã;Giá trị;Đơn vị tính;Ngày của số liệu;Tính chất\n{rows}");
    let (snapshot, problems) = read(MANIFEST, &[("y-te.csv", &text)]);
    (snapshot.unwrap(), problems.into_iter().map(|problem| problem.0).collect())
}

fn tasks(rows: &str) -> (Snapshot, Vec<Code>) {
    let text = format!(
        "Mã,Tên nhiệm vụ,Tình trạng,Ngày hoàn thành,% hoàn thành,Gia hạn đến,Văn bản quyết định,Mốc\n{rows}"
    );
    let (snapshot, problems) = read(MANIFEST, &[("so-tai-chinh.csv", &text)]);
    (snapshot.unwrap(), problems.into_iter().map(|problem| problem.0).collect())
}

fn ids() -> (String, String, String, String) {
    let (plan, _) = plan();
    let indicators: Vec<_> = plan.indicators.iter().map(|one| one.id.to_string()).collect();
    let tasks: Vec<_> = plan.tasks.iter().map(|one| one.id.to_string()).collect();
    (indicators[0].clone(), indicators[1].clone(), tasks[0].clone(), tasks[1].clone())
}

#[test]
fn a_snapshot_is_read() {
    let (share, count, _, task) = ids();
    let values = format!("Mã,Giá trị,Tính chất\n{share},\"82,5\",\n{count},,trong kỳ\n");
    let reports = format!(
        "Biểu mẫu,,\nMÃ SỐ,Tình trạng,Sản phẩm,Khó khăn\n{task},\"Đang thực hiện, đúng tiến độ\",12/KH-UBND,\"Một\n- hai\"\n"
    );
    let (snapshot, problems) =
        read(MANIFEST, &[("y-te.csv", &values), ("x/so-tai-chinh.csv", &reports)]);
    let snapshot = snapshot.unwrap();
    assert_eq!(problems, []);
    assert!(snapshot.is_illustrative);
    // No plan here says when reports are due.
    assert_eq!(snapshot.due_on, None);
    assert_eq!(snapshot.published_on, Some(Date::constant(2026, 4, 5)));
    assert_eq!(snapshot.submissions[0].agency.as_str(), "so-y-te");
    let [value] = snapshot.observations.as_slice() else { panic!() };
    assert_eq!((value.value.to_string().as_str(), value.nature), ("82.5", Nature::Cumulative));
    assert_eq!(value.value_date, Date::constant(2026, 3, 31));
    assert_eq!(value.reported_by.as_ref().map(Id::as_str), Some("so-y-te"));
    let [report] = snapshot.reports.as_slice() else { panic!() };
    assert_eq!(report.reported_status, ReportedStatus::InProgress);
    assert_eq!(report.status_text, "Đang thực hiện, đúng tiến độ");
    assert_eq!(report.reported_by.as_ref().map(Id::as_str), Some("so-tai-chinh"));
    assert_eq!(report.provenance.line_first, 3);
}

#[test]
fn values_that_cannot_be_are_refused() {
    let (share, count, ..) = ids();
    let check = |row: &str, expect: &[Code]| {
        let (snapshot, codes) = values(row);
        assert_eq!(codes, expect, "{row}");
        snapshot.observations.first().map(|one| one.value.to_string())
    };
    assert_eq!(check(&format!("{share};120 %"), &[Code::ReportValueRange]), None);
    assert_eq!(check(&format!("{share};-1"), &[Code::ReportValueRange]), None);
    assert_eq!(check(&format!("{share};82,5%;% "), &[]).as_deref(), Some("82.5"));
    assert_eq!(check(&format!("{share};82;Bài báo"), &[Code::ReportUnit]), None);
    assert_eq!(check(&format!("{share};27 lần"), &[Code::ReportUnit]), None);
    assert_eq!(check(&format!("{share};khá"), &[Code::ReportNumber]), None);
    let ambiguous = [Code::ReportNumberAmbiguous];
    assert_eq!(check(&format!("{share};82.125"), &ambiguous).as_deref(), Some("82.125"));
    assert_eq!(check(&format!("{share};0,85"), &ambiguous).as_deref(), Some("0.85"));
    let not_lead = Code::ReportNotLead;
    assert_eq!(check(&format!("{count};1,5"), &[Code::ReportValueRange, not_lead]), None);
    let both = [not_lead, Code::ReportNumberAmbiguous];
    assert_eq!(check(&format!("{count};1.234"), &both).as_deref(), Some("1234"));
    assert_eq!(check(&format!("{count};1,234"), &both).as_deref(), Some("1234"));
    assert_eq!(
        check(&format!("{share};80;;;đột xuất"), &[Code::ReportWord]).as_deref(),
        Some("80")
    );
}

#[test]
fn dates_are_read_in_both_forms_and_kept_in_the_period() {
    let (share, ..) = ids();
    let check = |date: &str, expect: &[Code]| {
        let (snapshot, codes) = values(&format!("{share};80;;{date}"));
        assert_eq!(codes, expect, "{date}");
        snapshot.observations.first().map(|one| one.value_date.to_string())
    };
    assert_eq!(check("15/3/2026", &[]).as_deref(), Some("2026-03-15"));
    assert_eq!(check("2026-03-15", &[]).as_deref(), Some("2026-03-15"));
    assert_eq!(check("2026-03-15 00:00:00", &[]).as_deref(), Some("2026-03-15"));
    assert_eq!(check("31/12/2025", &[]).as_deref(), Some("2025-12-31"));
    assert_eq!(check("1/11/2025", &[Code::ReportDateBefore]).as_deref(), Some("2025-11-01"));
    assert_eq!(check("1/4/2026", &[Code::ReportDateAfter]), None);
    assert_eq!(check("31/2/2026", &[Code::DateImpossible]), None);
    assert_eq!(check("quý I", &[Code::ReportDate]), None);
}

#[test]
fn a_pasted_date_that_lost_its_format_is_named_and_not_taken() {
    let (share, ..) = ids();
    let problem = |date: &str| {
        let text = format!("Mã;Giá trị;Đơn vị tính;Ngày của số liệu\n{share};80;;{date}");
        let (snapshot, mut problems) = read(MANIFEST, &[("y-te.csv", &text)]);
        assert!(snapshot.unwrap().observations.is_empty(), "{date}");
        assert_eq!(problems.len(), 1, "{date}");
        let (code, message) = problems.remove(0);
        assert_eq!(code, Code::ReportDate, "{date}");
        message
    };
    let serials = [("46096", "15/03/2026"), ("46295", "30/09/2026"), ("46096.5", "15/03/2026")];
    for (serial, day) in
        serials.into_iter().chain([("36526", "01/01/2000"), ("73050", "31/12/2099")])
    {
        let message = problem(serial);
        assert!(message.contains(serial) && message.contains(day), "{message}");
    }
    for text in [
        "2026",
        "36525",
        "73051",
        "20260714",
        "14072026",
        "-46096",
        "4e4",
        "46096.",
        ".5",
        "99999999999",
        "46 096",
    ] {
        let message = problem(text);
        assert!(message.contains("không hiểu ngày"), "{message}");
    }
}

#[test]
fn reports_that_contradict_themselves_are_named() {
    let (_, _, other, task) = ids();
    let check = |row: &str, expect: &[Code]| assert_eq!(tasks(row).1, expect, "{row}");
    check(&format!("{task},Đề án,Hoàn thành,31/3/2026"), &[]);
    check(&format!("{task},Đề án,,"), &[Code::ReportEmpty]);
    check(&format!("{task},Đề án,,,50"), &[Code::ReportStatus]);
    check(&format!("{task},Đề án,Hoàn thành,"), &[Code::ReportUndated]);
    check(&format!("{task},Đề án,Hoàn thành,1/4/2026"), &[Code::ReportDateAfter]);
    check(&format!("{task},Đề án,Hoàn thành,1/3/2025"), &[Code::ReportDateBefore]);
    check(&format!("{task},Đề án,Đang thực hiện,,100%"), &[Code::ReportPercentOpen]);
    check(&format!("{task},Đề án,Đang thực hiện,,120"), &[Code::ReportValueRange]);
    check(&format!("{task},Đề án,Hoàn thành 80%,"), &[Code::ReportStatus]);
    check(&format!("{task},Đề án,Xong xuôi,"), &[Code::ReportStatus]);
    check(&format!("{task},Đề án,Bãi bỏ,"), &[Code::ReportUndecided]);
    check(&format!("{task},Đề án,Đang thực hiện,,,31/12/2026,"), &[Code::ReportUndecided]);
    check(&format!("{task},Đề án,Đang thực hiện,,,31/12/2026,9/QĐ-UBND"), &[]);
    check(&format!("{task},Đề án,Đang thực hiện,,,,,3"), &[Code::ReportWord]);
    check(&format!("{other},Kế hoạch,Đang thực hiện,"), &[Code::ReportNotLead]);
    let (snapshot, _) = tasks(&format!("{task},Đề án,Hoàn thành,1/3/2026,,,,15/12/2026"));
    assert_eq!(snapshot.reports[0].milestone, Some(1));
}

#[test]
fn only_whole_words_are_a_state() {
    use ReportedStatus::{Completed, InProgress, NotStarted, Paused, Withdrawn};
    let (_, _, _, task) = ids();
    let state = |words: &str| {
        let (snapshot, codes) = tasks(&format!("{task},Đề án,\"{words}\",1/3/2026"));
        let state = snapshot.reports.first().map(|report| report.reported_status);
        assert_eq!(codes.contains(&Code::ReportStatus), state.is_none(), "{words}: {codes:?}");
        state
    };
    let known = ReportedStatus::ALL.iter().map(|status| (status.2, status.0));
    for (words, wanted) in known.chain([
        ("Hoàn thành", Completed),
        ("  đã  hoàn thành. ", Completed),
        ("HOÀN THÀNH 100%", Completed),
        ("Đang tạm dừng", Paused),
        ("Đang thực hiện, đúng tiến độ", InProgress),
        ("Đang thực hiện; bảo đảm tiến độ", InProgress),
        ("Chưa hoàn thành", InProgress),
        ("Hoàn thành một phần", InProgress),
        ("Chưa triển khai", NotStarted),
        ("Bãi bỏ", Withdrawn),
    ]) {
        assert_eq!(state(words), Some(wanted), "{words}");
    }
    for words in [
        "Hoàn thành dự thảo, đang xin ý kiến",
        "Hoàn thành 2/5 nội dung",
        "Đã hoàn thành 1 phần",
        "Hoàn thành một nửa",
        "Hoàn thành bước 1",
        "Hoàn thành 80%",
        "Hoàn thành khi có kinh phí",
        "Chưa có hướng dẫn",
        "Đang chờ quyết định bãi bỏ",
        "Tạm dừng đến quý sau rồi hoàn thành",
        "Xong xuôi",
        "Hoàn thành, đang xin ý kiến",
        "Hoàn thành, chưa hoàn thành",
    ] {
        assert_eq!(state(words), None, "{words}");
    }
    // Words that begin like a state are not led back to it.
    let (_, problems) = {
        let text = format!("Mã,Tình trạng,Kết quả\n{task},Hoàn thành dự thảo đề án,x\n");
        read(MANIFEST, &[("so-tai-chinh.csv", &text)])
    };
    assert_eq!(problems[0].0, Code::ReportStatus);
}

#[test]
fn a_share_below_one_per_cent_is_asked_about() {
    let (_, _, _, task) = ids();
    let codes = |share: &str| tasks(&format!("{task},Đề án,Đang thực hiện,,\"{share}\"")).1;
    assert_eq!(codes("0,45"), [Code::ReportNumberAmbiguous]);
    for share in ["0", "0,45%", "1", "45", "45%"] {
        assert_eq!(codes(share), [], "{share}");
    }
}

#[test]
fn figures_of_an_agency_without_a_receipt_are_a_warning() {
    let (share, _, _, task) = ids();
    let without = MANIFEST.split("[[received]]\nagency = \"so-tai-chinh\"").next().unwrap();
    let rows = format!("Mã,Tình trạng\n{task},Đang thực hiện\n{task},Đang thực hiện\n");
    let values = format!("Mã,Giá trị\n{share},80\n");
    let (_, problems) = read(without, &[("so-tai-chinh.csv", &rows), ("y-te.csv", &values)]);
    let message = "có số liệu của Sở Tài chính nhưng chưa ghi ngày nhận báo cáo".to_owned();
    assert_eq!(problems, [(Code::ReportUnreceived, message)]);
}

#[test]
fn the_same_item_twice_must_say_the_same() {
    let (share, _, _, task) = ids();
    let (snapshot, codes) = values(&format!("{share};80\n{share};80,0\n{share};81"));
    assert_eq!((snapshot.observations.len(), codes), (1, vec![Code::ReportRepeated]));
    let rows = format!("{task},,Đang thực hiện,\n{task},,Chưa thực hiện,");
    let (snapshot, codes) = tasks(&rows);
    assert_eq!((snapshot.reports.len(), codes), (1, vec![Code::ReportRepeated]));
}

#[test]
fn problems_offer_the_nearest_valid_value() {
    let (share, ..) = ids();
    let wrong = share.replace("-1", "-11");
    let text = format!("Mã,Giá trị\n{wrong},5\n");
    let (plan, agencies) = plan();
    let plans = [plan];
    let known = Known::new(&plans, &agencies);
    let mut diagnostics = Diagnostics::default();
    let place = Place::file("a.csv");
    assert!(known.item(&wrong, &place, &mut diagnostics).is_none());
    assert!(known.agency("so-y-tee", &place, &mut diagnostics).is_none());
    let hints: Vec<_> = diagnostics.iter().filter_map(|d| d.suggestion.as_deref()).collect();
    assert!(hints[0].contains(&format!("`{share}`")), "{hints:?}");
    assert_eq!(hints[1], "có phải `so-y-te`?");
    let (_, problems) = read(MANIFEST, &[("y-te.csv", &text)]);
    assert_eq!(problems[0].0, Code::ReportItemUnknown);
}

#[test]
fn files_and_manifests_are_checked() {
    let codes = |manifest: &str, files: &[(&str, &str)]| -> Vec<Code> {
        read(manifest, files).1.into_iter().map(|problem| problem.0).collect()
    };
    assert_eq!(codes(MANIFEST, &[("y-te.csv", "")]), [Code::ReportEmpty]);
    assert_eq!(codes(MANIFEST, &[("y-te.csv", "Mã,Giá trị\nkh-ct-1,\n")]), [Code::ReportEmpty]);
    assert_eq!(codes(MANIFEST, &[("y-te.csv", "a,b\n1,2\n")]), [Code::ReportColumns]);
    let contact = "Mã,Ghi chú,Liên hệ\nkh-ct-1,a,nguyenvana@gmail.com\n";
    assert!(codes(MANIFEST, &[("y-te.csv", contact)]).contains(&Code::PersonalData));
    let allowed = contact.replace("nguyenvana@gmail.com", "bbt@bacninh.gov.vn");
    assert!(!codes(MANIFEST, &[("y-te.csv", &allowed)]).contains(&Code::PersonalData));
    let change = |from: &str, to: &str| codes(&MANIFEST.replace(from, to), &[]);
    assert_eq!(change("2026-q1", "2026-q2"), [Code::SnapshotPeriod]);
    assert_eq!(change("2026-q1", "quý 1"), [Code::SnapshotPeriod]);
    assert_eq!(change("2026-04-05", "2026-03-05"), [Code::SnapshotDates]);
    assert_eq!(change("2026-03-31", "2025-03-31"), [Code::SnapshotDates]);
    assert_eq!(change("so-y-te", "so-y-tee"), [Code::AgencyUnknown]);
    assert_eq!(change("illustrative", "minh_hoa"), [Code::TomlSyntax]);
}

#[test]
fn sheets_are_read_like_csv_and_name_their_cells() {
    let (share, ..) = ids();
    let cells = |texts: &[&str], line| RawRow {
        cells: texts
            .iter()
            .map(|text| RawCell { text: (*text).to_owned(), ..RawCell::default() })
            .collect(),
        line,
    };
    let mut rows = vec![
        cells(&["BÁO CÁO QUÝ I"], 1),
        cells(&["Mã", "Tên chỉ tiêu", "Giá trị"], 3),
        cells(&[&share, "Tỷ lệ", "82,125"], 4),
        cells(&["kh-ct-9", "Tỷ lệ", "5"], 5),
    ];
    // As a number the cell is no guess.
    rows[2].cells[2].is_number = true;
    let table = RawTable { sheet: Some("Chỉ tiêu".to_owned()), rows, ..RawTable::default() };
    let document = RawDocument {
        file: "so-y-te.xlsx".into(),
        pieces: vec![Piece::Table(table)],
        ..RawDocument::default()
    };
    let (plan, agencies) = plan();
    let plans = [plan];
    let mut diagnostics = Diagnostics::default();
    let input = SnapshotInput {
        received_on: None,
        id: Id::slug("2026-q1"),
        manifest_file: &"snapshot.toml".into(),
        manifest: MANIFEST,
        tables: &[ReportTable::read(&document, &[], &mut diagnostics)],
        known: &Known::new(&plans, &agencies),
    };
    let snapshot = read_snapshot(&input, &mut diagnostics).unwrap();
    assert_eq!(snapshot.observations[0].value.to_string(), "82.125");
    assert_eq!(snapshot.observations[0].provenance.sheet.as_deref(), Some("Chỉ tiêu"));
    let places: Vec<_> =
        diagnostics.iter().map(|d| d.place.as_ref().map(ToString::to_string)).collect();
    assert_eq!(places, [Some("so-y-te.xlsx:Chỉ tiêu!A5".to_owned())]);
}

proptest! {
    #[test]
    fn any_text_is_read_or_reported(id in 0_usize..3, cell in ".{0,12}", text in ".{0,80}") {
        let _ = read(MANIFEST, &[("y-te.csv", &text)]);
        let item = ["kh-ct-1", "kh-nv-1", "x"][id];
        let quoted = cell.replace('"', "");
        let row = format!("\"{item}\",\"{quoted}\",\"{quoted}\",\"{quoted}\",\"{quoted}\"");
        let table = format!("Mã,Giá trị,Tình trạng,Ngày hoàn thành,Ngày của số liệu\n{row}\n");
        let _ = read(MANIFEST, &[("y-te.csv", &table)]);
    }
}

#[test]
fn nobody_reports_what_has_not_happened_yet() {
    let early = MANIFEST.replace("2026-04-03", "2026-03-20");
    let read_early = |row: &str| {
        let text = format!("Mã;Giá trị;Đơn vị tính;Ngày của số liệu\n{row}\n");
        let (snapshot, problems) = read(&early, &[("y-te.csv", &text)]);
        let days: Vec<String> =
            snapshot.unwrap().observations.iter().map(|one| one.value_date.to_string()).collect();
        (days.join(" "), problems.into_iter().map(|one| one.0).collect::<Vec<_>>())
    };
    // A day said is kept and doubted; unsaid, it is none after the report came in.
    let row = |day: &str| format!("kh-ct-1;80;%;{day}");
    assert_eq!(
        read_early(&row("31/03/2026")),
        ("2026-03-31".to_owned(), vec![Code::ReportBeforeData])
    );
    assert_eq!(read_early(&row("20/03/2026")), ("2026-03-20".to_owned(), Vec::new()));
    assert_eq!(read_early(&row("")), ("2026-03-20".to_owned(), Vec::new()));
    let (snapshot, _) = values("kh-ct-1;80;%;;\n");
    assert_eq!(snapshot.observations[0].value_date, Date::constant(2026, 3, 31));
}
