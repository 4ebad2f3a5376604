//! Tables that assign work, in the forms offices give them.

use super::grid::{Block, Cell, Item, Look, Mark, Row, Slot};
use super::headings::{self, Column, Role};
use super::random::Random;
use super::traits::{Layout, Trait as T};
use super::truth::{self, Bodies, Due, Task, Truth};
use super::words;

/// The tasks of `truth` as tables; fields for which the layout has no column are taken out of `truth`.
pub(crate) fn print(truth: &mut Truth, layout: &Layout, random: &mut Random) -> Vec<Block> {
    if layout.has(T::ProseLabels) {
        return super::prose::print(truth, random);
    }
    let columns = headings::of_work(random, layout);
    keep_only(truth, &columns, layout, random);
    let heading = headings::rows(&columns, layout, random, Item::TaskHeading);
    let mut printer = Printer {
        layout,
        columns: &columns,
        heading,
        blocks: Vec::new(),
        rows: Vec::new(),
        label: random.below(5),
        list: 0,
        is_bold: random.chance(70),
    };
    printer.all(truth, random);
    let mut blocks = printer.blocks;
    if layout.has(T::ColumnEmpty) {
        let at = random.between(2, columns.len());
        for block in &mut blocks {
            if let Block::Table(rows) = block {
                super::wear::with_empty_column(rows, at);
            }
        }
    }
    blocks
}

/// Takes out what is not printed and adds what only fills columns.
fn keep_only(truth: &mut Truth, columns: &[Column], layout: &Layout, random: &mut Random) {
    let has = |role| columns.iter().any(|column| column.role == role);
    for task in &mut truth.tasks {
        if !has(Role::Product) {
            task.product.clear();
        }
        if !has(Role::Reference) {
            task.reference.clear();
        }
        for (role, from) in [
            (Role::Note, words::REMARKS),
            (Role::Budget, words::COSTS),
            (Role::Status, words::STATES),
            (Role::Person, words::PERSONS),
        ] {
            if has(role) {
                let text = if random.chance(40) { "" } else { *random.pick(from) };
                task.extra.push(text.to_owned());
            }
        }
        if has(Role::Year) {
            let last = random.below(3);
            task.roadmap = format!("{}-12-31", usize::from(truth::YEAR) + last);
            task.extra.extend((0..3).map(|at| ["", "x"][usize::from(at <= last)].to_owned()));
        }
        if let (true, Some((day, month, year))) = (layout.has(T::DateCells), task.due.day) {
            task.due.text = format!("{day:02}/{month:02}/{year}");
        }
    }
}

struct Printer<'a> {
    layout: &'a Layout,
    columns: &'a [Column],
    heading: Vec<Row>,
    blocks: Vec<Block>,
    /// Rows of the table being printed.
    rows: Vec<Row>,
    /// Which of the forms of "lead: …; coordinating: …" the office uses.
    label: usize,
    /// The list that numbers rows by itself.
    list: u32,
    /// Whether group rows are bold.
    is_bold: bool,
}

impl Printer<'_> {
    fn all(&mut self, truth: &Truth, random: &mut Random) {
        self.open(random);
        let page = self.page_before(truth, random);
        let struck = random.below(truth.tasks.len());
        let mut group = None;
        let mut is_first_of_table = true;
        for (at, task) in truth.tasks.iter().enumerate() {
            if task.group != group || (at == 0 && task.group.is_some()) {
                group = task.group;
                is_first_of_table = self.group(truth, at, random) || is_first_of_table;
            }
            let is_page = page == Some(at);
            if is_page && !self.layout.has(T::PageCut) {
                self.turn_page(random);
                is_first_of_table = true;
            }
            let above = (!is_first_of_table && at > 0 && truth.tasks[at - 1].group == task.group)
                .then(|| &truth.tasks[at - 1]);
            let mut row = self.task(at, task, above);
            if at == struck {
                self.change(&mut row, random);
                self.call(&mut row);
            }
            if is_page && self.layout.has(T::PageCut) {
                self.cut(row, random);
            } else {
                self.rows.push(row);
            }
            // No cell is merged over a row that is not valid any more.
            is_first_of_table = at == struck && self.obsolete(random);
        }
        self.last_rows(truth.tasks.len(), random);
        self.close();
        if self.layout.has(T::NoteBelow) {
            let note = "Ghi chú: Các cơ quan gửi kết quả về cơ quan thường trực để tổng hợp.";
            self.blocks.push(Block::paragraph(Look::Note, note));
        }
    }

    /// Begins a table.
    fn open(&mut self, random: &mut Random) {
        if self.layout.has(T::TitleRows) {
            let title = random.pick(&["BẢNG PHÂN CÔNG NHIỆM VỤ", "Biểu số 02: Nhiệm vụ cụ thể"]);
            self.rows.push(Row::wide(Cell::marked(Mark::Bold, *title), self.columns.len()));
        }
        self.rows.extend(self.heading.iter().cloned());
    }

    fn close(&mut self) {
        if !self.rows.is_empty() {
            self.blocks.push(Block::Table(std::mem::take(&mut self.rows)));
        }
    }

    /// The task a new page begins with, if the document has pages: never the first of a group.
    fn page_before(&self, truth: &Truth, random: &mut Random) -> Option<usize> {
        let pages = [T::PageHeading, T::PageNumber, T::PageBare, T::PageCut];
        let inner = |at: &usize| {
            truth.tasks[*at].group == truth.tasks[*at - 1].group && !truth.tasks[*at].is_second
        };
        let inside: Vec<usize> = (1..truth.tasks.len()).filter(inner).collect();
        (self.layout.has_any(&pages) && !inside.is_empty()).then(|| *random.pick(&inside))
    }

    fn turn_page(&mut self, random: &mut Random) {
        self.close();
        if self.layout.has(T::PageNumber) {
            self.blocks.push(Block::paragraph(Look::PageNumber, random.between(2, 9).to_string()));
        } else {
            self.blocks.push(Block::Blank);
        }
        if self.layout.has(T::PageHeading) || (self.layout.has(T::PageCut) && random.chance(60)) {
            self.rows.extend(self.heading.iter().cloned());
        }
    }

    /// Prints a row in two halves with a page between.
    fn cut(&mut self, row: Row, random: &mut Random) {
        let (mut first, mut second) = (row.clone(), row);
        let mut is_cut = false;
        for (column, at) in self.columns.iter().zip(0..) {
            let words: Vec<String> = first.cells[at].text().split(' ').map(str::to_owned).collect();
            let may_be_cut =
                matches!(column.role, Role::Name | Role::Lead | Role::Help | Role::Product);
            let keep = if may_be_cut
                && words.len() > 3
                && (random.chance(50) || column.role == Role::Name)
            {
                is_cut = true;
                random.between(2, words.len() - 1)
            } else {
                words.len()
            };
            first.cells[at] = Cell::new(words[..keep].join(" "));
            second.cells[at] = Cell::new(words[keep..].join(" "));
        }
        self.rows.push(first);
        self.turn_page(random);
        if is_cut {
            self.rows.push(second);
        }
    }

    /// Prints the heading of the group of task `at`; true when a new table begins.
    fn group(&mut self, truth: &Truth, at: usize, random: &mut Random) -> bool {
        let task = &truth.tasks[at];
        let Some(number) = task.group else { return false };
        let group = &truth.groups[number];
        let item = Some(Item::Group(number));
        let words = if group.mark.is_empty() {
            group.title.clone()
        } else {
            format!("{}. {}", group.mark, group.title)
        };
        if self.layout.has(T::GroupTables) {
            if number == 0 {
                self.rows.clear();
            } else {
                self.close();
            }
            self.blocks.push(Block::Paragraph(Look::Heading, words, item));
            self.open(random);
            return true;
        }
        if self.layout.has(T::RowEmpty) && number > 0 {
            self.rows.push(Row::new(self.empty(), None));
        }
        let mark = if self.is_bold { Mark::Bold } else { Mark::Plain };
        let width = self.columns.len();
        if self.layout.has_any(&[T::GroupRomanMerged, T::GroupBareMerged]) {
            let mut row = Row::wide(Cell::marked(mark, words), width);
            row.item = item;
            self.rows.push(row);
        } else if self.layout.has(T::GroupFirstCell) {
            let mut cells = self.empty();
            cells[0] = Cell::marked(mark, words);
            self.rows.push(Row::new(cells, item));
        } else {
            if let Some((above, title)) = &group.above {
                let row = self.named(mark, above, title);
                self.rows.push(Row::new(row, None));
            }
            let mut cells = self.named(mark, &group.mark, &group.title);
            for (role, habit, text) in [
                (Role::Lead, T::CommonLead, &task.lead.text),
                (Role::Due, T::CommonDeadline, &task.due.text),
            ] {
                if let (true, Some(column)) = (self.layout.has(habit), self.column(role)) {
                    cells[column] = Cell::new(text.clone());
                }
            }
            self.rows.push(Row::new(cells, item));
        }
        false
    }

    fn column(&self, role: Role) -> Option<usize> {
        self.columns.iter().position(|column| column.role == role)
    }

    fn empty(&self) -> Vec<Cell> {
        self.columns.iter().map(|_| Cell::new("")).collect()
    }

    /// A row of a mark and a name only.
    fn named(&self, mark: Mark, number: &str, name: &str) -> Vec<Cell> {
        let mut cells = self.empty();
        for (role, text) in [(Role::Number, number), (Role::Name, name)] {
            if let Some(column) = self.column(role) {
                cells[column] = Cell::marked(mark, text);
            }
        }
        cells
    }

    fn task(&mut self, at: usize, task: &Task, above: Option<&Task>) -> Row {
        let mut extra = task.extra.iter();
        let mut cells = Vec::new();
        for column in self.columns {
            cells.push(match column.role {
                Role::Number | Role::Name if task.is_second => Cell::covered(Slot::Above),
                Role::Number => self.number(task),
                Role::Name if self.layout.has(T::NumberInName) => {
                    Cell::new(format!("{}. {}", task.number, task.name))
                }
                Role::Name => Cell::new(task.name.clone()),
                Role::Who => Cell::new(self.labelled(&task.lead, &task.coordinating)),
                Role::Lead => self.shared(
                    &task.lead.text,
                    T::MergedLead,
                    T::CommonLead,
                    above.map(|task| &task.lead.text),
                ),
                Role::Help => Cell::new(task.coordinating.text.clone()),
                Role::Due => {
                    let above = above.map(|task| &task.due.text);
                    let cell =
                        self.shared(&task.due.text, T::MergedDeadline, T::CommonDeadline, above);
                    let day = task
                        .due
                        .day
                        .filter(|_| self.layout.has(T::DateCells) && !cell.text().is_empty());
                    Cell { day, ..cell }
                }
                Role::Product => Cell::new(task.product.clone()),
                Role::Reference => Cell::new(task.reference.clone()),
                _ => Cell::new(extra.next().unwrap().clone()),
            });
        }
        Row::new(cells, Some(Item::Task(at)))
    }

    fn number(&mut self, task: &Task) -> Cell {
        if self.layout.has(T::NumberAutomatic) {
            if task.number == "1" {
                self.list += 1;
            }
            return Cell { list: Some(self.list), ..Cell::new("") };
        }
        let dot = if self.layout.has(T::NumberDot) { "." } else { "" };
        Cell::new(format!("{}{dot}", task.number))
    }

    /// A value that may be said once for several rows.
    fn shared(&self, text: &str, merged: T, common: T, above: Option<&String>) -> Cell {
        if self.layout.has(common) {
            return Cell::new("");
        }
        if self.layout.has(merged) && !text.is_empty() && above.is_some_and(|above| above == text) {
            return Cell::covered(Slot::Above);
        }
        Cell::new(text)
    }

    fn labelled(&self, lead: &Bodies, help: &Bodies) -> String {
        let (lead, help) = (&lead.text, &help.text);
        let is_ditto = lead.to_lowercase().contains("nt") && lead.len() < 5 || lead == "Như trên";
        if is_ditto {
            return lead.clone();
        }
        let one_line = self.layout.has(T::Tabs);
        match (self.label, help.is_empty()) {
            (0 | 1, true) => format!("Chủ trì: {lead}"),
            (_, true) => lead.clone(),
            (1, false) if !one_line => {
                format!("- Cơ quan chủ trì: {lead}\n- Cơ quan phối hợp: {help}")
            }
            (2, false) => format!("{lead} chủ trì, phối hợp với {help}"),
            (3, false) if !one_line => format!("Chủ trì: {lead}\nPhối hợp: {help}"),
            _ => format!("Chủ trì: {lead}; phối hợp: {help}"),
        }
    }

    /// Makes a part of the row one that was changed after it was written.
    fn change(&self, row: &mut Row, random: &mut Random) {
        if let (true, Some(due)) = (self.layout.has(T::Struck), self.column(Role::Due))
            && row.cells[due].slot == Slot::Own
            && row.cells[due].day.is_none()
            && !row.cells[due].text().is_empty()
        {
            row.cells[due].runs.insert(0, (Mark::Struck, "31/01/2025 ".to_owned()));
        }
        let Some(name) = self.column(Role::Name) else { return };
        let cell = &mut row.cells[name];
        if cell.slot != Slot::Own {
            return;
        }
        if self.layout.has(T::Tracked) {
            let text = cell.text();
            let (start, end) = text.split_once(' ').unwrap();
            cell.runs = vec![
                (Mark::Plain, format!("{start} ")),
                (Mark::Deleted, "dự thảo ".to_owned()),
                (Mark::Inserted, end.to_owned()),
            ];
        }
        if self.layout.has(T::Hidden) && self.layout.has(T::Word) && random.chance(60) {
            cell.runs.push((Mark::Hidden, " (chờ ý kiến)".to_owned()));
        }
    }

    /// Calls a footnote from the name.
    fn call(&self, row: &mut Row) {
        if let (true, Some(name)) = (self.layout.has(T::FootnoteCall), self.column(Role::Name)) {
            row.cells[name].note = Some("Theo hướng dẫn của cơ quan chuyên môn cấp trên.");
        }
    }

    /// Prints a row that is not valid any more; true when there is one.
    fn obsolete(&mut self, random: &mut Random) -> bool {
        let is_struck = self.layout.has(T::Struck) && random.chance(50);
        let is_gone = self.layout.has_any(&[T::Tracked, T::Hidden]);
        if !is_struck && !is_gone || self.layout.has(T::SecondAssignment) {
            return false;
        }
        let task = Task {
            number: "99".to_owned(),
            name: "Thí điểm mô hình cũ đã dừng".to_owned(),
            lead: Bodies { text: "Sở Nội vụ".to_owned(), names: Vec::new() },
            due: Due { text: "Năm 2025".to_owned(), ..Due::default() },
            extra: vec![String::new(); 7],
            ..Task::default()
        };
        let mut row = self.task(0, &task, None);
        row.item = None;
        row.is_gone = is_gone;
        if is_struck && !is_gone {
            for cell in &mut row.cells {
                cell.list = None;
                cell.runs.iter_mut().for_each(|run| run.0 = Mark::Struck);
            }
        }
        self.rows.push(row);
        true
    }

    fn last_rows(&mut self, tasks: usize, random: &mut Random) {
        let width = self.columns.len();
        if self.layout.has(T::RowEmpty) {
            self.rows.push(Row::new(self.empty(), None));
        }
        if self.layout.has(T::RowTotal) {
            let words =
                format!("{}: {tasks} nhiệm vụ", random.pick(&["Tổng cộng", "Tổng số", "Cộng"]));
            if self.layout.has(T::Tabs) || random.chance(50) {
                let cells = self.named(Mark::Bold, "", &words);
                self.rows.push(Row::new(cells, None));
            } else {
                self.rows.push(Row::wide(Cell::marked(Mark::Bold, words), width));
            }
        }
        if self.layout.has(T::RowNote) {
            let words = "Ghi chú: Thời hạn tính đến ngày báo cáo cuối kỳ.";
            self.rows.push(Row::wide(Cell::new(words), width));
        }
    }
}
