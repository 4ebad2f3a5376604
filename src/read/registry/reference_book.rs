//! The legal documents known so far, and the reader of cells and text that cite them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::TakenIds;
use super::document_number::{
    DocumentNumber, ends_word, kind_before, kind_of, number_at, sharing_symbol, short_number_at,
    starts_word,
};
use super::names::{Names, Token, tokens};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Citation, Id, Reference};
use crate::vietnamese::fold_whitespace;

/// Legal documents by number and name: the registered ones, then those met in plans.
///
/// Copies share what they hold until one of them meets a document nobody registered.
#[derive(Clone, Debug, Default)]
pub struct ReferenceBook {
    references: Arc<Vec<Reference>>,
    ids: Arc<TakenIds>,
    names: Arc<Names>,
}

impl ReferenceBook {
    /// A book of these documents; where two share a way to write them, the first has it.
    pub fn new(references: Vec<Reference>) -> Self {
        let mut names = Names::default();
        for (index, reference) in references.iter().enumerate() {
            for name in spellings(reference) {
                names.insert(&name, index);
            }
        }
        let ids = TakenIds::new(references.iter().map(|reference| &reference.id));
        Self { references: references.into(), ids: ids.into(), names: names.into() }
    }

    /// All documents, registered ones first.
    pub fn references(&self) -> &[Reference] {
        &self.references
    }

    /// All documents, registered ones first.
    pub fn into_references(self) -> Vec<Reference> {
        Arc::unwrap_or_clone(self.references)
    }

    /// Reads a cell that lists documents ("Kế hoạch 13-KH/TU, NQ71-CP"); other words are ignored.
    pub fn read_list(
        &mut self,
        text: &str,
        place: &Place,
        item: &Id,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Citation> {
        self.find(text, place, Some(item), true, diagnostics)
    }

    /// Finds the documents named in running text, each once, in printed order.
    pub fn find_mentions(
        &mut self,
        text: &str,
        place: &Place,
        item: Option<&Id>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Citation> {
        self.find(text, place, item, false, diagnostics)
    }

    fn find(
        &mut self,
        text: &str,
        place: &Place,
        item: Option<&Id>,
        is_list: bool,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Citation> {
        let tokens = tokens(text);
        let mut citations: Vec<Citation> = Vec::new();
        let mut cited = BTreeSet::new();
        let mut at = 0;
        while at < tokens.len() {
            let mut found: Vec<(usize, usize, usize)> = Vec::new();
            let number = number_at(text, &tokens, at)
                .or_else(|| short_number_at(text, &tokens, at).filter(|_| is_list));
            let end = if let Some((length, index)) = self.match_at(&tokens, at) {
                // The match may end in a number others share: "Kế hoạch số 86, 87/KH-UBND".
                found.extend(self.sharing(text, &tokens, number, place, item, diagnostics));
                found.push((at, at + length, index));
                at + length
            } else if let Some(number) = number {
                found.extend(self.sharing(text, &tokens, Some(number), place, item, diagnostics));
                let first = kind_before(&tokens, at).map_or(at, |(first, _)| first);
                let index = self.add(text, &tokens, number, None, place, item, diagnostics);
                found.push((first, number.end, index));
                number.end
            } else {
                at + 1
            };
            for (first, end, index) in found {
                let Some(reference) = self.references.get(index) else { continue };
                if cited.insert(index) {
                    citations.push(Citation {
                        reference: reference.id.clone(),
                        text: fold_whitespace(&text[tokens[first].start..tokens[end - 1].end]),
                    });
                }
            }
            at = end;
        }
        citations
    }

    /// The longest registered name at `at` that is not part of a longer word.
    fn match_at(&self, tokens: &[Token<'_>], at: usize) -> Option<(usize, usize)> {
        if !starts_word(tokens, at) {
            return None;
        }
        let found = self.names.matches(&tokens[at..]);
        found.into_iter().rev().find(|(length, _)| ends_word(tokens, at + length))
    }

    /// Documents whose numbers stand before `number` and share its symbol.
    fn sharing(
        &mut self,
        text: &str,
        tokens: &[Token<'_>],
        number: Option<DocumentNumber>,
        place: &Place,
        item: Option<&Id>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<(usize, usize, usize)> {
        let Some(number) = number else { return Vec::new() };
        let symbol = &text[tokens[number.first].end..tokens[number.end - 1].end];
        sharing_symbol(tokens, number)
            .into_iter()
            .map(|at| {
                let spelling = format!("{}{symbol}", tokens[at].key);
                let whole = super::names::tokens(&spelling);
                let known = self.names.matches(&whole).into_iter().find(|m| m.0 == whole.len());
                let index = known.map_or_else(
                    || self.add(text, tokens, number, Some(spelling), place, item, diagnostics),
                    |(_, index)| index,
                );
                (at, at + 1, index)
            })
            .collect()
    }

    /// Adds a document nobody registered.
    #[expect(clippy::too_many_arguments, reason = "what was found, and where to say so")]
    fn add(
        &mut self,
        text: &str,
        tokens: &[Token<'_>],
        at: DocumentNumber,
        spelling: Option<String>,
        place: &Place,
        item: Option<&Id>,
        diagnostics: &mut Diagnostics,
    ) -> usize {
        let number = spelling
            .unwrap_or_else(|| text[tokens[at.first].start..tokens[at.end - 1].end].to_owned());
        let registered = self.references.iter().take_while(|reference| reference.is_registered);
        let numbers: Vec<&str> = registered
            .flat_map(|reference| [&reference.number].into_iter().chain(&reference.short_forms))
            .map(String::as_str)
            .collect();
        let message = format!("văn bản `{number}` chưa có trong danh mục");
        let mut problem = Diagnostic::new(Code::ReferenceUnregistered, place.clone(), message)
            .allowed("số hoặc tên trong `seeds/references.toml`")
            .nearest(&number, numbers);
        problem.item = item.cloned();
        diagnostics.push(problem);
        let kind = kind_before(tokens, at.first)
            .map_or_else(|| kind_of(&tokens[at.first..at.end]), |(_, kind)| kind);
        let reference = Reference {
            id: Arc::make_mut(&mut self.ids).take(Id::slug(&number)),
            kind: kind.to_owned(),
            number,
            date: None,
            issuer: String::new(),
            title: String::new(),
            short_forms: Vec::new(),
            note: None,
            is_registered: false,
        };
        let index = self.references.len();
        let names = Arc::make_mut(&mut self.names);
        for name in spellings(&reference) {
            names.insert(&name, index);
        }
        Arc::make_mut(&mut self.references).push(reference);
        index
    }
}

/// Every way to write a document: its number, kind and number, short forms, or its title if it has
/// no number.
pub(super) fn spellings(reference: &Reference) -> Vec<String> {
    let Reference { kind, number, title, short_forms, .. } = reference;
    let mut names = short_forms.clone();
    if number.is_empty() {
        names.push(title.clone());
    } else {
        names.push(number.clone());
        if !kind.is_empty() {
            names.push(format!("{kind} {number}"));
            names.push(format!("{kind} số {number}"));
        }
    }
    names
}
