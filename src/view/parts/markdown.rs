//! Words of the site written in Markdown, as HTML.

use std::collections::BTreeSet;

use minify_html::{Cfg, minify};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::model::Id;
use crate::view::ground::web::is_web;

/// Class of headings that hold as long as there are no reports.
const WITHOUT_REPORTS: &str = "chua-co-bao-cao";

/// Class of headings that hold once there are reports.
const WITH_REPORTS: &str = "co-bao-cao";

/// Markdown as HTML. Raw HTML is dropped, headings start at level 2, `/x/` means a page of this
/// site and becomes relative to `root`, links to other sites get `rel=noopener`.
///
/// A heading with the class `chua-co-bao-cao` and what stands below it is left out once there are
/// reports, one with `co-bao-cao` as long as there are none.
pub fn to_html(markdown: &str, root: &str, has_reports: bool) -> String {
    squeezed(&written(markdown, root, has_reports))
}

/// HTML without comments and needless white space. Elements, closing tags, words stay.
fn squeezed(html: &str) -> String {
    let mut settings = Cfg::new();
    settings.keep_closing_tags = true;
    settings.keep_html_and_head_opening_tags = true;
    String::from_utf8(minify(html.as_bytes(), &settings)).unwrap_or_else(|_| html.to_owned())
}

fn written(markdown: &str, root: &str, has_reports: bool) -> String {
    let mut body = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut body, events(markdown, root, has_reports).into_iter());
    body
}

/// A part of a page: what stands below one heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The anchor of its heading; empty for what stands before the first.
    pub anchor: String,
    /// The words of its heading.
    pub heading: String,
    /// The words below it.
    pub text: String,
}

/// The parts of a page as [`to_html`] shows it, without markup.
pub fn parts(markdown: &str, has_reports: bool) -> Vec<Part> {
    let mut parts = vec![Part::default()];
    let mut in_heading = false;
    for event in events(markdown, "", has_reports) {
        match event {
            Event::Start(Tag::Heading { id, .. }) => {
                let anchor = id.map(|id| id.to_string()).unwrap_or_default();
                parts.push(Part { anchor, ..Part::default() });
                in_heading = true;
            }
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            event => {
                let Some(part) = parts.last_mut() else { continue };
                let words = if in_heading { &mut part.heading } else { &mut part.text };
                match event {
                    Event::Text(text) | Event::Code(text) => words.push_str(&text),
                    Event::InlineHtml(_) => {}
                    _ => words.push(' '),
                }
            }
        }
    }
    parts.retain(|part| !part.anchor.is_empty() || !part.text.trim().is_empty());
    parts
}

/// What [`to_html`] shows, as events.
fn events<'e>(markdown: &'e str, root: &str, has_reports: bool) -> Vec<Event<'e>> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut writer =
        Rewriter { root, used: BTreeSet::new(), in_head: false, tables: 0, open_links: Vec::new() };
    let mut events: Vec<Event<'_>> = Vec::new();
    let mut heading: Option<usize> = None;
    let unwanted = if has_reports { WITHOUT_REPORTS } else { WITH_REPORTS };
    let mut left_out: Option<HeadingLevel> = None;
    for event in Parser::new_ext(markdown, options) {
        if let Event::Start(Tag::Heading { level, classes, .. }) = &event {
            left_out = left_out.filter(|above| level > above);
            if classes.iter().any(|class| &**class == unwanted) {
                left_out = left_out.or(Some(*level));
            }
        }
        if left_out.is_some() {
            continue;
        }
        match event {
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::Start(Tag::HtmlBlock)
            | Event::End(TagEnd::HtmlBlock) => {}
            Event::Start(Tag::Heading { level, id, .. }) => {
                heading = Some(events.len());
                let (level, classes, attrs) = (lower(level), Vec::new(), Vec::new());
                events.push(Event::Start(Tag::Heading { level, id, classes, attrs }));
            }
            Event::End(TagEnd::Heading(level)) => {
                if let Some(start) = heading.take() {
                    writer.name_heading(&mut events, start);
                }
                events.push(Event::End(TagEnd::Heading(lower(level))));
            }
            event => events.extend(writer.rewrite(event)),
        }
    }
    events
}

fn lower(level: HeadingLevel) -> HeadingLevel {
    if level == HeadingLevel::H1 { HeadingLevel::H2 } else { level }
}

struct Rewriter<'r> {
    root: &'r str,
    used: BTreeSet<String>,
    in_head: bool,
    tables: usize,
    open_links: Vec<bool>,
}

impl Rewriter<'_> {
    /// Gives the heading that starts at `start` an anchor nobody has yet.
    fn name_heading(&mut self, events: &mut [Event<'_>], start: usize) {
        let mut words = String::new();
        for event in &events[start..] {
            if let Event::Text(text) | Event::Code(text) = event {
                words.push_str(text);
            }
        }
        if let Some(Event::Start(Tag::Heading { id, .. })) = events.get_mut(start) {
            let base = Id::slug(id.as_deref().unwrap_or(&words)).to_string();
            let mut anchor = base.clone();
            let mut number = 1;
            while !self.used.insert(anchor.clone()) {
                number += 1;
                anchor = format!("{base}-{number}");
            }
            *id = Some(CowStr::from(anchor));
        }
    }

    fn rewrite<'e>(&mut self, event: Event<'e>) -> Vec<Event<'e>> {
        let raw = |text: String| vec![Event::Html(CowStr::from(text))];
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                if let Some(attributes) = self.target(&dest_url) {
                    self.open_links.push(true);
                    vec![Event::InlineHtml(CowStr::from(format!("<a {attributes}>")))]
                } else {
                    self.open_links.push(false);
                    Vec::new()
                }
            }
            Event::End(TagEnd::Link) => match self.open_links.pop() {
                Some(true) => vec![Event::InlineHtml(CowStr::from("</a>"))],
                _ => Vec::new(),
            },
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => Vec::new(),
            Event::Start(Tag::Table(alignments)) => {
                self.tables += 1;
                let open = format!(
                    "<section class=\"scroll\" aria-label=\"Bảng {}\" tabindex=\"0\">",
                    self.tables
                );
                let none = vec![pulldown_cmark::Alignment::None; alignments.len()];
                vec![Event::Html(CowStr::from(open)), Event::Start(Tag::Table(none))]
            }
            Event::End(TagEnd::Table) => {
                vec![Event::End(TagEnd::Table), Event::Html(CowStr::from("</section>\n"))]
            }
            Event::Start(Tag::TableHead) => {
                self.in_head = true;
                vec![Event::Start(Tag::TableHead)]
            }
            Event::End(TagEnd::TableHead) => {
                self.in_head = false;
                vec![Event::End(TagEnd::TableHead)]
            }
            Event::Start(Tag::TableCell) if self.in_head => raw("<th scope=\"col\">".to_owned()),
            Event::End(TagEnd::TableCell) if self.in_head => raw("</th>".to_owned()),
            Event::FootnoteReference(name) => {
                vec![Event::FootnoteReference(note_name(&name))]
            }
            Event::Start(Tag::FootnoteDefinition(name)) => {
                vec![Event::Start(Tag::FootnoteDefinition(note_name(&name)))]
            }
            event => vec![event],
        }
    }

    /// The attributes of a link, or nothing when its address must not be linked.
    fn target(&self, url: &str) -> Option<String> {
        if is_web(url) {
            return Some(format!("href=\"{}\" rel=\"noopener\"", escaped(url)));
        }
        if url.starts_with("mailto:") || url.starts_with('#') {
            return Some(format!("href=\"{}\"", escaped(url)));
        }
        let inside = url.strip_prefix('/').filter(|rest| !rest.starts_with('/'))?;
        Some(format!("href=\"{}{}\"", self.root, escaped(inside)))
    }
}

fn note_name(name: &str) -> CowStr<'static> {
    CowStr::from(format!("chu-thich--{}", Id::slug(name)))
}

fn escaped(url: &str) -> String {
    let mut text = String::with_capacity(url.len());
    for letter in url.chars() {
        match letter {
            '&' => text.push_str("&amp;"),
            '"' => text.push_str("&quot;"),
            '<' => text.push_str("%3C"),
            '>' => text.push_str("%3E"),
            ' ' => text.push_str("%20"),
            letter => text.push(letter),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{squeezed, written};

    fn check(markdown: &str, expected: &str) {
        assert_eq!(written(markdown, "../", false).trim(), expected);
    }

    #[test]
    fn raw_html_and_dangerous_links_are_dropped() {
        check("a <b onclick=x>b</b>", "<p>a b</p>");
        check("<script>alert(1)</script>", "");
        check("[a](javascript:alert(1))", "<p>a</p>");
        check("[a](//evil.example/)", "<p>a</p>");
        check("![x](https://evil.example/x.png)", "<p>x</p>");
    }

    #[test]
    fn links_work_below_any_path() {
        check("[a](/du-lieu/)", "<p><a href=\"../du-lieu/\">a</a></p>");
        check(
            "[a](https://example.vn/?a=1&b=\")",
            "<p><a href=\"https://example.vn/?a=1&amp;b=&quot;\" rel=\"noopener\">a</a></p>",
        );
    }

    #[test]
    fn headings_have_anchors_and_start_at_level_two() {
        check("# Cách đọc", "<h2 id=\"cach-doc\">Cách đọc</h2>");
        check("## A\n## A", "<h2 id=\"a\">A</h2>\n<h2 id=\"a-2\">A</h2>");
    }

    #[test]
    fn what_depends_on_reports_is_left_out() {
        let text = "## A {.chua-co-bao-cao}\na\n### B\nb\n## C {.co-bao-cao}\nc\n## D\nd";
        let without = written(text, "./", false);
        assert!(without.contains("<p>b</p>") && !without.contains("<p>c</p>"), "{without}");
        let with = written(text, "./", true);
        assert!(!with.contains("<p>a</p>") && !with.contains("<p>b</p>"), "{with}");
        assert!(with.contains("<p>c</p>") && with.contains("<p>d</p>"), "{with}");
    }

    #[test]
    fn tables_have_scopes_and_no_style() {
        let html = written("| a |\n|--:|\n| b |", "./", false);
        assert!(html.contains("<th scope=\"col\">a</th>"), "{html}");
        assert!(!html.contains("style"), "{html}");
    }

    #[test]
    fn words_and_closing_tags_stay() {
        assert_eq!(
            squeezed("<p>một  <b>hai</b> ba</p>\n\n<ul>\n<li>&lt;script&gt;</li>\n</ul>\n"),
            "<p>một <b>hai</b> ba</p><ul><li>&lt;script></li></ul>"
        );
    }
}
