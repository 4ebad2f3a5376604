//! Forms in the formats of other and older office programs; whole ones saved by real programs are in `tests/suite/forms.rs`.

use super::*;
use crate::read::document::samples::zip_of;

/// An `.ods` file of these tables.
fn ods(tables: &str) -> Vec<u8> {
    let styles = r#"<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>"#;
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:xlink="l"><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    zip_of(&[("mimetype", kind), ("content.xml", &content)])
}

fn read(bytes: &[u8]) -> (Vec<RawTable>, Vec<Diagnostic>) {
    let mut diagnostics = Diagnostics::default();
    let document = read_filled(&"a.ods".into(), bytes, &mut diagnostics);
    let tables = document.pieces.into_iter().map(|piece| match piece {
        Piece::Table(table) => table,
        Piece::Text(text) => panic!("{text:?}"),
    });
    (tables.collect(), diagnostics.sorted())
}

fn words(table: &RawTable) -> Vec<(u32, Vec<&str>)> {
    let texts = |row: &'_ RawRow| row.cells.len();
    assert!(table.rows.windows(2).all(|pair| texts(&pair[0]) == texts(&pair[1])));
    let mut rows = Vec::new();
    for row in &table.rows {
        rows.push((row.line, row.cells.iter().map(|cell| cell.text.as_str()).collect()));
    }
    rows
}

#[test]
fn cells_of_an_open_document_are_read_as_they_are_seen() {
    let bytes = ods(r#"<table:table table:name="Nhiệm vụ">
        <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
        <table:table-header-rows><table:table-row><table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>Mã</text:p></table:table-cell></table:table-row></table:table-header-rows>
        <table:table-row>
          <table:table-cell office:value-type="float" office:value="1234.5"><text:p>1.234,50</text:p></table:table-cell>
          <table:table-cell office:value-type="percentage" office:value="0.45"><text:p>45%</text:p></table:table-cell>
          <table:table-cell office:value-type="date" office:date-value="2026-07-05"><text:p>05/07/26</text:p></table:table-cell>
          <table:table-cell office:value-type="string"><text:p>Quyết <text:span>định</text:span><text:s/>12<office:annotation><text:p>ghi chú</text:p></office:annotation></text:p><text:p><text:a xlink:href="https://bacninh.gov.vn/12">Bản ký</text:a></text:p></table:table-cell>
          <table:table-cell table:number-columns-spanned="1" table:number-rows-spanned="2" office:value-type="string"><text:p>gộp</text:p></table:table-cell>
        </table:table-row>
        <table:table-row><table:table-cell table:number-columns-repeated="4"/><table:covered-table-cell office:value-type="string"><text:p>che</text:p></table:covered-table-cell></table:table-row>
        <table:table-row><table:table-cell table:formula="of:=1/0" office:value-type="string"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
      </table:table><table:table table:name="Ẩn" table:style-name="ta2"><table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table>"#);
    let (tables, problems) = read(&bytes);
    let [table] = tables.as_slice() else { panic!("{tables:?}") };
    assert_eq!(
        words(table),
        [
            (3, vec!["Mã", "Mã", "", "", ""]),
            (4, vec!["1234.5", "45%", "2026-07-05", "Quyết định 12 Bản ký", "gộp"]),
            (6, vec!["#DIV/0!", "", "", "", ""]),
        ]
    );
    let row = &table.rows[1].cells;
    assert!(row[0].is_number && row[1].is_number && !row[3].is_number);
    assert_eq!(row[3].address.as_deref(), Some("https://bacninh.gov.vn/12"));
    assert_eq!(table.merged.iter().map(ToString::to_string).collect::<Vec<_>>(), ["E4:E5"]);
    let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::WorkbookSheetHidden, Code::WorkbookCellError]);
}

#[test]
fn an_open_document_that_cannot_be_read_is_named() {
    let codes = |bytes: &[u8]| read(bytes).1.iter().map(|one| one.code).collect::<Vec<_>>();
    let many = r#"<table:table table:name="A"><table:table-row table:number-rows-repeated="300000"><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table>"#;
    assert_eq!(codes(&ods(many)), [Code::SourceTooLarge]);
    let wide = many.replace("table:number-rows-repeated=\"300000\"", "").replace(
        "<table:table-cell ",
        "<table:table-cell table:number-columns-repeated=\"4000000000\" ",
    );
    assert_eq!(codes(&ods(&wide)), [Code::SourceTooLarge]);
    let text = ("mimetype", "application/vnd.oasis.opendocument.text");
    assert_eq!(codes(&zip_of(&[text, ("content.xml", "<a/>")])), [Code::PlanFormat]);
    let cut = ods("<table:table>").get(..200).map(<[u8]>::to_vec).unwrap();
    assert_eq!(codes(&cut), [Code::WorkbookCorrupt]);
    let mut ole = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    ole.extend([0; 600]);
    assert_eq!(codes(&ole), [Code::WorkbookCorrupt]);
}
