//! Documents of office programs that cannot be read, or not wholly.

use congkhai::diagnostic::Code;

use crate::office::{docx, package, xlsx};

use super::{Case, DOCUMENT, case, sound};

const WORKBOOK: &str = "seeds/plans/kh/document.xlsx";
const WORD: &str = "seeds/plans/kh/document.docx";

/// An encrypted workbook: a container of the old kind with this part.
fn protected() -> Vec<u8> {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0];
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

fn words(text: &str) -> String {
    format!("<c t=\"str\"><v>{text}</v></c>")
}

/// A header and a row; `more` is the cell of its deadline.
fn rows(more: &str) -> String {
    let head = ["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"].map(words).concat();
    let row = ["1", "Xây dựng kho dữ liệu", "Sở Y tế"].map(words).concat();
    format!("<sheetData><row>{head}</row><row>{row}{more}</row></sheetData>")
}

fn deadline(text: &str) -> String {
    rows(&words(text))
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = files();
    cases.extend(workbooks());
    cases.extend(word_documents());
    cases.extend(portable_documents());
    cases.extend(unseen());
    cases
}

fn files() -> Vec<Case> {
    vec![
        case(
            Code::PlanDocumentAmbiguous,
            sound().file("seeds/plans/kh/document.txt", DOCUMENT),
            "seeds/plans/kh/",
            "có cả seeds/plans/kh/document.md và seeds/plans/kh/document.txt",
            "giữ lại một tệp",
        ),
        case(
            Code::PlanFormat,
            sound().document("document.odt", b"PK"),
            "seeds/plans/kh/document.odt",
            "không đọc được tệp đuôi `.odt`",
            ".docx",
        ),
        case(
            Code::PlanFormat,
            sound()
                .document("document.xls", include_bytes!("../../fixtures/office/libreoffice.xls")),
            "seeds/plans/kh/document.xls",
            "định dạng cũ .xls",
            "kiểu .xlsx",
        ),
    ]
}

fn workbooks() -> Vec<Case> {
    let sound_sheet = deadline("31/3/2026");
    let hidden = [("Bảng", "visible", &*sound_sheet), ("Nháp", "hidden", &*sound_sheet)];
    let workbook =
        |content: &str| sound().document("document.xlsx", xlsx(&[("Bảng", "visible", content)]));
    let mut broken = xlsx(&[("Bảng", "visible", &sound_sheet)]);
    broken.truncate(broken.len() / 2);
    vec![
        case(
            Code::WorkbookProtected,
            sound().document("document.xlsx", protected()),
            WORKBOOK,
            "bị khóa bằng mật khẩu",
            "xóa mật khẩu rồi lưu lại",
        ),
        case(
            Code::WorkbookCorrupt,
            sound().document("document.xlsx", broken),
            WORKBOOK,
            "hỏng",
            "chép lại tệp từ nguồn",
        ),
        case(
            Code::WorkbookCellError,
            workbook(&rows("<c t=\"e\"><v>#REF!</v></c>")),
            "seeds/plans/kh/document.xlsx:Bảng!D2",
            "lỗi công thức `#REF!`",
            "sửa công thức",
        ),
        case(
            Code::WorkbookUncomputed,
            workbook(&rows("<c r=\"D2\"><f>TODAY()</f></c>")),
            "seeds/plans/kh/document.xlsx:Bảng!D2",
            "chưa có kết quả",
            "lưu lại để tính công thức",
        ),
        case(
            Code::WorkbookSheetHidden,
            sound().document("document.xlsx", xlsx(&hidden)),
            WORKBOOK,
            "trang tính ẩn `Nháp`",
            "bỏ ẩn",
        ),
        case(
            Code::DateImpossible,
            workbook(&deadline("31/2/2026")),
            "seeds/plans/kh/document.xlsx:Bảng!D2",
            "ngày `31/2/2026` không có trong lịch",
            "28/02/2026",
        ),
    ]
}

/// PDF nobody can read for certain.
fn portable_documents() -> Vec<Case> {
    let of = |code, name: &str, message, remedy| {
        let bytes = std::fs::read(crate::package().join("tests/pdf").join(name)).unwrap();
        case(
            code,
            sound().document("document.pdf", bytes),
            "seeds/plans/kh/document.pdf",
            message,
            remedy,
        )
    };
    let mut unmapped = std::fs::read(crate::package().join("tests/pdf/ruled.pdf")).unwrap();
    crate::pdf::unmap(&mut unmapped);
    vec![
        of(Code::PdfUnreadable, "locked.pdf", "tệp PDF có mật khẩu", "không đặt mật khẩu"),
        of(Code::PdfScanned, "scan.pdf", "trang 1 là ảnh quét", "xuất thẳng từ Word"),
        of(Code::PdfUnruled, "unruled.pdf", "trang 1–4 có bảng không kẻ đường", "kẻ đường"),
        case(
            Code::PdfLettersUnknown,
            sound().document("document.pdf", unmapped),
            "seeds/plans/kh/document.pdf",
            "không cho biết",
            "xuất thẳng từ Word",
        ),
    ]
}

fn word_documents() -> Vec<Case> {
    vec![
        case(
            Code::DocxCorrupt,
            sound().document("document.docx", docx("")),
            WORD,
            "không có chữ nào",
            "nhận dạng chữ (OCR)",
        ),
        case(
            Code::DocxCorrupt,
            sound().document("document.docx", b""),
            WORD,
            "tệp trống",
            "chép lại tệp từ nguồn",
        ),
        case(
            Code::SourceLegacyEncoding,
            sound().document(
                "document.docx",
                docx("<w:p><w:r><w:t>Céng hßa x· héi chñ nghÜa ViÖt Nam §éc lËp Tù do H¹nh phóc</w:t></w:r></w:p>"),
            ),
            WORD,
            "TCVN3",
            "UniKey",
        ),
    ]
}

/// A table of one task behind `before`; `more` is an additional cell of its row.
fn task(before: &str, more: &str) -> Vec<u8> {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let row =
        |cells: [&str; 4], more: &str| format!("<w:tr>{}{more}</w:tr>", cells.map(cell).concat());
    let head = row(["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"], "");
    let task = row(["1", "Xây dựng kho dữ liệu", "Sở Y tế", "31/3/2026"], more);
    docx(&format!("{before}<w:tbl>{head}{task}</w:tbl>"))
}

/// Words nobody sees, what stands beside words, and words that come out nowhere.
fn unseen() -> Vec<Case> {
    let word = |before: &str| sound().document("document.docx", task(before, ""));
    let raised = "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>";
    let place = |position: &str| format!("{WORD}:{position}").leak() as &str;
    vec![
        case(
            Code::DocumentLeftOut,
            word("<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>Điều cũ</w:t></w:r></w:p>"),
            place("1:1"),
            "bị gạch bỏ",
            "",
        ),
        case(
            Code::DocumentChanges,
            word("<w:p><w:del><w:r><w:delText>Điều cũ</w:delText></w:r></w:del></w:p>"),
            place("1:1"),
            "sửa đổi chưa chấp nhận",
            "Chấp nhận tất cả",
        ),
        case(
            Code::DocumentPicture,
            word("<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>"),
            place("1:1"),
            "hình ảnh",
            "gõ lại",
        ),
        case(
            Code::DocumentBeside,
            sound().document("document.docx", commented()),
            WORD,
            "lời bình",
            "",
        ),
        case(
            Code::DocumentEmbedded,
            word("<w:p><w:r><w:t>Phụ lục</w:t></w:r></w:p><w:altChunk/>"),
            place("1:1"),
            "một tệp khác",
            "lưu lại",
        ),
        case(
            Code::DocumentNested,
            sound().document(
                "document.docx",
                task("", "<w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc>"),
            ),
            place("Bảng 1!E2"),
            "bảng riêng",
            "",
        ),
        case(
            Code::DocumentNoteMark,
            word(&format!("<w:p><w:r><w:t>Đạt 450</w:t></w:r><w:r>{raised}<w:t>1</w:t></w:r></w:p>")),
            place("1:1"),
            "dấu chú thích",
            "",
        ),
        case(
            Code::WordsLost,
            sound().document(
                "document.docx",
                task("", "<w:tc><w:p><w:r><w:t>Ô thừa của hàng</w:t></w:r></w:p></w:tc>"),
            ),
            place("Bảng 1!E2"),
            "Ô thừa của hàng",
            "plan.toml",
        ),
        case(
            Code::WordsLeft,
            sound().document(
                "document.md",
                DOCUMENT.replace("| 31/3/2026 |", "| 31/3/2026 | thừa |"),
            ),
            DOCUMENT_FILE_LINE,
            "“thừa”",
            "plan.toml",
        ),
    ]
}

const DOCUMENT_FILE_LINE: &str = "seeds/plans/kh/document.md:7:1";

/// A Word document with a remark of a reviewer.
fn commented() -> Vec<u8> {
    let text = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    let part = |name: &str, root: &str, inside: &str| {
        (name.to_owned(), format!(r#"<w:{root} xmlns:w="w">{inside}</w:{root}>"#))
    };
    package(&[
        ("[Content_Types].xml".to_owned(), String::new()),
        part("word/document.xml", "document", &format!("<w:body>{}</w:body>", text("Có chữ"))),
        part(
            "word/comments.xml",
            "comments",
            &format!("<w:comment>{}</w:comment>", text("xem lại")),
        ),
    ])
}
