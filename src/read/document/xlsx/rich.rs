//! Strings of a workbook whose characters do not all look alike: what is struck out or raised.

use std::collections::BTreeMap;

use super::super::raised::{Raised, raised};
use super::super::xml::{Step, Xml, XmlFault};

/// A string with struck out or raised characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rich {
    /// Words as seen, lines as typed.
    pub(super) text: String,
    /// Words struck out.
    pub(super) struck: Vec<String>,
    /// Marks of notes.
    pub(super) calls: Vec<String>,
    /// Numbers with the mark of a note behind them.
    pub(super) noted: Vec<(String, String)>,
}

/// The strings of `sharedStrings.xml` that are not plain, by their number.
pub(super) fn shared(text: &str) -> Result<BTreeMap<usize, Rich>, XmlFault> {
    let mut strings = BTreeMap::new();
    let mut number = 0;
    Xml::new(text).children(|xml, _root| {
        xml.children(|xml, element| {
            if element.name() != "si" {
                return xml.skip();
            }
            strings.extend(read(xml)?.map(|rich| (number, rich)));
            number += 1;
            Ok(())
        })
    })?;
    Ok(strings)
}

/// Reads a string item that has just been opened; nothing when all of it is plain.
pub(super) fn read(xml: &mut Xml<'_>) -> Result<Option<Rich>, XmlFault> {
    let mut rich = Rich::default();
    let mut is_plain = true;
    xml.children(|xml, element| match element.name() {
        "t" => {
            rich.text.push_str(&xml.text()?);
            Ok(())
        }
        "r" => {
            let (mut is_struck, mut is_raised) = (false, false);
            xml.children(|xml, part| match part.name() {
                "rPr" => xml.children(|xml, property| {
                    match property.name() {
                        "strike" => is_struck = property.is_on(),
                        "vertAlign" => {
                            is_raised = property.value().as_deref() == Some("superscript");
                        }
                        _ => {}
                    }
                    xml.skip()
                }),
                "t" => {
                    let text = xml.text()?;
                    is_plain &= !is_struck && !is_raised;
                    rich.push(&text, is_struck, is_raised);
                    Ok(())
                }
                _ => xml.skip(),
            })
        }
        _ => xml.skip(),
    })?;
    Ok((!is_plain).then_some(rich))
}

impl Rich {
    fn push(&mut self, text: &str, is_struck: bool, is_raised: bool) {
        if is_struck {
            self.struck.push(text.to_owned());
            return;
        }
        if !is_raised || text.trim().is_empty() {
            self.text.push_str(text);
            return;
        }
        match raised(&self.text, text) {
            Raised::Words(words) => self.text.push_str(&words),
            // A mark at the beginning belongs to the note itself.
            Raised::Note(mark) if self.text.trim().is_empty() => {
                self.text.push('(');
                self.text.push_str(&mark);
                self.text.push_str(") ");
            }
            Raised::Note(mark) => {
                let number = self.text.split_whitespace().last().unwrap_or_default();
                if number.ends_with(|c: char| c.is_ascii_digit() || c == '%') {
                    self.noted.push((number.to_owned(), mark.clone()));
                }
                self.calls.push(mark);
            }
        }
    }
}

/// Whether a part can hold such strings at all.
pub(super) fn has_looks(text: &str) -> bool {
    text.contains("strike") || text.contains("superscript")
}

/// Everything inside the element just opened that is text; a paragraph ends a line.
pub(super) fn all_text(xml: &mut Xml<'_>) -> Result<String, XmlFault> {
    let mut text = String::new();
    let mut open = 1_usize;
    while open > 0 {
        match xml.step()? {
            Step::Open(element) => {
                if element.name() == "p" && !text.is_empty() {
                    text.push('\n');
                }
                open += 1;
            }
            Step::Close => open -= 1,
            Step::Text(part) => text.push_str(&part),
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn struck_and_raised_runs_are_kept_apart() {
        let run =
            |properties: &str, text: &str| format!("<r><rPr>{properties}</rPr><t>{text}</t></r>");
        let text = format!(
            "<sst><si><t>thường</t></si><si>{}{}</si><si>{}{}</si><si>{}</si></sst>",
            run("<strike/>", "95"),
            run("", "98"),
            run("", "450"),
            run("<vertAlign val='superscript'/>", "1"),
            run("<b/>", "đậm"),
        );
        let strings = shared(&text).unwrap();
        assert_eq!(strings.keys().copied().collect::<Vec<_>>(), [1, 2]);
        assert_eq!(
            (strings[&1].text.as_str(), strings[&1].struck.concat()),
            ("98", "95".to_owned())
        );
        assert_eq!(
            (strings[&2].text.as_str(), strings[&2].calls.concat()),
            ("450", "1".to_owned())
        );
    }
}
