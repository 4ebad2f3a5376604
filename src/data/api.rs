//! The static interface for programs: `/api/v1/`, described by `openapi.json` (version 3.1).
//!
//! A dataset's document says what it is and where its files are; an item's document holds its row and the rows of
//! other datasets about it. Nothing here is a second copy of a whole table. Made-up figures have a tree of their own.

use std::collections::BTreeMap;
use std::io::Write as _;

use rayon::prelude::*;
use serde_json::{Map, Value as Json, json};

use super::digests::{Digests, TableDigests};
use super::edition::Edition;
use super::format::json;
use super::metadata::{self, pretty, row_schemas};
use super::schema::Dataset;
use super::shard::Shard;
use super::table::{Row, Source, Table};
use super::write::{Release, Summary};
use crate::checksum::{digest_of, sha256};
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::Id;
use crate::tree::{Group, OutputTree};

/// Folder of this version of the interface.
const FOLDER: &str = "api/v1";
/// The same for made-up figures.
const ILLUSTRATIVE_FOLDER: &str = "api/minh-hoa/v1";

/// The columns that name an item of a dataset in other datasets.
const REFERRING: &[(&str, &[&str])] = &[
    ("van-ban", &["item_id"]),
    ("chi-tieu", &["indicator_id", "item_id"]),
    ("nhiem-vu", &["task_id", "item_id"]),
    ("co-quan", &["agency_id"]),
];

/// Folder of an edition.
fn folder(release: &Release) -> &'static str {
    if release.is_illustrative { ILLUSTRATIVE_FOLDER } else { FOLDER }
}

/// Writes the documents of an edition; `digests` are those of its tables.
pub(super) fn edition(
    config: &Config,
    edition: &Edition<'_>,
    release: &Release,
    digests: &Digests,
    tree: &OutputTree<'_>,
    diagnostics: &mut Diagnostics,
) {
    let folder = folder(release);
    let mut insert = |name: &str, document: &Json| {
        tree.insert(format!("{folder}/{name}.json"), pretty(document), diagnostics);
    };
    insert("index", &index(config, release, folder));
    insert("thong-tin", &information(config, release));
    insert("openapi", &open_api(config, release));
    for set in &release.sets {
        insert(set.dataset.stem, &dataset(config, release, folder, set));
    }
    for set in &release.sets {
        let folder = format!("{folder}/{}", set.dataset.stem);
        let write = |shard: &Shard| {
            let mut problems = Diagnostics::default();
            let source = || {
                let buckets = shard.buckets(&set.items);
                let about = |one: &TableDigests| one.about(set.dataset, &buckets);
                let used = edition.datasets.iter().filter_map(|one| digests.get(one.stem));
                digest_of(&used.filter_map(about).collect::<Vec<_>>())
            };
            let make = |group: &Group<'_>, diagnostics: &mut Diagnostics| {
                items(edition, set.dataset, *shard, &folder, group, diagnostics);
            };
            tree.insert_group(&format!("{folder}/{}", shard.number()), source, make, &mut problems);
            problems
        };
        let shards = if set.items.is_empty() { Vec::new() } else { Shard::all(set.items.len()) };
        let problems: Vec<Diagnostics> = shards.par_iter().map(write).collect();
        for found in problems {
            diagnostics.extend(found);
        }
    }
}

/// Writes the documents of the items of a dataset that are in a shard.
fn items(
    edition: &Edition<'_>,
    dataset: &'static Dataset,
    shard: Shard,
    folder: &str,
    group: &Group<'_>,
    diagnostics: &mut Diagnostics,
) {
    let source = Source { only: Some(shard), ..edition.source };
    let table = |dataset| Table::new(source, dataset);
    let related = Related::new(dataset, edition.datasets.iter().copied(), table);
    for row in &table(dataset).rows {
        if let Some(id) = &row.id {
            let document = item(dataset, row, id.as_str(), &related);
            group.insert(format!("{folder}/{id}.json"), document, diagnostics);
        }
    }
}

fn index(config: &Config, release: &Release, folder: &str) -> Json {
    let base = &config.base_url;
    let set = |set: &Summary| {
        json!({
            "name": set.dataset.stem,
            "title": metadata::title(release, set),
            "rows": set.rows,
            "href": format!("{base}{folder}/{}.json", set.dataset.stem),
        })
    };
    json!({
        "title": config.title,
        "illustrative": release.is_illustrative,
        "information": format!("{base}{folder}/thong-tin.json"),
        "datasets": release.sets.iter().map(set).collect::<Vec<_>>(),
    })
}

fn information(config: &Config, release: &Release) -> Json {
    let sums: Vec<&str> = release
        .sets
        .iter()
        .flat_map(|set| set.files.iter().map(|file| file.sha256.as_str()))
        .collect();
    json!({
        "version": release.about.version.map(|version| version.to_string()),
        "illustrative": release.is_illustrative,
        "publisher": config.publisher.name,
        "licence": { "name": config.licence.name, "url": config.licence.url },
        "generator": concat!("congkhai ", env!("CARGO_PKG_VERSION")),
        "data_sha256": sha256(sums.join("\n")),
    })
}

fn dataset(config: &Config, release: &Release, folder: &str, set: &Summary) -> Json {
    let base = &config.base_url;
    let stem = set.dataset.stem;
    let file = |file: &super::Written| {
        json!({
            "format": file.format,
            "media_type": metadata::media_type(&file.path),
            "href": format!("{base}{}", file.path),
            "bytes": file.bytes,
            "sha256": file.sha256,
        })
    };
    let item =
        |id: &Id| json!({ "id": id.as_str(), "href": format!("{base}{folder}/{stem}/{id}.json") });
    json!({
        "name": stem,
        "title": metadata::title(release, set),
        "description": metadata::description(release, set),
        "illustrative": release.is_illustrative,
        "rows": set.rows,
        "schema": format!("{base}{}/{stem}.schema.json", release.folder),
        "files": set.files.iter().map(file).collect::<Vec<_>>(),
        "items": set.items.iter().map(item).collect::<Vec<_>>(),
    })
}

/// The columns that name an item of a dataset in another one.
fn referring(dataset: &Dataset) -> &'static [&'static str] {
    let columns = REFERRING.iter().find(|(stem, _)| *stem == dataset.stem);
    columns.map_or(&[], |(_, columns)| columns)
}

/// Which column of `other` names an item of `dataset`, if any.
pub(super) fn column_about(dataset: &Dataset, other: &Dataset) -> Option<usize> {
    referring(dataset).iter().find_map(|name| other.column(name))
}

/// Rows of another dataset by the item they are about.
struct Related {
    dataset: &'static Dataset,
    rows: BTreeMap<String, Vec<Row>>,
}

impl Related {
    /// The rows about items of `dataset` in those of `others` that name such items.
    fn new(
        dataset: &Dataset,
        others: impl Iterator<Item = &'static Dataset>,
        table: impl Fn(&'static Dataset) -> Table,
    ) -> Vec<Self> {
        let related = |other: &'static Dataset| {
            let at = column_about(dataset, other)?;
            let mut rows: BTreeMap<String, Vec<Row>> = BTreeMap::new();
            for row in table(other).rows {
                rows.entry(row.values[at].to_cell().into_owned()).or_default().push(row);
            }
            Some(Self { dataset: other, rows })
        };
        others.filter_map(related).collect()
    }
}

/// The name of a dataset's rows in an item's document.
fn member(dataset: &Dataset) -> String {
    dataset.stem.replace('-', "_")
}

/// Written by hand so that numbers keep their digits.
fn item(dataset: &Dataset, row: &Row, id: &str, related: &[Related]) -> Vec<u8> {
    let mut text = b"{\n\"data\":".to_vec();
    json::push(&mut text, dataset, row);
    for Related { dataset: other, rows } in related {
        // Writing to memory cannot fail.
        let _ = write!(text, ",\n\"{}\":[", member(other));
        for (place, row) in rows.get(id).into_iter().flatten().enumerate() {
            text.extend(if place == 0 { &b""[..] } else { b",\n" });
            json::push(&mut text, other, row);
        }
        text.push(b']');
    }
    text.extend(b"\n}\n");
    text
}

/// The description of an edition's documents.
fn open_api(config: &Config, release: &Release) -> Json {
    let folder = folder(release);
    let mut paths = Map::new();
    let mut schemas = common();
    let mut get = |path: &str, operation: Json| {
        paths.insert(format!("/{folder}/{path}"), json!({ "get": operation }));
    };
    get("index.json", operation("muc-luc", "Các bộ dữ liệu", "Index", false));
    get("thong-tin.json", operation("thong-tin", "Phiên bản và giấy phép", "Information", false));
    for set in &release.sets {
        let (stem, title) = (set.dataset.stem, metadata::title(release, set));
        let summary = format!("{title}: mô tả và các tệp");
        get(&format!("{stem}.json"), operation(stem, &summary, "Dataset", false));
        schemas.extend(row_schemas(set.dataset));
        if set.dataset.folder.is_some() && set.rows > 0 {
            let schema = format!("{stem}-muc");
            let one = operation(&schema, &format!("{title}: một mục"), &schema, true);
            get(&format!("{stem}/{{id}}.json"), one);
            schemas.insert(schema, item_schema(release, set.dataset));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": config.title,
            "description": format!("{} Các tệp JSON tĩnh, không cần khóa.", config.description),
            "version": "1",
            "license": { "name": config.licence.name, "url": config.licence.url },
        },
        "servers": [{ "url": config.base_url.trim_end_matches('/') }],
        "security": [],
        "tags": [{ "name": "du-lieu", "description": "Dữ liệu mở" }],
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

fn operation(id: &str, summary: &str, schema: &str, has_id: bool) -> Json {
    let schema = json!({ "$ref": format!("#/components/schemas/{schema}") });
    let mut operation = json!({
        "operationId": id,
        "summary": summary,
        "tags": ["du-lieu"],
        "responses": {
            "200": {
                "description": "Có",
                "content": { "application/json": { "schema": schema } },
            },
            "404": { "description": "Không có" },
        },
    });
    if has_id {
        operation["parameters"] = json!([{
            "name": "id",
            "in": "path",
            "required": true,
            "description": "Mã, cũng là phần cuối trong địa chỉ trang",
            "schema": { "type": "string" },
        }]);
    }
    operation
}

fn item_schema(release: &Release, dataset: &Dataset) -> Json {
    let row = |stem: &str| json!({ "$ref": format!("#/components/schemas/{stem}") });
    let mut properties = Map::new();
    properties.insert("data".to_owned(), row(dataset.stem));
    for other in release.sets.iter().map(|set| set.dataset) {
        if column_about(dataset, other).is_some() {
            let rows = json!({ "type": "array", "items": row(other.stem) });
            properties.insert(member(other), rows);
        }
    }
    closed(&properties)
}

/// An object with these members and no others.
fn closed(properties: &Map<String, Json>) -> Json {
    let names: Vec<String> = properties.keys().cloned().collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": names,
        "additionalProperties": false,
    })
}

/// Schemas of the documents that are no rows.
fn common() -> Map<String, Json> {
    let text = || json!({ "type": "string" });
    let url = || json!({ "type": "string", "format": "uri" });
    let count = || json!({ "type": "integer", "minimum": 0 });
    let yes = || json!({ "type": "boolean" });
    let object = |members: &[(&str, Json)]| {
        closed(&members.iter().map(|(name, one)| ((*name).to_owned(), one.clone())).collect())
    };
    let list = |items: Json| json!({ "type": "array", "items": items });
    let entry = object(&[("name", text()), ("title", text()), ("rows", count()), ("href", url())]);
    let file = object(&[
        ("format", text()),
        ("media_type", text()),
        ("href", url()),
        ("bytes", count()),
        ("sha256", json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" })),
    ]);
    let index = object(&[
        ("title", text()),
        ("illustrative", yes()),
        ("information", url()),
        ("datasets", list(entry)),
    ]);
    let information = object(&[
        ("version", json!({ "type": ["string", "null"], "format": "date" })),
        ("illustrative", yes()),
        ("publisher", text()),
        ("licence", object(&[("name", text()), ("url", url())])),
        ("generator", text()),
        ("data_sha256", text()),
    ]);
    let dataset = object(&[
        ("name", text()),
        ("title", text()),
        ("description", text()),
        ("illustrative", yes()),
        ("rows", count()),
        ("schema", url()),
        ("files", list(file)),
        ("items", list(object(&[("id", text()), ("href", url())]))),
    ]);
    [("Index", index), ("Information", information), ("Dataset", dataset)]
        .map(|(name, schema)| (name.to_owned(), schema))
        .into_iter()
        .collect()
}
