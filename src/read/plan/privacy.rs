//! The guard against personal data: nothing of a document is published before it has passed.

use std::collections::BTreeMap;

use crate::diagnostic::Place;
use crate::read::personal_data;

use super::columns::Column;
use super::context::Context;
use super::stitch::Part;
use super::tables::place_of;

/// Looks for telephone numbers, mail addresses and citizen ids in everything that would be shown.
pub(super) fn check(parts: &[Part], allowed: &[String], context: &mut Context<'_>) {
    for part in parts {
        match part {
            Part::Text(text) => {
                let place = Place::line(context.file.clone(), text.raw.line_first);
                personal_data::check(
                    &text.raw.text,
                    |_| place.clone(),
                    allowed,
                    "đoạn văn",
                    context.diagnostics,
                );
            }
            Part::Table(table) => {
                let columns = table.header.as_ref().map(|header| (&header.columns, &header.titles));
                let rows =
                    table.rows.iter().map(|row| (row.sheet.as_deref(), row.lines[0], &row.cells));
                let mut named: BTreeMap<&String, (usize, Place)> = BTreeMap::new();
                for (sheet, line, cells) in rows.chain(
                    table.above.iter().map(|row| (table.sheet.as_deref(), row.line, &row.cells)),
                ) {
                    for (at, cell) in cells.iter().enumerate() {
                        let column = columns
                            .and_then(|(columns, titles)| columns.get(at).zip(titles.get(at)));
                        if column.is_some_and(|(column, _)| *column == Column::Excluded) {
                            continue;
                        }
                        let what = column
                            .map_or("ô bảng".to_owned(), |(_, title)| format!("cột `{title}`"));
                        let place = place_of(sheet, cells, line, at, context);
                        personal_data::check(
                            &cell.text,
                            |_| place.clone(),
                            allowed,
                            &what,
                            context.diagnostics,
                        );
                        if let Some((_, title)) = column
                            && personal_data::names_person(title, &cell.text)
                        {
                            named.entry(title).or_insert((0, place)).0 += 1;
                        }
                    }
                }
                for (title, (count, place)) in named {
                    context.diagnostics.push(personal_data::persons_named(title, count, place));
                }
            }
        }
    }
}
