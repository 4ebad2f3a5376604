//! Which name begins at a word of a cell: a registered one, one of the gazetteer, one made by rule.

use super::abbreviation;
use super::agency_book::AgencyBook;
use super::gazetteer::{Form, GAZETTEER, Tier, province_word};
use super::head::{is_head, is_head_word};
use super::names::Token;
use super::role::{begins, capitals, is_tail, modifiers, role_at};
use crate::model::AgencyKind;
use crate::vietnamese::fold_whitespace;

/// Whom a name means.
#[derive(Clone, Debug)]
pub(super) enum Found {
    /// An agency of the book.
    Known(usize),
    /// A body of the gazetteer, named in this form.
    Body(usize, Form),
    /// A body of one place, made by rule from a body of the gazetteer ("Công an tỉnh Lào Cai").
    Named { body: Option<usize>, name: String },
    /// A name nobody knows; whether it was cut out of a longer stretch.
    Unknown { name: String, is_split: bool },
}

impl Found {
    /// Whether it is a set of agencies.
    pub(super) fn is_collective(&self, book: &AgencyBook) -> bool {
        match self {
            Self::Known(index) => book.agencies()[*index].is_collective,
            Self::Body(body, _) => GAZETTEER.bodies[*body].kind == AgencyKind::Collective,
            _ => false,
        }
    }
}

/// Whether an agency can end before the token `at`.
pub(super) fn is_end(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return true };
    token.is_line_start
        || match token.word.as_ref() {
            "," | ";" | "và" | "cùng" | "(" | ")" | "." | "…" | "+" | "•" | "·" | ":" | "\""
            | "/" => true,
            "-" | "&" => {
                !token.is_glued
                    || tokens
                        .get(at + 1)
                        .is_none_or(|next| !next.is_glued || is_head_word(&next.word))
            }
            _ => is_tail(tokens, at) || role_at(tokens, at, |_| false).is_some(),
        }
}

impl AgencyBook {
    /// The longest name at `at` that ends where an agency can end, and its number of tokens.
    pub(super) fn name_at(
        &self,
        text: &str,
        tokens: &[Token<'_>],
        at: usize,
    ) -> Option<(usize, Found)> {
        let rest = tokens.get(at..).filter(|rest| !rest.is_empty())?;
        let mut found = self.candidates(text, rest);
        found.sort_by_key(|(length, _)| *length);
        let ends = |length: usize| self.may_end(text, tokens, at + length);
        let mut longest_first = found.into_iter().rev();
        longest_first
            .find(|(length, found)| {
                let end = at + length;
                ends(*length)
                    || (found.is_collective(self) && is_end(tokens, end + modifiers(tokens, end)))
            })
            .or_else(|| {
                let short = abbreviation::find(text, rest, None, ends)?;
                Some(self.abbreviated(text, tokens, at, short))
            })
    }

    /// A name after a head said before: "Nội vụ" after "Sở Tài chính,".
    pub(super) fn below_head(
        &self,
        text: &str,
        tokens: &[Token<'_>],
        at: usize,
        head: &str,
    ) -> Option<(usize, Found)> {
        let rest = tokens.get(at..)?;
        let ends = |length: &usize| is_end(tokens, at + length);
        let known = self.names().after(head).map(|names| names.matches(rest)).unwrap_or_default();
        let known = known.into_iter().map(|(length, index)| (length, Found::Known(index)));
        let built_in =
            GAZETTEER.names.after(head).map(|names| names.matches(rest)).unwrap_or_default();
        let built_in = built_in.into_iter().filter_map(|(length, form)| {
            let (body, form) = GAZETTEER.forms[form];
            (form != Form::Stem).then_some((length, Found::Body(body, form)))
        });
        let found = built_in.chain(known).filter(|(length, _)| ends(length)).max_by_key(|f| f.0);
        found.or_else(|| {
            let short = abbreviation::find(text, rest, Some(head), |length| ends(&length))?;
            Some(self.abbreviated(text, tokens, at, short))
        })
    }

    fn abbreviated(
        &self,
        text: &str,
        tokens: &[Token<'_>],
        at: usize,
        short: abbreviation::Abbreviated,
    ) -> (usize, Found) {
        let form = if short.is_stem { GAZETTEER.stem_form(short.body) } else { Form::Whole };
        let mut found = Vec::new();
        place(text, &tokens[at..], short.length, (short.body, form), &mut found);
        let ends = |length: usize| self.may_end(text, tokens, at + length);
        found.sort_by_key(|(length, _)| *length);
        let longest = found.into_iter().rev().find(|(length, _)| ends(*length));
        longest.unwrap_or((short.length, Found::Body(short.body, form)))
    }

    /// Whether an agency may end before the token `at`: at a separator, or where another name begins
    /// because the separator was forgotten.
    fn may_end(&self, text: &str, tokens: &[Token<'_>], at: usize) -> bool {
        // Ends of the names that run on from here without a separator, each looked at once.
        let mut seen = vec![at];
        let mut next = 0;
        while let Some(&end) = seen.get(next) {
            next += 1;
            if is_end(tokens, end) {
                return true;
            }
            if tokens[end].is_glued {
                continue;
            }
            let rest = &tokens[end..];
            let lengths: Vec<usize> = if is_head(text, tokens, end) {
                self.candidates(text, rest).into_iter().map(|(length, _)| length).collect()
            } else {
                self.names().matches(rest).into_iter().map(|(length, _)| length).collect()
            };
            for length in lengths {
                if !seen.contains(&(end + length)) {
                    seen.push(end + length);
                }
            }
        }
        false
    }

    /// Every name that begins at the first token, with the places that may follow it.
    fn candidates(&self, text: &str, rest: &[Token<'_>]) -> Vec<(usize, Found)> {
        let mut found = Vec::new();
        for (length, owner) in GAZETTEER.names.matches(rest) {
            place(text, rest, length, GAZETTEER.forms[owner], &mut found);
        }
        // Of names of the same length the last one counts: the registered one.
        let known = self.names().matches(rest).into_iter();
        found.extend(known.map(|(length, index)| (length, Found::Known(index))));
        found
    }
}

/// The name itself and the names it makes with the place behind it.
fn place(
    text: &str,
    rest: &[Token<'_>],
    length: usize,
    (body, form): (usize, Form),
    found: &mut Vec<(usize, Found)>,
) {
    let entry = &GAZETTEER.bodies[body];
    let after = rest.get(length..).unwrap_or_default();
    if form != Form::Stem {
        found.push((length, Found::Body(body, form)));
    }
    let printed = |end: usize| match (rest.get(length), rest.get(end - 1)) {
        (Some(first), Some(last)) => fold_whitespace(&text[first.start..last.end]),
        _ => String::new(),
    };
    let stem = entry.stem.as_deref().unwrap_or(&entry.name);
    if entry.tier == Tier::Province && entry.kind != AgencyKind::Collective {
        let skip = province_word(after);
        if skip > 0 && form != Form::Whole {
            found.push((length + skip, Found::Body(body, Form::Whole)));
        } else if skip > 0 && entry.stem.is_none() {
            found.push((length + skip, Found::Body(body, form)));
        }
        if let Some(taken) = GAZETTEER.province_at(after) {
            let base = match form {
                Form::Whole if entry.stem.is_some() => entry.name.as_str(),
                Form::City => entry.city_name.as_deref().unwrap_or(&entry.name),
                _ => stem,
            };
            let name = format!("{base} {}", printed(length + taken));
            found.push((length + taken, Found::Named { body: Some(body), name }));
        }
        if entry.name.ends_with("khu vực") && number_of_region(text, after) {
            let name = format!("{} {}", entry.name, printed(length + 1));
            found.push((length + 1, Found::Named { body: Some(body), name }));
        }
    }
    let unit = ["xã", "phường", "đặc khu", "thị trấn", "huyện", "quận", "thị xã", "thành phố"]
        .into_iter()
        .find(|unit| begins(after, 0, unit))
        .map(|unit| unit.split(' ').count());
    let is_stem = form == Form::Stem || form == Form::Shared || entry.tier == Tier::Commune;
    if entry.tier == Tier::Commune && form != Form::Stem {
        let level = if begins(after, 0, "cấp xã") { Some(2) } else { unit };
        found.extend(level.map(|level| (length + level, Found::Body(body, form))));
    }
    if let Some(unit) = unit.filter(|_| is_stem) {
        let name_length = capitals(text, after, unit);
        let is_here = after.get(unit).is_some_and(|token| !token.is_line_start);
        if is_here && (1..=5).contains(&name_length) {
            let end = length + unit + name_length;
            let name = format!("{stem} {}", printed(end));
            found.push((end, Found::Named { body: Some(body), name }));
        }
    }
}

/// "5", "XII" behind "khu vực".
fn number_of_region(text: &str, after: &[Token<'_>]) -> bool {
    after.first().is_some_and(|token| {
        let printed = &text[token.start..token.end];
        token.is_number() || printed.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
    })
}
