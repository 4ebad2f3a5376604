//! The method page: the words of the site's own page, then the rules as the code applies them.

use serde::Serialize;

use crate::vietnamese;
use crate::derive::status::{EXAMPLES, INDICATOR_STORIES, IndicatorStory, TASK_STORIES, TaskStory};
use crate::derive::status::rules::{DUE_SOON_DAYS, Example, ExampleCase, INDICATOR_RULES, MIN_DUE_FOR_RATE, TASK_RULES};
use crate::derive::status::verbs::{CONCRETE_VERBS, VAGUE_VERBS};
use crate::model::{self, Date};
use crate::view::ground::{Portal, address};
use crate::view::ground::headline::RANKS;
use crate::view::ground::status::Status;
use crate::view::pages::{Context, Page};
use crate::view::parts::{Frame, markdown};

/// How everything is judged: where something is, or the site has words of its own on it.
pub struct Route<'a>(Option<&'a model::Page>);

impl<'a> Page<'a> for Route<'a> {
    const TEMPLATE: &'static str = "method";
    type View = MethodPage<'a>;

    fn every(context: &Context<'_, 'a>) -> Vec<Self> {
        let words = context.portal.method_page();
        let is_there = words.is_some() || context.portal.as_of().is_some();
        is_there.then_some(Route(words)).into_iter().collect()
    }

    fn address(&self) -> String {
        address::METHOD.to_owned()
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        MethodPage::new(context.portal, self.0)
    }
}

/// Everything the method page shows.
#[derive(Clone, Debug, Serialize)]
pub struct MethodPage<'a> {
    /// Heading.
    pub heading: &'a str,
    /// One sentence below it.
    pub summary: &'a str,
    /// The site's own words as HTML; empty without a page of its own.
    pub body: String,
    /// The rules; nothing as long as nothing is judged.
    pub rules: Option<Rules>,
}

/// The rules in words, with worked examples.
#[derive(Clone, Debug, Serialize)]
pub struct Rules {
    /// Rules for tasks in the order they are tried.
    pub tasks: Vec<RuleRow>,
    /// Rules for indicators.
    pub indicators: Vec<RuleRow>,
    /// Days before a deadline from which a task is due soon.
    pub due_soon_days: i32,
    /// Tasks that must be due before a rate is given in per cent.
    pub least_due: u64,
    /// What the page of an agency says first, the worst before the rest.
    pub headlines: Vec<HeadlineRow>,
    /// Verbs “rõ việc” accepts.
    pub concrete: String,
    /// Verbs that only give a direction.
    pub vague: String,
    /// Worked examples of tasks.
    pub task_examples: Vec<ExampleRow>,
    /// Worked examples of indicators.
    pub indicator_examples: Vec<ExampleRow>,
}

/// One rule.
#[derive(Clone, Debug, Serialize)]
pub struct RuleRow {
    /// Its number; indicators' rules have none.
    pub number: Option<u8>,
    /// The status it gives.
    pub status: Status,
    /// When it fits.
    pub condition: &'static str,
}

/// A fact the page of an agency may open with.
#[derive(Clone, Debug, Serialize)]
pub struct HeadlineRow {
    /// What it is called.
    pub label: &'static str,
    /// When it holds.
    pub condition: &'static str,
}

/// One worked example.
#[derive(Clone, Debug, Serialize)]
pub struct ExampleRow {
    /// What it shows.
    pub title: &'static str,
    /// What goes in, one thing a line.
    pub input: Vec<String>,
    /// The status it gets.
    pub status: Status,
    /// Days late, or the pace.
    pub outcome: String,
}

impl<'a> MethodPage<'a> {
    /// The page with its frame; `page` holds the site's own words, if it has any.
    pub fn new(portal: &Portal<'a>, page: Option<&'a model::Page>) -> (Frame<'a>, Self) {
        let is_judged = portal.as_of().is_some();
        let root = address::root_from(address::METHOD);
        let heading = page.map_or("Phương pháp", |page| page.title.as_str());
        let summary = page.map_or(
            "Trạng thái của nhiệm vụ và chỉ tiêu được tính theo quy tắc nào.",
            |page| page.description.as_str(),
        );
        let view = Self {
            heading,
            summary,
            body: page.map_or_else(String::new, |page| {
                markdown::to_html(&page.markdown, &root, is_judged)
            }),
            rules: is_judged.then(Rules::new),
        };
        let frame = Frame::new(portal, address::METHOD, "", heading, summary);
        (frame.described(portal, None), view)
    }
}

impl Rules {
    fn new() -> Self {
        let tasks = TASK_RULES.iter().map(|rule| RuleRow {
            number: Some(rule.number),
            status: rule.status.into(),
            condition: rule.condition,
        });
        let indicators = INDICATOR_RULES.iter().map(|rule| RuleRow {
            number: None,
            status: rule.status.into(),
            condition: rule.condition,
        });
        let is_task = |example: &&Example| matches!(example.case, ExampleCase::Task { .. });
        let (task_examples, indicator_examples): (Vec<&Example>, Vec<&Example>) =
            EXAMPLES.iter().partition(is_task);
        Self {
            tasks: tasks.collect(),
            indicators: indicators.collect(),
            due_soon_days: DUE_SOON_DAYS,
            least_due: MIN_DUE_FOR_RATE,
            headlines: RANKS
                .iter()
                .map(|rank| HeadlineRow { label: rank.label, condition: rank.condition })
                .collect(),
            concrete: CONCRETE_VERBS.join(", "),
            vague: VAGUE_VERBS.join(", "),
            task_examples: task_examples
                .into_iter()
                .map(example)
                .chain(TASK_STORIES.iter().map(task_story))
                .collect(),
            indicator_examples: indicator_examples
                .into_iter()
                .map(example)
                .chain(INDICATOR_STORIES.iter().map(indicator_story))
                .collect(),
        }
    }
}

fn example(example: &Example) -> ExampleRow {
    let mut input = Vec::new();
    let mut say = |label: &str, text: &str| {
        if !text.is_empty() {
            input.push(format!("{label}: {text}"));
        }
    };
    let (status, outcome) = match example.case {
        ExampleCase::Task {
            deadline,
            reported,
            completed_on,
            extended_to,
            as_of,
            status,
            days_late,
        } => {
            say("Hạn", deadline);
            say("Báo cáo", if reported.is_empty() { "chưa có" } else { reported });
            say("Hoàn thành ngày", &written(completed_on));
            say("Gia hạn đến", &written(extended_to));
            say("Tính đến", &written(as_of));
            let late = days_late.map_or_else(String::new, |days| format!("{days} ngày"));
            (status.into(), late)
        }
        ExampleCase::Indicator {
            target,
            later_target,
            unit,
            baseline,
            value,
            value_date,
            is_within_period,
            as_of,
            status,
            pace,
        } => {
            say("Mục tiêu năm 2026", &with_unit(target, unit));
            say("Mục tiêu năm 2030", &with_unit(later_target, unit));
            say("Năm trước", &with_unit(baseline, unit));
            let value = with_unit(value, unit);
            say("Giá trị", if value.is_empty() { "chưa có" } else { &value });
            say("Ngày của giá trị", &written(value_date));
            say("Cách đếm", if is_within_period { "trong kỳ" } else { "" });
            say("Tính đến", &written(as_of));
            (status.into(), pace.replace('.', ","))
        }
    };
    ExampleRow { title: example.title, input, status, outcome }
}

fn task_story(story: &TaskStory) -> ExampleRow {
    let mut input = vec![format!("Hạn: {}", story.deadline)];
    for said in story.reports {
        let mut line = format!("{} báo cáo {}: {}", said.by, written(said.closed), said.words);
        for (label, text) in [
            ("ngày", written(said.completed_on)),
            ("gia hạn đến", written(said.extended_to)),
            ("theo", said.decision.to_owned()),
        ] {
            if !text.is_empty() {
                line = format!("{line}, {label} {text}");
            }
        }
        input.push(line);
    }
    input.push(format!("Tính đến: {}", written(story.as_of)));
    let outcome =
        format!("So với hạn ban hành: {}", vietnamese::in_sentence(story.against_original.label()));
    ExampleRow { title: story.title, input, status: story.status.into(), outcome }
}

fn indicator_story(story: &IndicatorStory) -> ExampleRow {
    let mut input = vec![format!("Mục tiêu năm 2026 khi ban hành: {}", story.target)];
    for (date, text) in story.changes {
        input.push(format!("Từ {}: {text}", written(date)));
    }
    for (closed, date, value) in story.values {
        let (closed, date) = (written(closed), written(date));
        input.push(format!("Báo cáo {closed}: {value}% ngày {date}"));
    }
    input.push(format!("Tính đến: {}", written(story.as_of)));
    let outcome =
        format!("So với mức ban hành: {}", vietnamese::in_sentence(story.against_original.label()));
    ExampleRow { title: story.title, input, status: story.status.into(), outcome }
}

fn written(date: &str) -> String {
    date.parse::<Date>().map_or_else(|_| date.to_owned(), vietnamese::date)
}

/// The unit, where only a number stands.
fn with_unit(text: &str, unit: &str) -> String {
    let is_bare = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == ',');
    if is_bare { vietnamese::with_unit(text, unit) } else { text.to_owned() }
}
