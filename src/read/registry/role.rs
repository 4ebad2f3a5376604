//! Words around the names of agencies: who does what, offices of persons, and what is no name.

use super::names::Token;

/// The part agencies of a cell have in the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// They lead.
    Lead,
    /// They help.
    Coordinating,
}

/// A word that says the part of the agencies beside it.
#[derive(Clone, Copy, Debug)]
pub(super) struct RoleMark {
    /// The tokens it takes.
    pub length: usize,
    pub part: Part,
    /// Whether it speaks of the agencies after it, not of those before.
    pub is_label: bool,
}

/// Words of parts, longest first, with whether "của", "với" may follow.
const ROLES: &[(&str, Part)] = &[
    ("cơ quan chủ trì thực hiện", Part::Lead),
    ("cơ quan phối hợp thực hiện", Part::Coordinating),
    ("đơn vị phối hợp thực hiện", Part::Coordinating),
    ("đơn vị chủ trì thực hiện", Part::Lead),
    ("cơ quan chủ trì", Part::Lead),
    ("đơn vị chủ trì", Part::Lead),
    ("cơ quan phối hợp", Part::Coordinating),
    ("đơn vị phối hợp", Part::Coordinating),
    ("cơ quan đầu mối", Part::Lead),
    ("đơn vị đầu mối", Part::Lead),
    ("chủ trì thực hiện", Part::Lead),
    ("chủ trì tham mưu", Part::Lead),
    ("phối hợp thực hiện", Part::Coordinating),
    ("phối hợp với", Part::Coordinating),
    ("phối hợp cùng", Part::Coordinating),
    ("làm đầu mối", Part::Lead),
    ("là đầu mối", Part::Lead),
    ("chủ trì", Part::Lead),
    ("phối hợp", Part::Coordinating),
];

/// The words of a part that begin at `at`; `is_name` says whether an agency begins at a token.
pub(super) fn role_at(
    tokens: &[Token<'_>],
    at: usize,
    is_name: impl Fn(usize) -> bool,
) -> Option<RoleMark> {
    let (words, part) = ROLES.iter().find(|(words, _)| begins(tokens, at, words))?;
    let mut length = words.split(' ').count();
    let mut is_label = words.ends_with("với") || words.ends_with("cùng");
    if begins(tokens, at + length, "với") || begins(tokens, at + length, "cùng") {
        length += 1;
        is_label = true;
    }
    if begins(tokens, at + length, ":") {
        length += 1;
        is_label = true;
    }
    let is_line = at == 0 || tokens[at].is_line_start;
    is_label |= is_name(at + length)
        || (is_line && begins(tokens, at + length, "-"))
        || (is_line && tokens.get(at + length).is_some_and(|token| token.is_line_start));
    Some(RoleMark { length, part: *part, is_label })
}

/// Offices of persons; the body they lead follows.
const OFFICES: &[&str] = &[
    "phó tổng giám đốc",
    "tổng giám đốc",
    "phó giám đốc",
    "giám đốc",
    "phó chủ tịch",
    "chủ tịch",
    "phó thủ trưởng",
    "thủ trưởng",
    "tập thể lãnh đạo",
    "lãnh đạo",
    "người đứng đầu",
    "phó chánh",
    "chánh",
    "phó trưởng",
    "trưởng",
    "phó bí thư",
    "bí thư",
    "bộ trưởng",
    "thứ trưởng",
    "phó cục trưởng",
    "cục trưởng",
    "chi cục trưởng",
    "viện trưởng",
    "hiệu trưởng",
    "phó chỉ huy trưởng",
    "chỉ huy trưởng",
];

/// Forms of address before the name or the office of a person.
const ADDRESSES: &[&str] =
    &["các đồng chí", "đồng chí", "các đ / c", "đ / c", "đ . c", "đc", "ông", "bà"];

/// Family names that most people bear, to tell a person from a body when nothing else does.
const FAMILY_NAMES: &[&str] = &[
    "nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ",
    "hồ", "ngô", "dương", "lý", "đinh", "trịnh", "đào", "mai", "lương", "tạ", "vương",
];

/// The number of tokens of a form of address at `at`.
pub(super) fn address_at(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    longest(ADDRESSES, tokens, at)
}

/// The number of tokens of an office at `at`, with "của" behind it.
pub(super) fn office_at(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let length = longest(OFFICES, tokens, at)?;
    Some(length + usize::from(begins(tokens, at + length, "của")))
}

fn longest(list: &[&str], tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let found = list.iter().filter(|words| begins(tokens, at, words));
    found.map(|words| words.split(' ').count()).max()
}

/// The number of tokens of the name of a person at `at`: a family name and given names.
pub(super) fn person_at(text: &str, tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let first = tokens.get(at)?;
    let length = capitals(text, tokens, at);
    let is_person = FAMILY_NAMES.contains(&first.word.as_ref()) && (2..=5).contains(&length);
    is_person.then_some(length)
}

/// The number of words with a capital letter from `at` on.
pub(super) fn capitals(text: &str, tokens: &[Token<'_>], at: usize) -> usize {
    let rest = tokens.get(at..).unwrap_or_default().iter().enumerate();
    rest.take_while(|(index, token)| {
        token.is_word()
            && (*index == 0 || !token.is_line_start)
            && text[token.start..].starts_with(char::is_uppercase)
    })
    .count()
}

/// Words after a name that say how it works, and so are no part of it.
const TAILS: &[&str] = &[
    "thực hiện",
    "tổ chức thực hiện",
    "tổ chức triển khai",
    "triển khai",
    "phụ trách",
    "chịu trách nhiệm",
    "tham mưu",
    "làm chủ đầu tư",
    "là chủ đầu tư",
    "hướng dẫn",
    "tổng hợp",
    "căn cứ",
    "trong phạm vi",
    "trên cơ sở",
    "theo chức",
    "theo nhiệm",
    "theo thẩm",
    "theo lĩnh",
    "theo phân",
    "theo phạm",
    "theo quy",
    "theo yêu",
    "theo đề",
];

/// Whether a tail begins at `at`.
pub(super) fn is_tail(tokens: &[Token<'_>], at: usize) -> bool {
    TAILS.iter().any(|words| begins(tokens, at, words))
}

/// Words behind a collective that do not make it another one.
const MODIFIERS: &[&str] = &[
    "có liên quan",
    "liên quan",
    "khác",
    "trên địa bàn tỉnh",
    "trên địa bàn thành phố",
    "trên địa bàn",
    "trong tỉnh",
    "của tỉnh",
    "cấp tỉnh",
    "thuộc tỉnh",
    "thành phố",
    "tỉnh",
];

/// The number of tokens of the modifiers at `at`.
pub(super) fn modifiers(tokens: &[Token<'_>], at: usize) -> usize {
    let mut end = at;
    while let Some(length) = longest(MODIFIERS, tokens, end) {
        end += length;
    }
    end - at
}

/// Whether the tokens from `at` on are `words`, written with single spaces.
pub(super) fn begins(tokens: &[Token<'_>], at: usize, words: &str) -> bool {
    let rest = tokens.get(at..).unwrap_or_default();
    words
        .split(' ')
        .enumerate()
        .all(|(index, word)| rest.get(index).is_some_and(|t| t.word == word))
}
