//! Runs of a DOCX: the words of a paragraph as its reader sees them; what is deleted, struck out, hidden or only a
//! prompt is kept apart.

use super::super::left_out::AsideKind;
use super::super::raised::{Raised, raised};
use super::super::xml::{Element, Step, Xml, XmlFault};
use super::Reader;
use super::numbering::Mark;
use super::styles::{ListPlace, heading_of_outline, is_raised, read_list_place};
use crate::model::UnusedReason;

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
    /// Raised mark it begins with: it is a note typed by hand.
    pub(super) note: Option<String>,
    /// Paragraphs of text boxes anchored in it.
    pub(super) boxed: Vec<Paragraph>,
    /// Whether its end is deleted, so that the next paragraph goes on with it.
    is_end_deleted: bool,
    /// Raised characters not yet told apart.
    raised: String,
    /// Words it shows nobody, and why.
    unseen: Vec<(UnusedReason, String)>,
    /// Notes called behind a number: the number and the mark.
    noted: Vec<(String, String)>,
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

    /// The number Word prints even where there are no words.
    pub(super) fn bare_number(&self) -> Option<&str> {
        match &self.mark {
            Some(Mark::Number(mark)) => Some(mark),
            _ => None,
        }
    }

    /// Puts the words of `before`, whose end is deleted, in front.
    pub(super) fn go_on_from(&mut self, before: Self) {
        self.is_bold = (self.is_bold || self.text.trim().is_empty())
            && (before.is_bold || before.text.trim().is_empty());
        self.text.insert_str(0, &before.text);
        self.calls.splice(0..0, before.calls);
        self.boxed.splice(0..0, before.boxed);
        self.note = before.note.or(self.note.take());
    }

    fn push(&mut self, text: &str, run: Run) {
        if let Some(reason) = run.unseen {
            match self.unseen.last_mut() {
                Some((last, words)) if *last == reason => words.push_str(text),
                _ => self.unseen.push((reason, text.to_owned())),
            }
        } else if run.is_raised {
            self.raised.push_str(text);
        } else {
            self.settle_raised();
            self.text.push_str(text);
            if !run.is_bold && text.chars().any(|character| !character.is_whitespace()) {
                self.is_bold = false;
            }
        }
    }

    /// Decides what the raised characters read last are.
    fn settle_raised(&mut self) {
        let text = std::mem::take(&mut self.raised);
        if text.trim().is_empty() {
            self.text.push_str(&text);
            return;
        }
        match raised(&self.text, &text) {
            Raised::Words(words) => self.text.push_str(&words),
            Raised::Note(mark) if self.text.trim().is_empty() && self.note.is_none() => {
                self.note = Some(mark);
            }
            Raised::Note(mark) => {
                let number: String = self.text.split_whitespace().last().unwrap_or("").to_owned();
                if number.ends_with(|c: char| c.is_ascii_digit() || c == '%') {
                    self.noted.push((number, mark.clone()));
                }
                self.calls.push(mark);
            }
        }
    }
}

/// How the words of a run look.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "Word sets each of these looks on its own")]
pub(super) struct Run {
    is_bold: bool,
    is_raised: bool,
    is_hidden: bool,
    is_struck: bool,
    /// Why its words are not seen, when it is not its own look.
    unseen: Option<UnusedReason>,
}

impl Run {
    /// The run with the reason its own look gives.
    fn settled(mut self) -> Self {
        self.unseen = self
            .unseen
            .or(self.is_hidden.then_some(UnusedReason::Hidden))
            .or(self.is_struck.then_some(UnusedReason::Struck));
        self
    }
}

impl Reader {
    /// Reads the paragraphs inside the element just opened.
    pub(super) fn flow(&mut self, xml: &mut Xml<'_>) -> Result<Vec<Paragraph>, XmlFault> {
        let mut paragraphs = Vec::new();
        self.flow_into(xml, &mut paragraphs)?;
        Ok(joined(paragraphs))
    }

    pub(super) fn flow_into(
        &mut self,
        xml: &mut Xml<'_>,
        paragraphs: &mut Vec<Paragraph>,
    ) -> Result<(), XmlFault> {
        xml.children(|xml, element| match element.name() {
            "p" => {
                let mut paragraph = self.paragraph(xml)?;
                let boxed = std::mem::take(&mut paragraph.boxed);
                paragraphs.push(paragraph);
                paragraphs.extend(boxed);
                Ok(())
            }
            "tbl" => self.nested_table(xml),
            "altChunk" => self.chunk(xml),
            "sdt" => self.control(xml, |reader, xml| reader.flow_into(xml, paragraphs)),
            name if is_passed_over(name) => xml.skip(),
            _ => self.flow_into(xml, paragraphs),
        })
    }

    /// Reads a content control that has just been opened; the prompt of an empty one is no text.
    pub(super) fn control(
        &mut self,
        xml: &mut Xml<'_>,
        mut inside: impl FnMut(&mut Self, &mut Xml<'_>) -> Result<(), XmlFault>,
    ) -> Result<(), XmlFault> {
        let mut is_prompt = false;
        xml.children(|xml, child| match child.name() {
            "sdtPr" => xml.children(|xml, property| {
                if property.name() == "showingPlcHdr" {
                    is_prompt = property.is_on();
                }
                xml.skip()
            }),
            "sdtContent" => {
                let cover = is_prompt.then_some(UnusedReason::Prompt);
                self.covered(cover, |reader| inside(reader, xml))
            }
            _ => xml.skip(),
        })
    }

    /// Reads with everything covered for a reason, unless it is covered already.
    pub(super) fn covered<T>(
        &mut self,
        cover: Option<UnusedReason>,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let before = self.cover;
        self.cover = before.or(cover);
        let result = read(self);
        self.cover = before;
        result
    }

    /// Reads a paragraph that has just been opened, to its end.
    pub(super) fn paragraph(&mut self, xml: &mut Xml<'_>) -> Result<Paragraph, XmlFault> {
        let mut paragraph = Paragraph { is_bold: true, ..Paragraph::default() };
        let mut look =
            Look { style: self.styles.default_paragraph().map(str::to_owned), ..Look::default() };
        let mut run = self.run_of_style(look.style.as_deref());
        loop {
            match xml.step()? {
                Step::Open(element) if element.name() == "pPr" => {
                    look.read(xml)?;
                    run = self.run_of_style(look.style.as_deref());
                }
                Step::Open(element) => self.inline(xml, &element, &mut paragraph, run)?,
                Step::Text(_) => {}
                Step::Close => break,
            }
        }
        paragraph.settle_raised();
        paragraph.is_end_deleted = look.is_end_deleted;
        self.finish(&mut paragraph, look);
        Ok(paragraph)
    }

    /// Numbers a paragraph that has been read and keeps what it does not show.
    fn finish(&mut self, paragraph: &mut Paragraph, look: Look) {
        let Look { style, mut list, outline, is_end_deleted, is_end_hidden } = look;
        if let Some(style) = &style {
            let inherited = self.styles.list(style);
            list.number = list.number.or(inherited.number);
            list.level = list.level.or(inherited.level);
        }
        let has_words = !paragraph.text.trim().is_empty();
        let is_gone = matches!(self.cover, Some(UnusedReason::Deleted | UnusedReason::Hidden))
            || is_end_deleted
            || (is_end_hidden && !has_words);
        if !is_gone {
            paragraph.mark = self.numbering.count(list, style.as_deref());
        }
        paragraph.heading = match outline {
            Some(outline) => heading_of_outline(outline),
            None => style.as_deref().and_then(|style| self.styles.heading(style)),
        };
        paragraph.is_bold &= has_words;
        for (reason, words) in std::mem::take(&mut paragraph.unseen) {
            self.leave_out(&words, reason);
        }
        for (number, mark) in std::mem::take(&mut paragraph.noted) {
            self.stands_here(AsideKind::NoteMark(mark), &number);
        }
    }

    fn run_of_style(&self, style: Option<&str>) -> Run {
        let of = |ask: fn(&super::Styles, &str) -> Option<bool>| {
            style.and_then(|style| ask(&self.styles, style)).unwrap_or(false)
        };
        Run {
            is_bold: of(super::Styles::is_bold),
            is_raised: false,
            is_hidden: of(super::Styles::is_hidden),
            is_struck: of(super::Styles::is_struck),
            unseen: self.cover,
        }
    }

    /// Reads one element inside a paragraph, to its end.
    fn inline(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        paragraph: &mut Paragraph,
        mut run: Run,
    ) -> Result<(), XmlFault> {
        let look = run.settled();
        match element.name() {
            "t" | "delText" => {
                let text = xml.text()?;
                paragraph.push(&text, look);
                return Ok(());
            }
            "del" | "moveFrom" => run.unseen = run.unseen.or(Some(UnusedReason::Deleted)),
            "ins" | "moveTo" => self.insertions += 1,
            "sup" => run.is_raised = true,
            "tab" | "ptab" => paragraph.push(" ", look),
            "br" | "cr" => paragraph.push("\n", look),
            "noBreakHyphen" => paragraph.push("-", look),
            "sym" => paragraph.push(&symbol(element), look),
            "den" => paragraph.push("/", look),
            "footnoteReference" | "endnoteReference" if look.unseen.is_none() => {
                let is_foot = element.name() == "footnoteReference";
                if let Some(mark) = element.attribute("id").and_then(|id| self.call(is_foot, id)) {
                    paragraph.settle_raised();
                    paragraph.calls.push(mark);
                }
            }
            "commentReference" => {
                let text = element.attribute("id").and_then(|id| self.comments.remove(&id));
                if let Some(text) = text {
                    self.leave_out_counted(text, UnusedReason::Comment);
                }
            }
            // Words drawn as a picture, in an old drawing.
            "textpath" => {
                let text = element.attribute("string").unwrap_or_default();
                self.leave_out_counted(text, UnusedReason::Drawing);
            }
            "txbxContent" => {
                let boxed = self.covered(look.unseen, |reader| reader.flow(xml))?;
                paragraph.boxed.extend(boxed);
                return Ok(());
            }
            "sdt" => {
                return self.control(xml, |reader, xml| {
                    let run = Run { unseen: run.unseen.or(reader.cover), ..run };
                    reader.inside(xml, paragraph, run)
                });
            }
            "blip" | "imagedata" => self.stands_here(AsideKind::Picture, &paragraph.text),
            "object" | "OLEObject" => self.stands_here(AsideKind::Object, &paragraph.text),
            "chart" => self.stands_here(AsideKind::Chart, &paragraph.text),
            "relIds" => self.stands_here(AsideKind::Diagram, &paragraph.text),
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
            let mut strikes = [None, None];
            xml.children(|xml, property| {
                match property.name() {
                    "rStyle" => {
                        let style = property.value().unwrap_or_default();
                        run.is_bold = self.styles.is_bold(&style).unwrap_or(run.is_bold);
                        run.is_hidden = self.styles.is_hidden(&style).unwrap_or(run.is_hidden);
                        run.is_struck = self.styles.is_struck(&style).unwrap_or(run.is_struck);
                        run.is_raised = self.styles.is_raised(&style).unwrap_or(run.is_raised);
                    }
                    "b" => run.is_bold = property.is_on(),
                    "vanish" => run.is_hidden = property.is_on(),
                    "strike" => strikes[0] = Some(property.is_on()),
                    "dstrike" => strikes[1] = Some(property.is_on()),
                    "vertAlign" => run.is_raised = is_raised(&property),
                    _ => {}
                }
                xml.skip()
            })?;
            if let Some(is_struck) = strikes.into_iter().flatten().reduce(|one, two| one || two) {
                run.is_struck = is_struck;
            }
            Ok(())
        })
    }
}

/// What the properties of a paragraph say.
#[derive(Debug, Default)]
struct Look {
    style: Option<String>,
    list: ListPlace,
    outline: Option<u8>,
    is_end_deleted: bool,
    is_end_hidden: bool,
}

impl Look {
    /// Reads a `pPr` that has just been opened.
    fn read(&mut self, xml: &mut Xml<'_>) -> Result<(), XmlFault> {
        xml.children(|xml, property| {
            match property.name() {
                "pStyle" => self.style = property.value(),
                "outlineLvl" => self.outline = property.number(),
                "numPr" => {
                    self.list = read_list_place(xml)?;
                    return Ok(());
                }
                "rPr" => {
                    return xml.children(|xml, property| {
                        match property.name() {
                            "del" | "moveFrom" => self.is_end_deleted = true,
                            "vanish" => self.is_end_hidden = property.is_on(),
                            _ => {}
                        }
                        xml.skip()
                    });
                }
                _ => {}
            }
            xml.skip()
        })
    }
}

/// Paragraphs whose end is deleted, joined with the next.
pub(super) fn joined(paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    let mut whole: Vec<Paragraph> = Vec::with_capacity(paragraphs.len());
    for mut paragraph in paragraphs {
        if let Some(before) = whole.pop_if(|last| last.is_end_deleted) {
            paragraph.go_on_from(before);
        }
        whole.push(paragraph);
    }
    whole
}

impl Paragraph {
    /// Whether the next paragraph goes on with it.
    pub(super) fn is_end_deleted(&self) -> bool {
        self.is_end_deleted
    }
}

/// Elements whose content is not printed, or is printed by another element already: the older twin of a drawing,
/// field codes, properties, phonetic guides.
pub(super) fn is_passed_over(name: &str) -> bool {
    matches!(
        name,
        "Fallback"
            | "instrText"
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
