//! Worked examples of what goes wrong over several reports or decisions: the tests run them, the method page prints them.

use super::FindingKind;
use crate::model::{IndicatorStatus, TaskStatus};

/// What one agency said of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// The day the figures of the report were closed.
    pub closed: &'static str,
    /// Who said it.
    pub by: &'static str,
    /// The words of the form.
    pub words: &'static str,
    /// The day it was completed; empty when not said.
    pub completed_on: &'static str,
    /// The deadline it is extended to; empty when it is not.
    pub extended_to: &'static str,
    /// The decision that extended or withdrew it; empty when not said.
    pub decision: &'static str,
}

/// Reports on one task, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskStory {
    /// What it shows, in Vietnamese.
    pub title: &'static str,
    /// The printed deadline.
    pub deadline: &'static str,
    /// The reports.
    pub reports: &'static [Said],
    /// The day it is judged as of.
    pub as_of: &'static str,
    /// The status it gets.
    pub status: TaskStatus,
    /// The status it would have by the deadline as issued.
    pub against_original: TaskStatus,
    /// What is listed as disagreeing.
    pub finding: Option<FindingKind>,
}

/// Targets and values of one indicator, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndicatorStory {
    /// What it shows, in Vietnamese.
    pub title: &'static str,
    /// The target for 2026 as issued.
    pub target: &'static str,
    /// Later targets for 2026: the day each holds from, and its words.
    pub changes: &'static [(&'static str, &'static str)],
    /// Values in per cent: the day the report was closed, the day it is of, the number.
    pub values: &'static [(&'static str, &'static str, &'static str)],
    /// The day it is judged as of.
    pub as_of: &'static str,
    /// The status it gets.
    pub status: IndicatorStatus,
    /// The status it would have by the target as issued.
    pub against_original: IndicatorStatus,
}

const fn said(closed: &'static str, by: &'static str, words: &'static str) -> Said {
    Said { closed, by, words, completed_on: "", extended_to: "", decision: "" }
}

const DECISION: &str = "Quyết định 12/QĐ-UBND";

/// Tasks. All of it is made up to explain.
pub const TASK_STORIES: &[TaskStory] = &[
    TaskStory {
        title: "Gia hạn trước khi hạn cũ qua, hoàn thành trong hạn mới",
        deadline: "31/3/2026",
        reports: &[
            Said {
                extended_to: "2026-05-31",
                decision: DECISION,
                ..said("2026-03-25", "Sở A", "Đang thực hiện")
            },
            Said { completed_on: "2026-05-10", ..said("2026-05-25", "Sở A", "Hoàn thành") },
        ],
        as_of: "2026-06-30",
        status: TaskStatus::CompletedOnTime,
        against_original: TaskStatus::CompletedLate,
        finding: None,
    },
    TaskStory {
        title: "Gia hạn không nêu văn bản quyết định",
        deadline: "31/3/2026",
        reports: &[Said {
            extended_to: "2026-12-31",
            ..said("2026-03-25", "Sở A", "Đang thực hiện")
        }],
        as_of: "2026-06-30",
        status: TaskStatus::Overdue,
        against_original: TaskStatus::Overdue,
        finding: Some(FindingKind::ExtensionUndecided),
    },
    TaskStory {
        title: "“Gia hạn” đến ngày sớm hơn",
        deadline: "31/12/2026",
        reports: &[Said {
            extended_to: "2026-05-31",
            decision: DECISION,
            ..said("2026-03-25", "Sở A", "Đang thực hiện")
        }],
        as_of: "2026-06-30",
        status: TaskStatus::InProgress,
        against_original: TaskStatus::InProgress,
        finding: Some(FindingKind::ExtensionBackwards),
    },
    TaskStory {
        title: "Hai cơ quan chủ trì báo cáo trái nhau",
        deadline: "31/12/2026",
        reports: &[
            Said { completed_on: "2026-05-20", ..said("2026-05-25", "Sở A", "Hoàn thành") },
            said("2026-05-25", "Sở B", "Đang thực hiện"),
        ],
        as_of: "2026-06-30",
        status: TaskStatus::InProgress,
        against_original: TaskStatus::InProgress,
        finding: Some(FindingKind::LeadsDisagree),
    },
    TaskStory {
        title: "Việc thường xuyên, chưa đến kỳ phải báo cáo",
        deadline: "Thường xuyên",
        reports: &[],
        as_of: "2026-06-30",
        status: TaskStatus::StandingNotOwed,
        against_original: TaskStatus::StandingNotOwed,
        finding: None,
    },
    TaskStory {
        title: "Báo cáo tiếp sau khi đã bãi bỏ",
        deadline: "31/3/2026",
        reports: &[
            Said { decision: DECISION, ..said("2026-05-25", "Sở A", "Bãi bỏ") },
            said("2026-06-25", "Sở A", "Đang thực hiện"),
        ],
        as_of: "2026-06-30",
        status: TaskStatus::Withdrawn,
        against_original: TaskStatus::Overdue,
        finding: Some(FindingKind::ReportAfterWithdrawal),
    },
];

/// Indicators. All of it is made up to explain.
pub const INDICATOR_STORIES: &[IndicatorStory] = &[
    IndicatorStory {
        title: "Mục tiêu hạ sau khi ban hành",
        target: "70%",
        changes: &[("2026-08-01", "60%")],
        values: &[("2026-08-25", "2026-08-25", "62")],
        as_of: "2026-08-31",
        status: IndicatorStatus::MetLowered,
        against_original: IndicatorStatus::NotMetYet,
    },
    IndicatorStory {
        title: "Mục tiêu nâng lên rồi hạ về mức ban hành",
        target: "70%",
        changes: &[("2026-05-01", "80%"), ("2026-08-01", "70%")],
        values: &[("2026-08-25", "2026-08-25", "72")],
        as_of: "2026-08-31",
        status: IndicatorStatus::Met,
        against_original: IndicatorStatus::Met,
    },
    IndicatorStory {
        title: "Mục tiêu nâng lên rồi hạ xuống dưới mức ban hành",
        target: "70%",
        changes: &[("2026-05-01", "80%"), ("2026-08-01", "60%")],
        values: &[("2026-08-25", "2026-08-25", "62")],
        as_of: "2026-08-31",
        status: IndicatorStatus::MetLowered,
        against_original: IndicatorStatus::NotMetYet,
    },
    IndicatorStory {
        title: "Một giá trị sửa hai lần: lần sau cùng được tính",
        target: "70%",
        changes: &[],
        values: &[
            ("2026-03-31", "2026-03-31", "75"),
            ("2026-04-25", "2026-03-31", "65"),
            ("2026-05-25", "2026-03-31", "71"),
        ],
        as_of: "2026-05-31",
        status: IndicatorStatus::Met,
        against_original: IndicatorStatus::Met,
    },
];

#[cfg(test)]
mod tests {
    use super::super::{
        Case, Knowledge, ObservationEntry, Setting, TaskEntry, judge_changed, judge_task,
    };
    use super::*;
    use crate::derive::testing::{
        asked, day, indicator, observation, provenance, report, snapshot, task,
    };
    use crate::model::{AmendedValue, Amendment, Id, Snapshot};

    #[test]
    fn every_story_of_a_task_ends_as_told() {
        for story in TASK_STORIES {
            let work = task("viec", story.deadline);
            let mut snapshots: Vec<Snapshot> = Vec::new();
            for (line, said) in (1..).zip(story.reports) {
                let mut one = report(&work.id, said.words, said.completed_on, said.extended_to);
                said.decision.clone_into(&mut one.decision);
                if let Some(extension) = &mut one.extension {
                    said.decision.clone_into(&mut extension.decision);
                }
                one.reported_by = Some(Id::slug(said.by));
                one.provenance.line_first = line;
                let last = snapshots.last_mut().filter(|last| last.as_of == day(said.closed));
                if let Some(last) = last {
                    last.reports.push(one);
                } else {
                    let mut closed = snapshot(&said.closed[..7], said.closed);
                    closed.reports.push(one);
                    snapshots.push(closed);
                }
            }
            let entries: Vec<TaskEntry<'_>> = snapshots
                .iter()
                .flat_map(|snapshot| {
                    snapshot.reports.iter().map(move |report| TaskEntry { snapshot, report })
                })
                .collect();
            let setting = Setting::new(day(story.as_of));
            let judged = judge_task(Case::unchanged(&work), &entries, asked(&snapshots), &setting);
            let got = (judged.status, judged.status_against_original);
            let expected = (story.status, story.against_original);
            assert_eq!(got, expected, "{}: {}", story.title, judged.reason);
            let kinds: Vec<FindingKind> = judged.findings.iter().map(|one| one.kind).collect();
            assert_eq!(kinds, story.finding.into_iter().collect::<Vec<_>>(), "{}", story.title);
        }
    }

    #[test]
    fn every_story_of_an_indicator_ends_as_told() {
        for story in INDICATOR_STORIES {
            let issued = indicator("ty-le", "%", &[("2026", story.target)]);
            let amendments: Vec<Amendment> = story
                .changes
                .iter()
                .map(|(date, text)| {
                    let target = indicator("ty-le", "%", &[("2026", text)]).targets.remove(0);
                    Amendment {
                        item: issued.id.clone(),
                        new: AmendedValue::Target(target),
                        from: String::new(),
                        old_end: None,
                        to: (*text).to_owned(),
                        date: day(date),
                        decision: DECISION.to_owned(),
                        is_illustrative: false,
                        provenance: provenance(1),
                    }
                })
                .collect();
            let mut now = issued.clone();
            for amendment in &amendments {
                if let AmendedValue::Target(target) = &amendment.new {
                    now.targets = vec![target.clone()];
                }
            }
            let snapshots: Vec<Snapshot> = story
                .values
                .iter()
                .map(|(closed, date, value)| {
                    let mut one = snapshot(&closed[..7], closed);
                    let value = value.parse().unwrap();
                    one.observations.push(observation(&issued.id, value, date, false));
                    one
                })
                .collect();
            let values: Vec<ObservationEntry<'_>> = snapshots
                .iter()
                .map(|one| ObservationEntry { snapshot: one, observation: &one.observations[0] })
                .collect();
            let setting = Setting::new(day(story.as_of));
            let known: Vec<&Amendment> = amendments.iter().collect();
            let judged =
                judge_changed(&now, &issued, &known, &values, Knowledge::default(), &setting);
            let got = (judged.status, judged.status_against_original);
            let expected = (story.status, story.against_original);
            assert_eq!(got, expected, "{}: {}", story.title, judged.reason);
            assert_eq!(judged.caveat.is_some(), judged.status == IndicatorStatus::MetLowered);
        }
    }

    #[test]
    fn a_lowered_target_is_told_in_one_sentence() {
        let issued = indicator("ty-le", "%", &[("2026", "70%")]);
        let now = indicator("ty-le", "%", &[("2026", "60%")]);
        let mut closed = snapshot("2026-08", "2026-08-25");
        closed.observations.push(observation(
            &issued.id,
            "62".parse().unwrap(),
            "2026-08-25",
            false,
        ));
        let values = [ObservationEntry { snapshot: &closed, observation: &closed.observations[0] }];
        let lowered = Amendment {
            item: issued.id.clone(),
            new: AmendedValue::Target(now.targets[0].clone()),
            from: "70%".to_owned(),
            old_end: None,
            to: "60%".to_owned(),
            date: day("2026-08-01"),
            decision: DECISION.to_owned(),
            is_illustrative: false,
            provenance: provenance(1),
        };
        let setting = Setting::new(day("2026-08-31"));
        let judged =
            judge_changed(&now, &issued, &[&lowered], &values, Knowledge::default(), &setting);
        assert_eq!(
            judged.caveat.as_deref(),
            Some("Đạt mức đã hạ (70% → 60% từ 01/08/2026); so với mức ban hành: chưa đạt")
        );
    }
}
