//! Everything of a site that can be found.

mod lists;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::model::{
    Agency, Citation, Clause, Id, Indicator, IndicatorStatus, Page, Plan, Reference,
    Responsibility, Task, TaskStatus,
};
use crate::search::{Card, Collection, Document, Facets, Group, Kind, Value};
use crate::vietnamese;
use crate::view::ground::name::{self, section_title};
use crate::view::ground::status::Status;
use crate::view::ground::words::{self, target_in_short};
use crate::view::ground::{Item, Portal, address, sentence};
use crate::view::parts::markdown;

/// The page whose parts are the entries of the glossary.
const GLOSSARY: &str = "thuat-ngu";

/// Everything that can be found, in the order of kinds, then of the sources.
pub fn collection(portal: &Portal<'_>) -> Collection {
    let site = portal.site;
    let mut documents = Vec::new();
    for plan in site.plans.iter() {
        documents.par_extend(plan.tasks.par_iter().map(|task| of_task(portal, plan, task)));
    }
    for plan in site.plans.iter() {
        let indicators = plan.indicators.iter();
        documents.extend(indicators.map(|indicator| of_indicator(portal, plan, indicator)));
    }
    documents.extend(site.agencies.iter().map(|agency| of_agency(portal, agency)));
    documents.extend(site.plans.iter().map(|plan| of_plan(portal, plan)));
    for plan in site.plans.iter() {
        // What a task says word for word is found as the task.
        let items: BTreeSet<String> =
            plan.tasks.iter().map(|task| vietnamese::match_key(&task.display_name)).collect();
        let clauses = plan.clauses.iter();
        let clauses = clauses.filter(|one| !items.contains(&vietnamese::match_key(&one.text)));
        documents.extend(clauses.map(|clause| of_clause(portal, plan, clause)));
    }
    documents.extend(site.references.iter().map(|one| of_reference(portal, one)));
    let has_reports = portal.as_of().is_some();
    documents.extend(lists::documents(portal));
    documents.extend(site.pages.iter().flat_map(|page| of_page(page, has_reports)));
    documents.sort_by_key(|document| document.kind);
    let values = values(portal, &documents);
    Collection { documents, values, is_illustrative: portal.is_illustrative() }
}

fn of_task<'a>(portal: &Portal<'a>, plan: &Plan, task: &'a Task) -> Document {
    let now = portal.task_in_force(task);
    let deadline = portal.deadline_in_force(task);
    let (title, rest) = first_paragraph(&task.display_name);
    let mut text = Text::default();
    text.add(rest).add(&task.product);
    if task.name != task.display_name {
        text.add(&task.name);
    }
    text.add_all(task.extra.iter().map(|(_, words)| words));
    text.responsibility(portal, &now.lead);
    let mut about = Text::default();
    about.responsibility(portal, &now.coordinating);
    about.add(&name::caption(Item::Task(plan, task))).add(&deadline.text);
    about.section(plan, &task.section);
    about.citations(portal, task.references.iter().chain(&task.mentions));
    Document {
        kind: Kind::Task,
        id: task.id.clone(),
        address: address::task(&task.id),
        title: title.to_owned(),
        text: text.0,
        about: about.0,
        names: Vec::new(),
        card: Card {
            lead: words::lead_names(portal, &now.lead),
            deadline: words::deadline_in_short(deadline),
            plan: plan.short_title.clone(),
            section: plan.section(&task.section).map(section_title).unwrap_or_default(),
            value: String::new(),
            answer: sentence::task(portal, task),
        },
        facets: Facets {
            plan: Some(plan.id.clone()),
            section: Some(task.section.clone()),
            leads: agencies(&now.lead),
            coordinating: agencies(&now.coordinating),
            status: Some(Status::of(portal, &task.id).key),
            start: deadline.start,
            end: deadline.end,
            references: references(task.references.iter().chain(&task.mentions)),
        },
    }
}

fn of_indicator<'a>(portal: &Portal<'a>, plan: &Plan, indicator: &'a Indicator) -> Document {
    let now = portal.indicator_in_force(indicator);
    let targets: Vec<String> =
        now.targets.iter().map(|target| target_in_short(&now, target)).collect();
    let mut text = Text::default();
    if indicator.name != indicator.display_name {
        text.add(&indicator.name);
    }
    text.add_all(&targets).add(&indicator.unit);
    text.add_all(indicator.extra.iter().map(|(_, words)| words));
    text.responsibility(portal, &now.lead);
    let mut about = Text::default();
    about.add(&name::caption(Item::Indicator(plan, indicator)));
    about.section(plan, &indicator.section);
    about.citations(portal, indicator.references.iter());
    Document {
        kind: Kind::Indicator,
        id: indicator.id.clone(),
        address: address::indicator(&indicator.id),
        title: indicator.display_name.clone(),
        text: text.0,
        about: about.0,
        names: Vec::new(),
        card: Card {
            lead: words::lead_names(portal, &now.lead),
            deadline: targets.join("; "),
            plan: plan.short_title.clone(),
            section: plan.section(&indicator.section).map(section_title).unwrap_or_default(),
            value: newest_value(portal, indicator),
            answer: sentence::indicator(portal, indicator),
        },
        facets: Facets {
            plan: Some(plan.id.clone()),
            section: Some(indicator.section.clone()),
            leads: agencies(&now.lead),
            coordinating: Vec::new(),
            status: Some(Status::of(portal, &indicator.id).key),
            start: None,
            end: now.targets.iter().filter_map(|target| target.due_date).max(),
            references: references(indicator.references.iter()),
        },
    }
}

/// "97,5%, đến 31/07/2026"; empty where nothing was reported.
fn newest_value(portal: &Portal<'_>, indicator: &Indicator) -> String {
    let judged = portal.indicator_judgement(&indicator.id);
    let newest = judged.and_then(|judged| Some((judged.value?, judged.value_date?)));
    newest.map_or_else(String::new, |(value, day)| {
        format!("{}, đến {}", words::amount(indicator, value), vietnamese::date(day))
    })
}

fn of_agency(portal: &Portal<'_>, agency: &Agency) -> Document {
    let mut text = Text::default();
    text.add_all(&agency.short_name).add_all(&agency.spellings);
    Document {
        kind: Kind::Agency,
        id: agency.id.clone(),
        address: address::agency(&agency.id),
        title: agency.name.clone(),
        text: text.0,
        about: agency.kind.label().to_owned(),
        names: [&agency.name]
            .into_iter()
            .chain(&agency.short_name)
            .chain(&agency.spellings)
            .cloned()
            .collect(),
        card: Card { answer: sentence::agency(portal, agency), ..Card::default() },
        facets: Facets::default(),
    }
}

fn of_plan(portal: &Portal<'_>, plan: &Plan) -> Document {
    let mut text = Text::default();
    text.add(&plan.kind).add(&plan.number).add(&plan.number_text);
    let mut about = Text::default();
    about.add(&plan.issuer).add(&plan.date_text).add(&plan.signatory);
    Document {
        kind: Kind::Plan,
        id: plan.id.clone(),
        address: address::plan(&plan.id),
        title: format!("{}: {}", plan.short_title, plan.title),
        text: text.0,
        about: about.0,
        names: Vec::new(),
        card: Card {
            plan: plan.short_title.clone(),
            answer: sentence::plan(portal, plan),
            ..Card::default()
        },
        facets: Facets {
            plan: Some(plan.id.clone()),
            start: plan.period_start,
            end: plan.period_end,
            references: references(plan.citations.iter()),
            ..Facets::default()
        },
    }
}

fn of_clause(portal: &Portal<'_>, plan: &Plan, clause: &Clause) -> Document {
    let mut about = Text::default();
    about.add(&clause.heading);
    about.add(&format!("{} {}", Item::Clause(plan, clause).word(), clause.number));
    Document {
        kind: Kind::Clause,
        id: clause.id.clone(),
        address: portal.place(plan, &clause.id),
        title: clause.text.clone(),
        text: String::new(),
        about: about.0,
        names: Vec::new(),
        card: Card {
            plan: plan.short_title.clone(),
            section: clause.heading.clone(),
            ..Card::default()
        },
        facets: Facets { plan: Some(plan.id.clone()), ..Facets::default() },
    }
}

fn of_reference(portal: &Portal<'_>, reference: &Reference) -> Document {
    let items = portal.derived.index.references.get(&reference.id).map_or(&[][..], Vec::as_slice);
    let items: Vec<Item<'_>> = items.iter().filter_map(|id| portal.item(id)).collect();
    let tasks = items.iter().filter(|item| matches!(item, Item::Task(..))).count();
    let summary = sentence::reference(reference, items.len() - tasks, tasks);
    let mut text = Text::default();
    text.add(&reference.title).add_all(&reference.short_forms);
    let mut about = Text::default();
    about.add(&reference.issuer).add_all(&reference.note);
    Document {
        kind: Kind::Reference,
        id: reference.id.clone(),
        address: address::reference(&reference.id),
        title: reference.label(),
        text: text.0,
        about: about.0,
        names: Vec::new(),
        card: Card { answer: format!("{}. {summary}", reference.title), ..Card::default() },
        facets: Facets { references: vec![reference.id.clone()], ..Facets::default() },
    }
}

/// A page as a whole, then each of its parts below their own headings.
fn of_page(of: &Page, has_reports: bool) -> Vec<Document> {
    let is_glossary = of.path == GLOSSARY;
    let kind = if is_glossary { Kind::Term } else { Kind::Page };
    let path = address::prose(&of.path);
    let mut documents = vec![page(Kind::Page, path.clone(), &of.title, &of.description, "")];
    for part in markdown::parts(&of.markdown, has_reports) {
        let (title, about) = match part.heading.trim() {
            "" => (of.title.as_str(), ""),
            heading => (heading, of.title.as_str()),
        };
        let place =
            if part.anchor.is_empty() { path.clone() } else { format!("{path}#{}", part.anchor) };
        if part.anchor.is_empty() {
            if let Some(whole) = documents.first_mut() {
                whole.text = format!("{}\n{}", whole.text, vietnamese::fold_whitespace(&part.text));
            }
        } else {
            let text = vietnamese::fold_whitespace(&part.text);
            let defined = definitions(&of.markdown).filter(|one| part.text.contains(one.0));
            let defined: Vec<_> = defined.filter(|_| is_glossary).collect();
            // A list of terms is found term by term.
            let text = if defined.is_empty() { text.as_str() } else { "" };
            documents.extend(defined.iter().map(|(term, meaning)| {
                let id = Id::slug(&format!("{place} {term}"));
                Document { id, ..page(kind, place.clone(), term, meaning, about) }
            }));
            documents.push(page(kind, place, title, text, about));
        }
    }
    documents
}

/// The terms of lists (`- **Term**: meaning`), and what they mean.
fn definitions(markdown: &str) -> impl Iterator<Item = (&str, String)> {
    markdown.lines().filter_map(|line| {
        let (term, meaning) = line.trim().strip_prefix("- **")?.split_once("**")?;
        Some((term, vietnamese::fold_whitespace(meaning.trim_start_matches([':', ' ']))))
    })
}

/// A page, or a part of one.
pub(in crate::view) fn page(
    kind: Kind,
    address: String,
    title: &str,
    text: &str,
    about: &str,
) -> Document {
    Document {
        kind,
        id: Id::slug(&address),
        address,
        title: title.to_owned(),
        text: text.to_owned(),
        about: about.to_owned(),
        names: Vec::new(),
        card: Card { section: about.to_owned(), answer: text.to_owned(), ..Card::default() },
        facets: Facets::default(),
    }
}

/// Words put together, one piece a line.
#[derive(Default)]
struct Text(String);

impl Text {
    fn add(&mut self, words: &str) -> &mut Self {
        let words = words.trim();
        if !words.is_empty() {
            if !self.0.is_empty() {
                self.0.push('\n');
            }
            self.0.push_str(words);
        }
        self
    }

    fn add_all<'t>(&mut self, all: impl IntoIterator<Item = &'t String>) -> &mut Self {
        for words in all {
            self.add(words);
        }
        self
    }

    /// The agencies by name and, where it is another, as printed.
    fn responsibility(&mut self, portal: &Portal<'_>, of: &Responsibility) {
        if of.members.is_empty() {
            self.add(&of.text);
        }
        for member in &of.members {
            let name = portal.agency(&member.agency).map_or(member.text.as_str(), |one| &one.name);
            self.add(name);
            if vietnamese::match_key(name) != vietnamese::match_key(&member.text) {
                self.add(&member.text);
            }
            self.add_all(&member.scope);
        }
        self.add_all(&of.qualifier);
    }

    fn section(&mut self, plan: &Plan, section: &Id) {
        if let Some(section) = plan.section(section) {
            self.add(&section.title);
        }
        self.add(&plan.short_title).add(&plan.number);
    }

    fn citations<'c>(
        &mut self,
        portal: &Portal<'_>,
        citations: impl Iterator<Item = &'c Citation>,
    ) {
        let mut met = BTreeSet::new();
        for citation in citations.filter(|citation| met.insert(&citation.reference)) {
            let label = portal.reference(&citation.reference).map(Reference::label);
            self.add(label.as_deref().unwrap_or(&citation.text));
        }
    }
}

/// The first paragraph of a text and the others.
fn first_paragraph(text: &str) -> (&str, &str) {
    text.split_once('\n').unwrap_or((text, ""))
}

fn agencies(of: &Responsibility) -> Vec<Id> {
    distinct(of.members.iter().map(|member| &member.agency))
}

fn references<'c>(citations: impl Iterator<Item = &'c Citation>) -> Vec<Id> {
    distinct(citations.map(|citation| &citation.reference))
}

/// Each id once, in the order met.
fn distinct<'i>(ids: impl Iterator<Item = &'i Id>) -> Vec<Id> {
    let mut met = BTreeSet::new();
    ids.filter(|id| met.insert(*id)).cloned().collect()
}

/// The values `documents` have, with their labels, in the order of lists.
fn values(portal: &Portal<'_>, documents: &[Document]) -> BTreeMap<Group, Vec<Value>> {
    let mut values = BTreeMap::new();
    for (group, ..) in Group::ALL {
        let met: BTreeSet<&str> = documents.iter().flat_map(|one| one.values(*group)).collect();
        let of_group: Vec<Value> = known_values(portal, *group)
            .into_iter()
            .filter(|value| met.contains(value.key.as_str()))
            .collect();
        values.insert(*group, of_group);
    }
    values
}

fn known_values(portal: &Portal<'_>, group: Group) -> Vec<Value> {
    let site = portal.site;
    let fixed = |key: &str, label: &str| Value {
        key: key.to_owned(),
        label: label.to_owned(),
        names: Vec::new(),
    };
    match group {
        Group::Kind => Kind::ALL.iter().map(|(_, key, label)| fixed(key, label)).collect(),
        Group::Status => {
            let tasks = TaskStatus::ALL.iter().map(|(_, key, label)| fixed(key, label));
            let indicators = IndicatorStatus::ALL.iter().map(|(_, key, label)| fixed(key, label));
            tasks.chain(indicators).collect()
        }
        Group::Lead | Group::Coordinating => {
            let mut agencies: Vec<&Agency> = site.agencies.iter().collect();
            vietnamese::sort_by_text(
                &mut agencies,
                |agency| &agency.name,
                |agency| agency.id.clone(),
            );
            let value = |agency: &&Agency| Value {
                key: agency.id.to_string(),
                label: agency.name.clone(),
                names: agency.short_name.iter().chain(&agency.spellings).cloned().collect(),
            };
            agencies.iter().map(value).collect()
        }
        Group::Plan => site.plans.iter().map(plan_value).collect(),
        Group::Section => {
            let sections = site.plans.iter().flat_map(|plan| &plan.sections);
            let value = |section: &crate::model::Section| Value {
                key: section.id.to_string(),
                label: section_title(section),
                names: vec![section.title.clone()],
            };
            sections.map(value).collect()
        }
        Group::Reference => site.references.iter().map(reference_value).collect(),
    }
}

fn plan_value(plan: &Plan) -> Value {
    let names = [&plan.title, &plan.number].into_iter().filter(|name| !name.is_empty());
    Value {
        key: plan.id.to_string(),
        label: plan.short_title.clone(),
        names: names.cloned().collect(),
    }
}

fn reference_value(reference: &Reference) -> Value {
    let names = [&reference.number, &reference.title].into_iter().chain(&reference.short_forms);
    Value {
        key: reference.id.to_string(),
        label: reference.label(),
        names: names.filter(|name| !name.is_empty()).cloned().collect(),
    }
}
