//! Styles of a DOCX: which make a heading, which are bold, which are numbered.

use std::collections::BTreeMap;

use super::super::xml::{Element, Xml, XmlFault};
use crate::vietnamese::fold;

/// Longest chain of "based on" followed; longer ones go round in a circle.
const MAX_CHAIN: usize = 32;

/// List a paragraph belongs to: numbering definition and level; either may be left to a style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ListPlace {
    /// Numbering definition; 0 takes the paragraph out of every list.
    pub(super) number: Option<u32>,
    /// Level, from 0.
    pub(super) level: Option<usize>,
}

/// What one style says itself.
#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    is_bold: Option<bool>,
    is_hidden: Option<bool>,
    is_struck: Option<bool>,
    is_raised: Option<bool>,
    list: ListPlace,
}

/// All styles of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    default_paragraph: Option<String>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(text: &str) -> Result<Self, XmlFault> {
        let mut styles = Self::default();
        Xml::new(text).children(|xml, _root| {
            xml.children(|xml, element| match element.name() {
                "style" => styles.read_style(xml, &element),
                _ => xml.skip(),
            })
        })?;
        Ok(styles)
    }

    fn read_style(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<(), XmlFault> {
        let id = element.attribute("styleId").unwrap_or_default();
        let is_default = element.attribute("default").is_some_and(|on| on != "0" && on != "false");
        if is_default && element.attribute("type").as_deref() == Some("paragraph") {
            self.default_paragraph = Some(id.clone());
        }
        let mut style = Style::default();
        xml.children(|xml, child| {
            match child.name() {
                "name" => style.name = fold(&child.value().unwrap_or_default()),
                "basedOn" => style.based_on = child.value(),
                "pPr" => {
                    return xml.children(|xml, property| match property.name() {
                        "outlineLvl" => {
                            style.outline = property.number();
                            xml.skip()
                        }
                        "numPr" => {
                            style.list = read_list_place(xml)?;
                            Ok(())
                        }
                        _ => xml.skip(),
                    });
                }
                "rPr" => {
                    return xml.children(|xml, property| {
                        match property.name() {
                            "b" => style.is_bold = Some(property.is_on()),
                            "vanish" => style.is_hidden = Some(property.is_on()),
                            "strike" | "dstrike" => {
                                style.is_struck =
                                    Some(property.is_on() || style.is_struck.unwrap_or(false));
                            }
                            "vertAlign" => style.is_raised = Some(is_raised(&property)),
                            _ => {}
                        }
                        xml.skip()
                    });
                }
                _ => {}
            }
            xml.skip()
        })?;
        self.styles.insert(id, style);
        Ok(())
    }

    /// The style a paragraph without one has.
    pub(super) fn default_paragraph(&self) -> Option<&str> {
        self.default_paragraph.as_deref()
    }

    /// The styles a style stands on, itself first.
    fn chain<'a>(&'a self, id: &str) -> impl Iterator<Item = &'a Style> {
        std::iter::successors(self.styles.get(id), |style| {
            style.based_on.as_deref().and_then(|id| self.styles.get(id))
        })
        .take(MAX_CHAIN)
    }

    /// Whether a style makes its text bold, if it says so.
    pub(super) fn is_bold(&self, id: &str) -> Option<bool> {
        self.chain(id).find_map(|style| style.is_bold)
    }

    /// Whether a style hides its text, if it says so.
    pub(super) fn is_hidden(&self, id: &str) -> Option<bool> {
        self.chain(id).find_map(|style| style.is_hidden)
    }

    /// Whether a style strikes its text out, if it says so.
    pub(super) fn is_struck(&self, id: &str) -> Option<bool> {
        self.chain(id).find_map(|style| style.is_struck)
    }

    /// Whether a style raises its text, if it says so.
    pub(super) fn is_raised(&self, id: &str) -> Option<bool> {
        self.chain(id).find_map(|style| style.is_raised)
    }

    /// Level (1–6) of the heading a style makes, by its outline level or else by its name.
    pub(super) fn heading(&self, id: &str) -> Option<u8> {
        self.chain(id).find_map(|style| match style.outline {
            Some(outline) => Some(heading_of_outline(outline)),
            None => heading_of_name(&style.name).map(Some),
        })?
    }

    /// The list a style puts its paragraphs in.
    pub(super) fn list(&self, id: &str) -> ListPlace {
        let mut place = ListPlace::default();
        for style in self.chain(id) {
            place.number = place.number.or(style.list.number);
            place.level = place.level.or(style.list.level);
        }
        place
    }
}

/// Reads a `numPr` that has just been opened, to its end.
pub(super) fn read_list_place(xml: &mut Xml<'_>) -> Result<ListPlace, XmlFault> {
    let mut place = ListPlace::default();
    xml.children(|xml, child| {
        match child.name() {
            "numId" => place.number = child.number(),
            "ilvl" => place.level = child.number(),
            _ => {}
        }
        xml.skip()
    })?;
    Ok(place)
}

/// Whether a `vertAlign` raises.
pub(super) fn is_raised(property: &Element<'_>) -> bool {
    property.value().as_deref() == Some("superscript")
}

/// Heading level of an outline level (from 0); 9 means body text.
pub(super) fn heading_of_outline(outline: u8) -> Option<u8> {
    (outline < 9).then(|| (outline + 1).min(6))
}

/// "heading 2" and "Tiêu đề 2" (folded) → 2; a title → 1.
fn heading_of_name(name: &str) -> Option<u8> {
    if matches!(name, "title" | "tieu de") {
        return Some(1);
    }
    let level =
        ["heading ", "tieu de ", "de muc "].iter().find_map(|word| name.strip_prefix(word))?;
    let level: u8 = level.trim().parse().ok()?;
    (1..=9).contains(&level).then(|| level.min(6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_headings() {
        let check = |name: &str, expected| assert_eq!(heading_of_name(&fold(name)), expected);
        check("heading 1", Some(1));
        check("Tiêu đề 3", Some(3));
        check("Heading 9", Some(6));
        check("Title", Some(1));
        check("Heading", None);
        check("Normal", None);
    }

    #[test]
    fn a_circle_of_styles_ends() {
        let styles = Styles::read(
            r#"<s><style styleId="a"><basedOn val="b"/></style>
            <style styleId="b"><basedOn val="a"/><rPr><b/></rPr></style></s>"#,
        )
        .unwrap();
        assert_eq!(styles.is_bold("a"), Some(true));
        assert_eq!(styles.heading("a"), None);
    }
}
