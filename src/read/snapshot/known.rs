//! What reports may speak of: the tasks and indicators of the plans, the agencies of the registry.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, nearest};
use crate::model::{
    Agency, AmendedValue, Amendment, Date, Deadline, Id, Indicator, Period, Plan, Responsibility,
    Task,
};
use crate::vietnamese::match_key;

/// Tasks, indicators and agencies by id.
#[derive(Debug)]
pub struct Known<'a> {
    tasks: BTreeMap<&'a str, &'a Task>,
    indicators: BTreeMap<&'a str, &'a Indicator>,
    starts: BTreeMap<&'a Id, Date>,
    plans: &'a [Plan],
    agencies: BTreeMap<&'a Id, &'a Agency>,
    /// Agencies by id and by every folded name; the first one registered keeps a name.
    names: BTreeMap<String, &'a Agency>,
    /// Who leads by amendment, by item, oldest first.
    new_leads: BTreeMap<&'a Id, Vec<(Date, &'a Responsibility)>>,
    /// New deadlines by amendment, likewise.
    new_deadlines: BTreeMap<&'a Id, Vec<(Date, &'a Deadline)>>,
}

/// A task or an indicator.
#[derive(Clone, Copy, Debug)]
pub(super) enum Item<'a> {
    Task(&'a Task),
    Indicator(&'a Indicator),
}

impl<'a> Item<'a> {
    pub(super) fn id(self) -> &'a Id {
        match self {
            Self::Task(task) => &task.id,
            Self::Indicator(indicator) => &indicator.id,
        }
    }

    fn lead(self) -> &'a Responsibility {
        match self {
            Self::Task(task) => &task.lead,
            Self::Indicator(indicator) => &indicator.lead,
        }
    }
}

impl<'a> Known<'a> {
    /// The earliest last day in time that a plan names for reports on `period`.
    pub(super) fn due_on(&self, period: Period) -> Option<Date> {
        let duties = self.plans.iter().flat_map(|plan| &plan.regime.duties);
        duties.filter_map(|duty| duty.due_on(period)).min()
    }

    /// Everything in `plans` and `agencies`.
    pub fn new(plans: &'a [Plan], agencies: &'a [Agency]) -> Self {
        let tasks = plans.iter().flat_map(|plan| &plan.tasks);
        let indicators = plans.iter().flat_map(|plan| &plan.indicators);
        let start = |plan: &'a Plan| Some((&plan.id, plan.period_start.or(plan.date)?));
        Self {
            tasks: tasks.map(|task| (task.id.as_str(), task)).collect(),
            indicators: indicators.map(|item| (item.id.as_str(), item)).collect(),
            starts: plans.iter().filter_map(start).collect(),
            plans,
            agencies: agencies.iter().map(|agency| (&agency.id, agency)).collect(),
            names: agencies.iter().rev().flat_map(named).collect(),
            new_leads: BTreeMap::new(),
            new_deadlines: BTreeMap::new(),
        }
    }

    /// The same, knowing what decisions changed; `amendments` by the day they hold from.
    #[must_use]
    pub fn amended(mut self, amendments: &'a [Amendment]) -> Self {
        for amendment in amendments {
            if let AmendedValue::Lead(lead) = &amendment.new {
                self.new_leads.entry(&amendment.item).or_default().push((amendment.date, lead));
            }
            if let Some(deadline) = amendment.new_deadline() {
                let entry = self.new_deadlines.entry(&amendment.item).or_default();
                entry.push((amendment.date, deadline));
            }
        }
        self
    }

    /// Who leads an item on `day`: as printed, or as amended by then.
    pub(super) fn lead_on(&self, item: Item<'a>, day: Date) -> &'a Responsibility {
        let leads = self.new_leads.get(item.id()).map_or(&[][..], Vec::as_slice);
        let by_then = leads.iter().rev().find(|(from, _)| *from <= day);
        by_then.map_or_else(|| item.lead(), |(_, lead)| lead)
    }

    /// Every deadline a task has had, the newest first.
    pub(super) fn deadlines(&self, task: &'a Task) -> impl Iterator<Item = &'a Deadline> {
        let newer = self.new_deadlines.get(&task.id).map_or(&[][..], Vec::as_slice);
        newer.iter().rev().map(|(_, deadline)| *deadline).chain([&task.deadline])
    }

    /// The item of that id; a problem with the nearest ids when there is none.
    pub(super) fn item(
        &self,
        text: &str,
        place: &Place,
        diagnostics: &mut Diagnostics,
    ) -> Option<Item<'a>> {
        let id = text.trim().to_lowercase();
        if let Some(task) = self.tasks.get(id.as_str()) {
            return Some(Item::Task(task));
        }
        if let Some(indicator) = self.indicators.get(id.as_str()) {
            return Some(Item::Indicator(indicator));
        }
        let problem = Diagnostic::new(
            Code::ReportItemUnknown,
            place.clone(),
            format!("không có chỉ tiêu hay nhiệm vụ mã `{text}`"),
        )
        .allowed("mã trong biểu mẫu, cũng là phần cuối địa chỉ trang của mục ấy");
        diagnostics.push(match self.nearest_ids(&id).as_slice() {
            [] => problem,
            ids => problem.suggestion(format!("có phải {}?", ids.join(" hoặc "))),
        });
        None
    }

    /// The two ids most like `id`.
    fn nearest_ids(&self, id: &str) -> Vec<String> {
        let all = || self.tasks.keys().chain(self.indicators.keys()).copied();
        let Some(first) = nearest(id, all()) else { return Vec::new() };
        let second = nearest(id, all().filter(|other| *other != first));
        [Some(first), second].into_iter().flatten().map(|id| format!("`{id}`")).collect()
    }

    /// The agency of that id or name; a problem with the nearest when there is none.
    pub(super) fn agency(
        &self,
        text: &str,
        place: &Place,
        diagnostics: &mut Diagnostics,
    ) -> Option<Id> {
        let found = self.agency_named(text);
        if found.is_none() {
            let agencies = self.agencies.values();
            let names = agencies.flat_map(|agency| [agency.id.as_str(), &agency.name]);
            diagnostics.push(
                Diagnostic::new(
                    Code::AgencyUnknown,
                    place.clone(),
                    format!("không có cơ quan `{text}`"),
                )
                .allowed("mã hoặc tên cơ quan trong `seeds/agencies.toml`")
                .nearest(text, names),
            );
        }
        found
    }

    /// The agency of that id, name or spelling.
    pub(super) fn agency_named(&self, text: &str) -> Option<Id> {
        let key = match_key(text.trim());
        self.names.get(&key).map(|agency| agency.id.clone())
    }

    /// The name of an agency, or its id when it is not registered.
    pub fn agency_name<'b>(&'b self, id: &'b Id) -> &'b str {
        self.agencies.get(id).map_or(id.as_str(), |agency| &agency.name)
    }

    /// Whether `agency` answers for what `lead` leads: itself, as a lead's successor, or within a collective.
    pub(super) fn leads(&self, agency: &Id, lead: &Responsibility) -> bool {
        lead.members.iter().any(|member| {
            let known = self.agencies.get(&member.agency);
            known.is_some_and(|known| known.is_collective)
                || self.successors(&member.agency).any(|id| id == agency)
        })
    }

    /// An agency, who took over from it, who took over from that one, and so on.
    fn successors<'b>(&'b self, id: &'b Id) -> impl Iterator<Item = &'b Id> {
        // The registry allows no circles; this bounds them.
        const MAX_STEPS: usize = 16;
        let next = |id: &&'b Id| {
            let agency = self.agencies.get(*id)?;
            agency.successor.as_ref().map(|successor| &successor.to)
        };
        std::iter::successors(Some(id), next).take(MAX_STEPS)
    }

    /// The first day of a plan, as far as it is known.
    pub(super) fn start(&self, plan: &Id) -> Option<Date> {
        self.starts.get(plan).copied()
    }
}

/// The id and the folded names of an agency.
fn named(agency: &Agency) -> Vec<(String, &Agency)> {
    let names = [&agency.name].into_iter().chain(&agency.short_name).chain(&agency.spellings);
    let keys = names.map(|name| match_key(name)).chain([agency.id.to_string()]);
    keys.map(|key| (key, agency)).collect()
}
