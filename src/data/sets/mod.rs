//! The datasets, one file each: its columns and how its rows are made, in the same order.

pub(super) mod agency;
pub(super) mod assignment;
pub(super) mod change;
pub(super) mod citation;
pub(super) mod course;
pub(super) mod finding;
pub(super) mod indicator;
pub(super) mod observation;
pub(super) mod plan;
pub(super) mod reference;
pub(super) mod report;
pub(super) mod snapshot;
pub(super) mod target;
pub(super) mod task;

use super::schema::{Column, Type};
use super::table::{Row, Source};
use crate::model::{Citation, Id, Plan, Responsibility, Section};

/// Last column of datasets of reports.
const ILLUSTRATIVE: Column = Column::new(
    "illustrative",
    Type::Boolean,
    "Minh họa",
    "Illustrative",
    "true khi hàng này dựa trên số liệu được đặt ra để giới thiệu cách dùng, không phải số liệu thật",
)
.required();

/// How the rows of each dataset are made, in the order of [`super::DATASETS`].
pub(super) const ROWS: &[fn(Source<'_>) -> Vec<Row>] = &[
    plan::rows,
    indicator::rows,
    target::rows,
    task::rows,
    assignment::rows,
    agency::rows,
    reference::rows,
    citation::rows,
    snapshot::rows,
    observation::rows,
    report::rows,
    course::rows,
    change::rows,
    finding::rows,
];

/// Mark and title of a section.
fn section<'a>(plan: &'a Plan, id: &Id) -> (&'a str, &'a str) {
    plan.section(id).map_or(("", ""), |Section { mark, title, .. }| (mark, title))
}

/// The agencies of a cell, in printed order, each once.
fn agencies(responsibility: &Responsibility) -> Vec<&Id> {
    let mut ids: Vec<&Id> = Vec::new();
    for member in &responsibility.members {
        if !ids.contains(&&member.agency) {
            ids.push(&member.agency);
        }
    }
    ids
}

/// The documents cited, in printed order, each once.
fn references(citations: &[Citation]) -> Vec<&Id> {
    let mut ids: Vec<&Id> = Vec::new();
    for citation in citations {
        if !ids.contains(&&citation.reference) {
            ids.push(&citation.reference);
        }
    }
    ids
}
