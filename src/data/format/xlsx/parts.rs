//! The words of a workbook's parts: names, beginnings and ends, in the order ECMA-376 wants.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::package::Layout;
use super::style;
use crate::diagnostic::column_letters;

/// The part with all strings.
pub(super) const STRINGS: &str = "xl/sharedStrings.xml";
/// Its beginning.
pub(super) const STRINGS_START: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
);
/// Its end.
pub(super) const STRINGS_END: &str = "</sst>\n";
/// Beginning of a list of what a part leads to.
pub(super) const RELATIONS_START: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
);
/// Its end.
pub(super) const RELATIONS_END: &str = "</Relationships>\n";

const START: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const SPREADSHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const MEDIA: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/// Paper of offices: A4.
const PAPER: u8 = 9;

/// The part of a sheet, by number from 1.
pub(super) fn sheet(number: usize) -> String {
    format!("xl/worksheets/sheet{number}.xml")
}

/// The part that says where the links of a sheet lead.
pub(super) fn sheet_relations(number: usize) -> String {
    format!("xl/worksheets/_rels/sheet{number}.xml.rels")
}

/// A sheet up to its rows.
pub(super) fn sheet_start(layout: &Layout) -> String {
    let Layout { widths, table, keeps_first_column, .. } = layout;
    let mut text = format!(
        "{START}<worksheet xmlns=\"{SPREADSHEET}\" xmlns:r=\"{DOCUMENT}\">\
         <sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>"
    );
    if table.is_some() {
        let (split, cell, pane) = if *keeps_first_column {
            ("xSplit=\"1\" ySplit=\"1\"", "B2", "bottomRight")
        } else {
            ("ySplit=\"1\"", "A2", "bottomLeft")
        };
        let area = area(layout, "");
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "<dimension ref=\"{area}\"/><sheetViews><sheetView workbookViewId=\"0\">\
             <pane {split} topLeftCell=\"{cell}\" activePane=\"{pane}\" state=\"frozen\"/>\
             <selection pane=\"{pane}\"/></sheetView></sheetViews>"
        );
    } else {
        text.push_str(
            "<sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"/></sheetViews>",
        );
    }
    text.push_str("<sheetFormatPr defaultRowHeight=\"15\"/><cols>");
    for (number, width) in (1..).zip(widths) {
        // A column is a little wider than its characters.
        let _ = write!(
            text,
            "<col min=\"{number}\" max=\"{number}\" width=\"{width}.71\" customWidth=\"1\"/>"
        );
    }
    text.push_str("</cols><sheetData>");
    text
}

/// A sheet from its rows to its links.
pub(super) fn sheet_middle(layout: &Layout) -> String {
    let filter = format!("<autoFilter ref=\"{}\"/>", area(layout, ""));
    format!("</sheetData>{}", if layout.table.is_some() { &filter } else { "" })
}

/// A sheet from its links on.
pub(super) fn sheet_end(layout: &Layout) -> String {
    let Layout { pages, header, footer, .. } = layout;
    let (header, footer) = (escape(header), escape(footer));
    let mut text = format!(
        "<printOptions gridLines=\"1\"/>\
         <pageMargins left=\"0.7\" right=\"0.7\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" footer=\"0.3\"/>\
         <pageSetup paperSize=\"{PAPER}\" fitToWidth=\"{pages}\" fitToHeight=\"0\" orientation=\"landscape\"/>\
         <headerFooter><oddHeader>{header}</oddHeader><oddFooter>{footer}</oddFooter></headerFooter>"
    );
    if layout.table.is_some() {
        // "2.1" is the number of an item and no forgotten figure.
        let area = area(layout, "");
        let _ = write!(
            text,
            "<ignoredErrors><ignoredError sqref=\"{area}\" numberStoredAsText=\"1\"/></ignoredErrors>"
        );
    }
    text.push_str("</worksheet>\n");
    text
}

/// The cells of a table, `$` before row and column where they must not move.
fn area(layout: &Layout, fixed: &str) -> String {
    let columns = u32::try_from(layout.widths.len()).unwrap_or(u32::MAX);
    let rows = layout.table.unwrap_or(1);
    format!("{fixed}A{fixed}1:{fixed}{}{fixed}{rows}", column_letters(columns))
}

/// A page a link of a sheet leads to.
pub(super) fn page(number: usize, address: &str) -> String {
    format!(
        "<Relationship Id=\"rId{number}\" Type=\"{DOCUMENT}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
        escape(address)
    )
}

/// The parts that say what the package is, in the order they stand in it: sheets by their number, in the order people
/// see them.
pub(super) fn about(sheets: &[(usize, &Layout)], properties: &str) -> [(&'static str, String); 6] {
    let mut types = format!(
        "{START}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{MEDIA}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{MEDIA}.styles+xml\"/>\
         <Override PartName=\"/{STRINGS}\" ContentType=\"{MEDIA}.sharedStrings+xml\"/>"
    );
    let package = format!(
        "{RELATIONS_START}\
         <Relationship Id=\"rId1\" Type=\"{DOCUMENT}/officeDocument\" Target=\"xl/workbook.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         {RELATIONS_END}"
    );
    let mut relations = format!(
        "{RELATIONS_START}\
         <Relationship Id=\"rIdStyles\" Type=\"{DOCUMENT}/styles\" Target=\"styles.xml\"/>\
         <Relationship Id=\"rIdStrings\" Type=\"{DOCUMENT}/sharedStrings\" Target=\"sharedStrings.xml\"/>"
    );
    let (mut list, mut names) = (String::new(), String::new());
    for (place, (number, layout)) in sheets.iter().enumerate() {
        let part = sheet(*number);
        let _ =
            write!(types, "<Override PartName=\"/{part}\" ContentType=\"{MEDIA}.worksheet+xml\"/>");
        let file = part.trim_start_matches("xl/");
        let _ = write!(
            relations,
            "<Relationship Id=\"rId{number}\" Type=\"{DOCUMENT}/worksheet\" Target=\"{file}\"/>"
        );
        let name = escape(&layout.name);
        let _ = write!(list, "<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>");
        if layout.table.is_some() {
            let sheet = escape(&quoted(&layout.name)).into_owned();
            let area = area(layout, "$");
            let columns =
                if layout.keeps_first_column { format!("{sheet}!$A:$A,") } else { String::new() };
            let _ = write!(
                names,
                "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{place}\" hidden=\"1\">{sheet}!{area}</definedName>\
                 <definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{place}\">{columns}{sheet}!$1:$1</definedName>"
            );
        }
    }
    types.push_str("</Types>\n");
    relations.push_str(RELATIONS_END);
    let names =
        if names.is_empty() { names } else { format!("<definedNames>{names}</definedNames>") };
    let workbook = format!(
        "{START}<workbook xmlns=\"{SPREADSHEET}\" xmlns:r=\"{DOCUMENT}\">\
         <bookViews><workbookView/></bookViews><sheets>{list}</sheets>{names}</workbook>\n"
    );
    [
        ("[Content_Types].xml", types),
        ("_rels/.rels", package),
        ("docProps/core.xml", properties.to_owned()),
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/styles.xml", style::PART.to_owned()),
    ]
}

/// What programs say of the file: its title, who made it, a remark, the moment its data is of.
pub(super) fn properties(title: &str, author: &str, remark: &str, moment: Option<&str>) -> String {
    let day = moment.map_or_else(String::new, |moment| {
        ["created", "modified"]
            .map(|name| {
                format!("<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{moment}</dcterms:{name}>")
            })
            .concat()
    });
    format!(
        "{START}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:description>{}</dc:description>{day}\
         </cp:coreProperties>\n",
        escape(title),
        escape(author),
        escape(remark)
    )
}

/// The name of a sheet as a formula has it.
pub(super) fn quoted(name: &str) -> String {
    format!("'{}'", name.replace('\'', "''"))
}

/// Text as XML has it; characters XML cannot hold are left out.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    let is_plain =
        |c: char| !matches!(c, '&' | '<' | '>' | '"' | '\u{fffe}' | '\u{ffff}') && !c.is_control();
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c if is_plain(c) => escaped.push(c),
            _ => {}
        }
    }
    Cow::Owned(escaped)
}

/// The words of a cell: spreadsheets read `_x000D_` as a character, so such words are written `_x005F_x000D_`.
pub(super) fn escape_cell(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return escape(text);
    }
    let is_code = |at: usize| {
        let code = text.as_bytes().get(at + 2..at + 7);
        code.is_some_and(|code| code[..4].iter().all(u8::is_ascii_hexdigit) && code[4] == b'_')
    };
    let mut marked = String::with_capacity(text.len());
    let mut done = 0;
    for (at, _) in text.match_indices("_x").filter(|(at, _)| is_code(*at)) {
        marked.push_str(&text[done..at]);
        marked.push_str("_x005F");
        done = at;
    }
    marked.push_str(&text[done..]);
    Cow::Owned(escape(&marked).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_spreadsheets_would_read_as_characters_stay_words() {
        for (text, written) in [
            ("_x000D_", "_x005F_x000D_"),
            ("a_x00e9_x000d_b", "a_x005F_x00e9_x005F_x000d_b"),
            ("_x00_", "_x00_"),
            ("_xộ", "_xộ"),
            ("a & <b> \"c\"\u{1}", "a &amp; &lt;b&gt; &quot;c&quot;"),
        ] {
            assert_eq!(escape_cell(text), written, "{text}");
        }
    }
}
