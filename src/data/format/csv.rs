//! Tables as CSV: RFC 4180, UTF-8, comma, CRLF, quotes only where needed, one header row.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::Format;
use crate::data::schema::Dataset;
use crate::data::table::{Row, Table, text_length};

/// CSV.
pub(super) const FORMAT: Format =
    Format { name: "CSV", folder: "", extension: "csv", write: |all| Ok(table(&[], all)) };

/// The same rows for a double click in Excel.
pub(in crate::data) const FOR_EXCEL: Format = Format {
    name: "CSV cho Excel",
    folder: "excel/",
    write: |all| Ok(table(BYTE_ORDER_MARK, all)),
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

/// The whole table after `start`, with room for its rows and some quotes.
pub(in crate::data) fn table(start: &[u8], table: &Table) -> Vec<u8> {
    let cells = table.rows.len() * table.dataset.columns.len();
    let mut room = Vec::with_capacity(text_length(&table.rows) + cells * 2);
    room.extend(start);
    after(room, table.dataset, &table.rows)
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
        for value in &row.values {
            writer.write_field(&*value.to_cell()).expect(impossible);
        }
        writer.write_record(None::<&[u8]>).expect(impossible);
    }
    writer.into_inner().expect(impossible)
}
