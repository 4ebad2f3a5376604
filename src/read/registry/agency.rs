//! Reads `seeds/agencies.toml`.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::names::Names;
use super::{AgencyBook, Registry};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Lines};
use crate::model::{Agency, AgencyKind, Id, Provenance, Succession};
use crate::read::toml::read_toml;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFile {
    #[serde(default)]
    agency: Vec<WrittenAgency>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenAgency {
    id: Spanned<String>,
    name: Spanned<String>,
    short_name: Option<Spanned<String>>,
    kind: Spanned<String>,
    #[serde(default)]
    collective: bool,
    /// Of a set: single bodies that belong to it.
    #[serde(default)]
    members: Vec<Spanned<String>>,
    /// Of a set: kinds whose bodies all belong to it.
    #[serde(default)]
    member_kinds: Vec<Spanned<String>>,
    #[serde(default)]
    spellings: Vec<Spanned<String>>,
    successor: Option<WrittenSuccessor>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSuccessor {
    id: Spanned<String>,
    date: Option<Spanned<String>>,
    decision: Option<String>,
    source: String,
}

/// Reads the text of `seeds/agencies.toml`.
pub fn read_agencies(file: &Arc<str>, text: &str, diagnostics: &mut Diagnostics) -> AgencyBook {
    let Some(written) = read_toml::<WrittenFile>(file, text, diagnostics) else {
        return AgencyBook::default();
    };
    let mut registry = Registry { file, lines: Lines::new(file, text), diagnostics };
    let mut owners: BTreeMap<Id, usize> = BTreeMap::new();
    let mut names = Names::default();
    let mut agencies: Vec<Agency> = Vec::new();
    let mut successors: Vec<(usize, Spanned<String>)> = Vec::new();
    let mut sets: Vec<WrittenSet> = Vec::new();
    for entry in written.agency {
        let id = registry.id(&entry.id);
        if owners.contains_key(&id) {
            registry.duplicate_id(&entry.id);
            continue;
        }
        let index = agencies.len();
        owners.insert(id.clone(), index);
        let spellings = [&entry.name].into_iter().chain(&entry.short_name).chain(&entry.spellings);
        for spelling in spellings {
            if let Some(before) = names.insert(spelling.get_ref(), index)
                && let Some(before) = agencies.get(before)
            {
                registry.duplicate_spelling(spelling, &before.id);
            }
        }
        if let Some(successor) = &entry.successor {
            successors.push((index, successor.id.clone()));
        }
        sets.push(WrittenSet {
            index,
            members: entry.members.clone(),
            kinds: entry.member_kinds.clone(),
        });
        agencies.push(agency(entry, id, &mut registry));
    }
    check_successors(&mut agencies, &owners, &successors, &mut registry);
    for set in &sets {
        let members = members(set, &agencies, &owners, &mut registry);
        agencies[set.index].members = members;
    }
    AgencyBook::new(agencies)
}

fn agency(written: WrittenAgency, id: Id, registry: &mut Registry<'_>) -> Agency {
    let WrittenAgency { id: written_id, name, short_name, kind, collective, .. } = written;
    let (spellings, successor) = (written.spellings, written.successor);
    let line = registry.place(&written_id).line_number().unwrap_or(1);
    Agency {
        id,
        name: name.into_inner(),
        short_name: short_name.map(Spanned::into_inner),
        kind: agency_kind(&kind, registry),
        is_collective: collective,
        members: Vec::new(),
        spellings: spellings.into_iter().map(Spanned::into_inner).collect(),
        successor: successor.map(|written| Succession {
            to: Id::slug(written.id.get_ref()),
            date: registry.date(written.date.as_ref()),
            decision: written.decision,
            source: written.source,
        }),
        is_registered: true,
        provenance: Provenance {
            file: Arc::clone(registry.file),
            line_first: line,
            line_last: line,
            sheet: None,
        },
    }
}

fn agency_kind(written: &Spanned<String>, registry: &mut Registry<'_>) -> AgencyKind {
    let word = written.get_ref();
    AgencyKind::from_word(word).unwrap_or_else(|| {
        let allowed: Vec<String> =
            AgencyKind::ALL.iter().map(|(_, word, label)| format!("`{word}` ({label})")).collect();
        let place = registry.place(written);
        registry.diagnostics.push(
            Diagnostic::new(Code::ConfigInvalid, place, format!("không có loại cơ quan `{word}`"))
                .allowed(allowed.join(", "))
                .nearest(word, AgencyKind::ALL.iter().map(|kind| kind.1)),
        );
        AgencyKind::Other
    })
}

/// Who belongs to the set at `index` among the agencies, as written.
struct WrittenSet {
    index: usize,
    members: Vec<Spanned<String>>,
    kinds: Vec<Spanned<String>>,
}

/// The bodies of a set: all of the kinds named that are one body still at work, and those named one by one; each once.
fn members(
    set: &WrittenSet,
    agencies: &[Agency],
    owners: &BTreeMap<Id, usize>,
    registry: &mut Registry<'_>,
) -> Vec<Id> {
    let own = &agencies[set.index];
    if let Some(first) = set.members.first().or(set.kinds.first())
        && !own.is_collective
    {
        let message =
            format!("`{}` là một cơ quan, không phải nhóm nên không có thành viên", own.id);
        registry.diagnostics.push(
            Diagnostic::new(Code::ConfigInvalid, registry.place(first), message)
                .suggestion("thêm `collective = true`, hoặc bỏ `members` và `member_kinds`"),
        );
        return Vec::new();
    }
    let mut list: Vec<Id> = Vec::new();
    for written in &set.kinds {
        let is_known = AgencyKind::from_word(written.get_ref()).is_some();
        let kind = agency_kind(written, registry);
        if !is_known {
            continue;
        }
        let is_one = |one: &&Agency| !one.is_collective && one.successor.is_none();
        let of_kind = agencies.iter().filter(|one| one.kind == kind).filter(is_one);
        list.extend(of_kind.map(|one| one.id.clone()));
    }
    for written in &set.members {
        let text = written.get_ref();
        match Id::new(text).and_then(|id| owners.get_key_value(&id)) {
            Some((id, _)) if *id == own.id => {}
            Some((id, _)) if list.contains(id) => {}
            Some((id, _)) => list.push(id.clone()),
            None => registry.diagnostics.push(
                Diagnostic::new(
                    Code::ConfigInvalid,
                    registry.place(written),
                    format!("thành viên `{text}` của nhóm không có trong danh bạ"),
                )
                .allowed("mã (`id`) của một cơ quan trong cùng tệp")
                .nearest(text, owners.keys().map(Id::as_str)),
            ),
        }
    }
    list
}

/// Takes away successions that lead nowhere or round in a circle, and says so.
fn check_successors(
    agencies: &mut [Agency],
    owners: &BTreeMap<Id, usize>,
    successors: &[(usize, Spanned<String>)],
    registry: &mut Registry<'_>,
) {
    let next = |agencies: &[Agency], index: usize| -> Option<usize> {
        owners.get(&agencies.get(index)?.successor.as_ref()?.to).copied()
    };
    for (index, written) in successors {
        let text = written.get_ref();
        let place = registry.place(written);
        if !Id::new(text).is_some_and(|id| owners.contains_key(&id)) {
            registry.diagnostics.push(
                Diagnostic::new(
                    Code::SuccessorUnknown,
                    place,
                    format!("cơ quan kế thừa `{text}` không có trong danh bạ"),
                )
                .nearest(text, owners.keys().map(Id::as_str)),
            );
            agencies[*index].successor = None;
            continue;
        }
        let mut way = vec![*index];
        let mut at = next(agencies, *index);
        while let Some(step) = at.filter(|step| !way.contains(step)) {
            way.push(step);
            at = next(agencies, step);
        }
        if at == Some(*index) {
            way.push(*index);
            let names: Vec<&str> = way.iter().map(|step| agencies[*step].id.as_str()).collect();
            let message = format!("quan hệ kế thừa đi vòng: {}", names.join(" → "));
            registry.diagnostics.push(
                Diagnostic::new(Code::SuccessorCycle, place, message)
                    .suggestion("xóa `successor` của cơ quan đang hoạt động"),
            );
            agencies[*index].successor = None;
        }
    }
}
