//! A table as Parquet files in folders, one for each plan, named as Hive names them.

use std::collections::BTreeMap;

use super::format::Refusal;
use super::format::parquet::write_without;
use super::table::{Row, Table};
use super::value::Value;
use crate::model::{Id, Site};

/// What Hive calls the folder of rows that belong to none.
const NO_PLAN: &str = "__HIVE_DEFAULT_PARTITION__";
/// Column that names the folder of a partition; not repeated in its files.
const PLAN: &str = "plan_id";

/// The files of a table, one for each plan.
pub(super) fn files(site: &Site, table: &Table) -> Result<Vec<(String, Vec<u8>)>, Refusal> {
    let plans = plans(site);
    let Table { dataset, rows } = table;
    let stem = dataset.stem;
    let own = dataset.column(PLAN);
    let items = ["task_id", "indicator_id", "item_id"];
    let item = own.or_else(|| items.iter().find_map(|name| dataset.column(name)));
    let is_plan = stem == "van-ban";
    let Some(item) = item.or_else(|| is_plan.then(|| dataset.column("id")).flatten()) else {
        return Ok(vec![(format!("{stem}/part-0.parquet"), write_without(dataset, rows, None)?)]);
    };
    let mut parts: BTreeMap<&str, Vec<Row>> = BTreeMap::new();
    for row in rows {
        let id = if let Value::Text(text) = &row.values[item] { Id::new(text) } else { None };
        let plan = id.as_ref().and_then(|id| plans.get(id));
        parts.entry(plan.map_or(NO_PLAN, |plan| plan.as_str())).or_default().push(row.clone());
    }
    let file = |(plan, rows): (&str, Vec<Row>)| {
        let path = format!("{stem}/{PLAN}={plan}/part-0.parquet");
        Ok((path, write_without(dataset, &rows, own)?))
    };
    parts.into_iter().map(file).collect()
}

/// The plan of every plan, indicator and task.
fn plans(site: &Site) -> BTreeMap<&Id, &Id> {
    let mut plans = BTreeMap::new();
    for plan in site.plans.iter() {
        let items = plan.indicators.iter().map(|item| &item.id);
        let items = items.chain(plan.tasks.iter().map(|task| &task.id)).chain([&plan.id]);
        plans.extend(items.map(|item| (item, &plan.id)));
    }
    plans
}
