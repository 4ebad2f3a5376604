//! Targets of less: "Giảm 5%" is a change of −5, "Giảm còn 3%" a level of at most 3.

use unicode_normalization::UnicodeNormalization as _;

use super::word::Word;
use crate::model::{Comparator, Decimal};

/// What a target of less says of its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reduction {
    /// The number is how much less: "Giảm ít nhất 5%".
    By,
    /// The number is what is left: "Giảm còn 3%", "Còn 3%", "Giảm từ 5% xuống 3%".
    To,
}

/// What stands before the number that begins at the byte `number` of `text`, if it asks for less.
pub(super) fn reduction(text: &str, words: &[Word], number: usize) -> Option<Reduction> {
    let before: Vec<&Word> = words.iter().take_while(|word| word.end <= number).collect();
    let is = |word: &Word, printed: &str| {
        text[word.start..word.end].nfc().flat_map(char::to_lowercase).eq(printed.chars())
    };
    let last = |printed: &str| before.iter().rposition(|word| is(word, printed));
    let rest = last("còn").max(last("xuống"));
    let Some(falls) = last("giảm") else { return last("còn").map(|_| Reduction::To) };
    let is_denied = falls > 0 && matches!(before[falls - 1].key.as_str(), "khong" | "tang" | "/");
    let between = &before[falls + 1..];
    let is_other = |word: &&Word| is(word, "đạt") || is(word, "tăng") || is(word, "có");
    if is_denied || between.iter().any(is_other) {
        return None;
    }
    let is_level = rest.is_some_and(|rest| rest > falls)
        || before.last().is_some_and(|word| matches!(word.key.as_str(), "duoi" | "<" | "≤"));
    Some(if is_level { Reduction::To } else { Reduction::By })
}

/// A change downwards as a number below 0: at least 5 less is at most −5.
pub(super) fn turned(comparator: Comparator) -> Comparator {
    match comparator {
        Comparator::AtLeast => Comparator::AtMost,
        Comparator::AtMost => Comparator::AtLeast,
        Comparator::MoreThan => Comparator::LessThan,
        Comparator::LessThan => Comparator::MoreThan,
        other => other,
    }
}

/// The number on the other side of 0.
pub(super) fn below_zero(value: Decimal) -> Option<Decimal> {
    Decimal::ZERO.checked_sub(value)
}
