//! `congkhai.toml`: who publishes what, under which address.

mod written;

use std::sync::Arc;

use toml::Spanned;

use crate::diagnostic::{Diagnostics, Lines};
use crate::model::Id;
use crate::read::toml::read_toml;

use written::{Node, Reader};

/// Name of the configuration file, below the root.
pub const CONFIG_FILE: &str = "congkhai.toml";

/// Largest source file.
pub const MAX_FILE_BYTES: u64 = 200 * 1024 * 1024;

/// Largest source file that is text: some 20,000 printed pages.
pub const MAX_TEXT_BYTES: u64 = 64 * 1024 * 1024;

/// Folder the site is written to, below the root.
pub const OUTPUT_FOLDER: &str = "public";

/// Name of the theme compiled into the program.
pub const BUILT_IN_THEME: &str = "mac-dinh";

/// The settings of a site, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// Name of the site, shown on every page.
    pub title: String,
    /// One sentence about the site.
    pub description: String,
    /// Address the site is published under, with a slash at the end (`https://example.vn/nq57/`).
    pub base_url: String,
    /// Who publishes it.
    pub publisher: Publisher,
    /// Licence of the data made by this program.
    pub licence: Licence,
    /// Name of the theme: a folder below `themes/`, or `mac-dinh` for the built-in one.
    pub theme: String,
    /// Telephones and mailboxes of offices that documents may print: whole values, or `@` and a domain.
    pub office_contacts: Vec<String>,
    /// Whether pictures are drawn pixel by pixel: charts as PNG and pictures for sharing.
    pub has_pictures: bool,
}

/// Who publishes a site.
#[derive(Clone, Debug)]
pub struct Publisher {
    /// Name of the body.
    pub name: String,
    /// Its own site.
    pub url: Option<String>,
    /// Address for corrections and remarks; the only personal data the guard lets through.
    pub email: Option<String>,
    /// Telephone of the office.
    pub phone: Option<String>,
}

/// A licence.
#[derive(Clone, Debug)]
pub struct Licence {
    /// Name people know ("CC BY 4.0").
    pub name: String,
    /// Its address.
    pub url: String,
}

impl Config {
    /// The host part of [`Config::base_url`], with its port if it has one ("example.vn").
    pub fn host(&self) -> &str {
        let after_scheme = self.base_url.find("://").map_or(0, |at| at + 3);
        self.base_url[after_scheme..].split('/').next().unwrap_or_default()
    }

    /// The path part of [`Config::base_url`], with a slash at both ends ("/" or "/nq57/").
    pub fn base_path(&self) -> &str {
        let after_scheme = self.base_url.find("://").map_or(0, |at| at + 3);
        self.base_url[after_scheme..]
            .find('/')
            .map_or("/", |at| &self.base_url[after_scheme + at..])
    }

    /// The publisher's own address and number and those of offices: all the guard against personal
    /// data lets through.
    pub fn contacts(&self) -> Vec<String> {
        let own = self.publisher.email.iter().chain(&self.publisher.phone);
        own.chain(&self.office_contacts).cloned().collect()
    }

    /// Reads `text`, the content of `congkhai.toml`; every problem is reported, not only the first.
    ///
    /// A value that was reported is empty; the settings are then fit for reading on, not for a site.
    pub fn read(text: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let file: Arc<str> = CONFIG_FILE.into();
        let written: Spanned<Node> = read_toml(&file, text, diagnostics)?;
        let mut reader = Reader { file: &file, lines: Lines::new(&file, text), diagnostics };

        let mut site = reader.table(
            written,
            "",
            // `report` is read with the plans it holds for.
            &[
                "title",
                "description",
                "base_url",
                "theme",
                "office_contacts",
                "publisher",
                "licence",
                "report",
            ],
        );
        let mut publisher =
            reader.inner_table(&mut site, "publisher", &["name", "url", "email", "phone"]);
        let mut licence = reader.inner_table(&mut site, "licence", &["name", "url"]);

        Some(Self {
            title: reader.required(&mut site, "title"),
            description: reader.required(&mut site, "description"),
            base_url: reader.required_by(&mut site, "base_url", base_url),
            publisher: Publisher {
                name: reader.required(&mut publisher, "name"),
                url: reader.optional_by(&mut publisher, "url", web_address),
                email: reader.optional_by(&mut publisher, "email", email),
                phone: reader.optional_by(&mut publisher, "phone", phone),
            },
            licence: Licence {
                name: reader.required(&mut licence, "name"),
                url: reader.required_by(&mut licence, "url", web_address),
            },
            theme: reader
                .optional_by(&mut site, "theme", theme)
                .unwrap_or_else(|| BUILT_IN_THEME.to_owned()),
            office_contacts: reader.list_by(&mut site, "office_contacts", office_contact),
            has_pictures: cfg!(feature = "images"),
        })
    }
}

/// Why a value cannot be used, and what can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong, in Vietnamese.
    pub message: &'static str,
    /// What is allowed.
    pub allowed: &'static str,
}

/// Checks the address a site is published under and puts a slash at its end.
pub fn base_url(text: &str) -> Result<String, Refusal> {
    let mut url = web_address(text)?;
    if url.contains(['?', '#']) {
        return Err(Refusal {
            message: "địa chỉ của trang không được có `?` hay `#`",
            allowed: "địa chỉ chỉ có tên miền và thư mục, như `https://example.vn/nq57/`",
        });
    }
    // Servers take other signs for parts of their own language.
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || "-._~/:".contains(sign);
    if !url.chars().all(is_plain) {
        return Err(Refusal {
            message: "đường dẫn trong địa chỉ có dấu mà máy chủ web hiểu khác đi",
            allowed: "chữ không dấu, chữ số, `-`, `_`, `.`, `~`, như `https://example.vn/nq57/`",
        });
    }
    if !url.ends_with('/') {
        url.push('/');
    }
    let path_start = url.find("://").map_or(0, |at| at + 3);
    let has_odd_part = url[path_start..]
        .trim_end_matches('/')
        .split('/')
        .any(|part| part.is_empty() || part == "." || part == "..");
    if has_odd_part {
        return Err(Refusal {
            message: "đường dẫn trong địa chỉ có phần trống, `.` hoặc `..`",
            allowed: "địa chỉ như `https://example.vn/nq57/`",
        });
    }
    Ok(url)
}

fn web_address(text: &str) -> Result<String, Refusal> {
    let refusal = Refusal {
        message: "không phải địa chỉ web",
        allowed: "địa chỉ bắt đầu bằng `https://` hoặc `http://`, có tên miền, không có dấu cách",
    };
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or("");
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (host, None),
    };
    let is_host = !name.is_empty()
        && name.split('.').all(|label| {
            !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        })
        && port.is_none_or(|port| port.parse::<u16>().is_ok());
    let is_plain = text.bytes().all(|b| b.is_ascii_graphic() && !b"\"'<>\\^`{|}".contains(&b));
    if is_host && is_plain { Ok(text.to_owned()) } else { Err(refusal) }
}

fn email(text: &str) -> Result<String, Refusal> {
    let is_address =
        text.split_once('@').is_some_and(|(user, host)| {
            !user.is_empty()
                && host.contains('.')
                && !host.starts_with('.')
                && !host.ends_with('.')
                && !host.contains('@')
        }) && text.bytes().all(|b| b.is_ascii_graphic() && !b"\"<>(),;:\\".contains(&b));
    let refusal = Refusal {
        message: "không phải địa chỉ thư điện tử",
        allowed: "địa chỉ như `gopy@example.vn`",
    };
    if is_address { Ok(text.to_owned()) } else { Err(refusal) }
}

fn phone(text: &str) -> Result<String, Refusal> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_number = (3..=15).contains(&digits)
        && text.bytes().all(|b| b.is_ascii_digit() || b" .+-()".contains(&b));
    let refusal = Refusal {
        message: "không phải số điện thoại",
        allowed: "từ 3 đến 15 chữ số, có thể có dấu cách, `.`, `-`, `+` và ngoặc",
    };
    if is_number { Ok(text.to_owned()) } else { Err(refusal) }
}

/// A telephone, a mailbox, or a domain of mailboxes (`@so-a.gov.vn`). A mobile telephone is a person's.
fn office_contact(text: &str) -> Result<String, Refusal> {
    let refusal = Refusal {
        message: "không phải liên hệ của cơ quan",
        allowed: "số điện thoại cố định như `0222 3822 888`, hộp thư như `vanthu@so-a.gov.vn`, hoặc \
                  mọi hộp thư của một tên miền như `@so-a.gov.vn`",
    };
    if let Some(domain) = text.strip_prefix('@') {
        return email(&format!("a@{domain}")).map(|_| text.to_owned()).map_err(|_| refusal);
    }
    if text.contains('@') {
        return email(text).map_err(|_| refusal);
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_fixed = digits.starts_with("02") || digits.starts_with("842") || digits.len() <= 8;
    phone(text).ok().filter(|_| is_fixed).ok_or(refusal)
}

fn theme(text: &str) -> Result<String, Refusal> {
    Id::new(text).map(|id| id.to_string()).ok_or(Refusal {
        message: "không phải tên giao diện",
        allowed: "tên một thư mục trong `themes/`: chữ thường không dấu, chữ số và gạch nối",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;

    const SOUND: &str = r#"
title = "Trang"
description = "Một câu."
base_url = "https://example.vn/nq57"
[publisher]
name = "Sở"
email = "gopy@example.vn"
[licence]
name = "CC BY 4.0"
url = "https://creativecommons.org/licenses/by/4.0/deed.vi"
"#;

    fn problems(text: &str) -> Vec<String> {
        let mut diagnostics = Diagnostics::default();
        Config::read(text, &mut diagnostics);
        let line = |d: &Diagnostic| format!("{} {}", d.place.as_ref().unwrap(), d.message);
        diagnostics.sorted().iter().map(line).collect()
    }

    #[test]
    fn contacts_of_offices_are_let_through_and_mobile_telephones_are_not() {
        let with = |list: &str| {
            SOUND.replace("[publisher]", &format!("office_contacts = {list}\n[publisher]"))
        };
        let mut diagnostics = Diagnostics::default();
        let text = with("[\"@tinh-a.gov.vn\", \"0222 3822 888\"]");
        let config = Config::read(&text, &mut diagnostics).unwrap();
        let expect = ["gopy@example.vn", "@tinh-a.gov.vn", "0222 3822 888"];
        assert_eq!(config.contacts(), expect);
        assert_eq!(problems(&text), [""; 0]);
        assert_eq!(problems(&with("[\"0912 345 678\"]")).len(), 1);
        assert_eq!(problems(&with("[\"@\"]")).len(), 1);
        assert_eq!(problems(&with("\"0222 3822 888\"")).len(), 1);
    }

    #[test]
    fn a_sound_file_is_read() {
        let mut diagnostics = Diagnostics::default();
        let config = Config::read(SOUND, &mut diagnostics).unwrap();
        assert_eq!(config.base_url, "https://example.vn/nq57/");
        assert_eq!((config.host(), config.base_path()), ("example.vn", "/nq57/"));
        assert_eq!(config.theme, BUILT_IN_THEME);
        assert_eq!(config.publisher.email.as_deref(), Some("gopy@example.vn"));
        assert_eq!(diagnostics.iter().count(), 0);
    }

    #[test]
    fn every_problem_is_reported_at_its_place() {
        let text = SOUND
            .replace("title = \"Trang\"", "tittle = \"Trang\"")
            .replace("https://example.vn/nq57", "ftp://example.vn")
            .replace("gopy@example.vn", "gopy")
            .replace("name = \"Sở\"", "name = 5");
        assert_eq!(
            problems(&text),
            [
                "congkhai.toml thiếu khóa `title`",
                "congkhai.toml:2:1 khóa lạ `tittle`",
                "congkhai.toml:4:12 `base_url`: không phải địa chỉ web",
                "congkhai.toml:6:8 `publisher.name` phải là chữ",
                "congkhai.toml:7:9 `publisher.email`: không phải địa chỉ thư điện tử",
            ]
        );
    }

    #[test]
    fn a_missing_table_is_one_problem() {
        let text = SOUND.split("[licence]").next().unwrap();
        assert_eq!(problems(text), ["congkhai.toml thiếu bảng `[licence]`"]);
        let text = format!("licence = true\n{text}");
        assert_eq!(problems(&text), ["congkhai.toml:1:11 `licence` phải là một bảng"]);
    }

    #[test]
    fn themes_are_names_not_paths() {
        let text = format!("theme = \"../khac\"\n{SOUND}");
        assert_eq!(problems(&text), ["congkhai.toml:1:9 `theme`: không phải tên giao diện"]);
    }

    #[test]
    fn base_addresses() {
        for good in ["http://localhost:8080", "https://a-b.example.vn/x/y/", "http://127.0.0.1"] {
            assert!(base_url(good).is_ok_and(|url| url.ends_with('/')), "{good}");
        }
        for bad in [
            "",
            "example.vn",
            "https://",
            "https:///x",
            "https://a b.vn",
            "https://a.vn/?x",
            "https://a.vn/#x",
            "https://a.vn/../x",
            "https://a.vn//x",
            "https://a.vn:99999/",
            "https://a.vn/\"",
            "javascript:alert(1)",
            "https://a..vn/",
            "https://người.vn",
        ] {
            assert!(base_url(bad).is_err(), "{bad}");
        }
        for sign in "$%&'()*+,;=@![]{}|^".chars() {
            let bad = format!("https://example.vn/a{sign}b/");
            assert!(base_url(&bad).is_err(), "{bad}");
        }
    }
}
