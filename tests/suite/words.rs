//! Every word of a document is used or left out for a reason, and what is left out is named with its place.

use std::sync::Arc;

use congkhai::diagnostic::Diagnostics;
use congkhai::model::{Id, Plan, UnusedReason};
use congkhai::read::document::{read_docx, words};
use congkhai::read::plan::{PlanInput, Registries, read_plan};

use super::office::docx;
use super::site::real_site;

fn read(body: &str) -> (Plan, Vec<&'static str>) {
    let mut diagnostics = Diagnostics::default();
    let file: Arc<str> = "seeds/plans/thu/plan.toml".into();
    let document =
        read_docx(&"seeds/plans/thu/document.docx".into(), &docx(body), &mut diagnostics);
    let input = PlanInput {
        id: Id::new("thu").unwrap(),
        manifest_file: &file,
        manifest: "title = \"Kế hoạch thử\"\n",
        document,
        document_sha256: String::new(),
        allowed_contacts: &[],
    };
    let plan = read_plan(input, &mut Registries::default(), &mut diagnostics).unwrap();
    (plan, diagnostics.sorted().iter().map(|problem| problem.code.as_str()).collect())
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn row(cells: &[&str]) -> String {
    let cells: Vec<String> =
        cells.iter().map(|cell| format!("<w:tc>{}</w:tc>", paragraph(cell))).collect();
    format!("<w:tr>{}</w:tr>", cells.concat())
}

/// A table of two tasks; `more` are further rows.
fn table(more: &str) -> String {
    let head = row(&["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"]);
    let one = row(&["1", "Xây dựng kho dữ liệu", "Sở Y tế", "30/6/2026"]);
    let two = row(&["2", "Đào tạo cán bộ", "Sở Nội vụ", "Quý IV/2026"]);
    format!("<w:tbl>{head}{one}{two}{more}</w:tbl>")
}

#[test]
fn the_account_of_the_real_plans_explains_every_word() {
    for plan in real_site().site.plans.iter() {
        let account = &plan.document.words;
        assert!(account.printed > 3_000, "{}: {}", plan.id, account.printed);
        let lost: Vec<_> = account
            .unused
            .iter()
            .filter(|unused| unused.reason == UnusedReason::Unexplained)
            .collect();
        assert!(lost.is_empty(), "{}: {lost:?}", plan.id);
        assert!(account.used() * 100 >= account.printed * 96, "{}", plan.id);
    }
}

#[test]
fn all_words_of_a_plain_document_are_used() {
    let (plan, codes) = read(&format!("{}{}", paragraph("KẾ HOẠCH"), table("")));
    let account = &plan.document.words;
    assert_eq!((account.used(), account.unused.len()), (account.printed, 0), "{account:?}");
    assert!(!codes.iter().any(|code| code.starts_with("coverage/")), "{codes:?}");
}

#[test]
fn words_no_stage_used_are_an_error_with_their_place() {
    let (plan, codes) =
        read(&table(&row(&["3", "Thuê hạ tầng", "Sở Tài chính", "Năm 2026", "cột không tên"])));
    let account = &plan.document.words;
    let lost: Vec<_> = account
        .unused
        .iter()
        .map(|unused| (unused.place.as_str(), unused.text.as_str(), unused.reason))
        .collect();
    assert_eq!(lost, [("Bảng 1, hàng 4, cột 5", "cột không tên", UnusedReason::Unexplained)]);
    assert!(codes.contains(&"coverage/words-lost"), "{codes:?}");
}

#[test]
fn words_left_out_are_counted_once() {
    let struck = "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>Điều đã bỏ</w:t></w:r></w:p>";
    let (plan, codes) = read(&format!("{struck}{}{}", table(""), paragraph("Hết")));
    let account = &plan.document.words;
    assert_eq!(account.printed - account.used(), words("Điều đã bỏ").len());
    assert_eq!(account.unused[0].reason, UnusedReason::Struck);
    assert!(codes.contains(&"document/left-out"), "{codes:?}");
}
