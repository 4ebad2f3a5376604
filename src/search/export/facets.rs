//! What results are filtered by: the values of each group, and for each document its values.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde_json::{Value, json};

use super::codec;
use crate::model::Date;
use crate::search::document::{Collection, Document, Group};

/// The groups with their values and, for each document, which it has.
pub(super) fn groups(collection: &Collection) -> Vec<(&'static str, Value)> {
    let of_group = |&(group, key, label, operators): &(Group, &'static str, _, _)| {
        let values = collection.values.get(&group).map_or(&[][..], Vec::as_slice);
        let places: BTreeMap<&str, u32> =
            values.iter().map(|value| value.key.as_str()).zip(0..).collect();
        let column = column(&collection.documents, |document| {
            let values = document.values(group);
            values.iter().filter_map(|value| places.get(value).copied()).collect()
        });
        let values: Vec<Value> =
            values.iter().map(|value| json!([value.key, value.label, value.names])).collect();
        (
            key,
            json!({ "key": key, "label": label, "operators": operators, "values": values, "of": column }),
        )
    };
    Group::ALL.par_iter().map(of_group).collect()
}

/// The first and the last day of each document, as places in a list of days.
pub(super) fn days(collection: &Collection) -> Value {
    let all = || collection.documents.iter().map(|document| &document.facets);
    let days: BTreeSet<Date> =
        all().flat_map(|facets| [facets.start, facets.end]).flatten().collect();
    let places: BTreeMap<Date, u32> = days.iter().copied().zip(0..).collect();
    let of = |day: fn(&Document) -> Option<Date>| {
        column(&collection.documents, |document| {
            day(document).and_then(|day| places.get(&day).copied()).into_iter().collect()
        })
    };
    json!({
        "days": days.iter().map(Date::to_string).collect::<Vec<_>>(),
        "start": of(|document| document.facets.start),
        "end": of(|document| document.facets.end),
    })
}

/// For each document how many values it has, then all values: two texts.
fn column(documents: &[Document], values: impl Fn(&Document) -> Vec<u32>) -> Value {
    let (mut counts, mut all) = (String::new(), String::new());
    for document in documents {
        let values = values(document);
        codec::push(&mut counts, u32::try_from(values.len()).unwrap_or(u32::MAX));
        for value in values {
            codec::push(&mut all, value);
        }
    }
    json!([counts, all])
}
