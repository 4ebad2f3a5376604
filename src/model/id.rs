//! Identifiers: the only source of file names and addresses.

use std::fmt;
use std::sync::Arc;

/// A stable identifier: lower-case letters, digits and single hyphens between them.
///
/// It is the last part of an item's address and the stem of its files, so nothing else is allowed in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

/// Longest identifier, in bytes: file names stay well below the 255 bytes of common file systems.
const MAX_LENGTH: usize = 120;

impl Id {
    /// Accepts `text` if it is an identifier.
    pub fn new(text: &str) -> Option<Self> {
        let ok = !text.is_empty()
            && text.len() <= MAX_LENGTH
            && text.split('-').all(|part| {
                !part.is_empty()
                    && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            });
        ok.then(|| Self(text.into()))
    }

    /// Makes an identifier of any text by folding it; "muc" when nothing is left.
    ///
    /// ```
    /// # use congkhai::model::Id;
    /// assert_eq!(Id::slug("Sở Y tế").as_str(), "so-y-te");
    /// assert_eq!(Id::slug("57-NQ/TW").as_str(), "57-nq-tw");
    /// ```
    pub fn slug(text: &str) -> Self {
        let mut slug = String::new();
        for character in crate::vietnamese::fold(text).chars() {
            if character.is_ascii_alphanumeric() {
                slug.push(character);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        slug.truncate(MAX_LENGTH);
        let slug = slug.trim_end_matches('-');
        Self(if slug.is_empty() { "muc" } else { slug }.into())
    }

    /// This identifier with a part added at the end: `kh57-2026` + `ii` = `kh57-2026-ii`.
    #[must_use]
    pub fn join(&self, part: &str) -> Self {
        Self::slug(&format!("{}-{part}", self.0))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_safe_file_names_are_identifiers() {
        for bad in ["", "a--b", "-a", "a-", "A", "a/b", "..", "a.b", "đ", "a b"] {
            assert!(Id::new(bad).is_none(), "{bad}");
        }
        assert!(Id::new("kh57-2026-nv-vii-22-2").is_some());
    }

    #[test]
    fn slugs_are_identifiers() {
        for text in ["", "...", "Đường số 5", "a//b", "ſ", &"x-".repeat(200)] {
            assert!(Id::new(Id::slug(text).as_str()).is_some(), "{text}");
        }
    }
}
