//! Sources → site → files: the one function that reads like the picture in the crate's front page.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::checksum::SUMS;
use crate::config::{CONFIG_FILE, Config};
use crate::data::{OpenData, Put, Target, export, is_about, whole_path};
use crate::derive::derive;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity, SourceTexts};
use crate::error::Error;
use crate::hosting::{HEADERS_FILE, headers_file};
use crate::ledger::{self, JSON_PATH, to_json};
use crate::load::{Inputs, load};
use crate::model::{Date, MadeUp, Plan, Site, Snapshot};
use crate::output::{Content, render_site};
use crate::progress::{Step, Watch};
use crate::read::site::read_site;
use crate::recall::Recall;
use crate::search::Engine;
use crate::theme::{BUILT_IN, Templates, ThemeSources};
use crate::tree::{Made, Memory, OutputTree, Sink};
use crate::view::find::collection;
use crate::view::ground::{Portal, address};
use crate::write::{Counts, Held, Staging};

pub use crate::output::VERSIONS;

/// Folder of signatures of sealed periods in the sources, `<kỳ>.sig` each, and where they are published.
pub const SIGNATURES: &str = "seeds/signatures/";
/// The same below the site.
pub const PUBLISHED_SIGNATURES: &str = "du-lieu/chu-ky/";

/// What the command line changes about a site.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Address to publish under instead of the configured one; checked, with a slash at the end.
    pub base_url: Option<String>,
    /// The day everything is judged as of, instead of that of the newest snapshot.
    pub as_of: Option<Date>,
    /// Leave out every illustrative snapshot and amendment.
    pub official_only: bool,
    /// Draw no PNG: the preview is there sooner.
    pub without_pictures: bool,
    /// Put compressed twins beside text files.
    pub precompress: bool,
}

/// What came of the sources.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The settings, if they could be read.
    pub config: Option<Config>,
    /// What the sources say, as far as it could be read.
    pub site: Option<Site>,
    /// The site's files by path, if they were to be kept in memory and there are no errors.
    pub files: Option<BTreeMap<String, Vec<u8>>>,
    /// Problems by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Makes the site of `inputs` in memory.
pub fn compile(inputs: &Inputs, overrides: &Overrides) -> Outcome {
    let memory = Memory::default();
    let mut outcome = check_with(inputs, overrides, &memory);
    let is_good = !outcome.diagnostics.iter().any(|d| d.severity == Severity::Error);
    outcome.files = is_good.then(|| memory.into_files());
    outcome
}

/// Makes the site of `inputs` and keeps none of its files: for what there is to say about the sources.
pub fn check(inputs: &Inputs, overrides: &Overrides) -> Outcome {
    check_with(inputs, &without_pictures(overrides), &())
}

/// What the sources say, compared with their ledger, without making a site of it.
pub fn read(inputs: &Inputs) -> Outcome {
    Draft::open(inputs, &Overrides::default()).read(inputs).into_outcome()
}

/// All open data of `inputs` in one file as `overrides` want it; what is wrong while there are errors.
pub fn whole_data(inputs: &Inputs, overrides: &Overrides) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let kept = Kept { path: whole_path(), bytes: Mutex::default() };
    let outcome = check_with(inputs, &without_pictures(overrides), &kept);
    let is_good = !outcome.diagnostics.iter().any(|d| d.severity == Severity::Error);
    let bytes = kept.bytes.into_inner().unwrap_or_else(PoisonError::into_inner);
    bytes.filter(|_| is_good).ok_or(outcome.diagnostics)
}

/// Nobody looks at the pictures of a site that is not kept.
fn without_pictures(overrides: &Overrides) -> Overrides {
    Overrides { without_pictures: true, ..overrides.clone() }
}

/// Keeps one file of a site.
struct Kept {
    path: String,
    bytes: Mutex<Option<Vec<u8>>>,
}

impl Recall for Kept {}

impl Sink for Kept {
    fn put(&self, file: Made<'_>) {
        if file.path == self.path {
            *self.bytes.lock().unwrap_or_else(PoisonError::into_inner) =
                Some(file.bytes.into_owned());
        }
    }
}

fn check_with(inputs: &Inputs, overrides: &Overrides, sink: &dyn Sink) -> Outcome {
    let mut draft = Draft::open(inputs, overrides).with_templates().read(inputs);
    draft.render(sink, &());
    draft.into_outcome()
}

/// A site on its way: what has been read, and whatever is wrong with it.
#[derive(Default)]
struct Draft {
    overrides: Overrides,
    config: Option<Config>,
    theme: Option<ThemeSources>,
    templates: Option<Templates>,
    site: Site,
    /// What has been left out of the site: findings there are for the publisher, not for readers.
    made_up: MadeUp,
    /// Files that are published as they are, by path.
    records: Vec<(String, Vec<u8>)>,
    diagnostics: Diagnostics,
}

impl Draft {
    /// Reads the settings and finds the theme they name.
    fn open(inputs: &Inputs, overrides: &Overrides) -> Self {
        let mut diagnostics = inputs.problems.clone();
        let config = settings(inputs, overrides, &mut diagnostics);
        let theme = config.as_ref().map(|config| theme(inputs, config, &mut diagnostics));
        Self { overrides: overrides.clone(), config, theme, diagnostics, ..Self::default() }
    }

    /// Checks the templates: a slip in one is told before anything expensive.
    fn with_templates(mut self) -> Self {
        match self.theme.as_ref().map(Templates::load) {
            Some(Ok(templates)) => self.templates = Some(templates),
            Some(Err(problems)) => {
                for problem in problems {
                    self.diagnostics.push(problem);
                }
            }
            None => {}
        }
        self
    }

    /// Reads all sources and compares them with their ledger. Faults of the settings hide no faults of other files.
    fn read(mut self, inputs: &Inputs) -> Self {
        let diagnostics = &mut self.diagnostics;
        let contacts = self.config.as_ref().map(Config::contacts).unwrap_or_default();
        let mut site = read_site(&inputs.texts, &inputs.binaries, &contacts, diagnostics);
        log(inputs, &site);
        let sources = ledger::Sources { files: &inputs.binaries, snapshots: &site.snapshots };
        ledger::check(&site.ledger, sources, diagnostics);
        if self.overrides.official_only {
            self.made_up = MadeUp::of(&site);
            site.remove_illustrative();
        }
        self.records = documents(&site, inputs);
        self.records.extend(signatures(inputs, &site));
        self.site = site;
        self
    }

    /// Makes the files of the site, unless there are errors.
    fn render(&mut self, sink: &dyn Sink, watch: &dyn Watch) {
        let (Some(config), Some(theme), Some(templates)) =
            (&self.config, &self.theme, self.templates.take())
        else {
            return;
        };
        let (site, as_of, diagnostics) = (&self.site, self.overrides.as_of, &mut self.diagnostics);
        if diagnostics.has_errors() {
            return;
        }
        let mut quality = diagnostics.clone().sorted();
        quality.retain(|finding| !is_about(&self.made_up, finding));
        let tree = OutputTree::new(sink).with_twins(self.overrides.precompress).watched_by(watch);

        watch.begin(Step::Derive, None);
        let derived = derive(site, as_of, sink);

        watch.begin(Step::Data, None);
        let data = OpenData::new(config, site, &derived, &quality);
        let tables = data.write_tables(&tree, diagnostics);
        data.write_whole_beside(&tables, &tree, |complete| {
            let (derived, quality, releases) = (&derived, &quality[..], &tables.releases[..]);
            let content = Content { config, site, derived, quality, releases, theme };
            render_site(content, templates, complete, &tree, diagnostics);
        });

        put_records(site, as_of, self.records.drain(..), &tree, diagnostics);
        put_headers(config, &tree, diagnostics);
    }

    fn into_outcome(self) -> Outcome {
        let diagnostics = self.diagnostics.by_importance();
        Outcome { config: self.config, site: Some(self.site), files: None, diagnostics }
    }
}

/// The signatures of the periods in the ledger by the path they are published under; other files in their folder are
/// nobody's.
fn signatures(inputs: &Inputs, site: &Site) -> Vec<(String, Vec<u8>)> {
    let names = site.ledger.entries.iter().map(|entry| format!("{}.sig", entry.period));
    let found = names.filter_map(|name| {
        let bytes = inputs.binaries.get(format!("{SIGNATURES}{name}").as_str())?;
        Some((format!("{PUBLISHED_SIGNATURES}{name}"), bytes.clone()))
    });
    found.collect()
}

/// The documents of the plans with the addresses they are published under: a reader can check every line quoted.
fn documents(site: &Site, inputs: &Inputs) -> Vec<(String, Vec<u8>)> {
    let plans = site.plans.iter();
    let bytes = |plan: &Plan| inputs.binaries.get(plan.source_file.as_str()).cloned();
    plans.filter_map(|plan| Some((address::source(plan)?, bytes(plan)?))).collect()
}

/// What stands beside the site for whoever checks it: earlier versions, documents, signatures, the ledger.
fn put_records(
    site: &Site,
    as_of: Option<Date>,
    records: impl Iterator<Item = (String, Vec<u8>)>,
    tree: &OutputTree<'_>,
    diagnostics: &mut Diagnostics,
) {
    for version in &site.versions {
        tree.insert(format!("{VERSIONS}{}", version.path), version.bytes.to_vec(), diagnostics);
    }
    for (path, bytes) in records {
        tree.insert(path, bytes, diagnostics);
    }
    // What was not known on the day asked for is in no table either.
    let is_known = |snapshot: &&Snapshot| as_of.is_none_or(|as_of| snapshot.as_of <= as_of);
    let ledger = to_json(&site.ledger, site.snapshots.iter().filter(is_known));
    tree.insert(JSON_PATH.to_owned(), ledger, diagnostics);
}

/// How servers are to send the files, and their checksums: last, because they are about all the others.
fn put_headers(config: &Config, tree: &OutputTree<'_>, diagnostics: &mut Diagnostics) {
    let paths = tree.paths();
    let paths = paths.iter().map(String::as_str).chain([HEADERS_FILE, SUMS]);
    let headers = headers_file(config.base_path(), paths);
    tree.insert(HEADERS_FILE.to_owned(), headers.into_bytes(), diagnostics);
    tree.insert(SUMS.to_owned(), tree.sums().into_bytes(), diagnostics);
}

/// Tells whoever asked for details what was read.
fn log(inputs: &Inputs, site: &Site) {
    let (texts, binaries) = (inputs.texts.len(), inputs.binaries.len());
    tracing::info!("đã đọc {texts} tệp chữ, giữ nguyên byte của {binaries} tệp");
    for plan in site.plans.iter() {
        let (lines, tasks) = (plan.document.lines.len(), plan.tasks.len());
        let indicators = plan.indicators.len();
        tracing::info!(
            "văn bản {}: {lines} dòng, {tasks} nhiệm vụ, {indicators} chỉ tiêu",
            plan.id
        );
    }
    for snapshot in &site.snapshots {
        let (tasks, indicators) = (snapshot.reports.len(), snapshot.observations.len());
        tracing::info!("kỳ {}: {tasks} dòng nhiệm vụ, {indicators} dòng chỉ tiêu", snapshot.id);
    }
    let (agencies, references, pages) =
        (site.agencies.len(), site.references.len(), site.pages.len());
    tracing::info!("{agencies} cơ quan, {references} căn cứ, {pages} trang lời văn");
}

/// What the sources say, without making a site of it; nothing while they have errors.
pub fn read_sources(inputs: &Inputs) -> Result<(Config, Site), Vec<Diagnostic>> {
    let mut diagnostics = inputs.problems.clone();
    let config = settings(inputs, &Overrides::default(), &mut diagnostics);
    if let Some(config) = config {
        let contacts = config.contacts();
        let site = read_site(&inputs.texts, &inputs.binaries, &contacts, &mut diagnostics);
        if !diagnostics.has_errors() {
            return Ok((config, site));
        }
    }
    Err(diagnostics.by_importance())
}

/// Hands the tables of the site of `inputs` to `put` in the form `target` loads, unless there are errors.
pub fn export_tables(
    inputs: &Inputs,
    target: Target,
    put: &mut Put<'_>,
) -> Result<(), Vec<Diagnostic>> {
    let Draft { config, site, mut diagnostics, .. } =
        Draft::open(inputs, &Overrides::default()).read(inputs);
    if let Some(config) = config
        && !diagnostics.has_errors()
    {
        let derived = derive(&site, None, &());
        let quality = diagnostics.clone().sorted();
        export(target, &config, (&site, &derived), &quality, &mut diagnostics, put);
    }
    if diagnostics.has_errors() { Err(diagnostics.by_importance()) } else { Ok(()) }
}

/// The settings, with what the command line changes.
fn settings(
    inputs: &Inputs,
    overrides: &Overrides,
    diagnostics: &mut Diagnostics,
) -> Option<Config> {
    let Some(text) = inputs.texts.get(CONFIG_FILE) else {
        if !diagnostics.has_errors() {
            let problem = Diagnostic::new(
                Code::SourceMissing,
                Place::file(CONFIG_FILE),
                "thiếu tệp cấu hình",
            );
            diagnostics.push(problem.suggestion("tạo trang mới bằng lệnh `congkhai init THƯ-MỤC`"));
        }
        return None;
    };
    let mut config = Config::read(text, diagnostics)?;
    if let Some(base_url) = &overrides.base_url {
        config.base_url.clone_from(base_url);
    }
    config.has_pictures &= !overrides.without_pictures;
    Some(config)
}

/// The theme the settings name; files of the site's own theme folder stand in place of the built-in ones.
fn theme(inputs: &Inputs, config: &Config, diagnostics: &mut Diagnostics) -> ThemeSources {
    let folder = format!("themes/{}/", config.theme);
    let below = |file: &str| file.strip_prefix(&folder).map(str::to_owned);
    let texts = inputs
        .texts
        .iter()
        .filter_map(|(file, text)| Some((below(file)?, text.as_bytes().to_vec())));
    let binaries =
        inputs.binaries.iter().filter_map(|(file, bytes)| Some((below(file)?, bytes.clone())));
    let files: Vec<(String, Vec<u8>)> = binaries.chain(texts).collect();
    if files.is_empty() && config.theme != BUILT_IN {
        diagnostics.push(
            Diagnostic::new(
                Code::ThemeUnknown,
                Place::file(CONFIG_FILE),
                format!(
                    "không có giao diện `{}`: thư mục {folder} trống hoặc không có",
                    config.theme
                ),
            )
            .allowed(format!("`{BUILT_IN}`, hoặc tên một thư mục dưới themes/")),
        );
    }
    ThemeSources::with_files(&config.theme, files).configured(diagnostics)
}

/// Everything of `site`, ready to be searched, judged as of `as_of` or, without it, of the newest snapshot.
pub fn engine(config: &Config, site: &Site, as_of: Option<Date>) -> Engine {
    let derived = derive(site, as_of, &());
    let portal = Portal::new(config, site, &derived, &[]);
    Engine::new(collection(&portal), &site.vocabulary)
}

/// What came of reading, making and writing a site.
#[derive(Debug)]
pub struct Built {
    /// Text of the sources, for showing problems.
    pub texts: SourceTexts,
    /// What came of them; its files have gone to the disk.
    pub outcome: Outcome,
    /// What was done to the output; nothing when there are errors.
    pub counts: Option<Counts>,
}

/// Makes the site of the sources in `root` and writes it to `output`, unless there are errors. Waits until nobody else
/// changes the site.
pub fn build(
    root: &Path,
    output: &Path,
    overrides: &Overrides,
    watch: &dyn Watch,
) -> Result<Built, Error> {
    let _held = Held::take(root, "build", &|text| watch.tell(text))?;
    let read = || {
        watch.begin(Step::Load, None);
        let inputs = load(root)?;
        watch.begin(Step::Read, None);
        let draft = Draft::open(&inputs, overrides).with_templates().read(&inputs);
        Ok((inputs, draft))
    };
    // Seeing what earlier runs left takes as long as reading. A first run leaves no trace before the sources are good.
    let open = || Staging::open(root, output);
    let was_here = Staging::was_here(output);
    let (read, opened) = rayon::join(read, || was_here.then(open));
    let (inputs, mut draft) = read?;
    let mut counts = None;
    if !draft.diagnostics.has_errors() {
        let staging = opened.unwrap_or_else(open)?;
        draft.render(&staging, watch);
        if !draft.diagnostics.has_errors() {
            watch.begin(Step::Publish, None);
            let published = staging.publish()?;
            counts = Some(published.counts);
            published.prepare_next();
        }
    }
    Ok(Built { texts: inputs.texts, outcome: draft.into_outcome(), counts })
}
