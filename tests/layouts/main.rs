//! A bench of layouts: small true plans, printed the many ways offices print them, must be read back.
//!
//! `cargo test --test layouts` reads a fixed sample; the whole bench, with the table by habit, is
//! `cargo test --test layouts -- --ignored --nocapture whole`.
#![expect(clippy::unwrap_used, reason = "trong kiểm thử, hỏng thì dừng là đúng")]

mod excel;
mod frame;
mod grid;
mod guide;
mod headings;
mod measures;
mod prose;
mod random;
mod resaved;
mod score;
mod text;
mod traits;
mod truth;
mod wear;
mod word;
mod words;
mod work;

use std::collections::BTreeMap;

use rayon::prelude::*;

use grid::File;
use random::Random;
use score::Score;
use traits::{Layout, Trait};
use truth::Truth;

/// Documents of the sample, and of the whole bench.
const SAMPLE: u64 = 300;
const WHOLE: u64 = 2_000;
/// What is reached today, in ten-thousandths of the fields: may only rise.
const LEAST_RIGHT: usize = 9_990;

/// A document of habits chosen at random, what it says and what it looks like.
fn document(seed: u64) -> (Layout, Truth, File) {
    let mut random = Random::new(seed);
    let layout = Layout::choose(&mut random);
    let (truth, file) = print(&layout, &mut random);
    (layout, truth, file)
}

/// A made-up plan in that layout.
fn print(layout: &Layout, random: &mut Random) -> (Truth, File) {
    let mut truth = Truth::make(random, layout);
    let indicators = measures::print(&truth, layout, random);
    let tasks = work::print(&mut truth, layout, random);
    let mut blocks = frame::around(indicators, tasks, layout, random);
    wear::wear(&mut blocks, layout, random);
    let file = if layout.has(Trait::Word) {
        word::write(&blocks)
    } else if layout.has(Trait::Excel) {
        excel::write(&blocks, layout, random)
    } else {
        text::write(&blocks, layout)
    };
    (truth, file)
}

fn read(seeds: u64) -> Vec<(u64, Layout, Score)> {
    let read = |seed| {
        let (layout, truth, file) = document(seed);
        let score = score::score(&truth, &file);
        (seed, layout, score)
    };
    (0..seeds).into_par_iter().map(read).collect()
}

/// Documents, fields, fields right, fields lost in silence, documents blocked.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    documents: usize,
    fields: usize,
    wrong: usize,
    silent: usize,
    blocked: usize,
}

impl Sum {
    fn add(&mut self, score: &Score) {
        self.documents += 1;
        self.fields += score.fields;
        self.wrong += score.differences.len() + usize::from(score.has_crashed);
        self.silent += score.differences.iter().filter(|difference| difference.is_silent).count();
        self.blocked += usize::from(!score.errors.is_empty() || score.has_crashed);
    }

    /// Fields right, in ten-thousandths.
    fn share(&self) -> usize {
        (self.fields - self.wrong) * 10_000 / self.fields.max(1)
    }

    fn line(&self, label: &str) -> String {
        let share = self.share();
        format!(
            "| {label} | {} | {} | {},{:02} | {} | {} |",
            self.documents,
            self.fields,
            share / 100,
            share % 100,
            self.silent,
            self.blocked
        )
    }
}

fn sum(read: &[(u64, Layout, Score)]) -> Sum {
    let mut sum = Sum::default();
    for (_, _, score) in read {
        sum.add(score);
    }
    sum
}

#[test]
fn a_sample_of_layouts_is_read_back() {
    let read = read(SAMPLE);
    let sum = sum(&read);
    println!("{}", sum.line("mẫu"));
    assert!(read.iter().all(|(_, _, score)| !score.has_crashed), "a reader panicked");
    assert!(sum.share() >= LEAST_RIGHT, "fields right: {sum:?}");
    assert_eq!(sum.silent, 0, "fields lost in silence: {sum:?}");
}

#[test]
fn every_habit_is_met_in_the_sample() {
    let layouts: Vec<Layout> = (0..SAMPLE).map(|seed| document(seed).0).collect();
    for habit in Trait::ALL {
        assert!(layouts.iter().any(|layout| layout.has(*habit)), "{}", habit.label());
    }
    assert!(Trait::ALL.len() >= 40);
}

#[test]
fn the_same_seed_makes_the_same_document() {
    for seed in 0..20 {
        let (first, second) = (document(seed), document(seed));
        assert_eq!(format!("{:?}", first.1), format!("{:?}", second.1));
        assert_eq!(first.2.places, second.2.places);
    }
}

/// The whole bench: the table by habit, and what differs, most frequent kinds first.
#[test]
#[ignore = "reads 2.000 documents; run it by name"]
fn whole() {
    let read = read(WHOLE);
    println!(
        "| cách trình bày | văn bản | trường | đúng (%) | mất lặng lẽ | bị chặn |\n|---|---|---|---|---|---|"
    );
    println!("{}", sum(&read).line("tất cả"));
    for habit in Trait::ALL {
        let mut of_habit = Sum::default();
        let with = read.iter().filter(|(_, layout, _)| layout.has(*habit));
        with.for_each(|(_, _, score)| of_habit.add(score));
        println!("{}", of_habit.line(habit.label()));
    }
    let mut kinds: BTreeMap<(&str, bool), Vec<String>> = BTreeMap::new();
    let mut errors: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for (seed, _, score) in &read {
        for difference in &score.differences {
            let said = format!("{seed}: “{}” đọc “{}”", difference.expected, difference.read);
            kinds.entry((difference.field, difference.is_silent)).or_default().push(said);
        }
        for error in &score.errors {
            let code = error.split(": ").next().unwrap();
            errors.entry(code).or_default().push(*seed);
        }
    }
    for ((field, is_silent), said) in kinds {
        let silent = if is_silent { ", lặng lẽ" } else { "" };
        println!("\n{field}{silent}: {}", said.len());
        said.iter().take(8).for_each(|line| println!("  {line}"));
    }
    for (code, seeds) in errors {
        println!("\n{code}: {} {:?}", seeds.len(), &seeds[..seeds.len().min(12)]);
    }
}

/// Each habit alone in the plainest document of each format: what is still read wrongly, with an example.
#[test]
#[ignore = "tells what fails and why; run it by name"]
fn alone() {
    for habit in Trait::ALL {
        for format in [Trait::Markdown, Trait::Tabs, Trait::Word, Trait::Excel] {
            let Some(layout) = Layout::only(*habit, format) else { continue };
            let mut sum = Sum::default();
            let mut said = BTreeMap::new();
            for seed in 0..10 {
                let (truth, file) = print(&layout, &mut Random::new(seed));
                let score = score::score(&truth, &file);
                sum.add(&score);
                for difference in score.differences {
                    said.entry(difference.field).or_insert((seed, difference));
                }
            }
            if sum.wrong > 0 || sum.blocked > 0 {
                println!("{}", sum.line(&format!("{} / {}", habit.label(), format.label())));
                for (seed, difference) in said.values() {
                    println!("    {seed}: {difference:?}");
                }
            }
        }
    }
}

/// Reads documents as written and as `LibreOffice` saves them, prints both lines and what got lost between.
#[expect(clippy::print_stdout, reason = "phép thử gọi tên in kết quả đo")]
fn compare_saved(label: &str, endings: &[(&'static str, &'static str)]) -> Option<(Sum, Sum)> {
    let mut documents: BTreeMap<u64, (Truth, File)> = BTreeMap::new();
    for seed in 0..SAMPLE {
        let (_, truth, file) = document(seed);
        if endings.iter().any(|(ending, _)| *ending == file.ending) {
            documents.insert(seed, (truth, file));
        }
    }
    let files: Vec<(u64, File)> =
        documents.iter().map(|(seed, (_, file))| (*seed, file.clone())).collect();
    let Some(saved) = resaved::resave(&files, endings) else {
        println!("không thấy LibreOffice");
        return None;
    };
    let (mut before, mut after) = (Sum::default(), Sum::default());
    for (seed, file) in saved {
        let (truth, written) = &documents[&seed];
        let first = score::score(truth, written);
        let second = score::score(truth, &file);
        if second.differences.len() > first.differences.len() {
            let known: Vec<_> =
                first.differences.iter().map(|difference| &difference.read).collect();
            let new = second.differences.iter().find(|new| !known.contains(&&new.read));
            println!("{seed}.{} ({}): {new:?}", file.ending, second.differences.len());
        }
        before.add(&first);
        after.add(&second);
    }
    println!("{}\n{}", before.line("như viết ra"), after.line(label));
    assert!(after.documents > 0);
    Some((before, after))
}

/// Office documents of the sample, saved again by `soffice`, are read as well as before.
#[test]
#[ignore = "needs LibreOffice on the path; run it by name"]
fn resaved_by_libreoffice() {
    let endings = [("docx", "docx"), ("xlsx", "xlsx")];
    let Some((before, after)) = compare_saved("LibreOffice ghi lại", &endings) else { return };
    assert!(after.share() + 50 >= before.share(), "{before:?} {after:?}");
}

/// Word documents of the sample, saved as PDF by `soffice`, are read nearly as well as before.
#[test]
#[ignore = "needs LibreOffice on the path; run it by name"]
fn saved_as_pdf() {
    let Some((before, after)) = compare_saved("PDF", &[("docx", "pdf")]) else { return };
    assert!(after.share() + 200 >= before.share(), "{before:?} {after:?}");
}

/// Writes document `LAYOUT_SEED` into `target/layouts` and prints its habits, messages and differences.
#[test]
#[ignore = "shows one document; run it by name"]
#[expect(clippy::disallowed_methods, reason = "ghi văn bản ra để mở xem")]
fn one() {
    let seed = std::env::var("LAYOUT_SEED").unwrap().parse().unwrap();
    let (layout, truth, file) = document(seed);
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/layouts");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{seed}.{}", file.ending));
    std::fs::write(&path, &file.bytes).unwrap();
    println!("{}", path.display());
    for habit in layout.traits() {
        println!("  {}", habit.label());
    }
    let score = score::score(&truth, &file);
    for line in &score.messages {
        println!("{line}");
    }
    for difference in &score.differences {
        println!("{difference:?}");
    }
}
