//! "6 rõ": how clearly a task says who, what, in which roles, by which authority, when and with which result.
//!
//! The six come from the plan itself (kh57-2026, footnote 1: rõ người, rõ việc, rõ trách nhiệm, rõ thẩm
//! quyền, rõ thời gian, rõ kết quả); what each asks for is stated with each point.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use rayon::prelude::*;

use super::rules::{CONCRETE_VERBS, VAGUE_VERBS};
use crate::model::{Date, Id, Site, Task, TaskReport};
use crate::vietnamese::{composed, match_key};

/// One of the six.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// Exactly one lead agency, named, not a collective.
    Person,
    /// A verb and an object, not only "tiếp tục, tăng cường …".
    Work,
    /// Lead and coordinating agencies apart.
    Responsibility,
    /// The legal source named.
    Authority,
    /// A date or a closed period.
    Time,
    /// A product or a quantity named.
    Result,
}

impl Aspect {
    /// All six, the word in open data and the label people read.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Person, "person", "Rõ người"),
        (Self::Work, "work", "Rõ việc"),
        (Self::Responsibility, "responsibility", "Rõ trách nhiệm"),
        (Self::Authority, "authority", "Rõ thẩm quyền"),
        (Self::Time, "time", "Rõ thời gian"),
        (Self::Result, "result", "Rõ kết quả"),
    ];

    /// The word used in open data.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|aspect| aspect.0 == self).map_or("", |aspect| aspect.1)
    }

    /// The label people read.
    pub fn label(self) -> &'static str {
        Self::ALL.iter().find(|aspect| aspect.0 == self).map_or("", |aspect| aspect.2)
    }
}

/// One of the six for one task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClarityPoint {
    /// Which.
    pub aspect: Aspect,
    /// Whether the task has it.
    pub is_clear: bool,
    /// Why, as a sentence.
    pub reason: String,
}

/// The six points of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clarity {
    /// In the order of [`Aspect::ALL`].
    pub points: Vec<ClarityPoint>,
}

impl Clarity {
    /// How many of the six the task has.
    pub fn score(&self) -> u8 {
        u8::try_from(self.points.iter().filter(|point| point.is_clear).count()).unwrap_or(6)
    }
}

/// Scores a task from the plan's words and the reports on it.
///
/// `is_collective` says of an agency whether it names a set and so nobody in person.
pub fn score_clarity<'a>(
    task: &Task,
    reports: impl IntoIterator<Item = &'a TaskReport>,
    is_collective: impl Fn(&Id) -> bool,
) -> Clarity {
    let product = reports.into_iter().map(|report| report.product.as_str()).find(|p| !p.is_empty());
    let points = [
        (Aspect::Person, person(task, is_collective)),
        (Aspect::Work, work(task)),
        (Aspect::Responsibility, responsibility(task)),
        (Aspect::Authority, authority(task)),
        (Aspect::Time, time(task)),
        (Aspect::Result, result(task, product)),
    ];
    let points = points
        .into_iter()
        .map(|(aspect, (is_clear, reason))| ClarityPoint { aspect, is_clear, reason })
        .collect();
    Clarity { points }
}

/// "6 rõ" of every task: from the plan's words as they hold on `day` and what had been reported by then.
pub fn clarity(site: &Site, day: Date) -> BTreeMap<Id, Clarity> {
    let mut reports: BTreeMap<&Id, Vec<&TaskReport>> = BTreeMap::new();
    for snapshot in site.snapshots.iter().filter(|snapshot| snapshot.as_of <= day) {
        for report in &snapshot.reports {
            reports.entry(&report.task).or_default().push(report);
        }
    }
    let collective: BTreeSet<&Id> = site
        .agencies
        .iter()
        .filter(|agency| agency.is_collective)
        .map(|agency| &agency.id)
        .collect();
    let score = |task: &Task| {
        let known = reports.get(&task.id).map_or(&[][..], Vec::as_slice);
        let is_collective = |agency: &Id| collective.contains(agency);
        let clarity = score_clarity(&site.task_on(task, day), known.iter().copied(), is_collective);
        (task.id.clone(), clarity)
    };
    site.tasks().collect::<Vec<_>>().into_par_iter().map(score).collect()
}

fn person(task: &Task, is_collective: impl Fn(&Id) -> bool) -> (bool, String) {
    if task.lead.is_by_reference {
        return (false, format!("Cơ quan chủ trì dẫn sang văn bản khác: “{}”.", task.lead.text));
    }
    match task.lead.members.as_slice() {
        [] => (false, "Không ghi cơ quan chủ trì.".to_owned()),
        [one] if is_collective(&one.agency) => {
            (false, format!("“{}” là một nhóm cơ quan, không chỉ rõ ai.", one.text))
        }
        [one] => (true, format!("Một cơ quan chủ trì: {}.", one.text)),
        several => (
            false,
            format!("Có {} cơ quan cùng chủ trì; một việc chỉ giao một cơ quan.", several.len()),
        ),
    }
}

fn work(task: &Task) -> (bool, String) {
    static CONCRETE: LazyLock<Vec<Verb>> = LazyLock::new(|| keyed(CONCRETE_VERBS));
    static VAGUE: LazyLock<Vec<Verb>> = LazyLock::new(|| keyed(VAGUE_VERBS));
    let name = composed(&task.display_name);
    let words: Vec<&str> = words(&name).collect();
    let mut keys = Vec::with_capacity(words.len());
    if let Some((at, (key, verb))) = first(&CONCRETE, &words, &mut keys) {
        if words.len() > at + key.len() + 1 {
            return (true, format!("Nêu việc cụ thể: “{verb}”."));
        }
        return (false, format!("Có “{verb}” nhưng không nêu làm gì."));
    }
    match first(&VAGUE, &words, &mut keys) {
        Some((_, (_, verb))) => {
            (false, format!("Chỉ có lời chung như “{verb}”, không có việc cụ thể."))
        }
        None => (false, "Không thấy động từ nêu việc phải làm.".to_owned()),
    }
}

/// A verb as its words are looked for, and as it is written.
type Verb = (Vec<String>, &'static str);

/// Folding the verbs anew for each task would cost most of judging it.
fn keyed(verbs: &[&'static str]) -> Vec<Verb> {
    verbs.iter().map(|verb| (words(verb).map(match_key).collect(), *verb)).collect()
}

/// The first of `words` where one of `verbs` stands, and the longest that does. `keys` are those of the first words,
/// as many as had to be looked at: most tasks begin with their verb.
fn first<'v>(
    verbs: &'v [Verb],
    words: &[&str],
    keys: &mut Vec<String>,
) -> Option<(usize, &'v Verb)> {
    let longest = verbs.iter().map(|(key, _)| key.len()).max().unwrap_or_default();
    (0..words.len()).find_map(|at| {
        let missing = words.iter().take(at + longest).skip(keys.len());
        keys.extend(missing.map(|word| match_key(word)));
        let here = verbs.iter().filter(|(key, _)| keys[at..].starts_with(key));
        Some((at, here.max_by_key(|(_, verb)| verb.len())?))
    })
}

fn responsibility(task: &Task) -> (bool, String) {
    let (lead, helpers) = (&task.lead.members, &task.coordinating.members);
    if lead.is_empty() {
        return (false, "Không ghi cơ quan chủ trì nên không phân được vai trò.".to_owned());
    }
    if helpers.is_empty() {
        return (false, "Không ghi cơ quan phối hợp.".to_owned());
    }
    match lead.iter().find(|one| helpers.iter().any(|other| other.agency == one.agency)) {
        Some(both) => (false, format!("“{}” vừa chủ trì vừa phối hợp.", both.text)),
        None => (true, "Tách riêng cơ quan chủ trì và cơ quan phối hợp.".to_owned()),
    }
}

fn authority(task: &Task) -> (bool, String) {
    let cited = task.references.iter().chain(&task.mentions).map(|cited| cited.text.as_str());
    match cited.chain([task.reference_text.as_str()]).find(|text| !text.trim().is_empty()) {
        Some(text) => (true, format!("Nêu căn cứ: {text}.")),
        None => (false, "Không nêu văn bản làm căn cứ.".to_owned()),
    }
}

fn time(task: &Task) -> (bool, String) {
    let deadline = &task.deadline;
    match (deadline.end, deadline.text.as_str()) {
        (Some(end), _) => (true, format!("Có thời hạn: đến hết {}.", crate::vietnamese::date(end))),
        (None, "") => (false, "Không ghi thời hạn.".to_owned()),
        (None, text) => (false, format!("“{text}” không có ngày kết thúc.")),
    }
}

fn result(task: &Task, reported: Option<&str>) -> (bool, String) {
    if !task.product.trim().is_empty() {
        return (true, format!("Kế hoạch nêu sản phẩm: {}.", task.product.trim()));
    }
    if let Some(product) = reported {
        return (true, format!("Báo cáo nêu sản phẩm: {product}."));
    }
    match quantity(&task.display_name) {
        Some(word) => (true, format!("Nêu mục tiêu: {word}.")),
        None => (false, "Không nêu sản phẩm hay mục tiêu.".to_owned()),
    }
}

/// A word such as `100%` or `≥95%`.
fn quantity(text: &str) -> Option<&str> {
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| matches!(c, ',' | ';' | '.' | '(' | ')')))
        .find(|word| word.contains('%') && word.contains(|c: char| c.is_ascii_digit()))
}

/// The words of a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}
