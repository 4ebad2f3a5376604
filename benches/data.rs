//! Open data of a large site: time and memory for all formats together, then the time each takes.
//!
//! `cargo bench --bench data` makes all files of 2,000 and of 20,000 tasks with twelve monthly reports each, and of
//! 400 agencies. Every figure is made up. The divan table has time and the most memory held at once beyond the
//! sources; the table after it the share of each format, taken from one run: the time since the file before.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use congkhai::config::{Config, Licence, Publisher};
use congkhai::data::OpenData;
use congkhai::derive::{Derived, derive};
use congkhai::diagnostic::Diagnostics;
use congkhai::model::{Agency, AgencyKind, Id, Member, Responsibility, Site};
use congkhai::recall::Recall;
use congkhai::tree::{Made, OutputTree, Sink};
use divan::{AllocProfiler, Bencher};
use rayon::ThreadPoolBuilder;

mod made_up;

#[global_allocator]
static MEMORY: AllocProfiler = AllocProfiler::system();

/// As long as names and results of tasks are on the average.
const WORDS: &str = "rà soát, hoàn thiện cơ chế, chính sách; xây dựng cơ sở dữ liệu dùng chung, kết nối, chia sẻ với \
    cơ sở dữ liệu quốc gia; tổng hợp, báo cáo Ủy ban nhân dân tỉnh kết quả thực hiện trước ngày cuối quý";

fn main() {
    divan::main();
    shares(20_000);
}

fn agency(number: u32) -> Agency {
    Agency {
        id: Id::slug(&format!("co-quan-{number}")),
        name: format!("Cơ quan minh họa số {number}"),
        short_name: None,
        kind: AgencyKind::Department,
        is_collective: false,
        members: Vec::new(),
        spellings: Vec::new(),
        successor: None,
        is_registered: true,
        provenance: made_up::at(number),
    }
}

fn site(tasks: u32) -> Site {
    let mut site = made_up::site(tasks);
    site.agencies = (0..400).map(agency).collect();
    let part = |number: u32| {
        let Agency { id, name, .. } = agency(number % 400);
        Member { agency: id, text: name, scope: None }
    };
    for plan in Arc::make_mut(&mut site.plans) {
        "tep-minh-hoa.docx".clone_into(&mut plan.source_file);
        plan.source_sha256 = congkhai::checksum::sha256("");
    }
    for task in Arc::make_mut(&mut site.plans).iter_mut().flat_map(|plan| &mut plan.tasks) {
        task.name = format!("{}: {WORDS}", task.name);
        task.display_name.clone_from(&task.name);
        let lead = Responsibility { members: vec![part(task.ordinal)], ..Default::default() };
        let others = (1..=3).map(|more| part(task.ordinal + more)).collect();
        task.coordinating = Responsibility { members: others, ..Default::default() };
        task.lead = lead;
    }
    for report in site.snapshots.iter_mut().flat_map(|snapshot| &mut snapshot.reports) {
        WORDS.clone_into(&mut report.result);
        "Báo cáo số 1/BC (minh họa)".clone_into(&mut report.product);
    }
    site
}

fn config() -> Config {
    Config {
        title: "Thử".to_owned(),
        description: "Trang thử, không có gì là thật.".to_owned(),
        base_url: "https://thu.example/".to_owned(),
        publisher: Publisher { name: "Thử".to_owned(), url: None, email: None, phone: None },
        licence: Licence { name: "CC BY 4.0".to_owned(), url: "https://thu.example/".to_owned() },
        theme: "mac-dinh".to_owned(),
        office_contacts: Vec::new(),
        has_pictures: false,
    }
}

/// Is told path and length of each file, on one thread.
struct Told<P>(Mutex<P>);

impl<P: FnMut(&str, usize) + Send> Recall for Told<P> {}

impl<P: FnMut(&str, usize) + Send> Sink for Told<P> {
    fn put(&self, file: Made<'_>) {
        (self.0.lock().expect("nobody panicked"))(&file.path, file.bytes.len());
    }
}

/// Makes all files and tells `put` of each.
fn write(
    config: &Config,
    site: &Site,
    derived: &Derived,
    put: &mut (dyn FnMut(&str, usize) + Send),
) {
    let mut problems = Diagnostics::default();
    let told = Told(Mutex::new(put));
    let (data, tree) = (OpenData::new(config, site, derived, &[]), OutputTree::new(&told));
    let tables = data.write_tables(&tree, &mut problems);
    data.write_whole(&tables, &tree, &mut problems);
    assert!(!problems.has_errors(), "{:?}", problems.sorted().first());
}

/// All files of the open data.
#[divan::bench(args = [2_000, 20_000], sample_count = 1, sample_size = 1)]
fn all_formats(bencher: Bencher<'_, '_>, tasks: u32) {
    let (config, site) = (config(), site(tasks));
    let derived = derive(&site, None, &());
    bencher.bench_local(|| write(&config, &site, &derived, &mut |_, _| {}));
}

/// Prints time and bytes by kind of file.
#[expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
fn shares(tasks: u32) {
    let (config, site) = (config(), site(tasks));
    let derived = derive(&site, None, &());
    let start = Instant::now();
    let mut before = start;
    let mut kinds: BTreeMap<&str, (usize, usize, Duration)> = BTreeMap::new();
    // On one thread, so that one file is made after the other.
    let alone = ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
    let mut note = |path: &str, bytes: usize| {
        let kind = kinds.entry(kind(path)).or_default();
        *kind = (kind.0 + 1, kind.1 + bytes, kind.2 + before.elapsed());
        before = Instant::now();
    };
    alone.install(|| write(&config, &site, &derived, &mut note));
    let whole = start.elapsed();
    println!("\n{tasks} tasks, 12 snapshots, all formats: {whole:.1?}");
    println!("| format | files | MB | seconds | share |\n|---|---|---|---|---|");
    for (kind, (files, bytes, time)) in kinds {
        let (bytes, seconds) = (bytes.div_ceil(100_000), time.as_secs_f64());
        let share = 100.0 * seconds / whole.as_secs_f64();
        println!(
            "| {kind} | {files} | {}.{} | {seconds:.2} | {share:.0} % |",
            bytes / 10,
            bytes % 10
        );
    }
}

/// What a file is counted as.
fn kind(path: &str) -> &'static str {
    let is_table = path.starts_with("du-lieu/");
    match path.rsplit('.').next().unwrap_or_default() {
        _ if path.contains("/loc/") => "CSV by agency, plan, section, status",
        _ if path.starts_with("api/") => "interface for programs",
        _ if !is_table => "CSV and JSON beside pages",
        "csv" if path.contains("/excel/") => "CSV for Excel",
        // Before the first file of a table its rows are made, and the files with all tables are fed.
        "csv" => "rows; CSV and its packing; sheets and tables of XLSX and SQLite",
        "ndjson" => "NDJSON",
        "parquet" => "Parquet",
        "xlsx" => "XLSX, its end",
        "sqlite" => "SQLite, its end",
        "zip" => "ZIP",
        "jsonld" | "ttl" => "descriptions",
        _ if path.contains(".schema.") || path.contains("csv-metadata") => "descriptions",
        _ if path.contains("datapackage") => "descriptions",
        _ => "JSON",
    }
}
