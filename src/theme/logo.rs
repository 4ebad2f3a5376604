//! The logo of a site: a small picture that shows itself, asks for nothing and does nothing.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use serde::Serialize;

/// What a logo may be.
pub(super) const ALLOWED: &str = "tệp SVG hoặc PNG dưới thư mục static/ của giao diện, tối đa 15 kB, không rộng quá sáu lần chiều cao";

/// Heaviest logo: every page loads it on a first visit.
const MOST_BYTES: usize = 15_000;

/// Widest logo in heights: more would leave no room on a small phone.
const WIDEST: f64 = 6.0;

/// Height of the logo on a page, in pixels.
const HEIGHT: f64 = 40.0;

/// A logo, checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Logo {
    /// File below the folder of static files.
    pub path: String,
    /// Width in pixels at a height of 40, so that its room is kept before it has come.
    pub width: u32,
}

/// Looks at the picture `bytes`; says in Vietnamese why it is no logo.
pub(super) fn check(path: &str, bytes: &[u8]) -> Result<Logo, String> {
    if bytes.len() > MOST_BYTES {
        return Err(format!("nặng {} kB", bytes.len().div_ceil(1000)));
    }
    let (width, height) = match path.rsplit_once('.') {
        Some((_, "svg")) => svg(bytes)?,
        Some((_, "png")) => png(bytes).ok_or("tệp không phải PNG")?,
        _ => return Err("tên tệp phải kết thúc bằng .svg hoặc .png".to_owned()),
    };
    let ratio = width / height;
    if !(ratio.is_finite() && ratio > 0.0) {
        return Err("không có chiều rộng hoặc chiều cao".to_owned());
    }
    if ratio > WIDEST {
        return Err("rộng quá sáu lần chiều cao".to_owned());
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "từ 1 đến 240")]
    let width = (HEIGHT * ratio).round().max(1.0) as u32;
    Ok(Logo { path: path.to_owned(), width })
}

/// Width and height of a PNG, which stand in its first chunk.
fn png(bytes: &[u8]) -> Option<(f64, f64)> {
    let rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    if rest.get(4..8)? != b"IHDR" {
        return None;
    }
    let number =
        |at: usize| Some(f64::from(u32::from_be_bytes(rest.get(at..at + 4)?.try_into().ok()?)));
    Some((number(8)?, number(12)?))
}

/// Width and height of an SVG that does nothing but show itself.
fn svg(bytes: &[u8]) -> Result<(f64, f64), String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "tệp không phải UTF-8")?;
    let mut reader = Reader::from_str(text);
    let mut size = None;
    loop {
        let broken = |_| "tệp SVG sai cú pháp".to_owned();
        match reader.read_event().map_err(broken)? {
            Event::Start(element) | Event::Empty(element) => {
                let found = element_size(&element)?;
                size = size.or(Some(found));
            }
            Event::DocType(_) | Event::PI(_) => {
                return Err("có khai báo (`<!DOCTYPE`, `<?`) không được phép".to_owned());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    size.flatten().ok_or_else(|| "thiếu `viewBox`, hoặc không phải SVG".to_owned())
}

/// The size an `<svg>` gives itself; refuses whatever acts or asks for other files.
fn element_size(element: &BytesStart<'_>) -> Result<Option<(f64, f64)>, String> {
    let name = element.local_name();
    let name = name.as_ref();
    let acts = ["script", "foreignobject", "style", "image", "iframe", "a"];
    if acts.contains(&name.to_lowercase().as_str()) {
        return Err(format!("có phần tử `<{name}>` không được phép"));
    }
    let mut size = None;
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|_| "tệp SVG sai cú pháp".to_owned())?;
        let key = attribute.key.local_name().as_ref().to_lowercase();
        let value = attribute.value.to_lowercase();
        let is_outside = key == "href" && !value.starts_with('#');
        let asks_outside = value.split("url(").skip(1).any(|rest| !rest.starts_with('#'));
        if key.starts_with("on") || key == "style" || is_outside || asks_outside {
            return Err(format!("có thuộc tính `{key}` không được phép"));
        }
        if key == "viewbox" && name == "svg" {
            let numbers: Vec<f64> =
                value.split([' ', ',']).filter_map(|part| part.parse().ok()).collect();
            size = <[f64; 4]>::try_from(numbers).ok().map(|[_, _, width, height]| (width, height));
        }
    }
    Ok(size)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn width(svg: &str) -> Result<u32, String> {
        check("a.svg", svg.as_bytes()).map(|logo| logo.width)
    }

    #[test]
    fn a_plain_picture_is_a_logo() {
        assert_eq!(
            width("<svg xmlns=\"x\" viewBox=\"0 0 20,10\"><path d=\"M0 0\"/></svg>"),
            Ok(80)
        );
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend([0, 0, 0, 30, 0, 0, 0, 60]);
        assert_eq!(check("b.png", &png), Ok(Logo { path: "b.png".to_owned(), width: 20 }));
        assert!(check("b.png", b"GIF89a").is_err() && check("b.gif", &png).is_err());
    }

    #[test]
    fn whatever_acts_or_is_no_picture_is_refused() {
        for bad in [
            "",
            "words",
            "<svg><path d=\"M0 0\"/></svg>",
            "<html viewBox=\"0 0 1 1\"/>",
            "<svg viewBox=\"0 0 1 1\"><script>x()</script></svg>",
            "<svg viewBox=\"0 0 1 1\" onload=\"x()\"/>",
            "<svg viewBox=\"0 0 1 1\"><use xlink:href=\"https://a.example/b.svg#c\"/></svg>",
            "<svg viewBox=\"0 0 1 1\"><rect fill=\"url(https://a.example/)\"/></svg>",
            "<svg viewBox=\"0 0 1 1\"><foreignObject/></svg>",
            "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg viewBox=\"0 0 1 1\"/>",
            "<svg viewBox=\"0 0 7 1\"/>",
            "<svg viewBox=\"0 0 1 0\"/>",
            "<svg viewBox=\"0 0 0 0\"/>",
            "<svg viewBox=\"0 0 1 1\"><g></svg>",
        ] {
            assert!(width(bad).is_err(), "{bad}");
        }
        assert!(width(&format!("<svg viewBox=\"0 0 1 1\">{}</svg>", " ".repeat(16_000))).is_err());
    }
}
