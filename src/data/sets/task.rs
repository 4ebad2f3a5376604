//! `nhiem-vu`: the tasks.

use super::{agencies, references, section};
use crate::data::schema::{Basis, Column, Dataset, Type};
use crate::data::table::{Row, Source, place};
use crate::data::value::Value;
use crate::derive::status::{Clarity, PeriodReport, TaskJudgement};
use crate::model::{Date, Deadline, DeadlineKind, Grade, Milestone, Plan, Task, TaskStatus};

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
    columns: &[
        super::ID,
        Column::new("plan_id", Type::Text, "Văn bản", "Plan", "Mã của văn bản giao nhiệm vụ")
            .required()
            .of("van-ban", "id"),
        Column::new(
            "section",
            Type::Text,
            "Mục",
            "Section",
            "Ký hiệu mục như in; trống khi văn bản không chia mục",
        ),
        Column::new("section_title", Type::Text, "Tên mục", "Section title", "Tên mục như in"),
        Column::new(
            "number",
            Type::Text,
            "Số thứ tự",
            "Number",
            "Số thứ tự như in; trống với gạch đầu dòng",
        ),
        Column::new("ordinal", Type::Integer, "Vị trí", "Ordinal", "Vị trí trong mục, đếm từ 1")
            .required(),
        Column::new(
            "name",
            Type::Text,
            "Nội dung như in",
            "Name as printed",
            "Nguyên văn, đã nối các phần bị ngắt trang; các đoạn cách nhau bằng ·",
        )
        .required(),
        Column::new(
            "display_name",
            Type::Text,
            "Nội dung",
            "Name",
            "Nội dung sau các đính chính đã khai",
        )
        .required(),
        Column::new(
            "lead_ids",
            Type::List,
            "Mã cơ quan chủ trì",
            "Lead agency ids",
            "Mã các cơ quan chủ trì đang có hiệu lực đến ngày xét, theo thứ tự ghi: như in, hoặc theo lần sửa đổi gần nhất",
        ),
        Column::new(
            "lead_text",
            Type::Text,
            "Cơ quan chủ trì như in",
            "Lead agencies as printed",
            "Nguyên văn khi ban hành; không đổi theo các lần sửa đổi sau đó",
        ),
        Column::new(
            "coordinating_ids",
            Type::List,
            "Mã cơ quan phối hợp",
            "Coordinating agency ids",
            "Mã các cơ quan phối hợp đang có hiệu lực đến ngày xét, theo thứ tự ghi: như in, hoặc theo lần sửa đổi gần nhất",
        ),
        Column::new(
            "coordinating_text",
            Type::Text,
            "Cơ quan phối hợp như in",
            "Coordinating agencies as printed",
            "Nguyên văn khi ban hành; không đổi theo các lần sửa đổi sau đó",
        ),
        Column::new(
            "deadline_text",
            Type::Text,
            "Thời hạn như in",
            "Deadline as printed",
            "Nguyên văn khi ban hành; không đổi theo các lần sửa đổi sau đó",
        ),
        Column::new(
            "deadline_kind",
            Type::Enum(deadline_kinds),
            "Loại thời hạn",
            "Kind of deadline",
            "Thời hạn đang có hiệu lực được hiểu thế nào: như in, hoặc theo lần sửa đổi gần nhất",
        )
        .required(),
        Column::new(
            "deadline_start",
            Type::Date,
            "Bắt đầu",
            "Deadline start",
            "Ngày đầu của giai đoạn, theo thời hạn đang có hiệu lực",
        ),
        Column::new(
            "deadline_end",
            Type::Date,
            "Hạn cuối",
            "Deadline end",
            "Ngày cuối cùng còn đúng hạn, như văn bản hoặc lần sửa đổi gần nhất ghi; chưa tính gia hạn ghi trong báo cáo",
        ),
        Column::new(
            "deadline_effective",
            Type::Date,
            "Hạn đang tính",
            "Deadline in effect",
            "Hạn dùng để xếp tình trạng, của mốc kế tiếp nếu có nhiều mốc: đã tính mọi lần dời có văn bản quyết định",
        ),
        Column::new(
            "deadline_decision",
            Type::Text,
            "Văn bản dời hạn",
            "Decision that moved the deadline",
            "Văn bản dời hạn gần nhất; trống khi hạn còn như ban hành",
        ),
        Column::new(
            "milestones",
            Type::List,
            "Các mốc",
            "Milestones",
            "Mỗi mốc là ngày và việc (2026-12-15: phê duyệt); dấu ; trong chữ của mốc được thay bằng dấu ,",
        ),
        Column::new(
            "product",
            Type::Text,
            "Sản phẩm",
            "Product",
            "Kết quả phải có, nếu văn bản ghi",
        ),
        Column::new(
            "reference_ids",
            Type::List,
            "Mã căn cứ",
            "Reference ids",
            "Mã các văn bản làm căn cứ",
        ),
        Column::new(
            "reference_text",
            Type::Text,
            "Căn cứ như in",
            "References as printed",
            "Nguyên văn",
        ),
        super::PLAN_FILE,
        super::FIRST_LINE,
        super::LAST_LINE,
        Column::new(
            "status",
            Type::Enum(statuses),
            "Tình trạng",
            "Status",
            "Tình trạng theo quy tắc công bố ở trang phương pháp",
        )
        .required(),
        Column::new(
            "status_against_original",
            Type::Enum(statuses),
            "Tình trạng so với hạn ban hành",
            "Status against the original deadline",
            "Tình trạng nếu hạn không bị dời; với việc bãi bỏ là tình trạng khi bãi bỏ",
        )
        .required(),
        Column::new(
            "status_since",
            Type::Date,
            "Từ ngày",
            "Status since",
            "Ngày bắt đầu tình trạng này",
        ),
        Column::new(
            "days_late",
            Type::Integer,
            "Số ngày quá hạn",
            "Days late",
            "Trống khi không quá hạn hoặc chưa biết",
        ),
        Column::new(
            "completed_on",
            Type::Date,
            "Ngày hoàn thành",
            "Completed on",
            "Theo báo cáo của cơ quan",
        ),
        Column::new(
            "completion_grade",
            Type::Enum(grades),
            "Mức tin cậy",
            "Completion grade",
            "Hoàn thành theo lời báo cáo hay có sản phẩm kèm theo",
        ),
        Column::new(
            "last_report_on",
            Type::Date,
            "Báo cáo gần nhất",
            "Last report on",
            "Trống khi chưa có báo cáo",
        ),
        Column::new(
            "never_reported",
            Type::Boolean,
            "Chưa từng có báo cáo",
            "Never reported",
            "true khi chưa cơ quan nào từng báo cáo về nhiệm vụ, đến ngày xét",
        )
        .required(),
        Column::new(
            "period_report",
            Type::Enum(period_reports),
            "Báo cáo kỳ này",
            "Report for the last period owed",
            "Kỳ phải báo cáo gần nhất đã qua hạn, theo chế độ báo cáo của văn bản: có hay chưa có báo cáo; trống khi chưa có kỳ báo cáo",
        ),
        Column::new(
            "clarity_score",
            Type::Integer,
            "Điểm 6 rõ",
            "Clarity score",
            "Từ 0 đến 6, chấm từ câu chữ của văn bản và báo cáo theo trang phương pháp",
        ),
        super::AS_OF_ILLUSTRATIVE,
    ],
};

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
    let (mark, title) = section(plan, &task.section);
    let now = source.site.task_on(task, source.day());
    let (deadline, provenance) = (&now.deadline, &task.provenance);
    let mut values = vec![
        Value::text(task.id.as_str()),
        Value::text(plan.id.as_str()),
        Value::text(mark),
        Value::text(title),
        Value::text(&task.number),
        Value::Integer(task.ordinal.into()),
        Value::text(&task.name),
        Value::text(&task.display_name),
        Value::list(agencies(&now.lead)),
        Value::text(&task.lead.text),
        Value::list(agencies(&now.coordinating)),
        Value::text(&task.coordinating.text),
        Value::text(&task.deadline.text),
        Value::text(deadline.kind.as_str()),
        Value::date(deadline.start),
        Value::date(deadline.end),
        Value::date(effective(source, task, deadline)),
        Value::text(
            judged(source, task).and_then(|one| one.deadline_decision.as_deref()).unwrap_or(""),
        ),
        Value::list(deadline.milestones.iter().map(milestone)),
        Value::text(&task.product),
        Value::list(references(&task.references)),
        Value::text(&task.reference_text),
    ];
    values.extend(super::lines(provenance));
    values.extend(as_of(source, task));
    Row::of(&task.id, Some(place(provenance)), values)
}

/// What the rules say of a task; nothing without a day to judge it as of.
fn judged<'a>(source: Source<'a>, task: &Task) -> Option<&'a TaskJudgement> {
    source.derived.progress.as_ref()?.tasks.get(&task.id)
}

/// The deadline that counts; where nothing is judged the one in force.
fn effective(source: Source<'_>, task: &Task, deadline: &Deadline) -> Option<Date> {
    match judged(source, task) {
        Some(judged) => judged.deadline,
        None => deadline.end.filter(|_| !deadline.is_standing()),
    }
}

/// What is known as of the as-of date; without reports that nothing was reported, and how clear the plan is.
fn as_of(source: Source<'_>, task: &Task) -> [Value; 11] {
    let score = source.derived.clarity.get(&task.id).map(Clarity::score);
    let clarity = score.map_or(Value::Null, |score| Value::Integer(score.into()));
    let Some(judged) = judged(source, task) else {
        let none = || Value::text(TaskStatus::NoReport.as_str());
        let null = || Value::Null;
        let never = Value::Boolean(true);
        let illustrative = source.illustrative();
        return [
            none(),
            none(),
            null(),
            null(),
            null(),
            null(),
            null(),
            never,
            null(),
            clarity,
            illustrative,
        ];
    };
    [
        Value::text(judged.status.as_str()),
        Value::text(judged.status_against_original.as_str()),
        Value::date(judged.since),
        judged.days_late.map_or(Value::Null, |days| Value::Integer(days.into())),
        Value::date(judged.completed_on),
        Value::text(judged.grade.map_or("", Grade::as_str)),
        Value::date(judged.last_report_on),
        Value::Boolean(judged.last_report_on.is_none()),
        Value::text(judged.period_report.as_str()),
        clarity,
        source.illustrative(),
    ]
}

/// A milestone as `2026-12-15: …`.
fn milestone(milestone: &Milestone) -> String {
    let Milestone { date, text, .. } = milestone;
    if text.is_empty() { date.to_string() } else { format!("{date}: {text}") }
}
