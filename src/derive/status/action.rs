//! What a task asks to be done: the verb a sentence of it begins with, and what that brings about.
//!
//! Only the head of a sentence counts. "Đào tạo giáo viên" names work; "nâng cao chất lượng đào tạo" and "giải pháp
//! đào tạo" do not, though the same word stands in them.

use std::sync::LazyLock;

use super::verbs::{
    CONCRETE_VERBS, DOERS, HELPING_VERBS, LEADING_WORDS, PAPERS, PRODUCING_VERBS, PURPOSES, THINGS,
    VAGUE_VERBS,
};
use crate::vietnamese::match_key;

/// What the words of a task ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Action<'t> {
    /// Work one can see done: the words that name it.
    Work(&'t str),
    /// Only a direction: the words that give it.
    Direction(&'t str),
    /// No verb at the head of any sentence.
    Nothing,
}

/// What `text` asks for: the first sentence with work counts, else the first with a direction.
pub(super) fn action(text: &str) -> Action<'_> {
    let mut direction = None;
    for clause in clauses(text) {
        match clause.action() {
            Action::Work(words) => return Action::Work(words),
            Action::Direction(words) => direction = direction.or(Some(words)),
            Action::Nothing => {}
        }
    }
    direction.map_or(Action::Nothing, Action::Direction)
}

/// The words of a paper or thing that a sentence with work brings about.
pub(super) fn product(text: &str) -> Option<&str> {
    clauses(text).find_map(|clause| match clause.action() {
        Action::Work(_) => clause.product(),
        Action::Direction(_) | Action::Nothing => None,
    })
}

/// A sentence or a part of one between stronger marks than a comma, up to where it says what it is for.
struct Clause<'t> {
    text: &'t str,
    words: Vec<Word>,
}

/// A word of a clause.
struct Word {
    key: String,
    start: usize,
    end: usize,
    /// Whether a comma or "và" stands before it, so that it may be the head of a further part.
    opens_part: bool,
}

type Phrases = Vec<Vec<String>>;

/// A list of phrases as the keys of their words.
fn keyed(phrases: &[&str]) -> Phrases {
    phrases.iter().map(|phrase| phrase.split(' ').map(match_key).collect()).collect()
}

/// The lists, folded once: folding them for each task would cost most of judging it.
struct Lists {
    concrete: Phrases,
    vague: Phrases,
    helping: Phrases,
    leading: Phrases,
    doers: Phrases,
    producing: Phrases,
    papers: Phrases,
    things: Phrases,
    purposes: Phrases,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    concrete: keyed(CONCRETE_VERBS),
    vague: keyed(VAGUE_VERBS),
    helping: keyed(HELPING_VERBS),
    leading: keyed(LEADING_WORDS),
    doers: keyed(DOERS),
    producing: keyed(PRODUCING_VERBS),
    papers: keyed(PAPERS),
    things: keyed(THINGS),
    purposes: keyed(PURPOSES),
});

/// Words between a verb and what it brings about: "xây dựng, phê duyệt và triển khai Đề án".
const MOST_BETWEEN: usize = 8;

/// Words of a clause that are quoted.
const QUOTED: usize = 9;

fn clauses(text: &str) -> impl Iterator<Item = Clause<'_>> {
    text.split(['.', ';', ':', '\n']).map(Clause::new).filter(|clause| !clause.words.is_empty())
}

impl<'t> Clause<'t> {
    fn new(text: &'t str) -> Self {
        let mut words: Vec<Word> = Vec::new();
        let (mut start, mut opens_part) = (None, true);
        let bounds = text.char_indices().chain([(text.len(), ' ')]);
        for (at, letter) in bounds {
            if letter.is_alphanumeric() {
                start.get_or_insert(at);
                continue;
            }
            if let Some(start) = start.take() {
                let key = match_key(&text[start..at]);
                let is_and = key == match_key("và");
                if !is_and {
                    words.push(Word { key, start, end: at, opens_part });
                }
                opens_part = is_and;
            }
            opens_part |= letter == ',';
        }
        let mut clause = Self { text, words };
        let purpose = (1..clause.words.len()).find(|at| clause.at(*at, &LISTS.purposes).is_some());
        clause.words.truncate(purpose.unwrap_or(usize::MAX));
        clause
    }

    /// How many words the longest of `phrases` has that stands at word `at`.
    fn at(&self, at: usize, phrases: &Phrases) -> Option<usize> {
        let is_here = |phrase: &&Vec<String>| {
            let here = self.words.get(at..at + phrase.len());
            here.is_some_and(|words| words.iter().map(|word| &word.key).eq(phrase.iter()))
        };
        phrases.iter().filter(is_here).map(Vec::len).max()
    }

    /// The words from `at` on, as many as are quoted.
    fn quoted(&self, at: usize) -> &'t str {
        let last = self.words.get(at + QUOTED - 1).or(self.words.last());
        &self.text[self.words[at].start..last.map_or(self.text.len(), |word| word.end)]
    }

    /// What the clause asks for.
    fn action(&self) -> Action<'t> {
        let mut at = 0;
        if self.at(0, &LISTS.doers).is_some() {
            let is_verb = |at: &usize| {
                [&LISTS.leading, &LISTS.vague, &LISTS.concrete]
                    .into_iter()
                    .any(|list| self.at(*at, list).is_some())
            };
            let Some(verb) = (1..self.words.len()).find(is_verb) else { return Action::Nothing };
            at = verb;
        }
        let (at, is_with_others) = self.head(at);
        if is_with_others {
            // "Phối hợp với Ban Cơ yếu Chính phủ cấp đầy đủ chứng thư số": the verb stands behind the other body.
            let verb = (at..self.words.len()).find(|at| self.works(*at));
            return verb.map_or(Action::Nothing, |verb| Action::Work(self.quoted(verb)));
        }
        if let Some(length) = self.at(at, &LISTS.vague)
            && !self.brings_about(at)
        {
            // "Phát triển và tạo không gian thử nghiệm": of two verbs with one object the second may name work.
            let next = at + length;
            let is_second = self.words.get(next).is_some_and(|word| word.opens_part);
            if is_second && self.works(next) {
                return Action::Work(self.quoted(next));
            }
            return Action::Direction(self.quoted(at));
        }
        if self.works(at) {
            return Action::Work(self.quoted(at));
        }
        if self.at(at, &LISTS.helping).is_none() {
            return Action::Nothing;
        }
        // After a verb of helping another part may name the work: "hỗ trợ nhân lực, phối hợp khảo sát nhu cầu".
        let parts = (at + 1..self.words.len()).filter(|at| self.words[*at].opens_part);
        let work = parts.map(|at| self.head(at).0).find(|at| self.works(*at));
        work.map_or(Action::Direction(self.quoted(at)), |work| Action::Work(self.quoted(work)))
    }

    /// The place of the verb from `at` on, behind words of how and of helping, and whether another body stands there.
    fn head(&self, mut at: usize) -> (usize, bool) {
        loop {
            if let Some(length) = self.at(at, &LISTS.leading) {
                at += length;
                if self.is(at, "chặt") {
                    at += 2;
                }
                if self.is(at, "với") {
                    return (at, true);
                }
            } else if let Some(length) = self.at(at, &LISTS.helping)
                && (self.works(at + length) || self.at(at + length, &LISTS.helping).is_some())
            {
                at += length;
            } else {
                return (at, false);
            }
        }
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.words.get(at).is_some_and(|here| here.key == match_key(word))
    }

    /// Whether the verb at `at` names work: it is concrete, and something follows it that it is done to.
    fn works(&self, at: usize) -> bool {
        let Some(length) = self
            .at(at, &LISTS.concrete)
            .or_else(|| self.at(at, &LISTS.vague).filter(|_| self.brings_about(at)))
        else {
            return false;
        };
        let next = at + length;
        let Some(word) = self.words.get(next) else { return false };
        // "Nghiên cứu, giải pháp …" is a name: behind the comma stands no further verb.
        let is_verb = |at| {
            [&LISTS.concrete, &LISTS.vague, &LISTS.helping, &LISTS.leading]
                .into_iter()
                .any(|list| self.at(at, list).is_some())
        };
        !word.opens_part || is_verb(next)
    }

    /// Whether the verb at `at` brings about a thing: "phát triển hệ thống giám sát", not "phát triển thị trường".
    fn brings_about(&self, at: usize) -> bool {
        let Some(length) = self.at(at, &LISTS.producing) else { return false };
        let next = at + length;
        (next..next + 2).any(|at| self.at(at, &LISTS.things).is_some())
    }

    /// The first paper or thing a verb of the clause brings about, with the verb.
    fn product(&self) -> Option<&'t str> {
        (0..self.words.len()).find_map(|at| {
            let length = self.at(at, &LISTS.producing).filter(|_| !self.is_in_a_name(at))?;
            let only_things = ["triển", "vận", "phát"].into_iter().any(|word| self.is(at, word));
            let next = at + length;
            let is_paper = |at: &usize| self.at(*at, &LISTS.papers).is_some();
            let is_thing = |at: &usize| self.at(*at, &LISTS.things).is_some();
            let found = (next..next + MOST_BETWEEN).find(|at| is_paper(at) || is_thing(at))?;
            if only_things && !is_thing(&found) {
                return None;
            }
            let other = (next..found).any(|at| self.is_other(at));
            (!other).then(|| self.quoted(at))
        })
    }

    /// Whether the verb at `at` is a part of another word or of the name of a paper: "cung cấp", "Đề án phát triển …".
    fn is_in_a_name(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let is_word = ["cung", "nâng", "phân", "các"].into_iter().any(|word| self.is(before, word));
        let is_paper =
            (1..=3).any(|words| at >= words && self.at(at - words, &LISTS.papers) == Some(words));
        is_word || is_paper && !self.words[at].opens_part
    }

    /// Whether the word at `at` makes what follows it belong to something else: "xây dựng vùng trồng theo quy trình".
    fn is_other(&self, at: usize) -> bool {
        ["theo", "của", "trong", "cho", "với", "từ"].into_iter().any(|word| self.is(at, word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_head_of_a_sentence_is_work() {
        let work = [
            "Đào tạo giáo viên các cấp",
            "Chủ động rà soát quy trình, hạ tầng",
            "Phối hợp với Ban Cơ yếu Chính phủ cấp đầy đủ chứng thư số cho lãnh đạo",
            "Các sở, ngành, địa phương tiếp tục triển khai phong trào Bình dân học vụ số",
            "Nâng cao chất lượng dịch vụ công; cắt giảm thủ tục hành chính",
            "Hỗ trợ nhân lực, phối hợp khảo sát, đánh giá hiện trạng",
            "Phát triển các hệ thống giám sát, phân tích dữ liệu lớn",
            "Nghiên cứu, đề xuất hình thành Trung tâm khởi nghiệp",
            "Phát triển và tạo không gian thử nghiệm chính sách",
        ];
        for text in work {
            assert!(matches!(action(text), Action::Work(_)), "{text}: {:?}", action(text));
        }
        let directions = [
            "Nâng cao chất lượng đào tạo cán bộ",
            "Thúc đẩy xây dựng các cơ sở dữ liệu về văn hóa",
            "Tiếp tục tăng cường tổ chức học tập, quán triệt nghị quyết",
            "Phát triển thị trường khoa học và công nghệ",
            "Hỗ trợ doanh nghiệp nhỏ và vừa",
            "Tập trung đẩy mạnh hợp tác nghiên cứu khoa học",
        ];
        for text in directions {
            assert!(matches!(action(text), Action::Direction(_)), "{text}: {:?}", action(text));
        }
        let names = [
            "Nghiên cứu, giải pháp nâng cao hiệu quả quan sát",
            "Công tác đào tạo, bồi dưỡng cán bộ",
            "Hệ thống giám sát, điều hành thông minh",
            "Tập trung vào 4 lĩnh vực chuyển đổi",
            "Xây dựng",
            "",
        ];
        for text in names {
            assert_eq!(action(text), Action::Nothing, "{text}");
        }
    }

    #[test]
    fn a_product_is_brought_about_by_the_work_itself() {
        let named = [
            "Ban hành Bộ quy tắc ứng xử văn hóa trên môi trường số",
            "Xây dựng, phê duyệt và triển khai Đề án phát triển đô thị thông minh",
            "Triển khai nền tảng số giám sát ô nhiễm không khí",
            "Nghiên cứu xây dựng chương trình tuyển chọn nhân lực",
        ];
        for text in named {
            assert!(product(text).is_some(), "{text}");
        }
        let not_named = [
            "Triển khai Đề án phát triển nguồn nhân lực",
            "Thúc đẩy xây dựng các cơ sở dữ liệu về văn hóa",
            "Rà soát hạ tầng để có phương án bảo đảm nguồn lực",
            "Đề xuất định hướng làm cơ sở để tỉnh xây dựng cơ chế",
            "Triển khai Đề án phát triển các nền tảng quốc gia",
            "Rà soát quy trình, hạ tầng, hệ thống thông tin",
        ];
        for text in not_named {
            assert_eq!(product(text), None, "{text}");
        }
    }
}
