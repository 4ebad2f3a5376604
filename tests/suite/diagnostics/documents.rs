//! Documents of office programs that cannot be read, or not wholly.

use congkhai::diagnostic::Code;

use crate::office::{docx, xlsx};

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
            sound().document("document.pdf", b"%PDF-1.7"),
            "seeds/plans/kh/document.pdf",
            "không đọc được tệp đuôi `.pdf`",
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
