//! Two texts word by word: which words stand in only one of them.

use serde::Serialize;

/// A stretch of words that both texts have, or only this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stretch {
    /// Words, with single spaces.
    pub text: String,
    /// Whether the other text lacks them here.
    pub is_own: bool,
}

/// Above this product of lengths the comparison would cost too much and nothing is marked.
const LIMIT: usize = 4_000_000;

/// Both texts in stretches; the words of a longest common subsequence are common, all others own.
pub(in crate::view) fn compare(left: &str, right: &str) -> (Vec<Stretch>, Vec<Stretch>) {
    let left: Vec<&str> = left.split_whitespace().collect();
    let right: Vec<&str> = right.split_whitespace().collect();
    if left.len().saturating_mul(right.len()) > LIMIT {
        return (plain(&left), plain(&right));
    }
    let shared = common(&left, &right);
    (stretches(&left, &shared.0), stretches(&right, &shared.1))
}

/// For each word of both texts whether it belongs to the longest common subsequence.
fn common(left: &[&str], right: &[&str]) -> (Vec<bool>, Vec<bool>) {
    let keys = |words: &[&str]| -> Vec<String> { words.iter().map(|word| key(word)).collect() };
    let (left, right) = (keys(left), keys(right));
    let width = right.len() + 1;
    let mut lengths = vec![0_u32; (left.len() + 1) * width];
    for i in (0..left.len()).rev() {
        for j in (0..right.len()).rev() {
            lengths[i * width + j] = if left[i] == right[j] {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let mut shared = (vec![false; left.len()], vec![false; right.len()]);
    let (mut i, mut j) = (0, 0);
    while i < left.len() && j < right.len() {
        if left[i] == right[j] {
            shared.0[i] = true;
            shared.1[j] = true;
            i += 1;
            j += 1;
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    shared
}

/// A word without case and without the punctuation round it.
fn key(word: &str) -> String {
    let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    if bare.is_empty() { word.to_owned() } else { bare.to_lowercase() }
}

fn stretches(words: &[&str], is_common: &[bool]) -> Vec<Stretch> {
    let mut list: Vec<Stretch> = Vec::new();
    for (word, common) in words.iter().zip(is_common) {
        match list.last_mut() {
            Some(stretch) if stretch.is_own != *common => {
                stretch.text.push(' ');
                stretch.text.push_str(word);
            }
            _ => list.push(Stretch { text: (*word).to_owned(), is_own: !common }),
        }
    }
    list
}

fn plain(words: &[&str]) -> Vec<Stretch> {
    vec![Stretch { text: words.join(" "), is_own: false }]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(stretches: &[Stretch]) -> String {
        let parts: Vec<String> = stretches
            .iter()
            .map(|part| if part.is_own { format!("[{}]", part.text) } else { part.text.clone() })
            .collect();
        parts.join(" ")
    }

    #[test]
    fn own_words_are_marked_on_both_sides() {
        let (left, right) =
            compare("Xây dựng nền tảng số, dùng chung", "Xây dựng kho dữ liệu số dùng chung");
        assert_eq!(marked(&left), "Xây dựng [nền tảng] số, dùng chung");
        assert_eq!(marked(&right), "Xây dựng [kho dữ liệu] số dùng chung");
    }

    #[test]
    fn very_long_texts_are_left_unmarked() {
        let (left, _) = compare(&"a ".repeat(3000), &"b ".repeat(3000));
        assert_eq!(left.len(), 1);
        assert!(!left[0].is_own);
    }
}
