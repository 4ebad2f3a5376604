//! What each stage of a build costs: over the real plans, and over a made-up nation of 2,000 tasks.
//!
//! `cargo bench --bench stages`. The nation is read from `target/nation-2000`, made once by
//! `cargo run --release --example synth -- --tasks 2000 --agencies 60 --seed 1 target/nation-2000`; without it only the
//! real plans are measured. Pages are not minified one by one: templates are, when they are loaded.

use std::path::PathBuf;

use congkhai::config::Config;
use congkhai::data::OpenData;
use congkhai::derive::{Derived, derive};
use congkhai::diagnostic::Diagnostics;
use congkhai::load::load;
use congkhai::model::Site;
use congkhai::pipeline::read_sources;
use congkhai::search::{export, words};
use congkhai::theme::{Templates, Theme, ThemeSources};
use congkhai::tree::OutputTree;
use congkhai::view::find::collection;
use congkhai::view::ground::{Portal, address};
use congkhai::view::pages::task::TaskPage;
use congkhai::view::parts::SiteView;
use congkhai::write::Staging;
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SITES: [&str; 2] = ["real plans", "nation of 2,000"];

fn main() {
    divan::main();
}

/// The folder of one of [`SITES`], if it is there.
fn folder(site: &str) -> Option<PathBuf> {
    let package = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder = if site == SITES[0] { package } else { package.join("target/nation-2000") };
    folder.join("congkhai.toml").exists().then_some(folder)
}

fn sources(site: &str) -> Option<(Config, Site)> {
    read_sources(&load(&folder(site)?).ok()?).ok()
}

fn derived(site: &str) -> Option<(Config, Site, Derived)> {
    let (config, site) = sources(site)?;
    let derived = derive(&site, None, &());
    Some((config, site, derived))
}

/// Every task's page by its address.
fn pages(portal: &Portal<'_>, theme: &Theme<'_>) -> Vec<(String, Vec<u8>)> {
    let page = |(plan, task)| {
        let (frame, page) = TaskPage::new(portal, plan, task);
        let root = address::root_from(&page.path);
        let bytes = theme.render("pages/task.html", &root, &frame, &page).ok()?;
        Some((page.path, bytes))
    };
    let plans = portal.site.plans.iter();
    plans
        .flat_map(|plan| plan.tasks.iter().map(move |task| (plan, task)))
        .filter_map(page)
        .collect()
}

/// Files from the disk.
#[divan::bench(args = SITES, sample_count = 5, sample_size = 1)]
fn a_load(bencher: Bencher<'_, '_>, site: &str) {
    let Some(folder) = folder(site) else { return };
    bencher.bench_local(|| load(&folder));
}

/// Bytes to plans, tasks, reports.
#[divan::bench(args = SITES, sample_count = 5, sample_size = 1)]
fn b_parse(bencher: Bencher<'_, '_>, site: &str) {
    let Some(inputs) = folder(site).and_then(|folder| load(&folder).ok()) else { return };
    bencher.bench_local(|| read_sources(&inputs));
}

/// Judging, joining, comparing; nothing known from earlier runs.
#[divan::bench(args = SITES, sample_count = 5, sample_size = 1)]
fn c_derive(bencher: Bencher<'_, '_>, site: &str) {
    let Some((_, site)) = sources(site) else { return };
    bencher.bench_local(|| derive(&site, None, &()));
}

/// Templates: white space taken out, syntax read and checked.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn d_minify_templates(bencher: Bencher<'_, '_>) {
    let theme = ThemeSources::built_in();
    bencher.bench_local(|| Templates::load(&theme).is_ok());
}

/// Views and pages of all tasks, on one core.
#[divan::bench(args = SITES, sample_count = 5, sample_size = 1)]
fn e_render(bencher: Bencher<'_, '_>, site: &str) {
    let Some((config, site, derived)) = derived(site) else { return };
    let portal = Portal::new(&config, &site, &derived, &[]);
    let sources = ThemeSources::built_in();
    let Ok(templates) = Templates::load(&sources) else { return };
    let theme = Theme::new(&sources, templates, &SiteView::new(&portal, "tinh/"));
    bencher.counter(ItemsCount::new(site.tasks().count())).bench_local(|| pages(&portal, &theme));
}

/// Documents, words and files of the search index.
#[divan::bench(args = SITES, sample_count = 5, sample_size = 1)]
fn f_search_index(bencher: Bencher<'_, '_>, site: &str) {
    let Some((config, site, derived)) = derived(site) else { return };
    let portal = Portal::new(&config, &site, &derived, &[]);
    bencher.bench_local(|| {
        let collection = collection(&portal);
        let (words, files) = words(&collection, &site.vocabulary);
        (files, export(collection, &site.vocabulary, words))
    });
}

/// Every table in every format, dropped as soon as it is made.
#[divan::bench(args = SITES, sample_count = 3, sample_size = 1)]
fn g_open_data(bencher: Bencher<'_, '_>, site: &str) {
    let Some((config, site, derived)) = derived(site) else { return };
    bencher.bench_local(|| {
        let mut problems = Diagnostics::default();
        let (data, tree) = (OpenData::new(&config, &site, &derived, &[]), OutputTree::new(&()));
        let tables = data.write_tables(&tree, &mut problems);
        data.write_whole(&tables, &tree, &mut problems)
    });
}

/// The pages of all tasks into an empty folder, and the exchange at the end.
#[divan::bench(args = SITES, sample_count = 3, sample_size = 1)]
fn h_write(bencher: Bencher<'_, '_>, site: &str) {
    let Some((config, site, derived)) = derived(site) else { return };
    let portal = Portal::new(&config, &site, &derived, &[]);
    let sources = ThemeSources::built_in();
    let Ok(templates) = Templates::load(&sources) else { return };
    let theme = Theme::new(&sources, templates, &SiteView::new(&portal, "tinh/"));
    let pages = pages(&portal, &theme);
    let bytes: usize = pages.iter().map(|(_, bytes)| bytes.len()).sum();
    let inputs = || (tempfile::tempdir().ok(), pages.clone());
    bencher.counter(BytesCount::new(bytes)).with_inputs(inputs).bench_local_values(
        |(folder, pages)| {
            let root = folder.as_ref()?.path();
            let staging = Staging::open(root, &root.join("public")).ok()?;
            let tree = OutputTree::new(&staging);
            for (path, bytes) in pages {
                tree.insert(address::file_of(&path), bytes, &mut Diagnostics::default());
            }
            staging.publish().ok()?;
            folder
        },
    );
}
