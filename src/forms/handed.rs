//! One file handed in: whose form it is, which of its rows are understood and which are refused.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Position, Severity};
use crate::model::{Id, Snapshot};
use crate::read::document::{Piece, RawDocument, RawRow, RawTable, read_filled};
use crate::read::snapshot::{Field, Known, ReportTable, SnapshotInput, field, read_snapshot};

use super::accepted::Row;
use super::assignment::Assignment;
use super::collect::Collecting;
use super::marker::Marker;
use super::shape;

/// What forms are read against.
pub(super) struct Against<'a> {
    pub(super) input: &'a Collecting<'a>,
    pub(super) known: &'a Known<'a>,
    pub(super) assignments: &'a [Assignment<'a>],
    /// The same without what no form of the period asks about.
    pub(super) asked: &'a [Assignment<'a>],
    /// Path and text of `snapshot.toml`, as it stands or as it will be.
    pub(super) manifest: (&'a Arc<str>, &'a str),
}

/// A file handed in.
pub(super) struct Handed {
    pub(super) file: Arc<str>,
    /// Whose form it is; nothing when the file as a whole is refused.
    pub(super) agency: Option<Id>,
    pub(super) document: RawDocument,
    /// Rows understood.
    pub(super) rows: Vec<Row>,
    /// Rows refused.
    pub(super) refused: BTreeSet<Place>,
    /// Sheets that lost their name or a column: no row of theirs is taken.
    spoilt: Vec<String>,
    pub(super) diagnostics: Diagnostics,
}

impl Against<'_> {
    /// Reads one file.
    pub(super) fn read(&self, file: &Arc<str>, bytes: &[u8]) -> Handed {
        let mut handed = Handed {
            file: Arc::clone(file),
            agency: None,
            document: RawDocument { file: Arc::clone(file), ..RawDocument::default() },
            rows: Vec::new(),
            refused: BTreeSet::new(),
            spoilt: Vec::new(),
            diagnostics: Diagnostics::default(),
        };
        handed.document = read_filled(file, bytes, &mut handed.diagnostics);
        let is_damaged = handed.diagnostics.iter().any(is_of_whole_file);
        if is_damaged {
            return handed;
        }
        let assignment = match self.whose(&handed.document, &mut handed.diagnostics) {
            Ok(assignment) => assignment,
            Err(problem) => {
                handed.diagnostics.push(*problem);
                return handed;
            }
        };
        let asked = self.asked.iter().find(|one| one.agency.id == assignment.agency.id);
        if let Some(asked) = asked {
            handed.spoilt = shape::check(&handed.document, asked, &mut handed.diagnostics);
        }
        handed.agency = Some(assignment.agency.id.clone());
        let mut problems = Diagnostics::default();
        let snapshot = self.snapshot(std::slice::from_ref(&handed.document), &mut problems);
        let manifest = self.manifest.0;
        // Who leads is judged here, by the mark of the form and not by the name of the file; its receipt is written now.
        let counts = |problem: &&Diagnostic| {
            !matches!(problem.code, Code::ReportNotLead | Code::ReportUnreceived)
                && problem.place.as_ref().is_none_or(|place| place.file != *manifest)
        };
        problems.iter().filter(counts).for_each(|problem| handed.diagnostics.push(problem.clone()));
        if let Some(snapshot) = snapshot {
            handed.take(&snapshot, assignment);
        }
        handed
    }

    /// The agency whose form a document is, if it is one of this period; the agency that took over from it, if one did.
    fn whose(
        &self,
        document: &RawDocument,
        diagnostics: &mut Diagnostics,
    ) -> Result<&Assignment<'_>, Box<Diagnostic>> {
        let place = || Place::file(Arc::clone(&document.file));
        let period = self.input.period;
        let own = "biểu mẫu do lệnh `congkhai forms` tạo ra, lưu dưới dạng .xlsx, .ods hoặc .xls";
        let marker = Marker::find(document)
            .map_err(|why| Diagnostic::new(Code::FormUnknown, place(), why).allowed(own))
            .map_err(Box::new)?;
        if marker.period != period {
            let message = format!("đây là biểu mẫu của kỳ `{}`", marker.period);
            let problem = Diagnostic::new(Code::FormPeriod, place(), message)
                .allowed(format!("biểu mẫu của kỳ `{period}`"))
                .suggestion(format!("nhận bằng lệnh `congkhai collect {}`", marker.period));
            return Err(Box::new(problem));
        }
        let of = |agency: &Id| self.assignments.iter().find(|one| one.agency.id == *agency);
        if let Some(own) = of(&marker.agency) {
            return Ok(own);
        }
        let successor = self.input.site.reporter(&marker.agency);
        if let Some(assignment) = successor.and_then(|successor| of(&successor.id)) {
            let before = self.known.agency_name(&marker.agency);
            let message = format!(
                "biểu mẫu của {before}, đã sáp nhập; nhận là của {}",
                assignment.agency.name
            );
            diagnostics.push(
                Diagnostic::new(Code::FormSuccessor, place(), message)
                    .suggestion("từ kỳ sau dùng biểu mẫu của cơ quan kế thừa"),
            );
            return Ok(assignment);
        }
        let message = format!("không có cơ quan chủ trì nào mã `{}`", marker.agency);
        let ids = self.assignments.iter().map(|one| one.agency.id.as_str());
        let problem = Diagnostic::new(Code::FormUnknown, place(), message).allowed(own);
        Err(Box::new(problem.nearest(marker.agency.as_str(), ids)))
    }

    /// Reads tables as a snapshot of the period.
    pub(super) fn snapshot(
        &self,
        tables: &[RawDocument],
        diagnostics: &mut Diagnostics,
    ) -> Option<Snapshot> {
        let (manifest_file, manifest) = self.manifest;
        let contacts = self.input.contacts;
        let read = |document| ReportTable::read(document, contacts, diagnostics);
        let tables: Vec<ReportTable> = tables.iter().map(read).collect();
        let input = SnapshotInput {
            id: self.input.period.id(),
            manifest_file,
            manifest,
            tables: &tables,
            known: self.known,
            received_on: Some(self.input.received_on),
        };
        read_snapshot(&input, diagnostics)
    }
}

impl Handed {
    fn take(&mut self, snapshot: &Snapshot, assignment: &Assignment<'_>) {
        let values = snapshot.observations.iter();
        let values = values.map(|value| Row::of_observation(value, snapshot.period));
        let mut rows: Vec<Row> =
            snapshot.reports.iter().map(Row::of_report).chain(values).collect();
        // The as-of day may still be moved: a day nobody wrote stays unwritten until it is known.
        for row in &mut rows {
            if self.is_blank(&row.place, Field::ValueDate) {
                row.cells.remove(&Field::ValueDate);
            }
        }
        for row in rows.iter().filter(|row| !assignment.has(&row.item)) {
            let message = format!("{} không chủ trì `{}`", assignment.agency.name, row.item);
            self.diagnostics.push(
                Diagnostic::new(Code::FormNotLed, row.place.clone(), message)
                    .allowed("các mã có sẵn trong biểu mẫu của cơ quan")
                    .suggestion("xóa dòng này, hoặc chép lại mã từ biểu mẫu gốc")
                    .item(&row.item),
            );
        }
        let errors = self.diagnostics.iter().filter(|one| one.severity == Severity::Error);
        self.refused = errors.filter_map(|one| one.place.as_ref().map(row_of)).collect();
        let merged = self.merged_rows();
        self.refused.extend(merged);
        let is_spoilt = |row: &&Row| match &row.place.position {
            Position::Cell { sheet, .. } => self.spoilt.iter().any(|spoilt| spoilt == &**sheet),
            _ => false,
        };
        self.refused.extend(rows.iter().filter(is_spoilt).map(|row| row_of(&row.place)));
        let repeated = self.diagnostics.iter().filter(|one| one.code == Code::ReportRepeated);
        let repeated: Vec<Id> = repeated.filter_map(|one| one.item.clone()).collect();
        self.rows =
            rows.into_iter().filter(|row| !self.refused.contains(&row_of(&row.place))).collect();
        // Of two rows that say different things nobody knows which is right.
        for item in &repeated {
            self.refuse(item);
        }
    }

    /// Every row that a merge keeps from being read; its problem names the first only.
    fn merged_rows(&self) -> Vec<Place> {
        let merged: BTreeSet<Place> = self
            .diagnostics
            .iter()
            .filter(|problem| problem.code == Code::ReportMerged)
            .filter_map(|problem| problem.place.clone())
            .collect();
        let mut rows = Vec::new();
        for table in self.tables() {
            for range in &table.merged {
                if merged.contains(&self.place(table, range.top, range.left)) {
                    let lines = table.rows.iter().filter(|row| has_words(row)).map(|row| row.line);
                    let lines = lines.filter(|line| (range.top..=range.bottom).contains(line));
                    rows.extend(lines.map(|line| self.place(table, line, 1)));
                }
            }
        }
        rows
    }

    /// What is written in the rows refused: among it the identifiers of their items.
    pub(super) fn refused_words(&self) -> BTreeSet<&str> {
        let rows = self.tables().flat_map(|table| {
            let is_refused = |row: &&RawRow| self.refused.contains(&self.place(table, row.line, 1));
            table.rows.iter().filter(is_refused)
        });
        rows.flat_map(|row| &row.cells).map(|cell| cell.text.trim()).collect()
    }

    /// Whether nothing is written under the heading of `wanted` in the row at `place`.
    fn is_blank(&self, place: &Place, wanted: Field) -> bool {
        let Position::Cell { sheet, row, .. } = &place.position else { return false };
        let is_it = |table: &&RawTable| table.sheet.as_deref() == Some(&**sheet);
        let Some(table) = self.tables().find(is_it) else { return false };
        let column = table.rows.iter().find_map(|header| {
            let has_id = header.cells.iter().any(|cell| field(&cell.text) == Some(Field::Id));
            let at = header.cells.iter().position(|cell| field(&cell.text) == Some(wanted));
            has_id.then_some(at)
        });
        let cells = table.rows.iter().find(|own| own.line == *row).map(|own| &own.cells);
        let cell = column.flatten().zip(cells).and_then(|(at, cells)| cells.get(at));
        cell.is_none_or(|cell| matches!(cell.text.trim(), "" | "-" | "–"))
    }

    fn tables(&self) -> impl Iterator<Item = &RawTable> {
        self.document.pieces.iter().filter_map(|piece| match piece {
            Piece::Table(table) => Some(table),
            Piece::Text(_) => None,
        })
    }

    fn place(&self, table: &RawTable, row: u32, column: u32) -> Place {
        let sheet = table.sheet.as_deref().unwrap_or_default();
        Place::cell(Arc::clone(&self.file), sheet, row, column)
    }

    /// The document without the rows refused.
    pub(super) fn accepted_part(&self) -> RawDocument {
        let mut document = self.document.clone();
        for piece in &mut document.pieces {
            if let Piece::Table(table) = piece {
                let sheet = table.sheet.clone().unwrap_or_default();
                let place = |line| Place::cell(Arc::clone(&self.file), &sheet, line, 1);
                table.rows.retain(|row| !self.refused.contains(&place(row.line)));
            }
        }
        document
    }

    /// Refuses the rows about an item.
    pub(super) fn refuse(&mut self, item: &Id) {
        let (out, kept) =
            std::mem::take(&mut self.rows).into_iter().partition(|row| row.item == *item);
        self.rows = kept;
        let out: Vec<Row> = out;
        self.refused.extend(out.iter().map(|row| row_of(&row.place)));
    }
}

fn has_words(row: &RawRow) -> bool {
    row.cells.iter().any(|cell| !cell.text.is_empty())
}

/// The row a cell stands in.
fn row_of(place: &Place) -> Place {
    let mut place = place.clone();
    if let Position::Cell { column, .. } = &mut place.position {
        *column = 1;
    }
    place
}

fn is_of_whole_file(problem: &Diagnostic) -> bool {
    problem.severity == Severity::Error
        && problem.place.as_ref().is_none_or(|place| place.position == Position::File)
}
