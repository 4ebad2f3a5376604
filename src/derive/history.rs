//! What changed between two snapshots, as sentences for people and rows for programs.

use std::collections::BTreeMap;

use super::status::{IndicatorJudgement, Progress, TaskJudgement};
use crate::model::{
    AmendedValue, Amendment, Date, Decimal, Id, IndicatorStatus, Site, Snapshot, TaskStatus,
};
use crate::vietnamese::{date as written, decimal, with_unit};

/// A change between two snapshots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What changed.
    pub kind: ChangeKind,
    /// The task or indicator.
    pub item: Id,
    /// What it was: a status word, an ISO date or a number with a decimal point; empty if nothing.
    pub before: String,
    /// What it is now, in the same form.
    pub after: String,
    /// The change as a sentence.
    pub sentence: String,
    /// Whether a decision declared beside the plan made it, and not a report.
    pub is_amendment: bool,
}

/// What changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// A task was completed.
    NewlyCompleted,
    /// A task's deadline passed without completion.
    NewlyOverdue,
    /// A completed task is open again.
    Reopened,
    /// A deadline was formally moved.
    DeadlineMoved,
    /// A target was changed by a decision.
    TargetChanged,
    /// Who leads or helps was changed by a decision.
    LeadChanged,
    /// The words of an item were changed by a decision.
    WordingChanged,
    /// A task was withdrawn.
    Withdrawn,
    /// A task was paused.
    Paused,
    /// A paused task goes on.
    Resumed,
    /// A target was reached.
    TargetMet,
    /// A lowered target was reached, and not the one issued.
    LoweredTargetMet,
    /// An indicator that was reached or on pace no longer is.
    FellBehind,
    /// An indicator got a value for a new day.
    FigureReported,
    /// The value of a day already reported is another now.
    FigureRevised,
}

impl ChangeKind {
    /// Every kind, its word in open data and the label people read.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::NewlyCompleted, "newly_completed", "Mới hoàn thành"),
        (Self::NewlyOverdue, "newly_overdue", "Mới quá hạn"),
        (Self::Reopened, "reopened", "Mở lại"),
        (Self::DeadlineMoved, "deadline_moved", "Dời thời hạn"),
        (Self::TargetChanged, "target_changed", "Đổi mục tiêu"),
        (Self::LeadChanged, "lead_changed", "Đổi cơ quan chủ trì, phối hợp"),
        (Self::WordingChanged, "wording_changed", "Đổi nội dung"),
        (Self::Withdrawn, "withdrawn", "Bãi bỏ"),
        (Self::Paused, "paused", "Tạm dừng"),
        (Self::Resumed, "resumed", "Tiếp tục thực hiện"),
        (Self::TargetMet, "target_met", "Đạt mục tiêu"),
        (Self::LoweredTargetMet, "lowered_target_met", "Đạt mức đã hạ"),
        (Self::FellBehind, "fell_behind", "Chậm lại"),
        (Self::FigureReported, "figure_reported", "Có số liệu mới"),
        (Self::FigureRevised, "figure_revised", "Số liệu được sửa"),
    ];

    /// The word used in open data.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|kind| kind.0 == self).map_or("", |kind| kind.1)
    }

    /// The label people read.
    pub fn label(self) -> &'static str {
        Self::ALL.iter().find(|kind| kind.0 == self).map_or("", |kind| kind.2)
    }
}

/// A snapshot and what was judged as of it.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// The snapshot.
    pub snapshot: &'a Snapshot,
    /// Everything judged as of its as-of date.
    pub progress: &'a Progress,
}

/// The changes from `before` to `after`, tasks first, both in document order; amendments before what is reported.
pub fn changes(site: &Site, before: Moment<'_>, after: Moment<'_>) -> Vec<Change> {
    let mut list = Vec::new();
    for task in site.tasks() {
        list.extend(amended(site, &task.id, before, after));
        let old = before.progress.tasks.get(&task.id);
        if let Some((old, new)) = old.zip(after.progress.tasks.get(&task.id)) {
            task_changes(old, new, &mut list);
        }
    }
    let (old_figures, new_figures) = (figures(before.snapshot), figures(after.snapshot));
    for indicator in site.indicators() {
        let id = &indicator.id;
        list.extend(amended(site, id, before, after));
        let empty = BTreeMap::new();
        let old = old_figures.get(id).unwrap_or(&empty);
        let new = new_figures.get(id).unwrap_or(&empty);
        figure_changes(id, &indicator.unit, old, new, &mut list);
        let judged = before.progress.indicators.get(id).zip(after.progress.indicators.get(id));
        if let Some((old, new)) = judged {
            indicator_changes(old, new, &mut list);
        }
    }
    list
}

fn task_changes(old: &TaskJudgement, new: &TaskJudgement, list: &mut Vec<Change>) {
    let mut push = |kind, sentence| {
        list.push(Change {
            kind,
            item: new.task.clone(),
            before: old.status.as_str().to_owned(),
            after: new.status.as_str().to_owned(),
            sentence,
            is_amendment: false,
        });
    };
    let reason = &new.reason;
    let was_done = old.status.is_completed();
    match new.status {
        now if now.is_completed() && !was_done => {
            push(ChangeKind::NewlyCompleted, reason.clone());
        }
        TaskStatus::Withdrawn if old.status != TaskStatus::Withdrawn => {
            push(ChangeKind::Withdrawn, reason.clone());
        }
        now if was_done && !now.is_completed() && now != TaskStatus::Withdrawn => {
            push(ChangeKind::Reopened, format!("Trước đó đã báo hoàn thành, nay mở lại. {reason}"));
        }
        TaskStatus::Overdue if old.status != TaskStatus::Overdue => {
            push(ChangeKind::NewlyOverdue, reason.clone());
        }
        TaskStatus::Paused if old.status != TaskStatus::Paused => {
            push(ChangeKind::Paused, reason.clone());
        }
        now if old.status == TaskStatus::Paused
            && !matches!(now, TaskStatus::Paused | TaskStatus::Overdue) =>
        {
            push(ChangeKind::Resumed, format!("Tiếp tục sau khi tạm dừng. {reason}"));
        }
        _ => {}
    }
    // Another deadline of the next milestone is no moved deadline.
    let is_same_part = old.next_milestone == new.next_milestone;
    if new.extended.is_some() && is_same_part && old.deadline != new.deadline {
        let day = |date: Option<Date>| date.map_or_else(|| "chưa có".to_owned(), written);
        list.push(Change {
            kind: ChangeKind::DeadlineMoved,
            item: new.task.clone(),
            before: iso(old.deadline),
            after: iso(new.deadline),
            sentence: format!("Thời hạn dời từ {} sang {}.", day(old.deadline), day(new.deadline)),
            is_amendment: false,
        });
    }
}

/// A day for programs; empty when there is none.
fn iso(date: Option<Date>) -> String {
    date.map_or_else(String::new, |date| date.to_string())
}

/// What decisions changed in an item after `before` was closed and until `after` was.
fn amended<'a>(
    site: &'a Site,
    item: &'a Id,
    before: Moment<'_>,
    after: Moment<'_>,
) -> impl Iterator<Item = Change> + 'a {
    let (from, to) = (before.snapshot.as_of, after.snapshot.as_of);
    let is_new = move |one: &&Amendment| one.item == *item && from < one.date && one.date <= to;
    site.amendments.iter().filter(is_new).map(amendment_change)
}

fn amendment_change(amendment: &Amendment) -> Change {
    let (old, new) = (&amendment.from, &amendment.to);
    let words = |text: &str| {
        if text.is_empty() { "không ghi".to_owned() } else { format!("“{text}”") }
    };
    let (kind, what) = match &amendment.new {
        AmendedValue::Target(target) => {
            (ChangeKind::TargetChanged, format!("Mục tiêu {} đổi", target.due))
        }
        AmendedValue::Lead(_) => (ChangeKind::LeadChanged, "Cơ quan chủ trì đổi".to_owned()),
        AmendedValue::Coordinating(_) => {
            (ChangeKind::LeadChanged, "Cơ quan phối hợp đổi".to_owned())
        }
        AmendedValue::Deadline(_) => (ChangeKind::DeadlineMoved, "Thời hạn dời".to_owned()),
        AmendedValue::Milestone(number, _) => {
            (ChangeKind::DeadlineMoved, format!("Thời hạn của mốc {number} dời"))
        }
        AmendedValue::Name(_) => (ChangeKind::WordingChanged, "Nội dung đổi".to_owned()),
    };
    let (before, after) = match &amendment.new {
        AmendedValue::Deadline(_) | AmendedValue::Milestone(..) => {
            (iso(amendment.old_end), iso(amendment.new.end()))
        }
        _ => (old.clone(), new.clone()),
    };
    let sentence = format!(
        "{what} từ {} sang {} từ ngày {}, theo {}.",
        words(old),
        words(new),
        written(amendment.date),
        amendment.decision
    );
    Change { kind, item: amendment.item.clone(), before, after, sentence, is_amendment: true }
}

/// The values of a snapshot by indicator and day.
fn figures(snapshot: &Snapshot) -> BTreeMap<&Id, BTreeMap<Date, Decimal>> {
    let mut figures: BTreeMap<&Id, BTreeMap<Date, Decimal>> = BTreeMap::new();
    for observation in &snapshot.observations {
        let days = figures.entry(&observation.indicator).or_default();
        days.insert(observation.value_date, observation.value);
    }
    figures
}

fn figure_changes(
    item: &Id,
    unit: &str,
    old: &BTreeMap<Date, Decimal>,
    new: &BTreeMap<Date, Decimal>,
    list: &mut Vec<Change>,
) {
    let amount = |number| with_unit(&decimal(number), unit);
    let known = old.keys().next_back();
    for (day, value) in new {
        let (kind, before, sentence) = match old.get(day) {
            Some(same) if same == value => continue,
            Some(other) => (
                ChangeKind::FigureRevised,
                other.to_string(),
                format!(
                    "Số liệu đến {} sửa từ {} thành {}.",
                    written(*day),
                    amount(other),
                    amount(value)
                ),
            ),
            None => (
                ChangeKind::FigureReported,
                known.and_then(|day| old.get(day)).map_or_else(String::new, Decimal::to_string),
                format!("Số liệu đến {}: {}.", written(*day), amount(value)),
            ),
        };
        let after = value.to_string();
        list.push(Change {
            kind,
            item: item.clone(),
            before,
            after,
            sentence,
            is_amendment: false,
        });
    }
}

fn indicator_changes(old: &IndicatorJudgement, new: &IndicatorJudgement, list: &mut Vec<Change>) {
    let was_good = matches!(old.status, IndicatorStatus::Met | IndicatorStatus::OnPace);
    let kind = match new.status {
        IndicatorStatus::Met if old.status != IndicatorStatus::Met => ChangeKind::TargetMet,
        IndicatorStatus::MetLowered if old.status != IndicatorStatus::MetLowered => {
            ChangeKind::LoweredTargetMet
        }
        IndicatorStatus::SlightlyBehind
        | IndicatorStatus::Behind
        | IndicatorStatus::MovingAway
        | IndicatorStatus::Missed
            if was_good =>
        {
            ChangeKind::FellBehind
        }
        _ => return,
    };
    list.push(Change {
        kind,
        item: new.indicator.clone(),
        before: old.status.as_str().to_owned(),
        after: new.status.as_str().to_owned(),
        sentence: new.reason.clone(),
        is_amendment: false,
    });
}

#[cfg(test)]
mod tests;
