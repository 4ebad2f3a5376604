//! Several faults in one run: all reported, in order, in every form; and the site that was there stays.

use std::fs;

use congkhai::diagnostic::{Format, render};

use super::super::folder::tree;
use super::super::program::congkhai;
use super::{AGENCIES_FILE, DOCUMENT_FILE, PAGE_FILE, PLAN_FILE, Sources, sound};

/// Five faults in five files.
fn five() -> Sources {
    sound()
        .change("congkhai.toml", "https://thu.example/", "thu.example")
        .change(AGENCIES_FILE, "kind = \"so\"\n\n", "kind = \"sở\"\n\n")
        .change(PAGE_FILE, "description", "desription")
        .change(PLAN_FILE, "title", "short_titel = \"Thử\"\ntitle")
        .file("seeds/plans/hai/plan.toml", super::PLAN)
        .file("seeds/plans/hai/document.md", super::DOCUMENT.replace("31/3/2026", "31/2/2026"))
}

fn print(sources: &Sources, format: Format) -> String {
    let (inputs, outcome) = sources.compile();
    assert!(outcome.files.is_none());
    render(&outcome.diagnostics, &inputs.texts, format)
}

#[test]
fn all_faults_of_a_run_are_reported_in_order() {
    insta::assert_snapshot!(print(&five(), Format::Short), @r#"
    congkhai.toml:3:12: lỗi[config/invalid]: `base_url`: không phải địa chỉ web
    content/gioi-thieu.md:3:1: lỗi[content/front-matter]: không có khóa `desription` ở đây (có phải `description`?)
    seeds/agencies.toml:4:8: lỗi[config/invalid]: không có loại cơ quan `sở`
    seeds/plans/hai/document.md:7:40: lỗi[date/impossible]: ngày `31/2/2026` không có trong lịch (ngày cuối tháng là 28/02/2026)
    seeds/plans/kh/plan.toml:1:1: lỗi[toml/syntax]: không có khóa `short_titel` ở đây (có phải `short_title`?)
    "#);
}

#[test]
fn carets_stand_under_the_words_they_mean() {
    insta::assert_snapshot!(print(&five(), Format::Human), @r#"
    lỗi[config/invalid]: `base_url`: không phải địa chỉ web
     --> congkhai.toml:3:12
      |
    3 | base_url = "thu.example"
      |            ^^^^^^^^^^^^^
      |
      = cho phép: địa chỉ bắt đầu bằng `https://` hoặc `http://`, có tên miền, không có dấu cách

    lỗi[content/front-matter]: không có khóa `desription` ở đây
     --> content/gioi-thieu.md:3:1
      |
    3 | desription = "Một câu."
      | ^^^^^^^^^^
      |
      = cho phép: `title`, `description`, `order`
      = gợi ý: có phải `description`?

    lỗi[config/invalid]: không có loại cơ quan `sở`
     --> seeds/agencies.toml:4:8
      |
    4 | kind = "sở"
      |        ^^^^
      |
      = cho phép: `so` (Sở, ngành cấp tỉnh), `ubnd` (Ủy ban nhân dân và văn phòng), `dang` (Cơ quan Đảng), `luc-luong` (Công an, quân sự), `doan-the` (Đoàn thể, hội), `bao-chi` (Báo chí), `don-vi-su-nghiep` (Đơn vị sự nghiệp), `nganh-doc` (Cơ quan ngành dọc), `doanh-nghiep` (Doanh nghiệp), `tap-the` (Nhóm cơ quan), `khac` (Khác)

    lỗi[date/impossible]: ngày `31/2/2026` không có trong lịch
     --> seeds/plans/hai/document.md:7:40
      |
    7 | | 1 | Xây dựng kho dữ liệu | Sở Y tế | 31/2/2026 |
      |                                        ^^^^^^^^^
      |
      = cho phép: tháng 2/2026 có 28 ngày
      = gợi ý: ngày cuối tháng là 28/02/2026

    lỗi[toml/syntax]: không có khóa `short_titel` ở đây
     --> seeds/plans/kh/plan.toml:1:1
      |
    1 | short_titel = "Thử"
      | ^^^^^^^^^^^
      |
      = cho phép: `title`, `short_title`, `kind`, `number`, `number_text`, `date`, `date_text`, `issuer`, `period_start`, `period_end`, `signatory`, `signatory_role`, `column`, `show_tables`, `correction`, `section`, `report`, `report_until`, `standing_body`, `partners`, `indicator`, `task`
      = gợi ý: có phải `short_title`?

    5 lỗi, 0 cảnh báo, 0 ghi chú
    "#);
}

#[test]
fn every_line_of_json_is_an_object() {
    let text = print(&five(), Format::Json);
    assert_eq!(text.lines().count(), 5, "{text}");
    for line in text.lines() {
        let object: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(object["severity"], "error", "{line}");
        for key in ["code", "file", "message"] {
            assert!(object[key].is_string(), "{key}: {line}");
        }
        for key in ["line", "column"] {
            assert!(object[key].is_u64(), "{key}: {line}");
        }
    }
}

#[test]
fn after_a_fault_the_site_stays_as_it_was() {
    let root = sound().write();
    let build = || congkhai(root.path(), "build").code;
    let public = root.path().join("public");
    assert_eq!(build(), Some(0));
    let before = tree(&public);
    assert!(before.len() > 20);

    let document = root.path().join(DOCUMENT_FILE);
    let text = fs::read_to_string(&document).unwrap();
    fs::write(&document, text.replace("31/3/2026", "31/2/2026")).unwrap();
    assert_eq!(build(), Some(1));
    assert!(tree(&public) == before);

    fs::write(&document, text.replace("31/3/2026", "30/4/2026")).unwrap();
    assert_eq!(build(), Some(0));
    assert!(tree(&public) != before);
}
