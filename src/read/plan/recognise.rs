//! Finds the heading of a table and reads its columns by evidence.

use crate::read::document::{Merged, RawCell, RawRow};
use crate::read::registry::agency_likeness;
use crate::read::value::{looks_like_deadline, read_due};
use crate::vietnamese::fold;

use super::columns::{Column, Doubt, Header, Role, numbers_columns};
use super::evidence::{Evidence, SAMPLE};
use super::heading::{self, Prior};
use super::joint_reading::{Reading, Scores, assign};
use super::manifest::ColumnRule;
use super::mark::{self, MarkKind};
use super::matrix;
use super::rows::begins_low;

/// What is known before a table is looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Knowledge<'a> {
    /// `[[column]]` of `plan.toml`: always right.
    pub(super) rules: &'a [ColumnRule],
    /// First year of the plan: values of years before it are no targets.
    pub(super) first_year: Option<i16>,
}

/// How far down a sheet a header may begin: title, number and date stand above it.
const MAX_ROWS_ABOVE: usize = 25;

/// Most rows of a header, a row of column numbers not counted.
const MAX_HEAD: usize = 3;

/// Longest words of a heading, in characters.
const LONGEST_HEADING: usize = 80;

/// Most words of a heading: those of a cell may hold words of headings too.
const MOST_WORDS: usize = 12;

/// A reading that is better than the next by less than this many points is asked about.
const CLOSE: f32 = 1.5;

/// Finds the header of a table and what its columns mean.
///
/// `more` are rows of the next pages, which have the same columns: the first page alone may hold too few to judge by.
pub(super) fn recognise(rows: &[RawRow], more: &[RawRow], known: &Knowledge<'_>) -> Option<Header> {
    let first = (0..rows.len().min(MAX_ROWS_ABOVE))
        .find(|at| is_heading(&rows[*at], known.rules))
        .or_else(|| {
            (0..rows.len().min(MAX_ROWS_ABOVE)).find(|at| is_heading_by_shape(rows, *at))
        })?;
    let mut count = 1;
    while count < MAX_HEAD
        && rows.get(first + count).is_some_and(|row| goes_below(&rows[first..first + count], row))
    {
        count += 1;
    }
    let parts = title_parts(&rows[first..first + count]);
    count += usize::from(rows.get(first + count).is_some_and(numbers_columns));
    let head = &rows[first..first + count];
    let below: Vec<&RawRow> = rows[first + count..].iter().chain(more).collect();
    Some(header(&parts, head, first, &below, known))
}

/// Reads a table that has no heading at all: numbered rows of words with agencies or dates beside them.
pub(super) fn without_heading(rows: &[RawRow], known: &Knowledge<'_>) -> Option<Header> {
    let width = rows.first()?.cells.len();
    let numbered = rows.iter().filter(|row| {
        row.cells.first().is_some_and(|cell| {
            mark::printed(&cell.text).is_some_and(|mark| mark.last_number().is_some())
        })
    });
    if width < 3 || rows.len() < 2 || numbered.count() * 2 < rows.len() {
        return None;
    }
    let parts: Vec<Vec<String>> = (1..=width).map(|number| vec![format!("Cột {number}")]).collect();
    let mut header = header(&parts, &[], 0, &rows.iter().collect::<Vec<_>>(), known);
    header.cells.clone_from(&rows[0].cells);
    let has = |column: &Column| header.position(column).is_some();
    (header.has_tasks() && (has(&Column::Lead) || has(&Column::Deadline))).then_some(header)
}

/// Whether a row has the words of a header: two columns at least that tables of work or indicators have.
pub(super) fn is_heading(row: &RawRow, rules: &[ColumnRule]) -> bool {
    let is_merged = |cell: &RawCell| cell.merged == Some(Merged::Above);
    if begins_with_number(row) || row.cells.iter().any(is_merged) {
        return false;
    }
    let (mut known, mut certain, mut data) = (0, 0, 0);
    for text in row.cells.iter().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty()) {
        let prior = heading::prior(&[text]);
        let is_short = text.chars().count() <= LONGEST_HEADING
            && text.split_whitespace().count() <= MOST_WORDS;
        let is_declared = rules.iter().any(|rule| rule.names(text));
        let is_year =
            prior.scores[Role::Target as usize] >= 4.0 || (prior.due.is_some() && text.len() <= 12);
        if !is_year && is_day(text, &prior) {
            return false;
        }
        let is_long = text.chars().count() > 2 * LONGEST_HEADING;
        data += usize::from(is_long || is_agency(text, &prior));
        known += usize::from(is_short && (prior.strength() >= 3.0 || is_declared));
        certain += usize::from(is_short && (prior.strength() >= 4.0 || is_declared));
    }
    let is_numbered = row
        .cells
        .iter()
        .any(|cell| heading::prior(&[&cell.text]).scores[Role::Number as usize] >= 4.0);
    // "TT | Nhiệm vụ | Sở Nội vụ | Sở Tài chính": agencies may head columns where the row surely is a heading.
    known >= 2 && certain >= 1 && (known > 2 * data || is_numbered)
}

/// Whether words name a day: those of a cell and of no heading.
fn is_day(text: &str, prior: &Prior) -> bool {
    let has_digit = text.chars().any(|c| c.is_ascii_digit());
    has_digit && prior.scores[Role::Extra as usize] < 4.0 && looks_like_deadline(text)
}

/// Whether words that no heading has name an agency.
fn is_agency(text: &str, prior: &Prior) -> bool {
    prior.strength() < 3.0 && agency_likeness(text) >= 0.8
}

/// Whether a row begins as one of data does: with a number, a code (`N01.2`) or a bracket.
fn begins_with_number(row: &RawRow) -> bool {
    let first = row.cells.iter().find(|cell| !cell.text.is_empty());
    first.is_none_or(|cell| {
        cell.text.starts_with(|c: char| c.is_ascii_digit() || c == '(')
            || mark::printed(&cell.text)
                .is_some_and(|mark| matches!(mark.kind, MarkKind::Arabic(_) | MarkKind::Roman))
    })
}

/// Whether a row without known words heads the rows below: short words over numbered rows with agencies or dates.
fn is_heading_by_shape(rows: &[RawRow], at: usize) -> bool {
    let row = &rows[at];
    let filled: Vec<&str> =
        row.cells.iter().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty()).collect();
    let is_cell = |text: &str| {
        text.chars().count() > 60
            || begins_low(text)
            || text.starts_with(|c: char| c.is_ascii_digit())
            || is_day(text, &heading::prior(&[text]))
            || is_agency(text, &heading::prior(&[text]))
    };
    if filled.len() < 3
        || filled.len() * 10 < row.cells.len() * 6
        || begins_with_number(row)
        || filled.iter().any(|text| is_cell(text))
    {
        return false;
    }
    let below = &rows[at + 1..];
    let column =
        |at: usize| Evidence::of(below.iter().take(SAMPLE).filter_map(|row| row.cells.get(at)));
    let columns: Vec<Evidence> = (0..row.cells.len()).map(column).collect();
    let is_numbered = columns.iter().any(|column| column.mark >= 0.6 && column.filled > 0);
    let is_work = columns.iter().any(|column| column.agency >= 0.6 || column.deadline >= 0.6);
    is_numbered && is_work
}

/// Whether `row` goes on with the heading rows above it: it splits their columns, and is no data.
fn goes_below(head: &[RawRow], row: &RawRow) -> bool {
    let above = &head[head.len() - 1];
    if row.cells.iter().all(|cell| cell.text.is_empty()) || numbers_columns(row) {
        return false;
    }
    let titles = title_parts(head);
    let title = |at: usize| titles.get(at).map(Vec::as_slice).unwrap_or_default();
    let is_merged_into =
        |(at, cell): (usize, &RawCell)| cell.merged == Some(Merged::Above) && !title(at).is_empty();
    if row.cells.iter().enumerate().any(is_merged_into) {
        return true;
    }
    let mut splits = 0;
    for (at, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty()) {
        let group = group_title(above, at);
        let own: Vec<&str> = title(at).iter().map(String::as_str).collect();
        if own.iter().any(|own| fold(own) == fold(&cell.text)) {
            continue;
        }
        let spans = !group.is_empty() && is_span(above, at);
        let words = if own.is_empty() { vec![group.as_str()] } else { own };
        let prior = heading::prior(&words);
        let names = [Role::Number, Role::Code, Role::Name]
            .iter()
            .any(|role| prior.scores[*role as usize] >= 4.0);
        let is_complete = prior.due.is_some() && prior.scores[Role::Target as usize] >= 4.0;
        let due = read_due(&cell.text);
        let is_data = cell.text.chars().count() > LONGEST_HEADING
            || (due.is_none() && is_number(&cell.text))
            || (is_complete && due.is_some());
        if is_data || (names && !spans) {
            return false;
        }
        let is_known = heading::prior(&[&cell.text]).strength() >= 3.0;
        let is_year = due.is_some() && prior.scores[Role::Deadline as usize] < 5.0;
        let is_unit = cell.text.starts_with('(') && cell.text.ends_with(')');
        if !(spans || is_known || is_year || is_unit) {
            return false;
        }
        splits += 1;
    }
    splits > 0
}

/// Whether words begin with a digit and have no letters: a value, no heading such as "6 tháng".
fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit()) && !text.chars().any(char::is_alphabetic)
}

/// The words over column `at`: those of the cell, or of the merged cell it is a hidden part of.
fn title_of(row: &RawRow, at: usize) -> String {
    let mut at = at.min(row.cells.len().saturating_sub(1));
    while at > 0 && row.cells[at].merged == Some(Merged::Left) {
        at -= 1;
    }
    row.cells.get(at).map(|cell| cell.text.clone()).unwrap_or_default()
}

/// The words of the group of columns `at` belongs to: text tables leave the cells after the group's words empty.
fn group_title(row: &RawRow, at: usize) -> String {
    (0..=at).rev().map(|at| title_of(row, at)).find(|title| !title.is_empty()).unwrap_or_default()
}

/// Whether the heading over column `at` is wider than one column.
fn is_span(row: &RawRow, at: usize) -> bool {
    let is_open = |at: usize| {
        row.cells
            .get(at)
            .is_some_and(|cell| cell.text.is_empty() && cell.merged != Some(Merged::Above))
    };
    is_open(at) || is_open(at + 1)
}

/// The words over each column, a part for each row of the heading that adds some.
fn title_parts(head: &[RawRow]) -> Vec<Vec<String>> {
    let width = head.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    (0..width)
        .map(|at| {
            let mut parts: Vec<String> = Vec::new();
            for (index, row) in head.iter().enumerate() {
                let has_below = head[index + 1..]
                    .iter()
                    .any(|below| below.cells.get(at).is_some_and(|cell| !cell.text.is_empty()));
                let is_hidden =
                    row.cells.get(at).is_some_and(|cell| cell.merged == Some(Merged::Above));
                let title = match title_of(row, at) {
                    _ if is_hidden => String::new(),
                    title if title.is_empty() && has_below => group_title(row, at),
                    title => title,
                };
                if !title.is_empty() && parts.last().is_none_or(|last| fold(last) != fold(&title)) {
                    parts.push(title);
                }
            }
            parts
        })
        .collect()
}

fn header(
    parts: &[Vec<String>],
    head: &[RawRow],
    first_row: usize,
    below: &[&RawRow],
    known: &Knowledge<'_>,
) -> Header {
    let titles: Vec<String> = parts.iter().map(|parts| parts.join(" ")).collect();
    let declarations: Vec<Option<usize>> = parts
        .iter()
        .zip(&titles)
        .map(|(parts, title)| {
            let by = |text: &str| known.rules.iter().position(|rule| rule.names(text));
            by(title).or_else(|| parts.last().filter(|_| parts.len() > 1).and_then(|last| by(last)))
        })
        .collect();
    let declared = |at: usize| declarations[at].and_then(|rule| known.rules[rule].column.clone());
    let priors: Vec<Prior> = parts.iter().map(|parts| prior_of(parts, known)).collect();
    let evidence = gather(parts, head, below);
    let scores = score(&priors, &evidence, &titles);
    let bodies = matrix::columns(parts, &priors, &evidence);
    let mut taken = Vec::new();
    let free: Vec<Scores> = (0..parts.len())
        .map(|at| match declared(at).or_else(|| bodies[at].clone()) {
            Some(column) => {
                taken.extend(Role::ALL.into_iter().filter(|role| role.column(None) == column));
                let mut only = [-1000.0; Role::COUNT];
                only[Role::Extra as usize] = 0.0;
                only
            }
            None => scores[at],
        })
        .collect();
    let readings = assign(&free, &taken);
    let mut roles: Vec<Role> = readings.iter().map(|reading| reading.role).collect();
    settle_targets(&mut roles, &priors, &evidence);
    let group = group_column(&roles, &priors, &evidence, below);
    let columns = (0..parts.len())
        .map(|at| match declared(at) {
            Some(column) => column,
            None if bodies[at].is_some() => Column::Body,
            None if group == Some(at) => Column::Group,
            None => roles[at].column(priors[at].due.as_deref()),
        })
        .collect();
    let is_open =
        |at: &usize| declared(*at).is_none() && bodies[*at].is_none() && evidence[*at].filled > 0;
    let doubts = (0..parts.len()).filter(is_open).filter_map(|at| match group {
        Some(group) if group == at => {
            Some(Doubt { column: at, role: Role::Extra, other: Role::Extra })
        }
        _ => doubt(at, readings[at], roles[at], &priors[at], &evidence[at]),
    });
    let doubts = doubts.collect();
    let shown = (0..parts.len())
        .map(|at| {
            let title = declarations[at].and_then(|rule| known.rules[rule].title.clone());
            title.unwrap_or_else(|| titles[at].clone())
        })
        .collect();
    let cells = head.first().map(|row| row.cells.clone()).unwrap_or_default();
    let bodies = parts.iter().map(|parts| parts.last().cloned().unwrap_or_default()).collect();
    Header {
        columns,
        titles,
        shown,
        bodies,
        cells,
        head: head.to_vec(),
        first_row,
        doubts,
        rules: declarations,
    }
}

fn prior_of(parts: &[String], known: &Knowledge<'_>) -> Prior {
    let words: Vec<&str> = parts.iter().map(String::as_str).collect();
    let mut prior = heading::prior(&words);
    let last_year =
        prior.due.as_deref().and_then(|due| due.rsplit('-').next()?.parse::<i16>().ok());
    if last_year.zip(known.first_year).is_some_and(|(last, first)| last < first) {
        prior.scores[Role::Target as usize] = 0.0;
        prior.scores[Role::Extra as usize] = 6.0;
    }
    prior
}

/// Whether a row has the words of another, wherever it stands.
fn repeats(one: &RawRow, other: &RawRow) -> bool {
    let words = |row: &RawRow| row.cells.iter().map(|cell| fold(&cell.text)).collect::<Vec<_>>();
    words(one) == words(other)
}

/// What the rows below the heading hold, by column. Years of one roadmap are looked at together: one of them may be
/// ticked nowhere.
fn gather(parts: &[Vec<String>], head: &[RawRow], below: &[&RawRow]) -> Vec<Evidence> {
    let is_item = |row: &&&RawRow| {
        row.cells.iter().filter(|cell| !cell.text.is_empty()).count() > 1
            && !numbers_columns(row)
            && !head.iter().any(|other| repeats(other, row))
    };
    let rows: Vec<&RawRow> = below.iter().filter(is_item).take(SAMPLE).copied().collect();
    let family = |parts: &[String]| {
        let words = heading::title_words(&parts.join(" "));
        let without: String = words.chars().filter(|c| !c.is_ascii_digit()).collect();
        read_due(&words).map(|_| without)
    };
    let families: Vec<Option<String>> = parts.iter().map(|parts| family(parts)).collect();
    (0..parts.len())
        .map(|at| {
            let own = |at: usize| rows.iter().filter_map(move |row| row.cells.get(at));
            let mut found = Evidence::of(own(at));
            if let Some(family) = &families[at] {
                let members =
                    (0..parts.len()).filter(|other| families[*other].as_ref() == Some(family));
                let all = Evidence::of(members.flat_map(own));
                if all.tick >= 0.5 || found.filled == 0 {
                    found = all;
                }
            }
            found
        })
        .collect()
}

fn score(priors: &[Prior], evidence: &[Evidence], titles: &[String]) -> Vec<Scores> {
    let mut place = 0;
    (0..priors.len())
        .map(|at| {
            let (prior, cells) = (&priors[at], &evidence[at]);
            let is_number =
                [Role::Number, Role::Code].iter().any(|role| prior.scores[*role as usize] >= 4.0)
                    || cells.mark >= 0.6
                    || cells.tick >= 0.6;
            let is_words = !is_number
                && cells.agency < 0.6
                && cells.filled > 0
                && cells.text >= 0.3
                && cells.repeated < 0.5;
            let own_place = is_words.then_some(place);
            let words_before = place;
            place += usize::from(is_words);
            let mut scores = [0.0; Role::COUNT];
            for role in Role::ALL {
                scores[role as usize] = cells.score(role, prior, own_place, words_before);
            }
            if titles[at].is_empty() && cells.filled == 0 {
                scores = [-1000.0; Role::COUNT];
                scores[Role::Extra as usize] = 0.0;
            }
            scores
        })
        .collect()
}

/// The column before the names that says again and again, or over merged cells, which group a row stands in.
fn group_column(
    roles: &[Role],
    priors: &[Prior],
    evidence: &[Evidence],
    below: &[&RawRow],
) -> Option<usize> {
    let name = roles.iter().position(|role| *role == Role::Name)?;
    let rows = below.iter().take(SAMPLE).filter(|row| super::rows::alone(&row.cells).is_none());
    let rows = rows.collect::<Vec<_>>();
    (0..name).find(|at| {
        let cells = &evidence[*at];
        let merged = |row: &&&&RawRow| {
            row.cells.get(*at).is_some_and(|cell| cell.merged == Some(Merged::Above))
        };
        let is_spread = cells.filled * 2 <= rows.len()
            && (priors[*at].scores[Role::Extra as usize] >= 4.0
                || rows.iter().any(|row| merged(&row)));
        let is_repeated = cells.repeated >= 0.5 && cells.filled >= 4;
        roles[*at] == Role::Extra && cells.text >= 0.5 && (is_spread || is_repeated)
    })
}

/// One target a year; a target without a year only where no other has one and the table assigns no work.
fn settle_targets(roles: &mut [Role], priors: &[Prior], evidence: &[Evidence]) {
    let is_work = roles.contains(&Role::Deadline);
    let is_dated = |at: usize| priors[at].due.is_some();
    let has_dated =
        roles.iter().enumerate().any(|(at, role)| *role == Role::Target && is_dated(at));
    let is_indicators = roles.contains(&Role::Unit) && !is_work;
    if !has_dated && is_indicators && !roles.contains(&Role::Target) {
        // "Chỉ tiêu", a unit and one column of numbers nobody explained: that is the value to reach.
        let values: Vec<usize> = (0..roles.len())
            .filter(|at| {
                roles[*at] == Role::Extra && priors[*at].scores[Role::Extra as usize] < 4.0
            })
            .filter(|at| evidence[*at].quantity >= 0.6 && evidence[*at].mark < 1.0)
            .collect();
        if let [only] = values[..] {
            roles[only] = Role::Target;
        }
    }
    let mut seen: Vec<Option<&str>> = Vec::new();
    for at in 0..roles.len() {
        if roles[at] != Role::Target {
            continue;
        }
        let due = priors[at].due.as_deref();
        if seen.contains(&due) || (due.is_none() && (has_dated || is_work)) {
            roles[at] = Role::Extra;
        }
        seen.push(due);
    }
}

/// A reading a person should confirm: made without words of the heading, or nearly as good another way.
fn doubt(
    at: usize,
    reading: Reading,
    role: Role,
    prior: &Prior,
    cells: &Evidence,
) -> Option<Doubt> {
    let matters = |role: Role| {
        !matches!(
            role,
            Role::Extra
                | Role::Number
                | Role::Code
                | Role::Reference
                | Role::Product
                | Role::Schedule
        )
    };
    let is_guess = matters(role) && prior.scores[role as usize] < 2.0;
    let is_close =
        reading.role == role && reading.margin < CLOSE && (matters(role) || matters(reading.other));
    let is_idle = role == Role::Extra && cells.agency >= 0.6 && cells.filled > 1;
    let is_changed = reading.role != role;
    (is_guess || is_close || is_idle || is_changed).then(|| Doubt {
        column: at,
        role,
        other: if is_idle && !matters(reading.other) { Role::Coordinating } else { reading.other },
    })
}
