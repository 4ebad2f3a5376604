//! The same quantity with different targets in different plans.

use super::{Index, Overlap, OverlapKind};
use crate::model::{Comparator, Id, Indicator, Site, Target};

/// Two indicators that measure the same and differ in a target for the same year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The indicator of the plan that comes first.
    pub left: Id,
    /// The other indicator.
    pub right: Id,
    /// Last day of the year both targets are for, as `yyyy`.
    pub year: i16,
    /// Printed target of `left`.
    pub left_text: String,
    /// Printed target of `right`.
    pub right_text: String,
}

/// All contradictions of a site, by the document order of the left indicator, then of the right one, then by year.
///
/// A target in words only asks for nothing a number could contradict. A target for a period counts for the
/// year the period ends in; its printed words say which of the two it is.
pub(super) fn find(site: &Site, index: &Index, overlaps: &[Overlap]) -> Vec<Contradiction> {
    let at = |id: &Id| -> Option<((&Id, usize), &Indicator)> {
        let (plan, place) = *index.indicators.get(id)?;
        let plan = site.plans.get(plan)?;
        Some(((&plan.id, place), plan.indicators.get(place)?))
    };
    let mut found = Vec::new();
    for overlap in overlaps.iter().filter(|overlap| overlap.kind == OverlapKind::Indicators) {
        let (Some((left_place, left)), Some((right_place, right))) =
            (at(&overlap.left), at(&overlap.right))
        else {
            continue;
        };
        for (year, a) in by_year(left) {
            for (_, b) in by_year(right).filter(|(other, b)| *other == year && differ(a, b)) {
                let contradiction = Contradiction {
                    left: left.id.clone(),
                    right: right.id.clone(),
                    year,
                    left_text: a.text.clone(),
                    right_text: b.text.clone(),
                };
                found.push(((left_place, right_place, year), contradiction));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found.into_iter().map(|(_, contradiction)| contradiction).collect()
}

/// The targets of an indicator that have a number and a date, with the year of that.
fn by_year(indicator: &Indicator) -> impl Iterator<Item = (i16, &Target)> {
    indicator
        .targets
        .iter()
        .filter(|target| target.comparator != Comparator::None && target.value.is_some())
        .filter_map(|target| Some((target.due_date?.year(), target)))
}

/// Whether two targets ask for different things; 0.80 and 0.8 are one number.
fn differ(a: &Target, b: &Target) -> bool {
    (a.comparator, a.value, a.value_max) != (b.comparator, b.value, b.value_max)
}

#[cfg(test)]
mod tests {
    use super::super::overlap::testing::{indicator, plan, site};
    use super::*;
    use crate::model::{Date, Decimal, Firmness};

    fn target(year: i16, text: &str, comparator: Comparator, value: Option<&str>) -> Target {
        Target {
            due: year.to_string(),
            due_date: Some(Date::constant(year, 12, 31)),
            text: text.to_owned(),
            comparator,
            value: value.map(|value| value.parse::<Decimal>().unwrap()),
            value_max: None,
            qualifier: None,
            firmness: Firmness::Firm,
        }
    }

    fn contradictions(left: Vec<Target>, right: Vec<Target>) -> Vec<Contradiction> {
        let name = "Chỉ số phát triển con người (HDI)";
        let (mut a, mut b) = (plan("kh57-2026"), plan("qd123-2023"));
        a.indicators.push(indicator("kh57-2026", "26", name, "Giá trị"));
        a.indicators[0].targets = left;
        b.indicators.push(indicator("qd123-2023", "d", name, "Giá trị"));
        b.indicators[0].targets = right;
        crate::derive::derive(&site(vec![a, b]), None, &()).contradictions
    }

    #[test]
    fn different_numbers_for_one_year_contradict() {
        let found = contradictions(
            vec![
                target(2026, "≥ 0.79", Comparator::AtLeast, Some("0.79")),
                target(2030, "> 0.8", Comparator::MoreThan, Some("0.8")),
            ],
            vec![target(2030, "duy trì trên 0,78", Comparator::MoreThan, Some("0.78"))],
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].year, 2030);
        assert_eq!(found[0].left.as_str(), "kh57-2026-ct-26");
        assert_eq!(found[0].left_text, "> 0.8");
        assert_eq!(found[0].right_text, "duy trì trên 0,78");
    }

    #[test]
    fn equal_numbers_other_years_and_words_do_not() {
        let more = |year, value| target(year, "x", Comparator::MoreThan, Some(value));
        assert!(contradictions(vec![more(2030, "0.8")], vec![more(2030, "0.80")]).is_empty());
        assert!(contradictions(vec![more(2026, "0.8")], vec![more(2030, "0.9")]).is_empty());
        let words = target(2030, "cao", Comparator::None, None);
        assert!(contradictions(vec![more(2030, "0.8")], vec![words]).is_empty());
    }
}
