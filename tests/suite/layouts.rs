//! Plans of other provinces: other headings, orders, codes, groups and cuts.

use congkhai::model::{Plan, Task};

use super::tables::read_text_plan;

/// A plan read from text, and the codes of its problems.
fn read_with(document: &str, manifest: &str) -> (Plan, Vec<String>) {
    let (plan, diagnostics) = read_text_plan(document, manifest);
    let codes = diagnostics.sorted().iter().map(|d| d.code.as_str().to_owned()).collect();
    (plan, codes)
}

fn read(document: &str) -> (Plan, Vec<String>) {
    read_with(document, "")
}

/// `section|number|name|lead|coordinating|deadline|product` of each task.
fn tasks(plan: &Plan) -> Vec<String> {
    let line = |task: &Task| {
        let section = plan.section(&task.section).unwrap();
        [
            section.mark.as_str(),
            &task.number,
            &task.name,
            &task.lead.text,
            &task.coordinating.text,
            &task.deadline.text,
            &task.product,
        ]
        .join("|")
    };
    plan.tasks.iter().map(line).collect()
}

#[test]
fn columns_may_stand_in_any_order_under_any_usual_heading() {
    let (plan, _) = read(
        "| STT | Thời hạn | Nhiệm vụ, giải pháp | Sản phẩm | Đơn vị thực hiện | Nguồn kinh phí |\n\
         |---|---|---|---|---|---|\n\
         | 1 | Quý I/2026 | Làm đường | Con đường | Sở Xây dựng | Ngân sách |",
    );
    assert_eq!(tasks(&plan), ["PL|1|Làm đường|Sở Xây dựng||Quý I/2026|Con đường"]);
    assert_eq!(plan.tasks[0].extra, [("Nguồn kinh phí".to_owned(), "Ngân sách".to_owned())]);
}

#[test]
fn groups_hand_down_what_their_children_leave_out() {
    let (plan, _) = read(
        "| TT | Nội dung | Chủ trì | Phối hợp | Thời gian |\n|---|---|---|---|---|\n\
         | I | Nhóm một | Sở A | Sở B | Năm 2026 |\n\
         | 1 | Việc một |  |  |  |\n\
         | 2 | Việc hai | Sở C |  | 30/6/2026 |\n\
         | II | Nhóm hai |  |  |  |\n\
         | 1 | Việc ba | Sở D |  | Năm 2027 |",
    );
    assert_eq!(
        tasks(&plan),
        [
            "I|1|Việc một|Sở A|Sở B|Năm 2026|",
            "I|2|Việc hai|Sở C|Sở B|30/6/2026|",
            "II|1|Việc ba|Sở D||Năm 2027|",
        ]
    );
}

#[test]
fn hierarchical_codes_make_groups() {
    let (plan, _) = read(
        "| Mã nhiệm vụ | Tên nhiệm vụ | Cơ quan chủ trì | Tiến độ |\n|---|---|---|---|\n\
         | KH20_TT_N01 | Nhóm | | |\n\
         | KH20_TT_N01.1 | Việc một | Sở A | 2026 |\n\
         | KH20_TT_N01.2 | Nhóm con | | |\n\
         | KH20_TT_N01.2.1 | Việc hai | Sở B | 2027 |",
    );
    assert_eq!(
        tasks(&plan),
        [
            "KH20_TT_N01|KH20_TT_N01.1|Việc một|Sở A||2026|",
            "KH20_TT_N01.2|KH20_TT_N01.2.1|Việc hai|Sở B||2027|"
        ]
    );
    let (plan, _) = read(
        "| TT | Nội dung | Chủ trì | Thời hạn |\n|---|---|---|---|\n\
         | I | Phần | | |\n| 1 | Nhóm | Sở A | |\n| 1.1 | Việc một | | 2026 |\n| a) | Việc con | | 2027 |\n\
         | 2 | Việc hai | Sở B | 2028 |\n| đ) | Việc ba | Sở C | 2029 |",
    );
    let ids: Vec<_> = plan.tasks.iter().map(|task| task.id.as_str()).collect();
    assert_eq!(ids.len(), plan.tasks.len());
    assert!(
        tasks(&plan).iter().any(|task| task.starts_with("1.1|a|Việc con|Sở A")),
        "{:#?}",
        tasks(&plan)
    );
}

#[test]
fn a_row_cut_by_a_page_is_one_task() {
    let (plan, codes) = read(
        "| TT | Tên nhiệm vụ | Cơ quan chủ trì | Thời hạn |\n|---|---|---|---|\n\
         | 1 | Xây dựng đề án | Sở Khoa học và | 15/12/2026 (theo |\n\n<sup>1</sup> Ghi chú\n\n\
         | <b>TT</b> | <b>Tên nhiệm vụ</b> | <b>Cơ quan chủ trì</b> | <b>Thời hạn</b> |\n|---|---|---|---|\n\
         |  | đô thị | Công nghệ | lộ trình) |\n| 3 | Việc khác | Sở A | 2026 |",
    );
    assert_eq!(
        tasks(&plan),
        [
            "PL|1|Xây dựng đề án đô thị|Sở Khoa học và Công nghệ||15/12/2026 (theo lộ trình)|",
            "PL|3|Việc khác|Sở A||2026|"
        ]
    );
    assert_eq!((plan.tasks[0].provenance.line_first, plan.tasks[0].provenance.line_last), (3, 9));
    assert!(
        codes.contains(&"table/cell-joined".to_owned()) && codes.contains(&"number/gap".to_owned())
    );
}

#[test]
fn labels_before_bullets_and_after_items_assign_work() {
    let (plan, _) = read(
        "## II. NỘI DUNG\n\n### 1. Phần một\n\n1.1. Cơ quan chủ trì: Sở A.\n\n1.2. Thời gian thực hiện: Năm 2026.\n\n\
         1.3. Nhiệm vụ, giải pháp cụ thể:\n\n- Việc một bị ngắt\n\ngiữa trang.\n\n- Việc hai.\n\n\
         ### 2. Phần hai\n\n2.1. Việc ba.\n\n(i) Một ý của việc ba.\n\n2.2. Việc bốn.\n\n\
         - a) Cơ quan chủ trì (nội dung 2.1-2.2): Sở B\n- c) Thời gian thực hiện: 2027\n\n2.3. Việc năm.\n\n\
         - a) Đơn vị chủ trì: Sở C\n\n## III. KINH PHÍ\n\n1. Từ ngân sách.",
    );
    assert_eq!(
        tasks(&plan),
        [
            "1||Việc một bị ngắt giữa trang.|Sở A||Năm 2026|",
            "1||Việc hai.|Sở A||Năm 2026|",
            "2|2.1|Việc ba.\n(i) Một ý của việc ba.|Sở B||2027|",
            "2|2.2|Việc bốn.|Sở B||2027|",
            "2|2.3|Việc năm.|Sở C|||",
        ]
    );
}

#[test]
fn numbered_work_with_lines_of_who_and_when_is_no_heading() {
    let (plan, codes) = read(
        "## II. NHIỆM VỤ\n\n1. Sửa quy chế họp\n\n- Cơ quan chủ trì: Sở A.\n\n- Thời gian: Quý I/2026.\n\n\
         2. Lập danh mục cây\n\n- Cơ quan chủ trì: Sở B.\n\nPHỤ LỤC\n\nDANH MỤC VIỆC\n\n\
         1. Mở lớp\n\n- Đơn vị chủ trì: Sở C.\n\n- Thời hạn: 2027.",
    );
    assert_eq!(
        tasks(&plan),
        [
            "II|1|Sửa quy chế họp|Sở A||Quý I/2026|",
            "II|2|Lập danh mục cây|Sở B|||",
            "|1|Mở lớp|Sở C||2027|",
        ]
    );
    assert_eq!(plan.section(&plan.tasks[2].section).unwrap().title, "DANH MỤC VIỆC");
    assert!(!codes.contains(&"plan/empty".to_owned()), "{codes:?}");
}

#[test]
fn plan_toml_maps_renames_and_excludes_columns() {
    let document = "| TT | Đầu việc | Ai làm | Xong lúc | Ghi chú nội bộ | Kinh phí |\n|---|---|---|---|---|---|\n\
                    | 1 | Việc | Sở A | 2026 | gọi 0912 345 678 | 5 tỷ |";
    let manifest = "[[column]]\nheading = \"Đầu việc\"\nuse = \"name\"\n[[column]]\nheading = \"Ai làm\"\nuse = \"lead\"\n\
                    [[column]]\nheading = \"Xong lúc\"\nuse = \"deadline\"\n[[column]]\nheading = \"Ghi chú nội bộ\"\n\
                    use = \"exclude\"\n[[column]]\nheading = \"Kinh phí\"\ntitle = \"Kinh phí dự kiến\"";
    let (plan, codes) = read_with(document, manifest);
    assert_eq!(tasks(&plan), ["PL|1|Việc|Sở A||2026|"]);
    assert_eq!(plan.tasks[0].extra, [("Kinh phí dự kiến".to_owned(), "5 tỷ".to_owned())]);
    assert!(
        !format!("{:?}", plan.document).contains("0912"),
        "an excluded column is published nowhere"
    );
    assert!(!codes.contains(&"privacy/personal-data".to_owned()));
    let (_, codes) = read_with(document, "show_tables = [\"đầu việc\"]");
    assert!(codes.contains(&"privacy/personal-data".to_owned()));
}

#[test]
fn nothing_that_looks_like_work_vanishes_quietly() {
    let (plan, codes) = read(
        "| STT | Đầu việc | Ai làm |\n|---|---|---|\n| 1 | Việc | Sở A |\n| 2 | Việc | Sở B |",
    );
    assert_eq!(tasks(&plan), ["PL|1|Việc|Sở A|||", "PL|2|Việc|Sở B|||"]);
    assert!(codes.contains(&"table/column-guessed".to_owned()), "{codes:?}");
    let (_, codes) = read(
        "| STT | Chủ trì | Thời hạn |\n|---|---|---|\n| 1 | Sở A | 2026 |\n| 2 | Sở B | 2027 |",
    );
    assert!(codes.contains(&"table/unrecognised".to_owned()), "{codes:?}");
    let (_, codes) = read(
        "| TT | Nội dung | Chủ trì |\n|---|---|---|\n| 1 | Việc | Sở A |\n| Cộng | x |  |\n| Xem | y |  |",
    );
    assert!(codes.contains(&"table/row-unaccounted".to_owned()), "{codes:?}");
    assert!(codes.contains(&"table/row-remark".to_owned()), "{codes:?}");
    let (_, codes) = read("| TT | Nội dung | Chủ trì |\n|---|---|---|\n| 1 | Việc | Sở A | thừa |");
    assert!(codes.contains(&"table/cell-count".to_owned()), "{codes:?}");
    let (_, codes) = read("Chỉ có lời văn.");
    assert!(codes.contains(&"plan/empty".to_owned()), "{codes:?}");
}

mod cuts {
    //! However a table is cut into pages, the same tasks are read.

    use std::fmt::Write as _;

    use proptest::prelude::*;

    use super::{read, tasks};

    /// A row and where a page break cuts its name and its lead, in words; nothing for a row that is whole.
    #[derive(Clone, Debug)]
    struct Row {
        name: Vec<&'static str>,
        lead: Vec<&'static str>,
        cut: Option<(usize, usize)>,
        page_before: bool,
    }

    fn row() -> impl Strategy<Value = Row> {
        let word = prop::sample::select(vec![
            "Xây", "dựng", "đề", "án", "số", "hóa", "(theo", "lộ", "trình)", "57-NQ/TW",
        ]);
        let lead = prop::sample::select(vec![
            vec!["Sở", "Y", "tế"],
            vec!["Công", "an", "tỉnh"],
            vec!["Sở", "Tài", "chính"],
        ]);
        (
            prop::collection::vec(word, 1..8),
            lead,
            prop::option::of((0usize..8, 0usize..4)),
            any::<bool>(),
        )
            .prop_map(|(name, lead, cut, page_before)| {
                let cut = cut
                    .map(|(name_at, lead_at)| (name_at.min(name.len()), lead_at.min(lead.len())));
                // A cut with nothing on the next page is no cut.
                let cut =
                    cut.filter(|(name_at, lead_at)| *name_at < name.len() || *lead_at < lead.len());
                Row { name, lead, cut, page_before }
            })
    }

    const HEADER: &str = "| TT | Tên nhiệm vụ | Cơ quan chủ trì | Thời hạn |\n|---|---|---|---|\n";

    fn document(rows: &[Row], is_cut: bool) -> String {
        let mut text = HEADER.to_owned();
        for (number, row) in (1..).zip(rows) {
            if is_cut && row.page_before && number > 1 {
                let _ = write!(text, "\n{HEADER}");
            }
            let (name_at, lead_at) =
                row.cut.filter(|_| is_cut).unwrap_or((row.name.len(), row.lead.len()));
            let (name, name_rest) = row.name.split_at(name_at);
            let (lead, lead_rest) = row.lead.split_at(lead_at);
            let (name, lead) = (name.join(" "), lead.join(" "));
            let _ = writeln!(text, "| {number} | {name} | {lead} | Năm 2026 |");
            if !name_rest.is_empty() || !lead_rest.is_empty() {
                let (name, lead) = (name_rest.join(" "), lead_rest.join(" "));
                let _ = writeln!(text, "\n{HEADER}|  | {name} | {lead} |  |");
            }
        }
        text
    }

    proptest! {
        #[test]
        fn pages_do_not_change_what_is_read(rows in prop::collection::vec(row(), 1..12)) {
            let (whole, _) = read(&document(&rows, false));
            let (cut, codes) = read(&document(&rows, true));
            prop_assert_eq!(tasks(&whole), tasks(&cut));
            prop_assert_eq!(whole.tasks.len(), rows.len());
            prop_assert!(!codes.iter().any(|code| code.starts_with("table/row")), "{:?}", codes);
        }
    }
}
