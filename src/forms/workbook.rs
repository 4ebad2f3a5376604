//! The form of one agency: guidance, tasks, indicators.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::error::Error;
use crate::model::{Date, Indicator, Period, ReportedStatus, Site, Task};
use crate::read::snapshot::Field;
use crate::vietnamese::date as shown;

use super::assignment::{Assignment, asked};
use super::covering::{COVERING_LIST, list};
use super::guidance;
use super::last::Last;
use super::marker::Marker;
use super::sheet::{Column, Input, Sheet};

/// The forms of a period and their covering list.
#[derive(Clone, Debug)]
pub struct Written {
    /// Earliest last day on which a report is on time; nothing where no plan names a day for the period.
    pub due_on: Option<Date>,
    /// One form per reporting agency, in the order of the agencies' names.
    pub forms: Vec<FormFile>,
    /// The covering list: name and bytes.
    pub covering: (&'static str, Vec<u8>),
}

/// One form.
#[derive(Clone, Debug)]
pub struct FormFile {
    /// The agency that is to fill it in.
    pub agency_name: String,
    /// Name of the file.
    pub name: String,
    /// Last day on which its report is on time.
    pub due_on: Option<Date>,
    /// Number of tasks.
    pub tasks: usize,
    /// Number of indicators.
    pub indicators: usize,
    /// The workbook.
    pub bytes: Vec<u8>,
}

/// Makes the forms of `period`, with what the site's snapshots reported last. The same site gives the same bytes.
pub fn write(site: &Site, period: Period) -> Result<Written, Error> {
    let last = Last::new(&site.snapshots, period);
    let due_on = site.due_on(period);
    let mut forms = Vec::new();
    for assignment in asked(site, period) {
        let name = format!("{}-{period}.xlsx", assignment.agency.id);
        let bytes = workbook(&assignment, period, &last).map_err(|error| Error::Output {
            path: name.clone().into(),
            reason: format!("không tạo được biểu mẫu: {error}"),
        })?;
        forms.push(FormFile {
            agency_name: assignment.agency.name.clone(),
            name,
            due_on: assignment.due_on,
            tasks: assignment.tasks.len(),
            indicators: assignment.indicators.len(),
            bytes,
        });
    }
    let mut written = Written { due_on, forms, covering: (COVERING_LIST, Vec::new()) };
    written.covering.1 = list(&written);
    Ok(written)
}

fn workbook(
    assignment: &Assignment<'_>,
    period: Period,
    last: &Last<'_>,
) -> Result<Vec<u8>, XlsxError> {
    let marker = Marker { agency: assignment.agency.id.clone(), period };
    let name = &assignment.agency.name;
    let mut workbook = Workbook::new();
    let title = format!("Biểu mẫu báo cáo {} – {name}", period.label());
    // A fixed time: the clock would make every run differ.
    let properties = DocProperties::new()
        .set_title(&title)
        .set_author("congkhai")
        .set_creation_datetime(&excel_date(assignment.due_on.unwrap_or(period.last_day()))?);
    workbook.set_properties(&properties);
    guidance::write(&mut workbook, assignment, &marker)?;
    let title = |what: &str| format!("{what} – {name} – {}", period.label());
    if !assignment.tasks.is_empty() {
        let rows = assignment.tasks.iter().flat_map(|task| task_rows(task, last)).collect();
        let title = title("BÁO CÁO NHIỆM VỤ");
        let sheet = Sheet { name: TASKS, title, columns: &task_columns(), rows };
        sheet.write(&mut workbook, &marker)?;
    }
    if !assignment.indicators.is_empty() {
        let row = |indicator| indicator_row(indicator, period, last);
        let rows = assignment.indicators.iter().map(|indicator| row(&**indicator)).collect();
        let title = title("BÁO CÁO CHỈ TIÊU");
        let sheet = Sheet { name: INDICATORS, title, columns: &indicator_columns(), rows };
        sheet.write(&mut workbook, &marker)?;
    }
    workbook.save_to_buffer()
}

/// A date as Excel keeps it.
pub(super) fn excel_date(date: Date) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    let year = u16::try_from(date.year()).unwrap_or(1900);
    ExcelDateTime::from_ymd(year, part(date.month()), part(date.day()))
}

/// Name of the sheet of tasks.
pub(super) const TASKS: &str = "Nhiệm vụ";
/// Name of the sheet of indicators.
pub(super) const INDICATORS: &str = "Chỉ tiêu";

/// Columns of the sheet of tasks: what is given, then what is to be filled in.
pub(super) fn task_columns() -> Vec<Column> {
    vec![
        Column::given(Field::Id.label(), 24.0),
        Column::given(Field::Milestone.label(), 7.0),
        Column::given("Nhiệm vụ", 60.0),
        Column::given("Thời hạn", 22.0),
        Column::last("Đã báo cáo gần nhất", 26.0),
        Column::asked(Field::Status, 18.0, Input::OneOf(statuses())),
        Column::asked(Field::CompletedOn, 14.0, Input::DayUpToPeriodEnd),
        Column::asked(Field::Percent, 12.0, Input::Percent),
        Column::asked(Field::Result, 40.0, Input::Words),
        Column::asked(Field::Product, 24.0, Input::Words),
        Column::asked(Field::Evidence, 28.0, Input::Words),
        Column::asked(Field::Difficulties, 28.0, Input::Words),
        Column::asked(Field::Proposals, 28.0, Input::Words),
        Column::asked(Field::ExtendedTo, 14.0, Input::Day),
        Column::asked(Field::Decision, 24.0, Input::Words),
    ]
}

fn statuses() -> Vec<&'static str> {
    ReportedStatus::ALL.iter().map(|status| status.2).collect()
}

/// One row, or one for each dated part of a task that has several.
fn task_rows(task: &Task, last: &Last<'_>) -> Vec<Vec<String>> {
    let row = |part: Option<u32>, deadline: String| {
        vec![
            task.id.to_string(),
            part.map_or_else(String::new, |part| part.to_string()),
            task.display_name.clone(),
            deadline,
            last.task(&task.id, part),
        ]
    };
    let parts = &task.deadline.milestones;
    if parts.len() < 2 {
        return vec![row(None, task.deadline.text.clone())];
    }
    let deadline = |date: Date, text: &str| {
        if text.is_empty() { shown(date) } else { format!("{}: {text}", shown(date)) }
    };
    (1..).zip(parts).map(|(at, part)| row(Some(at), deadline(part.date, &part.text))).collect()
}

/// Columns of the sheet of indicators.
pub(super) fn indicator_columns() -> Vec<Column> {
    let natures = crate::model::Nature::ALL.iter().map(|nature| nature.2).collect();
    vec![
        Column::given(Field::Id.label(), 24.0),
        Column::given("Chỉ tiêu", 60.0),
        Column::given(Field::Unit.label(), 14.0),
        Column::given("Mục tiêu", 26.0),
        Column::last("Đã báo cáo gần nhất", 26.0),
        Column::asked(Field::Value, 14.0, Input::Number),
        Column::asked(Field::ValueDate, 14.0, Input::DayUpToPeriodEnd),
        Column::asked(Field::Nature, 16.0, Input::OneOf(natures)),
        Column::asked(Field::Source, 28.0, Input::Words),
        Column::asked(Field::Note, 28.0, Input::Words),
        Column::asked(Field::Evidence, 28.0, Input::Words),
        Column::asked(Field::Break, 14.0, Input::OneOf(vec!["Không", "Có"])),
    ]
}

fn indicator_row(indicator: &Indicator, period: Period, last: &Last<'_>) -> Vec<String> {
    let (nature, source) = last.habits(&indicator.id);
    let mut row = vec![
        indicator.id.to_string(),
        indicator.display_name.clone(),
        indicator.unit.clone(),
        targets(indicator, period),
        last.indicator(&indicator.id),
    ];
    // Nothing for value and date; what it counts and where it comes from seldom change.
    row.extend([String::new(), String::new(), nature.label().to_owned(), source.to_owned()]);
    row
}

/// The targets that still lie ahead in the period, or all when none does.
fn targets(indicator: &Indicator, period: Period) -> String {
    let texts = |all: bool| -> Vec<String> {
        let is_ahead = |due: Option<Date>| due.is_none_or(|due| due >= period.last_day());
        let kept = indicator.targets.iter().filter(|target| all || is_ahead(target.due_date));
        kept.map(|target| {
            if target.due.is_empty() {
                target.text.clone()
            } else {
                format!("{}: {}", target.due, target.text)
            }
        })
        .collect()
    };
    let ahead = texts(false);
    if ahead.is_empty() { texts(true).join("; ") } else { ahead.join("; ") }
}
