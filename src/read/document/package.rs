//! The zip container of office files, opened within limits so that no file can fill the memory.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::sync::Arc;

use zip::ZipArchive;
use zip::result::ZipError;

use crate::diagnostic::{Code, Diagnostic, Place};

/// Most bytes a package may unpack to, all parts together.
const MAX_UNPACKED: u64 = 256 << 20;
/// Most parts a package may have.
const MAX_PARTS: usize = 4096;
/// Most times a big part may be larger than its packed form; deflate itself ends at about 1,030.
const MAX_RATIO: u64 = 400;
/// Parts below this size may be packed as tightly as they like.
const RATIO_FLOOR: u64 = 16 << 20;

const OLE_MAGIC: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// What a package is expected to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An `.xlsx` workbook.
    Workbook,
    /// A `.docx` text.
    Text,
    /// An `.ods` workbook.
    OpenDocument,
    /// An `.xls` workbook, which is no package.
    OldWorkbook,
}

/// Why a package cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A file of no bytes.
    Empty,
    /// An old binary `.xls` or `.doc`.
    Legacy,
    /// Encrypted with a password.
    Protected,
    /// No zip container at all.
    NotPackage,
    /// A zip container of something else; the words say of what.
    Foreign(&'static str),
    /// Broken; the words say how.
    Damaged(String),
    /// Above a limit; the words say which.
    TooLarge(String),
}

/// An opened container.
#[derive(Debug)]
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    parts: BTreeMap<String, usize>,
    budget: u64,
}

impl<'a> Package<'a> {
    /// Opens a container and checks that it holds a `kind`.
    pub(super) fn open(bytes: &'a [u8], kind: Kind) -> Result<Self, Fault> {
        if bytes.is_empty() {
            return Err(Fault::Empty);
        }
        if bytes.starts_with(&OLE_MAGIC) {
            let is_encrypted = contains_utf16(bytes, "EncryptedPackage");
            return Err(if is_encrypted { Fault::Protected } else { Fault::Legacy });
        }
        if !bytes.starts_with(b"PK") {
            return Err(Fault::NotPackage);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| fault(&error))?;
        if archive.len() > MAX_PARTS {
            return Err(Fault::TooLarge(format!("có hơn {MAX_PARTS} phần bên trong")));
        }
        if archive.has_duplicate_names() {
            return Err(Fault::Damaged("hai phần bên trong trùng tên".to_owned()));
        }
        let mut parts = BTreeMap::new();
        for (index, name) in archive.file_names().enumerate() {
            let name = name.map_err(|error| fault(&error))?;
            parts.insert(name.replace('\\', "/").to_lowercase(), index);
        }
        let package = Self { archive, parts, budget: MAX_UNPACKED };
        package.expect(kind)?;
        Ok(package)
    }

    fn expect(&self, kind: Kind) -> Result<(), Fault> {
        if kind == Kind::OpenDocument {
            let is_one = self.has("mimetype") && self.has("content.xml");
            return if is_one { Ok(()) } else { Err(Fault::Foreign("tệp khác")) };
        }
        let has_folder = |folder: &str| self.parts.keys().any(|name| name.starts_with(folder));
        let what = if self.has("xl/workbook.bin") {
            "bảng tính nhị phân .xlsb"
        } else if kind == Kind::Text && has_folder("xl/") {
            "bảng tính .xlsx"
        } else if kind == Kind::Workbook && has_folder("word/") {
            "văn bản .docx"
        } else if has_folder("ppt/") {
            "trình chiếu .pptx"
        } else if self.has("mimetype") && self.has("content.xml") {
            "tệp OpenDocument (.odt, .ods)"
        } else if !self.has("[content_types].xml") && !self.has("_rels/.rels") {
            "tệp nén .zip thường"
        } else {
            return Ok(());
        };
        Err(Fault::Foreign(what))
    }

    /// Whether there is a part of this name, in any case of letters.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&name.to_lowercase())
    }

    /// Names of the parts, in lower case.
    pub(super) fn names(&self) -> Vec<String> {
        self.parts.keys().cloned().collect()
    }

    /// Bytes of a part; nothing if there is no such part.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some(&index) = self.parts.get(&name.to_lowercase()) else { return Ok(None) };
        let mut bytes = Vec::new();
        self.unpack(index, &mut bytes)?;
        Ok(Some(bytes))
    }

    /// Unpacks everything once into nothing, so that another reader may safely do it again.
    pub(super) fn measure(&mut self) -> Result<(), Fault> {
        for index in 0..self.archive.len() {
            self.unpack(index, &mut std::io::sink())?;
        }
        self.budget = MAX_UNPACKED;
        Ok(())
    }

    fn unpack(&mut self, index: usize, sink: &mut impl std::io::Write) -> Result<(), Fault> {
        let part = self.archive.by_index(index).map_err(|error| fault(&error))?;
        let packed = part.compressed_size().max(1);
        if part.size() > self.budget {
            return Err(too_large());
        }
        let mut limited = part.take(self.budget + 1);
        let size = std::io::copy(&mut limited, sink)
            .map_err(|error| Fault::Damaged(format!("không giải nén được: {error}")))?;
        if size > self.budget {
            return Err(too_large());
        }
        if size > RATIO_FLOOR && size / packed > MAX_RATIO {
            return Err(Fault::TooLarge(format!(
                "có phần phình ra hơn {MAX_RATIO} lần khi giải nén"
            )));
        }
        self.budget -= size;
        Ok(())
    }
}

impl Fault {
    /// The problem as people read it.
    pub(super) fn diagnostic(&self, kind: Kind, file: &Arc<str>) -> Diagnostic {
        let (corrupt, program, extension, what) = match kind {
            Kind::Workbook => (Code::WorkbookCorrupt, "Excel", ".xlsx", "bảng tính"),
            Kind::Text => (Code::DocxCorrupt, "Word", ".docx", "văn bản"),
            Kind::OpenDocument => (Code::WorkbookCorrupt, "LibreOffice", ".ods", "bảng tính"),
            Kind::OldWorkbook => (Code::WorkbookCorrupt, "Excel", ".xls", "bảng tính"),
        };
        let place = || Place::file(Arc::clone(file));
        let save_as =
            format!("mở bằng {program} hoặc LibreOffice, chọn Lưu thành, kiểu {extension}");
        match self {
            Self::Empty => Diagnostic::new(corrupt, place(), "tệp trống, không có byte nào")
                .suggestion("chép lại tệp từ nguồn"),
            Self::Legacy => {
                let old = extension.trim_end_matches('x');
                let message = format!("tệp ở định dạng cũ {old} của Office 97–2003");
                Diagnostic::new(Code::PlanFormat, place(), message).suggestion(save_as)
            }
            Self::Protected => {
                let code = match kind {
                    Kind::Text => Code::PlanFormat,
                    _ => Code::WorkbookProtected,
                };
                let suggestion = format!(
                    "mở bằng {program}, vào Tệp > Thông tin > Bảo vệ > Mã hóa bằng mật khẩu, \
                     xóa mật khẩu rồi lưu lại"
                );
                Diagnostic::new(code, place(), format!("{what} bị khóa bằng mật khẩu"))
                    .suggestion(suggestion)
            }
            Self::NotPackage => {
                Diagnostic::new(corrupt, place(), format!("nội dung tệp không phải {extension}"))
                    .suggestion(save_as)
            }
            Self::Foreign(found) => {
                let message = format!("tệp là {found}, không phải {extension}");
                Diagnostic::new(Code::PlanFormat, place(), message).suggestion(save_as)
            }
            Self::Damaged(detail) => {
                Diagnostic::new(corrupt, place(), format!("tệp {extension} hỏng: {detail}"))
                    .suggestion(format!(
                        "mở bằng {program}, cho sửa chữa rồi lưu lại, hoặc chép lại tệp từ nguồn"
                    ))
            }
            Self::TooLarge(detail) => Diagnostic::new(
                Code::SourceTooLarge,
                place(),
                format!("tệp {extension} quá lớn: {detail}"),
            )
            .suggestion("bỏ phần thừa hoặc tách thành nhiều tệp nhỏ"),
        }
    }
}

fn too_large() -> Fault {
    Fault::TooLarge(format!("giải nén ra hơn {} MiB", MAX_UNPACKED >> 20))
}

fn fault(error: &ZipError) -> Fault {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            Fault::Protected
        }
        error => Fault::Damaged(format!("không đọc được vỏ nén ({error})")),
    }
}

/// Whether `word`, ASCII, stands somewhere in UTF-16LE (names in an OLE directory do).
fn contains_utf16(bytes: &[u8], word: &str) -> bool {
    let wide: Vec<u8> = word.bytes().flat_map(|byte| [byte, 0]).collect();
    bytes.windows(wide.len()).any(|window| window == wide)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::document::samples::zip_of;

    #[test]
    fn a_bomb_is_refused_before_it_fills_the_memory() {
        let zeros = "0".repeat(64 << 20);
        let bytes = zip_of(&[("_rels/.rels", ""), ("a.xml", &zeros)]);
        assert!(bytes.len() < 1 << 20);
        let mut package = Package::open(&bytes, Kind::Text).unwrap();
        assert!(matches!(package.read("a.xml"), Err(Fault::TooLarge(_))));
    }

    #[test]
    fn many_parts_are_refused() {
        let names: Vec<String> = (0..=MAX_PARTS).map(|n| format!("{n}.xml")).collect();
        let parts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
        let bytes = zip_of(&parts);
        assert!(matches!(Package::open(&bytes, Kind::Text), Err(Fault::TooLarge(_))));
    }

    #[test]
    fn what_else_it_may_be_is_named() {
        let check = |bytes: &[u8], expected: &Fault| {
            assert_eq!(Package::open(bytes, Kind::Workbook).map(|_| ()), Err(expected.clone()));
        };
        let mut ole = OLE_MAGIC.to_vec();
        check(&ole, &Fault::Legacy);
        ole.extend("EncryptedPackage".bytes().flat_map(|byte| [byte, 0]));
        check(&ole, &Fault::Protected);
        check(b"", &Fault::Empty);
        check(b"STT;Ten", &Fault::NotPackage);
        check(&zip_of(&[("word/document.xml", "")]), &Fault::Foreign("văn bản .docx"));
        check(&zip_of(&[("a.txt", "")]), &Fault::Foreign("tệp nén .zip thường"));
    }
}
