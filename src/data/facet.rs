//! Ready-made parts of the tables of tasks and indicators: by lead agency, plan, section and status.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::format::csv;
use super::schema::Type;
use super::table::{Row, Table};
use super::value::Value;
use crate::diagnostic::Diagnostics;
use crate::model::{Id, Site};
use crate::tree::Group;

/// A part of a table, as listed for downloading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    /// Address of the page that shows the same rows, below the site's root.
    pub page: String,
    /// Path of the CSV file.
    pub path: String,
    /// What it holds, for people ("Nhiệm vụ", "Nhiệm vụ quá hạn").
    pub label: String,
    /// Number of rows.
    pub rows: usize,
}

/// The section of each thing of the site by the thing's id, if `table` has parts at all.
pub(super) fn sections<'a>(site: &'a Site, table: &Table) -> BTreeMap<&'a str, &'a str> {
    let mut sections: BTreeMap<&str, &str> = BTreeMap::new();
    for plan in site.plans.iter().filter(|_| has_parts(table)) {
        let of = |(id, section): (&'a Id, &'a Id)| (id.as_str(), section.as_str());
        sections.extend(plan.tasks.iter().map(|task| of((&task.id, &task.section))));
        sections.extend(plan.indicators.iter().map(|one| of((&one.id, &one.section))));
    }
    sections
}

fn has_parts(table: &Table) -> bool {
    table.dataset.column("lead_ids").is_some()
}

/// Adds the parts of a table, if it has any, below the folder of its edition.
pub(super) fn facets(
    folder: &str,
    table: &Table,
    sections: &BTreeMap<&str, &str>,
    group: &Group<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Facet> {
    let Table { dataset, rows } = table;
    if !has_parts(table) {
        return Vec::new();
    }
    let mut parts: BTreeMap<(&str, String), Vec<&Row>> = BTreeMap::new();
    for row in rows {
        for key in keys(table, row, sections) {
            parts.entry(key).or_default().push(row);
        }
    }
    let (stem, title) = (dataset.stem, dataset.title);
    let facet = |((kind, key), part): ((&str, String), Vec<&Row>)| {
        let path = format!("{folder}/loc/{kind}/{key}/{stem}.csv");
        let rows = part.len();
        group.insert(path.clone(), csv::write(dataset, part), diagnostics);
        let (page, label) = if kind == STATUS {
            (format!("{stem}/"), format!("{title}: {}", status_label(table, &key)))
        } else {
            (format!("{kind}/{key}/"), title.to_owned())
        };
        Facet { page, path, label, rows }
    };
    parts.into_iter().map(facet).collect()
}

/// Folder of the parts by status.
const STATUS: &str = "trang-thai";

/// The parts a row belongs to: folder and key.
fn keys(table: &Table, row: &Row, sections: &BTreeMap<&str, &str>) -> Vec<(&'static str, String)> {
    let value = |name| table.dataset.column(name).map(|at| &row.values[at]);
    let mut keys = Vec::new();
    if let Some(Value::List(agencies)) = value("lead_ids") {
        keys.extend(agencies.iter().map(|agency| ("co-quan", agency.clone())));
    }
    if let Some(plan) = value("plan_id") {
        keys.push(("van-ban", plan.to_cell().into_owned()));
    }
    if let Some(section) = row.id.as_ref().and_then(|id| sections.get(id.as_str())) {
        keys.push(("linh-vuc", (*section).to_owned()));
    }
    if let Some(status) = value("status") {
        keys.push((STATUS, status.to_cell().replace('_', "-")));
    }
    keys
}

/// The label of a status, by its key.
fn status_label(table: &Table, key: &str) -> &'static str {
    let column = table.dataset.columns.iter().find(|column| column.name == "status");
    match column.map(|column| column.kind) {
        Some(Type::Enum(words)) => {
            let word = key.replace('-', "_");
            words().into_iter().find(|one| one.0 == word).map_or("", |one| one.1)
        }
        _ => "",
    }
}
