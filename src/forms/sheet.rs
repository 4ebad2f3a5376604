//! A sheet of a form: locked headings and ids, typed cells to fill in.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, Format, FormatAlign, FormatBorder,
    ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use crate::model::{Date, Period};
use crate::read::snapshot::Field;
use crate::vietnamese::date as shown;

use super::marker::Marker;
use super::workbook::excel_date;

/// A sheet: what is given in each row, from the left; cells beyond that are empty.
pub(super) struct Sheet<'a> {
    pub(super) name: &'a str,
    pub(super) title: String,
    pub(super) columns: &'a [Column],
    pub(super) rows: Vec<Vec<String>>,
}

/// A column of a form.
pub(super) struct Column {
    heading: &'static str,
    width: f64,
    cells: Cells,
}

/// What a column is for.
enum Cells {
    /// Locked: which item it is.
    Given,
    /// Locked and grey: what was reported before.
    Last,
    /// To be filled in.
    Asked(Input),
}

/// What may be filled in.
pub(super) enum Input {
    /// Any words.
    Words,
    /// A choice.
    OneOf(Vec<&'static str>),
    /// Any date.
    Day,
    /// A date up to the last day of the period.
    DayUpToPeriodEnd,
    /// A number from 0 to 100.
    Percent,
    /// Any number.
    Number,
}

impl Column {
    /// A locked column that says which item it is.
    pub(super) fn given(heading: &'static str, width: f64) -> Self {
        Self { heading, width, cells: Cells::Given }
    }

    /// A locked, grey column with what was reported before.
    pub(super) fn last(heading: &'static str, width: f64) -> Self {
        Self { heading, width, cells: Cells::Last }
    }

    /// A column to be filled in, headed as the reader of snapshots knows it.
    pub(super) fn asked(field: Field, width: f64, input: Input) -> Self {
        Self { heading: field.label(), width, cells: Cells::Asked(input) }
    }

    /// Its heading.
    pub(super) fn heading(&self) -> &'static str {
        self.heading
    }

    /// Whether it is to be filled in.
    pub(super) fn is_asked(&self) -> bool {
        matches!(self.cells, Cells::Asked(_))
    }

    fn format(&self) -> Format {
        let format = Format::new()
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x00BF_BFBF))
            .set_align(FormatAlign::Top)
            .set_text_wrap();
        match &self.cells {
            Cells::Given => format,
            Cells::Last => {
                format.set_font_color(GREY).set_background_color(Color::RGB(0x00F2_F2F2))
            }
            Cells::Asked(Input::Day | Input::DayUpToPeriodEnd) => {
                format.set_unlocked().set_num_format("dd/mm/yyyy")
            }
            Cells::Asked(Input::Percent | Input::Number) => format.set_unlocked(),
            // As words, so that Excel makes no date of "3/2026" and no number of "0012".
            Cells::Asked(Input::Words | Input::OneOf(_)) => {
                format.set_unlocked().set_num_format("@")
            }
        }
    }
}

const GREY: Color = Color::RGB(0x007F_7F7F);
/// Row of the title, of the hidden mark, of the headings, and the first row to fill in; from 0.
const TITLE: u32 = 0;
const MARK: u32 = 1;
const HEADINGS: u32 = 2;
const FIRST: u32 = 3;

impl Sheet<'_> {
    /// Adds the sheet to `workbook`.
    pub(super) fn write(&self, workbook: &mut Workbook, marker: &Marker) -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(self.name)?;
        let title = Format::new().set_bold().set_font_size(13);
        sheet.write_string_with_format(TITLE, 0, &self.title, &title)?;
        write_mark(sheet, MARK, marker)?;
        let heading = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_border(FormatBorder::Thin)
            .set_background_color(Color::RGB(0x00DD_E8F3));
        let last_row = FIRST + u32::try_from(self.rows.len()).unwrap_or(0).saturating_sub(1);
        let mut last_column = 0;
        for (at, column) in (0_u16..).zip(self.columns) {
            last_column = at;
            sheet.set_column_width(at, column.width)?;
            sheet.write_string_with_format(HEADINGS, at, column.heading, &heading)?;
            let format = column.format();
            let cell = usize::from(at);
            for (row, cells) in (FIRST..).zip(&self.rows) {
                match cells.get(cell).filter(|text| !text.is_empty()) {
                    Some(text) => sheet.write_string_with_format(row, at, text, &format)?,
                    None => sheet.write_blank(row, at, &format)?,
                };
            }
            if let Cells::Asked(input) = &column.cells
                && let Some(rule) = validation(input, marker.period)?
            {
                sheet.add_data_validation(FIRST, at, last_row, at, &rule)?;
            }
        }
        sheet.autofilter(HEADINGS, 0, last_row, last_column)?;
        sheet.set_freeze_panes(FIRST, 1)?;
        sheet.set_repeat_rows(HEADINGS, HEADINGS)?;
        set_print(sheet);
        protect(sheet);
        Ok(())
    }
}

/// Writes the mark of the form into a hidden row.
pub(super) fn write_mark(
    sheet: &mut Worksheet,
    row: u32,
    marker: &Marker,
) -> Result<(), XlsxError> {
    let pale = Format::new().set_font_color(Color::White);
    sheet.write_string_with_format(row, 0, marker.text(), &pale)?;
    sheet.set_row_hidden(row)?;
    Ok(())
}

/// A4 across, as wide as the page.
fn set_print(sheet: &mut Worksheet) {
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_footer("&L&A&RTrang &P/&N");
}

/// Locks what is given; without a password, because it guards against slips, not against people.
pub(super) fn protect(sheet: &mut Worksheet) {
    sheet.protect_with_options(&ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    });
}

/// What the sheet refuses while it is filled in; the reader checks it all again.
fn validation(input: &Input, period: Period) -> Result<Option<DataValidation>, XlsxError> {
    let earliest = excel_date(Date::constant(2000, 1, 1))?;
    let rule = DataValidation::new();
    let (rule, allowed) = match input {
        Input::Words => return Ok(None),
        Input::OneOf(words) => {
            (rule.allow_list_strings(words)?, format!("Chọn một trong: {}", words.join(", ")))
        }
        Input::Day => {
            let after = DataValidationRule::GreaterThanOrEqualTo(earliest);
            (rule.allow_date(after), "Nhập ngày dạng ngày/tháng/năm".to_owned())
        }
        Input::DayUpToPeriodEnd => {
            let end = period.last_day();
            let within = DataValidationRule::Between(earliest, excel_date(end)?);
            let allowed = format!("Nhập ngày dạng ngày/tháng/năm, không sau {}", shown(end));
            (rule.allow_date(within), allowed)
        }
        Input::Percent => {
            let within = DataValidationRule::Between(0.0, 100.0);
            (rule.allow_decimal_number(within), "Nhập số từ 0 đến 100, không ghi dấu %".to_owned())
        }
        Input::Number => {
            let within = DataValidationRule::Between(-1e15, 1e15);
            (rule.allow_decimal_number(within), "Nhập một số theo đơn vị tính của dòng".to_owned())
        }
    };
    let rule = rule.set_error_title("Không nhận giá trị này")?.set_error_message(allowed)?;
    Ok(Some(rule))
}
