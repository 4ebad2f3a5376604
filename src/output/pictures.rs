//! Pictures of the site: every chart as SVG and PNG, and the picture shown with a shared link.

use rayon::prelude::*;
use serde::Serialize;

use crate::checksum::{Digest, digest, digest_of};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Agency, Indicator, Plan, Section};
use crate::picture::Paint;
use crate::progress::Step;
use crate::theme::{Theme, ThemeSources};
use crate::tree::OutputTree;
use crate::view::ground::name::section_title;
use crate::view::ground::{Portal, address};
use crate::view::pages::agencies::AgencyList;
use crate::view::pages::deadlines::DeadlinePage;
use crate::view::pages::home::HomePage;
use crate::view::parts::chart::picture::{Drawing, Picture};
use crate::view::parts::list::row::Rows;
use crate::view::parts::progress::indicator::IndicatorProgress;
use crate::view::parts::share::Share;
use crate::view::parts::totals::{self, SetProgress};

#[cfg(feature = "images")]
use crate::checksum::sha256;

#[cfg(feature = "images")]
use crate::diagnostic::{Code, Place};

#[cfg(feature = "images")]
use crate::picture::{RENDERER, Raster};

/// The style sheets that colour pictures, in the order in which they count.
const SHEETS: &[&str] = &["css/tokens.css", "css/status.css", "css/chart.css", "css/picture.css"];

/// A sort of picture.
#[derive(Clone, Copy)]
struct Sort {
    template: &'static str,
    /// Whether it is a file as SVG too.
    has_svg: bool,
    /// Pixels of its PNG for each unit of its SVG.
    #[cfg(feature = "images")]
    scale: u8,
}

/// A chart, to be downloaded.
const CHART: Sort = Sort {
    template: "pictures/chart.xml",
    has_svg: true,
    #[cfg(feature = "images")]
    scale: 2,
};

/// What is shown with a link; it exists as PNG only.
const SHARE: Sort = Sort {
    template: "pictures/share.xml",
    has_svg: false,
    #[cfg(feature = "images")]
    scale: 1,
};

/// Files by path with the key of the PNG among them, or what was wrong.
type Drawn = Result<(Vec<(String, Vec<u8>)>, Option<String>), Vec<Diagnostic>>;

/// One page with pictures.
#[derive(Clone, Copy)]
enum Job<'a> {
    Home,
    Deadlines,
    Agencies,
    Indicator(&'a Plan, &'a Indicator),
    Agency(&'a Agency),
    Plan(&'a Plan),
    Section(&'a Section),
}

/// What draws.
struct Painter<'p, 'a, 't, 's> {
    rows: &'p Rows<'p, 'a>,
    portal: &'p Portal<'a>,
    theme: &'t Theme<'s>,
    tree: &'t OutputTree<'t>,
    paint: Paint,
    #[cfg(feature = "images")]
    raster: Raster,
    /// Everything beside its view and the templates that an SVG is made from.
    sheets: Vec<Digest>,
    /// Everything beside the SVG that a PNG is made from; empty where none is made.
    tools: String,
}

/// Draws all pictures of the site into `tree`, in parallel; what was wrong, in stable order.
pub(super) fn draw<'a>(
    rows: &Rows<'_, 'a>,
    theme: &Theme<'_>,
    sources: &ThemeSources,
    tree: &OutputTree<'_>,
) -> Vec<Diagnostics> {
    let sheet = |name: &&str| {
        let bytes = sources.static_files().find(|(path, _)| path == name)?.1;
        std::str::from_utf8(bytes).ok()
    };
    let sheets = || SHEETS.iter().filter_map(sheet);
    let portal = rows.portal;
    let painter = Painter {
        rows,
        portal,
        theme,
        tree,
        paint: Paint::new(sheets()),
        #[cfg(feature = "images")]
        raster: Raster::new(sources.fonts()),
        sheets: sheets().map(digest).collect(),
        tools: tools(portal, sources),
    };
    let site = portal.site;
    let mut jobs = vec![Job::Home, Job::Deadlines, Job::Agencies];
    for plan in site.plans.iter() {
        jobs.push(Job::Plan(plan));
        jobs.extend(plan.sections.iter().map(Job::Section));
        jobs.extend(plan.indicators.iter().map(|indicator| Job::Indicator(plan, indicator)));
    }
    jobs.extend(site.agencies.iter().map(Job::Agency));
    tree.begin(Step::Pictures, Some(jobs.len()));
    let draw = |job: &Job<'a>| {
        let mut diagnostics = Diagnostics::default();
        painter.draw(*job, &mut diagnostics);
        tree.part();
        diagnostics
    };
    jobs.par_iter().map(draw).collect()
}

/// What PNGs are drawn with.
#[cfg(feature = "images")]
fn tools(portal: &Portal<'_>, sources: &ThemeSources) -> String {
    if !portal.config.has_pictures {
        return String::new();
    }
    sources.fonts().fold(RENDERER.to_owned(), |tools, font| tools + " " + &sha256(font))
}

/// Without the feature `images` nothing is drawn pixel by pixel.
#[cfg(not(feature = "images"))]
fn tools(_: &Portal<'_>, _: &ThemeSources) -> String {
    String::new()
}

impl<'a> Painter<'_, 'a, '_, '_> {
    fn draw(&self, job: Job<'a>, diagnostics: &mut Diagnostics) {
        let portal = self.portal;
        match job {
            Job::Home => {
                let (_, page) = HomePage::new(self.rows);
                let progress = page.progress.as_ref();
                let bars = progress.map(|set| (set.tasks.as_ref(), set.indicators.as_ref()));
                let (tasks, indicators) = bars.unwrap_or_default();
                self.share(address::HOME, &Share::home(portal, tasks), diagnostics);
                for (name, bar) in
                    [(address::TASK_BAR, tasks), (address::INDICATOR_BAR, indicators)]
                {
                    if let Some(bar) = bar {
                        self.chart(address::HOME, name, "", Drawing::Bar(bar), diagnostics);
                    }
                }
            }
            Job::Deadlines => {
                let (_, page) = DeadlinePage::new(self.rows, 0);
                if let Some(calendar) = &page.calendar {
                    let drawing = Drawing::Calendar(calendar);
                    self.chart(address::DEADLINES, address::CHART, "", drawing, diagnostics);
                }
            }
            Job::Agencies => {
                let (_, page) = AgencyList::new(portal);
                if let Some(chart) = &page.chart {
                    let drawing = Drawing::Agencies(chart);
                    self.chart(address::AGENCIES, address::CHART, "", drawing, diagnostics);
                }
            }
            Job::Indicator(plan, indicator) => {
                let path = address::indicator(&indicator.id);
                self.share(&path, &Share::indicator(portal, plan, indicator), diagnostics);
                let progress = IndicatorProgress::new(portal, indicator);
                if let Some(chart) = progress.as_ref().and_then(|known| known.chart.as_ref()) {
                    self.chart(&path, address::CHART, "", Drawing::Line(chart), diagnostics);
                }
            }
            Job::Agency(agency) => {
                let progress = totals::of_agency(portal, agency);
                let path = address::agency(&agency.id);
                let share = Share::agency(portal, agency, progress.as_ref());
                self.share(&path, &share, diagnostics);
                self.bars(&path, &agency.name, progress.as_ref(), diagnostics);
            }
            Job::Plan(plan) => {
                let progress = totals::of_plan(portal, plan);
                let path = address::plan(&plan.id);
                self.share(&path, &Share::plan(portal, plan, progress.as_ref()), diagnostics);
                self.bars(&path, &plan.short_title, progress.as_ref(), diagnostics);
            }
            Job::Section(section) => {
                let progress = totals::of_section(portal, section);
                let path = address::section(&section.id);
                self.bars(&path, &section_title(section), progress.as_ref(), diagnostics);
            }
        }
    }

    /// The bars of a set of tasks and indicators.
    fn bars(
        &self,
        path: &str,
        subject: &str,
        set: Option<&SetProgress>,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(set) = set else { return };
        let bars = [(address::TASK_BAR, &set.tasks), (address::INDICATOR_BAR, &set.indicators)];
        for (name, bar) in bars {
            if let Some(bar) = bar {
                self.chart(path, name, subject, Drawing::Bar(bar), diagnostics);
            }
        }
    }

    /// A chart of the page at `path`.
    fn chart(
        &self,
        path: &str,
        name: &str,
        subject: &str,
        drawing: Drawing<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        let picture = Picture::new(self.portal, path, subject, drawing);
        self.picture(CHART, &format!("{path}{name}"), &picture, diagnostics);
    }

    /// The picture shown with a link to the page at `path`.
    fn share(&self, path: &str, share: &Share<'_>, diagnostics: &mut Diagnostics) {
        if !self.tools.is_empty() {
            let stem = format!("{path}{}", address::SHARE_PICTURE);
            self.picture(SHARE, &stem, share, diagnostics);
        }
    }

    /// The files of a picture, whose path without an ending is `stem`.
    fn picture(
        &self,
        sort: Sort,
        stem: &str,
        view: &impl Serialize,
        diagnostics: &mut Diagnostics,
    ) {
        let templates = || self.theme.digest(sort.template, "", &(), view);
        let key: Option<String> = self.tree.insert_group(
            stem,
            || digest_of(&(templates(), &self.sheets, &self.tools)),
            |group, diagnostics| match self.files(sort, stem, view) {
                Ok((files, key)) => {
                    for (path, bytes) in files {
                        group.insert(path, bytes, diagnostics);
                    }
                    key
                }
                Err(problems) => {
                    for problem in problems {
                        diagnostics.push(problem);
                    }
                    None
                }
            },
            diagnostics,
        );
        if let Some(key) = key {
            self.tree.keep_picture(&key);
        }
    }

    fn files(&self, sort: Sort, stem: &str, view: &impl Serialize) -> Drawn {
        let svg = self.theme.render(sort.template, "", &(), view)?;
        let svg = self.paint.apply(&String::from_utf8_lossy(&svg));
        let (key, png) = self.png(sort, &svg)?.unzip();
        let png = png.map(|png| (format!("{stem}.png"), png));
        let svg = sort.has_svg.then(|| (format!("{stem}.svg"), svg.into_bytes()));
        Ok((png.into_iter().chain(svg).collect(), key))
    }

    /// The PNG of an SVG with its key, if PNGs are made.
    #[cfg(feature = "images")]
    fn png(&self, sort: Sort, svg: &str) -> Result<Option<(String, Vec<u8>)>, Vec<Diagnostic>> {
        if self.tools.is_empty() {
            return Ok(None);
        }
        let key = sha256(format!("{} {}\n{svg}", self.tools, sort.scale));
        let png = self.tree.picture(&key, || self.raster.png(svg, sort.scale));
        png.map(|png| Some((key, png))).map_err(|reason| {
            let message = format!("không vẽ được hình từ mẫu này: {reason}");
            let place = Place::file(format!("templates/{}", sort.template));
            vec![
                Diagnostic::new(Code::TemplateInvalid, place, message)
                    .suggestion("sửa mẫu, hoặc xóa tệp để dùng mẫu có sẵn"),
            ]
        })
    }

    #[cfg(not(feature = "images"))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "bản có hình cần cả hai")]
    fn png(&self, _: Sort, _: &str) -> Result<Option<(String, Vec<u8>)>, Vec<Diagnostic>> {
        Ok(None)
    }
}
