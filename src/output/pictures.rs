//! Pictures of the site: every chart as SVG and PNG, and the picture shown with a shared link.

use rayon::prelude::*;

#[cfg(feature = "images")]
use crate::checksum::sha256;
#[cfg(feature = "images")]
use crate::diagnostic::{Code, Place};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Agency, Indicator, Plan, Section};
use crate::picture::Paint;
#[cfg(feature = "images")]
use crate::picture::{RENDERER, Raster};
use crate::progress::Step;
use crate::theme::{Theme, ThemeSources};
use crate::tree::OutputTree;
use crate::view::agency::{AgencyList, AgencyPage};
use crate::view::chart::picture::{Drawing, Picture};
use crate::view::deadline::DeadlinePage;
use crate::view::home::HomePage;
use crate::view::indicator::IndicatorPage;
use crate::view::plan::PlanPage;
use crate::view::section::SectionPage;
use crate::view::share::Share;
use crate::view::totals::SetProgress;
use crate::view::{Portal, address};

/// The style sheets that colour pictures, in the order in which they count.
const SHEETS: &[&str] = &["css/tokens.css", "css/status.css", "css/chart.css", "css/picture.css"];

/// Pixels of a chart's PNG for each unit of its SVG.
#[cfg(feature = "images")]
const SCALE: u8 = 2;

/// Files by path, or what was wrong.
type Drawn = Result<Vec<(String, Vec<u8>)>, Vec<Diagnostic>>;

/// One page with pictures.
#[derive(Clone, Copy)]
enum Job<'a> {
    Home,
    Deadlines,
    Agencies,
    Indicator(&'a Plan, &'a Indicator),
    Agency(&'a Agency),
    Plan(&'a Plan),
    Section(&'a Plan, &'a Section),
}

/// What draws.
struct Painter<'p, 't, 's> {
    portal: &'p Portal<'p>,
    theme: &'t Theme<'s>,
    #[cfg(feature = "images")]
    tree: &'t OutputTree<'t>,
    paint: Paint,
    #[cfg(feature = "images")]
    raster: Raster,
    /// Everything beside the SVG that a PNG is made from.
    #[cfg(feature = "images")]
    tools: String,
}

/// Draws all pictures of the site into `tree`, in parallel; what was wrong, in stable order.
pub(super) fn draw(
    portal: &Portal<'_>,
    theme: &Theme<'_>,
    sources: &ThemeSources,
    tree: &OutputTree<'_>,
) -> Vec<Diagnostics> {
    let sheet = |name: &&str| {
        let bytes = sources.static_files().find(|(path, _)| path == name)?.1;
        std::str::from_utf8(bytes).ok()
    };
    let painter = Painter {
        portal,
        theme,
        #[cfg(feature = "images")]
        tree,
        paint: Paint::new(SHEETS.iter().filter_map(sheet)),
        #[cfg(feature = "images")]
        raster: Raster::new(sources.fonts()),
        #[cfg(feature = "images")]
        tools: sources.fonts().fold(RENDERER.to_owned(), |tools, font| tools + " " + &sha256(font)),
    };
    let site = portal.site;
    let mut jobs = vec![Job::Home, Job::Deadlines, Job::Agencies];
    for plan in &site.plans {
        jobs.push(Job::Plan(plan));
        jobs.extend(plan.sections.iter().map(|section| Job::Section(plan, section)));
        jobs.extend(plan.indicators.iter().map(|indicator| Job::Indicator(plan, indicator)));
    }
    jobs.extend(site.agencies.iter().map(Job::Agency));
    tree.begin(Step::Pictures, Some(jobs.len()));
    let into_tree = |job: &Job<'_>| {
        let mut diagnostics = Diagnostics::default();
        match painter.draw(*job) {
            Ok(files) => {
                for (path, bytes) in files {
                    tree.insert(path, bytes, &mut diagnostics);
                }
            }
            Err(problems) => problems.into_iter().for_each(|problem| diagnostics.push(problem)),
        }
        tree.part();
        diagnostics
    };
    jobs.par_iter().map(into_tree).collect()
}

impl Painter<'_, '_, '_> {
    fn draw(&self, job: Job<'_>) -> Drawn {
        let portal = self.portal;
        match job {
            Job::Home => {
                let (_, page) = HomePage::new(portal);
                let progress = page.progress.as_ref();
                let bars = progress.map(|set| (set.tasks.as_ref(), set.indicators.as_ref()));
                let (tasks, indicators) = bars.unwrap_or_default();
                let mut files = self.share(address::HOME, &Share::home(portal, &page))?;
                for (name, bar) in
                    [(address::TASK_BAR, tasks), (address::INDICATOR_BAR, indicators)]
                {
                    let Some(bar) = bar else { continue };
                    files.extend(self.chart(address::HOME, name, "", Drawing::Bar(bar))?);
                }
                Ok(files)
            }
            Job::Deadlines => {
                let (_, page) = DeadlinePage::new(portal, 0);
                page.calendar.as_ref().map_or_else(
                    || Ok(Vec::new()),
                    |calendar| {
                        let drawing = Drawing::Calendar(calendar);
                        self.chart(address::DEADLINES, address::CHART, "", drawing)
                    },
                )
            }
            Job::Agencies => {
                let (_, page) = AgencyList::new(portal);
                page.chart.as_ref().map_or_else(
                    || Ok(Vec::new()),
                    |chart| {
                        let drawing = Drawing::Agencies(chart);
                        self.chart(address::AGENCIES, address::CHART, "", drawing)
                    },
                )
            }
            Job::Indicator(plan, indicator) => {
                let (_, page) = IndicatorPage::new(portal, plan, indicator);
                let path = address::indicator(&indicator.id);
                let share = Share::indicator(portal, plan, indicator, &page);
                let mut files = self.share(&path, &share)?;
                if let Some(chart) = page.progress.as_ref().and_then(|known| known.chart.as_ref()) {
                    files.extend(self.chart(&path, address::CHART, "", Drawing::Line(chart))?);
                }
                Ok(files)
            }
            Job::Agency(agency) => {
                let (_, page) = AgencyPage::new(portal, agency);
                let path = address::agency(&agency.id);
                let mut files = self.share(&path, &Share::agency(portal, &page))?;
                files.extend(self.bars(&path, page.name, page.progress.as_ref())?);
                Ok(files)
            }
            Job::Plan(plan) => {
                let (_, page) = PlanPage::new(portal, plan);
                let path = address::plan(&plan.id);
                let mut files = self.share(&path, &Share::plan(portal, &page))?;
                files.extend(self.bars(&path, page.heading, page.progress.as_ref())?);
                Ok(files)
            }
            Job::Section(plan, section) => {
                let (_, page) = SectionPage::new(portal, plan, section);
                self.bars(&address::section(&section.id), &page.heading, page.progress.as_ref())
            }
        }
    }

    /// The bars of a set of tasks and indicators.
    fn bars(&self, path: &str, subject: &str, set: Option<&SetProgress>) -> Drawn {
        let Some(set) = set else { return Ok(Vec::new()) };
        let bars = [(address::TASK_BAR, &set.tasks), (address::INDICATOR_BAR, &set.indicators)];
        let mut files = Vec::new();
        for (name, bar) in bars {
            let Some(bar) = bar else { continue };
            files.extend(self.chart(path, name, subject, Drawing::Bar(bar))?);
        }
        Ok(files)
    }

    /// A chart of the page at `path`, as SVG and PNG.
    fn chart(&self, path: &str, name: &str, subject: &str, drawing: Drawing<'_>) -> Drawn {
        let picture = Picture::new(self.portal, path, subject, drawing);
        let svg = self.theme.render("pictures/chart.xml", "", &(), &picture)?;
        let svg = self.paint.apply(&String::from_utf8_lossy(&svg));
        let mut files = Vec::new();
        #[cfg(feature = "images")]
        if self.portal.config.has_pictures {
            files.push((format!("{path}{name}.png"), self.png("chart.xml", &svg, SCALE)?));
        }
        files.push((format!("{path}{name}.svg"), svg.into_bytes()));
        Ok(files)
    }

    /// The picture shown with a link to the page at `path`.
    #[cfg(feature = "images")]
    fn share(&self, path: &str, share: &Share<'_>) -> Drawn {
        if !self.portal.config.has_pictures {
            return Ok(Vec::new());
        }
        let svg = self.theme.render("pictures/share.xml", "", &(), share)?;
        let svg = self.paint.apply(&String::from_utf8_lossy(&svg));
        let png = self.png("share.xml", &svg, 1)?;
        Ok(vec![(format!("{path}{}", address::SHARE_PICTURE), png)])
    }

    /// Without the feature `images` nothing is drawn pixel by pixel.
    #[cfg(not(feature = "images"))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "bản có hình cần cả hai")]
    fn share(&self, _: &str, _: &Share<'_>) -> Drawn {
        Ok(Vec::new())
    }

    #[cfg(feature = "images")]
    fn png(&self, template: &str, svg: &str, scale: u8) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let key = sha256(format!("{} {scale}\n{svg}", self.tools));
        self.tree.picture(&key, || self.raster.png(svg, scale)).map_err(|reason| {
            let message = format!("không vẽ được hình từ mẫu này: {reason}");
            let place = Place::file(format!("templates/pictures/{template}"));
            vec![
                Diagnostic::new(Code::TemplateInvalid, place, message)
                    .suggestion("sửa mẫu, hoặc xóa tệp để dùng mẫu có sẵn"),
            ]
        })
    }
}
