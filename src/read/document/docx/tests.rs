//! DOCX written by hand for the odd cases, and by real programs for the usual ones.

use std::fmt::Write as _;

use super::super::samples::{docx_of, zip_of};
use super::super::{Merged, RawCell};
use super::*;

/// Pieces as lines: `#2` heading, `*` bold, `[1]` footnote, `^1` call, `<` and `^` merged cells.
fn show(bytes: &[u8]) -> String {
    let mut diagnostics = Diagnostics::default();
    let document = read_docx(&Arc::from("a.docx"), bytes, &mut diagnostics);
    let mut shown = String::new();
    for piece in &document.pieces {
        match piece {
            Piece::Text(text) => {
                let mut marks = text.line_first.to_string();
                text.heading.iter().for_each(|level| write!(marks, "#{level}").unwrap());
                if text.is_bold {
                    marks.push('*');
                }
                text.footnote.iter().for_each(|mark| write!(marks, "[{mark}]").unwrap());
                text.bullet.iter().for_each(|bullet| write!(marks, " {bullet}").unwrap());
                writeln!(shown, "{marks} {}{}", text.text, show_calls(&text.calls)).unwrap();
            }
            Piece::Table(table) => {
                writeln!(shown, "{}", table.sheet.as_deref().unwrap()).unwrap();
                for row in &table.rows {
                    let cells: Vec<String> = row.cells.iter().map(show_cell).collect();
                    writeln!(shown, "{}| {}", row.line, cells.join(" | ")).unwrap();
                }
            }
        }
    }
    for problem in diagnostics.iter() {
        assert!(!problem.message.ends_with('.'));
        writeln!(shown, "{}: {}", problem.code.as_str(), problem.message).unwrap();
    }
    shown
}

fn show_cell(cell: &RawCell) -> String {
    let bold = if cell.is_bold { "*" } else { "" };
    match cell.merged {
        Some(Merged::Left) => "<".to_owned(),
        Some(Merged::Above) => "^".to_owned(),
        None => format!("{bold}{}{}", cell.text, show_calls(&cell.calls)),
    }
}

fn show_calls(calls: &[String]) -> String {
    calls.iter().flat_map(|mark| ["^", mark]).collect()
}

fn check(body: &str, expected: &str) {
    assert_eq!(show(&docx_of(body, &[])).trim_end(), expected.trim_end());
}

#[test]
fn runs_make_paragraphs() {
    check(
        "<w:p/><w:p><w:r><w:t>Sở </w:t></w:r><w:hyperlink><w:r><w:rPr><w:b/></w:rPr><w:t>Y</w:t><w:tab/><w:t>tế &amp; R&#38;D &x;</w:t></w:r></w:hyperlink></w:p>
         <w:sdt><w:sdtPr><w:t>không</w:t></w:sdtPr><w:sdtContent><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>57</w:t><w:noBreakHyphen/><w:t>NQ/TW thu\u{ad}ê</w:t><w:softHyphen/></w:r></w:p></w:sdtContent></w:sdt>",
        "2 Sở Y tế & R&D\n3* 57-NQ/TW thuê",
    );
}

#[test]
fn what_is_not_printed_is_left_out() {
    check(
        r#"<w:p><w:pPr><w:outlineLvl w:val="1"/><w:rPr><w:b/></w:rPr></w:pPr>
           <w:ins><w:r><w:t>mới</w:t></w:r></w:ins><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>
           <w:moveFrom><w:r><w:t>đi</w:t></w:r></w:moveFrom>
           <w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>
           <w:r><w:fldChar/><w:instrText>PAGE</w:instrText><w:sym w:font="Symbol" w:char="F0B3"/><w:t xml:space="preserve"> 40%</w:t></w:r></w:p>"#,
        "1#2 mới≥ 40%\n\
         document/tracked-changes: văn bản còn sửa đổi chưa chấp nhận: 1 chỗ đã xóa không được đọc, 1 chỗ chèn thêm được đọc như chữ thường\n\
         document/left-out: chữ bị ẩn không được đọc",
    );
}

#[test]
fn text_boxes_are_read_once() {
    check(
        "<w:p><w:r><w:t>Ngoài</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>Trong</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>
         <mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>Trong</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        "1 Ngoài\n1 Trong",
    );
}

#[test]
fn bullets_typed_by_hand_are_taken_off() {
    check(
        "<w:p><w:r><w:t>Gồm</w:t><w:br/><w:t>hai việc:</w:t><w:br/><w:t>- Một</w:t><w:br/><w:t>+ Hai</w:t></w:r></w:p>",
        "1 Gồm hai việc:\n1 - Một\n1 + Hai",
    );
    check("<w:p><w:r><w:t>-5 độ</w:t><w:br/><w:t>•Ba</w:t></w:r></w:p>", "1 -5 độ\n1 • Ba");
}

#[test]
fn merged_cells_are_marked() {
    check(
        r#"<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>A</w:t></w:r></w:p></w:tc>
           <w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>B</w:t></w:r></w:p></w:tc></w:tr>
           <w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>xóa</w:t></w:r></w:p></w:tc></w:tr>
           <w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc><w:p><w:r><w:t>- một</w:t></w:r></w:p><w:p><w:r><w:t>- hai</w:t></w:r></w:p>
           <w:tbl><w:tr><w:tc><w:p><w:r><w:t>lồng</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc>
           <w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"#,
        "Bảng 1\n1| *A | < | B\n3|  | - một · - hai | ^\nBảng 1.1\n1| lồng\n\
         document/tracked-changes: văn bản còn sửa đổi chưa chấp nhận: 1 chỗ đã xóa không được đọc, 0 chỗ chèn thêm được đọc như chữ thường\n\
         document/nested-table: bảng nằm trong ô của bảng khác, được đọc thành một bảng riêng",
    );
}

#[test]
fn notes_follow_what_calls_them() {
    let notes = r#"<w:footnotes xmlns:w="w"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>
        <w:footnote w:id="7"><w:p><w:r><w:footnoteRef/><w:t> Theo 57-NQ/TW</w:t></w:r></w:p></w:footnote>
        <w:footnote w:id="8"><w:p><w:r><w:t>Hai</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    let call = |id| format!(r#"<w:r><w:footnoteReference w:id="{id}"/></w:r>"#);
    let body = format!(
        "<w:p><w:r><w:t>Một</w:t></w:r>{}{}</w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Ô</w:t></w:r>{}{}</w:p></w:tc></w:tr></w:tbl>",
        call(8),
        call(9),
        call(7),
        call(8),
    );
    let shown = show(&docx_of(&body, &[("word/footnotes.xml", notes)]));
    assert_eq!(shown, "1 Một^1\n1[1] Hai\nBảng 1\n1| Ô^2^1\n1[2] Theo 57-NQ/TW\n");
}

#[test]
fn broken_files_say_how() {
    let old = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    assert_eq!(show(&old), "plan/format: tệp ở định dạng cũ .doc của Office 97–2003\n");
    check("", "docx/corrupt: văn bản Word không có chữ nào");
    check(
        "<w:p><w:r><w:t>Còn</w:t></w:r></w:p><w:p></w:tbl>",
        "1 Còn\ndocx/corrupt: tệp .docx hỏng: XML bên trong sai cú pháp (ill-formed document: expected `</w:p>`, but `</w:tbl>` was found)",
    );
    let bytes = zip_of(&[("word/document.xml", "<a><b>"), ("[Content_Types].xml", "")]);
    assert_eq!(show(&bytes), "docx/corrupt: tệp .docx hỏng: XML bên trong bị cắt cụt\n");
    let bytes = zip_of(&[("[Content_Types].xml", "")]);
    assert_eq!(show(&bytes), "docx/corrupt: tệp .docx hỏng: thiếu phần `word/document.xml`\n");
}

#[test]
fn hostile_files_end_soon() {
    let deep = "<w:sdt>".repeat(100_000);
    check(&deep, "docx/corrupt: tệp .docx hỏng: XML bên trong lồng nhau quá 128 tầng");
    let wide = r#"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="4000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"#;
    check(wide, "source/too-large: tệp .docx quá lớn: bảng có hơn 256 cột");
    let attributes: String = (0..100_000)
        .flat_map(|n: u32| [" a".to_owned(), n.to_string(), "=''".to_owned()])
        .collect();
    check(&format!("<w:p{attributes}><w:r><w:t>a</w:t></w:r></w:p>"), "1 a");
    let entity = r#"<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a><p><r><t>[&x;]</t></r></p></a>"#;
    let bytes = zip_of(&[("word/document.xml", entity), ("[Content_Types].xml", "")]);
    assert_eq!(show(&bytes), "1 []\n");
}

#[test]
fn documents_of_real_programs() {
    let expected = "1#1 KẾ HOẠCH\n2#1* Mục tiêu\n3 Phấn đấu đạt 45-47%\n4 1. Việc thứ nhất\n\
        5 2. Việc thứ hai\n6 • Một ý\nBảng 1\n1| *TT | *Nhiệm vụ | *Chủ trì\n2| I. Thể chế | < | <\n\
        3| 1 | - Rà soát · - Sửa đổi | Sở Tài chính\n";
    assert_eq!(
        show(include_bytes!("../../../../tests/fixtures/office/python-docx.docx")),
        expected
    );
    assert_eq!(
        show(include_bytes!("../../../../tests/fixtures/office/libreoffice.docx")),
        expected
    );
}

#[test]
fn old_fonts_are_recognised() {
    check(
        "<w:p><w:r><w:t>Së Khoa häc vµ C«ng nghÖ</w:t></w:r></w:p>",
        "1 Së Khoa häc vµ C«ng nghÖ\nsource/legacy-encoding: văn bản có vẻ dùng bảng mã TCVN3 (ABC, phông .VnTime), thấy ở chữ `Së`",
    );
}

/// A run with properties.
fn run(properties: &str, text: &str) -> String {
    format!(r#"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

fn paragraph(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

/// A row of cells, each the content of a cell.
fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| format!("<w:tc>{cell}</w:tc>")).collect();
    format!("<w:tr>{}</w:tr>", cells.concat())
}

#[test]
fn struck_words_and_rows_are_left_out_with_their_place() {
    let number = |text| paragraph(&run("", text));
    let struck = paragraph(&run("<w:strike/>", "Việc bỏ"));
    let changed = paragraph(&[run("<w:dstrike/>", "95"), run("", "98")].concat());
    let kept = paragraph(&run(r#"<w:strike/><w:dstrike w:val="0"/>"#, "bỏ"));
    let body = format!(
        "<w:tbl>{}{}{}</w:tbl>{kept}",
        row(&[&number("1"), &number("Việc còn")]),
        row(&[&number("2"), &struck]),
        row(&[&number("3"), &changed]),
    );
    check(
        &body,
        "Bảng 1\n1| 1 | Việc còn\n3| 3 | 98\n\
         document/left-out: chữ bị gạch bỏ không được đọc: “Việc bỏ | 2”\n\
         document/left-out: chữ bị gạch bỏ không được đọc: “95”\n\
         document/left-out: chữ bị gạch bỏ không được đọc: “bỏ”",
    );
}

#[test]
fn raised_digits_are_notes_or_powers() {
    let raised = |text| run(r#"<w:vertAlign w:val="superscript"/>"#, text);
    let body = [
        paragraph(&[run("", "450"), raised("1")].concat()),
        paragraph(&[run("", "2,5.10"), raised("6"), run("", " m"), raised("2")].concat()),
        paragraph(&[raised("1"), run("", " Theo báo cáo")].concat()),
    ];
    check(
        &body.concat(),
        "1 450^1\n2 2,5.10⁶ m²\n3[1] Theo báo cáo\n\
         document/note-mark: “1” nâng lên, sau “450” được hiểu là dấu chú thích, không phải chữ số của số",
    );
}

#[test]
fn the_prompt_of_an_empty_control_is_no_text() {
    let control = |properties: &str, inside: &str| {
        format!(
            "<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
        )
    };
    let prompt = "<w:showingPlcHdr/>";
    let body = format!(
        "<w:tbl>{}</w:tbl>{}<w:p>{}{}</w:p>",
        row(&[
            &control(prompt, &paragraph(&run("", "Chọn ngày"))),
            &control("<w:text/>", &paragraph(&run("", "Sở Y tế"))),
        ]),
        control(prompt, &paragraph(&run("", "Bấm vào đây"))),
        control(prompt, &run("", "Nhập tên")),
        run("", "Có chữ"),
    );
    check(&body, "Bảng 1\n1|  | Sở Y tế\n2 Có chữ");
}

#[test]
fn open_changes_count_as_accepted() {
    const NUMBERING: &str = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;
    let item = |end: &str, runs: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr>{end}</w:rPr></w:pPr>{runs}</w:p>"#
        )
    };
    let deleted = |text: &str| format!("<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>");
    let body = [
        item("<w:del/>", &deleted("Bỏ cả mục")),
        item("", &run("", "Một")),
        item("<w:del/>", &run("", "Hai và ")),
        item("", &run("", "nối tiếp")),
        format!(
            "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{}</w:tc></w:tr>{}{}</w:tbl>",
            item("", &run("", "xóa")),
            row(&[&item("", "")]),
            row(&[&item("", &run("", "Bốn"))]),
        ),
    ];
    let shown = show(&docx_of(&body.concat(), &[("word/numbering.xml", NUMBERING)]));
    assert_eq!(
        shown,
        "1 1. Một\n3 2. Hai và nối tiếp\nBảng 1\n2| 3.\n3| 4. Bốn\n\
         document/tracked-changes: văn bản còn sửa đổi chưa chấp nhận: 2 chỗ đã xóa không được đọc, 0 chỗ chèn thêm được đọc như chữ thường\n"
    );
}

#[test]
fn what_stands_beside_the_words_is_named() {
    let heading = paragraph(&run("", "Phụ lục II"));
    let picture = paragraph(r#"<w:r><w:drawing><a:blip r:embed="rId9"/></w:drawing></w:r>"#);
    let line = paragraph("<w:r><w:drawing><wps:cxnSp/></w:drawing></w:r>");
    let object = paragraph("<w:r><w:object><v:imagedata/><o:OLEObject/></w:object></w:r>");
    let comments = r#"<w:comments xmlns:w="w"><w:comment w:id="0"><w:p><w:r><w:t>Xem lại</w:t></w:r></w:p></w:comment></w:comments>"#;
    let body = format!("{heading}{picture}{line}{object}<w:altChunk r:id=\"rId3\"/>");
    let shown = show(&docx_of(&body, &[("word/comments.xml", comments)]));
    assert_eq!(
        shown,
        "1 Phụ lục II\n\
         document/picture: hình ảnh, sau “Phụ lục II” không đọc được: chữ trong đó không có trên trang\n\
         document/picture: đối tượng nhúng, sau “Phụ lục II” không đọc được: chữ trong đó không có trên trang\n\
         document/embedded: một tệp khác được nhúng vào đây, sau “Phụ lục II”, chưa đọc được\n\
         document/beside-text: chữ lời bình của người soạn không được đọc\n"
    );
}

#[test]
fn every_character_of_the_file_is_counted_where_it_stands() {
    let body = format!(
        "{}<w:tbl>{}</w:tbl>{}",
        paragraph(&[run("<w:strike/>", "95"), run("<w:b/>", "98")].concat()),
        row(&[
            &paragraph(&run("", "Ngoài")),
            &format!(
                "{}<w:tbl>{}</w:tbl><w:p/>",
                paragraph(&run("", "Ô")),
                row(&[&paragraph(&run("<w:vanish/>", "Trong"))])
            ),
        ]),
        paragraph(
            "<w:del><w:r><w:delText>cũ</w:delText></w:r></w:del><w:r><w:txbxContent><w:p><w:r><w:t>Hộp</w:t></w:r></w:p></w:txbxContent></w:r>"
        ),
    );
    let document =
        read_docx(&Arc::from("a.docx"), &docx_of(&body, &[]), &mut Diagnostics::default());
    let counted: Vec<(String, String)> = document
        .source
        .into_iter()
        .map(|one| {
            (Place { file: "".into(), position: one.position }.to_string(), fold_text(&one.text))
        })
        .collect();
    let expected = [
        (":1:1", "9598"),
        (":Bảng 1!A1", "Ngoài"),
        (":Bảng 1.1!A1", "Trong"),
        (":Bảng 1!B1", "Ô"),
        (":2:1", "cũ Hộp"),
    ];
    assert_eq!(counted, expected.map(|(place, text)| (place.to_owned(), text.to_owned())));
}

/// A look of words, whether they are seen, and its XML.
const LOOKS: [(&str, bool); 6] = [
    ("", true),
    ("<w:b/>", true),
    ("<w:strike/>", false),
    ("<w:dstrike/><w:b/>", false),
    ("<w:vanish/>", false),
    (r#"<w:strike w:val="0"/>"#, true),
];

/// Words with a look, in the body or in a cell, put in, taken out or moved.
fn stretch_of(word: &str, look: usize, wrap: usize) -> (String, bool) {
    let (properties, is_seen) = LOOKS[look % LOOKS.len()];
    let run = run(properties, &format!("{word} "));
    match wrap % 5 {
        0 => (run, is_seen),
        1 => (format!("<w:ins>{run}</w:ins>"), is_seen),
        2 => (
            format!(
                "<w:del>{}</w:del>",
                run.replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
            ),
            false,
        ),
        3 => (format!("<w:hyperlink>{run}</w:hyperlink>"), is_seen),
        _ => (
            format!(
                "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>"
            ),
            false,
        ),
    }
}

proptest::proptest! {
    /// Every word of a document comes out once: seen, or left out.
    #[test]
    fn every_word_comes_out_once(
        looks in proptest::collection::vec((0_usize..6, 0_usize..5, 0_usize..4), 1..40),
        nested: bool,
    ) {
        let (mut seen, mut unseen, mut body, mut cells) = (Vec::new(), Vec::new(), String::new(), Vec::new());
        for (number, (look, wrap, place)) in looks.into_iter().enumerate() {
            let word = format!("từ{number}");
            let (xml, is_seen) = stretch_of(&word, look, wrap);
            if is_seen { seen.push(word) } else { unseen.push(word) }
            match place {
                0 => body += &paragraph(&xml),
                1 => body.extend(["<w:p><w:r><w:txbxContent>", &paragraph(&xml), "</w:txbxContent></w:r></w:p>"]),
                _ => cells.push(paragraph(&xml)),
            }
        }
        let rows: String = cells.chunks(3).map(|cells| row(&cells.iter().map(String::as_str).collect::<Vec<_>>())).collect();
        body.push_str("<w:tbl>");
        if nested {
            body.push_str(&row(&[&format!("<w:tbl>{rows}</w:tbl><w:p/>")]));
        } else {
            body.push_str(&rows);
        }
        body.push_str("</w:tbl>");
        let document = read_docx(&Arc::from("a.docx"), &docx_of(&body, &[]), &mut Diagnostics::default());
        let sorted = |mut words: Vec<String>| { words.sort(); words };
        let of = |texts: Vec<&str>| sorted(texts.into_iter().flat_map(super::super::words).collect());
        let shown = document.pieces.iter().flat_map(|piece| match piece {
            Piece::Text(text) => vec![text.text.as_str()],
            Piece::Table(table) => table.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.as_str()).collect(),
        });
        proptest::prop_assert_eq!(of(shown.collect()), sorted(seen.clone()));
        proptest::prop_assert_eq!(of(document.left_out.iter().map(|one| one.text.as_str()).collect()), sorted(unseen.clone()));
        proptest::prop_assert_eq!(of(document.source.iter().map(|one| one.text.as_str()).collect()), sorted([seen, unseen].concat()));
    }

    #[test]
    fn any_bytes_are_read_to_the_end(bytes: Vec<u8>, is_zip: bool) {
        let bytes = if is_zip { [b"PK\x03\x04".to_vec(), bytes].concat() } else { bytes };
        show(&bytes);
    }

    #[test]
    fn any_xml_is_read_to_the_end(body in "(<(/)?w:(p|r|t|tbl|tr|tc|tcPr|pPr|gridSpan|numPr|br)( w:val=\"[0-9]{1,3}\")?(/)?>|[a-z& ]){0,40}") {
        show(&docx_of(&body, &[]));
    }

    #[test]
    fn any_broken_byte_is_survived(at in 0_usize..40_000, byte: u8) {
        let mut bytes = include_bytes!("../../../../tests/fixtures/office/libreoffice.docx").to_vec();
        let length = bytes.len();
        bytes[at % length] = byte;
        show(&bytes);
    }
}
