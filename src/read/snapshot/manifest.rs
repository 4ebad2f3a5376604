//! `snapshot.toml`: which period, closed and published when, and what came in from whom.

use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Lines, Place};
use crate::model::{Date, Id, Period, Provenance, Submission};
use crate::read::toml::read_toml;
use crate::read::value::read_iso_date;
use crate::vietnamese::date as shown;

use super::Known;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    period: Spanned<String>,
    as_of: Spanned<String>,
    published_on: Option<Spanned<String>>,
    sealed_late: Option<Spanned<String>>,
    #[serde(default)]
    illustrative: bool,
    #[serde(default)]
    received: Vec<WrittenReceived>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenReceived {
    agency: Spanned<String>,
    on: Spanned<String>,
    file: Option<Spanned<String>>,
}

/// `snapshot.toml`, checked.
#[derive(Clone, Debug)]
pub(super) struct Manifest {
    pub(super) period: Period,
    pub(super) as_of: Date,
    pub(super) published_on: Option<Date>,
    pub(super) sealed_late: Option<String>,
    pub(super) is_illustrative: bool,
    pub(super) submissions: Vec<Submission>,
}

/// Reads it; nothing when period or as-of date cannot be read.
pub(super) fn read(
    folder: &Id,
    file: &Arc<str>,
    text: &str,
    known: &Known<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Manifest> {
    let written: Written = read_toml(file, text, diagnostics)?;
    let lines = Lines::new(file, text);
    let place = |value: &Spanned<String>| lines.span(value.span());
    let date = |value: &Spanned<String>, diagnostics: &mut Diagnostics| {
        read_iso_date(value.get_ref(), &place(value), diagnostics)
    };
    let period = period(folder, &written.period, &place(&written.period), diagnostics);
    let as_of = date(&written.as_of, diagnostics);
    let published_on =
        written.published_on.as_ref().and_then(|published| date(published, diagnostics));
    let mut submissions = Vec::new();
    for received in &written.received {
        let name = received.agency.get_ref();
        let Some(agency) = known.agency(name, &place(&received.agency), diagnostics) else {
            continue;
        };
        let at = place(&received.agency);
        let line = at.line_number().unwrap_or(1);
        let Some(received_on) = date(&received.on, diagnostics) else { continue };
        submissions.push(Submission {
            agency,
            received_on,
            file: received.file.as_ref().map(|file| file.get_ref().clone()),
            provenance: Provenance {
                file: Arc::clone(file),
                line_first: line,
                line_last: line,
                sheet: None,
            },
        });
    }
    let (period, as_of) = period.zip(as_of)?;
    if as_of < period.first_day() {
        let message =
            format!("chốt số liệu ngày {} trước khi kỳ bắt đầu ({})", shown(as_of), period.label());
        diagnostics.push(
            Diagnostic::new(Code::SnapshotDates, place(&written.as_of), message)
                .allowed(format!("từ ngày {}", shown(period.first_day()))),
        );
    }
    if let (Some(published), Some(on)) = (&written.published_on, published_on)
        && on < as_of
    {
        let message = format!("công bố ngày {} trước ngày chốt số liệu", shown(on));
        diagnostics.push(
            Diagnostic::new(Code::SnapshotDates, place(published), message)
                .allowed(format!("từ ngày {}", shown(as_of))),
        );
    }
    for submission in submissions.iter().filter(|one| one.received_on < period.first_day()) {
        let line = submission.provenance.line_first;
        let on = shown(submission.received_on);
        let message = format!("nhận báo cáo ngày {on}, trước khi kỳ bắt đầu ({})", period.label());
        diagnostics.push(
            Diagnostic::new(Code::SnapshotDates, Place::line(Arc::clone(file), line), message)
                .allowed(format!("từ ngày {}", shown(period.first_day()))),
        );
    }
    let sealed_late = written.sealed_late.map(|reason| (place(&reason), reason.into_inner()));
    if let Some((at, reason)) = &sealed_late
        && (reason.chars().any(char::is_control) || !reason.chars().any(char::is_alphanumeric))
    {
        let message = "`sealed_late` không nói lý do, hoặc có nhiều dòng";
        diagnostics.push(
            Diagnostic::new(Code::SnapshotDates, at.clone(), message)
                .allowed("một dòng chữ, ví dụ \"Chờ Cục Thống kê công bố số chính thức\""),
        );
    }
    let sealed_late = sealed_late.map(|(_, reason)| reason);
    let is_illustrative = written.illustrative;
    Some(Manifest { period, as_of, published_on, sealed_late, is_illustrative, submissions })
}

fn period(
    folder: &Id,
    written: &Spanned<String>,
    place: &Place,
    diagnostics: &mut Diagnostics,
) -> Option<Period> {
    let text = written.get_ref();
    let period = Period::parse(text);
    let problem = match period {
        Some(period) if period.id() == *folder => return Some(period),
        Some(_) => format!("kỳ `{text}` khác tên thư mục `{folder}`"),
        None => format!("`{text}` không phải kỳ báo cáo"),
    };
    diagnostics.push(
        Diagnostic::new(Code::SnapshotPeriod, place.clone(), problem).allowed(
            "`2026-03` (tháng), `2026-q1` (quý), `2026-h1` (6 tháng), `2026-9m` (9 tháng), `2026` (năm)",
        ),
    );
    // The folder is what addresses are made of.
    Period::parse(folder.as_str()).or(period)
}
