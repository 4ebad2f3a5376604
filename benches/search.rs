//! The search index of small and large sites: what it costs to make, and how large its files are.
//!
//! `cargo bench --bench search -- FOLDER COUNT…` makes one site for each COUNT of documents below FOLDER: titles, texts,
//! dates and agencies of the real plans, recombined. `node benches/search.mjs FOLDER` then measures what a browser fetches
//! and how long a query takes, beside Pagefind on the same documents.

#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a program of its own")]

use std::fs;
use std::path::Path;
use std::time::Instant;

use congkhai::derive::derive;
use congkhai::load::load;
use congkhai::model::Id;
use congkhai::pipeline::read_sources;
use congkhai::search::{Collection, Document, export, words};
use congkhai::view::find::collection;
use congkhai::view::ground::Portal;

/// Documents a small site has: the number the targets were set for.
const COUNTS: [usize; 3] = [310, 10_000, 100_000];

/// Random numbers that are the same on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit.max(1)
    }
}

/// `count` documents: the real ones as far as they go, then new ones of their parts.
fn recombined(real: &Collection, count: usize) -> Collection {
    let sentences: Vec<&str> = real
        .documents
        .iter()
        .flat_map(|one| [one.title.as_str(), one.text.as_str()])
        .flat_map(|text| text.split(['\n', ';', '.']))
        .map(str::trim)
        .filter(|sentence| sentence.split(' ').count() > 3)
        .collect();
    let mut random = Random(2026);
    let documents = (0..count).map(|number| {
        if count <= 1_000 && number < real.documents.len() {
            return real.documents[number].clone();
        }
        let mut pick = || &real.documents[random.below(real.documents.len())];
        let (frame, about) = (pick().clone(), pick().about.clone());
        let mut some = |least: usize, more: usize| -> String {
            let count = least + random.below(more);
            (0..count)
                .map(|_| sentences[random.below(sentences.len())])
                .collect::<Vec<_>>()
                .join("; ")
        };
        let id = Id::slug(&format!("tai-lieu-{number}"));
        Document {
            address: format!("nhiem-vu/{id}/"),
            id,
            title: some(1, 1),
            text: some(2, 4),
            about,
            ..frame
        }
    });
    Collection { documents: documents.collect(), values: real.values.clone(), ..*real }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|one| one != "--bench").collect();
    let folder = arguments.first().map_or("target/search-bench", String::as_str);
    let counts: Vec<usize> = arguments.iter().skip(1).filter_map(|one| one.parse().ok()).collect();
    let counts = if counts.is_empty() { COUNTS.to_vec() } else { counts };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (config, site) = read_sources(&load(root).expect("the sources")).expect("no errors");
    let derived = derive(&site, None, &());
    let real = collection(&Portal::new(&config, &site, &derived, &[]));
    for count in counts {
        let documents = recombined(&real, count);
        let published = documents.clone();
        let started = Instant::now();
        let (words, mut files) = words(&documents, &site.vocabulary);
        files.extend(export(published, &site.vocabulary, words));
        let took = started.elapsed();
        let bytes: usize = files.iter().map(|file| file.1.len()).sum();
        println!(
            "{count} documents: {:.2} s, {} files, {:.1} MB",
            took.as_secs_f64(),
            files.len(),
            f64::from(u32::try_from(bytes >> 10).unwrap_or(u32::MAX)) / 1024.0
        );
        let place = Path::new(folder).join(count.to_string());
        for (path, bytes) in files {
            put(&place.join("tim-kiem").join(path), &bytes);
        }
        // The same documents as plain pages, for other search programs.
        for document in &documents.documents {
            let text = [&document.title, &document.text, &document.about].map(|text| escaped(text));
            let page = format!(
                "<!doctype html><html lang=vi><title>{0}</title><body><main data-pagefind-body><h1>{0}</h1><p>{1}</p><p>{2}</p></main>",
                text[0], text[1], text[2]
            );
            put(&place.join("pages").join(format!("{}.html", document.id)), page.as_bytes());
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn put(path: &Path, bytes: &[u8]) {
    let folder = path.parent().expect("files stand in folders");
    fs::create_dir_all(folder).expect("a folder");
    fs::write(path, bytes).expect("a file");
}
