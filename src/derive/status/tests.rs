//! The worked examples and the guards.

use super::rules::ExampleCase;
use super::*;
use crate::derive::testing::{asked, day, indicator, observation, regime, report, snapshot, task};
use crate::model::{Decimal, Id, IndicatorStatus, Snapshot, SubState, Task, TaskStatus};
use crate::read::value::read_number;

pub(super) fn entries<'a>(snapshots: &'a [Snapshot], id: &Id) -> Vec<TaskEntry<'a>> {
    let all = snapshots.iter().flat_map(|snapshot| {
        snapshot.reports.iter().map(move |report| TaskEntry { snapshot, report })
    });
    all.filter(|entry| entry.report.task == *id).collect()
}

/// Judges a task by one report per snapshot.
fn judged(task: &Task, snapshots: &[Snapshot], as_of: &str) -> TaskJudgement {
    let entries = entries(snapshots, &task.id);
    judge_task(Case::unchanged(task), &entries, asked(snapshots), &Setting::new(day(as_of)))
}

pub(super) fn values(snapshots: &[Snapshot]) -> Vec<ObservationEntry<'_>> {
    snapshots
        .iter()
        .flat_map(|snapshot| {
            let list = snapshot.observations.iter();
            list.map(move |observation| ObservationEntry { snapshot, observation })
        })
        .collect()
}

fn number(text: &str) -> Decimal {
    read_number(text).unwrap()
}

#[test]
fn every_worked_example_holds() {
    for example in EXAMPLES {
        match example.case {
            ExampleCase::Task {
                deadline,
                reported,
                completed_on,
                extended_to,
                as_of,
                status,
                days_late,
            } => {
                let task = task("viec", deadline);
                let mut closed = snapshot("2026-03", as_of);
                if !reported.is_empty() {
                    closed.reports.push(report(&task.id, reported, completed_on, extended_to));
                }
                let judged = judged(&task, &[closed], as_of);
                let got = (judged.status, judged.days_late);
                assert_eq!(got, (status, days_late), "{}: {}", example.title, judged.reason);
                let rule = rules::TASK_RULES.iter().find(|rule| rule.number == judged.rule);
                assert_eq!(rule.map(|rule| rule.status), Some(status), "{}", example.title);
            }
            ExampleCase::Indicator {
                target,
                later_target,
                unit,
                baseline,
                value,
                value_date,
                is_within_period,
                as_of,
                status,
                pace,
            } => {
                let indicator =
                    indicator("chi-tieu", unit, &[("2026", target), ("2030", later_target)]);
                let mut before = snapshot("2025", "2025-12-31");
                if !baseline.is_empty() {
                    let value = number(baseline);
                    before.observations.push(observation(
                        &indicator.id,
                        value,
                        "2025-12-31",
                        false,
                    ));
                }
                let mut now = snapshot("2026-q2", as_of);
                if !value.is_empty() {
                    let value = number(value);
                    let within = is_within_period;
                    now.observations.push(observation(&indicator.id, value, value_date, within));
                }
                let setting = Setting::new(day(as_of));
                let knowledge = Knowledge {
                    baseline: None,
                    expected: expected(&regime(), &indicator, None, &setting),
                };
                let snapshots = [before, now];
                let judged = judge_indicator(&indicator, &values(&snapshots), knowledge, &setting);
                assert_eq!(judged.status, status, "{}: {}", example.title, judged.reason);
                let got = judged.pace.map_or_else(String::new, |pace| pace.to_string());
                assert_eq!(got, pace, "{}: {}", example.title, judged.reason);
            }
        }
    }
}

#[test]
fn the_examples_show_every_status() {
    for (status, word, _) in TaskStatus::ALL {
        let shown = EXAMPLES.iter().any(
            |example| matches!(example.case, ExampleCase::Task { status: shown, .. } if shown == *status),
        ) || TASK_STORIES.iter().any(|story| story.status == *status);
        assert!(shown, "{word}");
    }
    for (status, word, _) in IndicatorStatus::ALL {
        let shown = EXAMPLES.iter().any(
            |example| matches!(example.case, ExampleCase::Indicator { status: shown, .. } if shown == *status),
        ) || INDICATOR_STORIES.iter().any(|story| story.status == *status);
        assert!(shown, "{word}");
        assert!(rules::INDICATOR_RULES.iter().any(|rule| rule.status == *status), "{word}");
    }
}

#[test]
fn reasons_are_sentences_with_their_numbers() {
    let work = task("viec", "31/3/2026");
    let mut closed = snapshot("2026-q1", "2026-04-23");
    closed.reports.push(report(&work.id, "Đang thực hiện, đúng tiến độ", "", ""));
    let late = judged(&work, &[closed], "2026-04-23");
    assert_eq!(
        late.reason,
        "Quá hạn 23 ngày: hạn 31/03/2026; báo cáo gần nhất (kỳ quý I/2026) ghi “Đang thực hiện, đúng tiến độ”."
    );
    assert_eq!(late.sub_state, Some(SubState::InProgress));
    assert_eq!(late.since, Some(day("2026-04-01")));
    assert_eq!(late.findings[0].kind, FindingKind::OnTrackButOverdue);

    let share = indicator("ty-le", "%", &[("2026", "≥ 80%")]);
    let mut before = snapshot("2025", "2025-12-31");
    before.observations.push(observation(&share.id, number("60"), "2025-12-31", false));
    let mut now = snapshot("2026-q2", "2026-06-30");
    now.observations.push(observation(&share.id, number("67,5"), "2026-06-30", false));
    let snapshots = [before, now];
    let setting = Setting::new(day("2026-06-30"));
    let judged = judge_indicator(&share, &values(&snapshots), Knowledge::default(), &setting);
    assert_eq!(
        judged.reason,
        "Mục tiêu 2026: ≥ 80%. Đến 30/06/2026: 67,5%. Đầu năm: 60% (giá trị của năm trước). Năm đã qua 181/365 ngày \
         nên cần 60 + (80 − 60) × 181/365 = 69,92; tiến độ (67,5 − 60) ÷ (69,92 − 60) = 0,75."
    );
}

#[test]
fn a_later_report_can_reopen_and_an_undated_completion_takes_the_first_day_reported() {
    let work = task("viec", "Năm 2026");
    let mut first = snapshot("2026-q1", "2026-03-31");
    first.reports.push(report(&work.id, "Hoàn thành", "", ""));
    let mut second = snapshot("2026-q2", "2026-06-30");
    second.reports.push(report(&work.id, "Hoàn thành", "", ""));
    let mut third = snapshot("2026-q3", "2026-09-30");
    third.reports.push(report(&work.id, "Đang thực hiện", "", ""));
    let snapshots = [first, second, third];
    let done = judged(&work, &snapshots, "2026-06-30");
    assert_eq!(done.completed_on, Some(day("2026-03-31")));
    assert_eq!(done.findings[0].kind, FindingKind::CompletedUndated);
    assert_eq!(judged(&work, &snapshots, "2026-09-30").status, TaskStatus::InProgress);
    assert_eq!(judged(&work, &snapshots, "2026-03-30").status, TaskStatus::NoReport);
}

#[test]
fn milestones_have_a_status_each_and_the_next_open_one_is_shown() {
    let work = task("viec", "15/12/2026 hoàn thành phê duyệt, năm 2028 hoàn thành dự án");
    let mut closed = snapshot("2026", "2027-01-14");
    closed.reports.push(report(&work.id, "Đang thực hiện", "", ""));
    let open = judged(&work, &[closed.clone()], "2027-01-14");
    assert_eq!((open.status, open.days_late), (TaskStatus::Overdue, Some(30)));
    assert_eq!(open.next_milestone, Some(1));

    let mut done = report(&work.id, "Hoàn thành", "2026-12-01", "");
    done.milestone = Some(1);
    closed.reports.push(done);
    let next = judged(&work, &[closed], "2027-01-14");
    assert_eq!(next.milestones[0].status, TaskStatus::CompletedOnTime);
    assert_eq!((next.status, next.next_milestone), (TaskStatus::InProgress, Some(2)));
    assert_eq!(next.deadline, Some(day("2028-12-31")));
}

#[test]
fn standing_work_goes_on_after_its_dated_part() {
    let work = task(
        "viec",
        "Thường xuyên trong giai đoạn 2026-2030. Riêng bản đồ công nghệ trong năm 2026",
    );
    let mut closed = snapshot("2026", "2026-12-31");
    let mut done = report(&work.id, "Hoàn thành", "2026-12-01", "");
    done.milestone = Some(1);
    closed.reports.push(done);
    assert_eq!(judged(&work, &[closed], "2026-12-31").status, TaskStatus::StandingReported);
}

#[test]
fn a_withdrawal_needs_a_decision() {
    let work = task("viec", "Năm 2026");
    let mut closed = snapshot("2026-q1", "2026-03-31");
    let mut claim = report(&work.id, "Bãi bỏ", "", "");
    claim.decision = String::new();
    closed.reports.push(claim);
    let judged = judged(&work, &[closed], "2026-03-31");
    assert_eq!(judged.status, TaskStatus::Paused);
    assert_eq!(judged.findings[0].kind, FindingKind::WithdrawnUndecided);
}

#[test]
fn counts_within_periods_add_up_and_count_no_day_twice() {
    let papers = indicator("bai-bao", "Bài báo", &[("2026", "≥ 40"), ("2030", "≥ 100")]);
    let with = |period: &str, day: &str, value: i64| {
        let mut snapshot = snapshot(period, day);
        snapshot.observations.push(observation(&papers.id, Decimal::from(value), day, true));
        snapshot
    };
    let snapshots = [
        with("2025", "2025-12-31", 30),
        with("2026-03", "2026-03-31", 4),
        with("2026-q1", "2026-03-31", 9),
        with("2026-q2", "2026-06-30", 10),
    ];
    let setting = Setting::new(day("2026-06-30"));
    let judged = judge_indicator(&papers, &values(&snapshots), Knowledge::default(), &setting);
    assert_eq!(judged.value, Some(Decimal::from(19)));
    assert_eq!(judged.baseline, Some(Decimal::ZERO));
    assert!(judged.reason.contains("(9 + 10 của 2 kỳ trong năm)"), "{}", judged.reason);
}

#[test]
fn a_declared_break_cuts_the_line() {
    let share = indicator("ty-le", "%", &[("2025", "≥ 70%"), ("2026", "≥ 80%")]);
    let mut before = snapshot("2025", "2025-12-31");
    before.observations.push(observation(&share.id, number("60"), "2025-12-31", false));
    let mut now = snapshot("2026-q2", "2026-06-30");
    let mut value = observation(&share.id, number("40"), "2026-06-30", false);
    let setting = Setting::new(day("2026-06-30"));
    let judge = |snapshots: &[Snapshot]| {
        judge_indicator(&share, &values(snapshots), Knowledge::default(), &setting)
    };
    now.observations.push(value.clone());
    assert_eq!(judge(&[before.clone(), now.clone()]).status, IndicatorStatus::MovingAway);
    value.breaks_series = true;
    now.observations = vec![value];
    let cut = judge(&[before, now]);
    assert_eq!((cut.status, cut.baseline), (IndicatorStatus::NotMetYet, None));
}

#[test]
fn a_met_target_is_early_when_the_later_one_is_met_too() {
    let share = indicator("ty-le", "%", &[("2026", "≥ 80%"), ("2030", "≥ 90%")]);
    let mut now = snapshot("2026-q1", "2026-03-31");
    now.observations.push(observation(&share.id, number("91"), "2026-03-31", false));
    let setting = Setting::new(day("2026-03-31"));
    let judged = judge_indicator(&share, &values(&[now]), Knowledge::default(), &setting);
    assert_eq!((judged.status, judged.is_met_early), (IndicatorStatus::Met, true));
}

#[test]
fn clarity_explains_each_point() {
    let vague = task("Tiếp tục tăng cường, đẩy mạnh công tác quản lý", "Thường xuyên");
    let clarity = score_clarity(&vague, [], |_| false);
    assert_eq!(clarity.score(), 0);
    assert_eq!(
        clarity.points[1].reason,
        "Mới nêu hướng (“tăng cường, đẩy mạnh công tác quản lý”), chưa nói phải làm việc gì."
    );
    let clear = task("Ban hành Kế hoạch phủ sóng 5G cho 100% khu công nghiệp", "31/3/2026");
    let clarity = score_clarity(&clear, [], |_| false);
    let clear: Vec<&str> = clarity
        .points
        .iter()
        .filter(|point| point.is_clear)
        .map(|point| point.aspect.as_str())
        .collect();
    assert_eq!(clear, ["work", "time", "result"]);
}

#[test]
fn totals_count_only_what_was_due() {
    let as_of = day("2026-06-30");
    let list = ["31/3/2026", "30/6/2026", "31/12/2026", "Thường xuyên", ""];
    let judgements: Vec<TaskJudgement> = list
        .iter()
        .map(|deadline| {
            let work = task("viec", deadline);
            let mut closed = snapshot("2026-q1", "2026-03-31");
            closed.reports.push(report(&work.id, "Hoàn thành", "2026-03-30", ""));
            judged(&work, &[closed], "2026-06-30")
        })
        .collect();
    let totals = TaskTotals::count(&judgements, as_of);
    assert_eq!((totals.total, totals.on_time), (5, Rate { part: 2, whole: 2 }));
    assert!(!totals.on_time.is_telling());
    assert_eq!(totals.bar().iter().map(|row| row.1).sum::<u64>(), totals.total);
}

#[test]
fn discipline_follows_the_calendar() {
    let mut closed = snapshot("2026-q1", "2026-03-20");
    let received = |agency: &str, on: &str| crate::model::Submission {
        agency: Id::slug(agency),
        received_on: day(on),
        file: None,
        provenance: crate::derive::testing::provenance(1),
    };
    closed.submissions = vec![received("a", "2026-03-14"), received("b", "2026-03-17")];
    let agencies = ["a", "b", "c"].map(Id::slug);
    let by = Owed::By(day("2026-03-14"));
    let states_of = |owed: Owed, as_of: &str| -> Vec<DisciplineState> {
        let agencies = agencies.iter().map(|agency| (agency, owed));
        let list = reporting_discipline(&closed, agencies, day(as_of));
        list.into_iter().map(|one| one.state).collect()
    };
    let states = |as_of: &str| states_of(by, as_of);
    assert_eq!(
        states("2026-03-20"),
        [DisciplineState::OnTime, DisciplineState::Late(3), DisciplineState::NotHandedIn]
    );
    assert_eq!(
        states("2026-03-14"),
        [DisciplineState::OnTime, DisciplineState::Late(3), DisciplineState::NotDue]
    );
    // Whoever owes nothing, or nobody knows when, is never accused.
    for (owed, state) in [
        (Owed::Undated, DisciplineState::Undated),
        (Owed::Unknown, DisciplineState::Unknown),
        (Owed::Nothing, DisciplineState::NotOwed),
    ] {
        let handed_in = DisciplineState::HandedIn;
        assert_eq!(states_of(owed, "2026-03-20"), [handed_in, handed_in, state]);
    }
}
