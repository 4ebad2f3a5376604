//! What several pages tell of a dataset: its files, its description in schema.org.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Value, json};

use crate::data::schema::Dataset;
use crate::data::{DATASETS, Release, Summary, Written, metadata};
use crate::view::ground::{Portal, address, form};

/// One file of a dataset.
#[derive(Clone, Debug, Serialize)]
pub struct FileRow<'a> {
    /// Name of the format.
    pub format: &'a str,
    /// Address below the site's root.
    pub path: &'a str,
    /// Size for people.
    pub size: String,
    /// SHA-256.
    pub sha256: &'a str,
}

impl<'a> FileRow<'a> {
    /// A file as listed.
    pub fn new(file: &'a Written) -> Self {
        let size = form::bytes(file.bytes as u64);
        Self { format: &file.format, path: &file.path, size, sha256: &file.sha256 }
    }
}

/// A dataset for search engines.
pub(in crate::view) fn node(portal: &Portal<'_>, release: &Release, set: &Summary) -> Value {
    let config = portal.config;
    let files: Vec<Value> = set
        .files
        .iter()
        .map(|file| {
            json!({
                "@type": "DataDownload",
                "name": file.format,
                "encodingFormat": metadata::media_type(&file.path),
                "contentUrl": format!("{}{}", config.base_url, file.path),
                "contentSize": format!("{} B", file.bytes),
                "sha256": file.sha256,
            })
        })
        .collect();
    let organization = json!({ "@type": "Organization", "name": config.publisher.name });
    let mut node = json!({
        "@type": "Dataset",
        "name": metadata::title(release, set),
        "description": metadata::description(release, set),
        "license": config.licence.url,
        "creator": organization,
        "publisher": organization,
        "keywords": ["kế hoạch", "chỉ tiêu", "nhiệm vụ", "tiến độ"],
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": format!("Dữ liệu mở – {}", config.title),
            "url": format!("{}{}", config.base_url, address::DATA),
        },
        "inLanguage": "vi",
        "isAccessibleForFree": true,
        "url": format!("{}{}", config.base_url, address::dataset(set.dataset.stem)),
        "distribution": files,
    });
    if let Some(version) = release.about.version {
        node["version"] = json!(version.to_string());
        node["dateModified"] = json!(version.to_string());
    }
    if !release.about.places.is_empty() {
        let place = |name: &String| json!({ "@type": "Place", "name": name });
        node["spatialCoverage"] = release.about.places.iter().map(place).collect();
    }
    if let Some((first, last)) = release.about.first.zip(release.about.last) {
        node["temporalCoverage"] = json!(format!("{first}/{last}"));
    }
    node
}

/// The datasets any edition has, in order.
pub fn stems(releases: &[Release]) -> Vec<&'static Dataset> {
    let stems: BTreeSet<&str> =
        releases.iter().flat_map(|one| &one.sets).map(|set| set.dataset.stem).collect();
    DATASETS.iter().filter(|dataset| stems.contains(dataset.stem)).collect()
}
