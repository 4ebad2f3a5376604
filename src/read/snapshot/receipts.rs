//! Whoever reported has handed something in: figures without a receipt would be shown beside “not handed in”.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Known;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Id, Snapshot};

/// Warns of each agency of which there are figures in the snapshot and no receipt, once.
pub(super) fn check(snapshot: &Snapshot, known: &Known<'_>, diagnostics: &mut Diagnostics) {
    let reports = snapshot.reports.iter().map(|one| (&one.reported_by, &one.provenance));
    let values = snapshot.observations.iter().map(|one| (&one.reported_by, &one.provenance));
    let mut told: BTreeSet<&Id> = BTreeSet::new();
    for (agency, at) in reports.chain(values) {
        let Some(agency) = agency else { continue };
        let has_receipt = snapshot.submissions.iter().any(|one| one.agency == *agency);
        if has_receipt || !told.insert(agency) {
            continue;
        }
        let place = match &at.sheet {
            Some(sheet) => Place::cell(Arc::clone(&at.file), sheet, at.line_first, 1),
            None => Place::line(Arc::clone(&at.file), at.line_first),
        };
        let name = known.agency_name(agency);
        let message = format!("có số liệu của {name} nhưng chưa ghi ngày nhận báo cáo");
        diagnostics.push(Diagnostic::new(Code::ReportUnreceived, place, message).suggestion(
            format!(
                "thêm vào {} khối [[received]] với agency = \"{agency}\" và on = ngày nhận",
                snapshot.provenance.file
            ),
        ));
    }
}
