//! A document on paper, before it becomes a file: paragraphs, tables of cells, text boxes.

/// What a row or a heading is there for, so that its place in the file can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Item {
    /// A task of the truth.
    Task(usize),
    /// An indicator of the truth.
    Indicator(usize),
    /// A heading row of a table of tasks.
    TaskHeading,
    /// A heading row of a table of indicators.
    IndicatorHeading,
    /// A group of tasks.
    Group(usize),
}

/// How words look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// As usual.
    Plain,
    /// Bold.
    Bold,
    /// Struck out: not valid any more.
    Struck,
    /// Deleted while changes are tracked.
    Deleted,
    /// Inserted while changes are tracked.
    Inserted,
    /// Hidden.
    Hidden,
}

/// Whether a cell of the grid stands for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// A cell of its own.
    Own,
    /// Covered by the cell to the left.
    Left,
    /// Covered by the cell above.
    Above,
}

/// A cell; line breaks in its words are paragraphs.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    /// Words and how they look.
    pub(crate) runs: Vec<(Mark, String)>,
    /// Whether it is covered.
    pub(crate) slot: Slot,
    /// Day, month and year of a true date.
    pub(crate) day: Option<(u8, u8, u16)>,
    /// Words of the footnote called from it.
    pub(crate) note: Option<&'static str>,
    /// The list that numbers it: the program that shows the document prints the number.
    pub(crate) list: Option<u32>,
}

impl Cell {
    /// A cell of these words.
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self::marked(Mark::Plain, text)
    }

    /// A cell of these words, looking like that.
    pub(crate) fn marked(mark: Mark, text: impl Into<String>) -> Self {
        Self { runs: vec![(mark, text.into())], slot: Slot::Own, day: None, note: None, list: None }
    }

    /// A cell covered by another.
    pub(crate) fn covered(slot: Slot) -> Self {
        Self { slot, ..Self::new("") }
    }

    /// All its words.
    pub(crate) fn text(&self) -> String {
        self.runs.iter().map(|(_, text)| text.as_str()).collect()
    }
}

/// A row of the grid; every row of a table has as many cells.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Cells from the left.
    pub(crate) cells: Vec<Cell>,
    /// What it is there for.
    pub(crate) item: Option<Item>,
    /// Whether it is hidden, or deleted while changes are tracked.
    pub(crate) is_gone: bool,
}

impl Row {
    /// A row of these cells.
    pub(crate) fn new(cells: Vec<Cell>, item: Option<Item>) -> Self {
        Self { cells, item, is_gone: false }
    }

    /// One cell over the whole width.
    pub(crate) fn wide(cell: Cell, width: usize) -> Self {
        let mut cells = vec![cell];
        cells.resize_with(width, || Cell::covered(Slot::Left));
        Self::new(cells, None)
    }
}

/// How a paragraph looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// As usual.
    Plain,
    /// Bold and centred.
    Title,
    /// A heading of a section.
    Heading,
    /// In italics.
    Note,
    /// A number at the foot of a page.
    PageNumber,
}

/// A part of a document.
#[derive(Clone, Debug)]
pub(crate) enum Block {
    /// A paragraph; the group it names, if it does.
    Paragraph(Look, String, Option<Item>),
    /// An empty paragraph.
    Blank,
    /// A table.
    Table(Vec<Row>),
    /// Words in a box beside the text.
    TextBox(String),
    /// Two columns without lines, as at the head and the foot of an official letter.
    Columns(Vec<(String, String)>),
}

impl Block {
    /// A paragraph that names no group.
    pub(crate) fn paragraph(look: Look, text: impl Into<String>) -> Self {
        Self::Paragraph(look, text.into(), None)
    }
}

/// Where something stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Sheet of a workbook or table of a Word document, as messages name it.
    pub(crate) sheet: Option<String>,
    /// Line, paragraph or row, from 1.
    pub(crate) line: u32,
}

/// A document as a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct File {
    /// Ending of its name.
    pub(crate) ending: &'static str,
    /// Content.
    pub(crate) bytes: Vec<u8>,
    /// Where everything stands.
    pub(crate) places: Vec<(Item, Place)>,
}
