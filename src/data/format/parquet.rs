//! Tables as Parquet: typed columns, Snappy, row groups of bounded size, no clock.
//!
//! Whole numbers are `int64`, numbers `double`, days `date32`, lists `list<string>`; what the schema calls required
//! is never null.

use std::fmt::Write as _;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::{Format, Refusal};
use crate::data::schema::{Column, Dataset, Type};
use crate::data::table::Row;
use crate::data::value::Value;
use crate::model::Date;

/// Parquet.
pub(super) const FORMAT: Format = Format {
    name: "Parquet",
    folder: "",
    extension: "parquet",
    write: |table| write_without(table.dataset, &table.rows, None),
};

/// Rows of a row group: what is encoded at once.
const GROUP_ROWS: usize = 50_000;

/// `rows` of `dataset` as a Parquet file, without the column at the place `left_out`.
pub(in crate::data) fn write_without(
    dataset: &Dataset,
    rows: &[Row],
    left_out: Option<usize>,
) -> Result<Vec<u8>, Refusal> {
    let columns = dataset.columns.iter().enumerate();
    let columns: Vec<_> = columns.filter(|(place, _)| Some(*place) != left_out).collect();
    let message = message(columns.iter().map(|(_, column)| *column));
    let schema = Arc::new(parse_message_type(&message)?);
    let created_by = concat!("congkhai version ", env!("CARGO_PKG_VERSION"));
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(created_by.to_owned())
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;
    for rows in rows.chunks(GROUP_ROWS) {
        let mut group = writer.next_row_group()?;
        for &(place, column) in &columns {
            let values = rows.iter().map(|row| &row.values[place]);
            let Some(mut into) = group.next_column()? else { break };
            put(column, values, into.untyped())?;
            into.close()?;
        }
        group.close()?;
    }
    Ok(writer.into_inner()?)
}

/// The columns in the language of Parquet's schemas.
fn message<'a>(columns: impl Iterator<Item = &'a Column>) -> String {
    let mut text = String::from("message schema {\n");
    for Column { name, kind, required, .. } in columns {
        let need = if *required { "required" } else { "optional" };
        let _ = match kind {
            Type::Text | Type::Enum(_) => writeln!(text, "{need} binary {name} (STRING);"),
            Type::Integer => writeln!(text, "{need} int64 {name};"),
            Type::Decimal => writeln!(text, "{need} double {name};"),
            Type::Date => writeln!(text, "{need} int32 {name} (DATE);"),
            Type::Boolean => writeln!(text, "{need} boolean {name};"),
            Type::List => writeln!(
                text,
                "{need} group {name} (LIST) {{ repeated group list {{ required binary element (STRING); }} }}"
            ),
        };
    }
    text.push('}');
    text
}

/// Hands the cells of a column to the writer of its type.
fn put<'a>(
    column: &Column,
    values: impl Iterator<Item = &'a Value>,
    into: &mut ColumnWriter<'_>,
) -> Result<(), Refusal> {
    let mut levels = Levels::new(column);
    match into {
        ColumnWriter::BoolColumnWriter(into) => {
            let cells = levels.of(values, |value| match value {
                Value::Boolean(yes) => Some(*yes),
                _ => None,
            })?;
            into.write_batch(&cells, levels.definition(), None)?;
        }
        ColumnWriter::Int32ColumnWriter(into) => {
            let cells = levels.of(values, |value| match value {
                Value::Date(date) => days(*date),
                _ => None,
            })?;
            into.write_batch(&cells, levels.definition(), None)?;
        }
        ColumnWriter::Int64ColumnWriter(into) => {
            let cells = levels.of(values, |value| match value {
                Value::Integer(number) => Some(*number),
                _ => None,
            })?;
            into.write_batch(&cells, levels.definition(), None)?;
        }
        ColumnWriter::DoubleColumnWriter(into) => {
            let cells = levels.of(values, Value::to_double)?;
            into.write_batch(&cells, levels.definition(), None)?;
        }
        ColumnWriter::ByteArrayColumnWriter(into) if matches!(column.kind, Type::List) => {
            let cells = levels.of_lists(values)?;
            into.write_batch(&cells, Some(&levels.definition), Some(&levels.repetition))?;
        }
        ColumnWriter::ByteArrayColumnWriter(into) => {
            let cells = levels.of(values, |value| match value {
                Value::Text(text) => Some(ByteArray::from(text.as_str())),
                _ => None,
            })?;
            into.write_batch(&cells, levels.definition(), None)?;
        }
        _ => return Err(format!("cột `{}` có kiểu lạ", column.name).into()),
    }
    Ok(())
}

/// Which cells of a column are there, in the encoding of Dremel.
struct Levels<'a> {
    column: &'a Column,
    definition: Vec<i16>,
    repetition: Vec<i16>,
}

impl<'a> Levels<'a> {
    fn new(column: &'a Column) -> Self {
        Self { column, definition: Vec::new(), repetition: Vec::new() }
    }

    /// The cells that are there; a cell of another type than its column's is refused like a missing one.
    fn of<'v, T>(
        &mut self,
        values: impl Iterator<Item = &'v Value>,
        cell: impl Fn(&Value) -> Option<T>,
    ) -> Result<Vec<T>, Refusal> {
        let mut cells = Vec::new();
        for value in values {
            let found = cell(value);
            if found.is_none() && (self.column.required || *value != Value::Null) {
                return Err(self.refusal());
            }
            self.definition.push(found.is_some().into());
            cells.extend(found);
        }
        Ok(cells)
    }

    /// All items of all lists. Definition: 0 no list (of an optional column), then one more for an item.
    fn of_lists<'v>(
        &mut self,
        values: impl Iterator<Item = &'v Value>,
    ) -> Result<Vec<ByteArray>, Refusal> {
        let item: i16 = if self.column.required { 1 } else { 2 };
        let mut cells = Vec::new();
        for value in values {
            match value {
                Value::List(items) => {
                    for (place, text) in items.iter().enumerate() {
                        self.definition.push(item);
                        self.repetition.push((place > 0).into());
                        cells.push(ByteArray::from(text.as_str()));
                    }
                }
                Value::Null if !self.column.required => {
                    self.definition.push(0);
                    self.repetition.push(0);
                }
                _ => return Err(self.refusal()),
            }
        }
        Ok(cells)
    }

    /// Levels are written only where a cell may be missing.
    fn definition(&self) -> Option<&[i16]> {
        (!self.column.required).then_some(&self.definition)
    }

    fn refusal(&self) -> Refusal {
        format!("cột `{}` thiếu ô bắt buộc hoặc có ô khác kiểu", self.column.name).into()
    }
}

/// Days since 1970-01-01.
fn days(date: Date) -> Option<i32> {
    i32::try_from(date.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24).ok()
}
