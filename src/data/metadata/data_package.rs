//! `datapackage.json`: Data Package 2.0 with Table Schema, the CSV files as resources.

use serde_json::{Value, json};

use super::json_schema::meaning;
use super::{description, edition_title, moment, spdx, title};
use crate::config::Config;
use crate::data::schema::{Column, Type};
use crate::data::write::{Release, Summary};

/// The package of an edition.
pub(super) fn package(config: &Config, release: &Release) -> Value {
    let base = &config.base_url;
    let about = &release.about;
    let plan = |(id, name): &(String, String)| json!({ "title": name, "path": format!("{base}van-ban/{id}/") });
    let mut publisher = json!({ "title": config.publisher.name, "roles": ["publisher"] });
    if let Some(url) = &config.publisher.url {
        publisher["path"] = json!(url);
    }
    let mut licence = json!({ "title": config.licence.name, "path": config.licence.url });
    if let Some(name) = spdx(&config.licence.name) {
        licence["name"] = json!(name);
    }
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": release.folder.replace('/', "-"),
        "id": format!("{base}{}/", release.folder),
        "title": edition_title(config, release),
        "description": config.description,
        "homepage": format!("{base}du-lieu/"),
        "keywords": ["kế hoạch", "chỉ tiêu", "nhiệm vụ", "tiến độ"],
        "licenses": [licence],
        "contributors": [publisher],
        "sources": about.plans.iter().map(plan).collect::<Vec<_>>(),
        "illustrative": release.is_illustrative,
    });
    if let Some(version) = about.version {
        package["version"] = json!(version.to_string());
        package["created"] = json!(moment(version));
    }
    let resources = release.sets.iter().filter_map(|set| resource(release, set));
    package["resources"] = resources.collect();
    package
}

fn resource(release: &Release, set: &Summary) -> Option<Value> {
    let stem = set.dataset.stem;
    let file = set.file(&format!("{}/{stem}.csv", release.folder))?;
    let fields: Vec<Value> = set.dataset.columns.iter().map(field).collect();
    let mut schema = json!({ "fields": fields, "missingValues": [""] });
    if !set.dataset.primary_key.is_empty() {
        schema["primaryKey"] = json!(set.dataset.primary_key);
    }
    let keys: Vec<Value> =
        set.dataset.columns.iter().filter_map(|one| key(release, set, one)).collect();
    if !keys.is_empty() {
        schema["foreignKeys"] = json!(keys);
    }
    Some(json!({
        "name": stem,
        "type": "table",
        "path": format!("{stem}.csv"),
        "title": title(release, set),
        "description": description(release, set),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": format!("sha256:{}", file.sha256),
        "rows": set.rows,
        "schema": schema,
    }))
}

fn field(column: &Column) -> Value {
    let kind = match column.kind {
        Type::Text | Type::List | Type::Enum(_) => "string",
        Type::Integer => "integer",
        Type::Decimal => "number",
        Type::Date => "date",
        Type::Boolean => "boolean",
    };
    let mut field = json!({
        "name": column.name,
        "type": kind,
        "title": column.label,
        "titleEn": column.label_en,
        "description": match column.kind {
            Type::List => format!("{} Các phần cách nhau bằng dấu ;", meaning(column)),
            _ => meaning(column),
        },
    });
    let mut constraints = json!({});
    if column.required {
        constraints["required"] = json!(true);
    }
    if column.unique {
        constraints["unique"] = json!(true);
    }
    if let Type::Enum(words) = column.kind {
        constraints["enum"] = words().iter().map(|(word, _)| json!(word)).collect();
    }
    if constraints != json!({}) {
        field["constraints"] = constraints;
    }
    field
}

/// The key of a column into another dataset of the same edition.
fn key(release: &Release, set: &Summary, column: &Column) -> Option<Value> {
    let key = column.foreign_key?;
    release.set(key.dataset)?;
    // The own table is named by nothing.
    let resource = if key.dataset == set.dataset.stem { "" } else { key.dataset };
    let reference = json!({ "resource": resource, "fields": [key.column] });
    Some(json!({ "fields": [column.name], "reference": reference }))
}
