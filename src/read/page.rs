//! Prose pages: TOML front matter between `+++` lines, then Markdown.

use std::sync::Arc;

use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Id, Page, Provenance};
use crate::read::toml::explain;

/// Largest page: some 300 printed pages.
const MAX_PAGE_BYTES: usize = 1 << 20;

/// Front matter as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    title: String,
    description: String,
    order: Option<u32>,
}

/// Reads the page in `file`, a path below the site's root such as `content/gioi-thieu.md`.
///
/// The address is the path below `content/` without the ending; each part of it must be an
/// identifier, so that it is fit for file names and links.
pub fn read_page(file: &Arc<str>, text: &str, diagnostics: &mut Diagnostics) -> Option<Page> {
    let path = address(file, diagnostics)?;
    if text.len() > MAX_PAGE_BYTES {
        let message = format!("trang dài {} MB, lớn hơn giới hạn", text.len().div_ceil(1 << 20));
        diagnostics.push(
            Diagnostic::new(Code::SourceTooLarge, Place::file(file.clone()), message)
                .allowed(format!("tối đa {} MB một trang", MAX_PAGE_BYTES >> 20))
                .suggestion("tách thành nhiều trang"),
        );
        return None;
    }
    let missing = |diagnostics: &mut Diagnostics| {
        let place = Place::line(file.clone(), 1);
        diagnostics.push(
            Diagnostic::new(
                Code::FrontMatter,
                place,
                "trang không có phần đầu giữa hai dòng `+++`",
            )
            .allowed("dòng đầu là `+++`, rồi `title` và `description`, rồi một dòng `+++`"),
        );
    };
    let Some((start, end, body)) = split(text) else {
        missing(diagnostics);
        return None;
    };
    let front: FrontMatter = match toml::from_str(&text[start..end]) {
        Ok(front) => front,
        Err(error) => {
            let range = error.span().unwrap_or(0..1);
            let place = Place::span(
                file.clone(),
                text,
                start + range.start..start + range.end.max(range.start),
            );
            diagnostics.push(explain(Code::FrontMatter, error.message(), &place));
            return None;
        }
    };
    for (key, value) in [("title", &front.title), ("description", &front.description)] {
        if value.trim().is_empty() {
            let place = Place::span(file.clone(), text, start..start + 1);
            let message = format!("`{key}` để trống");
            diagnostics
                .push(Diagnostic::new(Code::FrontMatter, place, message).allowed("một dòng chữ"));
            return None;
        }
    }
    let line = |at: usize| u32::try_from(text[..at].matches('\n').count() + 1).unwrap_or(u32::MAX);
    Some(Page {
        path,
        title: front.title.trim().to_owned(),
        description: front.description.trim().to_owned(),
        order: front.order,
        markdown: text[body..].to_owned(),
        provenance: Provenance {
            file: file.clone(),
            line_first: line(body.min(text.len())),
            line_last: line(text.trim_end().len()),
            sheet: None,
        },
    })
}

/// `content/a/b.md` → `a/b`.
fn address(file: &Arc<str>, diagnostics: &mut Diagnostics) -> Option<String> {
    let path = file.strip_prefix("content/").unwrap_or(file);
    let path = path.strip_suffix(".md").unwrap_or(path);
    if let Some(bad) = path.split('/').find(|part| Id::new(part).is_none()) {
        let message = format!("tên `{bad}` không dùng làm địa chỉ trang được");
        diagnostics.push(
            Diagnostic::new(Code::IdInvalid, Place::file(file.clone()), message)
                .allowed("chữ thường không dấu, chữ số và dấu gạch nối giữa chúng")
                .suggestion(format!("đổi tên thành `{}`", Id::slug(bad))),
        );
        return None;
    }
    Some(path.to_owned())
}

/// Start and end of the front matter and start of the body, in bytes.
fn split(text: &str) -> Option<(usize, usize, usize)> {
    let first_line_end = text.find('\n')?;
    if text[..first_line_end].trim_end() != "+++" {
        return None;
    }
    let start = first_line_end + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return Some((start, at, at + line.len()));
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str, text: &str) -> (Option<Page>, Vec<Diagnostic>) {
        let mut diagnostics = Diagnostics::default();
        let page = read_page(&file.into(), text, &mut diagnostics);
        (page, diagnostics.sorted())
    }

    #[test]
    fn front_matter_and_body_are_told_apart() {
        let text = "+++\ntitle = \"A\"\ndescription = \"B\"\norder = 2\n+++\n\nThân\n";
        let (page, problems) = read("content/gioi-thieu.md", text);
        let page = page.unwrap();
        assert!(problems.is_empty());
        assert_eq!((page.path.as_str(), page.order), ("gioi-thieu", Some(2)));
        assert_eq!(page.markdown.trim(), "Thân");
        assert_eq!(page.provenance.line_first, 6);
    }

    #[test]
    fn faults_are_reported_where_they_stand() {
        let (page, problems) = read("content/a.md", "+++\ntitle = \"A\"\nb = 1\n+++\n");
        assert!(page.is_none());
        assert_eq!(problems[0].place.as_ref().unwrap().line_number(), Some(3));
        assert!(read("content/a.md", "Không có phần đầu").0.is_none());
        assert!(read("content/a.md", "+++\ntitle = 1").0.is_none());
    }

    #[test]
    fn addresses_come_from_plain_names_only() {
        let front = "+++\ntitle = \"A\"\ndescription = \"B\"\n+++\n";
        assert!(read("content/Giới thiệu.md", front).0.is_none());
        assert!(read("content/../a.md", front).0.is_none());
        assert_eq!(read("content/a/b.md", front).0.unwrap().path, "a/b");
    }
}
