//! The examples of `docs/reading.md` are read as it says.
#![expect(clippy::disallowed_methods, reason = "đọc tài liệu hướng dẫn")]

use std::fs;
use std::path::Path;

use congkhai::model::{Decimal, Plan, Responsibility, Site};
use congkhai::vietnamese::{date, decimal};

use super::grid::File;
use super::score::read;

/// A document of the guide: what stands above it, its text and what is read from it.
struct Example {
    heading: String,
    document: String,
    expected: String,
}

/// Blocks of the guide fenced as `markdown` or `tsv`, each with the block after it.
fn examples(guide: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let (mut heading, mut document) = (String::new(), None);
    let mut lines = guide.lines();
    while let Some(line) = lines.next() {
        if let Some(kind) = line.strip_prefix("```") {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let block = block.join("\n");
            match (kind, document.take()) {
                ("markdown", _) => document = Some(block),
                ("text", Some(document)) => {
                    let heading = heading.clone();
                    examples.push(Example { heading, document, expected: block });
                }
                _ => {}
            }
        } else if line.starts_with('#') {
            line.clone_into(&mut heading);
        }
    }
    examples
}

/// What was read, a line each for indicators and tasks.
fn told(site: &Site) -> String {
    let plan = &site.plans[0];
    let indicators = plan.indicators.iter().map(|indicator| {
        let mut line = format!("chỉ tiêu {} {}", indicator.number, indicator.name);
        let number = |value: Option<Decimal>| value.map_or(String::new(), |value| decimal(&value));
        add(&mut line, "đơn vị", &indicator.unit);
        add(&mut line, "chủ trì", &bodies(site, &indicator.lead));
        for target in &indicator.targets {
            let sign = if target.value_max.is_some() { "" } else { target.comparator.as_str() };
            let mut words = format!("{sign} {}", number(target.value)).trim().to_owned();
            if target.value_max.is_some() {
                words = format!("{words}–{}", number(target.value_max));
            }
            add(&mut line, &target.due, &words);
        }
        line
    });
    let tasks = plan.tasks.iter().map(|task| {
        let mut line = format!("nhiệm vụ {} {}", task.number, task.name.replace('\n', " "));
        add(&mut line, "nhóm", section(plan, task));
        add(&mut line, "chủ trì", &bodies(site, &task.lead));
        add(&mut line, "phối hợp", &bodies(site, &task.coordinating));
        add(&mut line, "hạn", &task.deadline.end.map_or(String::new(), date));
        add(&mut line, "sản phẩm", &task.product);
        for (heading, words) in &task.extra {
            add(&mut line, heading, words);
        }
        line
    });
    indicators.chain(tasks).collect::<Vec<_>>().join("\n").replace("  ", " ")
}

fn add(line: &mut String, label: &str, words: &str) {
    if !words.is_empty() {
        *line = format!("{line} | {label}: {words}");
    }
}

fn section<'a>(plan: &'a Plan, task: &congkhai::model::Task) -> &'a str {
    let section = plan.section(&task.section).filter(|section| !section.mark.starts_with("PL"));
    section.map_or("", |section| &section.title)
}

fn bodies(site: &Site, read: &Responsibility) -> String {
    let name = |member: &congkhai::model::Member| {
        let agency = site.agencies.iter().find(|agency| agency.id == member.agency);
        agency.map_or(member.text.clone(), |agency| agency.name.clone())
    };
    read.members.iter().map(name).collect::<Vec<_>>().join("; ")
}

#[test]
fn the_guide_shows_what_is_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reading.md");
    let examples = examples(&fs::read_to_string(path).unwrap());
    assert!(examples.len() >= 20, "{} examples", examples.len());
    let mut faults = Vec::new();
    for Example { heading, document, expected } in examples {
        let bytes = document.clone().into_bytes();
        let (site, _) = read(&File { ending: "md", bytes, places: Vec::new() });
        let told = told(&site);
        if told != expected {
            faults.push(format!("{heading}\n{document}\nghi:\n{expected}\nđọc:\n{told}\n"));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
