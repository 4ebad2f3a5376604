//! Faults of snapshots and of the reports agencies hand in.

use congkhai::diagnostic::Code;

use super::ledger::sealed;
use super::{Case, DOCUMENT, DOCUMENT_FILE, PLAN, PLAN_FILE, Sources, case, sound};

const SNAPSHOT: &str = "period = \"2026-q1\"\nas_of = \"2026-03-31\"\npublished_on = \"2026-04-05\"\n\
     [[received]]\nagency = \"so-y-te\"\non = \"2026-04-03\"\n";
pub(super) const SNAPSHOT_FILE: &str = "seeds/snapshots/2026-q1/snapshot.toml";
pub(super) const REPORT: &str = "seeds/snapshots/2026-q1/so-y-te.csv";

const INDICATORS: &str = "
Chỉ tiêu:

| TT | Chỉ tiêu | Đơn vị tính | Mục tiêu năm 2026 | Chủ trì |
|---|---|---|---|---|
| 1 | Hồ sơ sức khỏe điện tử | % | ≥ 80% | Sở Y tế |
";

/// A snapshot with this file of reports by Sở Y tế.
fn report(text: &str) -> Sources {
    sound()
        .file(DOCUMENT_FILE, format!("{DOCUMENT}{INDICATORS}"))
        .file(PLAN_FILE, format!("{PLAN}period_start = \"2026-01-01\"\n"))
        .file(SNAPSHOT_FILE, SNAPSHOT)
        .file(REPORT, text)
}

/// One reported task.
fn task(row: &str) -> Sources {
    let head = "Mã,Tình trạng,Ngày hoàn thành,% hoàn thành,Gia hạn đến,Văn bản quyết định,Mốc";
    report(&format!("{head}\n{row}\n"))
}

/// One reported value.
pub(super) fn value(row: &str) -> Sources {
    report(&format!("Mã;Giá trị;Đơn vị tính;Ngày của số liệu;Tính chất\n{row}\n"))
}

/// A workbook in which one word stands for two tasks, in merged cells; its title and a heading of a group are merged
/// too, and rightly so.
fn merged() -> Sources {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Báo cáo").unwrap();
    let plain = rust_xlsxwriter::Format::new();
    for (column, title) in (0..).zip(["Mã", "Tình trạng", "Kết quả"]) {
        sheet.write_string(0, column, title).unwrap();
    }
    for (row, id) in [(1, "kh-nv-pl-1"), (2, "kh-nv-pl-2")] {
        sheet.write_string(row, 0, id).unwrap();
    }
    sheet.merge_range(1, 1, 2, 1, "Đang thực hiện", &plain).unwrap();
    sheet.merge_range(3, 0, 3, 2, "Nhóm chỉ tiêu", &plain).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    value("kh-ct-1;80").without(REPORT).file(&REPORT.replace(".csv", ".xlsx"), bytes)
}

fn snapshot(from: &str, to: &str) -> Sources {
    value("kh-ct-1;80").change(SNAPSHOT_FILE, from, to)
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = snapshots();
    cases.extend(tables());
    cases.extend(tasks());
    cases.extend(values());
    cases
}

/// A problem in the row of the report.
fn in_row(code: Code, sources: Sources, message: &'static str, remedy: &'static str) -> Case {
    case(code, sources, "seeds/snapshots/2026-q1/so-y-te.csv:2:1", message, remedy)
}

fn snapshots() -> Vec<Case> {
    vec![
        in_row(
            Code::ReportUnreceived,
            value("kh-ct-1;80").file(SNAPSHOT_FILE, SNAPSHOT.split("[[received]]").next().unwrap()),
            "có số liệu của Sở Y tế",
            "agency = \"so-y-te\"",
        ),
        in_row(
            Code::PersonalDataDoubtful,
            report("Mã;Giá trị;Ghi chú\nkh-ct-1;80;Hộ chiếu C1234567\n"),
            "có thể có số hộ chiếu",
            "xóa khỏi tệp nguồn",
        ),
        case(
            Code::SourceMissing,
            value("kh-ct-1;80").without(SNAPSHOT_FILE),
            "seeds/snapshots/2026-q1/",
            "không có tệp snapshot.toml",
            "period và as_of",
        ),
        case(
            Code::SnapshotPeriod,
            snapshot("2026-q1", "2026-q2"),
            "seeds/snapshots/2026-q1/snapshot.toml:1:10",
            "kỳ `2026-q2` khác tên thư mục `2026-q1`",
            "`2026-q1` (quý)",
        ),
        case(
            Code::SnapshotPeriod,
            snapshot("2026-q1", "quý 1"),
            "seeds/snapshots/2026-q1/snapshot.toml:1:10",
            "`quý 1` không phải kỳ báo cáo",
            "`2026-q1` (quý)",
        ),
        case(
            Code::SnapshotDates,
            snapshot("2026-04-05", "2026-03-05"),
            "seeds/snapshots/2026-q1/snapshot.toml:3:16",
            "trước ngày chốt số liệu",
            "từ ngày 31/03/2026",
        ),
        case(
            Code::AgencyUnknown,
            snapshot(
                "\"2026-04-05\"",
                "\"2026-04-05\"\n[[received]]\nagency = \"so-y-tee\"\non = \"2026-03-14\"",
            ),
            "seeds/snapshots/2026-q1/snapshot.toml:5:10",
            "không có cơ quan `so-y-tee`",
            "có phải `so-y-te`?",
        ),
    ]
}

fn tables() -> Vec<Case> {
    vec![
        case(
            Code::ReportEmpty,
            value("kh-ct-1;"),
            REPORT,
            "không có dòng nào được điền",
            "xóa tệp nếu cơ quan chưa báo cáo",
        ),
        case(
            Code::ReportColumns,
            report("a,b\n1,2\n"),
            REPORT,
            "không thấy dòng tiêu đề",
            "congkhai forms",
        ),
        case(
            Code::ReportMerged,
            merged(),
            "seeds/snapshots/2026-q1/so-y-te.xlsx:Báo cáo!B2",
            "các ô B2:B3 của trang tính `Báo cáo` bị gộp làm một",
            "chọn các ô B2:B3, bấm lại nút gộp ô để bỏ gộp",
        ),
        in_row(Code::ReportItemUnknown, value("kh-ct-11;80"), "mã `kh-ct-11`", "có phải `kh-ct-1`"),
        in_row(
            Code::ReportNotLead,
            task("kh-nv-pl-2,Đang thực hiện"),
            "Sở Y tế báo cáo `kh-nv-pl-2` nhưng không chủ trì",
            "cơ quan chủ trì: Sở Tài chính",
        ),
        case(
            Code::ReportRepeated,
            value("kh-ct-1;80\nkh-ct-1;81"),
            "seeds/snapshots/2026-q1/so-y-te.csv:3:1",
            "`kh-ct-1` đã báo cáo là 80",
            "giữ dòng đúng",
        ),
        in_row(
            Code::CellDigits,
            value("kh-ct-1;80,12345678901234567891"),
            "bản bảng tính, Parquet và SQLite sẽ làm tròn",
            "xem lại số này",
        ),
        in_row(
            Code::PersonalData,
            report("Mã,Giá trị,Ghi chú\nkh-ct-1,80,Hỏi 0912 345 678\n"),
            "ô “Ghi chú” có số điện thoại `09•••••678`",
            "xóa số điện thoại",
        ),
    ]
}

fn tasks() -> Vec<Case> {
    vec![
        in_row(
            Code::ReportStatus,
            task("kh-nv-pl-1,Xong xuôi"),
            "không có tình trạng `Xong xuôi`",
            "Hoàn thành",
        ),
        in_row(
            Code::ReportUndated,
            task("kh-nv-pl-1,Hoàn thành"),
            "không ghi ngày hoàn thành",
            "`31/03/2026`",
        ),
        in_row(
            Code::ReportPercentOpen,
            task("kh-nv-pl-1,Đang thực hiện,,100%"),
            "tỷ lệ 100% nhưng chưa báo hoàn thành",
            "sửa cột",
        ),
        in_row(
            Code::ReportUndecided,
            task("kh-nv-pl-1,Đang thực hiện,,,31/12/2026"),
            "mà không nêu văn bản quyết định",
            "“Văn bản quyết định”",
        ),
        in_row(
            Code::ReportDateAfter,
            task("kh-nv-pl-1,Hoàn thành,1/4/2026"),
            "sau ngày chốt số liệu",
            "đến ngày 31/03/2026",
        ),
        in_row(
            Code::ReportBeforeData,
            value("kh-ct-1;80;%;31/03/2026").change(SNAPSHOT_FILE, "2026-04-03", "2026-03-20"),
            "số liệu của ngày 31/03/2026 trong báo cáo nhận ngày 20/03/2026",
            "đến ngày 20/03/2026",
        ),
        in_row(
            Code::ReportDateBefore,
            task("kh-nv-pl-1,Hoàn thành,1/3/2025"),
            "trước khi kế hoạch bắt đầu",
            "kiểm tra lại năm",
        ),
        in_row(
            Code::ReportWord,
            task("kh-nv-pl-1,Đang thực hiện,,,,,3"),
            "không có mốc `3`",
            "chỉ có một hạn",
        ),
    ]
}

fn values() -> Vec<Case> {
    vec![
        in_row(
            Code::ReportDate,
            value("kh-ct-1;80;;quý I"),
            "không hiểu ngày `quý I`",
            "`31/03/2026`",
        ),
        in_row(
            Code::DateImpossible,
            value("kh-ct-1;80;;31/2/2026"),
            "`31/2/2026` không có trong lịch",
            "28/02/2026",
        ),
        in_row(Code::ReportNumber, value("kh-ct-1;khá"), "không hiểu số `khá`", "`82,5`"),
        in_row(
            Code::ReportNumberAmbiguous,
            value("kh-ct-1;82.125"),
            "`82.125` có thể là hai số khác nhau",
            "bỏ dấu ngăn hàng nghìn",
        ),
        in_row(Code::ReportValueRange, value("kh-ct-1;120"), "giá trị 120", "từ 0 đến 100"),
        in_row(
            Code::ReportUnit,
            value("kh-ct-1;82;Bài báo"),
            "đơn vị `Bài báo`",
            "số tính theo `%`",
        ),
        in_row(
            Code::ReportWord,
            value("kh-ct-1;80;;;đột xuất"),
            "không có lựa chọn `đột xuất`",
            "lũy kế, trong kỳ",
        ),
    ]
}

#[test]
fn a_sound_report_has_no_problem() {
    for sources in [value("kh-ct-1;82,5"), task("kh-nv-pl-1,Hoàn thành,15/3/2026")] {
        let (_, outcome) = sealed(sources).compile();
        assert_eq!(outcome.diagnostics, []);
        assert_eq!(outcome.site.unwrap().snapshots.len(), 1);
    }
}
