//! The catalogue in DCAT 3 with the properties and authority lists of DCAT-AP 3.0.1.
//!
//! Portals built on CKAN read it with ckanext-dcat (2.4.4), which needs more than the shapes do: the title a licence has
//! in CKAN's register, labels at media types and formats, a homepage at each dataset, a version as OWL says it. It makes
//! a dataset's address of its title and drops every letter with two marks on the way, so there is an English title too.

use super::graph::{Graph, Node, Term};
use super::{description, spdx, title};
use crate::config::Config;
use crate::data::edition::FOLDER;
use crate::data::format::csv::FOR_EXCEL;
use crate::data::write::{Release, Written};
use crate::model::PeriodKind;
use crate::vietnamese::fold;

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
        .link("foaf:homepage", base.as_str(), &["foaf:Document"])
        .date("dct:modified", release.about.version)
        .with("dcat:themeTaxonomy", taxonomy());
    catalogue = places(config, release, catalogue);
    let mut datasets = Vec::new();
    for set in &release.sets {
        let id = id(config, release, set.dataset.stem);
        catalogue = catalogue.iri("dcat:dataset", id.as_str());
        let page = format!("{base}{FOLDER}/{}/", set.dataset.stem);
        let node = about(config, release, id, page)
            .words("dct:title", of_site(config, &title(release, set)))
            .english("dct:title", english(config, release, set.dataset.title_en))
            .words("dct:description", description(release, set));
        datasets.push(files(config, release, node, &title(release, set), &set.files));
    }
    if !release.whole.is_empty() {
        let id = id(config, release, "toan-bo");
        catalogue = catalogue.iri("dcat:dataset", id.as_str());
        let title = super::marked(release, "Toàn bộ dữ liệu");
        let about_all = "Mọi bảng của cổng trong một tệp, kèm mô tả các cột.";
        let node = about(config, release, id, format!("{base}{FOLDER}/"))
            .words("dct:title", of_site(config, &title))
            .english("dct:title", english(config, release, "All tables"))
            .words("dct:description", format!("{about_all} {}", config.description));
        datasets.push(files(config, release, node, &title, &release.whole));
    }
    let mut nodes = vec![catalogue, agent(config), kind(config)];
    nodes.push(licence_document(config));
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

/// The licence; that of most sites by the name CKAN knows it by, which its harvester compares untranslated: with a title
/// in another language beside it a portal in that language would find none.
fn licence_document(config: &Config) -> Node {
    let document = Node::new(licence(config), &["dct:LicenseDocument"]);
    match spdx(&config.licence.name).as_deref() {
        Some("CC-BY-4.0") => document.english("dct:title", "Creative Commons Attribution"),
        _ => document.words("dct:title", config.licence.name.as_str()),
    }
}

/// A title that can stand in a list of many sites.
fn of_site(config: &Config, title: &str) -> String {
    format!("{title} – {}", config.title)
}

/// The same in English, which writes Vietnamese names without marks.
fn english(config: &Config, release: &Release, title: &str) -> String {
    let mark = if release.is_illustrative { " (illustrative figures)" } else { "" };
    let plain = |c: char| {
        let folded = fold(c.encode_utf8(&mut [0; 4]));
        if c.is_uppercase() { folded.to_uppercase() } else { folded }
    };
    format!("{title}{mark} – {}", config.title.chars().map(plain).collect::<String>())
}

/// Adds the places the plans are about: what their issuers are named after, else the country.
fn places(config: &Config, release: &Release, node: Node) -> Node {
    let places = &release.about.places;
    if places.is_empty() {
        return node.link("dct:spatial", format!("{AUTHORITY}country/VNM"), &["dct:Location"]);
    }
    places.iter().fold(node, |node, name| {
        let id = format!(
            "{}#dia-ban-{}",
            config.base_url,
            fold(name).replace(|c: char| !c.is_alphanumeric(), "-")
        );
        let place = Node::new(id, &["dct:Location"]).words("skos:prefLabel", name.as_str());
        node.with("dct:spatial", Term::Node(place))
    })
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
fn about(config: &Config, release: &Release, id: String, page: String) -> Node {
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
        .link("dcat:landingPage", page.as_str(), &["foaf:Document"])
        .link("foaf:homepage", page, &["foaf:Document"])
        .date("dct:modified", about.version);
    node = places(config, release, node);
    if about.first.is_some() || about.last.is_some() {
        node = node.with("dct:temporal", Term::Node(period));
    }
    if let Some(version) = about.version {
        let version = version.to_string();
        node = node.text("dcat:version", version.as_str()).text("owl:versionInfo", version);
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
    let media_type = Node::new(
        format!("https://www.iana.org/assignments/media-types/{media}"),
        &["dct:MediaType"],
    )
    .text("rdfs:label", media);
    // The type CKAN looks for comes first.
    let file_type =
        Node::new(format!("{AUTHORITY}file-type/{format}"), &["dct:IMT", "dct:MediaTypeOrExtent"])
            .text("rdfs:label", format);
    let checksum = Node::blank(&["spdx:Checksum"])
        .link(
            "spdx:algorithm",
            "http://spdx.org/rdf/terms#checksumAlgorithm_sha256",
            &["spdx:ChecksumAlgorithm"],
        )
        .with("spdx:checksumValue", Term::Typed(file.sha256.clone(), Some("xsd:hexBinary")));
    Node::new(format!("{url}#ban"), &["dcat:Distribution"])
        .words("dct:title", format!("{title}, {}", file.format))
        .words("dct:description", file_description(file))
        .iri("dcat:accessURL", url.as_str())
        .iri("dcat:downloadURL", url)
        .with("dcat:mediaType", Term::Node(media_type))
        .with("dct:format", Term::Node(file_type))
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

/// What a file is for: two of one format are told apart.
fn file_description(file: &Written) -> &'static str {
    match file.path.rsplit('.').next().unwrap_or_default() {
        "csv" if file.format == FOR_EXCEL.name => {
            "Bản để mở bằng Excel: như bản CSV, thêm ba byte đầu để Excel nhận ra tiếng Việt. Chương trình khác dùng bản CSV."
        }
        "csv" => {
            "Bản cho chương trình: UTF-8, dấu phẩy giữa các cột, dấu chấm thập phân, ngày năm-tháng-ngày."
        }
        "json" => "Một mảng, mỗi hàng một đối tượng; số là số, danh sách là mảng.",
        "ndjson" => "Mỗi dòng một đối tượng JSON, để đọc dần từng hàng.",
        "parquet" => "Cột có kiểu, đọc được từng phần qua mạng (DuckDB, pandas, Spark).",
        "xlsx" => "Mọi bảng trong một sổ Excel, mỗi bảng một trang tính, tiêu đề tiếng Việt.",
        "sqlite" => "Mọi bảng trong một tệp cơ sở dữ liệu SQLite, có khóa và tìm toàn văn.",
        _ => "Mọi bảng CSV và các tệp mô tả trong một tệp nén.",
    }
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
