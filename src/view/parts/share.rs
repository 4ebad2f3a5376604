//! Pictures that stand beside a link when somebody shares it: what it is, the number, the status, as of when.

use serde::Serialize;

use crate::model::{Agency, Indicator, Plan};
use crate::vietnamese;
use crate::view::ground::status::{Status, TotalsPart, TotalsView};
use crate::view::ground::{Portal, form, name, sentence, words};
use crate::view::parts::totals::SetProgress;

/// Letters of a name that fit in a line.
const LETTERS: usize = 44;

/// One share picture of 1200 × 630, ready for the template `pictures/share.xml`.
#[derive(Clone, Debug, Serialize)]
pub struct Share<'a> {
    /// What it is: "Chỉ tiêu · Kế hoạch 57 năm 2026".
    pub word: String,
    /// Lines of the name.
    pub name: Vec<String>,
    /// The number most asked for.
    pub number: Option<String>,
    /// What the number says.
    pub meaning: String,
    /// State, where it has one.
    pub status: Option<Status>,
    /// Counts by status, where there are some.
    pub totals: Option<&'a TotalsView>,
    /// The parts of the totals that are named: what is overdue, then the longest, in the order of lists.
    pub key: Vec<&'a TotalsPart>,
    /// "Số liệu đến ngày 25/09/2026."
    pub as_of: String,
    /// Who publishes it, as far as it fits.
    pub publisher: String,
}

impl<'a> Share<'a> {
    /// The picture of an indicator.
    pub fn indicator<'p>(portal: &Portal<'p>, plan: &Plan, indicator: &'p Indicator) -> Self {
        let now = portal.indicator_in_force(indicator);
        let judged = portal.indicator_judgement(&indicator.id);
        let value = judged.and_then(|judged| Some((judged.value?, judged.value_date)));
        let target = judged.and_then(|judged| judged.target_due.as_deref());
        let target = now.targets.iter().find(|own| target == Some(own.due.as_str()));
        let target = target.or(now.targets.first());
        let goal = target.map(|target| {
            let words = words::target_with_unit(&now, target);
            format!("Mục tiêu {}: {}", target.due, form::clip(&words, 40))
        });
        let day = value.and_then(|(_, day)| day);
        let day = day.map(|day| format!("ngày {}", vietnamese::date(day)));
        let meaning: Vec<String> = day.into_iter().chain(goal).collect();
        Self {
            word: format!("Chỉ tiêu · {}", plan.short_title),
            name: form::wrapped(&name::heading(&indicator.display_name), LETTERS, 3),
            number: value.map(|(value, _)| words::amount(&now, value)),
            meaning: form::capitalised(&meaning.join(" · ")),
            status: Some(Status::of(portal, &indicator.id)),
            totals: None,
            key: Vec::new(),
            as_of: sentence::progress(portal),
            publisher: publisher(portal),
        }
    }

    /// The picture of an agency.
    pub fn agency(portal: &Portal<'_>, agency: &Agency, progress: Option<&'a SetProgress>) -> Self {
        let (kind, summary) = (agency.kind.label(), sentence::agency(portal, agency));
        Self::counts(portal, kind.to_owned(), &agency.name, &summary, totals(progress))
    }

    /// The picture of a plan.
    pub fn plan(portal: &Portal<'_>, plan: &Plan, progress: Option<&'a SetProgress>) -> Self {
        let word = format!("{} {}", plan.kind, plan.number);
        let (word, summary) = (word.trim().to_owned(), sentence::plan(portal, plan));
        Self::counts(portal, word, &plan.title, &summary, totals(progress))
    }

    /// The picture of the site itself; `totals` count its tasks.
    pub fn home(portal: &Portal<'_>, totals: Option<&'a TotalsView>) -> Self {
        let config = portal.config;
        Self::counts(portal, String::new(), &config.title, &config.description, totals)
    }

    fn counts(
        portal: &Portal<'_>,
        word: String,
        name: &str,
        summary: &str,
        totals: Option<&'a TotalsView>,
    ) -> Self {
        let count = totals.map(|totals| format!("{} {}", totals.total, totals.word));
        Self {
            word,
            name: form::wrapped(name, LETTERS, 3),
            meaning: if totals.is_some() {
                String::new()
            } else {
                form::clip(summary, 90).into_owned()
            },
            number: count,
            status: None,
            totals,
            key: totals.map(key).unwrap_or_default(),
            as_of: sentence::progress(portal),
            publisher: publisher(portal),
        }
    }
}

/// Those of tasks, or else of indicators.
fn totals(progress: Option<&SetProgress>) -> Option<&TotalsView> {
    progress.and_then(|set| set.tasks.as_ref().or(set.indicators.as_ref()))
}

/// The parts named under a bar; there is room for four.
fn key(totals: &TotalsView) -> Vec<&TotalsPart> {
    let mut parts: Vec<&TotalsPart> = totals.parts.iter().collect();
    parts.sort_by_key(|part| (part.status.key != "overdue", std::cmp::Reverse(part.length)));
    parts.truncate(4);
    parts.sort_by_key(|part| part.start);
    parts
}

fn publisher(portal: &Portal<'_>) -> String {
    form::clip(&portal.config.publisher.name, 84).into_owned()
}
