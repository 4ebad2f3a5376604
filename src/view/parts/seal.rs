//! Seals of published periods and the corrections declared since.

use serde::Serialize;

use crate::model::{Id, LedgerCorrection, LedgerEntry, Period, Snapshot};
use crate::vietnamese;
use crate::view::ground::Portal;
use crate::view::ground::link::{Link, item_link, period_link};

/// Where the folders of the snapshots lie.
const FOLDER: &str = "seeds/snapshots/";

/// What the ledger says of a period.
#[derive(Clone, Debug, Serialize)]
pub struct SealView<'a> {
    /// The day it was sealed.
    pub published_on: String,
    /// SHA-256 of what was reported.
    pub content_sha256: &'a str,
    /// The same after the last declared correction, if there is one.
    pub corrected_sha256: Option<&'a str>,
    /// SHA-256 of the entry.
    pub sha256: &'a str,
    /// SHA-256 of the entry before.
    pub previous_sha256: &'a str,
    /// Why it was sealed after a period that was closed later; nothing when it was not.
    pub sealed_late: Option<&'a str>,
    /// Whether there is none before.
    pub is_first: bool,
}

impl<'a> SealView<'a> {
    /// The seal of a period; nothing when it is not in the ledger.
    pub fn new(portal: &Portal<'a>, period: Period) -> Option<Self> {
        let ledger = &portal.site.ledger;
        let entry: &'a LedgerEntry = ledger.entry(period)?;
        let mut changes = ledger.corrections.iter().filter_map(|one| one.content.as_ref());
        let last = changes.rfind(|change| change.period == period);
        Some(Self {
            published_on: vietnamese::date(entry.published_on),
            content_sha256: &entry.content_sha256,
            corrected_sha256: last.map(|change| change.new_sha256.as_str()),
            sha256: &entry.sha256,
            previous_sha256: &entry.previous_sha256,
            sealed_late: entry.sealed_late.as_deref(),
            is_first: entry.previous_sha256.bytes().all(|digit| digit == b'0'),
        })
    }
}

/// A declared correction: both sides, when and why.
#[derive(Clone, Debug, Serialize)]
pub struct DeclaredView<'a> {
    /// When it was declared.
    pub date: String,
    /// The same for machines.
    pub date_iso: String,
    /// Why.
    pub reason: &'a str,
    /// The task or indicator, if a figure is named.
    pub item: Option<Link<'a>>,
    /// Its identifier.
    pub item_id: Option<&'a str>,
    /// What of it: "Giá trị".
    pub field: Option<&'a str>,
    /// What was published.
    pub old_value: Option<&'a str>,
    /// What stands now.
    pub new_value: Option<&'a str>,
    /// The file that changed.
    pub file: Option<&'a str>,
    /// The period it is about.
    pub period: Option<Link<'a>>,
}

impl<'a> DeclaredView<'a> {
    /// All corrections of what the site shows, newest first.
    pub fn all(portal: &Portal<'a>) -> Vec<Self> {
        Self::list(portal, |_| true)
    }

    /// The corrections of one period, newest first.
    pub fn of_period(portal: &Portal<'a>, period: Period) -> Vec<Self> {
        Self::list(portal, |correction| period_of(correction) == Some(period))
    }

    /// The corrections of the figures of a task or indicator, newest first.
    pub fn of_item(portal: &Portal<'a>, item: &'a Id) -> Vec<Self> {
        let known = portal.site.ledger.corrections_of(item.as_str());
        let mut views: Vec<Self> =
            known.filter_map(|(correction, _)| Self::new(portal, correction)).collect();
        views.reverse();
        views
    }

    /// The corrections of a value reported in `snapshot` that led to one of the words `now`, oldest first.
    pub fn of_value(
        portal: &Portal<'a>,
        item: &'a Id,
        snapshot: &Snapshot,
        now: &[String],
    ) -> Vec<Self> {
        let known = portal.site.ledger.corrections_of(item.as_str());
        let own = known.filter(|(correction, figure)| {
            let is_value = figure.field.is_empty() || figure.field == "value";
            let is_now = now.contains(&figure.new_value);
            is_value && is_now && period_of(correction) == Some(snapshot.period)
        });
        own.filter_map(|(correction, _)| Self::new(portal, correction)).collect()
    }

    fn list(portal: &Portal<'a>, is_wanted: impl Fn(&LedgerCorrection) -> bool) -> Vec<Self> {
        let known = portal.site.ledger.corrections.iter().rev();
        known
            .filter(|correction| is_wanted(correction))
            .filter_map(|correction| Self::new(portal, correction))
            .collect()
    }

    /// A correction with its links; nothing when it is about a period the site does not show.
    fn new(portal: &Portal<'a>, correction: &'a LedgerCorrection) -> Option<Self> {
        let period = match period_of(correction) {
            Some(period) => {
                let (snapshot, _) = portal.stages().find(|(one, _)| one.period == period)?;
                Some(period_link(snapshot))
            }
            None => None,
        };
        let figure = correction.figure.as_ref();
        let item = figure.and_then(|figure| Id::new(figure.item.as_str()));
        Some(Self {
            date: vietnamese::date(correction.date),
            date_iso: correction.date.to_string(),
            reason: correction.reason.trim(),
            item: item.and_then(|id| item_link(portal, &id)),
            item_id: figure.map(|figure| figure.item.as_str()),
            field: figure.map(|figure| label(&figure.field)).filter(|field| !field.is_empty()),
            old_value: figure.map(|figure| figure.old_value.as_str()),
            new_value: figure.map(|figure| figure.new_value.as_str()),
            file: correction.file.as_ref().map(|file| &*file.path),
            period,
        })
    }
}

/// The period a correction is about; nothing when it is about a plan.
fn period_of(correction: &LedgerCorrection) -> Option<Period> {
    if let Some(content) = &correction.content {
        return Some(content.period);
    }
    let file = correction.file.as_ref()?;
    let (folder, _) = file.path.strip_prefix(FOLDER)?.split_once('/')?;
    Period::parse(folder)
}

/// What a column holds, for people.
fn label(field: &str) -> &str {
    match field {
        "value" => "Giá trị",
        "value_date" => "Ngày của số liệu",
        "nature" => "Cách đếm",
        "note" => "Ghi chú",
        "evidence" => "Minh chứng",
        "reported_by" => "Cơ quan báo cáo",
        "reported_status" => "Tình trạng",
        "completed_on" => "Ngày hoàn thành",
        "percent" => "Mức hoàn thành",
        "result" => "Kết quả",
        "product" => "Sản phẩm",
        "difficulties" => "Khó khăn",
        "proposals" => "Kiến nghị",
        other => other,
    }
}
