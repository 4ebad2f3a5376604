//! Entries of feeds: each change between two snapshots, and each plan when it was issued.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{line, tag};
use crate::data::metadata::moment;
use crate::derive::Stage;
use crate::derive::history::{Change, ChangeKind};
use crate::model::{Date, Id, Indicator, IndicatorStatus, Plan, Snapshot, TaskStatus};
use crate::view::ground::status::PASSED;
use crate::view::ground::{Item, Portal, address, form};

/// One entry.
pub(super) struct Entry {
    /// Tag URI.
    pub(super) id: String,
    /// One line.
    pub(super) title: String,
    /// Full address of the page.
    pub(super) url: String,
    /// When it was published, as a moment.
    pub(super) updated: String,
    /// What happened, in sentences.
    pub(super) text: String,
    /// What sort of change, for people.
    pub(super) kind: &'static str,
    /// The task or indicator.
    pub(super) item: Option<Id>,
    /// The section it stands in.
    pub(super) section: Option<Id>,
    /// Who leads it.
    pub(super) agencies: Vec<Id>,
    change: Option<ChangeKind>,
}

impl Entry {
    /// Whether it says that a deadline passed.
    pub(super) fn is_missed_deadline(&self) -> bool {
        self.change == Some(ChangeKind::NewlyOverdue)
    }
}

/// All entries, newest first; those of one day in document order.
pub(super) fn all(portal: &Portal<'_>) -> Vec<Entry> {
    let mut dated = Vec::new();
    for (snapshot, stage) in portal.stages() {
        let date = snapshot.published_on.unwrap_or(snapshot.as_of);
        dated.extend(of_stage(portal, snapshot, stage).into_iter().map(|entry| (date, entry)));
    }
    if !portal.has_reports() {
        dated.extend(passed(portal));
    }
    for plan in portal.site.plans.iter() {
        let Some(date) = plan.date_from else { continue };
        let entry = Entry {
            id: tag(portal, &format!("van-ban/{}", plan.id)),
            title: line(&format!("Ban hành: {}", form::clip(&plan.title, 160))),
            url: format!("{}{}", portal.config.base_url, address::plan(&plan.id)),
            updated: moment(date),
            text: line(&plan.title),
            kind: "Văn bản mới",
            item: None,
            section: None,
            agencies: Vec::new(),
            change: None,
        };
        dated.push((date, entry));
    }
    dated.sort_by_key(|(date, _)| std::cmp::Reverse(*date));
    dated.into_iter().map(|(_, entry)| entry).collect()
}

/// Deadlines that have passed where no report was ever published: told on the day after.
fn passed(portal: &Portal<'_>) -> Vec<(Date, Entry)> {
    let mut entries = Vec::new();
    for plan in portal.site.plans.iter() {
        for task in &plan.tasks {
            let judged = portal.task_judgement(&task.id);
            let judged = judged.filter(|judged| judged.status == TaskStatus::Overdue);
            let Some((judged, deadline)) = judged.and_then(|one| Some((one, one.deadline?))) else {
                continue;
            };
            let date = deadline.tomorrow().unwrap_or(deadline);
            let lead = portal.lead_in_force(&task.id, &task.lead);
            let entry = Entry {
                id: tag(portal, &format!("han-da-qua/{}/{deadline}", task.id)),
                title: line(&format!("{PASSED}: {}", form::clip(&task.display_name, 120))),
                url: format!("{}{}", portal.config.base_url, address::task(&task.id)),
                updated: moment(date),
                text: line(&format!("{} Nhiệm vụ của {}.", judged.reason, plan.short_title)),
                kind: PASSED,
                item: Some(task.id.clone()),
                section: Some(task.section.clone()),
                agencies: lead.members.iter().map(|member| member.agency.clone()).collect(),
                change: Some(ChangeKind::NewlyOverdue),
            };
            entries.push((date, entry));
        }
        entries.extend(plan.indicators.iter().filter_map(|one| passed_target(portal, plan, one)));
    }
    entries
}

/// The same of the target of an indicator.
fn passed_target<'a>(
    portal: &Portal<'a>,
    plan: &Plan,
    indicator: &'a Indicator,
) -> Option<(Date, Entry)> {
    let judged = portal.indicator_judgement(&indicator.id)?;
    let due = judged.target_due.as_deref()?;
    let is_passed = judged.status == IndicatorStatus::ReportOverdue;
    let targets = &portal.indicator_in_force(indicator).targets;
    let due_date =
        targets.iter().find(|target| target.due == due)?.due_date.filter(|_| is_passed)?;
    let date = due_date.tomorrow().unwrap_or(due_date);
    let lead = portal.lead_in_force(&indicator.id, &indicator.lead);
    let entry = Entry {
        id: tag(portal, &format!("han-da-qua/{}/{due_date}", indicator.id)),
        title: line(&format!("{PASSED}: {}", form::clip(&indicator.display_name, 120))),
        url: format!("{}{}", portal.config.base_url, address::indicator(&indicator.id)),
        updated: moment(date),
        text: line(&format!("{} Chỉ tiêu của {}.", judged.reason, plan.short_title)),
        kind: PASSED,
        item: Some(indicator.id.clone()),
        section: Some(indicator.section.clone()),
        agencies: lead.members.iter().map(|member| member.agency.clone()).collect(),
        change: Some(ChangeKind::NewlyOverdue),
    };
    Some((date, entry))
}

fn of_stage<'s>(portal: &Portal<'_>, snapshot: &Snapshot, stage: &'s Stage) -> Vec<Entry> {
    let mut times: BTreeMap<(&Id, ChangeKind), u32> = BTreeMap::new();
    let counted = |change: &'s Change| {
        let time = times.entry((&change.item, change.kind)).or_default();
        *time += 1;
        (change, *time)
    };
    let changes: Vec<(&Change, u32)> = stage.changes.iter().map(counted).collect();
    let entry = |(change, time)| entry(portal, snapshot, change, portal.item(&change.item)?, time);
    changes.into_par_iter().filter_map(entry).collect()
}

fn entry<'a>(
    portal: &Portal<'a>,
    snapshot: &Snapshot,
    change: &Change,
    item: Item<'a>,
    time: u32,
) -> Option<Entry> {
    // A made-up change never takes the name of a real one.
    let is_illustrative = portal.is_illustrative();
    let folder = if is_illustrative { "minh-hoa" } else { "thay-doi" };
    let more = if time > 1 { format!("/{time}") } else { String::new() };
    let id = format!("{folder}/{}/{}/{}{more}", snapshot.id, change.item, change.kind.as_str());
    let mark = if is_illustrative { "[Minh họa] " } else { "" };
    let (section, lead) = match item {
        Item::Task(_, task) => (&task.section, &task.lead),
        Item::Indicator(_, indicator) => (&indicator.section, &indicator.lead),
        // Clauses are not reported on.
        Item::Clause(..) => return None,
    };
    let agencies = lead.members.iter().map(|member| member.agency.clone()).collect();
    let notice = if is_illustrative {
        " Dữ liệu minh họa, không phải số liệu chính thức."
    } else {
        ""
    };
    let period = snapshot.period.label();
    let text = format!(
        "{} {} của {}, {period}.{notice}",
        change.sentence,
        item.word(),
        item.plan().short_title
    );
    let date = snapshot.published_on.unwrap_or(snapshot.as_of);
    Some(Entry {
        id: tag(portal, &id),
        title: line(&format!("{mark}{}: {}", change.kind.label(), form::clip(item.name(), 120))),
        url: format!("{}{}", portal.config.base_url, portal.address(item)),
        updated: moment(date),
        text: line(&text),
        kind: change.kind.label(),
        item: Some(change.item.clone()),
        section: Some(section.clone()),
        agencies,
        change: Some(change.kind),
    })
}
