//! `nhiem-vu`: the tasks.

use std::borrow::Cow;

use super::{agencies, references, section};
use crate::data::schema::{About, Basis, Column, Dataset, Entry, Type, cells, columns, entry};
use crate::data::table::{Row, Source, place};
use crate::data::value::Value;
use crate::derive::status::{Clarity, PeriodReport, TaskJudgement};
use crate::model::{Date, DeadlineKind, Grade, Milestone, Plan, Task, TaskStatus};

pub(in crate::data) const DATASET: Dataset = Dataset {
    stem: "nhiem-vu",
    title: "Nhiệm vụ",
    title_en: "Tasks",
    description: "Các nhiệm vụ của mọi văn bản: nguyên văn, cơ quan chủ trì và phối hợp, thời hạn như in và như hiểu, căn cứ, chỗ trích trong văn bản nguồn, tình trạng theo ngày chốt số liệu.",
    row: "một nhiệm vụ",
    primary_key: &["id"],
    folder: Some("nhiem-vu"),
    basis: Basis::AsOf,
    rows,
    columns: &columns::<_, { ENTRIES.len() }>(ENTRIES),
};

/// One task.
struct Subject<'a> {
    source: Source<'a>,
    plan: &'a Plan,
    task: &'a Task,
    /// As it holds on the day everything is judged as of.
    now: Cow<'a, Task>,
    /// Mark and title of its section.
    section: (&'a str, &'a str),
    /// What the rules say of it; nothing without a day to judge it as of.
    judged: Option<&'a TaskJudgement>,
    clarity: Option<&'a Clarity>,
}

impl About for Subject<'static> {
    type Of<'a> = Subject<'a>;
}

/// Every column with its cell.
const ENTRIES: &[Entry<Subject<'static>>] = &[
    entry(super::ID, |one| Value::text(one.task.id.as_str())),
    entry(
        Column::new("plan_id", Type::Text, "Văn bản", "Plan", "Mã của văn bản giao nhiệm vụ")
            .required()
            .of("van-ban", "id"),
        |one| Value::text(one.plan.id.as_str()),
    ),
    entry(
        Column::new(
            "section",
            Type::Text,
            "Mục",
            "Section",
            "Ký hiệu mục như in; trống khi văn bản không chia mục",
        ),
        |one| Value::text(one.section.0),
    ),
    entry(
        Column::new("section_title", Type::Text, "Tên mục", "Section title", "Tên mục như in"),
        |one| Value::text(one.section.1),
    ),
    entry(
        Column::new(
            "number",
            Type::Text,
            "Số thứ tự",
            "Number",
            "Số thứ tự như in; trống với gạch đầu dòng",
        ),
        |one| Value::text(&one.task.number),
    ),
    entry(
        Column::new("ordinal", Type::Integer, "Vị trí", "Ordinal", "Vị trí trong mục, đếm từ 1")
            .required(),
        |one| Value::Integer(one.task.ordinal.into()),
    ),
    entry(
        Column::new(
            "name",
            Type::Text,
            "Nội dung như in",
            "Name as printed",
            "Nguyên văn, đã nối các phần bị ngắt trang; các đoạn cách nhau bằng ·",
        )
        .required(),
        |one| Value::text(&one.task.name),
    ),
    entry(
        Column::new(
            "display_name",
            Type::Text,
            "Nội dung",
            "Name",
            "Nội dung sau các đính chính đã khai",
        )
        .required(),
        |one| Value::text(&one.task.display_name),
    ),
    entry(
        Column::new(
            "lead_ids",
            Type::List,
            "Mã cơ quan chủ trì",
            "Lead agency ids",
            "Mã các cơ quan chủ trì đang có hiệu lực đến ngày xét, theo thứ tự ghi: như in, hoặc theo lần sửa đổi gần nhất",
        ),
        |one| Value::list(agencies(&one.now.lead)),
    ),
    entry(
        Column::new(
            "lead_text",
            Type::Text,
            "Cơ quan chủ trì như in",
            "Lead agencies as printed",
            "Nguyên văn khi ban hành; không đổi theo các lần sửa đổi sau đó",
        ),
        |one| Value::text(&one.task.lead.text),
    ),
    entry(
        Column::new(
            "coordinating_ids",
            Type::List,
            "Mã cơ quan phối hợp",
            "Coordinating agency ids",
            "Mã các cơ quan phối hợp đang có hiệu lực đến ngày xét, theo thứ tự ghi: như in, hoặc theo lần sửa đổi gần nhất",
        ),
        |one| Value::list(agencies(&one.now.coordinating)),
    ),
    entry(
        Column::new(
            "coordinating_text",
            Type::Text,
            "Cơ quan phối hợp như in",
            "Coordinating agencies as printed",
            "Nguyên văn khi ban hành; không đổi theo các lần sửa đổi sau đó",
        ),
        |one| Value::text(&one.task.coordinating.text),
    ),
    entry(
        Column::new(
            "deadline_text",
            Type::Text,
            "Thời hạn như in",
            "Deadline as printed",
            "Nguyên văn khi ban hành; không đổi theo các lần sửa đổi sau đó",
        ),
        |one| Value::text(&one.task.deadline.text),
    ),
    entry(
        Column::new(
            "deadline_kind",
            Type::Enum(deadline_kinds),
            "Loại thời hạn",
            "Kind of deadline",
            "Thời hạn đang có hiệu lực được hiểu thế nào: như in, hoặc theo lần sửa đổi gần nhất",
        )
        .required(),
        |one| Value::text(one.now.deadline.kind.as_str()),
    ),
    entry(
        Column::new(
            "deadline_start",
            Type::Date,
            "Bắt đầu",
            "Deadline start",
            "Ngày đầu của giai đoạn, theo thời hạn đang có hiệu lực",
        ),
        |one| Value::date(one.now.deadline.start),
    ),
    entry(
        Column::new(
            "deadline_end",
            Type::Date,
            "Hạn cuối",
            "Deadline end",
            "Ngày cuối cùng còn đúng hạn, như văn bản hoặc lần sửa đổi gần nhất ghi; chưa tính gia hạn ghi trong báo cáo",
        ),
        |one| Value::date(one.now.deadline.end),
    ),
    entry(
        Column::new(
            "deadline_effective",
            Type::Date,
            "Hạn đang tính",
            "Deadline in effect",
            "Hạn dùng để xếp tình trạng, của mốc kế tiếp nếu có nhiều mốc: đã tính mọi lần dời có văn bản quyết định",
        ),
        |one| Value::date(effective(one)),
    ),
    entry(
        Column::new(
            "deadline_decision",
            Type::Text,
            "Văn bản dời hạn",
            "Decision that moved the deadline",
            "Văn bản dời hạn gần nhất; trống khi hạn còn như ban hành",
        ),
        |one| {
            Value::text(
                one.judged.and_then(|judged| judged.deadline_decision.as_deref()).unwrap_or(""),
            )
        },
    ),
    entry(
        Column::new(
            "milestones",
            Type::List,
            "Các mốc",
            "Milestones",
            "Mỗi mốc là ngày và việc (2026-12-15: phê duyệt); dấu ; trong chữ của mốc được thay bằng dấu ,",
        ),
        |one| Value::list(one.now.deadline.milestones.iter().map(milestone)),
    ),
    entry(
        Column::new(
            "product",
            Type::Text,
            "Sản phẩm",
            "Product",
            "Kết quả phải có, nếu văn bản ghi",
        ),
        |one| Value::text(&one.task.product),
    ),
    entry(
        Column::new(
            "reference_ids",
            Type::List,
            "Mã căn cứ",
            "Reference ids",
            "Mã các văn bản làm căn cứ",
        ),
        |one| Value::list(references(&one.task.references)),
    ),
    entry(
        Column::new(
            "reference_text",
            Type::Text,
            "Căn cứ như in",
            "References as printed",
            "Nguyên văn",
        ),
        |one| Value::text(&one.task.reference_text),
    ),
    entry(super::PLAN_FILE, |one| Value::text(&one.task.provenance.file)),
    entry(super::FIRST_LINE, |one| Value::Integer(one.task.provenance.line_first.into())),
    entry(super::LAST_LINE, |one| Value::Integer(one.task.provenance.line_last.into())),
    entry(
        Column::new(
            "status",
            Type::Enum(statuses),
            "Tình trạng",
            "Status",
            "Tình trạng theo quy tắc công bố ở trang phương pháp",
        )
        .required(),
        |one| Value::text(status(one, |judged| judged.status)),
    ),
    entry(
        Column::new(
            "status_against_original",
            Type::Enum(statuses),
            "Tình trạng so với hạn ban hành",
            "Status against the original deadline",
            "Tình trạng nếu hạn không bị dời; với việc bãi bỏ là tình trạng khi bãi bỏ",
        )
        .required(),
        |one| Value::text(status(one, |judged| judged.status_against_original)),
    ),
    entry(
        Column::new(
            "status_since",
            Type::Date,
            "Từ ngày",
            "Status since",
            "Ngày bắt đầu tình trạng này",
        ),
        |one| Value::date(one.judged.and_then(|judged| judged.since)),
    ),
    entry(
        Column::new(
            "days_late",
            Type::Integer,
            "Số ngày quá hạn",
            "Days late",
            "Trống khi không quá hạn hoặc chưa biết",
        ),
        |one| {
            one.judged
                .and_then(|judged| judged.days_late)
                .map_or(Value::Null, |days| Value::Integer(days.into()))
        },
    ),
    entry(
        Column::new(
            "completed_on",
            Type::Date,
            "Ngày hoàn thành",
            "Completed on",
            "Theo báo cáo của cơ quan",
        ),
        |one| Value::date(one.judged.and_then(|judged| judged.completed_on)),
    ),
    entry(
        Column::new(
            "completion_grade",
            Type::Enum(grades),
            "Mức tin cậy",
            "Completion grade",
            "Hoàn thành theo lời báo cáo hay có sản phẩm kèm theo",
        ),
        |one| Value::text(one.judged.and_then(|judged| judged.grade).map_or("", Grade::as_str)),
    ),
    entry(
        Column::new(
            "last_report_on",
            Type::Date,
            "Báo cáo gần nhất",
            "Last report on",
            "Trống khi chưa có báo cáo",
        ),
        |one| Value::date(one.judged.and_then(|judged| judged.last_report_on)),
    ),
    entry(
        Column::new(
            "never_reported",
            Type::Boolean,
            "Chưa từng có báo cáo",
            "Never reported",
            "true khi chưa cơ quan nào từng báo cáo về nhiệm vụ, đến ngày xét",
        )
        .required(),
        |one| Value::Boolean(one.judged.is_none_or(|judged| judged.last_report_on.is_none())),
    ),
    entry(
        Column::new(
            "period_report",
            Type::Enum(period_reports),
            "Báo cáo kỳ này",
            "Report for the last period owed",
            "Kỳ phải báo cáo gần nhất đã qua hạn, theo chế độ báo cáo của văn bản: có hay chưa có báo cáo; trống khi chưa có kỳ báo cáo",
        ),
        |one| Value::text(one.judged.map_or("", |judged| judged.period_report.as_str())),
    ),
    entry(
        Column::new(
            "clarity_score",
            Type::Integer,
            "Điểm 6 rõ",
            "Clarity score",
            "Từ 0 đến 6, chấm từ câu chữ của văn bản và báo cáo theo trang phương pháp",
        ),
        |one| one.clarity.map_or(Value::Null, |clarity| Value::Integer(clarity.score().into())),
    ),
    entry(super::AS_OF_ILLUSTRATIVE, |one| one.source.illustrative()),
];

fn deadline_kinds() -> Vec<(&'static str, &'static str)> {
    DeadlineKind::ALL.iter().map(|(_, word, label)| (*word, *label)).collect()
}

fn statuses() -> Vec<(&'static str, &'static str)> {
    TaskStatus::ALL.iter().map(|(_, word, label)| (*word, *label)).collect()
}

fn period_reports() -> Vec<(&'static str, &'static str)> {
    PeriodReport::ALL.iter().map(|(_, word, label)| (*word, *label)).collect()
}

fn grades() -> Vec<(&'static str, &'static str)> {
    [Grade::Reported, Grade::WithProduct].map(|grade| (grade.as_str(), grade.label())).to_vec()
}

pub(super) fn rows(source: Source<'_>) -> Vec<Row> {
    let plans = source.site.plans.iter();
    let of = |plan: &Plan| -> Vec<Row> {
        let wanted = plan.tasks.iter().filter(|task| source.wants([&task.id]));
        wanted.map(|task| row(source, plan, task)).collect()
    };
    plans.flat_map(of).collect()
}

fn row(source: Source<'_>, plan: &Plan, task: &Task) -> Row {
    let progress = source.derived.progress.as_ref();
    let subject = Subject {
        source,
        plan,
        task,
        now: source.site.task_on(task, source.day()),
        section: section(plan, &task.section),
        judged: progress.and_then(|progress| progress.tasks.get(&task.id)),
        clarity: source.derived.clarity.get(&task.id),
    };
    Row::of(&task.id, Some(place(&task.provenance)), cells(ENTRIES, &subject))
}

/// A status by the rules; without a day to judge it as of nothing was reported.
fn status(one: &Subject<'_>, of: fn(&TaskJudgement) -> TaskStatus) -> &'static str {
    one.judged.map_or(TaskStatus::NoReport, of).as_str()
}

/// The deadline that counts; where nothing is judged the one in force.
fn effective(one: &Subject<'_>) -> Option<Date> {
    match one.judged {
        Some(judged) => judged.deadline,
        None => one.now.deadline.end.filter(|_| !one.now.deadline.is_standing()),
    }
}

/// A milestone as `2026-12-15: …`.
fn milestone(milestone: &Milestone) -> String {
    let Milestone { date, text, .. } = milestone;
    if text.is_empty() { date.to_string() } else { format!("{date}: {text}") }
}
