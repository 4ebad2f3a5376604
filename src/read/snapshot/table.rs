//! Report tables of any format: CSV as raw rows, and rows read by what their columns mean.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::read::document::{
    MAX_CELLS, Piece, Range, RawCell, RawDocument, RawRow, RawTable, join_lines, too_many_cells,
};
use crate::read::personal_data;
use crate::vietnamese::fold;

use super::columns::{Field, field};

/// Reads CSV with commas, semicolons (as Excel writes it in Vietnam) or tabs between the cells.
pub fn read_csv(file: &Arc<str>, text: &str, diagnostics: &mut Diagnostics) -> RawDocument {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut cells_left = MAX_CELLS;
    for record in reader.records() {
        match record {
            Ok(record) => {
                let Some(left) = cells_left.checked_sub(record.len()) else {
                    diagnostics.push(too_many_cells(file));
                    break;
                };
                cells_left = left;
                let line = record.position().map_or(1, csv::Position::line);
                let cells = record
                    .iter()
                    .map(|cell| RawCell { text: join_lines(cell), ..RawCell::default() })
                    .collect();
                rows.push(RawRow { cells, line: u32::try_from(line).unwrap_or(u32::MAX) });
            }
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                let place = Place::line(Arc::clone(file), u32::try_from(line).unwrap_or(u32::MAX));
                let message = "dòng CSV không đọc được".to_owned();
                diagnostics.push(
                    Diagnostic::new(Code::ReportColumns, place, message)
                        .allowed("CSV mã UTF-8, các ô cách nhau bằng dấu phẩy hoặc chấm phẩy"),
                );
            }
        }
    }
    let table = RawTable { sheet: None, rows, ..RawTable::default() };
    RawDocument {
        file: Arc::clone(file),
        pieces: vec![Piece::Table(table)],
        ..RawDocument::default()
    }
}

/// The sign that parts the cells: the most frequent of the first line.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |sign: char| first.matches(sign).count();
    [(b'\t', count('\t')), (b';', count(';')), (b',', count(','))]
        .into_iter()
        .max_by_key(|entry| entry.1)
        .map_or(b',', |entry| entry.0)
}

/// A table an agency handed in: its filled rows, by what its columns mean.
#[derive(Clone, Debug)]
pub struct ReportTable {
    pub(super) file: Arc<str>,
    pub(super) rows: Vec<Row>,
}

impl ReportTable {
    /// Reads the rows of a document, CSV by [`read_csv`] or a workbook by [`crate::read::document::read_filled`].
    ///
    /// Personal data in its words are reported, unless they are among `allowed_contacts`: addresses and numbers that
    /// may be published, the publisher's own and those the site allows.
    pub fn read(
        document: &RawDocument,
        allowed_contacts: &[String],
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let rows = rows(document, diagnostics);
        for (heading, text, place) in rows.iter().flat_map(Row::words) {
            let what = format!("ô “{heading}”");
            let place = |_| place.clone();
            personal_data::check(text, place, allowed_contacts, &what, diagnostics);
        }
        let mut named: BTreeMap<&str, (usize, Place)> = BTreeMap::new();
        for (heading, text, place) in rows.iter().flat_map(Row::words) {
            if personal_data::names_person(heading, text) {
                named.entry(heading).or_insert((0, place)).0 += 1;
            }
        }
        for (heading, (count, place)) in named {
            diagnostics.push(personal_data::persons_named(heading, count, place));
        }
        Self { file: Arc::clone(&document.file), rows }
    }
}

/// A filled row, by what its columns mean.
#[derive(Clone, Debug)]
pub(super) struct Row {
    file: Arc<str>,
    sheet: Option<String>,
    /// Line of the file, or row of the sheet.
    pub(super) line: u32,
    /// Column from 1, heading and words by meaning; empty cells are left out.
    cells: BTreeMap<Field, (u32, String, String)>,
    /// The same for columns nobody asked for: they are only looked through for personal data.
    others: Vec<(u32, String, String)>,
    /// What a sheet holds as a number: how its figures are to be read is no guess.
    numbers: BTreeSet<Field>,
}

impl Row {
    /// The words of a cell; empty when there are none.
    pub(super) fn text(&self, field: Field) -> &str {
        self.cells.get(&field).map_or("", |cell| cell.2.as_str())
    }

    /// The heading as written, or the usual one.
    pub(super) fn heading(&self, field: Field) -> &str {
        self.cells.get(&field).map_or(field.label(), |cell| cell.1.as_str())
    }

    /// Where a cell stands; the row when it is empty.
    pub(super) fn place(&self, field: Field) -> Place {
        self.at(self.cells.get(&field).map_or(1, |cell| cell.0))
    }

    fn at(&self, column: u32) -> Place {
        match &self.sheet {
            Some(sheet) => Place::cell(Arc::clone(&self.file), sheet, self.line, column),
            None => Place::line(Arc::clone(&self.file), self.line),
        }
    }

    /// Whether a sheet holds a cell as a number and not as words.
    pub(super) fn is_number(&self, field: Field) -> bool {
        self.numbers.contains(&field)
    }

    /// Every cell of words with its heading and place; ids, dates and figures are read as such.
    pub(super) fn words(&self) -> impl Iterator<Item = (&str, &str, Place)> {
        let known = self.cells.iter().filter(|(field, _)| field.is_words()).map(|entry| entry.1);
        known.chain(&self.others).map(|cell| (cell.1.as_str(), cell.2.as_str(), self.at(cell.0)))
    }

    /// Whether the agency filled in anything beside what the form came with.
    pub(super) fn is_filled(&self) -> bool {
        self.cells.keys().any(|field| field.is_answer())
    }

    /// Where the row was read.
    pub(super) fn provenance(&self) -> crate::model::Provenance {
        crate::model::Provenance {
            file: Arc::clone(&self.file),
            line_first: self.line,
            line_last: self.line,
            sheet: self.sheet.clone(),
        }
    }
}

/// How far down a sheet the header may stand: the title of the form is above it.
const MAX_ROWS_ABOVE: usize = 15;

/// The filled rows of a document; the header is the first row that names the id and an answer.
fn rows(document: &RawDocument, diagnostics: &mut Diagnostics) -> Vec<Row> {
    let mut list = Vec::new();
    let (mut has_header, mut has_merged) = (false, false);
    for piece in &document.pieces {
        let Piece::Table(table) = piece else { continue };
        let Some(header) = table.rows.iter().take(MAX_ROWS_ABOVE).position(is_header) else {
            continue;
        };
        has_header = true;
        let titles = table.rows[header].cells.iter().map(|cell| cell.text.as_str());
        let titles: Vec<Title<'_>> = titles.map(|title| (title, field(title))).collect();
        let merged = merged_answers(table, header, &titles);
        for range in &merged {
            diagnostics.push(merged_cells(document, table, *range));
        }
        // What a hidden cell was to say nobody knows: none of the rows is read.
        let is_apart = |row: &&RawRow| {
            merged.iter().all(|range| row.line < range.top || range.bottom < row.line)
        };
        let rows = table.rows.iter().skip(header + 1).filter(|row| !is_header(row));
        let rows = rows.filter(is_apart);
        has_merged |= !merged.is_empty();
        for row in rows {
            let row = read_row(document, table, &titles, row, diagnostics);
            list.extend(Some(row).filter(Row::is_filled));
        }
    }
    let is_blank = document.pieces.iter().all(|piece| match piece {
        Piece::Table(table) => {
            table.rows.iter().flat_map(|row| &row.cells).all(|cell| cell.text.is_empty())
        }
        Piece::Text(text) => text.text.is_empty(),
    });
    let place = Place::file(Arc::clone(&document.file));
    if !has_header && !is_blank {
        let labels: Vec<&str> = Field::ALL.iter().map(|entry| entry.1).collect();
        diagnostics.push(
            Diagnostic::new(
                Code::ReportColumns,
                place,
                "không thấy dòng tiêu đề có cột mã và cột số liệu hoặc tình trạng",
            )
            .allowed(labels.join("; "))
            .suggestion("dùng biểu mẫu do lệnh `congkhai forms` tạo ra"),
        );
    } else if list.is_empty() && !has_merged {
        let message = "tệp báo cáo không có dòng nào được điền";
        diagnostics.push(
            Diagnostic::new(Code::ReportEmpty, place, message)
                .suggestion("điền số liệu, hoặc xóa tệp nếu cơ quan chưa báo cáo"),
        );
    }
    list
}

/// Merged ranges below the header that hide a cell with a meaning. A heading over a group of rows hides nothing.
fn merged_answers(table: &RawTable, header: usize, titles: &[Title<'_>]) -> Vec<Range> {
    let first = table.rows.get(header).map_or(1, |row| row.line.saturating_add(1));
    let has_meaning = |range: &Range| {
        let columns = (1..).zip(titles).filter(|(at, _)| (range.left..=range.right).contains(at));
        columns.map(|(_, title): (u32, _)| title).any(|(_, field)| field.is_some())
    };
    let is_heading = |range: &Range| {
        let row = table.rows.iter().find(|row| row.line == range.top);
        let words =
            row.map_or(0, |row| row.cells.iter().filter(|cell| !cell.text.is_empty()).count());
        range.top == range.bottom && words < 2
    };
    let ranges = table.merged.iter().filter(|range| range.bottom >= first);
    ranges.filter(|range| has_meaning(range) && !is_heading(range)).copied().collect()
}

fn merged_cells(document: &RawDocument, table: &RawTable, range: Range) -> Diagnostic {
    let sheet = table.sheet.as_deref().unwrap_or_default();
    let place = Place::cell(Arc::clone(&document.file), sheet, range.top, range.left);
    let message = format!(
        "các ô {range} của trang tính `{sheet}` bị gộp làm một, không biết nội dung là của mục nào; các hàng này không được đọc"
    );
    Diagnostic::new(Code::ReportMerged, place, message)
        .allowed("mỗi mục một hàng, mỗi ô đứng riêng; chỉ tiêu đề phía trên bảng được gộp")
        .suggestion(format!(
            "chọn các ô {range}, bấm lại nút gộp ô để bỏ gộp, điền từng hàng rồi lưu"
        ))
}

fn is_header(row: &RawRow) -> bool {
    let fields: Vec<Field> = row.cells.iter().filter_map(|cell| field(&cell.text)).collect();
    fields.contains(&Field::Id) && fields.iter().any(|field| field.is_answer())
}

/// A heading and what it means.
type Title<'a> = (&'a str, Option<Field>);

/// The words of a cell and the address they lead to, which says what the words may only hint at.
fn with_address(text: &str, address: &str, place: Place, diagnostics: &mut Diagnostics) -> String {
    let schemes = ["http://", "https://", "ftp://", "mailto:", "tel:"];
    let lower = address.to_lowercase();
    if !schemes.iter().any(|scheme| lower.starts_with(scheme)) {
        if !address.starts_with('#') {
            let message =
                "ô có liên kết tới một tệp trên máy của người điền; chỉ chữ của ô được nhận";
            diagnostics.push(
                Diagnostic::new(Code::FormSkipped, place, message)
                    .suggestion("đưa tệp lên mạng rồi ghi địa chỉ bắt đầu bằng https:// vào ô"),
            );
        }
        return text.to_owned();
    }
    let said = |address: &str| text.to_lowercase().contains(&address.to_lowercase());
    let bare = ["mailto:", "tel:"].iter().find_map(|scheme| lower.strip_prefix(scheme));
    if said(address.trim_end_matches('/')) || bare.is_some_and(said) {
        return text.to_owned();
    }
    format!("{text} ({address})")
}

fn read_row(
    document: &RawDocument,
    table: &RawTable,
    titles: &[Title<'_>],
    row: &RawRow,
    diagnostics: &mut Diagnostics,
) -> Row {
    let mut read = Row {
        file: Arc::clone(&document.file),
        sheet: table.sheet.clone(),
        line: row.line,
        cells: BTreeMap::new(),
        others: Vec::new(),
        numbers: BTreeSet::new(),
    };
    for (at, cell) in row.cells.iter().enumerate() {
        let text = cell.text.trim();
        if text.is_empty() || fold(text) == "-" {
            continue;
        }
        let (title, field) = titles.get(at).copied().unwrap_or_default();
        let column = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let is_free = field.is_none_or(Field::is_free);
        let text = cell.address.as_deref().filter(|_| is_free).map_or_else(
            || text.to_owned(),
            |address| with_address(text, address, read.at(column), diagnostics),
        );
        if cell.is_number {
            read.numbers.extend(field);
        }
        let entry = (column, title.to_owned(), text);
        match field.filter(|field| !read.cells.contains_key(field)) {
            Some(field) => {
                read.cells.insert(field, entry);
            }
            None => read.others.push(entry),
        }
    }
    read
}
