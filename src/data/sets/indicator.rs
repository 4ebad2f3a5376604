//! `chi-tieu`: the indicators.

use std::borrow::Cow;

use super::{agencies, references, section};
use crate::data::schema::{About, Basis, Column, Dataset, Entry, Type, cells, columns, entry};
use crate::data::table::{Row, Source, place};
use crate::data::value::Value;
use crate::derive::status::IndicatorJudgement;
use crate::model::{Date, Indicator, IndicatorStatus, Plan};

pub(in crate::data) const DATASET: Dataset = Dataset {
    stem: "chi-tieu",
    title: "Chỉ tiêu",
    title_en: "Indicators",
    description: "Các chỉ tiêu của mọi văn bản: tên như in, đơn vị, cơ quan chủ trì, căn cứ và chỗ trích trong văn bản nguồn. Mục tiêu từng năm ở bảng muc-tieu.",
    row: "một chỉ tiêu",
    primary_key: &["id"],
    folder: Some("chi-tieu"),
    basis: Basis::AsOf,
    rows,
    columns: &columns::<_, { ENTRIES.len() }>(ENTRIES),
};

/// One indicator.
struct Subject<'a> {
    source: Source<'a>,
    plan: &'a Plan,
    indicator: &'a Indicator,
    /// As it holds on the day everything is judged as of.
    now: Cow<'a, Indicator>,
    /// Mark and title of its section.
    section: (&'a str, &'a str),
    /// What the rules say of it; nothing without a day to judge it as of.
    judged: Option<&'a IndicatorJudgement>,
}

impl About for Subject<'static> {
    type Of<'a> = Subject<'a>;
}

/// Every column with its cell.
const ENTRIES: &[Entry<Subject<'static>>] = &[
    entry(super::ID, |one| Value::text(one.indicator.id.as_str())),
    entry(
        Column::new("plan_id", Type::Text, "Văn bản", "Plan", "Mã của văn bản đặt ra chỉ tiêu")
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
        Column::new("number", Type::Text, "Số thứ tự", "Number", "Số thứ tự như in"),
        |one| Value::text(&one.indicator.number),
    ),
    entry(
        Column::new(
            "name",
            Type::Text,
            "Tên như in",
            "Name as printed",
            "Nguyên văn, đã nối các phần bị ngắt trang",
        )
        .required(),
        |one| Value::text(&one.indicator.name),
    ),
    entry(
        Column::new("display_name", Type::Text, "Tên", "Name", "Tên sau các đính chính đã khai")
            .required(),
        |one| Value::text(&one.indicator.display_name),
    ),
    entry(
        Column::new("unit", Type::Text, "Đơn vị tính", "Unit", "Đơn vị như in"),
        |one| Value::text(&one.indicator.unit),
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
        |one| Value::text(&one.indicator.lead.text),
    ),
    entry(
        Column::new(
            "direction",
            Type::Enum(directions),
            "Chiều tốt",
            "Direction",
            "Cao hơn hay thấp hơn là tốt",
        )
        .required(),
        |one| Value::text(one.indicator.direction.as_str()),
    ),
    entry(
        Column::new("kind", Type::Enum(kinds), "Loại số đo", "Kind", "Chỉ tiêu đo cái gì")
            .required(),
        |one| Value::text(one.indicator.kind.as_str()),
    ),
    entry(
        Column::new(
            "reference_ids",
            Type::List,
            "Mã căn cứ",
            "Reference ids",
            "Mã các văn bản làm căn cứ",
        ),
        |one| Value::list(references(&one.indicator.references)),
    ),
    entry(
        Column::new(
            "reference_text",
            Type::Text,
            "Căn cứ như in",
            "References as printed",
            "Nguyên văn",
        ),
        |one| Value::text(&one.indicator.reference_text),
    ),
    entry(super::PLAN_FILE, |one| Value::text(&one.indicator.provenance.file)),
    entry(super::FIRST_LINE, |one| Value::Integer(one.indicator.provenance.line_first.into())),
    entry(super::LAST_LINE, |one| Value::Integer(one.indicator.provenance.line_last.into())),
    entry(
        Column::new(
            "latest_value",
            Type::Decimal,
            "Giá trị mới nhất",
            "Latest value",
            "Trống khi chưa có số liệu",
        ),
        |one| Value::decimal(one.judged.and_then(|judged| judged.value)),
    ),
    entry(
        Column::new(
            "latest_date",
            Type::Date,
            "Ngày của giá trị",
            "Date of the latest value",
            "Trống khi chưa có số liệu",
        ),
        |one| Value::date(one.judged.and_then(|judged| judged.value_date)),
    ),
    entry(
        Column::new(
            "target_year",
            Type::Integer,
            "Năm mục tiêu",
            "Target year",
            "Năm của mục tiêu đang so",
        ),
        |one| target_year(one).map_or(Value::Null, |year| Value::Integer(year.into())),
    ),
    entry(
        Column::new(
            "target_value",
            Type::Decimal,
            "Mục tiêu đang so",
            "Target value",
            "Số của mục tiêu đang so, sau mọi lần sửa đổi đến ngày xét",
        ),
        |one| Value::decimal(one.judged.and_then(|judged| judged.target_value)),
    ),
    entry(
        Column::new(
            "target_original",
            Type::Decimal,
            "Mục tiêu khi ban hành",
            "Original target value",
            "Số của cùng mục tiêu khi văn bản được ban hành, trước mọi lần sửa đổi",
        ),
        |one| Value::decimal(one.judged.and_then(|judged| judged.target_original)),
    ),
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
            "Tình trạng so với mức ban hành",
            "Status against the original target",
            "Tình trạng nếu mục tiêu không bị sửa sau khi ban hành",
        )
        .required(),
        |one| Value::text(status(one, |judged| judged.status_against_original)),
    ),
    entry(
        Column::new(
            "pace",
            Type::Decimal,
            "Tiến độ",
            "Pace",
            "Phần đã đi trên phần phải đi đến ngày số liệu; 1 là đúng tiến độ",
        ),
        |one| Value::decimal(one.judged.and_then(|judged| judged.pace)),
    ),
    entry(
        Column::new(
            "status_reason",
            Type::Text,
            "Vì sao",
            "Reason for the status",
            "Quy tắc cho ra tình trạng",
        ),
        |one| Value::text(one.judged.map_or("", |judged| &judged.reason)),
    ),
    entry(super::AS_OF_ILLUSTRATIVE, |one| one.source.illustrative()),
];

fn directions() -> Vec<(&'static str, &'static str)> {
    vec![("up", "Cao hơn là tốt"), ("down", "Thấp hơn là tốt"), ("none", "Không so cao thấp")]
}

fn kinds() -> Vec<(&'static str, &'static str)> {
    vec![
        ("percent", "Tỷ lệ phần trăm"),
        ("count", "Số lượng"),
        ("rank", "Thứ hạng"),
        ("index", "Chỉ số, điểm"),
        ("ratio", "Tỷ số"),
        ("text", "Bằng lời"),
    ]
}

fn statuses() -> Vec<(&'static str, &'static str)> {
    IndicatorStatus::ALL.iter().map(|(_, word, label)| (*word, *label)).collect()
}

pub(super) fn rows(source: Source<'_>) -> Vec<Row> {
    let plans = source.site.plans.iter();
    let of = |plan: &Plan| -> Vec<Row> {
        let wanted = plan.indicators.iter().filter(|item| source.wants([&item.id]));
        wanted.map(|item| row(source, plan, item)).collect()
    };
    plans.flat_map(of).collect()
}

fn row(source: Source<'_>, plan: &Plan, indicator: &Indicator) -> Row {
    let progress = source.derived.progress.as_ref();
    let subject = Subject {
        source,
        plan,
        indicator,
        now: source.site.indicator_on(indicator, source.day()),
        section: section(plan, &indicator.section),
        judged: progress.and_then(|progress| progress.indicators.get(&indicator.id)),
    };
    Row::of(&indicator.id, Some(place(&indicator.provenance)), cells(ENTRIES, &subject))
}

/// A status by the rules; without a day to judge it as of figures are awaited.
fn status(one: &Subject<'_>, of: fn(&IndicatorJudgement) -> IndicatorStatus) -> &'static str {
    one.judged.map_or(IndicatorStatus::Awaiting, of).as_str()
}

/// The year of the target it is judged against.
fn target_year(one: &Subject<'_>) -> Option<i16> {
    let due = one.judged?.target_due.as_ref()?;
    let target = one.indicator.targets.iter().find(|target| target.due == *due)?;
    target.due_date.map(Date::year)
}
