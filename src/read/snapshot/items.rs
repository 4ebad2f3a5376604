//! One filled row → a report on a task or the value of an indicator.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Date, Decimal, Extension, Id, Indicator, Milestone, Observation, ReportedStatus, Snapshot,
    Task, TaskReport,
};
use crate::vietnamese::date as shown;

use super::cell;
use super::columns::Field;
use super::known::{Item, Known};
use super::receipts::last_receipt;
use super::table::Row;

/// Reads the rows of one file into a snapshot.
pub(super) struct Reader<'a> {
    pub(super) known: &'a Known<'a>,
    /// The agency the file is of.
    pub(super) agency: Option<&'a Id>,
    /// The day the file is handed in on, where it is handed in now.
    pub(super) received_on: Option<Date>,
    pub(super) snapshot: &'a mut Snapshot,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    /// Reads one row.
    pub(super) fn row(&mut self, row: &Row) {
        let place = row.place(Field::Id);
        let Some(item) = self.known.item(row.text(Field::Id), &place, self.diagnostics) else {
            return;
        };
        let agency = self.reporter(row, item);
        match item {
            Item::Task(task) => self.task(row, task, agency),
            Item::Indicator(indicator) => self.indicator(row, indicator, agency),
        }
    }

    /// Who reports; a problem when it does not lead the item.
    fn reporter(&mut self, row: &Row, item: Item<'_>) -> Option<Id> {
        let text = row.text(Field::Agency);
        let place = row.place(Field::Agency);
        let agency = if text.is_empty() {
            self.agency.cloned()
        } else {
            self.known.agency(text, &place, self.diagnostics)
        }?;
        // Forms go to whoever leads on the day they are due. Who led it until the period began may still report what it
        // hands over.
        let lead = self.known.lead_on(item, self.snapshot.leads_day());
        let first = self.snapshot.period.first_day();
        let before = self.known.lead_on(item, first.yesterday().unwrap_or(first));
        let answers = [lead, before].iter().any(|lead| self.known.leads(&agency, lead));
        if !lead.members.is_empty() && !answers {
            let names: Vec<&str> =
                lead.members.iter().map(|member| self.known.agency_name(&member.agency)).collect();
            let message = format!(
                "{} báo cáo `{}` nhưng không chủ trì mục này",
                self.known.agency_name(&agency),
                item.id()
            );
            self.diagnostics.push(
                Diagnostic::new(Code::ReportNotLead, row.place(Field::Id), message)
                    .allowed(format!("cơ quan chủ trì: {}", names.join(", ")))
                    .suggestion("chuyển dòng này cho cơ quan chủ trì, hoặc kiểm tra lại mã")
                    .item(item.id()),
            );
        }
        Some(agency)
    }

    fn push(
        &mut self,
        code: Code,
        row: &Row,
        field: Field,
        item: &Id,
        message: String,
        help: &str,
    ) {
        let problem = Diagnostic::new(code, row.place(field), message).item(item);
        let problem = if help.is_empty() { problem } else { problem.suggestion(help) };
        self.diagnostics.push(problem);
    }

    fn task(&mut self, row: &Row, task: &Task, reported_by: Option<Id>) {
        let Some(reported_status) = cell::status(row, self.diagnostics) else { return };
        let percent = cell::percent(row, self.diagnostics);
        let report = TaskReport {
            task: task.id.clone(),
            milestone: self.milestone(row, task),
            reported_status,
            status_text: row.text(Field::Status).to_owned(),
            completed_on: self.completed_on(row, task, reported_status),
            percent,
            result: row.text(Field::Result).to_owned(),
            product: row.text(Field::Product).to_owned(),
            difficulties: row.text(Field::Difficulties).to_owned(),
            proposals: row.text(Field::Proposals).to_owned(),
            evidence: row.text(Field::Evidence).to_owned(),
            decision: row.text(Field::Decision).to_owned(),
            extension: self.extension(row, task),
            reported_by,
            provenance: row.provenance(),
        };
        self.check_percent(row, task, reported_status, percent);
        if reported_status == ReportedStatus::Withdrawn && report.decision.is_empty() {
            let message = "bãi bỏ mà không nêu văn bản quyết định; tính như tạm dừng".to_owned();
            let help = "ghi số và ngày văn bản vào cột “Văn bản quyết định”";
            self.push(Code::ReportUndecided, row, Field::Status, &task.id, message, help);
        }
        self.snapshot.reports.push(report);
    }

    /// The dated part a row is about: its number, or its date.
    fn milestone(&mut self, row: &Row, task: &Task) -> Option<u32> {
        let text = row.text(Field::Milestone);
        if text.is_empty() {
            return None;
        }
        // Numbers of parts stay when their dates are moved; reports may name the old date or the new one.
        let deadlines: Vec<_> = self.known.deadlines(task).collect();
        let parts = deadlines.first().map_or(&[][..], |deadline| &deadline.milestones);
        let number = text.parse::<u32>().ok().filter(|number| {
            *number >= 1 && usize::try_from(*number).is_ok_and(|number| number <= parts.len())
        });
        let is_it = |part: &Milestone| {
            let day = part.date;
            let short = format!("{}/{}/{}", day.day(), day.month(), day.year());
            [shown(day), short, day.to_string()].iter().any(|words| words == text)
        };
        let by_date = || {
            let at = deadlines.iter().find_map(|one| one.milestones.iter().position(is_it))?;
            u32::try_from(at + 1).ok()
        };
        let found = number.or_else(by_date);
        if found.is_none() {
            let message = format!("nhiệm vụ không có mốc `{text}`");
            let dates: Vec<String> = (1_u32..)
                .zip(parts)
                .map(|(number, part)| format!("{number} ({})", shown(part.date)))
                .collect();
            let allowed = if dates.is_empty() {
                "để trống: chỉ có một hạn".to_owned()
            } else {
                dates.join(", ")
            };
            self.diagnostics.push(
                Diagnostic::new(Code::ReportWord, row.place(Field::Milestone), message)
                    .allowed(allowed)
                    .item(&task.id),
            );
        }
        found
    }

    fn completed_on(&mut self, row: &Row, task: &Task, status: ReportedStatus) -> Option<Date> {
        let date = cell::date(row, Field::CompletedOn, self.diagnostics);
        let is_completed = status == ReportedStatus::Completed;
        if is_completed && row.text(Field::CompletedOn).is_empty() {
            let message = "báo hoàn thành nhưng không ghi ngày hoàn thành".to_owned();
            let help = "ghi ngày vào cột “Ngày hoàn thành”, ví dụ `31/03/2026`";
            self.push(Code::ReportUndated, row, Field::Status, &task.id, message, help);
        }
        let date = date?;
        if !is_completed {
            let message = "có ngày hoàn thành nhưng tình trạng không phải “Hoàn thành”".to_owned();
            self.push(Code::ReportPercentOpen, row, Field::CompletedOn, &task.id, message, "");
        }
        self.check_after(row, Field::CompletedOn, &task.id, date)?;
        if self.known.start(&task.plan).is_some_and(|start| date < start) {
            let message = format!("ngày hoàn thành {} trước khi kế hoạch bắt đầu", shown(date));
            let help = "kiểm tra lại năm";
            self.push(Code::ReportDateBefore, row, Field::CompletedOn, &task.id, message, help);
        }
        Some(date)
    }

    /// The date, unless it is after the as-of date.
    fn check_after(&mut self, row: &Row, field: Field, item: &Id, date: Date) -> Option<Date> {
        let as_of = self.snapshot.as_of;
        if date <= as_of {
            return Some(date);
        }
        let message = format!("ngày {} sau ngày chốt số liệu của kỳ", shown(date));
        self.diagnostics.push(
            Diagnostic::new(Code::ReportDateAfter, row.place(field), message)
                .allowed(format!("đến ngày {}", shown(as_of)))
                .item(item),
        );
        None
    }

    fn check_percent(
        &mut self,
        row: &Row,
        task: &Task,
        status: ReportedStatus,
        percent: Option<Decimal>,
    ) {
        let is_full = percent == Some(Decimal::ONE_HUNDRED);
        let message = match (status, percent) {
            (ReportedStatus::NotStarted | ReportedStatus::InProgress, Some(_)) if is_full => {
                "tỷ lệ 100% nhưng chưa báo hoàn thành"
            }
            (ReportedStatus::Completed, Some(_)) if !is_full => {
                "báo hoàn thành nhưng tỷ lệ chưa đến 100%"
            }
            _ => return,
        };
        let help = "sửa cột tình trạng hoặc cột tỷ lệ";
        self.push(Code::ReportPercentOpen, row, Field::Percent, &task.id, message.to_owned(), help);
    }

    /// A moved deadline counts with its decision only.
    fn extension(&mut self, row: &Row, task: &Task) -> Option<Extension> {
        let new_end = cell::date(row, Field::ExtendedTo, self.diagnostics)?;
        let decision = row.text(Field::Decision);
        if decision.is_empty() {
            let message = format!(
                "gia hạn đến {} mà không nêu văn bản quyết định; không tính",
                shown(new_end)
            );
            let help = "ghi số và ngày văn bản vào cột “Văn bản quyết định”";
            self.push(Code::ReportUndecided, row, Field::ExtendedTo, &task.id, message, help);
            return None;
        }
        Some(Extension { new_end, decision: decision.to_owned() })
    }

    fn indicator(&mut self, row: &Row, indicator: &Indicator, reported_by: Option<Id>) {
        let value_date = self.value_date(row, indicator, reported_by.as_ref());
        let nature = cell::nature(row, self.diagnostics);
        let breaks_series = cell::breaks(row, self.diagnostics);
        if row.text(Field::Value).is_empty() {
            return;
        }
        let value = cell::value(row, indicator, self.diagnostics);
        let Some((value, value_date)) = value.zip(value_date) else { return };
        self.snapshot.observations.push(Observation {
            indicator: indicator.id.clone(),
            value,
            value_date,
            nature,
            breaks_series,
            source: row.text(Field::Source).to_owned(),
            note: row.text(Field::Note).to_owned(),
            evidence: row.text(Field::Evidence).to_owned(),
            reported_by,
            provenance: row.provenance(),
        });
    }

    /// The day of a value; unless said the last day of the period that is neither after the as-of date nor after the
    /// day the report came in: nobody knew the value of a later day.
    fn value_date(
        &mut self,
        row: &Row,
        indicator: &Indicator,
        agency: Option<&Id>,
    ) -> Option<Date> {
        let period = self.snapshot.period;
        if row.text(Field::ValueDate).is_empty() {
            let last = period.last_day().min(self.snapshot.as_of);
            let receipt = || last_receipt(self.snapshot, agency?);
            return Some(self.received_on.or_else(receipt).map_or(last, |on| last.min(on)));
        }
        let date = cell::date(row, Field::ValueDate, self.diagnostics)?;
        self.check_after(row, Field::ValueDate, &indicator.id, date)?;
        // The last value before the year is wanted: pace is measured from it.
        let is_start = date.month() == 12 && date.day() == 31 && date.year() + 1 == period.year();
        if date < period.first_day() && !is_start {
            let message = format!("ngày {} trước kỳ báo cáo {}", shown(date), period.label());
            let help = "nếu là số liệu của kỳ trước, khai báo đính chính cho kỳ ấy";
            self.push(Code::ReportDateBefore, row, Field::ValueDate, &indicator.id, message, help);
        } else if date > period.last_day() {
            let message = format!("ngày {} sau kỳ báo cáo {}", shown(date), period.label());
            self.push(Code::ReportDateBefore, row, Field::ValueDate, &indicator.id, message, "");
        }
        Some(date)
    }
}
