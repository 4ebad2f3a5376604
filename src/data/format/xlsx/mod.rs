//! All tables of an edition as one workbook people open with a double click.
//!
//! - The first sheet says what the file is and what its columns mean; then one sheet a dataset, headings and fixed
//!   words in Vietnamese, real numbers and dates, a header that stays, filters, links to the pages; printed, a sheet
//!   is no wider than it must be, and every page says what it is.
//! - What a sheet cannot hold is written another way, and the first sheet says so: a day before 1 March 1900 as ISO
//!   text, a cell too long cut with `…`, rows beyond the last of a sheet on another sheet. Control characters do not
//!   get here ([`crate::data::cleaned`]); text is written as text, so none is a formula.

mod package;
mod parts;
mod style;

use std::borrow::Cow;

use super::{Bundle, Cover, Finished, Refusal};
use crate::data::clean::MAX_CELL;
use crate::data::metadata::moment;
use crate::data::schema::{Column, DATASETS, Dataset, Type};
use crate::data::table::{Row, Table};
use crate::data::value::Value;
use crate::model::Date;
use package::{Content, Layout, Link, Package};
use style::Style;

/// Rows of a sheet below its heading; Excel has 1,048,576 in all.
const MAX_ROWS: usize = 1_048_575;
/// Links of a sheet; Excel drops those beyond 65,530.
const MAX_LINKS: usize = 65_530;
/// From this day on all programs agree on the number of a day: Excel believes in 29 February 1900.
const FIRST_DAY: Date = Date::constant(1900, 3, 1);
/// The day before the one they count as the first, less the day there never was.
const DAY_ZERO: Date = Date::constant(1899, 12, 30);
/// Name of the first sheet.
const ABOUT: &str = "Giới thiệu";
/// Widths of its columns, in characters.
const ABOUT_WIDTHS: [u32; 6] = [22, 34, 24, 18, 70, 60];
/// Height of a line, in points.
const LINE_HEIGHT: u32 = 15;
/// Lines of the highest row there may be.
const MAX_LINES: u32 = 27;
/// Characters across a printed page: a landscape A4 at about half size.
const PAGE_WIDTH: u32 = 260;
/// Characters of the name of a site above a printed page; Excel refuses more than 255 in all.
const MAX_TITLE: usize = 100;
/// How the first sheet says what had to be written another way.
const NOTES: [&str; 4] = [
    "Ô trống nghĩa là chưa biết hoặc không áp dụng, không phải bằng 0.",
    "Các mục của một danh sách cách nhau bằng dấu ; – dấu ; trong một mục được thay bằng dấu ,",
    "Ô dài hơn 32.767 ký tự bị cắt và kết thúc bằng dấu …; bản CSV có đủ. Ngày trước 01/3/1900 ghi bằng chữ (1899-12-31).",
    "Excel giữ 15 chữ số của một số; bản CSV và JSON giữ đủ các chữ số của nguồn.",
];

/// A workbook in the making.
pub(super) struct Book {
    package: Package,
    about: Cover,
    /// The datasets so far: sheet and number of rows.
    sheets: Vec<(&'static Dataset, String, usize)>,
    max_rows: usize,
}

/// A row of the first sheet.
type Line<'a> = Vec<(Style, Cow<'a, str>)>;

impl Book {
    /// An empty workbook.
    pub(super) fn new(cover: &Cover) -> Result<Self, Refusal> {
        let (package, about) = (Package::new()?, cover.clone());
        Ok(Self { package, about, sheets: Vec::new(), max_rows: MAX_ROWS })
    }

    /// One sheet of a table.
    fn sheet(&mut self, dataset: &Dataset, name: &str, rows: &[Row]) -> Result<(), Refusal> {
        let columns = dataset.columns;
        let widths: Vec<u32> =
            columns.iter().enumerate().map(|(at, column)| width(column, at, rows)).collect();
        let layout = Layout {
            table: Some(rows.len() + 1),
            // A mark that has its own column stays in sight, like the heading.
            keeps_first_column: columns.first().is_some_and(|column| column.unique),
            pages: widths.iter().sum::<u32>().div_ceil(PAGE_WIDTH),
            widths: widths.clone(),
            ..printed(&self.about, name)
        };
        self.package.begin(layout)?;
        let heading = columns.iter().map(|column| (Style::Heading, column.label));
        self.package.row(None, cells(heading))?;
        let words: Vec<_> = columns.iter().map(words).collect();
        let targets: Vec<_> = columns.iter().map(|column| Target::of(column, dataset)).collect();
        let mut links = 0;
        for row in rows {
            let texts: Vec<Cow<'_, str>> =
                row.values.iter().zip(&words).map(|(value, words)| text(value, words)).collect();
            let lengths = row.values.iter().zip(&widths);
            let height = height(lengths.map(|(value, width)| (length(value), *width)));
            let mut cells = Vec::with_capacity(texts.len());
            for (at, (value, text)) in (0..).zip(row.values.iter().zip(&texts)) {
                let (style, content) = match value {
                    Value::Null => continue,
                    Value::Text(_) | Value::List(_) => (Style::Words, Content::Text(text)),
                    Value::Boolean(yes) => (Style::Plain, Content::Boolean(*yes)),
                    Value::Date(day) if *day < FIRST_DAY => (Style::Plain, Content::Text(text)),
                    Value::Date(_) => (Style::Date, Content::Number(text)),
                    Value::Integer(_) | Value::Decimal(_) => (Style::Number, Content::Number(text)),
                };
                let target = &targets[at as usize];
                let is_link = links < MAX_LINKS && target.page(row, value).is_some();
                links += usize::from(is_link);
                cells.push((at, if is_link { Style::Link } else { style }, content));
            }
            self.package.row(height, cells)?;
        }
        let base = self.about.base_url.as_str();
        let links = (1..).zip(rows).flat_map(|(line, row)| {
            let cells = (0..).zip(targets.iter().zip(&row.values));
            cells.filter_map(move |(at, (target, value))| {
                let (folder, id) = target.page(row, value)?;
                Some((line, at, Link::Page([base, folder, id, "/"])))
            })
        });
        self.package.end(links.take(MAX_LINKS))
    }

    /// What the file is, which sheets it has, what the columns mean.
    fn first_sheet(&mut self) -> Result<(), Refusal> {
        let Self { package, about, sheets, .. } = self;
        let widths = ABOUT_WIDTHS.to_vec();
        package.begin(Layout { widths, pages: 1, ..printed(about, ABOUT) })?;
        let mut lines: Vec<Line<'_>> = Vec::new();
        for (name, text) in about.lines() {
            let is_warning = about.is_illustrative && name == Cover::FIGURES;
            let style = if is_warning { Style::Warning } else { Style::Plain };
            lines.push(vec![(Style::Title, name.into()), (style, text.into())]);
        }
        for note in NOTES {
            lines.push(vec![(Style::Title, "Lưu ý".into()), (Style::Plain, note.into())]);
        }
        lines.push(Vec::new());
        lines.push(heading(["Bảng", "Một hàng là", "Tên tệp máy đọc", "Số hàng", "Nội dung"]));
        let first = lines.len();
        for (dataset, name, rows) in sheets.iter() {
            lines.push(vec![
                (Style::Link, name.into()),
                (Style::Words, dataset.row.into()),
                (Style::Plain, dataset.stem.into()),
                (Style::Number, rows.to_string().into()),
                (Style::Words, dataset.description.into()),
            ]);
        }
        lines.push(Vec::new());
        let headings = ["Bảng", "Cột", "Tên máy đọc", "Kiểu", "Ý nghĩa", "Các giá trị"];
        lines.push(heading(headings));
        let mut described: Vec<&str> = Vec::new();
        for (dataset, ..) in sheets.iter() {
            if described.contains(&dataset.stem) {
                continue;
            }
            described.push(dataset.stem);
            for column in dataset.columns {
                let words = words(column);
                let words = words.iter().map(|(word, label)| format!("{word} = {label}"));
                lines.push(vec![
                    (Style::Plain, dataset.title.into()),
                    (Style::Words, column.label.into()),
                    (Style::Plain, column.name.into()),
                    (Style::Words, column.kind.label().into()),
                    (Style::Words, column.description.into()),
                    (Style::Words, words.collect::<Vec<_>>().join("; ").into()),
                ]);
            }
        }
        for line in &lines {
            let wrapped = line.iter().zip(ABOUT_WIDTHS).map(|((style, text), width)| {
                let is_wrapped = *style == Style::Words;
                (if is_wrapped { text.chars().count() } else { 0 }, width)
            });
            let height = height(wrapped);
            package.row(height, cells(line.iter().map(|(style, text)| (*style, &**text))))?;
        }
        let targets = (first..).zip(sheets.iter()).map(|(line, (_, name, _))| {
            (u32::try_from(line).unwrap_or(u32::MAX), 0, Link::Sheet(name.as_str()))
        });
        package.end(targets)
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

    fn finish(mut self: Box<Self>) -> Result<Finished, Refusal> {
        self.first_sheet()?;
        let Cover { title, publisher, licence, version, .. } = &self.about;
        let title = format!("Dữ liệu mở – {title}");
        let remark = format!("Giấy phép: {}", licence.0);
        let moment = version.map(moment);
        let about = parts::properties(&title, publisher, &remark, moment.as_deref());
        Ok(Box::new(self.package.finish(&about)?))
    }
}

/// How a sheet is printed: each page says what it is and whether its figures are made up.
fn printed(about: &Cover, name: &str) -> Layout {
    // In headers `&` starts a code.
    let plain = |text: &str| text.chars().take(MAX_TITLE).collect::<String>().replace('&', "&&");
    let mark = if about.is_illustrative { "&R&BSỐ LIỆU MINH HỌA" } else { "" };
    let (title, address) = (plain(&about.title), plain(&about.base_url));
    Layout {
        name: name.to_owned(),
        header: format!("&LDữ liệu mở – {title}&C{name}{mark}"),
        footer: format!("&L{address}du-lieu/&RTrang &P/&N"),
        ..Layout::default()
    }
}

/// Headings of a list of the first sheet.
fn heading<const COUNT: usize>(headings: [&'static str; COUNT]) -> Line<'static> {
    headings.map(|text| (Style::Heading, text.into())).into()
}

/// Words side by side; a number of people's counting is a number.
fn cells<'a>(
    texts: impl Iterator<Item = (Style, &'a str)>,
) -> impl Iterator<Item = (u32, Style, Content<'a>)> {
    let texts = (0..).zip(texts).filter(|(_, (_, text))| !text.is_empty());
    texts.map(|(at, (style, text))| {
        let content =
            if style == Style::Number { Content::Number(text) } else { Content::Text(text) };
        (at, style, content)
    })
}

/// The words a column is limited to, with their labels.
fn words(column: &Column) -> Vec<(&'static str, &'static str)> {
    if let Type::Enum(words) = column.kind { words() } else { Vec::new() }
}

/// What a cell says: words of a fixed list as people read them, a day as sheets count it, if they can.
fn text<'a>(value: &'a Value, words: &[(&'static str, &'static str)]) -> Cow<'a, str> {
    match value {
        Value::Text(text) => {
            let label = words.iter().find(|(word, _)| word == text).map(|(_, label)| *label);
            label.map_or_else(|| fitting(text.into()), Cow::Borrowed)
        }
        Value::Date(day) if *day >= FIRST_DAY => {
            (day.duration_since(DAY_ZERO).as_hours() / 24).to_string().into()
        }
        _ => fitting(value.to_cell()),
    }
}

/// Text no longer than a cell may be, counted in UTF-16 as Excel does.
fn fitting(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.len() <= MAX_CELL || text.encode_utf16().count() <= MAX_CELL {
        return text;
    }
    let mut room = MAX_CELL - 1;
    let fits = |c: &char| {
        let is_room = c.len_utf16() <= room;
        room = room.saturating_sub(c.len_utf16());
        is_room
    };
    Cow::Owned(text.chars().take_while(fits).chain(['…']).collect())
}

/// Where the cells of a column lead.
enum Target {
    /// Nowhere.
    Nothing,
    /// To the page of what they name, in this folder.
    Named(String),
    /// To the page of their row, in this folder.
    Row(String),
}

impl Target {
    fn of(column: &Column, dataset: &Dataset) -> Self {
        let below = |folder: &str| format!("{folder}/");
        let named = |stem: &str| DATASETS.iter().find(|set| set.stem == stem)?.folder.map(below);
        match column.foreign_key {
            Some(key) => named(key.dataset).map_or(Self::Nothing, Self::Named),
            None if column.name == "id" => {
                dataset.folder.map(below).map_or(Self::Nothing, Self::Row)
            }
            None => Self::Nothing,
        }
    }

    /// Folder and name of the page a cell leads to.
    fn page<'a>(&'a self, row: &Row, value: &'a Value) -> Option<(&'a str, &'a str)> {
        match (self, value) {
            (Self::Named(folder), Value::Text(id)) => Some((folder, id)),
            (Self::Row(folder), Value::Text(id)) if row.id.is_some() => Some((folder, id)),
            _ => None,
        }
    }
}

/// Characters of words that may take several lines.
fn length(value: &Value) -> usize {
    match value {
        Value::Text(_) | Value::List(_) => value.to_cell().chars().count(),
        _ => 0,
    }
}

/// The height of a row its words need, if more than a line: not every program finds it by itself.
fn height(cells: impl Iterator<Item = (usize, u32)>) -> Option<u32> {
    // A width is counted in digits; letters are narrower, which makes up for words not breaking inside.
    let lines =
        cells.map(|(length, width)| u32::try_from(length).unwrap_or(u32::MAX).div_ceil(width));
    let lines = lines.max().unwrap_or(1).min(MAX_LINES);
    (lines > 1).then_some(LINE_HEIGHT * lines)
}

/// Wide enough for the first rows, within reason.
fn width(column: &Column, at: usize, rows: &[Row]) -> u32 {
    let cells = rows.iter().take(200).filter_map(|row| row.values.get(at));
    let longest = cells.map(|value| value.to_cell().chars().count()).max().unwrap_or(0);
    let heading = column.label.chars().count() + 4;
    u32::try_from(longest.max(heading).clamp(10, 60)).unwrap_or(60)
}
