//! minify-html for HTML that is not ours, which is what the Markdown writer makes of a page of prose, and for script.
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

/// A module of script without needless white space; as it is where it cannot be understood. Comments stay.
pub(super) fn module(script: &[u8]) -> Vec<u8> {
    const TAGS: [&[u8]; 2] = [b"<script type=module>", b"</script>"];
    let mut settings = Cfg::new();
    settings.minify_js = true;
    settings.keep_closing_tags = true;
    let page = [TAGS[0], script, TAGS[1]].concat();
    let small = minify(&page, &settings);
    // Script that itself speaks of the end of a script would be cut there.
    let inside = small.strip_prefix(TAGS[0]).and_then(|rest| rest.strip_suffix(TAGS[1]));
    let is_whole =
        !script.windows(TAGS[1].len() - 1).any(|part| part.eq_ignore_ascii_case(b"</script"));
    inside.filter(|_| is_whole).unwrap_or(script).to_vec()
}

#[cfg(test)]
mod tests {
    use super::{fragment, module};

    #[test]
    fn script_keeps_its_meaning() {
        let text = "// @ts-check\nimport { a } from \"./lib/a.js\";\n/** Words. */\nexport function speak(words) {\n  return `${words} – ${a}`;\n}\n";
        let small = String::from_utf8(module(text.as_bytes())).unwrap();
        assert!(
            small.contains("from\"./lib/a.js\"") && small.contains("export function speak("),
            "{small}"
        );
        assert!(
            small.contains('–') && !small.contains("Words.") && !small.contains("@ts-check"),
            "{small}"
        );
        for kept in ["const end = \"</SCRIPT>\";", "this is (no script"] {
            assert_eq!(module(kept.as_bytes()), kept.as_bytes());
        }
    }

    #[test]
    fn words_and_closing_tags_stay() {
        assert_eq!(
            fragment("<p>một  <b>hai</b> ba</p>\n\n<ul>\n<li>&lt;script&gt;</li>\n</ul>\n"),
            "<p>một <b>hai</b> ba</p><ul><li>&lt;script></li></ul>"
        );
    }
}
