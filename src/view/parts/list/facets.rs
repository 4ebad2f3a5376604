//! What readers may narrow a list by: the facets of each row, and the choices a list offers.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};

use crate::model::{Citation, Date, Deadline, Id, Indicator, Plan, Responsibility, Task};
use crate::vietnamese;
use crate::view::ground::status::Status;
use crate::view::ground::{Item, Portal};
use crate::view::ground::{address, form};
use crate::view::pages::deadlines::days;
use crate::view::pages::list::{Row, section_title};
use crate::view::parts::document::{DocumentView, PartView};

/// Lists shorter than this are read faster than filtered.
const LEAST_ROWS: usize = 8;

/// What rows are told apart by, in the order of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Facet {
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
    const ALL: [Self; 8] = [
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
    fn key(self) -> &'static str {
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
    fn label(self) -> &'static str {
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
    fn is_alphabetic(self) -> bool {
        matches!(self, Self::Agency | Self::Reference)
    }
}

/// One value of a facet.
#[derive(Clone, Debug)]
struct Value<'a> {
    facet: Facet,
    key: Cow<'a, str>,
    label: Cow<'a, str>,
    group: Option<Cow<'a, str>>,
    rank: i32,
    /// Its place among all choices of the form, once there is one that offers it.
    place: Option<usize>,
}

/// The values of one row; written as their places among the choices of the form, with spaces between, because a
/// long list would else be heavier by a tenth.
#[derive(Clone, Debug, Default)]
pub struct Facets<'a>(Vec<Value<'a>>);

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

    /// What a place in a plan may be found by: the states, leads and deadlines of the items printed there.
    pub fn of_items(portal: &Portal<'a>, ids: &[Id]) -> Option<Self> {
        let mut facets = Self::default();
        for item in ids.iter().filter_map(|id| portal.item(id)) {
            let own = match item {
                Item::Task(_, task) => Row::task(portal, task).facets,
                Item::Indicator(_, indicator) => {
                    Self::indicator(portal, indicator, &portal.indicator_in_force(indicator))
                }
                Item::Clause(..) => continue,
            };
            let is_kept = |value: &Value<'a>| {
                matches!(value.facet, Facet::Agency | Facet::Status | Facet::Due)
            };
            for value in own.0.into_iter().filter(is_kept) {
                facets.add(value.facet, value.key, value.label, value.group, value.rank);
            }
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

/// The choices a list offers; a form that only script shows.
#[derive(Clone, Debug, Serialize)]
pub struct Filter<'a> {
    /// Words over the form.
    pub title: &'static str,
    /// What one row is called: "nhiệm vụ".
    pub noun: &'static str,
    /// The table of open data with one row for each of them, if there is one.
    pub dataset: Option<String>,
    /// Name of the file with the rows shown, for readers to keep.
    pub file: Option<String>,
    /// Whether the rows may be put in another order by the form.
    pub sorts: bool,
    /// Facets with at least two choices.
    pub facets: Vec<FacetView<'a>>,
}

/// A facet of the form.
#[derive(Clone, Debug, Serialize)]
pub struct FacetView<'a> {
    /// Name in addresses.
    pub key: &'static str,
    /// Name for people.
    pub label: &'static str,
    /// Its choices under headings.
    pub groups: Vec<ChoiceGroup<'a>>,
}

/// Choices under one heading.
#[derive(Clone, Debug, Serialize)]
pub struct ChoiceGroup<'a> {
    /// Heading; nothing for choices without one.
    pub label: Option<Cow<'a, str>>,
    /// Choices.
    pub choices: Vec<Choice<'a>>,
}

/// One choice.
#[derive(Clone, Debug, Serialize)]
pub struct Choice<'a> {
    /// Name in addresses.
    pub key: Cow<'a, str>,
    /// Name for people.
    pub label: Cow<'a, str>,
}

impl<'a> Filter<'a> {
    /// What `rows` may be narrowed by, whose values then know their choices; nothing for a list too short to need it.
    /// `table` is the file of open data with one row for each of them.
    pub fn new<'r>(
        portal: &Portal<'a>,
        noun: &'static str,
        table: Option<&'static str>,
        rows: impl IntoIterator<Item = &'r mut Facets<'a>>,
    ) -> Option<Self>
    where
        'a: 'r,
    {
        let rows: Vec<&mut Facets<'a>> = rows.into_iter().collect();
        if rows.len() < LEAST_ROWS {
            return None;
        }
        let facets = Facet::ALL.into_iter().filter_map(|facet| FacetView::new(facet, &rows));
        let facets: Vec<FacetView<'a>> = facets.collect();
        tell_places(&facets, rows);
        let is_illustrative = portal.has_illustrative_rows();
        let dataset = table.map(|table| address::table(is_illustrative, table));
        let mark = if is_illustrative { "minh-hoa-" } else { "" };
        let file = table.map(|table| format!("{mark}da-loc-{table}"));
        (!facets.is_empty()).then_some(Self {
            title: "Lọc và sắp xếp danh sách",
            noun,
            dataset,
            file,
            sorts: true,
            facets,
        })
    }

    /// For tables, whose headings sort them.
    #[must_use]
    pub fn sorted_by_headings(mut self) -> Self {
        self.sorts = false;
        self.title = "Lọc danh sách";
        self
    }
}

impl<'a> Filter<'a> {
    /// For the text of a plan, which keeps its order.
    pub fn document(portal: &Portal<'a>, document: &mut DocumentView<'a>) -> Option<Self> {
        let mut rows = Vec::new();
        for part in &mut document.parts {
            match part {
                PartView::Heading { line, .. } | PartView::Paragraph { line } => {
                    rows.extend(&mut line.facets);
                }
                PartView::List { items } => {
                    rows.extend(items.iter_mut().flat_map(|line| &mut line.facets));
                }
                PartView::Table { bodies, .. } => {
                    let all = bodies.iter_mut().flat_map(|body| &mut body.rows);
                    rows.extend(all.flat_map(|row| &mut row.facets));
                }
            }
        }
        let filter = Self::new(portal, "nhiệm vụ và chỉ tiêu", None, rows)?;
        Some(Self {
            title: "Lọc: quá hạn, sắp đến hạn, theo cơ quan", sorts: false, ..filter
        })
    }
}

/// Tells the values of `rows` their places among all choices of `facets`, counted from zero in the order of the form.
pub(in crate::view) fn tell_places<'r, 'a: 'r>(
    facets: &[FacetView<'a>],
    rows: impl IntoIterator<Item = &'r mut Facets<'a>>,
) {
    let choices = facets.iter().flat_map(|facet| {
        let choices = facet.groups.iter().flat_map(|group| &group.choices);
        choices.map(|choice| (facet.key, &*choice.key))
    });
    let places: BTreeMap<(&str, &str), usize> = choices.zip(0..).collect();
    for value in rows.into_iter().flat_map(|row| &mut row.0) {
        value.place = places.get(&(value.facet.key(), &*value.key)).copied();
    }
}

impl<'a> FacetView<'a> {
    fn new(facet: Facet, rows: &[&mut Facets<'a>]) -> Option<Self> {
        let mut met = BTreeSet::new();
        let mut values: Vec<&Value<'a>> = rows
            .iter()
            .flat_map(|row| &row.0)
            .filter(|value| value.facet == facet && met.insert(&value.key))
            .collect();
        if values.len() < 2 {
            return None;
        }
        values.sort_by_key(|value| value.rank);
        if facet.is_alphabetic() {
            values.sort_by(|a, b| vietnamese::compare(&a.label, &b.label));
        }
        let mut groups: Vec<ChoiceGroup<'a>> = Vec::new();
        for value in values {
            let choice = Choice { key: value.key.clone(), label: value.label.clone() };
            match groups.iter_mut().find(|group| group.label == value.group) {
                Some(group) => group.choices.push(choice),
                None => {
                    groups.push(ChoiceGroup { label: value.group.clone(), choices: vec![choice] });
                }
            }
        }
        Some(Self { key: facet.key(), label: facet.label(), groups })
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

    #[test]
    fn a_facet_that_tells_nothing_apart_is_left_out() {
        let row = |note| Facets::agency(("so", "Sở"), [], &[note]);
        let mut rows = ["Một", "Hai", "Một", "Hai", "Một", "Hai", "Một", "Ba"].map(row);
        let rows: Vec<&mut Facets<'_>> = rows.iter_mut().collect();
        assert!(FacetView::new(Facet::Kind, &rows).is_none());
        let facet = FacetView::new(Facet::Attention, &rows).unwrap();
        let choices: Vec<_> = facet.groups[0].choices.iter().map(|choice| &*choice.label).collect();
        assert_eq!(choices, ["Một", "Hai", "Ba"]);
    }

    #[test]
    fn a_row_names_the_choices_that_find_it() {
        let mut rows = [
            Facets::agency(("so", "Sở"), [], &["Một", "Hai"]),
            Facets::agency(("bo", "Bộ"), [], &["Hai"]),
            Facets::agency(("so", "Sở"), [], &[]),
        ];
        let all: Vec<&mut Facets<'_>> = rows.iter_mut().collect();
        let facets = [Facet::Kind, Facet::Plan, Facet::Attention];
        let facets: Vec<_> =
            facets.iter().filter_map(|facet| FacetView::new(*facet, &all)).collect();
        tell_places(&facets, all);
        let written = rows.map(|row| serde_json::to_string(&row).unwrap());
        assert_eq!(written, ["\"0 2 3\"", "\"1 3\"", "\"0\""]);
    }
}
