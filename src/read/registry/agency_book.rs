//! The agencies known so far, and the reader of cells that list agencies.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::TakenIds;
use super::names::{Names, Token, tokens};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Agency, AgencyKind, Id, Member, Provenance, Responsibility};
use crate::vietnamese::{fold_whitespace, match_key};

/// Agencies by name: the registered ones, then those met in plans without being registered.
///
/// Copies share what they hold until one of them meets an agency nobody registered.
#[derive(Clone, Debug, Default)]
pub struct AgencyBook {
    agencies: Arc<Vec<Agency>>,
    ids: Arc<TakenIds>,
    names: Arc<Names>,
}

/// First words of agency names: after a comma or "và" they begin another agency.
const HEADS: &[&str] = &[
    "ban",
    "bộ",
    "báo",
    "bảo",
    "bưu",
    "bệnh",
    "chi",
    "công",
    "cơ",
    "cục",
    "cổng",
    "doanh",
    "hiệp",
    "hđnd",
    "hội",
    "kho",
    "liên",
    "mặt",
    "ngân",
    "phòng",
    "sở",
    "thanh",
    "thuế",
    "thành",
    "thống",
    "trung",
    "trường",
    "tập",
    "tỉnh",
    "tổng",
    "tổ",
    "ubmttq",
    "ubnd",
    "viện",
    "viễn",
    "văn",
    "đài",
    "đại",
    "đảng",
    "ủy",
    "quỹ",
    "đoàn",
    "học",
    "tòa",
];

/// Words between two agencies that belong to neither.
const SEPARATORS: &[&str] =
    &[",", ";", "và", "cùng", "với", ":", "-", "+", "•", "*", ".", ")", "/"];

impl AgencyBook {
    /// A book of these agencies; where two share a spelling, the first has it.
    pub fn new(agencies: Vec<Agency>) -> Self {
        let mut names = Names::default();
        for (index, agency) in agencies.iter().enumerate() {
            for name in spellings(agency) {
                names.insert(name, index);
            }
        }
        let ids = TakenIds::new(agencies.iter().map(|agency| &agency.id));
        Self { agencies: agencies.into(), ids: ids.into(), names: names.into() }
    }

    /// All agencies, registered ones first.
    pub fn agencies(&self) -> &[Agency] {
        &self.agencies
    }

    /// All agencies, registered ones first.
    pub fn into_agencies(self) -> Vec<Agency> {
        Arc::unwrap_or_clone(self.agencies)
    }

    /// Reads a cell that lists agencies.
    ///
    /// At each word the longest registered name that ends where an agency can end is taken, so that
    /// commas and "và" inside names do not split them. What is no registered name becomes an agency
    /// of its own, reported once; later uses find it like a registered one.
    pub fn read_list(
        &mut self,
        text: &str,
        place: &Place,
        item: &Id,
        file: &Arc<str>,
        diagnostics: &mut Diagnostics,
    ) -> Responsibility {
        let text = text.trim().trim_end_matches('.').trim_end();
        let tokens = tokens(text);
        let mut read = Responsibility { text: text.to_owned(), ..Responsibility::default() };
        if is_reference(&tokens) {
            read.is_by_reference = true;
            let message =
                format!("`{}` dẫn sang văn bản khác thay vì nêu cơ quan", fold_whitespace(text));
            diagnostics
                .push(Diagnostic::new(Code::LeadByReference, place.clone(), message).item(item));
            return read;
        }
        let mut named = BTreeSet::new();
        let mut at = 0;
        let mut shared_head = None;
        while let Some(token) = tokens.get(at) {
            if token.word == "(" {
                let (end, inner) = parenthesis(text, &tokens, at);
                attach(&mut read, &tokens[at + 1..], inner);
                at = end;
            } else if token.word == "theo" {
                let end = self.tail_end(&tokens, at);
                let tail = slice(text, &tokens, at, end);
                read.qualifier.get_or_insert_with(|| tail.to_owned());
                at = end;
            } else if SEPARATORS.contains(&token.word.as_ref()) {
                at += 1;
            } else if let Some(length) = heading(&tokens[at..]) {
                shared_head = tokens.get(at + length - 2).map(|head| head.key.clone());
                at += length;
            } else if let Some((length, index)) = self.match_at(&tokens, at, shared_head.as_deref())
            {
                if named.insert(index) {
                    self.push(&mut read, index, slice(text, &tokens, at, at + length));
                }
                shared_head = match token.word.as_ref() {
                    "sở" => Some(token.key.clone()),
                    _ if self.names.matches(&tokens[at..]).is_empty() => shared_head,
                    _ => None,
                };
                at += length;
            } else if token.word == "các" && self.match_at(&tokens, at + 1, None).is_some() {
                at += 1;
            } else {
                let end = self.unknown_end(text, &tokens, at);
                let spelling = slice(text, &tokens, at, end);
                let index = self.add(spelling, place, item, file, diagnostics);
                if named.insert(index) {
                    self.push(&mut read, index, spelling);
                }
                shared_head = None;
                at = end;
            }
        }
        read
    }

    /// The longest name at `at` that ends where an agency can end: number of tokens and agency.
    ///
    /// After "Sở Tài chính," also "Nội vụ" is a name: it shares the head "Sở".
    fn match_at(
        &self,
        tokens: &[Token<'_>],
        at: usize,
        head: Option<&str>,
    ) -> Option<(usize, usize)> {
        let rest = tokens.get(at..)?;
        let whole = self.names.matches(rest);
        let found = whole.into_iter().rev().find(|(length, _)| self.may_end(tokens, at + length));
        found.or_else(|| {
            let shared = self.names.after(head?)?.matches(rest);
            shared.into_iter().rev().find(|(length, _)| is_end(tokens, at + length))
        })
    }

    /// Whether an agency may end before the token `at`: at a separator, or where another name begins
    /// because the separator was forgotten.
    fn may_end(&self, tokens: &[Token<'_>], at: usize) -> bool {
        is_end(tokens, at)
            || (!tokens[at].is_glued
                && self.names.matches(&tokens[at..]).iter().any(|m| is_end(tokens, at + m.0)))
    }

    /// Where a tail ("theo chức năng, nhiệm vụ") that begins at `at` ends.
    fn tail_end(&self, tokens: &[Token<'_>], at: usize) -> usize {
        (at + 1..tokens.len())
            .find(|&end| {
                let token = &tokens[end];
                token.is_line_start
                    || token.word == ";"
                    || (matches!(token.word.as_ref(), "," | "và")
                        && self.match_at(tokens, end + 1, None).is_some())
            })
            .unwrap_or(tokens.len())
    }

    /// Where an unregistered name that begins at `at` ends.
    fn unknown_end(&self, text: &str, tokens: &[Token<'_>], at: usize) -> usize {
        let starts_like_agency = is_head(text, &tokens[at]) || tokens[at].word == "các";
        (at + 1..tokens.len())
            .find(|&end| {
                let token = &tokens[end];
                token.is_line_start
                    || match token.word.as_ref() {
                        ";" | "(" => true,
                        "theo" => is_end(tokens, end),
                        "," | "và" | "cùng" => {
                            !starts_like_agency
                                || tokens.get(end + 1).is_none_or(|next| {
                                    next.word == "các"
                                        || is_head(text, next)
                                        || SEPARATORS.contains(&next.word.as_ref())
                                })
                                || self.match_at(tokens, end + 1, None).is_some()
                        }
                        _ => false,
                    }
            })
            .unwrap_or(tokens.len())
    }

    fn push(&self, read: &mut Responsibility, index: usize, spelling: &str) {
        let Some(agency) = self.agencies.get(index) else { return };
        let text = fold_whitespace(spelling);
        read.members.push(Member { agency: agency.id.clone(), text, scope: None });
    }

    /// Adds an agency nobody registered.
    fn add(
        &mut self,
        spelling: &str,
        place: &Place,
        item: &Id,
        file: &Arc<str>,
        diagnostics: &mut Diagnostics,
    ) -> usize {
        let name = fold_whitespace(spelling);
        let registered = self.agencies.iter().take_while(|agency| agency.is_registered);
        let message = format!("cơ quan `{name}` chưa có trong danh bạ");
        diagnostics.push(
            Diagnostic::new(Code::AgencyUnregistered, place.clone(), message)
                .allowed("tên hoặc một cách viết trong `seeds/agencies.toml`")
                .nearest(&name, registered.flat_map(spellings))
                .item(item),
        );
        let index = self.agencies.len();
        Arc::make_mut(&mut self.names).insert(&name, index);
        let kind = guess_kind(&name);
        let line = place.line_number().unwrap_or(1);
        let id = Arc::make_mut(&mut self.ids).take(Id::slug(&name));
        Arc::make_mut(&mut self.agencies).push(Agency {
            id,
            name,
            short_name: None,
            kind,
            is_collective: kind == AgencyKind::Collective,
            spellings: Vec::new(),
            successor: None,
            is_registered: false,
            provenance: Provenance {
                file: Arc::clone(file),
                line_first: line,
                line_last: line,
                sheet: None,
            },
        });
        index
    }
}

fn spellings(agency: &Agency) -> impl Iterator<Item = &str> {
    [&agency.name]
        .into_iter()
        .chain(&agency.short_name)
        .chain(&agency.spellings)
        .map(String::as_str)
}

/// "Theo Kế hoạch 144/KH-UBND": names a document; "Theo chức năng, nhiệm vụ" does not.
fn is_reference(tokens: &[Token<'_>]) -> bool {
    let mut keys = tokens.iter().map(|token| token.word.as_ref());
    keys.next() == Some("theo") && !matches!(keys.next(), Some("chức" | "nhiệm" | "thẩm") | None)
}

/// Whether an agency can end before the token `at`.
fn is_end(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return true };
    token.is_line_start
        || match token.word.as_ref() {
            "," | ";" | "và" | "cùng" | "(" | ")" | "." | "+" | "•" => true,
            "-" => !token.is_glued,
            "theo" => tokens.get(at + 1).is_some_and(|next| {
                matches!(
                    next.word.as_ref(),
                    "chức" | "nhiệm" | "thẩm" | "lĩnh" | "phân" | "phạm" | "quy"
                )
            }),
            _ => false,
        }
}

/// "Các sở:" before names without "Sở": its number of tokens.
fn heading(tokens: &[Token<'_>]) -> Option<usize> {
    let skip = usize::from(tokens.first()?.word == "các");
    let is_heading = tokens.get(skip)?.is_word() && tokens.get(skip + 1)?.word == ":";
    is_heading.then_some(skip + 2)
}

fn is_head(text: &str, token: &Token<'_>) -> bool {
    HEADS.contains(&token.word.as_ref())
        && text[token.start..token.end].starts_with(char::is_uppercase)
}

/// The words of the tokens `first..end`.
fn slice<'a>(text: &'a str, tokens: &[Token<'_>], first: usize, end: usize) -> &'a str {
    match (tokens.get(first), end.checked_sub(1).and_then(|last| tokens.get(last))) {
        (Some(first), Some(last)) if first.start < last.end => text[first.start..last.end].trim(),
        _ => "",
    }
}

/// The index after the parenthesis that opens at `at`, and what stands in it.
fn parenthesis<'a>(text: &'a str, tokens: &[Token<'_>], at: usize) -> (usize, &'a str) {
    let mut depth = 0_u32;
    for (index, token) in tokens.iter().enumerate().skip(at) {
        match token.word.as_ref() {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (index + 1, slice(text, tokens, at + 1, index));
        }
    }
    (tokens.len(), slice(text, tokens, at + 1, tokens.len()))
}

/// Words in parentheses limit all agencies ("theo chức năng …") or the one before them.
fn attach(read: &mut Responsibility, inside: &[Token<'_>], words: &str) {
    if words.is_empty() {
        return;
    }
    if inside.first().is_some_and(|token| token.word == "theo") {
        read.qualifier.get_or_insert_with(|| words.to_owned());
    } else if let Some(member) = read.members.last_mut() {
        member.scope.get_or_insert_with(|| words.to_owned());
    }
}

fn guess_kind(name: &str) -> AgencyKind {
    let key = match_key(name);
    let starts = |words: &[&str]| words.iter().any(|word| key.starts_with(&match_key(word)));
    if starts(&["các ", "sở, ", "cơ quan, "]) {
        AgencyKind::Collective
    } else if starts(&["sở ", "thanh tra", "ban quản lý"]) {
        AgencyKind::Department
    } else if starts(&["ubnd", "ủy ban nhân dân", "văn phòng ubnd"]) {
        AgencyKind::Committee
    } else if starts(&["công an", "bộ chỉ huy", "bộ chqs"]) {
        AgencyKind::Force
    } else if starts(&["công ty", "tổng công ty", "tập đoàn", "doanh nghiệp"]) {
        AgencyKind::Enterprise
    } else {
        AgencyKind::Other
    }
}
