//! The four real plans against tables made by reading the documents, not the program.

use std::path::Path;

use congkhai::model::{Citation, Id, Member, Plan};

use super::site::real_site;

/// Rows of a golden table by column name.
fn golden(plan: &str, table: &str) -> Vec<Vec<(String, String)>> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{plan}/{table}.csv"));
    let mut reader =
        csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let header = reader.headers().unwrap().clone();
    reader
        .records()
        .map(|record| {
            header
                .iter()
                .map(str::to_owned)
                .zip(record.unwrap().iter().map(str::to_owned))
                .collect()
        })
        .collect()
}

/// Compares every row and every column and reports all differences at once.
fn check(plan: &str, table: &str, read: &[Vec<(&'static str, String)>]) {
    let golden = golden(plan, table);
    let mut differences = Vec::new();
    if golden.len() != read.len() {
        differences.push(format!("{} rows read, {} expected", read.len(), golden.len()));
    }
    for (at, (expected, found)) in golden.iter().zip(read).enumerate() {
        for (column, expected) in expected {
            let found = found.iter().find(|cell| cell.0 == column).map(|cell| cell.1.as_str());
            if found != Some(expected.as_str()) {
                let found = found.unwrap_or("(no such column)");
                differences.push(format!(
                    "row {}, {column}:\n  read     {found}\n  expected {expected}",
                    at + 1
                ));
            }
        }
    }
    assert!(
        differences.is_empty(),
        "{plan}/{table}: {} differences\n{}",
        differences.len(),
        differences.join("\n")
    );
}

fn plan(id: &str) -> &'static Plan {
    real_site()
        .site
        .plans
        .iter()
        .find(|plan| plan.id.as_str() == id)
        .unwrap_or_else(|| panic!("no plan {id}"))
}

fn members(members: &[Member]) -> String {
    members.iter().map(|member| member.agency.as_str()).collect::<Vec<_>>().join(";")
}

fn citations(citations: &[Citation]) -> String {
    citations.iter().map(|citation| citation.reference.as_str()).collect::<Vec<_>>().join(";")
}

fn date(date: Option<congkhai::model::Date>) -> String {
    date.map_or(String::new(), |date| date.to_string())
}

fn mark(plan: &Plan, section: &Id) -> String {
    plan.section(section).unwrap().mark.clone()
}

fn check_tasks(id: &str) {
    let plan = plan(id);
    let rows = plan.tasks.iter().map(|task| {
        let milestones = task.deadline.milestones.iter().map(|m| format!("{}: {}", m.date, m.text));
        vec![
            ("section", mark(plan, &task.section)),
            ("number", task.number.clone()),
            ("ordinal", task.ordinal.to_string()),
            ("name", task.name.replace('\n', " · ")),
            ("lead_text", task.lead.text.clone()),
            ("lead_ids", members(&task.lead.members)),
            ("coordinating_text", task.coordinating.text.clone()),
            ("coordinating_ids", members(&task.coordinating.members)),
            ("deadline_text", task.deadline.text.clone()),
            ("deadline_kind", task.deadline.kind.as_str().to_owned()),
            ("deadline_start", date(task.deadline.start)),
            ("deadline_end", date(task.deadline.end)),
            ("milestones", milestones.collect::<Vec<_>>().join(";")),
            ("reference_text", task.reference_text.clone()),
            ("reference_ids", citations(&task.references)),
            ("line_first", task.provenance.line_first.to_string()),
            ("line_last", task.provenance.line_last.to_string()),
        ]
    });
    check(id, "tasks", &rows.collect::<Vec<_>>());
}

fn check_indicators(id: &str) {
    let plan = plan(id);
    let rows = plan.indicators.iter().map(|indicator| {
        vec![
            ("section", mark(plan, &indicator.section)),
            ("number", indicator.number.clone()),
            ("name", indicator.name.clone()),
            ("unit", indicator.unit.clone()),
            ("lead_text", indicator.lead.text.clone()),
            ("lead_ids", members(&indicator.lead.members)),
            ("reference_text", indicator.reference_text.clone()),
            ("reference_ids", citations(&indicator.references)),
            ("line_first", indicator.provenance.line_first.to_string()),
            ("line_last", indicator.provenance.line_last.to_string()),
        ]
    });
    check(id, "indicators", &rows.collect::<Vec<_>>());
    let targets = plan.indicators.iter().flat_map(|indicator| {
        indicator.targets.iter().map(move |target| {
            vec![
                ("section", mark(plan, &indicator.section)),
                ("number", indicator.number.clone()),
                ("due", target.due.clone()),
                ("due_date", date(target.due_date)),
                ("text", target.text.clone()),
                ("comparator", target.comparator.as_str().to_owned()),
                ("value", target.value.map_or(String::new(), |value| value.to_string())),
                ("value_max", target.value_max.map_or(String::new(), |value| value.to_string())),
                ("firmness", target.firmness.as_str().to_owned()),
            ]
        })
    });
    check(id, "targets", &targets.collect::<Vec<_>>());
}

#[test]
fn kh57_has_162_tasks() {
    assert_eq!(plan("kh57-2026").tasks.len(), 162);
    check_tasks("kh57-2026");
}

#[test]
fn kh57_has_58_indicators() {
    assert_eq!(plan("kh57-2026").indicators.len(), 58);
    check_indicators("kh57-2026");
}

#[test]
fn kh57_clauses_are_read() {
    let plan = plan("kh57-2026");
    let rows = plan.clauses.iter().map(|clause| {
        vec![
            ("number", clause.number.clone()),
            ("line_first", clause.provenance.line_first.to_string()),
            ("line_last", clause.provenance.line_last.to_string()),
            ("text", clause.text.clone()),
        ]
    });
    check("kh57-2026", "clauses", &rows.collect::<Vec<_>>());
}

#[test]
fn vast_has_36_tasks() {
    assert_eq!(plan("vast-2026").tasks.len(), 36);
    check_tasks("vast-2026");
}

#[test]
fn viettel_has_29_tasks() {
    assert_eq!(plan("viettel-2026").tasks.len(), 29);
    check_tasks("viettel-2026");
}

#[test]
fn qd123_has_11_tasks_and_21_indicators() {
    assert_eq!(plan("qd123-2023").tasks.len(), 11);
    check_tasks("qd123-2023");
    check_indicators("qd123-2023");
}

#[test]
fn every_line_of_every_plan_is_accounted_for() {
    use congkhai::model::Usage;
    for plan in real_site().site.plans.iter() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&plan.source_file);
        let text = std::fs::read_to_string(path).unwrap();
        let expected: Vec<u32> =
            (1..).zip(text.lines()).filter(|(_, l)| !l.trim().is_empty()).map(|(n, _)| n).collect();
        let lines = &plan.document.lines;
        let found: Vec<u32> = lines.iter().map(|line| line.number).collect();
        assert_eq!(found, expected, "{}", plan.id);
        assert!(lines.iter().all(|line| line.usage != Usage::Unused), "{}", plan.id);
    }
}
