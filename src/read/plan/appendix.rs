//! The heading a table stands under: "Phụ lục II", a numbered heading, or the name of a sheet.

use crate::read::document::RawRow;
use crate::vietnamese::fold;

use super::columns::Header;
use super::mark;
use super::prose::Role;
use super::stitch::{Part, TablePart};

/// The heading a table without group rows stands under.
pub(super) struct Appendix {
    /// Printed mark: `PL`, `PL II`, or that of the numbered heading above.
    pub(super) mark: String,
    /// Printed title.
    pub(super) title: String,
}

impl Appendix {
    /// Looks back from the table to "Phụ lục …"; a sheet is its own appendix.
    pub(super) fn before(parts: &[Part], roles: &[Role], at: usize, table: &TablePart) -> Self {
        let mut titles: Vec<&str> = Vec::new();
        for (part, role) in parts[..at].iter().zip(&roles[..at]).rev() {
            match role {
                Role::Heading { title, mark: None, .. } => {
                    if let Some((number, rest)) = split(title) {
                        let kind = if is_form(title) { "Biểu" } else { "PL" };
                        let mark = format!("{kind} {number}").trim_end().to_owned();
                        titles.extend(Some(rest).filter(|rest| !rest.is_empty()));
                        titles.reverse();
                        let title =
                            if titles.is_empty() { (*title).clone() } else { titles.join(" ") };
                        return Self { mark, title };
                    }
                    titles.push(title);
                }
                Role::Heading { mark: Some(mark), title, .. } => {
                    return Self { mark: mark.clone(), title: title.clone() };
                }
                // Tables that follow one another stand under one heading.
                _ if matches!(part, Part::Table(_)) && !titles.is_empty() => break,
                _ => {}
            }
        }
        titles.reverse();
        // On a sheet the heading of a field is a row above its table: "II. Nhân lực".
        let words = |row: &RawRow| {
            let mut cells = row.cells.iter().filter(|cell| !cell.text.is_empty());
            cells.next().filter(|_| cells.next().is_none()).map(|cell| cell.text.clone())
        };
        let numbered = table.above.iter().rev().filter_map(words).find_map(|words| {
            let (mark, title) = mark::split(&words)?;
            Some(Self { mark: mark.text, title: title.to_owned() })
        });
        if let Some(numbered) = numbered {
            return numbered;
        }
        let above = table
            .above
            .iter()
            .flat_map(|row| &row.cells)
            .find(|cell| cell.text.chars().count() > 20);
        let title = match (titles.is_empty(), above, &table.sheet) {
            (false, ..) => titles.join(" "),
            (true, Some(cell), _) => cell.text.clone(),
            (true, None, Some(sheet)) => sheet.clone(),
            (true, None, None) => {
                let is_indicators = table.header.as_ref().is_some_and(Header::has_indicators);
                if is_indicators { "Bảng chỉ tiêu" } else { "Bảng nhiệm vụ" }.to_owned()
            }
        };
        Self { mark: "PL".to_owned(), title }
    }
}

/// `PHỤ LỤC SỐ 01: DANH MỤC`, `Biểu 01` → `01` and the title; nothing if the words are no heading of an appendix.
///
/// Words are cut between characters, whatever marks they carry.
pub(super) fn split(heading: &str) -> Option<(&str, &str)> {
    let heading = heading.trim();
    let is_form = is_form(heading);
    let rest = if is_form {
        after_word(after_word(heading, "phu").unwrap_or(heading), "bieu")?
    } else {
        after_word(after_word(heading, "phu")?, "luc")?
    };
    let rest = after_word(rest, "so").unwrap_or(rest);
    let rest = rest.trim_start_matches([' ', ':', '.', '-', '–', '_']);
    let end =
        rest.find(|c: char| !(c.is_alphanumeric() || "-./".contains(c))).unwrap_or(rest.len());
    let number = rest[..end].trim_end_matches(['.', '-', '/']);
    // Parts such as those of `III-A` or `2.a`: digits, a Roman number, or one capital.
    let is_number = number.chars().count() <= 6
        && number.split(['-', '.', '/']).all(|part| {
            part.chars().any(|c| c.is_ascii_digit())
                || part.chars().all(|c| "IVXLC".contains(c))
                || part.chars().count() == 1 && part.chars().all(char::is_uppercase)
        });
    if is_form && !(is_number && number.contains(|c: char| c.is_ascii_digit())) {
        return None;
    }
    let (number, title) = if is_number { (number, &rest[number.len()..]) } else { ("", rest) };
    Some((number, title.trim_matches([' ', ':', '.', '-', '–', '_', ')'])))
}

/// Whether a heading is that of a numbered form: "Biểu 01", "Phụ biểu số 2".
fn is_form(heading: &str) -> bool {
    after_word(after_word(heading, "phu").unwrap_or(heading), "bieu").is_some()
}

/// What follows the first word of `text` if that is `word`, folded.
fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let text = text.trim_start_matches([' ', '\u{a0}']);
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    (fold(&text[..end]) == word).then(|| &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn appendices_have_a_number_and_a_title() {
        for (heading, number, title) in [
            ("PHỤ LỤC", "", ""),
            ("Phụ lục II", "II", ""),
            ("PHỤ LỤC SỐ 01", "01", ""),
            ("PHỤ LỤC 1: DANH MỤC NHIỆM VỤ", "1", "DANH MỤC NHIỆM VỤ"),
            ("PHỤ LỤC I. HỆ THỐNG CHỈ TIÊU", "I", "HỆ THỐNG CHỈ TIÊU"),
            ("Phụ lục số 2a – Phân công", "2a", "Phân công"),
            ("PHỤ LỤC. PHÂN CÔNG", "", "PHÂN CÔNG"),
            ("PHỤ LỤC DANH MỤC", "", "DANH MỤC"),
            ("Phụ lục III-A", "III-A", ""),
            ("Biểu 01", "01", ""),
            ("BIỂU SỐ 02: CHỈ TIÊU XÃ HỘI", "02", "CHỈ TIÊU XÃ HỘI"),
            ("Phụ biểu 3", "3", ""),
        ] {
            assert_eq!(split(heading), Some((number, title)), "{heading}");
        }
        assert_eq!(split("Phụ trách"), None);
        assert_eq!(split("Biểu dương"), None);
        assert_eq!(split("DANH MỤC"), None);
    }
}
