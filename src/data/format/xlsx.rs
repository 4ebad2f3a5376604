//! All tables of an edition as one workbook people open with a double click.
//!
//! - The first sheet says what the file is and what its columns mean; then one sheet a dataset, headings and fixed
//!   words in Vietnamese, real numbers and dates, a header that stays, filters, links to the pages; printed, a sheet
//!   is no wider than it must be, and every page says what it is.
//! - What a sheet cannot hold is written another way, and the first sheet says so: a day before 1 March 1900 as ISO
//!   text, a cell too long cut with `…`, rows beyond the last of a sheet on another sheet. Control characters do not
//!   get here ([`crate::data::cleaned`]); text is written as text, so none is a formula.

use std::borrow::Cow;

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, IgnoreError, Url, Workbook,
    Worksheet, XlsxError,
};

use super::{Bundle, Cover, Refusal};
use crate::data::clean::MAX_CELL;
use crate::data::schema::{Column, DATASETS, Dataset, Type};
use crate::data::table::{Row, Table};
use crate::data::value::Value;
use crate::model::Date;

/// Rows of a sheet below its heading; Excel has 1,048,576 in all.
const MAX_ROWS: usize = 1_048_575;
/// Links of a sheet; Excel drops those beyond 65,530.
const MAX_LINKS: usize = 65_530;
/// From this day on all programs agree on the number of a day: Excel believes in 29 February 1900.
const FIRST_DAY: Date = Date::constant(1900, 3, 1);
/// Name of the first sheet.
const ABOUT: &str = "Giới thiệu";
/// Background of headings and colour of their words: white on dark blue has a contrast of 9:1.
const HEADING: (Color, Color) = (Color::RGB(0x1F_4E_79), Color::RGB(0xFF_FF_FF));
/// Widths of its columns, in characters.
const ABOUT_WIDTHS: [u32; 6] = [22, 34, 24, 18, 70, 60];
/// Height of a line, in points.
const LINE_HEIGHT: u32 = 15;
/// Lines of the highest row there may be.
const MAX_LINES: u32 = 27;
/// Colour of the sentence that figures are made up: a contrast of 7:1 on white.
const WARNING: Color = Color::RGB(0xA3_1F_0B);
/// Characters across a printed page: a landscape A4 at about half size.
const PAGE_WIDTH: u32 = 260;
/// Paper of offices.
const A4: u8 = 9;
/// How the first sheet says what had to be written another way.
const NOTES: [&str; 4] = [
    "Ô trống nghĩa là chưa biết hoặc không áp dụng, không phải bằng 0.",
    "Các mục của một danh sách cách nhau bằng dấu ; – dấu ; trong một mục được thay bằng dấu ,",
    "Ô dài hơn 32.767 ký tự bị cắt và kết thúc bằng dấu …; bản CSV có đủ. Ngày trước 01/3/1900 ghi bằng chữ (1899-12-31).",
    "Excel giữ 15 chữ số của một số; bản CSV và JSON giữ đủ các chữ số của nguồn.",
];

/// A workbook in the making.
pub(super) struct Book {
    workbook: Workbook,
    about: Cover,
    formats: Formats,
    /// The datasets so far: sheet and number of rows.
    sheets: Vec<(&'static Dataset, String, usize)>,
    max_rows: usize,
}

/// Looks of cells.
struct Formats {
    heading: Format,
    title: Format,
    warning: Format,
    date: Format,
    plain: Format,
    number: Format,
    words: Format,
    link: Format,
}

impl Book {
    /// A workbook with an empty first sheet.
    pub(super) fn new(cover: &Cover) -> Self {
        let mut workbook = Workbook::new();
        workbook.add_worksheet();
        let (background, words) = HEADING;
        let heading = Format::new()
            .set_bold()
            .set_background_color(background)
            .set_font_color(words)
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter);
        // Rows with long words are high: everything in them starts at the same line.
        let plain = Format::new().set_align(FormatAlign::Top);
        let formats = Formats {
            heading,
            title: plain.clone().set_bold(),
            warning: plain.clone().set_bold().set_font_color(WARNING),
            date: plain.clone().set_num_format("dd/mm/yyyy").set_align(FormatAlign::Left),
            number: plain.clone().set_align(FormatAlign::Right).set_indent(1),
            words: plain.clone().set_text_wrap(),
            link: plain.clone().set_hyperlink(),
            plain,
        };
        Self { workbook, about: cover.clone(), formats, sheets: Vec::new(), max_rows: MAX_ROWS }
    }

    /// One sheet of a table.
    fn sheet(&mut self, dataset: &Dataset, name: &str, rows: &[Row]) -> Result<(), XlsxError> {
        let Self { workbook, about, formats, .. } = self;
        let sheet = workbook.add_worksheet().set_name(name)?;
        let mut links = 0;
        let widths: Vec<u32> =
            (0..).zip(dataset.columns).map(|(at, column)| width(column, at, rows)).collect();
        for ((at, column), width) in (0..).zip(dataset.columns).zip(&widths) {
            sheet.write_string_with_format(0, at, column.label, &formats.heading)?;
            sheet.set_column_width(at, *width)?;
        }
        let enums: Vec<_> = dataset.columns.iter().map(words).collect();
        for (line, row) in (1..).zip(rows) {
            for (at, (value, words)) in (0..).zip(row.values.iter().zip(&enums)) {
                let column = &dataset.columns[usize::from(at)];
                match page(dataset, column, row, value).filter(|_| links < MAX_LINKS) {
                    Some(page) => {
                        let url = Url::new(format!("{}{page}", about.base_url));
                        let (text, link) = (value.to_cell(), Some(&formats.link));
                        sheet.write_url_with_options(line, at, url, text, "", link)?;
                        links += 1;
                    }
                    None => cell(sheet, (line, at), value, words, formats)?,
                }
            }
            let cells = row.values.iter().zip(&widths);
            let lengths = cells.map(|(value, width)| (length(value), *width));
            set_height(sheet, line, lengths)?;
        }
        let last = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let columns = u16::try_from(dataset.columns.len()).unwrap_or(u16::MAX);
        let last_column = columns.saturating_sub(1);
        // A mark that has its own column stays in sight, like the heading.
        let kept = u16::from(dataset.columns.first().is_some_and(|column| column.unique));
        sheet.set_freeze_panes(1, kept)?;
        sheet.autofilter(0, 0, last, last_column)?;
        // "2.1" is the number of an item and no forgotten figure.
        sheet.ignore_error_range(0, 0, last, last_column, IgnoreError::NumberStoredAsText)?;
        let pages = widths.iter().sum::<u32>().div_ceil(PAGE_WIDTH);
        printed(sheet, about, name, u16::try_from(pages).unwrap_or(u16::MAX));
        sheet.set_repeat_rows(0, 0)?;
        if kept > 0 {
            sheet.set_repeat_columns(0, 0)?;
        }
        Ok(())
    }

    /// What the file is, which sheets it has, what the columns mean.
    fn first_sheet(&mut self) -> Result<(), XlsxError> {
        let Self { workbook, about, formats, sheets, .. } = self;
        let sheet = workbook.worksheet_from_index(0)?.set_name(ABOUT)?;
        for (at, width) in (0..).zip(ABOUT_WIDTHS) {
            sheet.set_column_width(at, width)?;
        }
        let mut line = 0;
        for (name, text) in about.lines() {
            let is_warning = about.is_illustrative && name == Cover::FIGURES;
            let words = if is_warning { &formats.warning } else { &formats.plain };
            sheet.write_string_with_format(line, 0, name, &formats.title)?;
            sheet.write_string_with_format(line, 1, text, words)?;
            line += 1;
        }
        for note in NOTES {
            sheet.write_string_with_format(line, 0, "Lưu ý", &formats.title)?;
            sheet.write_string(line, 1, note)?;
            line += 1;
        }
        line += 1;
        let headings = ["Bảng", "Một hàng là", "Tên tệp máy đọc", "Số hàng", "Nội dung"];
        line = heading(sheet, line, &headings, &formats.heading)?;
        for (dataset, name, rows) in sheets.iter() {
            let target = Url::new(format!("internal:'{name}'!A1"));
            let look = Some(&formats.link);
            sheet.write_url_with_options(line, 0, target, name.as_str(), "", look)?;
            sheet.write_string_with_format(line, 1, dataset.row, &formats.words)?;
            sheet.write_string_with_format(line, 2, dataset.stem, &formats.plain)?;
            let rows = u32::try_from(*rows).unwrap_or(u32::MAX);
            sheet.write_number_with_format(line, 3, rows, &formats.number)?;
            sheet.write_string_with_format(line, 4, dataset.description, &formats.words)?;
            about_height(sheet, line, ["", dataset.row, "", "", dataset.description, ""])?;
            line += 1;
        }
        line += 1;
        let headings = ["Bảng", "Cột", "Tên máy đọc", "Kiểu", "Ý nghĩa", "Các giá trị"];
        line = heading(sheet, line, &headings, &formats.heading)?;
        let mut described: Vec<&str> = Vec::new();
        for (dataset, ..) in sheets.iter() {
            if described.contains(&dataset.stem) {
                continue;
            }
            described.push(dataset.stem);
            for column in dataset.columns {
                sheet.write_string_with_format(line, 0, dataset.title, &formats.plain)?;
                sheet.write_string_with_format(line, 1, column.label, &formats.words)?;
                sheet.write_string_with_format(line, 2, column.name, &formats.plain)?;
                sheet.write_string_with_format(line, 3, column.kind.label(), &formats.words)?;
                sheet.write_string_with_format(line, 4, column.description, &formats.words)?;
                let words = words(column);
                let words: Vec<String> =
                    words.iter().map(|(word, label)| format!("{word} = {label}")).collect();
                let words = words.join("; ");
                sheet.write_string_with_format(line, 5, &words, &formats.words)?;
                let kind = column.kind.label();
                about_height(
                    sheet,
                    line,
                    ["", column.label, "", kind, column.description, &words],
                )?;
                line += 1;
            }
        }
        printed(sheet, about, ABOUT, 1);
        Ok(())
    }
}

impl Bundle for Book {
    fn add(&mut self, table: &Table) -> Result<(), Refusal> {
        let Table { dataset, rows } = table;
        // A table without rows has a sheet too: its heading says what would be there.
        let empty: &[Row] = &[];
        let parts: Vec<&[Row]> =
            if rows.is_empty() { vec![empty] } else { rows.chunks(self.max_rows).collect() };
        for (number, part) in (1..).zip(parts) {
            let title = dataset.title;
            let name = if number == 1 { title.to_owned() } else { format!("{title} {number}") };
            self.sheet(dataset, &name, part)?;
            self.sheets.push((dataset, name, part.len()));
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<u8>, Refusal> {
        self.first_sheet()?;
        let Cover { title, publisher, licence, version, .. } = &self.about;
        let created = version.and_then(excel_date).unwrap_or_default();
        let properties = DocProperties::new()
            .set_title(format!("Dữ liệu mở – {title}"))
            .set_author(publisher)
            .set_comment(format!("Giấy phép: {}", licence.0))
            .set_creation_datetime(&created);
        self.workbook.set_properties(&properties);
        Ok(self.workbook.save_to_buffer()?)
    }
}

/// How a sheet is printed: so many pages across, each saying what it is and whether its figures are made up.
fn printed(sheet: &mut Worksheet, about: &Cover, name: &str, pages: u16) {
    // In headers `&` starts a code.
    let plain = |text: &str| text.replace('&', "&&");
    let mark = if about.is_illustrative { "&R&BSỐ LIỆU MINH HỌA" } else { "" };
    let (title, address) = (plain(&about.title), plain(&about.base_url));
    sheet
        .set_landscape()
        .set_paper_size(A4)
        .set_print_fit_to_pages(pages, 0)
        .set_print_gridlines(true);
    sheet.set_header(format!("&LDữ liệu mở – {title}&C{name}{mark}"));
    sheet.set_footer(format!("&L{address}du-lieu/&RTrang &P/&N"));
}

/// Headings of a list of the first sheet; the line after them.
fn heading(
    sheet: &mut Worksheet,
    line: u32,
    headings: &[&str],
    format: &Format,
) -> Result<u32, XlsxError> {
    for (at, text) in (0..).zip(headings) {
        sheet.write_string_with_format(line, at, *text, format)?;
    }
    Ok(line + 1)
}

/// The words a column is limited to, with their labels.
fn words(column: &Column) -> Vec<(&'static str, &'static str)> {
    if let Type::Enum(words) = column.kind { words() } else { Vec::new() }
}

/// A cell with the type of its value; words of a fixed list as people read them.
fn cell(
    sheet: &mut Worksheet,
    (line, at): (u32, u16),
    value: &Value,
    words: &[(&str, &str)],
    Formats { date, plain, number: numbers, words: wrapped, .. }: &Formats,
) -> Result<(), XlsxError> {
    match value {
        Value::Null => {}
        Value::Text(text) => {
            let label = words.iter().find(|(word, _)| word == text).map(|(_, label)| *label);
            let text = label.map_or_else(|| fitting(text), Cow::Borrowed);
            sheet.write_string_with_format(line, at, text, wrapped)?;
        }
        Value::List(_) => {
            sheet.write_string_with_format(line, at, fitting(&value.to_cell()), wrapped)?;
        }
        Value::Boolean(yes) => {
            sheet.write_boolean_with_format(line, at, *yes, plain)?;
        }
        Value::Date(day) => {
            match excel_date(*day) {
                Some(day) => sheet.write_date_with_format(line, at, day, date)?,
                None => sheet.write_string_with_format(line, at, day.to_string(), plain)?,
            };
        }
        Value::Integer(_) | Value::Decimal(_) => {
            if let Some(number) = value.to_double() {
                sheet.write_number_with_format(line, at, number, numbers)?;
            }
        }
    }
    Ok(())
}

/// A day as sheets count it; nothing for one they have no number for.
fn excel_date(date: Date) -> Option<ExcelDateTime> {
    if date < FIRST_DAY {
        return None;
    }
    let part = |number: i8| u8::try_from(number).ok();
    let year = u16::try_from(date.year()).ok()?;
    ExcelDateTime::from_ymd(year, part(date.month())?, part(date.day())?).ok()
}

/// Text no longer than a cell may be, counted in UTF-16 as Excel does.
fn fitting(text: &str) -> Cow<'_, str> {
    if text.encode_utf16().count() <= MAX_CELL {
        return Cow::Borrowed(text);
    }
    let mut room = MAX_CELL - 1;
    let fits = |c: &char| {
        let is_room = c.len_utf16() <= room;
        room = room.saturating_sub(c.len_utf16());
        is_room
    };
    Cow::Owned(text.chars().take_while(fits).chain(['…']).collect())
}

/// The page a cell leads to, below the root of the site: that of the row itself, or of what it names.
fn page(dataset: &Dataset, column: &Column, row: &Row, value: &Value) -> Option<String> {
    let Value::Text(id) = value else { return None };
    let folder = match column.foreign_key {
        Some(key) => DATASETS.iter().find(|set| set.stem == key.dataset)?.folder?,
        None if column.name == "id" && row.id.is_some() => dataset.folder?,
        None => return None,
    };
    Some(format!("{folder}/{id}/"))
}

/// Characters of words that may take several lines.
fn length(value: &Value) -> usize {
    match value {
        Value::Text(_) | Value::List(_) => value.to_cell().chars().count(),
        _ => 0,
    }
}

/// Makes a row as high as its words need: not every program does that by itself.
fn set_height(
    sheet: &mut Worksheet,
    line: u32,
    cells: impl Iterator<Item = (usize, u32)>,
) -> Result<(), XlsxError> {
    // A width is counted in digits; letters are narrower, which makes up for words not breaking inside.
    let lines =
        cells.map(|(length, width)| u32::try_from(length).unwrap_or(u32::MAX).div_ceil(width));
    let lines = lines.max().unwrap_or(1).min(MAX_LINES);
    if lines > 1 {
        sheet.set_row_height(line, LINE_HEIGHT * lines)?;
    }
    Ok(())
}

/// The same for a row of the first sheet.
fn about_height(sheet: &mut Worksheet, line: u32, texts: [&str; 6]) -> Result<(), XlsxError> {
    let lengths = texts.iter().map(|text| text.chars().count());
    set_height(sheet, line, lengths.zip(ABOUT_WIDTHS))
}

/// Wide enough for the first rows, within reason.
fn width(column: &Column, at: usize, rows: &[Row]) -> u32 {
    let cells = rows.iter().take(200).filter_map(|row| row.values.get(at));
    let longest = cells.map(|value| value.to_cell().chars().count()).max().unwrap_or(0);
    let heading = column.label.chars().count() + 4;
    u32::try_from(longest.max(heading).clamp(10, 60)).unwrap_or(60)
}
