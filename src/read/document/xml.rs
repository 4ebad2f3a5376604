//! XML of office files, read forwards in one pass: local names only, no entities but the five of
//! XML itself, nesting limited.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

/// Deepest nesting followed; Word itself stays below 40.
const MAX_DEPTH: usize = 128;

/// Why reading stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum XmlFault {
    /// Not well-formed.
    Malformed(String),
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
    /// Ended inside an element.
    CutShort,
    /// More than a reader's own limit; the words say of what.
    TooLarge(String),
}

impl XmlFault {
    /// What is wrong, in Vietnamese.
    pub(super) fn message(&self) -> String {
        match self {
            Self::Malformed(detail) => format!("XML bên trong sai cú pháp ({detail})"),
            Self::TooDeep => format!("XML bên trong lồng nhau quá {MAX_DEPTH} tầng"),
            Self::CutShort => "XML bên trong bị cắt cụt".to_owned(),
            Self::TooLarge(detail) => detail.clone(),
        }
    }
}

/// One step through the XML.
#[derive(Debug)]
pub(super) enum Step<'a> {
    /// An element opens.
    Open(Element<'a>),
    /// Characters.
    Text(Cow<'a, str>),
    /// The innermost open element closes, or the document ends.
    Close,
}

/// The opening tag of an element.
#[derive(Debug)]
pub(super) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// Name without its prefix.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// Value of the first attribute of this local name.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        self.0
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name)
            .map(|attribute| match attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0) {
                Ok(value) => value.into_owned(),
                Err(_) => attribute.value.into_owned(),
            })
    }

    /// Value of the attribute `val`.
    pub(super) fn value(&self) -> Option<String> {
        self.attribute("val")
    }

    /// Value of the attribute `val` as a number.
    pub(super) fn number<T: std::str::FromStr>(&self) -> Option<T> {
        self.value()?.trim().parse().ok()
    }

    /// A property that is on unless its `val` says otherwise (`<w:b/>`, `<w:b w:val="0"/>`).
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.value().as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// A reader over one part.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
    is_at_end: bool,
}

impl<'a> Xml<'a> {
    /// Starts at the beginning of `text`.
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0, is_at_end: false }
    }

    /// Whether the whole text has been read.
    pub(super) fn is_at_end(&self) -> bool {
        self.is_at_end
    }

    /// The next step.
    pub(super) fn step(&mut self) -> Result<Step<'a>, XmlFault> {
        loop {
            let event = self.reader.read_event();
            match event.map_err(|error| XmlFault::Malformed(error.to_string()))? {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(XmlFault::TooDeep);
                    }
                    return Ok(Step::Open(Element(start)));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Step::Close);
                }
                Event::Text(text) => return Ok(Step::Text(text.into_inner())),
                Event::CData(text) => return Ok(Step::Text(text.into_inner())),
                Event::GeneralRef(reference) => {
                    if let Some(character) = resolve(&reference) {
                        return Ok(Step::Text(Cow::Owned(character.to_string())));
                    }
                }
                Event::Eof if self.depth > 0 => return Err(XmlFault::CutShort),
                Event::Eof => {
                    self.is_at_end = true;
                    return Ok(Step::Close);
                }
                Event::Empty(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => {}
            }
        }
    }

    /// Calls `visit` with each child element of the element just opened; `visit` must read the
    /// child to its end.
    pub(super) fn children(
        &mut self,
        mut visit: impl FnMut(&mut Self, Element<'a>) -> Result<(), XmlFault>,
    ) -> Result<(), XmlFault> {
        loop {
            match self.step()? {
                Step::Open(element) => visit(self, element)?,
                Step::Text(_) => {}
                Step::Close => return Ok(()),
            }
        }
    }

    /// Passes over the rest of the element just opened.
    pub(super) fn skip(&mut self) -> Result<(), XmlFault> {
        let mut open = 1_usize;
        while open > 0 {
            match self.step()? {
                Step::Open(_) => open += 1,
                Step::Close => open -= 1,
                Step::Text(_) => {}
            }
        }
        Ok(())
    }

    /// The characters directly inside the element just opened, which it leaves.
    pub(super) fn text(&mut self) -> Result<String, XmlFault> {
        let mut text = String::new();
        loop {
            match self.step()? {
                Step::Open(_) => self.skip()?,
                Step::Text(part) => text.push_str(&part),
                Step::Close => return Ok(text),
            }
        }
    }
}

fn resolve(reference: &BytesRef<'_>) -> Option<char> {
    match &**reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    }
}
