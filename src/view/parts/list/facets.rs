//! What readers may narrow a list by: the facets of each row, and the choices a list offers.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use crate::model::{Citation, Date, Deadline, Id, Indicator, Plan, Responsibility, Task};
use crate::vietnamese;
use crate::view::ground::due::days;
use crate::view::ground::name::section_title;
use crate::view::ground::status::Status;
use crate::view::ground::{Portal, form};

/// What rows are told apart by, in the order of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Facet {
    Kind,
    Agency,
    Status,
    Due,
    Plan,
    Section,
    Reference,
    Attention,
}

impl Facet {
    pub(super) const ALL: [Self; 8] = [
        Self::Kind,
        Self::Agency,
        Self::Status,
        Self::Due,
        Self::Plan,
        Self::Section,
        Self::Reference,
        Self::Attention,
    ];

    /// Its name in addresses.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Kind => "loai",
            Self::Agency => "co-quan",
            Self::Status => "trang-thai",
            Self::Due => "han",
            Self::Plan => "van-ban",
            Self::Section => "muc",
            Self::Reference => "can-cu",
            Self::Attention => "can-chu-y",
        }
    }

    /// Its name for people.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Kind => "Loại",
            Self::Agency => "Cơ quan chủ trì",
            Self::Status => "Trạng thái",
            Self::Due => "Thời hạn",
            Self::Plan => "Văn bản",
            Self::Section => "Mục",
            Self::Reference => "Căn cứ",
            Self::Attention => "Cần chú ý",
        }
    }

    /// Whether its choices stand in Vietnamese order; those of the others by rank, then as met.
    pub(super) fn is_alphabetic(self) -> bool {
        matches!(self, Self::Agency | Self::Reference)
    }
}

/// One value of a facet.
#[derive(Clone, Debug)]
pub(super) struct Value<'a> {
    pub(super) facet: Facet,
    pub(super) key: Cow<'a, str>,
    pub(super) label: Cow<'a, str>,
    pub(super) group: Option<Cow<'a, str>>,
    pub(super) rank: i32,
    /// Its place among all choices of the form, once there is one that offers it.
    pub(super) place: Option<usize>,
}

/// The values of one row; written as their places among the choices of the form, with spaces between, because a
/// long list would else be heavier by a tenth.
#[derive(Clone, Debug, Default)]
pub struct Facets<'a>(pub(super) Vec<Value<'a>>);

impl Serialize for Facets<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let places = self.0.iter().filter_map(|value| value.place);
        serializer
            .serialize_str(&places.map(|place| place.to_string()).collect::<Vec<_>>().join(" "))
    }
}

impl<'a> Facets<'a> {
    /// Nothing but a status.
    pub fn of_status(status: &Status) -> Self {
        let mut facets = Self::default();
        facets.status(status);
        facets
    }

    /// The values of `task`, which is led by `lead` and due on `deadline`.
    pub fn task(
        portal: &Portal<'a>,
        task: &'a Task,
        lead: &Responsibility,
        deadline: &Deadline,
    ) -> Self {
        let mut facets = Self::default();
        facets.leads(portal, lead);
        facets.status(&Status::of(portal, &task.id));
        facets.deadline(portal.as_of(), deadline);
        if let Some(item) = portal.item(&task.id) {
            facets.place(item.plan(), &task.section);
        }
        facets.references(portal, task.references.iter().chain(&task.mentions));
        facets
    }

    /// The values of `indicator` as it holds now.
    pub fn indicator(portal: &Portal<'a>, indicator: &'a Indicator, now: &Indicator) -> Self {
        let mut facets = Self::default();
        facets.leads(portal, &now.lead);
        facets.status(&Status::of(portal, &indicator.id));
        for target in &now.targets {
            let rank = target.due_date.map_or(0, |day| i32::from(day.year()));
            let label = format!("Mục tiêu {}", target.due);
            facets.add(Facet::Due, Id::slug(&target.due).to_string(), label, None, rank);
        }
        if let Some(item) = portal.item(&indicator.id) {
            facets.place(item.plan(), &indicator.section);
        }
        facets.references(portal, &indicator.references);
        facets
    }

    /// What a place in a plan may be found by: the states, leads and deadlines of the items printed there, whose own
    /// values are `items`; nothing without any.
    pub fn of_place(items: impl IntoIterator<Item = Self>) -> Option<Self> {
        let is_kept =
            |value: &Value<'a>| matches!(value.facet, Facet::Agency | Facet::Status | Facet::Due);
        let mut facets = Self::default();
        for value in items.into_iter().flat_map(|own| own.0).filter(is_kept) {
            facets.add(value.facet, value.key, value.label, value.group, value.rank);
        }
        (!facets.0.is_empty()).then_some(facets)
    }

    /// The values of an agency of that kind that leads items of `plans`; `notes` call for attention.
    pub fn agency(
        kind: (&'static str, &'static str),
        plans: impl IntoIterator<Item = &'a Plan>,
        notes: &[&'static str],
    ) -> Self {
        let mut facets = Self::default();
        facets.add(Facet::Kind, kind.0, kind.1, None, 0);
        for plan in plans {
            let (key, label) = (plan.id.as_str(), plan.short_title.as_str());
            facets.add(Facet::Plan, key, label, None, 0);
        }
        for note in notes {
            facets.add(Facet::Attention, Id::slug(note).to_string(), *note, None, 0);
        }
        facets
    }

    /// Adds a value, once.
    fn add(
        &mut self,
        facet: Facet,
        key: impl Into<Cow<'a, str>>,
        label: impl Into<Cow<'a, str>>,
        group: Option<Cow<'a, str>>,
        rank: i32,
    ) {
        let key = key.into();
        if !self.0.iter().any(|value| value.facet == facet && value.key == key) {
            self.0.push(Value { facet, key, label: label.into(), group, rank, place: None });
        }
    }

    fn leads(&mut self, portal: &Portal<'a>, lead: &Responsibility) {
        for member in &lead.members {
            if let Some(agency) = portal.agency(&member.agency) {
                let name = agency.short_name.as_deref().unwrap_or(&agency.name);
                self.add(Facet::Agency, agency.id.as_str(), name, None, 0);
            }
        }
    }

    fn status(&mut self, status: &Status) {
        let label = status.plain_label();
        self.add(Facet::Status, Id::slug(&label).to_string(), label, None, status.rank());
    }

    fn place(&mut self, plan: &'a Plan, section: &Id) {
        self.add(Facet::Plan, plan.id.as_str(), plan.short_title.as_str(), None, 0);
        if let Some(section) = plan.section(section) {
            let label = form::clip(&section_title(section), 60).into_owned();
            let group = Some(Cow::Borrowed(plan.short_title.as_str()));
            self.add(Facet::Section, section.id.as_str(), label, group, 0);
        }
    }

    fn references<'c>(
        &mut self,
        portal: &Portal<'a>,
        citations: impl IntoIterator<Item = &'c Citation>,
    ) {
        for citation in citations {
            if let Some(reference) = portal.reference(&citation.reference) {
                let label = form::clip(&reference.label(), 60).into_owned();
                self.add(Facet::Reference, reference.id.as_str(), label, None, 0);
            }
        }
    }

    /// Windows counted from the as-of day, which hold one another, and quarters.
    fn deadline(&mut self, as_of: Option<Date>, deadline: &Deadline) {
        let due = days(deadline);
        if due.is_empty() {
            let (key, label, rank) = if deadline.is_standing() {
                ("thuong-xuyen", "Thường xuyên", i32::MAX - 1)
            } else {
                ("khong-ro-ngay", "Không rõ ngày", i32::MAX)
            };
            let group = Some(Cow::Borrowed("Không có ngày"));
            self.add(Facet::Due, key, label, group, rank);
        }
        for (day, _) in due {
            if let Some(as_of) = as_of {
                let from = Some(Cow::Owned(format!("So với {}", vietnamese::date(as_of))));
                let left = day.duration_since(as_of).as_hours() / 24;
                let windows: &[(&'static str, &'static str, bool)] = &[
                    ("da-qua", "Hạn đã qua", left < 0),
                    ("30-ngay", "Trong 30 ngày tới", (0..=30).contains(&left)),
                    ("90-ngay", "Trong 90 ngày tới", (0..=90).contains(&left)),
                    ("sau-90-ngay", "Sau 90 ngày nữa", left > 90),
                ];
                for (rank, &(key, label, _)) in
                    (0..).zip(windows).filter(|(_, (_, _, holds))| *holds)
                {
                    self.add(Facet::Due, key, label, from.clone(), rank);
                }
            }
            let quarter = (day.month() - 1) / 3 + 1;
            let roman = ["I", "II", "III", "IV"][usize::from(quarter.unsigned_abs() - 1)];
            let key = format!("quy-{quarter}-{}", day.year());
            let label = format!("Quý {roman}/{}", day.year());
            let rank = i32::from(day.year()) * 4 + i32::from(quarter);
            self.add(Facet::Due, key, label, Some(Cow::Borrowed("Theo quý")), rank);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DeadlineKind;

    fn due(year: i16, month: i8, day: i8) -> Deadline {
        let end = Some(Date::constant(year, month, day));
        Deadline { kind: DeadlineKind::Date, end, ..Deadline::default() }
    }

    fn facets(deadline: &Deadline) -> String {
        let mut facets = Facets::default();
        facets.deadline(Some(Date::constant(2026, 9, 25)), deadline);
        let pairs = facets.0.iter().map(|value| format!("{}:{}", value.facet.key(), value.key));
        pairs.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn windows_hold_one_another() {
        assert_eq!(facets(&due(2026, 9, 24)), "han:da-qua han:quy-3-2026");
        assert_eq!(facets(&due(2026, 9, 25)), "han:30-ngay han:90-ngay han:quy-3-2026");
        assert_eq!(facets(&due(2026, 12, 24)), "han:90-ngay han:quy-4-2026");
        assert_eq!(facets(&due(2026, 12, 25)), "han:sau-90-ngay han:quy-4-2026");
        assert_eq!(facets(&Deadline::default()), "han:khong-ro-ngay");
    }
}
