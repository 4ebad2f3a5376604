//! `co-quan`: the agencies.

use crate::data::schema::{Basis, Column, Dataset, Type};
use crate::data::table::{Row, Source, place};
use crate::data::value::Value;
use crate::derive::AgencyWork;
use crate::derive::status::{PeriodReport, TaskJudgement, TaskTotals};
use crate::model::{Agency, AgencyKind, Id, TaskStatus};

pub(in crate::data) const DATASET: Dataset = Dataset {
    stem: "co-quan",
    title: "Cơ quan",
    title_en: "Agencies",
    description: "Các cơ quan, đơn vị và nhóm cơ quan được giao việc, các cách viết tên, cơ quan kế thừa, và kết quả theo ngày chốt số liệu.",
    row: "một cơ quan hoặc một nhóm cơ quan được gọi chung",
    primary_key: &["id"],
    folder: Some("co-quan"),
    basis: Basis::AsOf,
    rows,
    columns: &[
        super::ID,
        Column::new("name", Type::Text, "Tên", "Name", "Tên chính thức").required(),
        Column::new("short_name", Type::Text, "Tên ngắn", "Short name", "Tên thường gọi"),
        Column::new("kind", Type::Enum(kinds), "Loại", "Kind", "Loại cơ quan").required(),
        Column::new(
            "is_collective",
            Type::Boolean,
            "Nhóm",
            "Is collective",
            "true khi tên chỉ một nhóm cơ quan, không riêng ai",
        )
        .required(),
        Column::new(
            "spellings",
            Type::List,
            "Cách viết khác",
            "Other spellings",
            "Các cách viết gặp trong văn bản",
        ),
        Column::new(
            "successor_id",
            Type::Text,
            "Cơ quan kế thừa",
            "Successor",
            "Mã cơ quan nhận việc sau sắp xếp",
        )
        .of("co-quan", "id"),
        Column::new(
            "tasks_led",
            Type::Integer,
            "Nhiệm vụ chủ trì",
            "Tasks led",
            "Số nhiệm vụ cơ quan chủ trì",
        )
        .required(),
        Column::new(
            "tasks_due",
            Type::Integer,
            "Nhiệm vụ đã đến hạn",
            "Tasks due",
            "Trong số chủ trì, không tính việc thường xuyên; trống khi chưa có kỳ báo cáo",
        ),
        Column::new(
            "completed_on_time",
            Type::Integer,
            "Hoàn thành đúng hạn",
            "Completed on time",
            "Trong số đã đến hạn; trống khi chưa có kỳ báo cáo",
        ),
        Column::new(
            "completed_late",
            Type::Integer,
            "Hoàn thành quá hạn",
            "Completed late",
            "Trong số đã đến hạn; trống khi chưa có kỳ báo cáo",
        ),
        Column::new(
            "overdue",
            Type::Integer,
            "Quá hạn",
            "Overdue",
            "Đã hết hạn mà chưa hoàn thành; trống khi chưa có kỳ báo cáo",
        ),
        Column::new(
            "silent",
            Type::Integer,
            "Chưa từng báo cáo",
            "Never reported",
            "Số nhiệm vụ chủ trì, kể cả thường xuyên, mà chính cơ quan này chưa từng báo cáo; trống khi chưa có kỳ báo cáo",
        ),
        Column::new(
            "silent_this_period",
            Type::Integer,
            "Chưa báo cáo kỳ này",
            "Not reported this period",
            "Số nhiệm vụ chủ trì mà kỳ phải báo cáo gần nhất đã qua hạn và chưa có báo cáo; trống khi chưa có kỳ báo cáo",
        ),
        Column::new(
            "indicators_led",
            Type::Integer,
            "Chỉ tiêu chủ trì",
            "Indicators led",
            "Số chỉ tiêu cơ quan chủ trì",
        )
        .required(),
        super::AS_OF_ILLUSTRATIVE,
    ],
};

fn kinds() -> Vec<(&'static str, &'static str)> {
    AgencyKind::ALL.iter().map(|(_, word, label)| (*word, *label)).collect()
}

pub(super) fn rows(source: Source<'_>) -> Vec<Row> {
    let agencies = source.site.agencies.iter().filter(|agency| source.wants([&agency.id]));
    agencies.map(|agency| row(source, agency)).collect()
}

fn row(source: Source<'_>, agency: &Agency) -> Row {
    let work = source.derived.index.agencies.get(&agency.id);
    let mut values = vec![
        Value::text(agency.id.as_str()),
        Value::text(&agency.name),
        Value::text(agency.short_name.as_deref().unwrap_or_default()),
        Value::text(agency.kind.as_str()),
        Value::Boolean(agency.is_collective),
        Value::list(&agency.spellings),
        Value::text(agency.successor.as_ref().map_or("", |successor| successor.to.as_str())),
        Value::count(work.map_or(0, |work| work.leads.len())),
    ];
    values.extend(as_of(source, &agency.id, work));
    values.push(Value::count(work.map_or(0, |work| work.indicators.len())));
    values.push(source.illustrative());
    Row::of(&agency.id, Some(place(&agency.provenance)), values)
}

/// Tasks due, completed on time and late, overdue and silent, of those it leads; unknown without reports.
///
/// The counts are those of the on-time rate: a task completed before its deadline counts from that day on.
fn as_of(source: Source<'_>, agency: &Id, work: Option<&AgencyWork>) -> [Value; 6] {
    let Some(progress) = &source.derived.progress else { return [const { Value::Null }; 6] };
    let leads = work.map_or(&[][..], |work| &work.leads);
    let judged: Vec<&TaskJudgement> =
        leads.iter().filter_map(|id| progress.tasks.get(id)).collect();
    let totals = TaskTotals::count(judged.iter().copied(), progress.as_of);
    let silent = judged.iter().filter(|judged| judged.is_silent(agency)).count();
    let is_missed = |judged: &&&TaskJudgement| judged.period_report == PeriodReport::Silent;
    let missed = judged.iter().filter(is_missed).count();
    let count = |number: u64| i64::try_from(number).map_or(Value::Null, Value::Integer);
    [
        count(totals.on_time.whole),
        count(totals.on_time.part),
        count(totals.of(TaskStatus::CompletedLate)),
        count(totals.of(TaskStatus::Overdue)),
        Value::count(silent),
        Value::count(missed),
    ]
}
