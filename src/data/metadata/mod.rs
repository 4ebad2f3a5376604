//! What describes the data, all made from the one schema and from the files as written.
//!
//! One file a format: JSON Schema, Data Package, CSV on the Web, DCAT, Croissant, what Datasette wants. Each describes an edition; what is made up
//! says so in its title. Checksums, sizes and counts are those of the files, dates are those of the data.

mod croissant;
mod csvw;
mod data_package;
#[cfg(feature = "sqlite")]
mod datasette;
mod dcat;
mod graph;
mod json_schema;
mod readme;

pub(super) use json_schema::row_schemas;
pub(super) use readme::readme;

use serde_json::Value;

#[cfg(feature = "sqlite")]
use super::schema::Dataset;
use super::write::{Release, Summary};
use crate::config::Config;
use crate::model::Date;

/// Files that describe one edition, by name, to stand beside its data.
pub(super) fn beside(config: &Config, release: &Release) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for set in &release.sets {
        let stem = set.dataset.stem;
        let schema = json_schema::schema(config, release, set);
        files.push((format!("{stem}.schema.json"), pretty(&schema)));
        let csvw = csvw::table(config, release, set);
        files.push((format!("{stem}.csv-metadata.json"), pretty(&csvw)));
    }
    files.push(("csv-metadata.json".to_owned(), pretty(&csvw::group(config, release))));
    let package = data_package::package(config, release);
    files.push(("datapackage.json".to_owned(), pretty(&package)));
    files.push(("croissant.json".to_owned(), pretty(&croissant::dataset(config, release))));
    files
}

/// The catalogue of an edition, by name: what there is, the archive included.
pub(super) fn catalogue(config: &Config, release: &Release) -> [(&'static str, Vec<u8>); 2] {
    let graph = dcat::catalogue(config, release);
    [("danh-muc.jsonld", pretty(&graph.json_ld())), ("danh-muc.ttl", graph.turtle().into_bytes())]
}

/// What stands beside the database of an edition, by name; `datasets` are its tables.
#[cfg(feature = "sqlite")]
pub(super) fn beside_database(
    config: &Config,
    release: &Release,
    datasets: &[&'static Dataset],
) -> Option<(&'static str, Vec<u8>)> {
    let file = release.whole.iter().find_map(|file| file.path.strip_suffix(".sqlite"))?;
    let database = file.rsplit('/').next().unwrap_or_default();
    let about = datasette::metadata(config, release, database, datasets);
    Some(("datasette.json", pretty(&about)))
}

/// JSON people can read, with a line end.
pub(super) fn pretty(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}

/// The title of a dataset in an edition.
pub fn title(release: &Release, set: &Summary) -> String {
    marked(release, set.dataset.title)
}

/// What a dataset is, as a sentence of its own that search engines accept: 50 characters and more.
pub fn description(release: &Release, set: &Summary) -> String {
    let dataset = set.dataset;
    let mark = if release.is_illustrative {
        " Số liệu minh họa, đặt ra để giới thiệu cách dùng, không phải số liệu chính thức."
    } else {
        ""
    };
    format!("{} Mỗi hàng là {}.{mark}", dataset.description, dataset.row)
}

/// A title that says whether figures are made up.
fn marked(release: &Release, title: &str) -> String {
    if release.is_illustrative {
        format!("{title} (số liệu minh họa)")
    } else {
        title.to_owned()
    }
}

/// The title of an edition.
fn edition_title(config: &Config, release: &Release) -> String {
    marked(release, &format!("Dữ liệu mở – {}", config.title))
}

/// The media type of a file, by its ending.
pub fn media_type(path: &str) -> &'static str {
    dcat::kinds(path).0
}

/// A day as a moment: noon in Viet Nam, which is the same day in UTC, to which many readers of feeds turn every moment
/// (RFC 3339).
pub fn moment(date: Date) -> String {
    format!("{date}T12:00:00+07:00")
}

/// The SPDX name of a licence, if its name is fit for one ("CC BY 4.0" → "CC-BY-4.0").
pub fn spdx(licence: &str) -> Option<String> {
    let name = licence.trim().replace(' ', "-");
    let is_name = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'.';
    (!name.is_empty() && name.bytes().all(is_name)).then_some(name)
}
