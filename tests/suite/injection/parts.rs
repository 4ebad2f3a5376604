//! What files are made of besides words, by real parsers of each format.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _, Write as _};

use calamine::{Reader as _, Xlsx, open_workbook_from_rs};
use congkhai::checksum::sha256;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use quick_xml::events::Event;
use scraper::Html;
use serde_json::Value;

use crate::folder::Tree;

/// What a site is made of besides words: elements, attributes, properties, keys; one line each.
#[derive(Default)]
pub(super) struct Parts(pub(super) BTreeSet<String>);

impl Parts {
    pub(super) fn of(files: &Tree) -> Self {
        let mut parts = Self::default();
        for (path, bytes) in files {
            parts.file(path.to_str().unwrap(), bytes);
        }
        parts
    }

    fn file(&mut self, name: &str, bytes: &[u8]) {
        let text = || std::str::from_utf8(bytes).unwrap();
        match name.rsplit('.').next().unwrap() {
            "html" => self.html(name, text()),
            "atom" | "xml" | "svg" | "rels" | "vml" => self.xml(name, text()),
            "ics" => self.calendar(name, text()),
            "json" | "jsonld" | "webmanifest" => self.json(&serde_json::from_str(text()).unwrap()),
            "ndjson" => {
                for line in text().lines() {
                    self.json(&serde_json::from_str(line).unwrap());
                }
            }
            "csv" => self.csv(name, text()),
            "xlsx" => {
                self.workbook(name, bytes);
                self.package(name, bytes);
            }
            "zip" => self.package(name, bytes),
            "sqlite" => self.database(name, bytes),
            "parquet" => self.columns(name, bytes),
            "png" => self.picture(name, bytes),
            "ttl" => self.turtle(name, text()),
            // Lists of files and addresses, `llms.txt`: a line each, and links where there is Markdown.
            "txt" | "_headers" | "SHA256SUMS" => {
                for line in text().lines() {
                    let links = line.matches("](").count() - line.matches("\\](").count();
                    let start = line.split_whitespace().next().unwrap_or("");
                    let mark = if start.len() < 4 { start } else { "" };
                    self.0.insert(format!("txt {name} {mark} {links}"));
                }
            }
            "css" | "js" => drop(self.0.insert(format!("static {}", sha256(bytes)))),
            // Licences of fonts and the like, as they are in the theme.
            _ => drop(self.0.insert(format!("other {name}"))),
        }
    }

    fn html(&mut self, name: &str, text: &str) {
        let page = Html::parse_document(text);
        assert!(page.root_element().child_elements().count() == 2, "{name}");
        for element in page.root_element().descendent_elements() {
            let tag = element.value().name();
            self.0.insert(format!("<{tag}>"));
            for (attribute, value) in element.value().attrs() {
                self.0.insert(format!("<{tag} {attribute}>"));
                let is_link = matches!(attribute, "href" | "src" | "action");
                let scheme = value.split([':', '/', '?', '#']).next().unwrap();
                if is_link && value[scheme.len()..].starts_with(':') {
                    self.0.insert(format!("<{tag} {attribute}={scheme}:>"));
                }
            }
            if tag == "script" && element.attr("type") == Some("application/ld+json") {
                self.json(&serde_json::from_str(&element.inner_html()).unwrap());
            }
        }
    }

    fn xml(&mut self, name: &str, text: &str) {
        let mut reader = quick_xml::Reader::from_str(text);
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
                Event::Eof => return,
                Event::Start(element) | Event::Empty(element) => {
                    let tag = element.name().into_inner().to_owned();
                    for attribute in element.attributes() {
                        let attribute = attribute.unwrap().key.into_inner();
                        self.0.insert(format!("xml {tag} {attribute}"));
                    }
                    self.0.insert(format!("xml {tag}"));
                }
                _ => {}
            }
        }
    }

    /// RFC 5545: lines end with CR LF, go on after a blank, and begin with the name of a property.
    fn calendar(&mut self, name: &str, text: &str) {
        let text = text.replace("\r\n ", "").replace("\r\n\t", "");
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "{name}");
        for line in text.lines() {
            let property = line.split([':', ';']).next().unwrap();
            self.0.insert(format!("ics {property}"));
            if matches!(property, "BEGIN" | "END") {
                self.0.insert(format!("ics {line}"));
            }
        }
    }

    fn json(&mut self, value: &Value) {
        match value {
            Value::Array(list) => list.iter().for_each(|value| self.json(value)),
            Value::Object(object) => {
                for (key, value) in object {
                    self.0.insert(format!("json {key}"));
                    self.json(value);
                }
            }
            _ => {}
        }
    }

    fn csv(&mut self, name: &str, text: &str) {
        let text = text.trim_start_matches('\u{feff}');
        let delimiter = if text.lines().next().unwrap_or("").contains(';') { b';' } else { b',' };
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        for heading in reader.headers().unwrap() {
            self.0.insert(format!("csv {heading}"));
        }
        // Not flexible: a row of another length is an error.
        for record in reader.records() {
            for cell in &record.unwrap_or_else(|error| panic!("{name}: {error}")) {
                let is_formula = cell.starts_with(['=', '+', '@', '\t', '\r'])
                    || (cell.starts_with('-')
                        && cell[1..].starts_with(|c: char| !c.is_ascii_digit()));
                assert!(!is_formula, "{name}: {cell}");
            }
        }
    }

    fn workbook(&mut self, name: &str, bytes: &[u8]) {
        let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
        for sheet in workbook.sheet_names() {
            let formulas = workbook.worksheet_formula(&sheet).unwrap();
            assert!(formulas.used_cells().next().is_none(), "{name}: {sheet}");
            self.0.insert(format!("xlsx {sheet}"));
        }
    }

    /// A zip file: the files inside, which stay below the folder they are unpacked in.
    fn package(&mut self, name: &str, bytes: &[u8]) {
        let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        for index in 0..package.len() {
            let mut file = package.by_index(index).unwrap();
            let inside =
                file.enclosed_name().unwrap_or_else(|| panic!("{name}: {:?}", file.name()));
            assert!(inside.is_relative() && !file.is_symlink(), "{name}: {:?}", file.name());
            let inside = inside.to_str().unwrap().to_owned();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            self.0.insert(format!("zip {inside}"));
            self.file(&inside, &bytes);
        }
    }

    /// A `SQLite` database: whole, and with the same tables, triggers and views.
    fn database(&mut self, name: &str, bytes: &[u8]) {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        let database = rusqlite::Connection::open(file.path()).unwrap();
        let sound: String =
            database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(sound, "ok", "{name}");
        let mut query = database.prepare("SELECT type, name, sql FROM sqlite_master").unwrap();
        let mut rows = query.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let (kind, name, sql): (String, String, Option<String>) =
                (row.get(0).unwrap(), row.get(1).unwrap(), row.get(2).unwrap());
            self.0.insert(format!("sqlite {kind} {name} {}", sql.unwrap_or_default()));
            if kind == "table" {
                let count = format!("SELECT count(*) FROM \"{name}\"");
                let rows: i64 = database.query_row(&count, [], |row| row.get(0)).unwrap();
                // Where words part what they stand in, both sites need not have as many rows.
                if matches!(name.as_str(), "nhiem_vu" | "chi_tieu" | "van_ban" | "can_cu") {
                    self.0.insert(format!("sqlite rows of {name}: {rows}"));
                }
            }
        }
    }

    fn columns(&mut self, name: &str, bytes: &[u8]) {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let about = reader.metadata().file_metadata();
        for column in about.schema_descr().columns() {
            self.0.insert(format!("parquet {}", column.path()));
        }
        for pair in about.key_value_metadata().into_iter().flatten() {
            self.0.insert(format!("parquet key {}", pair.key));
        }
        for row in reader.get_row_iter(None).unwrap() {
            assert!(row.is_ok(), "{name}");
        }
    }

    /// A picture is its pixels; words in it are drawn.
    fn picture(&mut self, name: &str, bytes: &[u8]) {
        let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().unwrap();
        reader.finish().unwrap();
        let about = reader.info();
        assert!(about.uncompressed_latin1_text.is_empty() && about.utf8_text.is_empty(), "{name}");
        self.0.insert("png ".to_owned());
    }

    /// RDF Turtle without its literals: what is left are names and signs.
    fn turtle(&mut self, name: &str, text: &str) {
        let mut rest = text.to_owned();
        while let Some(start) = rest.find('"') {
            let mut escaped = false;
            let end = rest[start + 1..].find(|c: char| {
                let ends = c == '"' && !escaped;
                assert!(c != '\n', "{name}: a line ends inside a literal");
                escaped = c == '\\' && !escaped;
                ends
            });
            let end = start + 1 + end.unwrap_or_else(|| panic!("{name}: a literal without end"));
            rest.replace_range(start..=end, "L");
        }
        for word in rest.split_whitespace() {
            let is_sum = word.len() >= 64 || word.chars().all(|c| c.is_ascii_digit());
            self.0.insert(format!("ttl {}", if is_sum { "#" } else { word }));
        }
    }
}
