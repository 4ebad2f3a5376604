//! The grammar of cells that list agencies: which words name one, which say its part, its limits or
//! a person, and where one name ends and the next begins.

use std::ops::Range;

use super::agency_book::AgencyBook;
use super::gazetteer::Form;
use super::head::{is_head, is_set};
use super::name::{Found, is_end};
use super::names::{Token, tokens};
use super::role::{
    Part, address_at, begins, capitals, is_tail, modifiers, office_at, person_at, role_at,
};

/// What a stretch of a cell is.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// An agency: who it is, and how it is printed.
    Agency { found: Found, text: String, part: Part, scope: Option<String> },
    /// Words that limit all agencies.
    Qualifier { text: String, part: Part },
    /// A person, who is no agency.
    Person(String),
    /// Words that are neither.
    Unread(String),
}

/// Reads the pieces of a cell whose agencies have the part `default` unless the cell says otherwise.
pub(super) fn pieces(book: &AgencyBook, text: &str, default: Part) -> Vec<Piece> {
    let mut reader = ListReader {
        book,
        text,
        tokens: tokens(text),
        part: default,
        pieces: Vec::new(),
        unmarked: 0,
        head: None,
        unit: None,
    };
    reader.read();
    reader.pieces
}

/// Words between two agencies that belong to neither.
const SEPARATORS: &[&str] = &[
    ",", ";", "và", "cùng", "với", ":", "-", "+", "•", "*", ".", ")", "/", "&", "…", "\"", "→", "",
    "○", "▪", "·",
];

struct ListReader<'a> {
    book: &'a AgencyBook,
    text: &'a str,
    tokens: Vec<Token<'a>>,
    /// The part of agencies from here on.
    part: Part,
    pieces: Vec<Piece>,
    /// The first piece that a word of its part behind it would speak of.
    unmarked: usize,
    /// The first word of the last name, which names after it may share ("Sở Y tế, Tài chính").
    head: Option<String>,
    /// The beginning of names of communes that are listed ("UBND các xã A, B"): "UBND", "xã".
    unit: Option<(String, String)>,
}

impl ListReader<'_> {
    fn read(&mut self) {
        let mut at = 0;
        while let Some(word) = self.tokens.get(at).map(|token| token.word.clone()) {
            let word = word.as_ref();
            at = if word == "(" {
                self.parenthesis(at)
            } else if let Some(end) = self.role(at) {
                end
            } else if is_tail(&self.tokens, at) || word == "theo" {
                self.tail(at)
            } else if SEPARATORS.contains(&word) || self.is_numbering(at) || self.is_filler(at) {
                at + 1
            } else if let Some(end) = self.heading(at) {
                end
            } else if let Some(end) = self.name(at) {
                end
            } else if let Some(end) = self.commune(at) {
                end
            } else if let Some(end) = self.person(at) {
                end
            } else {
                self.unknown(at)
            };
        }
    }

    /// "1)", "a.", "1." at the beginning of an entry.
    fn is_numbering(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_first = at == 0
            || token.is_line_start
            || matches!(self.tokens[at - 1].word.as_ref(), ";" | "," | "-" | "(");
        let is_short = token.is_number() || token.key.len() == 1;
        is_first
            && is_short
            && self
                .tokens
                .get(at + 1)
                .is_some_and(|next| next.is_glued && matches!(next.word.as_ref(), ")" | "." | "/"))
    }

    /// Words before a name that add nothing: "tất cả các sở", "các Sở: …", "một số đơn vị".
    fn is_filler(&self, at: usize) -> bool {
        let word = self.tokens[at].word.as_ref();
        let is_name = |at| self.book.name_at(self.text, &self.tokens, at).is_some();
        match word {
            "các" => !is_name(at) && is_name(at + 1),
            "đề" | "kính" | "nghị" | "giao" | "mời" | "yêu" | "cầu" => {
                let first = (at..self.tokens.len().min(at + 4)).find(|at| is_name(*at));
                first.is_some_and(|first| {
                    self.tokens[at..first].iter().all(|token| {
                        matches!(
                            token.word.as_ref(),
                            "đề" | "kính" | "nghị" | "giao" | "mời" | "yêu" | "cầu"
                        )
                    })
                })
            }
            "tất" | "toàn" | "cả" | "bộ" | "một" | "số" | "thể" => {
                let first =
                    (at..self.tokens.len().min(at + 3)).find(|at| self.tokens[*at].word == "các");
                !is_name(at)
                    && first.is_some_and(|first| {
                        self.tokens[at..first].iter().all(|token| {
                            matches!(
                                token.word.as_ref(),
                                "tất" | "toàn" | "cả" | "bộ" | "một" | "số" | "thể"
                            )
                        })
                    })
            }
            _ => false,
        }
    }

    /// Where a word of a part ends; it speaks of the agencies after it, or of those before.
    fn role(&mut self, at: usize) -> Option<usize> {
        let is_name = |at: usize| {
            (is_head(self.text, &self.tokens, at) || is_set(&self.tokens, at))
                || self.book.name_at(self.text, &self.tokens, at).is_some()
        };
        let mark = role_at(&self.tokens, at, is_name)?;
        let end = at + mark.length;
        if mark.is_label {
            // "Chủ trì, phối hợp: …" says nothing of who does which.
            self.part = mark.part;
        } else {
            for piece in &mut self.pieces[self.unmarked..] {
                if let Piece::Agency { part, .. } | Piece::Qualifier { part, .. } = piece {
                    *part = mark.part;
                }
            }
        }
        self.unmarked = self.pieces.len();
        (self.head, self.unit) = (None, None);
        Some(end)
    }

    /// Words in parentheses: the part of the agency before them, a limit, or a limit of all.
    fn parenthesis(&mut self, at: usize) -> usize {
        let mut depth = 0_u32;
        let mut end = self.tokens.len();
        for (index, token) in self.tokens.iter().enumerate().skip(at) {
            match token.word.as_ref() {
                "(" => depth += 1,
                ")" => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                end = index;
                break;
            }
        }
        let inner = slice(self.text, &self.tokens, at + 1..end).to_owned();
        let mark = role_at(&self.tokens, at + 1, |_| false);
        let is_whole = mark.is_some_and(|mark| at + 1 + mark.length >= end);
        if begins(&self.tokens, at + 1, "theo") {
            self.qualify(inner);
        } else if matches!(self.pieces.last(), Some(Piece::Agency { .. })) {
            let last = self.pieces.len() - 1;
            // "A (chủ trì); B, C (phối hợp)": with a word before, this one speaks of all since then.
            let first = if self.unmarked > 0 { self.unmarked.min(last) } else { last };
            for piece in &mut self.pieces[first..] {
                if let (Piece::Agency { part, .. }, Some(mark)) = (piece, mark) {
                    *part = mark.part;
                }
            }
            if let Some(Piece::Agency { scope, .. }) = self.pieces.last_mut()
                && !is_whole
                && !inner.is_empty()
            {
                scope.get_or_insert(inner);
            }
            self.unmarked = mark.map_or(self.unmarked, |_| self.pieces.len());
        } else if !inner.is_empty() {
            self.pieces.push(Piece::Unread(inner));
        }
        end + 1
    }

    fn qualify(&mut self, text: String) {
        if !text.is_empty() {
            self.pieces.push(Piece::Qualifier { text, part: self.part });
        }
    }

    /// A tail that limits all agencies before it: "theo chức năng, nhiệm vụ".
    fn tail(&mut self, at: usize) -> usize {
        let end = (at + 1..self.tokens.len())
            .find(|&end| {
                let token = &self.tokens[end];
                token.is_line_start
                    || token.word == ";"
                    || (matches!(token.word.as_ref(), "," | "và" | ".")
                        && (self.book.name_at(self.text, &self.tokens, end + 1).is_some()
                            || role_at(&self.tokens, end + 1, |_| false).is_some()))
            })
            .unwrap_or(self.tokens.len());
        self.qualify(slice(self.text, &self.tokens, at..end).to_owned());
        end
    }

    /// "Các Sở:" before names without "Sở".
    fn heading(&mut self, at: usize) -> Option<usize> {
        let skip = usize::from(self.tokens[at].word == "các");
        let is_heading =
            self.tokens.get(at + skip)?.is_word() && begins(&self.tokens, at + skip + 1, ":");
        if !is_heading {
            return None;
        }
        self.head = Some(self.tokens[at + skip].key.to_string());
        Some(at + skip + 2)
    }

    /// A known name.
    fn name(&mut self, at: usize) -> Option<usize> {
        let own = self.book.name_at(self.text, &self.tokens, at);
        let head = self.head.as_deref();
        let below = head.and_then(|head| self.book.below_head(self.text, &self.tokens, at, head));
        let is_loose = |found: &Found| matches!(found, Found::Body(_, Form::Shared | Form::Bare));
        let (is_own, (length, found)) = match (own, below) {
            (Some(own), Some(below)) if is_loose(&own.1) && below.0 >= own.0 => (false, below),
            (Some(own), _) => (true, own),
            (None, below) => (false, below?),
        };
        let mut end = at + length;
        if found.is_collective(self.book) {
            end += modifiers(&self.tokens, end);
        } else if is_loose(&found) && self.name_goes_on(end) {
            return None;
        }
        if is_own {
            let word = self.tokens[at].word.as_ref();
            self.head = Some(self.tokens[at].key.to_string()).filter(|_| word != "các");
        }
        self.unit = unit_of(self.text, &self.tokens, at..end);
        self.push(found, at..end);
        Some(end)
    }

    /// Whether a name without its level is only the beginning of a longer one: "Ban Quản lý khu kinh
    /// tế | và các khu công nghiệp".
    fn name_goes_on(&self, end: usize) -> bool {
        let Some(token) = self.tokens.get(end) else { return false };
        let next = end + usize::from(matches!(token.word.as_ref(), "và" | "," | "&"));
        let begins_small = self.tokens.get(next).is_some_and(|next| {
            next.is_word() && self.text[next.start..].starts_with(char::is_lowercase)
        });
        (next > end || token.is_line_start)
            && begins_small
            && !self.begins_agency(next)
            && role_at(&self.tokens, next, |_| false).is_none()
            && !is_tail(&self.tokens, next)
    }

    /// "Phù Lãng" after "UBND các xã Chi Lăng", "phường Kinh Bắc" after "UBND xã Chi Lăng".
    fn commune(&mut self, at: usize) -> Option<usize> {
        if let Some((head, unit, first)) = commune_list(&self.tokens, at) {
            // "UBND các xã Chi Lăng, Phù Lãng": the head, then the first name.
            let length = self.place(first)?;
            let name =
                format!("{head} {unit} {}", slice(self.text, &self.tokens, first..first + length));
            self.push(Found::Named { body: None, name }, first..first + length);
            self.unit = Some((head, unit));
            return Some(first + length);
        }
        let (head, unit) = self.unit.clone()?;
        let has_unit = UNITS.iter().find(|unit| begins(&self.tokens, at, unit));
        let first = at + has_unit.map_or(0, |unit| unit.split(' ').count());
        let unit = has_unit.map_or(unit, |unit| (*unit).to_owned());
        if has_unit.is_none() && is_head(self.text, &self.tokens, at) {
            return None;
        }
        let length = self.place(first)?;
        let name =
            format!("{head} {unit} {}", slice(self.text, &self.tokens, first..first + length));
        self.push(Found::Named { body: None, name }, at..first + length);
        self.unit = Some((head, unit));
        Some(first + length)
    }

    /// The number of tokens of the name of a place, which must be a whole entry.
    fn place(&self, at: usize) -> Option<usize> {
        let length = capitals(self.text, &self.tokens, at);
        (length > 0 && is_end(&self.tokens, at + length)).then_some(length)
    }

    /// A person by form of address, office or name; the body an office leads is an agency.
    fn person(&mut self, at: usize) -> Option<usize> {
        let address = address_at(&self.tokens, at);
        let mut first = at + address.unwrap_or(0);
        let mut is_person = address.is_some();
        while let Some(length) = office_at(&self.tokens, first) {
            first += length;
            is_person = true;
        }
        if !is_person {
            let length = person_at(self.text, &self.tokens, at)?;
            is_end(&self.tokens, at + length).then_some(())?;
            self.pieces
                .push(Piece::Person(slice(self.text, &self.tokens, at..at + length).to_owned()));
            return Some(at + length);
        }
        let skip = usize::from(
            begins(&self.tokens, first, "các")
                && self.book.name_at(self.text, &self.tokens, first).is_none(),
        );
        if let Some((length, found)) = self.book.name_at(self.text, &self.tokens, first + skip) {
            let mut end = first + skip + length;
            if found.is_collective(self.book) {
                end += modifiers(&self.tokens, end);
            }
            self.push(found, at..end);
            return Some(end);
        }
        let has_office = first > at + address.unwrap_or(0);
        let name = capitals(self.text, &self.tokens, first);
        let is_set = is_set(&self.tokens, first);
        let end =
            if has_office || name == 0 { self.unknown_end(first, is_set) } else { first + name };
        let is_body = has_office
            && (is_set || (is_head(self.text, &self.tokens, first) && end > first + 1 && name > 1));
        if is_body {
            let name = slice(self.text, &self.tokens, first..end).to_owned();
            self.push(Found::Unknown { name, is_split: self.is_split(at, end) }, at..end);
        } else {
            self.pieces.push(Piece::Person(slice(self.text, &self.tokens, at..end).to_owned()));
        }
        Some(end.max(at + 1))
    }

    /// A name nobody knows, or words that are none.
    fn unknown(&mut self, at: usize) -> usize {
        let starts_like_agency = is_head(self.text, &self.tokens, at) || is_set(&self.tokens, at);
        let end = self.unknown_end(at, starts_like_agency);
        let name = slice(self.text, &self.tokens, at..end).to_owned();
        let first = &self.tokens[at];
        let is_name = starts_like_agency
            || (self.text[first.start..].starts_with(char::is_uppercase)
                && first.end - first.start > 1);
        if is_name {
            let is_split = self.is_split(at, end);
            self.push(Found::Unknown { name, is_split }, at..end);
            self.unit = unit_of(self.text, &self.tokens, at..end);
        } else {
            self.pieces.push(Piece::Unread(name));
        }
        self.head = None;
        end
    }

    /// Whether an unknown name stands beside others on a line, so that a wrong cut may have made it.
    fn is_split(&self, at: usize, end: usize) -> bool {
        let is_cut = |mark: &str| matches!(mark, "," | "và" | "cùng" | "/" | "-" | "&");
        let before = at > 0 && !self.tokens[at].is_line_start && is_cut(&self.tokens[at - 1].word);
        let after = self.tokens.get(end).is_some_and(|token| {
            !token.is_line_start && is_cut(&token.word) && end + 1 < self.tokens.len()
        });
        before || after
    }

    /// Where an unknown name that begins at `at` ends.
    fn unknown_end(&self, at: usize, starts_like_agency: bool) -> usize {
        (at + 1..self.tokens.len())
            .find(|&end| {
                let token = &self.tokens[end];
                if token.is_line_start && !self.goes_on(end) {
                    return true;
                }
                match token.word.as_ref() {
                    ";" | "(" | ")" | "•" | "·" => true,
                    "," | "và" | "cùng" => !starts_like_agency || self.begins_agency(end + 1),
                    "/" | "-" | "+" | "&" => self.begins_agency(end + 1),
                    "." => self.tokens.get(end + 1).is_none_or(|next| !next.is_glued),
                    _ => {
                        is_tail(&self.tokens, end)
                            || role_at(&self.tokens, end, |_| false).is_some()
                    }
                }
            })
            .unwrap_or(self.tokens.len())
    }

    /// Whether a line goes on with the name of the line before: it begins small, or after "và".
    fn goes_on(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let before = self.tokens[at - 1].word.as_ref();
        let begins_small = token.is_word()
            && !token.is_number()
            && !self.text[token.start..].starts_with(char::is_uppercase);
        let is_open = matches!(before, "và" | "của" | "-" | "&" | ",");
        (begins_small && !matches!(before, "," | ";" | "." | ":") && !self.begins_agency(at))
            || (is_open && before != "," && token.is_word() && !self.begins_agency(at))
    }

    /// Whether another agency begins at `at`, or the entry ends there.
    fn begins_agency(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return true };
        let printed = &self.text[token.start..token.end];
        let is_letters = printed.chars().filter(|c| c.is_uppercase()).count() > 1
            && !begins(&self.tokens, at + 1, "&")
            && is_end(&self.tokens, at + 1);
        is_head(self.text, &self.tokens, at)
            || is_set(&self.tokens, at)
            || SEPARATORS.contains(&token.word.as_ref())
            || is_letters
            || address_at(&self.tokens, at).is_some()
            || self.book.name_at(self.text, &self.tokens, at).is_some()
    }

    fn push(&mut self, found: Found, range: Range<usize>) {
        let text = slice(self.text, &self.tokens, range).to_owned();
        self.pieces.push(Piece::Agency { found, text, part: self.part, scope: None });
    }
}

/// Kinds of places that have a people's committee of their own, longest first.
const UNITS: &[&str] =
    &["thị trấn", "thị xã", "thành phố", "đặc khu", "xã", "phường", "huyện", "quận"];

/// "UBND các xã Chi Lăng …": head, unit and the token of the first name.
fn commune_list(tokens: &[Token<'_>], at: usize) -> Option<(String, String, usize)> {
    let (head, length) = [
        ("UBND", "ubnd"),
        ("UBND", "ủy ban nhân dân"),
        ("HĐND", "hđnd"),
        ("Đảng ủy", "đảng ủy"),
        ("Công an", "công an"),
    ]
    .into_iter()
    .find(|(_, words)| begins(tokens, at, words))
    .map(|(head, words)| (head, words.split(' ').count()))?;
    let skip = at + length + usize::from(begins(tokens, at + length, "các"));
    let unit = UNITS.iter().find(|unit| begins(tokens, skip, unit))?;
    let first = skip + unit.split(' ').count();
    let first = first + usize::from(begins(tokens, first, ":"));
    Some((head.to_owned(), (*unit).to_owned(), first))
}

/// What names after "UBND xã Chi Lăng" share with it.
fn unit_of(text: &str, tokens: &[Token<'_>], range: Range<usize>) -> Option<(String, String)> {
    let (head, unit, first) = commune_list(tokens, range.start)?;
    (first < range.end && capitals(text, tokens, first) > 0).then_some((head, unit))
}

/// The words of some tokens.
fn slice<'a>(text: &'a str, tokens: &[Token<'_>], range: Range<usize>) -> &'a str {
    match (tokens.get(range.start), range.end.checked_sub(1).and_then(|last| tokens.get(last))) {
        (Some(first), Some(last)) if first.start < last.end => text[first.start..last.end].trim(),
        _ => "",
    }
}
