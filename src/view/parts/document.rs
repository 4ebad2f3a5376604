//! A plan's document as readable text: headings, paragraphs, lists, tables, footnotes with anchors.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::iter;

use serde::Serialize;

use crate::model::{Block, BlockKind, Citation, Id, Plan, TableRow};
use crate::view::ground::status::Status;
use crate::view::ground::{Item, Portal, address, sections_at};
use crate::view::parts::list::facets::Facets;
use crate::view::parts::list::filter::Filter;
use crate::view::parts::list::row::Rows;

/// A document laid out.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentView<'a> {
    /// Parts in reading order, footnotes apart.
    pub parts: Vec<PartView<'a>>,
    /// Headings for the table of contents.
    pub contents: Vec<ContentsEntry<'a>>,
    /// Footnotes in order of print.
    pub notes: Vec<NoteAnchor<'a>>,
}

/// A line of the table of contents.
#[derive(Clone, Debug, Serialize)]
pub struct ContentsEntry<'a> {
    /// Anchor of the heading.
    pub anchor: String,
    /// Its words.
    pub text: &'a str,
    /// Depth, from 1.
    pub depth: u8,
}

/// A footnote with its anchor.
#[derive(Clone, Debug, Serialize)]
pub struct NoteAnchor<'a> {
    /// Anchor.
    pub anchor: String,
    /// Its mark.
    pub mark: &'a str,
    /// Its words.
    pub text: &'a str,
}

/// A part of the text.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PartView<'a> {
    /// A heading.
    Heading {
        /// Level of the HTML heading, 3–6.
        level: u8,
        /// Anchor.
        anchor: String,
        /// Words.
        line: LineView<'a>,
        /// Anchors of the sections that start here.
        sections: Vec<&'a str>,
    },
    /// A paragraph.
    Paragraph {
        /// Words.
        line: LineView<'a>,
    },
    /// A list.
    List {
        /// Items.
        items: Vec<LineView<'a>>,
    },
    /// A table.
    Table {
        /// Name for screen readers, unique on the page.
        label: String,
        /// Column headings.
        header: &'a [String],
        /// Number of columns, that of the chips included.
        columns: usize,
        /// Rows between group rows.
        bodies: Vec<BodyView<'a>>,
        /// Whether a row is a task or an indicator, so that the table has a column of chips.
        has_chips: bool,
    },
}

/// A line of words with anchors, footnote calls and chips.
#[derive(Clone, Debug, Serialize)]
pub struct LineView<'a> {
    /// Heading of its column; empty outside of tables.
    pub label: &'a str,
    /// Mark printed before it.
    pub mark: &'a str,
    /// Words, in pieces: legal documents named in them are links.
    pub pieces: Vec<Piece<'a>>,
    /// Footnotes called.
    pub calls: Vec<CallView<'a>>,
    /// Tasks, indicators and clauses printed here.
    pub chips: Vec<ChipView<'a>>,
    /// What the line may be found by, if tasks or indicators are printed here.
    pub facets: Option<Facets<'a>>,
}

/// Words of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Piece<'a> {
    /// The words.
    pub text: &'a str,
    /// Page of the legal document they name.
    pub path: Option<String>,
}

/// A call of a footnote.
#[derive(Clone, Debug, Serialize)]
pub struct CallView<'a> {
    /// Its mark.
    pub mark: &'a str,
    /// Anchor of the footnote, if there is one.
    pub anchor: Option<String>,
}

/// The chip of an item beside its printed words.
#[derive(Clone, Debug, Serialize)]
pub struct ChipView<'a> {
    /// Identifier of the item.
    pub id: &'a str,
    /// The anchor, where the item is printed for the first time.
    pub anchor: Option<&'a str>,
    /// Page of the item; clauses have none.
    pub path: Option<String>,
    /// What it is: "Nhiệm vụ", "Chỉ tiêu".
    pub word: &'static str,
    /// State.
    pub status: Status,
    /// What the printed words beside it no longer say: what was changed, and the state against both.
    pub note: Option<String>,
}

/// Rows of a table under one group row.
#[derive(Clone, Debug, Serialize)]
pub struct BodyView<'a> {
    /// The group row above.
    pub group: Option<GroupView<'a>>,
    /// Rows.
    pub rows: Vec<RowView<'a>>,
}

/// A group row.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView<'a> {
    /// The anchor, where the section starts here.
    pub anchor: Option<&'a str>,
    /// Page of the section.
    pub path: String,
    /// Words of its cells.
    pub text: String,
}

/// A row of a table.
#[derive(Clone, Debug, Serialize)]
pub struct RowView<'a> {
    /// Cells.
    pub cells: Vec<LineView<'a>>,
    /// The item the row is.
    pub chip: Option<ChipView<'a>>,
    /// What the row may be found by, if it is a task or an indicator.
    pub facets: Option<Facets<'a>>,
}

/// Lays out the document of `plan`.
pub fn lay_out<'a>(rows: &Rows<'_, 'a>, plan: &'a Plan) -> DocumentView<'a> {
    let mut layout = Layout::new(rows, plan);
    for block in &plan.document.blocks {
        layout.block(block);
    }
    DocumentView { parts: layout.parts, contents: layout.contents, notes: layout.notes }
}

impl<'a> DocumentView<'a> {
    /// What the text may be narrowed by; it keeps its order.
    pub fn filter(&mut self, portal: &Portal<'a>) -> Option<Filter<'a>> {
        let mut places = Vec::new();
        for part in &mut self.parts {
            match part {
                PartView::Heading { line, .. } | PartView::Paragraph { line } => {
                    places.extend(&mut line.facets);
                }
                PartView::List { items } => {
                    places.extend(items.iter_mut().flat_map(|line| &mut line.facets));
                }
                PartView::Table { bodies, .. } => {
                    let rows = bodies.iter_mut().flat_map(|body| &mut body.rows);
                    places.extend(rows.flat_map(|row| &mut row.facets));
                }
            }
        }
        let filter = Filter::new(portal, "nhiệm vụ và chỉ tiêu", None, places)?;
        Some(filter.in_order("Lọc: quá hạn, sắp đến hạn, theo cơ quan"))
    }
}

struct Layout<'a, 'p> {
    rows: &'p Rows<'p, 'a>,
    portal: &'p Portal<'a>,
    plan: &'a Plan,
    used: BTreeSet<String>,
    notes: Vec<NoteAnchor<'a>>,
    parts: Vec<PartView<'a>>,
    contents: Vec<ContentsEntry<'a>>,
    level: u8,
    tables: usize,
}

impl<'a, 'p> Layout<'a, 'p> {
    fn new(rows: &'p Rows<'p, 'a>, plan: &'a Plan) -> Self {
        let portal = rows.portal;
        let mut layout = Self {
            rows,
            portal,
            plan,
            used: BTreeSet::new(),
            notes: Vec::new(),
            parts: Vec::new(),
            contents: Vec::new(),
            level: 2,
            tables: 0,
        };
        for block in &plan.document.blocks {
            if let BlockKind::Footnote { mark, text } = &block.kind {
                let anchor = layout.fresh("chu-thich", mark);
                layout.notes.push(NoteAnchor { anchor, mark, text });
            }
        }
        layout
    }

    /// An anchor nobody has yet. Two hyphens keep it apart from identifiers, which have none.
    fn fresh(&mut self, kind: &str, text: &str) -> String {
        let slug = Id::slug(text);
        let base = format!("{kind}--{slug}");
        let mut anchor = base.clone();
        let mut number = 1;
        while !self.used.insert(anchor.clone()) {
            number += 1;
            anchor = format!("{base}--{number}");
        }
        anchor
    }

    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Heading { level, text } => {
                if text.trim().is_empty() {
                    return;
                }
                let line = self.line("", text, block);
                let level = (*level).clamp(2, 5) + 1;
                let level = level.min(self.level + 1);
                self.level = level;
                let anchor = self.fresh("muc", &crate::view::ground::form::clip(text, 60));
                let depth = level - 2;
                self.contents.push(ContentsEntry { anchor: anchor.clone(), text, depth });
                let mut sections: Vec<&str> =
                    sections_at(self.plan, block).map(|section| section.id.as_str()).collect();
                sections.retain(|id| self.used.insert((*id).to_owned()));
                self.parts.push(PartView::Heading { level, anchor, line, sections });
            }
            BlockKind::Paragraph(text) => {
                let line = self.line("", text, block);
                self.parts.push(PartView::Paragraph { line });
            }
            BlockKind::ListItem { mark, text } => {
                let line = self.line(mark, text, block);
                match self.parts.last_mut() {
                    Some(PartView::List { items }) => items.push(line),
                    _ => self.parts.push(PartView::List { items: vec![line] }),
                }
            }
            BlockKind::Table { header, rows } => self.table(header, rows),
            BlockKind::Footnote { .. } => {}
        }
    }

    fn line(&mut self, mark: &'a str, text: &'a str, block: &'a Block) -> LineView<'a> {
        let chips = block.items.iter().filter_map(|id| self.chip(id)).collect();
        let own = block.items.iter().flat_map(|id| citations(self.portal, id));
        let cited: Vec<&Citation> = own.chain(&self.plan.citations).collect();
        let facets = self.facets(&block.items);
        let pieces = self.pieces(text, &cited);
        LineView { label: "", mark, pieces, calls: self.calls(&block.footnotes), chips, facets }
    }

    fn calls(&self, marks: &'a [String]) -> Vec<CallView<'a>> {
        let anchor = |mark: &String| {
            self.notes.iter().find(|note| note.mark == mark).map(|note| note.anchor.clone())
        };
        marks.iter().map(|mark| CallView { mark, anchor: anchor(mark) }).collect()
    }

    fn chip(&mut self, id: &'a Id) -> Option<ChipView<'a>> {
        let item = self.portal.item(id)?;
        let is_first = self.used.insert(id.as_str().to_owned());
        let has_page = !matches!(item, Item::Clause(..));
        Some(ChipView {
            id: id.as_str(),
            anchor: is_first.then_some(id.as_str()),
            path: has_page.then(|| self.portal.address(item)),
            word: item.word(),
            status: Status::of(self.portal, id),
            note: crate::view::parts::amendment::beside_print(self.portal, id),
        })
    }

    fn table(&mut self, header: &'a [String], rows: &'a [TableRow]) {
        self.tables += 1;
        let has_chips = rows.iter().any(|row| row.item.is_some());
        let mut bodies: Vec<BodyView<'a>> = Vec::new();
        for row in rows {
            if let Some(section) = &row.section {
                let group = Some(self.group(section, row));
                bodies.push(BodyView { group, rows: Vec::new() });
                continue;
            }
            if bodies.is_empty() {
                bodies.push(BodyView { group: None, rows: Vec::new() });
            }
            let row = self.row(header, row);
            if let Some(body) = bodies.last_mut() {
                body.rows.push(row);
            }
        }
        let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(header.len());
        self.parts.push(PartView::Table {
            label: format!("Bảng {}", self.tables),
            header,
            columns: widest + usize::from(has_chips),
            bodies,
            has_chips,
        });
    }

    fn group(&mut self, section: &'a Id, row: &'a TableRow) -> GroupView<'a> {
        let words: Vec<&str> = row
            .cells
            .iter()
            .map(|cell| cell.text.as_str())
            .filter(|text| !text.is_empty())
            .collect();
        let is_first = self.used.insert(section.as_str().to_owned());
        GroupView {
            anchor: is_first.then_some(section.as_str()),
            path: address::section(section),
            text: words.join(" "),
        }
    }

    fn row(&mut self, header: &'a [String], row: &'a TableRow) -> RowView<'a> {
        let cited: Vec<&Citation> =
            row.item.iter().flat_map(|id| citations(self.portal, id)).collect();
        let labels = header.iter().map(String::as_str).chain(iter::repeat(""));
        let cells = row.cells.iter().zip(labels).map(|(cell, label)| LineView {
            label,
            mark: "",
            pieces: self.pieces(&cell.text, &cited),
            calls: self.calls(&cell.footnotes),
            chips: Vec::new(),
            facets: None,
        });
        RowView {
            cells: cells.collect(),
            facets: self.facets(row.item.as_slice()),
            chip: row.item.as_ref().and_then(|id| self.chip(id)),
        }
    }

    /// What the place where `ids` are printed may be found by.
    fn facets(&self, ids: &[Id]) -> Option<Facets<'a>> {
        let items = ids.iter().filter_map(|id| self.rows.item(self.portal.item(id)?));
        Facets::of_place(items.map(|row| row.facets))
    }

    /// `text` with the printed names of the documents `cited` made links.
    fn pieces(&self, text: &'a str, cited: &[&'a Citation]) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((at, citation)) = first_of(rest, cited) {
            let (before, from) = rest.split_at(at);
            let (name, after) = from.split_at(citation.text.len());
            if !before.is_empty() {
                pieces.push(Piece { text: before, path: None });
            }
            let reference = self.portal.reference(&citation.reference);
            let path = reference.map(|reference| address::reference(&reference.id));
            pieces.push(Piece { text: name, path });
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece { text: rest, path: None });
        }
        pieces
    }
}

/// The legal documents a task or an indicator names.
fn citations<'a>(portal: &Portal<'a>, id: &Id) -> impl Iterator<Item = &'a Citation> + use<'a> {
    let (references, mentions): (&[Citation], &[Citation]) = match portal.item(id) {
        Some(Item::Task(_, task)) => (&task.references, &task.mentions),
        Some(Item::Indicator(_, indicator)) => (&indicator.references, &[]),
        Some(Item::Clause(..)) | None => (&[], &[]),
    };
    references.iter().chain(mentions)
}

/// The citation printed first in `text` and its place; of several there the longest.
fn first_of<'a>(text: &str, cited: &[&'a Citation]) -> Option<(usize, &'a Citation)> {
    let found = cited.iter().filter(|citation| !citation.text.is_empty());
    let found = found.filter_map(|citation| Some((text.find(&citation.text)?, *citation)));
    found.min_by_key(|(at, citation)| (*at, Reverse(citation.text.len())))
}
