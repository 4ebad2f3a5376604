//! Words of the sources made fit for a cell.
//!
//! - NFC, no spaces at the ends, line breaks become ` · `, tabs and other controls a space.
//! - A list dash at the start of a line becomes `–`: `- x` starts a formula in a spreadsheet.
//! - A `;` inside an item of a list becomes `,`: `;` parts the items.
//! - A cell that still starts with `=`, `+`, `-`, `@` and is no negative number is an error of the source.

use unicode_normalization::UnicodeNormalization as _;

use super::schema::Type;
use super::table::Table;
use super::value::Value;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::Decimal;

/// What a spreadsheet takes for the start of a formula.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// Cleans all cells of `table` and reports those that would be run as a formula.
///
/// Words of a fixed list (a comparator `=`) are ours and no formula.
pub(super) fn clean(table: &mut Table, diagnostics: &mut Diagnostics) {
    let dataset = table.dataset;
    for row in &mut table.rows {
        for (value, column) in row.values.iter_mut().zip(dataset.columns) {
            match value {
                Value::Text(text) => *value = Value::text(&line(text)),
                Value::List(items) => {
                    *value = Value::list(
                        items
                            .iter()
                            .map(|item| line(item).replace(';', ","))
                            .filter(|item| !item.is_empty()),
                    );
                }
                _ => continue,
            }
            let cell = value.to_cell();
            let is_ours = matches!(column.kind, Type::Enum(_)) || is_negative_number(&cell);
            if !is_ours && cell.starts_with(FORMULA) {
                let start = match cell.char_indices().nth(20) {
                    Some((at, _)) => format!("{}…", &cell[..at]),
                    None => cell,
                };
                let place = row.place.clone().unwrap_or_else(|| Place::file(dataset.stem));
                let mut diagnostic = Diagnostic::new(
                    Code::CellFormula,
                    place,
                    format!(
                        "ô `{start}` ở cột `{}` của bộ dữ liệu `{}` bắt đầu bằng dấu của công thức",
                        column.name, dataset.stem
                    ),
                )
                .allowed("ô bắt đầu bằng chữ, số hoặc gạch đầu dòng `- ` có dấu cách")
                .suggestion("bỏ dấu đầu ô trong tệp nguồn");
                diagnostic.item.clone_from(&row.id);
                diagnostics.push(diagnostic);
            }
        }
    }
}

/// Text as its cell has it.
pub fn cleaned(text: &str) -> Value {
    Value::text(&line(text))
}

/// Whether a spreadsheet reads the cell as that very number.
fn is_negative_number(cell: &str) -> bool {
    cell.starts_with('-') && cell.parse::<Decimal>().is_ok()
}

/// Text on one line.
fn line(text: &str) -> String {
    let text: String = text.nfc().collect();
    text.split(['\n', '\r'])
        .map(|line| {
            let line: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            let line = line.trim();
            match line.strip_prefix('-') {
                Some(rest) if rest.is_empty() || rest.starts_with(char::is_whitespace) => {
                    format!("–{rest}")
                }
                _ => line.to_owned(),
            }
        })
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::table::Row;

    #[test]
    fn lines_become_one() {
        assert_eq!(line(" a \n\n- b\r\n-\tc "), "a · – b · – c");
        assert_eq!(line("-"), "–");
        assert_eq!(line("-5%"), "-5%");
        assert_eq!(line("\t=1+1"), "=1+1");
    }

    #[test]
    fn formulas_are_errors_that_name_the_row() {
        let dataset = crate::data::dataset("co-quan").unwrap();
        for (text, is_error) in [
            ("=1+1", true),
            ("+84", true),
            ("@a", true),
            ("-x", true),
            ("-1+1", true),
            ("-5%", true),
            ("-120.75", false),
            ("- x", false),
            ("a=b", false),
        ] {
            let mut values = vec![Value::Null; dataset.columns.len()];
            values[1] = Value::text(text);
            let place = Some(Place::line("seeds/agencies.toml", 7));
            let mut table = Table { dataset, rows: vec![Row::new(place, values)] };
            let mut diagnostics = Diagnostics::default();
            clean(&mut table, &mut diagnostics);
            let found = diagnostics.sorted();
            assert_eq!(found.len(), usize::from(is_error), "{text}");
            for diagnostic in found {
                assert_eq!(diagnostic.code, Code::CellFormula);
                assert_eq!(diagnostic.place.unwrap().to_string(), "seeds/agencies.toml:7:1");
            }
        }
    }

    #[test]
    fn items_of_a_list_have_no_separator() {
        let dataset = crate::data::dataset("co-quan").unwrap();
        let mut values = vec![Value::Null; dataset.columns.len()];
        let spellings = dataset.column("spellings").unwrap();
        values[spellings] = Value::list(["Sở A; Sở B", ""]);
        let mut table = Table { dataset, rows: vec![Row::new(None, values)] };
        clean(&mut table, &mut Diagnostics::default());
        assert_eq!(table.rows[0].values[spellings], Value::list(["Sở A, Sở B"]));
    }
}
