//! All pages of a site, rendered in parallel, in stable order.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use serde::Serialize;

use super::{assets, front_door, minify, pictures, robots, sitemap};
use crate::config::Config;
use crate::data::Release;
use crate::data::schema::Dataset;
use crate::derive::{Derived, Stage};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::feed::{self, Feeds};
use crate::model::{
    Agency, Indicator, Page, Plan, Reference, Section, SectionKind, Site, Snapshot, Task,
};
use crate::progress::Step;
use crate::search;
use crate::theme::{Theme, ThemeSources};
use crate::tree::OutputTree;
use crate::view::find::collection;
use crate::view::ground::{Portal, address, pager};
use crate::view::pages::agencies::AgencyList;
use crate::view::pages::agency::AgencyPage;
use crate::view::pages::comparison::ComparisonPage;
use crate::view::pages::data::DataPage;
use crate::view::pages::dataset::DatasetPage;
use crate::view::pages::deadlines::DeadlinePage;
use crate::view::pages::embed::{EmbedCard, Moment};
use crate::view::pages::guide::GuidePage;
use crate::view::pages::home::HomePage;
use crate::view::pages::indicator::IndicatorPage;
use crate::view::pages::list::{ListPage, pages};
use crate::view::pages::method::MethodPage;
use crate::view::pages::period::PeriodPage;
use crate::view::pages::periods::PeriodList;
use crate::view::pages::plan::PlanPage;
use crate::view::pages::plans::PlanList;
use crate::view::pages::prose::ProsePage;
use crate::view::pages::quality::QualityPage;
use crate::view::pages::reference::ReferencePage;
use crate::view::pages::references::ReferenceList;
use crate::view::pages::reporting::ReportingPage;
use crate::view::pages::search::SearchPage;
use crate::view::pages::section::SectionPage;
use crate::view::pages::sections::SectionList;
use crate::view::pages::status::StatusPage;
use crate::view::pages::task::TaskPage;
use crate::view::pages::warnings::WarningPage;
use crate::view::parts::frame::PartLink;
use crate::view::parts::list::row::Rows;
use crate::view::parts::states::listed_states;
use crate::view::parts::{Frame, SiteView, dataset};

/// One page to render.
enum Job<'a> {
    Home,
    Indicators(usize),
    Tasks(usize),
    Agencies,
    Plans,
    References,
    Sections,
    Deadlines(usize),
    Comparison,
    Quality,
    Reporting,
    Data,
    Search,
    Dataset(&'static Dataset),
    NotFound,
    Guide,
    Indicator(&'a Plan, &'a Indicator),
    Task(&'a Plan, &'a Task),
    Agency(&'a Agency),
    Plan(&'a Plan),
    Reference(&'a Reference),
    Section(&'a Plan, &'a Section),
    Prose(&'a Page),
    Method(Option<&'a Page>),
    Warnings,
    Status(&'static str),
    Periods,
    Period(&'a Snapshot, &'a Stage),
    IndicatorCard(&'a Plan, &'a Indicator, Option<Moment<'a>>),
    AgencyCard(&'a Agency, Option<Moment<'a>>),
}

/// What pages tell of beside their own content.
struct Around<'a> {
    releases: &'a [Release],
    feeds: Feeds,
    parts: BTreeMap<&'a str, Vec<PartLink>>,
}

/// Renders every page, the static files, the site map and `robots.txt` into `tree`.
///
/// The page that lists all files of `releases` is rendered last, when `complete` has said which there are.
#[expect(clippy::too_many_arguments, reason = "một trang web cần ngần này thứ khác nhau")]
pub fn render_site(
    config: &Config,
    site: &Site,
    derived: &Derived,
    quality: &[Diagnostic],
    releases: &[Release],
    complete: impl FnOnce(&mut Diagnostics) -> Vec<Release>,
    theme: &ThemeSources,
    tree: &OutputTree<'_>,
    diagnostics: &mut Diagnostics,
) {
    tree.begin(Step::Feeds, None);
    let portal = Portal::new(config, site, derived, quality);
    let rows = &Rows::new(&portal);
    let assets = assets::gather(theme);
    let sources = theme;
    let theme = match Theme::load(theme, &SiteView::new(&portal, &assets.folder)) {
        Ok(theme) => theme,
        Err(problems) => {
            for problem in problems {
                diagnostics.push(problem);
            }
            return;
        }
    };
    let problems = Mutex::<Diagnostics>::default();
    let feeds = Feeds::new(&portal, &|path, bytes| {
        let mut found = Diagnostics::default();
        tree.insert(path, bytes, &mut found);
        problems.lock().unwrap_or_else(PoisonError::into_inner).extend(found);
    });
    diagnostics.extend(problems.into_inner().unwrap_or_else(PoisonError::into_inner));
    let around = Around { releases, feeds, parts: parts(releases) };
    let mut jobs = jobs(&portal);
    jobs.extend(dataset::stems(releases).into_iter().map(Job::Dataset));
    tree.begin(Step::Search, None);
    for (path, bytes) in assets.files {
        tree.insert(format!("{}{path}", assets.folder), bytes, diagnostics);
    }
    let is_listed = |job: &&Job<'_>| {
        !matches!(job, Job::NotFound | Job::Guide | Job::IndicatorCard(..) | Job::AgencyCard(..))
    };
    let listed = jobs.iter().filter(is_listed);
    let addresses: Vec<String> = listed.map(Job::address).collect();
    let date = feed::date(&portal);
    let search = front_door::search(&portal, &assets.folder);
    tree.insert("opensearch.xml".to_owned(), search.into_bytes(), diagnostics);
    for (path, text) in front_door::files(&portal, &assets.folder, date) {
        tree.insert(path.to_owned(), text.into_bytes(), diagnostics);
    }
    for (path, xml) in sitemap::sitemaps(&config.base_url, &addresses, date) {
        tree.insert(path, xml.into_bytes(), diagnostics);
    }
    let collection = collection(&portal);
    let placed = |path: &str| format!("{}{path}", address::SEARCH);
    let words = tree.insert_group(
        address::SEARCH,
        || search::source_of_words(&collection, &site.vocabulary),
        |group, diagnostics| {
            let (words, files) = search::words(&collection, &site.vocabulary);
            for (path, bytes) in files {
                group.insert(placed(&path), bytes, diagnostics);
            }
            words
        },
        diagnostics,
    );
    for (path, bytes) in search::export(collection, &site.vocabulary, words) {
        tree.insert(placed(&path), bytes, diagnostics);
    }
    let robots = robots::robots(&config.base_url, portal.is_illustrative());
    tree.insert("robots.txt".to_owned(), robots.into_bytes(), diagnostics);
    tree.begin(Step::Render, Some(jobs.len()));
    let now = jobs.par_iter().filter(|job| !matches!(job, Job::Data));
    let problems: Vec<Diagnostics> = now.map(|job| job.make(rows, &around, &theme, tree)).collect();
    for found in problems {
        diagnostics.extend(found);
    }
    for found in pictures::draw(rows, &theme, sources, tree) {
        diagnostics.extend(found);
    }
    let releases = &complete(diagnostics);
    diagnostics.extend(Job::Data.make(rows, &Around { releases, ..around }, &theme, tree));
}

/// All pages in the order of the site map.
fn jobs<'a>(portal: &Portal<'a>) -> Vec<Job<'a>> {
    let site = portal.site;
    let mut jobs = vec![
        Job::Home,
        Job::Indicators(0),
        Job::Tasks(0),
        Job::Agencies,
        Job::Plans,
        Job::References,
        Job::Sections,
        Job::Deadlines(0),
        Job::Comparison,
        Job::Quality,
        Job::Reporting,
        Job::Data,
        Job::Search,
        Job::NotFound,
        Job::Guide,
    ];
    let later = |count| 1..count;
    jobs.extend(later(pages(portal, SectionKind::Indicators).len()).map(Job::Indicators));
    jobs.extend(later(pages(portal, SectionKind::Tasks).len()).map(Job::Tasks));
    jobs.extend(later(DeadlinePage::count(portal)).map(Job::Deadlines));
    for plan in site.plans.iter() {
        jobs.push(Job::Plan(plan));
        jobs.extend(plan.sections.iter().map(|section| Job::Section(plan, section)));
        jobs.extend(plan.indicators.iter().map(|indicator| Job::Indicator(plan, indicator)));
        jobs.extend(plan.tasks.iter().map(|task| Job::Task(plan, task)));
    }
    jobs.extend(site.agencies.iter().map(Job::Agency));
    jobs.extend(site.references.iter().map(Job::Reference));
    let method = portal.method_page();
    jobs.extend(site.pages.iter().map(|page| match method {
        Some(method) if method.path == page.path => Job::Method(method.into()),
        _ => Job::Prose(page),
    }));
    if portal.as_of().is_some() {
        if method.is_none() {
            jobs.push(Job::Method(None));
        }
        jobs.extend([Job::Warnings, Job::Periods]);
        jobs.extend(listed_states(portal).into_iter().map(Job::Status));
        jobs.extend(portal.stages().map(|(snapshot, stage)| Job::Period(snapshot, stage)));
    }
    let moments: Vec<Option<Moment<'a>>> =
        [None].into_iter().chain(portal.stages().map(Some)).collect();
    for moment in moments {
        for plan in site.plans.iter() {
            let indicators = plan.indicators.iter();
            jobs.extend(indicators.map(|indicator| Job::IndicatorCard(plan, indicator, moment)));
        }
        jobs.extend(site.agencies.iter().map(|agency| Job::AgencyCard(agency, moment)));
    }
    jobs
}

impl<'a> Job<'a> {
    fn address(&self) -> String {
        match self {
            Self::Home => address::HOME.to_owned(),
            Self::Indicators(number) => pager::address(address::INDICATORS, *number),
            Self::Tasks(number) => pager::address(address::TASKS, *number),
            Self::Agencies => address::AGENCIES.to_owned(),
            Self::Plans => address::PLANS.to_owned(),
            Self::References => address::REFERENCES.to_owned(),
            Self::Sections => address::SECTIONS.to_owned(),
            Self::Deadlines(number) => pager::address(address::DEADLINES, *number),
            Self::Comparison => address::COMPARISON.to_owned(),
            Self::Quality => address::QUALITY.to_owned(),
            Self::Reporting => address::REPORTING.to_owned(),
            Self::Data => address::DATA.to_owned(),
            Self::Search => address::SEARCH.to_owned(),
            Self::Status(label) => address::status(label),
            Self::Dataset(dataset) => address::dataset(dataset.stem),
            Self::NotFound => address::NOT_FOUND.to_owned(),
            Self::Guide => address::GUIDE.to_owned(),
            Self::Indicator(_, indicator) => address::indicator(&indicator.id),
            Self::Task(_, task) => address::task(&task.id),
            Self::Agency(agency) => address::agency(&agency.id),
            Self::Plan(plan) => address::plan(&plan.id),
            Self::Reference(reference) => address::reference(&reference.id),
            Self::Section(_, section) => address::section(&section.id),
            Self::Prose(page) => address::prose(&page.path),
            Self::Method(_) => address::METHOD.to_owned(),
            Self::Warnings => address::WARNINGS.to_owned(),
            Self::Periods => address::PERIODS.to_owned(),
            Self::Period(snapshot, _) => address::period(&snapshot.id),
            Self::IndicatorCard(_, indicator, moment) => {
                let period = moment.map(|(snapshot, _)| &snapshot.id);
                address::embed(&address::indicator(&indicator.id), period)
            }
            Self::AgencyCard(agency, moment) => {
                let period = moment.map(|(snapshot, _)| &snapshot.id);
                address::embed(&address::agency(&agency.id), period)
            }
        }
    }

    /// Renders the page and hands it on, unless an earlier run made it from the same; returns what went wrong.
    fn make(
        &self,
        rows: &Rows<'_, 'a>,
        around: &Around<'a>,
        theme: &Theme<'_>,
        tree: &OutputTree<'_>,
    ) -> Diagnostics {
        let portal = rows.portal;
        let Around { releases, feeds, parts } = around;
        let address = self.address();
        let root = address::root_from(&address);
        macro_rules! page {
            ($template:literal, $view:expr) => {{
                let (mut frame, page) = $view;
                frame.feeds = feeds.of(&address);
                frame.parts = parts.get(address.as_str()).map_or(&[], Vec::as_slice);
                let template = concat!("pages/", $template, ".html");
                make(theme, tree, &address, (template, &root), (&frame, &page))
            }};
        }
        match self {
            Self::Home => page!("home", HomePage::new(rows)),
            Self::Indicators(number) => page!("list", ListPage::indicators(rows, *number)),
            Self::Tasks(number) => page!("list", ListPage::tasks(rows, *number)),
            Self::Agencies => page!("agencies", AgencyList::new(portal)),
            Self::Plans => page!("plans", PlanList::new(portal)),
            Self::References => page!("references", ReferenceList::new(portal)),
            Self::Sections => page!("sections", SectionList::new(portal)),
            Self::Deadlines(number) => page!("deadlines", DeadlinePage::new(rows, *number)),
            Self::Comparison => page!("comparison", ComparisonPage::new(portal)),
            Self::Quality => page!("quality", QualityPage::new(portal)),
            Self::Reporting => page!("reporting", ReportingPage::new(portal)),
            Self::Data => page!("data", DataPage::new(portal, releases)),
            Self::Dataset(dataset) => {
                page!("dataset", DatasetPage::new(portal, releases, dataset))
            }
            Self::Search => page!("search", SearchPage::new(portal)),
            Self::Status(label) => page!("status", StatusPage::new(rows, label)),
            Self::NotFound => not_found(portal, theme, tree),
            Self::Guide => page!("guide", GuidePage::new(portal)),
            Self::Indicator(plan, indicator) => {
                page!("indicator", IndicatorPage::new(portal, plan, indicator))
            }
            Self::Task(plan, task) => page!("task", TaskPage::new(portal, plan, task)),
            Self::Agency(agency) => page!("agency", AgencyPage::new(rows, agency)),
            Self::Plan(plan) => page!("plan", PlanPage::new(rows, plan)),
            Self::Reference(reference) => {
                page!("reference", ReferencePage::new(rows, reference))
            }
            Self::Section(plan, section) => {
                page!("section", SectionPage::new(rows, plan, section))
            }
            Self::Prose(page) => {
                let (frame, mut page) = ProsePage::new(portal, page);
                page.body = minify::fragment(&page.body);
                make(theme, tree, &address, ("pages/prose.html", &root), (&frame, &page))
            }
            Self::Method(page) => {
                let (frame, mut page) = MethodPage::new(portal, *page);
                page.body = minify::fragment(&page.body);
                make(theme, tree, &address, ("pages/method.html", &root), (&frame, &page))
            }
            Self::Warnings => page!("warnings", WarningPage::new(rows)),
            Self::Periods => page!("periods", PeriodList::new(portal)),
            Self::Period(snapshot, stage) => {
                page!("period", PeriodPage::new(portal, snapshot, stage))
            }
            Self::IndicatorCard(plan, indicator, moment) => {
                page!("embed", EmbedCard::indicator(portal, plan, indicator, *moment))
            }
            Self::AgencyCard(agency, moment) => {
                page!("embed", EmbedCard::agency(portal, agency, *moment))
            }
        }
    }
}

/// The rows of pages as files, by address of the page.
fn parts(releases: &[Release]) -> BTreeMap<&str, Vec<PartLink>> {
    let mut parts: BTreeMap<&str, Vec<PartLink>> = BTreeMap::new();
    for release in releases {
        for facet in &release.facets {
            parts.entry(&facet.page).or_default().push(PartLink {
                path: facet.path.clone(),
                label: facet.label.clone(),
                rows: facet.rows,
                is_illustrative: release.is_illustrative,
            });
        }
    }
    parts
}

/// Makes the page at `address` from its template, its way to the root, its frame and its view.
fn make(
    theme: &Theme<'_>,
    tree: &OutputTree<'_>,
    address: &str,
    (template, root): (&str, &str),
    (frame, page): (&Frame<'_>, &impl Serialize),
) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    let made = tree.insert_made(
        address::file_of(address),
        || theme.digest(template, root, frame, page),
        || theme.render(template, root, frame, page),
        &mut diagnostics,
    );
    for problem in made.err().unwrap_or_default() {
        diagnostics.push(problem);
    }
    tree.part();
    diagnostics
}

/// The page for addresses that do not exist. It is served anywhere, so its links start at the host.
fn not_found(portal: &Portal<'_>, theme: &Theme<'_>, tree: &OutputTree<'_>) -> Diagnostics {
    let here = "Không tìm thấy trang";
    let description = "Địa chỉ này không có trang nào. Các danh mục chính của cổng ở bên dưới.";
    let frame = Frame::new(portal, address::NOT_FOUND, "", here, description).hidden();
    let frame = frame.described(portal, None);
    let layout = ("pages/not_found.html", portal.config.base_path());
    make(theme, tree, address::NOT_FOUND, layout, (&frame, &()))
}
