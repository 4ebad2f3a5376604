//! Smaller HTML at no cost a page: templates lose their indentation once, when they are loaded.

/// A template without indentation: each run of white space that holds line breaks becomes those
/// line breaks, so that errors still name the right line. Templates hold no element that keeps
/// white space, so pages look the same.
pub(super) fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_whitespace()) {
        let (before, gap) = rest.split_at(start);
        let end = gap.find(|letter: char| !letter.is_ascii_whitespace()).unwrap_or(gap.len());
        squeezed.push_str(before);
        match gap[..end].matches('\n').count() {
            0 => squeezed.push_str(&gap[..end]),
            breaks => squeezed.extend(std::iter::repeat_n('\n', breaks)),
        }
        rest = &gap[end..];
    }
    squeezed.push_str(rest);
    squeezed
}

/// Drops the blank lines that tags of templates leave behind, unless an element keeps white space.
pub(super) fn drop_blank_lines(page: &mut Vec<u8>) {
    if memchr::memmem::find(page, b"<pre").is_some() {
        return;
    }
    let mut kept = Vec::with_capacity(page.len());
    let mut start = 0;
    for at in memchr::memchr_iter(b'\n', page) {
        if at > 0 && page[at - 1] == b'\n' {
            kept.extend_from_slice(&page[start..at]);
            start = at + 1;
        }
    }
    kept.extend_from_slice(&page[start..]);
    *page = kept;
}

#[cfg(test)]
mod tests {
    use super::{drop_blank_lines, squeeze};

    #[test]
    fn blank_lines_stay_where_they_are_seen() {
        for (page, left) in
            [("<p>\n\n\na\n</p>", "<p>\na\n</p>"), ("<pre>\n\n</pre>", "<pre>\n\n</pre>")]
        {
            let mut bytes = page.as_bytes().to_vec();
            drop_blank_lines(&mut bytes);
            assert_eq!(bytes, left.as_bytes());
        }
    }

    #[test]
    fn only_runs_with_line_breaks_are_squeezed() {
        assert_eq!(squeeze("<p>\n    a  b \n\n</p>\n"), "<p>\na  b\n\n</p>\n");
        assert_eq!(squeeze(" a "), " a ");
    }
}
