//! What fuzzing feeds: every reader of files and of what people type, given any bytes at all.
//!
//! Each function takes the bytes of one file of an otherwise sound site and reads the site. Readers may complain,
//! never panic, and never take more time or memory than the bytes are worth.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};
use std::sync::{Arc, OnceLock};

use congkhai::diagnostic::{Diagnostics, Format, render};
use congkhai::init::FILES;
use congkhai::load::Inputs;
use congkhai::pipeline::{Overrides, check, engine, read_sources};
use congkhai::read::encoding::decode;
use congkhai::read::ledger::read_published;
use congkhai::search::{Engine, answer_json};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// Takes the bytes of a file; panics are faults.
pub type Reader = fn(&[u8]);

/// Name of each reader, which is that of its corpus, and the reader.
pub const READERS: [(&str, Reader); 10] = [
    ("csv", csv),
    ("docx", docx),
    ("document", document),
    ("ledger", ledger),
    ("page", page),
    ("pdf", pdf),
    ("query", query),
    ("site", site),
    ("toml", toml),
    ("xlsx", xlsx),
];

const DOCUMENT: &str = "seeds/plans/vi-du/document.txt";
const SNAPSHOT: &str = "period = \"2026-q1\"\nas_of = \"2026-03-31\"\n[[received]]\nagency = \"so-vi-du\"\non = \"2026-04-02\"\n";

/// The text of a plan.
pub fn document(bytes: &[u8]) {
    read(&with(DOCUMENT, bytes));
}

/// The text of a plan, read, judged, compared, and made into a whole site.
pub fn site(bytes: &[u8]) {
    let outcome = check(&with(DOCUMENT, bytes), &Overrides::default());
    assert!(outcome.config.is_some());
}

/// A table of reports.
pub fn csv(bytes: &[u8]) {
    read(&with("seeds/snapshots/2026-q1/so-vi-du.csv", bytes));
}

/// A page of prose: front matter and Markdown.
pub fn page(bytes: &[u8]) {
    read(&with("content/gioi-thieu.md", bytes));
}

/// Each of the TOML files.
pub fn toml(bytes: &[u8]) {
    for file in [
        "congkhai.toml",
        "content/tim-kiem.toml",
        "seeds/agencies.toml",
        "seeds/plans/vi-du/amendments.toml",
        "seeds/plans/vi-du/plan.toml",
        "seeds/references.toml",
        "seeds/snapshots/2026-q1/snapshot.toml",
    ] {
        read(&with(file, bytes));
    }
}

/// The ledger, in the sources and as it is published.
pub fn ledger(bytes: &[u8]) {
    read(&with("seeds/snapshots/ledger.toml", bytes));
    let text = String::from_utf8_lossy(bytes);
    let _ = read_published(&Arc::from("so-cai.json"), &text, &mut Diagnostics::default());
}

/// A Word document: a zip file, or its parts as text, each after a line `=== NAME`.
pub fn docx(bytes: &[u8]) {
    let mut inputs = with("seeds/plans/vi-du/document.docx", &package(bytes));
    inputs.texts.remove(DOCUMENT);
    inputs.binaries.remove(DOCUMENT);
    read(&inputs);
}

/// A plan as PDF.
pub fn pdf(bytes: &[u8]) {
    let mut inputs = with("seeds/plans/vi-du/document.pdf", bytes);
    inputs.texts.remove(DOCUMENT);
    inputs.binaries.remove(DOCUMENT);
    read(&inputs);
}

/// A workbook, as a plan and as a report; written as for [`docx`].
pub fn xlsx(bytes: &[u8]) {
    let bytes = package(bytes);
    let mut inputs = with("seeds/plans/vi-du/document.xlsx", &bytes);
    inputs.texts.remove(DOCUMENT);
    inputs.binaries.remove(DOCUMENT);
    read(&inputs);
    read(&with("seeds/snapshots/2026-q1/so-vi-du.xlsx", &bytes));
}

/// What a reader types into the search box.
pub fn query(bytes: &[u8]) {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    let engine = ENGINE.get_or_init(|| {
        let Ok((config, site)) = read_sources(&sound()) else { panic!("the sound site is not") };
        engine(&config, &site, None)
    });
    let typed = String::from_utf8_lossy(bytes);
    let answer = engine.search(&typed, &[]);
    assert!(answer_json(engine, &typed, &answer, 10, "https://vi-du.example/").is_object());
}

/// Reads the site and writes down what is wrong with it.
fn read(inputs: &Inputs) {
    if let Err(problems) = read_sources(inputs) {
        assert!(!render(&problems, &inputs.texts, Format::Human).is_empty());
    }
}

/// A sound site.
fn sound() -> Inputs {
    let mut inputs = Inputs::default();
    for (path, text) in FILES {
        take(&mut inputs, path, text.as_bytes());
    }
    take(&mut inputs, "seeds/snapshots/2026-q1/snapshot.toml", SNAPSHOT.as_bytes());
    inputs
}

/// A sound site but for one file.
fn with(path: &str, bytes: &[u8]) -> Inputs {
    let mut inputs = sound();
    inputs.texts.remove(path);
    take(&mut inputs, path, bytes);
    inputs
}

/// Does with a file what the reader of the disk does.
fn take(inputs: &mut Inputs, path: &str, bytes: &[u8]) {
    let file: Arc<str> = path.into();
    let is_binary = [".docx", ".xlsx"].iter().any(|ending| path.ends_with(ending));
    if !is_binary && let Some(text) = decode(&file, bytes, &mut inputs.problems) {
        inputs.texts.insert(Arc::clone(&file), text.into());
    }
    if is_binary || path.starts_with("seeds/plans/") || path.starts_with("seeds/snapshots/") {
        inputs.binaries.insert(file, bytes.to_vec());
    }
}

/// The zip file that `bytes` are or spell out: compressed bytes are too brittle for small changes.
fn package(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(b"PK") {
        return bytes.to_vec();
    }
    let text = String::from_utf8_lossy(bytes);
    let mut parts: BTreeMap<&str, &str> = BTreeMap::new();
    for part in text.split("=== ").skip(1) {
        let (name, content) = part.split_once('\n').unwrap_or((part, ""));
        parts.insert(name.trim(), content);
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        if writer.start_file(name, stored).is_ok() {
            let _ = writer.write_all(content.as_bytes());
        }
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}
