//! What the page of an agency says first: the worst of what is true of it.
//!
//! The ranking is one table; the sentences follow it and the method page prints it.

use crate::derive::history::ChangeKind;
use crate::derive::status::{DisciplineState, is_easier};
use crate::model::{AmendedValue, Amendment, Id, IndicatorStatus, TaskStatus};
use crate::vietnamese::count;
use crate::view::ground::{Item, Portal};

/// A fact a headline can tell, and when it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    /// The fact.
    pub fact: Fact,
    /// What it is called.
    pub label: &'static str,
    /// When it holds.
    pub condition: &'static str,
}

/// What can be said of an agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// Tasks it leads are overdue.
    Overdue,
    /// On tasks it leads nobody ever reported.
    NeverReported,
    /// Reports it owed did not come in, or came in late.
    ReportsMissed,
    /// Targets it answers for were lowered, or its deadlines put off.
    GoalsMoved,
    /// Indicators it answers for are behind.
    Behind,
}

/// The facts, the worst first: the first that holds opens the page.
pub const RANKS: &[Rank] = &[
    Rank {
        fact: Fact::Overdue,
        label: "Quá hạn",
        condition: "có nhiệm vụ chủ trì đã qua hạn mà chưa hoàn thành; khi chưa kỳ báo cáo nào được công bố thì chỉ nói hạn đã qua",
    },
    Rank {
        fact: Fact::NeverReported,
        label: "Chưa từng có báo cáo",
        condition: "có nhiệm vụ chủ trì chưa từng có báo cáo nào, khi đã có kỳ báo cáo được công bố",
    },
    Rank {
        fact: Fact::ReportsMissed,
        label: "Thiếu kỳ báo cáo",
        condition: "có kỳ phải gửi báo cáo mà không gửi hoặc gửi chậm",
    },
    Rank {
        fact: Fact::GoalsMoved,
        label: "Dời mốc",
        condition: "có mục tiêu bị hạ hoặc thời hạn bị lùi sau khi văn bản được ban hành",
    },
    Rank {
        fact: Fact::Behind,
        label: "Chậm",
        condition: "có chỉ tiêu chậm, xa mục tiêu hơn đầu năm hoặc hết hạn mà không đạt",
    },
];

/// The numbers the facts are told with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Tasks it leads.
    pub leads: usize,
    /// Of them, overdue.
    pub overdue: usize,
    /// Of them, never reported on.
    pub never_reported: usize,
    /// Periods it had to report for.
    pub reports: usize,
    /// Of them, without a report.
    pub missed: usize,
    /// Of them, with a late one.
    pub late: usize,
    /// Targets lowered since they were set.
    pub lowered: usize,
    /// Deadlines put off.
    pub put_off: usize,
    /// Indicators it answers for.
    pub indicators: usize,
    /// Of them, behind, moving away or missed.
    pub behind: usize,
    /// Whether no period was ever published: nobody was asked here, and a passed deadline says no more than that.
    pub is_unasked: bool,
}

impl Standing {
    /// The numbers of the agency `id` on the day everything is judged as of; nothing without snapshots or work.
    pub fn new(portal: &Portal<'_>, id: &Id) -> Option<Self> {
        portal.as_of()?;
        let work = portal.derived.index.agencies.get(id)?;
        let tasks: Vec<_> = work.leads.iter().filter_map(|id| portal.task_judgement(id)).collect();
        let indicators = work.indicators.iter().filter_map(|id| portal.indicator_judgement(id));
        let indicators: Vec<_> = indicators.collect();
        let states: Vec<DisciplineState> = portal
            .stages()
            .flat_map(|(_, stage)| &stage.discipline)
            .filter(|one| one.agency == *id && one.state.is_counted())
            .map(|one| one.state)
            .collect();
        let is_behind = |status: IndicatorStatus| {
            matches!(
                status,
                IndicatorStatus::SlightlyBehind
                    | IndicatorStatus::Behind
                    | IndicatorStatus::MovingAway
                    | IndicatorStatus::Missed
            )
        };
        let is_late = |state: &&DisciplineState| matches!(state, DisciplineState::Late(_));
        Some(Self {
            leads: tasks.len(),
            overdue: tasks.iter().filter(|judged| judged.status == TaskStatus::Overdue).count(),
            never_reported: tasks.iter().filter(|one| one.is_silent(id)).count(),
            reports: states.len(),
            missed: states.iter().filter(|one| **one == DisciplineState::NotHandedIn).count(),
            late: states.iter().filter(is_late).count(),
            lowered: work.indicators.iter().map(|id| lowered(portal, id)).sum(),
            put_off: work.leads.iter().map(|id| put_off(portal, id)).sum(),
            indicators: indicators.len(),
            behind: indicators.iter().filter(|judged| is_behind(judged.status)).count(),
            is_unasked: !portal.has_reports(),
        })
    }

    /// What is true of the agency as sentences, the worst first; one good sentence when nothing bad is true.
    pub fn sentences(&self) -> Vec<String> {
        let told: Vec<String> = RANKS.iter().filter_map(|rank| self.sentence(rank.fact)).collect();
        if !told.is_empty() {
            return told;
        }
        let mut good = Vec::new();
        if self.leads > 0 {
            let words = if self.is_unasked {
                "Chưa nhiệm vụ chủ trì nào có hạn đã qua."
            } else {
                "Không có nhiệm vụ chủ trì nào quá hạn hoặc chưa từng có báo cáo."
            };
            good.push(words.to_owned());
        }
        if self.reports > 0 {
            good.push(format!("Gửi đủ, đúng hạn báo cáo của {} kỳ.", count(self.reports)));
        }
        good
    }

    /// One fact as a sentence; nothing when it does not hold.
    fn sentence(&self, fact: Fact) -> Option<String> {
        let of = |part: usize, whole: usize| format!("{}/{}", count(part), count(whole));
        let join = |words: [(usize, String); 2]| {
            let words = words.into_iter().filter(|(number, _)| *number > 0);
            let words: Vec<String> = words.map(|(_, words)| words).collect();
            (!words.is_empty()).then(|| words.join(", "))
        };
        let words = match fact {
            Fact::Overdue => (self.overdue > 0).then(|| {
                let told = if self.is_unasked { "có hạn đã qua" } else { "đang quá hạn" };
                format!("{} nhiệm vụ chủ trì {told}", of(self.overdue, self.leads))
            }),
            Fact::NeverReported => (self.never_reported > 0 && !self.is_unasked).then(|| {
                format!(
                    "{} nhiệm vụ chủ trì chưa từng có báo cáo",
                    of(self.never_reported, self.leads)
                )
            }),
            Fact::ReportsMissed => join([
                (self.missed, format!("Không gửi báo cáo {} kỳ", of(self.missed, self.reports))),
                (self.late, format!("gửi chậm {} kỳ", of(self.late, self.reports))),
            ]),
            Fact::GoalsMoved => join([
                (self.lowered, format!("{} mục tiêu bị hạ", count(self.lowered))),
                (self.put_off, format!("{} thời hạn bị lùi", count(self.put_off))),
            ])
            .map(|words| format!("{words} sau khi văn bản được ban hành")),
            Fact::Behind => (self.behind > 0).then(|| {
                format!(
                    "{} chỉ tiêu chậm, xa mục tiêu hơn đầu năm hoặc hết hạn mà không đạt",
                    of(self.behind, self.indicators)
                )
            }),
        };
        words.map(|words| format!("{}.", crate::view::ground::form::capitalised(&words)))
    }
}

/// How often the targets of an indicator were made easier.
fn lowered(portal: &Portal<'_>, id: &Id) -> usize {
    let own = portal.amendments().filter(|amendment| amendment.item == *id);
    own.filter(|amendment| is_lowered(portal, amendment)).count()
}

/// Whether an amendment asks for less than what held before it.
pub fn is_lowered(portal: &Portal<'_>, amendment: &Amendment) -> bool {
    let AmendedValue::Target(new) = &amendment.new else { return false };
    let Some(Item::Indicator(_, indicator)) = portal.item(&amendment.item) else { return false };
    let Ok(eve) = amendment.date.yesterday() else { return false };
    let before = portal.site.indicator_on(indicator, eve);
    let old = before.targets.iter().find(|target| target.due == new.due);
    old.is_some_and(|old| is_easier(new, old, indicator.direction))
}

/// How often the deadline of a task was put off, by a decision or by a report.
fn put_off(portal: &Portal<'_>, id: &Id) -> usize {
    let decided = portal.amendments().filter(|amendment| amendment.item == *id);
    let decided = decided.filter(|amendment| amendment.days_moved().is_some_and(|days| days > 0));
    let reported = portal.changes_of(id).iter().filter(|(_, change)| {
        let is_reported = change.kind == ChangeKind::DeadlineMoved && !change.is_amendment;
        is_reported && change.after > change.before
    });
    decided.count() + reported.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything bad at once.
    const ALL: Standing = Standing {
        leads: 12,
        overdue: 3,
        never_reported: 5,
        reports: 8,
        missed: 6,
        late: 1,
        lowered: 1,
        put_off: 2,
        indicators: 4,
        behind: 2,
        is_unasked: false,
    };

    #[test]
    fn the_worst_true_fact_is_told_first() {
        let quiet = Standing { overdue: 0, ..ALL };
        let absent = Standing { never_reported: 0, ..quiet };
        let moved = Standing { missed: 0, late: 0, ..absent };
        let slow = Standing { lowered: 0, put_off: 0, ..moved };
        let table = [
            (ALL, "3/12 nhiệm vụ chủ trì đang quá hạn."),
            (quiet, "5/12 nhiệm vụ chủ trì chưa từng có báo cáo."),
            (absent, "Không gửi báo cáo 6/8 kỳ, gửi chậm 1/8 kỳ."),
            (Standing { missed: 0, ..absent }, "Gửi chậm 1/8 kỳ."),
            (moved, "1 mục tiêu bị hạ, 2 thời hạn bị lùi sau khi văn bản được ban hành."),
            (Standing { lowered: 0, ..moved }, "2 thời hạn bị lùi sau khi văn bản được ban hành."),
            (slow, "2/4 chỉ tiêu chậm, xa mục tiêu hơn đầu năm hoặc hết hạn mà không đạt."),
        ];
        for (standing, first) in table {
            assert_eq!(standing.sentences()[0], first, "{standing:?}");
        }
        assert_eq!(ALL.sentences().len(), RANKS.len(), "every fact that holds is told");
    }

    #[test]
    fn where_nobody_was_asked_a_passed_deadline_is_no_accusation() {
        let watch = Standing {
            leads: 12,
            overdue: 3,
            never_reported: 12,
            is_unasked: true,
            ..Standing::default()
        };
        assert_eq!(watch.sentences(), ["3/12 nhiệm vụ chủ trì có hạn đã qua."]);
        let ahead = Standing { overdue: 0, ..watch };
        assert_eq!(ahead.sentences(), ["Chưa nhiệm vụ chủ trì nào có hạn đã qua."]);
    }

    #[test]
    fn nothing_good_is_said_of_one_that_never_reported() {
        // No task overdue, no report out of eight: the headline is the silence.
        let silent = Standing { leads: 4, reports: 8, missed: 8, ..Standing::default() };
        assert_eq!(silent.sentences(), ["Không gửi báo cáo 8/8 kỳ."]);
        let full = Standing { missed: 0, ..silent };
        let good = "Không có nhiệm vụ chủ trì nào quá hạn hoặc chưa từng có báo cáo.";
        assert_eq!(full.sentences(), [good, "Gửi đủ, đúng hạn báo cáo của 8 kỳ."]);
    }
}
