//! The same item twice in one snapshot: the same words once, different ones as a problem.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Id, Observation, Provenance, Snapshot, TaskReport};
use crate::vietnamese::decimal;

/// Reports contradictions and drops what came twice.
///
/// Of contradicting rows the first stays. Co-leads may each tell how it went; state, date and percentage
/// must agree.
pub(super) fn check(snapshot: &mut Snapshot, diagnostics: &mut Diagnostics) {
    let mut values: BTreeMap<_, Observation> = BTreeMap::new();
    snapshot.observations.retain(|second| {
        let key = (second.indicator.clone(), second.value_date);
        let Some(first) = values.get(&key) else {
            values.insert(key, second.clone());
            return true;
        };
        if (first.value, first.nature) != (second.value, second.nature) {
            let told = |one: &Observation| {
                format!("{} ({})", decimal(&one.value), one.nature.label().to_lowercase())
            };
            let said = (told(first), told(second));
            push(&second.indicator, &first.provenance, &second.provenance, &said, diagnostics);
        }
        false
    });
    let mut reports: BTreeMap<_, TaskReport> = BTreeMap::new();
    snapshot.reports.retain(|second| {
        let key = (second.task.clone(), second.milestone);
        let Some(first) = reports.get(&key) else {
            reports.insert(key, second.clone());
            return true;
        };
        let facts = |one: &TaskReport| {
            let end = one.extension.as_ref().map(|extension| extension.new_end);
            (one.reported_status, one.completed_on, one.percent, end)
        };
        if facts(first) != facts(second) {
            let said = (told(first), told(second));
            push(&second.task, &first.provenance, &second.provenance, &said, diagnostics);
            return false;
        }
        first.reported_by != second.reported_by
    });
}

fn told(report: &TaskReport) -> String {
    let date = crate::vietnamese::date;
    let end = report.extension.as_ref().map(|extension| extension.new_end);
    let words = [
        Some(format!("“{}”", report.status_text)),
        report.completed_on.map(|on| format!("ngày {}", date(on))),
        report.percent.map(|percent| format!("{}%", decimal(&percent))),
        end.map(|end| format!("gia hạn đến {}", date(end))),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn push(
    item: &Id,
    first: &Provenance,
    second: &Provenance,
    (before, after): &(String, String),
    diagnostics: &mut Diagnostics,
) {
    let place = |at: &Provenance| match &at.sheet {
        Some(sheet) => Place::cell(Arc::clone(&at.file), sheet, at.line_first, 1),
        None => Place::line(Arc::clone(&at.file), at.line_first),
    };
    let message = format!("`{item}` đã báo cáo là {before} ở {}, ở đây là {after}", place(first));
    diagnostics.push(
        Diagnostic::new(Code::ReportRepeated, place(second), message)
            .allowed("mỗi mục một số liệu trong một kỳ")
            .suggestion("giữ dòng đúng, xóa dòng kia")
            .item(item),
    );
}
