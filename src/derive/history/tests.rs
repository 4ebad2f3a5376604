//! Each change once, from small sites.

use super::*;
use crate::derive::status::{Setting, judge};
use crate::derive::testing::{indicator, observation, report, snapshot, task};
use crate::model::{Indicator, Plan, Task};

fn site(tasks: Vec<Task>, indicators: Vec<Indicator>) -> Site {
    let plan = Plan {
        id: Id::slug("kh"),
        title: String::new(),
        short_title: String::new(),
        kind: String::new(),
        number: String::new(),
        number_text: String::new(),
        date: None,
        date_from: None,
        date_text: String::new(),
        issuer: String::new(),
        period_start: None,
        period_end: None,
        signatory: String::new(),
        signatory_role: String::new(),
        source_file: String::new(),
        source_sha256: String::new(),
        sections: Vec::new(),
        indicators,
        tasks,
        clauses: Vec::new(),
        citations: Vec::new(),
        recipients: Vec::new(),
        document: crate::model::Document::default(),
        corrections: Vec::new(),
        partners: Vec::new(),
        regime: super::super::testing::regime(),
    };
    Site { plans: vec![plan].into(), ..Site::default() }
}

fn check(site: &Site, first: Snapshot, second: Snapshot, expect: &[(ChangeKind, &str, &str)]) {
    let snapshots = [first, second];
    let progress =
        snapshots.each_ref().map(|one| judge(site, &snapshots, &Setting::new(one.as_of)));
    let moment = |at: usize| Moment { snapshot: &snapshots[at], progress: &progress[at] };
    let found = changes(site, moment(0), moment(1));
    let found: Vec<_> =
        found.iter().map(|c| (c.kind, c.before.as_str(), c.after.as_str())).collect();
    assert_eq!(found, expect);
    assert_eq!(changes(site, moment(1), moment(1)), []);
}

/// Two reports on one task due on 31 March 2026, in snapshots of 20 March and 30 April.
fn check_task(first: &str, second: &str, extended_to: &str, expect: &[(ChangeKind, &str, &str)]) {
    let work = task("viec", "31/3/2026");
    let mut march = snapshot("2026-03", "2026-03-20");
    march.reports.push(report(&work.id, first, "2026-03-15", ""));
    let mut april = snapshot("2026-04", "2026-04-30");
    april.reports.push(report(&work.id, second, "2026-03-30", extended_to));
    check(&site(vec![work], Vec::new()), march, april, expect);
}

#[test]
fn tasks_change() {
    use ChangeKind::*;
    let open = "Đang thực hiện";
    check_task(open, "Hoàn thành", "", &[(NewlyCompleted, "due_soon", "completed_on_time")]);
    check_task(open, open, "", &[(NewlyOverdue, "due_soon", "overdue")]);
    check_task("Hoàn thành", open, "", &[(Reopened, "completed_on_time", "overdue")]);
    check_task(open, "Bãi bỏ", "", &[(Withdrawn, "due_soon", "withdrawn")]);
    check_task(open, open, "2026-12-31", &[(DeadlineMoved, "2026-03-31", "2026-12-31")]);
    let moved = (DeadlineMoved, "2026-03-31", "2026-12-31");
    check_task(open, "Tạm dừng", "2026-12-31", &[(Paused, "due_soon", "paused"), moved]);
    check_task("Tạm dừng", open, "2026-12-31", &[(Resumed, "paused", "in_progress"), moved]);
}

#[test]
fn figures_change() {
    let share = indicator("ty-le", "%", &[("2026", "≥ 80%")]);
    let mut june = snapshot("2026-06", "2026-06-30");
    june.observations.push(observation(&share.id, "75.0".parse().unwrap(), "2026-06-30", false));
    let mut july = snapshot("2026-07", "2026-07-31");
    july.observations.push(observation(&share.id, "74".parse().unwrap(), "2026-06-30", false));
    july.observations.push(observation(&share.id, "81".parse().unwrap(), "2026-07-31", false));
    let site = site(Vec::new(), vec![share]);
    check(
        &site,
        june,
        july,
        &[
            (ChangeKind::FigureRevised, "75.0", "74"),
            (ChangeKind::FigureReported, "75.0", "81"),
            (ChangeKind::TargetMet, "not_met_yet", "met"),
        ],
    );
}

#[test]
fn amendments_change_what_is_judged_and_are_told_once() {
    let share = indicator("ty-le", "%", &[("2026", "100%")]);
    let work = task("viec", "31/3/2026");
    let amendment = |item: &Id, from: &str, to: &str, old_end: Option<&str>, new| Amendment {
        item: item.clone(),
        new,
        from: from.to_owned(),
        old_end: old_end.map(|end| end.parse().unwrap()),
        to: to.to_owned(),
        date: "2026-04-10".parse().unwrap(),
        decision: "Quyết định 1".to_owned(),
        is_illustrative: false,
        provenance: share.provenance.clone(),
    };
    let lower = indicator("ty-le", "%", &[("2026", "80%")]).targets.remove(0);
    let later = task("viec", "31/12/2026").deadline;
    let lead = crate::model::Responsibility { text: "Sở B".to_owned(), ..Default::default() };
    let amendments = vec![
        amendment(&share.id, "100%", "80%", None, AmendedValue::Target(lower)),
        amendment(
            &work.id,
            "31/3/2026",
            "31/12/2026",
            Some("2026-03-31"),
            AmendedValue::Deadline(later),
        ),
        amendment(&work.id, "Sở A", "Sở B", None, AmendedValue::Lead(lead)),
        amendment(&work.id, "viec", "viec khac", None, AmendedValue::Name("viec khac".to_owned())),
    ];
    assert_eq!(amendments[1].days_moved(), Some(275));
    assert_eq!(amendments[0].days_moved(), None);
    let mut march = snapshot("2026-03", "2026-03-31");
    march.observations.push(observation(&share.id, "85".parse().unwrap(), "2026-03-31", false));
    let mut april = snapshot("2026-04", "2026-04-30");
    april.observations.push(observation(&share.id, "85".parse().unwrap(), "2026-03-31", false));
    let site = Site { amendments, ..site(vec![work.clone()], vec![share.clone()]) };
    check(
        &site,
        march,
        april,
        &[
            (ChangeKind::DeadlineMoved, "2026-03-31", "2026-12-31"),
            (ChangeKind::LeadChanged, "Sở A", "Sở B"),
            (ChangeKind::WordingChanged, "viec", "viec khac"),
            (ChangeKind::TargetChanged, "100%", "80%"),
            // Lowered from 100% to 80%: not plainly reached.
            (ChangeKind::LoweredTargetMet, "not_met_yet", "met_lowered"),
        ],
    );
    let day = |text: &str| text.parse::<Date>().unwrap();
    assert_eq!(site.task_on(&work, day("2026-04-09")).lead, work.lead);
    assert_eq!(site.task_on(&work, day("2026-04-10")).lead.text, "Sở B");
    assert_eq!(site.tasks().next().unwrap().deadline.text, "31/3/2026");
}
