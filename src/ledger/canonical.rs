//! What was reported in a snapshot, as one text: two tables, fixed columns, fixed order.
//!
//! The same text comes from the model and from the published CSV, so that anybody can recompute the checksum.

use csv::{QuoteStyle, Reader, Terminator, WriterBuilder};

use crate::checksum::sha256;
use crate::data::Value;
use crate::data::cleaned;
use crate::model::{Observation, SealVersion, Snapshot, TaskReport};

/// A table of the content: stem of its dataset and the columns that are sealed, in order. New columns of the
/// dataset do not join these lists, or every seal would break: they need a new version.
struct Part {
    stem: &'static str,
    columns: &'static [&'static str],
    /// Columns sealed since [`SealVersion::Second`], after the others.
    since_second: &'static [&'static str],
}

impl Part {
    fn columns(&self, version: SealVersion) -> Vec<&'static str> {
        let more = if version >= SealVersion::Second { self.since_second } else { &[] };
        [self.columns, more].concat()
    }
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
    since_second: &["source", "breaks_series"],
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
    since_second: &["milestone", "extended_to", "decision"],
};

type Cells = Vec<String>;

/// The canonical content of a snapshot.
pub fn canonical(snapshot: &Snapshot, version: SealVersion) -> String {
    let values = snapshot.observations.iter().map(|one| value_cells(snapshot, one)).collect();
    let reports = snapshot.reports.iter().map(|one| report_cells(snapshot, one)).collect();
    write(&VALUES, version, values) + &write(&REPORTS, version, reports)
}

/// SHA-256 of the canonical content.
pub fn content_sha256(snapshot: &Snapshot, version: SealVersion) -> String {
    sha256(canonical(snapshot, version))
}

/// The same from the published `so-lieu.csv` and `bao-cao-nhiem-vu.csv`; the error says in Vietnamese what is
/// wrong with which table.
pub fn canonical_from_csv(
    values: &[u8],
    reports: &[u8],
    snapshot: &str,
    version: SealVersion,
) -> Result<String, String> {
    Ok(read(&VALUES, values, snapshot, version)? + &read(&REPORTS, reports, snapshot, version)?)
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
        cleaned(&observation.source),
        Value::Boolean(observation.breaks_series),
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
        report.milestone.map_or(Value::Null, |number| Value::Integer(number.into())),
        Value::date(report.extension.as_ref().map(|extension| extension.new_end)),
        cleaned(&report.decision),
    ])
}

fn cells(values: &[Value]) -> Cells {
    values.iter().map(|value| value.to_cell().into_owned()).collect()
}

fn read(part: &Part, bytes: &[u8], snapshot: &str, version: SealVersion) -> Result<String, String> {
    let mut reader = Reader::from_reader(bytes);
    let broken = |_| format!("không đọc được {}.csv", part.stem);
    let header = reader.headers().map_err(broken)?.clone();
    let place = |name: &str| {
        let missing = || format!("{}.csv không có cột `{name}`", part.stem);
        header.iter().position(|column| column == name).ok_or_else(missing)
    };
    let columns = part.columns(version).into_iter();
    let places = columns.map(place).collect::<Result<Vec<_>, _>>()?;
    let of = place("snapshot_id")?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        if record.get(of) == Some(snapshot) {
            let cell = |at: &usize| record.get(*at).unwrap_or_default().to_owned();
            rows.push(places.iter().map(cell).collect());
        }
    }
    Ok(write(part, version, rows))
}

/// The table as CSV, its rows in the order of their cells; cells beyond the columns of the version are left out.
fn write(part: &Part, version: SealVersion, mut rows: Vec<Cells>) -> String {
    let columns = part.columns(version);
    for row in &mut rows {
        row.truncate(columns.len());
    }
    rows.sort();
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(Vec::new());
    let impossible = "writing to memory does not fail and all rows have the header's length";
    writer.write_record(columns).expect(impossible);
    for row in rows {
        writer.write_record(row).expect(impossible);
    }
    let bytes = writer.into_inner().expect(impossible);
    String::from_utf8(bytes).expect("cells are UTF-8")
}
