//! minify-html for HTML that is not ours: what the Markdown writer makes of a page of prose.
//!
//! Templates are squeezed once when they are loaded (`theme/squeeze.rs`). Tried and left: minify-html
//! over templates takes the words of a tag inside an element for attributes and sorts them, and over
//! every finished page it costs three times the rendering for a twentieth of the bytes.

use minify_html::{Cfg, minify};

/// A piece of HTML without comments and needless white space. Elements, closing tags, words stay.
pub(super) fn fragment(html: &str) -> String {
    let mut settings = Cfg::new();
    settings.keep_closing_tags = true;
    settings.keep_html_and_head_opening_tags = true;
    String::from_utf8(minify(html.as_bytes(), &settings)).unwrap_or_else(|_| html.to_owned())
}

#[cfg(test)]
mod tests {
    use super::fragment;

    #[test]
    fn words_and_closing_tags_stay() {
        assert_eq!(
            fragment("<p>một  <b>hai</b> ba</p>\n\n<ul>\n<li>&lt;script&gt;</li>\n</ul>\n"),
            "<p>một <b>hai</b> ba</p><ul><li>&lt;script></li></ul>"
        );
    }
}
