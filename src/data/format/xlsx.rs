//! All tables of an edition as one workbook people open with a double click.
//!
//! - The first sheet says what the file is and what its columns mean; then one sheet a dataset, headings and fixed
//!   words in Vietnamese, real numbers and dates, a header that stays, filters, links to the pages.
//! - What a sheet cannot hold is written another way, and the first sheet says so: a day before 1 March 1900 as ISO
//!   text, a cell too long cut with `…`, rows beyond the last of a sheet on another sheet. Control characters do not
//!   get here ([`crate::data::cleaned`]); text is written as text, so none is a formula.

use std::borrow::Cow;

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, Url, Workbook, Worksheet, XlsxError,
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
    date: Format,
    words: Format,
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
        let formats = Formats {
            heading,
            title: Format::new().set_bold(),
            date: Format::new().set_num_format("dd/mm/yyyy"),
            words: Format::new().set_text_wrap().set_align(FormatAlign::Top),
        };
        Self { workbook, about: cover.clone(), formats, sheets: Vec::new(), max_rows: MAX_ROWS }
    }

    /// One sheet of a table.
    fn sheet(&mut self, dataset: &Dataset, name: &str, rows: &[Row]) -> Result<(), XlsxError> {
        let Self { workbook, about, formats, .. } = self;
        let sheet = workbook.add_worksheet().set_name(name)?;
        let mut links = 0;
        for (at, column) in (0..).zip(dataset.columns) {
            sheet.write_string_with_format(0, at, column.label, &formats.heading)?;
            sheet.set_column_width(at, width(column, usize::from(at), rows))?;
        }
        let enums: Vec<_> = dataset.columns.iter().map(words).collect();
        for (line, row) in (1..).zip(rows) {
            for (at, (value, words)) in (0..).zip(row.values.iter().zip(&enums)) {
                let column = &dataset.columns[usize::from(at)];
                match page(dataset, column, row, value).filter(|_| links < MAX_LINKS) {
                    Some(page) => {
                        let url = Url::new(format!("{}{page}", about.base_url));
                        sheet.write_url_with_text(line, at, url, value.to_cell())?;
                        links += 1;
                    }
                    None => cell(sheet, (line, at), value, words, &formats.date)?,
                }
            }
        }
        let last = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let columns = u16::try_from(dataset.columns.len()).unwrap_or(u16::MAX);
        sheet.set_freeze_panes(1, 0)?;
        sheet.autofilter(0, 0, last, columns.saturating_sub(1))?;
        Ok(())
    }

    /// What the file is, which sheets it has, what the columns mean.
    fn first_sheet(&mut self) -> Result<(), XlsxError> {
        let Self { workbook, about, formats, sheets, .. } = self;
        let sheet = workbook.worksheet_from_index(0)?.set_name(ABOUT)?;
        for (at, width) in (0..).zip([22.0, 34.0, 24.0, 18.0, 70.0, 60.0]) {
            sheet.set_column_width(at, width)?;
        }
        let mut line = 0;
        for (name, text) in about.lines() {
            sheet.write_string_with_format(line, 0, name, &formats.title)?;
            sheet.write_string(line, 1, text)?;
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
            sheet.write_url_with_text(line, 0, target, name.as_str())?;
            sheet.write_string(line, 1, dataset.row)?;
            sheet.write_string(line, 2, dataset.stem)?;
            sheet.write_number(line, 3, u32::try_from(*rows).unwrap_or(u32::MAX))?;
            sheet.write_string_with_format(line, 4, dataset.description, &formats.words)?;
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
                sheet.write_string(line, 0, dataset.title)?;
                sheet.write_string(line, 1, column.label)?;
                sheet.write_string(line, 2, column.name)?;
                sheet.write_string(line, 3, column.kind.label())?;
                sheet.write_string_with_format(line, 4, column.description, &formats.words)?;
                let words = words(column);
                let words: Vec<String> =
                    words.iter().map(|(word, label)| format!("{word} = {label}")).collect();
                sheet.write_string_with_format(line, 5, words.join("; "), &formats.words)?;
                line += 1;
            }
        }
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
    date: &Format,
) -> Result<(), XlsxError> {
    match value {
        Value::Null => {}
        Value::Text(text) => {
            let label = words.iter().find(|(word, _)| word == text).map(|(_, label)| *label);
            sheet.write_string(line, at, label.map_or_else(|| fitting(text), Cow::Borrowed))?;
        }
        Value::List(_) => {
            sheet.write_string(line, at, fitting(&value.to_cell()))?;
        }
        Value::Boolean(yes) => {
            sheet.write_boolean(line, at, *yes)?;
        }
        Value::Date(day) => {
            match excel_date(*day) {
                Some(day) => sheet.write_date_with_format(line, at, day, date)?,
                None => sheet.write_string(line, at, day.to_string())?,
            };
        }
        Value::Integer(_) | Value::Decimal(_) => {
            if let Some(number) = value.to_double() {
                sheet.write_number(line, at, number)?;
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

/// Wide enough for the first rows, within reason.
fn width(column: &Column, at: usize, rows: &[Row]) -> u32 {
    let cells = rows.iter().take(200).filter_map(|row| row.values.get(at));
    let longest = cells.map(|value| value.to_cell().chars().count()).max().unwrap_or(0);
    let heading = column.label.chars().count() + 4;
    u32::try_from(longest.max(heading).clamp(10, 60)).unwrap_or(60)
}
