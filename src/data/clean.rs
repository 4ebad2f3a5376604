//! Words of the sources made fit for a cell of every format.
//!
//! - NFC, no spaces at the ends, line breaks (also U+2028, U+2029) become ` · `, tabs, other controls and the
//!   non-characters U+FFFE and U+FFFF a space.
//! - A list dash at the start of a line becomes `–`: `- x` starts a formula in a spreadsheet.
//! - A `;` inside an item of a list becomes `,`: `;` parts the items.
//! - A cell that still starts with `=`, `+`, `-`, `@` and is no negative number starts with a sign that looks the same and
//!   is no formula: `＝`, `＋`, `–` (`−` before a digit), `＠`.
//! - Two rows with one key, or a required cell without a value, are errors.
//! - A cell longer than a spreadsheet's and a number with more digits than a `double` has are warnings: CSV, JSON and
//!   NDJSON have all of it, [`super::format`] says what the others have.

use rayon::prelude::*;

use super::schema::{Column, Dataset, Type};
use super::table::{Row, Table};
use super::value::Value;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::lookup::Lookup;
use crate::model::Decimal;
use crate::vietnamese::{composed, is_composed};

/// Characters of a spreadsheet's cell, counted in UTF-16.
pub(super) const MAX_CELL: usize = 32_767;

/// What a spreadsheet takes for the start of a formula.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// Cleans all cells of `table`.
pub(super) fn clean(table: &mut Table) {
    let columns = table.dataset.columns;
    table.rows.par_iter_mut().for_each(|row| {
        for (value, column) in row.values.iter_mut().zip(columns) {
            clean_value(value);
            // Words of a fixed list (a comparator `=`) are ours and no formula.
            if !matches!(column.kind, Type::Enum(_)) {
                guard(value);
            }
        }
    });
}

/// Reports what cannot stand as it is in every format: in cells, rows without a required cell, two rows with one key.
pub(super) fn check(table: &Table, diagnostics: &mut Diagnostics) {
    let Table { dataset, rows } = table;
    let key: Vec<usize> =
        dataset.primary_key.iter().filter_map(|name| dataset.column(name)).collect();
    let problems: Vec<_> = rows.par_iter().map(|row| problems(row, dataset)).collect();
    let mut keys = Lookup::default();
    for (row, problems) in rows.iter().zip(problems) {
        for problem in problems {
            diagnostics.push(problem);
        }
        let cells = || key.iter().map(|place| row.values[*place].to_cell());
        if !key.is_empty() && keys.insert(cells().collect::<Vec<_>>(), ()).is_some() {
            let (stem, name) = (dataset.stem, cells().collect::<Vec<_>>().join(", "));
            let message = format!("hai hàng của bộ dữ liệu `{stem}` có cùng mã `{name}`");
            diagnostics.push(unfit(row, dataset, message));
        }
    }
}

/// What is wrong with the cells of a row.
fn problems(row: &Row, dataset: &Dataset) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (value, column) in row.values.iter().zip(dataset.columns) {
        if *value == Value::Null && column.required {
            let (stem, column) = (dataset.stem, column.label);
            let message = format!("hàng của bộ dữ liệu `{stem}` thiếu ô bắt buộc “{column}”");
            problems.push(unfit(row, dataset, message));
        }
        if let Some(problem) = problem(value) {
            problems.push(problem.of(row, column, dataset));
        }
    }
    problems
}

/// A row that cannot stand in its table.
fn unfit(row: &Row, dataset: &Dataset, message: String) -> Diagnostic {
    let place = row.place.clone().unwrap_or_else(|| Place::file(dataset.stem));
    let mut diagnostic = Diagnostic::new(Code::RowUnfit, place, message)
        .suggestion("sửa hoặc bỏ hàng này trong tệp nguồn");
    diagnostic.item.clone_from(&row.id);
    diagnostic
}

fn clean_value(value: &mut Value) {
    match value {
        Value::Text(text) if is_line(text) => {}
        Value::Text(text) => *value = Value::text(&line(text)),
        Value::List(items) => {
            let items = items.iter().map(|item| line(item).replace(';', ","));
            *value = Value::list(items.filter(|item| !item.is_empty()));
        }
        _ => {}
    }
}

/// What is wrong with a cell, what is allowed, what to do.
struct Problem {
    code: Code,
    cell: String,
    is: String,
    allowed: &'static str,
    suggestion: &'static str,
}

impl Problem {
    fn of(self, row: &Row, column: &Column, dataset: &Dataset) -> Diagnostic {
        let start = match self.cell.char_indices().nth(20) {
            Some((at, _)) => format!("{}…", &self.cell[..at]),
            None => self.cell,
        };
        let (column, stem) = (column.name, dataset.stem);
        let message = format!("ô `{start}` ở cột `{column}` của bộ dữ liệu `{stem}` {}", self.is);
        let place = row.place.clone().unwrap_or_else(|| Place::file(stem));
        let mut diagnostic = Diagnostic::new(self.code, place, message)
            .allowed(self.allowed)
            .suggestion(self.suggestion);
        diagnostic.item.clone_from(&row.id);
        diagnostic
    }
}

fn problem(value: &Value) -> Option<Problem> {
    match value {
        Value::Text(_) | Value::List(_) => {
            let cell = value.to_cell();
            // A character has as many bytes as places in UTF-16, or more.
            let is_long = cell.len() > MAX_CELL && cell.encode_utf16().count() > MAX_CELL;
            is_long.then(|| Problem {
                code: Code::CellLength,
                is: format!("có {} ký tự, bản bảng tính sẽ bị cắt", cell.chars().count()),
                cell: cell.into_owned(),
                allowed: "32.767 ký tự một ô",
                suggestion: "xem lại chỗ này trong tệp nguồn: thường là hai hàng bị dính làm một",
            })
        }
        Value::Decimal(number) => {
            let double = value.to_double().and_then(|double| double.to_string().parse().ok());
            (double != Some(*number)).then(|| Problem {
                code: Code::CellDigits,
                cell: value.to_cell().into_owned(),
                is: "có quá nhiều chữ số, bản bảng tính, Parquet và SQLite sẽ làm tròn".to_owned(),
                allowed: "15 chữ số",
                suggestion: "xem lại số này trong tệp nguồn",
            })
        }
        _ => None,
    }
}

/// Text as its cell has it.
pub fn cleaned(text: &str) -> Value {
    let mut value = Value::text(&line(text));
    guard(&mut value);
    value
}

/// Gives a cell that a spreadsheet would take for a formula a first sign that looks the same.
fn guard(value: &mut Value) {
    let guarded = match value {
        Value::Text(text) => guarded(text),
        Value::List(_) => guarded(&value.to_cell()),
        _ => None,
    };
    match (value, guarded) {
        (Value::List(items), Some(text)) => {
            if let Some(first) = items.first_mut() {
                let sign: String = text.chars().take(1).collect();
                *first = sign + &first[1..];
            }
        }
        (value, Some(text)) => *value = Value::text(&text),
        _ => {}
    }
}

/// The cell with such a sign; nothing for one that is no formula.
fn guarded(cell: &str) -> Option<String> {
    let first = cell.chars().next().filter(|first| FORMULA.contains(first))?;
    let rest = &cell[1..];
    let sign = match first {
        '=' => '＝',
        '+' => '＋',
        '@' => '＠',
        _ if is_negative_number(cell) => return None,
        _ if rest.starts_with(|next: char| next.is_ascii_digit()) => '−',
        _ => '–',
    };
    Some(format!("{sign}{rest}"))
}

/// Whether a spreadsheet reads the cell as that very number.
fn is_negative_number(cell: &str) -> bool {
    cell.starts_with('-') && cell.parse::<Decimal>().is_ok()
}

/// Whether [`line`] would change nothing, told without copying: nearly every cell is such.
fn is_line(text: &str) -> bool {
    let is_plain = |c: char| !is_blank(c) && !LINE_ENDS.contains(&c);
    text.trim().len() == text.len()
        && !text.is_empty()
        && !text.starts_with('-')
        && (is_surely_plain(text.as_bytes()) || text.chars().all(is_plain) && is_composed(text))
}

/// The same for the characters of Vietnamese and usual punctuation, told byte by byte: nearly every cell of a nation
/// has no others. Bytes that go on after a first one are passed over.
fn is_surely_plain(bytes: &[u8]) -> bool {
    let is_plain = |(at, byte): (usize, &u8)| match byte {
        b' '..=b'~' | 0x80..=0xbf | 0xc3..=0xcb => true,
        0xc2 => bytes[at + 1] >= 0xa0,
        0xe1 => (0xb8..=0xbb).contains(&bytes[at + 1]),
        0xe2 => bytes[at + 1] == 0x80 && (0x90..=0xa7).contains(&bytes[at + 2]),
        _ => false,
    };
    bytes.iter().enumerate().all(is_plain)
}

/// What ends a line.
const LINE_ENDS: [char; 4] = ['\n', '\r', '\u{2028}', '\u{2029}'];

/// What no cell may hold and a space stands for.
fn is_blank(c: char) -> bool {
    c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// Text on one line.
fn line(text: &str) -> String {
    let text = composed(text);
    let blank = |c: char| if is_blank(c) { ' ' } else { c };
    text.split(LINE_ENDS)
        .map(|line| {
            let line: String = line.chars().map(blank).collect();
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
        assert_eq!(line("a\u{2028}b\0c\u{1b}d\u{ffff}e"), "a · b c d e");
    }

    #[test]
    fn no_cell_starts_as_a_formula() {
        let dataset = crate::data::dataset("co-quan").unwrap();
        for (text, cell) in [
            ("=1+1", "＝1+1"),
            ("=> tăng", "＝> tăng"),
            ("+ Đã ban hành", "＋ Đã ban hành"),
            ("+84", "＋84"),
            ("@a", "＠a"),
            ("-Đã xong", "–Đã xong"),
            ("-1+1", "−1+1"),
            ("-1,5%", "−1,5%"),
            ("-120.75", "-120.75"),
            ("- x", "– x"),
            ("a=b", "a=b"),
        ] {
            let mut values = vec![Value::Null; dataset.columns.len()];
            values[1] = Value::text(text);
            let spellings = dataset.column("spellings").unwrap();
            values[spellings] = Value::list([text, text]);
            let mut table = Table { dataset, rows: vec![Row::new(None, values)] };
            clean(&mut table);
            assert_eq!(table.rows[0].values[1].to_cell(), cell);
            // A list is never a number.
            let list = table.rows[0].values[spellings].to_cell();
            assert!(!list.starts_with(FORMULA), "{list}");
            assert_eq!(cleaned(text).to_cell(), cell);
        }
    }

    #[test]
    fn items_of_a_list_have_no_separator() {
        let dataset = crate::data::dataset("co-quan").unwrap();
        let mut values = vec![Value::Null; dataset.columns.len()];
        let spellings = dataset.column("spellings").unwrap();
        values[spellings] = Value::list(["Sở A; Sở B", ""]);
        let mut table = Table { dataset, rows: vec![Row::new(None, values)] };
        clean(&mut table);
        assert_eq!(table.rows[0].values[spellings], Value::list(["Sở A, Sở B"]));
    }
}
