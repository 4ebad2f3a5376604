//! The catalogue in DCAT 3 with the properties and authority lists of DCAT-AP 3.0.1.

use super::graph::{Graph, Node, Term};
use super::{description, spdx, title};
use crate::config::Config;
use crate::data::edition::FOLDER;
use crate::data::write::{Release, Written};
use crate::model::PeriodKind;

/// Where the authority lists of the EU stand.
const AUTHORITY: &str = "http://publications.europa.eu/resource/authority/";

/// The catalogue of an edition.
pub(super) fn catalogue(config: &Config, release: &Release) -> Graph {
    let base = &config.base_url;
    let mut catalogue = Node::new(format!("{base}{}/", release.folder), &["dcat:Catalog"])
        .words("dct:title", super::edition_title(config, release))
        .words("dct:description", config.description.as_str())
        .iri("dct:publisher", publisher(config))
        .iri("dcat:contactPoint", contact(config))
        .iri("dct:license", licence(config))
        .link("dct:language", format!("{AUTHORITY}language/VIE"), &["dct:LinguisticSystem"])
        .link("dct:spatial", format!("{AUTHORITY}country/VNM"), &["dct:Location"])
        .link("foaf:homepage", base.as_str(), &["foaf:Document"])
        .date("dct:modified", release.about.version)
        .with("dcat:themeTaxonomy", taxonomy());
    let mut datasets = Vec::new();
    for set in &release.sets {
        let id = id(config, release, set.dataset.stem);
        catalogue = catalogue.iri("dcat:dataset", id.as_str());
        let node = about(config, release, id)
            .words("dct:title", title(release, set))
            .words("dct:description", description(release, set));
        datasets.push(files(config, release, node, &title(release, set), &set.files));
    }
    if !release.whole.is_empty() {
        let id = id(config, release, "toan-bo");
        catalogue = catalogue.iri("dcat:dataset", id.as_str());
        let title = super::marked(release, "Toàn bộ dữ liệu");
        let about_all = "Mọi bảng của cổng trong một tệp, kèm mô tả các cột.";
        let node = about(config, release, id)
            .words("dct:title", title.as_str())
            .words("dct:description", format!("{about_all} {}", config.description));
        datasets.push(files(config, release, node, &title, &release.whole));
    }
    let mut nodes = vec![catalogue, agent(config), kind(config)];
    nodes.push(Node::new(licence(config), &["dct:LicenseDocument"]));
    nodes.extend(datasets);
    Graph(nodes)
}

/// The identifier of a dataset: its place on the page of open data.
fn id(config: &Config, release: &Release, stem: &str) -> String {
    let mark = if release.is_illustrative { "minh-hoa-" } else { "" };
    format!("{}{FOLDER}/#{mark}{stem}", config.base_url)
}

fn publisher(config: &Config) -> String {
    format!("{}#don-vi-cong-bo", config.base_url)
}

fn contact(config: &Config) -> String {
    format!("{}#lien-he", config.base_url)
}

fn licence(config: &Config) -> String {
    match spdx(&config.licence.name).as_deref() {
        Some("CC-BY-4.0") => format!("{AUTHORITY}licence/CC_BY_4_0"),
        _ => config.licence.url.clone(),
    }
}

fn agent(config: &Config) -> Node {
    let agent = Node::new(publisher(config), &["foaf:Agent"])
        .words("foaf:name", config.publisher.name.as_str());
    match &config.publisher.url {
        Some(url) => agent.link("foaf:homepage", url.as_str(), &["foaf:Document"]),
        None => agent,
    }
}

fn kind(config: &Config) -> Node {
    let mut kind = Node::new(contact(config), &["vcard:Kind", "vcard:Organization"])
        .text("vcard:fn", config.publisher.name.as_str());
    if let Some(email) = &config.publisher.email {
        kind = kind.iri("vcard:hasEmail", format!("mailto:{email}"));
    }
    if let Some(url) = &config.publisher.url {
        kind = kind.iri("vcard:hasURL", url.as_str());
    }
    kind
}

fn taxonomy() -> Term {
    let list = Node::new(format!("{AUTHORITY}data-theme"), &["skos:ConceptScheme"]);
    Term::Node(list.words("dct:title", "Chủ đề dữ liệu"))
}

/// A word of an authority list with its label.
fn concept(list: &str, word: &str, label: &str) -> Term {
    let concept = Node::new(format!("{AUTHORITY}{list}/{word}"), &["skos:Concept"]);
    Term::Node(concept.words("skos:prefLabel", label))
}

/// What all datasets of an edition have in common.
fn about(config: &Config, release: &Release, id: String) -> Node {
    let about = &release.about;
    let period = Node::blank(&["dct:PeriodOfTime"])
        .date("dcat:startDate", about.first)
        .date("dcat:endDate", about.last);
    let frequency = match about.frequency {
        Some(PeriodKind::Month) => "MONTHLY",
        Some(PeriodKind::Quarter) => "QUARTERLY",
        Some(PeriodKind::Half) => "ANNUAL_2",
        Some(PeriodKind::NineMonths | PeriodKind::Year) => "ANNUAL",
        None => "IRREG",
    };
    let mut node = Node::new(id.as_str(), &["dcat:Dataset"])
        .text("dct:identifier", id)
        .iri("dct:publisher", publisher(config))
        .iri("dcat:contactPoint", contact(config))
        .with("dcat:theme", concept("data-theme", "GOVE", "Chính phủ và khu vực công"))
        .link("dct:language", format!("{AUTHORITY}language/VIE"), &["dct:LinguisticSystem"])
        .link("dct:spatial", format!("{AUTHORITY}country/VNM"), &["dct:Location"])
        .link(
            "dct:accrualPeriodicity",
            format!("{AUTHORITY}frequency/{frequency}"),
            &["dct:Frequency"],
        )
        .link(
            "dct:accessRights",
            format!("{AUTHORITY}access-right/PUBLIC"),
            &["dct:RightsStatement"],
        )
        .link("dcat:landingPage", format!("{}{FOLDER}/", config.base_url), &["foaf:Document"])
        .date("dct:modified", about.version);
    if about.first.is_some() || about.last.is_some() {
        node = node.with("dct:temporal", Term::Node(period));
    }
    if let Some(version) = about.version {
        node = node.text("dcat:version", version.to_string());
    }
    for word in ["kế hoạch", "chỉ tiêu", "nhiệm vụ", "tiến độ"] {
        node = node.words("dcat:keyword", word);
    }
    if release.is_illustrative {
        node.words("dcat:keyword", "số liệu minh họa")
    } else {
        node
    }
}

/// Adds the files of a dataset.
fn files(
    config: &Config,
    release: &Release,
    dataset: Node,
    title: &str,
    files: &[Written],
) -> Node {
    files.iter().fold(dataset, |node, file| {
        node.with("dcat:distribution", Term::Node(distribution(config, release, title, file)))
    })
}

fn distribution(config: &Config, release: &Release, title: &str, file: &Written) -> Node {
    let url = format!("{}{}", config.base_url, file.path);
    let (media, format) = kinds(&file.path);
    let checksum = Node::blank(&["spdx:Checksum"])
        .link(
            "spdx:algorithm",
            "http://spdx.org/rdf/terms#checksumAlgorithm_sha256",
            &["spdx:ChecksumAlgorithm"],
        )
        .with("spdx:checksumValue", Term::Typed(file.sha256.clone(), Some("xsd:hexBinary")));
    Node::new(format!("{url}#ban"), &["dcat:Distribution"])
        .words("dct:title", format!("{title}, {}", file.format))
        .iri("dcat:accessURL", url.as_str())
        .iri("dcat:downloadURL", url)
        .link(
            "dcat:mediaType",
            format!("https://www.iana.org/assignments/media-types/{media}"),
            &["dct:MediaType"],
        )
        .link("dct:format", format!("{AUTHORITY}file-type/{format}"), &["dct:MediaTypeOrExtent"])
        .with("dcat:byteSize", Term::Typed(file.bytes.to_string(), Some("xsd:nonNegativeInteger")))
        .iri("dct:license", licence(config))
        .link(
            "dct:rights",
            format!("{}{FOLDER}/#giay-phep", config.base_url),
            &["dct:RightsStatement"],
        )
        .with("dcatap:availability", concept("planned-availability", "STABLE", "ổn định"))
        .date("dct:modified", release.about.version)
        .with("spdx:checksum", Term::Node(checksum))
}

/// Media type, and the EU's word for the format, by the ending of a file.
///
/// The EU's list has no word for lines of JSON and none for `SQLite`: the nearest ones stand for them.
pub(super) fn kinds(path: &str) -> (&'static str, &'static str) {
    match path.rsplit('.').next().unwrap_or_default() {
        "csv" => ("text/csv", "CSV"),
        "json" => ("application/json", "JSON"),
        "ndjson" => ("application/x-ndjson", "JSON"),
        "xlsx" => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
        "parquet" => ("application/vnd.apache.parquet", "PARQUET"),
        "sqlite" => ("application/vnd.sqlite3", "BIN"),
        "zip" => ("application/zip", "ZIP"),
        _ => ("application/octet-stream", "BIN"),
    }
}
