//! `so-lieu`: the reported values of indicators.

use crate::data::schema::{Basis, Column, Dataset, Type};
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
    columns: &[
        Column::new("indicator_id", Type::Text, "Chỉ tiêu", "Indicator", "Mã chỉ tiêu")
            .required()
            .of("chi-tieu", "id"),
        super::SNAPSHOT_ID,
        Column::new("value", Type::Decimal, "Giá trị", "Value", "Theo đơn vị tính của chỉ tiêu")
            .required(),
        Column::new(
            "value_date",
            Type::Date,
            "Ngày của giá trị",
            "Date of the value",
            "Giá trị tính đến ngày này",
        )
        .required(),
        Column::new(
            "nature",
            Type::Enum(natures),
            "Cách tính",
            "Nature",
            "Tính đến ngày của số liệu (tại thời điểm hoặc cộng dồn) hay chỉ trong kỳ",
        )
        .required(),
        Column::new("note", Type::Text, "Ghi chú", "Note", "Ghi chú của cơ quan báo cáo"),
        Column::new(
            "evidence",
            Type::Text,
            "Minh chứng",
            "Evidence",
            "Địa chỉ hoặc số văn bản chứng minh",
        ),
        super::REPORTED_BY,
        Column::new(
            "source",
            Type::Text,
            "Nguồn số liệu",
            "Source",
            "Cơ quan báo cáo lấy số từ đâu",
        ),
        Column::new(
            "breaks_series",
            Type::Boolean,
            "Thay đổi cách tính",
            "Breaks the series",
            "true khi giá trị theo cách tính khác, không so được với các giá trị trước",
        )
        .required(),
        super::REPORT_FILE,
        super::REPORT_ROW,
        super::ILLUSTRATIVE,
    ],
};

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
    let provenance = &observation.provenance;
    let mut values = vec![
        Value::text(observation.indicator.as_str()),
        Value::text(snapshot.id.as_str()),
        Value::Decimal(observation.value),
        Value::date(Some(observation.value_date)),
        Value::text(observation.nature.as_str()),
        Value::text(&observation.note),
        Value::text(&observation.evidence),
        Value::text(observation.reported_by.as_ref().map_or("", Id::as_str)),
        Value::text(&observation.source),
        Value::Boolean(observation.breaks_series),
    ];
    values.extend(super::report_row(provenance));
    values.push(Value::Boolean(snapshot.is_illustrative));
    Row::new(Some(place(provenance)), values)
}
