//! Enumerators printed before a heading, a clause or a row: `II.`, `1.1.`, `đ)`, `(iv)`, `KH20_TT_N01.2`.

/// What sort of enumerator a mark is. The order of nesting is found in each document, not assumed here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkKind {
    /// `I`, `IV`.
    Roman,
    /// `A`.
    Capital,
    /// `1` (1 part), `1.2` (2 parts), `KH20_TT_N01.2.1` (3 parts).
    Arabic(usize),
    /// `a)`, `đ)`.
    Letter,
    /// `(i)`, `(1)`.
    Parenthesis,
    /// A dash or other bullet.
    Bullet,
}

/// An enumerator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// What sort.
    pub(super) kind: MarkKind,
    /// As printed, without the stop or parenthesis after it.
    pub(super) text: String,
}

impl Mark {
    /// The last number of an Arabic mark: 3 of `1.3`.
    pub(super) fn last_number(&self) -> Option<u32> {
        match self.kind {
            MarkKind::Arabic(_) => self.text.rsplit('.').next()?.parse().ok(),
            _ => None,
        }
    }
}

/// Whether `line` begins with an enumerator that starts a paragraph of its own.
pub(in crate::read) fn starts_with_mark(line: &str) -> bool {
    split(line).is_some_and(|(mark, _)| mark.kind != MarkKind::Bullet) || line.starts_with("Điều ")
}

/// Splits a running text into its enumerator and the words after it.
///
/// `1. Mục đích` has one, `2026 là năm` and `3 tỷ đồng` have none: a bare number needs its stop, and a dotted one
/// (`4.3 Tạo điều kiện`) may do without.
pub(super) fn split(line: &str) -> Option<(Mark, &str)> {
    let (head, rest) = line.split_once([' ', '\u{a0}'])?;
    let rest = rest.trim_start();
    if rest.is_empty() {
        return None;
    }
    let stopped = head.ends_with(['.', ')', '/', ':']);
    let mark = cell(head)?;
    let has_parts = matches!(mark.kind, MarkKind::Arabic(parts) if parts > 1);
    let is_year_like = matches!(mark.kind, MarkKind::Arabic(1)) && mark.text.len() > 3;
    ((stopped || has_parts) && !is_year_like).then_some((mark, rest))
}

/// Reads the enumerator that fills a cell: `I`, `1.1`, `a)`, `KH20_TT_N01.2.1`.
pub(super) fn cell(text: &str) -> Option<Mark> {
    let text = text.trim();
    if matches!(text, "-" | "–" | "+" | "•" | "*") {
        return Some(Mark { kind: MarkKind::Bullet, text: String::new() });
    }
    let in_parentheses = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    if let Some(inner) = in_parentheses {
        let is_mark = inner.len() <= 5
            && !inner.is_empty()
            && inner.bytes().all(|b| b.is_ascii_alphanumeric());
        return is_mark.then(|| Mark { kind: MarkKind::Parenthesis, text: inner.to_owned() });
    }
    let bare = text.trim_end_matches(['.', ')', '/', ':']);
    let kind = kind_of(bare, text.len() > bare.len())?;
    Some(Mark { kind, text: bare.to_owned() })
}

/// Reads the mark that fills a cell of a number column, where more is a mark than in running text: `7a`, `N01.2`,
/// `Bước 3`, `Nhiệm vụ 12`.
pub(super) fn printed(text: &str) -> Option<Mark> {
    let text = text.trim();
    if let Some(mark) = cell(text) {
        return Some(mark);
    }
    let bare = text.trim_end_matches(['.', ')', '/', ':']);
    let is_code = bare.len() <= 16
        && bare.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
        && bare.bytes().any(|b| b.is_ascii_digit())
        && bare.bytes().any(|b| b.is_ascii_alphabetic());
    if is_code {
        let parts = bare.split('.').count();
        return Some(Mark { kind: MarkKind::Arabic(parts), text: bare.to_owned() });
    }
    let (words, number) = bare.rsplit_once(' ')?;
    let is_counted = words.chars().count() <= 10
        && words.chars().all(|c| c.is_alphabetic() || c == ' ')
        && !number.is_empty()
        && number.len() <= 3
        && number.bytes().all(|b| b.is_ascii_digit());
    let is_date = matches!(
        crate::vietnamese::fold(words).as_str(),
        "thang" | "nam" | "quy" | "tuan" | "ngay"
    );
    (is_counted && !is_date).then(|| Mark { kind: MarkKind::Arabic(1), text: bare.to_owned() })
}

/// Whether the cell of a number column holds a mark, alone or before the words of a heading ("I. CẢI CÁCH").
pub(super) fn starts(text: &str) -> bool {
    printed(text).is_some() || split(text).is_some()
}

fn kind_of(bare: &str, is_stopped: bool) -> Option<MarkKind> {
    let mut characters = bare.chars();
    let first = characters.next()?;
    if bare.chars().all(|c| "IVXLC".contains(c)) && bare.len() <= 8 {
        return Some(MarkKind::Roman);
    }
    if characters.next().is_none() {
        return if first.is_uppercase() {
            Some(MarkKind::Capital)
        } else if first.is_lowercase() && is_stopped {
            Some(MarkKind::Letter)
        } else {
            first.is_ascii_digit().then_some(MarkKind::Arabic(1))
        };
    }
    let (digits, letter) =
        bare.split_at(bare.len() - bare.chars().next_back().map_or(0, char::len_utf8));
    if digits.len() <= 3
        && digits.bytes().all(|b| b.is_ascii_digit())
        && letter.chars().all(char::is_lowercase)
    {
        // "7a" stands beside 7.
        return Some(MarkKind::Arabic(1));
    }
    let parts: Vec<&str> = bare.split('.').collect();
    let (head, tail) = parts.split_first()?;
    let is_number = |part: &&str| {
        part.len() <= 4 && !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())
    };
    if !tail.iter().all(is_number) {
        // "I.1" and "1.a": a mark below a mark of another sort.
        let last = *tail.last()?;
        let is_code = parts.len() <= 6
            && parts.iter().all(|part| {
                part.len() <= 5 && part.chars().all(char::is_alphanumeric) && !part.is_empty()
            })
            && last.chars().count() == 1;
        return is_code.then_some(MarkKind::Arabic(parts.len()));
    }
    let is_prefix = head.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
        && head.bytes().any(|b| b.is_ascii_digit())
        && head.bytes().next().is_some_and(|b| b.is_ascii_alphabetic())
        && head.contains('_');
    let is_roman =
        !tail.is_empty() && head.chars().all(|c| "IVXLC".contains(c)) && !head.is_empty();
    (is_number(head) || is_prefix || is_roman).then_some(MarkKind::Arabic(parts.len()))
}

/// Whether `next` follows `previous` in the alphabet: tells the letter C after B from the Roman hundred.
pub(super) fn continues_letters(previous: &str, next: &str) -> bool {
    let (Some(previous), Some(next)) = (single(previous), single(next)) else { return false };
    u32::from(next) == u32::from(previous) + 1
}

fn single(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expect: Option<(MarkKind, &str, &str)>) {
        let read = split(line).map(|(mark, rest)| (mark.kind, mark.text, rest.to_owned()));
        let expect = expect.map(|(kind, mark, rest)| (kind, mark.to_owned(), rest.to_owned()));
        assert_eq!(read, expect, "{line}");
    }

    #[test]
    fn marks_of_running_text() {
        check("II. NỘI DUNG", Some((MarkKind::Roman, "II", "NỘI DUNG")));
        check("1. Mục đích", Some((MarkKind::Arabic(1), "1", "Mục đích")));
        check("1.10. Đẩy mạnh", Some((MarkKind::Arabic(2), "1.10", "Đẩy mạnh")));
        check("4.3 Tạo điều kiện", Some((MarkKind::Arabic(2), "4.3", "Tạo điều kiện")));
        check("đ) Thực hiện", Some((MarkKind::Letter, "đ", "Thực hiện")));
        check("(iv) Hỗ trợ", Some((MarkKind::Parenthesis, "iv", "Hỗ trợ")));
        check("2026 là năm bứt phá", None);
        check("3 tỷ đồng", None);
        check("Căn cứ Luật", None);
        check("2026. Riêng phủ sóng", None);
    }

    #[test]
    fn marks_of_cells() {
        for (text, kind) in [
            ("I", MarkKind::Roman),
            ("A", MarkKind::Capital),
            ("12", MarkKind::Arabic(1)),
            ("1.2", MarkKind::Arabic(2)),
            ("KH20_TT_N01.2.1", MarkKind::Arabic(3)),
            ("a)", MarkKind::Letter),
            ("-", MarkKind::Bullet),
        ] {
            assert_eq!(cell(text).map(|mark| mark.kind), Some(kind), "{text}");
        }
        for text in ["", "Tổng cộng", "Ghi chú:", "Nguyễn Văn A"] {
            assert_eq!(cell(text), None, "{text}");
        }
    }
}
