//! `co-quan`: the agencies.

use crate::data::schema::{About, Basis, Column, Dataset, Entry, Type, cells, columns, entry};
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
    columns: &columns::<_, { ENTRIES.len() }>(ENTRIES),
};

/// One agency with its work.
struct Subject<'a> {
    source: Source<'a>,
    agency: &'a Agency,
    work: Option<&'a AgencyWork>,
    /// Unknown without a day to judge it as of.
    figures: Option<Figures>,
}

/// How far the tasks an agency leads are.
struct Figures {
    totals: TaskTotals,
    /// Tasks it never reported on itself.
    silent: usize,
    /// Tasks without a report for the last period owed.
    missed: usize,
}

impl About for Subject<'static> {
    type Of<'a> = Subject<'a>;
}

/// Every column with its cell.
const ENTRIES: &[Entry<Subject<'static>>] = &[
    entry(super::ID, |one| Value::text(one.agency.id.as_str())),
    entry(Column::new("name", Type::Text, "Tên", "Name", "Tên chính thức").required(), |one| {
        Value::text(&one.agency.name)
    }),
    entry(
        Column::new("short_name", Type::Text, "Tên ngắn", "Short name", "Tên thường gọi"),
        |one| Value::text(one.agency.short_name.as_deref().unwrap_or_default()),
    ),
    entry(
        Column::new("kind", Type::Enum(kinds), "Loại", "Kind", "Loại cơ quan").required(),
        |one| Value::text(one.agency.kind.as_str()),
    ),
    entry(
        Column::new(
            "is_collective",
            Type::Boolean,
            "Nhóm",
            "Is collective",
            "true khi tên chỉ một nhóm cơ quan, không riêng ai",
        )
        .required(),
        |one| Value::Boolean(one.agency.is_collective),
    ),
    entry(
        Column::new(
            "spellings",
            Type::List,
            "Cách viết khác",
            "Other spellings",
            "Các cách viết gặp trong văn bản",
        ),
        |one| Value::list(&one.agency.spellings),
    ),
    entry(
        Column::new(
            "successor_id",
            Type::Text,
            "Cơ quan kế thừa",
            "Successor",
            "Mã cơ quan nhận việc sau sắp xếp",
        )
        .of("co-quan", "id"),
        |one| {
            Value::text(one.agency.successor.as_ref().map_or("", |successor| successor.to.as_str()))
        },
    ),
    entry(
        Column::new(
            "tasks_led",
            Type::Integer,
            "Nhiệm vụ chủ trì",
            "Tasks led",
            "Số nhiệm vụ cơ quan chủ trì",
        )
        .required(),
        |one| Value::count(one.work.map_or(0, |work| work.leads.len())),
    ),
    entry(
        Column::new(
            "tasks_due",
            Type::Integer,
            "Nhiệm vụ đã đến hạn",
            "Tasks due",
            "Trong số chủ trì, không tính việc thường xuyên; trống khi chưa có kỳ báo cáo",
        ),
        |one| {
            one.figures.as_ref().map_or(Value::Null, |figures| number(figures.totals.on_time.whole))
        },
    ),
    entry(
        Column::new(
            "completed_on_time",
            Type::Integer,
            "Hoàn thành đúng hạn",
            "Completed on time",
            "Trong số đã đến hạn; trống khi chưa có kỳ báo cáo",
        ),
        |one| {
            one.figures.as_ref().map_or(Value::Null, |figures| number(figures.totals.on_time.part))
        },
    ),
    entry(
        Column::new(
            "completed_late",
            Type::Integer,
            "Hoàn thành quá hạn",
            "Completed late",
            "Trong số đã đến hạn; trống khi chưa có kỳ báo cáo",
        ),
        |one| {
            one.figures
                .as_ref()
                .map_or(Value::Null, |figures| number(figures.totals.of(TaskStatus::CompletedLate)))
        },
    ),
    entry(
        Column::new(
            "overdue",
            Type::Integer,
            "Quá hạn",
            "Overdue",
            "Đã hết hạn mà chưa hoàn thành; trống khi chưa có kỳ báo cáo",
        ),
        |one| {
            one.figures
                .as_ref()
                .map_or(Value::Null, |figures| number(figures.totals.of(TaskStatus::Overdue)))
        },
    ),
    entry(
        Column::new(
            "silent",
            Type::Integer,
            "Chưa từng báo cáo",
            "Never reported",
            "Số nhiệm vụ chủ trì, kể cả thường xuyên, mà chính cơ quan này chưa từng báo cáo; trống khi chưa có kỳ báo cáo",
        ),
        |one| one.figures.as_ref().map_or(Value::Null, |figures| Value::count(figures.silent)),
    ),
    entry(
        Column::new(
            "silent_this_period",
            Type::Integer,
            "Chưa báo cáo kỳ này",
            "Not reported this period",
            "Số nhiệm vụ chủ trì mà kỳ phải báo cáo gần nhất đã qua hạn và chưa có báo cáo; trống khi chưa có kỳ báo cáo",
        ),
        |one| one.figures.as_ref().map_or(Value::Null, |figures| Value::count(figures.missed)),
    ),
    entry(
        Column::new(
            "indicators_led",
            Type::Integer,
            "Chỉ tiêu chủ trì",
            "Indicators led",
            "Số chỉ tiêu cơ quan chủ trì",
        )
        .required(),
        |one| Value::count(one.work.map_or(0, |work| work.indicators.len())),
    ),
    entry(super::AS_OF_ILLUSTRATIVE, |one| one.source.illustrative()),
];

fn kinds() -> Vec<(&'static str, &'static str)> {
    AgencyKind::ALL.iter().map(|(_, word, label)| (*word, *label)).collect()
}

pub(super) fn rows(source: Source<'_>) -> Vec<Row> {
    let agencies = source.site.agencies.iter().filter(|agency| source.wants([&agency.id]));
    agencies.map(|agency| row(source, agency)).collect()
}

fn row(source: Source<'_>, agency: &Agency) -> Row {
    let work = source.derived.index.agencies.get(&agency.id);
    let figures = figures(source, &agency.id, work);
    let values = cells(ENTRIES, &Subject { source, agency, work, figures });
    Row::of(&agency.id, Some(place(&agency.provenance)), values)
}

/// Tasks due, completed on time and late, overdue and silent, of those it leads.
///
/// The counts are those of the on-time rate: a task completed before its deadline counts from that day on.
fn figures(source: Source<'_>, agency: &Id, work: Option<&AgencyWork>) -> Option<Figures> {
    let progress = source.derived.progress.as_ref()?;
    let leads = work.map_or(&[][..], |work| &work.leads);
    let judged: Vec<&TaskJudgement> =
        leads.iter().filter_map(|id| progress.tasks.get(id)).collect();
    let is_missed = |judged: &&&TaskJudgement| judged.period_report == PeriodReport::Silent;
    Some(Figures {
        totals: TaskTotals::count(judged.iter().copied(), progress.as_of),
        silent: judged.iter().filter(|judged| judged.is_silent(agency)).count(),
        missed: judged.iter().filter(is_missed).count(),
    })
}

fn number(count: u64) -> Value {
    i64::try_from(count).map_or(Value::Null, Value::Integer)
}
