//! The heading a table stands under: "Phụ lục II", a numbered heading, or the name of a sheet.

use crate::vietnamese::fold;

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
                    let folded = fold(title);
                    if let Some(number) = folded.strip_prefix("phu luc") {
                        let number = title[title.len() - number.len()..].trim();
                        let mark = if number.is_empty() {
                            "PL".to_owned()
                        } else {
                            format!("PL {number}")
                        };
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
                _ if matches!(part, Part::Table(_)) => break,
                _ => {}
            }
        }
        titles.reverse();
        let above = table
            .above
            .iter()
            .flat_map(|row| &row.cells)
            .find(|cell| cell.text.chars().count() > 20);
        let title = match (titles.is_empty(), above, &table.sheet) {
            (false, ..) => titles.join(" "),
            (true, Some(cell), _) => cell.text.clone(),
            (true, None, Some(sheet)) => sheet.clone(),
            (true, None, None) => "Bảng nhiệm vụ".to_owned(),
        };
        Self { mark: "PL".to_owned(), title }
    }
}
