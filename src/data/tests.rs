//! Every format is read back and compared with the tables, cell by cell.

mod columns;
mod editions;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::clean::check;
use super::edition::Published;
use super::schema::{Basis, Type};
use super::table::Source;
use super::{DATASETS, OpenData, Release, Table, Value, dataset};
use crate::config::{Config, Licence, Publisher};
use crate::derive::{Derived, derive};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{
    Agency, AgencyKind, Citation, Comparator, Date, Deadline, DeadlineKind, Decimal, Direction,
    Document, Firmness, Id, Indicator, IndicatorKind, Member, Milestone, Plan, Precision,
    Provenance, Reference, Responsibility, Section, SectionKind, Site, Target, Task,
};
use crate::tree::{Memory, OutputTree};

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn provenance(line: u32) -> Provenance {
    let file = "seeds/plans/kh57-2026/document.txt".into();
    Provenance { file, line_first: line, line_last: line + 1, sheet: None }
}

fn responsibility(text: &str, agencies: &[&str]) -> Responsibility {
    let member = |agency: &&str| Member { agency: id(agency), text: text.to_owned(), scope: None };
    Responsibility {
        text: text.to_owned(),
        members: agencies.iter().map(member).collect(),
        ..Responsibility::default()
    }
}

fn agency(name: &str) -> Agency {
    Agency {
        id: Id::slug(name),
        name: name.to_owned(),
        short_name: None,
        kind: AgencyKind::Department,
        is_collective: false,
        members: Vec::new(),
        spellings: vec!["Sở KHCN".to_owned(), "Sở; khác".to_owned()],
        successor: None,
        is_registered: true,
        provenance: provenance(3),
    }
}

fn target(due: &str, text: &str, comparator: Comparator, value: Option<&str>) -> Target {
    Target {
        due: due.to_owned(),
        due_date: Some(Date::constant(2026, 12, 31)),
        text: text.to_owned(),
        comparator,
        value: value.map(|value| value.parse::<Decimal>().unwrap()),
        value_max: None,
        qualifier: None,
        firmness: Firmness::Aim,
    }
}

fn indicator() -> Indicator {
    Indicator {
        id: id("kh57-2026-ct-29"),
        plan: id("kh57-2026"),
        section: id("kh57-2026-i"),
        number: "29".to_owned(),
        name: "Chỉ số \"CĐS\", cấp tỉnh".to_owned(),
        display_name: "Chỉ số \"CĐS\", cấp tỉnh".to_owned(),
        unit: "-".to_owned(),
        lead: responsibility("Sở A", &["so-a"]),
        direction: Direction::Up,
        kind: IndicatorKind::Index,
        targets: vec![
            target("2026", "≥ 0.725", Comparator::AtLeast, Some("0.725")),
            target("2030", "bằng 1.10", Comparator::Equal, Some("1.10")),
            target("2027", "cao", Comparator::None, None),
        ],
        reference_text: String::new(),
        references: Vec::new(),
        extra: Vec::new(),
        footnotes: Vec::new(),
        quote: String::new(),
        provenance: provenance(250),
    }
}

fn task() -> Task {
    let milestone = |year, text: &str| Milestone {
        date: Date::constant(year, 12, 15),
        precision: Precision::Day,
        text: text.to_owned(),
    };
    let citation = |text: &str| Citation { reference: id("57-nq-tw"), text: text.to_owned() };
    Task {
        id: id("kh57-2026-nv-i-1"),
        plan: id("kh57-2026"),
        section: id("kh57-2026-i"),
        number: String::new(),
        ordinal: 1,
        name: "- Xây dựng đề án\n- Trình duyệt; ban hành".to_owned(),
        display_name: "Xây dựng \\ đề án".to_owned(),
        lead: responsibility("Sở A, Sở B", &["so-a", "so-b", "so-a"]),
        coordinating: responsibility("Sở B", &["so-b"]),
        deadline: Deadline {
            text: "15/12/2026 phê duyệt".to_owned(),
            kind: DeadlineKind::Multi,
            end: Some(Date::constant(2028, 12, 15)),
            milestones: vec![milestone(2026, "phê duyệt; công bố"), milestone(2028, "")],
            ..Deadline::default()
        },
        product: String::new(),
        reference_text: "NQ57".to_owned(),
        references: vec![citation("NQ57"), citation("NQ57"), citation("57-NQ/TW")],
        mentions: vec![citation("NQ57")],
        extra: Vec::new(),
        footnotes: Vec::new(),
        provenance: provenance(333),
    }
}

fn plan() -> Plan {
    let plan = id("kh57-2026");
    Plan {
        sections: vec![Section {
            id: id("kh57-2026-i"),
            mark: "I".to_owned(),
            title: "Lãnh đạo".to_owned(),
            kind: SectionKind::Tasks,
            provenance: provenance(1),
        }],
        title: "Kế hoạch".to_owned(),
        short_title: "Kế hoạch".to_owned(),
        kind: "Kế hoạch".to_owned(),
        number: String::new(),
        number_text: "Số: /KH-UBND".to_owned(),
        date: None,
        date_from: None,
        date_text: "ngày tháng năm 2026".to_owned(),
        issuer: "UBND tỉnh".to_owned(),
        period_start: Some(Date::constant(2026, 1, 1)),
        period_end: None,
        signatory: String::new(),
        signatory_role: String::new(),
        source_file: "seeds/plans/kh57-2026/document.txt".to_owned(),
        source_sha256: "00".repeat(32),
        indicators: vec![indicator()],
        tasks: vec![task()],
        clauses: Vec::new(),
        citations: Vec::new(),
        recipients: Vec::new(),
        document: Document::default(),
        corrections: Vec::new(),
        partners: Vec::new(),
        regime: crate::model::ReportingRegime::default(),
        id: plan,
    }
}

fn site() -> Site {
    let reference = Reference {
        id: id("57-nq-tw"),
        kind: "Nghị quyết".to_owned(),
        number: "57-NQ/TW".to_owned(),
        date: None,
        issuer: String::new(),
        title: String::new(),
        short_forms: Vec::new(),
        note: None,
        is_registered: true,
    };
    Site {
        agencies: vec![agency("Sở A"), agency("Sở B")],
        references: vec![reference],
        plans: vec![plan()].into(),
        pages: Vec::new(),
        ..Site::default()
    }
}

fn config() -> Config {
    Config {
        title: "Công khai".to_owned(),
        description: "Theo dõi kế hoạch của tỉnh.".to_owned(),
        base_url: "https://example.vn/nq57/".to_owned(),
        publisher: Publisher {
            name: "Văn phòng".to_owned(),
            url: None,
            email: Some("gopy@example.vn".to_owned()),
            phone: None,
        },
        licence: Licence {
            name: "CC BY 4.0".to_owned(),
            url: "https://creativecommons.org/licenses/by/4.0/deed.vi".to_owned(),
        },
        theme: "mac-dinh".to_owned(),
        office_contacts: Vec::new(),
        has_pictures: false,
    }
}

fn quality() -> Vec<Diagnostic> {
    let place = Place::line("seeds/plans/kh57-2026/document.txt", 400);
    vec![Diagnostic::new(Code::NumberGap, place, "sau 4 là 6").item(&id("kh57-2026"))]
}

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
struct File {
    path: String,
    bytes: Vec<u8>,
}

/// What is written of a site.
struct Data {
    files: Vec<File>,
    releases: Vec<Release>,
}

fn write(
    site: &Site,
    derived: &Derived,
    quality: &[Diagnostic],
    diagnostics: &mut Diagnostics,
) -> Data {
    let memory = Memory::default();
    let tree = OutputTree::new(&memory);
    let config = config();
    let data = OpenData::new(&config, site, derived, quality);
    let tables = data.write_tables(&tree, diagnostics);
    let releases = data.write_whole(&tables, &tree, diagnostics);
    let files = memory.into_files().into_iter();
    let files = files.map(|(path, bytes)| File { path, bytes }).collect();
    Data { files, releases }
}

/// The tables pages show.
fn tables(
    site: &Site,
    derived: &Derived,
    quality: &[Diagnostic],
    diagnostics: &mut Diagnostics,
) -> Vec<Table> {
    let source = Source { site, derived, quality, only: None };
    let tables: Vec<Table> = DATASETS.iter().map(|dataset| Table::new(source, dataset)).collect();
    for table in &tables {
        check(table, diagnostics);
    }
    tables
}

/// An edition with its tables.
struct Edition {
    folder: &'static str,
    tables: Vec<Table>,
}

/// The editions and files of a site, made without a problem.
fn made(site: &Site) -> (Vec<Edition>, Vec<File>) {
    let derived = derive(site, None, &());
    let quality = quality();
    let mut diagnostics = Diagnostics::default();
    let published = Published::new(site, &derived, &quality);
    let editions = published.editions().into_iter().map(|edition| Edition {
        folder: edition.folder,
        tables: (edition.datasets.iter())
            .map(|dataset| Table::new(edition.source, dataset))
            .collect(),
    });
    let editions = editions.collect();
    let data = write(site, &derived, &quality, &mut diagnostics);
    assert_eq!(diagnostics.sorted(), []);
    (editions, data.files)
}

fn bytes<'a>(files: &'a [File], path: &str) -> &'a [u8] {
    &files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("no {path}")).bytes
}

fn text<'a>(files: &'a [File], path: &str) -> &'a str {
    std::str::from_utf8(bytes(files, path)).unwrap()
}

fn csv_cells(bytes: &[u8]) -> Vec<Vec<String>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes)
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

/// A JSON value as the cell of a CSV; numbers are compared by their digits elsewhere.
fn json_cell(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(items) => {
            items.iter().map(json_cell).collect::<Vec<_>>().join(";")
        }
        other => other.to_string(),
    }
}

#[test]
fn both_formats_read_back_to_the_same_cells() {
    for site in editions::sites() {
        let (editions, files) = made(&site);
        for edition in &editions {
            read_back(edition, &files);
        }
    }
}

fn read_back(edition: &Edition, files: &[File]) {
    for table in &edition.tables {
        let Table { dataset, rows } = table;
        let stem = dataset.stem;
        let path = format!("{}/{stem}", edition.folder);
        let cells = csv_cells(bytes(files, &format!("{path}.csv")));
        let header: Vec<&str> = dataset.columns.iter().map(|column| column.name).collect();
        assert_eq!(cells[0], header, "{stem}");
        assert_eq!(cells.len(), rows.len() + 1, "{stem}");
        let json = text(files, &format!("{path}.json"));
        let objects: Vec<serde_json::Map<String, serde_json::Value>> =
            serde_json::from_str(json).unwrap();
        assert_eq!(objects.len(), rows.len(), "{stem}");
        for (place, row) in rows.iter().enumerate() {
            assert_eq!(objects[place].keys().collect::<Vec<_>>(), header, "{stem}");
            for (at, column) in dataset.columns.iter().enumerate() {
                let (value, cell) = (&row.values[at], &cells[place + 1][at]);
                let name = format!("{stem}.{}", column.name);
                assert_eq!(*cell, value.to_cell(), "{name}");
                let member = &objects[place][column.name];
                match value {
                    Value::Integer(_) | Value::Decimal(_) => {
                        assert!(member.is_number(), "{name}");
                        let line = json.lines().nth(place + 1).unwrap();
                        let digits = format!("\"{}\":{cell}", column.name);
                        assert!(
                            line.contains(&format!("{digits},"))
                                || line.contains(&format!("{digits}}}")),
                            "{name}: {line}"
                        );
                    }
                    Value::Boolean(yes) => assert_eq!(member.as_bool(), Some(*yes), "{name}"),
                    Value::List(_) => {
                        assert!(member.is_array(), "{name}");
                        assert_eq!(json_cell(member), *cell, "{name}");
                    }
                    _ => assert_eq!(json_cell(member), *cell, "{name}"),
                }
            }
        }
    }
}

#[test]
fn csv_keeps_to_rfc_4180_and_excel_gets_its_mark() {
    let (_, files) = made(&editions::mixed());
    for file in files.iter().filter(|file| file.path.rsplit('.').next() == Some("csv")) {
        let is_for_excel = file.path.contains("/excel/");
        assert_eq!(file.bytes.starts_with(b"\xef\xbb\xbf"), is_for_excel, "{}", file.path);
        let text = std::str::from_utf8(&file.bytes).unwrap();
        assert!(text.ends_with("\r\n"), "{}", file.path);
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{}", file.path);
        if is_for_excel {
            let plain = file.path.replace("excel/", "");
            assert_eq!(&file.bytes[3..], bytes(&files, &plain));
        }
    }
}

#[test]
fn words_of_the_source_become_cells() {
    let (editions, files) = made(&site());
    let tables = &editions[0].tables;
    let cell = |stem: &str, row: usize, column: &str| {
        let place = dataset(stem).unwrap().column(column).unwrap();
        let table = tables.iter().find(|table| table.dataset.stem == stem).unwrap();
        table.rows[row].values[place].to_cell()
    };
    assert_eq!(cell("nhiem-vu", 0, "name"), "– Xây dựng đề án · – Trình duyệt; ban hành");
    assert_eq!(cell("nhiem-vu", 0, "milestones"), "2026-12-15: phê duyệt, công bố;2028-12-15");
    assert_eq!(cell("nhiem-vu", 0, "lead_ids"), "so-a;so-b");
    assert_eq!(cell("nhiem-vu", 0, "status"), "no_report");
    assert_eq!(cell("nhiem-vu", 0, "section"), "I");
    assert_eq!(cell("chi-tieu", 0, "unit"), "–");
    assert_eq!(cell("chi-tieu", 0, "status"), "awaiting");
    assert_eq!(cell("muc-tieu", 1, "comparator"), "=");
    assert_eq!(cell("muc-tieu", 1, "value"), "1.10");
    assert_eq!(cell("co-quan", 0, "spellings"), "Sở KHCN;Sở, khác");
    assert_eq!(cell("co-quan", 0, "tasks_led"), "1");
    assert_eq!(cell("co-quan", 0, "tasks_due"), "");
    assert!(text(&files, "du-lieu/muc-tieu.json").contains("\"value\":1.10,"));
}

#[test]
fn items_have_their_row_beside_their_page() {
    let (_, files) = made(&site());
    let object: serde_json::Value =
        serde_json::from_str(text(&files, "nhiem-vu/kh57-2026-nv-i-1/index.json")).unwrap();
    assert_eq!(object["id"], "kh57-2026-nv-i-1");
    assert_eq!(object["lead_ids"], serde_json::json!(["so-a", "so-b"]));
    for folder in ["chi-tieu/kh57-2026-ct-29", "co-quan/so-a", "van-ban/kh57-2026"] {
        assert_eq!(csv_cells(bytes(&files, &format!("{folder}/index.csv"))).len(), 2);
        bytes(&files, &format!("{folder}/index.json"));
    }
}

#[test]
fn every_dataset_is_listed_with_its_files() {
    let site = editions::mixed();
    let data = write(&site, &derive(&site, None, &()), &[], &mut Diagnostics::default());
    let stems = |at: usize| data.releases[at].sets.iter().map(|set| set.dataset.stem);
    assert!(stems(0).eq(DATASETS.iter().map(|set| set.stem)));
    assert!(stems(1).all(|stem| dataset(stem).unwrap().basis != Basis::Plans));
    let sets = data.releases.iter().flat_map(|release| &release.sets);
    let whole = data.releases.iter().flat_map(|release| &release.whole);
    for written in sets.flat_map(|set| &set.files).chain(whole) {
        assert_eq!(bytes(&data.files, &written.path).len(), written.bytes);
        assert_eq!(written.sha256.len(), 64);
    }
}

#[test]
fn a_cell_too_long_for_a_sheet_names_its_row() {
    let mut site = site();
    Arc::make_mut(&mut site.plans)[0].tasks[0].product = "dài ".repeat(9_000);
    let mut diagnostics = Diagnostics::default();
    tables(&site, &derive(&site, None, &()), &[], &mut diagnostics);
    let found = diagnostics.sorted();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].item, Some(id("kh57-2026-nv-i-1")));
    assert_eq!(found[0].place.as_ref().unwrap().line_number(), Some(333));
}
