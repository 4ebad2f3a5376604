//! The form a list is narrowed by: its facets with their choices.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::vietnamese;
use crate::view::ground::{Portal, address};
use crate::view::parts::list::facets::{Facet, Facets, Value};

/// Lists shorter than this are read faster than filtered.
const LEAST_ROWS: usize = 8;

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

    /// The choices offered under another title, for rows that keep their order.
    #[must_use]
    pub fn in_order(mut self, title: &'static str) -> Self {
        self.sorts = false;
        self.title = title;
        self
    }

    /// For tables, whose headings sort them.
    #[must_use]
    pub fn sorted_by_headings(self) -> Self {
        self.in_order("Lọc danh sách")
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
