//! Indicators: reached or not, and at which pace, with the calculation spelt out.

use super::Setting;
use super::measure::{Measure, Value};
use super::pace::{self, Pace};
use super::rules::{EARLY_SHARE, ON_PACE, SLIGHTLY_BEHIND};
use crate::model::{
    AmendedValue, Amendment, Comparator, Date, Decimal, Direction, Id, Indicator, IndicatorKind,
    IndicatorStatus, Observation, Snapshot, Target,
};
use crate::vietnamese::{date as written, decimal, with_unit};

/// One value of an indicator, with the snapshot it stands in.
#[derive(Clone, Copy, Debug)]
pub struct ObservationEntry<'a> {
    /// The snapshot.
    pub snapshot: &'a Snapshot,
    /// The value.
    pub observation: &'a Observation,
}

/// What is known of an indicator beside its values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Knowledge {
    /// A declared value at the beginning of the year, used when neither last year's value nor target is known.
    pub baseline: Option<Decimal>,
    /// By when a value of the year was to be reported.
    pub expected: Expected,
}

/// By when a value of the year was to be reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Expected {
    /// By that day.
    By(Date),
    /// In a later year.
    #[default]
    Later,
    /// Each year or so, but no day is named.
    Undated,
    /// It is not known when reports are due.
    Unknown,
    /// Only when somebody asks.
    OnRequest,
    /// No period was ever published: nobody was asked here.
    Unpublished,
}

impl Expected {
    /// Why no value is missed; nothing where a day is named.
    fn excuse(self) -> Option<&'static str> {
        match self {
            Self::By(_) | Self::Later => None,
            Self::Undated => Some("văn bản không nêu ngày phải báo cáo"),
            Self::Unknown => Some("chưa rõ phải báo cáo khi nào"),
            Self::OnRequest => Some("văn bản chỉ đòi báo cáo khi được yêu cầu"),
            Self::Unpublished => Some("chưa có kỳ báo cáo nào được công bố"),
        }
    }
}

/// Where the value at the beginning of the year comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaselineKind {
    /// The count begins at 0 each year.
    Restart,
    /// Last year's value.
    LastValue,
    /// Last year's target.
    LastTarget,
    /// Declared.
    Declared,
}

impl BaselineKind {
    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Restart => "số đếm bắt đầu lại mỗi năm",
            Self::LastValue => "giá trị của năm trước",
            Self::LastTarget => "mục tiêu của năm trước",
            Self::Declared => "mức gốc được khai báo",
        }
    }
}

/// What the rules say of an indicator as of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorJudgement {
    /// The indicator.
    pub indicator: Id,
    /// Its status.
    pub status: IndicatorStatus,
    /// "Vượt sớm": a later year's target is satisfied too.
    pub is_met_early: bool,
    /// "Còn sớm": too little of the year is gone to call anything behind.
    pub is_early: bool,
    /// x: the latest value.
    pub value: Option<Decimal>,
    /// The day it is of.
    pub value_date: Option<Date>,
    /// As-of date of the latest snapshot with a value.
    pub last_report_on: Option<Date>,
    /// When the target judged is due, as the target says it ("2026").
    pub target_due: Option<String>,
    /// T: the number to reach; of a range the bound that is reached first.
    pub target_value: Option<Decimal>,
    /// The same as it was issued, before decisions changed it.
    pub target_original: Option<Decimal>,
    /// The status it would have by the target as issued.
    pub status_against_original: IndicatorStatus,
    /// What the status alone would hide, as a sentence without its stop: that the target was lowered.
    pub caveat: Option<String>,
    /// B: the value at the beginning of the year.
    pub baseline: Option<Decimal>,
    /// Where that comes from.
    pub baseline_kind: Option<BaselineKind>,
    /// f: days of the year gone on the day of x, and days of the year.
    pub share: Option<(i32, i32)>,
    /// E: what could be expected on the day of x, to two decimals.
    pub expected: Option<Decimal>,
    /// P: the pace, cut after two decimals.
    pub pace: Option<Decimal>,
    /// Why, as a sentence with the numbers in it.
    pub reason: String,
}

/// Judges an indicator as it holds and against the target it was issued with: a target that was lowered is never
/// plainly reached. `amendments` are those of it in force, oldest first.
pub fn judge_changed(
    indicator: &Indicator,
    issued: &Indicator,
    amendments: &[&Amendment],
    entries: &[ObservationEntry<'_>],
    knowledge: Knowledge,
    setting: &Setting,
) -> IndicatorJudgement {
    let mut judged = judge_indicator(indicator, entries, knowledge, setting);
    let of_due = |indicator: &'_ Indicator| {
        indicator
            .targets
            .iter()
            .find(|target| Some(&target.due) == judged.target_due.as_ref())
            .cloned()
    };
    let Some((now, then)) = of_due(indicator).zip(of_due(issued)) else { return judged };
    if now == then {
        return judged;
    }
    let original = judge_indicator(issued, entries, knowledge, setting);
    judged.target_original = original.target_value;
    judged.status_against_original = original.status;
    let is_met = judged.status == IndicatorStatus::Met;
    let hides = is_met && original.status != IndicatorStatus::Met;
    if hides {
        judged.status = IndicatorStatus::MetLowered;
        judged.is_met_early = false;
    }
    if hides || is_easier(&now, &then, indicator.direction) {
        let changed = amendments
            .iter()
            .rev()
            .find(|one| matches!(&one.new, AmendedValue::Target(target) if target.due == now.due));
        let since = changed.map_or_else(String::new, |one| format!(" từ {}", written(one.date)));
        let label = if hides { judged.status.label() } else { "Mục tiêu đã hạ" };
        let caveat = format!(
            "{label} ({} → {}{since}); so với mức ban hành: {}",
            then.text,
            now.text,
            against(original.status)
        );
        judged.reason = format!("{caveat}. {}", judged.reason);
        judged.caveat = Some(caveat);
    }
    judged
}

/// Whether `now` asks for less than `then`: a lower number where more is better, a higher one where less is or of a rank,
/// words in place of a number.
pub fn is_easier(now: &Target, then: &Target, direction: Direction) -> bool {
    let Some((new, old)) = bound(now, direction).zip(bound(then, direction)) else {
        // A number given up for words asks for less; words given a number ask for more.
        return bound(now, direction).is_none() && bound(then, direction).is_some();
    };
    if direction == Direction::Down || then.comparator == Comparator::Top {
        new > old
    } else {
        new < old
    }
}

/// "chưa đạt, chậm": a status against the target as issued, in words.
fn against(status: IndicatorStatus) -> String {
    let label = crate::vietnamese::in_sentence(status.label());
    match status {
        IndicatorStatus::OnPace
        | IndicatorStatus::SlightlyBehind
        | IndicatorStatus::Behind
        | IndicatorStatus::MovingAway => format!("chưa đạt, {label}"),
        IndicatorStatus::NotMetYet => "chưa đạt".to_owned(),
        IndicatorStatus::Awaiting | IndicatorStatus::ReportOverdue => "chưa có số liệu".to_owned(),
        _ => label,
    }
}

/// Judges an indicator by its values up to the as-of date; the order of `entries` does not matter.
pub fn judge_indicator(
    indicator: &Indicator,
    entries: &[ObservationEntry<'_>],
    knowledge: Knowledge,
    setting: &Setting,
) -> IndicatorJudgement {
    let as_of = setting.as_of;
    let measure = Measure::new(indicator, entries, as_of);
    let mut judged = IndicatorJudgement {
        indicator: indicator.id.clone(),
        status: IndicatorStatus::Unquantified,
        is_met_early: false,
        is_early: false,
        value: None,
        value_date: None,
        last_report_on: measure.last_report_on(),
        target_due: None,
        target_value: None,
        target_original: None,
        status_against_original: IndicatorStatus::Unquantified,
        caveat: None,
        baseline: None,
        baseline_kind: None,
        share: None,
        expected: None,
        pace: None,
        reason: "Mục tiêu không có số để so sánh, chỉ theo dõi bằng lời.".to_owned(),
    };
    // Where nobody ever reported, a passed target is told as a task's passed day is: a later one does not hide it.
    let is_unasked = knowledge.expected == Expected::Unpublished;
    let passed = last_passed(indicator, as_of).filter(|_| is_unasked);
    let Some(target) = passed.or_else(|| target_for(indicator, as_of)) else { return judged };
    judged.target_due = Some(target.due.clone());
    let Some(bound) = bound(target, indicator.direction) else { return judged };
    judged.target_value = Some(bound);

    let case = Case { indicator, target, bound, as_of, knowledge, measure };
    let is_past = target.due_date.is_some_and(|due| due < as_of);
    let value = case.measure.latest(case.year(), target.due_date.filter(|_| is_past));
    if let Some(value) = &value {
        judged.value = Some(value.number);
        judged.value_date = Some(value.date);
    }
    case.decide(value.as_ref(), is_past, &mut judged);
    judged.target_original = judged.target_value;
    judged.status_against_original = judged.status;
    judged
}

/// The target that was due last before `as_of`.
fn last_passed(indicator: &Indicator, as_of: Date) -> Option<&Target> {
    let dated = indicator.targets.iter().filter_map(|target| Some((target.due_date?, target)));
    dated.filter(|(due, _)| *due < as_of).max_by_key(|(due, _)| *due).map(|(_, target)| target)
}

/// The target for the year of `as_of`; without one the last that was due, else the next.
fn target_for(indicator: &Indicator, as_of: Date) -> Option<&Target> {
    let dated = || indicator.targets.iter().filter_map(|target| Some((target.due_date?, target)));
    let of_year = dated().filter(|(due, _)| due.year() == as_of.year()).min_by_key(|(due, _)| *due);
    let next = || dated().filter(|(due, _)| *due >= as_of).min_by_key(|(due, _)| *due);
    let found = of_year.map(|(_, target)| target).or_else(|| last_passed(indicator, as_of));
    let found = found.or_else(|| next().map(|(_, target)| target));
    found.or_else(|| indicator.targets.first())
}

/// The number a value has to pass; nothing for a target in words.
pub(super) fn bound(target: &Target, direction: Direction) -> Option<Decimal> {
    match (target.comparator, direction) {
        (Comparator::None, _) => None,
        (Comparator::Range, Direction::Down) => target.value_max.or(target.value),
        _ => target.value,
    }
}

/// Whether `value` satisfies `target`.
///
/// A bare number is read as "at least"; where lower is better it is a ceiling. Of a range only the
/// bound on the worse side counts where one side is worse: more than 47 % satisfies "45–47 %".
pub(super) fn satisfies(target: &Target, direction: Direction, value: Decimal) -> bool {
    let Some(first) = target.value else { return false };
    let last = target.value_max.unwrap_or(first);
    match (target.comparator, direction) {
        (Comparator::AtLeast, Direction::Down) | (Comparator::AtMost | Comparator::Top, _) => {
            value <= first
        }
        (Comparator::AtLeast, _) | (Comparator::Range, Direction::Up) => value >= first,
        (Comparator::MoreThan, _) => value > first,
        (Comparator::LessThan, _) => value < first,
        (Comparator::Equal, _) => value == first,
        (Comparator::Range, Direction::Down) => value <= last,
        (Comparator::Range, Direction::None) => (first..=last).contains(&value),
        (Comparator::None, _) => false,
    }
}

struct Case<'a> {
    indicator: &'a Indicator,
    target: &'a Target,
    bound: Decimal,
    as_of: Date,
    knowledge: Knowledge,
    measure: Measure<'a>,
}

impl Case<'_> {
    /// The year the target is for.
    fn year(&self) -> i16 {
        self.target.due_date.map_or(self.as_of.year(), |due| due.year().min(self.as_of.year()))
    }

    fn decide(&self, value: Option<&Value>, is_past: bool, judged: &mut IndicatorJudgement) {
        let text = &self.target.text;
        let is_bare = text.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
        let asked = if is_bare { with_unit(text, &self.indicator.unit) } else { text.to_owned() };
        let aim = format!("Mục tiêu {}: {asked}", self.target.due);
        let Some(value) = value else { return self.silent(is_past, &aim, judged) };
        let shown = self.amount(value.number);
        let sum = value.sum().map_or_else(String::new, |sum| format!(" ({sum})"));
        let said = format!("{aim}. Đến {}: {shown}{sum}", written(value.date));
        if satisfies(self.target, self.indicator.direction, value.number) {
            judged.status = IndicatorStatus::Met;
            let later = self.later_target_met(value.number);
            judged.is_met_early = later.is_some();
            judged.reason = match later {
                Some(later) => {
                    format!("{said}, đã đạt; vượt sớm cả mục tiêu {}: {}.", later.due, later.text)
                }
                None => format!("{said}, đã đạt."),
            };
            return;
        }
        let distance = self.distance(value.number);
        if is_past {
            judged.status = IndicatorStatus::Missed;
            judged.reason = format!("{said}, hết hạn mà không đạt, {distance}.");
        } else if value.date.year() < self.as_of.year() {
            self.silent(false, &format!("{said} (số liệu năm trước)"), judged);
        } else {
            self.paced(value, &said, &distance, judged);
        }
    }

    /// No value of the year.
    fn silent(&self, is_past: bool, said: &str, judged: &mut IndicatorJudgement) {
        let year = self.as_of.year();
        (judged.status, judged.reason) = match (self.knowledge.expected, is_past) {
            (expected, true) => match expected.excuse() {
                None => (
                    IndicatorStatus::ReportOverdue,
                    format!("{said}. Hạn của mục tiêu đã qua mà chưa có số liệu nào."),
                ),
                Some(excuse) => (
                    match expected {
                        Expected::Unpublished => IndicatorStatus::ReportOverdue,
                        _ => IndicatorStatus::Awaiting,
                    },
                    format!("{said}. Hạn của mục tiêu đã qua mà chưa có số liệu nào; {excuse}."),
                ),
            },
            (Expected::By(due), false) if due < self.as_of => (
                IndicatorStatus::ReportOverdue,
                format!("{said}. Chưa có số liệu năm {year}; hạn báo cáo là {}.", written(due)),
            ),
            (expected, false) => {
                let why = expected.excuse().unwrap_or("chưa đến hạn báo cáo");
                (IndicatorStatus::Awaiting, format!("{said}. Chưa có số liệu năm {year}, {why}."))
            }
        };
    }

    /// A value of the year that does not satisfy the target yet.
    fn paced(&self, value: &Value, said: &str, distance: &str, judged: &mut IndicatorJudgement) {
        judged.status = IndicatorStatus::NotMetYet;
        let without = |why: &str| format!("{said}, chưa đạt, {distance}; {why}.");
        let is_of_year = self.target.due_date.is_some_and(|due| due.year() == self.as_of.year());
        if self.indicator.kind == IndicatorKind::Rank || self.target.comparator == Comparator::Top {
            judged.reason = without("thứ hạng không tính tiến độ");
            return;
        }
        if !is_of_year {
            judged.reason = without(&format!(
                "không có mục tiêu cho năm {} để tính tiến độ",
                self.as_of.year()
            ));
            return;
        }
        let Some((baseline, kind)) = self.baseline(value) else {
            judged.reason = without("không có mức đầu năm nên không tính tiến độ");
            return;
        };
        judged.baseline = Some(baseline);
        judged.baseline_kind = Some(kind);
        if baseline == self.bound || satisfies(self.target, self.indicator.direction, baseline) {
            judged.reason = without(&format!(
                "mức đầu năm {} ({}) đã đạt mục tiêu nên chỉ so với mục tiêu",
                self.amount(baseline),
                kind.label()
            ));
            return;
        }
        let Some(pace) = pace::pace(value.number, baseline, self.bound, value.date) else {
            judged.reason = without("các số quá lớn để tính tiến độ");
            return;
        };
        judged.share = Some((pace.gone, pace.of));
        judged.expected = Some(pace.expected);
        let sums = self.calculation(value.number, baseline, kind, &pace);
        let is_early = pace.share < EARLY_SHARE;
        judged.status = match pace.ratio {
            ratio if ratio < Decimal::ZERO => IndicatorStatus::MovingAway,
            ratio if ratio >= ON_PACE => IndicatorStatus::OnPace,
            _ if is_early => IndicatorStatus::NotMetYet,
            ratio if ratio >= SLIGHTLY_BEHIND => IndicatorStatus::SlightlyBehind,
            _ => IndicatorStatus::Behind,
        };
        if is_early && judged.status == IndicatorStatus::NotMetYet {
            judged.is_early = true;
            judged.reason = format!(
                "{said}, chưa đạt, {distance}; còn sớm: năm mới qua {}/{} ngày.",
                pace.gone, pace.of
            );
            return;
        }
        judged.pace = Some(pace.shown());
        judged.reason = format!("{said}. {sums}");
    }

    /// "Đầu năm: 60% (giá trị của năm trước). Năm đã qua 181/365 ngày nên cần 60 + (80 − 60) × 181/365 = 69,92; …".
    fn calculation(&self, x: Decimal, b: Decimal, kind: BaselineKind, pace: &Pace) -> String {
        let (t, gone, of) = (self.bound, pace.gone, pace.of);
        let (x_, b_, t_) = (decimal(&x), decimal(&b), decimal(&t));
        let expected = decimal(&pace.expected);
        format!(
            "Đầu năm: {} ({}). Năm đã qua {gone}/{of} ngày nên cần {b_} + ({t_} − {b_}) × {gone}/{of} = {expected}; \
             tiến độ ({x_} − {b_}) ÷ ({expected} − {b_}) = {}.",
            self.amount(b),
            kind.label(),
            decimal(&pace.shown())
        )
    }

    /// The value at the beginning of the year, and where it comes from.
    fn baseline(&self, value: &Value) -> Option<(Decimal, BaselineKind)> {
        if value.is_restarting {
            return Some((Decimal::ZERO, BaselineKind::Restart));
        }
        let before = self.year().checked_sub(1)?;
        if let Some(last) = self.measure.last_of(before) {
            return Some((last, BaselineKind::LastValue));
        }
        let planned = self
            .indicator
            .targets
            .iter()
            .find(|target| target.due_date.is_some_and(|due| due.year() == before))
            .filter(|_| !self.measure.breaks_in(self.year()))
            .and_then(|target| bound(target, self.indicator.direction));
        planned
            .map(|number| (number, BaselineKind::LastTarget))
            .or_else(|| self.knowledge.baseline.map(|number| (number, BaselineKind::Declared)))
    }

    /// The target of a later year that is satisfied too.
    fn later_target_met(&self, value: Decimal) -> Option<&Target> {
        self.indicator
            .targets
            .iter()
            .filter(|target| target.due_date > self.target.due_date && self.is_harder(target))
            .find(|target| satisfies(target, self.indicator.direction, value))
    }

    /// Whether `later` asks for more than the target judged: the same level again is nothing reached early.
    fn is_harder(&self, later: &Target) -> bool {
        match self.indicator.direction {
            Direction::Down => later.value < self.target.value,
            Direction::Up | Direction::None => later.value > self.target.value,
        }
    }

    /// "còn thiếu 10%", or by how much it is too high.
    fn distance(&self, value: Decimal) -> String {
        let far = self.bound.checked_sub(value).map(|far| self.amount(far.abs()));
        match far {
            Some(_) if self.bound == value => "mới bằng mức phải vượt".to_owned(),
            Some(far) if self.bound > value => format!("còn thiếu {far}"),
            Some(far) => format!("còn cao hơn {far}"),
            None => "còn rất xa".to_owned(),
        }
    }

    fn amount(&self, number: Decimal) -> String {
        with_unit(&decimal(&number), &self.indicator.unit)
    }
}
