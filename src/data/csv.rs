//! Tables as CSV: RFC 4180, UTF-8, comma, CRLF, quotes only where needed, one header row.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::schema::Dataset;
use super::table::Row;

/// What Excel needs to read a double-clicked CSV as UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// `rows` of `dataset` as a CSV file.
pub(super) fn write<'a>(dataset: &Dataset, rows: impl IntoIterator<Item = &'a Row>) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(Vec::new());
    let impossible = "writing to memory does not fail and all rows have the header's length";
    writer.write_record(dataset.columns.iter().map(|column| column.name)).expect(impossible);
    for row in rows {
        writer.write_record(row.values.iter().map(super::Value::to_cell)).expect(impossible);
    }
    writer.into_inner().expect(impossible)
}

/// The same file for a double click in Excel.
pub(super) fn for_excel(csv: &[u8]) -> Vec<u8> {
    [BYTE_ORDER_MARK, csv].concat()
}
