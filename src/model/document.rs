//! A plan's document as readable text: every line of the source has its place in it.

use super::{Id, Provenance, WordAccount};

/// The whole text of a plan, in order, with what each part was used for.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Blocks in reading order. A table that goes on over pages is one block.
    pub blocks: Vec<Block>,
    /// Every non-blank line (or row) of the source and its use.
    pub lines: Vec<Line>,
    /// Every word of the source: used, or left out for a reason.
    pub words: WordAccount,
}

/// One line of the source and what it was used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Line number from 1; row number in a workbook.
    pub number: u32,
    /// What it was used for.
    pub usage: Usage,
}

/// What a line of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Usage {
    /// Number, date, title and legal bases before the first section.
    Preamble,
    /// A heading.
    Heading,
    /// A task, or a part of one.
    Task,
    /// An indicator, or a part of one.
    Indicator,
    /// A clause of the body that describes work without assigning it.
    Clause,
    /// Who leads, who helps, until when: said once for several tasks.
    Responsibility,
    /// Header and rule lines of a table.
    TableHeader,
    /// A row that names a group.
    Group,
    /// Any other provision: purpose, funding, organisation.
    Provision,
    /// A footnote.
    Footnote,
    /// Recipients.
    Recipients,
    /// Signature.
    Signature,
    /// Not understood.
    Unused,
}

impl Usage {
    /// Every use with its label.
    pub const ALL: &'static [(Self, &'static str)] = &[
        (Self::Preamble, "Phần mở đầu"),
        (Self::Heading, "Đề mục"),
        (Self::Indicator, "Chỉ tiêu"),
        (Self::Task, "Nhiệm vụ"),
        (Self::Clause, "Đoạn trong văn bản"),
        (Self::Responsibility, "Phân công chung"),
        (Self::TableHeader, "Tiêu đề bảng"),
        (Self::Group, "Dòng nhóm"),
        (Self::Provision, "Quy định khác"),
        (Self::Footnote, "Chú thích"),
        (Self::Recipients, "Nơi nhận"),
        (Self::Signature, "Chữ ký"),
        (Self::Unused, "Chưa dùng"),
    ];

    /// The label people read.
    pub fn label(self) -> &'static str {
        Self::ALL.iter().find(|usage| usage.0 == self).map_or("", |usage| usage.1)
    }
}

/// A part of the text.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// What it was used for.
    pub usage: Usage,
    /// Where it stands.
    pub provenance: Provenance,
    /// Marks of footnotes called from it.
    pub footnotes: Vec<String>,
    /// Tasks, indicators or clauses printed here, outside tables.
    pub items: Vec<Id>,
}

/// What a block of text is.
#[derive(Clone, Debug)]
pub enum BlockKind {
    /// A heading; level 1 is the title, 2 the highest numbered level.
    Heading {
        /// 1–6.
        level: u8,
        /// Its words, mark included.
        text: String,
    },
    /// A paragraph.
    Paragraph(String),
    /// One item of a list; `mark` is what was printed before it ("–", "a)").
    ListItem {
        /// Printed mark.
        mark: String,
        /// Its words.
        text: String,
    },
    /// A table, pages rejoined, repeated headers gone.
    Table {
        /// Column headings.
        header: Vec<String>,
        /// Rows.
        rows: Vec<TableRow>,
    },
    /// A footnote.
    Footnote {
        /// Its mark.
        mark: String,
        /// Its words.
        text: String,
    },
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct TableRow {
    /// Cells, as many as the header has.
    pub cells: Vec<Cell>,
    /// The task or indicator the row is.
    pub item: Option<Id>,
    /// The section the row opens, for group rows.
    pub section: Option<Id>,
    /// Where it stands.
    pub provenance: Provenance,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Words, pieces rejoined, markup off.
    pub text: String,
    /// Marks of footnotes called from it.
    pub footnotes: Vec<String>,
}
