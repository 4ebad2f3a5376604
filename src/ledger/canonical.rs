//! What was reported in a snapshot, as one text: two tables, fixed columns, fixed order.
//!
//! The same text comes from the model and from the published CSV, so that anybody can recompute the checksum.

use csv::{QuoteStyle, Reader, Terminator, WriterBuilder};

use crate::checksum::sha256;
use crate::data::Value;
use crate::data::cleaned;
use crate::model::{Observation, Snapshot, TaskReport};

/// A table of the content: stem of its dataset and the columns that are sealed, in order. New columns of the
/// dataset do not join this list, or every seal would break.
struct Part {
    stem: &'static str,
    columns: &'static [&'static str],
}

const VALUES: Part = Part {
    stem: "so-lieu",
    columns: &[
        "indicator_id",
        "snapshot_id",
        "value",
        "value_date",
        "nature",
        "note",
        "evidence",
        "reported_by",
    ],
};

const REPORTS: Part = Part {
    stem: "bao-cao-nhiem-vu",
    columns: &[
        "task_id",
        "snapshot_id",
        "reported_status",
        "completed_on",
        "percent",
        "result",
        "product",
        "difficulties",
        "proposals",
        "evidence",
    ],
};

type Cells = Vec<String>;

/// The canonical content of a snapshot.
pub fn canonical(snapshot: &Snapshot) -> String {
    let values = snapshot.observations.iter().map(|one| value_cells(snapshot, one)).collect();
    let reports = snapshot.reports.iter().map(|one| report_cells(snapshot, one)).collect();
    write(&VALUES, values) + &write(&REPORTS, reports)
}

/// SHA-256 of the canonical content.
pub fn content_sha256(snapshot: &Snapshot) -> String {
    sha256(canonical(snapshot))
}

/// The same from the published `so-lieu.csv` and `bao-cao-nhiem-vu.csv`; the error says in Vietnamese what is
/// wrong with which table.
pub fn canonical_from_csv(values: &[u8], reports: &[u8], snapshot: &str) -> Result<String, String> {
    Ok(read(&VALUES, values, snapshot)? + &read(&REPORTS, reports, snapshot)?)
}

fn value_cells(snapshot: &Snapshot, observation: &Observation) -> Cells {
    let reported_by = observation.reported_by.as_ref().map_or("", |agency| agency.as_str());
    cells(&[
        Value::text(observation.indicator.as_str()),
        Value::text(snapshot.id.as_str()),
        Value::Decimal(observation.value),
        Value::Date(observation.value_date),
        Value::text(observation.nature.as_str()),
        cleaned(&observation.note),
        cleaned(&observation.evidence),
        Value::text(reported_by),
    ])
}

fn report_cells(snapshot: &Snapshot, report: &TaskReport) -> Cells {
    cells(&[
        Value::text(report.task.as_str()),
        Value::text(snapshot.id.as_str()),
        Value::text(report.reported_status.as_str()),
        Value::date(report.completed_on),
        Value::decimal(report.percent),
        cleaned(&report.result),
        cleaned(&report.product),
        cleaned(&report.difficulties),
        cleaned(&report.proposals),
        cleaned(&report.evidence),
    ])
}

fn cells(values: &[Value]) -> Cells {
    values.iter().map(Value::to_cell).collect()
}

fn read(part: &Part, bytes: &[u8], snapshot: &str) -> Result<String, String> {
    let mut reader = Reader::from_reader(bytes);
    let broken = |_| format!("không đọc được {}.csv", part.stem);
    let header = reader.headers().map_err(broken)?.clone();
    let place = |name: &str| {
        let missing = || format!("{}.csv không có cột `{name}`", part.stem);
        header.iter().position(|column| column == name).ok_or_else(missing)
    };
    let places = part.columns.iter().map(|name| place(name)).collect::<Result<Vec<_>, _>>()?;
    let of = place("snapshot_id")?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        if record.get(of) == Some(snapshot) {
            let cell = |at: &usize| record.get(*at).unwrap_or_default().to_owned();
            rows.push(places.iter().map(cell).collect());
        }
    }
    Ok(write(part, rows))
}

/// The table as CSV, its rows in the order of their cells.
fn write(part: &Part, mut rows: Vec<Cells>) -> String {
    rows.sort();
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(Vec::new());
    let impossible = "writing to memory does not fail and all rows have the header's length";
    writer.write_record(part.columns).expect(impossible);
    for row in rows {
        writer.write_record(row).expect(impossible);
    }
    let bytes = writer.into_inner().expect(impossible);
    String::from_utf8(bytes).expect("cells are UTF-8")
}
