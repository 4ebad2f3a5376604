//! Tables as CSV: RFC 4180, UTF-8, comma, CRLF, quotes only where needed, one header row.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::Format;
use crate::data::schema::Dataset;
use crate::data::table::{Row, Table};
use crate::data::value::Value;

/// CSV.
pub(super) const FORMAT: Format = Format {
    name: "CSV",
    folder: "",
    extension: "csv",
    write: |table| Ok(write(table.dataset, &table.rows)),
};

/// The same rows for a double click in Excel.
pub(super) const FOR_EXCEL: Format = Format {
    name: "CSV cho Excel",
    folder: "excel/",
    write: |table| Ok(for_excel(table)),
    ..FORMAT
};

/// What Excel needs to read a double-clicked CSV as UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// `rows` of `dataset` as a CSV file.
pub(in crate::data) fn write<'a>(
    dataset: &Dataset,
    rows: impl IntoIterator<Item = &'a Row>,
) -> Vec<u8> {
    after(Vec::new(), dataset, rows)
}

fn for_excel(table: &Table) -> Vec<u8> {
    after(BYTE_ORDER_MARK.to_vec(), table.dataset, &table.rows)
}

fn after<'a>(
    start: Vec<u8>,
    dataset: &Dataset,
    rows: impl IntoIterator<Item = &'a Row>,
) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(start);
    let impossible = "writing to memory does not fail and all rows have the header's length";
    writer.write_record(dataset.columns.iter().map(|column| column.name)).expect(impossible);
    for row in rows {
        writer.write_record(row.values.iter().map(Value::to_cell)).expect(impossible);
    }
    writer.into_inner().expect(impossible)
}
