//! Workbooks written by hand for the odd cases, and by real programs for the usual ones.

use std::fmt::Write as _;

use super::super::Merged;
use super::super::samples::xlsx_of;
use super::*;

fn show(bytes: &[u8]) -> String {
    let mut diagnostics = Diagnostics::default();
    let document = read_xlsx(&Arc::from("a.xlsx"), bytes, &mut diagnostics);
    let mut shown = String::new();
    for piece in &document.pieces {
        let Piece::Table(table) = piece else { panic!("not a table") };
        writeln!(shown, "{}", table.sheet.as_deref().unwrap()).unwrap();
        for row in &table.rows {
            let cells: Vec<String> = row.cells.iter().map(show_cell).collect();
            writeln!(shown, "{}| {}", row.line, cells.join(" | ")).unwrap();
        }
    }
    for problem in diagnostics.iter() {
        assert!(!problem.message.ends_with('.'));
        let place = problem.place.as_ref().unwrap();
        writeln!(shown, "{} {place}: {}", problem.code.as_str(), problem.message).unwrap();
    }
    shown
}

fn show_cell(cell: &RawCell) -> String {
    let bold = if cell.is_bold { "*" } else { "" };
    match cell.merged {
        Some(Merged::Left) => "<".to_owned(),
        Some(Merged::Above) => "^".to_owned(),
        None => format!("{bold}{}", cell.text),
    }
}

/// A sheet "S" of these rows.
fn check(data: &str, expected: &str) {
    let content = format!("<sheetData>{data}</sheetData>");
    let bytes = xlsx_of(&[("S", "visible", &content)], &[("xl/styles.xml", STYLES)]);
    assert_eq!(show(&bytes).trim_end(), expected.trim_end());
}

const STYLES: &str = r#"<styleSheet><numFmts count="2"><numFmt numFmtId="164" formatCode="0.0%"/>
    <numFmt numFmtId="165" formatCode="[$-42A]mm/yyyy"/></numFmts>
    <fonts count="1"><font/></fonts>
    <cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="9" applyNumberFormat="1"/><xf numFmtId="164"/>
    <xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="17"/></cellXfs></styleSheet>"#;

#[test]
fn values_are_printed_as_seen() {
    check(
        r#"<row r="2"><c r="A2"><v>48</v></c><c r="B2" s="1"><v>0.95</v></c><c r="C2" s="2"><v>0.0725</v></c>
           <c r="D2" s="3"><v>46112</v></c><c r="E2" s="4"><v>46266</v></c><c r="F2" t="b"><v>1</v></c>
           <c r="G2" t="str"><f>A2</f><v>Thường  xuyên</v></c><c r="H2"><f>1.1</f><v>1.1000000000000001</v></c></row>"#,
        "S\n2| 48 | 95% | 7,3% | 31/03/2026 | 09/2026 | Có | Thường xuyên | 1.1",
    );
}

#[test]
fn the_epoch_of_1904_is_heeded() {
    let content = r#"<sheetData><row r="1"><c r="A1" s="3"><v>44650</v></c></row></sheetData>"#;
    let parts = [("1904", ""), ("xl/styles.xml", STYLES)];
    assert_eq!(show(&xlsx_of(&[("S", "visible", content)], &parts)), "S\n1| 31/03/2026\n");
}

#[test]
fn rich_text_is_flattened() {
    check(
        r#"<row r="1"><c r="A1" t="inlineStr"><is><r><t>Sở </t></r><r><t xml:space="preserve">Y tế
- một</t></r></is></c></row>"#,
        "S\n1| SởY tế · - một",
    );
}

#[test]
fn merged_cells_are_marked() {
    let content = r#"<sheetData><row r="3"><c r="B3" t="str"><v>A</v></c></row>
        <row r="4"><c r="B4" t="str"><v>ẩn</v></c><c r="D4" t="str"><v>B</v></c></row></sheetData>
        <mergeCells><mergeCell ref="B3:C4"/><mergeCell ref="D9:XFD1048576"/></mergeCells>"#;
    let shown = show(&xlsx_of(&[("S", "visible", content)], &[]));
    assert_eq!(
        shown,
        "S\n3|  | A | < | \n4|  | ^ | ^ | B\n\
         document/left-out a.xlsx:S!B4: chữ nằm dưới ô gộp không được đọc\n"
    );
}

#[test]
fn errors_and_uncomputed_formulas_are_reported() {
    check(
        r#"<row r="7"><c r="A7" t="e"><f>B1</f><v>#REF!</v></c><c r="B7"><f>SUM(C1:C2)</f></c><c r="C7"><v>1</v></c></row>"#,
        "S\n7| #REF! |  | 1\n\
         workbook/cell-error a.xlsx:S!A7: ô mang lỗi công thức `#REF!`\n\
         workbook/formula-uncomputed a.xlsx:S!B7: ô có công thức nhưng chưa có kết quả: được đọc là ô trống",
    );
}

#[test]
fn hidden_sheets_are_passed_over_with_a_note() {
    let content = r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>"#;
    let sheets =
        [("Một", "visible", content), ("Hai", "hidden", content), ("Ba", "veryHidden", content)];
    assert_eq!(
        show(&xlsx_of(&sheets, &[])),
        "Một\n1| 1\n\
         workbook/sheet-hidden a.xlsx: trang tính ẩn `Hai` không được đọc\n\
         workbook/sheet-hidden a.xlsx: trang tính ẩn `Ba` không được đọc\n"
    );
}

#[test]
fn hidden_rows_and_columns_are_left_out() {
    let content = r#"<cols><col min="3" max="3" hidden="1"/></cols><sheetData>
        <row r="1"><c r="A1" t="str"><v>TT</v></c><c r="B1" t="str"><v>Việc</v></c><c r="C1" t="str"><v>Nội bộ</v></c><c r="D1" t="str"><v>Hạn</v></c></row>
        <row r="2" hidden="1"><c r="A2"><v>1</v></c><c r="B2" t="str"><v>Đã rút</v></c></row>
        <row r="3"><c r="A3"><v>2</v></c><c r="C3" t="str"><v>kín</v></c><c r="B3" t="str"><v>Còn</v></c></row></sheetData>
        <mergeCells><mergeCell ref="C3:D3"/><mergeCell ref="A2:A3"/></mergeCells>"#;
    assert_eq!(
        show(&xlsx_of(&[("S", "visible", content)], &[])),
        "S\n1| TT | Việc |  | Hạn\n3| 1 | Còn |  | kín\n\
         document/left-out a.xlsx:S!A2: hàng 2 bị ẩn, không đọc\n\
         document/left-out a.xlsx:S!C1: cột C bị ẩn, không đọc\n\
         document/left-out a.xlsx:S!A3: chữ nằm dưới ô gộp không được đọc\n",
        "the words of a merged range show in what is left of it"
    );
}

#[test]
fn looks_inside_a_cell_count() {
    let run = |properties: &str, text: &str| format!("<r><rPr>{properties}</rPr><t>{text}</t></r>");
    let strings = format!(
        "<sst><si>{}{}</si><si>{}{}</si></sst>",
        run("<strike/>", "95"),
        run("", "98"),
        run("", "450"),
        run(r#"<vertAlign val="superscript"/>"#, "1"),
    );
    let styles = r#"<styleSheet><fonts count="2"><font/><font><strike/></font></fonts>
        <cellXfs count="2"><xf numFmtId="0" fontId="0"/><xf numFmtId="0" fontId="1" applyFont="1"/></cellXfs></styleSheet>"#;
    let content = r#"<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>
        <row r="2"><c r="A2"><v>2</v></c><c r="B2" s="1" t="str"><v>Đã bỏ</v></c><c r="C2" s="1"><v>50</v></c></row></sheetData>"#;
    let parts = [("xl/sharedStrings.xml", &*strings), ("xl/styles.xml", styles)];
    let bytes = xlsx_of(&[("S", "visible", content)], &parts);
    assert_eq!(
        show(&bytes),
        "S\n1| 1 | 98 | 450\n\
         document/note-mark a.xlsx:S!C1: “1” nâng lên, sau “450” được hiểu là dấu chú thích, không phải chữ số của số\n\
         document/left-out a.xlsx:S!B1: chữ bị gạch bỏ không được đọc: “95”\n\
         document/left-out a.xlsx:S!B2: chữ bị gạch bỏ không được đọc: “Đã bỏ | 50 | 2”\n"
    );
}

#[test]
fn comments_boxes_and_pictures_are_named() {
    let content = r#"<sheetData><row r="1"><c r="A1" t="str"><v>Chữ</v></c></row></sheetData>
        <headerFooter><oddHeader>&amp;CBiểu 1</oddHeader></headerFooter>"#;
    let relation = |kind: &str, target: &str| {
        format!(r#"<Relationship Id="r{kind}" Type="http://x/{kind}" Target="../{target}"/>"#)
    };
    let relations = format!(
        "<Relationships>{}{}</Relationships>",
        relation("comments", "comments1.xml"),
        relation("drawing", "drawings/drawing1.xml")
    );
    let anchor = |row: u32, inside: &str| {
        format!("<anchor><from><col>1</col><row>{row}</row></from>{inside}</anchor>")
    };
    let drawing = format!(
        "<wsDr>{}{}</wsDr>",
        anchor(3, "<sp><txBody><p><r><t>Trong hộp</t></r></p></txBody></sp>"),
        anchor(5, "<pic><blipFill><blip/></blipFill></pic>")
    );
    let comments = r#"<comments><commentList><comment ref="A1"><text><r><t>xem lại</t></r></text></comment></commentList></comments>"#;
    let parts = [
        ("xl/worksheets/_rels/sheet1.xml.rels", &*relations),
        ("xl/comments1.xml", comments),
        ("xl/drawings/drawing1.xml", &*drawing),
    ];
    let bytes = xlsx_of(&[("S", "visible", content)], &parts);
    assert_eq!(
        show(&bytes),
        "S\n1| Chữ\n\
         document/picture a.xlsx:S!B6: hình ảnh không đọc được: chữ trong đó không có trên trang\n\
         document/beside-text a.xlsx:S!A1: chữ lời bình của người soạn không được đọc\n\
         document/beside-text a.xlsx:S!B4: chữ nằm trong hình vẽ không được đọc: “Trong hộp”\n"
    );
    let document = read_xlsx(&Arc::from("a.xlsx"), &bytes, &mut Diagnostics::default());
    let counted: Vec<&str> = document.source.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(counted, ["Biểu 1", "xem lại", "Trong hộp", "Chữ"]);
}

#[test]
fn hostile_sheets_end_soon() {
    let far = "source/too-large a.xlsx: tệp .xlsx quá lớn: trang tính `S` có ô nằm ngoài 200000 hàng và 256 cột đầu";
    check(r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#, far);
    check(r#"<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>"#, far);
    check(r#"<row r="1"><c r="IW1"><v>1</v></c></row>"#, far);
    let corrupt = "workbook/corrupt a.xlsx: tệp .xlsx hỏng: ";
    check(
        r#"<row r="1"><c r="A99999999999"><v>1</v></c></row>"#,
        &format!("{corrupt}có số hiệu hàng, cột không thể có"),
    );
    let bytes = xlsx_of(
        &[("S", "visible", "<sheetData/>")],
        &[("xl/sharedStrings.xml", r#"<sst uniqueCount="9223372036854775807"></sst>"#)],
    );
    assert_eq!(show(&bytes), format!("{corrupt}số chuỗi dùng chung khai báo không đúng\n"));
    let strings = format!("<sst><si><t>{}</t></si></sst>", "a".repeat(1 << 20));
    let cells = r#"<c t="s"><v>0</v></c>"#.repeat(40);
    let content = format!("<sheetData><row>{cells}</row></sheetData>");
    let bytes = xlsx_of(&[("S", "visible", &content)], &[("xl/sharedStrings.xml", &strings)]);
    assert_eq!(
        show(&bytes),
        "source/too-large a.xlsx: tệp .xlsx quá lớn: chữ trong các ô dài hơn 16 MiB\n"
    );
}

#[test]
fn other_formats_are_named() {
    let shown = show(include_bytes!("../../../../tests/fixtures/office/libreoffice.xls"));
    assert_eq!(shown, "plan/format a.xlsx: tệp ở định dạng cũ .xls của Office 97–2003\n");
    let mut protected = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0];
    protected.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(show(&protected), "workbook/protected a.xlsx: bảng tính bị khóa bằng mật khẩu\n");
    assert_eq!(show(b"TT;Ten"), "workbook/corrupt a.xlsx: nội dung tệp không phải .xlsx\n");
    assert_eq!(show(b""), "workbook/corrupt a.xlsx: tệp trống, không có byte nào\n");
}

#[test]
fn workbooks_of_real_programs() {
    let expected = |total: &str| {
        format!(
            "Phụ lục I\n1| PHỤ LỤC I: CHỈ TIÊU | < | < | < | <\n\
             3| *TT | *Chỉ tiêu | *Mục tiêu | *Thời hạn | *Đạt\n\
             4| 1 | Tỷ lệ hồ sơ trực tuyến | 95% | 2026-03-31 | Có\n\
             5| 1.1 | Số doanh nghiệp · - công nghệ · - bán dẫn | 1234 | 09/2026 | Không\n\
             6| ^ | Chi cho khoa học | 12,345 | Thường xuyên | \n\
             7| 3 | Tổng | {total} |  | \n"
        )
    };
    let note = "workbook/sheet-hidden a.xlsx: trang tính ẩn `Nháp` không được đọc\n";
    let shown = show(include_bytes!("../../../../tests/fixtures/office/openpyxl.xlsx"));
    let problem = "workbook/formula-uncomputed a.xlsx:Phụ lục I!C7: ô có công thức nhưng chưa có kết quả: được đọc là ô trống\n";
    assert_eq!(shown, format!("{}{problem}{note}", expected("")));
    let shown = show(include_bytes!("../../../../tests/fixtures/office/libreoffice.xlsx"));
    assert_eq!(shown, format!("{}{note}", expected("2468")));
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read_to_the_end(bytes: Vec<u8>, is_zip: bool) {
        let bytes = if is_zip { [b"PK\x03\x04".to_vec(), bytes].concat() } else { bytes };
        show(&bytes);
    }

    #[test]
    fn any_xml_is_read_to_the_end(data in "(<(/)?(row|c|v|f|is|t|r)( (r|s|t)=\"[A-Zbse0-9]{1,4}\")?(/)?>|[0-9a-z& ]){0,40}") {
        let content = format!("<sheetData>{data}</sheetData>");
        show(&xlsx_of(&[("S", "visible", &content)], &[]));
    }

    #[test]
    fn any_broken_byte_is_survived(at in 0_usize..40_000, byte: u8) {
        let mut bytes = include_bytes!("../../../../tests/fixtures/office/libreoffice.xlsx").to_vec();
        let length = bytes.len();
        bytes[at % length] = byte;
        show(&bytes);
    }
}
