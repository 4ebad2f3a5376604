//! Reads a made-up document as a fresh site does and compares every field with the truth.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use congkhai::diagnostic::{
    Diagnostic, Diagnostics, Place as Told, Position, Severity, SourceTexts,
};
use congkhai::init::FILES;
use congkhai::model::{
    Id, Indicator as ReadIndicator, Plan, Provenance, Responsibility, Site, Task as ReadTask,
};
use congkhai::read::site::read_site;

use super::grid::{File, Item, Place};
use super::truth::{Bodies, Indicator, Task, Truth, YEAR};

/// One field that was not read as it stands.
#[derive(Clone, Debug)]
pub(crate) struct Difference {
    /// Which field of which item.
    pub(crate) field: &'static str,
    /// What stands there.
    pub(crate) expected: String,
    /// What was read.
    pub(crate) read: String,
    /// Whether no message names its place.
    pub(crate) is_silent: bool,
}

/// How a document was read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Score {
    /// Fields of the truth and items that are none.
    pub(crate) fields: usize,
    /// Fields that differ.
    pub(crate) differences: Vec<Difference>,
    /// Messages that would stop the site.
    pub(crate) errors: Vec<String>,
    /// All messages, with their places.
    pub(crate) messages: Vec<String>,
    /// Whether reading panicked.
    pub(crate) has_crashed: bool,
}

/// Reads `file` in a site made by `init` and compares it with `truth`.
pub(crate) fn score(truth: &Truth, file: &File) -> Score {
    let Ok((site, diagnostics)) = catch_unwind(AssertUnwindSafe(|| read(file))) else {
        return Score { fields: 1, has_crashed: true, ..Score::default() };
    };
    let mut comparison =
        Comparison { file, diagnostics: &diagnostics, site: &site, score: Score::default() };
    match site.plans.first() {
        Some(plan) => comparison.plan(truth, plan),
        None => comparison.add("văn bản", "đọc được", "không đọc được", &[]),
    }
    let errors = diagnostics.iter().filter(|problem| problem.severity == Severity::Error);
    let told = |problem: &Diagnostic| {
        let place = problem.place.as_ref().map_or(String::new(), ToString::to_string);
        format!("{place}: {}: {}", problem.code.as_str(), problem.message)
    };
    comparison.score.messages = diagnostics.iter().map(told).collect();
    comparison.score.errors =
        errors.map(|problem| format!("{}: {}", problem.code.as_str(), problem.message)).collect();
    comparison.score
}

/// What a site made by `init` reads from `file`, and what it says about it.
pub(crate) fn read(file: &File) -> (Site, Vec<Diagnostic>) {
    const FOLDER: &str = "seeds/plans/thu";
    let mut texts: SourceTexts = FILES
        .iter()
        .filter(|(path, _)| !path.starts_with("seeds/plans/"))
        .map(|(path, text)| ((*path).into(), (*text).into()))
        .collect();
    let manifest = format!(
        "title = \"Kế hoạch chuyển đổi số năm {YEAR}\"\nkind = \"Kế hoạch\"\nperiod_start = \"{YEAR}-01-01\"\n\
         period_end = \"{YEAR}-12-31\"\n"
    );
    texts.insert(format!("{FOLDER}/plan.toml").into(), manifest.into());
    let path: Arc<str> = format!("{FOLDER}/document.{}", file.ending).into();
    if let Ok(text) = String::from_utf8(file.bytes.clone()) {
        texts.insert(path.clone(), text.into());
    }
    let mut binaries: BTreeMap<Arc<str>, Vec<u8>> = BTreeMap::new();
    for (file, text) in texts.iter().filter(|(file, _)| file.starts_with("seeds/plans/")) {
        binaries.insert(file.clone(), text.as_bytes().to_vec());
    }
    binaries.insert(path, file.bytes.clone());
    let mut diagnostics = Diagnostics::default();
    let site = read_site(&texts, &binaries, &[], &mut diagnostics);
    (site, diagnostics.sorted())
}

struct Comparison<'a> {
    file: &'a File,
    diagnostics: &'a [Diagnostic],
    site: &'a Site,
    score: Score,
}

impl Comparison<'_> {
    fn plan(&mut self, truth: &Truth, plan: &Plan) {
        let mut tasks: Vec<Option<&ReadTask>> = plan.tasks.iter().map(Some).collect();
        let wanted = truth.tasks.iter().map(|task| simple(&task.name));
        let found = matched(wanted, &tasks, |task| simple(&task.name));
        for ((at, task), found) in truth.tasks.iter().enumerate().zip(found) {
            let places = self.places(Item::Task(at), Item::TaskHeading);
            let read = found.and_then(|found| tasks[found].take());
            self.task(truth, task, read.map(|read| (plan, read)), &places);
        }
        let mut indicators: Vec<Option<&ReadIndicator>> =
            plan.indicators.iter().map(Some).collect();
        let wanted = truth.indicators.iter().map(|indicator| simple(&indicator.name));
        let found = matched(wanted, &indicators, |indicator| simple(&indicator.name));
        for ((at, indicator), found) in truth.indicators.iter().enumerate().zip(found) {
            let places = self.places(Item::Indicator(at), Item::IndicatorHeading);
            let read = found.and_then(|found| indicators[found].take());
            self.indicator(indicator, read.map(|read| (plan, read)), &places);
        }
        for task in tasks.into_iter().flatten() {
            self.add("nhiệm vụ thừa", "", &task.name, &[place(&task.provenance)]);
        }
        for indicator in indicators.into_iter().flatten() {
            self.add("chỉ tiêu thừa", "", &indicator.name, &[place(&indicator.provenance)]);
        }
    }

    /// Where an item stands, and the heading rows above it: a message about a column names these.
    fn places(&self, item: Item, heading: Item) -> Vec<Place> {
        let places = self.file.places.iter();
        places
            .filter(|(of, _)| *of == item || *of == heading)
            .map(|(_, place)| place.clone())
            .collect()
    }

    fn task(
        &mut self,
        truth: &Truth,
        task: &Task,
        found: Option<(&Plan, &ReadTask)>,
        places: &[Place],
    ) {
        let Some((plan, read)) = found else {
            let fields = 5 + usize::from(task.group.is_some());
            for _ in 1..fields {
                self.add("nhiệm vụ mất (các ô khác)", &task.name, "", places);
            }
            self.add("nhiệm vụ mất", &task.name, "", places);
            return;
        };
        self.add("tên", &simple(&task.name), &simple(&read.name), places);
        self.add("số", bare(&task.number), bare(&read.number), places);
        if let Some(group) = task.group {
            let group = &truth.groups[group];
            let section = plan.section(&read.section);
            let title = section.map_or(String::new(), |section| simple(&section.title));
            let whole = simple(&format!("{}. {}", group.mark, group.title));
            let title = if title == whole { simple(&group.title) } else { title };
            self.add("nhóm", &simple(&group.title), &title, places);
        }
        self.bodies("chủ trì", &task.lead, &read.lead, places);
        self.bodies("phối hợp", &task.coordinating, &read.coordinating, places);
        self.due(task, read, places);
        self.add("sản phẩm", &simple(&task.product), &simple(&read.product), places);
        if !task.reference.is_empty() {
            let words =
                [&read.reference_text].into_iter().chain(read.extra.iter().map(|extra| &extra.1));
            let is_kept = words.into_iter().any(|words| simple(words) == simple(&task.reference));
            let read = if is_kept { &task.reference } else { &read.reference_text };
            self.add("căn cứ", &simple(&task.reference), &simple(read), places);
        }
        for words in task.extra.iter().filter(|words| !words.is_empty()) {
            let is_kept = read.extra.iter().any(|(_, text)| simple(text) == simple(words));
            self.add("cột khác", words, if is_kept { words } else { "" }, places);
        }
    }

    fn due(&mut self, task: &Task, read: &ReadTask, places: &[Place]) {
        let due = &task.due;
        let end = read.deadline.end.map_or(String::new(), |date| date.to_string());
        // The years a roadmap marks are the schedule of work without a deadline of its own.
        if due.text.is_empty() && !end.is_empty() && end == task.roadmap {
            return self.add("thời hạn", &end, &end, places);
        }
        let expected = format!("{} → {}", simple(&due.text), due.end);
        let read = format!("{} → {end}", simple(&read.deadline.text));
        self.add("thời hạn", &expected, &read, places);
    }

    fn bodies(
        &mut self,
        field: &'static str,
        bodies: &Bodies,
        read: &Responsibility,
        places: &[Place],
    ) {
        let name = |id: &Id| self.site.agencies.iter().find(|agency| agency.id == *id);
        let names = read.members.iter().map(|member| {
            name(&member.agency).map_or(member.text.clone(), |agency| agency.name.clone())
        });
        // The registry of a new site has one body for both ways to say it.
        let plain = |name: &str| {
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            name.replace("các sở, ban, ngành", "các sở, ngành")
        };
        let names: Vec<String> = names.map(|name| plain(&name)).collect();
        let wanted: Vec<String> = bodies.names.iter().map(|name| plain(name)).collect();
        self.add(field, &wanted.join(" | "), &names.join(" | "), places);
    }

    fn indicator(
        &mut self,
        indicator: &Indicator,
        found: Option<(&Plan, &ReadIndicator)>,
        places: &[Place],
    ) {
        let Some((plan, read)) = found else {
            for _ in 0..2 + indicator.goals.len() {
                self.add("chỉ tiêu mất (các ô khác)", &indicator.name, "", places);
            }
            self.add("chỉ tiêu mất", &indicator.name, "", places);
            return;
        };
        self.add("tên", &simple(&indicator.name), &simple(&read.name), places);
        self.add("số", bare(&indicator.number), bare(&read.number), places);
        self.add("đơn vị tính", &simple(&indicator.unit), &simple(&read.unit), places);
        self.bodies("chủ trì", &indicator.lead, &read.lead, places);
        if !indicator.group.is_empty() {
            let section = plan.section(&read.section);
            let title = section.map_or(String::new(), |section| simple(&section.title));
            self.add("nhóm", &simple(&indicator.group), &title, places);
        }
        for goal in &indicator.goals {
            let value_max = if goal.value_max.is_empty() { "" } else { &goal.value_max };
            let wanted = format!("{}: {} {} {value_max}", goal.due, goal.comparator, goal.value);
            let of_year = read.targets.iter().find(|target| target.due == goal.due);
            let said = of_year.map_or(String::new(), |target| {
                let number = |value: Option<congkhai::model::Decimal>| {
                    value.map_or(String::new(), |value| value.normalize().to_string())
                };
                let (value, value_max) = (number(target.value), number(target.value_max));
                format!("{}: {} {value} {value_max}", target.due, target.comparator.as_str())
            });
            self.add("mục tiêu", &wanted, &said, places);
        }
        for target in &read.targets {
            if !indicator.goals.iter().any(|goal| goal.due == target.due) {
                self.add("mục tiêu thừa", "", &format!("{}: {}", target.due, target.text), places);
            }
        }
    }

    fn add(&mut self, field: &'static str, expected: &str, read: &str, places: &[Place]) {
        self.score.fields += 1;
        if expected == read {
            return;
        }
        let is_told = self.diagnostics.iter().any(|problem| {
            excuses(problem.code.as_str(), field)
                && problem
                    .place
                    .as_ref()
                    .is_some_and(|told| places.iter().any(|place| names(told, place)))
        });
        let (expected, read) = (expected.to_owned(), read.to_owned());
        self.score.differences.push(Difference { field, expected, read, is_silent: !is_told });
    }
}

/// For each wanted name the place of what was read under it, in order; each is given once.
fn matched<T>(
    wanted: impl Iterator<Item = String>,
    read: &[Option<T>],
    name: impl Fn(&T) -> String,
) -> Vec<Option<usize>> {
    let wanted: Vec<String> = wanted.collect();
    let names: Vec<String> = read.iter().flatten().map(name).collect();
    let mut is_free = vec![true; names.len()];
    let mut found = vec![None; wanted.len()];
    // First what is the same, then what is like it and stands in the same order.
    for least in [1.0, 0.85, 0.6] {
        for (wanted, found) in wanted.iter().zip(&mut found) {
            if found.is_none() {
                let likeness = |at: &usize| strsim::normalized_levenshtein(wanted, &names[*at]);
                let best = (0..names.len()).find(|at| is_free[*at] && likeness(at) >= least);
                *found = best.inspect(|at| is_free[*at] = false);
            }
        }
    }
    found
}

/// Whether a message of that kind is about that field.
fn excuses(code: &str, field: &str) -> bool {
    match code.split_once('/').map_or("", |(subject, _)| subject) {
        "agency" | "lead" => matches!(field, "chủ trì" | "phối hợp") && code != "lead/missing",
        "deadline" | "date" => field == "thời hạn",
        "target" => field.starts_with("mục tiêu") || field == "đơn vị tính",
        "reference" => field == "căn cứ",
        "number" => field == "số",
        _ => true,
    }
}

fn names(told: &Told, place: &Place) -> bool {
    match &told.position {
        Position::File => false,
        Position::Text { line, .. } => place.sheet.is_none() && *line == place.line,
        Position::Cell { sheet, row, .. } => {
            place.sheet.as_ref() == Some(sheet) && *row == place.line
        }
    }
}

fn place(provenance: &Provenance) -> Place {
    Place { sheet: provenance.sheet.clone(), line: provenance.line_first }
}

/// Words without bullets and repeated blanks.
fn simple(text: &str) -> String {
    let words = text.split_whitespace().filter(|word| !matches!(*word, "·" | "-" | "–" | "•"));
    words.collect::<Vec<_>>().join(" ")
}

/// A number without the marks around it.
fn bare(number: &str) -> &str {
    number.trim_matches(|c: char| c == '.' || c == '(' || c == ')' || c.is_whitespace())
}
