//! `co-quan`: the agencies.

use crate::data::schema::{Column, Dataset, Type};
use crate::data::table::{Row, Source, place};
use crate::data::value::Value;
use crate::model::{Agency, AgencyKind};

pub(in crate::data) const DATASET: Dataset = Dataset {
    stem: "co-quan",
    title: "Cơ quan",
    description: "Các cơ quan, đơn vị và nhóm cơ quan được giao việc, các cách viết tên và cơ quan kế thừa.",
    row: "một cơ quan hoặc một nhóm cơ quan được gọi chung",
    primary_key: &["id"],
    folder: Some("co-quan"),
    columns: &[
        Column::new(
            "id",
            Type::Text,
            "Mã",
            "Identifier",
            "Mã ổn định, cũng là phần cuối của địa chỉ trang",
        )
        .required()
        .unique(),
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
            "Trống khi chưa có kỳ báo cáo",
        ),
        Column::new(
            "completed_late",
            Type::Integer,
            "Hoàn thành quá hạn",
            "Completed late",
            "Trống khi chưa có kỳ báo cáo",
        ),
        Column::new("overdue", Type::Integer, "Quá hạn", "Overdue", "Trống khi chưa có kỳ báo cáo"),
        Column::new(
            "silent",
            Type::Integer,
            "Chưa báo cáo",
            "Silent",
            "Trống khi chưa có kỳ báo cáo",
        ),
        Column::new(
            "indicators_led",
            Type::Integer,
            "Chỉ tiêu chủ trì",
            "Indicators led",
            "Số chỉ tiêu cơ quan chủ trì",
        )
        .required(),
    ],
};

fn kinds() -> Vec<(&'static str, &'static str)> {
    AgencyKind::ALL.iter().map(|(_, word, label)| (*word, *label)).collect()
}

pub(super) fn rows(source: Source<'_>) -> Vec<Row> {
    source.site.agencies.iter().map(|agency| row(source, agency)).collect()
}

fn row(source: Source<'_>, agency: &Agency) -> Row {
    let work = source.derived.index.agencies.get(&agency.id);
    let values = vec![
        Value::text(agency.id.as_str()),
        Value::text(&agency.name),
        Value::text(agency.short_name.as_deref().unwrap_or_default()),
        Value::text(agency.kind.as_str()),
        Value::Boolean(agency.is_collective),
        Value::list(&agency.spellings),
        Value::text(agency.successor.as_ref().map_or("", |successor| successor.to.as_str())),
        Value::count(work.map_or(0, |work| work.leads.len())),
        // What is due, done and late needs reports.
        Value::Null,
        Value::Null,
        Value::Null,
        Value::Null,
        Value::Null,
        Value::count(work.map_or(0, |work| work.indicators.len())),
    ];
    Row::of(&agency.id, Some(place(&agency.provenance)), values)
}
