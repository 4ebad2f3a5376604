//! Whoever reported has handed something in: figures without a receipt would be shown beside “not handed in”, and nobody
//! hands in what has not happened yet.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Known;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Date, Id, Provenance, Snapshot};
use crate::vietnamese::date as shown;

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
        let place = place(at);
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

/// Reports each figure and each completion that is of a later day than the one its agency's last report came in on, as
/// `received_on` tells it: then one of both days is wrong.
pub(super) fn check_days(
    snapshot: &Snapshot,
    received_on: impl Fn(&Id) -> Option<Date>,
    diagnostics: &mut Diagnostics,
) {
    let reports = snapshot
        .reports
        .iter()
        .filter_map(|one| Some((&one.task, one.completed_on?, &one.reported_by, &one.provenance)));
    let values = snapshot
        .observations
        .iter()
        .map(|one| (&one.indicator, one.value_date, &one.reported_by, &one.provenance));
    for (item, of, agency, at) in reports.chain(values) {
        let Some(on) = agency.as_ref().and_then(&received_on).filter(|on| *on < of) else {
            continue;
        };
        let message =
            format!("số liệu của ngày {} trong báo cáo nhận ngày {}", shown(of), shown(on));
        diagnostics.push(
            Diagnostic::new(Code::ReportBeforeData, place(at), message)
                .item(item)
                .allowed(format!("đến ngày {}, ngày nhận báo cáo", shown(on)))
                .suggestion("sửa ngày của số liệu, hoặc ngày nhận báo cáo trong snapshot.toml"),
        );
    }
}

/// The day the last report of an agency came in.
pub(super) fn last_receipt(snapshot: &Snapshot, agency: &Id) -> Option<Date> {
    let own = snapshot.submissions.iter().filter(|one| one.agency == *agency);
    own.map(|one| one.received_on).max()
}

/// Where something was read.
fn place(at: &Provenance) -> Place {
    match &at.sheet {
        Some(sheet) => Place::cell(Arc::clone(&at.file), sheet, at.line_first, 1),
        None => Place::line(Arc::clone(&at.file), at.line_first),
    }
}
