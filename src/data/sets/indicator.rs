//! `chi-tieu`: the indicators.

use super::{agencies, references, section};
use crate::data::schema::{Basis, Column, Dataset, Type};
use crate::data::table::{Row, Source, place};
use crate::data::value::Value;
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
    columns: &[
        super::ID,
        Column::new("plan_id", Type::Text, "Văn bản", "Plan", "Mã của văn bản đặt ra chỉ tiêu")
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
        Column::new("number", Type::Text, "Số thứ tự", "Number", "Số thứ tự như in"),
        Column::new(
            "name",
            Type::Text,
            "Tên như in",
            "Name as printed",
            "Nguyên văn, đã nối các phần bị ngắt trang",
        )
        .required(),
        Column::new("display_name", Type::Text, "Tên", "Name", "Tên sau các đính chính đã khai")
            .required(),
        Column::new("unit", Type::Text, "Đơn vị tính", "Unit", "Đơn vị như in"),
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
            "direction",
            Type::Enum(directions),
            "Chiều tốt",
            "Direction",
            "Cao hơn hay thấp hơn là tốt",
        )
        .required(),
        Column::new("kind", Type::Enum(kinds), "Loại số đo", "Kind", "Chỉ tiêu đo cái gì")
            .required(),
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
            "latest_value",
            Type::Decimal,
            "Giá trị mới nhất",
            "Latest value",
            "Trống khi chưa có số liệu",
        ),
        Column::new(
            "latest_date",
            Type::Date,
            "Ngày của giá trị",
            "Date of the latest value",
            "Trống khi chưa có số liệu",
        ),
        Column::new(
            "target_year",
            Type::Integer,
            "Năm mục tiêu",
            "Target year",
            "Năm của mục tiêu đang so",
        ),
        Column::new(
            "target_value",
            Type::Decimal,
            "Mục tiêu đang so",
            "Target value",
            "Số của mục tiêu đang so, sau mọi lần sửa đổi đến ngày xét",
        ),
        Column::new(
            "target_original",
            Type::Decimal,
            "Mục tiêu khi ban hành",
            "Original target value",
            "Số của cùng mục tiêu khi văn bản được ban hành, trước mọi lần sửa đổi",
        ),
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
            "Tình trạng so với mức ban hành",
            "Status against the original target",
            "Tình trạng nếu mục tiêu không bị sửa sau khi ban hành",
        )
        .required(),
        Column::new(
            "pace",
            Type::Decimal,
            "Tiến độ",
            "Pace",
            "Phần đã đi trên phần phải đi đến ngày số liệu; 1 là đúng tiến độ",
        ),
        Column::new(
            "status_reason",
            Type::Text,
            "Vì sao",
            "Reason for the status",
            "Quy tắc cho ra tình trạng",
        ),
        super::AS_OF_ILLUSTRATIVE,
    ],
};

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
    let (mark, title) = section(plan, &indicator.section);
    let now = source.site.indicator_on(indicator, source.day());
    let provenance = &indicator.provenance;
    let mut values = vec![
        Value::text(indicator.id.as_str()),
        Value::text(plan.id.as_str()),
        Value::text(mark),
        Value::text(title),
        Value::text(&indicator.number),
        Value::text(&indicator.name),
        Value::text(&indicator.display_name),
        Value::text(&indicator.unit),
        Value::list(agencies(&now.lead)),
        Value::text(&indicator.lead.text),
        Value::text(indicator.direction.as_str()),
        Value::text(indicator.kind.as_str()),
        Value::list(references(&indicator.references)),
        Value::text(&indicator.reference_text),
    ];
    values.extend(super::lines(provenance));
    values.extend(as_of(source, indicator));
    Row::of(&indicator.id, Some(place(provenance)), values)
}

/// What is known as of the as-of date; without reports that figures are awaited.
fn as_of(source: Source<'_>, indicator: &Indicator) -> [Value; 10] {
    let progress = source.derived.progress.as_ref();
    let Some(judged) = progress.and_then(|progress| progress.indicators.get(&indicator.id)) else {
        let none = || Value::text(IndicatorStatus::Awaiting.as_str());
        let null = || Value::Null;
        let illustrative = source.illustrative();
        return [
            null(),
            null(),
            null(),
            null(),
            null(),
            none(),
            none(),
            null(),
            null(),
            illustrative,
        ];
    };
    let due = judged.target_due.as_ref();
    let target = due.and_then(|due| indicator.targets.iter().find(|target| target.due == *due));
    let year = target.and_then(|target| target.due_date).map(Date::year);
    [
        Value::decimal(judged.value),
        Value::date(judged.value_date),
        year.map_or(Value::Null, |year| Value::Integer(year.into())),
        Value::decimal(judged.target_value),
        Value::decimal(judged.target_original),
        Value::text(judged.status.as_str()),
        Value::text(judged.status_against_original.as_str()),
        Value::decimal(judged.pace),
        Value::text(&judged.reason),
        source.illustrative(),
    ]
}
