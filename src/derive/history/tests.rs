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
    };
    Site { plans: vec![plan], ..Site::default() }
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
