//! How alike two texts are, in per cent.
//!
//! Texts are compared by runs of words without their marks, so that an OCR slip in a mark does no harm.
//! A run weighs `ln(1 + texts / texts that have it)`: without weights the formula "khoa học, công nghệ, đổi
//! mới sáng tạo và chuyển đổi số", thirteen words met everywhere, makes any two short tasks look alike.
//! Weights are whole numbers, so that sums do not depend on the order of adding.

use std::collections::{BTreeMap, BTreeSet};

use crate::vietnamese::fold;

/// A run of words.
type Run = Vec<u32>;

/// A text as the set of its runs of words.
#[derive(Clone, Debug, Default)]
pub(super) struct Runs(BTreeSet<Run>);

/// The texts compared with each other: gives words numbers and runs weights.
#[derive(Debug, Default)]
pub(super) struct Corpus {
    /// Words in a run.
    length: usize,
    words: BTreeMap<String, u32>,
    texts: u32,
    frequency: BTreeMap<Run, u32>,
}

impl Corpus {
    /// A corpus compared by runs of `length` words.
    pub(super) fn new(length: usize) -> Self {
        Self { length, ..Self::default() }
    }

    /// Adds a text: its runs become more frequent.
    pub(super) fn add(&mut self, words: &[String]) -> Runs {
        let runs = self.runs(words);
        self.texts += 1;
        for run in &runs.0 {
            *self.frequency.entry(run.clone()).or_default() += 1;
        }
        runs
    }

    /// The runs of a text without adding it.
    pub(super) fn runs(&mut self, words: &[String]) -> Runs {
        let numbers: Vec<u32> = words
            .iter()
            .map(|word| {
                let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
                *self.words.entry(word.clone()).or_insert(next)
            })
            .collect();
        if numbers.is_empty() {
            return Runs::default();
        }
        let length = self.length.min(numbers.len()).max(1);
        Runs(numbers.windows(length).map(<[u32]>::to_vec).collect())
    }

    /// Twice what both have, of what they have together (Dice), in per cent. Symmetric.
    pub(super) fn likeness(&self, left: &Runs, right: &Runs) -> u8 {
        let common = self.common(left, right);
        percent(2 * common, self.weight(left.0.iter()) + self.weight(right.0.iter()))
    }

    /// How much of `part` is in `whole`, in per cent.
    pub(super) fn containment(&self, part: &Runs, whole: &Runs) -> u8 {
        percent(self.common(part, whole), self.weight(part.0.iter()))
    }

    fn common(&self, left: &Runs, right: &Runs) -> u64 {
        self.weight(left.0.intersection(&right.0))
    }

    /// Sum of the weights of `runs`, in thousandths.
    fn weight<'a>(&self, runs: impl Iterator<Item = &'a Run>) -> u64 {
        runs.map(|run| {
            let frequency = self.frequency.get(run).copied().unwrap_or(1).max(1);
            let weight = (1.0 + f64::from(self.texts) / f64::from(frequency)).ln() * 1000.0;
            // At most 22,000: the logarithm of a 32-bit count.
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between 0 and 22,000"
            )]
            let weight = weight.round() as u64;
            weight
        })
        .sum()
    }
}

/// The words of a text, marks off, in order.
pub(super) fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The sentences of a text: it is cut at full stops and semicolons before a space, and at line ends.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n')
        .flat_map(|line| line.split(". "))
        .flat_map(|line| line.split("; "))
        .map(str::trim)
        .filter(|sentence| !sentence.is_empty())
}

/// `part` of `whole` in per cent, rounded down; 0 of nothing.
fn percent(part: u64, whole: u64) -> u8 {
    u8::try_from((part * 100).checked_div(whole).unwrap_or(0)).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus(texts: &[&str]) -> (Corpus, Vec<Runs>) {
        let mut corpus = Corpus::new(3);
        let runs = texts.iter().map(|text| corpus.add(&words(text))).collect();
        (corpus, runs)
    }

    #[test]
    fn the_same_words_are_alike_whatever_their_marks() {
        let (corpus, runs) =
            corpus(&["Xây dựng đề án số", "xay dung De an SO.", "Việc khác hẳn đi"]);
        assert_eq!(corpus.likeness(&runs[0], &runs[1]), 100);
        assert_eq!(corpus.likeness(&runs[0], &runs[2]), 0);
    }

    #[test]
    fn likeness_is_symmetric_and_containment_is_not() {
        let (corpus, runs) = corpus(&["a b c d", "a b c d e f g h", ""]);
        assert_eq!(corpus.likeness(&runs[0], &runs[1]), corpus.likeness(&runs[1], &runs[0]));
        assert_eq!(corpus.containment(&runs[0], &runs[1]), 100);
        assert!(corpus.containment(&runs[1], &runs[0]) < 50);
        assert_eq!(corpus.likeness(&runs[2], &runs[2]), 0);
    }

    #[test]
    fn sentences_are_cut_at_stops_not_at_numbers() {
        let text = "Đạt 1.200 hộ; theo Điều 3. Làm tiếp\nvà xong.";
        let found: Vec<_> = sentences(text).collect();
        assert_eq!(found, ["Đạt 1.200 hộ", "theo Điều 3", "Làm tiếp", "và xong."]);
    }
}
