//! Tests of the registry readers and both books.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::model::Responsibility;

const AGENCIES: &str = r#"
agency = [
  { id = "khcn", name = "Sở Khoa học và Công nghệ", short_name = "Sở KH&CN", kind = "so" },
  { id = "tc", name = "Sở Tài chính", kind = "so" },
  { id = "nv", name = "Sở Nội vụ", kind = "so" },
  { id = "vhttdl", name = "Sở Văn hóa, Thể thao và Du lịch", kind = "so" },
  { id = "vp", name = "Văn phòng UBND tỉnh", kind = "ubnd" },
  { id = "bao", name = "Báo và Phát thanh, truyền hình", kind = "bao-chi" },
  { id = "hiep-hoi", name = "Hiệp hội/hội doanh nghiệp", kind = "doan-the" },
  { id = "snd", name = "Các sở, ngành, địa phương", kind = "tap-the", collective = true, spellings = ["Sở, ngành, địa phương"] },
  { id = "sn", name = "Các sở, ngành", kind = "tap-the", collective = true },
]
"#;

const REFERENCES: &str = r#"
reference = [
  { id = "57-nq-tw", kind = "Nghị quyết", number = "57-NQ/TW", short_forms = ["Nghị quyết 57"] },
  { id = "71-nq-cp", kind = "Nghị quyết", number = "71/NQ-CP", short_forms = ["NQ71-CP", "NQ 71/NQ-CP"] },
  { id = "13-kh-tu", kind = "Kế hoạch", number = "13-KH/TU", short_forms = ["KH13-TU"] },
  { id = "17-kh-ubnd", kind = "Kế hoạch", number = "17/KH-UBND", short_forms = ["KH17-UBND", "KH 17/KH-UBND"] },
  { id = "21-ctr-bcd", kind = "Chương trình", number = "21/CTr-BCĐ", short_forms = ["Chương trình 21/CTr-BCĐ của BCĐ của Tỉnh ủy thực hiện Nghị quyết 57"] },
  { id = "luat-cds", kind = "Luật", number = "", title = "Luật Chuyển đổi số" },
]
"#;

fn agencies() -> AgencyBook {
    let mut diagnostics = Diagnostics::default();
    let book = read_agencies(&"a.toml".into(), AGENCIES, &mut diagnostics);
    assert_eq!(diagnostics.iter().next(), None);
    book
}

fn references() -> ReferenceBook {
    let mut diagnostics = Diagnostics::default();
    let book = read_references(&"r.toml".into(), REFERENCES, &mut diagnostics);
    assert_eq!(diagnostics.iter().next(), None);
    book
}

fn read(text: &str) -> (Responsibility, Diagnostics) {
    let (mut diagnostics, file) = (Diagnostics::default(), Arc::from("d.txt"));
    let place = Place::line(Arc::clone(&file), 3);
    let read = agencies().read_list(text, &place, &Id::slug("nv"), &file, &mut diagnostics);
    (read, diagnostics)
}

/// `id`, `id (scope)`, then `| qualifier`; unregistered agencies show by their slug.
fn check(text: &str, expect: &str) {
    let (read, _) = read(text);
    let members: Vec<String> = read
        .members
        .iter()
        .map(|member| match &member.scope {
            Some(scope) => format!("{} ({scope})", member.agency),
            None => member.agency.to_string(),
        })
        .collect();
    let mut said = members.join("; ");
    if let Some(qualifier) = &read.qualifier {
        said = format!("{said} | {qualifier}");
    }
    if read.is_by_reference {
        said.push_str("by reference");
    }
    assert_eq!(said, expect, "{text}");
}

#[test]
fn names_with_commas_are_not_split() {
    check("Sở Tài chính", "tc");
    check("Sở KH&CN, sở tài chính.", "khcn; tc");
    check("Báo và Phát thanh, truyền hình; Sở Văn hoá, Thể thao và Du lịch", "bao; vhttdl");
    check(
        "Sở Tài chính, hiệp hội/hội doanh nghiệp và các sở, ngành, địa phương",
        "tc; hiep-hoi; snd",
    );
    check("Các sở, ngành và Sở Nội vụ", "sn; nv");
    check("Sở Tài chính\nSở Nội vụ", "tc; nv");
    check("Sở Tài chính Sở Nội vụ", "tc; nv");
    check("- Sở Tài chính;\n- Sở Nội vụ;", "tc; nv");
    check("Sở Tài chính, Sở Tài chính", "tc");
    check("Các sở: Tài chính, Nội vụ, Khoa học và Công nghệ", "tc; nv; khcn");
    check("Sở Tài chính, Nội vụ", "tc; nv");
    check("", "");
    check(" – ", "");
}

#[test]
fn a_set_has_the_bodies_it_is_known_to_mean() {
    let text = r#"
agency = [
  { id = "a", name = "Sở A", kind = "so" },
  { id = "cu", name = "Sở Cũ", kind = "so", successor = { id = "a", source = "Công báo" } },
  { id = "vp", name = "Văn phòng", kind = "ubnd" },
  { id = "nhom", name = "Các sở", kind = "so", collective = true, member_kinds = ["so"], members = ["vp", "a", "nhom"] },
  { id = "la", name = "Nhóm lạ", kind = "tap-the", collective = true, member_kinds = ["sở"], members = ["vpp"] },
  { id = "mot", name = "Sở Một", kind = "khac", members = ["a"] },
]
"#;
    let mut diagnostics = Diagnostics::default();
    let book = read_agencies(&"a.toml".into(), text, &mut diagnostics);
    let members = |id: &str| {
        let set = book.agencies().iter().find(|one| one.id.as_str() == id).unwrap();
        set.members.iter().map(Id::as_str).collect::<Vec<_>>().join(" ")
    };
    // Those whose work another took over are not at work any more; nobody is a member of itself.
    assert_eq!(members("nhom"), "a vp");
    assert_eq!((members("la"), members("mot")), (String::new(), String::new()));
    let said: Vec<&str> = diagnostics.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(
        said,
        [
            "không có loại cơ quan `sở`",
            "thành viên `vpp` của nhóm không có trong danh bạ",
            "`mot` là một cơ quan, không phải nhóm nên không có thành viên",
        ]
    );
}

#[test]
fn tails_and_parentheses_limit_agencies() {
    check(
        "Sở Tài chính, Sở Nội vụ theo chức năng, nhiệm vụ, thẩm quyền",
        "tc; nv | theo chức năng, nhiệm vụ, thẩm quyền",
    );
    check(
        "Sở Tài chính (theo chức năng, nhiệm vụ của từng Sở)",
        "tc | theo chức năng, nhiệm vụ của từng Sở",
    );
    check(
        "Sở KH&CN (phần mềm dùng chung); sở, ngành, địa phương (phần mềm đặc thù)",
        "khcn (phần mềm dùng chung); snd (phần mềm đặc thù)",
    );
    check(
        "Văn phòng UBND tỉnh (Trung tâm Phục vụ hành chính công)",
        "vp (Trung tâm Phục vụ hành chính công)",
    );
    check("Theo Kế hoạch 144/KH-UBND", "by reference");
    check("Theo chức năng, nhiệm vụ", " | Theo chức năng, nhiệm vụ");
}

#[test]
fn unregistered_names_stay_whole() {
    check("Sở Giáo dục và Đào tạo, Sở Tài chính", "so-giao-duc-va-dao-tao; tc");
    check("Sở Tài chính Hà Nội", "so-tai-chinh-ha-noi");
    check("VNPT, Mobifone", "vnpt; mobifone");
    check("Ban Dân tộc theo chức năng, nhiệm vụ", "ban-dan-toc-tinh | theo chức năng, nhiệm vụ");
    let (_, diagnostics) = read("Sở Tài chinh; Sở Tài chinh");
    let said: Vec<_> = diagnostics.iter().map(|d| (d.code, d.suggestion.as_deref())).collect();
    assert_eq!(said, [(Code::AgencyUnregistered, Some("có phải `Sở Tài chính`?"))]);
}

fn cite(text: &str, is_list: bool) -> (String, Vec<Code>) {
    let (mut diagnostics, mut book) = (Diagnostics::default(), references());
    let (place, item) = (Place::line("d.txt", 3), Id::slug("nv"));
    let citations = if is_list {
        book.read_list(text, &place, &item, &mut diagnostics)
    } else {
        book.find_mentions(text, &place, Some(&item), &mut diagnostics)
    };
    let ids: Vec<_> = citations.iter().map(|citation| citation.reference.as_str()).collect();
    (ids.join(" "), diagnostics.iter().map(|d| d.code).collect())
}

#[test]
fn reference_cells_are_read() {
    for (text, expect) in [
        ("NQ71-CP, KH17-UBND", "71-nq-cp 17-kh-ubnd"),
        ("Kế hoạch 13-KH/TU, KH 17/KH-UBND NQ 71/NQ-CP", "13-kh-tu 17-kh-ubnd 71-nq-cp"),
        ("Chương trình 21/CTr-BCĐ của BCĐ của Tỉnh ủy thực hiện Nghị quyết 57", "21-ctr-bcd"),
        ("KH99-UBND; NQ71-CP", "kh99-ubnd 71-nq-cp"),
        ("Nhiệm vụ mới", ""),
        ("", ""),
    ] {
        assert_eq!(cite(text, true).0, expect, "{text}");
    }
}

#[test]
fn mentions_are_found_in_sentences() {
    for (text, expect) in [
        ("thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 và Nghị quyết 57", "57-nq-tw"),
        ("Nghị định 269/2025/NĐ-CP, Thông tư số 54/2017/TT-BYT", "269-2025-nd-cp 54-2017-tt-byt"),
        ("Nghị quyết 66.7/2025/NQ-CP; 193/2025/QH15.", "66-7-2025-nq-cp 193-2025-qh15"),
        ("17-TB/CQTTBCĐ, 6548/UBND-KGVX", "17-tb-cqttbcd 6548-ubnd-kgvx"),
        ("Kế hoạch số 86, 17/KH-UBND", "86-kh-ubnd 17-kh-ubnd"),
        ("theo luật chuyển đổi số năm 2025", "luat-cds"),
        ("tỷ lệ chi/GRDP 12/GRDP, 24/24, ngày 31/3/2026, 5G, KH13", ""),
        ("117/KH-UBND", "117-kh-ubnd"),
        ("99/17/KH-UBND1", ""),
    ] {
        assert_eq!(cite(text, false).0, expect, "{text}");
    }
    let codes = cite("Nghị định 269/2025/NĐ-CP và Nghị định số 269/2025/NĐ-CP", false).1;
    assert_eq!(codes, [Code::ReferenceUnregistered]);
}

fn problems(text: &str) -> String {
    let mut diagnostics = Diagnostics::default();
    read_agencies(&"a.toml".into(), text, &mut diagnostics);
    let said: Vec<String> = diagnostics
        .iter()
        .map(|d| {
            let line = d.place.as_ref().and_then(Place::line_number).unwrap_or(0);
            format!("{line}: {} [{}]", d.message, d.suggestion.as_deref().unwrap_or("-"))
        })
        .collect();
    said.join("\n")
}

#[test]
fn slips_in_the_registry_are_explained() {
    let entry = |id: &str, name: &str, rest: &str| {
        format!("[[agency]]\nid = \"{id}\"\nname = \"{name}\"\nkind = \"so\"\n{rest}\n")
    };
    let successor = |id: &str| format!("[agency.successor]\nid = \"{id}\"\nsource = \"\"");
    let file = entry("a", "Sở A", "") + &entry("a", "Sở B", "");
    assert_eq!(problems(&file), "7: mã `a` đã dùng ở trên [đặt mã khác, hoặc gộp hai mục làm một]");
    let file = entry("Sở A", "Sở A", "");
    assert_eq!(problems(&file), "2: mã `Sở A` không đúng dạng [đổi thành `so-a`]");
    let file = entry("a", "Sở Hoà", "") + &entry("b", "sở hòa.", "");
    assert_eq!(
        problems(&file),
        "8: cách viết `sở hòa.` đã thuộc về `a` [giữ cách viết ở một mục, xóa ở mục kia]"
    );
    let file = entry("so-a", "Sở A", "") + &entry("b", "Sở B", &successor("so-aa"));
    assert_eq!(
        problems(&file),
        "11: cơ quan kế thừa `so-aa` không có trong danh bạ [có phải `so-a`?]"
    );
    let file = entry("a", "Sở A", &successor("b")) + &entry("b", "Sở B", &successor("a"));
    assert_eq!(
        problems(&file),
        "6: quan hệ kế thừa đi vòng: a → b → a [xóa `successor` của cơ quan đang hoạt động]"
    );
    let file = entry("a", "Sở A", "").replace("\"so\"", "\"soo\"");
    assert_eq!(problems(&file), "4: không có loại cơ quan `soo` [có phải `so`?]");
}

mod cells;

proptest! {
    #[test]
    fn any_text_can_be_read(text in ".*", words in "([Ss]ở|Tài chính|theo|các|và|,|;|\\(|\\)|57|-|/|NQ|KH|TW|số|\\.|:| |\n){0,12}") {
        for text in [text, words] {
            read(&text);
            cite(&text, true);
            cite(&text, false);
            problems(&text);
        }
    }

    #[test]
    fn lists_of_registered_names_are_read_back(
        order in proptest::sample::subsequence((0..9_usize).collect::<Vec<_>>(), 1..=9).prop_shuffle(),
        separators in proptest::collection::vec(proptest::sample::select(vec![", ", "; ", " và ", "\n", "; và "]), 9),
    ) {
        let book = agencies();
        let mut text = String::new();
        for (at, index) in order.iter().enumerate() {
            if at > 0 {
                text.push_str(separators[at]);
            }
            text.push_str(&book.agencies()[*index].name);
        }
        let (read, diagnostics) = read(&text);
        let ids: Vec<_> = read.members.iter().map(|member| member.agency.clone()).collect();
        let expect: Vec<_> = order.iter().map(|index| book.agencies()[*index].id.clone()).collect();
        prop_assert_eq!(ids, expect);
        prop_assert_eq!(diagnostics.iter().count(), 0);
    }
}
