//! Nothing is lost: the words that went in against the words that came out, place by place.
//!
//! What went in was counted by the readers of the formats before they made anything of it. What came out are the
//! blocks of the document and the words left out for a reason. The stages between are not asked.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Place, Position, column_letters};
use crate::model::{Block, BlockKind, UnusedReason, UnusedWords, Usage, WordAccount};
use crate::read::document::{LeftOut, RawDocument, Stretch, is_paged, words};
use crate::read::registry::is_same_as_above;
use crate::vietnamese::fold;

use super::columns::Column;
use super::context::Context;
use super::stitch::{Part, TablePart};

/// Longest word looked for in parts; longer ones are no words.
const LONGEST_CUT: usize = 48;
/// Most ways tried to put a word together from others; made-up words could have millions.
const MOST_CUTS: usize = 1_000;
/// Most characters of lost words in a message.
const SHOWN: usize = 80;

/// What went in: taken from a document before it is read further.
#[derive(Debug)]
pub(super) struct Source {
    stretches: Vec<Stretch>,
    left_out: Vec<LeftOut>,
}

impl Source {
    /// Takes the words that went in out of `document`.
    pub(super) fn take(document: &mut RawDocument) -> Self {
        Self {
            stretches: std::mem::take(&mut document.source),
            left_out: std::mem::take(&mut document.left_out),
        }
    }
}

/// Settles the account and reports what is lost.
pub(super) fn settle(
    source: &Source,
    parts: &[Part],
    blocks: &[Block],
    context: &mut Context<'_>,
) -> WordAccount {
    let mut bags = Bags::default();
    bags.add_left_out(&source.left_out);
    bags.add_blocks(parts, blocks);
    let is_paged = is_paged(&context.file);
    let mut account = WordAccount::default();
    for left_out in &source.left_out {
        let count = words(&left_out.text).len();
        if count > 0 {
            account.unused.push(UnusedWords {
                place: place_label(&left_out.position, is_paged),
                text: left_out.text.clone(),
                count,
                reason: left_out.reason,
            });
        }
    }
    let judge = Judge::new(parts, blocks, context);
    let mut lost = Vec::new();
    for stretch in &source.stretches {
        let all = words(&stretch.text);
        account.printed += all.len();
        let missing = bags.take(&stretch.position, &all);
        if missing.is_empty() {
            continue;
        }
        let Some(reason) = judge.reason(stretch, &missing) else { continue };
        account.unused.push(UnusedWords {
            place: place_label(&stretch.position, is_paged),
            // What plan.toml keeps back is repeated nowhere.
            text: if reason == UnusedReason::ExcludedColumn {
                String::new()
            } else {
                missing.join(" ")
            },
            count: missing.len(),
            reason,
        });
        if reason == UnusedReason::Unexplained {
            let is_whole = missing.len() * 2 >= all.len();
            lost.push(judge.problem(stretch, &missing, is_whole, context));
        }
    }
    for problem in lost {
        context.diagnostics.push(problem);
    }
    account
}

type Key = (Option<String>, u32);
type Bag = BTreeMap<String, u32>;

/// The words that came out, by place.
#[derive(Debug, Default)]
struct Bags {
    bags: Vec<Bag>,
    index: BTreeMap<Key, usize>,
}

/// What is printed elsewhere than it is kept.
const APART: Key = (None, 0);

fn key(position: &Position) -> Key {
    match position {
        Position::File => APART,
        Position::Text { line, .. } => (None, *line),
        Position::Cell { sheet, row, .. } => (Some(sheet.clone()), *row),
    }
}

impl Bags {
    /// Adds words that came out at any of `lines`.
    fn add<'t>(
        &mut self,
        sheet: Option<&str>,
        lines: &(impl Iterator<Item = u32> + Clone),
        texts: impl Iterator<Item = &'t str>,
    ) {
        let keys = || lines.clone().map(|line| (sheet.map(str::to_owned), line));
        let known = keys().find_map(|key| self.index.get(&key).copied());
        let at = known.unwrap_or_else(|| {
            self.bags.push(Bag::new());
            self.bags.len() - 1
        });
        for key in keys() {
            self.index.entry(key).or_insert(at);
        }
        for word in texts.flat_map(words) {
            *self.bags[at].entry(word).or_default() += 1;
        }
    }

    fn add_left_out(&mut self, left_out: &[LeftOut]) {
        for one in left_out {
            let (sheet, line) = key(&one.position);
            let text = std::iter::once(one.text.as_str());
            self.add(sheet.as_deref(), &std::iter::once(line), text);
        }
    }

    fn add_blocks(&mut self, parts: &[Part], blocks: &[Block]) {
        for (part, block) in parts.iter().zip(blocks) {
            let marks = block.footnotes.iter().map(String::as_str);
            match (part, &block.kind) {
                (Part::Table(table), BlockKind::Table { header, rows }) => {
                    let sheet = table.sheet.as_deref();
                    let titles = header.iter().map(String::as_str);
                    self.add(sheet, &table.header_lines.iter().copied(), titles);
                    for row in rows {
                        let lines = row.provenance.line_first..=row.provenance.line_last;
                        let texts = row.cells.iter().flat_map(|cell| {
                            let calls = cell.footnotes.iter().map(String::as_str);
                            std::iter::once(cell.text.as_str()).chain(calls)
                        });
                        self.add(row.provenance.sheet.as_deref(), &lines, texts);
                    }
                }
                (Part::Text(text), BlockKind::Footnote { mark, text: words }) => {
                    let lines = text.lines.iter().flat_map(|&(first, last)| first..=last);
                    let texts = || [mark.as_str(), words.as_str()].into_iter();
                    self.add(None, &lines, texts().chain(marks));
                    self.add(None, &std::iter::once(APART.1), texts());
                }
                (Part::Text(text), kind) => {
                    let lines = text.lines.iter().flat_map(|&(first, last)| first..=last);
                    let (mark, words) = match kind {
                        BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) => ("", text),
                        BlockKind::ListItem { mark, text } => (mark.as_str(), text),
                        _ => continue,
                    };
                    let note = text.raw.footnote.iter().map(String::as_str);
                    self.add(None, &lines, [mark, words].into_iter().chain(note).chain(marks));
                }
                (Part::Table(_), _) => {}
            }
        }
    }

    /// Takes the words of a place out of its bag; what the bag does not hold comes back.
    fn take(&mut self, position: &Position, all: &[String]) -> Vec<String> {
        let Some(&at) = self.index.get(&key(position)) else { return all.to_vec() };
        let bag = &mut self.bags[at];
        let missing: Vec<String> = all.iter().filter(|word| !take(bag, word)).cloned().collect();
        // A word parted by a mark or by letters struck out came out in parts.
        missing.into_iter().filter(|word| !take_parts(bag, word)).collect()
    }
}

fn take(bag: &mut Bag, word: &str) -> bool {
    match bag.get_mut(word) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    }
}

/// Takes words that together spell `word`; gives up after [`MOST_CUTS`] tries.
fn take_parts(bag: &mut Bag, word: &str) -> bool {
    word.chars().count() <= LONGEST_CUT && take_rest(bag, word, &mut { MOST_CUTS })
}

fn take_rest(bag: &mut Bag, word: &str, tries_left: &mut usize) -> bool {
    if word.is_empty() {
        return true;
    }
    let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).skip(1).collect();
    ends.into_iter().rev().chain([word.len()]).any(|end| {
        let (part, rest) = word.split_at(end);
        if *tries_left == 0 || !take(bag, part) {
            return false;
        }
        *tries_left -= 1;
        let is_whole = take_rest(bag, rest, tries_left);
        if !is_whole {
            *bag.entry(part.to_owned()).or_default() += 1;
        }
        is_whole
    })
}

/// What explains words that came out nowhere.
struct Judge {
    /// Words of titles that were made sections or the plan's own.
    titles: BTreeSet<String>,
    tables: Vec<TableWords>,
    /// Lines of text below the first heading of an appendix.
    appendix_from: Option<u32>,
}

/// What a table says about rows that came out nowhere.
struct TableWords {
    sheet: Option<String>,
    /// Tables of a word processor that go on with this one.
    continued: BTreeSet<String>,
    header_lines: BTreeSet<u32>,
    above: BTreeSet<u32>,
    heading: BTreeSet<String>,
    /// Words of columns that are not published, by line.
    excluded: BTreeMap<u32, BTreeSet<String>>,
    lines: Option<(u32, u32)>,
}

impl Judge {
    fn new(parts: &[Part], blocks: &[Block], context: &Context<'_>) -> Self {
        let sections = context.plan.sections.iter().flat_map(|section| words(&section.title));
        let titles = sections.chain(words(&context.plan.title)).collect();
        let tables = parts.iter().filter_map(|part| match part {
            Part::Table(table) => Some(TableWords::new(table)),
            Part::Text(_) => None,
        });
        let appendix = blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Heading { text, .. } | BlockKind::Paragraph(text)
                if fold(text).starts_with("phu luc") && block.usage != Usage::Recipients =>
            {
                Some(block.provenance.line_first)
            }
            _ => None,
        });
        Self { titles, tables: tables.collect(), appendix_from: appendix }
    }

    /// Why `missing` words of a stretch came out nowhere; nothing when they are used after all.
    fn reason(&self, stretch: &Stretch, missing: &[String]) -> Option<UnusedReason> {
        let (sheet, line) = key(&stretch.position);
        let table = self.tables.iter().find(|table| table.holds(sheet.as_deref(), line));
        let all_in = |set: &BTreeSet<String>| missing.iter().all(|word| set.contains(word));
        if let Some(table) = table {
            // "nt" was used: the value above stands in its place.
            if is_same_as_above(&missing.join(" "))
                || missing.iter().all(|word| is_same_as_above(word))
            {
                return None;
            }
            if table.above.contains(&line) {
                return (!all_in(&self.titles)).then_some(UnusedReason::TableTitle);
            }
            if table.excluded.get(&line).is_some_and(all_in) {
                return Some(UnusedReason::ExcludedColumn);
            }
            let is_head = table.header_lines.contains(&line);
            if is_column_number(&stretch.text) && (missing.len() <= 4 || is_head) {
                return Some(UnusedReason::ColumnNumbers);
            }
            if all_in(&table.heading) {
                return Some(UnusedReason::RepeatedHeading);
            }
        }
        let is_text = matches!(stretch.position, Position::Text { .. });
        Some(match fold(stretch.text.trim()) {
            text if is_text && is_page_number(&text) => UnusedReason::PageNumber,
            text if !is_text && text.starts_with("tong") => UnusedReason::TotalRow,
            _ => UnusedReason::Unexplained,
        })
    }

    fn problem(
        &self,
        stretch: &Stretch,
        missing: &[String],
        is_whole: bool,
        context: &Context<'_>,
    ) -> Diagnostic {
        let place = Place { file: context.file.clone(), position: stretch.position.clone() };
        let is_in_table = matches!(stretch.position, Position::Cell { .. })
            || stretch.text.trim_start().starts_with('|');
        let is_in_appendix = match stretch.position {
            Position::Text { line, .. } => self.appendix_from.is_some_and(|from| line >= from),
            _ => false,
        };
        let shown = shorten(&missing.join(" "));
        let (code, message) = if is_whole && (is_in_table || is_in_appendix) {
            let what = if is_in_table { "ô bảng" } else { "đoạn của phụ lục" };
            (Code::WordsLost, format!("{what} không được dùng vào đâu: “{shown}”"))
        } else {
            (Code::WordsLeft, format!("có chữ không được dùng vào đâu: “{shown}”"))
        };
        Diagnostic::new(code, place, message)
            .suggestion("kiểm tra bố cục ở chỗ này: đưa chữ vào đúng ô hoặc đúng đoạn, hoặc khai báo cột trong plan.toml")
            .item(&context.plan.id)
    }
}

impl TableWords {
    fn new(table: &TablePart) -> Self {
        let mut heading = BTreeSet::new();
        let mut excluded: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
        if let Some(header) = &table.header {
            heading.extend(header.titles.iter().flat_map(|title| words(title)));
            for (at, column) in header.columns.iter().enumerate() {
                if *column != Column::Excluded {
                    continue;
                }
                for line in &table.header_lines {
                    excluded.entry(*line).or_default().extend(words(&header.titles[at]));
                }
                for row in &table.rows {
                    let found = row.cells.get(at).map(|cell| words(&cell.text)).unwrap_or_default();
                    for line in &row.lines {
                        excluded.entry(*line).or_default().extend(found.iter().cloned());
                    }
                }
            }
        }
        let above: BTreeSet<u32> = table.above.iter().map(|row| row.line).collect();
        let own = table.rows.iter().filter(|row| row.sheet == table.sheet);
        let lines = own.flat_map(|row| row.lines.iter().copied());
        let lines: BTreeSet<u32> =
            lines.chain(table.header_lines.iter().copied()).chain(above.iter().copied()).collect();
        Self {
            sheet: table.sheet.clone(),
            continued: table
                .rows
                .iter()
                .filter(|row| row.sheet != table.sheet)
                .filter_map(|row| row.sheet.clone())
                .collect(),
            header_lines: table.header_lines.iter().copied().collect(),
            above,
            heading,
            excluded,
            lines: lines.first().copied().zip(lines.last().copied()),
        }
    }

    fn holds(&self, sheet: Option<&str>, line: u32) -> bool {
        let is_own = self.header_lines.contains(&line)
            || self.lines.is_some_and(|(first, last)| (first..=last).contains(&line));
        (is_own && self.sheet.as_deref() == sheet)
            || sheet.is_some_and(|sheet| self.continued.contains(sheet))
    }
}

/// `(1)`, `3=1+2`, `A`: a cell that numbers its column; a text line of such cells too.
fn is_column_number(text: &str) -> bool {
    let cells = text.split(['|', '\t']).map(str::trim).filter(|cell| !cell.is_empty());
    cells.clone().count() > 0
        && cells.into_iter().all(|cell| {
            let inner: String =
                cell.chars().filter(|c| !matches!(c, '(' | ')' | '[' | ']' | ' ')).collect();
            let is_letter = inner.len() == 1 && inner.starts_with(|c: char| c.is_ascii_uppercase());
            let is_sum = !inner.is_empty()
                && inner.len() <= 12
                && inner.chars().all(|c| c.is_ascii_digit() || "=+-*/x×:".contains(c));
            is_letter || is_sum
        })
}

/// `3`, `- 3 -`, `Trang 3/12` (folded): the number of a page.
fn is_page_number(folded: &str) -> bool {
    let rest = folded.strip_prefix("trang").unwrap_or(folded);
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || "-–—.|".contains(c));
    !rest.is_empty()
        && rest.matches('/').count() <= 1
        && rest.len() <= 9
        && rest.split(['/', ' ']).all(|part| {
            part.is_empty() || part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit())
        })
}

/// A position as people read it; paragraphs of a word processor are counted, not lines.
fn place_label(position: &Position, is_paged: bool) -> String {
    match position {
        Position::File => "ngoài lời văn".to_owned(),
        Position::Text { line, .. } if is_paged => format!("đoạn {line}"),
        Position::Text { line, .. } => format!("dòng {line}"),
        Position::Cell { sheet, row, column } if is_paged => {
            format!("{sheet}, hàng {row}, cột {column}")
        }
        Position::Cell { sheet, row, column } => {
            format!("trang tính {sheet}, ô {}{row}", column_letters(*column))
        }
    }
}

/// At most [`SHOWN`] characters.
pub(super) fn shorten(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bag(words: &[&str]) -> Bag {
        let mut bag = Bag::new();
        for word in words {
            *bag.entry((*word).to_owned()).or_default() += 1;
        }
        bag
    }

    #[test]
    fn a_parted_word_is_found_in_its_parts() {
        let mut words = bag(&["95", "98", "1"]);
        assert!(take_parts(&mut words, "9598"));
        assert!(!take_parts(&mut words, "95"), "every part is taken once");
        assert!(!take_parts(&mut words, "12"));
        assert!(take_parts(&mut words, "1"), "a failed search takes nothing");
    }

    #[test]
    fn numbers_of_pages_and_columns() {
        for text in ["3", "- 3 -", "trang 12", "trang 3/12"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["30/6/2026", "trang bi", "12345", ""] {
            assert!(!is_page_number(text), "{text}");
        }
        for text in ["(1)", "3=1+2", "A", "| (1) | (2) | (3) |"] {
            assert!(is_column_number(text), "{text}");
        }
        for text in ["Sở", "", "1 | Sở Y tế"] {
            assert!(!is_column_number(text), "{text}");
        }
    }
}
