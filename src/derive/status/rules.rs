//! The numbers and sentences of the rules: the code judges by them and the method page prints them.
//!
//! Numbers and words stand here, the order of tries in `tasks` and `indicators`: a test holds both together. What was
//! published keeps the status it was published with.

use crate::model::{Decimal, IndicatorStatus, TaskStatus};

/// Days before a deadline from which a task is due soon, unless the site says otherwise.
pub const DUE_SOON_DAYS: i32 = 30;

/// Pace from which an indicator is on pace.
pub const ON_PACE: Decimal = Decimal::from_parts(95, 0, 0, false, 2);

/// Pace from which an indicator is only slightly behind.
pub const SLIGHTLY_BEHIND: Decimal = Decimal::from_parts(60, 0, 0, false, 2);

/// Share of the year before which nothing is called behind.
pub const EARLY_SHARE: Decimal = Decimal::from_parts(25, 0, 0, false, 2);

/// Tasks that must be due before their on-time rate is given in per cent.
pub const MIN_DUE_FOR_RATE: u64 = 5;

/// A rule for tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskRule {
    /// Its number; the first that fits decides. Standing work has its own two.
    pub number: u8,
    /// The status it gives.
    pub status: TaskStatus,
    /// When it fits, in Vietnamese.
    pub condition: &'static str,
}

/// The rules for tasks, in the order they are tried.
pub const TASK_RULES: &[TaskRule] = &[
    TaskRule {
        number: 1,
        status: TaskStatus::Withdrawn,
        condition: "Cơ quan báo cáo bãi bỏ hoặc thay thế và nêu văn bản quyết định.",
    },
    TaskRule {
        number: 2,
        status: TaskStatus::CompletedOnTime,
        condition: "Hoàn thành vào hoặc trước ngày hết hạn; hạn đã dời chỉ tính khi có văn bản quyết định và dời trước khi hạn cũ qua.",
    },
    TaskRule {
        number: 3,
        status: TaskStatus::CompletedLate,
        condition: "Hoàn thành sau ngày hết hạn; ghi số ngày chậm.",
    },
    TaskRule {
        number: 4,
        status: TaskStatus::Overdue,
        condition: "Ngày hết hạn đã qua mà chưa hoàn thành, dù cơ quan gọi là gì; ghi số ngày quá hạn.",
    },
    TaskRule {
        number: 5,
        status: TaskStatus::Paused,
        condition: "Cơ quan báo cáo tạm dừng (hoặc bãi bỏ mà không nêu văn bản quyết định) và hạn chưa qua.",
    },
    TaskRule {
        number: 6,
        status: TaskStatus::DueSoon,
        condition: "Còn không quá 30 ngày là đến hạn và chưa hoàn thành.",
    },
    TaskRule {
        number: 7,
        status: TaskStatus::InProgress,
        condition: "Cơ quan báo cáo đang thực hiện, chưa đến hạn.",
    },
    TaskRule {
        number: 8,
        status: TaskStatus::NotStarted,
        condition: "Cơ quan báo cáo chưa thực hiện, còn hạn.",
    },
    TaskRule {
        number: 9,
        status: TaskStatus::NoReport,
        condition: "Chưa từng có báo cáo nào, còn hạn hoặc không có hạn.",
    },
    TaskRule {
        number: 12,
        status: TaskStatus::CompletedMoved,
        condition: "Hoàn thành trong hạn đã dời, nhưng hạn được dời sau khi hạn cũ đã qua: không tính là đúng hạn.",
    },
    TaskRule {
        number: 10,
        status: TaskStatus::StandingReported,
        condition: "Việc thường xuyên, hằng năm hoặc theo văn bản khác: kỳ phải báo cáo gần nhất có báo cáo.",
    },
    TaskRule {
        number: 11,
        status: TaskStatus::StandingSilent,
        condition: "Việc thường xuyên, hằng năm hoặc theo văn bản khác: kỳ phải báo cáo gần nhất đã qua hạn mà không có báo cáo.",
    },
    TaskRule {
        number: 13,
        status: TaskStatus::StandingNotOwed,
        condition: "Việc thường xuyên, hằng năm hoặc theo văn bản khác: chưa đến kỳ phải báo cáo, hoặc văn bản không nêu ngày, \
                    hoặc chưa rõ phải báo cáo khi nào.",
    },
];

/// A rule for indicators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndicatorRule {
    /// The status it gives.
    pub status: IndicatorStatus,
    /// When it fits, in Vietnamese.
    pub condition: &'static str,
}

/// The rules for indicators.
///
/// x is the latest value, T the target for the year, B the value at its beginning, f the share of
/// the year gone on the day of x, E = B + (T − B) × f and P = (x − B) ÷ (E − B).
pub const INDICATOR_RULES: &[IndicatorRule] = &[
    IndicatorRule {
        status: IndicatorStatus::Unquantified,
        condition: "Mục tiêu chỉ có chữ, không có số để so sánh.",
    },
    IndicatorRule {
        status: IndicatorStatus::Met,
        condition: "Số mới nhất đã đạt mục tiêu; nếu đạt luôn mục tiêu năm sau thì ghi “vượt sớm”.",
    },
    IndicatorRule {
        status: IndicatorStatus::MetLowered,
        condition: "Số mới nhất đạt mục tiêu đã hạ sau khi ban hành, nhưng chưa đạt mục tiêu khi ban hành.",
    },
    IndicatorRule {
        status: IndicatorStatus::Missed,
        condition: "Ngày hết hạn của mục tiêu đã qua mà số cuối cùng không đạt.",
    },
    IndicatorRule {
        status: IndicatorStatus::ReportOverdue,
        condition: "Không có số liệu của năm, trong khi hạn báo cáo đã qua.",
    },
    IndicatorRule {
        status: IndicatorStatus::Awaiting,
        condition: "Không có số liệu của năm, chưa đến hạn báo cáo (hoặc mỗi năm chỉ đo một lần).",
    },
    IndicatorRule {
        status: IndicatorStatus::NotMetYet,
        condition: "Chưa đạt và không có cách so tiến độ công bằng: không có mức đầu kỳ, thứ hạng, mục tiêu giữ \
                    nguyên mức đầu kỳ, không có mục tiêu cho năm này, hoặc còn sớm (f < 0,25).",
    },
    IndicatorRule {
        status: IndicatorStatus::MovingAway,
        condition: "P < 0: số mới nhất còn xa mục tiêu hơn mức đầu năm.",
    },
    IndicatorRule {
        status: IndicatorStatus::OnPace,
        condition: "P ≥ 0,95: đã đi được từ 95% quãng đường cần đi đến ngày của số mới nhất.",
    },
    IndicatorRule {
        status: IndicatorStatus::SlightlyBehind,
        condition: "0,60 ≤ P < 0,95: đã đi được từ 60% đến dưới 95% quãng đường cần đi.",
    },
    IndicatorRule {
        status: IndicatorStatus::Behind,
        condition: "0 ≤ P < 0,60: đã đi được chưa đến 60% quãng đường cần đi.",
    },
];

/// What a worked example gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// What it shows, in Vietnamese.
    pub title: &'static str,
    /// The numbers and dates that go in.
    pub case: ExampleCase,
}

/// A worked example: the test runs it, the method page prints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExampleCase {
    /// A task.
    Task {
        /// The printed deadline.
        deadline: &'static str,
        /// The words of the latest report; empty when there is none.
        reported: &'static str,
        /// The day it was completed; empty when it is not.
        completed_on: &'static str,
        /// The extended deadline; empty when it was not moved.
        extended_to: &'static str,
        /// The day it is judged as of.
        as_of: &'static str,
        /// The status it gets.
        status: TaskStatus,
        /// Days late or overdue.
        days_late: Option<i32>,
    },
    /// An indicator with a target for 2026.
    Indicator {
        /// The printed target for 2026.
        target: &'static str,
        /// The printed target for 2030; empty when there is none.
        later_target: &'static str,
        /// The unit.
        unit: &'static str,
        /// Last year's value; empty when unknown.
        baseline: &'static str,
        /// The latest value; empty when there is none.
        value: &'static str,
        /// The day the value is of.
        value_date: &'static str,
        /// Whether it counts within the year.
        is_within_period: bool,
        /// The day it is judged as of.
        as_of: &'static str,
        /// The status it gets.
        status: IndicatorStatus,
        /// Its pace to two decimals; empty when there is none.
        pace: &'static str,
    },
}
