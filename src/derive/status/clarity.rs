//! "6 rõ": how clearly a task says who, what, in which roles, by which authority, when and with which result.
//!
//! The six come from the plan itself (kh57-2026, footnote 1: rõ người, rõ việc, rõ trách nhiệm, rõ thẩm
//! quyền, rõ thời gian, rõ kết quả); what each asks for is stated with each point.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::action::{Action, action, product};
use crate::model::{Date, DeadlineKind, Id, Site, Task, TaskReport};
use crate::vietnamese::{composed, date};

/// One of the six.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// Exactly one lead agency, named, not a collective.
    Person,
    /// A sentence begins with a verb of work and says what it is done to; no direction, no name of something.
    Work,
    /// Lead and coordinating agencies apart.
    Responsibility,
    /// A legal document named by its number or title.
    Authority,
    /// A date or a closed period, not "thường xuyên" or "hằng năm" alone.
    Time,
    /// A product or a quantity the work brings about.
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
    let reported =
        reports.into_iter().map(|report| report.product.as_str()).find(|p| !p.is_empty());
    let points = [
        (Aspect::Person, person(task, is_collective)),
        (Aspect::Work, work(task)),
        (Aspect::Responsibility, responsibility(task)),
        (Aspect::Authority, authority(task)),
        (Aspect::Time, time(task)),
        (Aspect::Result, result(task, reported)),
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
        several => {
            let names: Vec<&str> = several.iter().map(|one| one.text.as_str()).collect();
            let reason = format!(
                "{} cơ quan cùng chủ trì ({}), không rõ ai chịu trách nhiệm cuối cùng.",
                several.len(),
                names.join("; ")
            );
            (false, reason)
        }
    }
}

fn work(task: &Task) -> (bool, String) {
    let name = composed(&task.display_name);
    match action(&name) {
        Action::Work(words) => (true, format!("Nêu việc phải làm: “{words}”.")),
        Action::Direction(words) => {
            (false, format!("Mới nêu hướng (“{words}”), chưa nói phải làm việc gì."))
        }
        Action::Nothing => (
            false,
            "Câu không bắt đầu bằng việc phải làm, chỉ là tên gọi hoặc lời chung.".to_owned(),
        ),
    }
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
        None => (true, "Ghi riêng cơ quan chủ trì và cơ quan phối hợp.".to_owned()),
    }
}

fn authority(task: &Task) -> (bool, String) {
    if let Some(cited) = task.mentions.first() {
        return (true, format!("Lời văn dẫn {}.", cited.text.trim()));
    }
    let cited = task.references.iter().map(|cited| cited.text.as_str());
    let cited = || cited.clone().chain([task.reference_text.as_str()]);
    match cited().find(|text| names_document(text)) {
        Some(text) => (true, format!("Nêu căn cứ: {}.", text.trim())),
        None => match cited().find(|text| !text.trim().is_empty()) {
            Some(text) => (
                false,
                format!("“{}” không phải số, ký hiệu hay tên của một văn bản.", text.trim()),
            ),
            None => (false, "Không nêu văn bản làm căn cứ.".to_owned()),
        },
    }
}

/// Whether a text names a legal document: by a number such as `13-KH/TU`, or as a law.
fn names_document(text: &str) -> bool {
    let is_number = |word: &str| {
        let has = |test: fn(char) -> bool| word.contains(test);
        has(|c| c.is_ascii_digit()) && has(char::is_alphabetic) && word.contains(['/', '-'])
    };
    let is_short = |word: &str| {
        // "KH07-TU", "NQ71-CP"; addresses of the web have a point.
        is_number(word) && !word.contains("://")
    };
    text.split_whitespace().any(is_short) || text.contains("Luật ") || text.contains("Nghị quyết ")
}

fn time(task: &Task) -> (bool, String) {
    let deadline = &task.deadline;
    if let Some(part) = deadline.milestones.first() {
        let what = if part.text.trim().is_empty() {
            String::new()
        } else {
            format!(": {}", part.text.trim())
        };
        return (true, format!("Có mốc {}{what}.", date(part.date)));
    }
    let condition = deadline
        .condition
        .as_deref()
        .map_or_else(String::new, |condition| format!(", kèm điều kiện “{}”", condition.trim()));
    match (deadline.kind, deadline.end, deadline.text.as_str()) {
        (_, None, "") => (false, "Không ghi thời hạn.".to_owned()),
        (DeadlineKind::Ongoing | DeadlineKind::Annual, _, text) => {
            (false, format!("“{text}” không phải một ngày: không biết khi nào thì xong."))
        }
        (DeadlineKind::ByReference, _, text) => {
            (false, format!("“{text}” dẫn sang văn bản khác, không ghi ngày."))
        }
        (_, Some(end), _) => (true, format!("Có thời hạn: đến hết {}{condition}.", date(end))),
        (_, None, text) => (false, format!("“{text}” không có ngày kết thúc.")),
    }
}

fn result(task: &Task, reported: Option<&str>) -> (bool, String) {
    if !task.product.trim().is_empty() {
        return (true, format!("Kế hoạch nêu sản phẩm: {}.", task.product.trim()));
    }
    let name = composed(&task.display_name);
    if let Some(words) = product(&name) {
        return (true, format!("Nêu cái phải có: “{words}”."));
    }
    if let Some(word) = quantity(&name) {
        return (true, format!("Nêu con số phải đạt tới: {word}."));
    }
    match reported {
        Some(product) => (true, format!("Báo cáo nêu sản phẩm: {product}.")),
        None => (false, "Không nêu sản phẩm hay con số phải đạt tới.".to_owned()),
    }
}

/// A word such as `100%` or `≥95%`.
fn quantity(text: &str) -> Option<&str> {
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| matches!(c, ',' | ';' | '.' | '(' | ')')))
        .find(|word| word.contains('%') && word.contains(|c: char| c.is_ascii_digit()))
}
