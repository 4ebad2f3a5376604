//! Automatic numbers of a DOCX: the marks Word prints before paragraphs but does not store.

use std::collections::{BTreeMap, BTreeSet};

use super::super::xml::{Element, Xml, XmlFault};
use super::styles::ListPlace;

/// Levels of a list.
const LEVELS: usize = 9;
/// Longest pattern of a mark; longer ones are cut, for no person writes them.
const MAX_PATTERN: usize = 64;

/// What is printed before a paragraph of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A number or letter with its punctuation: `1.`, `a)`, `I.`.
    Number(String),
    /// A bullet.
    Bullet(String),
}

#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    pattern: String,
    style: Option<String>,
    is_decimal_only: bool,
    /// Level (from 1) whose paragraphs make this one start again; 0 for none, nothing for any above it.
    restart: Option<usize>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".to_owned(),
            pattern: String::new(),
            style: None,
            is_decimal_only: false,
            restart: None,
        }
    }
}

type Levels = BTreeMap<usize, Level>;

#[derive(Clone, Debug, Default)]
struct Definition {
    pattern: u32,
    starts: BTreeMap<usize, u32>,
    levels: Levels,
}

/// Numbering definitions and how far each list has counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    patterns: BTreeMap<u32, Levels>,
    definitions: BTreeMap<u32, Definition>,
    /// Patterns that only name a list style, and the patterns that define one.
    linked: BTreeMap<u32, String>,
    list_styles: BTreeMap<String, u32>,
    counters: BTreeMap<u32, [Option<u32>; LEVELS]>,
    restarted: BTreeSet<(u32, usize)>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(text: &str) -> Result<Self, XmlFault> {
        let mut numbering = Self::default();
        Xml::new(text).children(|xml, _root| {
            xml.children(|xml, element| match element.name() {
                "abstractNum" => {
                    let pattern = read_pattern(xml)?;
                    if let Some(id) = number_attribute(&element, "abstractNumId") {
                        numbering.patterns.insert(id, pattern.levels);
                        numbering.linked.extend(pattern.named.map(|style| (id, style)));
                        numbering.list_styles.extend(pattern.defines.map(|style| (style, id)));
                    }
                    Ok(())
                }
                "num" => {
                    let definition = read_definition(xml)?;
                    if let Some(id) = number_attribute(&element, "numId") {
                        numbering.definitions.insert(id, definition);
                    }
                    Ok(())
                }
                _ => xml.skip(),
            })
        })?;
        Ok(numbering)
    }

    /// Counts a paragraph at `place` and gives the mark Word prints before it.
    pub(super) fn count(&mut self, place: ListPlace, style: Option<&str>) -> Option<Mark> {
        let number = place.number.filter(|number| *number != 0)?;
        let definition = self.definitions.get(&number)?;
        // A pattern without levels of its own stands for the one its list style defines.
        let linked = self.linked.get(&definition.pattern);
        let pattern = linked
            .and_then(|style| self.list_styles.get(style))
            .copied()
            .unwrap_or(definition.pattern);
        let levels = self.patterns.get(&pattern)?;
        let level_of = |at: usize| definition.levels.get(&at).or_else(|| levels.get(&at));
        let at = place
            .level
            .or_else(|| {
                let style = style?;
                levels
                    .iter()
                    .find(|(_, level)| level.style.as_deref() == Some(style))
                    .map(|(at, _)| *at)
            })
            .unwrap_or(0)
            .min(LEVELS - 1);
        let level = level_of(at)?;
        let start_of = |at: usize| {
            definition.starts.get(&at).copied().or_else(|| level_of(at).map(|level| level.start))
        };

        let counters = self.counters.entry(pattern).or_default();
        let restarts = definition.starts.contains_key(&at) && self.restarted.insert((number, at));
        counters[at] = match counters[at] {
            Some(count) if !restarts => Some(count.saturating_add(1)),
            _ => start_of(at),
        };
        for (below, counter) in counters.iter_mut().enumerate().skip(at + 1) {
            let restart = level_of(below).and_then(|level| level.restart);
            if restart.is_none_or(|restart| at < restart) {
                *counter = None;
            }
        }

        match level.format.as_str() {
            "none" => None,
            "bullet" => Some(Mark::Bullet(bullet(&level.pattern))),
            _ => {
                let mark = fill(&level.pattern, |at| {
                    let count = counters.get(at).copied().flatten().or_else(|| start_of(at))?;
                    let format = match level_of(at) {
                        Some(upper) if !level.is_decimal_only => upper.format.as_str(),
                        _ => "decimal",
                    };
                    Some(spell(count, format))
                });
                let mark = mark.trim();
                (!mark.is_empty()).then(|| Mark::Number(mark.to_owned()))
            }
        }
    }
}

/// An `abstractNum`.
#[derive(Debug, Default)]
struct Pattern {
    levels: Levels,
    /// List style that holds its levels in its stead.
    named: Option<String>,
    /// List style whose levels it holds.
    defines: Option<String>,
}

fn read_pattern(xml: &mut Xml<'_>) -> Result<Pattern, XmlFault> {
    let mut pattern = Pattern::default();
    xml.children(|xml, element| {
        match element.name() {
            "lvl" => return read_level(xml, &element, &mut pattern.levels),
            "numStyleLink" => pattern.named = element.value(),
            "styleLink" => pattern.defines = element.value(),
            _ => {}
        }
        xml.skip()
    })?;
    Ok(pattern)
}

fn read_level(
    xml: &mut Xml<'_>,
    element: &Element<'_>,
    levels: &mut Levels,
) -> Result<(), XmlFault> {
    let mut level = Level::default();
    xml.children(|xml, child| {
        match child.name() {
            "start" => level.start = child.number().unwrap_or(1),
            "numFmt" => level.format = child.value().unwrap_or_default(),
            "lvlText" => {
                level.pattern =
                    child.value().unwrap_or_default().chars().take(MAX_PATTERN).collect();
            }
            "pStyle" => level.style = child.value(),
            "lvlRestart" => level.restart = child.number(),
            "isLgl" => level.is_decimal_only = child.is_on(),
            _ => {}
        }
        xml.skip()
    })?;
    if let Some(at) = number_attribute(element, "ilvl") {
        levels.insert(usize::try_from(at).unwrap_or(LEVELS), level);
    }
    Ok(())
}

fn read_definition(xml: &mut Xml<'_>) -> Result<Definition, XmlFault> {
    let mut definition = Definition::default();
    xml.children(|xml, element| match element.name() {
        "abstractNumId" => {
            definition.pattern = element.number().unwrap_or(0);
            xml.skip()
        }
        "lvlOverride" => {
            let at = number_attribute(&element, "ilvl").and_then(|at| usize::try_from(at).ok());
            xml.children(|xml, child| match (child.name(), at) {
                ("startOverride", Some(at)) => {
                    definition.starts.insert(at, child.number().unwrap_or(1));
                    xml.skip()
                }
                ("lvl", _) => read_level(xml, &child, &mut definition.levels),
                _ => xml.skip(),
            })
        }
        _ => xml.skip(),
    })?;
    Ok(definition)
}

fn number_attribute(element: &Element<'_>, name: &str) -> Option<u32> {
    element.attribute(name)?.trim().parse().ok()
}

/// Puts counts in the place of `%1` … `%9`.
fn fill(pattern: &str, count: impl Fn(usize) -> Option<String>) -> String {
    let mut mark = String::new();
    let mut characters = pattern.chars().peekable();
    while let Some(character) = characters.next() {
        let digit = characters.peek().and_then(|next| next.to_digit(10)).filter(|digit| *digit > 0);
        match (character, digit) {
            ('%', Some(digit)) => {
                characters.next();
                let at = usize::try_from(digit - 1).unwrap_or(0);
                mark.push_str(&count(at).unwrap_or_default());
            }
            _ => mark.push(character),
        }
    }
    mark
}

/// A count in one of Word's number formats; what is not known here is written in digits.
pub(super) fn spell(count: u32, format: &str) -> String {
    match format {
        "upperRoman" => roman(count).unwrap_or_else(|| count.to_string()),
        "lowerRoman" => roman(count).map_or_else(|| count.to_string(), |mark| mark.to_lowercase()),
        "upperLetter" => letters(count, b'A'),
        "lowerLetter" => letters(count, b'a'),
        "decimalZero" => format!("{count:02}"),
        _ => count.to_string(),
    }
}

/// 1 → a, 27 → aa, 28 → bb, as Word does.
fn letters(count: u32, first: u8) -> String {
    let Some(at) = count.checked_sub(1).filter(|at| *at < 26 * 8) else {
        return count.to_string();
    };
    let letter = char::from(first + u8::try_from(at % 26).unwrap_or(0));
    std::iter::repeat_n(letter, usize::try_from(at / 26 + 1).unwrap_or(1)).collect()
}

fn roman(count: u32) -> Option<String> {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&count) {
        return None;
    }
    let mut rest = count;
    let mut mark = String::new();
    for (value, letters) in PARTS {
        while rest >= value {
            mark.push_str(letters);
            rest -= value;
        }
    }
    Some(mark)
}

/// The bullet of a pattern; signs of the Symbol and Wingdings fonts become the bullet they look like.
fn bullet(pattern: &str) -> String {
    match pattern.trim().chars().next() {
        Some('\u{f02d}') => "-".to_owned(),
        None | Some('\u{e000}'..='\u{f8ff}' | 'o' | '§') => "•".to_owned(),
        Some(character) => character.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = r#"<w:numbering xmlns:w="w">
      <w:abstractNum w:abstractNumId="0">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2."/></w:lvl>
        <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
        <w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF02D;"/></w:lvl>
      </w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
      <w:num w:numId="2"><w:abstractNumId w:val="0"/>
        <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
    </w:numbering>"#;

    #[test]
    fn counts_as_word_does() {
        let mut numbering = Numbering::read(SAMPLE).unwrap();
        let mut next = |number, level| {
            let place = ListPlace { number: Some(number), level: Some(level) };
            match numbering.count(place, None) {
                Some(Mark::Number(mark) | Mark::Bullet(mark)) => mark,
                None => String::new(),
            }
        };
        let marks = [next(1, 0), next(1, 1), next(1, 1), next(1, 2), next(1, 3)];
        assert_eq!(marks, ["I.", "1.1.", "1.2.", "a)", "-"]);
        let marks = [next(1, 0), next(1, 1), next(2, 0), next(2, 0), next(0, 0), next(9, 0)];
        assert_eq!(marks, ["II.", "2.1.", "I.", "II.", "", ""]);
    }

    #[test]
    fn a_list_style_carries_the_levels() {
        let mut numbering = Numbering::read(
            r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Dem"/></w:abstractNum>
               <w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Dem"/>
                 <w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
                 <w:lvl w:ilvl="1"><w:lvlRestart w:val="0"/><w:numFmt w:val="decimal"/><w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>
               <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#,
        )
        .unwrap();
        let mut next = |level| {
            let place = ListPlace { number: Some(1), level: Some(level) };
            match numbering.count(place, None) {
                Some(Mark::Number(mark) | Mark::Bullet(mark)) => mark,
                None => String::new(),
            }
        };
        let marks = [next(0), next(1), next(1), next(0), next(1)];
        assert_eq!(marks, ["1.", "(1)", "(2)", "2.", "(3)"], "the second level never starts again");
    }

    #[test]
    fn large_counts_stay_short() {
        assert_eq!(spell(28, "lowerLetter"), "bb");
        assert_eq!(spell(u32::MAX, "upperLetter"), u32::MAX.to_string());
        assert_eq!(spell(1994, "upperRoman"), "MCMXCIV");
        assert_eq!(spell(0, "lowerRoman"), "0");
    }
}
