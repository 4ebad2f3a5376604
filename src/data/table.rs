//! Rows of a dataset, cleaned: the same for every format.

use serde::{Serialize, Serializer};

use super::clean::clean;
use super::schema::Dataset;
use super::shard::Shard;
use super::value::Value;
use crate::derive::Derived;
use crate::diagnostic::{Diagnostic, Place};
use crate::model::{Amendment, Date, Id, Provenance, Site, Snapshot};

/// A dataset with its rows.
#[derive(Clone, Debug)]
pub struct Table {
    /// What the columns are.
    pub dataset: &'static Dataset,
    /// The rows, in document order.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The thing it is about, for rows that have a page of their own.
    #[serde(serialize_with = "id_as_text")]
    pub id: Option<Id>,
    /// One value for each column.
    pub values: Vec<Value>,
    /// Where it was read; no file says so.
    #[serde(skip)]
    pub place: Option<Place>,
}

#[expect(clippy::ref_option, reason = "serde đưa vào đúng kiểu của trường")]
fn id_as_text<S: Serializer>(id: &Option<Id>, serializer: S) -> Result<S::Ok, S::Error> {
    id.as_ref().map(Id::as_str).serialize(serializer)
}

impl Row {
    /// A row that is part of another thing's page.
    pub(super) fn new(place: Option<Place>, values: Vec<Value>) -> Self {
        Self { id: None, values, place }
    }

    /// A row with a page of its own.
    pub(super) fn of(id: &Id, place: Option<Place>, values: Vec<Value>) -> Self {
        Self { id: Some(id.clone()), values, place }
    }
}

/// What rows are made of.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) site: &'a Site,
    pub(super) derived: &'a Derived,
    /// Findings to publish.
    pub(super) quality: &'a [Diagnostic],
    /// The things to make rows about; everything, if not said.
    pub(super) only: Option<Shard>,
}

impl<'a> Source<'a> {
    /// Whether rows about one of these things are asked for.
    pub(super) fn wants<'i>(self, things: impl IntoIterator<Item = &'i Id>) -> bool {
        self.only.is_none_or(|only| things.into_iter().any(|id| only.has(id)))
    }

    /// The snapshots known on the as-of date, oldest first.
    pub(super) fn snapshots(self) -> impl Iterator<Item = &'a Snapshot> {
        let as_of = self.derived.progress.as_ref().map(|progress| progress.as_of);
        self.site.snapshots.iter().filter(move |snapshot| Some(snapshot.as_of) <= as_of)
    }

    /// The day amendments hold on: the as-of date, or any day without snapshots.
    pub(super) fn day(self) -> Date {
        self.derived.progress.as_ref().map_or(Date::MAX, |progress| progress.as_of)
    }

    /// Whether what is known on the as-of date rests on made-up figures.
    pub(super) fn is_illustrative(self) -> bool {
        let as_of = self.derived.progress.as_ref().map(|progress| progress.as_of);
        self.snapshots().any(|snapshot| snapshot.is_illustrative)
            || self.site.amendments.iter().any(|one| one.is_illustrative && Some(one.date) <= as_of)
    }

    /// The same as a cell; unknown where nothing is judged.
    pub(super) fn illustrative(self) -> Value {
        let is_judged = self.derived.progress.is_some();
        if is_judged { Value::Boolean(self.is_illustrative()) } else { Value::Null }
    }

    /// Whether a snapshot, one before it or an amendment in force then is made up: what is judged in it rests on all of them.
    pub(super) fn is_illustrative_until(self, snapshot: &Id) -> bool {
        let Some(last) = self.snapshots().position(|one| one.id == *snapshot) else { return false };
        let amendments = &self.site.amendments;
        self.snapshots().take(last + 1).any(|known| {
            let is_made_up = |one: &Amendment| one.is_illustrative && one.date <= known.as_of;
            known.is_illustrative || amendments.iter().any(is_made_up)
        })
    }
}

impl Table {
    /// The table of a dataset; [`clean`] says what its cells may hold, [`super::clean::check`] what is wrong with them.
    pub(super) fn new(source: Source<'_>, dataset: &'static Dataset) -> Self {
        let mut table = Self { dataset, rows: (dataset.rows)(source) };
        clean(&mut table);
        table
    }
}

/// Bytes of the cells as text, about: what is no text is short.
pub(super) fn text_length(rows: &[Row]) -> usize {
    let length = |value: &Value| match value {
        Value::Text(text) => text.len(),
        Value::List(items) => items.iter().map(|item| item.len() + 3).sum(),
        _ => 10,
    };
    rows.iter().flat_map(|row| &row.values).map(length).sum()
}

/// The line or row something was read from.
pub(super) fn place(provenance: &Provenance) -> Place {
    match &provenance.sheet {
        Some(sheet) => Place::cell(provenance.file.clone(), sheet, provenance.line_first, 1),
        None => Place::line(provenance.file.clone(), provenance.line_first),
    }
}
