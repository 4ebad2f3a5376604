//! Measures how the time of each reader grows with its input, also with inputs made to be slow.
//!
//! `cargo run --release --example growth [TÊN]` prints the processor time at n, 2n and 4n and the growth of the last
//! doubling: 2 is linear, 4 is quadratic. Results stand in docs/limits.md.
#![expect(clippy::print_stdout, reason = "kết quả là một bảng in ra")]
#![expect(clippy::disallowed_methods, reason = "đọc thời gian của bộ xử lý từ /proc")]

#[expect(unreachable_pub, reason = "tests/fuzz is a package of its own that shows them")]
#[path = "../tests/fuzz/lib.rs"]
mod readers;

use std::fmt::Write as _;
use std::fs;
use std::time::Duration;

/// The allocator of the program: that of the system takes more than twice as long for twice as many small texts.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Makes an input of about so many parts.
type Make = fn(usize) -> String;

/// Reader, what its input is, parts at the smallest size, and the input.
const INPUTS: &[(&str, &str, usize, Make)] = &[
    ("document", "hàng nhiệm vụ, tên khác nhau", 1000, |n| {
        table(n, |row| format!("Việc thứ {row}"))
    }),
    ("document", "hàng nhiệm vụ, cùng một tên", 1000, |n| {
        table(n, |_| "Cùng một việc".to_owned())
    }),
    ("document", "hàng có cơ quan lạ", 250, |n| {
        rows(n, |row| format!("| {row} | Việc {row} | Sở Lạ Thứ {row} | 30/6/2026 |"))
    }),
    ("document", "dòng lời văn", 5000, |n| {
        repeat(n, |row| format!("Lời văn thứ {row} của kế hoạch.\n"))
    }),
    ("document", "mục", 1000, |n| repeat(n, |row| format!("## {row}. Mục {row}\n\n"))),
    ("document", "dẫn văn bản", 1000, |n| {
        repeat(n, |row| format!("Theo Nghị quyết số {row}/NQ-CP ngày 01/02/2026.\n"))
    }),
    ("document", "nhiều văn bản trong một dòng", 500, |n| {
        repeat(n, |row| format!("Nghị quyết số {row}/NQ-CP, "))
    }),
    ("document", "nhiều cơ quan trong một ô", 250, |n| {
        let agencies = repeat(n, |row| format!("Sở Lạ Thứ {row}, "));
        rows(1, |row| format!("| {row} | Việc {row} | {agencies} | 30/6/2026 |"))
    }),
    ("document", "mục đánh số dưới một chương", 2500, |n| {
        let items = repeat(n, |row| format!("1.{row}. Việc thứ {row}.\n"));
        format!("## I. NHIỆM VỤ, GIẢI PHÁP\n\n{items}")
    }),
    ("document", "một dòng dài", 20_000, |n| "chữ ".repeat(n)),
    ("document", "ngoặc mở", 20_000, |n| "[".repeat(n)),
    ("document", "dấu sao", 20_000, |n| "*a_ ".repeat(n)),
    ("document", "thẻ HTML mở", 20_000, |n| "<b".repeat(n)),
    ("document", "chú thích mở", 20_000, |n| "<sup>".repeat(n)),
    ("document", "dấu đô la", 20_000, |n| "$\\geq ".repeat(n)),
    ("document", "chú thích", 1000, |n| {
        repeat(n, |row| format!("Chữ[^{row}]\n\n[^{row}]: Lời\n\n"))
    }),
    ("docx", "hàng nhiệm vụ", 500, |n| {
        let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
        let line = |cells: [&str; 4]| format!("<w:tr>{}</w:tr>", cells.map(cell).concat());
        let head = line(["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"]);
        let body = repeat(n, |row| {
            line([&row.to_string(), &format!("Việc {row}"), "Sở Ví dụ", "30/6/2026"])
        });
        format!(
            "=== [Content_Types].xml\n<Types/>\n=== word/document.xml\n<w:document xmlns:w=\"w\"><w:body><w:tbl>{head}{body}</w:tbl></w:body></w:document>"
        )
    }),
    ("xlsx", "hàng nhiệm vụ", 500, |n| {
        let line = |number: usize, cells: [&str; 4]| {
            let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
            format!("<row r=\"{number}\">{}</row>", cells.map(cell).concat())
        };
        let body = repeat(n, |row| {
            line(row + 2, [&row.to_string(), &format!("Việc {row}"), "Sở Ví dụ", "30/6/2026"])
        });
        workbook(&(line(1, ["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"]) + &body))
    }),
    ("xlsx", "ô gộp", 500, |n| {
        let cells =
            repeat(n, |row| format!("<row r=\"{0}\"><c r=\"A{0}\"><v>1</v></c></row>", row + 1));
        let merged = repeat(n, |row| format!("<mergeCell ref=\"A{0}:D{0}\"/>", row + 1));
        workbook(&cells)
            .replace("</sheetData>", &format!("</sheetData><mergeCells>{merged}</mergeCells>"))
    }),
    ("csv", "dòng báo cáo của mã lạ", 250, |n| {
        let rows = repeat(n, |row| format!("ma-la-{row};Đang thực hiện;Đã làm {row}\n"));
        format!("Mã;Tình trạng;Kết quả\n{rows}")
    }),
    ("csv", "dòng báo cáo lặp lại", 1000, |n| {
        let rows = repeat(n, |_| "vi-du-nv-i-1;Đang thực hiện;Đã làm\n".to_owned());
        format!("Mã;Tình trạng;Kết quả\n{rows}")
    }),
    ("csv", "một ô dài", 20_000, |n| {
        format!(
            "Mã;Tình trạng;Kết quả\nvi-du-nv-i-1;Đang thực hiện;{}\n",
            "0912 345 678 ".repeat(n)
        )
    }),
    ("toml", "cơ quan", 250, |n| {
        repeat(n, |row| {
            format!("[[agency]]\nid = \"so-{row}\"\nname = \"Sở Thứ {row}\"\nkind = \"so\"\n")
        })
    }),
    ("toml", "văn bản được dẫn", 250, |n| {
        repeat(n, |row| {
            format!(
                "[[reference]]\nid = \"nq-{row}\"\nkind = \"Nghị quyết\"\nnumber = \"{row}/NQ-CP\"\ntitle = \"Về {row}\"\n"
            )
        })
    }),
    ("toml", "khóa lạ", 1000, |n| repeat(n, |row| format!("khoa_{row} = {row}\n"))),
    ("toml", "đính chính", 250, |n| {
        repeat(n, |row| {
            format!("[[correction]]\nfrom = \"chữ {row}\"\nto = \"chữ\"\nreason = \"vì\"\n")
        })
    }),
    ("page", "đoạn văn", 2000, |n| front(&"Một đoạn văn có **chữ đậm**.\n\n".repeat(n))),
    ("page", "liên kết dở", 5000, |n| front(&"[a](".repeat(n))),
    ("page", "trích lồng nhau", 2000, |n| front(&"> ".repeat(n))),
    ("page", "dấu nhấn dở", 5000, |n| front(&"**a _b ".repeat(n))),
    ("query", "câu tìm dài", 5000, |n| "chuyển đổi số ".repeat(n)),
    ("query", "ngoặc kép", 5000, |n| "\"a ".repeat(n)),
    ("ledger", "kỳ trong sổ", 500, |n| {
        repeat(n, |row| {
            let sum = "0".repeat(64);
            format!(
                "[[entry]]\nperiod = \"{}-q1\"\nas_of = \"2026-03-31\"\npublished_on = \"2026-04-03\"\ncontent_sha256 = \"{sum}\"\n\
                 corrections = 0\nprevious_sha256 = \"{sum}\"\nsha256 = \"{sum}\"\nfiles = []\n",
                1000 + row
            )
        })
    }),
];

fn repeat(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect()
}

fn rows(count: usize, row: impl Fn(usize) -> String) -> String {
    let mut text = "| TT | Nhiệm vụ | Chủ trì | Thời hạn |\n|---|---|---|---|\n".to_owned();
    for number in 1..=count {
        let _ = writeln!(text, "{}", row(number));
    }
    text
}

fn table(count: usize, name: impl Fn(usize) -> String) -> String {
    rows(count, |row| format!("| {row} | {} | Sở Ví dụ | 30/6/2026 |", name(row)))
}

fn workbook(rows: &str) -> String {
    format!(
        "=== [Content_Types].xml\n<Types/>\n=== _rels/.rels\n<Relationships><Relationship Id=\"r1\" \
         Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
         Target=\"xl/workbook.xml\"/></Relationships>\n=== xl/styles.xml\n<styleSheet/>\n=== xl/workbook.xml\n<workbook xmlns:r=\"r\"><sheets>\
         <sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>\n=== xl/_rels/workbook.xml.rels\n<Relationships>\
         <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
         Target=\"worksheets/sheet1.xml\"/></Relationships>\n=== xl/worksheets/sheet1.xml\n\
         <worksheet><sheetData>{rows}</sheetData></worksheet>"
    )
}

fn front(body: &str) -> String {
    format!("+++\ntitle = \"Trang\"\ndescription = \"Một câu.\"\norder = 1\n+++\n\n{body}\n")
}

/// Processor time of all threads so far, as Linux counts it: other work on the machine adds nothing.
fn spent() -> Duration {
    let tasks = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let nanoseconds = |text: String| text.split(' ').next()?.parse::<u64>().ok();
    let times = tasks.filter_map(|task| {
        fs::read_to_string(task.path().join("schedstat")).ok().and_then(nanoseconds)
    });
    Duration::from_nanos(times.sum())
}

/// The shortest of three measures, each of as many runs as take a tenth of a second: Linux counts in steps of 4 ms.
fn time(read: readers::Reader, text: &str) -> Duration {
    let once = || {
        let before = spent();
        let (mut runs, mut passed) = (0, Duration::ZERO);
        while passed < Duration::from_millis(100) {
            read(text.as_bytes());
            runs += 1;
            passed = spent().saturating_sub(before);
        }
        passed / runs
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}

fn main() {
    let wanted = std::env::args().nth(1);
    println!(
        "| đọc | đầu vào | n | n (ms) | 2n (ms) | 4n (ms) | tăng từ 2n lên 4n |\n|---|---|---|---|---|---|---|"
    );
    for (name, what, count, make) in INPUTS {
        let reader = readers::READERS.iter().find(|(one, _)| one == name);
        let Some((_, read)) = reader.filter(|_| wanted.as_ref().is_none_or(|one| one == name))
        else {
            continue;
        };
        let times = [1, 2, 4].map(|factor| time(*read, &make(count * factor)).as_secs_f64());
        let [one, two, four] = times.map(|seconds| format!("{:.1}", seconds * 1e3));
        println!(
            "| {name} | {what} | {count} | {one} | {two} | {four} | {:.1} |",
            times[2] / times[1]
        );
    }
}
