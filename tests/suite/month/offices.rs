//! What offices write into cells: links, numbers as words, names of leaders.

use std::fs;
use std::path::Path;

use rust_xlsxwriter::{Formula, Workbook};

use super::{HEADINGS, collect, done, office, reported, row};
use crate::program::congkhai;

/// A cell of a form as somebody fills it in.
enum Cell {
    Words(&'static str),
    Number(f64),
    /// Words and the address behind them.
    Link(&'static str, &'static str),
    /// The function of spreadsheets for links, and what it shows.
    Formula(&'static str, &'static str),
}

use Cell::{Formula as Computed, Link, Number, Words};

/// A form of `so-mot` for July with one row, on its first task.
fn form(path: &Path, cells: &[(u16, Cell)], more: &[&str]) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Nhiệm vụ").unwrap();
    sheet.write_string(1, 0, "congkhai-bieu-mau 1 2026-07 so-mot").unwrap();
    for (column, heading) in (0..).zip(HEADINGS.iter().chain(more)) {
        sheet.write_string(2, column, *heading).unwrap();
    }
    sheet.write_string(3, 0, "kh-nv-pl-1").unwrap();
    sheet.write_string(3, 5, "Đang thực hiện").unwrap();
    for (column, cell) in cells {
        match cell {
            Words(text) => sheet.write_string(3, *column, *text).map(drop),
            Number(number) => sheet.write_number(3, *column, *number).map(drop),
            Link(text, address) => sheet.write_url_with_text(3, *column, *address, *text).map(drop),
            Computed(formula, shown) => {
                let formula = Formula::new(*formula).set_result(*shown);
                sheet.write_formula(3, *column, formula).map(drop)
            }
        }
        .unwrap();
    }
    book.save(path).unwrap();
}

const PERCENT: u16 = 7;
const RESULT: u16 = 8;
const EVIDENCE: u16 = 10;
const OWN: u16 = 15;

#[test]
fn what_offices_write_into_cells_is_taken_refused_or_asked_about() {
    // The cell, how collecting ends, what is said (nothing: not a word beside the report), what stands in its column.
    let address = "https://bacninh.gov.vn/quyet-dinh-12";
    let table: [(u16, Cell, i32, &str, &str); 16] = [
        (
            EVIDENCE,
            Link("Quyết định 12", address),
            0,
            "",
            "Quyết định 12 (https://bacninh.gov.vn/quyet-dinh-12)",
        ),
        (EVIDENCE, Link(address, address), 0, "", address),
        (
            EVIDENCE,
            Computed(
                "=HYPERLINK(\"https://bacninh.gov.vn/13\",\"Quyết định 13\")",
                "Quyết định 13",
            ),
            0,
            "",
            "Quyết định 13 (https://bacninh.gov.vn/13)",
        ),
        (EVIDENCE, Link("Hồ sơ", "file:///C:/Users/lan/ho-so.pdf"), 0, "tệp trên máy", "Hồ sơ"),
        (EVIDENCE, Link("Liên hệ", "mailto:lan.nguyen@gmail.com"), 1, "privacy/", ""),
        (EVIDENCE, Link("Zalo", "https://zalo.me/0912345678"), 1, "privacy/", ""),
        (PERCENT, Words("1,234"), 0, "hai số khác nhau", "1,234"),
        (PERCENT, Number(1.234), 0, "", "1,2340"),
        (PERCENT, Words("9 4,1"), 1, "không phải tỷ lệ", ""),
        (PERCENT, Words("0,45"), 0, "rất nhỏ", "0,45"),
        (PERCENT, Number(0.45), 0, "rất nhỏ", "0,45"),
        (RESULT, Words("+ Đã họp 3 lần"), 0, "", "+ Đã họp 3 lần"),
        (RESULT, Words("=> xong, - còn lại, @ phòng"), 0, "", "=> xong, - còn lại, @ phòng"),
        (
            RESULT,
            Words("Đã gửi thẻ BHYT DN4797912345678"),
            0,
            "privacy/doubtful",
            "Đã gửi thẻ BHYT DN4797912345678",
        ),
        (OWN, Words("Nguyễn Văn Bình, Phó Giám đốc"), 0, "có tên riêng của người", ""),
        (OWN, Words("Phòng Kế hoạch"), 0, "", ""),
    ];
    let root = office();
    let root = root.path();
    let stored = root.join("seeds/snapshots/2026-07/so-mot.csv");
    for (column, cell, code, words, kept) in table {
        let _ = fs::remove_dir_all(root.join("seeds/snapshots"));
        let heading =
            if column == OWN { "Cán bộ theo dõi" } else { HEADINGS[usize::from(column)] };
        form(&root.join("a.xlsx"), &[(column, cell)], &["Cán bộ theo dõi"]);
        let ran = collect(root, "a.xlsx");
        let said = format!("{heading} {kept}: {}", ran.said());
        assert_eq!(ran.code, Some(code), "{said}");
        let lines: Vec<&str> = ran.err.lines().filter(|line| !line.starts_with("Đã ghi")).collect();
        if words.is_empty() {
            assert!(lines.is_empty(), "{said}");
        } else {
            assert!(ran.err.contains(words), "{said}");
        }
        assert_eq!(stored.exists(), code == 0, "{said}");
        if code == 0 && !kept.is_empty() {
            let text = fs::read_to_string(&stored).unwrap();
            assert!(text.contains(kept), "{said}\n{text}");
        }
    }
    assert_eq!(reported(root), [row(1, "")]);
}

#[test]
fn a_plan_may_go_on_asking_after_its_end() {
    let root = office();
    let root = root.path();
    let forms = |period: &str| {
        done(&congkhai(root, &format!("forms {period}")));
        let list = fs::read_to_string(root.join(format!("bieu-mau/{period}/danh-sach.csv")));
        list.unwrap().lines().count() - 1
    };
    assert_eq!((forms("2026-12"), forms("2027-01")), (2, 0));
    let path = root.join("seeds/plans/kh/plan.toml");
    let plan = fs::read_to_string(&path).unwrap();
    fs::write(&path, plan + "report_until = \"2027-03-31\"\n").unwrap();
    assert_eq!((forms("2027-02"), forms("2027-03"), forms("2027-04")), (2, 2, 0));
}
