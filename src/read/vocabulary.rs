//! `content/tim-kiem.toml`: words that mean the same to a reader who searches.

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

/// The file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    document_kinds: BTreeMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    synonyms: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
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
    vocabulary
}

struct Reader<'r> {
    lines: Lines<'r>,
    diagnostics: &'r mut Diagnostics,
    /// Ways to write met so far, as written, by their words.
    met: BTreeMap<String, String>,
}

impl Reader<'_> {
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
