//! Runs of a DOCX: the words of a paragraph, with what is deleted, hidden or doubled left out.

use super::super::xml::{Element, Step, Xml, XmlFault};
use super::Reader;
use super::numbering::Mark;
use super::styles::{ListPlace, heading_of_outline, read_list_place};

/// A paragraph with its properties worked out.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    /// Words; lines end at line breaks.
    pub(super) text: String,
    /// What Word prints before it.
    pub(super) mark: Option<Mark>,
    /// Heading level.
    pub(super) heading: Option<u8>,
    /// Whether all words are bold.
    pub(super) is_bold: bool,
    /// Marks of the notes called from it.
    pub(super) calls: Vec<String>,
    /// Paragraphs of text boxes anchored in it.
    pub(super) boxed: Vec<Paragraph>,
}

impl Paragraph {
    /// Words with the mark before them; bullets as they would be typed.
    pub(super) fn printed(&self) -> String {
        match &self.mark {
            Some(Mark::Number(mark) | Mark::Bullet(mark)) if !self.text.trim().is_empty() => {
                format!("{mark} {}", self.text)
            }
            _ => self.text.clone(),
        }
    }

    fn push(&mut self, text: &str, run: Run) {
        if !run.is_hidden {
            self.text.push_str(text);
            if !run.is_bold && text.chars().any(|character| !character.is_whitespace()) {
                self.is_bold = false;
            }
        }
    }
}

/// How the words of a run look.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    is_bold: bool,
    is_hidden: bool,
}

impl Reader {
    /// Reads the paragraphs inside the element just opened, those of tables in it too.
    pub(super) fn flow(&mut self, xml: &mut Xml<'_>) -> Result<Vec<Paragraph>, XmlFault> {
        let mut paragraphs = Vec::new();
        self.flow_into(xml, &mut paragraphs)?;
        Ok(paragraphs)
    }

    fn flow_into(
        &mut self,
        xml: &mut Xml<'_>,
        paragraphs: &mut Vec<Paragraph>,
    ) -> Result<(), XmlFault> {
        xml.children(|xml, element| {
            if element.name() == "p" {
                let mut paragraph = self.paragraph(xml)?;
                let boxed = std::mem::take(&mut paragraph.boxed);
                paragraphs.push(paragraph);
                paragraphs.extend(boxed);
                Ok(())
            } else if is_passed_over(element.name()) {
                xml.skip()
            } else {
                self.flow_into(xml, paragraphs)
            }
        })
    }

    /// Reads a paragraph that has just been opened, to its end.
    pub(super) fn paragraph(&mut self, xml: &mut Xml<'_>) -> Result<Paragraph, XmlFault> {
        let mut paragraph = Paragraph { is_bold: true, ..Paragraph::default() };
        let mut style = self.styles.default_paragraph().map(str::to_owned);
        let mut list = ListPlace::default();
        let mut outline = None;
        let mut run = self.run_of_style(style.as_deref());
        loop {
            match xml.step()? {
                Step::Open(element) if element.name() == "pPr" => {
                    xml.children(|xml, property| {
                        match property.name() {
                            "pStyle" => style = property.value(),
                            "outlineLvl" => outline = property.number(),
                            "numPr" => {
                                list = read_list_place(xml)?;
                                return Ok(());
                            }
                            _ => {}
                        }
                        xml.skip()
                    })?;
                    run = self.run_of_style(style.as_deref());
                }
                Step::Open(element) => self.inline(xml, &element, &mut paragraph, run)?,
                Step::Text(_) => {}
                Step::Close => break,
            }
        }
        if let Some(style) = &style {
            let inherited = self.styles.list(style);
            list.number = list.number.or(inherited.number);
            list.level = list.level.or(inherited.level);
        }
        paragraph.mark = self.numbering.count(list, style.as_deref());
        paragraph.heading = match outline {
            Some(outline) => heading_of_outline(outline),
            None => style.as_deref().and_then(|style| self.styles.heading(style)),
        };
        paragraph.is_bold &= !paragraph.text.trim().is_empty();
        Ok(paragraph)
    }

    fn run_of_style(&self, style: Option<&str>) -> Run {
        let bold = style.and_then(|style| self.styles.is_bold(style));
        let hidden = style.and_then(|style| self.styles.is_hidden(style));
        Run { is_bold: bold.unwrap_or(false), is_hidden: hidden.unwrap_or(false) }
    }

    /// Reads one element inside a paragraph, to its end.
    fn inline(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        paragraph: &mut Paragraph,
        run: Run,
    ) -> Result<(), XmlFault> {
        match element.name() {
            "t" => {
                let text = xml.text()?;
                paragraph.push(&text, run);
                return Ok(());
            }
            "tab" | "ptab" => paragraph.push(" ", run),
            "br" | "cr" => paragraph.push("\n", run),
            "noBreakHyphen" => paragraph.push("-", run),
            "sym" => paragraph.push(&symbol(element), run),
            "den" => paragraph.push("/", run),
            "footnoteReference" | "endnoteReference" if !run.is_hidden => {
                let is_foot = element.name() == "footnoteReference";
                if let Some(mark) = element.attribute("id").and_then(|id| self.call(is_foot, id)) {
                    paragraph.calls.push(mark);
                }
            }
            "txbxContent" => {
                let boxed = self.flow(xml)?;
                paragraph.boxed.extend(boxed);
                return Ok(());
            }
            name if is_passed_over(name) => return xml.skip(),
            _ => {}
        }
        self.inside(xml, paragraph, run)
    }

    /// Reads what stands inside an inline element; the properties of a run change its look.
    fn inside(
        &mut self,
        xml: &mut Xml<'_>,
        paragraph: &mut Paragraph,
        mut run: Run,
    ) -> Result<(), XmlFault> {
        xml.children(|xml, child| {
            if child.name() != "rPr" {
                return self.inline(xml, &child, paragraph, run);
            }
            xml.children(|xml, property| {
                match property.name() {
                    "rStyle" => {
                        let style = property.value().unwrap_or_default();
                        run.is_bold = self.styles.is_bold(&style).unwrap_or(run.is_bold);
                        run.is_hidden = self.styles.is_hidden(&style).unwrap_or(run.is_hidden);
                    }
                    "b" => run.is_bold = property.is_on(),
                    "vanish" => run.is_hidden = property.is_on(),
                    _ => {}
                }
                xml.skip()
            })
        })
    }
}

/// Elements whose content is not printed, or is printed by another element already: deleted and
/// moved-away text, the older twin of a drawing, field codes, properties, phonetic guides.
pub(super) fn is_passed_over(name: &str) -> bool {
    matches!(
        name,
        "del"
            | "moveFrom"
            | "Fallback"
            | "instrText"
            | "delText"
            | "delInstrText"
            | "rPr"
            | "pPr"
            | "sdtPr"
            | "sdtEndPr"
            | "tblPr"
            | "tblGrid"
            | "trPr"
            | "tcPr"
            | "sectPr"
            | "rt"
            | "docPr"
            | "ffData"
    )
}

/// A bullet typed at the beginning of a line, and the words after it. A sign before a number is
/// none; nor is a dash with nothing after it.
pub(super) fn split_bullet(line: &str) -> Option<(&str, &str)> {
    let mark = line.chars().next()?;
    let (bullet, rest) = line.split_at(mark.len_utf8());
    let words = rest.trim_start();
    let is_apart = words.len() < rest.len();
    let is_bullet = match mark {
        '-' | '+' => is_apart || !rest.starts_with(|c: char| c.is_ascii_digit() || c == mark),
        '–' | '—' | '*' => is_apart,
        '•' | '●' | '▪' | '■' | '◦' | '○' | '‣' | '·' | '➢' | '✓' => true,
        _ => false,
    };
    (is_bullet && !words.is_empty()).then_some((bullet, words))
}

/// A sign given by font and code instead of by character.
fn symbol(element: &Element<'_>) -> String {
    let font = element.attribute("font").unwrap_or_default();
    let code = element.attribute("char").unwrap_or_default();
    let Ok(code) = u32::from_str_radix(code.trim(), 16) else { return String::new() };
    let is_private = (0xF000..=0xF0FF).contains(&code);
    let sign = match (font.as_str(), code & 0xFF) {
        _ if !is_private => char::from_u32(code).unwrap_or('•'),
        ("Symbol", 0xA3) => '≤',
        ("Symbol", 0xB3) => '≥',
        ("Symbol", 0xB1) => '±',
        ("Symbol", 0xB4) => '×',
        ("Symbol", 0xB0) => '°',
        ("Symbol", 0x2D) => '-',
        ("Symbol", 0xAE) | ("Wingdings", 0xE0 | 0xE8) => '→',
        ("Wingdings", 0xFC | 0xFE) => '✓',
        ("Wingdings", 0x6F | 0xA8) => '☐',
        _ => '•',
    };
    sign.to_string()
}
