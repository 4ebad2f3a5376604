//! Tasks and indicators about the same subject: what else a reader of one may want to see.
//!
//! Both sides must find the other: an item's words, weighed as in search, have to find the other with at least
//! [`LEAST_SHARE`] of the score they give the item itself. The line was drawn on the real plans; the pairs judged on
//! both sides of it are in `docs/related.md`.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Overlap;
use crate::model::{Id, Site};
use crate::recall::{Recall, recalled};
use crate::search::{Entry, Index, Kind};

/// Least share of an item's own score, in per cent, in both directions.
const LEAST_SHARE: u8 = 45;

/// Candidates looked at for each item.
const CANDIDATES: usize = 12;

/// Most related items of one.
const MOST: usize = 5;

/// Related items of each task and indicator with their share, best first; pairs that already are an overlap are
/// left out, because they are shown as such.
pub(super) fn find(
    site: &Site,
    overlaps: &[Overlap],
    memory: &dyn Recall,
) -> BTreeMap<Id, Vec<(Id, u8)>> {
    let tasks = site.tasks().map(|task| (&task.id, Kind::Task, &task.display_name));
    let indicators = site.indicators();
    let indicators = indicators.map(|one| (&one.id, Kind::Indicator, &one.display_name));
    let entry = |(id, kind, body): (&Id, Kind, &String)| Entry {
        id: id.clone(),
        kind,
        title: String::new(),
        body: body.clone(),
    };
    let entries: Vec<Entry> = tasks.chain(indicators).map(entry).collect();
    let texts: Vec<(&str, &str)> =
        entries.iter().map(|entry| (entry.id.as_str(), entry.body.as_str())).collect();
    let pairs: Vec<(&str, &str)> =
        overlaps.iter().map(|one| (one.left.as_str(), one.right.as_str())).collect();
    let found: Vec<(String, Vec<(String, u8)>)> =
        recalled(memory, "related", &(texts, pairs), || {
            let words = |id: Id| id.as_str().to_owned();
            let of = |(id, found): (Id, Vec<(Id, u8)>)| {
                (words(id), found.into_iter().map(|(id, share)| (words(id), share)).collect())
            };
            compare(&entries, overlaps).into_iter().map(of).collect()
        });
    let of = |(id, found): (String, Vec<(String, u8)>)| {
        let found = found.iter().filter_map(|(id, share)| Some((Id::new(id)?, *share)));
        Some((Id::new(&id)?, found.collect()))
    };
    found.into_iter().filter_map(of).collect()
}

/// The same of items as they are searched.
fn compare(entries: &[Entry], overlaps: &[Overlap]) -> BTreeMap<Id, Vec<(Id, u8)>> {
    let index = Index::build(entries);
    let shares: BTreeMap<&Id, BTreeMap<Id, u8>> = entries
        .par_iter()
        .map(|entry| (&entry.id, index.shares(&entry.id, CANDIDATES).into_iter().collect()))
        .collect();
    let overlapping: BTreeSet<(&Id, &Id)> = overlaps
        .iter()
        .flat_map(|one| [(&one.left, &one.right), (&one.right, &one.left)])
        .collect();
    let of = |id: &Id, own: &BTreeMap<Id, u8>| {
        let mut found: Vec<(Id, u8)> = own
            .iter()
            .filter_map(|(other, share)| {
                let back = shares.get(other)?.get(id)?;
                let share = *share.min(back);
                (share >= LEAST_SHARE && !overlapping.contains(&(id, other)))
                    .then(|| (other.clone(), share))
            })
            .collect();
        found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        found.truncate(MOST);
        found
    };
    shares
        .iter()
        .map(|(id, own)| ((*id).clone(), of(id, own)))
        .filter(|(_, found)| !found.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::OverlapKind;
    use super::super::overlap::testing::{plan, site, task};
    use super::*;

    #[test]
    fn the_same_subject_is_related_unless_it_is_an_overlap() {
        let mut a = plan("a");
        a.tasks = vec![
            task("a", "1", "Giám sát giao thông thông minh tại đô thị"),
            task("a", "2", "Giám sát giao thông thông minh"),
            task("a", "3", "Khám chữa bệnh cho đồng bào miền núi"),
        ];
        let ids: Vec<Id> = a.tasks.iter().map(|task| task.id.clone()).collect();
        let site = site(vec![a]);
        let found = find(&site, &[], &());
        assert_eq!(found[&ids[0]].iter().map(|(id, _)| id).collect::<Vec<_>>(), [&ids[1]]);
        assert!(!found.contains_key(&ids[2]), "{found:?}");
        let overlap = Overlap {
            kind: OverlapKind::WithinPlan,
            left: ids[1].clone(),
            right: ids[0].clone(),
            likeness: 80,
        };
        assert!(find(&site, &[overlap], &()).is_empty());
    }
}
