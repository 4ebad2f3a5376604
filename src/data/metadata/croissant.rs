//! `croissant.json`: Croissant 1.1, by which search engines of datasets and programs that learn from data find, check and
//! read tables (<https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html>).
//!
//! Rows are read from Parquet where there is one, because readers guess the types of a CSV's columns.

use serde_json::{Value, json};

use super::json_schema::meaning;
use super::{description, edition_title, title};
use crate::config::Config;
use crate::data::schema::{Column, Type};
use crate::data::write::{Release, Summary, Written};

/// The formats of rows, the one to read them from last, with the media types the specification names.
const FORMATS: [(&str, &str); 2] = [("CSV", "text/csv"), ("Parquet", "application/x-parquet")];

/// The description of an edition.
pub(super) fn dataset(config: &Config, release: &Release) -> Value {
    let base = &config.base_url;
    let publisher = json!({ "@type": "sc:Organization", "name": config.publisher.name });
    let files = release.sets.iter().flat_map(|set| {
        files(set).map(move |(file, media)| file_object(config, release, set, file, media))
    });
    let records = release.sets.iter().filter_map(|set| record_set(release, set));
    let mut dataset = json!({
        "@context": context(),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": edition_title(config, release),
        "description": config.description,
        "url": format!("{base}du-lieu/"),
        "license": config.licence.url,
        "creator": publisher,
        "publisher": publisher,
        "inLanguage": "vi",
        "isLiveDataset": true,
        "keywords": ["kế hoạch", "chỉ tiêu", "nhiệm vụ", "tiến độ"],
        "distribution": files.collect::<Vec<_>>(),
        "recordSet": records.collect::<Vec<_>>(),
    });
    if let Some(version) = release.about.version {
        for name in ["version", "datePublished", "dateModified"] {
            dataset[name] = json!(version.to_string());
        }
        dataset["citeAs"] = json!(format!(
            "{}, {}, {base}du-lieu/, {version}",
            config.publisher.name,
            edition_title(config, release)
        ));
    }
    dataset
}

/// The files of a dataset that hold its rows.
fn files(set: &Summary) -> impl Iterator<Item = (&Written, &'static str)> {
    let of = |(format, media)| Some((set.files.iter().find(|file| file.format == format)?, media));
    FORMATS.into_iter().filter_map(of)
}

/// Name of a file below its edition, also its mark in the description.
fn name(file: &Written) -> &str {
    file.path.rsplit('/').next().unwrap_or_default()
}

fn file_object(
    config: &Config,
    release: &Release,
    set: &Summary,
    file: &Written,
    media: &str,
) -> Value {
    json!({
        "@type": "cr:FileObject",
        "@id": name(file),
        "name": name(file),
        "description": format!("{}, {}", title(release, set), file.format),
        "contentUrl": format!("{}{}", config.base_url, file.path),
        "contentSize": format!("{} B", file.bytes),
        "encodingFormat": media,
        "sha256": file.sha256,
    })
}

fn record_set(release: &Release, set: &Summary) -> Option<Value> {
    let (file, _) = files(set).last()?;
    let stem = set.dataset.stem;
    let mark = |column: &str| json!({ "@id": format!("{stem}/{column}") });
    let fields = set.dataset.columns.iter().map(|column| field(stem, column, name(file)));
    let mut records = json!({
        "@type": "cr:RecordSet",
        "@id": stem,
        "name": title(release, set),
        "description": description(release, set),
        "field": fields.collect::<Vec<_>>(),
    });
    if !set.dataset.primary_key.is_empty() {
        records["key"] = set.dataset.primary_key.iter().map(|column| mark(column)).collect();
    }
    Some(records)
}

fn field(stem: &str, column: &Column, file: &str) -> Value {
    let kind = match column.kind {
        Type::Text | Type::List | Type::Enum(_) => "sc:Text",
        Type::Integer => "sc:Integer",
        Type::Decimal => "sc:Float",
        Type::Date => "sc:Date",
        Type::Boolean => "sc:Boolean",
    };
    let mut field = json!({
        "@type": "cr:Field",
        "@id": format!("{stem}/{}", column.name),
        "name": column.name,
        "description": format!("{}: {}", column.label, meaning(column)),
        "dataType": kind,
        "source": { "fileObject": { "@id": file }, "extract": { "column": column.name } },
    });
    if matches!(column.kind, Type::List) && file.ends_with(".parquet") {
        field["isArray"] = json!(true);
        field["arrayShape"] = json!("-1");
    }
    // Which column another table is found by stands in the Data Package: with `references`, mlcroissant 1.1 reads only
    // the first table of a catalogue that is opened once.
    field
}

/// The names of the specification, inside the file: no reader has to fetch them.
fn context() -> Value {
    let mut context = json!({
        "@language": "vi",
        "@vocab": "https://schema.org/",
        "cr": "http://mlcommons.org/croissant/",
        "dct": "http://purl.org/dc/terms/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "sc": "https://schema.org/",
        "conformsTo": "dct:conformsTo",
        "data": { "@id": "cr:data", "@type": "@json" },
        "dataType": { "@id": "cr:dataType", "@type": "@vocab" },
        "description": { "@container": "@language" },
        "examples": { "@id": "cr:examples", "@type": "@json" },
        "name": { "@container": "@language" },
    });
    for name in [
        "arrayShape",
        "citeAs",
        "column",
        "containedIn",
        "equivalentProperty",
        "extract",
        "field",
        "fileObject",
        "fileProperty",
        "fileSet",
        "format",
        "includes",
        "isArray",
        "isLiveDataset",
        "jsonPath",
        "key",
        "md5",
        "parentField",
        "path",
        "recordSet",
        "references",
        "regex",
        "repeated",
        "replace",
        "samplingRate",
        "separator",
        "source",
        "subField",
        "transform",
    ] {
        context[name] = json!(format!("cr:{name}"));
    }
    context
}
