//! Office files made for tests: the smallest packages a reader accepts.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::{SimpleFileOptions, ZipWriter};

const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Style 1 of the workbooks made here is a date.
const STYLES: &str = r#"<styleSheet><fonts count="1"><font/></fonts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>"#;

/// A zip container of these parts.
pub(crate) fn package(parts: &[(String, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A Word document with this body.
pub(crate) fn docx(body: &str) -> Vec<u8> {
    let document = format!(r#"<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#);
    package(&[
        ("[Content_Types].xml".to_owned(), String::new()),
        ("word/document.xml".to_owned(), document),
    ])
}

/// A workbook of sheets: name, state, content of `worksheet`.
pub(crate) fn xlsx(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut list = String::new();
    let mut relations = String::new();
    let mut parts = vec![("[Content_Types].xml".to_owned(), String::new())];
    for (id, (name, state, content)) in (1..).zip(sheets) {
        write!(list, r#"<sheet r:id="rId{id}" name="{name}" sheetId="{id}" state="{state}"/>"#)
            .unwrap();
        let path = format!("worksheets/sheet{id}.xml");
        write!(
            relations,
            r#"<Relationship Id="rId{id}" Type="{RELATION}/worksheet" Target="{path}"/>"#
        )
        .unwrap();
        parts.push((format!("xl/{path}"), format!("<worksheet>{content}</worksheet>")));
    }
    let workbook = format!(r#"<workbook xmlns:r="r"><sheets>{list}</sheets></workbook>"#);
    let main = format!(
        r#"<Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/>"#
    );
    let whole = |relations: &str| format!("<Relationships>{relations}</Relationships>");
    parts.extend([
        ("_rels/.rels".to_owned(), whole(&main)),
        ("xl/workbook.xml".to_owned(), workbook),
        ("xl/_rels/workbook.xml.rels".to_owned(), whole(&relations)),
        ("xl/styles.xml".to_owned(), STYLES.to_owned()),
    ]);
    package(&parts)
}
