//! The page of open data.

use serde::Serialize;
use serde_json::{Value, json};

use super::portal::Portal;
use super::{Frame, address, form};
use crate::data::Summary;
use crate::vietnamese;

/// A dataset as the page of open data lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatasetView {
    /// Stem of its files ("nhiem-vu").
    pub stem: String,
    /// Title.
    pub title: String,
    /// What one row is and what it is good for, in one or two sentences.
    pub description: String,
    /// Number of rows.
    pub rows: usize,
    /// Files, one a format.
    pub formats: Vec<FormatView>,
    /// Columns.
    pub columns: Vec<ColumnView>,
}

impl From<&Summary> for DatasetView {
    fn from(summary: &Summary) -> Self {
        let dataset = summary.dataset;
        let formats = summary.files.iter().map(|file| FormatView {
            format: if file.is_illustrative {
                format!("{}, số liệu minh họa", file.format)
            } else {
                file.format.to_owned()
            },
            href: file.path.clone(),
            bytes: file.bytes as u64,
            sha256: file.sha256.clone(),
        });
        let columns = dataset.columns.iter().map(|column| ColumnView {
            name: column.name.to_owned(),
            label: column.label.to_owned(),
            description: column.description.to_owned(),
            kind: column.kind.label().to_owned(),
        });
        Self {
            stem: dataset.stem.to_owned(),
            title: dataset.title.to_owned(),
            description: dataset.description.to_owned(),
            rows: summary.rows,
            formats: formats.collect(),
            columns: columns.collect(),
        }
    }
}

/// A file of a dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatView {
    /// Name of the format ("CSV").
    pub format: String,
    /// Address below the site's root.
    pub href: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
}

/// A column of a dataset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ColumnView {
    /// Name in the files.
    pub name: String,
    /// Vietnamese label.
    pub label: String,
    /// What it holds.
    pub description: String,
    /// Type, in words people read ("ngày", "số nguyên").
    #[serde(rename = "type")]
    pub kind: String,
}

/// The page of open data.
#[derive(Clone, Debug, Serialize)]
pub struct DataPage<'a> {
    /// One sentence made from the data.
    pub summary: String,
    /// Datasets.
    pub datasets: Vec<DatasetRow<'a>>,
}

/// One dataset of the page.
#[derive(Clone, Debug, Serialize)]
pub struct DatasetRow<'a> {
    /// Stem: the anchor.
    pub stem: &'a str,
    /// Title.
    pub title: &'a str,
    /// Description.
    pub description: &'a str,
    /// Number of rows.
    pub rows: usize,
    /// Files.
    pub formats: Vec<FormatRow<'a>>,
    /// Columns.
    pub columns: &'a [ColumnView],
}

/// One file of a dataset.
#[derive(Clone, Debug, Serialize)]
pub struct FormatRow<'a> {
    /// Name of the format.
    pub format: &'a str,
    /// Address below the site's root.
    pub path: &'a str,
    /// Size for people.
    pub size: String,
    /// SHA-256.
    pub sha256: &'a str,
}

impl<'a> DataPage<'a> {
    /// The page with its frame.
    pub fn new(portal: &Portal<'a>, datasets: &'a [DatasetView]) -> (Frame<'a>, Self) {
        let summary = if datasets.is_empty() {
            "Chưa có bộ dữ liệu nào được công bố.".to_owned()
        } else {
            format!(
                "{} bộ dữ liệu tải về được, theo giấy phép {}.",
                vietnamese::count(datasets.len()),
                portal.config.licence.name
            )
        };
        let rows = datasets.iter().map(row).collect();
        let about = catalogue(portal, datasets);
        let frame = Frame::new(portal, address::DATA, address::DATA, "Dữ liệu mở", &summary);
        (frame.described(portal, Some(about)), Self { summary, datasets: rows })
    }
}

fn row(dataset: &DatasetView) -> DatasetRow<'_> {
    let formats = dataset.formats.iter().map(|file| FormatRow {
        format: &file.format,
        path: &file.href,
        size: form::bytes(file.bytes),
        sha256: &file.sha256,
    });
    DatasetRow {
        stem: &dataset.stem,
        title: &dataset.title,
        description: &dataset.description,
        rows: dataset.rows,
        formats: formats.collect(),
        columns: &dataset.columns,
    }
}

fn catalogue(portal: &Portal<'_>, datasets: &[DatasetView]) -> Value {
    let config = portal.config;
    let creator = json!({ "@type": "Organization", "name": config.publisher.name });
    let nodes: Vec<Value> = datasets
        .iter()
        .map(|dataset| {
            let files: Vec<Value> = dataset
                .formats
                .iter()
                .map(|file| {
                    json!({
                        "@type": "DataDownload",
                        "encodingFormat": file.format,
                        "contentUrl": format!("{}{}", config.base_url, file.href),
                    })
                })
                .collect();
            json!({
                "@type": "Dataset",
                "name": dataset.title,
                "description": format!("{} {}", dataset.description, config.description),
                "license": config.licence.url,
                "creator": creator,
                "url": format!("{}{}#{}", config.base_url, address::DATA, dataset.stem),
                "distribution": files,
            })
        })
        .collect();
    json!({
        "@type": "DataCatalog",
        "name": format!("Dữ liệu mở – {}", config.title),
        "description": config.description,
        "license": config.licence.url,
        "creator": creator,
        "dataset": nodes,
    })
}
