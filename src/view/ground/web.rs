//! Addresses of the web: which texts are some, and how they are written.

use std::fmt::Write as _;

/// An address of the web, fit for a link.
pub fn web(text: &str) -> Option<&str> {
    let text = text.trim();
    let is_one_word = !text.contains(|letter: char| letter.is_whitespace());
    Some(text).filter(|text| is_web(text) && is_one_word)
}

/// The address a piece of evidence leads to: its whole text, or what stands in brackets at its end, as the links of filled
/// forms are kept: `Quyết định 12 (https://…)`.
pub fn evidence(text: &str) -> Option<&str> {
    let behind = || web(text.trim().strip_suffix(')')?.rsplit_once(" (")?.1);
    web(text).or_else(behind)
}

/// Whether an address is one of the web, fit for a link.
pub fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// `text` with everything but letters, digits, `-._~` and `keep` percent-encoded.
pub fn percent_encoded(text: &str, keep: &[u8]) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || keep.contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_addresses_of_the_web_become_links() {
        assert_eq!(web(" https://x.vn/a "), Some("https://x.vn/a"));
        assert_eq!(web("javascript:alert(1)"), None);
        assert_eq!(web("https://x.vn/ và văn bản 12"), None);
        assert_eq!(evidence("Bản ký (https://x.vn/a_(1))"), Some("https://x.vn/a_(1)"));
        assert_eq!(evidence("Bản ký (bản giấy)"), None);
    }

    #[test]
    fn addresses_are_percent_encoded() {
        assert_eq!(percent_encoded("Góp ý", b""), "G%C3%B3p%20%C3%BD");
    }
}
