//! Sequences of what offices and publishers do, made up, against a model so simple that it can be believed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use congkhai::diagnostic::Severity;
use congkhai::load::load;
use congkhai::pipeline::read;

use super::{date_period, done, hand_in, office};
use crate::program::congkhai;

/// How many sequences a run of the tests plays, and how many steps each has.
const SEQUENCES: u64 = 4;
const STEPS: usize = 9;

const PERIODS: [&str; 3] = ["2026-07", "2026-08", "2026-09"];

/// What the sources must hold: by period the rows, and the periods sealed in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Model {
    rows: BTreeMap<usize, BTreeMap<u32, String>>,
    sealed: Vec<usize>,
}

#[derive(Clone, Debug)]
enum Step {
    /// Tasks of the one agency or the other are reported on for a period, late or not.
    Collect {
        period: usize,
        task: u32,
        words: String,
        is_late: bool,
    },
    Publish(usize),
    Build,
    /// A run was ended before anything of it counted.
    Interrupted,
}

impl Model {
    /// Whether the step is done; the model is as it must be after it.
    fn take(&mut self, step: &Step) -> bool {
        match step {
            Step::Collect { period, task, words, is_late } => {
                if self.sealed.contains(period) != *is_late {
                    return false;
                }
                self.rows.entry(*period).or_default().insert(*task, words.clone());
                true
            }
            Step::Publish(period) => {
                let is_behind =
                    self.rows.keys().any(|one| one < period && !self.sealed.contains(one));
                let is_before = self.sealed.iter().any(|one| one >= period);
                if !self.rows.contains_key(period) || is_behind || is_before {
                    return false;
                }
                self.sealed.push(*period);
                true
            }
            Step::Build | Step::Interrupted => true,
        }
    }
}

/// Takes the step with the program; whether it was done.
fn take(root: &Path, step: &Step) -> bool {
    let line = match step {
        Step::Collect { period, task, words, is_late } => {
            let agency = if *task < 3 { "so-mot" } else { "so-hai" };
            let name = PERIODS[*period];
            hand_in(root, "a.xlsx", agency, name, &[(*task, words)]);
            let (late, day) = if *is_late { (" --late", 25) } else { ("", 18) };
            format!("collect {name} a.xlsx{late} --received-on {name}-{day}")
        }
        Step::Publish(period) => {
            let name = PERIODS[*period];
            let is_sealed = fs::read_to_string(root.join(congkhai::ledger::FILE))
                .is_ok_and(|ledger| ledger.contains(&format!("period = \"{name}\"")));
            if !is_sealed && root.join(format!("seeds/snapshots/{name}")).exists() {
                let day = format!("{name}-20");
                date_period(root, name, &day, &day);
            }
            let line = format!("publish {name}");
            let ran = congkhai(root, &line);
            if ran.code != Some(0) && !is_sealed {
                // Refused, it is a draft again.
                undate(root, name);
            }
            return ran.code == Some(0);
        }
        Step::Build => "build".to_owned(),
        Step::Interrupted => {
            fs::create_dir_all(root.join(".congkhai")).unwrap();
            fs::write(root.join(".congkhai/intent.new"), "congkhai-intent 1 nửa").unwrap();
            return true;
        }
    };
    let ran = congkhai(root, &line);
    assert!(matches!(ran.code, Some(0 | 1)), "{line}: {}", ran.said());
    ran.code == Some(0)
}

fn undate(root: &Path, period: &str) {
    let path = root.join(format!("seeds/snapshots/{period}/snapshot.toml"));
    let Ok(text) = fs::read_to_string(&path) else { return };
    let lines: Vec<_> = text.lines().filter(|line| !line.starts_with("published_on")).collect();
    fs::write(&path, lines.join("\n") + "\n").unwrap();
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
            (number, report.result.clone())
        };
        (place(snapshot.id.as_str()), snapshot.reports.iter().map(row).collect())
    });
    let sealed = site.ledger.entries.iter().map(|entry| place(&entry.period.to_string()));
    Model { rows: rows.collect(), sealed: sealed.collect() }
}

/// Steps without order (Knuth's multiplicative generator), the same in every run.
struct Steps(u64);

impl Steps {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn next(&mut self, number: usize) -> Step {
        let period = usize::try_from(self.below(3)).unwrap();
        match self.below(10) {
            0..=4 => Step::Collect {
                period,
                task: 1 + u32::try_from(self.below(4)).unwrap(),
                words: format!("bước {number}"),
                is_late: self.below(3) == 0,
            },
            5..=7 => Step::Publish(period),
            8 => Step::Build,
            _ => Step::Interrupted,
        }
    }
}

#[test]
fn made_up_sequences_end_where_the_model_does() {
    let sequences = std::env::var("CONGKHAI_SEQUENCES").ok();
    let sequences = sequences.and_then(|count| count.parse().ok()).unwrap_or(SEQUENCES);
    let (mut taken, mut refused) = (0, 0);
    for seed in 0..sequences {
        let root = office();
        let root = root.path();
        let (mut steps, mut model) = (Steps(seed), Model::default());
        let mut played = Vec::new();
        for number in 0..STEPS {
            let step = steps.next(number);
            played.push(step.clone());
            let (wanted, is_done) = (model.take(&step), take(root, &step));
            assert_eq!(is_done, wanted, "{seed}: {played:#?}");
            assert_eq!(held(root), model, "{seed}: {played:#?}");
            taken += 1;
            refused += usize::from(!is_done);
        }
        done(&congkhai(root, "build"));
        done(&congkhai(root, "verify public"));
    }
    assert!(refused > 0 && taken > refused, "{refused} of {taken} steps were refused");
    println!("{sequences} sequences, {taken} steps, {refused} of them rightly refused");
}
