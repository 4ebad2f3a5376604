//! Tables with a column for each agency and a tick where it takes part: "Sở Nội vụ | Sở Tài chính" over `x`.

use crate::read::registry::agency_likeness;
use crate::vietnamese::fold;

use super::columns::{Column, Header, Role};
use super::evidence::{Evidence, is_tick};
use super::heading::Prior;
use super::stitch::Row;

/// What a cell below the name of an agency says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Share {
    /// It takes part, nothing says how.
    Ticked,
    /// It leads.
    Leads,
    /// It helps.
    Helps,
}

/// What a cell says of the agency its column is named after; nothing when it is blank or holds other words.
fn share(text: &str) -> Option<Share> {
    if is_tick(text) {
        return Some(Share::Ticked);
    }
    match fold(text.trim().trim_matches(['(', ')', '.'])).as_str() {
        "ct" | "chu tri" => Some(Share::Leads),
        "ph" | "phoi hop" => Some(Share::Helps),
        _ => None,
    }
}

/// Columns named after an agency whose cells are ticks; others stay open. One of them may be ticked nowhere.
pub(super) fn columns(
    parts: &[Vec<String>],
    priors: &[Prior],
    evidence: &[Evidence],
) -> Vec<Option<Column>> {
    let is_named = |at: usize| {
        parts[at].last().is_some_and(|own| {
            let is_role = own.contains(':') || parts[at].len() == 1 && priors[at].strength() >= 4.0;
            !is_role && agency_likeness(own) >= 0.8
        })
    };
    let is_ticked = |at: usize| evidence[at].filled > 0 && evidence[at].share >= 0.8;
    let is_body = |at: usize| is_named(at) && (is_ticked(at) || evidence[at].filled == 0);
    let found: Vec<bool> = (0..parts.len()).map(is_body).collect();
    let ticked = (0..parts.len()).filter(|at| found[*at] && is_ticked(*at)).count();
    found.into_iter().map(|is_body| (is_body && ticked > 1).then_some(Column::Body)).collect()
}

/// How far a cell says that an agency takes part.
pub(super) fn is_share(text: &str) -> bool {
    share(text).is_some()
}

/// Agencies a row names by its ticks: those that lead, and those that help, as their columns are headed.
///
/// A tick leads where no column says who leads; else it helps.
pub(super) fn named(row: &Row, header: &Header) -> (String, String) {
    let has_lead = header.columns.contains(&Role::Lead.column(None));
    let (mut leads, mut helps) = (Vec::new(), Vec::new());
    for (at, column) in header.columns.iter().enumerate() {
        if *column != Column::Body {
            continue;
        }
        let title = header.bodies[at].as_str();
        match row.cells.get(at).and_then(|cell| share(&cell.text)) {
            Some(Share::Leads) => leads.push(title),
            Some(Share::Ticked) if !has_lead => leads.push(title),
            Some(Share::Ticked | Share::Helps) => helps.push(title),
            None => {}
        }
    }
    (leads.join("; "), helps.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_and_letters_say_who_takes_part() {
        for (text, expect) in [
            ("x", Some(Share::Ticked)),
            ("CT", Some(Share::Leads)),
            ("(PH)", Some(Share::Helps)),
            ("Chủ trì", Some(Share::Leads)),
            ("", None),
            ("10", None),
        ] {
            assert_eq!(share(text), expect, "{text}");
        }
    }
}
