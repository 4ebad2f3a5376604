//! Work told in numbered paragraphs with a line each for who and when.

use super::grid::{Block, Item, Look};
use super::random::Random;
use super::truth::Truth;

/// The tasks of `truth` as paragraphs; what such text does not say is taken out of `truth`.
pub(crate) fn print(truth: &mut Truth, random: &mut Random) -> Vec<Block> {
    let lead = *random.pick(&["Cơ quan chủ trì", "Đơn vị chủ trì"]);
    let due = *random.pick(&["Thời gian thực hiện", "Thời gian hoàn thành", "Thời hạn"]);
    let mut blocks = Vec::new();
    let mut group = None;
    for (at, task) in truth.tasks.iter_mut().enumerate() {
        task.product.clear();
        task.reference.clear();
        if task.group != group || (at == 0 && task.group.is_some()) {
            group = task.group;
            let of = &truth.groups[group.unwrap()];
            let words = format!("{}. {}", of.mark, of.title);
            blocks.push(Block::Paragraph(Look::Heading, words, group.map(Item::Group)));
        }
        let words = format!("{}. {}", task.number, task.name);
        blocks.push(Block::Paragraph(Look::Plain, words, Some(Item::Task(at))));
        let labelled = [
            (lead, &task.lead.text),
            ("Cơ quan phối hợp", &task.coordinating.text),
            (due, &task.due.text),
        ];
        for (label, text) in labelled.into_iter().filter(|(_, text)| !text.is_empty()) {
            let words = format!("- {label}: {text}.");
            blocks.push(Block::Paragraph(Look::Plain, words, Some(Item::Task(at))));
        }
    }
    blocks
}
