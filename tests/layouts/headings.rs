//! Heading rows: words for each column, one to three rows, rows that count the columns.

use super::grid::{Cell, Item, Mark, Row, Slot};
use super::random::Random;
use super::traits::{Layout, Trait as T};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Number of the row.
    Number,
    /// Name of the work or quantity.
    Name,
    /// Who leads.
    Lead,
    /// Who helps.
    Help,
    /// Who leads and who helps, told apart by words.
    Who,
    /// When.
    Due,
    /// What comes out.
    Product,
    /// Legal source.
    Reference,
    /// Remarks.
    Note,
    /// Costs.
    Budget,
    /// How far it is.
    Status,
    /// Who watches over it in person.
    Person,
    /// A year of a roadmap, with ticks.
    Year,
    /// Unit of measure.
    Unit,
    /// What was reached before.
    Baseline,
    /// Target of that place in the list of goals.
    Goal(usize),
}

/// A column and its heading.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// What it holds.
    pub(crate) role: Role,
    /// Words of its heading.
    pub(crate) heading: String,
}

/// Usual words, with how many tables of public documents have them.
const USUAL: &[(Role, &[(&str, u32)])] = &[
    (Role::Number, &[("STT", 70), ("TT", 25), ("Số TT", 5)]),
    (
        Role::Name,
        &[
            ("Nhiệm vụ", 30),
            ("Nội dung", 25),
            ("Nội dung nhiệm vụ", 15),
            ("Nội dung công việc", 10),
            ("Tên nhiệm vụ", 10),
            ("Nhiệm vụ, giải pháp", 10),
        ],
    ),
    (
        Role::Lead,
        &[
            ("Cơ quan chủ trì", 40),
            ("Đơn vị chủ trì", 30),
            ("Chủ trì", 20),
            ("Cơ quan, đơn vị chủ trì", 10),
        ],
    ),
    (Role::Help, &[("Cơ quan phối hợp", 45), ("Đơn vị phối hợp", 35), ("Phối hợp", 20)]),
    (
        Role::Who,
        &[
            ("Cơ quan thực hiện", 35),
            ("Đơn vị thực hiện", 35),
            ("Phân công thực hiện", 20),
            ("Cơ quan chủ trì, phối hợp", 10),
        ],
    ),
    (
        Role::Due,
        &[
            ("Thời gian", 20),
            ("Thời hạn", 20),
            ("Thời gian hoàn thành", 25),
            ("Thời gian thực hiện", 25),
            ("Tiến độ", 10),
        ],
    ),
    (
        Role::Product,
        &[("Sản phẩm", 40), ("Sản phẩm đầu ra", 20), ("Kết quả/Sản phẩm", 20), ("Kết quả", 20)],
    ),
    (Role::Reference, &[("Căn cứ", 50), ("Căn cứ pháp lý", 50)]),
    (Role::Note, &[("Ghi chú", 100)]),
    (Role::Budget, &[("Kinh phí", 60), ("Nguồn kinh phí", 20), ("Dự toán kinh phí", 20)]),
    (Role::Status, &[("Tình trạng", 50), ("Kết quả thực hiện", 50)]),
    (
        Role::Person,
        &[("Lãnh đạo phụ trách", 40), ("Người phụ trách", 30), ("Lãnh đạo chỉ đạo", 30)],
    ),
    (Role::Unit, &[("Đơn vị tính", 55), ("ĐVT", 40), ("Đơn vị", 5)]),
];

/// Words few offices use.
const RARE: &[(Role, &[(&str, u32)])] = &[
    (Role::Number, &[("Số thứ tự", 1), ("S\nTT", 1), ("Stt", 1)]),
    (
        Role::Name,
        &[
            ("Đầu việc", 1),
            ("Hoạt động", 1),
            ("Nội dung chỉ đạo", 1),
            ("Các văn bản cần sửa đổi, bổ sung", 1),
            ("Nhiệm vụ/Giải pháp được giao", 1),
            ("Danh mục công việc", 1),
        ],
    ),
    (
        Role::Lead,
        &[
            ("Cơ quan soạn thảo", 1),
            ("Đơn vị phụ trách", 1),
            ("Đầu mối thực hiện", 1),
            ("Cơ quan tham mưu", 1),
            ("Chịu trách nhiệm chính", 1),
        ],
    ),
    (
        Role::Help,
        &[
            ("Cơ quan phối hợp, tham vấn", 1),
            ("Đơn vị cùng thực hiện", 1),
            ("Các cơ quan tham gia", 1),
        ],
    ),
    (
        Role::Who,
        &[("Trách nhiệm", 1), ("Đơn vị, địa phương chủ trì, phối hợp", 1), ("Phân công", 1)],
    ),
    (
        Role::Due,
        &[
            ("Mốc hoàn thành", 1),
            ("Hạn xử lý", 1),
            ("Hạn chót", 1),
            ("Ngày dự kiến trình ban hành", 1),
            ("Hạn", 1),
        ],
    ),
    (
        Role::Product,
        &[("Kết quả yêu cầu", 1), ("Kết quả cần đạt", 1), ("Sản phẩm/kết quả bàn giao", 1)],
    ),
    (Role::Reference, &[("Số/ký hiệu văn bản", 1), ("Nguồn gốc", 1)]),
    (Role::Note, &[("Ghi chú/ Đánh giá", 1), ("Lưu ý", 1)]),
    (Role::Budget, &[("Dự kiến chi phí (nếu có)", 1)]),
    (Role::Status, &[("Trạng thái nhiệm vụ", 1), ("Kết quả hiện nay", 1)]),
    (Role::Person, &[("Lãnh đạo theo dõi", 1), ("Người thực hiện", 1)]),
    (Role::Unit, &[("DVT", 1), ("Tên đơn vị tính", 1)]),
];
const SINGLE: &[(&str, u32)] = &[
    ("Cơ quan thực hiện", 30),
    ("Đơn vị thực hiện", 30),
    ("Đơn vị", 15),
    ("Đơn vị/cá nhân thực hiện", 10),
    ("Cơ quan", 5),
    ("Đơn vị phụ trách", 10),
];

/// The heading of a column of `role` in the office's own words.
pub(crate) fn column(random: &mut Random, layout: &Layout, role: Role) -> Column {
    let from = if layout.has(T::HeadingRare) && random.chance(60) { RARE } else { USUAL };
    let words = from.iter().find(|entry| entry.0 == role).unwrap().1;
    let words = if role == Role::Lead && layout.has(T::WhoSingle) { SINGLE } else { words };
    named(layout, role, random.weighted(words))
}

/// A column of these words, in capitals where the office writes so.
pub(crate) fn named(layout: &Layout, role: Role, words: &str) -> Column {
    let words = if layout.has(T::Tabs) { words.replace('\n', "") } else { words.to_owned() };
    let heading = if layout.has(T::HeadingCapitals) { words.to_uppercase() } else { words };
    Column { role, heading }
}

/// Columns of a table of work, from the left.
pub(crate) fn of_work(random: &mut Random, layout: &Layout) -> Vec<Column> {
    let mut roles = Vec::new();
    if layout.has_any(&[T::WhoLabelled]) {
        roles.push(Role::Who);
    } else {
        roles.push(Role::Lead);
    }
    if layout.has(T::WhoBoth) {
        roles.push(Role::Help);
    }
    roles.push(Role::Due);
    if random.chance(50) || layout.has(T::CellParagraphs) {
        roles.push(Role::Product);
    }
    if random.chance(20) {
        roles.push(Role::Reference);
    }
    if layout.has(T::HeadingOrder) {
        random.shuffle(&mut roles);
    }
    roles.insert(0, Role::Name);
    if layout.has(T::HeadingOrder) && random.chance(15) {
        roles.swap(0, 1);
    }
    if !layout.has_any(&[T::NumberNone, T::NumberInName]) {
        roles.insert(0, Role::Number);
    }
    // In the order in which their words are kept.
    for (habit, role) in [
        (T::ColumnNote, Role::Note),
        (T::ColumnBudget, Role::Budget),
        (T::ColumnStatus, Role::Status),
        (T::ColumnPerson, Role::Person),
    ] {
        if layout.has(habit) {
            roles.push(role);
        }
    }
    let mut columns: Vec<Column> =
        roles.into_iter().map(|role| column(random, layout, role)).collect();
    if layout.has(T::ColumnRoadmap) {
        columns.extend(["2026", "2027", "2028"].map(|year| named(layout, Role::Year, year)));
    }
    columns
}

/// Two neighbouring columns under one upper heading, and its words.
fn pair(columns: &[Column]) -> Option<(usize, &'static str)> {
    let is_inner = |column: &Column| !matches!(column.role, Role::Number | Role::Name | Role::Year);
    let pairs = || (0..columns.len() - 1).filter(|at| columns[*at..*at + 2].iter().all(is_inner));
    let who = pairs().find(|at| {
        matches!(columns[*at].role, Role::Lead | Role::Help)
            && matches!(columns[*at + 1].role, Role::Lead | Role::Help)
    });
    match who {
        Some(at) => Some((at, "Phân công thực hiện")),
        None => pairs().next().map(|at| (at, "Tổ chức thực hiện")),
    }
}

/// The heading rows of a table of work, those that count the columns included.
pub(crate) fn rows(
    columns: &[Column],
    layout: &Layout,
    random: &mut Random,
    item: Item,
) -> Vec<Row> {
    let bottom = || columns.iter().map(|column| cell(&column.heading)).collect::<Vec<_>>();
    let two = layout.has_any(&[T::HeadingTwo, T::HeadingThree]);
    let mut rows = match pair(columns).filter(|_| two) {
        None => vec![bottom()],
        Some((at, words)) => {
            let over = |words: &str, first: usize, last: usize| {
                let mut row = bottom();
                row[first] = cell(words);
                row[first + 1..=last].fill(Cell::covered(Slot::Left));
                row
            };
            let below = |rows: &mut Vec<Vec<Cell>>, first: usize, last: usize| {
                let mut row = bottom();
                let outside = (0..columns.len()).filter(|column| !(first..=last).contains(column));
                outside.for_each(|column| row[column] = Cell::covered(Slot::Above));
                rows.push(row);
            };
            let mut rows = Vec::new();
            let third = at + 2 < columns.len();
            if layout.has(T::HeadingThree) && third {
                rows.push(over("Yêu cầu và phân công", at, at + 2));
                below(&mut rows, at, at + 2);
                let middle = over(words, at, at + 1);
                rows[1][at..=at + 1].clone_from_slice(&middle[at..=at + 1]);
                below(&mut rows, at, at + 1);
            } else {
                rows.push(over(words, at, at + 1));
                below(&mut rows, at, at + 1);
            }
            rows
        }
    };
    counted(&mut rows, columns.len(), layout, random);
    rows.into_iter().map(|cells| Row::new(cells, Some(item))).collect()
}

/// Adds the row that counts the columns.
pub(crate) fn counted(
    rows: &mut Vec<Vec<Cell>>,
    width: usize,
    layout: &Layout,
    random: &mut Random,
) {
    if layout.has(T::ColumnNumbers) {
        let in_brackets = random.chance(70);
        let number = |at: usize| if in_brackets { format!("({at})") } else { at.to_string() };
        rows.push((1..=width).map(|at| Cell::new(number(at))).collect());
    } else if layout.has(T::ColumnLetters) {
        let letters = ["A", "B"].map(str::to_owned);
        let numbers = (1..=width.saturating_sub(2)).map(|at| at.to_string());
        rows.push(letters.into_iter().chain(numbers).map(Cell::new).collect());
    }
}

/// A heading cell.
pub(crate) fn cell(words: &str) -> Cell {
    Cell::marked(Mark::Bold, words)
}
