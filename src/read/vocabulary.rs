//! `content/tim-kiem.toml`: what readers who search mean by their words.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Lines};
use crate::model::Vocabulary;
use crate::vietnamese::match_key;

use super::toml::read_toml;

/// The file, below the root.
pub const FILE: &str = "content/tim-kiem.toml";

/// The list used by sites without a file of their own.
const BUILT_IN: &str = include_str!("../../content/tim-kiem.toml");

/// How near everyday words are to what documents write, in hundredths, where nothing else is said.
const NEARNESS: u8 = 80;

/// The ways to say how near, and the same in hundredths.
const NEARNESSES: [(&str, &str, u8); 10] = [
    ("0.1", ".1", 10),
    ("0.2", ".2", 20),
    ("0.3", ".3", 30),
    ("0.4", ".4", 40),
    ("0.5", ".5", 50),
    ("0.6", ".6", 60),
    ("0.7", ".7", 70),
    ("0.8", ".8", 80),
    ("0.9", ".9", 90),
    ("1", "1.0", 100),
];

/// The file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    questions: Vec<Spanned<String>>,
    #[serde(default)]
    document_kinds: BTreeMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    synonyms: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    #[serde(default)]
    everyday: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
}

/// The list compiled into the program.
pub fn built_in_vocabulary(diagnostics: &mut Diagnostics) -> Vocabulary {
    read_vocabulary(&FILE.into(), BUILT_IN, diagnostics)
}

/// Reads `text`, the content of `file`. What is wrong is reported and left out.
pub fn read_vocabulary(file: &Arc<str>, text: &str, diagnostics: &mut Diagnostics) -> Vocabulary {
    let Some(written) = read_toml::<Written>(file, text, diagnostics) else {
        return Vocabulary::default();
    };
    let mut reader = Reader { lines: Lines::new(file, text), diagnostics, met: BTreeMap::new() };
    let mut vocabulary = Vocabulary::default();
    for (code, name) in written.document_kinds {
        let is_code = is_word(&code) && code.get_ref().chars().all(char::is_alphabetic);
        if !is_code {
            let message = format!("`{}` không phải mã loại văn bản", code.get_ref());
            reader.push(&code, message, "chỉ gồm chữ cái, viết liền, ví dụ NQ, KH, QĐ");
        } else if reader.is_new(&code) && reader.is_new(&name) {
            vocabulary.kinds.push((code.into_inner(), name.into_inner()));
        }
    }
    for (token, forms) in written.synonyms {
        if !is_word(&token) {
            let message = format!("`{}` không phải một từ liền", token.get_ref());
            reader.push(&token, message, "một từ gồm chữ cái và chữ số, ví dụ CĐS, AI, KHCN");
            continue;
        }
        if forms.is_empty() {
            let message = format!("`{}` chưa có cách viết nào khác", token.get_ref());
            reader.push(&token, message, "ít nhất một cách viết, ví dụ CĐS = [\"chuyển đổi số\"]");
            continue;
        }
        let mut group = vec![token.get_ref().clone()];
        if reader.is_new(&token) {
            group.extend(
                forms.into_iter().filter(|form| reader.is_new(form)).map(Spanned::into_inner),
            );
        }
        if group.len() > 1 {
            vocabulary.synonyms.push(group);
        }
    }
    // Everyday words may also be a way to write something that has an abbreviation.
    reader.met.clear();
    for question in written.questions {
        if reader.is_new(&question) {
            vocabulary.questions.push(question.into_inner());
        }
    }
    for (words, others) in written.everyday {
        if reader.is_new(&words) {
            let others = others.iter().filter_map(|other| reader.other(other)).collect();
            vocabulary.everyday.push((words.into_inner(), others));
        }
    }
    vocabulary
}

struct Reader<'r> {
    lines: Lines<'r>,
    diagnostics: &'r mut Diagnostics,
    /// Ways to write met so far, as written, by their words.
    met: BTreeMap<String, String>,
}

impl Reader<'_> {
    /// "đất đai *0,6": words documents write, and how near they are, in hundredths.
    fn other(&mut self, written: &Spanned<String>) -> Option<(String, u8)> {
        let (words, nearness) = match written.get_ref().split_once('*') {
            Some((words, nearness)) => (words.trim(), Some(nearness.trim())),
            None => (written.get_ref().trim(), None),
        };
        if match_key(words).is_empty() {
            self.push(written, "cách viết để trống".to_owned(), "một hay nhiều từ");
            return None;
        }
        let Some(nearness) = nearness else { return Some((words.to_owned(), NEARNESS)) };
        let hundredths = NEARNESSES.iter().find(|known| {
            nearness.replace(',', ".") == known.0 || nearness.replace(',', ".") == known.1
        });
        let Some((.., hundredths)) = hundredths else {
            let message = format!("`{nearness}` không phải mức gần nghĩa");
            self.push(
                written,
                message,
                "từ 0,1 đến 1, một chữ số sau dấu phẩy, ví dụ \"đất đai *0,6\"",
            );
            return None;
        };
        Some((words.to_owned(), *hundredths))
    }

    /// Whether it says anything, and nothing said before; otherwise that is reported.
    fn is_new(&mut self, written: &Spanned<String>) -> bool {
        let words = match_key(written.get_ref());
        let words: Vec<&str> = words
            .split(|c: char| !c.is_alphanumeric() && !is_mark(c))
            .filter(|word| !word.is_empty())
            .collect();
        let key = words.join(" ");
        if key.is_empty() {
            self.push(written, "cách viết để trống".to_owned(), "một hay nhiều từ");
            return false;
        }
        if let Some(other) = self.met.insert(key, written.get_ref().clone()) {
            let message = format!("`{}` trùng với `{other}` đã có", written.get_ref());
            self.push(written, message, "mỗi cách viết chỉ nằm trong một nhóm, một lần");
            return false;
        }
        true
    }

    fn push(&mut self, written: &Spanned<String>, message: String, allowed: &str) {
        let place = self.lines.span(written.span());
        self.diagnostics
            .push(Diagnostic::new(Code::SearchWords, place, message).allowed(allowed.to_owned()));
    }
}

fn is_word(written: &Spanned<String>) -> bool {
    let written = written.get_ref();
    !written.is_empty() && written.chars().all(char::is_alphanumeric)
}

/// Whether a character is a tone mark that stands apart from its letter.
fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_list_is_sound() {
        let mut diagnostics = Diagnostics::default();
        let vocabulary = built_in_vocabulary(&mut diagnostics);
        let problems: Vec<_> = diagnostics.iter().map(|problem| &problem.message).collect();
        assert!(problems.is_empty(), "{problems:?}");
        assert!(vocabulary.kinds.contains(&("NQ".to_owned(), "nghị quyết".to_owned())));
        assert!(vocabulary.synonyms.contains(&vec!["CĐS".to_owned(), "chuyển đổi số".to_owned()]));
    }
}
