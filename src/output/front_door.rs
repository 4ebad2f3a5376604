//! What programs look for at the front door: search description, manifest, contact for security, a map in words.

use std::fmt::Write as _;

use serde_json::json;

use crate::model::Date;
use crate::vietnamese;
use crate::view::ground::{Portal, address, form};

/// Files by path below the site's root; `assets` is the folder of pictures, `date` the day the site is as of.
pub(super) fn files(
    portal: &Portal<'_>,
    assets: &str,
    date: Option<Date>,
) -> Vec<(&'static str, String)> {
    let mut files =
        vec![("trang.webmanifest", manifest(portal, assets)), ("llms.txt", words(portal, date))];
    // A worker reaches only what stands beside or below it; the theme's own stands in the folder of assets.
    files.push(("ngoai-mang.js", format!("importScripts(\"{assets}js/offline/worker.js\");\n")));
    if let Some(text) = security(portal, date) {
        files.push((".well-known/security.txt", text));
    }
    files
}

/// The site as something to put on a start screen.
fn manifest(portal: &Portal<'_>, assets: &str) -> String {
    let config = portal.config;
    let manifest = json!({
        "name": config.title,
        "short_name": form::clip(&config.title, 20),
        "description": config.description,
        "lang": "vi",
        "dir": "ltr",
        "start_url": "./",
        "scope": "./",
        "display": "browser",
        "icons": [
            { "src": format!("{assets}bieu-tuong.svg"), "sizes": "any", "type": "image/svg+xml" },
        ],
    });
    format!("{manifest:#}\n")
}

/// The site's search for browsers (`OpenSearch` 1.1).
pub(super) fn search(portal: &Portal<'_>, assets: &str) -> String {
    let config = portal.config;
    let escaped = |text: &str| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        text.replace('>', "&gt;").replace('"', "&quot;")
    };
    let base = escaped(&config.base_url);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n\
         <ShortName>{}</ShortName>\n<Description>{}</Description>\n<InputEncoding>UTF-8</InputEncoding>\n\
         <Image type=\"image/svg+xml\">{base}{assets}bieu-tuong.svg</Image>\n\
         <Url type=\"text/html\" template=\"{base}tim-kiem/?q={{searchTerms}}\"/>\n\
         </OpenSearchDescription>\n",
        escaped(&form::clip(&config.title, 16)),
        escaped(&form::clip(&config.description, 1000)),
    )
}

/// Whom to tell of a weakness (RFC 9116), if there is an address; good for a year from the day of the data.
fn security(portal: &Portal<'_>, date: Option<Date>) -> Option<String> {
    let publisher = &portal.config.publisher;
    let web = || publisher.url.clone().filter(|url| url.starts_with("https://"));
    let contact = publisher.email.as_ref().map(|email| format!("mailto:{email}")).or_else(web)?;
    let date = date?;
    let expires = Date::new(date.year().checked_add(1)?, date.month(), date.day().min(28)).ok()?;
    let base = &portal.config.base_url;
    Some(format!(
        "Contact: {contact}\nExpires: {expires}T00:00:00+07:00\nPreferred-Languages: vi\n\
         Canonical: {base}.well-known/security.txt\n"
    ))
}

/// The site in words for programs that read text.
fn words(portal: &Portal<'_>, date: Option<Date>) -> String {
    let config = portal.config;
    let base = &config.base_url;
    let line = |text: &str| {
        let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        // Words of the publisher are no Markdown.
        for sign in ["\\", "[", "]", "<", "`"] {
            line = line.replace(sign, &format!("\\{sign}"));
        }
        line
    };
    let mut text = format!("# {}\n\n> {}\n", line(&config.title), line(&config.description));
    // Writing to a string cannot fail.
    if let Some(date) = date {
        let _ = write!(text, "\nSố liệu tính đến {}. ", vietnamese::date(date));
    }
    text.push_str("Ô trống nghĩa là chưa biết, không phải là số không. Mỗi giá trị dẫn về dòng của văn bản nguồn.\n");
    if portal.is_illustrative() {
        text.push_str(
            "\nSố liệu tiến độ trên cổng này là dữ liệu minh họa, không phải số liệu chính thức.\n",
        );
    }
    let mut section = |title: &str, links: &[(&str, &str, &str)]| {
        let _ = write!(text, "\n## {title}\n\n");
        for (path, name, about) in links {
            let _ = writeln!(text, "- [{name}]({base}{path}): {about}");
        }
    };
    section(
        "Trang",
        &[
            (address::INDICATORS, "Chỉ tiêu", "mục tiêu, số liệu, cơ quan chịu trách nhiệm"),
            (address::TASKS, "Nhiệm vụ", "nguyên văn, chủ trì, phối hợp, thời hạn, tình trạng"),
            (address::AGENCIES, "Cơ quan", "việc được giao và kết quả của từng cơ quan"),
            (address::PLANS, "Văn bản", "toàn văn các kế hoạch"),
            (address::DEADLINES, "Thời hạn", "các mốc theo tháng"),
        ],
    );
    section(
        "Dữ liệu",
        &[
            (address::DATA, "Dữ liệu mở", "mọi bảng, ý nghĩa các cột, giấy phép, cách trích dẫn"),
            ("du-lieu/datapackage.json", "Data Package", "mô tả các bảng CSV cho chương trình"),
            ("du-lieu/danh-muc.jsonld", "DCAT", "danh mục dữ liệu cho cổng dữ liệu"),
        ],
    );
    text
}
