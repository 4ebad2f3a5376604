//! `[[report]]` and `standing_body`: how often the work of a plan is reported, quoted from its own text.

use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Lines, Place};
use crate::model::{Date, DayLimit, Id, PeriodKind, Provenance, ReportingDuty, ReportingRegime};
use crate::read::toml::read_toml;
use crate::read::value::read_iso_date;
use crate::vietnamese::fold_whitespace;

use super::context::Context;
use super::manifest::ManifestFile;
use super::stitch::Part;
use super::texts;

/// The word for reports that are sent only when somebody asks.
const ON_REQUEST: &str = "request";

/// `[[report]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenDuty {
    every: Spanned<String>,
    #[serde(default)]
    before: Option<Spanned<String>>,
    #[serde(default)]
    items: Vec<Spanned<String>>,
    #[serde(default)]
    reporters: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    onward: String,
    #[serde(default)]
    quote: Option<Spanned<String>>,
}

/// `congkhai.toml`, as far as it says when reports are due.
#[derive(Deserialize)]
struct WrittenDefaults {
    #[serde(default)]
    report: Vec<WrittenDuty>,
}

/// The duties `congkhai.toml` declares for plans that say nothing themselves.
pub(in crate::read) fn read_defaults(
    file: &Arc<str>,
    text: &str,
    diagnostics: &mut Diagnostics,
) -> Vec<ReportingDuty> {
    // A file that is no TOML at all is reported where the settings are read.
    if text.parse::<toml::Table>().is_err() {
        return Vec::new();
    }
    let Some(written) = read_toml::<WrittenDefaults>(file, text, diagnostics) else {
        return Vec::new();
    };
    let lines = Lines::new(file, text);
    let place = |span: std::ops::Range<usize>| lines.span(span);
    written.report.iter().filter_map(|duty| check(duty, &place, diagnostics)).collect()
}

/// The regime `plan.toml` declares; every clause must stand in the document, every item in the plan.
pub(super) fn read(
    manifest: &ManifestFile<'_>,
    parts: &[Part],
    context: &mut Context<'_>,
) -> ReportingRegime {
    let written = &manifest.written;
    let mut regime = ReportingRegime::default();
    for one in &written.reports {
        let place = |span| manifest.place_of(span);
        let Some(mut duty) = check(one, &place, context.diagnostics) else { continue };
        match &one.quote {
            Some(quote) => cite(&mut duty, quote, manifest, parts, context),
            None => context.diagnostics.push(
                Diagnostic::new(
                    Code::QuoteNotFound,
                    manifest.place(&one.every),
                    "`[[report]]` thiếu `quote`",
                )
                .allowed("chép đúng từng chữ câu quy định chế độ báo cáo trong văn bản"),
            ),
        }
        for item in &one.items {
            let is_known = context.plan.tasks.iter().any(|task| task.id.as_str() == item.get_ref())
                || context.plan.indicators.iter().any(|one| one.id.as_str() == item.get_ref());
            if !is_known {
                let message = format!(
                    "`{}` không phải mã chỉ tiêu hay nhiệm vụ của văn bản này",
                    item.get_ref()
                );
                let ids = context.plan.tasks.iter().map(|task| task.id.as_str());
                let ids = ids.chain(context.plan.indicators.iter().map(|one| one.id.as_str()));
                context.diagnostics.push(
                    Diagnostic::new(Code::TomlSyntax, manifest.place(item), message)
                        .allowed(format!("mã như `{}-nv-…` hoặc `{0}-ct-…`", context.plan.id))
                        .nearest(item.get_ref(), ids),
                );
            }
        }
        regime.duties.push(duty);
    }
    regime.until = written
        .report_until
        .as_ref()
        .and_then(|day| read_iso_date(day.get_ref(), &manifest.place(day), context.diagnostics));
    if let Some(body) = &written.standing_body {
        let plan = context.plan.id.clone();
        let read = context.responsibility(body.get_ref(), &manifest.place(body), &plan);
        regime.standing_body = read.members.into_iter().next().map(|member| member.agency);
    }
    regime
}

/// Notes where the clause stands, or that it does not.
fn cite(
    duty: &mut ReportingDuty,
    quote: &Spanned<String>,
    manifest: &ManifestFile<'_>,
    parts: &[Part],
    context: &mut Context<'_>,
) {
    let Some(line) = texts::find(parts, &duty.quote).first().copied() else {
        let message = format!("không thấy câu “{}” trong văn bản {}", duty.quote, context.file);
        context.diagnostics.push(
            Diagnostic::new(Code::QuoteNotFound, manifest.place(quote), message).allowed(
                "chép đúng từng chữ một đoạn liền trong văn bản (khoảng trắng không tính)",
            ),
        );
        return;
    };
    let file = Arc::clone(&context.file);
    duty.provenance = Provenance { file, line_first: line, line_last: line, sheet: None };
}

/// A duty with its words understood; nothing when it does not say how often.
fn check(
    written: &WrittenDuty,
    place: &dyn Fn(std::ops::Range<usize>) -> Place,
    diagnostics: &mut Diagnostics,
) -> Option<ReportingDuty> {
    let word = written.every.get_ref().as_str();
    let at = place(written.every.span());
    let every = PeriodKind::ALL.iter().find(|kind| kind.1 == word).map(|kind| kind.0);
    let is_on_request = word == ON_REQUEST;
    if every.is_none() && !is_on_request {
        let words = PeriodKind::ALL.iter().map(|kind| kind.1).chain([ON_REQUEST]);
        diagnostics.push(
            Diagnostic::new(Code::TomlSyntax, at.clone(), format!("không có kỳ báo cáo `{word}`"))
                .allowed(words.clone().collect::<Vec<_>>().join(", "))
                .nearest(word, words),
        );
    }
    let before = written.before.as_ref().and_then(|before| {
        let limit = limit(before.get_ref());
        if limit.is_none() {
            let message = format!("`{}` không phải một ngày trong năm", before.get_ref());
            diagnostics.push(
                Diagnostic::new(Code::TomlSyntax, place(before.span()), message).allowed(
                    "`20` (trước ngày 20 của tháng cuối kỳ) hoặc `20/11` (trước ngày 20/11); bỏ khóa này khi văn \
                     bản không nêu ngày",
                ),
            );
        }
        limit
    });
    if let Some(before) = written.before.as_ref().filter(|_| is_on_request) {
        let message = format!("báo cáo theo yêu cầu (`{ON_REQUEST}`) không có hạn gửi");
        diagnostics.push(
            Diagnostic::new(Code::TomlSyntax, place(before.span()), message)
                .suggestion("bỏ khóa `before`, hoặc ghi `every` là kỳ mà văn bản nêu"),
        );
    }
    if every.is_none() && !is_on_request {
        return None;
    }
    let line = at.line_number().unwrap_or(1);
    Some(ReportingDuty {
        every,
        before: before.filter(|_| !is_on_request),
        items: written.items.iter().filter_map(|item| Id::new(item.get_ref())).collect(),
        reporters: fold_whitespace(&written.reporters),
        receiver: fold_whitespace(&written.to),
        onward: fold_whitespace(&written.onward),
        quote: written
            .quote
            .as_ref()
            .map_or_else(String::new, |one| fold_whitespace(one.get_ref())),
        provenance: Provenance {
            file: Arc::clone(&at.file),
            line_first: line,
            line_last: line,
            sheet: None,
        },
    })
}

/// "20" or "20/11".
fn limit(text: &str) -> Option<DayLimit> {
    let number = |text: &str| text.trim().parse::<i8>().ok();
    match text.split_once('/') {
        None => number(text).filter(|day| (1..=31).contains(day)).map(DayLimit::OfLastMonth),
        Some((day, month)) => {
            let (day, month) = (number(day)?, number(month)?);
            // A leap year has every day there is.
            Date::new(2024, month, day).ok().map(|_| DayLimit::OfYear(month, day))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_a_day_of_the_month_or_of_the_year() {
        assert_eq!(limit("20"), Some(DayLimit::OfLastMonth(20)));
        assert_eq!(limit("20/11"), Some(DayLimit::OfYear(11, 20)));
        for text in ["", "0", "32", "31/2", "20/13", "20/11/2026", "hai mươi"] {
            assert_eq!(limit(text), None, "{text}");
        }
    }
}
