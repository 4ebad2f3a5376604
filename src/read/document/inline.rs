//! Inline markup of scanned documents: HTML tags, Markdown emphasis, TeX signs, footnote calls.

use crate::vietnamese::fold_whitespace;

use super::join_lines;

/// Words with the markup taken off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Inline {
    /// Plain words, whitespace folded.
    pub(super) text: String,
    /// Whether all of the words were bold.
    pub(super) is_bold: bool,
    /// Marks of footnotes called.
    pub(super) calls: Vec<String>,
}

/// Takes the markup off `source`.
pub(super) fn plain(source: &str) -> Inline {
    if !source.contains(['<', '$', '*', '\\', '&']) {
        return Inline { text: tidy_spaces(&join_lines(source)), ..Inline::default() };
    }
    let is_bold = is_all_bold(source);
    let mut calls = Vec::new();
    let without_tags = drop_tags(source, &mut calls);
    let without_tex = replace_tex(&without_tags);
    let text = drop_emphasis(&without_tex);
    let text = unescape(&text);
    Inline { text: tidy_spaces(&join_lines(&text)), is_bold, calls }
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

/// Removes the tags scanning programs write; other `<…>` stays as text. A footnote call `<sup>5</sup>` goes to
/// `calls`, and line breaks become `\n`.
fn drop_tags(source: &str, calls: &mut Vec<String>) -> String {
    let mut text = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        let tag = &rest[open..];
        if let Some((mark, after)) = footnote_call(tag) {
            calls.push(mark.to_owned());
            // The call stands where a space may have been: "ban hành <sup>5</sup> . Thúc đẩy".
            rest = after;
        } else if let Some((is_break, after)) = known_tag(tag) {
            if is_break {
                text.push('\n');
            }
            rest = after;
        } else {
            text.push('<');
            rest = &tag[1..];
        }
    }
    text.push_str(rest);
    text
}

/// `<sup>5</sup>` at the start of `text`: the mark and what follows.
pub(super) fn footnote_call(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix("<sup>")?;
    let end = inner.find('<').filter(|at| inner[*at..].starts_with("</sup>"))?;
    let mark = inner[..end].trim();
    let is_mark = !mark.is_empty()
        && mark.len() <= 4
        && mark.chars().all(|c| c.is_ascii_digit() || c == '*' || c.is_ascii_lowercase());
    is_mark.then(|| (mark, &inner[end + "</sup>".len()..]))
}

/// A known tag at the start of `text`: whether it breaks the line, and what follows.
fn known_tag(text: &str) -> Option<(bool, &str)> {
    const NAMES: &[&str] = &["b", "i", "u", "p", "br", "em", "strong", "sup", "sub", "span", "div"];
    // Looks no further than the next tag, or many open ones would take the square of their number.
    let end = 1 + text.get(1..)?.find(['<', '>'])?;
    let inside = text[1..end].trim_end_matches('/');
    if text[end..].starts_with('<') || inside.starts_with(char::is_whitespace) {
        return None;
    }
    let closing = inside.starts_with('/');
    let name = inside.trim_start_matches('/').split_whitespace().next()?.to_ascii_lowercase();
    if !NAMES.contains(&name.as_str()) {
        return None;
    }
    let is_break = name == "br" || (closing && matches!(name.as_str(), "p" | "div"));
    Some((is_break, &text[end + 1..]))
}

/// `$\geq 40$` → `≥ 40`.
fn replace_tex(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(open) = rest.find('$') {
        let Some(length) = rest[open + 1..].find('$') else { break };
        let formula = &rest[open + 1..open + 1 + length];
        text.push_str(&rest[..open]);
        if formula.contains('\\') || formula.trim_start().starts_with(['<', '>', '=']) {
            let plain = formula
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
        assert_eq!(plain(source), Inline { text: text.to_owned(), is_bold, calls }, "{source}");
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
    fn other_angle_brackets_stay() {
        check("a < b và <script>", "a < b và <script>", &[], false);
    }
}
