//! How alike two texts are, in per cent.
//!
//! Texts are compared by runs of words without their marks, so that an OCR slip in a mark does no harm.
//! A run weighs `ln(1 + texts / texts that have it)`: without weights the formula "khoa học, công nghệ, đổi
//! mới sáng tạo và chuyển đổi số", thirteen words met everywhere, makes any two short tasks look alike.
//! Weights are whole numbers, so that sums do not depend on the order of adding.

use std::collections::BTreeMap;

use crate::vietnamese::fold;

/// A text as the set of its runs of words: their numbers, sorted.
#[derive(Clone, Debug, Default)]
pub(super) struct Runs(Vec<u32>);

/// The texts compared with each other: gives words and runs numbers, and runs weights.
#[derive(Debug, Default)]
pub(super) struct Corpus {
    /// Words in a run.
    length: usize,
    words: BTreeMap<String, u32>,
    numbers: BTreeMap<Vec<u32>, u32>,
    texts: u32,
    /// How many texts have a run, by its number.
    frequency: Vec<u32>,
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
            self.frequency[*run as usize] += 1;
        }
        runs
    }

    /// The runs of a text without adding it.
    pub(super) fn runs(&mut self, words: &[String]) -> Runs {
        let words: Vec<u32> = words.iter().map(|word| self.word(word)).collect();
        if words.is_empty() {
            return Runs::default();
        }
        let length = self.length.min(words.len()).max(1);
        let mut runs: Vec<u32> = words.windows(length).map(|run| self.run(run)).collect();
        runs.sort_unstable();
        runs.dedup();
        Runs(runs)
    }

    fn word(&mut self, word: &str) -> u32 {
        if let Some(number) = self.words.get(word) {
            return *number;
        }
        let next = number(self.words.len());
        self.words.insert(word.to_owned(), next);
        next
    }

    fn run(&mut self, words: &[u32]) -> u32 {
        if let Some(number) = self.numbers.get(words) {
            return *number;
        }
        let next = number(self.numbers.len());
        self.numbers.insert(words.to_vec(), next);
        self.frequency.push(0);
        next
    }

    /// Twice what both have, of what they have together (Dice), in per cent. Symmetric.
    pub(super) fn likeness(&self, left: &Runs, right: &Runs) -> u8 {
        let common = self.common(left, right);
        percent(2 * common, self.total(left) + self.total(right))
    }

    /// How much of `part` is in `whole`, in per cent.
    pub(super) fn containment(&self, part: &Runs, whole: &Runs) -> u8 {
        percent(self.common(part, whole), self.total(part))
    }

    fn common(&self, left: &Runs, right: &Runs) -> u64 {
        let mut right = right.0.iter().peekable();
        let is_common = |run: &&u32| {
            while right.next_if(|other| other < run).is_some() {}
            right.next_if_eq(run).is_some()
        };
        left.0.iter().filter(is_common).map(|run| self.weight(*run)).sum()
    }

    fn total(&self, runs: &Runs) -> u64 {
        runs.0.iter().map(|run| self.weight(*run)).sum()
    }

    /// The weight of a run in thousandths.
    fn weight(&self, run: u32) -> u64 {
        let frequency = self.frequency[run as usize].max(1);
        let weight = (1.0 + f64::from(self.texts) / f64::from(frequency)).ln() * 1000.0;
        // At most 22,000: the logarithm of a 32-bit count.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 22,000"
        )]
        let weight = weight.round() as u64;
        weight
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Finds texts that may be like a text without comparing all: those that share its most telling runs.
///
/// The work for one text does not grow with their number. Of the texts that share a run only the last
/// [`REACH`] before a place count; a run met more often tells nearly nothing.
pub(super) struct Neighbours {
    /// The texts that have a run, in order, by its number.
    places: Vec<Vec<u32>>,
    weights: Vec<u64>,
    /// Weight shared with each text; all zero between two searches.
    shared: Vec<u64>,
}

/// Texts looked at for each run.
const REACH: usize = 64;

impl Neighbours {
    /// Texts that can be found, by their place in `texts`.
    pub(super) fn new(corpus: &Corpus, texts: &[&Runs]) -> Self {
        let mut places = vec![Vec::new(); corpus.frequency.len()];
        for (place, runs) in texts.iter().enumerate() {
            for run in &runs.0 {
                places[*run as usize].push(number(place));
            }
        }
        let weights = (0..number(corpus.frequency.len())).map(|run| corpus.weight(run)).collect();
        Self { places, weights, shared: vec![0; texts.len()] }
    }

    /// At most `count` texts before the place `before` that may stand beside `runs`, most shared weight first.
    pub(super) fn near(
        &mut self,
        runs: &Runs,
        before: usize,
        count: usize,
        may_stand: impl Fn(usize) -> bool,
    ) -> Vec<usize> {
        let mut met: Vec<usize> = Vec::new();
        for run in &runs.0 {
            let Some(places) = self.places.get(*run as usize) else { continue };
            let end = places.partition_point(|place| (*place as usize) < before);
            for place in &places[end.saturating_sub(REACH)..end] {
                let place = *place as usize;
                if self.shared[place] == 0 {
                    met.push(place);
                }
                self.shared[place] += self.weights[*run as usize];
            }
        }
        let mut found: Vec<(u64, usize)> =
            met.iter().map(|place| (std::mem::take(&mut self.shared[*place]), *place)).collect();
        found.retain(|(_, place)| may_stand(*place));
        found.sort_unstable_by(|one, other| (other.0, one.1).cmp(&(one.0, other.1)));
        found.truncate(count);
        found.into_iter().map(|(_, place)| place).collect()
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
    fn neighbours_share_runs_and_come_before() {
        let (corpus, runs) = corpus(&["a b c d e", "x y z", "a b c d f", "a b c g h"]);
        let texts: Vec<&Runs> = runs.iter().collect();
        let mut neighbours = Neighbours::new(&corpus, &texts);
        assert_eq!(neighbours.near(&runs[3], 3, 9, |_| true), [0, 2]);
        assert_eq!(neighbours.near(&runs[2], 4, 9, |place| place != 2), [0, 3]);
        assert_eq!(neighbours.near(&runs[2], 4, 1, |place| place != 2), [0]);
        assert_eq!(neighbours.near(&runs[1], 1, 9, |_| true), [0; 0]);
    }

    #[test]
    fn sentences_are_cut_at_stops_not_at_numbers() {
        let text = "Đạt 1.200 hộ; theo Điều 3. Làm tiếp\nvà xong.";
        let found: Vec<_> = sentences(text).collect();
        assert_eq!(found, ["Đạt 1.200 hộ", "theo Điều 3", "Làm tiếp", "và xong."]);
    }
}
