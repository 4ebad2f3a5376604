//! What a made-up document says: the answer the reader has to give back.

use super::random::Random;
use super::traits::{Layout, Trait as T};
use super::words;

/// A group of tasks or indicators.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// Printed mark; empty when none is printed.
    pub(crate) mark: String,
    /// Printed words.
    pub(crate) title: String,
    /// Mark and words of the group above it, which is printed right before its first group.
    pub(crate) above: Option<(String, String)>,
}

/// Bodies of a cell: what is printed and whom it names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bodies {
    /// As printed.
    pub(crate) text: String,
    /// Names in full.
    pub(crate) names: Vec<String>,
}

/// A deadline: what is printed and the last day it means.
#[derive(Clone, Debug, Default)]
pub(crate) struct Due {
    /// As printed.
    pub(crate) text: String,
    /// Last day, `yyyy-mm-dd`; empty when there is none.
    pub(crate) end: String,
    /// Day, month and year when it is a single day.
    pub(crate) day: Option<(u8, u8, u16)>,
}

/// One assignment.
#[derive(Clone, Debug, Default)]
pub(crate) struct Task {
    /// Place in the list of groups.
    pub(crate) group: Option<usize>,
    /// Printed number.
    pub(crate) number: String,
    /// Printed words.
    pub(crate) name: String,
    /// Who leads.
    pub(crate) lead: Bodies,
    /// Who helps.
    pub(crate) coordinating: Bodies,
    /// When it is due.
    pub(crate) due: Due,
    /// What is to come out.
    pub(crate) product: String,
    /// Last day of the last year its roadmap marks; empty without a roadmap.
    pub(crate) roadmap: String,
    /// Legal source.
    pub(crate) reference: String,
    /// Words of columns that have no meaning of their own.
    pub(crate) extra: Vec<String>,
    /// Whether it is a further assignment under the number and name above.
    pub(crate) is_second: bool,
}

/// What an indicator is to reach.
#[derive(Clone, Debug)]
pub(crate) struct Goal {
    /// Year or period.
    pub(crate) due: String,
    /// As printed.
    pub(crate) text: String,
    /// Comparator as open data writes it.
    pub(crate) comparator: &'static str,
    /// Value, with a decimal point.
    pub(crate) value: String,
    /// Upper value of a range.
    pub(crate) value_max: String,
}

/// One quantity.
#[derive(Clone, Debug)]
pub(crate) struct Indicator {
    /// Words of its group; empty without groups.
    pub(crate) group: String,
    /// Printed number.
    pub(crate) number: String,
    /// Printed words.
    pub(crate) name: String,
    /// Printed unit.
    pub(crate) unit: String,
    /// Who answers for it.
    pub(crate) lead: Bodies,
    /// Targets in printed order.
    pub(crate) goals: Vec<Goal>,
}

/// All that is to be read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Truth {
    /// Groups of tasks.
    pub(crate) groups: Vec<Group>,
    /// Tasks in printed order.
    pub(crate) tasks: Vec<Task>,
    /// Indicators in printed order.
    pub(crate) indicators: Vec<Indicator>,
}

/// The year of every made-up plan.
pub(crate) const YEAR: u16 = 2026;
const ROMAN: [&str; 10] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];

impl Truth {
    /// A small plan that `layout` can print.
    pub(crate) fn make(random: &mut Random, layout: &Layout) -> Self {
        let mut truth = Self::default();
        truth.make_groups(random, layout);
        truth.make_tasks(random, layout);
        truth.share_values(random, layout);
        truth.make_indicators(random, layout);
        truth
    }

    fn make_groups(&mut self, random: &mut Random, layout: &Layout) {
        if layout.has(T::GroupsNone) {
            return;
        }
        let mut titles = words::FIELDS.to_vec();
        random.shuffle(&mut titles);
        let nested = layout.has_any(&[T::GroupNested, T::GroupDeep]);
        let code = *random.pick(&["N", "KH26_N", "NV"]);
        let count = random.between(2, if nested { 4 } else { 3 });
        for (at, title) in titles.iter().take(count).enumerate() {
            let number = at + 1;
            let mark = if layout.has(T::GroupDeep) {
                format!("{}.{}", 1 + at / 2, 1 + at % 2)
            } else if layout.has_any(&[T::GroupRoman, T::GroupRomanMerged, T::GroupTables])
                || nested
            {
                ROMAN[at].to_owned()
            } else if layout.has(T::GroupNumbered) {
                number.to_string()
            } else if layout.has(T::GroupLetters) {
                ["A", "B", "C"][at].to_owned()
            } else if layout.has(T::GroupCodes) {
                format!("{code}{number:02}")
            } else {
                String::new()
            };
            let above = (nested && at % 2 == 0).then(|| {
                let letter = if layout.has(T::GroupDeep) { ["1", "2"] } else { ["A", "B"] }[at / 2];
                (letter.to_owned(), format!("NHÓM NHIỆM VỤ {}", ["CHUNG", "RIÊNG"][at / 2]))
            });
            self.groups.push(Group { mark, title: (*title).to_owned(), above });
        }
    }

    fn make_tasks(&mut self, random: &mut Random, layout: &Layout) {
        let groups = self.groups.len().max(1);
        let (mut running, mut taken) = (0, Vec::new());
        let restarts = layout.has(T::GroupTables) || random.chance(50);
        for group in 0..groups {
            if restarts {
                running = 0;
            }
            let count = random.between(2, if groups == 1 { 8 } else { 4 });
            for at in 0..count {
                running += 1;
                let number = self.number(layout, group, at, running);
                let mut task = Task {
                    group: (!self.groups.is_empty()).then_some(group),
                    number,
                    name: words::task_name(random, &mut taken),
                    ..Task::default()
                };
                if layout.has(T::NameParagraphs) && random.chance(50) {
                    let (first, second) = (random.pick(words::TAILS), random.pick(words::PRODUCTS));
                    task.name = format!("{}, gồm:\n- Hoạt động {first};\n- {second}.", task.name);
                }
                fill(&mut task, random, layout);
                let second = layout.has(T::SecondAssignment) && at == 0;
                self.tasks.push(task.clone());
                if second {
                    fill(&mut task, random, layout);
                    task.is_second = true;
                    self.tasks.push(task);
                }
            }
            let inserts = layout.has(T::NumberInserted) && group == 0 && !layout.has(T::GroupsNone);
            if inserts || (layout.has(T::NumberInserted) && group == 0) {
                let mut task = self.tasks[self.tasks.len() - 1].clone();
                task.number = format!("{running}a");
                task.name = words::task_name(random, &mut taken);
                task.is_second = false;
                fill(&mut task, random, layout);
                self.tasks.push(task);
            }
        }
    }

    fn number(&self, layout: &Layout, group: usize, at: usize, running: usize) -> String {
        if layout.has_any(&[T::GroupNumbered, T::GroupCodes, T::GroupDeep]) {
            format!("{}.{}", self.groups[group].mark, at + 1)
        } else if layout.has(T::NumberNone) {
            String::new()
        } else {
            running.to_string()
        }
    }

    /// Values said once for several tasks.
    fn share_values(&mut self, random: &mut Random, layout: &Layout) {
        for at in 1..self.tasks.len() {
            let before = self.tasks[at - 1].clone();
            let task = &mut self.tasks[at];
            if task.group != before.group {
                continue;
            }
            let below = layout.has(T::MergedLead) && random.chance(50);
            if layout.has(T::CommonLead) || below {
                task.lead = before.lead.clone();
            } else if layout.has(T::SameAsAbove) && random.chance(60) {
                let ditto = *random.pick(&["nt", "-nt-", "Như trên"]);
                task.lead = Bodies { text: ditto.to_owned(), names: before.lead.names.clone() };
                if layout.has(T::WhoLabelled) {
                    task.coordinating = before.coordinating.clone();
                }
            }
            if layout.has(T::CommonDeadline) || (layout.has(T::MergedDeadline) && random.chance(50))
            {
                task.due = before.due;
            }
        }
    }

    fn make_indicators(&mut self, random: &mut Random, layout: &Layout) {
        let dues: &[&str] = if layout.has(T::IndicatorsPeriod) {
            &["2026"]
        } else if layout.has(T::IndicatorsYearRows) {
            random.weighted(&[(&["2026", "2030"][..], 1), (&["2030", "2045"], 1)])
        } else if layout.has_any(&[T::IndicatorsYears, T::IndicatorsTwoRows]) {
            random.weighted(&[
                (&["2026"][..], 1),
                (&["2026", "2030"], 1),
                (&["2026", "2027", "2028"], 1),
            ])
        } else {
            return;
        };
        let dues = if layout.has(T::IndicatorsTwoRows) && dues.len() == 1 {
            &["2026", "2030"][..]
        } else {
            dues
        };
        let mut quantities = words::QUANTITIES.to_vec();
        random.shuffle(&mut quantities);
        for (at, (name, unit)) in quantities.iter().take(random.between(3, 6)).enumerate() {
            let dot = if layout.has(T::NumberDot) { "." } else { "" };
            let year_rows = layout.has(T::IndicatorsYearRows);
            // Under a heading row of a year an indicator has that year's target only.
            let own = if year_rows { &dues[at % dues.len()..=at % dues.len()] } else { dues };
            let lead = if layout.has(T::IndicatorsLead) {
                let body = random.pick(words::BODIES).0.to_owned();
                Bodies { text: body.clone(), names: vec![body] }
            } else {
                Bodies::default()
            };
            // The second group begins in the middle.
            let group = if layout.has(T::IndicatorsGroups) {
                ["Kinh tế", "Văn hóa - xã hội"][at / 2 % 2]
            } else {
                ""
            };
            let group =
                if at >= 4 { self.indicators[at - 1].group.clone() } else { group.to_owned() };
            self.indicators.push(Indicator {
                group,
                number: format!("{}{dot}", at + 1),
                name: (*name).to_owned(),
                unit: (*unit).to_owned(),
                lead,
                goals: capped(own.iter().map(|due| goal(random, unit, due)).collect()),
            });
        }
        if layout.has(T::IndicatorsYearRows) {
            self.indicators.sort_by(|a, b| a.goals[0].due.cmp(&b.goals[0].due));
            for (at, indicator) in (1..).zip(&mut self.indicators) {
                indicator.number = at.to_string();
            }
        }
    }
}

/// Who, when and what of a task, as far as the layout prints them.
fn fill(task: &mut Task, random: &mut Random, layout: &Layout) {
    task.lead = lead(random, layout);
    task.coordinating = Bodies::default();
    if layout.has_any(&[T::WhoBoth, T::WhoLabelled]) && random.chance(85) {
        task.coordinating = helpers(random, layout, &task.lead);
    }
    task.due = due(random);
    task.product = (*random.pick(words::PRODUCTS)).to_owned();
    if layout.has(T::CellParagraphs) && random.chance(60) {
        task.product = format!("- {}\n- {}", task.product, random.pick(words::PRODUCTS));
    }
    task.reference = (*random.pick(words::SOURCES)).to_owned();
    if layout.has(T::CellsEmpty) {
        if random.chance(15) {
            task.product.clear();
        }
        if random.chance(15) {
            task.reference.clear();
        }
        if random.chance(6) && !layout.has(T::SecondAssignment) {
            task.due = Due::default();
        }
    }
}

fn printed(body: words::Body, layout: &Layout) -> &'static str {
    if layout.has(T::AgencyShort) && !body.1.is_empty() { body.1 } else { body.0 }
}

fn lead(random: &mut Random, layout: &Layout) -> Bodies {
    let body = *random.pick(words::BODIES);
    let single = Bodies { text: printed(body, layout).to_owned(), names: vec![body.0.to_owned()] };
    if layout.has(T::AgencyLists) && !layout.has(T::WhoLabelled) && random.chance(20) {
        let other = *random.pick(words::BODIES);
        if other != body {
            return list(&[body, other], &[], random, layout);
        }
    }
    single
}

fn helpers(random: &mut Random, layout: &Layout, lead: &Bodies) -> Bodies {
    let several = layout.has_any(&[T::AgencyLists, T::AgencyLines]);
    let count = if several { random.between(2, 4) } else { 1 };
    let mut bodies: Vec<_> = words::BODIES.to_vec();
    bodies.retain(|body| !lead.names.iter().any(|name| name == body.0));
    random.shuffle(&mut bodies);
    let collective: &[&str] = if several && random.chance(40) {
        std::slice::from_ref(random.pick(words::COLLECTIVES))
    } else {
        &[]
    };
    list(&bodies[..count], collective, random, layout)
}

/// A list as offices print one, a set of bodies last.
fn list(
    bodies: &[words::Body],
    collective: &[&str],
    random: &mut Random,
    layout: &Layout,
) -> Bodies {
    let mut names: Vec<String> = bodies.iter().map(|body| body.0.to_owned()).collect();
    names.extend(collective.iter().map(|name| (*name).to_owned()));
    let mut words: Vec<&str> = bodies.iter().map(|body| printed(*body, layout)).collect();
    words.extend(collective);
    let text = if layout.has(T::AgencyLines) && !layout.has(T::WhoLabelled) {
        words.iter().map(|word| format!("- {word}")).collect::<Vec<_>>().join("\n")
    } else {
        let between = if layout.has(T::AgencyLists) {
            random.weighted(&[(", ", 60), ("; ", 40)])
        } else {
            ", "
        };
        match words.split_last() {
            Some((last, rest)) if !rest.is_empty() && random.chance(30) => {
                format!("{} và {last}", rest.join(between))
            }
            _ => words.join(between),
        }
    };
    Bodies { text, names }
}

/// A deadline in one of the forms offices print.
fn due(random: &mut Random) -> Due {
    const LAST: [u8; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let month = u8::try_from(random.between(1, 12)).unwrap();
    let day = u8::try_from(random.between(1, 28)).unwrap();
    let last = LAST[usize::from(month) - 1];
    let quarter = random.between(1, 4);
    let (roman, months) = (ROMAN[quarter - 1], quarter * 3);
    let quarter_end = format!("{YEAR}-{months:02}-{}", LAST[months - 1]);
    let on_day = format!("{YEAR}-{month:02}-{day:02}");
    let month_end = format!("{YEAR}-{month:02}-{last}");
    let (text, end) = match random.below(100) {
        0..40 => {
            let text = format!("{day:02}/{month}/{YEAR}");
            return Due { text, end: on_day, day: Some((day, month, YEAR)) };
        }
        40..55 => (format!("Tháng {month}/{YEAR}"), month_end),
        55..70 => (format!("Quý {roman}/{YEAR}"), quarter_end),
        70..75 => (format!("Trước ngày {day}/{month}/{YEAR}"), on_day),
        75..79 => (format!("Trong tháng {month:02}/{YEAR}"), month_end),
        79..82 => (format!("Quý {roman} năm {YEAR}"), quarter_end),
        82..88 => (format!("Năm {YEAR}"), format!("{YEAR}-12-31")),
        88..91 => (format!("{YEAR}-2028"), "2028-12-31".to_owned()),
        91..94 => (format!("Hoàn thành trước {day}/{month}/{YEAR}"), on_day),
        94 => (format!("6 tháng đầu năm {YEAR}"), format!("{YEAR}-06-30")),
        95..98 => ("Thường xuyên".to_owned(), String::new()),
        _ => ("Hằng năm".to_owned(), String::new()),
    };
    Due { text, end, day: None }
}

/// Beside a ceiling of another year, and no floor, bare numbers are ceilings too.
fn capped(mut goals: Vec<Goal>) -> Vec<Goal> {
    let is_bare = |goal: &Goal| goal.comparator == ">=" && !goal.text.starts_with(['≥', 'T']);
    let has_floor = goals
        .iter()
        .any(|goal| goal.comparator == ">" || goal.comparator == ">=" && !is_bare(goal));
    if goals.iter().any(|goal| goal.comparator == "<=") && !has_floor {
        goals.iter_mut().filter(|goal| is_bare(goal)).for_each(|goal| goal.comparator = "<=");
    }
    goals
}

/// A target in one of the forms offices print.
fn goal(random: &mut Random, unit: &str, due: &str) -> Goal {
    let sign = if unit == "%" && random.chance(40) { "%" } else { "" };
    let whole = if unit.starts_with('%') { random.between(20, 99) } else { random.between(5, 900) };
    let tenth = random.between(1, 9);
    let (text, comparator, value, value_max) = match random.below(100) {
        0..50 => (format!("{whole}{sign}"), ">=", whole.to_string(), String::new()),
        50..65 => {
            (format!("{whole},{tenth}{sign}"), ">=", format!("{whole}.{tenth}"), String::new())
        }
        65..78 => (format!("≥ {whole}{sign}"), ">=", whole.to_string(), String::new()),
        78..80 => (format!("Tối thiểu {whole}{sign}"), ">=", whole.to_string(), String::new()),
        80..82 => (format!("Không quá {whole}{sign}"), "<=", whole.to_string(), String::new()),
        82..84 => (format!("Trên {whole}{sign}"), ">", whole.to_string(), String::new()),
        84..90 => (
            format!("{whole} - {}{sign}", whole + 5),
            "range",
            whole.to_string(),
            (whole + 5).to_string(),
        ),
        90..95 if !unit.starts_with('%') => {
            (format!("1.{whole:03}"), ">=", format!("1{whole:03}"), String::new())
        }
        _ => (format!("Đạt {whole}{sign}"), ">=", whole.to_string(), String::new()),
    };
    Goal { due: due.to_owned(), text, comparator, value, value_max }
}
