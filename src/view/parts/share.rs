//! Pictures that stand beside a link when somebody shares it: what it is, the number, the status, as of when.

use serde::Serialize;

use crate::model::{Agency, Indicator, Plan};
use crate::vietnamese;
use crate::view::ground::fit::{FittedLine, wrapped};
use crate::view::ground::status::{Status, TotalsPart, TotalsView};
use crate::view::ground::{Portal, form, name, sentence, words};
use crate::view::parts::totals::SetProgress;

/// Width between the edges of the picture.
const ROOM: usize = 1072;

/// Width of the name of the site beside the mark of made-up figures.
const BESIDE_MARK: usize = 768;

/// Width beside a shape: of the state, and of a part under a bar.
const BESIDE_SHAPE: [usize; 2] = [1008, 492];

/// One share picture of 1200 × 630, ready for the template `pictures/share.xml`. Every line is as wide as its place at
/// most.
#[derive(Clone, Debug, Serialize)]
pub struct Share<'a> {
    /// The name of the site.
    pub title: FittedLine,
    /// What it is: "Chỉ tiêu · Kế hoạch 57 năm 2026".
    pub word: FittedLine,
    /// Lines of the name.
    pub name: Vec<String>,
    /// The number most asked for.
    pub number: Option<FittedLine>,
    /// What the number says: two lines at most.
    pub meaning: Vec<FittedLine>,
    /// State, where it has one.
    pub status: Option<Status>,
    /// The words of the state.
    pub state: Option<FittedLine>,
    /// Counts by status, where there are some.
    pub totals: Option<&'a TotalsView>,
    /// The parts of the totals that are named: what is overdue, then the longest, in the order of lists.
    pub key: Vec<KeyLine>,
    /// "Số liệu đến ngày 25/09/2026."
    pub as_of: FittedLine,
    /// Who publishes it.
    pub publisher: FittedLine,
}

/// A part of the totals that is named under their bar.
#[derive(Clone, Debug, Serialize)]
pub struct KeyLine {
    /// The state that gives its shape and colour.
    pub key: &'static str,
    /// "Quá hạn: 12".
    pub line: FittedLine,
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
        let said: Vec<String> = day.into_iter().chain(goal).collect();
        let mut meaning: Vec<FittedLine> = vec![quiet(&form::capitalised(&said.join(" · ")))];
        // A goal lowered since is never shown without the one issued.
        if let Some((judged, caveat)) = judged.and_then(|one| Some((one, one.caveat.as_ref()?))) {
            let caveat = caveat.replacen(judged.status.label(), "Mục tiêu đã hạ", 1);
            meaning.push(quiet(&caveat));
        }
        let status = Status::of(portal, &indicator.id);
        let number = value.map(|(value, _)| words::amount(&now, value));
        Self {
            number: number.map(|number| FittedLine::new(&number, 36..=68, ROOM)),
            meaning,
            state: Some(FittedLine::new(&status.label, 22..=36, BESIDE_SHAPE[0])),
            status: Some(status),
            ..Self::named(
                portal,
                &format!("Chỉ tiêu · {}", plan.short_title),
                &name::heading(&indicator.display_name),
            )
        }
    }

    /// The picture of an agency.
    pub fn agency(portal: &Portal<'_>, agency: &Agency, progress: Option<&'a SetProgress>) -> Self {
        let (kind, summary) = (agency.kind.label(), sentence::agency(portal, agency));
        Self::counts(portal, kind, &agency.name, &summary, totals(progress))
    }

    /// The picture of a plan.
    pub fn plan(portal: &Portal<'_>, plan: &Plan, progress: Option<&'a SetProgress>) -> Self {
        let word = format!("{} {}", plan.kind, plan.number);
        let summary = sentence::plan(portal, plan);
        Self::counts(portal, word.trim(), &plan.title, &summary, totals(progress))
    }

    /// The picture of the site itself; `totals` count its tasks.
    pub fn home(portal: &Portal<'_>, totals: Option<&'a TotalsView>) -> Self {
        let config = portal.config;
        Self::counts(portal, "", &config.title, &config.description, totals)
    }

    fn counts(
        portal: &Portal<'_>,
        word: &str,
        name: &str,
        summary: &str,
        totals: Option<&'a TotalsView>,
    ) -> Self {
        let number = totals.map(|totals| format!("{} {}", totals.total, totals.word));
        let meaning = if totals.is_some() { Vec::new() } else { wrapped(summary, 28, ROOM, 2) };
        Self {
            meaning: meaning.iter().map(|line| quiet(line)).collect(),
            number: number.map(|number| FittedLine::new(&number, 36..=52, ROOM)),
            totals,
            key: totals.map(key).unwrap_or_default(),
            ..Self::named(portal, word, name)
        }
    }

    /// What every picture has.
    fn named(portal: &Portal<'_>, word: &str, name: &str) -> Self {
        let beside = if portal.is_illustrative() { BESIDE_MARK } else { ROOM };
        Self {
            title: FittedLine::new(&portal.config.title, 20..=36, beside),
            word: FittedLine::new(word, 20..=28, ROOM),
            name: wrapped(name, 44, ROOM, 3),
            number: None,
            meaning: Vec::new(),
            status: None,
            state: None,
            totals: None,
            key: Vec::new(),
            as_of: FittedLine::new(&sentence::progress(portal), 16..=22, ROOM),
            publisher: FittedLine::new(&portal.config.publisher.name, 16..=22, ROOM),
        }
    }
}

/// A line under the number.
fn quiet(text: &str) -> FittedLine {
    FittedLine::new(text, 20..=28, ROOM)
}

/// Those of tasks, or else of indicators.
fn totals(progress: Option<&SetProgress>) -> Option<&TotalsView> {
    progress.and_then(|set| set.tasks.as_ref().or(set.indicators.as_ref()))
}

/// The parts named under a bar; there is room for four.
fn key(totals: &TotalsView) -> Vec<KeyLine> {
    let mut parts: Vec<&TotalsPart> = totals.parts.iter().collect();
    parts.sort_by_key(|part| (part.status.key != "overdue", std::cmp::Reverse(part.length)));
    parts.truncate(4);
    parts.sort_by_key(|part| part.start);
    let line = |part: &TotalsPart| {
        let text = format!("{}: {}", part.status.label, part.count);
        KeyLine { key: part.status.key, line: FittedLine::new(&text, 16..=22, BESIDE_SHAPE[1]) }
    };
    parts.into_iter().map(line).collect()
}
