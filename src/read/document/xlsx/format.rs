//! Number formats of a workbook: a number as the reader of the sheet sees it.
//!
//! Decimal commas and points between thousands, as Excel shows them in Vietnam; a plain number keeps its point, because
//! it may number an item (1.1), unless three digits behind it would make it look grouped.

use super::cell::{DIGITS, decimal, ungrouped};

/// A number format, taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Format {
    sections: Vec<Section>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Section {
    parts: Vec<Part>,
    condition: Option<(Comparison, f64)>,
    /// Fewest digits before the point, fewest and most after it.
    whole: usize,
    least: usize,
    most: usize,
    is_grouped: bool,
    percents: u32,
    thousands: u32,
    has_number: bool,
    /// Fractions and powers, which are shown as plain numbers here.
    is_general: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Comparison {
    Less,
    AtMost,
    Equal,
    Other,
    AtLeast,
    More,
}

#[derive(Clone, Debug, PartialEq)]
enum Part {
    Literal(String),
    Number,
    Text,
    Date(char, usize),
}

impl Format {
    /// Takes a format code apart.
    pub(super) fn read(code: &str) -> Self {
        if code.is_empty() || code.eq_ignore_ascii_case("general") {
            return Self::default();
        }
        Self { sections: split(code).iter().map(|section| Section::read(section)).collect() }
    }

    /// A number as shown; empty when the format hides it.
    pub(super) fn number(&self, value: f64) -> String {
        let Some((section, is_signed)) = self.section(value) else {
            return ungrouped(decimal(value));
        };
        let shown = section.number(value, is_signed);
        // Brackets and colours that stand for a minus sign would be lost on whoever reads the words alone.
        if value < 0.0
            && !is_signed
            && !shown.contains('-')
            && shown.contains(|c: char| c.is_ascii_digit())
        {
            return format!("-{}", shown.replace(['(', ')'], "").trim());
        }
        shown
    }

    /// Words as shown: the format may put others around them.
    pub(super) fn words(&self, words: &str) -> String {
        let has_text = |section: &&Section| section.parts.contains(&Part::Text);
        let Some(section) = self.sections.iter().rfind(has_text) else {
            // A fourth section without a place for words hides them.
            let hides = self.sections.len() == 4 && self.sections[3].parts.is_empty();
            return if hides { String::new() } else { words.to_owned() };
        };
        let shown = section.parts.iter().map(|part| match part {
            Part::Literal(text) => text.as_str(),
            Part::Text => words,
            Part::Number | Part::Date(..) => "",
        });
        shown.collect()
    }

    /// The parts of a date the format shows, in their order: letter and width; literals stand between.
    pub(super) fn date_parts(&self) -> Vec<DatePart> {
        let Some(section) = self.sections.first() else { return Vec::new() };
        let parts = section.parts.iter().filter_map(|part| match part {
            Part::Date(letter, width) => Some(DatePart::Field(*letter, *width)),
            Part::Literal(text) => Some(DatePart::Literal(text.clone())),
            Part::Number | Part::Text => None,
        });
        parts.collect()
    }

    /// The section for a number, and whether a minus sign has to be written before it.
    fn section(&self, value: f64) -> Option<(&Section, bool)> {
        let by_condition = self.sections.iter().any(|section| section.condition.is_some());
        if by_condition {
            let fits = |section: &&Section| {
                section.condition.is_none_or(|(comparison, bound)| comparison.holds(value, bound))
            };
            return self.sections.iter().find(fits).map(|section| (section, value < 0.0));
        }
        let numbers =
            self.sections.iter().filter(|section| !section.parts.contains(&Part::Text)).count();
        match numbers {
            0 => None,
            1 => Some((&self.sections[0], value < 0.0)),
            _ if value < 0.0 => Some((&self.sections[1], false)),
            2 => Some((&self.sections[0], false)),
            _ if value == 0.0 => Some((&self.sections[2], false)),
            _ => Some((&self.sections[0], false)),
        }
    }
}

/// A part of the look of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DatePart {
    /// Words between.
    Literal(String),
    /// `d`, `m`, `y`, `h`, `s` and how many of them; minutes are `n`.
    Field(char, usize),
}

impl Comparison {
    fn holds(self, value: f64, bound: f64) -> bool {
        match self {
            Self::Less => value < bound,
            Self::AtMost => value <= bound,
            Self::Equal => (value - bound).abs() < f64::EPSILON,
            Self::Other => (value - bound).abs() >= f64::EPSILON,
            Self::AtLeast => value >= bound,
            Self::More => value > bound,
        }
    }
}

/// The sections of a code, parted by semicolons outside quotes.
fn split(code: &str) -> Vec<Vec<char>> {
    let mut sections = vec![Vec::new()];
    let (mut is_quoted, mut is_escaped) = (false, false);
    for character in code.chars() {
        if character == ';' && !is_quoted && !is_escaped {
            sections.push(Vec::new());
            continue;
        }
        is_quoted ^= character == '"' && !is_escaped;
        is_escaped = character == '\\' && !is_escaped && !is_quoted;
        if let Some(section) = sections.last_mut() {
            section.push(character);
        }
    }
    sections
}

impl Section {
    fn read(code: &[char]) -> Self {
        let mut section = Self::default();
        let (mut is_after_point, mut commas) = (false, 0);
        let mut at = 0;
        while at < code.len() {
            let character = code[at];
            at += 1;
            match character {
                '"' => at = section.quoted(code, at),
                '\\' => {
                    section.literal(code.get(at).copied().into_iter().collect());
                    at += 1;
                }
                '_' => {
                    section.literal(" ".to_owned());
                    at += 1;
                }
                '*' => at += 1,
                '[' => at = section.bracket(code, at),
                '0' | '#' | '?' => {
                    section.is_grouped |= commas > 0 && !is_after_point;
                    commas = 0;
                    section.placeholder(character, is_after_point);
                }
                ',' if section.has_number => commas += 1,
                '.' => {
                    section.thousands += commas;
                    commas = 0;
                    is_after_point = true;
                    section.is_general |= section.has_dates();
                }
                '%' => {
                    section.percents += 1;
                    section.literal("%".to_owned());
                }
                '@' => section.parts.push(Part::Text),
                '/' if section.has_number => section.is_general = true,
                'E' | 'e' if section.has_number => {
                    section.is_general = true;
                    at += usize::from(code.get(at).is_some_and(|sign| matches!(sign, '+' | '-')));
                }
                'G' | 'g' if is_general(code, at) => {
                    section.is_general = true;
                    section.has_number = true;
                    section.parts.push(Part::Number);
                    at += "eneral".len();
                }
                letter if "dmyhsDMYHS".contains(letter) => {
                    section.date(letter.to_ascii_lowercase());
                }
                'A' | 'a' if code.get(at..at + 4).is_some_and(|rest| rest[0] == '/') => at += 4,
                character => section.literal(character.to_string()),
            }
        }
        section.thousands += commas;
        section.tell_minutes();
        section
    }

    fn quoted(&mut self, code: &[char], from: usize) -> usize {
        let end = code[from..].iter().position(|c| *c == '"').map_or(code.len(), |end| from + end);
        self.literal(code[from..end].iter().collect());
        end + 1
    }

    /// Reads what stands in brackets: a condition, a currency; colours and languages show nothing.
    fn bracket(&mut self, code: &[char], from: usize) -> usize {
        let end = code[from..].iter().position(|c| *c == ']').map_or(code.len(), |end| from + end);
        let inside: String = code[from..end].iter().collect();
        if let Some(currency) = inside.strip_prefix('$') {
            let sign = currency.split('-').next().unwrap_or_default();
            self.literal(sign.to_owned());
        } else if let Some(letter) = inside.chars().next().filter(|c| "hmsHMS".contains(*c)) {
            self.date(letter.to_ascii_lowercase());
        } else {
            self.condition = condition(&inside).or(self.condition);
        }
        end + 1
    }

    fn placeholder(&mut self, character: char, is_after_point: bool) {
        if !self.has_number {
            self.has_number = true;
            self.parts.push(Part::Number);
        }
        match (is_after_point, character) {
            (false, '0') => self.whole += 1,
            (true, '0') => {
                self.most += 1;
                self.least = self.most;
            }
            (true, _) => self.most += 1,
            (false, _) => {}
        }
    }

    fn literal(&mut self, text: String) {
        match self.parts.last_mut() {
            Some(Part::Literal(last)) => last.push_str(&text),
            _ if text.is_empty() => {}
            _ => self.parts.push(Part::Literal(text)),
        }
    }

    fn date(&mut self, letter: char) {
        match self.parts.last_mut() {
            Some(Part::Date(last, width)) if *last == letter => *width += 1,
            _ => self.parts.push(Part::Date(letter, 1)),
        }
    }

    fn has_dates(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Date(..)))
    }

    /// `m` beside hours or seconds means minutes.
    fn tell_minutes(&mut self) {
        let fields: Vec<(usize, char)> = self
            .parts
            .iter()
            .enumerate()
            .filter_map(|(at, part)| match part {
                Part::Date(letter, _) => Some((at, *letter)),
                _ => None,
            })
            .collect();
        for (order, &(at, letter)) in fields.iter().enumerate() {
            let is_after_hours = order > 0 && fields[order - 1].1 == 'h';
            let is_before_seconds = fields.get(order + 1).is_some_and(|next| next.1 == 's');
            if letter == 'm'
                && (is_after_hours || is_before_seconds)
                && let Part::Date(letter, _) = &mut self.parts[at]
            {
                *letter = 'n';
            }
        }
    }

    fn number(&self, value: f64, is_signed: bool) -> String {
        let has_words = self.parts.iter().any(
            |part| matches!(part, Part::Literal(text) if text.chars().any(|c| !c.is_whitespace())),
        );
        let digits = if self.is_general {
            decimal(value.abs())
        } else {
            let mut scaled = value.abs();
            scaled *= 100_f64.powi(i32::try_from(self.percents).unwrap_or(0));
            scaled /= 1000_f64.powi(i32::try_from(self.thousands).unwrap_or(0));
            self.digits(scaled)
        };
        let is_nothing = digits.chars().all(|c| matches!(c, '0' | '.'));
        let digits = if has_words || self.is_grouped {
            vietnamese(&digits, self.is_grouped)
        } else {
            ungrouped(digits)
        };
        let sign = if is_signed && !is_nothing { "-" } else { "" };
        let mut shown = String::from(sign);
        for part in &self.parts {
            match part {
                Part::Literal(text) => shown.push_str(text),
                Part::Number => shown.push_str(&digits),
                Part::Text | Part::Date(..) => {}
            }
        }
        shown
    }

    /// Digits with a point: as many behind it as the format shows, rounded as Excel rounds.
    fn digits(&self, value: f64) -> String {
        // Fifteen digits first: 1.005 is stored a little below and still shown as 1.01.
        let exact: f64 = format!("{value:.*e}", DIGITS - 1).parse().unwrap_or(value);
        let nudged = exact * (1.0 + f64::EPSILON);
        let rounded = format!("{nudged:.*}", self.most.min(30));
        let (whole, fraction) = rounded.split_once('.').unwrap_or((&rounded, ""));
        let mut fraction = fraction.to_owned();
        while fraction.len() > self.least && fraction.ends_with('0') {
            fraction.pop();
        }
        let whole = format!("{whole:0>width$}", width = self.whole);
        if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") }
    }
}

fn is_general(code: &[char], at: usize) -> bool {
    code.get(at..at + 6)
        .is_some_and(|rest| rest.iter().collect::<String>().eq_ignore_ascii_case("eneral"))
}

fn condition(text: &str) -> Option<(Comparison, f64)> {
    let (comparison, rest) = [
        ("<=", Comparison::AtMost),
        (">=", Comparison::AtLeast),
        ("<>", Comparison::Other),
        ("<", Comparison::Less),
        (">", Comparison::More),
        ("=", Comparison::Equal),
    ]
    .into_iter()
    .find_map(|(sign, comparison)| Some((comparison, text.strip_prefix(sign)?)))?;
    Some((comparison, rest.trim().parse().ok()?))
}

/// Digits with a point as they are printed in Vietnam.
fn vietnamese(digits: &str, is_grouped: bool) -> String {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if is_grouped && at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    if fraction.is_empty() { grouped } else { format!("{grouped},{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_excel_shows_them() {
        let check = |code: &str, value: f64, shown: &str| {
            assert_eq!(Format::read(code).number(value), shown, "{code} {value}");
        };
        check("General", 12.5, "12.5");
        check("0%", 0.95, "95%");
        check("0.0%", 0.0725, "7,3%");
        check("0.00%", -0.0725, "-7,25%");
        check("#,##0", 1_234_567.4, "1.234.567");
        check("#,##0.0#", 1234.5, "1.234,5");
        check("0.00", 1.1, "1.10");
        check("0.000", 12.345, "12,345");
        check("0.00", 1.005, "1.01");
        check("0", 0.5, "1");
        check("00", 7.0, "07");
        check("#,##0 \"tỷ đồng\"", 1250.0, "1.250 tỷ đồng");
        check("\"≥ \"0\"%\"", 95.0, "≥ 95%");
        check("0.0,,\" triệu\"", 2_500_000.0, "2,5 triệu");
        check("#,##0\\ [$₫-42A]", 1200.0, "1.200 ₫");
        check("0;(0)", -5.0, "-5");
        check("0.0%;[Red]0.0%", -0.015, "-1,5%");
        check("0;-0;\"–\"", 0.0, "–");
        check(";;;", 5.0, "");
        check("[>=1000]#,##0,\" nghìn\";0", 12_000.0, "12 nghìn");
        check("[>=1000]#,##0,\" nghìn\";0", 12.0, "12");
        check("[Red]0.0", -0.04, "0.0");
        check("# ?/?", 0.5, "0.5 ");
        check("0.00E+00", 1500.0, "1500");
        check("_(* #,##0_);_(* (#,##0);_(* \"-\"??_);_(@_)", 1500.0, " 1.500 ");
    }

    #[test]
    fn words_may_be_framed_or_hidden() {
        assert_eq!(Format::read("@").words("Sở Y tế"), "Sở Y tế");
        assert_eq!(Format::read("\"Quý \"@").words("I"), "Quý I");
        assert_eq!(Format::read(";;;").words("ẩn"), "");
        assert_eq!(Format::read("0").words("chữ"), "chữ");
    }

    #[test]
    fn minutes_are_no_months() {
        let fields = |code: &str| -> String {
            let parts = Format::read(code).date_parts();
            parts
                .iter()
                .filter_map(|part| match part {
                    DatePart::Field(letter, _) => Some(*letter),
                    DatePart::Literal(_) => None,
                })
                .collect()
        };
        assert_eq!(fields("dd/mm/yyyy hh:mm"), "dmyhn");
        assert_eq!(fields("mm:ss"), "ns");
        assert_eq!(fields("[$-42A]mmmm yyyy;@"), "my");
    }
}
