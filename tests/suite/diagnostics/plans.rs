//! Faults of plans: what the document says, and what `plan.toml` says of it.

use congkhai::diagnostic::Code;

use super::{Case, DOCUMENT, DOCUMENT_FILE, PLAN, PLAN_FILE, Sources, case, sound};

const ROW: &str = "| 1 | Xây dựng kho dữ liệu | Sở Y tế | 31/3/2026 |";

/// The same task with two dated parts, and the second of them amended.
const TWO_PARTS: &str =
    "| 1 | Xây dựng kho dữ liệu | Sở Y tế | 31/3/2026 phê duyệt đề án, 30/6/2026 hoàn thành |";
const PART: &str = "\"milestone 2\"\nfrom = \"30/6/2026\"\nto = \"Thường xuyên\"";

/// A table of work without a column for its name.
const NAMELESS: &str = "# KẾ HOẠCH\n\n| TT | Chủ trì | Thời hạn |\n|---|---|---|\n| 1 | Sở Y tế | 31/3/2026 |\n| 2 | Sở Y tế | 2026 |\n";

/// The first row of the table in other words.
fn row(row: &str) -> Sources {
    sound().change(DOCUMENT_FILE, ROW, row)
}

fn plan(more: &str) -> Sources {
    sound().file(PLAN_FILE, format!("{PLAN}{more}"))
}

fn indicator(quote: &str, target: &str) -> Sources {
    plan(&format!(
        "[[indicator]]\nsection = \"1\"\nnumber = \"a\"\nname = \"Kinh tế số\"\nunit = \"%\"\n\
         quote = \"{quote}\"\ntargets = [{{ due = \"2030\", text = \"{target}\" }}]\n"
    ))
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = manifests();
    cases.extend(prose());
    cases.extend(amendments());
    cases.extend(tables());
    cases.extend(values());
    cases.extend(oddities());
    cases.extend(personal_data());
    cases
}

fn manifests() -> Vec<Case> {
    vec![
        case(
            Code::QuoteNotFound,
            indicator("kinh tế số đạt 40% GRDP", "40%"),
            "seeds/plans/kh/plan.toml:7:9",
            "trích dẫn của chỉ tiêu `a` không có trong văn bản",
            "chép đúng từng chữ",
        ),
        case(
            Code::QuoteNotFound,
            indicator("Phấn đấu đến năm 2030 kinh tế số đạt 40% GRDP", "40%"),
            "seeds/plans/kh/plan.toml:7:9",
            "không có trong văn bản",
            "gần nhất là dòng 3: “Phấn đấu đến năm 2030 kinh tế số đạt 30%",
        ),
        case(
            Code::QuoteNotFound,
            indicator("kinh tế số đạt 30% GRDP", "35%"),
            "seeds/plans/kh/plan.toml:8:35",
            "chữ của mục tiêu “35%”",
            "“kinh tế số đạt 30% GRDP”",
        ),
        case(
            Code::CorrectionNotFound,
            plan(
                "[[correction]]\nfrom = \"kho giữ liệu\"\nto = \"kho dữ liệu\"\nreason = \"Lỗi\"\n",
            ),
            "seeds/plans/kh/plan.toml:3:8",
            "không thấy “kho giữ liệu”",
            "chép đúng từng chữ",
        ),
        case(
            Code::CorrectionApplied,
            plan(
                "[[correction]]\nfrom = \"kho dữ liệu\"\nto = \"Kho dữ liệu\"\nreason = \"Lỗi\"\n",
            ),
            "seeds/plans/kh/document.md:7:1",
            "in là “kho dữ liệu”, hiển thị là “Kho dữ liệu”: Lỗi",
            "",
        ),
        case(
            Code::ColumnUnknown,
            plan("[[column]]\nheading = \"Thời gian\"\nuse = \"deadline\"\n"),
            "seeds/plans/kh/plan.toml:3:11",
            "không có cột `Thời gian`",
            "có phải `Thời hạn`?",
        ),
        case(
            Code::TomlSyntax,
            plan("[[column]]\nheading = \"Thời hạn\"\nuse = \"deadlin\"\n"),
            "seeds/plans/kh/plan.toml:4:7",
            "không có cách dùng cột tên `deadlin`",
            "có phải `deadline`?",
        ),
        case(
            Code::DateImpossible,
            plan("date = \"2026-02-31\"\n"),
            "seeds/plans/kh/plan.toml:2:8",
            "ngày `31/2/2026` không có trong lịch",
            "tháng 2/2026 có 28 ngày",
        ),
        case(
            Code::PlanEmpty,
            sound().file(DOCUMENT_FILE, "# KẾ HOẠCH\n\nKhông có gì.\n"),
            DOCUMENT_FILE,
            "không tìm thấy chỉ tiêu hay nhiệm vụ nào",
            "[[column]]",
        ),
    ]
}

/// What documents say in prose and in their titles.
fn prose() -> Vec<Case> {
    vec![
        case(
            Code::PlanUnlisted,
            sound().file(
                DOCUMENT_FILE,
                "# KẾ HOẠCH\n\n## I. NHIỆM VỤ\n\n1. Sở Y tế chủ trì, phối hợp với Sở Tài chính rà soát giá dịch vụ.\n",
            ),
            "seeds/plans/kh/document.md:5:1",
            "1 câu giao việc (dòng 5)",
            "congkhai check --propose",
        ),
        case(
            Code::PlanYear,
            sound().file(
                DOCUMENT_FILE,
                "# KẾ HOẠCH\n\nChuyển đổi số năm 2026\n\n| TT | Nhiệm vụ | Chủ trì | Thời hạn |\n|---|---|---|---|\n\
                 | 1 | Xây dựng kho dữ liệu | Sở Y tế | Trước 30/6 |\n",
            ),
            DOCUMENT_FILE,
            "được hiểu là của 2026",
            "period_start = \"2026-01-01\"",
        ),
    ]
}

/// A plan with one amendment of its first task, with other words in it.
fn amended(from: &str, to: &str) -> Sources {
    let amendment = "[[amendment]]\nitem = \"kh-nv-pl-1\"\nfield = \"deadline\"\nfrom = \"31/3/2026\"\n\
                     to = \"30/6/2026\"\ndate = \"2026-03-01\"\ndecision = \"12/QĐ-UBND\"\n";
    assert!(amendment.contains(from), "{from}");
    sound().file("seeds/plans/kh/amendments.toml", amendment.replace(from, to))
}

#[expect(clippy::too_many_lines, reason = "một danh sách dài, mỗi mục một ý")]
fn amendments() -> Vec<Case> {
    vec![
        case(
            Code::AmendmentItem,
            amended("kh-nv-pl-1", "kh-nv-pl-11"),
            "seeds/plans/kh/amendments.toml:2:8",
            "kế hoạch `kh` không có chỉ tiêu hay nhiệm vụ mã `kh-nv-pl-11`",
            "có phải `kh-nv-pl-1`?",
        ),
        case(
            Code::AmendmentField,
            amended("\"deadline\"", "\"deadlin\""),
            "seeds/plans/kh/amendments.toml:3:9",
            "mục `kh-nv-pl-1` không có phần `deadlin`",
            "`lead`, `coordinating`, `deadline`, `name`",
        ),
        case(
            Code::AmendmentFrom,
            amended("31/3/2026", "30/3/2026"),
            "seeds/plans/kh/amendments.toml:4:8",
            "chữ cũ là “30/3/2026”, văn bản in là “31/3/2026”",
            "from = \"31/3/2026\"",
        ),
        case(
            Code::AmendmentTo,
            amended("\"deadline\"\nfrom = \"31/3/2026\"\nto = \"30/6/2026\"", PART).change(
                DOCUMENT_FILE,
                ROW,
                TWO_PARTS,
            ),
            "seeds/plans/kh/amendments.toml:5:6",
            "mốc 2 phải có một ngày, nhưng ghi “Thường xuyên”",
            "Quý I/2026",
        ),
        case(
            Code::DateImpossible,
            amended("2026-03-01", "2026-02-30"),
            "seeds/plans/kh/amendments.toml:6:8",
            "không có trong lịch",
            "tháng 2/2026 có 28 ngày",
        ),
        case(
            Code::DeadlineUnread,
            amended("30/6/2026", "sớm"),
            "seeds/plans/kh/amendments.toml:5:6",
            "không hiểu thời hạn `sớm`",
            "Quý I/2026",
        ),
        case(
            Code::AgencySplit,
            row("| 1 | Xây dựng kho dữ liệu | Sở Y tế và Trung tâm Thiên văn | 31/3/2026 |"),
            "seeds/plans/kh/document.md:7:30",
            "ô được tách thành `Sở Y tế` | `Trung tâm Thiên văn`; chưa biết `Trung tâm Thiên văn`",
            "tên hoặc một cách viết trong `seeds/agencies.toml`",
        ),
        case(
            Code::TargetAmbiguous,
            sound().file(
                DOCUMENT_FILE,
                "# KẾ HOẠCH\n\n| TT | Chỉ tiêu | Đơn vị tính | Mục tiêu năm 2026 | Chủ trì |\n\
                 |---|---|---|---|---|\n| 1 | Kinh tế số | tỷ đồng | 1,234 | Sở Y tế |\n",
            ),
            "seeds/plans/kh/document.md:5:30",
            "`1,234` có thể là hai số khác nhau; đã hiểu là 1,234",
            "dấu phẩy là phần lẻ",
        ),
        case(
            Code::AgencyUnread,
            row("| 1 | Xây dựng kho dữ liệu | nt | 31/3/2026 |"),
            "seeds/plans/kh/document.md:7:30",
            "`nt` nghĩa là như dòng trên",
            "ghi rõ tên cơ quan",
        ),
        case(
            Code::AgencyPerson,
            row("| 1 | Xây dựng kho dữ liệu | Sở Y tế; đ/c Nguyễn Văn A | 31/3/2026 |"),
            "seeds/plans/kh/document.md:7:30",
            "`đ/c Nguyễn Văn A` là người, không phải cơ quan",
            "",
        ),
        case(
            Code::AgencyUnregistered,
            amended(
                "\"deadline\"\nfrom = \"31/3/2026\"\nto = \"30/6/2026\"",
                "\"lead\"\nfrom = \"Sở  Y tế\"\nto = \"Sở Tài chinh\"",
            ),
            "seeds/plans/kh/amendments.toml:5:6",
            "cơ quan `Sở Tài chinh` chưa có trong danh bạ",
            "có phải `Sở Tài chính`?",
        ),
        case(
            Code::TomlSyntax,
            amended("decision", "decisions"),
            "seeds/plans/kh/amendments.toml:7:1",
            "không có khóa `decisions`",
            "có phải `decision`?",
        ),
    ]
}

#[expect(clippy::too_many_lines, reason = "một danh sách dài, mỗi mục một ý")]
fn tables() -> Vec<Case> {
    vec![
        case(
            Code::RowCellCount,
            row("| 1 | Xây dựng kho dữ liệu | Sở Y tế |"),
            "seeds/plans/kh/document.md:7:1",
            "dòng bảng có 3 ô, tiêu đề bảng có 4 ô",
            "thêm hoặc bớt vạch ngăn",
        ),
        case(
            Code::RowCellCount,
            row("| 1 | Xây dựng | kho dữ liệu | Sở Y tế | 31/3/2026 |"),
            "seeds/plans/kh/document.md:7:1",
            "dòng bảng có 5 ô, tiêu đề bảng có 4 ô",
            "ô trống vẫn phải có vạch ngăn",
        ),
        case(
            Code::RowUnaccounted,
            row("| Ghi chú | Xây dựng kho dữ liệu | Sở Y tế | 31/3/2026 |"),
            "seeds/plans/kh/document.md:7:3",
            "“Ghi chú | Xây dựng kho dữ liệu | Sở Y tế | 31/3/2026”",
            "dòng nhóm",
        ),
        case(
            Code::TableUnrecognised,
            sound().file(DOCUMENT_FILE, NAMELESS),
            "seeds/plans/kh/document.md:3:3",
            "không hiểu các cột của bảng: “TT | Chủ trì | Thời hạn”",
            "`[[column]]`",
        ),
        case(
            Code::LineUnused,
            sound().file(DOCUMENT_FILE, NAMELESS),
            "seeds/plans/kh/document.md:5:1",
            "không thuộc phần nào",
            "",
        ),
        case(
            Code::ColumnGuessed,
            sound().change(DOCUMENT_FILE, "| Chủ trì |", "| Ai lo |"),
            "seeds/plans/kh/document.md:5:19",
            "cột `Ai lo` được hiểu là cơ quan chủ trì",
            "heading = \"Ai lo\"\nuse = \"lead\"",
        ),
        case(
            Code::TableShown,
            sound().append(DOCUMENT_FILE, "\n# DANH BẠ\n\n| TT | Xã | Dân số |\n|---|---|---|\n| 1 | Xã A | 9.120 |\n| 2 | Xã B | 8.450 |\n"),
            "seeds/plans/kh/document.md:12:3",
            "bảng “TT | Xã | Dân số” không giao việc",
            "`[[column]]`",
        ),
        case(
            Code::RowAgain,
            row("| 1 | Xây dựng kho dữ liệu | Sở Y tế | 31/3/2026 |\n| | | Sở Tài chính | 30/6/2026 |"),
            "seeds/plans/kh/document.md:8:2",
            "phân công thứ hai của nhiệm vụ ở dòng trên",
            "",
        ),
        case(
            Code::RowRemark,
            sound().append(DOCUMENT_FILE, "| Tổng cộng | 2 nhiệm vụ | | |\n"),
            "seeds/plans/kh/document.md:9:3",
            "là dòng cộng hoặc ghi chú",
            "",
        ),
        case(
            Code::TargetUndated,
            sound().append(
                DOCUMENT_FILE,
                "\n# CHỈ TIÊU\n\n| TT | Chỉ tiêu | ĐVT | Mục tiêu |\n|---|---|---|---|\n| 1 | Tỷ lệ hộ nghèo | % | 2,5 |\n",
            ),
            "seeds/plans/kh/document.md:14:28",
            "cột `Mục tiêu` không ghi năm của mục tiêu “2,5”",
            "use = \"target 2026\"",
        ),
        case(
            Code::ColumnExtra,
            sound().change(DOCUMENT_FILE, "| Thời hạn |", "| Kinh phí |"),
            "seeds/plans/kh/document.md:5:29",
            "cột `Kinh phí` được giữ làm thông tin thêm",
            "`[[column]]`",
        ),
        case(
            Code::CellJoined,
            row("| 1 | Xây dựng kho | Sở Y tế | 31/3/2026 |\n\n| | dữ liệu | | |"),
            "seeds/plans/kh/document.md:7:7",
            "ô `Nhiệm vụ` bị ngắt giữa hai trang, đã nối thành “Xây dựng kho dữ liệu”",
            "",
        ),
        case(
            Code::CellLength,
            row(&format!("| 1 | Xây dựng {}kho | Sở Y tế | 31/3/2026 |", "nhiều ".repeat(6_000))),
            "seeds/plans/kh/document.md:7:1",
            "bản bảng tính sẽ bị cắt",
            "32.767 ký tự",
        ),
        case(
            Code::RowUnfit,
            plan(
                "[[indicator]]\nsection = \"1\"\nnumber = \"a\"\nname = \"Kinh tế số\"\nunit = \"%\"\n\
                 quote = \"kinh tế số đạt 30% GRDP\"\n\
                 targets = [{ due = \"2030\", text = \"30%\" }, { due = \"2030\", text = \"30% GRDP\" }]\n",
            ),
            "seeds/plans/kh/document.md:3:1",
            "có cùng mã",
            "sửa hoặc bỏ hàng này",
        ),
    ]
}

fn values() -> Vec<Case> {
    let targets = "# KẾ HOẠCH\n\n| TT | Chỉ tiêu | Đơn vị tính | Mục tiêu năm 2026 | Chủ trì |\n\
                   |---|---|---|---|---|\n| 1 | Kinh tế số | % | 3x | Sở Y tế |\n";
    vec![
        case(
            Code::DateImpossible,
            row("| 1 | Xây dựng kho dữ liệu | Sở Y tế | 31/2/2026 |"),
            "seeds/plans/kh/document.md:7:40",
            "ngày `31/2/2026` không có trong lịch",
            "ngày cuối tháng là 28/02/2026",
        ),
        case(
            Code::DeadlineUnread,
            row("| 1 | Xây dựng kho dữ liệu | Sở Y tế | sớm |"),
            "seeds/plans/kh/document.md:7:40",
            "không hiểu thời hạn `sớm`",
            "Quý I/2026",
        ),
        case(
            Code::TargetUnread,
            sound().file(DOCUMENT_FILE, targets),
            "seeds/plans/kh/document.md:5:24",
            "không hiểu mục tiêu `3x`",
            "≥ 95%",
        ),
        case(
            Code::AgencyUnregistered,
            row("| 1 | Xây dựng kho dữ liệu | Sở Y tê | 31/3/2026 |"),
            "seeds/plans/kh/document.md:7:30",
            "cơ quan `Sở Y tê` chưa có trong danh bạ",
            "có phải `Sở Y tế`?",
        ),
        case(
            Code::ReferenceUnregistered,
            row("| 1 | Thực hiện Nghị quyết số 57-NQ/TW | Sở Y tế | 31/3/2026 |"),
            "seeds/plans/kh/document.md:7:7",
            "chưa có trong danh mục",
            "seeds/references.toml",
        ),
    ]
}

fn oddities() -> Vec<Case> {
    vec![
        case(
            Code::NumberGap,
            sound().change(DOCUMENT_FILE, "| 2 | Đào tạo", "| 4 | Đào tạo"),
            "seeds/plans/kh/document.md:8:1",
            "không có các số từ 2 đến 3: sau số 1 là số 4",
            "",
        ),
        case(
            Code::NumberRepeated,
            sound().change(DOCUMENT_FILE, "| 2 | Đào tạo", "| 1 | Đào tạo"),
            "seeds/plans/kh/document.md:8:1",
            "có hai dòng cùng mang số 1",
            "",
        ),
        case(
            Code::LeadByReference,
            row("| 1 | Xây dựng kho dữ liệu | Theo Quyết định của Tỉnh ủy | 31/3/2026 |"),
            "seeds/plans/kh/document.md:7:30",
            "dẫn sang văn bản khác",
            "",
        ),
        case(
            Code::LeadMissing,
            row("| 1 | Xây dựng kho dữ liệu | | 31/3/2026 |"),
            "seeds/plans/kh/document.md:7:7",
            "không ghi cơ quan chủ trì",
            "",
        ),
    ]
}

/// The document with a column of telephone numbers.
fn with_numbers() -> Sources {
    let document = DOCUMENT
        .replace("| Thời hạn |\n|---", "| Thời hạn | Đầu mối |\n|---|---")
        .replace("31/3/2026 |", "31/3/2026 | 0912 345 678 |")
        .replace("Quý IV/2026 |", "Quý IV/2026 | Lan |");
    sound().file(DOCUMENT_FILE, document)
}

fn personal_data() -> Vec<Case> {
    vec![
        case(
            Code::PersonalData,
            with_numbers(),
            "seeds/plans/kh/document.md:7:52",
            "cột `Đầu mối` có số điện thoại `09•••••678`",
            "loại cột `Đầu mối` trong plan.toml, mục [[column]]",
        ),
        case(
            Code::PersonalData,
            sound().change(DOCUMENT_FILE, "30% GRDP.", "30% GRDP (hỏi 0912 345 678)."),
            "seeds/plans/kh/document.md:3:1",
            "đoạn văn có số điện thoại",
            "xóa số điện thoại",
        ),
        case(
            Code::PersonalData,
            plan("signatory = \"lan@example.com\"\n"),
            "seeds/plans/kh/plan.toml:2:14",
            "địa chỉ thư điện tử `l•••@example.com`",
            "xóa địa chỉ thư điện tử",
        ),
    ]
}

#[test]
fn an_excluded_column_is_not_published() {
    let rule = "[[column]]\nheading = \"Đầu mối\"\nuse = \"exclude\"\n";
    let (_, outcome) = with_numbers().file(PLAN_FILE, format!("{PLAN}{rule}")).compile();
    assert_eq!(outcome.diagnostics, []);
    for (path, bytes) in outcome.files.unwrap() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("345 678") && !text.contains("Đầu mối"), "{path}");
    }
}
