//! Files packed for one download: the same bytes from the same files.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::model::Date;

/// A ZIP archive under construction; every file in it carries the date of the data.
pub(super) struct Archive {
    writer: ZipWriter<Cursor<Vec<u8>>>,
    options: SimpleFileOptions,
}

/// Why nothing here can fail.
const IMPOSSIBLE: &str = "writing to memory does not fail, names differ and are short";

impl Archive {
    /// An empty archive; without a date its files carry the first day the format knows.
    pub(super) fn new(date: Option<Date>) -> Self {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .unix_permissions(0o644)
            .last_modified_time(date.and_then(time).unwrap_or_default());
        Self { writer: ZipWriter::new(Cursor::default()), options }
    }

    /// Adds a file.
    pub(super) fn add(&mut self, name: &str, bytes: &[u8]) {
        self.writer.start_file(name, self.options).expect(IMPOSSIBLE);
        self.writer.write_all(bytes).expect(IMPOSSIBLE);
    }

    /// Adds all files of another archive as they are packed there.
    pub(super) fn add_packed(&mut self, other: Vec<u8>) {
        let other = ZipArchive::new(Cursor::new(other)).expect(IMPOSSIBLE);
        self.writer.merge_archive(other).expect(IMPOSSIBLE);
    }

    /// The archive's bytes.
    pub(super) fn finish(self) -> Vec<u8> {
        self.writer.finish().expect(IMPOSSIBLE).into_inner()
    }
}

/// The start of a day; nothing for years the format cannot hold.
fn time(date: Date) -> Option<DateTime> {
    let year = u16::try_from(date.year()).ok()?;
    let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    DateTime::from_date_and_time(year, month, day, 0, 0, 0).ok()
}
