//! What a row of a table is by itself and beside the row above it, before the tree of rows is built.

use crate::read::document::{Merged, RawCell};
use crate::read::registry::agency_likeness;
use crate::read::value::{looks_like_deadline, looks_like_quantity};
use crate::vietnamese::fold;

use super::columns::{Column, Header};
use super::stitch::Row;

/// Whether a row states anything that only work or indicators have.
pub(super) fn is_assigned(cells: &[RawCell], header: &Header) -> bool {
    cells.iter().zip(&header.columns).any(|(cell, column)| assigns(column) && !cell.text.is_empty())
}

/// Whether only work or indicators have such a column.
fn assigns(column: &Column) -> bool {
    matches!(
        column,
        Column::Lead
            | Column::Coordinating
            | Column::Deadline
            | Column::Product
            | Column::Unit
            | Column::Target(_)
            | Column::Schedule(_)
            | Column::Body
    )
}

/// The only filled cell of a row, if there is just one.
pub(super) fn alone(cells: &[RawCell]) -> Option<usize> {
    let mut filled = cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty());
    let first = filled.next()?;
    filled.next().is_none().then_some(first.0)
}

/// Whether the cell is merged over all columns that assign something.
pub(super) fn is_merged_across(cells: &[RawCell], header: &Header) -> bool {
    let mut columns =
        cells.iter().zip(&header.columns).filter(|(_, column)| assigns(column)).peekable();
    columns.peek().is_some() && columns.all(|(cell, _)| cell.merged == Some(Merged::Left))
}

/// Whether words without a number are a sum: "Tổng cộng", "Cộng", "Tổng kinh phí dự kiến …".
pub(super) fn is_total(text: &str) -> bool {
    let folded = fold(text);
    let words = folded.trim_end_matches([':', '.', ' ']);
    let label = words.split(':').next().unwrap_or_default().trim();
    matches!(label, "cong" | "tong" | "tong cong" | "tong so")
        || [
            "tong cong",
            "tong so",
            "tong kinh phi",
            "tong diem",
            "tong von",
            "cong chung",
            "cong (",
        ]
        .iter()
        .any(|start| words.starts_with(start))
}

/// Whether words are a note to the table: "Ghi chú: …", "(*) …", "Nguồn: …".
pub(super) fn is_note(text: &str) -> bool {
    let folded = fold(text);
    let starts = [
        "ghi chu",
        "chu thich",
        "luu y",
        "nguon:",
        "(*)",
        "(**)",
        "*",
        "(1)",
        "don vi tinh:",
        "don vi:",
    ];
    starts.iter().any(|start| folded.starts_with(start))
}

/// Whether words are a signature below a table.
pub(super) fn is_signature(text: &str) -> bool {
    let folded = fold(text);
    ["nguoi lap", "tm.", "kt.", "tl.", "thu truong", "(ky", "xac nhan", "noi nhan"]
        .iter()
        .any(|start| folded.starts_with(start))
}

/// Whether the words of a cell stop in the middle: they end with a comma, "và", or an open parenthesis.
pub(super) fn is_unfinished(text: &str) -> bool {
    let text = text.trim_end();
    let last = text.rsplit(' ').next().map(fold).unwrap_or_default();
    text.ends_with([',', ';', '-', '–', '(', '/'])
        || matches!(
            last.as_str(),
            "va" | "cua" | "cac" | "cho" | "voi" | "ve" | "tai" | "theo" | "trong" | "de"
        )
        || text.matches('(').count() > text.matches(')').count()
}

/// Whether the words of a cell go on with those of another: they begin low or with a bullet.
pub(super) fn begins_low(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_lowercase() || "-–+•,;)".contains(c))
}

/// Whether the words of a cell can stand for themselves in such a column.
fn is_whole(text: &str, column: &Column) -> bool {
    let is_fit = match column {
        Column::Lead | Column::Coordinating => agency_likeness(text) >= 0.6,
        Column::Deadline => looks_like_deadline(text),
        Column::Target(_) => looks_like_quantity(text),
        _ => !begins_low(text),
    };
    is_fit && !is_unfinished(text)
}

/// Whether a row without number and name is an assignment of its own, under the number and name of the row above:
/// it names another lead, or another target, and the row above is complete without it.
///
/// After a page break it must bring more than a name: the break may have cut a list.
pub(super) fn begins_anew(
    last: &Row,
    cells: &[RawCell],
    header: &Header,
    after_break: bool,
) -> bool {
    let own = |column: &Column| {
        let at = header.position(column)?;
        let cell = cells.get(at).filter(|cell| cell.merged.is_none() && !cell.text.is_empty())?;
        let above = last.cells.get(at)?;
        Some(is_whole(&cell.text, column) && is_whole(&above.text, column))
    };
    let filled = |column: &Column| {
        let cell = header.position(column).and_then(|at| cells.get(at));
        cell.is_some_and(|cell| cell.merged.is_none() && !cell.text.is_empty())
    };
    let name = header.position(&Column::Name).and_then(|at| cells.get(at));
    if name.is_some_and(|name| begins_low(&name.text)) {
        return false;
    }
    let is_merged = name.is_some_and(|name| name.merged == Some(Merged::Above));
    let others = [Column::Deadline, Column::Product];
    let more = others.iter().filter_map(own).collect::<Vec<_>>();
    let has_lead = own(&Column::Lead) == Some(true);
    let targets = header.columns.iter().filter(|column| matches!(column, Column::Target(_)));
    let has_target = targets.filter_map(own).any(|is_own| is_own);
    let is_clean = more.iter().all(|is_own| *is_own) && own(&Column::Coordinating) != Some(false);
    // Under a number and a name merged downwards each row with a lead of its own is an assignment.
    let is_drawn = is_merged
        && filled(&Column::Lead)
        && header
            .mark_column()
            .is_none_or(|at| cells.get(at).is_some_and(|cell| cell.merged == Some(Merged::Above)));
    is_drawn
        || (has_lead && is_clean && (is_merged || !after_break || !more.is_empty()))
        || (has_target && !after_break)
}

/// Whether the words of a row that has neither number nor assignment go on with the name above (else they head a
/// group): points for and against are added up, `bias` among them.
pub(super) fn continues_name(
    name: &str,
    row: &[RawCell],
    last: &Row,
    header: &Header,
    bias: i32,
) -> bool {
    let at = header.position(&Column::Name);
    let above = at.map_or("", |at| last.cells[at].text.as_str());
    if above.is_empty() {
        return false;
    }
    let cell = at.map(|at| &row[at]);
    let is_bold =
        cell.is_some_and(|cell| cell.is_bold) && at.is_some_and(|at| !last.cells[at].is_bold);
    // The number of a document (57-NQ/TW) is no title in capitals.
    let is_number =
        name.split(' ').next().is_some_and(|word| word.contains(|c: char| c.is_ascii_digit()));
    let is_upper = !is_number
        && name.chars().any(char::is_alphabetic)
        && !name.chars().any(char::is_lowercase);
    let ends_sentence = name.ends_with(['.', ';', ',']) || name.contains(';');
    let mut points = bias;
    points += if begins_low(name) { 4 } else { 0 };
    points += if is_unfinished(above) { 3 } else { 0 };
    points += if ends_sentence { 2 } else { 0 };
    points -= if is_bold { 3 } else { 0 };
    points -= if is_upper { 4 } else { 0 };
    points -= if is_merged_across(row, header) { 3 } else { 0 };
    points -= if super::mark::split(name).is_some() { 4 } else { 0 };
    points > 0
}

/// Whether a row without a number is the rest of the row above, cut by a page: it names nobody where the row above
/// does, and one of its cells begins in the middle of a sentence.
pub(super) fn is_cut(cells: &[RawCell], last: &Row, header: &Header) -> bool {
    let Some(lead) = header.position(&Column::Lead) else { return false };
    let begins_inside = |(cell, column): (&RawCell, &Column)| {
        assigns(column) && cell.text.starts_with(|c: char| c.is_lowercase())
    };
    let name = header.position(&Column::Name);
    let is_open = name.is_some_and(|at| is_unfinished(&last.cells[at].text));
    cells[lead].text.is_empty()
        && cells[lead].merged.is_none()
        && !last.cells[lead].text.is_empty()
        && (is_open || cells.iter().zip(&header.columns).any(begins_inside))
}

/// Whether the first row after a page break goes on with the row before it: it has no number and is neither a sum nor
/// a note, nor an assignment of its own, nor the name of a group where groups have names only.
pub(super) fn goes_on_after_break(rows: &[Row], cells: &[RawCell], header: &Header) -> bool {
    let Some(last) = rows.last() else { return false };
    if begins_anew(last, cells, header, true) {
        return false;
    }
    let name = header.position(&Column::Name);
    let Some(at) = alone(cells) else { return true };
    let words = cells[at].text.as_str();
    if is_total(words) || is_note(words) || Some(at) != name {
        return !(is_total(words) || is_note(words) || is_merged_across(cells, header));
    }
    if last.cells[at].text.is_empty() {
        return true;
    }
    let has_named_groups = rows.iter().any(|row| alone(&row.cells) == name);
    continues_name(words, cells, last, header, i32::from(!has_named_groups))
}
