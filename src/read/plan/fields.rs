//! A row of a table says nothing its item does not: the words of its cells against those of the item made of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Block, BlockKind, Id, Indicator, Plan, TableRow, Task};
use crate::read::document::words;
use crate::vietnamese::fold;

use super::account::shorten;
use super::context::Context;

/// Words (folded) that only say what follows them in a cell: "Chủ trì: …; Phối hợp: …".
const LABELS: [&str; 10] = ["co", "quan", "don", "vi", "chu", "tri", "phoi", "hop", "thuc", "hien"];

/// Warns of words in rows of tables that came into no field of the item, group or items below it.
pub(super) fn check(blocks: &[Block], context: &mut Context<'_>) {
    let items = item_words(&context.plan);
    let sections: BTreeMap<&Id, BTreeSet<String>> = context
        .plan
        .sections
        .iter()
        .map(|section| {
            (&section.id, words(&section.mark).into_iter().chain(words(&section.title)).collect())
        })
        .collect();
    let mut problems = Vec::new();
    for block in blocks {
        let BlockKind::Table { rows, .. } = &block.kind else { continue };
        // A group may say once what belongs to all its items.
        let below: BTreeSet<&String> =
            rows.iter().filter_map(|row| items.get(row.item.as_ref()?)).flatten().collect();
        for row in rows {
            let lost = match (&row.item, &row.section) {
                (Some(item), _) => {
                    let Some(own) = items.get(item) else { continue };
                    lost(row, |word| own.contains(word))
                }
                (None, Some(section)) => {
                    let own = sections.get(section);
                    lost(row, |word| {
                        own.is_some_and(|own| own.contains(word)) || below.contains(word)
                    })
                }
                (None, None) => continue,
            };
            if !lost.is_empty() {
                problems.push(problem(row, &lost, context));
            }
        }
    }
    for problem in problems {
        context.diagnostics.push(problem);
    }
}

/// Words of a row that `is_kept` does not know.
fn lost(row: &TableRow, is_kept: impl Fn(&String) -> bool) -> Vec<String> {
    let all = row.cells.iter().flat_map(|cell| words(&cell.text));
    all.filter(|word| !is_kept(word) && !LABELS.contains(&fold(word).as_str())).collect()
}

fn item_words(plan: &Plan) -> BTreeMap<&Id, BTreeSet<String>> {
    let mut items: BTreeMap<&Id, BTreeSet<String>> = BTreeMap::new();
    for task in &plan.tasks {
        items.entry(&task.id).or_default().extend(words(&task_text(task)));
    }
    for indicator in &plan.indicators {
        items.entry(&indicator.id).or_default().extend(words(&indicator_text(indicator)));
    }
    items
}

fn task_text(task: &Task) -> String {
    let fields = [
        &task.number,
        &task.name,
        &task.lead.text,
        &task.coordinating.text,
        &task.deadline.text,
        &task.product,
        &task.reference_text,
    ];
    let extra = task.extra.iter().map(|(_, text)| text);
    fields.into_iter().chain(extra).map(String::as_str).collect::<Vec<_>>().join("\n")
}

fn indicator_text(indicator: &Indicator) -> String {
    let fields = [
        &indicator.number,
        &indicator.name,
        &indicator.unit,
        &indicator.lead.text,
        &indicator.reference_text,
    ];
    let targets = indicator.targets.iter().map(|target| &target.text);
    let extra = indicator.extra.iter().map(|(_, text)| text);
    let all = fields.into_iter().chain(targets).chain(extra);
    all.map(String::as_str).collect::<Vec<_>>().join("\n")
}

fn problem(row: &TableRow, lost: &[String], context: &Context<'_>) -> Diagnostic {
    let at = &row.provenance;
    let place = match &at.sheet {
        Some(sheet) => Place::cell(context.file.clone(), sheet, at.line_first, 1),
        None => Place::line(context.file.clone(), at.line_first),
    };
    let what = if row.item.is_some() { "mục" } else { "nhóm" };
    let message = format!(
        "hàng này có chữ không vào phần nào của {what} đọc được: “{}”",
        shorten(&lost.join(" "))
    );
    let problem = Diagnostic::new(Code::WordsLeft, place, message)
        .allowed("mỗi cột có tiêu đề riêng và một nghĩa")
        .suggestion("khai báo nghĩa của cột bằng `[[column]]` trong plan.toml");
    match row.item.as_ref().or(row.section.as_ref()) {
        Some(item) => problem.item(item),
        None => problem,
    }
}
