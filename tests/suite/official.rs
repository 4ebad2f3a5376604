//! Made-up figures: marked wherever they are shown, and gone without a trace from the official build.

use std::collections::BTreeMap;

use congkhai::pipeline::{Overrides, compile};

use super::site::{real_inputs, real_site};

/// Text files of a site by path.
fn texts(files: &BTreeMap<String, Vec<u8>>) -> impl Iterator<Item = (&str, &str)> {
    files.iter().filter_map(|(path, bytes)| Some((path.as_str(), std::str::from_utf8(bytes).ok()?)))
}

fn is_page(path: &str) -> bool {
    path.rsplit('.').next() == Some("html")
}

#[test]
fn every_page_with_made_up_figures_says_so() {
    let files = &real_site().files;
    assert!(real_site().site.snapshots.iter().all(|snapshot| snapshot.is_illustrative));
    for (path, text) in texts(files).filter(|(path, _)| is_page(path)) {
        assert!(text.contains("Dữ liệu minh họa – không phải số liệu chính thức"), "{path}");
        assert!(text.contains("noindex"), "{path}");
    }
    let robots = std::str::from_utf8(&files["robots.txt"]).unwrap();
    assert!(robots.contains("Disallow: /\n"), "{robots}");
}

#[test]
fn the_official_build_knows_nothing_of_made_up_figures() {
    let overrides = Overrides { official_only: true, ..Overrides::default() };
    let official = compile(&real_inputs(), &overrides).files.unwrap();
    let mut faults = Vec::new();
    for (path, text) in texts(&official) {
        let lower = text.to_lowercase();
        for word in ["minh họa", "minh-hoa", "illustrative\":true", "vi-du.example"] {
            if lower.contains(word) && path != "du-lieu/so-cai.json" {
                faults.push(format!("{path}: {word}"));
            }
        }
        if path.contains("minh-hoa") || path.starts_with("ky-bao-cao/") {
            faults.push(path.to_owned());
        }
    }
    // Every made-up value that no plan prints must be gone; figures of the plans themselves stay.
    let results = real_site().site.snapshots.iter().flat_map(|snapshot| &snapshot.reports);
    let words: Vec<&str> =
        results.map(|report| report.result.as_str()).filter(|text| text.len() > 30).collect();
    assert!(words.len() > 100, "{}", words.len());
    for (path, text) in texts(&official).filter(|(path, _)| is_page(path)) {
        faults.extend(
            words
                .iter()
                .filter(|words| text.contains(*words))
                .map(|words| format!("{path}: {words}")),
        );
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}
