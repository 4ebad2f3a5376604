//! Office files made for tests: the smallest packages a reader accepts.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::{SimpleFileOptions, ZipWriter};

const WORKSHEET: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
const PACKAGE_RELATIONS: &str = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

/// A zip container of these parts.
pub(super) fn zip_of(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A DOCX with this body and these other parts.
pub(super) fn docx_of(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let document = format!(r#"<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#);
    let mut all = vec![("[Content_Types].xml", ""), ("word/document.xml", document.as_str())];
    all.extend_from_slice(parts);
    zip_of(&all)
}

/// A workbook of sheets (name, state, content of `worksheet`), with these parts besides.
pub(super) fn xlsx_of(sheets: &[(&str, &str, &str)], parts: &[(&str, &str)]) -> Vec<u8> {
    let mut list = String::new();
    let mut relations = String::new();
    let mut files = Vec::new();
    for (index, (name, state, content)) in sheets.iter().enumerate() {
        let id = index + 1;
        let sheet = r#"<sheet r:id="rId"#;
        write!(list, r#"{sheet}{id}" name="{name}" sheetId="{id}" state="{state}"/>"#).unwrap();
        write!(
            relations,
            r#"<Relationship Id="rId{id}" Type="{WORKSHEET}" Target="worksheets/sheet{id}.xml"/>"#
        )
        .unwrap();
        files.push((
            format!("xl/worksheets/sheet{id}.xml"),
            format!("<worksheet>{content}</worksheet>"),
        ));
    }
    let workbook = format!(r#"<workbook xmlns:r="r">WORKBOOKPR<sheets>{list}</sheets></workbook>"#);
    let (is_1904, parts): (Vec<_>, Vec<_>) =
        parts.iter().copied().partition(|(name, _)| *name == "1904");
    let properties = if is_1904.is_empty() { "" } else { r#"<workbookPr date1904="1"/>"# };
    let workbook = workbook.replace("WORKBOOKPR", properties);
    let relations = format!("<Relationships>{relations}</Relationships>");
    let mut all = vec![
        ("[Content_Types].xml", ""),
        ("_rels/.rels", PACKAGE_RELATIONS),
        ("xl/workbook.xml", workbook.as_str()),
        ("xl/_rels/workbook.xml.rels", relations.as_str()),
    ];
    all.extend(files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    all.extend(parts);
    zip_of(&all)
}
