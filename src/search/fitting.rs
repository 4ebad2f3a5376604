//! From a query to ranked documents: words are understood, slips mended, what they find is put together.

use std::collections::BTreeSet;

use super::best::{Best, clear, reason};
use super::engine::Engine;
use super::matching::Sought;
use super::missing::missing;
use super::query::{Piece, Query};
use super::rank::{Evidence, Instead, Pair, Ranked};
use super::understand::{Understood, understand};
use super::words::{Concept, Word, Words, is_syllable};

/// Most words of a query that are looked for.
const MOST_WORDS: usize = 40;

/// What fits the words of a query.
#[derive(Default)]
pub(super) struct Fitting {
    /// Documents in order.
    pub(super) ranked: Ranked,
    /// Words that were mended.
    pub(super) mended: Vec<Mended>,
    /// Words no document has, see `Answer::missing`.
    pub(super) missing: Vec<String>,
    /// The document that clearly answers.
    pub(super) best: Option<Best>,
    /// Folded keys of the words looked for.
    pub(super) words: BTreeSet<String>,
}

/// A word with a slip.
pub(super) struct Mended {
    /// As it was typed.
    pub(super) typed: String,
    /// The word that was meant, as it is written.
    pub(super) meant: String,
}

impl Fitting {
    /// What readers are told.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.mended.is_empty() {
            notes.push("Đã tìm theo từ gần giống từ đã gõ.".to_owned());
        }
        let quoted: Vec<String> = self.missing.iter().map(|words| format!("“{words}”")).collect();
        match self.missing.first() {
            None => {}
            Some(first) if first.is_empty() => {
                notes.push("Không có nội dung nào trả lời đúng câu này; gần nhất là các nội dung dưới đây.".to_owned());
            }
            Some(_) => notes.push(format!(
                "Không có nội dung nào nói đến {}; gần nhất là các nội dung dưới đây.",
                quoted.join(", ")
            )),
        }
        let full = self.ranked.full;
        if self.missing.is_empty() && full < self.ranked.documents.len() {
            notes.push(format!(
                "{full} kết quả đầu có đủ hoặc gần đủ các từ; các kết quả sau có một phần."
            ));
        }
        notes
    }
}

/// The words of all pieces of a query.
#[derive(Default)]
struct Gathered {
    evidence: Evidence,
    all: Understood,
    /// What was typed for each of the words looked for.
    typed: Vec<String>,
    mended: Vec<Mended>,
}

impl Engine {
    /// What has the words of a query.
    pub(super) fn fitting(&self, query: &Query) -> Fitting {
        let mut gathered = Gathered::default();
        for piece in &query.pieces {
            self.gather(piece, &mut gathered);
        }
        let Gathered { mut evidence, all, typed, mended } = gathered;
        evidence.words = all.row.iter().map(|word| self.postings.word(word)).collect();
        evidence.has_number = all.row.iter().any(|word| is_number(&word.folded));
        evidence.is_definition = all.is_definition;
        let is_alone = |(at, word): (usize, &Sought)| {
            let is_part = all.spans.iter().any(|span| span.has(at));
            all.weights[at] >= 1.0 && is_syllable(&word.folded) && !is_part
        };
        evidence.syllables = all.row.iter().enumerate().map(is_alone).collect();
        evidence.weights = all.weights;
        let mut words: BTreeSet<String> = all.row.iter().map(|word| word.folded.clone()).collect();
        for span in &all.spans {
            for other in &span.others {
                let row: Vec<Sought> = other.words.iter().map(Sought::of_written).collect();
                words.extend(row.iter().map(|word| word.folded.clone()));
                evidence.others.push(Instead {
                    first: span.first,
                    last: span.last,
                    words: row.iter().map(|word| self.postings.word(word)).collect(),
                    pairs: row.windows(2).map(|pair| self.postings.row(pair)).collect(),
                    row: self.postings.documents_with(&row),
                    text: other.text.clone(),
                    weight: other.weight,
                });
            }
        }
        let mut ranked = evidence.rank(&self.kinds);
        let is_named = evidence.is_open() && ranked.name(&all.spans, &evidence.weights);
        let lost = missing(&evidence, &all.spans, &ranked);
        let mut missing: Vec<String> = Vec::new();
        if lost.is_much {
            missing.extend(lost.places.iter().map(|(first, last)| typed[*first..=*last].join(" ")));
            if missing.is_empty() {
                missing.push(String::new());
            }
        }
        let first =
            if lost.is_much { None } else { clear(&ranked, &self.kinds, &all.spans, is_named) };
        let best = first.map(|place| Best {
            place,
            reason: reason(place, &all.spans, &evidence, &ranked, &typed),
        });
        Fitting { ranked, mended, missing, best, words }
    }

    /// Adds the words of a piece.
    fn gather(&self, piece: &Piece, gathered: &mut Gathered) {
        let Words { text, mut words, mut concepts } = self.analyzer.analyze(&piece.text);
        let room = MOST_WORDS.saturating_sub(gathered.all.row.len());
        if words.len() > room && !piece.is_phrase && !piece.is_left_out {
            (words, concepts) = self.choose(words, concepts, room);
        }
        words.truncate(room);
        let row = || -> Vec<Sought> { words.iter().map(Sought::of_word).collect() };
        if piece.is_left_out {
            if !words.is_empty() {
                gathered.evidence.excluded.extend(self.postings.documents_with(&row()));
            }
            return;
        }
        let understood = if piece.is_phrase {
            if !words.is_empty() {
                gathered.evidence.required.push(self.postings.documents_with(&row()));
            }
            let (weights, places) = (vec![1.0; words.len()], (0..words.len()).collect());
            Understood { row: row(), weights, places, ..Understood::default() }
        } else {
            self.understand(&text, &words, &concepts, &mut gathered.mended)
        };
        let start = gathered.all.row.len();
        for (at, pair) in understood.row.windows(2).enumerate() {
            let is_bound = understood.spans.iter().any(|span| span.has(at) && span.has(at + 1));
            let (first, second) = (start + at, start + at + 1);
            let documents = self.postings.row(pair);
            gathered.evidence.pairs.push(Pair { first, second, is_bound, documents });
        }
        let ends = understood.places.iter().skip(1).copied().chain([words.len()]);
        for (place, end) in understood.places.iter().zip(ends) {
            let range = words[*place].range.start..words[end.max(place + 1) - 1].range.end;
            gathered.typed.push(text[range].to_owned());
        }
        let all = &mut gathered.all;
        all.is_definition |= understood.is_definition;
        all.row.extend(understood.row);
        all.weights.extend(understood.weights);
        all.spans.extend(understood.spans.into_iter().map(|mut span| {
            span.first += start;
            span.last += start;
            span
        }));
    }

    /// Of many words the most telling ones that some document has, each once, in their order; document numbers stay whole.
    fn choose(
        &self,
        words: Vec<Word>,
        mut concepts: Vec<Concept>,
        room: usize,
    ) -> (Vec<Word>, Vec<Concept>) {
        concepts.retain(|concept| self.postings.knows(&Sought::of_concept(concept)));
        let having = |(at, word): (usize, &Word)| {
            if concepts.iter().any(|number| (number.first..=number.last).contains(&at)) {
                return Some((0, at));
            }
            if words[..at].iter().any(|before| before.exact == word.exact) {
                return None;
            }
            let alone = std::slice::from_ref(word);
            if self.phrases.at(alone, 0, true).any(|phrase| phrase.meaning.is_only) {
                return None;
            }
            let variants = self.postings.variants(&word.folded, false);
            let meant = variants.filter(|(exact, _)| !word.has_marks || **exact == word.exact);
            let count: u32 = meant.map(|(_, known)| known.count).sum();
            (count > 0).then_some((count, at))
        };
        let mut chosen: Vec<(u32, usize)> = words.iter().enumerate().filter_map(having).collect();
        if chosen.is_empty() {
            return (words, concepts);
        }
        chosen.sort_unstable();
        chosen.truncate(room);
        let mut places: Vec<usize> = chosen.into_iter().map(|(_, at)| at).collect();
        places.sort_unstable();
        let place = |at: usize| places.binary_search(&at).ok();
        let moved = concepts.into_iter().filter_map(|number| {
            let (first, last) = (place(number.first)?, place(number.last)?);
            Some(Concept { first, last, ..number })
        });
        let concepts = moved.collect();
        (places.into_iter().filter_map(|at| words.get(at).cloned()).collect(), concepts)
    }

    /// What words mean; slips in them mended.
    fn understand(
        &self,
        text: &str,
        words: &[Word],
        concepts: &[Concept],
        mended: &mut Vec<Mended>,
    ) -> Understood {
        let is_known = |concept: &&Concept| {
            concept.last < words.len() && self.postings.knows(&Sought::of_concept(concept))
        };
        let numbers: Vec<&Concept> = concepts.iter().filter(is_known).collect();
        let understood = understand(words, &numbers, &self.phrases);
        let meant = self.mend(&understood);
        if meant.is_empty() {
            return understood;
        }
        let mut better = words.to_vec();
        for (place, sought) in meant {
            let word = &mut better[place];
            if sought.has_marks {
                let written = self.postings.written(&sought).to_owned();
                mended.push(Mended { typed: text[word.range.clone()].to_owned(), meant: written });
            }
            (word.exact, word.folded) = (sought.exact, sought.folded);
            word.has_marks = sought.has_marks;
        }
        understand(&better, &numbers, &self.phrases)
    }

    /// For words met nowhere that stand for nothing: the place of the word typed, and what was meant by it.
    fn mend(&self, understood: &Understood) -> Vec<(usize, Sought)> {
        let Understood { row, weights, places, spans, .. } = understood;
        let stands = |at: usize| spans.iter().any(|span| !span.others.is_empty() && span.has(at));
        let mut better = row.clone();
        let mut is_known: Vec<bool> = row.iter().map(|word| self.postings.knows(word)).collect();
        let mut mended = Vec::new();
        for at in 0..row.len() {
            if is_known[at] || weights[at] < 1.0 || stands(at) {
                continue;
            }
            // A neighbour that is wrong too cannot agree.
            let before = at.checked_sub(1).filter(|at| is_known[*at]);
            let after = Some(at + 1).filter(|at| is_known.get(*at) == Some(&true));
            let beside = |pair: [&Sought; 2]| self.postings.row(&pair.map(Clone::clone)).len();
            let meant = self.postings.meant(&row[at], |other| {
                before.map_or(0, |at| beside([&better[at], other]))
                    + after.map_or(0, |at| beside([other, &better[at]]))
            });
            if let Some(meant) = meant {
                better[at] = meant.clone();
                is_known[at] = true;
                mended.push((places[at], meant));
            }
        }
        mended
    }
}

/// Whether a key is a document's number: "nq57".
fn is_number(folded: &str) -> bool {
    let digits = folded.trim_start_matches(|c: char| c.is_ascii_lowercase());
    digits.len() < folded.len() && digits.starts_with(|c: char| c.is_ascii_digit())
}
