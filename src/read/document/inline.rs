//! Inline markup of scanned documents: HTML tags, Markdown emphasis, TeX signs, footnote calls.

use crate::vietnamese::fold_whitespace;

use super::raised::{Raised, raised};
use super::{join_lines, unmarked_lines};

/// Words with the markup taken off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Inline {
    /// Plain words, whitespace folded.
    pub(super) text: String,
    /// The words in lines, where line breaks without bullets part them.
    pub(super) lines: Option<Box<str>>,
    /// Whether all of the words were bold.
    pub(super) is_bold: bool,
    /// Marks of footnotes called.
    pub(super) calls: Vec<String>,
    /// Words struck out, which are not among the words.
    pub(super) struck: Vec<String>,
}

/// Takes the markup off `source`.
pub(super) fn plain(source: &str) -> Inline {
    if !source.contains(['<', '$', '*', '\\', '&', '~']) {
        return Inline { text: tidy_spaces(&join_lines(source)), ..Inline::default() };
    }
    let mut inline = Inline { is_bold: is_all_bold(source), ..Inline::default() };
    let without_tags = drop_tags(source, &mut inline);
    let without_struck = drop_struck(&without_tags, &mut inline.struck);
    let without_tex = replace_tex(&without_struck);
    let text = unescape(&drop_emphasis(&without_tex));
    inline.text = tidy_spaces(&join_lines(&text));
    inline.lines = unmarked_lines(&text);
    inline
}

/// The words of `source` with nothing but its markup taken off, for counting them.
pub(super) fn counted(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find(['<', '\\', '&']) {
        text.push_str(&rest[..at]);
        let mark = &rest[at..];
        let word_end = |from: usize| {
            mark[from..]
                .find(|c: char| !c.is_ascii_alphanumeric())
                .map_or(mark.len(), |end| from + end)
        };
        let length = match mark.as_bytes()[0] {
            b'<' => tag(mark).map_or(1, |(_, after)| mark.len() - after.len()),
            b'&' if mark[word_end(1)..].starts_with(';') => word_end(1) + 1,
            b'\\' => word_end(1),
            _ => 1,
        };
        // A tag parts no word: `9<b>5</b>` is 95. One that breaks the line does.
        if !mark.starts_with('<') || tag(mark).is_some_and(|(tag, _)| tag.is_break()) {
            text.push(' ');
        }
        rest = &mark[length..];
    }
    text.push_str(rest);
    text
}

fn is_all_bold(source: &str) -> bool {
    let trimmed = source.trim();
    let html = trimmed.starts_with("<b>") && trimmed.ends_with("</b>");
    let markdown = trimmed.len() > 4
        && trimmed.starts_with("**")
        && trimmed.ends_with("**")
        && !trimmed[2..trimmed.len() - 2].contains("**");
    html || markdown
}

/// Removes the tags scanning programs write; other `<…>` stays as text. A footnote call `<sup>5</sup>` goes to the
/// calls, struck words to the struck ones, and line breaks become `\n`.
fn drop_tags(source: &str, inline: &mut Inline) -> String {
    let mut text = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        let at = &rest[open..];
        if let Some((inner, after)) = enclosed(at, &["sup"]) {
            match raised(text.trim_end(), inner) {
                Raised::Words(words) => text.push_str(&words),
                // The call stands where a space may have been: "ban hành <sup>5</sup> . Thúc đẩy".
                Raised::Note(mark) => inline.calls.push(mark),
            }
            rest = after;
        } else if let Some((inner, after)) = enclosed(at, &["s", "del", "strike"]) {
            inline.struck.push(plain(inner).text);
            rest = after;
        } else if let Some((tag, after)) = tag(at).filter(|(tag, _)| tag.is_known()) {
            if tag.is_break() {
                text.push('\n');
            }
            rest = after;
        } else {
            text.push('<');
            rest = &at[1..];
        }
    }
    text.push_str(rest);
    text
}

/// What the tags of one of `names` at the start of `text` enclose, without tags of its own, and what follows.
fn enclosed<'t>(text: &'t str, names: &[&str]) -> Option<(&'t str, &'t str)> {
    let (opening, inside) = tag(text)?;
    let name = names.iter().find(|name| !opening.is_closing && opening.is(name))?;
    let end = inside.find('<')?;
    let (closing, after) = tag(&inside[end..])?;
    (closing.is_closing && closing.is(name)).then(|| (&inside[..end], after))
}

/// `<sup>5</sup>` at the start of `text`: the mark and what follows.
pub(super) fn footnote_call(text: &str) -> Option<(String, &str)> {
    let (inner, after) = enclosed(text, &["sup"])?;
    match raised("", inner) {
        Raised::Note(mark) => Some((mark, after)),
        Raised::Words(_) => None,
    }
}

/// A tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'t> {
    name: &'t str,
    pub(super) is_closing: bool,
    /// What stands after the name.
    pub(super) attributes: &'t str,
}

impl Tag<'_> {
    /// Whether it is of this name, given in lower case.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    fn is_known(&self) -> bool {
        const NAMES: &[&str] = &[
            "b", "i", "u", "p", "s", "br", "em", "ol", "ul", "li", "del", "div", "ins", "strong",
            "sup", "sub", "span", "strike", "mark", "small", "font", "center",
        ];
        NAMES.iter().any(|name| self.is(name))
    }

    fn is_break(&self) -> bool {
        let ends = self.is_closing
            && ["p", "div", "li", "td", "th", "tr"].iter().any(|name| self.is(name));
        self.is("br") || ends
    }
}

/// A tag at the start of `text`, and what follows. Signs of comparison with words between them are none.
pub(super) fn tag(text: &str) -> Option<(Tag<'_>, &str)> {
    // Looks no further than the next tag, or many open ones would take the square of their number.
    let end = 1 + text.get(1..)?.find(['<', '>'])?;
    if text[end..].starts_with('<') {
        return None;
    }
    let inside = text[1..end].trim_end_matches('/');
    let is_closing = inside.starts_with('/');
    let inside = inside.trim_start_matches('/');
    let name_end = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
    let (name, attributes) = inside.split_at(name_end);
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_plain = attributes.trim().is_empty() || attributes.contains('=');
    (is_name && is_plain).then(|| (Tag { name, is_closing, attributes }, &text[end + 1..]))
}

/// `~~95~~98` → `98`.
fn drop_struck(source: &str, struck: &mut Vec<String>) -> String {
    let mut text = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(open) = rest.find("~~") {
        let Some(length) = rest[open + 2..].find("~~").filter(|length| *length > 0) else { break };
        text.push_str(&rest[..open]);
        struck.push(drop_emphasis(&rest[open + 2..open + 2 + length]));
        rest = &rest[open + 2 + length + 2..];
    }
    text.push_str(rest);
    text
}

/// `$\geq 40$` → `≥ 40`.
fn replace_tex(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(open) = rest.find('$') {
        let Some(length) = rest[open + 1..].find('$') else { break };
        let formula = &rest[open + 1..open + 1 + length];
        text.push_str(&rest[..open]);
        let is_formula =
            formula.contains(['\\', '^']) || formula.trim_start().starts_with(['<', '>', '=']);
        if is_formula {
            let plain = raise_powers(formula)
                .replace("\\geqslant", "≥")
                .replace("\\geq", "≥")
                .replace("\\ge", "≥")
                .replace("\\leqslant", "≤")
                .replace("\\leq", "≤")
                .replace("\\le", "≤")
                .replace("\\times", "×")
                .replace("\\%", "%");
            text.push_str(&plain);
        } else {
            text.push('$');
            text.push_str(formula);
            text.push('$');
        }
        rest = &rest[open + length + 2..];
    }
    text.push_str(rest);
    text
}

/// `10^6` and `10^{-6}` with raised digits.
fn raise_powers(formula: &str) -> String {
    let mut text = String::with_capacity(formula.len());
    let mut rest = formula;
    while let Some(at) = rest.find('^') {
        text.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let braced = after.strip_prefix('{').and_then(|inner| inner.find('}'));
        let (power, end) = if let Some(length) = braced {
            (&after[1..=length], length + 2)
        } else {
            let length =
                after.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(after.len());
            (&after[..length], length)
        };
        match raised("10", power) {
            Raised::Words(words) if !power.is_empty() => text.push_str(&words),
            _ => text.push_str(&rest[at..=at + end]),
        }
        rest = &after[end..];
    }
    text.push_str(rest);
    text
}

/// Drops `**` and paired single `*`.
fn drop_emphasis(source: &str) -> String {
    let text = source.replace("**", "");
    if text.matches('*').count().is_multiple_of(2) { text.replace('*', "") } else { text }
}

fn unescape(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    let mut characters = source.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if characters.peek().is_some_and(|next| "\\|%*_#&<>".contains(*next)) => {
                text.extend(characters.next());
            }
            _ => text.push(character),
        }
    }
    for (entity, plain) in
        [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
    {
        if text.contains(entity) {
            text = text.replace(entity, plain);
        }
    }
    text
}

/// Folds whitespace and drops the space a removed mark leaves before a stop: "ban hành . Thúc" → "ban hành. Thúc".
fn tidy_spaces(source: &str) -> String {
    let folded = fold_whitespace(source);
    if !folded.as_bytes().windows(2).any(|pair| pair[0] == b' ' && b",.;".contains(&pair[1])) {
        return folded;
    }
    let mut text = String::with_capacity(folded.len());
    let mut characters = folded.chars().peekable();
    while let Some(character) = characters.next() {
        let mut ahead = characters.clone();
        let stop_follows = ahead.next().is_some_and(|next| ",.;".contains(next))
            && ahead.next().is_none_or(|after| after == ' ');
        if !(character == ' ' && stop_follows) {
            text.push(character);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, text: &str, calls: &[&str], is_bold: bool) {
        let calls = calls.iter().map(|&call| call.to_owned()).collect();
        let found = Inline { lines: None, ..plain(source) };
        assert_eq!(
            found,
            Inline { text: text.to_owned(), is_bold, calls, ..Inline::default() },
            "{source}"
        );
    }

    #[test]
    fn lines_without_bullets_are_kept() {
        let lines = |source: &str| plain(source).lines;
        assert_eq!(lines("Sở Y tế<br>Sở Nội vụ").as_deref(), Some("Sở Y tế\nSở Nội vụ"));
        assert_eq!(lines("- Sở Y tế<br>- Sở Nội vụ"), None);
        assert_eq!(lines("Sở Y tế"), None);
    }

    #[test]
    fn markup_means_nothing() {
        check("<b><i>Phát triển</i></b>", "Phát triển", &[], true);
        check("**KT. CHỦ TỊCH  **", "KT. CHỦ TỊCH", &[], true);
        check(
            "Cụ thể: *(i)* Đẩy mạnh; *(ii)* Đường",
            "Cụ thể: (i) Đẩy mạnh; (ii) Đường",
            &[],
            false,
        );
        check("Sở Tài chính,<br>Sở Xây dựng", "Sở Tài chính, Sở Xây dựng", &[], false);
        check("<p>Thường xuyên</p>", "Thường xuyên", &[], false);
    }

    #[test]
    fn tex_signs_are_comparators() {
        check(r"$\geq 45\%$", "≥ 45%", &[], false);
        check("$> 0.8$", "> 0.8", &[], false);
        check("5 $ và 6 $", "5 $ và 6 $", &[], false);
    }

    #[test]
    fn footnote_calls_leave_the_words() {
        check("Sở Tài Chính <sup>4</sup>", "Sở Tài Chính", &["4"], false);
        check("đã ban hành <sup>5</sup> . Thúc đẩy", "đã ban hành. Thúc đẩy", &["5"], false);
        check("“6 rõ”<sup>1</sup>, tính khả thi", "“6 rõ”, tính khả thi", &["1"], false);
    }

    #[test]
    fn struck_words_leave() {
        let check = |source: &str, text: &str, struck: &[&str]| {
            let inline = plain(source);
            assert_eq!(
                (inline.text.as_str(), inline.struck.as_slice()),
                (text, &struck.iter().map(|&s| s.to_owned()).collect::<Vec<_>>()[..])
            );
        };
        check("~~95~~98", "98", &["95"]);
        check("<s>70</s> 80%", "80%", &["70"]);
        check("<del>Sở Nội vụ</del><strike>, Sở Y tế</strike>", "", &["Sở Nội vụ", ", Sở Y tế"]);
        check("10~15", "10~15", &[]);
        check("~~ mở", "~~ mở", &[]);
    }

    #[test]
    fn powers_stay_raised() {
        check("2,5.10<sup>6</sup> m<sup>2</sup>", "2,5.10⁶ m²", &[], false);
        check("$2,5 \\times 10^{6}$ và $10^3$", "2,5 × 10⁶ và 10³", &[], false);
        check("450<sup>1</sup>", "450", &["1"], false);
    }

    #[test]
    fn other_angle_brackets_stay() {
        check("a <b và c> d", "a <b và c> d", &[], false);
        check("a < b và <script>", "a < b và <script>", &[], false);
    }
}
