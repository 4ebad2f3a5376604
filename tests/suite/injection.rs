//! Words of the sources stay words: with hostile ones in every field the site has no element, attribute, script,
//! property, key or formula that it lacks with harmless ones. Judged by real parsers of each format.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::path::Path;

use calamine::{Reader as _, Xlsx, open_workbook_from_rs};
use quick_xml::events::Event;
use scraper::Html;
use serde_json::Value;

use super::folder::{CONFIG, Tree, put, tree};
use super::program::congkhai;

/// What ends or opens something in HTML, XML, JSON, JavaScript, templates, Markdown or a calendar.
const HOSTILE: &str = "x<script>document.title='BAD'</script><img src=x onerror=alert(1)><svg/onload=x> \" onclick=\"x\" ' \
    onfocus='x' `x` ]]> --> </title></script></style></textarea></table> &lt;b&gt; &#60;i&#62; {{ 7*7 }} {% raw %} \
    [x](javascript:x) ![x](x) \u{2028}\\u003cb\\u003e ${x} ;VALUE=x,x:x";

/// The same with line breaks that would begin a property of a calendar, a header or a row.
fn lines(words: &str) -> String {
    format!("{words}\\r\\nATTENDEE:x\\nEND:VCALENDAR\\n=1+1\\n{words}")
}

/// A site with `words` in every field that takes words.
fn write(root: &Path, words: &str) {
    let quoted = words.replace('\\', "\\\\").replace('"', "\\\"");
    let (row, all) = (words.replace('|', ""), lines(&quoted));
    put(
        root,
        "congkhai.toml",
        CONFIG
            .replace("Trang thử", &format!("Trang {quoted}"))
            .replace("Một câu.", &format!("Câu {quoted}"))
            .replace("Sở Thử", &format!("Sở {quoted}"))
            .replace("CC BY 4.0", &format!("CC {quoted}")),
    );
    put(
        root,
        "seeds/agencies.toml",
        format!(
            "[[agency]]\nid = \"so-a\"\nname = \"Sở A {all}\"\nshort_name = \"A {all}\"\nkind = \"so\"\n\
             spellings = [\"Sở A\"]\n[[agency]]\nid = \"so-b\"\nname = \"Sở B\"\nkind = \"so\"\n"
        ),
    );
    put(
        root,
        "seeds/plans/kh/plan.toml",
        format!(
            "title = \"Kế hoạch {all}\"\nshort_title = \"KH {}\"\nkind = \"Kế hoạch\"\nnumber_text = \"{all}\"\n\
             issuer = \"Ủy ban {all}\"\nperiod_start = \"2026-01-01\"\nsignatory = \"Ông {all}\"\n\
             signatory_role = \"{all}\"\n[[correction]]\nfrom = \"Việc hia\"\nto = \"Việc hai\"\nreason = \"{all}\"\n",
            "dài ".repeat(2)
        ),
    );
    put(
        root,
        "seeds/plans/kh/amendments.toml",
        format!(
            "[[amendment]]\nitem = \"kh-nv-i-1\"\nfield = \"deadline\"\nfrom = \"28/2/2026\"\nto = \"30/9/2026\"\n\
             date = \"2026-03-01\"\ndecision = \"Quyết định {all}\"\n"
        ),
    );
    put(
        root,
        "seeds/plans/kh/document.md",
        format!(
            "# KẾ HOẠCH {row}\n\n## I. MỤC {row}\n\nLời văn {row}\n\n\
             | TT | Nhiệm vụ | Chủ trì | Thời hạn | Sản phẩm | Cột {row} |\n|---|---|---|---|---|---|\n\
             | 1 | Việc một {row} | Sở A | 28/2/2026 | Sản phẩm {row} | thêm {row} |\n\
             | 2 | Việc hia {row} | Sở {row} | 30/6/2026 | | |\n\
             | 3 | Việc ba | Sở B | {row} | | |\n\n\
             | TT | Chỉ tiêu | Đơn vị tính | Mục tiêu năm 2026 | Chủ trì |\n|---|---|---|---|---|\n\
             | 1 | Tỷ lệ {row} | % | ≥ 70 | Sở A |\n| 2 | Số {row} | vụ {row} | {row} | Sở A |\n"
        ),
    );
    put(
        root,
        "seeds/snapshots/2026-q1/snapshot.toml",
        "period = \"2026-q1\"\nas_of = \"2026-03-31\"\npublished_on = \"2026-04-05\"\n",
    );
    let cell = words.replace('"', "\"\"");
    put(
        root,
        "seeds/snapshots/2026-q1/so-a.csv",
        format!(
            "Mã;Tình trạng;Kết quả;Sản phẩm (số, ngày văn bản);Minh chứng;Khó khăn, vướng mắc;Đề xuất, kiến nghị\n\
             kh-nv-i-1;Đang thực hiện;\"kết quả {cell}\nATTENDEE:x\";\"sản phẩm {cell}\";\"{cell}\";\"khó {cell}\";\"đề {cell}\"\n"
        ),
    );
    put(
        root,
        "seeds/snapshots/2026-q1/so-a-chi-tieu.csv",
        format!(
            "Cơ quan báo cáo;Mã;Giá trị;Đơn vị tính;Ngày của số liệu;Tính chất;Nguồn số liệu;Ghi chú;Minh chứng\n\
             so-a;kh-ct-1;50;%;31/03/2026;luỹ kế;\"nguồn {cell}\";\"ghi {cell}\";\"{cell}\"\n"
        ),
    );
    put(
        root,
        "content/gioi-thieu.md",
        format!(
            "+++\ntitle = \"Trang {all}\"\ndescription = \"Câu {all}\"\norder = 1\n+++\n\n## Mục\n\nLời {words}\n\n\
             [liên kết](https://a.example/)\n\n- một\n\n`mã` **đậm**\n"
        ),
    );
}

/// The site made with `words`.
fn built(words: &str) -> Tree {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), words);
    let ran = congkhai(root.path(), "build --format short");
    assert_eq!(ran.code, Some(0), "{}", ran.said());
    tree(&root.path().join("public"))
}

/// What a site is made of besides words: elements, attributes, properties, keys; one line each.
#[derive(Default)]
struct Parts(BTreeSet<String>);

impl Parts {
    fn of(files: &Tree) -> Self {
        let mut parts = Self::default();
        for (path, bytes) in files {
            let name = path.to_str().unwrap();
            let text = || std::str::from_utf8(bytes).unwrap();
            match name.rsplit('.').next().unwrap() {
                "html" => parts.html(name, text()),
                "atom" | "xml" | "svg" => parts.xml(name, text()),
                "ics" => parts.calendar(name, text()),
                "json" | "jsonld" | "webmanifest" => {
                    parts.json(&serde_json::from_str(text()).unwrap());
                }
                "ndjson" => {
                    for line in text().lines() {
                        parts.json(&serde_json::from_str(line).unwrap());
                    }
                }
                "csv" => parts.csv(name, text()),
                "xlsx" => parts.workbook(name, bytes),
                _ => {}
            }
        }
        parts
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
}

#[test]
fn words_of_the_sources_stay_words_in_every_format() {
    // What parts words stays, so that both sites have as many agencies.
    let is_sign = |c: char| !c.is_alphanumeric() && !" ;,".contains(c);
    let (hostile, harmless) = (built(HOSTILE), built(&HOSTILE.replace(is_sign, " ")));
    let (found, allowed) = (Parts::of(&hostile), Parts::of(&harmless));
    let foreign: Vec<_> = found.0.difference(&allowed.0).collect();
    assert!(foreign.is_empty(), "{foreign:#?}");
    for kind in ["<script ", "xml ", "ics ", "json ", "csv ", "xlsx "] {
        assert!(found.0.iter().any(|part| part.starts_with(kind)), "{kind}");
    }
    // The words are there, and as words.
    let shown = |path: &str| String::from_utf8_lossy(&hostile[Path::new(path)]).into_owned();
    assert!(shown("nhiem-vu/kh-nv-i-1/index.html").contains("&lt;script&gt;"));
    assert!(!shown("nhiem-vu/kh-nv-i-1/index.html").contains("49 "), "template code ran");
}
