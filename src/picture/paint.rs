//! Style sheet → presentation attributes, so that a picture taken from a page keeps its colours on its own.
//!
//! Pages colour their charts by classes. A file that leaves the site has no style sheet, and a strict content
//! policy refuses one inside it, so each class is replaced by what the theme's sheets say of it in daylight.
//! The sheets are read as far as charts need it: rules of a class, of a status or of both; `var()`; and the
//! first colour of `light-dark()`. Anything else is passed over.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Properties that are attributes of SVG as well.
const ATTRIBUTES: &[&str] = &[
    "fill",
    "fill-opacity",
    "font-size",
    "font-weight",
    "stroke",
    "stroke-dasharray",
    "stroke-linejoin",
    "stroke-width",
];

/// How deep one variable may stand in another.
const DEEPEST: usize = 8;

/// What the style sheets of a theme say of the parts of a chart.
#[derive(Debug, Default)]
pub struct Paint {
    variables: BTreeMap<String, String>,
    rules: Vec<Rule>,
}

/// One selector with its declarations.
#[derive(Debug)]
struct Rule {
    class: Option<String>,
    status: Option<String>,
    declarations: Vec<(String, String)>,
}

impl Paint {
    /// Reads style sheets in the order in which they count.
    pub fn new<'a>(sheets: impl IntoIterator<Item = &'a str>) -> Self {
        let mut paint = Self::default();
        for sheet in sheets {
            paint.read(&without_comments(sheet));
        }
        paint
    }

    fn read(&mut self, mut css: &str) {
        while let Some(start) = css.find('{') {
            let end = closing(css, start, ('{', '}'));
            let (selectors, body) = (css[..start].trim(), &css[start + 1..end]);
            css = css.get(end + 1..).unwrap_or_default();
            // What holds on certain media only is not for a picture.
            if selectors.contains('@') {
                continue;
            }
            let declarations: Vec<_> = body
                .split(';')
                .filter_map(|line| line.split_once(':'))
                .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
                .collect();
            if selectors == ":root" {
                self.variables.extend(declarations.iter().cloned());
            }
            for selector in selectors.split(',') {
                let last = selector.split_whitespace().next_back().unwrap_or_default();
                if let Some((class, status)) = compound(last) {
                    let declarations = declarations.clone();
                    self.rules.push(Rule { class, status, declarations });
                }
            }
        }
    }

    /// `svg` with every class and status replaced by attributes.
    pub fn apply(&self, svg: &str) -> String {
        let mut painted = String::with_capacity(svg.len() * 2);
        let mut rest = svg;
        while let Some(start) = rest.find('<') {
            let end = rest[start..].find('>').map_or(rest.len(), |end| start + end);
            let (before, tag) = (&rest[..start], &rest[start..end]);
            painted.push_str(before);
            let (class, tag) = without_attribute(tag, "class");
            let (status, tag) = without_attribute(&tag, "data-status");
            let (tag, slash) = tag.strip_suffix('/').map_or((tag.as_str(), ""), |tag| (tag, "/"));
            painted.push_str(tag);
            if class.is_some() || status.is_some() {
                for (name, value) in self.attributes(class.as_deref(), status.as_deref()) {
                    let _ = write!(painted, " {name}=\"{value}\"");
                }
            }
            painted.push_str(slash);
            rest = &rest[end..];
        }
        painted.push_str(rest);
        painted
    }

    /// Attributes of an element with these classes and that status.
    fn attributes(&self, class: Option<&str>, status: Option<&str>) -> BTreeMap<&str, String> {
        let classes: Vec<&str> = class.unwrap_or_default().split_whitespace().collect();
        let rules = self.rules.iter().filter(|rule| {
            rule.class.as_deref().is_none_or(|class| classes.contains(&class))
                && rule.status.as_deref().is_none_or(|own| status == Some(own))
        });
        let said: BTreeMap<&str, &str> = rules
            .flat_map(|rule| &rule.declarations)
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let mut attributes = BTreeMap::new();
        for (&name, &value) in &said {
            let Some(value) = self.value(value, &said, 0) else { continue };
            if ATTRIBUTES.contains(&name) {
                attributes.insert(name, value.trim_end_matches("px").to_owned());
            } else if let Some(path) = (name == "clip-path").then(|| outline(&value)).flatten() {
                attributes.insert("d", path);
                attributes.insert("fill-rule", "evenodd".to_owned());
            }
        }
        attributes
    }

    /// `value` with its variables put in and the colours of daylight.
    fn value(&self, value: &str, said: &BTreeMap<&str, &str>, depth: usize) -> Option<String> {
        if let Some(inner) = value.strip_prefix("light-dark(") {
            return Some(inner.split(',').next()?.trim().to_owned());
        }
        let Some(start) = value.find("var(") else { return Some(value.to_owned()) };
        let end = closing(value, start + 3, ('(', ')'));
        let (name, fallback) = match value[start + 4..end].split_once(',') {
            Some((name, fallback)) => (name.trim(), Some(fallback.trim())),
            None => (value[start + 4..end].trim(), None),
        };
        let known =
            said.get(name).copied().or_else(|| self.variables.get(name).map(String::as_str));
        let found = known.or(fallback).filter(|_| depth < DEEPEST)?;
        let found = self.value(found, said, depth + 1)?;
        let whole =
            format!("{}{found}{}", &value[..start], value.get(end + 1..).unwrap_or_default());
        self.value(&whole, said, depth + 1)
    }
}

/// Class and status a compound selector asks for; nothing if it asks for more.
fn compound(selector: &str) -> Option<(Option<String>, Option<String>)> {
    let (class, status) = match selector.split_once("[data-status=\"") {
        Some((class, status)) => (class, Some(status.strip_suffix("\"]")?.to_owned())),
        None => (selector, None),
    };
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let class = match class.strip_prefix('.') {
        Some(name) if is_name(name) => Some(name.to_owned()),
        None if class.is_empty() && status.is_some() => None,
        _ => return None,
    };
    Some((class, status))
}

/// A CSS polygon in per cent as a path over a square of 100.
fn outline(polygon: &str) -> Option<String> {
    let points = polygon.strip_prefix("polygon(")?.strip_suffix(')')?;
    let points = points.trim_start_matches("evenodd").trim_start_matches(',');
    Some(format!("M{}Z", points.replace('%', "").replace(',', " L")))
}

/// Where the bracket that opens at `start` closes; the end of the text if it does not.
fn closing(text: &str, start: usize, (open, close): (char, char)) -> usize {
    let mut depth = 0_usize;
    for (place, letter) in text[start..].char_indices() {
        if letter == open {
            depth += 1;
        } else if letter == close {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return start + place;
            }
        }
    }
    text.len()
}

fn without_comments(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    kept + rest
}

/// The value of an attribute of `tag`, and the tag without it.
fn without_attribute(tag: &str, name: &str) -> (Option<String>, String) {
    let mark = format!(" {name}=\"");
    let found = tag.split_once(&mark).and_then(|(before, rest)| {
        let (value, after) = rest.split_once('"')?;
        Some((Some(value.to_owned()), format!("{before}{after}")))
    });
    found.unwrap_or_else(|| (None, tag.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = ":root { --good: light-dark(#0b6336, #73d79c); --tone: none }
        /* .line { fill: red } */ .chart .line { fill: none; stroke: var(--good); stroke-width: 2.5px; margin: 0 }
        [data-status=\"met\"], [data-status=\"on_pace\"] { --tone: var(--good); --shape: polygon(evenodd,0 0,100% 0,50% 100%); }
        .shape { fill: var(--tone); clip-path: var(--shape, polygon(0 0,1% 0,1% 1%)) }
        @media print { .line { stroke: black } } .line:hover { stroke: blue }";

    #[test]
    fn classes_become_attributes_of_daylight() {
        let paint = Paint::new([SHEET]);
        assert_eq!(
            paint.apply("<g><path class=\"line\" d=\"M0 0\"/>a &lt; b</g>"),
            "<g><path d=\"M0 0\" fill=\"none\" stroke=\"#0b6336\" stroke-width=\"2.5\"/>a &lt; b</g>"
        );
    }

    #[test]
    fn a_status_brings_its_colour_and_its_shape() {
        let paint = Paint::new([SHEET]);
        assert_eq!(
            paint.apply("<path class=\"shape\" data-status=\"on_pace\"/>"),
            "<path d=\"M0 0 L100 0 L50 100Z\" fill=\"#0b6336\" fill-rule=\"evenodd\"/>"
        );
        assert_eq!(
            paint.apply("<path class=\"shape\" data-status=\"other\"/>"),
            "<path d=\"M0 0 L1 0 L1 1Z\" fill=\"none\" fill-rule=\"evenodd\"/>"
        );
    }

    #[test]
    fn sheets_without_end_are_read_without_harm() {
        for sheet in [
            "",
            "{",
            "}",
            ".a { fill: var(--a",
            ":root { --a: var(--a) } .a { fill: var(--a) }",
            "/*",
        ] {
            assert_eq!(Paint::new([sheet]).apply("<a class=\"b\"/><"), "<a/><", "{sheet}");
        }
    }
}
