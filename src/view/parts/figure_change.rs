//! New values of a period in one line each: before, after, and by how much.

use serde::Serialize;

use crate::derive::Stage;
use crate::derive::history::{Change, ChangeKind};
use crate::model::{Decimal, Nature, Observation, Snapshot};
use crate::vietnamese::{date, decimal, with_unit};
use crate::view::ground::link::{Link, item_link};
use crate::view::ground::{Item, Portal};

/// A new or corrected value.
#[derive(Clone, Debug, Serialize)]
pub struct FigureChange<'a> {
    /// The indicator.
    pub item: Link<'a>,
    /// "58,4% → 60,5% (tăng 2,1 điểm phần trăm), đến 15/06/2026", "thêm 3, cộng dồn 31/30".
    pub text: String,
}

impl<'a> FigureChange<'a> {
    /// The values `snapshot` brought, in document order; `stage` is what followed from it.
    pub fn list(portal: &Portal<'a>, snapshot: &'a Snapshot, stage: &'a Stage) -> Vec<Self> {
        let is_figure = |change: &&Change| {
            matches!(change.kind, ChangeKind::FigureReported | ChangeKind::FigureRevised)
        };
        let changes = stage.changes.iter().filter(is_figure);
        changes.filter_map(|change| Self::new(portal, snapshot, stage, change)).collect()
    }

    fn new(
        portal: &Portal<'a>,
        snapshot: &Snapshot,
        stage: &Stage,
        change: &'a Change,
    ) -> Option<Self> {
        let Item::Indicator(_, indicator) = portal.item(&change.item)? else { return None };
        let after: Decimal = change.after.parse().ok()?;
        let before: Option<Decimal> = change.before.parse().ok();
        let is_value = |one: &&Observation| one.indicator == change.item && one.value == after;
        let observation = snapshot.observations.iter().rfind(is_value)?;
        let day = date(observation.value_date);
        let text = match (change.kind, observation.nature) {
            (ChangeKind::FigureRevised, _) => {
                format!("{}; sửa số đến {day}", moved(&indicator.unit, before, after))
            }
            (_, Nature::WithinPeriod) => {
                let judged = stage.progress.indicators.get(&change.item);
                let sum = judged.and_then(|judged| judged.value);
                let target = judged.and_then(|judged| judged.target_value);
                format!("{}, đến {day}", counted(&indicator.unit, after, sum, target))
            }
            (_, Nature::Cumulative) => {
                format!("{}, đến {day}", moved(&indicator.unit, before, after))
            }
        };
        Some(Self { item: item_link(portal, &change.item)?, text })
    }
}

/// "thêm 3 nhiệm vụ, cộng dồn 31/30": what a counter grew by, and how far it is.
fn counted(unit: &str, added: Decimal, sum: Option<Decimal>, target: Option<Decimal>) -> String {
    let added = format!("thêm {}", amount(unit, added));
    match (sum, target) {
        (Some(sum), Some(target)) => {
            format!("{added}, cộng dồn {}/{}", decimal(&sum), decimal(&target))
        }
        (Some(sum), None) => format!("{added}, cộng dồn {}", decimal(&sum)),
        (None, _) => added,
    }
}

/// "58,4% → 60,5% (tăng 2,1 điểm phần trăm)".
fn moved(unit: &str, before: Option<Decimal>, after: Decimal) -> String {
    let shown = amount(unit, after);
    let Some(before) = before else { return format!("lần đầu có số: {shown}") };
    let change = after - before;
    let is_share = unit.trim_start().starts_with('%');
    let by = if is_share {
        format!("{} điểm phần trăm", decimal(&change.abs().normalize()))
    } else {
        with_unit(&decimal(&change.abs().normalize()), unit)
    };
    let word = match change {
        zero if zero.is_zero() => "không đổi".to_owned(),
        less if less.is_sign_negative() => format!("giảm {by}"),
        _ => format!("tăng {by}"),
    };
    format!("{} → {shown} ({word})", amount(unit, before))
}

fn amount(unit: &str, number: Decimal) -> String {
    with_unit(&decimal(&number), unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_level_is_told_with_what_it_was_and_by_how_much_it_moved() {
        let share = "% dân số";
        let moved = |before, after| super::moved(share, Some(number(before)), number(after));
        assert_eq!(moved("58.4", "60.5"), "58,4% dân số → 60,5% dân số (tăng 2,1 điểm phần trăm)");
        assert_eq!(moved("60.5", "60.4"), "60,5% dân số → 60,4% dân số (giảm 0,1 điểm phần trăm)");
        assert_eq!(moved("60", "60.0"), "60% dân số → 60,0% dân số (không đổi)");
        assert_eq!(super::moved(share, None, number("3")), "lần đầu có số: 3% dân số");
    }

    #[test]
    fn a_counter_is_told_with_what_was_added_and_how_far_it_is() {
        let tasks = "Nhiệm vụ";
        let told = counted(tasks, number("3"), Some(number("31")), Some(number("30")));
        assert_eq!(told, "thêm 3 nhiệm vụ, cộng dồn 31/30");
        assert_eq!(counted(tasks, number("3"), None, None), "thêm 3 nhiệm vụ");
    }
}
