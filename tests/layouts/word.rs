//! A document as a Word file, written by hand so that every habit of Word can be had.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::{SimpleFileOptions, ZipWriter};

use super::grid::{Block, Cell, File, Item, Look, Mark, Place, Row, Slot};

const NAMES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml""#;
const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const OWN_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>"#;
/// Who changed what while changes were tracked.
const CHANGE: &str = r#"w:id="9" w:author="Văn thư" w:date="2026-01-05T08:00:00Z""#;

/// The document as a `.docx` file.
pub(crate) fn write(blocks: &[Block]) -> File {
    let mut out = Out::default();
    for block in blocks {
        out.block(block);
    }
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document {NAMES}><w:body>{}<w:sectPr/></w:body></w:document>"#,
        out.body
    );
    let parts = [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("word/_rels/document.xml.rels", OWN_RELATIONS.to_owned()),
        ("word/document.xml", document),
        ("word/numbering.xml", numbering()),
        ("word/footnotes.xml", footnotes(&out.notes)),
    ];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    File { ending: "docx", bytes, places: out.places }
}

/// Footnotes, numbered from 1.
fn footnotes(notes: &[&str]) -> String {
    let mut text = format!("<w:footnotes {NAMES}>");
    for (id, note) in (1..).zip(notes) {
        write!(
            text,
            r#"<w:footnote w:id="{id}"><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote>"#,
            run(Mark::Plain, note)
        )
        .unwrap();
    }
    text + "</w:footnotes>"
}

/// Lists that count 1. 2. 3., each from the beginning.
fn numbering() -> String {
    let mut text = format!("<w:numbering {NAMES}>");
    for list in 1..=6 {
        write!(text, r#"<w:abstractNum w:abstractNumId="{list}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>"#).unwrap();
    }
    for list in 1..=6 {
        write!(text, r#"<w:num w:numId="{list}"><w:abstractNumId w:val="{list}"/></w:num>"#)
            .unwrap();
    }
    text + "</w:numbering>"
}

#[derive(Default)]
struct Out {
    body: String,
    paragraphs: u32,
    tables: u32,
    places: Vec<(Item, Place)>,
    notes: Vec<&'static str>,
}

impl Out {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(look, words, item) => {
                let (mark, layout) = match look {
                    Look::Title | Look::Heading => (Mark::Bold, r#"<w:jc w:val="center"/>"#),
                    Look::Plain | Look::Note | Look::PageNumber => (Mark::Plain, ""),
                };
                self.paragraph(&run(mark, words), layout);
                let place = Place { sheet: None, line: self.paragraphs };
                self.places.extend(item.map(|item| (item, place)));
            }
            Block::Blank => self.paragraph("", ""),
            Block::TextBox(words) => self.paragraph(&text_box(words), ""),
            Block::Columns(pairs) => {
                let rows = pairs.iter().map(|(left, right)| {
                    Row::new(vec![Cell::marked(Mark::Bold, left), Cell::new(right)], None)
                });
                self.table(&rows.collect::<Vec<_>>());
                self.paragraph("", "");
            }
            Block::Table(rows) => self.table(rows),
        }
    }

    fn paragraph(&mut self, runs: &str, properties: &str) {
        self.paragraphs += 1;
        write!(self.body, "<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>").unwrap();
    }

    fn table(&mut self, rows: &[Row]) {
        self.tables += 1;
        let width = rows[0].cells.len();
        // The letterhead and the signatures are tables nobody draws lines for.
        let is_drawn = rows.iter().any(|row| row.item.is_some());
        let sides = ["top", "left", "bottom", "right", "insideH", "insideV"];
        let border =
            |side| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#);
        let borders = if is_drawn { sides.map(border).concat() } else { String::new() };
        write!(
            self.body,
            "<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>"
        )
        .unwrap();
        self.body.push_str(&r#"<w:gridCol w:w="1500"/>"#.repeat(width));
        self.body.push_str("</w:tblGrid>");
        for (row, line) in rows.iter().zip(1..) {
            let place = Place { sheet: Some(format!("Bảng {}", self.tables)), line };
            self.places.extend(row.item.map(|item| (item, place)));
            self.body.push_str("<w:tr>");
            if row.is_gone {
                write!(self.body, "<w:trPr><w:del {CHANGE}/></w:trPr>").unwrap();
            } else if matches!(row.item, Some(Item::TaskHeading | Item::IndicatorHeading)) {
                self.body.push_str("<w:trPr><w:tblHeader/></w:trPr>");
            }
            for at in 0..width {
                let below =
                    rows.get(line as usize).is_some_and(|row| row.cells[at].slot == Slot::Above);
                self.cell(row, at, below);
            }
            self.body.push_str("</w:tr>");
        }
        self.body.push_str("</w:tbl>");
    }

    fn cell(&mut self, row: &Row, at: usize, goes_on_below: bool) {
        let cell = &row.cells[at];
        if cell.slot == Slot::Left {
            return;
        }
        let span =
            1 + row.cells[at + 1..].iter().take_while(|cell| cell.slot == Slot::Left).count();
        self.body.push_str("<w:tc><w:tcPr>");
        if span > 1 {
            write!(self.body, r#"<w:gridSpan w:val="{span}"/>"#).unwrap();
        }
        match (cell.slot, goes_on_below) {
            (Slot::Above, _) => self.body.push_str("<w:vMerge/>"),
            (_, true) => self.body.push_str(r#"<w:vMerge w:val="restart"/>"#),
            _ => {}
        }
        self.body.push_str("</w:tcPr>");
        let list = cell.list.map_or(String::new(), |list| {
            format!(r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list}"/></w:numPr>"#)
        });
        let mut runs = String::new();
        for (mark, text) in &cell.runs {
            let mark = if row.is_gone { Mark::Deleted } else { *mark };
            for (part, text) in text.split('\n').enumerate() {
                if part > 0 {
                    write!(runs, "</w:p><w:p><w:pPr/>").unwrap();
                }
                runs.push_str(&self::run(mark, text));
            }
        }
        if let Some(note) = cell.note {
            self.notes.push(note);
            write!(runs, r#"<w:r><w:footnoteReference w:id="{}"/></w:r>"#, self.notes.len())
                .unwrap();
        }
        write!(self.body, "<w:p><w:pPr>{list}</w:pPr>{runs}</w:p></w:tc>").unwrap();
    }
}

fn run(mark: Mark, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let words = format!(r#"<w:t xml:space="preserve">{text}</w:t>"#);
    match mark {
        Mark::Plain => format!("<w:r>{words}</w:r>"),
        Mark::Bold => format!("<w:r><w:rPr><w:b/></w:rPr>{words}</w:r>"),
        Mark::Struck => format!("<w:r><w:rPr><w:strike/></w:rPr>{words}</w:r>"),
        Mark::Hidden => format!("<w:r><w:rPr><w:vanish/></w:rPr>{words}</w:r>"),
        Mark::Inserted => format!("<w:ins {CHANGE}><w:r>{words}</w:r></w:ins>"),
        Mark::Deleted => {
            let words = format!(r#"<w:delText xml:space="preserve">{text}</w:delText>"#);
            format!("<w:del {CHANGE}><w:r>{words}</w:r></w:del>")
        }
    }
}

/// A box of words, once for new programs and once for old ones.
fn text_box(words: &str) -> String {
    let content = format!("<w:txbxContent><w:p>{}</w:p></w:txbxContent>", run(Mark::Bold, words));
    format!(
        r#"<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"#
    )
}
