//! Tables in many layouts: each file of `tests/tables` is a plan and what a careful reader finds in it.
//!
//! Above `+++` stand lines of `plan.toml`, below it the document, below `=====` what is right: `T|mark|title of the
//! section|number|name|lead|coordinating|deadline|product` for a task, `I|mark|title|number|name|unit|lead|targets`
//! for an indicator, `! words` for words of a message (its code or its text).

use std::fs;
use std::path::Path;
use std::sync::Arc;

use congkhai::diagnostic::{Diagnostics, Severity};
use congkhai::model::{Id, Plan};
use congkhai::read::document::read_text;
use congkhai::read::plan::{PlanInput, Registries, read_plan};

/// A plan read from text, with further lines of `plan.toml`, and what was said.
pub(super) fn read_text_plan(document: &str, manifest: &str) -> (Plan, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let file: Arc<str> = "seeds/plans/thu/plan.toml".into();
    let manifest = format!("title = \"Kế hoạch thử\"\n{manifest}\n");
    let input = PlanInput {
        id: Id::new("thu").unwrap(),
        manifest_file: &file,
        manifest: &manifest,
        document: read_text(&"seeds/plans/thu/document.md".into(), document),
        document_sha256: String::new(),
        allowed_contacts: &[],
    };
    let plan = read_plan(input, &mut Registries::default(), &mut diagnostics).unwrap();
    (plan, diagnostics)
}

/// Items of a plan, a line each, and what was said.
pub(super) fn read(document: &str, manifest: &str) -> (Vec<String>, Vec<String>) {
    let (plan, diagnostics) = read_text_plan(document, manifest);
    let said = diagnostics.sorted();
    let said = said.iter().map(|d| {
        let blocks = if d.severity == Severity::Error { "lỗi " } else { "" };
        format!("{blocks}{}: {}", d.code.as_str(), d.message)
    });
    (lines(&plan), said.collect())
}

pub(super) fn lines(plan: &Plan) -> Vec<String> {
    let tasks = plan.tasks.iter().map(|task| {
        let section = plan.section(&task.section).unwrap();
        let cells = [
            "T",
            &section.mark,
            &section.title,
            &task.number,
            &task.name,
            &task.lead.text,
            &task.coordinating.text,
            &task.deadline.text,
            &task.product,
        ];
        cells.join("|").replace('\n', " / ")
    });
    let indicators = plan.indicators.iter().map(|indicator| {
        let section = plan.section(&indicator.section).unwrap();
        let targets =
            indicator.targets.iter().map(|target| format!("{}={}", target.due, target.text));
        let targets = targets.collect::<Vec<_>>().join("; ");
        let cells = [
            "I",
            &section.mark,
            &section.title,
            &indicator.number,
            &indicator.name,
            &indicator.unit,
            &indicator.lead.text,
            &targets,
        ];
        cells.join("|")
    });
    tasks.chain(indicators).collect()
}

#[test]
fn tables_of_many_layouts_are_read_right() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables");
    let mut faults = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let (document, right) = text.split_once("\n=====\n").expect("a line of =====");
        let (manifest, document) = document.split_once("\n+++\n").unwrap_or(("", document));
        let (found, said) = read(document, manifest);
        let wanted: Vec<&str> = right.lines().filter(|line| line.starts_with(['T', 'I'])).collect();
        let words: Vec<&str> = right.lines().filter_map(|line| line.strip_prefix("! ")).collect();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if found != wanted {
            faults.push(format!("{name}\n  đọc {found:#?}\n  đúng {wanted:#?}"));
        }
        let unsaid = words.iter().filter(|words| !said.iter().any(|said| said.contains(**words)));
        faults.extend(unsaid.map(|words| format!("{name}: không nói `{words}`: {said:#?}")));
        let errors = said.iter().filter(|said| {
            said.starts_with("lỗi") && !words.iter().any(|words| said.contains(words))
        });
        faults.extend(errors.map(|error| format!("{name}: {error}")));
        count += 1;
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(count >= 30, "{count} cases");
}

/// Work as it is: section, number, name, lead, coordinating, deadline.
const WORK: [[&str; 6]; 6] = [
    ["I", "1", "Số hóa sổ hộ tịch", "Sở Tư pháp", "UBND các xã, phường", "30/6/2026"],
    [
        "I",
        "2",
        "Ghép mã định danh với thẻ bảo hiểm",
        "Bảo hiểm xã hội tỉnh",
        "Công an tỉnh",
        "Quý III/2026",
    ],
    [
        "I",
        "3",
        "Công bố dữ liệu mở về giá đất",
        "Sở Nông nghiệp và Môi trường",
        "Sở Tài chính",
        "Tháng 9/2026",
    ],
    [
        "II",
        "4",
        "Phủ sóng các thôn vùng cao",
        "Sở Khoa học và Công nghệ",
        "UBND các xã",
        "31/12/2026",
    ],
    [
        "II",
        "5",
        "Lắp trạm quan trắc tự động",
        "Sở Nông nghiệp và Môi trường",
        "Sở Xây dựng",
        "Quý II/2027",
    ],
    ["II", "6", "Mở lớp kỹ năng số cho người cao tuổi", "Tỉnh đoàn", "Sở Nội vụ", "Hằng năm"],
];
const SECTIONS: [[&str; 2]; 2] = [["I", "DỮ LIỆU DÙNG CHUNG"], ["II", "HẠ TẦNG VÀ CON NGƯỜI"]];
/// Orders of name, lead, coordinating and deadline.
const ORDERS: [[usize; 4]; 5] =
    [[2, 3, 4, 5], [2, 5, 3, 4], [2, 3, 5, 4], [5, 2, 3, 4], [3, 2, 4, 5]];
const HEADINGS: [[&str; 6]; 3] = [
    ["", "TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn"],
    ["", "STT", "Nội dung công việc", "Đơn vị thực hiện", "Phối hợp", "Hoàn thành"],
    ["", "Số TT", "Đầu việc cần làm", "Ai lo", "Ai giúp", "Bao giờ xong"],
];

fn line(cells: &[&str]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// The same work in one layout: order of columns, words of the heading, rows of the heading, form of the groups, form
/// of the page break.
fn document(order: [usize; 4], words: [&str; 6], rows: usize, groups: usize, cut: usize) -> String {
    let titles: Vec<&str> = std::iter::once(words[1]).chain(order.map(|at| words[at])).collect();
    let mut head = line(&titles) + "|---|---|---|---|---|\n";
    if rows > 0 {
        head += &line(&[["(1)", "(2)", "(3)", "(4)", "(5)"], ["A", "B", "1", "2", "3"]][rows - 1]);
    }
    let mut text = head.clone();
    for (index, work) in WORK.iter().enumerate() {
        if index % 3 == 0 {
            let [mark, title] = SECTIONS[index / 3];
            let joined = format!("{mark}. {title}");
            let name = order.iter().position(|at| *at == 2).unwrap_or(0) + 1;
            let mut cells = vec![""; 5];
            match groups {
                0 => (cells[0], cells[name]) = (mark, title),
                1 => cells[0] = &joined,
                _ => cells = vec![&joined],
            }
            text += &line(&cells);
        } else if index % 3 == 2 {
            text += ["", "\n- 7 -\n\n", "\n"][cut];
            text += if cut == 2 { &head } else { "" };
        }
        let cells: Vec<&str> = std::iter::once(work[1]).chain(order.map(|at| work[at])).collect();
        text += &line(&cells);
    }
    text
}

/// What is wrong with the same work in each of 405 layouts.
pub(super) fn differences() -> Vec<String> {
    let right: Vec<String> = WORK
        .iter()
        .map(|[mark, number, name, lead, coordinating, deadline]| {
            let title = SECTIONS.iter().find(|section| section[0] == *mark).unwrap()[1];
            format!("T|{mark}|{title}|{number}|{name}|{lead}|{coordinating}|{deadline}|")
        })
        .collect();
    let mut faults = Vec::new();
    for order in ORDERS {
        for (at, words) in HEADINGS.into_iter().enumerate() {
            for (rows, groups, cut) in (0..27).map(|i| (i % 3, i / 3 % 3, i / 9)) {
                let text = document(order, words, rows, groups, cut);
                let (found, said) = read(&text, "");
                let errors = said.iter().filter(|said| said.starts_with("lỗi")).count();
                let is_asked = said.iter().any(|said| said.contains("table/column-guessed"));
                if found != right || errors > 0 || (at == 2 && !is_asked) {
                    faults.push(format!("{text}\n{found:#?}\n{said:#?}"));
                }
            }
        }
    }
    faults
}

#[test]
fn the_same_work_is_read_from_every_layout() {
    let faults = differences();
    assert!(faults.is_empty(), "{} layouts\n{}", faults.len(), faults[0]);
}
