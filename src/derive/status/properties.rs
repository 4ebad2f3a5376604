//! What holds for all inputs: one status each, on any day, in any order.

use proptest::prelude::*;

use super::tests::{entries, values};
use super::*;
use crate::derive::testing::{asked, indicator, observation, regime, report, snapshot, task};
use crate::model::{Decimal, Snapshot};

fn any_day() -> impl Strategy<Value = Date> {
    (-9999_i16..=9999, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap())
}

const WORDS: &[&str] = &["Chưa thực hiện", "Đang thực hiện", "Hoàn thành", "Tạm dừng", "Bãi bỏ"];
const DEADLINES: &[&str] = &[
    "31/3/2026",
    "Thường xuyên",
    "Năm 2026",
    "",
    "15/12/2026 phê duyệt, năm 2028 hoàn thành",
    "Theo lộ trình của Trung ương",
    "100 ngày kể từ ngày ban hành",
];

proptest! {
    #[test]
    fn every_task_gets_one_status_on_any_day_and_in_any_order(
        as_of in any_day(),
        deadline in 0..DEADLINES.len(),
        reports in proptest::collection::vec((any_day(), 0..WORDS.len(), proptest::option::of(any_day())), 0..6),
        turn in 0_usize..6,
    ) {
        let work = task("viec", DEADLINES[deadline]);
        let mut line = 0;
        let snapshots: Vec<Snapshot> = reports
            .iter()
            .map(|(closed, words, date)| {
                let mut snapshot = snapshot("2026-03", "2026-03-31");
                snapshot.as_of = *closed;
                let mut report = report(&work.id, WORDS[*words], "", "");
                report.completed_on = *date;
                report.extension = date.map(|new_end| crate::model::Extension {
                    new_end,
                    decision: String::new(),
                });
                line += 1;
                report.provenance.line_first = line;
                snapshot.reports.push(report);
                snapshot
            })
            .collect();
        let mut list = entries(&snapshots, &work.id);
        let setting = Setting::new(as_of);
        let first = judge_task(Case::unchanged(&work), &list, asked(&snapshots), &setting);
        prop_assert!(first.reason.ends_with('.'));
        if !list.is_empty() {
            let by = turn % list.len();
            list.rotate_left(by);
        }
        prop_assert_eq!(first, judge_task(Case::unchanged(&work), &list, asked(&snapshots), &setting));
    }

    #[test]
    fn every_indicator_gets_one_status_on_any_day_and_in_any_order(
        as_of in any_day(),
        observed in proptest::collection::vec((any_day(), any_day(), any::<i64>(), any::<bool>()), 0..6),
        turn in 0_usize..6,
    ) {
        let share = indicator("so-luong", "Bài báo", &[("2026", "≥ 80"), ("2030", "≥ 90")]);
        let mut line = 0;
        let snapshots: Vec<Snapshot> = observed
            .iter()
            .map(|(closed, date, value, within)| {
                let mut snapshot = snapshot("2026-03", "2026-03-31");
                snapshot.as_of = *closed;
                let value = Decimal::new(*value, 3);
                let mut value = observation(&share.id, value, "2026-01-01", *within);
                value.value_date = *date;
                line += 1;
                value.provenance.line_first = line;
                snapshot.observations.push(value);
                snapshot
            })
            .collect();
        let mut list = values(&snapshots);
        let setting = Setting::new(as_of);
        let knowledge =
            Knowledge { baseline: None, expected: expected(&regime(), &share, None, &setting) };
        let first = judge_indicator(&share, &list, knowledge, &setting);
        prop_assert!(first.reason.ends_with('.'));
        if !list.is_empty() {
            let by = turn % list.len();
            list.rotate_left(by);
        }
        prop_assert_eq!(first, judge_indicator(&share, &list, knowledge, &setting));
    }
}
