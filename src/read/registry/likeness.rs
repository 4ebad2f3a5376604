//! How much the words of a cell look like the names of agencies.

use super::head::{is_head, is_set};
use super::names::{Token, tokens};
use super::role::begins;

/// Words before a name that are no part of it: who does what, and how a person is addressed.
const LABELS: &[&str] = &[
    "chủ trì",
    "phối hợp",
    "cơ quan chủ trì",
    "cơ quan phối hợp",
    "đơn vị chủ trì",
    "đơn vị phối hợp",
    "giám đốc",
    "lãnh đạo",
    "thủ trưởng",
    "chủ tịch",
];

/// How much a cell looks like a list of agencies: 0 not at all, 1 wholly.
///
/// It is the share of the parts between line breaks, semicolons and commas that begin as names of
/// agencies do; short parts that go on with a name before them ("Sở Văn hóa, Thể thao và Du lịch")
/// count for nothing. Made for finding the columns of a table: it looks at words only, takes time
/// in proportion to the text, and says nothing about who is meant.
///
/// ```
/// # use congkhai::read::registry::agency_likeness;
/// assert!(agency_likeness("Sở Y tế; UBND các xã, phường") > 0.9);
/// assert!(agency_likeness("Báo cáo kết quả kiểm tra") < 0.1);
/// assert!(agency_likeness("30/6/2026") < 0.1);
/// ```
pub fn agency_likeness(text: &str) -> f64 {
    let tokens = tokens(text);
    let (mut named, mut other) = (0_u32, 0_u32);
    let mut at = 0;
    while at < tokens.len() {
        let end = (at..tokens.len())
            .find(|&end| {
                matches!(tokens[end].word.as_ref(), "," | ";" | ":")
                    || (end > at && tokens[end].is_line_start)
            })
            .unwrap_or(tokens.len());
        let part = &tokens[at..end];
        let words = part.iter().filter(|token| token.is_word()).count();
        let is_label = tokens.get(end).is_some_and(|token| token.word == ":");
        if begins_as_agency(text, part) {
            named += 1;
        } else if words > 0 && !is_label && (named == 0 || words > 8) {
            other += 1;
        }
        at = end + usize::from(tokens.get(end).is_some_and(|token| !token.is_word()));
    }
    if named == 0 { 0.0 } else { f64::from(named) / f64::from(named + other) }
}

fn begins_as_agency(text: &str, part: &[Token<'_>]) -> bool {
    let skip = part.iter().take_while(|token| !token.is_word() || token.is_number()).count();
    let mut rest = &part[skip..];
    for label in LABELS {
        let length = label.split(' ').count();
        if rest.len() > length && label.split(' ').zip(rest).all(|(word, token)| token.word == word)
        {
            rest = &rest[length..];
        }
    }
    let Some(first) = rest.first() else { return false };
    let is_known_small = matches!(first.word.as_ref(), "sở" | "ubnd")
        || begins(rest, 0, "cơ quan")
        || begins(rest, 0, "đơn vị");
    let is_short = first.word.chars().count() <= 2 && rest.len() == 1;
    is_set(rest, 0) || (is_head(text, rest, 0) && !is_short) || (is_known_small && !is_short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_are_told_from_products_and_dates() {
        for text in [
            "Sở Y tế",
            "Sở Văn hóa, Thể thao và Du lịch",
            "Các Sở: Xây dựng, Công Thương",
            "- Công an tỉnh;\n- UBND các xã, phường",
            "Chủ trì: Sở Y tế; Phối hợp: Thuế tỉnh",
            "Các cơ quan, đơn vị liên quan",
            "Văn phòng UBND tỉnh",
            "Trung tâm Phục vụ hành chính công",
            "Giám đốc Sở Nội vụ",
        ] {
            assert!(agency_likeness(text) > 0.7, "{text}: {}", agency_likeness(text));
        }
        for text in [
            "",
            "–",
            "30/6/2026",
            "Quý II/2026",
            "Báo cáo kết quả",
            "Văn bản của UBND tỉnh",
            "Ban hành Kế hoạch",
            "Hội nghị tập huấn",
            "Tổ chức lớp bồi dưỡng, hội thảo",
            "Thành lập Tổ công tác",
            "Cơ sở dữ liệu dùng chung",
            "≥ 95%",
            "nt",
        ] {
            assert!(agency_likeness(text) < 0.3, "{text}: {}", agency_likeness(text));
        }
    }
}
