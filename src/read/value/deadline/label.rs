//! What each date of a deadline with several is for: the words before it or behind it.

use super::super::moment::Moment;
use super::super::word::Word;
use super::between;

/// A cut between two words: the stronger, the more it parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Cut {
    None,
    /// A comma or "và".
    Comma,
    /// A semicolon, full stop or line break.
    Sentence,
}

fn cut_before(text: &str, words: &[Word], at: usize) -> Cut {
    let word = &words[at];
    let has_break = at.checked_sub(1).is_some_and(|before| {
        text.get(words[before].end..word.start).is_some_and(|gap| gap.contains('\n'))
    });
    match word.key.as_str() {
        _ if has_break => Cut::Sentence,
        ";" | "." => Cut::Sentence,
        "," | "va" => Cut::Comma,
        _ => Cut::None,
    }
}

/// Whether a semicolon, full stop or line break stands between two words.
pub(super) fn is_parted(text: &str, words: &[Word], one: usize, other: usize) -> bool {
    let (first, last) = (one.min(other), one.max(other));
    (first + 1..=last).any(|at| cut_before(text, words, at) == Cut::Sentence)
}

/// The words each moment is for, as printed; empty where none are.
///
/// The words between two moments are cut at a semicolon, full stop or line break, else at a comma,
/// else they go to the moment behind them if a word leads to it ("trước ngày 15/3"), or if the
/// moment before them has words of its own.
pub(super) fn labels(text: &str, all: &[Word], words: &[Word], found: &[Moment]) -> Vec<String> {
    let mut before = between(text, words, 0, found.first().map_or(0, |first| first.first));
    let mut list = Vec::with_capacity(found.len());
    for (at, moment) in found.iter().enumerate() {
        let Some(next) = found.get(at + 1) else {
            let after = between(text, words, moment.end, words.len());
            list.push(label(text, all, moment, words, before, after));
            break;
        };
        let cut = cut(text, words, moment, next, !before.is_empty());
        let after = between(text, words, moment.end, cut);
        list.push(label(text, all, moment, words, before, after));
        before = between(text, words, cut, next.first);
    }
    list
}

/// Where the words between two moments part.
fn cut(text: &str, words: &[Word], moment: &Moment, next: &Moment, has_label: bool) -> usize {
    let range = moment.end..next.first;
    let mut marks: Vec<usize> = Vec::new();
    for wanted in [Cut::Sentence, Cut::Comma] {
        marks = range.clone().filter(|at| cut_before(text, words, *at) == wanted).collect();
        if !marks.is_empty() {
            break;
        }
    }
    let chosen = if has_label { marks.first() } else { marks.last() };
    chosen.copied().unwrap_or_else(|| {
        let leads = words.get(next.first).is_some_and(|word| {
            matches!(word.key.as_str(), "truoc" | "xong" | "cham" | "den" | "het" | "vao" | "trong")
        });
        if has_label || leads { moment.end } else { next.first }
    })
}

/// The words of a moment: those in parentheses right behind it, else those before it or behind it.
fn label(
    text: &str,
    all: &[Word],
    moment: &Moment,
    words: &[Word],
    before: &str,
    after: &str,
) -> String {
    let printed_end = words[moment.end - 1].end;
    let open = all.iter().position(|word| word.start >= printed_end && word.key != ",");
    let inside = open.filter(|at| all[*at].key == "(").map(|open| {
        let close = (open..all.len()).find(|at| all[*at].key == ")").unwrap_or(all.len());
        between(text, all, open + 1, close)
    });
    match (before, inside, after) {
        ("", Some(inside), "") => inside.to_owned(),
        ("", _, after) => after.to_owned(),
        (before, _, "") => before.to_owned(),
        (before, _, after) => format!("{before} {after}"),
    }
}
