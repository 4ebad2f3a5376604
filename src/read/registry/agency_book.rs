//! The agencies known so far, and the reader of cells that list agencies.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::TakenIds;
use super::above::is_same_as_above;
use super::gazetteer::{Body, Form, GAZETTEER, Tier};
use super::list::{Piece, pieces};
use super::name::Found;
use super::names::{Names, Token, tokens};
use super::role::Part;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Agency, AgencyKind, Id, Member, Provenance, Responsibility};
use crate::vietnamese::{fold_whitespace, match_key};

/// Agencies by name: the registered ones, then those met in plans: bodies of the gazetteer, and
/// names nobody knows.
///
/// Copies share what they hold until one of them meets an agency nobody registered.
#[derive(Clone, Debug, Default)]
pub struct AgencyBook {
    agencies: Arc<Vec<Agency>>,
    ids: Arc<TakenIds>,
    names: Arc<Names>,
    /// Where the bodies of the gazetteer met so far stand among the agencies.
    bodies: Arc<BTreeMap<usize, usize>>,
}

/// Who leads and who helps, as one cell says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assigned {
    /// Those that lead.
    pub lead: Responsibility,
    /// Those that help.
    pub coordinating: Responsibility,
}

/// Where a cell stands, for messages about it.
#[derive(Clone, Copy, Debug)]
struct Cell<'a> {
    place: &'a Place,
    item: &'a Id,
    file: &'a Arc<str>,
}

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
        Self {
            agencies: agencies.into(),
            ids: ids.into(),
            names: names.into(),
            bodies: Arc::default(),
        }
    }

    /// All agencies, registered ones first.
    pub fn agencies(&self) -> &[Agency] {
        &self.agencies
    }

    /// All agencies, registered ones first.
    pub fn into_agencies(self) -> Vec<Agency> {
        Arc::unwrap_or_clone(self.agencies)
    }

    pub(super) fn names(&self) -> &Names {
        &self.names
    }

    /// Reads a cell that lists agencies of one part; those the cell gives the other part are left out.
    pub fn read_list(
        &mut self,
        text: &str,
        place: &Place,
        item: &Id,
        file: &Arc<str>,
        diagnostics: &mut Diagnostics,
    ) -> Responsibility {
        self.read_cell(text, Part::Lead, place, item, file, diagnostics).lead
    }

    /// Reads a cell that lists agencies, which have the part `default` unless the cell says
    /// otherwise ("Chủ trì: …; phối hợp: …", "Sở A chủ trì, phối hợp với Sở B").
    ///
    /// At each word the longest name is taken that ends where an agency can end, so that commas and
    /// "và" inside names do not split them: a registered one, or one of the gazetteer, whose bodies
    /// need no registration. What is no known name becomes an agency of its own, reported once;
    /// persons become none. Everything that was not understood is reported.
    pub fn read_cell(
        &mut self,
        text: &str,
        default: Part,
        place: &Place,
        item: &Id,
        file: &Arc<str>,
        diagnostics: &mut Diagnostics,
    ) -> Assigned {
        let text = text.trim().trim_end_matches('.').trim_end();
        let cell = Cell { place, item, file };
        let mut read = Assigned::default();
        // Line breaks part agencies; what is shown is one line.
        let shown = fold_whitespace(text);
        let whole = Responsibility { text: shown.clone(), ..Responsibility::default() };
        if is_reference(&tokens(text)) {
            let message =
                format!("`{}` dẫn sang văn bản khác thay vì nêu cơ quan", fold_whitespace(text));
            diagnostics
                .push(Diagnostic::new(Code::LeadByReference, place.clone(), message).item(item));
            *read.part(default) = Responsibility { is_by_reference: true, ..whole };
            return read;
        }
        if is_same_as_above(text) {
            diagnostics.push(
                cell.problem(
                    Code::AgencyUnread,
                    format!("`{text}` nghĩa là như dòng trên, nhưng dòng trên không có gì để lấy"),
                )
                .suggestion("ghi rõ tên cơ quan"),
            );
            *read.part(default) = whole;
            return read;
        }
        if is_nothing(text) {
            *read.part(default) = whole;
            return read;
        }
        let pieces = pieces(self, text, default);
        let has_province = pieces.iter().any(says_province);
        let split: Vec<String> = pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Agency { text, .. } => Some(fold_whitespace(text)),
                _ => None,
            })
            .collect();
        let mut named = BTreeSet::new();
        let (mut cut, mut whole) = (Vec::new(), Vec::new());
        for piece in pieces {
            if let Piece::Agency { found: Found::Unknown { name, is_split }, .. } = &piece
                && self.exact(&fold_whitespace(name)).is_none()
            {
                let list = if *is_split { &mut cut } else { &mut whole };
                list.push(fold_whitespace(name));
            }
            self.take(piece, has_province, &mut named, &mut read, cell, diagnostics);
        }
        for name in &whole {
            let message = format!("cơ quan `{name}` chưa có trong danh bạ");
            diagnostics.push(self.unknown(Code::AgencyUnregistered, message, name, cell));
        }
        if let Some(first) = cut.first() {
            let message =
                format!("ô được tách thành {}; chưa biết {}", quoted(&split), quoted(&cut));
            diagnostics.push(self.unknown(Code::AgencySplit, message, first, cell));
        }
        read.settle_texts(&shown, default);
        read
    }

    /// Puts one piece of a cell where it belongs.
    fn take(
        &mut self,
        piece: Piece,
        has_province: bool,
        named: &mut BTreeSet<usize>,
        read: &mut Assigned,
        cell: Cell<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        match piece {
            Piece::Agency { found, text, part, scope } => {
                let index = self.resolve(found, has_province, cell);
                let Some(agency) = self.agencies.get(index) else { return };
                let text = fold_whitespace(&text);
                if named.insert(index) {
                    let member = Member { agency: agency.id.clone(), text, scope };
                    read.part(part).members.push(member);
                }
            }
            Piece::Qualifier { text, part } => {
                read.part(part).qualifier.get_or_insert(text);
            }
            Piece::Person(text) => {
                let message = format!("`{}` là người, không phải cơ quan", fold_whitespace(&text));
                diagnostics.push(cell.problem(Code::AgencyPerson, message));
            }
            Piece::Unread(text) => {
                let message = format!("không hiểu `{}` trong ô cơ quan", fold_whitespace(&text));
                diagnostics.push(cell.problem(Code::AgencyUnread, message).allowed(
                    "tên cơ quan, cách nhau bằng dấu phẩy, chấm phẩy, “và” hoặc xuống dòng",
                ));
            }
        }
    }

    /// The place of the agency found among the agencies, where it is put if it is new.
    fn resolve(&mut self, found: Found, has_province: bool, cell: Cell<'_>) -> usize {
        match found {
            Found::Known(index) => index,
            Found::Body(body, Form::Shared) if !has_province => {
                let entry = &GAZETTEER.bodies[body];
                let name = entry.stem.clone().unwrap_or_else(|| entry.name.clone());
                self.named(&name, Some(body), cell)
            }
            Found::Body(body, form) => self.body(body, form, cell),
            Found::Named { body, name } => self.named(&name, body, cell),
            Found::Unknown { name, .. } => self.named(&name, None, cell),
        }
    }

    /// The agency whose name or spelling this is.
    fn exact(&self, name: &str) -> Option<usize> {
        let tokens = tokens(name);
        let last = self.names.matches(&tokens).into_iter().next_back();
        last.filter(|(length, _)| *length == tokens.len()).map(|(_, index)| index)
    }

    /// A body of the gazetteer: the registered agency of one of its names, or a new one.
    fn body(&mut self, body: usize, form: Form, cell: Cell<'_>) -> usize {
        if let Some(index) = self.bodies.get(&body) {
            return *index;
        }
        let entry: &Body = &GAZETTEER.bodies[body];
        let mut own = [&entry.name].into_iter().chain(&entry.city_name).chain(&entry.spellings);
        let known = own.find_map(|name| self.exact(name));
        let index = known.unwrap_or_else(|| {
            let city = entry.city_name.as_ref().filter(|_| form == Form::City);
            let name = city.unwrap_or(&entry.name).clone();
            self.add(Id::slug(&entry.id), name, entry.kind, cell)
        });
        Arc::make_mut(&mut self.bodies).insert(body, index);
        index
    }

    /// A body that is named by itself: one of a place, or one nobody knows.
    fn named(&mut self, name: &str, body: Option<usize>, cell: Cell<'_>) -> usize {
        let name = begin_large(&fold_whitespace(name));
        self.exact(&name).unwrap_or_else(|| {
            let kind = body.map_or_else(|| guess_kind(&name), |body| GAZETTEER.bodies[body].kind);
            self.add(Id::slug(&name), name, kind, cell)
        })
    }

    /// A problem with a name nobody knows.
    fn unknown(&self, code: Code, message: String, name: &str, cell: Cell<'_>) -> Diagnostic {
        // Only names of the same beginning and about the same length can be meant.
        let first = first_word(name);
        let length = name.chars().count();
        let registered = self.agencies.iter().take_while(|agency| agency.is_registered);
        let known = registered
            .flat_map(spellings)
            .chain(GAZETTEER.bodies.iter().map(|body| body.name.as_str()))
            .filter(|known| {
                first_word(known) == first && known.chars().count().abs_diff(length) <= 6
            });
        cell.problem(code, message)
            .allowed("tên hoặc một cách viết trong `seeds/agencies.toml`")
            .nearest(name, known)
    }

    /// Adds an agency nobody registered.
    fn add(&mut self, id: Id, name: String, kind: AgencyKind, cell: Cell<'_>) -> usize {
        let index = self.agencies.len();
        Arc::make_mut(&mut self.names).insert(&name, index);
        let line = cell.place.line_number().unwrap_or(1);
        let id = Arc::make_mut(&mut self.ids).take(id);
        Arc::make_mut(&mut self.agencies).push(Agency {
            id,
            name,
            short_name: None,
            kind,
            is_collective: kind == AgencyKind::Collective,
            members: Vec::new(),
            spellings: Vec::new(),
            successor: None,
            is_registered: false,
            provenance: Provenance {
                file: Arc::clone(cell.file),
                line_first: line,
                line_last: line,
                sheet: None,
            },
        });
        index
    }
}

impl Cell<'_> {
    fn problem(self, code: Code, message: String) -> Diagnostic {
        Diagnostic::new(code, self.place.clone(), message).item(self.item)
    }
}

impl Assigned {
    fn part(&mut self, part: Part) -> &mut Responsibility {
        match part {
            Part::Lead => &mut self.lead,
            Part::Coordinating => &mut self.coordinating,
        }
    }

    /// The printed words of each part: the whole cell where it has one part, else the names.
    fn settle_texts(&mut self, text: &str, default: Part) {
        let is_empty = |read: &Responsibility| read.members.is_empty() && read.qualifier.is_none();
        let (lead, coordinating) = (is_empty(&self.lead), is_empty(&self.coordinating));
        if !lead && !coordinating {
            for read in [&mut self.lead, &mut self.coordinating] {
                read.text = printed(read);
            }
        } else {
            let part = match (lead, coordinating) {
                (false, _) => Part::Lead,
                (_, false) => Part::Coordinating,
                _ => default,
            };
            text.clone_into(&mut self.part(part).text);
        }
    }
}

/// The names of a part as they are printed in its cell.
fn printed(read: &Responsibility) -> String {
    let members = read.members.iter().map(|member| match &member.scope {
        Some(scope) => format!("{} ({scope})", member.text),
        None => member.text.clone(),
    });
    let names: Vec<String> = members.collect();
    match &read.qualifier {
        Some(tail) => format!("{} {tail}", names.join("; ")),
        None => names.join("; "),
    }
}

fn first_word(name: &str) -> String {
    name.split_whitespace().next().unwrap_or_default().to_lowercase()
}

/// Whether a piece says that its body is a province's, so that those named beside it are too.
fn says_province(piece: &Piece) -> bool {
    let Piece::Agency { found: Found::Body(body, form), text, .. } = piece else { return false };
    let key = text.to_lowercase();
    GAZETTEER.bodies[*body].tier == Tier::Province
        && (matches!(form, Form::City) || key.ends_with("tỉnh") || key.ends_with("tỉnh ủy"))
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" | ")
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
    keys.next() == Some("theo")
        && !matches!(keys.next(), Some("chức" | "nhiệm" | "thẩm" | "phân" | "lĩnh" | "phạm") | None)
}

/// A name as it begins a line: "các đơn vị" after other words is "Các đơn vị".
fn begin_large(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// "Không", "Không có": nobody.
fn is_nothing(text: &str) -> bool {
    matches!(match_key(text).as_str(), "không" | "không có" | "ko" | "không phối hợp")
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
