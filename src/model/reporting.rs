//! Reporting regimes: who reports to whom, how often and by which day, as each plan's own clause says.

use super::{Agency, Date, Id, Period, PeriodKind, Plan, Provenance, Responsibility, Site};

/// How often a task may have been handed on: the registry allows no circles, this bounds them.
const MAX_STEPS: usize = 16;

/// When and to whom the work of a plan is reported. Without duties it is not known, and nothing is ever missed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportingRegime {
    /// What is to be reported how often; those about single items stand for them in place of the others.
    pub duties: Vec<ReportingDuty>,
    /// Whether they are declared for the whole site and not read from the plan.
    pub is_default: bool,
    /// The body that answers for items no single agency leads.
    pub standing_body: Option<Id>,
    /// The day until which reports are asked for although the plan is over; nothing for no longer than the plan.
    pub until: Option<Date>,
}

/// One report that is asked for again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportingDuty {
    /// How often: each month, quarter, half year, nine months or year; nothing when only on request.
    pub every: Option<PeriodKind>,
    /// The day before which it is to be there; nothing when the clause names none.
    pub before: Option<DayLimit>,
    /// The items it is about; empty for all of the plan.
    pub items: Vec<Id>,
    /// Who reports, in words.
    pub reporters: String,
    /// To whom.
    pub receiver: String,
    /// Who is told then; empty when nobody is named.
    pub onward: String,
    /// The clause, word for word; empty for duties declared for the whole site.
    pub quote: String,
    /// Where the clause stands, or the declaration.
    pub provenance: Provenance,
}

/// The day before which a report is to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayLimit {
    /// That day of the last month of the period.
    OfLastMonth(i8),
    /// That month and day of the year.
    OfYear(i8, i8),
}

impl ReportingDuty {
    /// The last day on which a report on `period` is on time: "trước ngày 20" is the 19th. Nothing when the clause
    /// names no day or is about another kind of period.
    pub fn due_on(&self, period: Period) -> Option<Date> {
        let last = period.last_day();
        let (month, day) = match self.before.filter(|_| self.every == Some(period.kind()))? {
            DayLimit::OfLastMonth(day) => (last.month(), day),
            DayLimit::OfYear(month, day) => (month, day),
        };
        // A day the month does not have: its end.
        Some(Date::new(last.year(), month, day).and_then(Date::yesterday).unwrap_or(last))
    }
}

impl ReportingRegime {
    /// Whether anything is known of when reports are due.
    pub fn is_known(&self) -> bool {
        !self.duties.is_empty()
    }

    /// The duties about an item.
    pub fn duties_of<'a>(&'a self, item: &'a Id) -> impl Iterator<Item = &'a ReportingDuty> {
        let is_named = self.duties.iter().any(|duty| duty.items.contains(item));
        self.duties.iter().filter(move |duty| {
            if is_named { duty.items.contains(item) } else { duty.items.is_empty() }
        })
    }

    /// What is owed on an item for `period`.
    pub fn owed(&self, item: &Id, period: Period) -> Owed {
        if !self.is_known() {
            return Owed::Unknown;
        }
        let duty = self.duties_of(item).find(|duty| duty.every == Some(period.kind()));
        duty.map_or(Owed::Nothing, |duty| duty.due_on(period).map_or(Owed::Undated, Owed::By))
    }
}

/// What is owed for a period, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owed {
    /// A report by that day.
    By(Date),
    /// A report, but no day is named.
    Undated,
    /// It is not known when reports are due.
    Unknown,
    /// No report for this kind of period.
    Nothing,
}

impl Site {
    /// The earliest last day in time that any plan names for reports on `period`.
    pub fn due_on(&self, period: Period) -> Option<Date> {
        let duties = self.plans.iter().flat_map(|plan| &plan.regime.duties);
        duties.filter_map(|duty| duty.due_on(period)).min()
    }

    /// The single bodies that answer for what `lead` leads in `plan`, each once: the leads or their successors;
    /// for groups, references and nobody the standing body of the plan. Empty where there is none.
    pub fn answering(&self, plan: &Plan, lead: &Responsibility) -> Vec<&Agency> {
        let mut list: Vec<&Agency> = Vec::new();
        let named = lead.members.iter().filter(|_| !lead.is_by_reference);
        for agency in named.filter_map(|member| self.reporter(&member.agency)) {
            if list.iter().all(|one| one.id != agency.id) {
                list.push(agency);
            }
        }
        if list.is_empty() {
            list.extend(plan.regime.standing_body.as_ref().and_then(|id| self.reporter(id)));
        }
        list
    }

    /// The single body that answers today for what `id` was to do; nothing for groups.
    pub fn reporter(&self, id: &Id) -> Option<&Agency> {
        let mut agency = self.agency(id)?;
        for _ in 0..MAX_STEPS {
            let Some(next) = agency.successor.as_ref().and_then(|next| self.agency(&next.to))
            else {
                break;
            };
            agency = next;
        }
        (!agency.is_collective).then_some(agency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn duty(every: PeriodKind, before: Option<DayLimit>, items: &[&str]) -> ReportingDuty {
        ReportingDuty {
            every: Some(every),
            before,
            items: items.iter().map(|item| Id::slug(item)).collect(),
            reporters: String::new(),
            receiver: String::new(),
            onward: String::new(),
            quote: String::new(),
            provenance: Provenance {
                file: "plan.toml".into(),
                line_first: 1,
                line_last: 1,
                sheet: None,
            },
        }
    }

    #[test]
    fn what_is_owed_follows_the_clause_and_never_more() {
        let regime = ReportingRegime {
            duties: vec![
                duty(PeriodKind::Month, Some(DayLimit::OfLastMonth(20)), &[]),
                duty(PeriodKind::Year, Some(DayLimit::OfYear(11, 20)), &[]),
                duty(PeriodKind::Year, None, &["ct-1"]),
            ],
            ..ReportingRegime::default()
        };
        let owed =
            |item: &str, period: &str| regime.owed(&Id::slug(item), Period::parse(period).unwrap());
        assert_eq!(owed("nv-1", "2026-03"), Owed::By(Date::constant(2026, 3, 19)));
        assert_eq!(owed("nv-1", "2026"), Owed::By(Date::constant(2026, 11, 19)));
        assert_eq!(owed("nv-1", "2026-q1"), Owed::Nothing);
        assert_eq!(owed("ct-1", "2026-03"), Owed::Nothing);
        assert_eq!(owed("ct-1", "2026"), Owed::Undated);
        let unknown = ReportingRegime::default();
        assert_eq!(unknown.owed(&Id::slug("x"), Period::parse("2026").unwrap()), Owed::Unknown);
    }

    #[test]
    fn what_is_reported_on_request_is_owed_for_no_period() {
        let asked = ReportingDuty { every: None, ..duty(PeriodKind::Year, None, &[]) };
        let regime = ReportingRegime { duties: vec![asked], ..ReportingRegime::default() };
        for period in ["2026", "2026-q1", "2026-03"] {
            let period = Period::parse(period).unwrap();
            assert_eq!(regime.owed(&Id::slug("nv-1"), period), Owed::Nothing);
        }
    }

    #[test]
    fn a_day_that_does_not_exist_is_the_end_of_the_month() {
        let duty = duty(PeriodKind::Month, Some(DayLimit::OfLastMonth(31)), &[]);
        let day = duty.due_on(Period::parse("2026-02").unwrap());
        assert_eq!(day, Some(Date::constant(2026, 2, 28)));
    }
}
