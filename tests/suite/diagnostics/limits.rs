//! Files made to fill memory, disk or patience, or to lead elsewhere: each is refused in words. The same list stands
//! in `docs/limits.md`.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use congkhai::diagnostic::{Code, Format, render};

use crate::office::{docx, package, xlsx};

use super::{Case, DOCUMENT_FILE, PAGE_FILE, PLAN_FILE, Sources, case, sound};

const WORKBOOK: &str = "seeds/plans/kh/document.xlsx";
const WORD: &str = "seeds/plans/kh/document.docx";
const TABLE: &str = "seeds/snapshots/2026-q1/so-y-te.csv";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = sizes();
    cases.extend(packages());
    cases.extend(places());
    cases.extend(characters());
    cases
}

/// A file of zeros that takes no room on the disk.
fn hollow(root: &Path, name: &str, megabytes: u64) {
    File::create(root.join(name)).unwrap().set_len(megabytes << 20).unwrap();
}

fn with_table(text: String) -> Sources {
    sound()
        .file(
            "seeds/snapshots/2026-q1/snapshot.toml",
            "period = \"2026-q1\"\nas_of = \"2026-03-31\"\n",
        )
        .file(TABLE, text)
}

fn sizes() -> Vec<Case> {
    vec![
        case(
            Code::SourceTooLarge,
            sound().prepared(|root| hollow(root, "content/to.txt", 65)),
            "content/to.txt",
            "tệp nặng 65 MB",
            "tối đa 64 MB",
        ),
        case(
            Code::SourceTooLarge,
            sound().without(DOCUMENT_FILE).prepared(|root| hollow(root, WORD, 201)),
            WORD,
            "tệp nặng 201 MB",
            "tối đa 200 MB",
        ),
        case(
            Code::SourceTooLarge,
            sound().append(PAGE_FILE, &"> ".repeat(600_000)),
            PAGE_FILE,
            "trang dài 2 MB",
            "tối đa 1 MB một trang",
        ),
        case(
            Code::SourceTooLarge,
            sound().append(DOCUMENT_FILE, &"|".repeat(2_100_000)),
            DOCUMENT_FILE,
            "hơn 2000000 dòng và ô",
            "tách thành nhiều tệp",
        ),
        case(
            Code::SourceTooLarge,
            with_table(format!("Mã;Tình trạng\n{}", ";".repeat(2_100_000))),
            TABLE,
            "hơn 2000000 dòng và ô",
            "tách thành nhiều tệp",
        ),
        case(
            Code::TomlSyntax,
            sound().append(PLAN_FILE, &format!("sau = {}", "[".repeat(100_000))),
            "seeds/plans/kh/plan.toml:2:87",
            "lồng nhau quá sâu",
            "dấu ngoặc lồng nhau",
        ),
    ]
}

fn packages() -> Vec<Case> {
    let sheet =
        |content: &str| sound().document("document.xlsx", xlsx(&[("A", "visible", content)]));
    let deep = format!("{}{}", "<w:p>".repeat(100_000), "</w:p>".repeat(100_000));
    let parts: Vec<_> = (0..5000).map(|number| (format!("{number}.xml"), String::new())).collect();
    let wide = "<c t=\"str\"><v>x</v></c>".repeat(300);
    vec![
        case(
            Code::SourceTooLarge,
            sound().document("document.docx", docx(&"0".repeat(64 << 20))),
            WORD,
            "phình ra hơn 400 lần khi giải nén",
            "tách thành nhiều tệp nhỏ",
        ),
        case(
            Code::SourceTooLarge,
            sound().document("document.docx", package(&parts)),
            WORD,
            "hơn 4096 phần bên trong",
            "bỏ phần thừa",
        ),
        case(
            Code::DocxCorrupt,
            sound().document("document.docx", docx(&deep)),
            WORD,
            "lồng nhau quá 128 tầng",
            "sửa chữa",
        ),
        case(
            Code::SourceTooLarge,
            sheet(
                "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row></sheetData>",
            ),
            WORKBOOK,
            "ô nằm ngoài 200000 hàng và 256 cột đầu",
            "tách thành nhiều tệp nhỏ",
        ),
        case(
            Code::SourceTooLarge,
            sheet(
                "<sheetData><row r=\"4294967295\"><c r=\"A4294967295\"><v>1</v></c></row></sheetData>",
            ),
            WORKBOOK,
            "ô nằm ngoài 200000 hàng",
            "tách thành nhiều tệp nhỏ",
        ),
        case(
            Code::SourceTooLarge,
            sheet(&format!("<sheetData><row>{wide}</row></sheetData>")),
            WORKBOOK,
            "256 cột đầu",
            "",
        ),
    ]
}

fn places() -> Vec<Case> {
    vec![
        case(
            Code::SourceUnreadable,
            sound().without(DOCUMENT_FILE).prepared(|root| {
                let pipe = root.join(DOCUMENT_FILE);
                assert!(Command::new("mkfifo").arg(pipe).status().unwrap().success());
            }),
            DOCUMENT_FILE,
            "không phải tệp thường (thiết bị, ống dẫn hoặc ổ cắm)",
            "tệp và thư mục",
        ),
        case(
            Code::SourceOutside,
            sound().prepared(|root| {
                std::os::unix::fs::symlink("/dev/zero", root.join("content/vo-tan.md")).unwrap();
            }),
            "content/vo-tan.md",
            "trỏ ra ngoài",
            "chép tệp",
        ),
        case(
            Code::SourceOutside,
            sound().prepared(|root| {
                let outside = root.join("../congkhai-thu-ngoai");
                fs::create_dir_all(&outside).unwrap();
                std::os::unix::fs::symlink(outside, root.join("seeds/plans/hai")).unwrap();
            }),
            "seeds/plans/hai",
            "trỏ ra ngoài",
            "chép tệp",
        ),
        case(
            Code::SourceOutside,
            sound().without("congkhai.toml").prepared(|root| {
                std::os::unix::fs::symlink("/etc/hostname", root.join("congkhai.toml")).unwrap();
            }),
            "congkhai.toml",
            "trỏ ra ngoài",
            "chép tệp",
        ),
        case(
            Code::ConfigInvalid,
            sound().file("congkhai.toml", format!("theme = \"/etc\"\n{}", super::CONFIG)),
            "congkhai.toml:1:9",
            "`theme`: không phải tên giao diện",
            "thư mục trong `themes/`",
        ),
        case(
            Code::ConfigInvalid,
            sound().file("congkhai.toml", format!("theme = \"../ngoai\"\n{}", super::CONFIG)),
            "congkhai.toml:1:9",
            "`theme`: không phải tên giao diện",
            "thư mục trong `themes/`",
        ),
    ]
}

fn characters() -> Vec<Case> {
    vec![
        case(
            Code::SourceNotUtf8,
            sound().append(DOCUMENT_FILE, "Chữ\0"),
            "seeds/plans/kh/document.md:9:4",
            "có byte NUL (0x00)",
            "lưu lại dạng văn bản UTF-8",
        ),
        case(
            Code::SourceDirection,
            sound().append(DOCUMENT_FILE, "Chữ \u{202e}gnorc"),
            "seeds/plans/kh/document.md:9:5",
            "ký tự ẩn đảo chiều chữ (U+202E)",
            "xóa ký tự ẩn ấy",
        ),
        case(
            Code::SourceDirection,
            sound().document(
                "document.docx",
                docx("<w:p><w:r><w:t>Chữ \u{2067}gnorc</w:t></w:r></w:p>"),
            ),
            WORD,
            "ký tự ẩn đảo chiều chữ (U+2067)",
            "xóa ký tự ẩn ấy",
        ),
    ]
}

/// Names and words of a source go to a terminal: nothing in them commands it.
#[test]
fn no_message_commands_the_terminal() {
    let sources = sound()
        .file("content/a\u{1b}]0;x\u{7}\nb.md", "no front matter")
        .append(DOCUMENT_FILE, "| 3 | Việc \u{1b}[31m\u{8} | Sở \u{1b}[2JLạ | 31/2/2026 |\n");
    let (inputs, outcome) = sources.compile();
    assert!(outcome.diagnostics.len() >= 2);
    for format in [Format::Human, Format::Short, Format::Json] {
        let said = render(&outcome.diagnostics, &inputs.texts, format);
        let is_command = |c: char| c.is_control() && c != '\n';
        assert!(!said.chars().any(is_command), "{said:?}");
    }
}
