//! `so-lieu`: the reported values of indicators.

use crate::data::schema::{About, Basis, Column, Dataset, Entry, Type, cells, columns, entry};
use crate::data::table::{Row, Source, place};
use crate::data::value::Value;
use crate::model::{Id, Nature, Observation, Snapshot};

pub(in crate::data) const DATASET: Dataset = Dataset {
    stem: "so-lieu",
    title: "Số liệu",
    title_en: "Observations",
    description: "Giá trị của từng chỉ tiêu trong từng kỳ báo cáo, đúng các chữ số được báo cáo.",
    row: "một giá trị được báo cáo",
    primary_key: &["indicator_id", "snapshot_id", "value_date"],
    folder: None,
    basis: Basis::Reports,
    rows,
    columns: &columns::<_, { ENTRIES.len() }>(ENTRIES),
};

/// One value of one indicator, with the snapshot it came in.
struct Subject<'a> {
    snapshot: &'a Snapshot,
    observation: &'a Observation,
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
        |one| Value::text(one.observation.indicator.as_str()),
    ),
    entry(super::SNAPSHOT_ID, |one| Value::text(one.snapshot.id.as_str())),
    entry(
        Column::new("value", Type::Decimal, "Giá trị", "Value", "Theo đơn vị tính của chỉ tiêu")
            .required(),
        |one| Value::Decimal(one.observation.value),
    ),
    entry(
        Column::new(
            "value_date",
            Type::Date,
            "Ngày của giá trị",
            "Date of the value",
            "Giá trị tính đến ngày này",
        )
        .required(),
        |one| Value::date(Some(one.observation.value_date)),
    ),
    entry(
        Column::new(
            "nature",
            Type::Enum(natures),
            "Cách tính",
            "Nature",
            "Tính đến ngày của số liệu (tại thời điểm hoặc cộng dồn) hay chỉ trong kỳ",
        )
        .required(),
        |one| Value::text(one.observation.nature.as_str()),
    ),
    entry(
        Column::new("note", Type::Text, "Ghi chú", "Note", "Ghi chú của cơ quan báo cáo"),
        |one| Value::text(&one.observation.note),
    ),
    entry(
        Column::new(
            "evidence",
            Type::Text,
            "Minh chứng",
            "Evidence",
            "Địa chỉ hoặc số văn bản chứng minh",
        ),
        |one| Value::text(&one.observation.evidence),
    ),
    entry(super::REPORTED_BY, |one| {
        Value::text(one.observation.reported_by.as_ref().map_or("", Id::as_str))
    }),
    entry(
        Column::new(
            "source",
            Type::Text,
            "Nguồn số liệu",
            "Source",
            "Cơ quan báo cáo lấy số từ đâu",
        ),
        |one| Value::text(&one.observation.source),
    ),
    entry(
        Column::new(
            "breaks_series",
            Type::Boolean,
            "Thay đổi cách tính",
            "Breaks the series",
            "true khi giá trị theo cách tính khác, không so được với các giá trị trước",
        )
        .required(),
        |one| Value::Boolean(one.observation.breaks_series),
    ),
    entry(super::REPORT_FILE, |one| Value::text(&one.observation.provenance.file)),
    entry(super::REPORT_ROW, |one| Value::Integer(one.observation.provenance.line_first.into())),
    entry(super::ILLUSTRATIVE, |one| Value::Boolean(one.snapshot.is_illustrative)),
];

fn natures() -> Vec<(&'static str, &'static str)> {
    Nature::ALL.iter().map(|(_, word, label)| (*word, *label)).collect()
}

pub(super) fn rows(source: Source<'_>) -> Vec<Row> {
    let of = |snapshot: &Snapshot| -> Vec<Row> {
        let wanted = snapshot.observations.iter().filter(|one| source.wants([&one.indicator]));
        wanted.map(|observation| row(snapshot, observation)).collect()
    };
    source.snapshots().flat_map(of).collect()
}

fn row(snapshot: &Snapshot, observation: &Observation) -> Row {
    let values = cells(ENTRIES, &Subject { snapshot, observation });
    Row::new(Some(place(&observation.provenance)), values)
}
