//! Numbers as documents write them: which characters are one number, and which number that is.
//!
//! Targets and reports are read by the same rules, so that the same characters are the same number.

use crate::model::Decimal;

/// Reads a number and keeps its digits: `1,10` has two decimals, `≥`, `%` and words are not allowed.
///
/// The one place that decides what `.` and `,` mean:
///
/// - one comma is a decimal comma: `1,1`, `1,234`;
/// - one point is a decimal point (`0.8`, `0.725`, `12.5`), but before exactly three digits that
///   follow one to three digits of which the first is not 0 it parts thousands: `1.234`;
/// - several points, or several commas, part thousands: `1.234.567`;
/// - with both, the last one is the decimal sign: `1.234,5`, `1,234.5`.
///
/// ```
/// # use congkhai::read::value::read_number;
/// assert_eq!(read_number("1.234,5"), "1234.5".parse().ok());
/// assert_eq!(read_number("0.725"), "0.725".parse().ok());
/// assert_eq!(read_number("1.234"), "1234".parse().ok());
/// ```
pub fn read_number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    if !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',') {
        return None;
    }
    let (whole, fraction) = parts(digits)?;
    let is_number = !whole.is_empty() && fraction.is_none_or(|digits| !digits.is_empty());
    let point = if fraction.is_some() { "." } else { "" };
    let plain = format!("{sign}{whole}{point}{}", fraction.unwrap_or_default());
    if is_number { Decimal::from_str_exact(&plain).ok() } else { None }
}

/// The whole digits without separators, and the decimals if any.
fn parts(digits: &str) -> Option<(String, Option<&str>)> {
    let points = digits.matches('.').count();
    let commas = digits.matches(',').count();
    let split = |sign: char| digits.rsplit_once(sign);
    match (points, commas) {
        (0, 0) => Some((digits.to_owned(), None)),
        (0, 1) => split(',').map(|(whole, fraction)| (whole.to_owned(), Some(fraction))),
        (1, 0) => {
            let (whole, fraction) = split('.')?;
            if fraction.len() == 3 && matches!(whole.len(), 1..=3) && !whole.starts_with('0') {
                Some((format!("{whole}{fraction}"), None))
            } else {
                Some((whole.to_owned(), Some(fraction)))
            }
        }
        (_, 0) => thousands(digits, '.').map(|whole| (whole, None)),
        (0, _) => thousands(digits, ',').map(|whole| (whole, None)),
        (_, 1) if digits.rfind(',') > digits.rfind('.') => {
            let (whole, fraction) = split(',')?;
            Some((thousands(whole, '.')?, Some(fraction)))
        }
        (1, _) => {
            let (whole, fraction) = split('.')?;
            Some((thousands(whole, ',')?, Some(fraction)))
        }
        _ => None,
    }
}

/// The digits of `1.234.567`; nothing if a group has not three.
fn thousands(digits: &str, separator: char) -> Option<String> {
    let mut groups = digits.split(separator);
    let first = groups.next()?;
    let is_grouped = matches!(first.len(), 1..=3)
        && groups.all(|group| group.len() == 3 && !group.contains([',', '.']));
    is_grouped.then(|| digits.replace(separator, ""))
}

/// A number inside a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    /// First byte, with the sign.
    pub start: usize,
    /// Byte after the last, with marks of notes.
    pub end: usize,
    /// The number; nothing where the characters may mean several.
    pub value: Option<Decimal>,
    /// Whether it was read the Vietnamese way although another way is likely.
    pub is_unsure: bool,
}

/// A number at the beginning of a text, and what stands behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeadingNumber<'a> {
    /// The number.
    pub value: Decimal,
    /// Its characters, without marks of notes behind it.
    pub digits: &'a str,
    /// The words behind it.
    pub rest: &'a str,
}

/// The number a text begins with: signs, blanks between thousands and powers of ten are understood,
/// marks of notes (`450¹`) are not digits. Nothing where the characters may mean several numbers.
///
/// ```
/// # use congkhai::read::value::leading_number;
/// let number = |text| leading_number(text).map(|read| read.value.to_string());
/// assert_eq!(number("12 500 người").as_deref(), Some("12500"));
/// assert_eq!(number("−1,5%").as_deref(), Some("-1.5"));
/// assert_eq!(number("450¹").as_deref(), Some("450"));
/// assert_eq!(number("12 50"), None);
/// ```
pub fn leading_number(text: &str) -> Option<LeadingNumber<'_>> {
    let text = text.trim();
    let found = numerals(text);
    let first = found.first().filter(|first| first.start == 0)?;
    let value = first.value?;
    let rest = without_notes(text[first.end..].trim());
    // A second number makes the first one doubtful: "12 50", "10-15", "1/3".
    let is_alone = !rest.contains(|c: char| c.is_ascii_digit()) || rest.starts_with('(');
    let digits = text[..first.end].trim_end_matches(is_raised_digit);
    is_alone.then_some(LeadingNumber { value, digits, rest })
}

/// A unit without the marks of notes behind it: `%[1]`, `%*`.
fn without_notes(text: &str) -> &str {
    let text = text.trim_end_matches('*').trim_end();
    let note = text
        .strip_suffix(']')
        .and_then(|inner| inner.rfind('['))
        .filter(|open| text[open + 1..text.len() - 1].chars().all(|c| c.is_ascii_digit()));
    note.map_or(text, |open| text[..open].trim_end())
}

/// The numbers of a text in order; digits that are parts of words ("5G", "Covid-19") are none.
pub(super) fn numerals(text: &str) -> Vec<Numeral> {
    let mut found: Vec<Numeral> = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + next;
        let numeral = numeral_at(text, start);
        at = numeral.end;
        if !is_part_of_word(text, start) && !is_note(text, start, numeral.end) {
            found.push(numeral);
        }
    }
    found
}

fn numeral_at(text: &str, start: usize) -> Numeral {
    let mut end = run_end(text, start);
    let mut digits = text[start..end].to_owned();
    let mut is_unsure = false;
    let grouped = blanks_end(text, start, end);
    if let Some(grouped) = grouped {
        digits = text[start..grouped].chars().filter(|c| !is_blank(*c)).collect();
        // "Top 5 100%": two numbers or one.
        let is_ordinal = before_word(text, start);
        if is_ordinal || text[grouped..].trim_start().starts_with('%') {
            digits.clear();
        }
        end = grouped;
    }
    let power = power_at(text, start, end);
    let value = match power {
        Some((mantissa, exponent, after)) => {
            end = after;
            let ten = power_of_ten(exponent);
            let mantissa = read_number(mantissa);
            mantissa
                .zip(ten)
                .and_then(|(mantissa, ten)| mantissa.checked_mul(ten))
                .map(|n| n.normalize())
        }
        None => read_number(&digits),
    };
    let raised = text[end..].find(|c| !is_raised_digit(c)).unwrap_or(text.len() - end);
    // "10⁶" alone is a power or a number with a note.
    let value = value.filter(|_| raised == 0 || digits != "10" || power.is_some());
    end += raised;
    if power.is_none() && grouped.is_none() {
        let after = text[end..].trim_start();
        is_unsure = is_double(&digits, ',') || (is_double(&digits, '.') && after.starts_with('%'));
    }
    let is_glued = text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let value = value.filter(|_| !is_glued);
    match sign_before(text, start) {
        Sign::None => Numeral { start, end, value, is_unsure },
        Sign::Plus(start) => Numeral { start, end, value, is_unsure },
        Sign::Minus(start) => Numeral { start, end, value: value.map(|n| -n), is_unsure },
        Sign::Doubtful(start) => Numeral { start, end, value: None, is_unsure },
    }
}

/// Where digits with points and commas between them end.
fn run_end(text: &str, start: usize) -> usize {
    let mut end = start;
    for (at, character) in text[start..].char_indices() {
        if character.is_ascii_digit() {
            end = start + at + 1;
        } else if !(matches!(character, '.' | ',') && end == start + at) {
            break;
        }
    }
    end
}

/// Where a number with blanks between thousands ends: "12 500", "1 234 567,5".
fn blanks_end(text: &str, start: usize, end: usize) -> Option<usize> {
    let first = &text[start..end];
    if !matches!(first.len(), 1..=3) || first.starts_with('0') || first.contains([',', '.']) {
        return None;
    }
    let mut at = end;
    loop {
        let rest = &text[at..];
        let Some(blank) = rest.chars().next().filter(|c| is_blank(*c)) else { break };
        let group = at + blank.len_utf8();
        let length = text[group..].bytes().take_while(u8::is_ascii_digit).count();
        if length != 3 {
            break;
        }
        at = group + 3;
    }
    if at == end {
        return None;
    }
    let has_fraction = text[at..].starts_with([',', '.'])
        && text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
    Some(if has_fraction { run_end(text, at + 1) } else { at })
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{2007}' | '\u{2008}')
}

/// Whether a word before a number counts something, so that the number ends with it.
fn before_word(text: &str, start: usize) -> bool {
    let word = text[..start].trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = crate::vietnamese::fold(word);
    matches!(
        word.as_str(),
        "dot"
            | "doan"
            | "quy"
            | "lan"
            | "nam"
            | "nhom"
            | "buoc"
            | "loai"
            | "lop"
            | "tang"
            | "vung"
            | "top"
            | "thang"
            | "ngay"
            | "so"
            | "hang"
            | "thu"
            | "phan"
            | "muc"
            | "cap"
            | "khu"
    )
}

/// A power of ten behind a number: its mantissa, its exponent and where it ends.
fn power_at(text: &str, start: usize, end: usize) -> Option<(&str, i64, usize)> {
    let run = &text[start..end];
    if let Some(mantissa) = run.strip_suffix(".10").or_else(|| run.strip_suffix(".10.")) {
        let (exponent, after) = exponent_at(text, end)?;
        return Some((mantissa, exponent, after));
    }
    if run == "10" && text[end..].starts_with('^') {
        let (exponent, after) = exponent_at(text, end)?;
        return Some(("1", exponent, after));
    }
    let rest = text[end..].trim_start();
    let rest = rest.strip_prefix(['x', 'X', '×', '*', '·', '.'])?.trim_start();
    let ten = text.len() - rest.len();
    rest.strip_prefix("10")?;
    let (exponent, after) = exponent_at(text, ten + 2)?;
    Some((run, exponent, after))
}

fn power_of_ten(exponent: i64) -> Option<Decimal> {
    match exponent {
        -9..0 => Some(Decimal::new(1, u32::try_from(-exponent).ok()?)),
        0..=18 => 10_i64.checked_pow(u32::try_from(exponent).ok()?).map(Decimal::from),
        _ => None,
    }
}

/// `⁶`, `^6`, `^{6}`, `⁻³` at a place: the exponent and where it ends.
fn exponent_at(text: &str, at: usize) -> Option<(i64, usize)> {
    let rest = &text[at..];
    if let Some(rest) = rest.strip_prefix('^') {
        let is_braced = rest.starts_with('{');
        let rest = rest.strip_prefix('{').unwrap_or(rest);
        let length = rest.find(|c: char| !(c.is_ascii_digit() || c == '-')).unwrap_or(rest.len());
        let exponent = rest[..length].parse().ok()?;
        let after = text.len() - rest.len() + length + usize::from(is_braced);
        return Some((exponent, after.min(text.len()))).filter(|_| length <= 3);
    }
    let length = rest.find(|c| !is_raised_digit(c) && c != '⁻').unwrap_or(rest.len());
    let plain: String = rest[..length].chars().filter_map(lowered).collect();
    let exponent = plain.parse().ok().filter(|_| plain.len() <= 3)?;
    Some((exponent, at + length))
}

fn is_raised_digit(character: char) -> bool {
    lowered(character).is_some_and(|digit| digit != '-')
}

fn lowered(character: char) -> Option<char> {
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    if character == '⁻' {
        return Some('-');
    }
    let place = RAISED.chars().position(|raised| raised == character)?;
    char::from_digit(u32::try_from(place).ok()?, 10)
}

/// Whether digits can be read two ways: `1,234`, `1.234`.
fn is_double(digits: &str, sign: char) -> bool {
    digits.split_once(sign).is_some_and(|(whole, fraction)| {
        fraction.len() == 3
            && fraction.bytes().all(|byte| byte.is_ascii_digit())
            && matches!(whole.len(), 1..=3)
            && whole.bytes().all(|byte| byte.is_ascii_digit())
            && !whole.starts_with('0')
    })
}

enum Sign {
    None,
    Plus(usize),
    Minus(usize),
    /// A dash that is a sign or the mark of a list.
    Doubtful(usize),
}

/// The sign before a number; a dash behind another number, a word or a per cent sign is none.
fn sign_before(text: &str, start: usize) -> Sign {
    let before = &text[..start];
    let trimmed = before.trim_end();
    let Some(sign) = trimmed.chars().next_back() else { return Sign::None };
    let at = trimmed.len() - sign.len_utf8();
    let is_glued = trimmed.len() == before.len();
    let left = text[..at].trim_end();
    let is_free = left.len() < at
        || left.is_empty()
        || left.ends_with(['(', '≥', '≤', '<', '>', '=', ':', '±']);
    let follows_number =
        left.ends_with(|c: char| c.is_ascii_digit() || c == '%' || is_raised_digit(c));
    match sign {
        '+' if is_glued && is_free => Sign::Plus(at),
        '-' | '−' | '–' | '‐' | '‑' | '—' if is_free && !follows_number => {
            if is_glued {
                Sign::Minus(at)
            } else if left.is_empty() {
                Sign::Doubtful(at)
            } else {
                Sign::None
            }
        }
        _ => Sign::None,
    }
}

/// Whether digits go on with a word before them: `H09`, `Covid-19`, `a_1`.
fn is_part_of_word(text: &str, start: usize) -> bool {
    let mut before = text[..start].chars().rev();
    match before.next() {
        Some('_') => true,
        Some('-' | '‑') => before.next().is_some_and(char::is_alphabetic),
        Some(character) => character.is_alphabetic(),
        None => false,
    }
}

/// Whether a number is the mark of a note: `95%[1]`.
fn is_note(text: &str, start: usize, end: usize) -> bool {
    text[..start].ends_with('[') && text[end..].starts_with(']') && end - start <= 3
}

#[cfg(test)]
mod tests;
