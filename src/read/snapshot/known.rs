//! What reports may speak of: the tasks and indicators of the plans, the agencies of the registry.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, nearest};
use crate::model::{
    Agency, AmendedValue, Amendment, Date, Id, Indicator, Plan, Responsibility, Task,
};
use crate::vietnamese::match_key;

/// Tasks, indicators and agencies by id.
#[derive(Debug)]
pub struct Known<'a> {
    tasks: BTreeMap<&'a str, &'a Task>,
    indicators: BTreeMap<&'a str, &'a Indicator>,
    starts: BTreeMap<&'a Id, Date>,
    agencies: BTreeMap<&'a Id, &'a Agency>,
    /// Agencies by id and by every folded name; the first one registered keeps a name.
    names: BTreeMap<String, &'a Agency>,
    /// Who leads by amendment, whatever the day.
    new_leads: Vec<(&'a Id, &'a Responsibility)>,
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

    pub(super) fn lead(self) -> &'a Responsibility {
        match self {
            Self::Task(task) => &task.lead,
            Self::Indicator(indicator) => &indicator.lead,
        }
    }
}

impl<'a> Known<'a> {
    /// Everything in `plans` and `agencies`.
    pub fn new(plans: &'a [Plan], agencies: &'a [Agency]) -> Self {
        let tasks = plans.iter().flat_map(|plan| &plan.tasks);
        let indicators = plans.iter().flat_map(|plan| &plan.indicators);
        let start = |plan: &'a Plan| Some((&plan.id, plan.period_start.or(plan.date)?));
        Self {
            tasks: tasks.map(|task| (task.id.as_str(), task)).collect(),
            indicators: indicators.map(|item| (item.id.as_str(), item)).collect(),
            starts: plans.iter().filter_map(start).collect(),
            agencies: agencies.iter().map(|agency| (&agency.id, agency)).collect(),
            names: agencies.iter().rev().flat_map(named).collect(),
            new_leads: Vec::new(),
        }
    }

    /// The same, knowing who leads what by amendment.
    #[must_use]
    pub fn amended(mut self, amendments: &'a [Amendment]) -> Self {
        let leads = amendments.iter().filter_map(|amendment| match &amendment.new {
            AmendedValue::Lead(lead) => Some((&amendment.item, lead)),
            _ => None,
        });
        self.new_leads = leads.collect();
        self
    }

    /// Whether `agency` answers for an item, as printed or by amendment.
    pub(super) fn answers_for(&self, agency: &Id, item: Item<'_>) -> bool {
        let mut by_amendment = self.new_leads.iter().filter(|(id, _)| *id == item.id());
        self.leads(agency, item.lead()) || by_amendment.any(|(_, lead)| self.leads(agency, lead))
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
    pub(super) fn agency_name<'b>(&'b self, id: &'b Id) -> &'b str {
        self.agencies.get(id).map_or(id.as_str(), |agency| &agency.name)
    }

    /// Whether `agency` answers for an item: as a lead, as a lead's successor, or within a collective lead.
    fn leads(&self, agency: &Id, lead: &Responsibility) -> bool {
        lead.members.iter().any(|member| {
            let known = self.agencies.get(&member.agency);
            member.agency == *agency
                || known.is_some_and(|known| {
                    known.is_collective
                        || known.successor.as_ref().is_some_and(|next| next.to == *agency)
                })
        })
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
