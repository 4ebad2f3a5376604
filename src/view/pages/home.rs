//! The start page.

use serde::Serialize;
use serde_json::json;

use crate::vietnamese;
use crate::model::Agency;
use crate::view::ground::{Portal, address, sentence};
use crate::view::ground::due::{due, page_of};
use crate::view::ground::link::Link;
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;
use crate::view::parts::list::row::Rows;
use crate::view::parts::plan_row::PlanRow;
use crate::view::parts::progress::site::HomeProgress;

/// The start page.
pub struct Route;

impl<'a> Page<'a> for Route {
    const TEMPLATE: &'static str = "home";
    type View = HomePage<'a>;

    fn every(_: &Context<'_, 'a>) -> Vec<Self> {
        vec![Self]
    }

    fn address(&self) -> String {
        address::HOME.to_owned()
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        HomePage::new(context.rows)
    }
}

/// How many agencies the start page names.
const AGENCIES: usize = 10;

/// Everything the start page shows.
#[derive(Clone, Debug, Serialize)]
pub struct HomePage<'a> {
    /// Numbers with their words and pages.
    pub figures: Vec<Figure>,
    /// The state of everything; nothing without snapshots.
    pub progress: Option<HomeProgress<'a>>,
    /// No progress has been published.
    pub no_progress: &'static str,
    /// What that means.
    pub no_progress_meaning: &'static str,
    /// Plans.
    pub plans: Vec<PlanRow<'a>>,
    /// Agencies that lead most tasks.
    pub agencies: Vec<AgencyCount<'a>>,
    /// Deadlines by year.
    pub years: Vec<YearCount>,
    /// Pairs of indicators with different targets.
    pub contradictions: usize,
    /// Pairs of texts that say nearly the same.
    pub overlaps: usize,
}

/// A number of the site.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    /// The number, for people.
    pub number: String,
    /// What is counted.
    pub label: &'static str,
    /// The list of it.
    pub path: &'static str,
}

/// An agency and the number of tasks it leads.
#[derive(Clone, Debug, Serialize)]
pub struct AgencyCount<'a> {
    /// The agency.
    pub link: Link<'a>,
    /// Tasks it leads.
    pub tasks: usize,
}

/// The number of deadlines of one year.
#[derive(Clone, Debug, Serialize)]
pub struct YearCount {
    /// The year.
    pub year: i16,
    /// Its first month with a deadline, on the page of deadlines.
    pub path: String,
    /// Deadlines in it; a task with several dated parts has several.
    pub deadlines: usize,
}

impl<'a> HomePage<'a> {
    /// The start page with its frame.
    pub fn new(rows: &Rows<'_, 'a>) -> (Frame<'a>, Self) {
        let portal = rows.portal;
        let site = portal.site;
        let figure =
            |number: usize, label, path| Figure { number: vietnamese::count(number), label, path };
        let (contradictions, overlaps) = crate::view::parts::pair::pairs(portal);
        let page = Self {
            figures: vec![
                figure(site.indicators().count(), "chỉ tiêu", address::INDICATORS),
                figure(site.tasks().count(), "nhiệm vụ", address::TASKS),
                figure(site.agencies.len(), "cơ quan", address::AGENCIES),
                figure(site.plans.len(), "văn bản", address::PLANS),
            ],
            progress: HomeProgress::new(rows),
            no_progress: sentence::NO_PROGRESS,
            no_progress_meaning: sentence::NO_PROGRESS_MEANING,
            plans: PlanRow::list(portal),
            agencies: busiest(portal),
            years: years(portal),
            contradictions,
            overlaps,
        };
        let config = portal.config;
        let description = format!("{} {}", config.description, sentence::home(portal));
        let about = json!({
            "@type": "WebSite",
            "name": config.title,
            "url": config.base_url,
            "description": config.description,
            "inLanguage": "vi",
            "publisher": { "@type": "Organization", "name": config.publisher.name },
        });
        let frame =
            Frame::new(portal, address::HOME, address::HOME, config.title.as_str(), description);
        (frame.described(portal, Some(about)), page)
    }
}

fn busiest<'a>(portal: &Portal<'a>) -> Vec<AgencyCount<'a>> {
    let index = &portal.derived.index.agencies;
    let mut agencies: Vec<(usize, &'a Agency)> = portal
        .site
        .agencies
        .iter()
        .filter(|agency| !agency.is_collective)
        .map(|agency| (index.get(&agency.id).map_or(0, |work| work.leads.len()), agency))
        .filter(|(tasks, _)| *tasks > 0)
        .collect();
    agencies.sort_by(|a, b| {
        let by_count = b.0.cmp(&a.0);
        by_count
            .then_with(|| vietnamese::compare(&a.1.name, &b.1.name))
            .then_with(|| a.1.id.cmp(&b.1.id))
    });
    let counts = agencies.into_iter().take(AGENCIES).map(|(tasks, agency)| AgencyCount {
        link: Link::new(address::agency(&agency.id), agency.name.as_str()),
        tasks,
    });
    counts.collect()
}

fn years(portal: &Portal<'_>) -> Vec<YearCount> {
    let mut years: Vec<YearCount> = Vec::new();
    for (place, (date, _, _)) in due(portal).into_iter().enumerate() {
        match years.last_mut() {
            Some(last) if last.year == date.year() => last.deadlines += 1,
            _ => years.push(YearCount {
                year: date.year(),
                path: format!("{}#{:04}-{:02}", page_of(place), date.year(), date.month()),
                deadlines: 1,
            }),
        }
    }
    years
}
