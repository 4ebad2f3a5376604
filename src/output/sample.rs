//! A small site made by hand for tests: every page type, every kind of field.

use crate::config::{Config, Licence, Publisher};
use crate::data::{About, Release, Summary, Written};
use crate::derive::status::clarity;
use crate::derive::{Contradiction, Derived, Index, Overlap, OverlapKind};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{
    Agency, AgencyKind, Block, BlockKind, Cell, Citation, Clause, Comparator, Correction, Date,
    Deadline, DeadlineKind, Direction, Document, Firmness, Id, Indicator, IndicatorKind, Line,
    Member, Milestone, Page, Plan, Precision, Provenance, Reference, ReportingRegime,
    Responsibility, Section, SectionKind, Site, Succession, TableRow, Target, Task, Usage,
};

/// Makes the words of a sample: plain, or followed by an attack.
#[derive(Clone, Copy)]
pub(super) struct Words(pub(super) bool);

/// What a hostile source may try.
pub(super) const ATTACK: &str =
    "<script>alert(1)</script>\"'&{{ 7*7 }}</title></textarea>--><img src=x onerror=alert(1)>";

impl Words {
    pub(super) fn text(self, text: &str) -> String {
        if self.0 { format!("{text} {ATTACK}") } else { text.to_owned() }
    }
}

/// Everything [`super::render_site`] needs.
pub(super) struct Sample {
    pub(super) config: Config,
    pub(super) site: Site,
    pub(super) derived: Derived,
    pub(super) quality: Vec<Diagnostic>,
    pub(super) releases: Vec<Release>,
}

pub(super) fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

pub(super) fn day(year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day).unwrap()
}

pub(super) fn at(plan: &str, line: u32) -> Provenance {
    Provenance {
        file: format!("seeds/plans/{plan}/document.txt").into(),
        line_first: line,
        line_last: line + 2,
        sheet: None,
    }
}

pub(super) fn sample(words: Words) -> Sample {
    let site = Site {
        agencies: agencies(words),
        references: references(words),
        plans: vec![plan(words, "kh57-2026"), plan(words, "qd123-2023")].into(),
        pages: vec![Page {
            path: "gioi-thieu".to_owned(),
            title: words.text("Giới thiệu"),
            description: words.text("Cổng này là gì và do ai công bố."),
            order: Some(1),
            markdown: format!(
                "## Mục đích\n\nXem [dữ liệu](/du-lieu/).\n\n| Cột | Nghĩa |\n|--|--:|\n| a | b |\n\n{}",
                words.text("Chữ cuối.")
            ),
            provenance: at("x", 1),
        }],
        ..Site::default()
    };
    let derived = Derived {
        index: Index::new(&site, Date::MAX),
        overlaps: vec![
            overlap(OverlapKind::BetweenPlans, "kh57-2026-nv-i-1", "qd123-2023-nv-i-1", 92),
            overlap(OverlapKind::BodyAndAppendix, "kh57-2026-dk-1", "kh57-2026-nv-i-1", 88),
            overlap(OverlapKind::WithinPlan, "kh57-2026-nv-i-1", "kh57-2026-nv-i-2", 71),
            overlap(OverlapKind::Indicators, "kh57-2026-ct-1", "qd123-2023-ct-1", 100),
        ]
        .into(),
        contradictions: vec![Contradiction {
            left: id("kh57-2026-ct-1"),
            right: id("qd123-2023-ct-1"),
            year: 2026,
            left_text: words.text("≥ 95%"),
            right_text: words.text("100%"),
        }],
        clarity: clarity(&site, Date::MAX),
        ..Derived::default()
    };
    let finding = |code, line, message: &str| {
        let place = Place::line("seeds/plans/kh57-2026/document.txt", line);
        Diagnostic::new(code, place, words.text(message)).item(&id("kh57-2026-nv-i-2"))
    };
    let quality = vec![
        finding(Code::NumberGap, 40, "Mục IV không có số 5"),
        finding(Code::DeadlineUnread, 41, "Không hiểu thời hạn `theo lộ trình`"),
        Diagnostic::new(Code::LineUnused, Place::file("seeds/agencies.toml"), words.text("Thừa")),
    ];
    Sample { config: config(words), site, derived, quality, releases: vec![release(words)] }
}

fn config(words: Words) -> Config {
    Config {
        title: words.text("Công khai Nghị quyết 57"),
        description: words.text("Theo dõi chỉ tiêu và nhiệm vụ trong các kế hoạch của tỉnh."),
        base_url: "https://example.vn/nq57/".to_owned(),
        publisher: Publisher {
            name: words.text("Văn phòng Ủy ban nhân dân tỉnh"),
            url: Some("https://example.vn/".to_owned()),
            email: Some("gopy@example.vn".to_owned()),
            phone: Some(words.text("0222 000 000")),
        },
        licence: Licence {
            name: words.text("CC BY 4.0"),
            url: "https://creativecommons.org/licenses/by/4.0/deed.vi".to_owned(),
        },
        theme: "mac-dinh".to_owned(),
        office_contacts: Vec::new(),
        has_pictures: false,
    }
}

fn overlap(kind: OverlapKind, left: &str, right: &str, likeness: u8) -> Overlap {
    Overlap { kind, left: id(left), right: id(right), likeness }
}

fn agencies(words: Words) -> Vec<Agency> {
    let agency = |key: &str, name: &str, kind, to: Option<&str>| Agency {
        id: id(key),
        name: words.text(name),
        short_name: to
            .is_none()
            .then(|| words.text(&name.replace("Khoa học và Công nghệ", "KH&CN"))),
        kind,
        is_collective: kind == AgencyKind::Collective,
        members: if kind == AgencyKind::Collective { vec![id("so-kh-cn")] } else { Vec::new() },
        spellings: vec![words.text("Sở KHCN")],
        successor: to.map(|to| Succession {
            to: id(to),
            date: Some(day(2025, 3, 1)),
            decision: Some(words.text("Nghị quyết 01/NQ-HĐND")),
            source: words.text("Công báo"),
        }),
        is_registered: to.is_none(),
        provenance: at("x", 1),
    };
    vec![
        agency("so-kh-cn", "Sở Khoa học và Công nghệ", AgencyKind::Department, None),
        agency(
            "so-tt-tt",
            "Sở Thông tin và Truyền thông",
            AgencyKind::Department,
            Some("so-kh-cn"),
        ),
        agency("cong-an", "Công an tỉnh", AgencyKind::Force, None),
        agency("cac-so", "Các sở, ngành, địa phương", AgencyKind::Collective, None),
    ]
}

fn references(words: Words) -> Vec<Reference> {
    vec![
        Reference {
            id: id("57-nq-tw"),
            kind: words.text("Nghị quyết"),
            number: words.text("57-NQ/TW"),
            date: Some(day(2024, 12, 22)),
            issuer: words.text("Bộ Chính trị"),
            title: words
                .text("Về đột phá phát triển khoa học, công nghệ và chuyển đổi số quốc gia"),
            short_forms: vec![words.text("NQ57")],
            note: Some(words.text("Ghi chú")),
            is_registered: true,
        },
        Reference {
            id: id("luat-du-lieu"),
            kind: String::new(),
            number: String::new(),
            date: None,
            issuer: String::new(),
            title: words.text("Luật Dữ liệu"),
            short_forms: Vec::new(),
            note: None,
            is_registered: false,
        },
    ]
}

fn release(words: Words) -> Release {
    let dataset = crate::data::dataset("nhiem-vu").unwrap();
    let preview = vec![vec![words.text("ô"); dataset.columns.len()]];
    let files = vec![Written {
        format: "CSV".to_owned(),
        path: "du-lieu/nhiem-vu.csv".to_owned(),
        bytes: 123_456,
        sha256: "ab".repeat(32),
    }];
    Release {
        folder: "du-lieu",
        is_illustrative: false,
        about: About::default(),
        sets: vec![Summary { dataset, rows: 1234, items: Vec::new(), preview, files }],
        whole: Vec::new(),
        facets: Vec::new(),
    }
}

fn responsibility(words: Words, agencies: &[&str]) -> Responsibility {
    Responsibility {
        text: words.text("Sở KHCN, Công an tỉnh theo chức năng, nhiệm vụ"),
        members: agencies
            .iter()
            .map(|key| Member {
                agency: id(key),
                text: words.text("Sở KHCN"),
                scope: Some(words.text("phần mềm dùng chung")),
            })
            .collect(),
        qualifier: Some(words.text("theo chức năng, nhiệm vụ")),
        is_by_reference: agencies.is_empty(),
    }
}

fn citation(words: Words, key: &str) -> Citation {
    Citation { reference: id(key), text: words.text("Nghị quyết số 57-NQ/TW") }
}

fn plan(words: Words, key: &str) -> Plan {
    let own = id(key);
    let tasks = tasks(words, &own);
    let indicators = vec![indicator(words, &own)];
    let clause = Clause {
        id: own.join("dk-1"),
        number: "3.1".to_owned(),
        text: words.text("Đẩy mạnh xây dựng nền tảng số dùng chung của tỉnh."),
        heading: words.text("III. Nhiệm vụ"),
        provenance: at(key, 20),
    };
    let section = |mark: &str, title: &str, kind| Section {
        id: own.join(&mark.to_lowercase()),
        mark: mark.to_owned(),
        title: words.text(title),
        kind,
        provenance: at(key, if mark == "A" { 8 } else { 300 }),
    };
    Plan {
        title: words.text(&format!("Thực hiện Nghị quyết số 57-NQ/TW của Bộ Chính trị ({key})")),
        short_title: words.text(&format!("Kế hoạch {key}")),
        kind: "Kế hoạch".to_owned(),
        number: if key == "kh57-2026" { String::new() } else { words.text("123/QĐ-UBND") },
        number_text: words.text("Số: /KH-UBND"),
        date: (key != "kh57-2026").then(|| day(2023, 1, 5)),
        date_from: None,
        date_text: words.text("Bắc Ninh, ngày tháng năm 2026"),
        issuer: words.text("Ủy ban nhân dân tỉnh"),
        period_start: Some(day(2026, 1, 1)),
        period_end: Some(day(2030, 12, 31)),
        signatory: words.text("Nguyễn Văn A"),
        signatory_role: words.text("Phó Chủ tịch"),
        source_file: format!("seeds/plans/{key}/document.txt"),
        source_sha256: "0f".repeat(32),
        sections: vec![
            section("A", "Chỉ tiêu về hạ tầng số", SectionKind::Indicators),
            section("I", "Nâng cao nhận thức", SectionKind::Tasks),
            section("II", "Mục không có dòng nào", SectionKind::Tasks),
        ],
        citations: vec![citation(words, "57-nq-tw"), citation(words, "luat-du-lieu")],
        recipients: vec![words.text("Thường trực Tỉnh ủy"), words.text("Lưu: VT")],
        document: document(words, key, &tasks, &indicators, &clause),
        partners: vec![id("cong-an")],
        regime: ReportingRegime {
            duties: vec![super::sample_reports::duty()],
            ..ReportingRegime::default()
        },
        corrections: vec![Correction {
            from: words.text("khao học"),
            to: words.text("khoa học"),
            reason: words.text("lỗi đánh máy"),
            lines: vec![12, 40],
        }],
        clauses: vec![clause],
        indicators,
        tasks,
        id: own,
    }
}

fn indicator(words: Words, plan: &Id) -> Indicator {
    let target = |due: &str, text: &str, comparator, value: &str| Target {
        due: due.to_owned(),
        due_date: Some(day(2026, 12, 31)),
        text: words.text(text),
        comparator,
        value: value.parse().ok(),
        value_max: "47.5".parse().ok(),
        qualifier: Some(words.text("không thấp hơn chỉ tiêu Trung ương giao")),
        firmness: Firmness::Aim,
    };
    Indicator {
        id: plan.join("ct-1"),
        plan: plan.clone(),
        section: plan.join("a"),
        number: "1".to_owned(),
        name: words.text("Tỷ lệ hồ sơ giải quyết trực tuyến tòan trình"),
        display_name: words.text("Tỷ lệ hồ sơ giải quyết trực tuyến toàn trình"),
        unit: words.text("%"),
        lead: responsibility(words, &["so-kh-cn"]),
        direction: Direction::Up,
        kind: IndicatorKind::Percent,
        targets: vec![
            target("2026", "≥ 95%", Comparator::AtLeast, "95"),
            target("2023-2025", "45-47,5", Comparator::Range, "45"),
            target("2030", "Phấn đấu", Comparator::None, ""),
        ],
        reference_text: words.text("57-NQ/TW"),
        references: vec![citation(words, "57-nq-tw")],
        extra: vec![(words.text("Ghi chú"), words.text("Đo hằng năm"))],
        footnotes: vec!["1".to_owned()],
        quote: words.text("Tỷ lệ hồ sơ giải quyết trực tuyến toàn trình đạt ≥ 95%"),
        provenance: at(plan.as_str(), 50),
    }
}

fn tasks(words: Words, plan: &Id) -> Vec<Task> {
    let base = Task {
        id: plan.join("nv-i-1"),
        plan: plan.clone(),
        section: plan.join("i"),
        number: "1".to_owned(),
        ordinal: 1,
        name: words.text("Xây dựng nền tảng số dùng chung của tỉnh, kết nối với trục quốc gia"),
        display_name: words
            .text("Xây dựng nền tảng số dùng chung của tỉnh, kết nối với trục quốc gia"),
        lead: responsibility(words, &["so-kh-cn"]),
        coordinating: responsibility(words, &["cong-an", "cac-so", "so-tt-tt"]),
        deadline: Deadline {
            text: words.text("Tháng 9/2026 (khi đủ điều kiện)"),
            kind: DeadlineKind::Month,
            end: Some(day(2026, 9, 30)),
            precision: Some(Precision::Month),
            condition: Some(words.text("khi đủ điều kiện")),
            ..Deadline::default()
        },
        product: words.text("Nền tảng được nghiệm thu"),
        reference_text: words.text("57-NQ/TW"),
        references: vec![citation(words, "57-nq-tw")],
        mentions: vec![citation(words, "luat-du-lieu")],
        extra: vec![(words.text("Kinh phí"), words.text("Ngân sách"))],
        footnotes: vec!["1".to_owned()],
        provenance: at(plan.as_str(), 60),
    };
    let milestone = |year, text: &str| Milestone {
        date: day(year, 12, 15),
        precision: Precision::Day,
        text: words.text(text),
    };
    let long =
        format!("{} và {}\n(i) Mục một.\n(ii) Mục hai.", words.text("Rà soát"), "chữ ".repeat(750));
    let second = Task {
        id: plan.join("nv-i-2"),
        number: String::new(),
        ordinal: 2,
        name: long.clone(),
        display_name: long.replace("Rà soát", "Rà soát lại"),
        lead: responsibility(words, &[]),
        coordinating: Responsibility::default(),
        deadline: Deadline {
            text: words.text("15/12/2026 phê duyệt, năm 2028 hoàn thành"),
            kind: DeadlineKind::Multi,
            milestones: vec![milestone(2026, "phê duyệt"), milestone(2028, "hoàn thành")],
            end: Some(day(2028, 12, 31)),
            ..Deadline::default()
        },
        ..base.clone()
    };
    let standing = Task {
        id: plan.join("nv-i-3"),
        number: "3".to_owned(),
        ordinal: 3,
        deadline: Deadline {
            text: words.text("Thường xuyên"),
            kind: DeadlineKind::Ongoing,
            ..Deadline::default()
        },
        lead: responsibility(words, &["so-tt-tt"]),
        ..base.clone()
    };
    let undated = Task {
        id: plan.join("nv-i-4"),
        number: "4".to_owned(),
        ordinal: 4,
        deadline: Deadline::default(),
        lead: Responsibility::default(),
        references: Vec::new(),
        ..base.clone()
    };
    vec![base, second, standing, undated]
}

fn document(
    words: Words,
    plan: &str,
    tasks: &[Task],
    indicators: &[Indicator],
    clause: &Clause,
) -> Document {
    let block = |line: u32, usage, kind, items: Vec<Id>| Block {
        kind,
        usage,
        provenance: at(plan, line),
        footnotes: vec!["1".to_owned(), "2".to_owned()],
        items,
    };
    let cell = |text: &str| Cell { text: words.text(text), footnotes: vec!["1".to_owned()] };
    let row = |item: Option<Id>, section: Option<Id>, texts: &[&str]| TableRow {
        cells: texts.iter().map(|text| cell(text)).collect(),
        item,
        section,
        provenance: at(plan, 60),
    };
    let heading = |level, text: &str| BlockKind::Heading { level, text: words.text(text) };
    let item = |mark: &str, text: &str| BlockKind::ListItem {
        mark: mark.to_owned(),
        text: words.text(text),
    };
    let section = Id::new(plan).map(|plan| plan.join("i"));
    let mut rows = vec![row(None, section, &["I", "Nâng cao nhận thức", "", ""])];
    rows.extend(tasks.iter().map(|task| {
        row(
            Some(task.id.clone()),
            None,
            &["1", "Xây dựng nền tảng số dùng chung", "Sở KHCN", "Tháng 9/2026"],
        )
    }));
    rows.push(row(None, None, &["", "Dòng không thuộc mục nào", "", ""]));
    let header = ["TT", "Nội dung", "Chủ trì", ""].map(str::to_owned).to_vec();
    let usages = [Usage::Preamble, Usage::Heading, Usage::Task, Usage::Task, Usage::Unused];
    Document {
        words: crate::model::WordAccount::default(),
        blocks: vec![
            block(1, Usage::Preamble, heading(1, "KẾ HOẠCH"), Vec::new()),
            block(
                3,
                Usage::Preamble,
                BlockKind::Paragraph(words.text("Căn cứ Nghị quyết 57-NQ/TW.")),
                Vec::new(),
            ),
            block(5, Usage::Heading, heading(2, "I. MỤC ĐÍCH, YÊU CẦU"), Vec::new()),
            block(6, Usage::Provision, item("a)", "Bám sát mục tiêu;"), Vec::new()),
            block(
                7,
                Usage::Indicator,
                item("–", "Tỷ lệ hồ sơ đạt 95%."),
                vec![indicators[0].id.clone()],
            ),
            block(8, Usage::Heading, heading(4, "III. NHIỆM VỤ"), Vec::new()),
            block(
                20,
                Usage::Clause,
                BlockKind::Paragraph(clause.text.clone()),
                vec![clause.id.clone(), tasks[0].id.clone()],
            ),
            block(30, Usage::Task, BlockKind::Table { header, rows }, Vec::new()),
            block(
                90,
                Usage::Footnote,
                BlockKind::Footnote { mark: "1".to_owned(), text: words.text("Sáu rõ.") },
                Vec::new(),
            ),
        ],
        lines: (1..).zip(usages).map(|(number, usage)| Line { number, usage }).collect(),
    }
}
