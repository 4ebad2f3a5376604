//! Faults of files, settings, registries, pages and themes.

use std::fs;

use congkhai::diagnostic::Code;

use super::{
    AGENCIES, AGENCIES_FILE, CONFIG, Case, DOCUMENT_FILE, PAGE_FILE, PLAN_FILE, case, sound,
};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = on_disk();
    cases.extend(encodings());
    cases.extend(settings());
    cases.extend(registries());
    cases.extend(pages_and_themes());
    cases.extend(theme_settings());
    cases.extend(search_words());
    cases
}

fn on_disk() -> Vec<Case> {
    vec![
        case(
            Code::SourceMissing,
            sound().without("congkhai.toml"),
            "congkhai.toml",
            "thiếu tệp cấu hình",
            "congkhai init",
        ),
        case(
            Code::SourceMissing,
            sound().without(PLAN_FILE),
            "seeds/plans/kh/",
            "không có tệp plan.toml",
            "title = ",
        ),
        case(
            Code::SourceMissing,
            sound().without(DOCUMENT_FILE),
            "seeds/plans/kh/",
            "không có văn bản",
            "document.docx",
        ),
        case(
            Code::SourceUnreadable,
            sound().prepared(|root| {
                let content = root.join("content");
                std::os::unix::fs::symlink(&content, content.join("vong")).unwrap();
            }),
            "content/vong",
            "liên kết đi vòng",
            "xóa liên kết",
        ),
        case(
            Code::SourceOutside,
            sound().prepared(|root| {
                let page = root.join("content/ngoai.md");
                std::os::unix::fs::symlink("/etc/hostname", page).unwrap();
            }),
            "content/ngoai.md",
            "trỏ ra ngoài",
            "chép tệp vào thư mục của trang",
        ),
        case(
            Code::IdInvalid,
            sound().prepared(|root| {
                let plans = root.join("seeds/plans");
                fs::rename(plans.join("kh"), plans.join("Kế hoạch 1")).unwrap();
            }),
            "seeds/plans/Kế hoạch 1/",
            "`Kế hoạch 1`",
            "đổi tên thành `ke-hoach-1`",
        ),
    ]
}

/// Words in an old encoding of one byte a letter.
fn bytes_of(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

fn encodings() -> Vec<Case> {
    let utf16: Vec<u8> = [0xFEFF_u16]
        .into_iter()
        .chain("# KẾ HOẠCH\n".encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let tcvn3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam\n§éc lËp - Tù do - H¹nh phóc\n";
    let vni = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam\nÑoäc laäp - Töï do - Haïnh phuùc\n";
    vec![
        case(
            Code::SourceNotUtf8,
            sound().file(DOCUMENT_FILE, b"# K\nSo \xFFx\n"),
            "seeds/plans/kh/document.md:2:4",
            "byte 0xFF ở vị trí 7 (dòng 2, cột 4)",
            "lưu lại với bảng mã UTF-8",
        ),
        case(
            Code::SourceLegacyEncoding,
            sound().file(DOCUMENT_FILE, utf16),
            DOCUMENT_FILE,
            "UTF-16 LE",
            "Notepad",
        ),
        case(
            Code::SourceLegacyEncoding,
            sound().file(DOCUMENT_FILE, bytes_of(tcvn3)),
            "seeds/plans/kh/document.md:1:2",
            "TCVN3",
            "UniKey",
        ),
        case(
            Code::SourceLegacyEncoding,
            sound().file(DOCUMENT_FILE, vni),
            "seeds/plans/kh/document.md:1:1",
            "VNI",
            "UniKey",
        ),
    ]
}

fn settings() -> Vec<Case> {
    vec![
        case(
            Code::TomlSyntax,
            sound().change("congkhai.toml", "\"Trang thử\"", "Trang thử"),
            "congkhai.toml:1:9",
            "chữ phải nằm trong dấu ngoặc kép",
            "giữa hai dấu",
        ),
        case(
            Code::TomlSyntax,
            sound().change("congkhai.toml", "description", "desription"),
            "congkhai.toml:2:1",
            "khóa lạ `desription`",
            "có phải `description`?",
        ),
        case(
            Code::TomlSyntax,
            sound().file(PLAN_FILE, "title = \"Kế hoạch\"\nshort_titel = \"KH\"\n"),
            "seeds/plans/kh/plan.toml:2:1",
            "không có khóa `short_titel`",
            "có phải `short_title`?",
        ),
        case(
            Code::TomlSyntax,
            sound().file(PLAN_FILE, "kind = \"Kế hoạch\"\n"),
            "seeds/plans/kh/plan.toml:1:1",
            "thiếu khóa `title`",
            "thêm dòng `title",
        ),
        case(
            Code::ConfigInvalid,
            sound().file("congkhai.toml", format!("theme = \"../mau\"\n{CONFIG}")),
            "congkhai.toml:1:9",
            "`theme`: không phải tên giao diện",
            "thư mục trong `themes/`",
        ),
        case(
            Code::ConfigInvalid,
            sound().change("congkhai.toml", "https://thu.example/", "https://thu.example/../x"),
            "congkhai.toml:3:12",
            "`..`",
            "https://example.vn/",
        ),
        case(
            Code::ThemeUnknown,
            sound().file("congkhai.toml", format!("theme = \"la\"\n{CONFIG}")),
            "congkhai.toml",
            "không có giao diện `la`",
            "`mac-dinh`",
        ),
    ]
}

fn registries() -> Vec<Case> {
    let successor = |from: &str, to: &str| {
        format!("\n[agency.successor]\nid = \"{to}\"\nsource = \"{from}\"\n")
    };
    let with = |text: &str| sound().file(AGENCIES_FILE, format!("{AGENCIES}{text}"));
    let cycle = AGENCIES.replace("\n\n", &format!("\n{}\n", successor("A", "so-tai-chinh")))
        + &successor("B", "so-y-te");
    vec![
        case(
            Code::IdInvalid,
            with("\n[[agency]]\nid = \"Sở Nội vụ\"\nname = \"Sở Nội vụ\"\nkind = \"so\"\n"),
            "seeds/agencies.toml:12:6",
            "mã `Sở Nội vụ` không đúng dạng",
            "đổi thành `so-noi-vu`",
        ),
        case(
            Code::IdDuplicate,
            with("\n[[agency]]\nid = \"so-y-te\"\nname = \"Sở Nội vụ\"\nkind = \"so\"\n"),
            "seeds/agencies.toml:12:6",
            "mã `so-y-te` đã dùng",
            "đặt mã khác",
        ),
        case(
            Code::SpellingDuplicate,
            with("spellings = [\"sở y tế\"]\n"),
            "seeds/agencies.toml:10:14",
            "cách viết `sở y tế` đã thuộc về `so-y-te`",
            "xóa ở mục kia",
        ),
        case(
            Code::SuccessorUnknown,
            with(&successor("NQ", "so-y-tê")),
            "seeds/agencies.toml:12:6",
            "`so-y-tê` không có trong danh bạ",
            "có phải `so-y-te`?",
        ),
        case(
            Code::SuccessorCycle,
            sound().file(AGENCIES_FILE, cycle),
            "seeds/agencies.toml:7:6",
            "đi vòng: so-y-te → so-tai-chinh → so-y-te",
            "xóa `successor`",
        ),
        case(
            Code::ConfigInvalid,
            sound().change(AGENCIES_FILE, "kind = \"so\"", "kind = \"sở\""),
            "seeds/agencies.toml:4:8",
            "không có loại cơ quan `sở`",
            "`so`",
        ),
        case(
            Code::DateImpossible,
            sound().file(
                "seeds/references.toml",
                "[[reference]]\nid = \"a\"\nkind = \"Nghị quyết\"\nnumber = \"57-NQ/TW\"\ndate = \"22/12/2024\"\n",
            ),
            "seeds/references.toml:5:8",
            "`22/12/2024` không phải ngày",
            "2026-12-15",
        ),
        case(
            Code::PersonalData,
            with("\n# Hỏi chị Lan, 0912 345 678\n"),
            "seeds/agencies.toml:11:16",
            "dòng này có số điện thoại `09•••••678`",
            "xóa số điện thoại khỏi tệp nguồn",
        ),
    ]
}

fn pages_and_themes() -> Vec<Case> {
    let theme = || sound().file("congkhai.toml", format!("theme = \"rieng\"\n{CONFIG}"));
    vec![
        case(
            Code::FrontMatter,
            sound().file(PAGE_FILE, "Xin chào.\n"),
            "content/gioi-thieu.md:1:1",
            "không có phần đầu",
            "dòng đầu là `+++`",
        ),
        case(
            Code::FrontMatter,
            sound().change(PAGE_FILE, "description", "desription"),
            "content/gioi-thieu.md:3:1",
            "không có khóa `desription`",
            "có phải `description`?",
        ),
        case(
            Code::FrontMatter,
            sound().change(PAGE_FILE, "Giới thiệu", " "),
            "content/gioi-thieu.md:2:1",
            "`title` để trống",
            "một dòng chữ",
        ),
        case(
            Code::PersonalData,
            sound().file(PAGE_FILE, format!("{}Thư: lan@example.com\n", super::PAGE)),
            "content/gioi-thieu.md:7:6",
            "địa chỉ thư điện tử `l•••@example.com`",
            "xóa địa chỉ thư điện tử",
        ),
        case(
            Code::OutputClash,
            sound().file("content/nhiem-vu.md", super::PAGE),
            "nhiem-vu/index.html",
            "hai tệp cùng ghi vào",
            "đổi tên tệp trong content/",
        ),
        case(
            Code::TemplateInvalid,
            theme().file("themes/rieng/templates/pages/home.html", "<p>\n{{ page.x | la }}</p>\n"),
            "themes/rieng/templates/pages/home.html:2:1",
            "mẫu giao diện sai",
            "xóa tệp để dùng mẫu có sẵn",
        ),
    ]
}

const THEME_FILE: &str = "themes/rieng/theme.toml";

fn theme_settings() -> Vec<Case> {
    let theme = |text: &str| {
        let site = sound().file("congkhai.toml", format!("theme = \"rieng\"\n{CONFIG}"));
        site.file(THEME_FILE, text)
    };
    vec![
        case(
            Code::TomlSyntax,
            theme("logoo = \"a.svg\"\n"),
            "themes/rieng/theme.toml:1:1",
            "không có khóa `logoo`",
            "có phải `logo`?",
        ),
        case(
            Code::ConfigInvalid,
            theme("publisher = \" \"\n"),
            "themes/rieng/theme.toml:1:13",
            "`publisher` để trống",
            "tối đa 80 chữ cái",
        ),
        case(
            Code::ThemeColour,
            theme("[colours]\nbran = { light = \"#7a1020\", dark = \"#4a0d15\" }\n"),
            "themes/rieng/theme.toml:2:1",
            "không có màu `bran`",
            "có phải `brand`?",
        ),
        case(
            Code::ThemeColour,
            theme("[colours]\nbrand = { light = \"đỏ\", dark = \"#4a0d15\" }\n"),
            "themes/rieng/theme.toml:2:19",
            "màu `brand` viết sai: `đỏ`",
            "sáu chữ số hệ mười sáu",
        ),
        case(
            Code::ThemeColour,
            theme("[colours]\nbrand = { light = \"#ffd0d0\", dark = \"#4a0d15\" }\n"),
            "themes/rieng/theme.toml:2:19",
            "khi nền sáng: màu `on-brand` #ffffff trên nền `brand` #ffd0d0 khó đọc, độ tương phản 1,3:1",
            "đổi `brand` thành `#",
        ),
        case(
            Code::ThemeColour,
            theme("").file(
                "themes/rieng/static/css/tokens.css",
                ":root {\n  --paper: light-dark(#ffffff, #14181d);\n  --quiet: light-dark(#b0b0b0, #b3bec9);\n}\n",
            ),
            "themes/rieng/static/css/tokens.css:3:1",
            "màu `quiet` #b0b0b0 trên nền `paper` #ffffff",
            "ít nhất 4,5:1",
        ),
        case(
            Code::ThemeLogo,
            theme("logo = \"quoc-huy.svg\"\n"),
            "themes/rieng/theme.toml:1:8",
            "không có tệp themes/rieng/static/quoc-huy.svg",
            "SVG hoặc PNG",
        ),
        case(
            Code::ThemeLogo,
            theme("logo = \"a.svg\"\n").file(
                "themes/rieng/static/a.svg",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><script/></svg>",
            ),
            "themes/rieng/theme.toml:1:8",
            "có phần tử `<script>` không được phép",
            "SVG hoặc PNG",
        ),
    ]
}

const WORDS_FILE: &str = "content/tim-kiem.toml";

fn search_words() -> Vec<Case> {
    let words = |text: &str| sound().file(WORDS_FILE, text);
    vec![
        case(
            Code::SearchWords,
            words("[document_kinds]\nNQ = \"nghị quyết\"\nN-Q = \"nghị quyết mới\"\n"),
            "content/tim-kiem.toml:3:1",
            "`N-Q` không phải mã loại văn bản",
            "ví dụ NQ, KH, QĐ",
        ),
        case(
            Code::SearchWords,
            words("[synonyms]\n\"KH&CN\" = [\"khoa học và công nghệ\"]\n"),
            "content/tim-kiem.toml:2:1",
            "`KH&CN` không phải một từ liền",
            "ví dụ CĐS, AI, KHCN",
        ),
        case(
            Code::SearchWords,
            words("[synonyms]\nAI = []\n"),
            "content/tim-kiem.toml:2:1",
            "`AI` chưa có cách viết nào khác",
            "chuyển đổi số",
        ),
        case(
            Code::SearchWords,
            words("[synonyms]\nAI = [\"trí tuệ nhân tạo\", \" \"]\n"),
            "content/tim-kiem.toml:2:27",
            "để trống",
            "một hay nhiều từ",
        ),
        case(
            Code::SearchWords,
            words("[synonyms]\nA = [\"Văn hoá\"]\nB = [\"văn hóa\"]\n"),
            "content/tim-kiem.toml:3:6",
            "`văn hóa` trùng với `Văn hoá`",
            "mỗi cách viết chỉ nằm trong một nhóm",
        ),
        case(
            Code::SearchWords,
            words("[everyday]\n\"sổ đỏ\" = [\"đất đai *2\"]\n"),
            "content/tim-kiem.toml:2:12",
            "`2` không phải mức gần nghĩa",
            "từ 0,1 đến 1",
        ),
        case(
            Code::SearchWords,
            words("[everyday]\n\"sổ đỏ\" = [\" *0,5\"]\n"),
            "content/tim-kiem.toml:2:12",
            "để trống",
            "một hay nhiều từ",
        ),
        case(
            Code::SearchWords,
            words("questions = [\"bao giờ\", \"Bao giờ\"]\n"),
            "content/tim-kiem.toml:1:25",
            "`Bao giờ` trùng với `bao giờ`",
            "một lần",
        ),
        case(
            Code::TomlSyntax,
            words("[tu_dong_nghia]\n"),
            "content/tim-kiem.toml:1:2",
            "không có khóa `tu_dong_nghia`",
            "synonyms",
        ),
    ]
}
