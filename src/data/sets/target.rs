//! `muc-tieu`: the targets of the indicators.

use crate::data::schema::{About, Basis, Column, Dataset, Entry, Type, cells, columns, entry};
use crate::data::table::{Row, Source, place};
use crate::data::value::Value;
use crate::model::{Comparator, Indicator, Target};

pub(in crate::data) const DATASET: Dataset = Dataset {
    stem: "muc-tieu",
    title: "Mục tiêu",
    title_en: "Targets",
    description: "Mục tiêu của từng chỉ tiêu theo năm hoặc giai đoạn: chữ như in và cách hiểu bằng số.",
    row: "một mục tiêu của một chỉ tiêu",
    primary_key: &["indicator_id", "due"],
    folder: None,
    basis: Basis::Plans,
    rows,
    columns: &columns::<_, { ENTRIES.len() }>(ENTRIES),
};

/// One target of one indicator.
struct Subject<'a> {
    indicator: &'a Indicator,
    target: &'a Target,
}

impl About for Subject<'static> {
    type Of<'a> = Subject<'a>;
}

/// Every column with its cell.
const ENTRIES: &[Entry<Subject<'static>>] = &[
    entry(
        Column::new("indicator_id", Type::Text, "Chỉ tiêu", "Indicator", "Mã chỉ tiêu")
            .required()
            .of("chi-tieu", "id"),
        |one| Value::text(one.indicator.id.as_str()),
    ),
    entry(
        Column::new("due", Type::Text, "Năm hoặc giai đoạn", "Due", "2026, 2030, 2023-2025 …")
            .required(),
        |one| Value::text(&one.target.due),
    ),
    entry(
        Column::new("due_date", Type::Date, "Hạn", "Due date", "Ngày cuối của năm hoặc giai đoạn"),
        |one| Value::date(one.target.due_date),
    ),
    entry(
        Column::new("text", Type::Text, "Mục tiêu như in", "Target as printed", "Nguyên văn"),
        |one| Value::text(&one.target.text),
    ),
    entry(
        Column::new(
            "comparator",
            Type::Enum(comparators),
            "Phép so",
            "Comparator",
            "Giá trị đạt mục tiêu khi thỏa phép so này; none là mục tiêu bằng lời",
        )
        .required(),
        |one| Value::text(one.target.comparator.as_str()),
    ),
    entry(
        Column::new("value", Type::Decimal, "Số", "Value", "Số để so; cận dưới của khoảng"),
        |one| Value::decimal(one.target.value),
    ),
    entry(
        Column::new("value_max", Type::Decimal, "Cận trên", "Upper value", "Cận trên của khoảng"),
        |one| Value::decimal(one.target.value_max),
    ),
    entry(
        Column::new(
            "qualifier",
            Type::Text,
            "Điều kiện thêm",
            "Qualifier",
            "Điều kiện bằng lời đi kèm",
        ),
        |one| Value::text(one.target.qualifier.as_deref().unwrap_or_default()),
    ),
    entry(
        Column::new(
            "firmness",
            Type::Enum(firmnesses),
            "Mức cam kết",
            "Firmness",
            "Phải đạt hay phấn đấu",
        )
        .required(),
        |one| Value::text(one.target.firmness.as_str()),
    ),
];

fn comparators() -> Vec<(&'static str, &'static str)> {
    Comparator::ALL
        .iter()
        .map(|(comparator, word, _)| {
            let label = match comparator {
                Comparator::AtLeast => "Ít nhất",
                Comparator::MoreThan => "Hơn",
                Comparator::AtMost => "Nhiều nhất",
                Comparator::LessThan => "Dưới",
                Comparator::Equal => "Bằng",
                Comparator::Range => "Trong khoảng",
                Comparator::Top => "Trong nhóm đầu",
                Comparator::None => "Bằng lời",
            };
            (*word, label)
        })
        .collect()
}

fn firmnesses() -> Vec<(&'static str, &'static str)> {
    vec![("firm", "Phải đạt"), ("aim", "Phấn đấu")]
}

pub(super) fn rows(source: Source<'_>) -> Vec<Row> {
    let indicators = source.site.indicators().filter(|one| source.wants([&one.id]));
    indicators.flat_map(|item| item.targets.iter().map(move |target| row(item, target))).collect()
}

fn row(indicator: &Indicator, target: &Target) -> Row {
    let values = cells(ENTRIES, &Subject { indicator, target });
    Row::new(Some(place(&indicator.provenance)), values)
}
