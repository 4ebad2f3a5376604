//! Deadlines that were moved: by decisions declared beside the plan, and by extensions that reports give.
//!
//! Only a move with a decision counts, and only one that was decided before the old day had passed keeps work on time.

use super::TaskEntry;
use super::findings::FindingKind;
use crate::model::{AmendedValue, Amendment, Date, Deadline};
use crate::vietnamese::date as written;

/// When a piece of work is due: as issued, and as it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Limit<'a> {
    /// As issued.
    pub original: Option<Date>,
    /// As it holds on the day judged.
    pub effective: Option<Date>,
    /// The decision that moved it last; nothing while it is as issued.
    pub decision: Option<&'a str>,
    /// The day that had passed already when it was moved: work done after it is not on time.
    pub passed: Option<Date>,
    /// Moves in reports that do not count, with the reason.
    pub refused: Vec<(FindingKind, String)>,
    /// What the deadline depends on, as printed.
    pub condition: Option<&'a str>,
}

/// A day set by a decision.
struct Move<'a> {
    on: Date,
    after: Date,
    decision: &'a str,
    /// Only an extension of a report may not bring the day forward.
    is_reported: bool,
}

impl<'a> Limit<'a> {
    /// The limit of a task, or of the dated part of that number, after `amendments` and the extensions in `entries`.
    pub(super) fn new(
        printed: &'a Deadline,
        part: Option<u32>,
        amendments: &[&'a Amendment],
        entries: &[TaskEntry<'a>],
    ) -> Self {
        let day = |deadline: &Deadline| match part {
            Some(number) => deadline.milestone(number).map(|part| part.date),
            None => deadline.end,
        };
        let mut moves: Vec<Move<'a>> = Vec::new();
        for amendment in amendments {
            let (AmendedValue::Deadline(new) | AmendedValue::Milestone(_, new)) = &amendment.new
            else {
                continue;
            };
            if let Some(after) = day(new) {
                let decision = amendment.decision.as_str();
                moves.push(Move { on: amendment.date, after, decision, is_reported: false });
            }
        }
        let mut limit = Self { condition: printed.condition.as_deref(), ..Self::default() };
        for entry in entries {
            let Some(extension) = &entry.report.extension else { continue };
            let decision = extension.decision.as_str();
            if decision.trim().is_empty() {
                let sentence = format!(
                    "Báo cáo ghi gia hạn đến {} mà không nêu văn bản quyết định, nên chưa tính.",
                    written(extension.new_end)
                );
                limit.refused = vec![(FindingKind::ExtensionUndecided, sentence)];
                continue;
            }
            let on = decided_on(decision).unwrap_or(entry.snapshot.as_of);
            moves.push(Move { on, after: extension.new_end, decision, is_reported: true });
        }
        moves.sort_by_key(|one| one.on);
        limit.original = day(printed);
        limit.effective = limit.original;
        for one in &moves {
            limit.apply(one);
        }
        limit
    }

    /// The limit as issued, without what moved it.
    pub(super) fn as_issued(&self) -> Self {
        let (original, condition) = (self.original, self.condition);
        Self { original, effective: original, condition, ..Self::default() }
    }

    /// Whether it is another day than issued.
    pub(super) fn is_moved(&self) -> bool {
        self.decision.is_some() && self.effective != self.original
    }

    fn apply(&mut self, one: &Move<'a>) {
        match self.effective {
            Some(before) if one.after == before => return,
            Some(before) if one.after < before && one.is_reported => {
                let sentence = format!(
                    "Báo cáo ghi gia hạn đến {}, sớm hơn hạn đang có {}, nên chưa tính.",
                    written(one.after),
                    written(before)
                );
                self.refused = vec![(FindingKind::ExtensionBackwards, sentence)];
                return;
            }
            Some(before) if one.on > before && one.after > before => {
                self.passed = self.passed.or(Some(before));
            }
            _ => {}
        }
        self.effective = Some(one.after);
        self.decision = Some(one.decision);
    }

    /// "hạn 15/10/2026 (trước là 30/06/2026, dời theo 12/QĐ-UBND)", or that there is none.
    pub(super) fn words(&self) -> String {
        let Some(date) = self.effective else {
            return "kế hoạch không ghi ngày hết hạn".to_owned();
        };
        let mut words = format!("hạn {}", written(date));
        if let Some(decision) = self.decision.filter(|_| self.is_moved()) {
            let before = self.original.map_or_else(
                || "trước không ghi ngày".to_owned(),
                |day| format!("trước là {}", written(day)),
            );
            let late = self.passed.map_or("", |_| " khi hạn cũ đã qua");
            words = format!("{words} ({before}, dời theo {decision}{late})");
        }
        match self.condition {
            Some(condition) => format!("{words}, kèm điều kiện “{condition}”"),
            None => words,
        }
    }
}

/// The day a decision says of itself: "Quyết định 12/QĐ-UBND ngày 10/6/2026".
fn decided_on(decision: &str) -> Option<Date> {
    decision.split_whitespace().find_map(|word| {
        let mut parts = word.trim_matches(|letter: char| !letter.is_ascii_digit()).split('/');
        let mut number = || parts.next()?.parse::<i16>().ok();
        let (day, month, year) = (number()?, number()?, number()?);
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::derive::testing::{day, report, snapshot, task};

    /// The limit after reports that extend to `(as_of, new_end, decision)`.
    fn limit_after(extensions: &[(&str, &str, &str)]) -> (Option<Date>, Option<Date>, usize) {
        let work = task("viec", "30/6/2026");
        let snapshots: Vec<_> = extensions
            .iter()
            .map(|(as_of, new_end, decision)| {
                let mut closed = snapshot("2026-06", as_of);
                let mut one = report(&work.id, "Đang thực hiện", "", new_end);
                if let Some(extension) = &mut one.extension {
                    (*decision).clone_into(&mut extension.decision);
                }
                closed.reports.push(one);
                closed
            })
            .collect();
        let entries: Vec<TaskEntry<'_>> = snapshots
            .iter()
            .map(|snapshot| TaskEntry { snapshot, report: &snapshot.reports[0] })
            .collect();
        let limit = Limit::new(&work.deadline, None, &[], &entries);
        (limit.effective, limit.passed, limit.refused.len())
    }

    #[test]
    fn a_deadline_moves_by_decisions_only_and_never_back_by_a_report() {
        let (june, october, december) = (day("2026-06-30"), day("2026-10-15"), day("2026-12-15"));
        for (extensions, expected) in [
            (&[][..], (Some(june), None, 0)),
            (&[("2026-06-25", "2026-10-15", "12/QĐ-UBND")][..], (Some(october), None, 0)),
            (&[("2026-07-25", "2026-10-15", "12/QĐ-UBND")][..], (Some(october), Some(june), 0)),
            // The decision says its own day, which is earlier than the report.
            (
                &[("2026-07-25", "2026-10-15", "12/QĐ-UBND ngày 10/6/2026")][..],
                (Some(october), None, 0),
            ),
            (&[("2026-06-25", "2026-10-15", "")][..], (Some(june), None, 1)),
            (&[("2026-06-25", "2026-05-31", "12/QĐ-UBND")][..], (Some(june), None, 1)),
            // Moved in time, then once more when the new day had passed.
            (
                &[
                    ("2026-06-25", "2026-10-15", "12/QĐ-UBND"),
                    ("2026-10-25", "2026-12-15", "13/QĐ-UBND"),
                ][..],
                (Some(december), Some(october), 0),
            ),
        ] {
            assert_eq!(limit_after(extensions), expected, "{extensions:?}");
        }
    }
}
