//! `datasette.json`: what Datasette is told about the database (`datasette cong-khai.sqlite -m datasette.json`): titles,
//! what columns mean, which column names a row, by which columns rows are sorted into facets, where words are found.

use serde_json::{Map, Value, json};

use super::edition_title;
use super::json_schema::meaning;
use crate::config::Config;
use crate::data::schema::{Column, Dataset, Type};
use crate::data::write::Release;

/// The column that names a row of a dataset in a few words, never empty; rows of others go by their id.
///
/// Without it Datasette takes the column `name` or `title`, which for tasks and plans is a paragraph.
const LABELS: [(&str, &str); 3] =
    [("van-ban", "short_title"), ("chi-tieu", "display_name"), ("co-quan", "name")];

/// What is said of the database named `database` with these tables.
pub(super) fn metadata(
    config: &Config,
    release: &Release,
    database: &str,
    datasets: &[&'static Dataset],
) -> Value {
    let mut tables: Map<String, Value> =
        datasets.iter().map(|dataset| (dataset.table_name(), table(dataset))).collect();
    for (name, title) in [("thong_tin", "Về tệp này"), ("tu_dien", "Từ điển dữ liệu")]
    {
        tables.insert(name.to_owned(), json!({ "title": title }));
    }
    json!({
        "title": edition_title(config, release),
        "description": config.description,
        "license": config.licence.name,
        "license_url": config.licence.url,
        "source": config.publisher.name,
        "source_url": format!("{}du-lieu/", config.base_url),
        "databases": { database: { "tables": tables } },
    })
}

fn table(dataset: &Dataset) -> Value {
    let meaning = |column: &Column| {
        (column.name.to_owned(), json!(format!("{}: {}", column.label, meaning(column))))
    };
    let mut table = json!({
        "title": dataset.title,
        "description": format!("{} Mỗi hàng là {}.", dataset.description, dataset.row),
        "columns": dataset.columns.iter().map(meaning).collect::<Map<_, _>>(),
        "facets": dataset.columns.iter().filter_map(facet).take(FACETS).collect::<Vec<_>>(),
    });
    let label = LABELS.into_iter().find(|(stem, _)| *stem == dataset.stem);
    if let Some((_, label)) = label.or(dataset.column("id").map(|_| ("", "id"))) {
        table["label_column"] = json!(label);
    }
    if dataset.folder.is_some() {
        table["fts_table"] = json!(dataset.words_table());
        table["fts_pk"] = json!("rowid");
    }
    table
}

/// Facets of a table; each costs a question to the database at every look.
const FACETS: usize = 6;

/// A column rows are sorted by: fixed words, rows of another table, members of a list of marks.
fn facet(column: &Column) -> Option<Value> {
    match column.kind {
        Type::Enum(_) => Some(json!(column.name)),
        Type::List if column.name.ends_with("_ids") => Some(json!({ "array": column.name })),
        _ => column.foreign_key.map(|_| json!(column.name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::dataset;

    #[test]
    fn labels_are_columns_that_are_never_empty() {
        for (stem, name) in LABELS {
            let dataset = dataset(stem).unwrap();
            assert!(dataset.columns[dataset.column(name).unwrap()].required, "{stem}.{name}");
        }
    }
}
