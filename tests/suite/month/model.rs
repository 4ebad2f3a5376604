//! Sequences of what offices and publishers do, made up, against a model so simple that it can be believed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use congkhai::diagnostic::Severity;
use congkhai::ledger::{self, FILE, Sources};
use congkhai::load::load;
use congkhai::model::{Date, Period};
use congkhai::pipeline::{read, read_sources};

use super::{AGENCIES, PLAN, date_period, done, hand_in, office, together};
use crate::folder::{put, registry};
use crate::program::{congkhai, program};

/// How many sequences a run of the tests plays, and how many steps each has.
const SEQUENCES: u64 = 3;
const STEPS: usize = 12;

/// Two months of the plan and one after its end: the year turns in between.
const PERIODS: [&str; 3] = ["2025-11", "2025-12", "2026-01"];

/// What the sources must hold: by period the rows with the file that keeps each, and the periods sealed in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Model {
    rows: BTreeMap<usize, BTreeMap<u32, (String, &'static str)>>,
    sealed: Vec<usize>,
    /// Whether the second agency was merged into the first.
    is_merged: bool,
}

#[derive(Clone, Debug)]
enum Step {
    /// A task is reported on for a period, late or not, in the form of the agency that was to lead it.
    Collect {
        period: usize,
        task: u32,
        words: String,
        is_late: bool,
    },
    /// A period is sealed, as one that is late or not.
    Publish {
        period: usize,
        is_late: bool,
    },
    /// Words are changed in the file that keeps a row; where they were sealed, the change is declared.
    Correct {
        period: usize,
        task: u32,
        words: String,
    },
    /// The second agency is merged into the first.
    Merge,
    Forms(usize),
    Build,
    /// Two steps by two people at the same time.
    Together(Box<Step>, Box<Step>),
    /// The run is ended after so many milliseconds.
    Killed(Box<Step>, u64),
}

use Step::{Build, Collect, Correct, Forms, Killed, Merge, Publish, Together};

fn agency(task: u32) -> &'static str {
    if task < 3 { AGENCIES[0].0 } else { AGENCIES[1].0 }
}

impl Model {
    /// Whether each part of the step is done; the model is as it must be after it.
    fn take(&mut self, step: &Step) -> Vec<bool> {
        match step {
            Collect { period, task, words, is_late } => {
                let file = if self.is_merged { AGENCIES[0].0 } else { agency(*task) };
                if self.sealed.contains(period) != *is_late {
                    return vec![false];
                }
                // What the agency before it told stays in its own file, under its own name: state, date and percentage
                // agree, so nothing contradicts. What the new agency tells is what is looked at here.
                self.rows.entry(*period).or_default().insert(*task, (words.clone(), file));
                vec![true]
            }
            Publish { period, is_late } => {
                let is_open = |one: &usize| !self.sealed.contains(one);
                let is_behind = self.rows.keys().any(|one| one < period && is_open(one));
                let is_after = self.sealed.iter().any(|one| one > period);
                let is_there = self.rows.contains_key(period) && is_open(period);
                if !is_there || is_behind || is_after != *is_late {
                    return vec![false];
                }
                self.sealed.push(*period);
                vec![true]
            }
            Correct { period, task, words } => {
                let row = self.rows.get_mut(period).and_then(|rows| rows.get_mut(task));
                vec![row.map(|row| row.0.clone_from(words)).is_some()]
            }
            Merge => {
                self.is_merged = true;
                vec![true]
            }
            Forms(_) | Build => vec![true],
            Together(one, two) => [self.take(one), self.take(two)].concat(),
            Killed(step, _) => self.take(step),
        }
    }
}

/// Makes everything ready for a step that is one run of the program; the words of its command line.
fn line(root: &Path, step: &Step, name: &str) -> String {
    match step {
        Collect { period, task, words, is_late } => {
            let (file, period) = (format!("{name}.xlsx"), PERIODS[*period]);
            hand_in(root, &file, agency(*task), period, &[(*task, words)]);
            let (late, day) = if *is_late { (" --late", 25) } else { ("", 18) };
            format!("collect {period} {file}{late} --received-on {period}-{day}")
        }
        Publish { period, is_late } => {
            let period = PERIODS[*period];
            // Two who publish the same date it once.
            undate(root, step);
            let manifest = root.join(format!("seeds/snapshots/{period}/snapshot.toml"));
            if !is_sealed(root, period) && manifest.exists() {
                let day = format!("{period}-20");
                date_period(root, period, &day, &day);
                let late = if *is_late { "sealed_late = \"Chờ số liệu\"\n" } else { "" };
                let text = fs::read_to_string(&manifest).unwrap();
                fs::write(
                    &manifest,
                    text.replacen("\npublished_on", &format!("\n{late}published_on"), 1),
                )
                .unwrap();
            }
            format!("publish {period}")
        }
        Forms(period) => format!("forms {} --output forms-{name}", PERIODS[*period]),
        _ => "build".to_owned(),
    }
}

fn is_sealed(root: &Path, period: &str) -> bool {
    fs::read_to_string(root.join(FILE))
        .is_ok_and(|ledger| ledger.contains(&format!("period = \"{period}\"")))
}

/// A period that was not sealed after all is a draft again.
fn undate(root: &Path, step: &Step) {
    let Publish { period, .. } = step else { return };
    let period = PERIODS[*period];
    let path = root.join(format!("seeds/snapshots/{period}/snapshot.toml"));
    if let Some(text) = fs::read_to_string(&path).ok().filter(|_| !is_sealed(root, period)) {
        let is_kept =
            |line: &&str| !line.starts_with("published_on") && !line.starts_with("sealed_late");
        let lines: Vec<_> = text.lines().filter(is_kept).collect();
        fs::write(&path, lines.join("\n") + "\n").unwrap();
    }
}

/// Takes the step with the program; whether each part was done. `model` is what stood before it.
fn take(root: &Path, step: &Step, model: &Model, number: usize) -> Vec<bool> {
    match step {
        Correct { period, task, words } => {
            let kept = model.rows.get(period).and_then(|rows| rows.get(task));
            vec![kept.map(|(old, file)| correct(root, *period, file, old, words)).is_some()]
        }
        Merge => {
            let merged = format!(
                "\n[agency.successor]\nid = \"{}\"\nsource = \"Nghị quyết 1/NQ-HĐND\"\n",
                AGENCIES[0].0
            );
            put(root, "seeds/agencies.toml", registry(&AGENCIES) + &merged);
            vec![true]
        }
        Together(one, two) => {
            let lines = [line(root, one, "a"), line(root, two, "b")];
            let ran = together(root, &[&lines[0], &lines[1]]);
            for ran in &ran {
                assert!(matches!(ran.code, Some(0 | 1)), "{}", ran.said());
            }
            undate(root, one);
            ran.iter().map(|ran| ran.code == Some(0)).collect()
        }
        Killed(step, moment) => {
            let line = line(root, step, "a");
            let mut child = program(root, &line.split(' ').collect::<Vec<_>>()).spawn().unwrap();
            sleep(Duration::from_millis(*moment));
            child.kill().unwrap();
            child.wait().unwrap();
            done(&congkhai(root, "check"));
            undate(root, step);
            // All of it or nothing: the model is told which.
            vec![held(root) != *model]
        }
        step => {
            let line = line(root, step, &number.to_string());
            let ran = congkhai(root, &line);
            assert!(matches!(ran.code, Some(0 | 1)), "{line}: {}", ran.said());
            if let Forms(period) = step {
                let count = if *period == 2 { 0 } else { 2 - usize::from(model.is_merged) };
                assert!(ran.said().contains(&format!("Đã ghi {count} biểu mẫu")), "{}", ran.said());
            }
            undate(root, step);
            vec![ran.code == Some(0)]
        }
    }
}

/// Changes words in a file, and declares it where the file is sealed.
fn correct(root: &Path, period: usize, file: &str, old: &str, new: &str) {
    let path = root.join(format!("seeds/snapshots/{}/{file}.csv", PERIODS[period]));
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(old), "{old}: {text}");
    fs::write(&path, text.replace(old, new)).unwrap();
    if !is_sealed(root, PERIODS[period]) {
        return;
    }
    let ran = congkhai(root, "check");
    assert!(ran.code == Some(1) && ran.said().contains("ledger/file-changed"), "{}", ran.said());
    let inputs = load(root).unwrap();
    let (_, site) = read_sources(&inputs).unwrap();
    let sources = Sources { files: &inputs.binaries, snapshots: &site.snapshots };
    let (period, day) = (Period::parse(PERIODS[period]).unwrap(), Date::constant(2026, 1, 31));
    let block = ledger::corrections(&site.ledger, sources, period, day, "Ghi nhầm");
    let book = fs::read_to_string(root.join(FILE)).unwrap();
    fs::write(root.join(FILE), book + &block).unwrap();
}

/// What the sources hold; no error may be in them.
fn held(root: &Path) -> Model {
    let outcome = read(&load(root).unwrap());
    let errors: Vec<_> =
        outcome.diagnostics.iter().filter(|one| one.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let site = outcome.site.unwrap();
    let place = |id: &str| PERIODS.iter().position(|period| *period == id).unwrap();
    let rows = site.snapshots.iter().map(|snapshot| {
        let row = |report: &congkhai::model::TaskReport| {
            let number = report.task.as_str().rsplit('-').next().unwrap().parse().unwrap();
            let is_of = |(id, _): &&(&str, &str)| report.provenance.file.contains(*id);
            (number, (report.result.clone(), AGENCIES.iter().find(is_of).unwrap().0))
        };
        (place(snapshot.id.as_str()), snapshot.reports.iter().map(row).collect())
    });
    let sealed = site.ledger.entries.iter().map(|entry| place(&entry.period.to_string()));
    let registry = fs::read_to_string(root.join("seeds/agencies.toml")).unwrap();
    let is_merged = registry.contains("successor");
    Model { rows: rows.collect(), sealed: sealed.collect(), is_merged }
}

/// Steps without order (Knuth's multiplicative generator), the same in every run.
struct Steps(u64);

impl Steps {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn period(&mut self) -> usize {
        usize::try_from(self.below(3)).unwrap()
    }

    /// A report on one of the tasks from `first` on, of two.
    fn collect(&mut self, first: u32, words: String, model: &Model) -> Step {
        let period = self.period();
        // Mostly what fits the state of the period, sometimes what does not.
        let is_late = model.sealed.contains(&period) != (self.below(5) == 0);
        Collect { period, task: first + u32::try_from(self.below(2)).unwrap(), words, is_late }
    }

    fn publish(&mut self, model: &Model) -> Step {
        let period = self.period();
        let is_after = model.sealed.iter().any(|one| *one > period);
        Publish { period, is_late: is_after != (self.below(5) == 0) }
    }

    fn next(&mut self, number: usize, model: &Model) -> Step {
        let words = format!("bước {number:02}");
        let first = if self.below(2) == 0 { 1 } else { 3 };
        match self.below(20) {
            0..=5 => self.collect(first, words, model),
            6..=9 => self.publish(model),
            10 | 11 => {
                let (period, task) = (self.period(), 1 + u32::try_from(self.below(4)).unwrap());
                Correct { period, task, words }
            }
            12 if number > 4 => Merge,
            12 | 13 => Forms(self.period()),
            14 => Build,
            15 | 16 => {
                let one = self.collect(1, format!("{words} một"), model);
                let two = self.collect(3, format!("{words} hai"), model);
                Together(one.into(), two.into())
            }
            17 => {
                let step = self.publish(model);
                Together(step.clone().into(), step.into())
            }
            18 => Killed(self.collect(first, words, model).into(), self.below(250)),
            _ => Killed(self.publish(model).into(), self.below(400)),
        }
    }
}

#[test]
fn made_up_sequences_end_where_the_model_does() {
    // "200" takes the first 200, "90..91" the one that has to be looked at.
    let asked = std::env::var("CONGKHAI_SEQUENCES").unwrap_or_else(|_| SEQUENCES.to_string());
    let (first, end) = asked.split_once("..").unwrap_or(("0", &asked));
    let (first, end): (u64, u64) = (first.parse().unwrap(), end.parse().unwrap());
    let (mut taken, mut refused) = (0, 0);
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for seed in first..end {
        let root = office();
        let root = root.path();
        let plan =
            "title = \"Kế hoạch\"\nperiod_start = \"2025-01-01\"\nperiod_end = \"2025-12-31\"\n";
        put(root, "seeds/plans/kh/plan.toml", plan);
        put(root, "seeds/plans/kh/document.md", PLAN.replace("31/12/2026", "31/12/2025"));
        // Neighbouring seeds begin alike: they are spread.
        let (mut steps, mut model) =
            (Steps(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)), Model::default());
        let mut played = Vec::new();
        for number in 0..STEPS {
            let step = steps.next(number, &model);
            played.push(step.clone());
            let mut after = model.clone();
            let mut wanted = after.take(&step);
            let mut is_done = take(root, &step, &model, number);
            match &step {
                Killed(..) if is_done == [false] => after.clone_from(&model),
                // Of two who seal the same, whoever comes first.
                Together(one, _) if matches!(**one, Publish { .. }) => {
                    wanted.sort_unstable();
                    is_done.sort_unstable();
                }
                _ => {}
            }
            if !matches!(step, Killed(..)) {
                assert_eq!(is_done, wanted, "{seed}: {played:#?}");
            }
            assert_eq!(held(root), after, "{seed}: {played:#?}");
            model = after;
            taken += is_done.len();
            refused += is_done.iter().filter(|is_done| !**is_done).count();
            let kind = format!("{step:?}");
            *kinds.entry(kind.split([' ', '(']).next().unwrap().to_owned()).or_default() += 1;
        }
        done(&congkhai(root, "build"));
        done(&congkhai(root, "verify"));
        done(&congkhai(root, "verify public"));
    }
    assert!(refused > 0 && taken > refused, "{refused} of {taken} steps were refused");
    println!(
        "{} sequences, {taken} steps, {refused} of them rightly refused: {kinds:?}",
        end - first
    );
}
