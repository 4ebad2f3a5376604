//! The page of one dataset: its files, first rows, columns, and lines to copy into a program.

use serde::Serialize;
use serde_json::Value;

use crate::vietnamese;
use crate::data::{Release, Summary, workbook_path};
use crate::data::schema::{Column, Dataset, Type};
use crate::view::ground::{Portal, address, form};
use crate::view::ground::link::Link;
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;
use crate::view::parts::dataset::{FileRow, node, stems};
use crate::view::parts::recipe::{Recipe, recipes};

/// A dataset, in all editions that have it.
pub struct Route(&'static Dataset);

impl<'a> Page<'a> for Route {
    const TEMPLATE: &'static str = "dataset";
    type View = DatasetPage<'a>;

    fn every(context: &Context<'_, 'a>) -> Vec<Self> {
        stems(context.releases).into_iter().map(Self).collect()
    }

    fn address(&self) -> String {
        address::dataset(self.0.stem)
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        DatasetPage::new(context.portal, context.releases, self.0)
    }
}

/// Everything the page of a dataset shows.
#[derive(Clone, Debug, Serialize)]
pub struct DatasetPage<'a> {
    /// Stem of its files.
    pub stem: &'static str,
    /// Title.
    pub title: &'static str,
    /// Description.
    pub description: &'static str,
    /// What one row is.
    pub row: &'static str,
    /// One sentence made from the data.
    pub summary: String,
    /// The editions that have it: official, then made up.
    pub editions: Vec<DatasetEdition<'a>>,
    /// Columns.
    pub columns: Vec<ColumnView>,
    /// Names of the columns that tell rows apart.
    pub key: &'static [&'static str],
}

/// The dataset in one edition.
#[derive(Clone, Debug, Serialize)]
pub struct DatasetEdition<'a> {
    /// Whether its figures are made up.
    pub is_illustrative: bool,
    /// As of when.
    pub version: Option<String>,
    /// The same for machines.
    pub version_date: Option<String>,
    /// Number of rows.
    pub rows: usize,
    /// Files.
    pub files: Vec<FileRow<'a>>,
    /// Descriptions for programs.
    pub descriptions: Vec<Link<'a>>,
    /// Cells of the first rows, long words clipped.
    pub preview: Vec<Vec<String>>,
    /// Lines to copy.
    pub recipes: Vec<Recipe>,
}

/// A column.
#[derive(Clone, Debug, Serialize)]
pub struct ColumnView {
    /// Name in the files.
    pub name: &'static str,
    /// Vietnamese label.
    pub label: &'static str,
    /// What it holds.
    pub description: &'static str,
    /// Type, in words people read ("ngày", "số nguyên").
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Whether no cell is empty.
    pub is_required: bool,
    /// The dataset and column its values are found in.
    pub key: Option<(Link<'static>, &'static str)>,
    /// Its words with their labels.
    pub words: Vec<(&'static str, &'static str)>,
}

impl<'a> DatasetPage<'a> {
    /// The page of `dataset` with its frame.
    pub fn new(
        portal: &Portal<'a>,
        releases: &'a [Release],
        dataset: &'static Dataset,
    ) -> (Frame<'a>, Self) {
        let own = releases.iter().filter_map(|one| Some((one, one.set(dataset.stem)?)));
        let own: Vec<(&Release, &Summary)> = own.collect();
        let counts: Vec<String> = own
            .iter()
            .map(|(release, set)| {
                let mark = if release.is_illustrative { " minh họa" } else { "" };
                format!("{} dòng{mark}", vietnamese::count(set.rows))
            })
            .collect();
        let columns = vietnamese::count(dataset.columns.len());
        let summary =
            format!("{}, {columns} cột. Mỗi dòng là {}.", counts.join(" và "), dataset.row);
        let page = Self {
            stem: dataset.stem,
            title: dataset.title,
            description: dataset.description,
            row: dataset.row,
            editions: own.iter().map(|(release, set)| part(portal, release, set)).collect(),
            columns: dataset.columns.iter().map(|one| column(releases, one)).collect(),
            key: dataset.primary_key,
            summary,
        };
        let path = address::dataset(dataset.stem);
        let description = format!("{} {}", dataset.description, page.summary);
        let description = form::clip(&description, 300).into_owned();
        let nodes: Vec<Value> =
            own.iter().map(|(release, set)| node(portal, release, set)).collect();
        let frame = Frame::new(portal, &path, address::DATA, dataset.title, description)
            .titled(format!("Dữ liệu mở: {}", dataset.title))
            .below(Link::new(address::DATA, "Dữ liệu mở"))
            .described_all(portal, nodes);
        (frame, page)
    }
}

fn part<'a>(portal: &Portal<'a>, release: &'a Release, set: &'a Summary) -> DatasetEdition<'a> {
    let (folder, stem) = (release.folder, set.dataset.stem);
    DatasetEdition {
        is_illustrative: release.is_illustrative,
        version: release.about.version.map(vietnamese::date),
        version_date: release.about.version.map(|version| version.to_string()),
        rows: set.rows,
        files: set.files.iter().map(FileRow::new).collect(),
        descriptions: vec![
            Link::new(format!("{folder}/{stem}.schema.json"), "JSON Schema"),
            Link::new(format!("{folder}/{stem}.csv-metadata.json"), "CSV on the Web"),
        ],
        preview: set
            .preview
            .iter()
            .map(|row| row.iter().map(|cell| form::clip(cell, 90).into_owned()).collect())
            .collect(),
        recipes: recipes(&portal.config.base_url, set, &workbook_path(release)),
    }
}

fn column(releases: &[Release], column: &Column) -> ColumnView {
    let key =
        column.foreign_key.filter(|key| releases.iter().any(|one| one.set(key.dataset).is_some()));
    ColumnView {
        name: column.name,
        label: column.label,
        description: column.description,
        kind: column.kind.label(),
        is_required: column.required,
        key: key.map(|key| (Link::new(address::dataset(key.dataset), key.dataset), key.column)),
        words: match column.kind {
            Type::Enum(words) => words(),
            _ => Vec::new(),
        },
    }
}
