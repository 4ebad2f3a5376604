//! One plan as Markdown, workbook and Word document: the same tasks come out.

use std::fmt::Write as _;

use congkhai::load::Inputs;
use congkhai::model::Task;
use congkhai::pipeline::compile;

use super::folder::registry;
use super::office::{docx, xlsx};
use super::site::{inputs, quick};

/// The table: `<` belongs to the cell on its left, `^` to the cell above. The header has two rows,
/// the first group runs over all columns, the second states lead and deadline for its tasks.
const ROWS: [[&str; 6]; 7] = [
    ["TT", "Nhiệm vụ", "Trách nhiệm", "<", "Thời hạn", "Kinh phí"],
    ["^", "^", "Chủ trì", "Phối hợp", "^", "^"],
    ["I", "Thể chế", "<", "<", "<", "<"],
    ["1", "Ban hành quy chế", "Sở Tài chính", "Sở Y tế", "30/6/2026", "100 triệu đồng"],
    ["II", "Hạ tầng số", "Sở Y tế", "", "31/3/2026", ""],
    ["1", "Mua máy chủ", "", "", "", "500 triệu đồng"],
    ["2", "Kéo cáp quang", "", "Sở Tài chính", "", ""],
];

/// Dates as workbooks keep them.
const SERIALS: [(&str, u32); 2] = [("31/3/2026", 46_112), ("30/6/2026", 46_203)];

fn is_hidden(text: &str) -> bool {
    matches!(text, "<" | "^")
}

/// How many columns and rows the cell takes.
fn size(row: usize, column: usize) -> (usize, usize) {
    let right = ROWS[row][column + 1..].iter().take_while(|text| **text == "<").count();
    let below = ROWS[row + 1..].iter().take_while(|row| row[column] == "^").count();
    (right + 1, below + 1)
}

fn markdown() -> Vec<u8> {
    let mut text = String::new();
    for (at, row) in ROWS.iter().enumerate() {
        let cells = row.map(|text| if is_hidden(text) { "" } else { text });
        writeln!(text, "| {} |", cells.join(" | ")).unwrap();
        if at == 0 {
            text.push_str("|---|---|---|---|---|---|\n");
        }
    }
    text.into_bytes()
}

fn workbook() -> Vec<u8> {
    let mut data = String::new();
    let mut merges = String::new();
    let name = |row: usize, column: usize| format!("{}{}", &"ABCDEF"[column..=column], row + 1);
    for (at, row) in ROWS.iter().enumerate() {
        write!(data, "<row r=\"{}\">", at + 1).unwrap();
        for (column, text) in row.iter().enumerate().filter(|(_, text)| !is_hidden(text)) {
            let here = name(at, column);
            match SERIALS.iter().find(|date| date.0 == *text) {
                Some((_, serial)) => write!(data, "<c r=\"{here}\" s=\"1\"><v>{serial}</v></c>"),
                None => write!(data, "<c r=\"{here}\" t=\"str\"><v>{text}</v></c>"),
            }
            .unwrap();
            let (columns, rows) = size(at, column);
            if columns > 1 || rows > 1 {
                let last = name(at + rows - 1, column + columns - 1);
                write!(merges, "<mergeCell ref=\"{here}:{last}\"/>").unwrap();
            }
        }
        data.push_str("</row>");
    }
    let content =
        format!("<sheetData>{data}</sheetData><mergeCells count=\"1\">{merges}</mergeCells>");
    xlsx(&[("Phụ lục", "visible", &content)])
}

fn word() -> Vec<u8> {
    let mut table = String::new();
    for (at, row) in ROWS.iter().enumerate() {
        table.push_str("<w:tr>");
        for (column, text) in row.iter().enumerate().filter(|(_, text)| **text != "<") {
            let (columns, rows) = size(at, column);
            let merge = match (*text, rows) {
                ("^", _) => "<w:vMerge/>",
                (_, 1) => "",
                _ => "<w:vMerge w:val=\"restart\"/>",
            };
            let words = if is_hidden(text) { "" } else { text };
            write!(
                table,
                "<w:tc><w:tcPr><w:gridSpan w:val=\"{columns}\"/>{merge}</w:tcPr>\
                 <w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"
            )
            .unwrap();
        }
        table.push_str("</w:tr>");
    }
    docx(&format!("<w:tbl>{table}</w:tbl>"))
}

/// What a task says, apart from where it stands and how its deadline is written.
fn said(task: &Task) -> String {
    let names = |list: &[congkhai::model::Member]| {
        list.iter().map(|member| member.agency.as_str()).collect::<Vec<_>>().join(", ")
    };
    let Task { id, section, number, name, lead, coordinating, deadline, extra, .. } = task;
    let (lead, coordinating) = (names(&lead.members), names(&coordinating.members));
    let end = deadline.end.map(|date| date.to_string()).unwrap_or_default();
    let kind = deadline.kind;
    format!(
        "{id} ({section}) {number}. {name} | {lead} | {coordinating} | {kind:?} {end} | {extra:?}"
    )
}

fn tasks(name: &str, bytes: Vec<u8>) -> String {
    let mut inputs: Inputs = inputs(&[
        (
            "seeds/agencies.toml",
            &registry(&[("so-y-te", "Sở Y tế"), ("so-tai-chinh", "Sở Tài chính")]),
        ),
        ("seeds/plans/kh/plan.toml", "title = \"Kế hoạch thử\"\n"),
    ]);
    let file = format!("seeds/plans/kh/{name}");
    if let Ok(text) = std::str::from_utf8(&bytes) {
        inputs.texts.insert(file.as_str().into(), text.into());
    }
    inputs.binaries.insert(file.into(), bytes);
    let outcome = compile(&inputs, &quick());
    let codes: Vec<&str> = outcome.diagnostics.iter().map(|d| d.code.as_str()).collect();
    assert_eq!(codes, ["table/column-extra"], "{name}: {:#?}", outcome.diagnostics);
    assert!(outcome.files.is_some());
    let plans = outcome.site.unwrap().plans;
    plans[0].tasks.iter().map(|task| said(task) + "\n").collect()
}

#[test]
fn the_format_of_a_document_changes_nothing() {
    let from_markdown = tasks("document.md", markdown());
    insta::assert_snapshot!(from_markdown, @r#"
    kh-nv-i-1 (kh-i) 1. Ban hành quy chế | so-tai-chinh | so-y-te | Date 2026-06-30 | [("Kinh phí", "100 triệu đồng")]
    kh-nv-ii-1 (kh-ii) 1. Mua máy chủ | so-y-te |  | Date 2026-03-31 | [("Kinh phí", "500 triệu đồng")]
    kh-nv-ii-2 (kh-ii) 2. Kéo cáp quang | so-y-te | so-tai-chinh | Date 2026-03-31 | []
    "#);
    assert_eq!(tasks("document.xlsx", workbook()), from_markdown);
    assert_eq!(tasks("document.docx", word()), from_markdown);
}
