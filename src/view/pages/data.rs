//! The page of open data: what there is, what it may be used for, how to quote it.

use serde::Serialize;
use serde_json::{Value, json};

use crate::vietnamese;
use crate::data::{CHANGES, Release, Summary};
use crate::view::ground::{Portal, address, form};
use crate::view::ground::link::Link;
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;
use crate::view::parts::dataset::{self, FileRow};

/// All open data. It lists every file, so it is made when all of them are known.
pub struct Route;

impl<'a> Page<'a> for Route {
    const TEMPLATE: &'static str = "data";
    const IS_LAST: bool = true;
    type View = DataPage<'a>;

    fn every(_: &Context<'_, 'a>) -> Vec<Self> {
        vec![Self]
    }

    fn address(&self) -> String {
        address::DATA.to_owned()
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        DataPage::new(context.portal, context.releases)
    }
}

/// The page of open data.
#[derive(Clone, Debug, Serialize)]
pub struct DataPage<'a> {
    /// One sentence made from the data.
    pub summary: String,
    /// The editions: official, then made up.
    pub editions: Vec<EditionView<'a>>,
    /// How to quote it; nothing without data.
    pub citation: Option<String>,
    /// The snapshots published, newest first.
    pub versions: Vec<VersionRow<'a>>,
    /// The data as it was when periods were published, newest first.
    pub frozen: Vec<FrozenRow<'a>>,
    /// What changed in the columns, newest first.
    pub changes: Vec<ChangeRow>,
}

/// One edition of the page.
#[derive(Clone, Debug, Serialize)]
pub struct EditionView<'a> {
    /// Whether its figures are made up.
    pub is_illustrative: bool,
    /// Its version, for people.
    pub version: Option<String>,
    /// The same for machines.
    pub version_date: Option<String>,
    /// The time it covers, in words.
    pub coverage: Option<String>,
    /// Its datasets.
    pub datasets: Vec<DatasetRow<'a>>,
    /// Files that hold all datasets.
    pub whole: Vec<FileRow<'a>>,
    /// Descriptions for programs.
    pub descriptions: Vec<Link<'a>>,
}

/// One dataset of the page.
#[derive(Clone, Debug, Serialize)]
pub struct DatasetRow<'a> {
    /// Anchor: the stem, for made-up figures with a mark before it.
    pub anchor: String,
    /// Its page.
    pub path: String,
    /// Title.
    pub title: &'a str,
    /// What one row is.
    pub row: &'a str,
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub columns: usize,
    /// Files.
    pub files: Vec<FileRow<'a>>,
}

/// A snapshot published.
#[derive(Clone, Debug, Serialize)]
pub struct VersionRow<'a> {
    /// The snapshot.
    pub period: Link<'a>,
    /// As of when, for people.
    pub as_of: String,
    /// The same for machines.
    pub as_of_date: String,
    /// Whether its figures are made up.
    pub is_illustrative: bool,
}

/// All data as of a published period, in a file that never changes.
#[derive(Clone, Debug, Serialize)]
pub struct FrozenRow<'a> {
    /// The day its figures were closed, for people.
    pub date: String,
    /// The same for machines.
    pub date_iso: String,
    /// The period.
    pub period: String,
    /// Address below the site's root.
    pub path: String,
    /// Size for people.
    pub size: String,
    /// SHA-256.
    pub sha256: &'a str,
}

/// A version of the columns.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeRow {
    /// Its number.
    pub version: u32,
    /// What changed.
    pub text: &'static str,
}

impl<'a> DataPage<'a> {
    /// The page with its frame.
    pub fn new(portal: &Portal<'a>, releases: &'a [Release]) -> (Frame<'a>, Self) {
        let config = portal.config;
        let stems = dataset::stems(releases);
        let summary = if stems.is_empty() {
            "Chưa có bộ dữ liệu nào được công bố.".to_owned()
        } else {
            format!(
                "{} bộ dữ liệu tải về được, theo giấy phép {}.",
                vietnamese::count(stems.len()),
                config.licence.name
            )
        };
        let newest = releases.first().and_then(|release| release.about.version);
        let citation = newest.map(|version| {
            format!(
                "{}, “Dữ liệu mở – {}”, phiên bản ngày {}, {}{}, giấy phép {}.",
                config.publisher.name,
                config.title,
                vietnamese::date(version),
                config.base_url,
                address::DATA,
                config.licence.name,
            )
        });
        let versions = portal.stages().rev().map(|(snapshot, _)| VersionRow {
            period: Link::new(address::period(&snapshot.id), snapshot.period.label()),
            as_of: vietnamese::date(snapshot.as_of),
            as_of_date: snapshot.as_of.to_string(),
            is_illustrative: snapshot.is_illustrative,
        });
        let frozen = portal.site.versions.iter().rev().map(|version| FrozenRow {
            date: vietnamese::date(version.date),
            date_iso: version.date.to_string(),
            period: version.period.label(),
            path: format!("{}{}", address::VERSIONS, version.path),
            size: form::bytes(version.bytes.len() as u64),
            sha256: &version.sha256,
        });
        let changes = CHANGES.iter().map(|&(version, text)| ChangeRow { version, text });
        let page = Self {
            editions: releases.iter().map(edition).collect(),
            citation,
            versions: versions.collect(),
            frozen: frozen.collect(),
            changes: changes.collect(),
            summary,
        };
        let about = catalogue(portal, releases);
        let frame = Frame::new(portal, address::DATA, address::DATA, "Dữ liệu mở", &page.summary);
        (frame.described(portal, Some(about)), page)
    }
}

fn edition(release: &Release) -> EditionView<'_> {
    let about = &release.about;
    let years = about.first.zip(about.last);
    let folder = release.folder;
    let api = if release.is_illustrative { "api/minh-hoa/v1" } else { "api/v1" };
    let has_database = release.whole.iter().any(|file| file.path.ends_with(".sqlite"));
    let database = || Link::new(format!("{folder}/datasette.json"), "Datasette");
    EditionView {
        is_illustrative: release.is_illustrative,
        version: about.version.map(vietnamese::date),
        version_date: about.version.map(|version| version.to_string()),
        coverage: years.map(|(first, last)| {
            format!("từ {} đến {}", vietnamese::date(first), vietnamese::date(last))
        }),
        datasets: release.sets.iter().map(|set| row(release, set)).collect(),
        whole: release.whole.iter().map(FileRow::new).collect(),
        descriptions: vec![
            Link::new(
                format!("{api}/openapi.json"),
                "OpenAPI (tệp JSON tĩnh, từng mục một địa chỉ)",
            ),
            Link::new(format!("{folder}/datapackage.json"), "Data Package"),
            Link::new(format!("{folder}/csv-metadata.json"), "CSV on the Web"),
            Link::new(format!("{folder}/danh-muc.jsonld"), "DCAT (JSON-LD)"),
            Link::new(format!("{folder}/danh-muc.ttl"), "DCAT (Turtle)"),
            Link::new(format!("{folder}/croissant.json"), "Croissant"),
        ]
        .into_iter()
        .chain(has_database.then(database))
        .collect(),
    }
}

fn row<'a>(release: &Release, set: &'a Summary) -> DatasetRow<'a> {
    let mark = if release.is_illustrative { "minh-hoa-" } else { "" };
    let stem = set.dataset.stem;
    DatasetRow {
        anchor: format!("{mark}{stem}"),
        path: address::dataset(stem),
        title: set.dataset.title,
        row: set.dataset.row,
        rows: set.rows,
        columns: set.dataset.columns.len(),
        files: set.files.iter().map(FileRow::new).collect(),
    }
}

fn catalogue(portal: &Portal<'_>, releases: &[Release]) -> Value {
    let config = portal.config;
    let nodes: Vec<Value> = releases
        .iter()
        .flat_map(|release| release.sets.iter().map(move |set| (release, set)))
        .map(|(release, set)| dataset::node(portal, release, set))
        .collect();
    json!({
        "@type": "DataCatalog",
        "name": format!("Dữ liệu mở – {}", config.title),
        "description": config.description,
        "license": config.licence.url,
        "creator": { "@type": "Organization", "name": config.publisher.name },
        "dataset": nodes,
    })
}
