//! Lines of words from letters: what stands on one line, where a space is, what a line end cut in two.

use super::super::raised::{Raised, raised};
use super::page::Letter;
use crate::vietnamese::fold;

/// A gap wider than this share of the letters' size is a space.
const SPACE: f64 = 0.22;
/// A gap wider than this many sizes parts two columns of a page.
const COLUMN_GAP: f64 = 2.2;

/// Words on one line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    /// The words.
    pub(super) text: String,
    /// Left end.
    pub(super) left: f64,
    /// Right end.
    pub(super) right: f64,
    /// The line they stand on.
    pub(super) baseline: f64,
    /// Height of most letters.
    pub(super) size: f64,
    /// Whether all letters are bold.
    pub(super) is_bold: bool,
    /// Marks of notes called from it.
    pub(super) calls: Vec<String>,
    /// The mark of the note it begins.
    pub(super) note: Option<String>,
    /// Left ends of words that stand clearly farther from the word before than others of the line do.
    pub(super) columns: Vec<f64>,
}

/// The lines of words that letters make, from the top; letters far apart on one line are lines of their own when
/// `has_columns`.
pub(super) fn rows(letters: Vec<Letter>, has_columns: bool) -> Vec<Row> {
    let mut lines: Vec<(f64, f64, Vec<Letter>)> = Vec::new();
    let mut sorted = letters;
    // The tallest first: raised and lowered signs join the line they stand at.
    sorted.sort_by(|one, other| {
        (other.size * 10.0)
            .round()
            .total_cmp(&(one.size * 10.0).round())
            .then(one.baseline.total_cmp(&other.baseline))
    });
    for letter in sorted {
        let near = lines.iter_mut().filter_map(|line| {
            let (above, below) = (line.0 - letter.baseline, letter.baseline - line.0);
            let is_near = above <= line.1 * 0.55 && below <= line.1 * 0.35;
            is_near.then(|| (above.max(below), line))
        });
        match near.min_by(|one, other| one.0.total_cmp(&other.0)) {
            Some((_, line)) => line.2.push(letter),
            None => lines.push((letter.baseline, letter.size, vec![letter])),
        }
    }
    lines.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut rows = Vec::new();
    for (baseline, size, mut letters) in lines {
        letters.sort_by(|one, other| one.left.total_cmp(&other.left));
        let mut part: Vec<Letter> = Vec::new();
        let mut is_parted = false;
        for letter in letters {
            let is_far = has_columns
                && part
                    .iter()
                    .rev()
                    .find(|one| !is_space(one))
                    .is_some_and(|last| letter.left - last.right > size * COLUMN_GAP)
                && !is_space(&letter);
            if is_far {
                let from = rows.len();
                rows.extend(row(&std::mem::take(&mut part), baseline, size));
                if is_parted && let Some(row) = rows.get_mut(from) {
                    row.columns.insert(0, row.left);
                }
                is_parted = true;
            }
            part.push(letter);
        }
        let from = rows.len();
        rows.extend(row(&part, baseline, size));
        if is_parted && let Some(row) = rows.get_mut(from) {
            row.columns.insert(0, row.left);
        }
    }
    rows
}

fn is_space(letter: &Letter) -> bool {
    letter.text.chars().all(char::is_whitespace)
}

/// A line of letters, unless it is blank.
fn row(letters: &[Letter], baseline: f64, size: f64) -> Option<Row> {
    let mut row = Row {
        text: String::new(),
        left: f64::NAN,
        right: f64::NAN,
        baseline,
        size,
        is_bold: letters.iter().all(|letter| letter.is_bold || is_space(letter)),
        calls: Vec::new(),
        note: None,
        columns: columns(letters, size),
    };
    let mut is_due = false;
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        at += 1;
        if is_space(letter) {
            is_due = true;
            continue;
        }
        is_due |= letter.left - row.right > letter.size.min(size) * SPACE;
        if row.left.is_nan() {
            row.left = letter.left;
        }
        row.right = letter.right;
        if !is_raised(letter, baseline, size) {
            if is_due && !row.text.is_empty() {
                row.text.push(' ');
            }
            is_due = false;
            row.text.push_str(&letter.text);
            continue;
        }
        let mut run = letter.text.clone();
        while let Some(next) =
            letters.get(at).filter(|next| is_raised(next, baseline, size) && !is_space(next))
        {
            run.push_str(&next.text);
            row.right = next.right;
            at += 1;
        }
        match raised(&row.text, &run) {
            Raised::Note(mark) if row.text.is_empty() => row.note = Some(mark),
            Raised::Note(mark) => row.calls.push(mark),
            Raised::Words(words) => row.text.push_str(&words),
        }
    }
    if row.note.is_none()
        && let Some((mark, words)) = unraised_mark(&row.text)
    {
        (row.note, row.text) = (Some(mark.to_owned()), words.to_owned());
    }
    (!row.left.is_nan()).then_some(row)
}

/// The mark of a note printed as large as its words, right before them: "1Theo hướng dẫn".
fn unraised_mark(text: &str) -> Option<(&str, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (mark, words) = text.split_at(digits);
    let mut letters = words.chars();
    let is_word = letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase);
    ((1..=2).contains(&digits) && is_word).then_some((mark, words))
}

/// Left ends of words behind gaps that are clearly wider than the others of their line. In running text all gaps of a
/// line are alike.
fn columns(letters: &[Letter], size: f64) -> Vec<f64> {
    let seen: Vec<&Letter> = letters.iter().filter(|letter| !is_space(letter)).collect();
    let mut gaps: Vec<(f64, f64)> = seen
        .windows(2)
        .map(|pair| (pair[1].left - pair[0].right, pair[1].left))
        .filter(|(gap, _)| *gap > size * SPACE)
        .collect();
    gaps.sort_by(|one, other| one.0.total_cmp(&other.0));
    let usual = gaps.get(gaps.len() / 4).map_or(0.0, |(gap, _)| *gap);
    let least = (usual * 1.7).max(size * 0.45);
    gaps.into_iter().filter(|(gap, _)| *gap > least).map(|(_, left)| left).collect()
}

/// Whether a letter is small and stands above the line of the others.
fn is_raised(letter: &Letter, baseline: f64, size: f64) -> bool {
    letter.size < size * 0.85 && baseline - letter.baseline > size * 0.15
}

/// The lines of a cell as lines of text: what the end of a line cut in two is put together.
pub(super) fn lines_of_cell(rows: &[Row], width: f64) -> String {
    // A short word in capitals does not fit its column: "S|TT", "T|T".
    let letters: String = rows.iter().map(|row| row.text.as_str()).collect();
    let is_short =
        rows.len() > 1 && letters.chars().count() <= 4 && letters.chars().all(char::is_uppercase);
    let size = rows.first().map_or(0.0, |row| row.size);
    let is_narrow = width < size * 3.0;
    let mut text = String::new();
    for row in rows {
        let is_cut = is_short
            || is_cut(&text, &row.text)
            || is_narrow && is_digits(last_line(&text)) && is_digits(&row.text);
        if !text.is_empty() && !is_cut {
            text.push('\n');
        }
        text.push_str(&row.text);
    }
    text
}

fn last_line(text: &str) -> &str {
    text.rsplit('\n').next().unwrap_or("")
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a line end stands inside a date, a number or a code: "31/3/20|26", "1149/QĐ|-TTg", "57-|NQ/TW".
pub(super) fn is_cut(before: &str, after: &str) -> bool {
    let (Some(end), Some(start)) = (before.chars().last(), after.chars().next()) else {
        return false;
    };
    let token = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let next = after.split(char::is_whitespace).next().unwrap_or("");
    // A no-break hyphen is one too.
    let (end, start) =
        (if end == '\u{2011}' { '-' } else { end }, if start == '\u{2011}' { '-' } else { start });
    match (end, start) {
        ('/', start) => start.is_alphanumeric() && token.len() > 1,
        (end, '/') => end.is_alphanumeric(),
        ('-', start) => token.chars().count() > 1 && start.is_alphanumeric(),
        (end, '-') => end.is_alphanumeric() && next.chars().count() > 1 && !end.is_lowercase(),
        (end, start) if end.is_ascii_digit() && start.is_ascii_digit() => {
            // A year is cut when both parts make one: "20" and "26".
            let digits =
                |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>();
            let tail = token.rsplit('/').next().unwrap_or("");
            let year = format!("{tail}{}", digits(next));
            token.contains('/')
                && is_digits(tail)
                && year.len() == 4
                && (year.starts_with("19") || year.starts_with("20"))
        }
        // No syllable is without a vowel: "phườ|ng".
        (end, start) => {
            is_vowel(end)
                && start.is_lowercase()
                && is_ending(next.trim_end_matches([',', ';', '.']))
        }
    }
}

/// The consonants a syllable may end with.
fn is_ending(text: &str) -> bool {
    matches!(text, "c" | "ch" | "m" | "n" | "ng" | "nh" | "p" | "t")
}

fn is_vowel(letter: char) -> bool {
    fold(&letter.to_string()).starts_with(['a', 'e', 'i', 'o', 'u', 'y'])
}
