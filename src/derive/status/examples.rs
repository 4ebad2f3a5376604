//! Worked examples of the rules, as data.

use super::rules::{Example, ExampleCase};
use crate::model::{IndicatorStatus, TaskStatus};

const fn task(
    title: &'static str,
    [deadline, reported, completed_on, extended_to, as_of]: [&'static str; 5],
    status: TaskStatus,
    days_late: Option<i32>,
) -> Example {
    let case = ExampleCase::Task {
        deadline,
        reported,
        completed_on,
        extended_to,
        as_of,
        status,
        days_late,
    };
    Example { title, case }
}

const fn indicator(
    title: &'static str,
    [target, later_target, unit]: [&'static str; 3],
    [baseline, value, value_date, as_of]: [&'static str; 4],
    status: IndicatorStatus,
    pace: &'static str,
) -> Example {
    let case = ExampleCase::Indicator {
        target,
        later_target,
        unit,
        baseline,
        value,
        value_date,
        is_within_period: false,
        as_of,
        status,
        pace,
    };
    Example { title, case }
}

const fn counter(example: Example) -> Example {
    match example.case {
        ExampleCase::Indicator {
            target,
            later_target,
            unit,
            baseline,
            value,
            value_date,
            as_of,
            status,
            pace,
            ..
        } => {
            let case = ExampleCase::Indicator {
                target,
                later_target,
                unit,
                baseline,
                value,
                value_date,
                is_within_period: true,
                as_of,
                status,
                pace,
            };
            Example { title: example.title, case }
        }
        ExampleCase::Task { .. } => example,
    }
}

/// Every rule at work at least once. All of it is made up to explain, none of it is a figure of anybody.
pub const EXAMPLES: &[Example] = &[
    task(
        "Bãi bỏ có văn bản quyết định",
        ["31/3/2026", "Bãi bỏ", "", "", "2026-06-30"],
        TaskStatus::Withdrawn,
        None,
    ),
    task(
        "Hoàn thành đúng ngày hết hạn",
        ["31/3/2026", "Hoàn thành", "2026-03-31", "", "2026-06-30"],
        TaskStatus::CompletedOnTime,
        None,
    ),
    task(
        "Hoàn thành trong hạn được dời sau khi hạn cũ đã qua",
        ["31/3/2026", "Hoàn thành", "2026-05-10", "2026-05-31", "2026-06-30"],
        TaskStatus::CompletedMoved,
        Some(40),
    ),
    task(
        "Hoàn thành sau hạn 10 ngày",
        ["31/3/2026", "Hoàn thành", "2026-04-10", "", "2026-06-30"],
        TaskStatus::CompletedLate,
        Some(10),
    ),
    task(
        "Quá hạn dù báo cáo đúng tiến độ",
        ["Quý I/2026", "Đang thực hiện, đúng tiến độ", "", "", "2026-04-23"],
        TaskStatus::Overdue,
        Some(23),
    ),
    task(
        "Tạm dừng khi hạn chưa qua",
        ["Năm 2026", "Tạm dừng", "", "", "2026-06-30"],
        TaskStatus::Paused,
        None,
    ),
    task(
        "Tháng 7/2026 tính đến hết ngày 31/7, còn 30 ngày",
        ["Tháng 7/2026", "Đang thực hiện", "", "", "2026-07-01"],
        TaskStatus::DueSoon,
        None,
    ),
    task(
        "Còn 31 ngày thì chưa gọi là sắp đến hạn",
        ["31/7/2026", "Đang thực hiện", "", "", "2026-06-30"],
        TaskStatus::InProgress,
        None,
    ),
    task(
        "Chưa thực hiện, còn hạn",
        ["Năm 2026", "Chưa thực hiện", "", "", "2026-06-30"],
        TaskStatus::NotStarted,
        None,
    ),
    task(
        "Chưa có báo cáo, còn hạn",
        ["Năm 2026", "", "", "", "2026-06-30"],
        TaskStatus::NoReport,
        None,
    ),
    task(
        "Việc thường xuyên có báo cáo",
        ["Thường xuyên", "Đang thực hiện", "", "", "2026-06-30"],
        TaskStatus::StandingReported,
        None,
    ),
    task(
        "Việc thường xuyên không có báo cáo",
        ["Hằng năm", "", "", "", "2026-06-30"],
        TaskStatus::StandingSilent,
        None,
    ),
    indicator(
        "Đạt mục tiêu năm",
        ["≥ 80%", "", "%"],
        ["60", "82,5", "2026-06-30", "2026-06-30"],
        IndicatorStatus::Met,
        "",
    ),
    indicator(
        "Đúng tiến độ: đi được nửa đường khi năm trôi qua một nửa",
        ["≥ 80%", "", "%"],
        ["60", "70", "2026-06-30", "2026-06-30"],
        IndicatorStatus::OnPace,
        "1.00",
    ),
    indicator(
        "Chậm nhẹ",
        ["≥ 80%", "≥ 90%", "%"],
        ["60", "67", "2026-06-30", "2026-06-30"],
        IndicatorStatus::SlightlyBehind,
        "0.70",
    ),
    indicator(
        "Chậm",
        ["≥ 80%", "", "%"],
        ["60", "63", "2026-06-30", "2026-06-30"],
        IndicatorStatus::Behind,
        "0.30",
    ),
    indicator(
        "Xa mục tiêu hơn đầu năm",
        ["≥ 80%", "", "%"],
        ["60", "58", "2026-06-30", "2026-06-30"],
        IndicatorStatus::MovingAway,
        "-0.20",
    ),
    indicator(
        "Còn sớm: chưa hết một phần tư năm thì không gọi là chậm",
        ["≥ 80%", "", "%"],
        ["60", "61", "2026-03-31", "2026-03-31"],
        IndicatorStatus::NotMetYet,
        "",
    ),
    indicator(
        "Không có mức đầu kỳ thì chỉ nêu khoảng cách",
        ["≥ 80%", "", "%"],
        ["", "63", "2026-06-30", "2026-06-30"],
        IndicatorStatus::NotMetYet,
        "",
    ),
    indicator(
        "Thứ hạng không tính tiến độ",
        ["Top 10", "", "Thứ bậc"],
        ["20", "14", "2026-06-30", "2026-06-30"],
        IndicatorStatus::NotMetYet,
        "",
    ),
    indicator(
        "Mục tiêu giữ nguyên mức đầu năm",
        ["100%", "", "%"],
        ["100", "99", "2026-06-30", "2026-06-30"],
        IndicatorStatus::NotMetYet,
        "",
    ),
    counter(indicator(
        "Số đếm trong năm bắt đầu lại từ 0",
        ["≥ 40", "", "Bài báo"],
        ["35", "20", "2026-06-30", "2026-06-30"],
        IndicatorStatus::OnPace,
        "1.00",
    )),
    indicator(
        "Hết hạn mà không đạt",
        ["≥ 80%", "", "%"],
        ["60", "79,9", "2026-12-31", "2027-01-15"],
        IndicatorStatus::Missed,
        "",
    ),
    indicator(
        "Quá hạn báo cáo",
        ["≥ 80%", "", "%"],
        ["", "", "", "2026-06-30"],
        IndicatorStatus::ReportOverdue,
        "",
    ),
    indicator(
        "Chưa đến kỳ báo cáo",
        ["≥ 80%", "", "%"],
        ["", "", "", "2026-01-31"],
        IndicatorStatus::Awaiting,
        "",
    ),
    indicator(
        "Mục tiêu không có số",
        ["Hoàn thành", "", ""],
        ["", "", "", "2026-06-30"],
        IndicatorStatus::Unquantified,
        "",
    ),
];
